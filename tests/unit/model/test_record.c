/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "model/family.h"

static void slots_are_read_by_field(void **state)
{
    (void)state;
    cw_case *one = make_family(NULL);
    cw_record *mia = family_find(one, "mia"), *review = family_find(one, "r1");
    assert_ptr_equal(model_slot_of(mia, F(MEMBER_NAME)), &mia->slots[MODEL_SLOT_MEMBER_NAME]);
    assert_ptr_equal(model_slot_of(review, F(ENTRY_DATE)), &review->slots[MODEL_SLOT_ENTRY_DATE]);
    assert_ptr_equal(model_slot_of(review, F(REVIEW_RATINGS)), &review->slots[MODEL_SLOT_REVIEW_RATINGS]);
    assert_null(model_slot_of(NULL, F(MEMBER_NAME)));
    assert_null(model_slot_of(mia, F(MEMBER_CATEGORY)));
    assert_null(model_slot_of(mia, F(TASK_TEXT)));
    assert_null(model_slot_of(review, F(CONTACT_MODE)));
    assert_null(model_slot_of(mia, F(ENTRY_DATE)));
    model_case_release(one);
}

static void ids_are_read_where_there_are_any(void **state)
{
    (void)state;
    cw_case *one = make_family(NULL);
    assert_true(base_str_is(model_record_id(one->root), "k1"));
    assert_true(base_str_is(model_record_id(family_find(one, "t1")), "t1"));
    assert_int_equal(model_record_id(family_child(one, "p1", F(PLAN_SIGNATURES))).length, 0);
    assert_int_equal(model_record_id(NULL).length, 0);
    model_case_release(one);
}

static void a_record_knows_what_holds_it(void **state)
{
    (void)state;
    cw_case *one = make_family(NULL);
    assert_null(model_holder_of(one->root));
    assert_ptr_equal(model_holder_of(family_find(one, "mia")), F(CASE_MEMBERS));
    assert_ptr_equal(model_holder_of(family_find(one, "r1")), F(CASE_RECORD));
    assert_ptr_equal(model_holder_of(family_child(one, "t1", F(TASK_AVAILABILITY))), F(TASK_AVAILABILITY));
    model_case_release(one);
}

static void names_are_ids_or_paths(void **state)
{
    (void)state;
    cw_case *one = make_family(NULL);
    cw_record *entry = add_entry(one, MODEL_KIND_NOTE, "", 19000);
    cw_record *time = add_row(family_find(one, "p1"), F(PLAN_PARENTING_TIME), MODEL_KIND_PARENTING_TIME, "");
    cw_record *step = add_row(time, F(PARENTING_TIME_MILESTONES), MODEL_KIND_MILESTONE, "");
    cw_record *bare = add_row(one->root, F(CASE_PLANS), MODEL_KIND_PLAN, "");
    const struct { const cw_record *record; const model_field *field; const char *name, *fact; } rows[] = {
        { one->root, F(CASE_CLOSED), "k1", "case.closed" },
        { family_find(one, "mia"), F(MEMBER_LIVING), "mia", "mia.living" },
        { entry, F(ENTRY_TEXT), "record/2", "record/2.text" },
        { time, F(PARENTING_TIME_TYPE), "plans/0/parenting_time/0", "plans/0/parenting_time/0.type" },
        { step, F(MILESTONE_DUE), "plans/0/parenting_time/0/milestones/0", "plans/0/parenting_time/0/milestones/0.due" },
        { family_child(one, "t1", F(TASK_AVAILABILITY)), F(AVAILABILITY_FEE), "plans/0/objectives/0/tasks/0/availability",
          "plans/0/objectives/0/tasks/0/availability.fee" },
        { bare, F(PLAN_VISION), "plans/1", "plans/1.vision" } };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        base_buffer text;
        base_buffer_init(&text, NULL);
        model_put_record_name(&text, rows[i].record);
        assert_string_equal(text.data, rows[i].name);
        base_buffer_clear(&text);
        model_put_fact(&text, rows[i].record, rows[i].field);
        assert_string_equal(text.data, rows[i].fact);
        base_buffer_finish(&text);
    }
    model_case_release(one);
}

static void a_case_without_id_is_called_case(void **state)
{
    (void)state;
    cw_case *one = new_case(NULL);
    base_buffer text;
    base_buffer_init(&text, NULL);
    model_put_record_name(&text, one->root);
    assert_string_equal(text.data, "case");
    base_buffer_finish(&text);
    model_case_release(one);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(slots_are_read_by_field),
        cmocka_unit_test(ids_are_read_where_there_are_any),
        cmocka_unit_test(a_record_knows_what_holds_it),
        cmocka_unit_test(names_are_ids_or_paths),
        cmocka_unit_test(a_case_without_id_is_called_case),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
