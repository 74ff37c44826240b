/* SPDX-License-Identifier: MIT */
#ifndef AUTHOR_HANDBOOK_NAMES_H
#define AUTHOR_HANDBOOK_NAMES_H
/* Within the room: what people call the fields and records of the schema. */
#include "model/schema.h"

/* How a field is said. In each, `%` stands for who has it ("the task"). NULL: as its name has it, or not at all. */
typedef struct handbook_field {
    const char *name;
    const char *owned;       /* the value of one: "the day on which % was dropped" */
    const char *item;        /* of a list, one item: "person whom % is about" */
    const char *items;       /* several */
    const char *noun;        /* what an item is called afterwards: "person" */
    const char *yes, *no;    /* of true or false, and of a day that is there or is none: "% was dropped" */
    const char *holds;       /* of a list of words, before the word that it holds: "% has the role " */
} handbook_field;

/* NULL: nothing but the name is known. */
const handbook_field *handbook_field_of(const model_field *field);

/* What a record of the kind is called: "objective", "objectives". */
const char *handbook_noun(int32_t kind);
const char *handbook_nouns(int32_t kind);

/* Names with their underscores as spaces; of words that end in `s`, and are the name of a list, the one: "owner". */
void handbook_put_words(base_buffer *out, base_str name);
void handbook_put_one(base_buffer *out, base_str plural);
#endif
