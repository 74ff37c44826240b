/* SPDX-License-Identifier: MIT */
/* The casework command: case plans judged from the shell. An example of the library too: it uses nothing but
 * <casework.h>, and files, clock and output are its own affair. */
#include <signal.h>
#include <stdio.h>
#include <string.h>

#include <casework.h>

#include "commands.h"
#include "files.h"
#include "tell.h"

typedef struct command {
    const char *name, *does;
    int (*run)(int argc, char **argv);
} command;

static const command commands[] = {
    {"audit", "judge cases and print reports", run_audit},
    {"explain", "show how a rule came to a finding", run_explain},
    {"check", "compile rule files and tell what is wrong with them, or hardly meant", run_check},
    {"fmt", "put rule files and rule tests into one layout", run_fmt},
    {"test", "run rule tests", run_test},
    {"impact", "show which findings change from one rule set to another", run_impact},
    {"rates", "count over many cases how often each rule is met, and which targets are reached", run_rates},
    {"rules", "list rules and parameters, or make a policy handbook of them", run_rules},
    {"feel", "evaluate expressions, or try them out line by line", run_feel},
};

enum { COMMANDS = sizeof commands / sizeof commands[0] };

static int print_help(void)
{
    char name[16];
    put_words("usage: casework COMMAND [ARGUMENT]...\n"
              "\n"
              "Tells whether child-welfare case plans are what policy requires, why not, and what would mend them.\n"
              "\n");
    for (int i = 0; i < COMMANDS; i++) {
        snprintf(name, sizeof name, "  %-7s  ", commands[i].name);
        put_words(name);
        put_words(commands[i].does);
        put_words("\n");
    }
    put_words("\n"
              "  -h, --help  show this; after a command, help on it\n"
              "  --version   show the version\n");
    return EXIT_CLEAN;
}

static int tell_unknown(const char *word)
{
    const char *names[COMMANDS + 3] = {"--help", "--version"};
    for (int i = 0; i < COMMANDS; i++)
        names[i + 2] = commands[i].name;
    const char *near = nearest(word, names);
    const char *kind = word[0] == '-' ? "unknown option `" : "unknown command `";
    if (near)
        return tell(kind, word, "`: did you mean `", near, "`?", NULL);
    return tell(kind, word, "`; see `casework -h`", NULL);
}

static int print_version(void)
{
    put_words("casework ");
    put_words(cw_version());
    put_words("\n");
    return EXIT_CLEAN;
}

static int run(int argc, char **argv)
{
    if (argc < 2)
        return tell("a command is needed; see `casework -h`", NULL);
    if (strcmp(argv[1], "-h") == 0 || strcmp(argv[1], "--help") == 0)
        return print_help();
    if (strcmp(argv[1], "--version") == 0)
        return print_version();
    for (int i = 0; i < COMMANDS; i++) {
        if (strcmp(argv[1], commands[i].name) == 0)
            return commands[i].run(argc - 2, argv + 2);
    }
    return tell_unknown(argv[1]);
}

int main(int argc, char **argv)
{
#ifdef SIGPIPE
    /* A reader that goes away is a failed write, which finish_output tells. */
    signal(SIGPIPE, SIG_IGN);
#endif
    int exit_status = run(argc, argv);
    return worse(exit_status, finish_output());
}
