/* SPDX-License-Identifier: MIT */
#define _POSIX_C_SOURCE 200809L
#include "measure.h"

#include <stdlib.h>
#include <time.h>

enum {
    LONG = 500000,                   /* what takes more nanoseconds is likely to be interrupted: then the time of the process counts */
    BLOCK = 8,                       /* samples that are timed together */
    BLOCK_TIME = 2000                /* a block is repeated until it takes so many nanoseconds: the clock itself takes some */
};

bool open_bench(const ruling *ruling, sample *samples, int32_t count, bench *out)
{
    *out = (bench){.ruling = ruling, .samples = samples, .count = count};
    out->status = cw_evaluator_new(NULL, &out->evaluator);
    if (out->status == CW_OK) out->status = cw_report_new(NULL, &out->report);
    return out->status == CW_OK;
}

void close_bench(bench *bench)
{
    cw_report_unref(bench->report);
    cw_evaluator_unref(bench->evaluator);
}

/* ---- what is timed ---- */

static void note(bench *bench, cw_status status)
{
    if (bench->status == CW_OK) bench->status = status;
}

static cw_case *read_case(bench *bench, const sample *sample)
{
    cw_case *one = NULL;
    note(bench, cw_case_read(NULL, NULL, 1, cw_text_data(sample->document), cw_text_length(sample->document), 0, &one, NULL));
    return one;
}

static void evaluate(bench *bench, cw_case *one, cw_date as_of)
{
    note(bench, cw_evaluator_run(bench->evaluator, bench->ruling->rules, one, as_of, bench->report));
    bench->sum += cw_report_count(bench->report);
}

static void go_whole_way(bench *bench, const sample *sample)
{
    cw_text *text = NULL;
    cw_case *one = read_case(bench, sample);
    evaluate(bench, one, sample->as_of);
    note(bench, cw_report_write(bench->report, CW_FORM_JSON_LINE, 0, &text));
    bench->sum += cw_text_length(text);
    cw_text_unref(text);
    cw_case_unref(one);
}

static void judge_document(bench *bench, const sample *sample)
{
    cw_case *one = read_case(bench, sample);
    evaluate(bench, one, sample->as_of);
    cw_case_unref(one);
}

static void digest_case(bench *bench, const sample *sample)
{
    cw_text *text = NULL;
    evaluate(bench, sample->one, sample->as_of);
    note(bench, cw_report_digest(bench->report, CW_DIGEST_CASE, 0, &text));
    bench->sum += cw_text_length(text);
    cw_text_unref(text);
}

static void do_task(bench *bench, task_kind task, const sample *sample)
{
    const ruling *ruling = bench->ruling;
    switch (task) {
    case TASK_READ: cw_case_unref(read_case(bench, sample)); break;
    case TASK_EVALUATE: evaluate(bench, sample->one, sample->as_of); break;
    case TASK_BASELINE:
        bench->sum += baseline_judge(&sample->packed, sample->as_of, ruling->checks, ruling->count, sample->findings);
        break;
    case TASK_JUDGE: judge_document(bench, sample); break;
    case TASK_DIGEST: digest_case(bench, sample); break;
    default: go_whole_way(bench, sample); break;
    }
}

void run_task(bench *bench, task_kind task, int32_t first, int32_t count)
{
    for (int32_t i = first; i < first + count; i++)
        do_task(bench, task, &bench->samples[i]);
}

/* ---- time ---- */

static int64_t read_clock(clockid_t clock)
{
    struct timespec time;
    clock_gettime(clock, &time);
    return (int64_t)time.tv_sec * 1000000000 + time.tv_nsec;
}

int64_t now(void)
{
    return read_clock(CLOCK_MONOTONIC);
}

typedef struct timing { int64_t repeats, fastest; } timing;

static int64_t time_block(bench *bench, task_kind task, int32_t block, int64_t repeats)
{
    int32_t first = block * BLOCK, count = bench->count - first < BLOCK ? bench->count - first : BLOCK;
    int64_t used = read_clock(CLOCK_PROCESS_CPUTIME_ID), start = now();
    for (int64_t i = 0; i < repeats; i++)
        run_task(bench, task, first, count);
    int64_t took = now() - start;
    used = read_clock(CLOCK_PROCESS_CPUTIME_ID) - used;
    return took > LONG && used < took ? used : took;
}

/* How often a block is repeated; finding it out warms what the task needs, too. */
static timing prepare(bench *bench, task_kind task, int32_t block)
{
    timing made = {1, INT64_MAX};
    while (time_block(bench, task, block, made.repeats) < BLOCK_TIME)
        made.repeats *= 2;
    return made;
}

/* A task's blocks once through, after a pass that is not timed: the task before it left its own things in the caches. */
static void time_round(bench *bench, task_kind task, timing *timings, int32_t blocks)
{
    run_task(bench, task, 0, bench->count);
    for (int32_t i = 0; i < blocks; i++) {
        int64_t took = time_block(bench, task, i, timings[i].repeats) / timings[i].repeats;
        if (took < timings[i].fastest) timings[i].fastest = took;
    }
}

bool measure(bench *bench, int32_t rounds, int64_t times[TASK_COUNT])
{
    int32_t blocks = (bench->count + BLOCK - 1) / BLOCK;
    timing *timings = malloc((size_t)blocks * TASK_COUNT * sizeof *timings);
    for (int32_t i = 0; timings && i < blocks * TASK_COUNT; i++)
        timings[i] = prepare(bench, (task_kind)(i / blocks), i % blocks);
    for (int32_t i = 0; timings && i < rounds; i++)
        for (int task = 0; task < TASK_COUNT; task++)
            time_round(bench, (task_kind)task, timings + task * blocks, blocks);
    for (int task = 0; task < TASK_COUNT; task++) {
        int64_t sum = 0;
        for (int32_t i = 0; timings && i < blocks; i++)
            sum += timings[task * blocks + i].fastest;
        times[task] = sum / bench->count;
    }
    bool done = timings != NULL;
    free(timings);
    return done && bench->status == CW_OK;
}
