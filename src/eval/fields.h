/* SPDX-License-Identifier: MIT */
#ifndef EVAL_FIELDS_H
#define EVAL_FIELDS_H
/* Within the room: how fields read, shared by fields.c, which knows all of it, and facts.c, which has the shortest ways. */
#include "eval/custom.h"
#include "eval/rating.h"

/* The field of a record that a handle means: where the record's kind was not known when the rules were
 * compiled, the one of the same name. NULL: its kind has none. */
static inline const model_field *eval_field_of(const cw_record *record, const model_field *handle)
{
    if (handle->kind == record->kind) return handle;
    if (handle->kind == MODEL_KIND_ENTRY && model_kinds[record->kind].group == MODEL_GROUP_ENTRY) return handle;
    if (handle->key == EVAL_RATING_KEY || handle->key == EVAL_CUSTOM_KEY) return handle;
    return model_field_find(record->kind, base_str_of(handle->name));
}

static inline bool eval_is_list(const model_field *field)
{
    return field->type >= MODEL_TEXTS;
}

static inline feel_value eval_host_list(const void *host, int64_t count, int32_t detail)
{
    return (feel_value){ .kind = FEEL_LIST, .flags = FEEL_HOST, .detail = (int16_t)detail, .size = (uint32_t)count,
                         .as.host = host };
}

/* The lists that the whole case owns are seen through the view, under whatever name they are read. */
static inline int32_t eval_seen_list(const model_field *field)
{
    if (field->type != MODEL_ROWS || field->kind != MODEL_KIND_CASE) return -1;
    if (field == model_field_by(MODEL_FIELD_CASE_MEMBERS)) return EVAL_SEEN_MEMBERS;
    if (field == model_field_by(MODEL_FIELD_CASE_PLANS)) return EVAL_SEEN_PLANS;
    return field == model_field_by(MODEL_FIELD_CASE_RECORD) ? EVAL_SEEN_RECORD : -1;
}

static inline feel_value eval_word_value(int32_t enumeration, int32_t word)
{
    const model_word *found = &model_enumerations[enumeration].words[word];
    return feel_string((base_str){ found->word, found->length });
}

static inline void eval_read_date(feel_run *run, const model_field *field, int64_t day, feel_value *out)
{
    bool actual = field->time == MODEL_ACTUAL;
    if (actual) feel_reads_turn(run, day);
    *out = actual && day > run->day ? feel_null() : feel_date(day);
}

/* Most references are to members, and on most days all of those are there. */
static inline bool eval_members_are_there(feel_run *run)
{
    const eval_view *view = run->host;
    int64_t since = view->days->members_since;
    if (view->day < since) return false;
    feel_reads_turn(run, since);
    return true;
}

/* The record that a reference leads to: null where it is not there on the day, unknown where that cannot be told. */
void eval_read_target(feel_run *run, const cw_record *target, feel_value *out);
/* Puts it into a list that has room, unless it is not there; as an uncertain item where that cannot be told. */
void eval_put_target(feel_run *run, feel_list *list, const cw_record *target);
/* Any field that a handle means, in whatever state. */
void eval_read_field(feel_run *run, const cw_record *record, const model_field *handle, feel_value *out);
#endif
