/* SPDX-License-Identifier: MIT */
/* A field of a record as it reads on the day of a view: what is written, absent, referred to, computed. */
#include "eval/derived.h"
#include "eval/fields.h"
#include "eval/words.h"
#include "model/history.h"

/* ---- references: what is not there on the day is not referred to ---- */

void eval_read_target(feel_run *run, const cw_record *target, feel_value *out)
{
    eval_fact why;
    if (target && target->kind == MODEL_KIND_MEMBER && eval_members_are_there(run)) {
        *out = eval_record_value(target);
        return;
    }
    eval_there there = target ? eval_read_exists(run, target, &why) : EVAL_GONE;
    if (there == EVAL_PERHAPS) *out = feel_missing_fact(run, why.record, why.field);
    else *out = there == EVAL_THERE ? eval_record_value(target) : feel_null();
}

void eval_put_target(feel_run *run, feel_list *list, const cw_record *target)
{
    feel_value read;
    eval_read_target(run, target, &read);
    if (read.kind == FEEL_NULL) return;
    feel_value *item = &list->items[list->count++];
    *item = eval_record_value(target);
    if (read.kind == FEEL_RECORD) return;
    item->flags = FEEL_UNCERTAIN;
    list->uncertain++;
    list->missing = list->missing ? feel_missing_union(run, list->missing, read.as.missing) : read.as.missing;
}

static void read_references(feel_run *run, const cw_record *record, const model_field *field, const model_list *from, feel_value *out)
{
    const model_reference *items = from->items;
    eval_fact why;
    int64_t i = 0;
    bool all = field->target == MODEL_KIND_MEMBER && eval_members_are_there(run);
    while (!all && i < from->count && eval_read_exists(run, items[i].target, &why) == EVAL_THERE)
        i++;
    if (all || i == from->count) {
        *out = eval_host_list(from, from->count, EVAL_LIST_REFERENCES);
        return;
    }
    feel_list *list = feel_list_new(run, (uint32_t)from->count);
    if (!list) {
        *out = feel_missing_fact(run, record, field);
        return;
    }
    list->count = list->uncertain = 0;
    list->missing = NULL;
    for (i = 0; i < from->count; i++)
        eval_put_target(run, list, items[i].target);
    *out = (feel_value){ .kind = FEEL_LIST, .as.list = list };
}

/* ---- what is absent ---- */

/* `about` and a plan's `subjects`: the whole family; of a rating: the case itself. */
static void read_stated(feel_run *run, const cw_record *record, const model_field *field, feel_value *out)
{
    const eval_view *view = run->host;
    int64_t judged = view->days->first->day;
    int64_t own = field == model_field_by(MODEL_FIELD_ENTRY_RECORDED) ? record->slots[MODEL_SLOT_ENTRY_DATE].as.integer : 0;
    feel_reads_day(run);
    if (field == model_field_by(MODEL_FIELD_ENTRY_RECORDED))
        *out = own <= view->day ? feel_date(own) : feel_null();
    else if (field == model_field_by(MODEL_FIELD_CASE_CURRENT_TO))
        *out = feel_date(judged > view->day ? judged : view->day);
    else if (field->target == MODEL_KIND_MEMBER)
        eval_look(run, EVAL_SEEN_FAMILY, out);
    else
        *out = eval_host_list(&view->days->one->root, 1, EVAL_LIST_RECORDS);
}

static void read_absent(feel_run *run, const cw_record *record, const model_field *field, feel_value *out)
{
    if (eval_settle(run, record, field, out)) return;
    if (field->absence == MODEL_ABSENT_UNKNOWN) *out = feel_missing_fact(run, record, field);
    else if (field->absence == MODEL_ABSENT_STATED) read_stated(run, record, field, out);
    else *out = eval_is_list(field) ? eval_host_list(NULL, 0, EVAL_LIST_TEXTS) : feel_null();
}

/* Not known, unless it is a word that the rules know. */
static void read_null(feel_run *run, const cw_record *record, const model_field *field, feel_value *out)
{
    if (!record->extras || !eval_read_kept(run, record, field, out)) *out = feel_missing_fact(run, record, field);
}

/* ---- what is recorded ---- */

static void read_value(feel_run *run, const cw_record *record, const model_field *field, const model_slot *slot, feel_value *out)
{
    switch ((model_type)field->type) {
    case MODEL_TEXT: *out = feel_string((base_str){ slot->as.text, slot->length }); break;
    case MODEL_NUMBER: *out = (feel_value){ .kind = FEEL_NUMBER, .as.number = slot->as.number }; break;
    case MODEL_BOOLEAN: *out = feel_boolean(slot->as.integer != 0); break;
    case MODEL_DATE: eval_read_date(run, field, slot->as.integer, out); break;
    case MODEL_TERM: *out = eval_word_value(field->target, (int32_t)slot->as.integer); break;
    case MODEL_REFERENCE: eval_read_target(run, slot->as.reference->target, out); break;
    case MODEL_ROW: *out = eval_record_value(slot->as.row); break;
    case MODEL_TEXTS: *out = eval_host_list(slot->as.list->items, slot->as.list->count, EVAL_LIST_TEXTS); break;
    case MODEL_TERMS: *out = eval_host_list(slot->as.list->items, slot->as.list->count, field->target); break;
    case MODEL_REFERENCES: read_references(run, record, field, slot->as.list, out); break;
    case MODEL_ROWS: *out = eval_host_list(slot->as.list->items, slot->as.list->count, EVAL_LIST_RECORDS); break;
    }
}

static inline void read_slot(feel_run *run, const cw_record *record, const model_field *field, feel_value *out)
{
    const model_slot *slot = &record->slots[field->slot];
    if (slot->state == MODEL_VALUE) read_value(run, record, field, slot, out);
    else if (slot->state == MODEL_NULL) read_null(run, record, field, out);
    else read_absent(run, record, field, out);
}

/* A field whose value was once another. */
static void read_dated(feel_run *run, const cw_record *record, const model_field *field, feel_value *out)
{
    const eval_view *view = run->host;
    model_place place;
    feel_reads_day(run);
    if (model_value_on(record, field, view->day, &place)) read_slot(run, place.record, place.field, out);
    else *out = feel_missing_fact(run, place.record, place.field);
}

void eval_read_field(feel_run *run, const cw_record *record, const model_field *handle, feel_value *out)
{
    const model_field *field = eval_field_of(record, handle);
    if (!field) {
        /* An entry of a kind not known here may have such a field, kept unread. */
        bool kept = record->kind == MODEL_KIND_UNRECOGNISED_ENTRY;
        *out = kept ? feel_missing_fact(run, record, handle) : feel_null();
        return;
    }
    if (field->derived) {
        eval_derive(run, record, field, out);
        return;
    }
    int32_t seen = eval_seen_list(field);
    if (seen >= 0) eval_look(run, seen, out);
    else if (field->dated && record->past) read_dated(run, record, field, out);
    else read_slot(run, record, field, out);
}

