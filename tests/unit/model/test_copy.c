/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "base/host.h"
#include "model/family.h"

static cw_case *copy_of(const cw_case *from)
{
    cw_case *copy = NULL;
    assert_int_equal(model_case_copy(from, &copy), CW_OK);
    return copy;
}

static void a_copy_holds_the_same(void **state)
{
    (void)state;
    cw_case *one = make_family(NULL), *copy = copy_of(one);
    assert_dump(copy, family_dump);
    assert_ptr_not_equal(family_find(copy, "t1"), family_find(one, "t1"));
    assert_ptr_equal(family_find(copy, "t1")->owner, copy);
    assert_ptr_equal(family_find(copy, "t1")->parent, family_find(copy, "o1"));
    model_case_release(one);
    assert_dump(copy, family_dump);   /* nothing is shared with what is gone */
    model_case_release(copy);
}

static void changing_a_copy_leaves_the_first_alone(void **state)
{
    (void)state;
    cw_case *one = make_family(NULL), *copy = copy_of(one);
    cw_record *mia = family_find(copy, "mia");
    assert_int_equal(model_set_text(mia, F(MEMBER_NAME), S("Leo")), CW_OK);
    assert_int_equal(model_append_text(mia, F(MEMBER_TRIBES), S("Navajo")), CW_OK);
    assert_int_equal(model_append_word(mia, F(MEMBER_ROLES), MODEL_WORD_ROLE_SIBLING), CW_OK);
    assert_int_equal(model_add_extra(family_find(copy, "u1"), S("xa"), S("0")), CW_OK);
    assert_int_equal(model_add_extra(family_find(copy, "u1"), S("new"), S("0")), CW_OK);
    assert_int_equal(model_remove(family_find(copy, "p1")), CW_OK);
    assert_dump(one, family_dump);
    assert_dump(copy, "case{ id=k1 types=[in_home_cps,kinship_care] opened=2022-01-08 court_involved=true members=["
        "member{ id=mia name=Leo roles=[child,sibling] born=null living=home custodian=ssw parents=[] tribes=[Cherokee,Navajo]},"
        "member{ id=ssw}] plans=[] record=[review{ id=r1 date=2022-01-28 ratings=[rating{ score=7}]},"
        "unrecognised_entry{eclipse id=u1 date=2022-01-23 +xa=0 +xb={\"longer\": \"than before\"} +xc=[1, 2] +xd=[1, 2] "
        "+xe=[1, 2] +xf=[1, 2] +xg=[1, 2] +xh=[1, 2] +xi=[1, 2] +xj=[1, 2] +new=0}]} records=6 ids=5");
    model_case_release(one);
    model_case_release(copy);
}

static void a_copy_of_a_frozen_case_can_be_edited_and_frozen(void **state)
{
    (void)state;
    cw_diag *diag;
    assert_int_equal(cw_diag_new(NULL, &diag), CW_OK);
    cw_case *one = make_family(NULL);
    assert_int_equal(model_case_freeze(one, diag, NULL, NULL), CW_OK);
    cw_case *copy = copy_of(one);
    assert_false(copy->frozen);
    assert_int_equal(copy->entries.count, 0);
    assert_int_equal(model_set_day(copy->root, F(CASE_CLOSED), 19500), CW_OK);
    assert_int_equal(model_case_freeze(copy, diag, NULL, NULL), CW_OK);
    assert_int_equal(copy->entries.count, 2);
    model_reference *owners = family_find(copy, "t1")->slots[MODEL_SLOT_TASK_OWNERS].as.list->items;
    assert_ptr_equal(owners[0].target, family_find(copy, "ssw"));
    model_case_release(one);
    model_case_release(copy);
    cw_diag_unref(diag);
}

static void what_edits_left_behind_is_not_copied(void **state)
{
    (void)state;
    cw_case *one = make_family(NULL), *fresh = copy_of(one);
    for (int i = 0; i < 100; i++) {
        cw_record *row = add_row(one->root, F(CASE_MEMBERS), MODEL_KIND_MEMBER, "passing");
        assert_int_equal(model_remove(row), CW_OK);
    }
    cw_case *copy = copy_of(one);
    assert_dump(copy, family_dump);
    assert_true(one->arena.bytes > copy->arena.bytes);
    assert_int_equal(copy->arena.bytes, fresh->arena.bytes);
    model_case_release(one);
    model_case_release(fresh);
    model_case_release(copy);
}

static void an_empty_case_can_be_copied(void **state)
{
    (void)state;
    cw_case *one = new_case(NULL), *copy = copy_of(one);
    assert_dump(copy, "case{} records=1 ids=0");
    model_case_release(one);
    model_case_release(copy);
}

static void every_allocation_may_fail(void **state)
{
    (void)state;
    bool refused = true;
    long n = 1;
    for (; refused; n++) {
        host self = { 0 };
        cw_context *context = host_context(&self);
        cw_case *one = make_family(context), *copy = one;
        long pieces = self.pieces;
        host_refuse(&self, n);
        cw_status status = model_case_copy(one, &copy);
        refused = status != CW_OK;
        if (refused) {
            assert_int_equal(status, CW_ERR_NOMEM);
            assert_null(copy);
            assert_int_equal(self.pieces, pieces);
            assert_dump(one, family_dump);
            assert_int_equal(model_case_copy(one, &copy), CW_OK);
        }
        assert_dump(copy, family_dump);
        model_case_release(one);
        model_case_release(copy);
        cw_context_unref(context);
        assert_int_equal(self.pieces, 0);
    }
    assert_true(n > 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_copy_holds_the_same),
        cmocka_unit_test(changing_a_copy_leaves_the_first_alone),
        cmocka_unit_test(a_copy_of_a_frozen_case_can_be_edited_and_frozen),
        cmocka_unit_test(what_edits_left_behind_is_not_copied),
        cmocka_unit_test(an_empty_case_can_be_copied),
        cmocka_unit_test(every_allocation_may_fail),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
