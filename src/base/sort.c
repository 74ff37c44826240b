/* SPDX-License-Identifier: MIT */
#include "base/sort.h"

enum { FEW = 12 };   /* so many are sorted faster by insertion */

typedef struct array { unsigned char *items; size_t size; int (*compare)(const void *a, const void *b); } array;

static unsigned char *at(const array *array, size_t index)
{
    return array->items + index * array->size;
}

static void swap(const array *array, size_t a, size_t b)
{
    unsigned char *one = at(array, a), *other = at(array, b);
    for (size_t i = 0; i < array->size; i++) {
        unsigned char kept = one[i];
        one[i] = other[i];
        other[i] = kept;
    }
}

static int order(const array *array, size_t a, size_t b)
{
    return array->compare(at(array, a), at(array, b));
}

static void insert_each(const array *array, size_t count)
{
    for (size_t i = 1; i < count; i++)
        for (size_t j = i; j > 0 && order(array, j - 1, j) > 0; j--)
            swap(array, j - 1, j);
}

/* Lets the item at `root` sink until no child of it in [0, count) is greater. */
static void sink(const array *array, size_t root, size_t count)
{
    for (;;) {
        size_t greatest = root, left = 2 * root + 1;
        if (left < count && order(array, left, greatest) > 0) greatest = left;
        if (left + 1 < count && order(array, left + 1, greatest) > 0) greatest = left + 1;
        if (greatest == root) return;
        swap(array, root, greatest);
        root = greatest;
    }
}

void base_sort(void *items, size_t count, size_t size, int (*compare)(const void *a, const void *b))
{
    array array = { items, size, compare };
    if (count <= FEW) {
        insert_each(&array, count);
        return;
    }
    for (size_t root = count / 2; root-- > 0;)
        sink(&array, root, count);
    for (size_t end = count; end-- > 1;) {
        swap(&array, 0, end);
        sink(&array, 0, end);
    }
}
