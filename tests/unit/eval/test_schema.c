/* SPDX-License-Identifier: MIT */
/* What expressions are told of names, fields and words. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>
#include "eval/eval.h"

static const feel_type *type_of_name(const char *name)
{
    feel_host_name found;
    return eval_schema.name(eval_schema.self, base_str_of(name), &found) ? found.type : NULL;
}

static const feel_type *type_of_field(int32_t kind, const char *name)
{
    feel_host_field found;
    return eval_schema.field(eval_schema.self, kind, base_str_of(name), &found) ? found.type : NULL;
}

static void expect_list_of(const feel_type *type, int32_t kind)
{
    assert_non_null(type);
    assert_int_equal(type->kind, FEEL_LIST);
    assert_int_equal(type->item->kind, FEEL_RECORD);
    assert_int_equal(type->item->detail, kind);
}

static void names(void **state)
{
    (void)state;
    assert_int_equal(type_of_name("case")->detail, MODEL_KIND_CASE);
    assert_int_equal(type_of_name("plan")->detail, MODEL_KIND_PLAN);
    expect_list_of(type_of_name("members"), MODEL_KIND_MEMBER);
    expect_list_of(type_of_name("plans"), MODEL_KIND_PLAN);
    expect_list_of(type_of_name("record"), MODEL_KIND_ENTRY);
    for (int32_t kind = MODEL_KIND_ENTRY_FIRST; kind <= MODEL_KIND_ENTRY_LAST; kind++)
        expect_list_of(type_of_name(model_kind_at(kind)->plural), kind);
    assert_null(type_of_name("member"));
    assert_null(type_of_name(""));
}

/* Each listed thing is found by its name, and the list ends. */
static void lists_are_what_is_found(void **state)
{
    (void)state;
    int32_t count = 0;
    for (; eval_schema.name_at(eval_schema.self, count).length > 0; count++) {
        feel_host_name found;
        assert_true(eval_schema.name(eval_schema.self, eval_schema.name_at(eval_schema.self, count), &found));
    }
    assert_int_equal(count, 5 + MODEL_KIND_ENTRY_LAST - MODEL_KIND_ENTRY_FIRST + 1);
    assert_int_equal(eval_schema.name_at(eval_schema.self, -1).length, 0);
    for (int32_t kind = 0; kind <= MODEL_KIND_COUNT; kind++) {
        for (int32_t i = 0; eval_schema.field_at(eval_schema.self, kind, i).length > 0; i++) {
            feel_host_field found;
            assert_true(eval_schema.field(eval_schema.self, kind, eval_schema.field_at(eval_schema.self, kind, i), &found));
            assert_non_null(found.handle);
            assert_non_null(found.type);
        }
        assert_int_equal(eval_schema.field_at(eval_schema.self, kind, -1).length, 0);
    }
    assert_int_equal(eval_schema.field_at(eval_schema.self, MODEL_KIND_COUNT + 1, 0).length, 0);
}

static void fields(void **state)
{
    (void)state;
    assert_ptr_equal(type_of_field(MODEL_KIND_MEMBER, "name"), &feel_type_string);
    assert_ptr_equal(type_of_field(MODEL_KIND_MEMBER, "born"), &feel_type_date);
    assert_ptr_equal(type_of_field(MODEL_KIND_MEMBER, "indian_child"), &feel_type_boolean);
    assert_ptr_equal(type_of_field(MODEL_KIND_MEETING, "month"), &feel_type_number);
    assert_ptr_equal(type_of_field(MODEL_KIND_MEMBER, "tribes"), &feel_type_list_of_string);
    assert_int_equal(type_of_field(MODEL_KIND_MEMBER, "living")->detail, MODEL_ENUM_LIVING);
    assert_int_equal(type_of_field(MODEL_KIND_MEMBER, "roles")->item->detail, MODEL_ENUM_ROLE);
    assert_int_equal(type_of_field(MODEL_KIND_MEMBER, "custodian")->detail, MODEL_KIND_MEMBER);
    assert_int_equal(type_of_field(MODEL_KIND_CONTACT, "kind")->detail, MODEL_ENUM_ENTRY_KIND);
    expect_list_of(type_of_field(MODEL_KIND_PLAN, "tasks"), MODEL_KIND_TASK);
    assert_null(type_of_field(MODEL_KIND_MEMBER, "mode"));
    assert_null(type_of_field(MODEL_KIND_CONTACT, "decision"));
}

/* What is known of a field of a record of more than one kind. */
static void fields_of_any(void **state)
{
    (void)state;
    const feel_type *any = type_of_field(MODEL_KIND_PLAN, "addresses")->item;
    assert_int_equal(type_of_field(MODEL_KIND_ENTRY, "mode")->detail, MODEL_ENUM_CONTACT_MODE);
    assert_int_equal(type_of_field(MODEL_KIND_ENTRY, "topic")->detail, MODEL_ENUM_TOPIC);
    assert_ptr_equal(type_of_field(MODEL_KIND_ENTRY, "date"), &feel_type_date);
    assert_null(type_of_field(MODEL_KIND_ENTRY, "born"));
    assert_ptr_equal(type_of_field(any->detail, "born"), &feel_type_date);
    assert_ptr_equal(type_of_field(any->detail, "type"), &feel_type_string);          /* several enumerations */
    assert_ptr_equal(type_of_field(any->detail, "service")->item, NULL);              /* records of one kind */
    assert_int_equal(type_of_field(any->detail, "continues")->detail, any->detail);   /* objectives or tasks */
    assert_ptr_equal(type_of_field(any->detail, "strengths"), &feel_type_any);        /* rows or texts */
    assert_null(type_of_field(any->detail, "nothing"));
    assert_true(base_str_is(eval_schema.kind_name(eval_schema.self, any->detail), "record"));
    assert_true(base_str_is(eval_schema.kind_name(eval_schema.self, MODEL_KIND_TASK), "task"));
}

static void words(void **state)
{
    (void)state;
    base_str word;
    assert_true(eval_schema.word(eval_schema.self, MODEL_ENUM_LIVING, BASE_STR("kin"), &word));
    assert_true(base_str_is(word, "kin"));
    assert_false(eval_schema.word(eval_schema.self, MODEL_ENUM_LIVING, BASE_STR("child"), &word));
    assert_true(base_str_is(eval_schema.word_at(eval_schema.self, MODEL_ENUM_LIVING, 0), "home"));
    assert_int_equal(eval_schema.word_at(eval_schema.self, MODEL_ENUM_LIVING, 5).length, 0);
    assert_int_equal(eval_schema.word_at(eval_schema.self, MODEL_ENUM_LIVING, -1).length, 0);
    assert_int_equal(eval_schema.word_at(eval_schema.self, -1, 0).length, 0);
    assert_true(base_str_is(eval_schema.enumeration_name(eval_schema.self, MODEL_ENUM_LIVING), "living"));
    assert_int_equal(eval_schema.enumeration_name(eval_schema.self, -1).length, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names), cmocka_unit_test(lists_are_what_is_found), cmocka_unit_test(fields),
        cmocka_unit_test(fields_of_any), cmocka_unit_test(words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
