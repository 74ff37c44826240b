/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>
#include "base/sort.h"

typedef struct item { int32_t key; char rest[7]; } item;

static int by_key(const void *a, const void *b)
{
    int32_t x = ((const item *)a)->key, y = ((const item *)b)->key;
    return (x > y) - (x < y);
}

static uint32_t next(uint32_t *seed)
{
    *seed = *seed * 1664525u + 1013904223u;
    return *seed >> 8;
}

/* The rest goes with its key, so a lost or doubled item shows. */
static void fill(item *items, size_t count, uint32_t *seed, int32_t span)
{
    for (size_t i = 0; i < count; i++) {
        items[i] = (item){ .key = (int32_t)(next(seed) % (uint32_t)span) };
        memset(items[i].rest, 'a' + items[i].key % 26, sizeof items[i].rest);
    }
}

static void sorts_as_libc_does(void **state)
{
    static item items[400], expected[400];
    uint32_t seed = 1;
    (void)state;
    for (size_t count = 0; count < 400; count += count < 30 ? 1 : 37)
        for (int32_t span = 1; span < 2000; span *= 11) {
            fill(items, count, &seed, span);
            memcpy(expected, items, sizeof items);
            qsort(expected, count, sizeof *expected, by_key);
            base_sort(items, count, sizeof *items, by_key);
            for (size_t i = 0; i < count; i++) {
                assert_int_equal(items[i].key, expected[i].key);
                assert_memory_equal(items[i].rest, expected[i].rest, sizeof items[i].rest);
            }
        }
}

static size_t comparisons;

static int count_them(const void *a, const void *b)
{
    comparisons++;
    return by_key(a, b);
}

/* Ascending, descending, all equal: none of them is slow. */
static void never_quadratic(void **state)
{
    enum { COUNT = 20000 };
    item *items = calloc(COUNT, sizeof *items);
    (void)state;
    assert_non_null(items);
    for (int32_t way = -1; way <= 1; way++) {
        for (int32_t i = 0; i < COUNT; i++) items[i].key = way * i;
        comparisons = 0;
        base_sort(items, COUNT, sizeof *items, count_them);
        assert_true(comparisons < COUNT * 2 * 15);
        for (int32_t i = 1; i < COUNT; i++) assert_true(items[i - 1].key <= items[i].key);
    }
    free(items);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(sorts_as_libc_does), cmocka_unit_test(never_quadratic) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
