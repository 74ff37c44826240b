/* SPDX-License-Identifier: MIT */
#include "fixture.h"

static void judges(void **state)
{
    cw_report *report = fixture_report(NULL);
    (void)state;
    assert_int_equal(cw_report_as_of(report), fixture_day());
    assert_int_equal(cw_report_count(report), 6);
    assert_int_equal(cw_report_count_of(report, CW_MET), 2);
    assert_int_equal(cw_report_count_of(report, CW_UNMET), 1);
    assert_int_equal(cw_report_count_of(report, CW_UNKNOWN), 1);
    assert_int_equal(cw_report_count_of(report, CW_NOT_APPLICABLE), 1);
    assert_int_equal(cw_report_count_of(report, CW_PENDING), 1);
    assert_int_equal(cw_report_count_of(report, 0), 0);
    assert_int_equal(cw_report_count_of(report, 99), 0);
    assert_int_equal(cw_report_violations(report), 1);
    assert_null(cw_report_at(report, -1));
    assert_null(cw_report_at(report, 6));
    assert_ptr_equal(cw_report_ref(report), report);
    cw_report_unref(report);
    cw_report_unref(report);
}

static void tells_of_a_violation(void **state)
{
    cw_report *report = fixture_report(NULL);
    const cw_finding *finding = cw_report_at(report, 1);
    cw_text *text = NULL;
    (void)state;
    assert_string_equal(cw_finding_rule(finding), "demo:task-start");
    assert_int_equal(cw_finding_status(finding), CW_UNMET);
    assert_int_equal(cw_finding_best(finding), CW_UNMET);
    assert_int_equal(cw_finding_worst(finding), CW_UNMET);
    assert_int_equal(cw_finding_is_violation(finding), 1);
    assert_int_equal(cw_finding_force(finding), CW_FORCE_REQUIRED);
    assert_int_equal(cw_finding_due(finding), CW_DATE_NONE);
    assert_int_equal(cw_finding_subject_count(finding), 2);
    assert_string_equal(cw_finding_subject_id(finding, 0), "o1");
    assert_string_equal(cw_finding_subject_variable(finding, 1), "t");
    assert_string_equal(cw_finding_subject_kind(finding, 1), "task");
    assert_string_equal(cw_finding_subject_id(finding, 1), "t2");
    assert_string_equal(cw_record_id(cw_finding_subject_record(finding, 1)), "t2");
    assert_null(cw_finding_subject_variable(finding, 2));
    assert_null(cw_finding_subject_kind(finding, -1));
    assert_null(cw_finding_subject_id(finding, 2));
    assert_null(cw_finding_subject_record(finding, 2));
    assert_int_equal(cw_finding_reason_count(finding), 0);
    assert_int_equal(cw_finding_reason_kind(finding, 0), 0);
    assert_null(cw_finding_reason_fact(finding, 0));
    assert_null(cw_finding_reason_message(finding, 0));
    assert_int_equal(cw_finding_title(finding, 0, &text), CW_OK);
    assert_text(text, "Task t2 says when it starts");
    assert_int_equal(cw_finding_remedy(finding, 0, &text), CW_OK);
    assert_text(text, "Write down when task t2 starts.");
    cw_report_unref(report);
}

static void tells_what_is_missing(void **state)
{
    cw_report *report = fixture_report(NULL);
    const cw_finding *finding = cw_report_at(report, 3);
    cw_text *text = NULL;
    (void)state;
    assert_string_equal(cw_finding_rule(finding), "demo:born");
    assert_int_equal(cw_finding_status(finding), CW_UNKNOWN);
    assert_int_equal(cw_finding_best(finding), CW_MET);
    assert_int_equal(cw_finding_worst(finding), CW_UNMET);
    assert_int_equal(cw_finding_is_violation(finding), 0);
    assert_int_equal(cw_finding_force(finding), CW_FORCE_ADVISED);
    assert_int_equal(cw_finding_reason_count(finding), 1);
    assert_int_equal(cw_finding_reason_kind(finding, 0), CW_REASON_MISSING);
    assert_string_equal(cw_finding_reason_fact(finding, 0), "leo.born");
    assert_int_equal(cw_finding_title(finding, CW_SHOW_NAMES, &text), CW_OK);
    assert_text(text, "The birthday of Leo Example is long ago");
    assert_int_equal(cw_finding_title(finding, 0, &text), CW_OK);
    assert_text(text, "The birthday of leo is long ago");
    assert_int_equal(cw_finding_remedy(finding, 0, &text), CW_OK);
    assert_text(text, "");
    assert_int_equal(cw_finding_due(cw_report_at(report, 5)), cw_date_parse("2025-01-02"));
    assert_int_equal(cw_finding_subject_count(cw_report_at(report, 5)), 0);
    cw_report_unref(report);
}

static void counts_missed_periods(void **state)
{
    cw_rules *rules = fixture_compile(NULL, "language 1\nrules demo \"d\"\nrule seen\n  title: \"t\"\n  every: 1 calendar month\n"
        "  from: case.opened\n"
        "  require: some c in contacts satisfies c.date in period and c.mode = \"face_to_face\"\n");
    cw_evaluator *evaluator = NULL;
    cw_report *report = NULL;
    cw_case *one = NULL;
    (void)state;
    assert_int_equal(cw_case_new(NULL, "c", cw_date_parse("2024-01-01"), &one), CW_OK);
    assert_int_equal(cw_record_append_word(cw_case_record(one), CW_CASE_TYPES, "other"), CW_OK);
    assert_int_equal(cw_case_add_entry(one, "contact", cw_date_parse("2024-02-29"), NULL, NULL), CW_OK);
    assert_int_equal(cw_case_freeze(one, NULL), CW_OK);
    assert_int_equal(cw_evaluator_new(NULL, &evaluator), CW_OK);
    assert_int_equal(cw_report_new(NULL, &report), CW_OK);
    assert_int_equal(cw_evaluator_run(evaluator, rules, one, cw_date_parse("2024-04-01"), report), CW_OK);
    const cw_finding *finding = cw_report_at(report, 0);
    assert_int_equal(cw_finding_status(finding), CW_OVERDUE);
    assert_int_equal(cw_finding_missed(finding), 2);
    assert_int_equal(cw_finding_perhaps_missed(finding), 1);
    assert_int_equal(cw_finding_missed(NULL), 0);
    assert_int_equal(cw_finding_perhaps_missed(NULL), 0);
    cw_report_unref(report);
    cw_evaluator_unref(evaluator);
    cw_case_unref(one);
    cw_rules_unref(rules);
}

static void refuses_to_judge(void **state)
{
    cw_case *one = fixture_editable(NULL);
    cw_rules *rules = fixture_compile(NULL, fixture_rules);
    cw_evaluator *evaluator = NULL;
    cw_report *report = fixture_report(NULL);
    (void)state;
    assert_int_equal(cw_evaluator_new(NULL, NULL), CW_ERR_ARGUMENT);
    assert_int_equal(cw_report_new(NULL, NULL), CW_ERR_ARGUMENT);
    assert_int_equal(cw_evaluator_new(NULL, &evaluator), CW_OK);
    assert_int_equal(cw_evaluator_run(evaluator, rules, one, fixture_day(), report), CW_ERR_NOT_FROZEN);
    assert_int_equal(cw_report_count(report), 0);
    assert_int_equal(cw_case_freeze(one, NULL), CW_OK);
    assert_int_equal(cw_evaluator_run(NULL, rules, one, fixture_day(), report), CW_ERR_ARGUMENT);
    assert_int_equal(cw_evaluator_run(evaluator, NULL, one, fixture_day(), report), CW_ERR_ARGUMENT);
    assert_int_equal(cw_evaluator_run(evaluator, rules, NULL, fixture_day(), report), CW_ERR_ARGUMENT);
    assert_int_equal(cw_evaluator_run(evaluator, rules, one, fixture_day(), NULL), CW_ERR_ARGUMENT);
    assert_int_equal(cw_evaluator_run(evaluator, rules, one, CW_DATE_NONE, report), CW_ERR_VALUE);
    assert_int_equal(cw_evaluator_run(evaluator, rules, one, CW_DATE_MIN - 1, report), CW_ERR_VALUE);
    assert_int_equal(cw_report_count(report), 0);
    assert_int_equal(cw_report_as_of(report), CW_DATE_UNKNOWN);
    assert_ptr_equal(cw_evaluator_ref(evaluator), evaluator);
    cw_evaluator_unref(evaluator);
    assert_int_equal(cw_evaluator_run(evaluator, rules, one, CW_DATE_MAX, report), CW_OK);
    assert_int_equal(cw_evaluator_run(evaluator, rules, one, CW_DATE_MIN, report), CW_OK);
    assert_int_equal(cw_report_count_of(report, CW_NOT_APPLICABLE), cw_report_count(report));
    cw_evaluator_unref(evaluator);
    cw_report_unref(report);
    cw_rules_unref(rules);
    cw_case_unref(one);
}

static void keeps_limits(void **state)
{
    cw_context *context = NULL;
    cw_case *one = fixture_case(NULL);
    cw_rules *rules = fixture_compile(NULL, fixture_rules);
    cw_evaluator *evaluator = NULL;
    cw_report *report = NULL;
    (void)state;
    assert_int_equal(cw_context_new(&context), CW_OK);
    assert_int_equal(cw_context_set_limit(context, CW_LIMIT_FINDINGS, 5), CW_OK);
    assert_int_equal(cw_evaluator_new(context, &evaluator), CW_OK);
    assert_int_equal(cw_report_new(context, &report), CW_OK);
    assert_int_equal(cw_evaluator_run(evaluator, rules, one, fixture_day(), report), CW_ERR_LIMIT);
    assert_int_equal(cw_report_count(report), 0);
    cw_evaluator_unref(evaluator);
    cw_report_unref(report);
    cw_context_unref(context);
    cw_rules_unref(rules);
    cw_case_unref(one);
}

static void an_overrun_is_unknown(void **state)
{
    cw_context *context = NULL;
    cw_case *one = fixture_case(NULL);
    cw_rules *rules = fixture_compile(NULL,
        "language 1\nrules x \"x\"\nrule slow\n  title: \"t\"\n"
        "  require: some a in members, b in members, c in members, d in members satisfies a.id = \"nobody\"\n");
    cw_evaluator *evaluator = NULL;
    cw_report *report = NULL;
    (void)state;
    assert_int_equal(cw_context_new(&context), CW_OK);
    assert_int_equal(cw_context_set_limit(context, CW_LIMIT_STEPS, 20), CW_OK);
    assert_int_equal(cw_evaluator_new(context, &evaluator), CW_OK);
    assert_int_equal(cw_report_new(context, &report), CW_OK);
    assert_int_equal(cw_evaluator_run(evaluator, rules, one, fixture_day(), report), CW_OK);
    assert_int_equal(cw_finding_status(cw_report_at(report, 0)), CW_UNKNOWN);
    assert_int_equal(cw_finding_reason_kind(cw_report_at(report, 0), 0), CW_REASON_LIMIT);
    assert_non_null(cw_finding_reason_message(cw_report_at(report, 0), 0));
    cw_evaluator_unref(evaluator);
    cw_report_unref(report);
    cw_context_unref(context);
    cw_rules_unref(rules);
    cw_case_unref(one);
}

static void runs_out_of_memory(void **state)
{
    heap memory = {.fail_at = -1};
    cw_context *context = heap_context(&memory);
    cw_case *one = fixture_case(context);
    cw_rules *rules = fixture_compile(context, fixture_rules);
    cw_evaluator *evaluator = NULL;
    cw_report *report = NULL;
    cw_text *text = NULL;
    (void)state;
    memory.fail_at = 0;
    assert_int_equal(cw_evaluator_new(context, &evaluator), CW_ERR_NOMEM);
    assert_int_equal(cw_report_new(context, &report), CW_ERR_NOMEM);
    assert_null(evaluator);
    assert_null(report);
    memory.fail_at = -1;
    assert_int_equal(cw_evaluator_new(context, &evaluator), CW_OK);
    assert_int_equal(cw_report_new(context, &report), CW_OK);
    memory.fail_at = 0;
    assert_int_equal(cw_evaluator_run(evaluator, rules, one, fixture_day(), report), CW_ERR_NOMEM);
    assert_int_equal(cw_report_count(report), 0);
    memory.fail_at = -1;
    assert_int_equal(cw_evaluator_run(evaluator, rules, one, fixture_day(), report), CW_OK);
    memory.fail_at = 0;
    assert_int_equal(cw_report_write(report, CW_FORM_TEXT, 0, &text), CW_ERR_NOMEM);
    assert_int_equal(cw_finding_title(cw_report_at(report, 0), 0, &text), CW_ERR_NOMEM);
    assert_int_equal(cw_finding_remedy(cw_report_at(report, 0), 0, &text), CW_ERR_NOMEM);
    assert_int_equal(cw_finding_explain(cw_report_at(report, 0), CW_FORM_JSON, 0, &text), CW_ERR_NOMEM);
    assert_null(text);
    cw_evaluator_unref(evaluator);
    cw_rules_unref(rules);
    cw_case_unref(one);
    cw_context_unref(context);
    cw_report_unref(report);
    assert_int_equal(memory.live, 0);
}

/* A warmed evaluator and report ask for nothing more. */
static void allocates_nothing_once_warm(void **state)
{
    heap memory = {.fail_at = -1};
    cw_context *context = heap_context(&memory);
    cw_case *one = fixture_case(context);
    cw_rules *rules = fixture_compile(context, fixture_rules);
    cw_evaluator *evaluator = NULL;
    cw_report *report = NULL;
    (void)state;
    assert_int_equal(cw_evaluator_new(context, &evaluator), CW_OK);
    assert_int_equal(cw_report_new(context, &report), CW_OK);
    assert_int_equal(cw_evaluator_run(evaluator, rules, one, fixture_day(), report), CW_OK);
#ifndef BASE_ARENA_PIECES
    memory.fail_at = 0;
#endif
    assert_int_equal(cw_evaluator_run(evaluator, rules, one, fixture_day(), report), CW_OK);
    assert_int_equal(cw_report_count(report), 6);
    cw_evaluator_unref(evaluator);
    cw_rules_unref(rules);
    cw_case_unref(one);
    cw_context_unref(context);
    cw_report_unref(report);
    assert_int_equal(memory.live, 0);
}

static void writes(void **state)
{
    cw_report *report = fixture_report(NULL), *empty = NULL;
    cw_text *text = NULL, *all = NULL;
    (void)state;
    assert_int_equal(cw_report_new(NULL, &empty), CW_OK);
    assert_int_equal(cw_report_write(empty, CW_FORM_TEXT, 0, &text), CW_ERR_STATE);
    assert_int_equal(cw_report_write(NULL, CW_FORM_TEXT, 0, &text), CW_ERR_ARGUMENT);
    assert_int_equal(cw_report_write(report, 0, 0, &text), CW_ERR_ARGUMENT);
    assert_int_equal(cw_report_write(report, 4, 0, &text), CW_ERR_ARGUMENT);
    assert_int_equal(cw_report_write(report, CW_FORM_TEXT, 0, NULL), CW_ERR_ARGUMENT);
    assert_null(text);
    for (int32_t form = CW_FORM_TEXT; form <= CW_FORM_JSON_LINE; form++) {
        assert_int_equal(cw_report_write(report, form, 0, &text), CW_OK);
        assert_int_equal(cw_report_write(report, form, CW_SHOW_ALL | CW_SHOW_NAMES, &all), CW_OK);
        assert_null(strstr(cw_text_data(text), "Example"));
        assert_non_null(strstr(cw_text_data(all), "Leo Example"));
        assert_non_null(strstr(cw_text_data(text), "2024-06-01"));
        assert_int_equal(cw_text_data(text)[cw_text_length(text) - 1], '\n');
        cw_text_unref(text);
        cw_text_unref(all);
    }
    cw_report_unref(empty);
    cw_report_unref(report);
}

static void explains(void **state)
{
    cw_report *report = fixture_report(NULL);
    const cw_finding *finding = cw_report_at(report, 1);
    cw_text *text = NULL;
    (void)state;
    assert_int_equal(cw_finding_explain(NULL, CW_FORM_TEXT, 0, &text), CW_ERR_ARGUMENT);
    assert_int_equal(cw_finding_explain(finding, 0, 0, &text), CW_ERR_ARGUMENT);
    assert_int_equal(cw_finding_explain(finding, CW_FORM_TEXT, 0, NULL), CW_ERR_ARGUMENT);
    for (int32_t form = CW_FORM_TEXT; form <= CW_FORM_JSON_LINE; form++) {
        assert_int_equal(cw_finding_explain(finding, form, 0, &text), CW_OK);
        assert_non_null(strstr(cw_text_data(text), "documented(t.start)"));
        cw_text_unref(text);
    }
    cw_report_unref(report);
}

/* The judging fits, its explanation does not. */
static void explains_within_a_limit(void **state)
{
    static const char rules[] = "language 1\nrules demo \"Demo\"\nrule sums\n  title: \"Sums\"\n"
                                "  require: every a in [1, 2, 3, 4] satisfies every b in [1, 2, 3, 4] satisfies every c in "
                                "[1, 2, 3, 4] satisfies a + b + c > 0\n";
    cw_context *context = NULL;
    cw_report *report = NULL;
    cw_evaluator *evaluator = NULL;
    cw_text *text = NULL;
    (void)state;
    assert_int_equal(cw_context_new(&context), CW_OK);
    assert_int_equal(cw_context_set_limit(context, CW_LIMIT_SCRATCH_BYTES, 8192), CW_OK);
    cw_case *one = fixture_case(context);
    cw_rules *compiled = fixture_compile(context, rules);
    assert_int_equal(cw_evaluator_new(context, &evaluator), CW_OK);
    assert_int_equal(cw_report_new(context, &report), CW_OK);
    assert_int_equal(cw_evaluator_run(evaluator, compiled, one, fixture_day(), report), CW_OK);
    assert_int_equal(cw_finding_status(cw_report_at(report, 0)), CW_MET);
    assert_int_equal(cw_finding_explain(cw_report_at(report, 0), CW_FORM_TEXT, 0, &text), CW_ERR_LIMIT);
    assert_null(text);
    cw_evaluator_unref(evaluator);
    cw_report_unref(report);
    cw_rules_unref(compiled);
    cw_case_unref(one);
    cw_context_unref(context);
}

static void takes_null(void **state)
{
    cw_text *text = NULL;
    (void)state;
    assert_null(cw_evaluator_ref(NULL));
    cw_evaluator_unref(NULL);
    assert_null(cw_report_ref(NULL));
    cw_report_unref(NULL);
    assert_int_equal(cw_report_as_of(NULL), CW_DATE_UNKNOWN);
    assert_int_equal(cw_report_count(NULL), 0);
    assert_null(cw_report_at(NULL, 0));
    assert_int_equal(cw_report_count_of(NULL, CW_MET), 0);
    assert_int_equal(cw_report_violations(NULL), 0);
    assert_null(cw_finding_rule(NULL));
    assert_int_equal(cw_finding_status(NULL), 0);
    assert_int_equal(cw_finding_best(NULL), 0);
    assert_int_equal(cw_finding_worst(NULL), 0);
    assert_int_equal(cw_finding_is_violation(NULL), 0);
    assert_int_equal(cw_finding_force(NULL), 0);
    assert_int_equal(cw_finding_due(NULL), CW_DATE_UNKNOWN);
    assert_int_equal(cw_finding_subject_count(NULL), 0);
    assert_null(cw_finding_subject_variable(NULL, 0));
    assert_null(cw_finding_subject_kind(NULL, 0));
    assert_null(cw_finding_subject_id(NULL, 0));
    assert_null(cw_finding_subject_record(NULL, 0));
    assert_int_equal(cw_finding_reason_count(NULL), 0);
    assert_int_equal(cw_finding_reason_kind(NULL, 0), 0);
    assert_null(cw_finding_reason_fact(NULL, 0));
    assert_null(cw_finding_reason_message(NULL, 0));
    assert_int_equal(cw_finding_title(NULL, 0, &text), CW_ERR_ARGUMENT);
    assert_int_equal(cw_finding_remedy(NULL, 0, &text), CW_ERR_ARGUMENT);
    assert_null(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(judges), cmocka_unit_test(tells_of_a_violation), cmocka_unit_test(tells_what_is_missing),
        cmocka_unit_test(counts_missed_periods),
        cmocka_unit_test(refuses_to_judge), cmocka_unit_test(keeps_limits), cmocka_unit_test(an_overrun_is_unknown),
        cmocka_unit_test(runs_out_of_memory), cmocka_unit_test(allocates_nothing_once_warm), cmocka_unit_test(writes),
        cmocka_unit_test(explains), cmocka_unit_test(explains_within_a_limit), cmocka_unit_test(takes_null),
    };
    return cmocka_run_group_tests_name("api/evaluation", tests, NULL, NULL);
}
