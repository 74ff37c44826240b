/* SPDX-License-Identifier: MIT */
#include "fixture.h"

static void is_made(void **state)
{
    heap memory = {.fail_at = -1};
    cw_context *context = heap_context(&memory);
    cw_case *one = NULL;
    (void)state;
    assert_int_equal(cw_case_new(NULL, "c", 0, NULL), CW_ERR_ARGUMENT);
    assert_int_equal(cw_case_new(NULL, NULL, 0, &one), CW_ERR_ARGUMENT);
    assert_int_equal(cw_case_new(NULL, "", 0, &one), CW_ERR_VALUE);
    assert_int_equal(cw_case_new(NULL, "c", CW_DATE_UNKNOWN, &one), CW_ERR_VALUE);
    assert_null(one);
    memory.fail_at = 0;
    assert_int_equal(cw_case_new(context, "c", 0, &one), CW_ERR_NOMEM);
    assert_null(one);
    memory.fail_at = -1;
    assert_int_equal(cw_case_new(context, "c", 0, &one), CW_OK);
    cw_context_unref(context);
    assert_ptr_equal(cw_case_ref(one), one);
    cw_case_unref(one);
    assert_string_equal(cw_record_id(cw_case_record(one)), "c");
    cw_case_unref(one);
    assert_int_equal(memory.live, 0);
}

static void adds(void **state)
{
    cw_case *one = fixture_editable(NULL);
    cw_member *member = NULL;
    cw_plan *plan = NULL;
    cw_objective *objective = NULL;
    cw_task *task = NULL;
    cw_entry *entry = NULL;
    (void)state;
    assert_int_equal(cw_case_add_member(one, "m", &member), CW_OK);
    assert_int_equal(cw_case_add_plan(one, "p", &plan), CW_OK);
    assert_int_equal(cw_plan_add_objective(plan, "o", &objective), CW_OK);
    assert_int_equal(cw_objective_add_task(objective, "t", &task), CW_OK);
    assert_int_equal(cw_case_add_entry(one, "contact", 19800, "e", &entry), CW_OK);
    assert_int_equal(cw_case_add_entry(one, "note", 19800, NULL, NULL), CW_OK);
    assert_int_equal(cw_case_add_member(one, "m2", NULL), CW_OK);
    assert_ptr_equal(cw_case_find_member(one, "m"), member);
    assert_ptr_equal(cw_case_find_plan(one, "p"), plan);
    assert_ptr_equal(cw_case_find_objective(one, "o"), objective);
    assert_ptr_equal(cw_case_find_task(one, "t"), task);
    assert_ptr_equal(cw_case_find_entry(one, "e"), entry);
    assert_ptr_equal(cw_case_find(one, "t"), cw_task_record(task));
    assert_int_equal(cw_record_kind(cw_entry_record(entry)), CW_KIND_CONTACT);
    cw_case_unref(one);
}

static void refuses_to_add(void **state)
{
    cw_case *one = fixture_editable(NULL);
    cw_plan *plan = cw_case_find_plan(one, "p1");
    cw_objective *objective = cw_case_find_objective(one, "o1");
    cw_member *member = NULL;
    (void)state;
    assert_int_equal(cw_case_add_member(NULL, "m", &member), CW_ERR_ARGUMENT);
    assert_int_equal(cw_case_add_member(one, NULL, &member), CW_ERR_ARGUMENT);
    assert_int_equal(cw_case_add_member(one, "", &member), CW_ERR_VALUE);
    assert_int_equal(cw_case_add_member(one, "t1", &member), CW_ERR_DUPLICATE);
    assert_int_equal(cw_case_add_member(one, "\xff", &member), CW_ERR_UTF8);
    assert_null(member);
    assert_int_equal(cw_case_add_plan(NULL, "p", NULL), CW_ERR_ARGUMENT);
    assert_int_equal(cw_case_add_plan(one, "ann", NULL), CW_ERR_DUPLICATE);
    assert_int_equal(cw_plan_add_objective(NULL, "o", NULL), CW_ERR_ARGUMENT);
    assert_int_equal(cw_plan_add_objective(plan, "ann", NULL), CW_ERR_DUPLICATE);
    assert_int_equal(cw_objective_add_task(NULL, "t", NULL), CW_ERR_ARGUMENT);
    assert_int_equal(cw_objective_add_task(objective, "", NULL), CW_ERR_VALUE);
    assert_int_equal(cw_case_add_entry(NULL, "note", 0, NULL, NULL), CW_ERR_ARGUMENT);
    assert_int_equal(cw_case_add_entry(one, NULL, 0, NULL, NULL), CW_ERR_ARGUMENT);
    assert_int_equal(cw_case_add_entry(one, "nothing", 0, NULL, NULL), CW_ERR_VALUE);
    assert_int_equal(cw_case_add_entry(one, "note", CW_DATE_NONE, NULL, NULL), CW_ERR_VALUE);
    assert_int_equal(cw_case_add_entry(one, "note", 0, "ann", NULL), CW_ERR_DUPLICATE);
    assert_int_equal(cw_case_member_count(one), 3);
    assert_int_equal(cw_case_entry_count(one), 2);
    cw_case_unref(one);
}

/* Adds until memory runs out, which must not take long once nothing is left. */
static void runs_out_of_memory_while_adding(void **state)
{
    heap memory = {.fail_at = -1};
    cw_context *context = heap_context(&memory);
    cw_case *one = fixture_editable(context);
    cw_status status = CW_OK;
    char id[] = "a0000";
    (void)state;
    memory.fail_at = 0;
    int64_t added = 0;
    for (; added < 10000 && status == CW_OK; added++) {
        for (int at = 4, rest = (int)added; at > 0; at--, rest /= 10)
            id[at] = (char)('0' + rest % 10);
        status = cw_case_add_member(one, id, NULL);
    }
    assert_int_equal(status, CW_ERR_NOMEM);
    assert_int_equal(cw_case_member_count(one), 3 + added - 1);
    assert_null(cw_case_find(one, id));
    memory.fail_at = -1;
    assert_int_equal(cw_case_add_member(one, id, NULL), CW_OK);
    cw_case_unref(one);
    cw_context_unref(context);
    assert_int_equal(memory.live, 0);
}

static void counts_and_finds(void **state)
{
    cw_case *one = fixture_case(NULL);
    cw_plan *plan = cw_case_plan_at(one, 0);
    cw_objective *objective = cw_plan_objective_at(plan, 0);
    (void)state;
    assert_int_equal(cw_case_member_count(one), 3);
    assert_int_equal(cw_case_plan_count(one), 1);
    assert_int_equal(cw_case_entry_count(one), 2);
    assert_int_equal(cw_plan_objective_count(plan), 1);
    assert_int_equal(cw_objective_task_count(objective), 2);
    assert_string_equal(cw_member_id(cw_case_member_at(one, 1)), "leo");
    assert_string_equal(cw_plan_id(plan), "p1");
    assert_string_equal(cw_entry_id(cw_case_entry_at(one, 0)), "e1");
    assert_null(cw_entry_id(cw_case_entry_at(one, 1)));
    assert_string_equal(cw_task_id(cw_objective_task_at(objective, 1)), "t2");
    assert_null(cw_case_member_at(one, -1));
    assert_null(cw_case_member_at(one, 3));
    assert_null(cw_case_plan_at(one, 1));
    assert_null(cw_case_entry_at(one, 2));
    assert_null(cw_plan_objective_at(plan, 1));
    assert_null(cw_objective_task_at(objective, 2));
    assert_null(cw_case_find(one, "nobody"));
    assert_null(cw_case_find(one, NULL));
    assert_null(cw_case_find_member(one, "t1"));
    assert_null(cw_case_find_plan(one, "ann"));
    assert_null(cw_case_find_objective(one, "ann"));
    assert_null(cw_case_find_task(one, "ann"));
    assert_null(cw_case_find_entry(one, "ann"));
    cw_case_unref(one);
}

static void freezes(void **state)
{
    cw_case *one = fixture_editable(NULL);
    (void)state;
    assert_int_equal(cw_case_is_frozen(one), 0);
    assert_int_equal(cw_case_freeze(one, NULL), CW_OK);
    assert_int_equal(cw_case_is_frozen(one), 1);
    assert_int_equal(cw_case_freeze(one, NULL), CW_OK);
    assert_int_equal(cw_case_add_member(one, "m", NULL), CW_ERR_FROZEN);
    assert_int_equal(cw_case_add_plan(one, "p", NULL), CW_ERR_FROZEN);
    assert_int_equal(cw_case_add_entry(one, "note", 0, NULL, NULL), CW_ERR_FROZEN);
    assert_int_equal(cw_plan_add_objective(cw_case_plan_at(one, 0), "o", NULL), CW_ERR_FROZEN);
    assert_int_equal(cw_objective_add_task(cw_case_find_objective(one, "o1"), "t", NULL), CW_ERR_FROZEN);
    cw_case_unref(one);
}

static void tells_why_it_does_not_freeze(void **state)
{
    cw_case *one = NULL;
    cw_diag *diag = NULL;
    cw_member *member = NULL;
    (void)state;
    assert_int_equal(cw_diag_new(NULL, &diag), CW_OK);
    assert_int_equal(cw_case_new(NULL, "c", 19800, &one), CW_OK);
    assert_int_equal(cw_case_set_closed(one, 19000), CW_OK);
    assert_int_equal(cw_case_add_member(one, "m", &member), CW_OK);
    assert_int_equal(cw_member_add_parent(member, "nobody"), CW_OK);
    assert_int_equal(cw_case_freeze(one, NULL), CW_ERR_INPUT);
    assert_int_equal(cw_case_freeze(one, diag), CW_ERR_INPUT);
    assert_int_equal(cw_diag_errors(diag), 3);   /* no types, closed before opened, nobody */
    assert_int_equal(cw_case_is_frozen(one), 0);
    assert_int_equal(cw_case_set_closed(one, CW_DATE_NONE), CW_OK);
    assert_int_equal(cw_case_add_type(one, CW_CASE_TYPE_OTHER), CW_OK);
    assert_int_equal(cw_case_add_member(one, "nobody", NULL), CW_OK);
    assert_int_equal(cw_case_freeze(one, NULL), CW_OK);
    cw_diag_unref(diag);
    cw_case_unref(one);
}

static void runs_out_of_memory_while_freezing(void **state)
{
    heap memory = {.fail_at = -1};
    cw_context *context = heap_context(&memory);
    cw_case *one = fixture_editable(context), *copy = NULL;
    (void)state;
    memory.fail_at = 0;
    assert_int_equal(cw_case_freeze(one, NULL), CW_ERR_NOMEM);
    assert_int_equal(cw_case_is_frozen(one), 0);
    assert_int_equal(cw_case_copy(one, &copy), CW_ERR_NOMEM);
    assert_null(copy);
    memory.fail_at = -1;
    assert_int_equal(cw_case_freeze(one, NULL), CW_OK);
    cw_case_unref(one);
    cw_context_unref(context);
    assert_int_equal(memory.live, 0);
}

static void copies(void **state)
{
    cw_case *one = fixture_case(NULL), *copy = NULL;
    cw_text *first = NULL, *second = NULL;
    (void)state;
    assert_int_equal(cw_case_copy(one, NULL), CW_ERR_ARGUMENT);
    assert_int_equal(cw_case_copy(NULL, &copy), CW_ERR_ARGUMENT);
    assert_int_equal(cw_case_copy(one, &copy), CW_OK);
    assert_int_equal(cw_case_is_frozen(copy), 0);
    assert_int_equal(cw_case_write(one, CW_WRITE_INDENTED, &first), CW_OK);
    assert_int_equal(cw_case_write(copy, CW_WRITE_INDENTED, &second), CW_OK);
    assert_string_equal(cw_text_data(first), cw_text_data(second));
    assert_int_equal(cw_member_set_name(cw_case_find_member(copy, "ann"), "Another"), CW_OK);
    assert_string_equal(cw_member_name(cw_case_find_member(one, "ann")), "Ann Example");
    cw_text_unref(first);
    cw_text_unref(second);
    cw_case_unref(one);
    cw_case_unref(copy);
}

static void takes_null(void **state)
{
    (void)state;
    assert_null(cw_case_ref(NULL));
    cw_case_unref(NULL);
    assert_int_equal(cw_case_freeze(NULL, NULL), CW_ERR_ARGUMENT);
    assert_int_equal(cw_case_is_frozen(NULL), 0);
    assert_null(cw_case_record(NULL));
    assert_null(cw_case_find(NULL, "a"));
    assert_null(cw_case_find_member(NULL, "a"));
    assert_null(cw_case_find_plan(NULL, "a"));
    assert_null(cw_case_find_objective(NULL, "a"));
    assert_null(cw_case_find_task(NULL, "a"));
    assert_null(cw_case_find_entry(NULL, "a"));
    assert_int_equal(cw_case_member_count(NULL), 0);
    assert_int_equal(cw_case_plan_count(NULL), 0);
    assert_int_equal(cw_case_entry_count(NULL), 0);
    assert_int_equal(cw_plan_objective_count(NULL), 0);
    assert_int_equal(cw_objective_task_count(NULL), 0);
    assert_null(cw_case_member_at(NULL, 0));
    assert_null(cw_case_plan_at(NULL, 0));
    assert_null(cw_case_entry_at(NULL, 0));
    assert_null(cw_plan_objective_at(NULL, 0));
    assert_null(cw_objective_task_at(NULL, 0));
    assert_null(cw_member_record(NULL));
    assert_null(cw_plan_record(NULL));
    assert_null(cw_objective_record(NULL));
    assert_null(cw_task_record(NULL));
    assert_null(cw_entry_record(NULL));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(is_made), cmocka_unit_test(adds), cmocka_unit_test(refuses_to_add),
        cmocka_unit_test(runs_out_of_memory_while_adding), cmocka_unit_test(counts_and_finds), cmocka_unit_test(freezes),
        cmocka_unit_test(tells_why_it_does_not_freeze), cmocka_unit_test(runs_out_of_memory_while_freezing),
        cmocka_unit_test(copies), cmocka_unit_test(takes_null),
    };
    return cmocka_run_group_tests_name("api/case", tests, NULL, NULL);
}
