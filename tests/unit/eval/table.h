/* SPDX-License-Identifier: MIT */
#ifndef TESTS_TABLE_H
#define TESTS_TABLE_H
/* Tables of cases, rules, days and findings. Include <cmocka.h> first. */
#include "evaluate.h"

typedef struct row {
    const char *what;
    const char *rules;                   /* after the head lines; or an expression, which a rule `a` requires */
    const char *document;                /* after the keys that every case has */
    const char *day;
    const char *findings;                /* as describe() puts them */
} row;

#define RULE(clauses) "rule a\n  title: \"A\"\n" clauses
#define LEO "{\"id\": \"leo\", \"roles\": [\"child\"], \"born\": \"2015-05-05\", \"joined\": \"2024-01-01\"}"
#define MIA "{\"id\": \"mia\", \"roles\": [\"parent\"], \"joined\": \"2024-01-01\"}"
#define SSW "{\"id\": \"ssw\", \"roles\": [\"caseworker\"], \"joined\": \"2024-01-01\"}"
#define MEMBERS "\"members\": [" LEO ", " MIA ", " SSW "]"
#define MEMBER(fields) "\"members\": [{\"id\": \"m\"" fields "}]"
#define PLAN(id, fields) "{\"id\": \"" id "\", " fields "}"
#define ENTRY(kind, date, fields) "{\"kind\": \"" kind "\", \"date\": \"" date "\"" fields "}"

static inline bool is_file(const char *rules)
{
    return strstr(rules, "rule ") == rules || strstr(rules, "\nrule ") != NULL;
}

static inline bool judge_row(const row *row)
{
    char rules[4096], document[8192];
    snprintf(rules, sizeof rules, "language 1\nrules test \"Test\"\n%s%s%s",
             is_file(row->rules) ? "" : "rule a\n  title: \"A\"\n  require: ", row->rules, is_file(row->rules) ? "" : "\n");
    snprintf(document, sizeof document,
             "{\"format\": \"casework.case/1\", \"id\": \"c\", \"types\": [\"in_home_cps\"], \"opened\": \"2024-01-01\", %s}",
             row->document);
    cw_report *report = judge(rules, document, row->day);
    char *found = describe(report);
    bool right = strcmp(found, row->findings) == 0;
    if (!right)
        print_error("%s (%s):\n  found    `%s`\n  expected `%s`\n", row->what, row->day, found, row->findings);
    free(found);
    eval_report_release(report);
    return right;
}

static inline void judge_rows(const row *rows, size_t count)
{
    int wrong = 0;
    for (size_t i = 0; i < count; i++)
        wrong += !judge_row(&rows[i]);
    assert_int_equal(wrong, 0);
}
#endif
