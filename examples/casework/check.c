/* SPDX-License-Identifier: MIT */
#include <stdio.h>

#include "commands.h"
#include "files.h"
#include "options.h"
#include "rulesets.h"
#include "tell.h"

static const char help[] =
    "usage: casework check RULE-FILE...\n"
    "\n"
    "Compiles rule files, all together, and tells every error and warning with its place. `-` is standard\n"
    "input; the name of a built-in pack stands for its rules.\n"
    "\n"
    "  -h, --help  show this\n"
    "\n"
    "Exit status: 0 nothing to tell, 1 warnings, 2 errors or bad usage.\n";

static int check_files(const options *options)
{
    cw_rules *rules = NULL;
    char line[64];
    int exit_status = compile_rules(options->operands, options->operand_count, &rules);
    if (rules) {
        int64_t count = cw_rules_count(rules);
        snprintf(line, sizeof line, "%lld rule%s compiled\n", (long long)count, count == 1 ? "" : "s");
        put_words(line);
    }
    cw_rules_unref(rules);
    return exit_status;
}

int run_check(int argc, char **argv)
{
    options options;
    int exit_status = read_options(argc, argv, TAKES_HELP, &options);
    if (exit_status != EXIT_CLEAN)
        return exit_status;
    if (options.help)
        put_words(help);
    else if (options.operand_count == 0)
        exit_status = tell("check needs a rule file; see `casework check -h`", NULL);
    else
        exit_status = check_files(&options);
    release_options(&options);
    return exit_status;
}
