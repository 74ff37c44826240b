/* SPDX-License-Identifier: MIT */
/* What rules ask, in the words of their files or as a handbook. What writes it is not in the library but beside it: src/author/. */
#include <stdlib.h>

#include "author/handbook.h"
#include "author/list_packs.h"
#include "author/list_rules.h"
#include "commands.h"
#include "files.h"
#include "options.h"
#include "rulesets.h"
#include "tell.h"

static const char help[] =
    "usage: casework rules [OPTION]... [PACK-OR-FILE]...\n"
    "\n"
    "Lists the rules of built-in packs and rule files, with what they include: of each rule its title, force, sources, days on\n"
    "which it is valid, variables and clauses, as they are after every `override`; then the parameters with their values and\n"
    "readings. An `override` gives other words to any clause that is listed here. `-` is standard input. Without operands it\n"
    "lists the built-in packs: name, documents, and how many rules.\n"
    "\n"
    "  --format FORMAT  text (default), json, or a policy handbook for those who work by the rules: markdown or html\n"
    "  --html           the handbook as one page of HTML: `casework rules us-ky --html > handbook.html`\n"
    "  --markdown       the handbook as Markdown\n"
    "  -h, --help       show this\n"
    "\n"
    "Exit status: 0 listed, 2 errors in the rules or bad usage.\n";

static cw_status make_text(const cw_rules *rules, list_format format, cw_text **text)
{
    if (format == LISTED_AS_MARKDOWN || format == LISTED_AS_HTML)
        return author_handbook(NULL, rules, format == LISTED_AS_HTML ? AUTHOR_HANDBOOK_HTML : AUTHOR_HANDBOOK_MARKDOWN, text);
    return author_list_rules(NULL, rules, format == LISTED_AS_JSON, text);
}

static int show(cw_status status, cw_text *text)
{
    if (status == CW_OK)
        put_text(text);
    cw_text_unref(text);
    return status == CW_OK ? EXIT_CLEAN : tell_status("the rules", status);
}

static int list_rules(const options *options)
{
    cw_rules *rules = NULL;
    cw_text *text = NULL;
    if (compile_rules(options->operands, options->operand_count, &rules) == EXIT_BAD)
        return EXIT_BAD;
    cw_status status = make_text(rules, options->list_format, &text);
    cw_rules_unref(rules);
    return show(status, text);
}

/* ---- the built-in packs ---- */

/* Each by itself: one may change the rules of another. */
static int compile_packs(author_pack *packs, cw_rules **rules, int64_t count)
{
    for (int64_t i = 0; i < count; i++) {
        const char *name = cw_pack_name_at(i);
        if (compile_rules(&name, 1, &rules[i]) == EXIT_BAD)
            return EXIT_BAD;
        packs[i] = (author_pack){name, rules[i]};
    }
    return EXIT_CLEAN;
}

static int show_packs(const author_pack *packs, int64_t count, bool as_json)
{
    cw_text *text = NULL;
    cw_status status = author_list_packs(NULL, packs, count, as_json, &text);
    return show(status, text);
}

static int list_packs(const options *options)
{
    int64_t count = cw_pack_count();
    author_pack *packs = calloc((size_t)count + 1, sizeof *packs);
    cw_rules **rules = calloc((size_t)count + 1, sizeof *rules);
    int exit_status = packs && rules ? compile_packs(packs, rules, count) : tell("out of memory", NULL);
    if (exit_status == EXIT_CLEAN)
        exit_status = show_packs(packs, count, options->list_format == LISTED_AS_JSON);
    for (int64_t i = 0; rules && i < count; i++)
        cw_rules_unref(rules[i]);
    free(packs);
    free(rules);
    return exit_status;
}

static int list(const options *options)
{
    if (options->operand_count > 0)
        return list_rules(options);
    if (options->list_format == LISTED_AS_MARKDOWN || options->list_format == LISTED_AS_HTML)
        return tell("a handbook needs a built-in pack or a rule file, such as `casework rules us-ky --html`", NULL);
    return list_packs(options);
}

int run_rules(int argc, char **argv)
{
    options options;
    int exit_status = read_options(argc, argv, TAKES_HELP | TAKES_LISTING, &options);
    if (exit_status != EXIT_CLEAN)
        return exit_status;
    if (options.help)
        put_words(help);
    else
        exit_status = list(&options);
    release_options(&options);
    return exit_status;
}
