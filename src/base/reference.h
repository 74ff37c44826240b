/* SPDX-License-Identifier: MIT */
#ifndef BASE_REFERENCE_H
#define BASE_REFERENCE_H
/* Atomic reference counts for the top-level handles. */
#include <stdatomic.h>
#include <stdbool.h>

static inline void base_reference_take(atomic_int *count)
{
    atomic_fetch_add_explicit(count, 1, memory_order_relaxed);
}

/* True when that was the last one. */
static inline bool base_reference_drop(atomic_int *count)
{
    return atomic_fetch_sub_explicit(count, 1, memory_order_acq_rel) == 1;
}
#endif
