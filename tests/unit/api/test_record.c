/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>
#include <casework/fields.h>

/* A case with one of everything that the tests need. */
static cw_case *make_case(void)
{
    cw_case *one;
    cw_member *member;
    cw_plan *plan;
    cw_objective *objective;
    assert_int_equal(cw_case_new(NULL, "k1", 19000, &one), CW_OK);
    assert_int_equal(cw_case_add_type(one, CW_CASE_TYPE_IN_HOME_CPS), CW_OK);
    assert_int_equal(cw_case_add_member(one, "mia", &member), CW_OK);
    assert_int_equal(cw_case_add_plan(one, "p1", &plan), CW_OK);
    assert_int_equal(cw_plan_add_objective(plan, "o1", &objective), CW_OK);
    assert_int_equal(cw_objective_add_task(objective, "t1", NULL), CW_OK);
    assert_int_equal(cw_case_add_entry(one, "review", 19010, "r1", NULL), CW_OK);
    return one;
}

static void single_values_are_set_and_read(void **state)
{
    (void)state;
    cw_case *one = make_case();
    cw_member *mia = cw_case_find_member(one, "mia");
    cw_record *record = cw_member_record(mia), *row;
    assert_int_equal(cw_record_set_text(record, CW_MEMBER_NAME, "Mia"), CW_OK);
    assert_string_equal(cw_record_text(record, CW_MEMBER_NAME), "Mia");
    assert_string_equal(cw_member_name(mia), "Mia");
    assert_int_equal(cw_record_set_word(record, CW_MEMBER_LIVING, "kin"), CW_OK);
    assert_string_equal(cw_record_word(record, CW_MEMBER_LIVING), "kin");
    assert_int_equal(cw_record_term(record, CW_MEMBER_LIVING), CW_LIVING_KIN);
    assert_int_equal(cw_member_set_living(mia, CW_LIVING_HOME), CW_OK);
    assert_string_equal(cw_record_word(record, CW_MEMBER_LIVING), "home");
    assert_int_equal(cw_record_set_boolean(record, CW_MEMBER_INDIAN_CHILD, 7), CW_OK);
    assert_int_equal(cw_record_boolean(record, CW_MEMBER_INDIAN_CHILD), 1);
    assert_int_equal(cw_record_set_boolean(record, CW_MEMBER_INDIAN_CHILD, 0), CW_OK);
    assert_int_equal(cw_record_boolean(record, CW_MEMBER_INDIAN_CHILD), 0);
    assert_int_equal(cw_member_set_born(mia, CW_DATE_MIN), CW_OK);
    assert_int_equal(cw_member_born(mia), CW_DATE_MIN);
    assert_int_equal(cw_member_set_custodian(mia, "later"), CW_OK);
    assert_string_equal(cw_member_custodian(mia), "later");
    assert_null(cw_record_referenced(record, CW_MEMBER_CUSTODIAN));
    assert_int_equal(cw_case_add_member(one, "later", NULL), CW_OK);
    assert_ptr_equal(cw_record_referenced(record, CW_MEMBER_CUSTODIAN), cw_case_find(one, "later"));
    assert_int_equal(cw_record_add_row(cw_case_find(one, "r1"), CW_REVIEW_RATINGS, &row), CW_OK);
    assert_int_equal(cw_record_set_number(row, CW_RATING_SCORE, "3.50"), CW_OK);
    assert_string_equal(cw_record_number(row, CW_RATING_SCORE), "3.5");
    cw_case_unref(one);
}

static void lists_are_appended_and_read(void **state)
{
    (void)state;
    cw_case *one = make_case();
    cw_member *mia = cw_case_find_member(one, "mia");
    cw_record *record = cw_member_record(mia), *row, *other;
    assert_int_equal(cw_record_append_text(record, CW_MEMBER_TRIBES, "Cherokee"), CW_OK);
    assert_string_equal(cw_record_text_at(record, CW_MEMBER_TRIBES, 0), "Cherokee");
    assert_int_equal(cw_record_append_word(record, CW_MEMBER_ROLES, "child"), CW_OK);
    assert_int_equal(cw_member_add_role(mia, CW_ROLE_SIBLING), CW_OK);
    assert_int_equal(cw_member_role_count(mia), 2);
    assert_int_equal(cw_record_term_at(record, CW_MEMBER_ROLES, 0), CW_ROLE_CHILD);
    assert_string_equal(cw_record_word_at(record, CW_MEMBER_ROLES, 1), "sibling");
    assert_int_equal(cw_record_append_reference(record, CW_MEMBER_PARENTS, "mia"), CW_OK);
    assert_string_equal(cw_record_reference_at(record, CW_MEMBER_PARENTS, 0), "mia");
    cw_plan *plan = cw_case_find_plan(one, "p1");
    assert_int_equal(cw_plan_add_signature(plan, &row), CW_OK);
    assert_int_equal(cw_plan_add_signature(plan, NULL), CW_OK);
    assert_ptr_equal(cw_plan_signature_at(plan, 0), row);
    assert_int_equal(cw_plan_signature_count(plan), 2);
    assert_int_equal(cw_plan_make_safety_plan(plan, &row), CW_OK);
    assert_int_equal(cw_record_make_row(cw_plan_record(plan), CW_PLAN_SAFETY_PLAN, &other), CW_OK);
    assert_ptr_equal(row, other);
    assert_ptr_equal(cw_plan_safety_plan(plan), row);
    for (int64_t index = -1; index <= 2; index += 3) {
        assert_null(cw_record_text_at(record, CW_MEMBER_TRIBES, index));
        assert_null(cw_record_word_at(record, CW_MEMBER_ROLES, index));
        assert_int_equal(cw_record_term_at(record, CW_MEMBER_ROLES, index), 0);
        assert_null(cw_record_reference_at(record, CW_MEMBER_PARENTS, index));
        assert_null(cw_record_row_at(cw_plan_record(plan), CW_PLAN_SIGNATURES, index));
    }
    assert_int_equal(cw_record_set_empty(record, CW_MEMBER_ROLES), CW_OK);
    assert_int_equal(cw_record_count(record, CW_MEMBER_ROLES), 0);
    assert_int_equal(cw_record_state(record, CW_MEMBER_ROLES), CW_STATE_RECORDED);
    cw_case_unref(one);
}

static void states_follow_the_schema(void **state)
{
    (void)state;
    cw_case *one = make_case();
    cw_record *mia = cw_case_find(one, "mia"), *task = cw_case_find(one, "t1"), *entry = cw_case_find(one, "r1");
    assert_int_equal(cw_record_state(mia, CW_MEMBER_BORN), CW_STATE_UNKNOWN);
    assert_int_equal(cw_record_state(task, CW_TASK_COMPLETED), CW_STATE_NONE);
    assert_int_equal(cw_record_state(entry, CW_ENTRY_ABOUT), CW_STATE_STATED);
    assert_int_equal(cw_record_state(mia, CW_MEMBER_ID), CW_STATE_RECORDED);
    assert_int_equal(cw_record_date(mia, CW_MEMBER_BORN), CW_DATE_UNKNOWN);
    assert_int_equal(cw_record_date(task, CW_TASK_COMPLETED), CW_DATE_NONE);
    assert_int_equal(cw_record_set_date(task, CW_TASK_COMPLETED, CW_DATE_UNKNOWN), CW_OK);
    assert_int_equal(cw_record_state(task, CW_TASK_COMPLETED), CW_STATE_UNKNOWN);
    assert_int_equal(cw_record_set_date(task, CW_TASK_COMPLETED, CW_DATE_NONE), CW_OK);
    assert_int_equal(cw_record_state(task, CW_TASK_COMPLETED), CW_STATE_NONE);
    assert_int_equal(cw_record_set_date(mia, CW_MEMBER_BORN, CW_DATE_NONE), CW_ERR_VALUE);
    assert_int_equal(cw_record_set_none(entry, CW_ENTRY_ABOUT), CW_ERR_VALUE);
    assert_int_equal(cw_record_set_unknown(entry, CW_ENTRY_ABOUT), CW_OK);
    assert_int_equal(cw_record_state(entry, CW_ENTRY_ABOUT), CW_STATE_UNKNOWN);
    assert_int_equal(cw_record_clear(entry, CW_ENTRY_ABOUT), CW_OK);
    assert_int_equal(cw_record_state(entry, CW_ENTRY_ABOUT), CW_STATE_STATED);
    cw_case_unref(one);
}

/* Every getter gives its nothing. */
static void assert_nothing(const cw_record *record, int32_t key)
{
    assert_int_equal(cw_record_state(record, key), 0);
    assert_null(cw_record_text(record, key));
    assert_null(cw_record_word(record, key));
    assert_int_equal(cw_record_term(record, key), 0);
    assert_null(cw_record_number(record, key));
    assert_int_equal(cw_record_boolean(record, key), -1);
    assert_int_equal(cw_record_date(record, key), CW_DATE_UNKNOWN);
    assert_null(cw_record_reference(record, key));
    assert_null(cw_record_referenced(record, key));
    assert_null(cw_record_row(record, key));
    assert_int_equal(cw_record_count(record, key), 0);
    assert_null(cw_record_text_at(record, key, 0));
    assert_null(cw_record_word_at(record, key, 0));
    assert_int_equal(cw_record_term_at(record, key, 0), 0);
    assert_null(cw_record_reference_at(record, key, 0));
    assert_null(cw_record_row_at(record, key, 0));
}

/* Every setter gives the same status, whatever it is asked to set. */
static void assert_setters(cw_record *record, int32_t key, cw_status status)
{
    cw_record *row = record;
    assert_int_equal(cw_record_set_text(record, key, "x"), status);
    assert_int_equal(cw_record_set_word(record, key, "other"), status);
    assert_int_equal(cw_record_set_term(record, key, 1), status);
    assert_int_equal(cw_record_set_number(record, key, "1"), status);
    assert_int_equal(cw_record_set_boolean(record, key, 1), status);
    assert_int_equal(cw_record_set_date(record, key, 0), status);
    assert_int_equal(cw_record_set_reference(record, key, "mia"), status);
    assert_int_equal(cw_record_append_text(record, key, "x"), status);
    assert_int_equal(cw_record_append_word(record, key, "other"), status);
    assert_int_equal(cw_record_append_term(record, key, 1), status);
    assert_int_equal(cw_record_append_reference(record, key, "mia"), status);
    assert_int_equal(cw_record_add_row(record, key, &row), status);
    assert_null(row);
    row = record;
    assert_int_equal(cw_record_make_row(record, key, &row), status);
    assert_null(row);
    assert_int_equal(cw_record_set_empty(record, key), status);
    assert_int_equal(cw_record_set_unknown(record, key), status);
    assert_int_equal(cw_record_set_none(record, key), status);
    assert_int_equal(cw_record_clear(record, key), status);
}

static void null_a_removed_record_and_a_wrong_key_give_nothing(void **state)
{
    (void)state;
    cw_case *one = make_case();
    cw_record *mia = cw_case_find(one, "mia"), *task = cw_case_find(one, "t1");
    cw_plan *plan = cw_case_find_plan(one, "p1");
    assert_nothing(NULL, CW_MEMBER_NAME);
    assert_setters(NULL, CW_MEMBER_NAME, CW_ERR_ARGUMENT);
    static const int32_t wrong[] = { 0, -1, CW_TASK_TEXT, CW_ENTRY_DATE, 2013, 2999 };   /* 2013: derived */
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        assert_nothing(mia, wrong[i]);
        assert_setters(mia, wrong[i], CW_ERR_FIELD);
    }
    assert_int_equal(cw_record_remove(cw_plan_record(plan)), CW_OK);
    assert_nothing(task, CW_TASK_TEXT);
    assert_setters(task, CW_TASK_TEXT, CW_ERR_REMOVED);
    assert_int_equal(cw_record_kind(task), 0);
    assert_null(cw_record_parent(task));
    assert_null(cw_record_case(task));
    assert_null(cw_record_id(task));
    assert_int_equal(cw_record_remove(task), CW_ERR_REMOVED);
    assert_int_equal(cw_plan_objective_count(plan), 0);
    assert_null(cw_plan_objective_at(plan, 0));
    assert_int_equal(cw_plan_add_objective(plan, "o9", NULL), CW_ERR_REMOVED);
    assert_int_equal(cw_record_kind(NULL), 0);
    assert_null(cw_record_parent(NULL));
    assert_null(cw_record_case(NULL));
    assert_null(cw_record_id(NULL));
    assert_int_equal(cw_record_remove(NULL), CW_ERR_ARGUMENT);
    cw_case_unref(one);
}

static void values_of_another_type_are_refused(void **state)
{
    (void)state;
    cw_case *one = make_case();
    cw_record *mia = cw_case_find(one, "mia"), *row;
    assert_int_equal(cw_record_set_text(mia, CW_MEMBER_BORN, "x"), CW_ERR_FIELD);
    assert_int_equal(cw_record_set_word(mia, CW_MEMBER_NAME, "home"), CW_ERR_FIELD);
    assert_int_equal(cw_record_set_word(mia, CW_MEMBER_LIVING, "nowhere"), CW_ERR_VALUE);
    assert_int_equal(cw_record_set_term(mia, CW_MEMBER_LIVING, 99), CW_ERR_VALUE);
    assert_int_equal(cw_record_set_term(mia, CW_MEMBER_ROLES, 1), CW_ERR_FIELD);
    assert_int_equal(cw_record_append_term(mia, CW_MEMBER_ROLES, 99), CW_ERR_VALUE);
    assert_int_equal(cw_record_append_word(mia, CW_MEMBER_LIVING, "home"), CW_ERR_FIELD);
    assert_int_equal(cw_record_set_date(mia, CW_MEMBER_NAME, CW_DATE_UNKNOWN), CW_ERR_FIELD);
    assert_int_equal(cw_record_set_date(mia, CW_MEMBER_BORN, CW_DATE_MAX + 1), CW_ERR_VALUE);
    assert_int_equal(cw_record_set_empty(mia, CW_MEMBER_NAME), CW_ERR_FIELD);
    assert_int_equal(cw_record_set_text(mia, CW_MEMBER_NAME, NULL), CW_ERR_ARGUMENT);
    assert_int_equal(cw_record_set_text(mia, CW_MEMBER_ID, "p1"), CW_ERR_DUPLICATE);
    assert_int_equal(cw_record_append_reference(mia, CW_MEMBER_PARENTS, ""), CW_ERR_VALUE);
    assert_int_equal(cw_record_add_row(mia, CW_MEMBER_PARENTS, &row), CW_ERR_FIELD);
    assert_int_equal(cw_record_add_row(cw_case_record(one), CW_CASE_RECORD, &row), CW_ERR_FIELD);
    assert_int_equal(cw_record_make_row(cw_case_find(one, "p1"), CW_PLAN_SIGNATURES, &row), CW_ERR_FIELD);
    assert_int_equal(cw_record_add_row(cw_case_find(one, "r1"), CW_REVIEW_RATINGS, &row), CW_OK);
    static const char *const numbers[] = { "", "x", "1.", "--1", "1e9999", "12345678901234567890123456789012345" };
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++)
        assert_int_equal(cw_record_set_number(row, CW_RATING_SCORE, numbers[i]), CW_ERR_VALUE);
    assert_int_equal(cw_record_state(row, CW_RATING_SCORE), CW_STATE_UNKNOWN);
    cw_case_unref(one);
}

static void a_frozen_case_refuses_every_setter(void **state)
{
    (void)state;
    cw_case *one = make_case();
    cw_record *mia = cw_case_find(one, "mia");
    assert_int_equal(cw_case_freeze(one, NULL), CW_OK);
    assert_setters(mia, CW_MEMBER_NAME, CW_ERR_FROZEN);
    assert_int_equal(cw_record_remove(mia), CW_ERR_FROZEN);
    assert_string_equal(cw_record_id(mia), "mia");
    cw_case_unref(one);
}

static void a_record_knows_its_place(void **state)
{
    (void)state;
    cw_case *one = make_case();
    cw_record *task = cw_case_find(one, "t1"), *row;
    assert_int_equal(cw_record_kind(task), CW_KIND_TASK);
    assert_int_equal(cw_record_kind(cw_case_find(one, "r1")), CW_KIND_REVIEW);
    assert_int_equal(cw_record_kind(cw_case_record(one)), CW_KIND_CASE);
    assert_ptr_equal(cw_record_parent(task), cw_case_find(one, "o1"));
    assert_null(cw_record_parent(cw_case_record(one)));
    assert_ptr_equal(cw_record_case(task), one);
    assert_string_equal(cw_record_id(task), "t1");
    assert_int_equal(cw_record_add_row(cw_case_find(one, "p1"), CW_PLAN_SIGNATURES, &row), CW_OK);
    assert_null(cw_record_id(row));
    cw_case_unref(one);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(single_values_are_set_and_read),
        cmocka_unit_test(lists_are_appended_and_read),
        cmocka_unit_test(states_follow_the_schema),
        cmocka_unit_test(null_a_removed_record_and_a_wrong_key_give_nothing),
        cmocka_unit_test(values_of_another_type_are_refused),
        cmocka_unit_test(a_frozen_case_refuses_every_setter),
        cmocka_unit_test(a_record_knows_its_place),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
