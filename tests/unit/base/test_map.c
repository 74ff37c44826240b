/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>

#include "base/map.h"
#include "host.h"

static void test_an_empty_map(void **state)
{
    (void)state;
    base_arena arena;
    base_map map;
    base_arena_init(&arena, NULL);
    base_map_init(&map, &arena);
    assert_null(base_map_find(&map, BASE_STR("a")));
    assert_null(base_map_remove(&map, BASE_STR("a")));
    assert_int_equal(map.count, 0);
    base_arena_finish(&arena);
}

static void test_keys_that_begin_one_another(void **state)
{
    (void)state;
    static const base_str keys[] = {{"", 0},       {"\0", 1},     {"\0\0", 2}, {"a", 1},        {"ab", 2},
                                    {"a\0", 2},    {"abc", 3},    {"b", 1},    {"\xFF", 1},     {"\xFF\xFF", 2},
                                    {"a\0b", 3},   {"\x80", 1},   {"abcdefghijklmnop", 16},     {"abcdefghijklmnoq", 16}};
    enum { COUNT = sizeof keys / sizeof keys[0] };
    int values[COUNT];
    for (int first = 0; first < COUNT; first++) {
        base_arena arena;
        base_map map;
        void *existing;
        base_arena_init(&arena, NULL);
        base_map_init(&map, &arena);
        for (int i = 0; i < COUNT; i++) {
            int k = (i + first) % COUNT;
            assert_null(base_map_find(&map, keys[k]));
            assert_true(base_map_add(&map, keys[k], &values[k], &existing));
            assert_null(existing);
        }
        assert_int_equal(map.count, COUNT);
        for (int k = 0; k < COUNT; k++) {
            assert_ptr_equal(base_map_find(&map, keys[k]), &values[k]);
            assert_true(base_map_add(&map, keys[k], &map, &existing));
            assert_ptr_equal(existing, &values[k]);
        }
        assert_int_equal(map.count, COUNT);
        assert_null(base_map_find(&map, BASE_STR("abcd")));
        for (int i = COUNT - 1; i >= 0; i--) {
            int k = (i * 5 + first) % COUNT;
            assert_ptr_equal(base_map_remove(&map, keys[k]), &values[k]);
            assert_null(base_map_remove(&map, keys[k]));
            assert_int_equal(map.count, i);
        }
        base_arena_finish(&arena);
    }
}

static uint32_t next_random(uint32_t *seed)
{
    *seed ^= *seed << 13;
    *seed ^= *seed >> 17;
    *seed ^= *seed << 5;
    return *seed;
}

/* Against a table with one place a key: keys over three letters and up to six long. */
enum { MODEL = 1093 };

static base_str model_key(int number, char *out)
{
    size_t length = 0;
    for (; number > 0; number = (number - 1) / 3)
        out[length++] = "\0a\xFF"[(number - 1) % 3];
    return (base_str){out, length};
}

/* The map's own copy of a key goes when the key is taken out, so that a sanitizer sees a stale one used. */
static void test_agrees_with_a_plain_table(void **state)
{
    (void)state;
    static char texts[MODEL][8];
    base_str keys[MODEL];
    char *there[MODEL] = {NULL};
    int64_t count = 0;
    uint32_t seed = 2463534242u;
    base_arena arena;
    base_map map;
    base_arena_init(&arena, NULL);
    base_map_init(&map, &arena);
    for (int k = 0; k < MODEL; k++)
        keys[k] = model_key(k, texts[k]);
    for (int i = 0; i < 60000; i++) {
        int k = (int)(next_random(&seed) % (i % 20000 < 8000 ? MODEL : 40));
        void *existing, *expected = there[k];
        char *copy;
        switch (next_random(&seed) % 3) {
        case 0:
            assert_ptr_equal(base_map_find(&map, keys[k]), expected);
            break;
        case 1:
            copy = malloc(keys[k].length + 1);
            memcpy(copy, texts[k], keys[k].length);
            assert_true(base_map_add(&map, (base_str){copy, keys[k].length}, copy, &existing));
            assert_ptr_equal(existing, expected);
            count += !there[k];
            if (there[k])
                free(copy);
            else
                there[k] = copy;
            break;
        default:
            assert_ptr_equal(base_map_remove(&map, keys[k]), expected);
            count -= there[k] != NULL;
            free(there[k]);
            there[k] = NULL;
        }
        assert_int_equal(map.count, count);
    }
    for (int k = 0; k < MODEL; k++)
        assert_ptr_equal(base_map_find(&map, keys[k]), there[k]);
    for (int k = 0; k < MODEL; k++)
        free(there[k]);
    base_arena_finish(&arena);
}

static void test_every_refusal_is_survived(void **state)
{
    (void)state;
    static const char *const keys[] = {"a", "b", "ab", "abc", "x", "y"};
    for (long nth = 1; nth < 10; nth++) {
        host self = {0};
        cw_context *context = host_context(&self);
        host_refuse(&self, nth);
        base_arena arena;
        base_map map;
        int64_t added = 0;
        base_arena_init(&arena, context);
        base_map_init(&map, &arena);
        for (int i = 0; i < 6; i++) {
            void *existing;
            if (base_map_add(&map, base_str_of(keys[i]), &map, &existing))
                added++;
            else
                assert_null(base_map_find(&map, base_str_of(keys[i])));
            assert_int_equal(map.count, added);
        }
        assert_int_equal(added, self.calls >= nth ? 5 : 6);
        base_arena_finish(&arena);
        cw_context_unref(context);
        assert_int_equal(self.pieces, 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_an_empty_map),
        cmocka_unit_test(test_keys_that_begin_one_another),
        cmocka_unit_test(test_agrees_with_a_plain_table),
        cmocka_unit_test(test_every_refusal_is_survived),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
