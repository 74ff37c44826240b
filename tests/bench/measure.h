/* SPDX-License-Identifier: MIT */
#ifndef BENCH_MEASURE_H
#define BENCH_MEASURE_H
/* Times, and what is timed. */
#include "fixture.h"

typedef enum task_kind {
    TASK_READ,                       /* document text to frozen case, and its release */
    TASK_EVALUATE,                   /* frozen case to report, evaluator and report warmed */
    TASK_BASELINE,                   /* packed case to findings in an array */
    TASK_WHOLE,                      /* document text to report text, and the release of both */
    TASK_JUDGE,                      /* document text to report in memory */
    TASK_DIGEST,                     /* frozen case to report in memory, and the digest of its canonical form */
    TASK_COUNT
} task_kind;

typedef struct bench {
    const ruling *ruling;
    sample *samples;
    int32_t count;
    cw_evaluator *evaluator;
    cw_report *report;
    cw_status status;                /* the first failure of what was timed */
    int64_t sum;                     /* of what was found: nothing that is timed goes unused */
} bench;

bool open_bench(const ruling *ruling, sample *samples, int32_t count, bench *out);
void close_bench(bench *bench);

/* Does the task once for each sample from `first` on, `count` of them. */
void run_task(bench *bench, task_kind task, int32_t first, int32_t count);

/* Nanoseconds for one case, for each task. Each round times all tasks, in blocks of a few samples; of each block its fastest
 * round counts, since what else the machine does can only add to it. */
bool measure(bench *bench, int32_t rounds, int64_t times[TASK_COUNT]);
int64_t now(void);
#endif
