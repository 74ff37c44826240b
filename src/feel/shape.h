/* SPDX-License-Identifier: MIT */
#ifndef FEEL_SHAPE_H
#define FEEL_SHAPE_H
/* The entries of a context in braces, as the checker found them. */
#include "feel/value.h"

typedef struct feel_shape {
    const base_str *keys;        /* sorted */
    const uint32_t *sorted;      /* which of the entries as written stands at each place of `keys` */
    const uint32_t *written;     /* where in `keys` each of the entries as written stands */
    bool repeated;               /* two have the same key: there is no such context */
} feel_shape;
#endif
