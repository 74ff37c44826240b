/* SPDX-License-Identifier: MIT */
/* Rules and a frozen case, shared by threads that judge, read and take references at once. */
#include <pthread.h>

#include "fixture.h"

enum { THREADS = 4, ROUNDS = 25 };

typedef struct shared {
    cw_case *one;
    cw_rules *rules;
    const char *expected;
} shared;

/* Judges once and gives the report as JSON, or NULL. */
static cw_text *judge(const shared *self)
{
    cw_evaluator *evaluator = NULL;
    cw_report *report = NULL;
    cw_text *text = NULL;
    if (cw_evaluator_new(NULL, &evaluator) == CW_OK && cw_report_new(NULL, &report) == CW_OK &&
        cw_evaluator_run(evaluator, self->rules, self->one, fixture_day(), report) == CW_OK)
        cw_report_write(report, CW_FORM_JSON, CW_SHOW_ALL, &text);
    cw_report_unref(report);
    cw_evaluator_unref(evaluator);
    return text;
}

/* Gives its argument where all went well, else NULL; cmocka's assertions belong to the main thread. */
static void *work(void *argument)
{
    const shared *self = argument;
    for (int i = 0; i < ROUNDS; i++) {
        cw_case *one = cw_case_ref(self->one);
        cw_rules *rules = cw_rules_ref(self->rules);
        cw_text *text = judge(self);
        int equal = text && strcmp(cw_text_data(text), self->expected) == 0;
        const char *name = cw_member_name(cw_case_find_member(one, "ann"));
        cw_text_unref(text);
        cw_rules_unref(rules);
        cw_case_unref(one);
        if (!equal || !name || strcmp(name, "Ann Example") != 0)
            return NULL;
    }
    return argument;
}

static void share(void **state)
{
    shared all = {.one = fixture_case(NULL), .rules = fixture_compile(NULL, fixture_rules)};
    cw_text *expected = judge(&all);
    pthread_t threads[THREADS];
    (void)state;
    assert_non_null(expected);
    all.expected = cw_text_data(expected);
    for (int i = 0; i < THREADS; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, work, &all), 0);
    for (int i = 0; i < THREADS; i++) {
        void *result = NULL;
        assert_int_equal(pthread_join(threads[i], &result), 0);
        assert_ptr_equal(result, &all);
    }
    cw_text_unref(expected);
    cw_rules_unref(all.rules);
    cw_case_unref(all.one);
}

/* The last reference may be given back by another thread than the one that made the thing. */
static void *release(void *argument)
{
    shared *self = argument;
    cw_rules_unref(self->rules);
    cw_case_unref(self->one);
    return NULL;
}

static void release_elsewhere(void **state)
{
    shared all = {.one = fixture_case(NULL), .rules = fixture_compile(NULL, fixture_rules)};
    pthread_t thread;
    (void)state;
    assert_int_equal(pthread_create(&thread, NULL, release, &all), 0);
    assert_int_equal(pthread_join(thread, NULL), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(share), cmocka_unit_test(release_elsewhere)};
    return cmocka_run_group_tests_name("api/threads", tests, NULL, NULL);
}
