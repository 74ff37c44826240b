/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <casework/fields.h>
#include "base/host.h"

static void a_new_case_has_an_id_and_a_day(void **state)
{
    (void)state;
    cw_case *one = NULL;
    assert_int_equal(cw_case_new(NULL, "k1", 19000, &one), CW_OK);
    assert_string_equal(cw_case_id(one), "k1");
    assert_int_equal(cw_case_opened(one), 19000);
    assert_ptr_equal(cw_case_find(one, "k1"), cw_case_record(one));
    assert_int_equal(cw_case_is_frozen(one), 0);
    assert_ptr_equal(cw_case_ref(one), one);
    cw_case_unref(one);
    assert_string_equal(cw_case_id(one), "k1");
    cw_case_unref(one);
}

static void a_new_case_needs_good_arguments(void **state)
{
    (void)state;
    static const struct { const char *id; cw_date opened; cw_status status; } rows[] = {
        { NULL, 0, CW_ERR_ARGUMENT }, { "", 0, CW_ERR_VALUE }, { "\xFF", 0, CW_ERR_UTF8 },
        { "k", CW_DATE_UNKNOWN, CW_ERR_VALUE }, { "k", CW_DATE_NONE, CW_ERR_VALUE },
        { "k", CW_DATE_MIN - 1, CW_ERR_VALUE }, { "k", CW_DATE_MAX + 1, CW_ERR_VALUE },
        { "k", CW_DATE_MIN, CW_OK }, { "k", CW_DATE_MAX, CW_OK } };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        cw_case *one = (cw_case *)1;
        assert_int_equal(cw_case_new(NULL, rows[i].id, rows[i].opened, &one), rows[i].status);
        assert_true((one != NULL) == (rows[i].status == CW_OK));
        cw_case_unref(one);
    }
    assert_int_equal(cw_case_new(NULL, "k", 0, NULL), CW_ERR_ARGUMENT);
}

static void null_gives_nothing(void **state)
{
    (void)state;
    cw_case *copy = (cw_case *)1;
    assert_null(cw_case_ref(NULL));
    cw_case_unref(NULL);
    assert_int_equal(cw_case_freeze(NULL, NULL), CW_ERR_ARGUMENT);
    assert_int_equal(cw_case_is_frozen(NULL), 0);
    assert_int_equal(cw_case_copy(NULL, &copy), CW_ERR_ARGUMENT);
    assert_null(copy);
    assert_null(cw_case_record(NULL));
    assert_null(cw_case_find(NULL, "x"));
    assert_int_equal(cw_case_add_member(NULL, "x", NULL), CW_ERR_ARGUMENT);
    assert_int_equal(cw_case_add_plan(NULL, "x", NULL), CW_ERR_ARGUMENT);
    assert_int_equal(cw_case_add_entry(NULL, "note", 0, "x", NULL), CW_ERR_ARGUMENT);
    assert_int_equal(cw_plan_add_objective(NULL, "x", NULL), CW_ERR_ARGUMENT);
    assert_int_equal(cw_objective_add_task(NULL, "x", NULL), CW_ERR_ARGUMENT);
    assert_int_equal(cw_case_member_count(NULL), 0);
    assert_null(cw_case_member_at(NULL, 0));
    assert_int_equal(cw_case_plan_count(NULL), 0);
    assert_null(cw_case_plan_at(NULL, 0));
    assert_int_equal(cw_case_entry_count(NULL), 0);
    assert_null(cw_case_entry_at(NULL, 0));
    assert_int_equal(cw_plan_objective_count(NULL), 0);
    assert_null(cw_plan_objective_at(NULL, 0));
    assert_int_equal(cw_objective_task_count(NULL), 0);
    assert_null(cw_objective_task_at(NULL, 0));
    assert_null(cw_case_find_member(NULL, "x"));
    assert_null(cw_member_record(NULL));
    assert_null(cw_plan_record(NULL));
    assert_null(cw_objective_record(NULL));
    assert_null(cw_task_record(NULL));
    assert_null(cw_entry_record(NULL));
}

static cw_case *make_case(void)
{
    cw_case *one;
    cw_plan *plan;
    cw_objective *objective;
    cw_entry *entry;
    assert_int_equal(cw_case_new(NULL, "k1", 19000, &one), CW_OK);
    assert_int_equal(cw_case_add_type(one, CW_CASE_TYPE_IN_HOME_CPS), CW_OK);
    assert_int_equal(cw_case_add_member(one, "m1", NULL), CW_OK);
    assert_int_equal(cw_case_add_member(one, "m2", NULL), CW_OK);
    assert_int_equal(cw_case_add_plan(one, "p1", &plan), CW_OK);
    assert_int_equal(cw_plan_add_objective(plan, "o1", &objective), CW_OK);
    assert_int_equal(cw_objective_add_task(objective, "t1", NULL), CW_OK);
    assert_int_equal(cw_objective_add_task(objective, "t2", NULL), CW_OK);
    assert_int_equal(cw_case_add_entry(one, "contact", 19005, "c1", NULL), CW_OK);
    assert_int_equal(cw_case_add_entry(one, "note", 19004, NULL, &entry), CW_OK);
    assert_int_equal(cw_entry_date(entry), 19004);
    return one;
}

static void what_is_added_is_counted_and_found(void **state)
{
    (void)state;
    cw_case *one = make_case();
    assert_int_equal(cw_case_member_count(one), 2);
    assert_int_equal(cw_case_plan_count(one), 1);
    assert_int_equal(cw_case_entry_count(one), 2);
    assert_ptr_equal(cw_case_member_at(one, 1), cw_case_find_member(one, "m2"));
    cw_plan *plan = cw_case_plan_at(one, 0);
    assert_ptr_equal(plan, cw_case_find_plan(one, "p1"));
    assert_int_equal(cw_plan_objective_count(plan), 1);
    cw_objective *objective = cw_plan_objective_at(plan, 0);
    assert_ptr_equal(objective, cw_case_find_objective(one, "o1"));
    assert_int_equal(cw_objective_task_count(objective), 2);
    assert_ptr_equal(cw_objective_task_at(objective, 1), cw_case_find_task(one, "t2"));
    assert_ptr_equal(cw_case_entry_at(one, 0), cw_case_find_entry(one, "c1"));
    assert_int_equal(cw_record_kind(cw_entry_record(cw_case_entry_at(one, 1))), CW_KIND_NOTE);
    assert_null(cw_case_find_member(one, "p1"));
    assert_null(cw_case_find_plan(one, "o1"));
    assert_null(cw_case_find_objective(one, "t1"));
    assert_null(cw_case_find_task(one, "c1"));
    assert_null(cw_case_find_entry(one, "m1"));
    assert_null(cw_case_find(one, "zz"));
    assert_null(cw_case_find(one, ""));
    assert_null(cw_case_find(one, NULL));
    cw_case_unref(one);
}

static void what_does_not_fit_is_not_added(void **state)
{
    (void)state;
    cw_case *one = make_case();
    cw_entry *entry = (cw_entry *)one;
    cw_member *member = (cw_member *)one;
    static const struct { const char *kind; cw_date date; const char *id; cw_status status; } rows[] = {
        { NULL, 0, NULL, CW_ERR_ARGUMENT }, { "visit", 0, NULL, CW_ERR_VALUE }, { "entry", 0, NULL, CW_ERR_VALUE },
        { "unrecognised_entry", 0, NULL, CW_ERR_VALUE }, { "member", 0, NULL, CW_ERR_VALUE }, { "service", 0, NULL, CW_ERR_VALUE },
        { "note", CW_DATE_UNKNOWN, NULL, CW_ERR_VALUE }, { "note", CW_DATE_NONE, NULL, CW_ERR_VALUE }, { "note", 0, "", CW_ERR_VALUE },
        { "note", 0, "m1", CW_ERR_DUPLICATE } };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        assert_int_equal(cw_case_add_entry(one, rows[i].kind, rows[i].date, rows[i].id, &entry), rows[i].status);
        assert_null(entry);
    }
    assert_int_equal(cw_case_add_member(one, NULL, &member), CW_ERR_ARGUMENT);
    assert_null(member);
    assert_int_equal(cw_case_add_member(one, "", NULL), CW_ERR_VALUE);
    assert_int_equal(cw_case_add_member(one, "t1", NULL), CW_ERR_DUPLICATE);
    assert_int_equal(cw_case_entry_count(one), 2);
    assert_int_equal(cw_case_member_count(one), 2);
    cw_case_unref(one);
}

static void freezing_tells_all_and_ends_editing(void **state)
{
    (void)state;
    cw_diag *diag;
    cw_case *one = make_case(), *copy;
    assert_int_equal(cw_diag_new(NULL, &diag), CW_OK);
    assert_int_equal(cw_member_set_custodian(cw_case_member_at(one, 0), "m3"), CW_OK);
    assert_int_equal(cw_case_freeze(one, NULL), CW_ERR_INPUT);
    assert_int_equal(cw_case_freeze(one, diag), CW_ERR_INPUT);
    assert_int_equal(cw_diag_count(diag), 1);
    assert_string_equal(cw_diag_message(diag, 0), "`m1.custodian` refers to `m3`, which is no id of this case");
    assert_int_equal(cw_case_is_frozen(one), 0);
    assert_int_equal(cw_case_add_member(one, "m3", NULL), CW_OK);
    assert_int_equal(cw_case_freeze(one, NULL), CW_OK);
    assert_int_equal(cw_case_freeze(one, diag), CW_OK);
    assert_int_equal(cw_case_is_frozen(one), 1);
    assert_int_equal(cw_case_add_member(one, "m4", NULL), CW_ERR_FROZEN);
    assert_int_equal(cw_case_add_plan(one, "p4", NULL), CW_ERR_FROZEN);
    assert_int_equal(cw_case_add_entry(one, "note", 0, NULL, NULL), CW_ERR_FROZEN);
    assert_int_equal(cw_plan_add_objective(cw_case_plan_at(one, 0), "o4", NULL), CW_ERR_FROZEN);
    assert_int_equal(cw_objective_add_task(cw_case_find_objective(one, "o1"), "t4", NULL), CW_ERR_FROZEN);
    assert_int_equal(cw_case_copy(one, NULL), CW_ERR_ARGUMENT);
    assert_int_equal(cw_case_copy(one, &copy), CW_OK);
    cw_case_unref(one);
    assert_int_equal(cw_case_is_frozen(copy), 0);
    assert_int_equal(cw_case_add_member(copy, "m4", NULL), CW_OK);
    assert_int_equal(cw_case_member_count(copy), 4);
    cw_case_unref(copy);
    cw_diag_unref(diag);
}

/* One step of a scenario is tried again when it was refused; nothing may have changed by then. */
#define TRY(call)                                        \
    do {                                                 \
        cw_status tried = (call);                        \
        if (tried != CW_OK) {                            \
            assert_int_equal(tried, CW_ERR_NOMEM);       \
            refused = true;                              \
            assert_int_equal((call), CW_OK);             \
        }                                                \
    } while (0)

static void every_allocation_may_fail(void **state)
{
    (void)state;
    bool refused = true;
    long n = 1;
    for (; refused; n++) {
        host self = { 0 };
        cw_context *context = host_context(&self);
        cw_case *one = NULL, *copy = NULL;
        cw_plan *plan = NULL;
        cw_record *row = NULL;
        refused = false;
        host_refuse(&self, n);
        TRY(cw_case_new(context, "k1", 19000, &one));
        TRY(cw_case_add_type(one, CW_CASE_TYPE_IN_HOME_CPS));
        TRY(cw_case_add_member(one, "m1", NULL));
        TRY(cw_case_add_plan(one, "p1", &plan));
        TRY(cw_plan_add_need(plan, &row));
        TRY(cw_record_set_text(row, CW_NEED_ID, "n1"));
        TRY(cw_plan_make_safety_plan(plan, &row));
        TRY(cw_record_append_text(row, CW_SAFETY_PLAN_PROACTIVE, "lock"));
        TRY(cw_case_add_entry(one, "note", 19001, "e1", NULL));
        TRY(cw_case_add_entry(one, "review", 19001, NULL, NULL));
        TRY(cw_record_add_row(cw_entry_record(cw_case_entry_at(one, 1)), CW_REVIEW_RATINGS, &row));
        TRY(cw_record_set_number(row, CW_RATING_SCORE, "2.5"));
        TRY(cw_case_freeze(one, NULL));
        TRY(cw_case_copy(one, &copy));
        assert_int_equal(cw_case_entry_count(copy), 2);
        assert_int_equal(cw_plan_need_count(cw_case_plan_at(copy, 0)), 1);
        cw_case_unref(one);
        cw_case_unref(copy);
        cw_context_unref(context);
        assert_int_equal(self.pieces, 0);
    }
    assert_true(n > 5);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_new_case_has_an_id_and_a_day),
        cmocka_unit_test(a_new_case_needs_good_arguments),
        cmocka_unit_test(null_gives_nothing),
        cmocka_unit_test(what_is_added_is_counted_and_found),
        cmocka_unit_test(what_does_not_fit_is_not_added),
        cmocka_unit_test(freezing_tells_all_and_ends_editing),
        cmocka_unit_test(every_allocation_may_fail),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
