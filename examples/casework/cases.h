/* SPDX-License-Identifier: MIT */
#ifndef CASES_H
#define CASES_H
/* Every case of some files, judged one after another. A bad one is told with its place and passed over. */
#include "options.h"

typedef struct judged {
    const char *file;            /* as shown in messages */
    int64_t line;                /* on which the case begins */
    cw_rules *rules;
    cw_case *one;
    const cw_report *report;     /* of this case, until the next */
} judged;

/* Is given each report. Returns an exit status. */
typedef int visit_report(void *user, const judged *one);

/* Reads and judges all cases; returns the greatest exit status of all that happened. */
int judge_files(const options *options, const char *const *files, int count, visit_report *visit, void *user);
/* The same by one rule set, whatever the options and the cases name. */
int judge_files_by(cw_rules *rules, const options *options, const char *const *files, int count, visit_report *visit, void *user);
#endif
