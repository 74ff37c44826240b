/* SPDX-License-Identifier: MIT */
/* Rule files compiled, and looked at for what is hardly meant. What looks is not in the library but beside it: src/author/. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "author/lint.h"
#include "commands.h"
#include "files.h"
#include "options.h"
#include "problems.h"
#include "rulesets.h"
#include "tell.h"

static const char help[] =
    "usage: casework check [OPTION]... RULE-FILE...\n"
    "\n"
    "Compiles rule files, all together, and tells every error with its place; then what is no error and yet hardly\n"
    "meant. `-` is standard input; the name of a built-in pack stands for its rules. Tests of NAME.rules are looked\n"
    "for in NAME.tests beside it.\n"
    "\n"
    "  --format FORMAT  text (default), on standard error; json or sarif (2.1.0), on standard output\n"
    "  -h, --help       show this\n"
    "\n"
    "Warnings, by the names with which a comment of the item keeps them quiet (`// lint: allow gap`):\n"
    "  unreachable      a rule that never applies         never-true     conditions that contradict each other\n"
    "  never-false      conditions of which one holds     gap            days between two versions of a rule\n"
    "  no-source        a rule that names no document     no-covers      a rule without the ids that others give\n"
    "  no-test          a rule that no test names         unused         a name that nothing mentions\n"
    "  moving-anchor    a day that each plan moves        reading        a reading that nothing explains\n"
    "  constant         clauses that no fact can change\n"
    "\n"
    "Exit status: 0 nothing to tell, 1 warnings, 2 errors or bad usage.\n";

/* ---- the tests beside a file ---- */

typedef struct beside {
    char *path;                  /* of the tests; NULL: nobody asks for any */
    file_text text;              /* bytes NULL: there are none */
} beside;

/* NAME.tests for NAME.rules; yours to free. NULL: nobody asks, or out of memory, told by *bad. */
static char *path_of_tests(const char *path, int *bad)
{
    static const char ending[] = ".rules", other[] = ".tests";
    size_t length = strlen(path), tail = sizeof ending - 1;
    if (find_pack(path) || length <= tail || strcmp(path + length - tail, ending) != 0)
        return NULL;
    char *made = malloc(length + 1);
    if (!made) {
        *bad = tell("out of memory", NULL);
        return NULL;
    }
    memcpy(made, path, length - tail);
    memcpy(made + length - tail, other, sizeof other);
    return made;
}

static int read_tests(const char *path, beside *out)
{
    int bad = 0;
    out->path = path_of_tests(path, &bad);
    if (out->path && file_exists(out->path))
        bad = read_file(out->path, &out->text);
    return bad;
}

/* ---- what is told ---- */

static int lint(const options *options, const cw_rules *rules, beside *tests, author_lint_file *files, cw_diag *diag)
{
    int bad = 0, count = options->operand_count;
    for (int i = 0; i < count && bad == 0; i++) {
        const char *name = options->operands[i];
        bad = read_tests(name, &tests[i]);
        files[i] = (author_lint_file){shown_name(name), tests[i].path, tests[i].text.bytes, tests[i].text.length};
    }
    cw_status status = bad ? CW_OK : author_lint(NULL, rules, files, count, diag);
    return status == CW_OK ? bad : tell_status("the rules", status);
}

static int lint_files(const options *options, const cw_rules *rules, cw_diag *diag)
{
    size_t count = (size_t)options->operand_count;
    beside *tests = calloc(count, sizeof *tests);
    author_lint_file *files = calloc(count, sizeof *files);
    int bad = tests && files ? lint(options, rules, tests, files, diag) : tell("out of memory", NULL);
    for (size_t i = 0; tests && i < count; i++) {
        if (tests[i].text.bytes)
            release_file(&tests[i].text);
        free(tests[i].path);
    }
    free(tests);
    free(files);
    return bad;
}

/* Whether a rule is of one of the first `count` files, which are those that were named; the others are included. */
static int is_named(const cw_rules *rules, const char *rule, int count)
{
    size_t length = strcspn(rule, ":");
    for (int i = 0; i < count; i++) {
        const char *set = cw_rules_file_set_at(rules, i);
        if (strlen(set) == length && strncmp(set, rule, length) == 0)
            return 1;
    }
    return 0;
}

static void print_count(const cw_rules *rules, int files)
{
    char line[96];
    long long all = cw_rules_count(rules), count = 0;
    for (long long i = 0; i < all; i++)
        count += is_named(rules, cw_rules_name_at(rules, i), files);
    snprintf(line, sizeof line, "%lld rule%s compiled", count, count == 1 ? "" : "s");
    put_words(line);
    snprintf(line, sizeof line, ", and %lld included\n", all - count);
    put_words(all > count ? line : "\n");
}

static int check_files(const options *options)
{
    cw_rules *rules = NULL;
    cw_diag *diag = NULL;
    cw_status status = cw_diag_new(NULL, &diag);
    if (status != CW_OK)
        return tell_status("the rules", status);
    int exit_status = compile_rules_into(options->operands, options->operand_count, diag, &rules);
    if (rules)
        exit_status = worse(exit_status, lint_files(options, rules, diag));
    if (cw_diag_count(diag) > 0)
        exit_status = worse(exit_status, EXIT_VIOLATIONS);
    if (options->problem_format != PROBLEMS_AS_TEXT) {
        print_problems(diag, options->problem_format);
    } else {
        exit_status = worse(exit_status, tell_diagnostics(diag));
        if (rules)
            print_count(rules, options->operand_count);
    }
    cw_rules_unref(rules);
    cw_diag_unref(diag);
    return exit_status;
}

int run_check(int argc, char **argv)
{
    options options;
    int exit_status = read_options(argc, argv, TAKES_HELP | TAKES_CHECKING, &options);
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
