/* SPDX-License-Identifier: MIT */
#ifndef AUTHOR_TESTS_H
#define AUTHOR_TESTS_H
/* Within the room: a rule-test file as it was read, and what its tests are run with. */
#include "author/diagnostics.h"
#include "author/node.h"
#include "author/run_tests.h"
#include "eval/eval.h"

typedef enum author_edit_kind { AUTHOR_SET, AUTHOR_ADD, AUTHOR_REMOVE, AUTHOR_WITHOUT } author_edit_kind;

/* `set`, `add`, `remove`, `without`. A case is made more than once (`--mutate`), so a copy of the value goes into it. */
typedef struct author_edit {
    struct author_edit *next;
    author_edit_kind kind;
    rules_span path_at;
    author_node *value;          /* of SET and ADD */
} author_edit;

/* `param`. */
typedef struct author_setting {
    struct author_setting *next;
    base_str name;               /* bare, or `set:name` */
    rules_span name_at;
    rules_literal literal;
} author_setting;

typedef struct author_word { base_str text; rules_span at; } author_word;

/* Dates in the order in which they are written. */
typedef struct author_days { const cw_date *at; int32_t count; } author_days;

typedef enum author_expected_kind { AUTHOR_FINDING, AUTHOR_NONE, AUTHOR_ONLY } author_expected_kind;

typedef struct author_expectation {
    struct author_expectation *next;
    author_expected_kind kind;
    uint32_t start;              /* where it stands */
    author_word rule;
    const author_word *ids; int32_t id_count;
    const author_word *facts; int32_t fact_count;    /* `missing`; none: not asked about */
    uint8_t status;
    bool has_due, has_missed;
    int64_t due, missed;
} author_expectation;

/* The clauses that stand once, by the bit of `seen`. */
typedef enum author_once { AUTHOR_CASE, AUTHOR_ON, AUTHOR_KNOWN_AT, AUTHOR_HOLIDAYS, AUTHOR_ONCE_COUNT } author_once;

typedef struct author_test {
    struct author_test *next;
    base_str name;
    rules_span at;
    int64_t line;
    bool wrong;                  /* an error was told of it */
    bool seen[AUTHOR_ONCE_COUNT];
    rules_span once_at[AUTHOR_ONCE_COUNT];
    author_word case_name;
    int64_t day, known_at;       /* known_at INT64_MAX: no limit */
    author_days holidays;
    author_edit *edits, **last_edit;
    author_setting *settings, **last_setting;
    author_expectation *expectations, **last_expectation;
} author_test;

/* A base case, read when first asked for. */
typedef struct author_base { json_tree tree; cw_case *one; /* NULL: told why not */ struct author_base *next; } author_base;
/* The rule set with other values of parameters. */
typedef struct author_variant { cw_rules *rules; struct author_variant *next; } author_variant;

typedef struct author_file {
    cw_context *context;
    base_arena arena;            /* what lives as long as the run */
    feel_source source;
    feel_compiler feel;
    rules_reader reader;
    base_lines lines;
    author_word set;
    author_days holidays;        /* of tests that have none of their own ... */
    rules_span holidays_at;      /* ... where that is said; empty: nowhere */
    eval_holidays *held_holidays;        /* a table of them, made for the first of those tests; held */
    author_test *tests, **last_test;
    const author_host *host;
    cw_rules *rules;
    base_map bases;              /* name -> author_base */
    base_map variants;           /* settings as written -> author_variant */
    author_base *first_base;
    author_variant *first_variant;
    int32_t variant_count;
    cw_evaluator *evaluator;
    cw_report *report;
    eval_watch watch;            /* of the test at hand, for what extras are asked for */
    const author_test *watched;
    const rules_rule *alone;     /* of which expectations are compared; NULL: all are */
    bool all_passed;
} author_file;

/* ---- tell.c ---- */
void author_tell(author_file *file, author_diagnostic which, rules_span at, base_str help, base_str a, base_str b);
/* The same as an error of a test. */
void author_tell_test(author_file *file, author_test *test, author_diagnostic which, rules_span at, base_str help, base_str a,
                      base_str b);

/* ---- run_tests.c ---- */
/* `part` NULL: all do. */
bool author_contains(base_str text, const char *part);
/* Makes a file of the text in file->source ready to be read; what is wrong with it goes into `diag`. Its arena and that arena's context
 * are to be given back. */
void author_open_file(author_file *file, cw_diag *diag);
/* Judges a case as of a day with what a test says of it: until when it is known, and the holidays. The report is file->report. */
cw_status author_judge(author_file *file, const author_test *test, cw_rules *rules, cw_case *one, int64_t day);

/* ---- read_tests.c, read_clause.c, read_expect.c, read_value.c: from text to tests; false: no memory ---- */
bool author_read_tests(author_file *file);
/* The clause that takes these bytes. */
bool author_read_clause(author_file *file, author_test *test, rules_span span);
/* Why a line that begins with a clause's word is none where it stands; empty where another word does. */
base_str author_indent_help(rules_cursor cursor);
/* Dates, with a comma between each two, to the cursor's end. False: told. */
bool author_read_days(rules_cursor *cursor, base_arena *arena, author_days *out);
bool author_read_expectation(author_file *file, author_test *test, rules_cursor *cursor);
/* The JSON value from the cursor to its end; *out NULL: told. */
bool author_read_value(author_file *file, author_test *test, const rules_cursor *cursor, author_node **out);
/* A run of anything but white space and the mark `stop`, or a text in quotes. False: told what was expected. */
bool author_take_word(rules_cursor *cursor, char stop, const char *what, author_word *out);

/* ---- cases.c, edit.c: the case of a test ---- */
/* The base case of a test. NULL: told, or no memory. */
const author_base *author_base_of(author_file *file, author_test *test);
/* The case with the test's changes; *out NULL: told. CW_OK, CW_ERR_NOMEM. */
cw_status author_case_of(author_file *file, author_test *test, const author_base *base, cw_case **out);
/* Applies the test's changes, telling what cannot be done. False: no memory. */
bool author_edit_case(author_file *file, author_test *test, base_arena *arena, author_node *root);

/* ---- settings.c ---- */
/* The rules with the values that the test gives to parameters, borrowed; *out NULL: told. CW_OK, CW_ERR_NOMEM. */
cw_status author_rules_of(author_file *file, author_test *test, cw_rules **out);
/* Gives back all that were compiled. */
void author_drop_variants(author_file *file);

/* ---- names.c ---- */
/* Tells of rules that are not there. */
void author_check_rules(author_file *file, author_test *test);
/* Tells of ids that nothing has which the rule could be about. */
void author_check_ids(author_file *file, author_test *test, const author_base *base);

/* ---- compare.c, put.c ---- */
/* Compares the report with what the test expects; appends what differs. CW_OK, CW_ERR_NOMEM. */
cw_status author_compare(author_file *file, const author_test *test, base_buffer *details, bool *same);
void author_put_expected(base_buffer *buffer, const author_expectation *expected);
/* A finding as an expectation would name it. */
void author_put_found(base_buffer *buffer, const cw_finding *finding);
/* Its two parts: the rule, by its bare name where that is unambiguous, and its subjects; a blank, its status and what goes with it. */
void author_put_about(base_buffer *buffer, const cw_rules *rules, const cw_finding *finding);
void author_put_outcome(base_buffer *buffer, const cw_finding *finding);
bool author_is_about(const cw_finding *finding, const author_expectation *expected);
/* Whether a finding is of the rule that an expectation names; whether a rule is it. */
bool author_is_of_rule(const cw_finding *finding, base_str rule);
bool author_is_rule(const rules_rule *one, base_str rule);
#endif
