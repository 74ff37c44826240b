/* SPDX-License-Identifier: MIT */
/* Earlier values of dated fields: how they are given, what freezing finds wrong, and what holds on a day. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include "base/host.h"
#include "model/family.h"
#include "model/history.h"

static cw_record *add_past(cw_record *record, int64_t until)
{
    const model_field *list = model_history_of(record->kind);
    cw_record *row = add_row(record, list, list->target, "");
    if (until >= 0) assert_int_equal(model_set_day(row, model_field_at(row->kind, 0), until), CW_OK);
    return row;
}

static cw_record *lived(cw_record *member, int32_t word, int64_t until)
{
    cw_record *row = add_past(member, until);
    assert_int_equal(model_set_word(row, F(MEMBER_HISTORY_LIVING), word), CW_OK);
    return row;
}

static void expect_freeze(cw_case *one, cw_status expected, const char *message)
{
    cw_diag *diag;
    assert_int_equal(cw_diag_new(NULL, &diag), CW_OK);
    assert_int_equal(model_case_freeze(one, diag, NULL, NULL), expected);
    assert_int_equal(cw_diag_count(diag), message != NULL);
    if (message != NULL) assert_string_equal(cw_diag_message(diag, 0), message);
    cw_diag_unref(diag);
}

/* The word on a day; -1: the present value, -2: not known. */
static int32_t word_on(const cw_record *member, int64_t day)
{
    model_place place;
    if (!model_value_on(member, F(MEMBER_LIVING), day, &place)) return -2;
    return place.record == member ? -1 : (int32_t)place.record->slots[place.field->slot].as.integer;
}

static void the_earliest_end_that_is_not_past_holds(void **state)
{
    (void)state;
    enum { HOME = MODEL_WORD_LIVING_HOME, KIN = MODEL_WORD_LIVING_KIN, FOSTER = MODEL_WORD_LIVING_FOSTER };
    static const struct { int64_t day; int32_t word; } expected[] = {
        { 0, KIN }, { 100, KIN }, { 101, HOME }, { 200, HOME }, { 201, FOSTER }, { 300, FOSTER }, { 301, -1 } };
    cw_case *one = make_family(NULL);
    cw_record *mia = family_find(one, "mia"), *ssw = family_find(one, "ssw");
    lived(mia, HOME, 200);
    assert_int_equal(model_append_word(add_past(mia, 250), F(MEMBER_HISTORY_ROLES), MODEL_WORD_ROLE_FRIEND), CW_OK);
    lived(mia, FOSTER, 300);
    lived(mia, KIN, 100);
    expect_freeze(one, CW_OK, NULL);
    for (size_t i = 0; i < sizeof expected / sizeof expected[0]; i++) {
        assert_int_equal(word_on(mia, expected[i].day), expected[i].word);
        assert_int_equal(word_on(ssw, expected[i].day), -1);
        model_place written = model_written_on(mia, F(MEMBER_LIVING), expected[i].day);
        assert_true((written.record == mia) == (expected[i].word == -1));
    }
    assert_null(ssw->past);
    model_case_release(one);
}

static void an_end_that_is_not_known_may_be_any_day(void **state)
{
    (void)state;
    model_place place;
    cw_case *one = make_family(NULL);
    cw_record *mia = family_find(one, "mia");
    lived(mia, MODEL_WORD_LIVING_KIN, 100);
    cw_record *open = lived(mia, MODEL_WORD_LIVING_KIN, -1);
    expect_freeze(one, CW_OK, NULL);
    assert_int_equal(word_on(mia, 100), MODEL_WORD_LIVING_KIN);
    assert_int_equal(word_on(mia, 101), -2);
    assert_false(model_value_on(mia, F(MEMBER_LIVING), 101, &place));
    assert_ptr_equal(place.record, open);
    assert_ptr_equal(place.field, F(MEMBER_HISTORY_UNTIL));
    assert_ptr_equal(model_written_on(mia, F(MEMBER_LIVING), 101).record, mia);
    assert_true(model_value_on(mia, F(MEMBER_ROLES), 0, &place));
    assert_ptr_equal(place.record, mia);
    model_case_release(one);
}

static void a_history_that_is_not_known_leaves_nothing_known(void **state)
{
    (void)state;
    model_place place;
    cw_case *one = make_family(NULL);
    cw_record *mia = family_find(one, "mia");
    assert_int_equal(model_set_null(mia, F(MEMBER_HISTORY)), CW_OK);
    expect_freeze(one, CW_OK, NULL);
    assert_false(model_value_on(mia, F(MEMBER_LIVING), 0, &place));
    assert_ptr_equal(place.record, mia);
    assert_ptr_equal(place.field, F(MEMBER_HISTORY));
    assert_ptr_equal(model_written_on(mia, F(MEMBER_LIVING), 0).record, mia);
    model_case_release(one);
}

static void each_row_is_of_one_field_and_day(void **state)
{
    (void)state;
    cw_case *one = make_family(NULL);
    cw_record *mia = family_find(one, "mia"), *row = add_past(mia, 100);
    expect_freeze(one, CW_ERR_INPUT, "`members/0/history/0` must say what one field was, and of one field only");
    assert_int_equal(model_set_word(row, F(MEMBER_HISTORY_LIVING), MODEL_WORD_LIVING_KIN), CW_OK);
    assert_int_equal(model_append_text(row, F(MEMBER_HISTORY_TRIBES), S("a")), CW_OK);
    expect_freeze(one, CW_ERR_INPUT, "`members/0/history/0` must say what one field was, and of one field only");
    assert_int_equal(model_clear(row, F(MEMBER_HISTORY_TRIBES)), CW_OK);
    cw_record *twice = lived(mia, MODEL_WORD_LIVING_HOME, 100);
    expect_freeze(one, CW_ERR_INPUT, "`mia.living` has two values until 1970-04-11");
    assert_null(mia->past);
    assert_int_equal(model_clear(twice, F(MEMBER_HISTORY_UNTIL)), CW_OK);
    assert_int_equal(model_set_reference(add_past(mia, 100), F(MEMBER_HISTORY_CUSTODIAN), S("nobody")), CW_OK);
    expect_freeze(one, CW_ERR_INPUT, "`members/0/history/2.custodian` refers to `nobody`, which is no id of this case");
    assert_int_equal(model_remove(model_row_at(mia, F(MEMBER_HISTORY), 2)), CW_OK);
    expect_freeze(one, CW_OK, NULL);
    model_case_release(one);
}

/* Every value is found where a walk through all rows finds it. */
static void finds_what_a_walk_finds(void **state)
{
    (void)state;
    enum { ROWS = 200 };
    cw_case *one = make_family(NULL);
    cw_record *mia = family_find(one, "mia");
    for (int64_t i = 0; i < ROWS; i++) lived(mia, (int32_t)(i % 3), i * 73 % ROWS * 2);
    expect_freeze(one, CW_OK, NULL);
    for (int64_t day = 0; day < 2 * ROWS + 2; day++) {
        int32_t wanted = -1;
        int64_t best = INT64_MAX;
        for (int64_t i = 0; i < ROWS; i++) {
            int64_t until = i * 73 % ROWS * 2;
            if (until < day || until >= best) continue;
            best = until;
            wanted = (int32_t)(i % 3);
        }
        assert_int_equal(word_on(mia, day), wanted);
    }
    model_case_release(one);
}

static void a_copy_has_the_same_history(void **state)
{
    (void)state;
    cw_case *one = make_family(NULL), *copy = NULL;
    cw_record *mia = family_find(one, "mia");
    lived(mia, MODEL_WORD_LIVING_KIN, 100);
    assert_int_equal(model_set_reference(add_past(mia, -1), F(MEMBER_HISTORY_CUSTODIAN), S("ssw")), CW_OK);
    expect_freeze(one, CW_OK, NULL);
    assert_int_equal(model_case_copy(one, &copy), CW_OK);
    base_buffer first = dump(one);
    assert_dump(copy, first.data);
    base_buffer_finish(&first);
    model_case_release(one);
    mia = family_find(copy, "mia");
    assert_null(mia->past);
    expect_freeze(copy, CW_OK, NULL);
    assert_int_equal(word_on(mia, 100), MODEL_WORD_LIVING_KIN);
    model_case_release(copy);
}

static void freezing_survives_every_refusal(void **state)
{
    (void)state;
    host host = { 0 };
    cw_context *context = host_context(&host);
    cw_case *one = make_family(context);
    cw_record *mia = family_find(one, "mia");
    for (int64_t i = 0; i < 60; i++) lived(mia, MODEL_WORD_LIVING_KIN, 100 - i);
    base_buffer before = dump(one);
    cw_diag *diag;
    cw_status status = CW_ERR_NOMEM;
    assert_int_equal(cw_diag_new(NULL, &diag), CW_OK);
    for (long nth = 1; status == CW_ERR_NOMEM; nth++) {
        host_refuse(&host, nth);
        status = model_case_freeze(one, diag, NULL, NULL);
        assert_true(status == CW_OK || (status == CW_ERR_NOMEM && mia->past == NULL && !one->frozen));
        assert_dump(one, before.data);
        assert_in_range(nth, 1, 200);
    }
    assert_int_equal(status, CW_OK);
    assert_int_equal(word_on(mia, 50), MODEL_WORD_LIVING_KIN);
    base_buffer_finish(&before);
    cw_diag_unref(diag);
    model_case_release(one);
    cw_context_unref(context);
    assert_int_equal(host.pieces, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_earliest_end_that_is_not_past_holds),
        cmocka_unit_test(an_end_that_is_not_known_may_be_any_day),
        cmocka_unit_test(a_history_that_is_not_known_leaves_nothing_known),
        cmocka_unit_test(each_row_is_of_one_field_and_day),
        cmocka_unit_test(finds_what_a_walk_finds),
        cmocka_unit_test(a_copy_has_the_same_history),
        cmocka_unit_test(freezing_survives_every_refusal),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
