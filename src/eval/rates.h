/* SPDX-License-Identifier: MIT */
#ifndef EVAL_RATES_H
#define EVAL_RATES_H
/* How often the rules of a set are met over many cases: counts, added up from reports. */
#include "eval/eval.h"

/* What a rule's rate counts; the public CW_COUNTED_FINDINGS ... are these numbers. */
enum { EVAL_COUNTED_FINDINGS = 1, EVAL_COUNTED_PERIODS };
/* A rate with what is unknown left out, or turned out as well, or as badly, as it may; the public CW_RATE_KNOWN ... */
enum { EVAL_RATE_KNOWN = 1, EVAL_RATE_BEST, EVAL_RATE_WORST };
/* What became of a target; the public CW_TARGET_REACHED ... Empty: nothing that counts was owed. */
enum { EVAL_TARGET_REACHED = 1, EVAL_TARGET_MISSED, EVAL_TARGET_UNKNOWN, EVAL_TARGET_EMPTY };

/* By EVAL_PERIOD_*, of findings or of periods. They stop at the greatest number. */
typedef struct eval_sums { int64_t count[EVAL_PERIOD_PERHAPS_MISSED + 1]; } eval_sums;

typedef struct eval_rate {
    int32_t version;                     /* of the rule: the latest that judged anything, counted from 0 */
    int64_t findings[EVAL_UNKNOWN + 1];  /* by status */
    eval_sums counts[2];                 /* of findings, and of periods: versions may be of several shapes */
    int64_t uncounted;                   /* findings that stand for nobody knows how many */
    int64_t unseen;                      /* no more periods than these are theirs */
} eval_rate;

typedef struct cw_rates {
    atomic_int references;
    const cw_context *context;
    cw_rules *rules;                     /* held */
    eval_holidays *holidays;             /* of all reports; held; NULL: none */
    int64_t cases;
    int64_t as_of, known_at, since;      /* of all reports; defined where cases is not 0 */
    base_sha256_way hashing;
    int64_t count;
    eval_rate items[];                   /* of the rules, in their order */
} cw_rates;

/* A numerator and its denominator. */
typedef struct eval_share { int64_t met, of; } eval_share;

cw_status eval_rates_new(const cw_context *context, cw_rules *rules, cw_rates **out);    /* takes over one use of context, also when it fails */
void eval_rates_release(cw_rates *rates);
/* CW_ERR_VALUE: the report is of another rule set, or of other days or holidays than those before. Allocates nothing. */
cw_status eval_rates_add(cw_rates *rates, const cw_report *report);
/* The same of all that another has counted, by these rules or by equal ones. */
cw_status eval_rates_merge(cw_rates *rates, const cw_rates *other);

/* The version of a rule that its rate speaks of. */
const rules_rule *eval_rates_rule(const cw_rates *rates, int64_t index);
int32_t eval_rates_counted(const cw_rates *rates, int64_t index);
const eval_sums *eval_rates_sums(const cw_rates *rates, int64_t index);
eval_share eval_rates_share(const cw_rates *rates, int64_t index, int32_t which);
/* Hundredths of a percent, rounded down: what is below a target never reads as if it were reached. share.of is not 0. */
int64_t eval_share_percent(eval_share share);
/* EVAL_TARGET_*, 0 for a rule without target. */
int32_t eval_rates_verdict(const cw_rates *rates, int64_t index);
#endif
