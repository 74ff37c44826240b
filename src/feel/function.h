/* SPDX-License-Identifier: MIT */
#ifndef FEEL_FUNCTION_H
#define FEEL_FUNCTION_H
/* The C functions of builtins.def, and what they share. Private to the machine's side of the room. */
#include "feel/builtin.h"
#include "feel/temporal.h"

#define BUILTIN(name, function, ...) feel_function function;
#include "feel/builtins.def"
#undef BUILTIN

/* The items that a function is to go through: of its one argument, a list, or else its arguments. */
typedef struct feel_items { feel_value list; const feel_value *arguments; uint32_t count; } feel_items;
feel_items feel_items_of(const feel_value *arguments, int32_t count);
void feel_items_at(feel_run *run, const feel_items *items, uint32_t index, feel_value *out);

/* The day of a date or a date and time. */
static inline int64_t feel_day_in(const feel_value *value)
{
    return value->kind == FEEL_DATE ? value->as.integer : feel_day_of(value->as.moment);
}

/* A whole number from a FEEL_NUMBER, its fraction dropped; false when it does not fit. */
bool feel_whole(const feel_value *number, int64_t *out);

#endif
