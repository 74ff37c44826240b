/* SPDX-License-Identifier: MIT */
#include "options.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "tell.h"

typedef int set_option(options *out, const char *value);

typedef struct option {
    const char *name;
    int takes;               /* TAKES_* that a subcommand must have */
    int has_value;           /* 2: only as --NAME=VALUE, or none */
    set_option *set;
} option;

static int set_help(options *out, const char *value)
{
    (void)value;
    out->help = 1;
    return 0;
}

static int set_rules(options *out, const char *value)
{
    out->rules[out->rule_count++] = value;
    return 0;
}

static int set_param(options *out, const char *value)
{
    const char *equals = strchr(value, '=');
    if (!equals || equals == value)
        return tell("`--param` takes NAME=VALUE, such as us-ky:contact_period=\"1 calendar month\", not `", value, "`", NULL);
    out->params[out->param_count++] = value;
    return 0;
}

static int set_as_of(options *out, const char *value)
{
    out->as_of = cw_date_parse(value);
    if (out->as_of == CW_DATE_INVALID)
        return tell("`--as-of` takes a day as YYYY-MM-DD, not `", value, "`", NULL);
    return 0;
}

static int set_known_at(options *out, const char *value)
{
    cw_date day = cw_date_parse(value);
    if (day == CW_DATE_INVALID)
        return tell("`--known-at` takes a day as YYYY-MM-DD, not `", value, "`", NULL);
    out->known_at = day;
    return 0;
}

static int set_since(options *out, const char *value)
{
    cw_date day = cw_date_parse(value);
    if (day == CW_DATE_INVALID)
        return tell("`--since` takes a day as YYYY-MM-DD, not `", value, "`", NULL);
    out->since = day;
    return 0;
}

static int set_holidays(options *out, const char *value)
{
    out->holidays = value;
    return 0;
}

static int set_format(options *out, const char *value)
{
    static const char *const names[] = {"text", "json", "jsonl", NULL};
    static const int32_t forms[] = {CW_FORM_TEXT, CW_FORM_JSON, CW_FORM_JSON_LINE};
    for (int i = 0; names[i]; i++) {
        if (strcmp(value, names[i]) == 0) {
            out->form = forms[i];
            return 0;
        }
    }
    return tell("`--format` takes text, json or jsonl, not `", value, "`", NULL);
}

static int set_rates_format(options *out, const char *value)
{
    int is_csv = strcmp(value, "csv") == 0;
    if (is_csv)
        out->form = CW_FORM_CSV;
    else if (strcmp(value, "text") != 0 && strcmp(value, "json") != 0 && strcmp(value, "jsonl") != 0)
        return tell("`--format` takes text, json, jsonl or csv, not `", value, "`", NULL);
    return is_csv ? 0 : set_format(out, value);
}

static int set_test_format(options *out, const char *value)
{
    static const char *const names[] = {[TESTS_AS_TEXT] = "text", [TESTS_AS_TAP] = "tap", [TESTS_AS_JUNIT] = "junit", NULL};
    for (int i = 0; names[i]; i++) {
        if (strcmp(value, names[i]) == 0) {
            out->test_format = (test_format)i;
            return 0;
        }
    }
    return tell("`--format` takes text, tap or junit, not `", value, "`", NULL);
}

static int set_problem_format(options *out, const char *value)
{
    static const char *const names[] = {[PROBLEMS_AS_TEXT] = "text", [PROBLEMS_AS_JSON] = "json", [PROBLEMS_AS_SARIF] = "sarif", NULL};
    for (int i = 0; names[i]; i++) {
        if (strcmp(value, names[i]) == 0) {
            out->problem_format = (problem_format)i;
            return 0;
        }
    }
    return tell("`--format` takes text, json or sarif, not `", value, "`", NULL);
}

static int set_list_format(options *out, const char *value)
{
    static const char *const names[] = {
        [LISTED_AS_TEXT] = "text", [LISTED_AS_JSON] = "json", [LISTED_AS_MARKDOWN] = "markdown", [LISTED_AS_HTML] = "html", NULL,
    };
    for (int i = 0; names[i]; i++) {
        if (strcmp(value, names[i]) == 0) {
            out->list_format = (list_format)i;
            return 0;
        }
    }
    return tell("`--format` takes text, json, markdown or html, not `", value, "`", NULL);
}

static int set_html(options *out, const char *value)
{
    (void)value;
    out->list_format = LISTED_AS_HTML;
    return 0;
}

static int set_markdown(options *out, const char *value)
{
    (void)value;
    out->list_format = LISTED_AS_MARKDOWN;
    return 0;
}

static int set_value_format(options *out, const char *value)
{
    static const char *const names[] = {"text", "json", "typed", NULL};
    static const int32_t forms[] = {CW_VALUE_TEXT, CW_VALUE_JSON, CW_VALUE_TYPED};
    for (int i = 0; names[i]; i++) {
        if (strcmp(value, names[i]) == 0) {
            out->value_form = forms[i];
            return 0;
        }
    }
    return tell("`--format` takes text, json or typed, not `", value, "`", NULL);
}

static int set_context(options *out, const char *value)
{
    out->context = value;
    return 0;
}

static int set_now(options *out, const char *value)
{
    out->now = value;
    return 0;
}

static int set_rows(options *out, const char *value)
{
    (void)value;
    out->rows = 1;
    return 0;
}

static int set_filter(options *out, const char *value)
{
    out->filter = value;
    return 0;
}

static int set_brief(options *out, const char *value)
{
    (void)value;
    out->brief = 1;
    return 0;
}

static int set_explain(options *out, const char *value)
{
    (void)value;
    out->explain = 1;
    return 0;
}

static int set_only_check(options *out, const char *value)
{
    (void)value;
    out->only_check = 1;
    return 0;
}

/* A number from 0 to 9999999, or -1. */
static int small_number(const char *text)
{
    int number = 0, digits = 0;
    for (; text[digits] >= '0' && text[digits] <= '9' && digits < 7; digits++)
        number = number * 10 + (text[digits] - '0');
    return digits == 0 || text[digits] ? -1 : number;
}

static int set_cases(options *out, const char *value)
{
    out->cases = small_number(value);
    return out->cases >= 0 ? 0 : tell("`--cases` takes a number from 0 to 9999999, not `", value, "`", NULL);
}

static int set_mutates(options *out, const char *value)
{
    (void)value;
    out->mutates = 1;
    return 0;
}

static int set_boundaries(options *out, const char *value)
{
    (void)value;
    out->boundaries = 1;
    return 0;
}

static int set_coverage(options *out, const char *value)
{
    static const char *const names[] = {
        [AUTHOR_COVERAGE_TEXT] = "text", [AUTHOR_COVERAGE_JSON] = "json", [AUTHOR_COVERAGE_LCOV] = "lcov", NULL,
    };
    out->covers = 1;
    for (int i = 0; value && names[i]; i++) {
        if (strcmp(value, names[i]) == 0) {
            out->coverage_form = (author_coverage_form)i;
            return 0;
        }
    }
    return value ? tell("`--coverage` takes text, json or lcov, not `", value, "`", NULL) : 0;
}

static int set_least(options *out, const char *value)
{
    out->covers = 1;
    out->least = small_number(value);
    if (out->least < 0 || out->least > 100)
        return tell("`--min` takes a number from 0 to 100, not `", value, "`", NULL);
    return 0;
}

static int set_names(options *out, const char *value)
{
    (void)value;
    out->flags |= CW_SHOW_NAMES;
    return 0;
}

static int set_all(options *out, const char *value)
{
    (void)value;
    out->flags |= CW_SHOW_ALL;
    return 0;
}

static int set_open(options *out, const char *value)
{
    (void)value;
    out->only_open = 1;
    return 0;
}

static const option known[] = {
    {"--rules", TAKES_JUDGING | TAKES_COUNTING | TAKES_TESTING, 1, set_rules},
    {"--param", TAKES_JUDGING | TAKES_COUNTING, 1, set_param},
    {"--as-of", TAKES_JUDGING | TAKES_COUNTING | TAKES_DAYS, 1, set_as_of},
    {"--known-at", TAKES_JUDGING | TAKES_COUNTING | TAKES_DAYS, 1, set_known_at},
    {"--since", TAKES_SINCE, 1, set_since},
    {"--holidays", TAKES_JUDGING | TAKES_COUNTING | TAKES_DAYS | TAKES_TESTING, 1, set_holidays},
    {"--format", TAKES_JUDGING | TAKES_DAYS, 1, set_format},
    {"--format", TAKES_COUNTING, 1, set_rates_format},
    {"--format", TAKES_TESTING, 1, set_test_format},
    {"--format", TAKES_CHECKING, 1, set_problem_format},
    {"--format", TAKES_LISTING, 1, set_list_format},
    {"--html", TAKES_LISTING, 0, set_html},
    {"--markdown", TAKES_LISTING, 0, set_markdown},
    {"--filter", TAKES_TESTING, 1, set_filter},
    {"--brief", TAKES_TESTING, 0, set_brief},
    {"--coverage", TAKES_TESTING, 2, set_coverage},
    {"--min", TAKES_TESTING, 1, set_least},
    {"--mutate", TAKES_TESTING, 0, set_mutates},
    {"--boundaries", TAKES_TESTING, 0, set_boundaries},
    {"--check", TAKES_FORMATTING, 0, set_only_check},
    {"--cases", TAKES_COMPARING, 1, set_cases},
    {"--names", TAKES_JUDGING, 0, set_names},
    {"--all", TAKES_JUDGING, 0, set_all},
    {"--open", TAKES_OPEN, 0, set_open},
    {"--format", TAKES_FEEL, 1, set_value_format},
    {"--explain", TAKES_FEEL, 0, set_explain},
    {"--context", TAKES_FEEL, 1, set_context},
    {"-c", TAKES_FEEL, 1, set_context},
    {"--now", TAKES_FEEL, 1, set_now},
    {"--jsonl", TAKES_FEEL, 0, set_rows},
    {"--help", TAKES_HELP, 0, set_help},
    {"-h", TAKES_HELP, 0, set_help},
};

enum { KNOWN = sizeof known / sizeof known[0] };

/* The option whose name is the first `length` bytes of a word, or NULL. */
static const option *find_option(const char *word, size_t length, int takes)
{
    for (int i = 0; i < KNOWN; i++) {
        if (known[i].takes & takes && strlen(known[i].name) == length && strncmp(word, known[i].name, length) == 0)
            return &known[i];
    }
    return NULL;
}

static int tell_unknown(const char *word, int takes)
{
    const char *names[KNOWN + 1];
    int count = 0;
    for (int i = 0; i < KNOWN; i++) {
        if (known[i].takes & takes)
            names[count++] = known[i].name;
    }
    names[count] = NULL;
    const char *near = nearest(word, names);
    if (near)
        return tell("unknown option `", word, "`: did you mean `", near, "`?", NULL);
    return tell("unknown option `", word, "`; `-h` lists the options", NULL);
}

/* Reads the option at argv[*at], and its value, which may be the next argument. */
static int read_option(int argc, char **argv, int *at, int takes, options *out)
{
    const char *word = argv[*at], *equals = strchr(word, '=');
    size_t length = equals ? (size_t)(equals - word) : strlen(word);
    const option *found = find_option(word, length, takes);
    if (!found)
        return tell_unknown(word, takes);
    if (!found->has_value && equals)
        return tell("`", found->name, "` takes no value", NULL);
    if (found->has_value != 1 || equals)
        return found->set(out, equals ? equals + 1 : NULL);
    if (*at + 1 >= argc)
        return tell("`", found->name, "` needs a value", NULL);
    return found->set(out, argv[++*at]);
}

/* The day by the clock and time zone of this machine. */
static cw_date today(void)
{
    time_t now = time(NULL);
    const struct tm *parts = now == (time_t)-1 ? NULL : localtime(&now);
    return parts ? cw_date_from_ymd(parts->tm_year + 1900, parts->tm_mon + 1, parts->tm_mday) : CW_DATE_INVALID;
}

static int read_arguments(int argc, char **argv, int takes, options *out)
{
    int only_operands = 0;
    for (int i = 0; i < argc; i++) {
        if (only_operands || argv[i][0] != '-' || argv[i][1] == '\0') {
            out->operands[out->operand_count++] = argv[i];
        } else if (strcmp(argv[i], "--") == 0) {
            only_operands = 1;
        } else {
            int status = read_option(argc, argv, &i, takes, out);
            if (status != 0)
                return status;
        }
    }
    return 0;
}

int read_options(int argc, char **argv, int takes, options *out)
{
    size_t most = (size_t)argc + 1;
    *out = (options){.as_of = CW_DATE_INVALID, .known_at = CW_DATE_NONE, .since = CW_DATE_NONE, .form = CW_FORM_TEXT, .cases = 10, .value_form = CW_VALUE_TEXT};
    out->rules = calloc(most, sizeof *out->rules);
    out->operands = calloc(most, sizeof *out->operands);
    out->params = calloc(most, sizeof *out->params);
    int status = out->rules && out->operands && out->params ? read_arguments(argc, argv, takes, out) : tell("out of memory", NULL);
    if (status == 0 && takes & (TAKES_JUDGING | TAKES_COUNTING | TAKES_DAYS) && !out->help && out->as_of == CW_DATE_INVALID) {
        out->as_of = today();
        if (out->as_of == CW_DATE_INVALID)
            status = tell("the clock tells no day; give one with `--as-of`", NULL);
    }
    if (status == 0 && takes & TAKES_SINCE && out->since != CW_DATE_NONE && out->since > out->as_of && !out->help)
        status = tell("`--since` is after the day that is judged as of", NULL);
    if (status != 0)
        release_options(out);
    return status;
}

void release_options(options *self)
{
    free(self->rules);
    free(self->operands);
    free(self->params);
    *self = (options){0};
}
