/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include "base/host.h"
#include "model/family.h"

static void a_new_case_has_a_root_and_nothing_else(void **state)
{
    (void)state;
    cw_case *one = new_case(NULL);
    assert_dump(one, "case{} records=1 ids=0");
    assert_int_equal(one->root->kind, MODEL_KIND_CASE);
    assert_null(one->root->parent);
    assert_false(one->frozen);
    model_case_release(one);
}

static void every_type_of_field_can_be_set(void **state)
{
    (void)state;
    cw_case *one = make_family(NULL);
    assert_dump(one, family_dump);
    model_case_release(one);
}

static void ids_are_unique_in_the_whole_case(void **state)
{
    (void)state;
    cw_case *one = make_family(NULL);
    cw_record *row = one->root, *mia = family_find(one, "mia");
    assert_int_equal(model_add_named(one->root, F(CASE_MEMBERS), MODEL_KIND_MEMBER, S("t1"), &row), CW_ERR_DUPLICATE);
    assert_null(row);
    assert_int_equal(model_set_text(mia, F(MEMBER_ID), S("o1")), CW_ERR_DUPLICATE);
    assert_int_equal(model_set_text(mia, F(MEMBER_ID), S("k1")), CW_ERR_DUPLICATE);
    assert_int_equal(model_set_text(mia, F(MEMBER_ID), S("")), CW_ERR_VALUE);
    assert_dump(one, family_dump);
    assert_int_equal(model_set_text(mia, F(MEMBER_ID), S("mia")), CW_OK);
    assert_dump(one, family_dump);
    model_case_release(one);
}

static void a_renamed_record_is_found_by_its_new_id(void **state)
{
    (void)state;
    cw_case *one = make_family(NULL);
    cw_record *mia = family_find(one, "mia");
    assert_int_equal(model_set_text(mia, F(MEMBER_ID), S("leo")), CW_OK);
    assert_ptr_equal(family_find(one, "leo"), mia);
    assert_null(family_find(one, "mia"));
    assert_int_equal(model_clear(mia, F(MEMBER_ID)), CW_OK);
    assert_null(family_find(one, "leo"));
    assert_int_equal(model_record_id(mia).length, 0);
    assert_int_equal(model_set_text(mia, F(MEMBER_ID), S("mia")), CW_OK);
    assert_dump(one, family_dump);
    assert_null(family_find(one, ""));
    model_case_release(one);
}

static void removing_takes_all_that_is_owned(void **state)
{
    (void)state;
    cw_case *one = make_family(NULL);
    cw_record *plan = family_find(one, "p1"), *task = family_find(one, "t1");
    cw_record *safety = family_child(one, "p1", F(PLAN_SAFETY_PLAN));
    int64_t before = one->records;
    assert_int_equal(model_remove(plan), CW_OK);
    assert_true(plan->removed && task->removed && safety->removed);
    assert_null(family_find(one, "p1"));
    assert_null(family_find(one, "s1"));
    assert_null(family_find(one, "t1"));
    assert_int_equal(model_row_count(one->root, F(CASE_PLANS)), 0);
    assert_int_equal(one->records, before - 7);
    assert_int_equal(model_remove(plan), CW_ERR_REMOVED);
    assert_int_equal(model_remove(task), CW_ERR_REMOVED);
    assert_int_equal(model_set_text(task, F(TASK_TEXT), S("x")), CW_ERR_REMOVED);
    assert_int_equal(model_remove(one->root), CW_ERR_ARGUMENT);
    assert_int_equal(model_remove(NULL), CW_ERR_ARGUMENT);
    assert_non_null(add_row(one->root, F(CASE_PLANS), MODEL_KIND_PLAN, "p1"));
    model_case_release(one);
}

static void rows_after_a_removed_one_move_up(void **state)
{
    (void)state;
    cw_case *one = new_case(NULL);
    cw_record *rows[6];
    char id[2] = "a";
    for (int i = 0; i < 6; i++, id[0]++) {
        rows[i] = add_row(one->root, F(CASE_MEMBERS), MODEL_KIND_MEMBER, id);
        assert_int_equal(rows[i]->position, i);
    }
    assert_int_equal(model_remove(rows[0]), CW_OK);
    assert_int_equal(model_remove(rows[3]), CW_OK);
    assert_int_equal(model_remove(rows[5]), CW_OK);
    assert_dump(one, "case{ members=[member{ id=b},member{ id=c},member{ id=e}]} records=4 ids=3");
    assert_int_equal(rows[1]->position, 0);
    assert_int_equal(rows[2]->position, 1);
    assert_int_equal(rows[4]->position, 2);
    assert_ptr_equal(model_row_at(one->root, F(CASE_MEMBERS), 2), rows[4]);
    assert_null(model_row_at(one->root, F(CASE_MEMBERS), 3));
    assert_null(model_row_at(one->root, F(CASE_MEMBERS), -1));
    model_case_release(one);
}

static void an_owned_row_is_made_once_and_can_be_taken_out(void **state)
{
    (void)state;
    cw_case *one = make_family(NULL);
    cw_record *plan = family_find(one, "p1"), *first, *again;
    assert_int_equal(model_set_row(plan, F(PLAN_SAFETY_PLAN), &first), CW_OK);
    assert_ptr_equal(first, family_child(one, "p1", F(PLAN_SAFETY_PLAN)));
    assert_int_equal(model_remove(first), CW_OK);
    assert_int_equal(model_slot_of(plan, F(PLAN_SAFETY_PLAN))->state, MODEL_ABSENT);
    assert_int_equal(model_set_row(plan, F(PLAN_SAFETY_PLAN), &again), CW_OK);
    assert_ptr_not_equal(first, again);
    assert_int_equal(model_set_null(plan, F(PLAN_SAFETY_PLAN)), CW_OK);
    assert_true(again->removed);
    assert_int_equal(model_set_row(plan, F(PLAN_SIGNATURES), &again), CW_ERR_FIELD);
    assert_null(again);
    model_case_release(one);
}

static void states_of_owned_rows_take_them_out(void **state)
{
    (void)state;
    cw_status (*const changes[])(cw_record *, const model_field *) = { model_set_empty_list, model_set_null, model_clear };
    static const char *const shown[] = { "case{ members=[]} records=1 ids=0", "case{ members=null} records=1 ids=0",
                                         "case{} records=1 ids=0" };
    for (int i = 0; i < 3; i++) {
        cw_case *one = new_case(NULL);
        cw_record *row = add_row(one->root, F(CASE_MEMBERS), MODEL_KIND_MEMBER, "a");
        assert_int_equal(changes[i](one->root, F(CASE_MEMBERS)), CW_OK);
        assert_true(row->removed);
        assert_dump(one, shown[i]);
        row = add_row(one->root, F(CASE_MEMBERS), MODEL_KIND_MEMBER, "a");
        assert_int_equal(row->position, 0);
        assert_dump(one, "case{ members=[member{ id=a}]} records=2 ids=1");
        model_case_release(one);
    }
}

static void kinds_must_fit_the_list(void **state)
{
    (void)state;
    static const struct { int32_t field, kind; cw_status status; } rows[] = {
        { MODEL_FIELD_CASE_MEMBERS, MODEL_KIND_MEMBER, CW_OK },
        { MODEL_FIELD_CASE_MEMBERS, MODEL_KIND_PLAN, CW_ERR_FIELD },
        { MODEL_FIELD_CASE_MEMBERS, -1, CW_ERR_FIELD },
        { MODEL_FIELD_CASE_MEMBERS, MODEL_KIND_COUNT, CW_ERR_FIELD },
        { MODEL_FIELD_CASE_RECORD, MODEL_KIND_ENTRY_FIRST, CW_OK },
        { MODEL_FIELD_CASE_RECORD, MODEL_KIND_ENTRY_LAST, CW_OK },
        { MODEL_FIELD_CASE_RECORD, MODEL_KIND_UNRECOGNISED_ENTRY, CW_OK },
        { MODEL_FIELD_CASE_RECORD, MODEL_KIND_ENTRY, CW_ERR_FIELD },
        { MODEL_FIELD_CASE_RECORD, MODEL_KIND_SERVICE, CW_ERR_FIELD },
        { MODEL_FIELD_CASE_TYPES, MODEL_KIND_MEMBER, CW_ERR_FIELD },
        { MODEL_FIELD_PLAN_OBJECTIVES, MODEL_KIND_OBJECTIVE, CW_ERR_FIELD },
        { MODEL_FIELD_PLAN_TASKS, MODEL_KIND_TASK, CW_ERR_FIELD },
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        cw_case *one = new_case(NULL);
        cw_record *row = one->root;
        assert_int_equal(model_add_row(one->root, model_field_by(rows[i].field), rows[i].kind, &row), rows[i].status);
        assert_true((row != NULL) == (rows[i].status == CW_OK));
        model_case_release(one);
    }
}

static void a_row_without_an_id_field_takes_no_id(void **state)
{
    (void)state;
    cw_case *one = make_family(NULL);
    cw_record *row;
    assert_int_equal(model_add_named(family_find(one, "p1"), F(PLAN_SIGNATURES), MODEL_KIND_SIGNATURE, S("x"), &row), CW_ERR_FIELD);
    assert_dump(one, family_dump);
    model_case_release(one);
}

static void values_that_do_not_fit_are_refused(void **state)
{
    (void)state;
    cw_case *one = make_family(NULL);
    cw_record *mia = family_find(one, "mia"), *task = family_find(one, "t1");
    base_decimal number = base_decimal_from_int(1);
    assert_int_equal(model_set_text(mia, F(MEMBER_NAME), S("\xC0\x80")), CW_ERR_UTF8);
    assert_int_equal(model_set_text(mia, F(MEMBER_NAME), (base_str){ "a\0b", 3 }), CW_ERR_VALUE);
    assert_int_equal(model_set_text(mia, F(MEMBER_ID), (base_str){ "a\0b", 3 }), CW_ERR_VALUE);
    assert_int_equal(model_append_text(mia, F(MEMBER_TRIBES), S("\xED\xA0\x80")), CW_ERR_UTF8);
    assert_int_equal(model_set_reference(mia, F(MEMBER_CUSTODIAN), S("")), CW_ERR_VALUE);
    assert_int_equal(model_append_reference(task, F(TASK_OWNERS), S("\xFF")), CW_ERR_UTF8);
    assert_int_equal(model_set_word(mia, F(MEMBER_LIVING), MODEL_WORD_LIVING_COUNT), CW_ERR_VALUE);
    assert_int_equal(model_set_word(mia, F(MEMBER_LIVING), -1), CW_ERR_VALUE);
    assert_int_equal(model_append_word(mia, F(MEMBER_ROLES), MODEL_WORD_ROLE_COUNT), CW_ERR_VALUE);
    assert_int_equal(model_set_day(mia, F(MEMBER_BORN), CW_DATE_MIN - INT64_C(1)), CW_ERR_VALUE);
    assert_int_equal(model_set_day(mia, F(MEMBER_BORN), CW_DATE_MAX + INT64_C(1)), CW_ERR_VALUE);
    assert_int_equal(model_set_number(mia, F(MEMBER_NAME), &number), CW_ERR_FIELD);
    assert_int_equal(model_set_boolean(mia, F(MEMBER_BORN), true), CW_ERR_FIELD);
    assert_int_equal(model_set_text(mia, F(MEMBER_CATEGORY), S("x")), CW_ERR_FIELD);
    assert_int_equal(model_set_null(mia, F(MEMBER_CATEGORY)), CW_ERR_FIELD);
    assert_int_equal(model_set_empty_list(mia, F(MEMBER_NAME)), CW_ERR_FIELD);
    assert_int_equal(model_set_text(mia, F(TASK_TEXT), S("x")), CW_ERR_FIELD);
    assert_int_equal(model_set_kind_word(mia, S("x")), CW_ERR_ARGUMENT);
    assert_int_equal(model_set_kind_word(family_find(one, "u1"), S("")), CW_ERR_ARGUMENT);
    assert_int_equal(model_set_null(NULL, F(MEMBER_NAME)), CW_ERR_ARGUMENT);
    assert_int_equal(model_add_extra(NULL, S("a"), S("1")), CW_ERR_ARGUMENT);
    assert_dump(one, family_dump);
    model_case_release(one);
}

static void values_at_their_edges_are_taken(void **state)
{
    (void)state;
    cw_case *one = make_family(NULL);
    cw_record *mia = family_find(one, "mia");
    assert_int_equal(model_set_day(mia, F(MEMBER_BORN), CW_DATE_MIN), CW_OK);
    assert_int_equal(model_slot_of(mia, F(MEMBER_BORN))->as.integer, CW_DATE_MIN);
    assert_int_equal(model_set_day(mia, F(MEMBER_BORN), CW_DATE_MAX), CW_OK);
    assert_int_equal(model_slot_of(mia, F(MEMBER_BORN))->as.integer, CW_DATE_MAX);
    assert_int_equal(model_set_word(mia, F(MEMBER_LIVING), MODEL_WORD_LIVING_COUNT - 1), CW_OK);
    assert_int_equal(model_set_text(mia, F(MEMBER_NAME), S("")), CW_OK);
    assert_int_equal(model_slot_of(mia, F(MEMBER_NAME))->state, MODEL_VALUE);
    assert_string_equal(model_slot_of(mia, F(MEMBER_NAME))->as.text, "");
    model_case_release(one);
}

static void a_text_has_a_limit(void **state)
{
    (void)state;
    host self = { 0 };
    cw_context *context = host_context(&self);
    assert_int_equal(cw_context_set_limit(context, CW_LIMIT_STRING_BYTES, 4), CW_OK);
    cw_case *one = new_case(context);
    assert_int_equal(model_set_text(one->root, F(CASE_JURISDICTION), S("1234")), CW_OK);
    assert_int_equal(model_set_text(one->root, F(CASE_JURISDICTION), S("12345")), CW_ERR_LIMIT);
    assert_int_equal(model_set_text(one->root, F(CASE_ID), S("12345")), CW_ERR_LIMIT);
    cw_record *row;
    assert_int_equal(model_add_named(one->root, F(CASE_MEMBERS), MODEL_KIND_MEMBER, S("12345"), &row), CW_ERR_LIMIT);
    assert_dump(one, "case{ jurisdiction=1234} records=1 ids=0");
    model_case_release(one);
    cw_context_unref(context);
    assert_int_equal(self.pieces, 0);
}

static void numbers_keep_their_shortest_text(void **state)
{
    (void)state;
    static const char *const rows[][2] = {
        { "1.50", "1.5" }, { "-0", "0" }, { "1e3", "1000" }, { "1234567890123456789012345678901234", "1234567890123456789012345678901234" },
        { "-1.234567890123456789012345678901234e-6000", "-1.234567890123456789012345678901234E-6000" } };
    cw_case *one = make_family(NULL);
    cw_record *rating = family_child(one, "r1", F(REVIEW_RATINGS));
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        base_decimal number;
        assert_true(base_decimal_parse(S(rows[i][0]), false, &number));
        assert_int_equal(model_set_number(rating, F(RATING_SCORE), &number), CW_OK);
        assert_string_equal(model_number_text(model_slot_of(rating, F(RATING_SCORE))), rows[i][1]);
    }
    /* Its own number may be given back to it. */
    assert_int_equal(model_set_number(rating, F(RATING_SCORE), model_slot_of(rating, F(RATING_SCORE))->as.number), CW_OK);
    assert_string_equal(model_number_text(model_slot_of(rating, F(RATING_SCORE))), rows[4][1]);
    model_case_release(one);
}

static void setting_again_and_again_is_bounded(void **state)
{
    (void)state;
    cw_case *one = make_family(NULL);
    cw_record *mia = family_find(one, "mia");
    static const char letters[] = "abcdefghijklmnopqrstuvwxyz";
    size_t settled = 0;
    for (int i = 0; i < 1000; i++) {
        base_str text = { letters, (size_t)(i % 26) };
        base_decimal number = base_decimal_from_int(i);
        assert_int_equal(model_set_text(mia, F(MEMBER_NAME), text), CW_OK);
        assert_int_equal(model_set_number(family_child(one, "r1", F(REVIEW_RATINGS)), F(RATING_SCORE), &number), CW_OK);
        assert_int_equal(model_set_reference(mia, F(MEMBER_CUSTODIAN), (base_str){ letters, 1 + (size_t)(i % 25) }), CW_OK);
        assert_int_equal(model_set_empty_list(mia, F(MEMBER_TRIBES)), CW_OK);
        assert_int_equal(model_append_text(mia, F(MEMBER_TRIBES), text), CW_OK);
        assert_int_equal(model_clear(mia, F(MEMBER_PARENTS)), CW_OK);
        assert_int_equal(model_append_reference(mia, F(MEMBER_PARENTS), S("ssw")), CW_OK);
        assert_int_equal(model_add_extra(mia, S("k"), text), CW_OK);
        if (i == 100) settled = one->arena.bytes;
    }
    assert_int_equal(one->arena.bytes, settled);
    model_case_release(one);
}

static void a_text_that_grows_leaves_little_behind(void **state)
{
    (void)state;
    cw_case *one = make_family(NULL);
    cw_record *mia = family_find(one, "mia");
    char text[4000];
    memset(text, 'x', sizeof text);
    size_t before = one->arena.bytes;
    for (size_t length = 0; length <= sizeof text; length++)
        assert_int_equal(model_set_text(mia, F(MEMBER_NAME), (base_str){ text, length }), CW_OK);
    assert_true(one->arena.bytes - before < 5 * sizeof text);
    model_case_release(one);
}

static void a_text_may_be_set_from_itself(void **state)
{
    (void)state;
    cw_case *one = make_family(NULL);
    cw_record *mia = family_find(one, "mia");
    assert_int_equal(model_set_text(mia, F(MEMBER_NAME), S("Mia Maria")), CW_OK);
    const char *text = model_slot_of(mia, F(MEMBER_NAME))->as.text;
    assert_int_equal(model_set_text(mia, F(MEMBER_NAME), (base_str){ text + 4, 5 }), CW_OK);
    assert_string_equal(model_slot_of(mia, F(MEMBER_NAME))->as.text, "Maria");
    assert_int_equal(model_slot_of(mia, F(MEMBER_NAME))->length, 5);
    model_case_release(one);
}

static void lists_grow_and_keep_their_order(void **state)
{
    (void)state;
    cw_case *one = new_case(NULL);
    cw_record *member = add_row(one->root, F(CASE_MEMBERS), MODEL_KIND_MEMBER, "m");
    for (char c = 'a'; c <= 'i'; c++) {
        assert_int_equal(model_append_text(member, F(MEMBER_TRIBES), (base_str){ &c, 1 }), CW_OK);
        assert_int_equal(model_append_reference(member, F(MEMBER_PARENTS), (base_str){ &c, 1 }), CW_OK);
        assert_int_equal(model_append_word(member, F(MEMBER_ROLES), c - 'a'), CW_OK);
    }
    assert_dump(one, "case{ members=[member{ id=m roles=[child,parent,biological_parent,legal_parent,stepparent,"
                     "identified_father,putative_father,absent_parent,noncustodial_parent] parents=[a,b,c,d,e,f,g,h,i] "
                     "tribes=[a,b,c,d,e,f,g,h,i]}]} records=2 ids=1");
    model_case_release(one);
}

static void many_extras_stay_in_order_and_are_replaced(void **state)
{
    (void)state;
    cw_case *one = new_case(NULL);
    char key[16], json[16];
    for (int round = 0; round < 2; round++)
        for (int i = 0; i < 1000; i++) {
            snprintf(key, sizeof key, "k%d", i);
            snprintf(json, sizeof json, "%d", i + round);
            assert_int_equal(model_add_extra(one->root, S(key), S(json)), CW_OK);
        }
    assert_int_equal(one->root->extra_count, 1000);
    int i = 0;
    for (const model_extra *extra = one->root->extras; extra != NULL; extra = extra->next, i++) {
        snprintf(key, sizeof key, "k%d", i);
        snprintf(json, sizeof json, "%d", i + 1);
        assert_true(base_str_is(extra->key, key));
        assert_true(base_str_is(extra->json, json));
    }
    assert_int_equal(i, 1000);
    model_case_release(one);
}

static void room_is_made_for_a_list_known_to_be_empty(void **state)
{
    (void)state;
    cw_case *one = make_family(NULL);
    cw_record *member = family_find(one, "ssw");
    assert_int_equal(model_clear(member, F(MEMBER_TRIBES)), CW_OK);
    assert_int_equal(model_make_room(member, F(MEMBER_TRIBES), 3), CW_ERR_ARGUMENT);
    assert_int_equal(model_make_room(member, F(MEMBER_NAME), 3), CW_ERR_ARGUMENT);
    assert_int_equal(model_make_room(NULL, F(MEMBER_TRIBES), 3), CW_ERR_ARGUMENT);
    assert_int_equal(model_set_empty_list(member, F(MEMBER_TRIBES)), CW_OK);
    assert_int_equal(model_make_room(member, F(MEMBER_TRIBES), 3), CW_OK);
    assert_int_equal(model_make_room(member, F(MEMBER_TRIBES), INT64_MAX), CW_ERR_NOMEM);
    assert_int_equal(member->slots[MODEL_SLOT_MEMBER_TRIBES].as.list->capacity, 3);
    for (int i = 0; i < 4; i++) assert_int_equal(model_append_text(member, F(MEMBER_TRIBES), S("t")), CW_OK);
    assert_int_equal(model_make_room(member, F(MEMBER_TRIBES), 9), CW_ERR_ARGUMENT);
    assert_int_equal(member->slots[MODEL_SLOT_MEMBER_TRIBES].as.list->count, 4);
    model_case_release(one);
}

/* An id that is taken leaves nothing behind, however often it is tried. */
static void a_taken_id_costs_no_memory(void **state)
{
    (void)state;
    cw_case *one = make_family(NULL);
    cw_record *mia = family_find(one, "mia");
    size_t bytes = one->arena.bytes;
    assert_int_equal(model_set_text(mia, F(MEMBER_ID), S("ssw")), CW_ERR_DUPLICATE);
    assert_int_equal(one->arena.bytes, bytes);
    assert_ptr_equal(model_find(one, S("mia")), mia);
    model_case_release(one);
}

/* An extra that stands for a field is gone once the field is set; the others stay in order and are found. */
static void setting_a_field_takes_its_extra_away(void **state)
{
    enum { EXTRAS = 20 };
    (void)state;
    for (int at = 0; at < EXTRAS; at++) {
        cw_case *one = make_family(NULL);
        cw_record *order = add_entry(one, MODEL_KIND_NOTE, "note", 19000);
        char key[16];
        for (int i = 0; i < EXTRAS; i++) {
            snprintf(key, sizeof key, "k%d", i);
            assert_int_equal(model_add_extra(order, i == at ? S("text") : S(key), S("1")), CW_OK);
        }
        assert_int_equal(model_set_text(order, F(ENTRY_TEXT), S("\xFF")), CW_ERR_UTF8);
        assert_int_equal(order->extra_count, EXTRAS);
        assert_int_equal(model_set_text(order, F(ENTRY_TEXT), S("x")), CW_OK);
        assert_int_equal(model_add_extra(order, S("last"), S("2")), CW_OK);
        const model_extra *extra = order->extras;
        for (int i = 0; i < EXTRAS; i++) {
            snprintf(key, sizeof key, "k%d", i);
            if (i == at) continue;
            assert_true(base_str_is(extra->key, key));
            extra = extra->next;
        }
        assert_true(base_str_is(extra->key, "last"));
        assert_null(extra->next);
        assert_int_equal(order->extra_count, EXTRAS);
        model_case_release(one);
    }
}

static void a_frozen_case_is_not_edited(void **state)
{
    (void)state;
    cw_diag *diag;
    assert_int_equal(cw_diag_new(NULL, &diag), CW_OK);
    cw_case *one = make_family(NULL);
    assert_int_equal(model_case_freeze(one, diag, NULL, NULL), CW_OK);
    for (int step = 0; step < FAMILY_STEPS; step++) assert_int_equal(family_step(one, step), CW_ERR_FROZEN);
    assert_int_equal(model_remove(family_find(one, "mia")), CW_ERR_FROZEN);
    assert_int_equal(model_clear(one->root, F(CASE_CLOSED)), CW_ERR_FROZEN);
    assert_int_equal(model_set_null(one->root, F(CASE_CLOSED)), CW_ERR_FROZEN);
    assert_dump(one, family_dump);
    model_case_release(one);
    cw_diag_unref(diag);
}

/* Makes the case with the n-th allocation refused once. False when there was no n-th. */
static bool make_with_refusal(long n)
{
    host self = { 0 };
    cw_context *context = host_context(&self);
    cw_case *one = NULL;
    host_refuse(&self, n);
    cw_status status = model_case_new(base_context_use(context), &one);
    bool refused = status != CW_OK;
    if (refused) {
        assert_int_equal(status, CW_ERR_NOMEM);
        assert_null(one);
        assert_int_equal(model_case_new(base_context_use(context), &one), CW_OK);
    }
    for (int step = 0; step < FAMILY_STEPS; step++) {
        base_buffer before = dump(one);
        status = family_step(one, step);
        if (status != CW_OK) {
            base_buffer after = dump(one);
            assert_int_equal(status, CW_ERR_NOMEM);
            assert_string_equal(before.data, after.data);
            base_buffer_finish(&after);
            assert_int_equal(family_step(one, step), CW_OK);
            refused = true;
        }
        base_buffer_finish(&before);
    }
    assert_dump(one, family_dump);
    model_case_release(one);
    cw_context_unref(context);
    assert_int_equal(self.pieces, 0);
    return refused;
}

static void every_allocation_may_fail(void **state)
{
    (void)state;
    long n = 1;
    while (make_with_refusal(n)) n++;
    assert_true(n > 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_new_case_has_a_root_and_nothing_else),
        cmocka_unit_test(every_type_of_field_can_be_set),
        cmocka_unit_test(ids_are_unique_in_the_whole_case),
        cmocka_unit_test(a_renamed_record_is_found_by_its_new_id),
        cmocka_unit_test(removing_takes_all_that_is_owned),
        cmocka_unit_test(rows_after_a_removed_one_move_up),
        cmocka_unit_test(an_owned_row_is_made_once_and_can_be_taken_out),
        cmocka_unit_test(states_of_owned_rows_take_them_out),
        cmocka_unit_test(kinds_must_fit_the_list),
        cmocka_unit_test(a_row_without_an_id_field_takes_no_id),
        cmocka_unit_test(values_that_do_not_fit_are_refused),
        cmocka_unit_test(values_at_their_edges_are_taken),
        cmocka_unit_test(a_text_has_a_limit),
        cmocka_unit_test(numbers_keep_their_shortest_text),
        cmocka_unit_test(setting_again_and_again_is_bounded),
        cmocka_unit_test(a_text_that_grows_leaves_little_behind),
        cmocka_unit_test(a_text_may_be_set_from_itself),
        cmocka_unit_test(lists_grow_and_keep_their_order),
        cmocka_unit_test(many_extras_stay_in_order_and_are_replaced),
        cmocka_unit_test(room_is_made_for_a_list_known_to_be_empty),
        cmocka_unit_test(a_taken_id_costs_no_memory),
        cmocka_unit_test(setting_a_field_takes_its_extra_away),
        cmocka_unit_test(a_frozen_case_is_not_edited),
        cmocka_unit_test(every_allocation_may_fail),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
