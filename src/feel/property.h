/* SPDX-License-Identifier: MIT */
#ifndef FEEL_PROPERTY_H
#define FEEL_PROPERTY_H
/* What a path reads of a date, time, duration or range: `d.year`, `t.time offset`, `r.start included`. */
#include "feel/run.h"
#include "feel/type.h"

typedef struct feel_property_row {
    uint8_t kind;                       /* of what it is read */
    const char *name;
    const feel_type *type;              /* of what it gives; any for the ends of a range, which are of the range's items */
} feel_property_row;

const feel_property_row *feel_property_at(int32_t index);      /* NULL past the end; for suggestions */
const feel_property_row *feel_property_find(uint8_t kind, base_str name);       /* NULL: there is none of that name */
/* Of a known value that is neither null, list, record nor context; fails where it has no such property. */
feel_value feel_property(feel_run *run, const feel_value *value, base_str name);
#endif
