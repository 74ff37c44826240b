/* SPDX-License-Identifier: MIT */
#ifndef BENCH_BASELINE_H
#define BENCH_BASELINE_H
/* The twelve checks of rules.rules by hand. */
#include "packed.h"

typedef struct baseline_finding {
    int16_t check;                   /* an index into the checks that were run */
    uint8_t status;                  /* CW_MET ... */
    int32_t subject;                 /* its index in the packed case, -1: the case itself */
    cw_date due;                     /* CW_DATE_NONE unless pending or overdue */
} baseline_finding;

/* What is being judged: findings go to `out`, which has room for baseline_most(). */
typedef struct baseline_run {
    const packed_case *packed;
    cw_date as_of, day;              /* day: the same, or the closing day */
    int16_t check;
    int32_t count;
    baseline_finding *out;
} baseline_run;

typedef struct baseline_check {
    const char *rule;                            /* its name in rules.rules */
    void (*run)(baseline_run *run);
    const char *(*subject)(const packed_case *packed, int32_t index);    /* its id; NULL: of the case as a whole */
} baseline_check;

extern const baseline_check baseline_checks[];
extern const int32_t baseline_check_count;

/* The check of a rule by its bare name, or NULL. */
const baseline_check *baseline_find(const char *rule);
/* How many findings a case may give. */
int32_t baseline_most(const packed_case *packed);
/* Runs checks one after another; returns how many findings there are. */
int32_t baseline_judge(const packed_case *packed, cw_date as_of, const baseline_check *const *checks, int32_t check_count,
                       baseline_finding *out);
#endif
