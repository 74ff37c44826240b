/* SPDX-License-Identifier: MIT */
#ifndef FEEL_VALUE_H
#define FEEL_VALUE_H
/* Values of expressions. A value is 16 bytes and is copied freely; what it points to lives in the run's
 * scratch, in the compiled rules, or with the host, and is immutable. */
#include "base/date.h"
#include "base/decimal.h"

typedef enum feel_kind {
    FEEL_NULL,              /* known to be nothing */
    FEEL_UNKNOWN,           /* cannot be told; as.missing says why */
    FEEL_BOOLEAN,
    FEEL_NUMBER,
    FEEL_STRING,
    FEEL_DATE,
    FEEL_TIME,              /* of the day; as.moment */
    FEEL_DATE_TIME,         /* as.moment */
    FEEL_DAYS,              /* days and time duration; as.integer seconds, rounded down, and `size` nanoseconds more */
    FEEL_MONTHS,            /* years and months duration; as.integer months */
    FEEL_LIST,
    FEEL_CONTEXT,
    FEEL_RANGE,
    FEEL_RECORD,            /* a record of the host's */
    FEEL_FUNCTION,          /* as.function: a function literal, only ever an argument of `sort` and `list replace` */
    FEEL_COUNT,             /* a whole number between two bounds: count() of an uncertain list */
    FEEL_ANY                /* only as a static type: not known before the run */
} feel_kind;

enum {
    FEEL_UNCERTAIN = 1,     /* an item of a list: kept by a filter whose condition is unknown for it */
    FEEL_HOST = 2,          /* a list of the host's: as.host, `size` items, read through feel_facts.item */
    FEEL_WITHIN = 4         /* a list that feel_facts.slice gave: the dates of all its items lie in the range that was asked for */
};

typedef struct feel_value {
    uint8_t kind;
    uint8_t flags;
    int16_t detail;         /* host's business for host lists and records */
    uint32_t size;          /* bytes of a string; items of a host list; nanoseconds 0 to 999999999 of FEEL_DAYS; else 0 */
    union {
        int64_t integer;    /* boolean 0/1; date: days since 1970-01-01; durations */
        const char *text;   /* UTF-8, not NUL-terminated */
        const base_decimal *number;
        const struct feel_moment *moment;
        const struct feel_list *list;
        const struct feel_context *context;
        const struct feel_range *range;
        const struct feel_bounds *bounds;
        const struct feel_missing *missing;
        const struct feel_node *function;
        const void *host;
    } as;
} feel_value;

/* A time of day or a date and time, as its clock shows it, to the nanosecond. */
typedef struct feel_moment {
    int64_t seconds;        /* of the day, 0 to 86399; or since 1970-01-01T00:00:00 on that clock */
    uint32_t nanos;         /* 0 to 999999999 */
    int32_t offset;         /* seconds east of UTC, -64800 to 64800; 0 when not zoned */
    bool zoned;             /* else local: of no known offset */
} feel_moment;

static inline bool feel_moment_same(const feel_moment *a, const feel_moment *b)     /* every field */
{
    return a->seconds == b->seconds && a->nanos == b->nanos && a->offset == b->offset && a->zoned == b->zoned;
}

/* `missing` holds why items are uncertain; NULL when none is. */
typedef struct feel_list { uint32_t count; uint32_t uncertain; const struct feel_missing *missing; feel_value items[]; } feel_list;
typedef struct feel_context_entry { base_str key; feel_value value; } feel_context_entry;
/* Entries are sorted by key. `written`: the positions of the entries in the order in which they are shown; NULL: as sorted. */
typedef struct feel_context { uint32_t count; const feel_context_entry *entries; const uint32_t *written; } feel_context;
/* Of any ordered type. An end that is null has no bound, and then is not closed: (< 5) has the low end null. Of (= 5) and
 * (!= 5) both ends are 5 and closed; they equal no other form. */
typedef enum feel_range_form { FEEL_ENDS, FEEL_JUST, FEEL_BUT } feel_range_form;
typedef struct feel_range { bool low_closed, high_closed; uint8_t form; feel_value low, high; } feel_range;
typedef struct feel_bounds { int64_t low, high; const struct feel_missing *missing; } feel_bounds;

/* Why something is unknown: a leaf, or the union of two. */
typedef enum feel_reason { FEEL_MISSING_FACT, FEEL_ERROR, FEEL_OVER_LIMIT, FEEL_AFTER_CURRENT } feel_reason;
typedef struct feel_missing {
    uint8_t reason;
    const void *record;     /* of a missing fact: the host's record ... */
    const void *field;      /* ... and field, as feel_facts knows them */
    const char *message;    /* of an error or limit: one static sentence */
    const struct feel_missing *left, *right;   /* both set: a union, the rest is unused */
} feel_missing;

static inline feel_value feel_null(void) { return (feel_value){ .kind = FEEL_NULL }; }
static inline feel_value feel_boolean(bool b) { return (feel_value){ .kind = FEEL_BOOLEAN, .as.integer = b }; }
static inline feel_value feel_string(base_str s) { return (feel_value){ .kind = FEEL_STRING, .size = (uint32_t)s.length, .as.text = s.at }; }
static inline const feel_context_entry *feel_context_at(const feel_context *c, uint32_t i)   /* in the order shown */
{
    return &c->entries[c->written ? c->written[i] : i];
}
static inline feel_value feel_date(int64_t day) { return (feel_value){ .kind = FEEL_DATE, .as.integer = day }; }
static inline base_str feel_text(const feel_value *v) { return (base_str){ v->as.text, v->size }; }
static inline bool feel_is_true(const feel_value *v) { return v->kind == FEEL_BOOLEAN && v->as.integer; }
#endif
