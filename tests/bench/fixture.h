/* SPDX-License-Identifier: MIT */
#ifndef BENCH_FIXTURE_H
#define BENCH_FIXTURE_H
/* What is measured: rules beside their checks by hand, cases in each of their forms. */
#include "baseline.h"
#include "cases.h"

enum { RULES_MOST = 64 };

typedef struct ruling {
    cw_rules *rules;
    const baseline_check *checks[RULES_MOST];    /* by the rule's index */
    int32_t count;
} ruling;

typedef struct sample {
    cw_text *document;
    cw_case *one;                    /* frozen, as read from the document */
    cw_date as_of;
    packed_case packed;
    baseline_finding *findings;      /* room for all */
} sample;

/* Compiles rule text and finds the check of each rule. What is wrong is told on the standard error. */
bool open_ruling(const char *name, const char *text, int64_t length, ruling *out);
void close_ruling(ruling *ruling);

/* Makes a case, its document, what reading gives, and its packed form. */
bool make_sample(const case_shape *shape, sample *out);
void release_sample(sample *sample);

/* Whether engine and baseline find the same: rule by rule, subject by subject, status and due day. The first
 * difference is told on the standard error. Counts the findings, by status too (`statuses` has 9 places). */
bool same_findings(const ruling *ruling, const sample *sample, cw_date as_of, cw_evaluator *evaluator, cw_report *report,
                   int64_t *statuses);
#endif
