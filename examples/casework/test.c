/* SPDX-License-Identifier: MIT */
/* Rule tests. What runs them is not in the library but beside it, for those who write rules: src/author/. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "author/extras.h"
#include "commands.h"
#include "files.h"
#include "holidays.h"
#include "options.h"
#include "outcomes.h"
#include "progress.h"
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
    "  --holidays FILE       days that are no working days, in tests of files that name none: one a line, YYYY-MM-DD\n"
    "  --filter TEXT         only tests whose names hold this text; with --coverage and --mutate only they count\n"
    "  --brief               of a finding that differs show only what it is, not how it came about, clause by clause\n"
    "  --format FORMAT       text (default): failed tests, and a count; tap: a line for each test; or junit: XML\n"
    "  --coverage[=FORMAT]   tell what the tests did not reach: outcomes of rules, and conditions that were never true, false or\n"
    "                        unknown. text (default) after the outcomes; json or lcov in their place\n"
    "  --min PERCENT         with coverage: fail when less was reached\n"
    "  --mutate              change the rules in small ways, one at a time (a comparison, a day, a count, `and` for `or`, a\n"
    "                        condition left out), and tell which changes no test notices. Only what stands in the files of the\n"
    "                        tested set is changed, `override` of other sets included; --coverage counts the same\n"
    "  --boundaries          print only tests that are missing where rules turn: the day before, on and after each day on which\n"
    "                        something falls due, begins or ends; terms of months from the 31st and 29 February; birthdays; facts\n"
    "                        that are not known. Each is made of a test that is there, and waits for an author to say what is\n"
    "                        expected: `casework test --boundaries my.tests >> my.tests`. All tests are run, and have to pass;\n"
    "                        --filter then means rules whose names hold this text\n"
    "  -h, --help            show this\n"
    "\n"
    "Exit status: 0 all passed, 1 some failed, too little was reached or a change went unnoticed, 2 bad usage or\n"
    "input, or no test at all.\n";

typedef struct session {
    const options *options;
    const char *path;            /* of the test file at hand */
    outcomes outcomes;
    author_coverage *coverage;   /* NULL: not asked for */
    cw_date *holidays;           /* of --holidays; NULL: none */
    int64_t holiday_count;
    long long changes, unnoticed;
} session;

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
static void print_rules(session *self, const char *set, const char *name)
{
    const char *where = is_pack(name) ? "built in" : shown_name(name);
    const char *label = set ? set : name;
    if (set || is_pack(name))
        print_remark(&self->outcomes, (const char *const[]){"rules: ", label, " (", where, ")", NULL});
    else
        print_remark(&self->outcomes, (const char *const[]){"rules: ", where, NULL});
}

static cw_status compile(session *self, const char *set, const char *const *names, int count, cw_rules **out)
{
    if (compile_rules(names, count, out) == EXIT_BAD)
        return CW_ERR_INPUT;
    for (int i = 0; i < count; i++)
        print_rules(self, set, names[i]);
    return CW_OK;
}

static cw_status find_rules_of_set(void *user, const char *set, cw_rules **out)
{
    session *self = user;
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

static void take_outcome(void *user, const author_outcome *outcome)
{
    session *self = user;
    print_outcome(&self->outcomes, outcome);
}

/* ---- changed rules ---- */

/* Words of a rule file in one line, with one blank for any white space within. */
static void put_folded(const char *words)
{
    char one[2] = "";
    int blank = 0, begun = 0;
    for (; *words; words++) {
        one[0] = *words;
        if (*words == ' ' || *words == '\n' || *words == '\r') {
            blank = begun;
            continue;
        }
        put_words(blank ? " " : "");
        put_visible(one);
        blank = 0;
        begun = 1;
    }
}

static void take_change(void *user, const author_change *change)
{
    session *self = user;
    char place[64];
    self->changes++;
    step_progress();
    if (change->killed)
        return;
    self->unnoticed++;
    put_words("unnoticed: ");
    put_visible(shown_name(change->file));
    snprintf(place, sizeof place, ":%lld:%lld: `", (long long)change->line, (long long)change->column);
    put_words(place);
    put_folded(change->before);
    put_words(change->after[0] ? "` as `" : "` left out");
    put_folded(change->after);
    put_words(change->after[0] ? "`" : "");
    if (change->rule) {
        put_words(" in ");
        put_words(change->rule);
    }
    put_words("\n");
}

/* ---- boundaries ---- */

static void take_boundaries(void *user, const char *text)
{
    const session *self = user;
    if (text)
        put_words(text);
    else
        tell(shown_name(self->path), ": no test is missing where rules turn", NULL);
}

static int print_changes(const session *self)
{
    char line[96];
    snprintf(line, sizeof line, "%lld changes to the rules, %lld of them unnoticed\n", self->changes, self->unnoticed);
    put_words(line);
    return self->unnoticed > 0 ? EXIT_VIOLATIONS : EXIT_CLEAN;
}

/* ---- all files ---- */

static int test_file(session *self, cw_diag *diag)
{
    file_text text;
    const author_host host = {
        .user = self, .find_rules = find_rules_of_set, .read_case = read_case_file, .tell = take_outcome, .extras = &author_all_extras, .coverage = self->coverage,
        .tell_change = self->options->mutates ? take_change : NULL,
        .tell_boundaries = self->options->boundaries ? take_boundaries : NULL, .explain = !self->options->brief,
        .holidays = self->holidays, .holiday_count = (int32_t)self->holiday_count,
    };
    if (read_file(self->path, &text) != 0)
        return EXIT_BAD;
    cw_diag_clear(diag);
    cw_status status = author_run_tests(NULL, shown_name(self->path), text.bytes, text.length, self->options->filter, &host, diag);
    release_file(&text);
    tell_diagnostics(diag);
    if (status != CW_OK && status != CW_ERR_INPUT)
        return tell_status(shown_name(self->path), status);
    int is_whole = !self->options->filter || self->options->boundaries;
    if (status == CW_OK && is_whole && self->outcomes.file_passed + self->outcomes.file_failed == 0)
        tell(shown_name(self->path), ": there are no tests in this file", NULL);
    return status == CW_OK ? EXIT_CLEAN : EXIT_BAD;
}

/* That nothing was tested must not look like success. */
static int tell_nothing_tested(const session *self)
{
    const char *filter = self->options->filter;
    if (self->outcomes.passed + self->outcomes.failed > 0)
        return EXIT_CLEAN;
    if (!filter || self->options->boundaries)
        return EXIT_BAD;         /* each file was told of */
    return tell("no test has a name that holds `", filter, "`", NULL);
}

/* Whether the outcomes give way to a document about coverage, or to tests. */
static int prints_no_outcomes(const options *options)
{
    return options->boundaries || (options->covers && options->coverage_form != AUTHOR_COVERAGE_TEXT);
}

/* Prints what was reached. Returns an exit status. */
static int print_coverage(const session *self)
{
    cw_text *text = NULL;
    int64_t reached = author_coverage_reached(self->coverage), total = author_coverage_total(self->coverage);
    cw_status status = author_coverage_write(self->coverage, self->options->coverage_form, &text);
    if (status != CW_OK)
        return tell_status("the coverage", status);
    put_text(text);
    cw_text_unref(text);
    if (reached * 100 >= (int64_t)self->options->least * total)
        return EXIT_CLEAN;
    tell("the tests reach less than `--min` asks for", NULL);
    return EXIT_VIOLATIONS;
}

/* Returns an exit status. */
static int test_each(session *self, cw_diag *diag)
{
    const options *options = self->options;
    int exit_status = EXIT_CLEAN;
    start_progress("change");
    begin_outcomes(&self->outcomes, prints_no_outcomes(options) ? TESTS_UNSEEN : options->test_format);
    for (int i = 0; i < options->operand_count && !output_failed(); i++) {
        self->path = options->operands[i];
        begin_outcomes_of(&self->outcomes, self->path);
        exit_status = worse(exit_status, test_file(self, diag));
        end_outcomes_of(&self->outcomes);
    }
    end_progress();
    if (exit_status == EXIT_CLEAN)
        exit_status = tell_nothing_tested(self);
    exit_status = worse(exit_status, end_outcomes(&self->outcomes));
    if (options->mutates && self->outcomes.failed == 0)
        exit_status = worse(exit_status, print_changes(self));
    if (self->coverage)
        exit_status = worse(exit_status, print_coverage(self));
    return exit_status;
}

static int test_files(const options *options)
{
    session self = {.options = options};
    cw_diag *diag = NULL;
    int exit_status = options->holidays ? read_holiday_file(options->holidays, &self.holidays, &self.holiday_count) : EXIT_CLEAN;
    cw_status status = exit_status == EXIT_CLEAN ? cw_diag_new(NULL, &diag) : CW_OK;
    if (diag && options->covers)
        status = author_coverage_new(NULL, &self.coverage);
    if (status != CW_OK)
        exit_status = tell_status("the tests", status);
    else if (diag)
        exit_status = test_each(&self, diag);
    cw_diag_unref(diag);
    author_coverage_release(self.coverage);
    free(self.holidays);
    return exit_status;
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
    else if (options.boundaries && (options.mutates || options.covers || options.test_format != TESTS_AS_TEXT))
        exit_status = tell("`--boundaries` prints nothing but tests: it goes with neither `--coverage`, `--mutate` nor `--format`", NULL);
    else
        exit_status = test_files(&options);
    release_options(&options);
    return exit_status;
}
