/* SPDX-License-Identifier: MIT */
/* Every exported function, called wrongly. The calls are written by sweep.py from the headers, so that a new function is
 * swept the day it is declared. */
#include "fixture.h"

/* A sound object of each kind. */
typedef struct world {
    cw_context *context;
    cw_diag *diag;
    cw_text *text;
    cw_case *frozen, *editable;
    cw_record *record;               /* of the editable case */
    cw_member *member;
    cw_plan *plan;
    cw_objective *objective;
    cw_task *task;
    cw_entry *entry;
    cw_rules *rules;
    cw_rules_builder *builder;
    cw_evaluator *evaluator;
    cw_report *report;
    cw_rates *rates;
    const cw_finding *finding;
    cw_stream *stream;
    cw_tests *tests;
    cw_expression *expression;
    cw_inputs *inputs;
    cw_value *value;
    cw_date days[1];
    int64_t numbers[1];
    char room[16];
} world;

/* ---- what is expected ---- */

static void expect_null(const char *name, const void *found)
{
    if (found)
        fail_msg("%s gives something for nothing", name);
}

static void expect_number(const char *name, int64_t found, int64_t wanted)
{
    if (found != wanted)
        fail_msg("%s gives %lld for nothing, not %lld", name, (long long)found, (long long)wanted);
}

static void expect_zero(const char *name, int64_t found)
{
    if (found != 0)
        fail_msg("%s gives %lld beyond the end", name, (long long)found);
}

static void expect_status(const char *name, cw_status found, cw_status wanted)
{
    if (found != wanted)
        fail_msg("%s: %s, not %s", name, cw_status_name(found), cw_status_name(wanted));
}

static void expect_refused(const char *name, const char *missing, cw_status found)
{
    if (found != CW_ERR_ARGUMENT)
        fail_msg("%s without `%s`: %s", name, missing, cw_status_name(found));
}

/* What may be NULL is never what is wrong. */
static void expect_accepted(const char *name, const char *missing, cw_status found)
{
    if (found == CW_ERR_ARGUMENT)
        fail_msg("%s does not accept that `%s` is NULL", name, missing);
}

static void expect_handle(const char *name, int untouched)
{
    if (untouched)
        fail_msg("%s does not set its handle out-parameter", name);
}

#include "sweep_rows.h"

/* ---- the world ---- */

static void make_expression(world *w)
{
    static const char names[] = "{\"x\": 1}";
    assert_int_equal(cw_inputs_new(NULL, NULL, names, (int64_t)strlen(names), &w->inputs, NULL), CW_OK);
    assert_int_equal(cw_expression_new(NULL, NULL, "x", 1, w->inputs, &w->expression, NULL), CW_OK);
    assert_int_equal(cw_value_new(NULL, &w->value), CW_OK);
}

static void make_world(world *w)
{
    *w = (world){0};
    assert_int_equal(cw_context_new(&w->context), CW_OK);
    assert_int_equal(cw_diag_new(w->context, &w->diag), CW_OK);
    w->frozen = fixture_case(w->context);
    w->editable = fixture_editable(w->context);
    w->record = cw_case_find(w->editable, "t1");
    w->member = cw_case_find_member(w->editable, "ann");
    w->plan = cw_case_find_plan(w->editable, "p1");
    w->objective = cw_case_find_objective(w->editable, "o1");
    w->task = cw_case_find_task(w->editable, "t1");
    w->entry = cw_case_find_entry(w->editable, "e1");
    w->rules = fixture_compile(w->context, fixture_rules);
    assert_int_equal(cw_rules_builder_new(w->context, &w->builder), CW_OK);
    assert_int_equal(cw_rules_builder_add(w->builder, "demo.rules", fixture_rules, (int64_t)strlen(fixture_rules)), CW_OK);
    assert_int_equal(cw_evaluator_new(w->context, &w->evaluator), CW_OK);
    w->report = fixture_report(w->context);
    assert_int_equal(cw_rates_new(w->context, w->rules, &w->rates), CW_OK);
    w->finding = cw_report_at(w->report, 0);
    assert_int_equal(cw_report_write(w->report, CW_FORM_TEXT, 0, &w->text), CW_OK);
    assert_int_equal(cw_stream_new(w->context, NULL, 0, &w->stream), CW_OK);
    assert_int_equal(cw_tests_new(w->context, &w->tests), CW_OK);
    assert_int_equal(cw_stream_set_audit(w->stream, w->evaluator, w->rules, fixture_day(), CW_FORM_JSON_LINE, 0), CW_OK);
    make_expression(w);
}

static void drop_world(world *w)
{
    cw_value_unref(w->value);
    cw_expression_unref(w->expression);
    cw_inputs_unref(w->inputs);
    cw_stream_release(w->stream);
    cw_tests_release(w->tests);
    cw_text_unref(w->text);
    cw_rates_unref(w->rates);
    cw_report_unref(w->report);
    cw_evaluator_unref(w->evaluator);
    cw_rules_builder_release(w->builder);
    cw_rules_unref(w->rules);
    cw_case_unref(w->editable);
    cw_case_unref(w->frozen);
    cw_diag_unref(w->diag);
    cw_context_unref(w->context);
}

/* ---- the tests ---- */

static void nothing_at_all(void **state)
{
    (void)state;
    assert_true(SWEPT > 170);
    call_each_with_nothing();
}

static void one_thing_missing(void **state)
{
    world w;
    (void)state;
    make_world(&w);
    call_each_without_one(&w);
    drop_world(&w);
}

/* Each end, and far beyond; the low 32 bits of each are out of range too. */
static void indexes_out_of_range(void **state)
{
    static const int64_t indexes[] = {-1, INT32_MAX, INT32_MIN, INT64_MAX, INT64_MIN + INT32_MAX};
    world w;
    (void)state;
    make_world(&w);
    for (size_t i = 0; i < sizeof indexes / sizeof *indexes; i++)
        call_each_out_of_range(&w, indexes[i]);
    drop_world(&w);
}

/* Field calls on a removed record, and on one of a frozen case, whatever the key. */
static void records_that_cannot_be_edited(void **state)
{
    static const int32_t keys[] = {CW_TASK_ID, CW_TASK_TEXT, CW_TASK_SECTION, CW_TASK_DUE, CW_TASK_OWNERS, CW_TASK_AVAILABILITY,
                                   CW_CASE_ID, 0, -1, INT32_MAX, INT32_MIN};
    cw_case *frozen = fixture_case(NULL), *editable = fixture_editable(NULL);
    cw_record *removed = cw_case_find(editable, "t1");
    (void)state;
    assert_int_equal(cw_record_remove(removed), CW_OK);
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        call_each_of_a_record(removed, keys[i], CW_ERR_REMOVED);
        call_each_of_a_record(cw_case_find(frozen, "t1"), keys[i], CW_ERR_FROZEN);
    }
    cw_case_unref(frozen);
    cw_case_unref(editable);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_at_all), cmocka_unit_test(one_thing_missing),
        cmocka_unit_test(indexes_out_of_range), cmocka_unit_test(records_that_cannot_be_edited),
    };
    return cmocka_run_group_tests_name("api/sweep", tests, NULL, NULL);
}
