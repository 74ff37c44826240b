/* SPDX-License-Identifier: MIT */
#ifndef BASE_SORT_H
#define BASE_SORT_H
/* Sorting in place, without memory of its own: libc's qsort may take some behind the context's back. */
#include <stddef.h>

/* In any order among equals; about 2 * count * log2(count) comparisons at most, whatever the order to begin with. */
void base_sort(void *items, size_t count, size_t size, int (*compare)(const void *a, const void *b));
#endif
