/* SPDX-License-Identifier: MIT */
#ifndef PACKS_PACKS_H
#define PACKS_PACKS_H
/* The rule texts that are built into the library. */
#include "base/text.h"

typedef struct packs_pack { const char *name; const char *file; const unsigned char *text; size_t length; } packs_pack;

int32_t packs_count(void);
const packs_pack *packs_at(int32_t index);      /* NULL out of range */
const packs_pack *packs_find(base_str name);    /* NULL: none */
#endif
