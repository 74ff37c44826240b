/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/memory.h"
#include "host.h"

static void test_items_are_zero_and_aligned(void **state)
{
    (void)state;
    host self = {0};
    cw_context *context = host_context(&self);
    base_arena arena;
    base_arena_init(&arena, context);
    static const size_t sizes[] = {1, 0, 3, 16, 17, 5000, 40, 2000000, 8};
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        char *item = base_arena_alloc(&arena, sizes[i]);
        assert_non_null(item);
        assert_int_equal((uintptr_t)item % _Alignof(max_align_t), 0);
        for (size_t j = 0; j < sizes[i]; j++)
            assert_int_equal(item[j], 0);
        memset(item, 0x5A, sizes[i]);
    }
    assert_false(arena.failed);
    assert_string_equal(base_arena_copy(&arena, "abc\0d", 2), "ab");
    assert_string_equal(base_arena_copy(&arena, NULL, 0), "");
    base_arena_finish(&arena);
    assert_int_equal(self.pieces, 1);
    cw_context_unref(context);
}

static void test_bytes_are_counted_and_bounded(void **state)
{
    (void)state;
    base_arena arena;
    base_arena_init(&arena, NULL);
    arena.most = 64;
    assert_non_null(base_arena_alloc(&arena, 1));
    assert_int_equal(arena.bytes, 16);
    assert_non_null(base_arena_alloc(&arena, 0));
    assert_int_equal(arena.bytes, 32);
    base_mark mark = base_arena_mark(&arena);
    assert_non_null(base_arena_alloc(&arena, 32));
    assert_int_equal(arena.bytes, 64);
    assert_null(base_arena_alloc(&arena, 1));
    assert_true(arena.failed);
    assert_int_equal(arena.bytes, 64);
    base_arena_rewind(&arena, mark);
    assert_false(arena.failed);
    assert_int_equal(arena.bytes, 32);
    assert_null(base_arena_alloc(&arena, 33));
    assert_null(base_arena_alloc(&arena, 1000));
    assert_non_null(base_arena_alloc(&arena, 32));
    base_arena_finish(&arena);
}

static void test_sizes_that_overflow(void **state)
{
    (void)state;
    base_arena arena;
    base_arena_init(&arena, NULL);
    assert_null(base_arena_array(&arena, SIZE_MAX / 2, 3));
    assert_true(arena.failed);
    arena.failed = false;
    assert_null(base_arena_alloc(&arena, SIZE_MAX));
    assert_true(arena.failed);
    assert_null(base_arena_alloc(&arena, SIZE_MAX - 20));
    assert_null(base_arena_copy(&arena, "", SIZE_MAX));
    assert_non_null(base_arena_array(&arena, 0, 8));
    assert_non_null(base_arena_array(&arena, 8, 0));
    assert_non_null(base_arena_array(&arena, 3, 8));
    base_arena_finish(&arena);
}

/* The same work again after a rewind. */
static void work(base_arena *arena)
{
    for (size_t i = 1; i < 300; i++) {
        char *item = base_arena_alloc(arena, i * 37 % 9000);
        assert_non_null(item);
        memset(item, (int)i, i * 37 % 9000);
    }
}

static void test_a_rewind_gives_back(void **state)
{
    (void)state;
    host self = {0};
    cw_context *context = host_context(&self);
    base_arena arena;
    base_arena_init(&arena, context);
    base_mark start = base_arena_mark(&arena);
    char *kept = base_arena_copy(&arena, "kept", 4);
    base_mark mark = base_arena_mark(&arena);
    work(&arena);
    base_arena_rewind(&arena, mark);
#ifndef BASE_ARENA_PIECES
    long calls = self.calls;
    for (int i = 0; i < 3; i++) {
        work(&arena);
        base_arena_rewind(&arena, mark);
    }
    assert_int_equal(self.calls, calls);
#endif
    assert_string_equal(kept, "kept");
    assert_int_equal(arena.bytes, 16);
    base_arena_rewind(&arena, start);
    assert_int_equal(arena.bytes, 0);
    memset(base_arena_alloc(&arena, 3000000), 1, 3000000);     /* more than any spare chunk has */
    work(&arena);
    base_arena_finish(&arena);
    assert_int_equal(self.pieces, 1);
    assert_int_equal(arena.bytes, 0);
    work(&arena);                /* usable again */
    base_arena_finish(&arena);
    cw_context_unref(context);
}

static void test_every_refusal_is_survived(void **state)
{
    (void)state;
    for (long nth = 1;; nth++) {
        host self = {0};
        cw_context *context = host_context(&self);
        base_arena arena;
        host_refuse(&self, nth);
        base_arena_init(&arena, context);
        long missing = 0;
        for (size_t i = 0; i < 20; i++)
            missing += base_arena_alloc(&arena, i * 1000) == NULL;
        bool failed = arena.failed, refused = self.calls >= nth;
        assert_int_equal(failed, refused);
        assert_int_equal(missing, refused ? 1 : 0);
        base_arena_finish(&arena);
        assert_int_equal(self.pieces, 1);
        cw_context_unref(context);
        if (!refused)
            break;
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_items_are_zero_and_aligned), cmocka_unit_test(test_bytes_are_counted_and_bounded),
        cmocka_unit_test(test_sizes_that_overflow),        cmocka_unit_test(test_a_rewind_gives_back),
        cmocka_unit_test(test_every_refusal_is_survived),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
