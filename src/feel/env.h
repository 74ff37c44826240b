/* SPDX-License-Identifier: MIT */
#ifndef FEEL_ENV_H
#define FEEL_ENV_H
/* The seam: all that the expression language knows of the world outside. feel_schema says before anything
 * runs which names and fields exist and of what type; feel_facts reads them while an expression runs. */
#include "feel/type.h"

typedef struct feel_host_name { int32_t id; const feel_type *type; } feel_host_name;
typedef struct feel_host_field { const void *handle; const feel_type *type; } feel_host_field;

typedef struct feel_schema {
    const void *self;
    /* A name the host gives to every expression (case, members, plan, record, contacts ...). */
    bool (*name)(const void *self, base_str name, feel_host_name *out);
    /* A field of the host's kind of record. */
    bool (*field)(const void *self, int32_t record_kind, base_str name, feel_host_field *out);
    /* A word of an enumeration, as the very text that feel_facts gives for it. */
    bool (*word)(const void *self, int32_t enumeration, base_str word, base_str *out);
    /* For suggestions and messages; an empty slice past the end. */
    base_str (*name_at)(const void *self, int32_t index);
    base_str (*field_at)(const void *self, int32_t record_kind, int32_t index);
    base_str (*word_at)(const void *self, int32_t enumeration, int32_t index);
    base_str (*kind_name)(const void *self, int32_t record_kind);           /* "task" */
    base_str (*enumeration_name)(const void *self, int32_t enumeration);    /* "contact mode" */
    /* Names that are not letters, digits and `_` alone (`Full Name`, `a-b`), of the host's names and of the entries of what
     * they hold, with single spaces, each beginning with a letter; an empty slice past the end. The text of an expression is
     * read as the longest of them that fits, with any white space where a name has a space. NULL: there are none. */
    base_str (*odd_name_at)(const void *self, int32_t index);
} feel_schema;

struct feel_run;

/* What the host can say of something being written; `perhaps` only of a list that may have items nobody sees. */
typedef enum feel_written { FEEL_NOT_WRITTEN, FEEL_WRITTEN, FEEL_PERHAPS_WRITTEN } feel_written;

/* Which items of a slice passed what is asked of each whoever the subject is, and in how many steps that was found. */
typedef struct feel_passed {
    const struct feel_node *slice;
    int64_t low, high;                  /* the days of its range */
    feel_value list;                    /* what it gave */
    uint64_t passed;                    /* bit i: item i did */
    int64_t steps;
} feel_passed;
enum { FEEL_PASSED_MOST = 64 };

typedef struct feel_facts {
    /* Reads on run->day. What is not known is FEEL_UNKNOWN, made with feel_missing_fact. Whatever these four give that may
     * read otherwise on another day is told with feel_reads_day or feel_reads_turn. */
    void (*name)(struct feel_run *run, int32_t id, feel_value *out);
    void (*field)(struct feel_run *run, const void *record, const void *handle, feel_value *out);
    /* Whether the case holds something there on run->day: not absent, null, "" or []. */
    feel_written (*documented)(struct feel_run *run, const void *record, const void *handle);
    /* Item `index` of a FEEL_HOST list. */
    void (*item)(struct feel_run *run, const feel_value *list, uint32_t index, feel_value *out);
    /* The items of a host list sorted by its items' `date` that lie from day `low` through `high`, low <= high, and those
     * whose date is not known or none; marked FEEL_WITHIN where there are none of the latter. False: cannot, the list is taken
     * as it is. NULL: never can. */
    bool (*slice)(struct feel_run *run, const feel_value *list, int64_t low, int64_t high, feel_value *out);
    /* The same of the list that a name gives, at once. False: cannot, the name is to be read. NULL: never can. */
    bool (*slice_name)(struct feel_run *run, int32_t id, int64_t low, int64_t high, feel_value *out);
    /* The position of the first item of a host list that is the same text or record as `value`, which is one or the other; as
     * many as there are items: none is. False: cannot, the items are read one by one. NULL: never can. */
    bool (*find)(struct feel_run *run, const feel_value *list, const feel_value *value, uint32_t *index);
    /* The same two questions of a field of a record, at once: whether it is that text, and where in the list that it is the text
     * or record stands, *count being the items of the list. False: cannot, the field is to be read. NULL: never can. */
    bool (*is_text)(struct feel_run *run, const void *record, const void *handle, const feel_value *text, bool *same);
    bool (*find_in)(struct feel_run *run, const void *record, const void *handle, const feel_value *value, uint32_t *index,
                    uint32_t *count);
    /* A place, empty at first, where such an answer may be kept for as long as run->host reads the same; NULL: there is none. NULL
     * for the function: never is. */
    feel_passed *(*passed)(struct feel_run *run);
    /* Keeps run->host in *saved and puts there what reads as of `day`; the machine sets run->day, and puts both back.
     * False, nothing changed: memory is short (run->no_memory) or over its bound. */
    bool (*at_day)(struct feel_run *run, int64_t day, void **saved);
    /* For people: a record ("leo", "record/7"), the path of a fact ("leo.born"). `names`: give a
     * member's name instead of its id. */
    void (*put_record)(struct feel_run *run, const void *record, bool names, base_buffer *buffer);
    void (*put_fact)(struct feel_run *run, const void *record, const void *handle, base_buffer *buffer);
} feel_facts;
#endif
