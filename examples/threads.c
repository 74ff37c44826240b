/* SPDX-License-Identifier: MIT */
/*
 * Many threads over one rule set: rules and frozen cases are shared, with no lock; an evaluator and a report are each
 * thread's own. Every thread judges one month of the same case.
 */
#include <casework.h>
#include <stdio.h>

/* C11 threads, or where a system has none POSIX ones; what differs is the type of the function and two names. */
#ifdef __STDC_NO_THREADS__
#  include <pthread.h>
typedef pthread_t thread;
typedef void *thread_result;
#  define START(at, run, with) (pthread_create(at, NULL, run, with) == 0)
#  define JOIN(one) pthread_join(one, NULL)
#else
#  include <threads.h>
typedef thrd_t thread;
typedef int thread_result;
#  define START(at, run, with) (thrd_create(at, run, with) == thrd_success)
#  define JOIN(one) thrd_join(one, NULL)
#endif

enum { MONTHS = 12 };

/* What a thread is given, and where it puts what it found. */
typedef struct work {
    cw_rules *rules;
    cw_case *family;
    cw_date as_of;
    cw_status status;
    int64_t violations, pending;
} work;

static thread_result judge(void *with)
{
    work *mine = with;
    cw_evaluator *evaluator = NULL;
    cw_report *report = NULL;
    cw_evaluator_new(NULL, &evaluator);
    cw_report_new(NULL, &report);
    mine->status = cw_evaluator_run(evaluator, mine->rules, mine->family, mine->as_of, report);
    mine->violations = cw_report_violations(report);
    mine->pending = cw_report_count_of(report, CW_PENDING);
    cw_report_unref(report);
    cw_evaluator_unref(evaluator);
    return 0;
}

static cw_rules *compile(void)
{
    cw_rules_builder *builder = NULL;
    cw_rules *rules = NULL;
    cw_rules_builder_new(NULL, &builder);
    cw_rules_builder_add_pack(builder, "us-ky");
    cw_rules_builder_compile(builder, &rules, NULL);
    cw_rules_builder_release(builder);
    return rules;
}

/* A case of which nothing is known but that it was opened: by and by everything falls due. */
static cw_case *make_family(void)
{
    cw_case *family = NULL;
    cw_case_new(NULL, "family-7", cw_date_from_ymd(2025, 1, 10), &family);
    cw_case_add_type(family, CW_CASE_TYPE_IN_HOME_CPS);
    cw_case_freeze(family, NULL);
    return family;
}

int main(void)
{
    cw_rules *rules = compile();
    cw_case *family = make_family();
    thread threads[MONTHS];
    work works[MONTHS];
    int started = 0, failed = 0;

    while (started < MONTHS) {
        works[started] = (work){.rules = rules, .family = family, .as_of = cw_date_from_ymd(2025, started + 1, 15)};
        if (!START(&threads[started], judge, &works[started]))
            break;
        started++;
    }
    failed = started < MONTHS;
    for (int i = 0; i < started; i++) {
        JOIN(threads[i]);
        failed |= works[i].status != CW_OK;
        printf("2025-%02d-15: %d violations, %d pending\n", i + 1, (int)works[i].violations, (int)works[i].pending);
    }
    cw_case_unref(family);
    cw_rules_unref(rules);
    return failed;
}
