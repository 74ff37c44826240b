/* SPDX-License-Identifier: MIT */
#include "fixture.h"

static void kinds_by_number_and_name(void **state)
{
    (void)state;
    assert_int_equal(cw_schema_kind_at(0), CW_KIND_CASE);
    assert_int_equal(cw_schema_kind_find("task"), CW_KIND_TASK);
    assert_string_equal(cw_schema_kind_name(CW_KIND_COURT_ACTION), "court_action");
    assert_string_equal(cw_schema_kind_plural(CW_KIND_CONTACT), "contacts");
    assert_null(cw_schema_kind_plural(CW_KIND_TASK));
    assert_int_equal(cw_schema_kind_group(CW_KIND_TASK), CW_GROUP_HANDLE);
    assert_int_equal(cw_schema_kind_group(CW_KIND_CONTACT), CW_GROUP_ENTRY);
    assert_int_equal(cw_schema_kind_group(CW_KIND_SERVICE), CW_GROUP_ROW);
    assert_string_equal(cw_schema_kind_doc(CW_KIND_CONTACT), "A contact with members.");
}

static void kinds_that_are_not_there(void **state)
{
    static const int32_t wrong[] = {0, -1, 8, 73, INT32_MAX, INT32_MIN};
    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        assert_null(cw_schema_kind_name(wrong[i]));
        assert_null(cw_schema_kind_plural(wrong[i]));
        assert_null(cw_schema_kind_doc(wrong[i]));
        assert_int_equal(cw_schema_kind_group(wrong[i]), 0);
        assert_int_equal(cw_schema_field_count(wrong[i]), 0);
        assert_int_equal(cw_schema_field_at(wrong[i], 0), 0);
        assert_int_equal(cw_schema_field_find(wrong[i], "id"), 0);
    }
    assert_int_equal(cw_schema_kind_at(-1), 0);
    assert_int_equal(cw_schema_kind_at(cw_schema_kind_count()), 0);
    assert_int_equal(cw_schema_kind_find("tsak"), 0);
    assert_int_equal(cw_schema_kind_find(""), 0);
    assert_int_equal(cw_schema_kind_find(NULL), 0);
}

static void fields_of_a_kind(void **state)
{
    (void)state;
    assert_int_equal(cw_schema_field_find(CW_KIND_TASK, "due"), CW_TASK_DUE);
    assert_int_equal(cw_schema_field_find(CW_KIND_TASK, "born"), 0);
    assert_int_equal(cw_schema_field_find(CW_KIND_TASK, NULL), 0);
    assert_int_equal(cw_schema_field_at(CW_KIND_TASK, 0), CW_TASK_ID);
    assert_int_equal(cw_schema_field_at(CW_KIND_TASK, -1), 0);
    assert_int_equal(cw_schema_field_at(CW_KIND_TASK, cw_schema_field_count(CW_KIND_TASK)), 0);
    assert_int_equal(cw_schema_field_at(CW_KIND_CONTACT, 0), CW_ENTRY_ID);
    assert_int_equal(cw_schema_field_find(CW_KIND_CONTACT, "date"), CW_ENTRY_DATE);
    assert_int_equal(cw_schema_field_find(CW_KIND_CONTACT, "mode"), CW_CONTACT_MODE);
}

typedef struct expected {
    int32_t key;
    const char *name;
    int32_t type, is_list, target;
    const char *enumeration;
    int32_t absence, time, required, dated;
} expected;

static void what_fields_are(void **state)
{
    static const expected all[] = {
        {CW_CASE_ID, "id", CW_TYPE_TEXT, 0, 0, NULL, CW_STATE_UNKNOWN, CW_TIME_NONE, 1, 0},
        {CW_CASE_TYPES, "types", CW_TYPE_WORD, 1, 0, "case_type", CW_STATE_UNKNOWN, CW_TIME_NONE, 1, 1},
        {CW_CASE_COURT_INVOLVED, "court_involved", CW_TYPE_BOOLEAN, 0, 0, NULL, CW_STATE_UNKNOWN, CW_TIME_NONE, 0, 0},
        {CW_CASE_CURRENT_TO, "current_to", CW_TYPE_DATE, 0, 0, NULL, CW_STATE_STATED, CW_TIME_PLANNED, 0, 0},
        {CW_MEMBER_LIVING, "living", CW_TYPE_WORD, 0, 0, "living", CW_STATE_UNKNOWN, CW_TIME_NONE, 0, 1},
        {CW_MEMBER_CUSTODIAN, "custodian", CW_TYPE_REFERENCE, 0, CW_KIND_MEMBER, NULL, CW_STATE_UNKNOWN, CW_TIME_NONE, 0, 1},
        {CW_MEMBER_LEFT, "left", CW_TYPE_DATE, 0, 0, NULL, CW_STATE_NONE, CW_TIME_ACTUAL, 0, 0},
        {CW_MEMBER_TRIBES, "tribes", CW_TYPE_TEXT, 1, 0, NULL, CW_STATE_UNKNOWN, CW_TIME_NONE, 0, 1},
        {CW_PLAN_ADDRESSES, "addresses", CW_TYPE_REFERENCE, 1, 0, NULL, CW_STATE_NONE, CW_TIME_NONE, 0, 0},
        {CW_PLAN_SAFETY_PLAN, "safety_plan", CW_TYPE_ROW, 0, CW_KIND_SAFETY_PLAN, NULL, CW_STATE_NONE, CW_TIME_NONE, 0, 0},
        {CW_PLAN_SERVICES, "services", CW_TYPE_ROW, 1, CW_KIND_SERVICE, NULL, CW_STATE_NONE, CW_TIME_NONE, 0, 0},
        {CW_CASE_RECORD, "record", CW_TYPE_ROW, 1, CW_KIND_ENTRY, NULL, CW_STATE_NONE, CW_TIME_NONE, 0, 0},
        {CW_RATING_SCORE, "score", CW_TYPE_NUMBER, 0, 0, NULL, CW_STATE_UNKNOWN, CW_TIME_NONE, 0, 0},
    };
    (void)state;
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
        const expected *one = &all[i];
        assert_string_equal(cw_schema_field_name(one->key), one->name);
        assert_int_equal(cw_schema_field_type(one->key), one->type);
        assert_int_equal(cw_schema_field_is_list(one->key), one->is_list);
        assert_int_equal(cw_schema_field_target(one->key), one->target);
        int32_t enumeration = one->enumeration != NULL ? cw_schema_enumeration_find(one->enumeration) : -1;
        assert_int_equal(cw_schema_field_enumeration(one->key), enumeration);
        assert_int_equal(cw_schema_field_absence(one->key), one->absence);
        assert_int_equal(cw_schema_field_time(one->key), one->time);
        assert_int_equal(cw_schema_field_is_required(one->key), one->required);
        assert_int_equal(cw_schema_field_is_dated(one->key), one->dated);
        assert_int_equal(cw_schema_field_is_derived(one->key), 0);
    }
    assert_string_equal(cw_schema_field_doc(CW_MEMBER_BORN), "The day of birth.");
}

static void computed_fields(void **state)
{
    int32_t key = cw_schema_field_find(CW_KIND_MEMBER, "category");
    (void)state;
    assert_int_not_equal(key, 0);
    assert_int_equal(cw_schema_field_is_derived(key), 1);
    cw_case *one = fixture_case(NULL);
    assert_int_equal(cw_record_state(cw_member_record(cw_case_member_at(one, 0)), key), 0);
    cw_case_unref(one);
}

static void fields_that_are_not_there(void **state)
{
    static const int32_t wrong[] = {0, -1, 1000, 1999, 999999, INT32_MAX, INT32_MIN};
    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        assert_null(cw_schema_field_name(wrong[i]));
        assert_null(cw_schema_field_doc(wrong[i]));
        assert_int_equal(cw_schema_field_type(wrong[i]), 0);
        assert_int_equal(cw_schema_field_is_list(wrong[i]), 0);
        assert_int_equal(cw_schema_field_target(wrong[i]), 0);
        assert_int_equal(cw_schema_field_enumeration(wrong[i]), -1);
        assert_int_equal(cw_schema_field_absence(wrong[i]), 0);
        assert_int_equal(cw_schema_field_time(wrong[i]), CW_TIME_NONE);
        assert_int_equal(cw_schema_field_is_required(wrong[i]), 0);
        assert_int_equal(cw_schema_field_is_dated(wrong[i]), 0);
        assert_int_equal(cw_schema_field_is_derived(wrong[i]), 0);
    }
}

static void words_of_an_enumeration(void **state)
{
    int32_t roles = cw_schema_enumeration_find("role"), living = cw_schema_enumeration_find("living");
    (void)state;
    assert_string_equal(cw_schema_enumeration_name(roles), "role");
    assert_string_equal(cw_schema_word_at(roles, 0), "child");
    assert_int_equal(cw_schema_term_at(roles, 0), CW_ROLE_CHILD);
    assert_string_equal(cw_schema_word_category(roles, 0), "family");
    assert_string_equal(cw_schema_word_at(living, cw_schema_word_count(living) - 1), "other");
    assert_string_equal(cw_schema_word_doc(living, cw_schema_word_count(living) - 1), "Elsewhere.");
    assert_null(cw_schema_word_category(living, 0));
    assert_null(cw_schema_word_at(living, -1));
    assert_null(cw_schema_word_at(living, cw_schema_word_count(living)));
    assert_null(cw_schema_word_doc(living, -1));
    assert_null(cw_schema_word_category(roles, -1));
    assert_int_equal(cw_schema_term_at(living, -1), 0);
}

static void enumerations_that_are_not_there(void **state)
{
    (void)state;
    assert_int_equal(cw_schema_enumeration_find("rloe"), -1);
    assert_int_equal(cw_schema_enumeration_find(NULL), -1);
    assert_null(cw_schema_enumeration_name(-1));
    assert_null(cw_schema_enumeration_name(cw_schema_enumeration_count()));
    assert_int_equal(cw_schema_word_count(-1), 0);
    assert_null(cw_schema_word_at(cw_schema_enumeration_count(), 0));
}

/* Whoever walks the whole schema finds every part of it whole. */
static void all_of_it(void **state)
{
    int32_t seen = 0;
    (void)state;
    for (int32_t i = 0; i < cw_schema_kind_count(); i++) {
        int32_t kind = cw_schema_kind_at(i);
        assert_int_equal(cw_schema_kind_find(cw_schema_kind_name(kind)), kind);
        assert_non_null(cw_schema_kind_doc(kind));
        for (int32_t j = 0; j < cw_schema_field_count(kind); j++, seen++) {
            int32_t key = cw_schema_field_at(kind, j);
            assert_int_equal(cw_schema_field_find(kind, cw_schema_field_name(key)), key);
            assert_non_null(cw_schema_field_doc(key));
            assert_in_range(cw_schema_field_type(key), CW_TYPE_TEXT, CW_TYPE_ROW);
        }
    }
    assert_true(seen > 300);
    for (int32_t i = 0; i < cw_schema_enumeration_count(); i++) {
        assert_int_equal(cw_schema_enumeration_find(cw_schema_enumeration_name(i)), i);
        assert_true(cw_schema_word_count(i) > 1);
        for (int32_t j = 0; j < cw_schema_word_count(i); j++)
            assert_non_null(cw_schema_word_doc(i, j));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(kinds_by_number_and_name),
        cmocka_unit_test(kinds_that_are_not_there),
        cmocka_unit_test(fields_of_a_kind),
        cmocka_unit_test(what_fields_are),
        cmocka_unit_test(computed_fields),
        cmocka_unit_test(fields_that_are_not_there),
        cmocka_unit_test(words_of_an_enumeration),
        cmocka_unit_test(enumerations_that_are_not_there),
        cmocka_unit_test(all_of_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
