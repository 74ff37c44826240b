/* SPDX-License-Identifier: MIT */
#ifndef AUTHOR_COVERAGE_H
#define AUTHOR_COVERAGE_H
/* What rule tests reached: of each rule the outcomes, of each condition in it whether it was true, false and unknown. Counted are
 * the findings of rules that a test names. */
#include <casework/report.h>

typedef struct author_coverage author_coverage;

typedef enum author_coverage_form {
    AUTHOR_COVERAGE_TEXT,        /* what was not reached */
    AUTHOR_COVERAGE_JSON,        /* everything, `casework.coverage/1` */
    AUTHOR_COVERAGE_LCOV         /* as lines and branches of the rule files */
} author_coverage_form;

cw_status author_coverage_new(cw_context *context, author_coverage **out);
void author_coverage_release(author_coverage *self);       /* NULL does nothing */
/* How many outcomes and ways of conditions there are, and how many of them were reached. */
int64_t author_coverage_total(const author_coverage *self);
int64_t author_coverage_reached(const author_coverage *self);
/* CW_OK or CW_ERR_NOMEM; the text is yours to release. */
cw_status author_coverage_write(const author_coverage *self, author_coverage_form form, cw_text **out);
#endif
