/* SPDX-License-Identifier: MIT */
#include "fixture.h"

static void makes_and_shares(void **state)
{
    cw_context *context = NULL;
    (void)state;
    assert_int_equal(cw_context_new(&context), CW_OK);
    assert_ptr_equal(cw_context_ref(context), context);
    cw_context_unref(context);
    cw_context_unref(context);
    assert_int_equal(cw_context_new(NULL), CW_ERR_ARGUMENT);
    assert_null(cw_context_ref(NULL));
    cw_context_unref(NULL);
}

static void takes_an_allocator(void **state)
{
    heap memory = {.fail_at = -1}, empty = {.fail_at = 0};
    cw_context *context = NULL;
    (void)state;
    assert_int_equal(cw_context_new_with_allocator(heap_allocate, heap_release, &memory, &context), CW_OK);
    assert_int_equal(memory.live, 1);
    cw_context_unref(context);
    assert_int_equal(memory.live, 0);
    assert_int_equal(cw_context_new_with_allocator(heap_allocate, heap_release, &empty, &context), CW_ERR_NOMEM);
    assert_null(context);
    assert_int_equal(cw_context_new_with_allocator(NULL, heap_release, &memory, &context), CW_ERR_ARGUMENT);
    assert_null(context);
    assert_int_equal(cw_context_new_with_allocator(heap_allocate, NULL, &memory, &context), CW_ERR_ARGUMENT);
    assert_null(context);
    assert_int_equal(cw_context_new_with_allocator(heap_allocate, heap_release, &memory, NULL), CW_ERR_ARGUMENT);
}

static void sets_limits_until_used(void **state)
{
    cw_context *context = NULL;
    cw_case *one = NULL;
    (void)state;
    assert_int_equal(cw_context_new(&context), CW_OK);
    assert_int_equal(cw_context_limit(context, CW_LIMIT_JSON_DEPTH), 64);
    assert_int_equal(cw_context_set_limit(context, CW_LIMIT_JSON_DEPTH, 7), CW_OK);
    assert_int_equal(cw_context_limit(context, CW_LIMIT_JSON_DEPTH), 7);
    assert_int_equal(cw_context_limit(NULL, CW_LIMIT_JSON_DEPTH), 64);
    assert_int_equal(cw_context_set_limit(NULL, CW_LIMIT_JSON_DEPTH, 7), CW_ERR_ARGUMENT);
    assert_int_equal(cw_context_set_limit(context, 0, 7), CW_ERR_ARGUMENT);
    assert_int_equal(cw_context_set_limit(context, 999, 7), CW_ERR_ARGUMENT);
    assert_int_equal(cw_context_set_limit(context, CW_LIMIT_JSON_DEPTH, 0), CW_ERR_VALUE);
    assert_int_equal(cw_context_set_limit(context, CW_LIMIT_JSON_DEPTH, INT64_MAX), CW_ERR_VALUE);
    assert_int_equal(cw_case_new(context, "c", 0, &one), CW_OK);
    assert_int_equal(cw_context_set_limit(context, CW_LIMIT_JSON_DEPTH, 8), CW_ERR_FROZEN);
    assert_int_equal(cw_context_limit(context, CW_LIMIT_JSON_DEPTH), 7);
    cw_context_unref(context);
    cw_case_unref(one);   /* kept the context alive */
}

static void names_limits(void **state)
{
    (void)state;
    for (int32_t limit = CW_LIMIT_DOCUMENT_BYTES; limit <= CW_LIMIT_INCLUDES; limit++) {
        assert_non_null(cw_limit_name(limit));
        assert_true(cw_context_limit(NULL, limit) > 0);
    }
    assert_string_equal(cw_limit_name(CW_LIMIT_JSON_DEPTH), "json depth");
    assert_null(cw_limit_name(0));
    assert_null(cw_limit_name(CW_LIMIT_INCLUDES + 1));
    assert_int_equal(cw_context_limit(NULL, 0), 0);
}

static void names_statuses(void **state)
{
    (void)state;
    for (cw_status status = CW_OK; status <= CW_ERR_STATE; status++) {
        assert_non_null(cw_status_name(status));
        assert_string_not_equal(cw_status_name(status), "unknown status");
    }
    assert_string_equal(cw_status_name(-1), "unknown status");
    assert_string_equal(cw_status_name(CW_ERR_STATE + 1), "unknown status");
}

static void tells_its_version(void **state)
{
    (void)state;
    assert_string_equal(cw_version(), "0.1.0");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(makes_and_shares), cmocka_unit_test(takes_an_allocator), cmocka_unit_test(sets_limits_until_used),
        cmocka_unit_test(names_limits),     cmocka_unit_test(names_statuses),     cmocka_unit_test(tells_its_version),
    };
    return cmocka_run_group_tests_name("api/context", tests, NULL, NULL);
}
