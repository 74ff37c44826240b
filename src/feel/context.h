/* SPDX-License-Identifier: MIT */
#ifndef FEEL_CONTEXT_H
#define FEEL_CONTEXT_H
/* Making and reading contexts. */
#include "feel/run.h"

/* The value of a key; NULL: there is none. */
const feel_value *feel_context_find(const feel_context *context, base_str key);
/* Room for `count` entries, to be filled and given to feel_context_value. NULL: memory is short, or more than 2^28. */
feel_context_entry *feel_context_room(feel_run *run, uint64_t count);
/* A context of these entries, which are shown in this order. It keeps `entries` and sorts them. A key that stands twice fails. */
feel_value feel_context_value(feel_run *run, feel_context_entry *entries, uint32_t count);
#endif
