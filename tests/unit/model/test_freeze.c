/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <inttypes.h>
#include <stdio.h>
#include "base/host.h"
#include "model/family.h"

static cw_diag *new_diag(cw_context *context)
{
    cw_diag *diag;
    assert_int_equal(cw_diag_new(context, &diag), CW_OK);
    return diag;
}

static cw_status freeze(cw_case *one, cw_diag *diag)
{
    return model_case_freeze(one, diag, NULL, NULL);
}

/* Freezes, expects exactly these messages (and helps; NULL ends them), and that the case is as it was. */
static void expect_problems(cw_case *one, const char *const (*problems)[2])
{
    cw_diag *diag = new_diag(NULL);
    base_buffer before = dump(one);
    assert_int_equal(freeze(one, diag), CW_ERR_INPUT);
    int64_t i = 0;
    for (; problems[i][0] != NULL; i++) {
        assert_true(i < cw_diag_count(diag));
        assert_string_equal(cw_diag_message(diag, i), problems[i][0]);
        if (problems[i][1] != NULL) assert_string_equal(cw_diag_help(diag, i), problems[i][1]);
        else assert_null(cw_diag_help(diag, i));
        assert_int_equal(cw_diag_severity(diag, i), CW_SEVERITY_ERROR);
    }
    assert_int_equal(cw_diag_count(diag), i);
    assert_false(one->frozen);
    assert_dump(one, before.data);
    base_buffer_finish(&before);
    cw_diag_unref(diag);
}

static void a_whole_family_freezes(void **state)
{
    (void)state;
    cw_case *one = make_family(NULL);
    cw_diag *diag = new_diag(NULL);
    assert_int_equal(freeze(one, diag), CW_OK);
    assert_true(one->frozen);
    assert_int_equal(cw_diag_count(diag), 0);
    assert_int_equal(freeze(one, diag), CW_OK);
    assert_dump(one, family_dump);
    assert_ptr_equal(family_find(one, "t1")->slots[MODEL_SLOT_TASK_SERVICE].as.reference->target, family_find(one, "s1"));
    model_reference *owners = family_find(one, "t1")->slots[MODEL_SLOT_TASK_OWNERS].as.list->items;
    assert_ptr_equal(owners[0].target, family_find(one, "ssw"));
    assert_ptr_equal(owners[1].target, family_find(one, "mia"));
    model_case_release(one);
    cw_diag_unref(diag);
}

static void what_is_required_and_missing_is_told_at_once(void **state)
{
    (void)state;
    cw_case *one = new_case(NULL);
    cw_record *row;
    add_row(one->root, F(CASE_MEMBERS), MODEL_KIND_MEMBER, "");
    cw_record *plan = add_row(one->root, F(CASE_PLANS), MODEL_KIND_PLAN, "p1");
    add_row(plan, F(PLAN_NEEDS), MODEL_KIND_NEED, "n1");
    add_row(plan, F(PLAN_NEEDS), MODEL_KIND_NEED, "");
    add_row(plan, F(PLAN_SIGNATURES), MODEL_KIND_SIGNATURE, "");
    assert_int_equal(model_add_row(one->root, F(CASE_RECORD), MODEL_KIND_CONTACT, &row), CW_OK);
    assert_int_equal(model_set_null(row, F(ENTRY_DATE)), CW_OK);
    static const char *const problems[][2] = {
        { "`case` has no `id`, which every `case` must have", NULL },
        { "`case` has no `types`, which every `case` must have", NULL },
        { "`case` has no `opened`, which every `case` must have", NULL },
        { "`members/0` has no `id`, which every `member` must have", NULL },
        { "`plans/0/needs/1` has no `id`, which every `need` must have", NULL },
        { "`record/0` has no `date`, which every `contact` must have", NULL },
        { NULL, NULL } };
    expect_problems(one, problems);
    model_case_release(one);
}

static void a_required_fact_may_be_unknown_but_an_id_or_a_day_may_not(void **state)
{
    (void)state;
    cw_diag *diag = new_diag(NULL);
    cw_case *one = make_family(NULL);
    assert_int_equal(model_set_null(one->root, F(CASE_TYPES)), CW_OK);
    assert_int_equal(freeze(one, diag), CW_OK);
    model_case_release(one);
    one = make_family(NULL);
    assert_int_equal(model_set_null(one->root, F(CASE_ID)), CW_OK);
    assert_int_equal(model_set_null(one->root, F(CASE_OPENED)), CW_OK);
    static const char *const problems[][2] = { { "`case` has no `id`, which every `case` must have", NULL },
                                               { "`case` has no `opened`, which every `case` must have", NULL },
                                               { NULL, NULL } };
    expect_problems(one, problems);
    model_case_release(one);
    cw_diag_unref(diag);
}

static void references_must_lead_to_the_right_kind(void **state)
{
    (void)state;
    cw_case *one = make_family(NULL);
    cw_record *task = family_find(one, "t1");
    assert_int_equal(model_append_reference(task, F(TASK_OWNERS), S("p1")), CW_OK);
    assert_int_equal(model_append_reference(task, F(TASK_OWNERS), S("miaa")), CW_OK);
    assert_int_equal(model_append_reference(task, F(TASK_ADDRESSES), S("p1")), CW_OK);
    assert_int_equal(model_append_reference(task, F(TASK_ADDRESSES), S("quite different")), CW_OK);
    assert_int_equal(model_set_reference(task, F(TASK_SERVICE), S("r1")), CW_OK);
    assert_int_equal(model_set_reference(family_find(one, "p1"), F(PLAN_CONFERENCE), S("r1")), CW_OK);
    cw_record *signature = family_child(one, "p1", F(PLAN_SIGNATURES));
    assert_int_equal(model_set_reference(signature, F(SIGNATURE_MEMBER), S("nobody")), CW_OK);
    static const char *const problems[][2] = {
        { "`p1.conference` refers to `r1`: expected a record of kind `meeting`, found `review`", NULL },
        { "`plans/0/signatures/0.member` refers to `nobody`, which is no id of this case", NULL },
        { "`t1.addresses` refers to a text, which is no id of this case", NULL },
        { "`t1.owners` refers to `p1`: expected a record of kind `member`, found `plan`", NULL },
        { "`t1.owners` refers to `miaa`, which is no id of this case", "did you mean `mia`?" },
        { "`t1.service` refers to `r1`: expected a record of kind `service`, found `review`", NULL },
        { NULL, NULL } };
    expect_problems(one, problems);
    model_case_release(one);
}

static void only_what_looks_like_an_id_is_quoted(void **state)
{
    static const struct { const char *id, *shown; } rows[] = {
        { "Mia:2.b-c_", "`Mia:2.b-c_`" }, { "Leo Doe", "a text" }, { "l\xC3\xA9o", "a text" }, { "a/b", "a text" },
        { "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "`xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx`" },
        { "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "a text" } };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        cw_case *one = make_family(NULL);
        char expected[200];
        assert_int_equal(model_set_reference(family_find(one, "mia"), F(MEMBER_CUSTODIAN), S(rows[i].id)), CW_OK);
        snprintf(expected, sizeof expected, "`mia.custodian` refers to %s, which is no id of this case", rows[i].shown);
        const char *const problems[][2] = { { expected, NULL }, { NULL, NULL } };
        expect_problems(one, problems);
        model_case_release(one);
    }
}

/* Nor is it suggested: such a record is called by its path. */
static void records_with_other_ids_are_called_by_path(void **state)
{
    static const char *const problems[][2] = {
        { "`members/0.custodian` refers to `Mia_Doe`, which is no id of this case", NULL },
        { "`plans/0/signatures/0.member` refers to `mia`, which is no id of this case", NULL },
        { "`t1.owners` refers to `mia`, which is no id of this case", NULL },
        { "`t1.service` refers to `members/0`: expected a record of kind `service`, found `member`", NULL }, { NULL, NULL } };
    (void)state;
    cw_case *one = make_family(NULL);
    cw_record *mia = family_find(one, "mia");
    assert_int_equal(model_set_text(mia, F(MEMBER_ID), S("Mia Doe")), CW_OK);
    assert_int_equal(model_set_reference(mia, F(MEMBER_CUSTODIAN), S("Mia_Doe")), CW_OK);
    assert_int_equal(model_set_reference(family_find(one, "t1"), F(TASK_SERVICE), S("Mia Doe")), CW_OK);
    expect_problems(one, problems);
    model_case_release(one);
}

static void days_in_the_wrong_order_are_warned_of(void **state)
{
    (void)state;
    cw_case *one = make_family(NULL);
    cw_diag *diag = new_diag(NULL);
    cw_record *mia = family_find(one, "mia"), *order = add_entry(one, MODEL_KIND_COURT_ORDER, "co", 19100);
    assert_int_equal(model_set_day(mia, F(MEMBER_JOINED), 19000), CW_OK);
    assert_int_equal(model_set_day(mia, F(MEMBER_LEFT), 18999), CW_OK);
    assert_int_equal(model_set_day(order, F(COURT_ORDER_VACATED), 19099), CW_OK);
    assert_int_equal(freeze(one, diag), CW_OK);
    assert_int_equal(cw_diag_count(diag), 2);
    assert_string_equal(cw_diag_message(diag, 0), "`mia.left` is 2022-01-07, before its `joined`, 2022-01-08");
    assert_string_equal(cw_diag_message(diag, 1), "`co.vacated` is 2022-04-17, before its `date`, 2022-04-18");
    assert_int_equal(cw_diag_severity(diag, 1), CW_SEVERITY_WARNING);
    model_case_release(one);
    cw_diag_unref(diag);
}

static void days_in_order_are_not(void **state)
{
    (void)state;
    cw_case *one = make_family(NULL);
    cw_diag *diag = new_diag(NULL);
    cw_record *mia = family_find(one, "mia"), *order = add_entry(one, MODEL_KIND_COURT_ORDER, "co", 19100);
    assert_int_equal(model_set_day(mia, F(MEMBER_JOINED), 19000), CW_OK);
    assert_int_equal(model_set_day(mia, F(MEMBER_LEFT), 19000), CW_OK);
    assert_int_equal(model_set_null(order, F(COURT_ORDER_VACATED)), CW_OK);
    assert_int_equal(freeze(one, diag), CW_OK);
    assert_int_equal(cw_diag_count(diag), 0);
    model_case_release(one);
    cw_diag_unref(diag);
}

static void a_removed_record_leaves_references_dangling(void **state)
{
    (void)state;
    cw_case *one = make_family(NULL);
    assert_int_equal(model_remove(family_find(one, "ssw")), CW_OK);
    static const char *const problems[][2] = {
        { "`mia.custodian` refers to `ssw`, which is no id of this case", NULL },
        { "`t1.owners` refers to `ssw`, which is no id of this case", NULL }, { NULL, NULL } };
    expect_problems(one, problems);
    model_case_release(one);
}

static void a_case_is_not_closed_before_it_is_opened(void **state)
{
    (void)state;
    static const struct { int64_t closed; cw_status status; } rows[] = { { 18999, CW_ERR_INPUT }, { 19000, CW_OK }, { 19001, CW_OK } };
    for (int i = 0; i < 3; i++) {
        cw_case *one = make_family(NULL);
        cw_diag *diag = new_diag(NULL);
        assert_int_equal(model_set_day(one->root, F(CASE_CLOSED), rows[i].closed), CW_OK);
        assert_int_equal(freeze(one, diag), rows[i].status);
        if (rows[i].status != CW_OK) {
            assert_int_equal(cw_diag_count(diag), 1);
            assert_string_equal(cw_diag_message(diag, 0), "the case is closed on 2022-01-07, before it is opened on 2022-01-08");
        }
        model_case_release(one);
        cw_diag_unref(diag);
    }
}

static void locate(void *user, const cw_record *record, const model_field *field, int64_t item, base_place *place)
{
    base_buffer *pointer = user;
    base_buffer_clear(pointer);
    base_putf(pointer, "%s:%s:%d", model_kind_at(record->kind)->name, field != NULL ? field->name : "-", (int)item);
    place->pointer = (base_str){ pointer->data, pointer->length };
}

static void a_reader_says_where_in_its_document(void **state)
{
    (void)state;
    cw_diag *diag = new_diag(NULL);
    cw_case *one = make_family(NULL);
    base_buffer pointer;
    base_buffer_init(&pointer, NULL);
    assert_int_equal(model_clear(one->root, F(CASE_TYPES)), CW_OK);
    assert_int_equal(model_set_day(one->root, F(CASE_CLOSED), 0), CW_OK);
    assert_int_equal(model_append_reference(family_find(one, "t1"), F(TASK_OWNERS), S("s1")), CW_OK);
    assert_int_equal(model_set_reference(family_find(one, "mia"), F(MEMBER_CUSTODIAN), S("zzz")), CW_OK);
    assert_int_equal(model_case_freeze(one, diag, locate, &pointer), CW_ERR_INPUT);
    static const char *const places[] = { "case:-:-1", "member:custodian:-1", "task:owners:2", "case:closed:-1" };
    assert_int_equal(cw_diag_count(diag), 4);
    for (int i = 0; i < 4; i++) assert_string_equal(cw_diag_pointer(diag, i), places[i]);
    base_buffer_finish(&pointer);
    model_case_release(one);
    cw_diag_unref(diag);
}

/* A case with nothing but what is required. */
static cw_case *bare_case(void)
{
    cw_case *one = new_case(NULL);
    for (int step = 0; step < 3; step++) assert_int_equal(family_step(one, step), CW_OK);
    return one;
}

static void entries_are_sorted_by_day_then_document_order(void **state)
{
    (void)state;
    for (int count = 0; count < 40; count++) {
        cw_case *one = bare_case();
        cw_diag *diag = new_diag(NULL);
        uint32_t random = 12345u + (uint32_t)count;
        for (int i = 0; i < count; i++) {
            random = random * 1103515245u + 12345u;
            add_entry(one, (random >> 8) % 3 == 0 ? MODEL_KIND_CONTACT : MODEL_KIND_NOTE, "", 19000 + (random >> 16) % 7);
        }
        assert_int_equal(freeze(one, diag), CW_OK);
        assert_int_equal(one->entries.count, count);
        int64_t kinds = 0;
        for (int32_t kind = 0; kind < MODEL_KIND_COUNT; kind++) {
            model_view view = one->by_kind[kind];
            kinds += view.count;
            for (int64_t i = 0; i < view.count; i++) assert_int_equal(view.items[i]->kind, kind);
        }
        assert_int_equal(kinds, count);
        for (int i = 1; i < count; i++) {
            cw_record *a = one->entries.items[i - 1], *b = one->entries.items[i];
            int64_t first = a->slots[MODEL_SLOT_ENTRY_DATE].as.integer, second = b->slots[MODEL_SLOT_ENTRY_DATE].as.integer;
            assert_true(first < second || (first == second && a->position < b->position));
        }
        model_view contacts = one->by_kind[MODEL_KIND_CONTACT];
        for (int64_t i = 1, j = 0; i < contacts.count; i++) {
            while (one->entries.items[j] != contacts.items[i - 1]) j++;
            while (one->entries.items[j] != contacts.items[i]) assert_true(++j < count);
        }
        model_case_release(one);
        cw_diag_unref(diag);
    }
}

static void plans_are_sorted_by_the_day_from_which_they_hold(void **state)
{
    (void)state;
    static const struct { const char *id; int developed, effective; } rows[] = {
        { "none", 0, 0 }, { "late", 300, 0 }, { "moved", 50, 200 }, { "first", 100, 0 }, { "tie", 0, 200 } };
    static const char *const order[] = { "first", "moved", "tie", "late", "none" };
    cw_case *one = bare_case();
    cw_diag *diag = new_diag(NULL);
    for (int i = 0; i < 5; i++) {
        cw_record *plan = add_row(one->root, F(CASE_PLANS), MODEL_KIND_PLAN, rows[i].id);
        add_row(one->root, F(CASE_MEMBERS), MODEL_KIND_MEMBER, (const char *[]){ "e", "d", "c", "b", "a" }[i]);
        if (rows[i].developed) assert_int_equal(model_set_day(plan, F(PLAN_DEVELOPED), rows[i].developed), CW_OK);
        if (rows[i].effective) assert_int_equal(model_set_day(plan, F(PLAN_EFFECTIVE), rows[i].effective), CW_OK);
    }
    assert_int_equal(freeze(one, diag), CW_OK);
    assert_int_equal(one->plans.count, 5);
    assert_int_equal(one->members.count, 5);
    for (int i = 0; i < 5; i++) {
        assert_true(base_str_is(model_record_id(one->plans.items[i]), order[i]));
        assert_int_equal(one->members.items[i]->position, i);
    }
    model_case_release(one);
    cw_diag_unref(diag);
}

static void every_allocation_may_fail(void **state)
{
    (void)state;
    bool refused = true;
    long n = 1;
    for (; refused; n++) {
        host self = { 0 };
        cw_context *context = host_context(&self);
        cw_case *one = make_family(context);
        cw_diag *diag = new_diag(context);
        host_refuse(&self, n);
        cw_status status = freeze(one, diag);
        refused = status != CW_OK;
        if (refused) {
            assert_int_equal(status, CW_ERR_NOMEM);
            assert_false(one->frozen);
            assert_null(one->by_kind);
            assert_int_equal(one->entries.count, 0);
            assert_dump(one, family_dump);
            assert_int_equal(freeze(one, diag), CW_OK);
        }
        assert_int_equal(one->entries.count, 2);
        model_case_release(one);
        cw_diag_unref(diag);
        cw_context_unref(context);
        assert_int_equal(self.pieces, 0);
    }
#ifdef BASE_ARENA_PIECES
    assert_true(n > 5);          /* otherwise the case may have room enough for its views */
#endif
}

static void memory_may_fail_while_problems_are_told(void **state)
{
    (void)state;
    bool refused = true;
    for (long n = 1; refused; n++) {
        host self = { 0 };
        cw_context *context = host_context(&self);
        cw_case *one = make_family(context);
        assert_int_equal(model_remove(family_find(one, "ssw")), CW_OK);
        assert_int_equal(model_set_reference(family_find(one, "mia"), F(MEMBER_CUSTODIAN), S("miaa")), CW_OK);
        assert_int_equal(model_set_day(one->root, F(CASE_CLOSED), 0), CW_OK);
        assert_int_equal(model_clear(one->root, F(CASE_TYPES)), CW_OK);
        cw_diag *diag = new_diag(context);
        host_refuse(&self, n);
        cw_status status = freeze(one, diag);
        refused = self.calls >= n;
        host_refuse(&self, 0);   /* none from here on */
        assert_int_equal(status, refused ? CW_ERR_NOMEM : CW_ERR_INPUT);
        assert_false(one->frozen);
        cw_diag_clear(diag);
        assert_int_equal(freeze(one, diag), CW_ERR_INPUT);
        assert_int_equal(cw_diag_count(diag), 4);
        model_case_release(one);
        cw_diag_unref(diag);
        cw_context_unref(context);
        assert_int_equal(self.pieces, 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_whole_family_freezes),
        cmocka_unit_test(what_is_required_and_missing_is_told_at_once),
        cmocka_unit_test(a_required_fact_may_be_unknown_but_an_id_or_a_day_may_not),
        cmocka_unit_test(references_must_lead_to_the_right_kind),
        cmocka_unit_test(only_what_looks_like_an_id_is_quoted),
        cmocka_unit_test(records_with_other_ids_are_called_by_path),
        cmocka_unit_test(days_in_the_wrong_order_are_warned_of),
        cmocka_unit_test(days_in_order_are_not),
        cmocka_unit_test(a_removed_record_leaves_references_dangling),
        cmocka_unit_test(a_case_is_not_closed_before_it_is_opened),
        cmocka_unit_test(a_reader_says_where_in_its_document),
        cmocka_unit_test(entries_are_sorted_by_day_then_document_order),
        cmocka_unit_test(plans_are_sorted_by_the_day_from_which_they_hold),
        cmocka_unit_test(every_allocation_may_fail),
        cmocka_unit_test(memory_may_fail_while_problems_are_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
