/* SPDX-License-Identifier: MIT */
#ifndef FEEL_TYPE_H
#define FEEL_TYPE_H
/* Static types of expressions: what the checker knows before anything runs. Any value may also be null or
 * unknown, so a type says only what it is when it is something. */
#include "feel/value.h"

typedef struct feel_type {
    uint8_t kind;                       /* feel_kind; FEEL_ANY where nothing is known; FEEL_NULL for the literal */
    int32_t detail;                     /* FEEL_RECORD: the host's number for the kind of record; FEEL_STRING: the
                                           host's number for the enumeration, or -1 for free text; else -1 */
    const struct feel_type *item;       /* FEEL_LIST, FEEL_RANGE: of its items, never NULL */
    const struct feel_type_entry *entries; int32_t entry_count;   /* FEEL_CONTEXT; NULL: any */
} feel_type;
typedef struct feel_type_entry { base_str key; const feel_type *type; bool optional /* some contexts of the type lack it */; } feel_type_entry;

/* Details of what a function wants. */
enum {
    FEEL_OR_TIME = -2,                  /* of FEEL_DATE: a date and time will do as well */
    FEEL_NOT_LIST = -3                  /* of FEEL_ANY: a list of one stands for its item */
};

extern const feel_type feel_type_any, feel_type_single, feel_type_null, feel_type_boolean, feel_type_number, feel_type_string,
    feel_type_date, feel_type_day, feel_type_time, feel_type_date_time, feel_type_days, feel_type_months, feel_type_context,
    feel_type_function, feel_type_range_of_any, feel_type_list_of_number, feel_type_list_of_context, feel_type_list_of_any, feel_type_list_of_string, feel_type_list_of_date;

const feel_type *feel_type_list_of(base_arena *arena, const feel_type *item);   /* NULL: no memory */
bool feel_type_equal(const feel_type *a, const feel_type *b);
/* Whether a value of type `from` can stand where `to` is wanted (ANY and NULL fit everywhere; enumerations are strings). */
bool feel_type_fits(const feel_type *from, const feel_type *to);
#endif
