/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/memory.h"
#include "host.h"

static void test_a_context_comes_from_its_own_allocator(void **state)
{
    (void)state;
    host self = {0};
    cw_context *context = host_context(&self);
    assert_int_equal(self.pieces, 1);
    assert_ptr_equal(cw_context_ref(context), context);
    cw_context_unref(context);
    assert_int_equal(self.pieces, 1);
    cw_context_unref(context);
    assert_int_equal(self.pieces, 0);

    host_refuse(&self, 1);
    context = (cw_context *)&self;
    assert_int_equal(cw_context_new_with_allocator(host_allocate, host_release, &self, &context), CW_ERR_NOMEM);
    assert_null(context);
}

static void test_arguments_of_context_calls(void **state)
{
    (void)state;
    host self = {0};
    cw_context *context = (cw_context *)&self;
    assert_int_equal(cw_context_new(NULL), CW_ERR_ARGUMENT);
    assert_int_equal(cw_context_new_with_allocator(host_allocate, host_release, NULL, NULL), CW_ERR_ARGUMENT);
    assert_int_equal(cw_context_new_with_allocator(NULL, host_release, NULL, &context), CW_ERR_ARGUMENT);
    assert_null(context);
    assert_int_equal(cw_context_new_with_allocator(host_allocate, NULL, NULL, &context), CW_ERR_ARGUMENT);
    assert_null(cw_context_ref(NULL));
    cw_context_unref(NULL);
    assert_int_equal(cw_context_set_limit(NULL, CW_LIMIT_RULES, 5), CW_ERR_ARGUMENT);
}

static const struct {
    int32_t limit;
    const char *name;
    int64_t standard, least, most;
} limits[] = {
    {CW_LIMIT_DOCUMENT_BYTES, "document bytes", 268435456, 1, 2147483647},
    {CW_LIMIT_JSON_DEPTH, "json depth", 64, 1, 1000000},
    {CW_LIMIT_STRING_BYTES, "string bytes", 1048576, 1, 1073741824},
    {CW_LIMIT_NUMBER_BYTES, "number bytes", 4096, 1, 1048576},
    {CW_LIMIT_DIAGNOSTICS, "diagnostics", 100, 1, 100000},
    {CW_LIMIT_EXPRESSION_DEPTH, "expression depth", 200, 1, 1000},
    {CW_LIMIT_RULES, "rules", 10000, 1, 1000000},
    {CW_LIMIT_STEPS, "steps", 10000000, 1, INT64_C(1000000000000)},
    {CW_LIMIT_SCRATCH_BYTES, "scratch bytes", 67108864, 4096, INT64_C(68719476736)},
    {CW_LIMIT_FINDINGS, "findings", 1000000, 1, 100000000},
    {CW_LIMIT_INCLUDES, "includes", 100, 1, 10000},
};

static void test_limits(void **state)
{
    (void)state;
    cw_context *context;
    assert_int_equal(cw_context_new(&context), CW_OK);
    for (size_t i = 0; i < sizeof limits / sizeof limits[0]; i++) {
        int32_t limit = limits[i].limit;
        assert_string_equal(cw_limit_name(limit), limits[i].name);
        assert_true(cw_context_limit(NULL, limit) == limits[i].standard);
        assert_true(cw_context_limit(context, limit) == limits[i].standard);
        assert_int_equal(cw_context_set_limit(context, limit, limits[i].least - 1), CW_ERR_VALUE);
        assert_int_equal(cw_context_set_limit(context, limit, limits[i].most + 1), CW_ERR_VALUE);
        assert_true(cw_context_limit(context, limit) == limits[i].standard);
        assert_int_equal(cw_context_set_limit(context, limit, limits[i].least), CW_OK);
        assert_true(cw_context_limit(context, limit) == limits[i].least);
        assert_int_equal(cw_context_set_limit(context, limit, limits[i].most), CW_OK);
        assert_true(cw_context_limit(context, limit) == limits[i].most);
    }
    static const int32_t none[] = {0, -1, BASE_LIMIT_COUNT, INT32_MAX, INT32_MIN};
    for (size_t i = 0; i < sizeof none / sizeof none[0]; i++) {
        assert_null(cw_limit_name(none[i]));
        assert_true(cw_context_limit(context, none[i]) == 0);
        assert_int_equal(cw_context_set_limit(context, none[i], 5), CW_ERR_ARGUMENT);
    }
    cw_context_unref(context);
}

static void test_a_used_context_is_closed(void **state)
{
    (void)state;
    host self = {0};
    cw_context *context = host_context(&self);
    assert_int_equal(cw_context_set_limit(context, CW_LIMIT_RULES, 5), CW_OK);
    const cw_context *used = base_context_use(context);
    assert_ptr_equal(used, context);
    assert_int_equal(cw_context_set_limit(context, CW_LIMIT_RULES, 6), CW_ERR_FROZEN);
    assert_int_equal(cw_context_set_limit(context, CW_LIMIT_RULES, 0), CW_ERR_VALUE);
    assert_true(base_limit(used, CW_LIMIT_RULES) == 5);
    cw_context_unref(context);
    assert_int_equal(self.pieces, 1);
    base_context_drop(used);
    assert_int_equal(self.pieces, 0);
}

static void test_the_default_context_is_not_counted(void **state)
{
    (void)state;
    const cw_context *standard = base_context_use(NULL);
    assert_non_null(standard);
    assert_ptr_equal(base_context_use((cw_context *)standard), standard);
    for (int i = 0; i < 5; i++)
        base_context_drop(standard);
    base_context_drop(NULL);
    assert_int_equal(atomic_load(&((cw_context *)standard)->references), 1);
}

static void test_pieces(void **state)
{
    (void)state;
    host self = {0};
    cw_context *context = host_context(&self);
    char *piece = base_resize(context, NULL, 0, 4);
    memcpy(piece, "abcd", 4);
    piece = base_resize(context, piece, 4, 9);
    assert_memory_equal(piece, "abcd", 4);
    piece = base_resize(context, piece, 9, 2);
    assert_memory_equal(piece, "ab", 2);
    host_refuse(&self, 1);
    assert_null(base_resize(context, piece, 2, 100));
    assert_memory_equal(piece, "ab", 2);
    base_release(context, piece, 2);
    base_release(context, NULL, 0);
    void *empty = base_allocate(context, 0);
    assert_non_null(empty);
    base_release(context, empty, 0);
    void *plain = base_allocate(NULL, 3);
    base_release(NULL, plain, 3);
    cw_context_unref(context);
    assert_int_equal(self.pieces, 0);
}

static void test_growing(void **state)
{
    (void)state;
    host self = {0};
    cw_context *context = host_context(&self);
    void *items = NULL;
    int64_t capacity = 0;
    assert_true(base_grow(context, &items, &capacity, 1, sizeof(int64_t)));
    assert_int_equal(capacity, 8);
    for (int64_t i = 0; i < 1000; i++) {
        assert_true(base_grow(context, &items, &capacity, i + 1, sizeof(int64_t)));
        ((int64_t *)items)[i] = i;
    }
    assert_int_equal(capacity, 1024);
    for (int64_t i = 0; i < 1000; i++)
        assert_int_equal(((int64_t *)items)[i], i);
    assert_true(self.calls < 12);

    void *before = items;
    host_refuse(&self, 1);
    assert_false(base_grow(context, &items, &capacity, 1025, sizeof(int64_t)));
    assert_false(base_grow(context, &items, &capacity, INT64_MAX, sizeof(int64_t)));
    assert_ptr_equal(items, before);
    assert_int_equal(capacity, 1024);
    assert_true(base_grow(context, &items, &capacity, 5000, sizeof(int64_t)));
    assert_int_equal(capacity, 5000);
    int64_t vast = INT64_MAX / 2 + 1;
    assert_false(base_grow(context, &items, &vast, vast + 1, sizeof(int64_t)));
    base_release(context, items, 5000 * sizeof(int64_t));
    cw_context_unref(context);
    assert_int_equal(self.pieces, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_context_comes_from_its_own_allocator),
        cmocka_unit_test(test_arguments_of_context_calls),
        cmocka_unit_test(test_limits),
        cmocka_unit_test(test_a_used_context_is_closed),
        cmocka_unit_test(test_the_default_context_is_not_counted),
        cmocka_unit_test(test_pieces),
        cmocka_unit_test(test_growing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
