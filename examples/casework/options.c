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
    int has_value;
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

static int set_test_format(options *out, const char *value)
{
    out->tap = strcmp(value, "tap") == 0;
    if (out->tap || strcmp(value, "text") == 0)
        return 0;
    return tell("`--format` takes text or tap, not `", value, "`", NULL);
}

static int set_filter(options *out, const char *value)
{
    out->filter = value;
    return 0;
}

static int set_explain(options *out, const char *value)
{
    (void)value;
    out->explain = 1;
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

static const option known[] = {
    {"--rules", TAKES_JUDGING | TAKES_TESTING, 1, set_rules},
    {"--as-of", TAKES_JUDGING, 1, set_as_of},
    {"--known-at", TAKES_JUDGING, 1, set_known_at},
    {"--holidays", TAKES_JUDGING, 1, set_holidays},
    {"--format", TAKES_JUDGING, 1, set_format},
    {"--format", TAKES_TESTING, 1, set_test_format},
    {"--filter", TAKES_TESTING, 1, set_filter},
    {"--explain", TAKES_TESTING, 0, set_explain},
    {"--names", TAKES_JUDGING, 0, set_names},
    {"--all", TAKES_JUDGING, 0, set_all},
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
    if (!found->has_value || equals)
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
    *out = (options){.as_of = CW_DATE_INVALID, .known_at = CW_DATE_NONE, .form = CW_FORM_TEXT};
    out->rules = calloc(most, sizeof *out->rules);
    out->operands = calloc(most, sizeof *out->operands);
    int status = out->rules && out->operands ? read_arguments(argc, argv, takes, out) : tell("out of memory", NULL);
    if (status == 0 && takes & TAKES_JUDGING && !out->help && out->as_of == CW_DATE_INVALID) {
        out->as_of = today();
        if (out->as_of == CW_DATE_INVALID)
            status = tell("the clock tells no day; give one with `--as-of`", NULL);
    }
    if (status != 0)
        release_options(out);
    return status;
}

void release_options(options *self)
{
    free(self->rules);
    free(self->operands);
    *self = (options){0};
}
