/* SPDX-License-Identifier: MIT */
/* The casework command: case plans judged from the shell. An example of the library too: it uses nothing but
 * <casework.h>, and files, clock and output are its own affair. */
#include <signal.h>
#include <string.h>

#include <casework.h>

#include "commands.h"
#include "files.h"
#include "tell.h"

static const char help[] =
    "usage: casework COMMAND [ARGUMENT]...\n"
    "\n"
    "Tells whether child-welfare case plans are what policy requires, why not, and what would mend them.\n"
    "\n"
    "  audit    judge cases and print reports\n"
    "  explain  show how a rule came to a finding\n"
    "  check    compile rule files and tell what is wrong with them\n"
    "  test     run rule tests\n"
    "\n"
    "  -h, --help  show this; after a command, help on it\n"
    "  --version   show the version\n";

typedef struct command {
    const char *name;
    int (*run)(int argc, char **argv);
} command;

static const command commands[] = {{"audit", run_audit}, {"explain", run_explain}, {"check", run_check}, {"test", run_test}};

enum { COMMANDS = sizeof commands / sizeof commands[0] };

static int tell_unknown(const char *word)
{
    static const char *const names[] = {"audit", "explain", "check", "test", "--help", "--version", NULL};
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
        return tell("a command is needed: audit, explain, check or test; see `casework -h`", NULL);
    if (strcmp(argv[1], "-h") == 0 || strcmp(argv[1], "--help") == 0) {
        put_words(help);
        return EXIT_CLEAN;
    }
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
