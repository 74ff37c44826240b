/* SPDX-License-Identifier: MIT */
/* Rule tests. What runs them is not in the library but beside it, for those who write rules: src/author/. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "author/run_tests.h"
#include "commands.h"
#include "files.h"
#include "options.h"
#include "rulesets.h"
#include "tell.h"

static const char help[] =
    "usage: casework test [OPTION]... TEST-FILE...\n"
    "\n"
    "Runs rule tests. A test file begins with `tests SET`: SET is the name of a file, SET.rules beside the test file,\n"
    "else the name of a built-in pack; which it was is told. Each test takes a case file, changes it a little, judges\n"
    "it on a day, and says which findings are expected. `-` is standard input.\n"
    "\n"
    "  --rules NAME-OR-FILE  test these rules instead; may be given several times\n"
    "  --filter TEXT         only tests whose names hold this text\n"
    "  --explain             show of each finding that differs how it came about, clause by clause\n"
    "  --format FORMAT       text (default): failed tests, and a count; or tap: a line for each test\n"
    "  -h, --help            show this\n"
    "\n"
    "Exit status: 0 all passed, 1 some failed, 2 bad usage or input.\n";

typedef struct session {
    const options *options;
    const char *path;            /* of the test file at hand */
    long long passed, failed;
} session;

/* A name in one line. For TAP `#` would begin a directive. */
static void put_name(const char *name, int tap)
{
    char one[16];
    for (const unsigned char *at = (const unsigned char *)name; *at; at++) {
        if (*at < 0x20 || *at == 0x7F)
            snprintf(one, sizeof one, "\\u{%X}", (unsigned)*at);
        else
            snprintf(one, sizeof one, "%s%c", tap && (*at == '#' || *at == '\\') ? "\\" : "", *at);
        put_words(one);
    }
}

/* ---- what the tests ask for ---- */

/* A name beside the test file; yours to free. NULL: no memory, told. */
static char *beside(const session *self, const char *name, const char *ending)
{
    const char *slash = strrchr(self->path, '/');
    size_t folder = slash && name[0] != '/' ? (size_t)(slash - self->path) + 1 : 0;
    size_t length = strlen(name), more = strlen(ending);
    char *made = malloc(folder + length + more + 1);
    if (!made) {
        tell("out of memory", NULL);
        return NULL;
    }
    memcpy(made, self->path, folder);
    memcpy(made + folder, name, length);
    memcpy(made + folder + length, ending, more + 1);
    return made;
}

static int is_pack(const char *name)
{
    for (int64_t i = 0; i < cw_pack_count(); i++) {
        if (strcmp(name, cw_pack_name_at(i)) == 0)
            return 1;
    }
    return 0;
}

/* "rules: us-ky (built in)", "rules: demo (folder/demo.rules)". `set` NULL: of --rules, which names no set. */
static void print_rules(const session *self, const char *set, const char *name)
{
    put_words(self->options->tap ? "# rules: " : "rules: ");
    if (set || is_pack(name)) {
        put_name(set ? set : name, 0);
        put_words(" (");
    }
    if (is_pack(name))
        put_words("built in");
    else
        put_name(shown_name(name), 0);
    put_words(set || is_pack(name) ? ")\n" : "\n");
}

static cw_status compile(const session *self, const char *set, const char *const *names, int count, cw_rules **out)
{
    if (compile_rules(names, count, out) == EXIT_BAD)
        return CW_ERR_INPUT;
    for (int i = 0; i < count; i++)
        print_rules(self, set, names[i]);
    return CW_OK;
}

static cw_status find_rules_of_set(void *user, const char *set, cw_rules **out)
{
    const session *self = user;
    if (self->options->rule_count > 0)
        return compile(self, NULL, self->options->rules, self->options->rule_count, out);
    char *path = beside(self, set, ".rules");
    const char *name = path;
    cw_status status = path ? CW_ERR_NOT_FOUND : CW_ERR_NOMEM;
    if (path && file_exists(path))
        status = compile(self, set, &name, 1, out);
    else if (path && is_pack(set))
        status = compile(self, NULL, &set, 1, out);
    free(path);
    return status;
}

static cw_status read_case_file(void *user, const char *name, author_sink *sink)
{
    file_text text;
    char *path = beside(user, name, "");
    cw_status status = CW_ERR_NOMEM;
    if (path && !file_exists(path)) {
        status = CW_ERR_NOT_FOUND;
    } else if (path && read_file(path, &text) != 0) {
        status = CW_ERR_INPUT;
    } else if (path) {
        status = author_give(sink, shown_name(path), text.bytes, text.length);
        release_file(&text);
    }
    free(path);
    return status;
}

/* ---- what is printed ---- */

static void put_number(long long number)
{
    char digits[32];
    snprintf(digits, sizeof digits, "%lld", number);
    put_words(digits);
}

/* Each line set in; an empty one with `bare` alone. */
static void put_details(const char *details, const char *lead, const char *bare)
{
    while (*details) {
        const char *end = strchr(details, '\n');
        put_words(details == end ? bare : lead);
        for (; *details && details != end; details++)
            putchar(*details);
        put_words("\n");
        details += *details == '\n';
    }
}

static void print_text(const session *self, const author_outcome *outcome)
{
    if (outcome->passed)
        return;
    put_words("failed: ");
    put_name(outcome->name, 0);
    put_words(" (");
    put_words(shown_name(self->path));
    put_words(":");
    put_number(outcome->line);
    put_words(")\n");
    put_details(outcome->details, "  ", "");
}

static void print_tap(const session *self, const author_outcome *outcome)
{
    put_words(outcome->passed ? "ok " : "not ok ");
    put_number(self->passed + self->failed);
    put_words(" - ");
    put_name(outcome->name, 1);
    put_words("\n");
    put_details(outcome->details, "# ", "#");
}

static void print_outcome(void *user, const author_outcome *outcome)
{
    session *self = user;
    if (outcome->passed)
        self->passed++;
    else
        self->failed++;
    if (self->options->tap)
        print_tap(self, outcome);
    else
        print_text(self, outcome);
}

static void print_end(const session *self)
{
    if (self->options->tap) {
        put_words("1..");
        put_number(self->passed + self->failed);
    } else {
        put_number(self->passed);
        put_words(" passed, ");
        put_number(self->failed);
        put_words(" failed");
    }
    put_words("\n");
}

/* ---- all files ---- */

static int test_file(session *self, cw_diag *diag)
{
    file_text text;
    const author_host host = {self, find_rules_of_set, read_case_file, print_outcome, self->options->explain};
    if (read_file(self->path, &text) != 0)
        return EXIT_BAD;
    cw_diag_clear(diag);
    cw_status status = author_run_tests(NULL, shown_name(self->path), text.bytes, text.length, self->options->filter, &host, diag);
    release_file(&text);
    tell_diagnostics(diag);
    if (status != CW_OK && status != CW_ERR_INPUT)
        return tell_status(shown_name(self->path), status);
    return status == CW_OK ? EXIT_CLEAN : EXIT_BAD;
}

static int test_files(const options *options)
{
    session self = {.options = options};
    cw_diag *diag = NULL;
    cw_status status = cw_diag_new(NULL, &diag);
    if (status != CW_OK)
        return tell_status("the tests", status);
    int exit_status = EXIT_CLEAN;
    for (int i = 0; i < options->operand_count && !output_failed(); i++) {
        self.path = options->operands[i];
        exit_status = worse(exit_status, test_file(&self, diag));
    }
    cw_diag_unref(diag);
    print_end(&self);
    return worse(exit_status, self.failed > 0 ? EXIT_VIOLATIONS : EXIT_CLEAN);
}

int run_test(int argc, char **argv)
{
    options options;
    int exit_status = read_options(argc, argv, TAKES_HELP | TAKES_TESTING, &options);
    if (exit_status != EXIT_CLEAN)
        return exit_status;
    if (options.help)
        put_words(help);
    else if (options.operand_count == 0)
        exit_status = tell("test needs a test file; see `casework test -h`", NULL);
    else
        exit_status = test_files(&options);
    release_options(&options);
    return exit_status;
}
