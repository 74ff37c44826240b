/* SPDX-License-Identifier: MIT */
/* What rules ask, in the words of their files. What lists them is not in the library but beside it: src/author/. */
#include "author/list_rules.h"
#include "commands.h"
#include "files.h"
#include "options.h"
#include "rulesets.h"
#include "tell.h"

static const char help[] =
    "usage: casework rules [OPTION]... PACK-OR-FILE...\n"
    "\n"
    "Lists the rules of built-in packs and rule files, with what they include: of each rule its title, force, sources, days on\n"
    "which it is valid, variables and clauses, as they are after every `override`; then the parameters with their values and\n"
    "readings. An `override` gives other words to any clause that is listed here. `-` is standard input.\n"
    "\n"
    "  --format FORMAT  text (default) or json\n"
    "  -h, --help       show this\n"
    "\n"
    "Exit status: 0 listed, 2 errors in the rules or bad usage.\n";

static int list_rules(const options *options)
{
    cw_rules *rules = NULL;
    cw_text *text = NULL;
    if (compile_rules(options->operands, options->operand_count, &rules) == EXIT_BAD)
        return EXIT_BAD;
    cw_status status = author_list_rules(NULL, rules, options->lists_json, &text);
    if (status == CW_OK)
        put_text(text);
    cw_text_unref(text);
    cw_rules_unref(rules);
    return status == CW_OK ? EXIT_CLEAN : tell_status("the rules", status);
}

int run_rules(int argc, char **argv)
{
    options options;
    int exit_status = read_options(argc, argv, TAKES_HELP | TAKES_LISTING, &options);
    if (exit_status != EXIT_CLEAN)
        return exit_status;
    if (options.help)
        put_words(help);
    else if (options.operand_count == 0)
        exit_status = tell("rules needs a built-in pack or a rule file; see `casework rules -h`", NULL);
    else
        exit_status = list_rules(&options);
    release_options(&options);
    return exit_status;
}
