/* SPDX-License-Identifier: MIT */
/* The fact provider: a field of a record as it reads on the day of a view. */
#include "eval/derived.h"
#include "eval/names.h"
#include "model/history.h"

/* The field of a record that a handle means: where the record's kind was not known when the rules were
 * compiled, the one of the same name. NULL: its kind has none. */
static const model_field *field_of(const cw_record *record, const model_field *handle)
{
    const model_kind *kind = &model_kinds[record->kind];
    int32_t number = handle->key / 1000;
    if (number == kind->number) return handle;
    if (kind->group == MODEL_GROUP_ENTRY && number == model_kind_at(MODEL_KIND_ENTRY)->number) return handle;
    return model_field_find(record->kind, base_str_of(handle->name));
}

static bool is_list(const model_field *field)
{
    return field->type >= MODEL_TEXTS;
}

static feel_value host_list(const void *host, int64_t count, int32_t detail)
{
    return (feel_value){ .kind = FEEL_LIST, .flags = FEEL_HOST, .detail = (int16_t)detail, .size = (uint32_t)count,
                         .as.host = host };
}

/* ---- references: what is not there on the day is not referred to ---- */

static void read_target(feel_run *run, const cw_record *target, feel_value *out)
{
    eval_fact why;
    eval_there there = target ? eval_read_exists(run, target, &why) : EVAL_GONE;
    if (there == EVAL_PERHAPS) *out = feel_missing_fact(run, why.record, why.field);
    else *out = there == EVAL_THERE ? eval_record_value(target) : feel_null();
}

static void put_item(feel_run *run, feel_list *list, const cw_record *target)
{
    feel_value read;
    read_target(run, target, &read);
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
    while (i < from->count && eval_read_exists(run, items[i].target, &why) == EVAL_THERE)
        i++;
    if (i == from->count) {
        *out = host_list(from, from->count, EVAL_LIST_REFERENCES);
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
        put_item(run, list, items[i].target);
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
        *out = host_list(&view->days->one->root, 1, EVAL_LIST_RECORDS);
}

static void read_absent(feel_run *run, const cw_record *record, const model_field *field, feel_value *out)
{
    if (eval_settle(run, record, field, out)) return;
    if (field->absence == MODEL_ABSENT_UNKNOWN) *out = feel_missing_fact(run, record, field);
    else if (field->absence == MODEL_ABSENT_STATED) read_stated(run, record, field, out);
    else *out = is_list(field) ? host_list(NULL, 0, EVAL_LIST_TEXTS) : feel_null();
}

/* ---- what is recorded ---- */

static feel_value word_value(int32_t enumeration, int32_t word)
{
    const model_word *found = &model_enumeration_at(enumeration)->words[word];
    return feel_string((base_str){ found->word, found->length });
}

static void read_date(feel_run *run, const model_field *field, int64_t day, feel_value *out)
{
    bool actual = field->time == MODEL_ACTUAL;
    if (actual) feel_reads_turn(run, day);
    *out = actual && day > run->day ? feel_null() : feel_date(day);
}

static void read_value(feel_run *run, const cw_record *record, const model_field *field, const model_slot *slot, feel_value *out)
{
    switch ((model_type)field->type) {
    case MODEL_TEXT: *out = feel_string((base_str){ slot->as.text, slot->length }); break;
    case MODEL_NUMBER: *out = (feel_value){ .kind = FEEL_NUMBER, .as.number = slot->as.number }; break;
    case MODEL_BOOLEAN: *out = feel_boolean(slot->as.integer != 0); break;
    case MODEL_DATE: read_date(run, field, slot->as.integer, out); break;
    case MODEL_TERM: *out = word_value(field->target, (int32_t)slot->as.integer); break;
    case MODEL_REFERENCE: read_target(run, slot->as.reference->target, out); break;
    case MODEL_ROW: *out = eval_record_value(slot->as.row); break;
    case MODEL_TEXTS: *out = host_list(slot->as.list->items, slot->as.list->count, EVAL_LIST_TEXTS); break;
    case MODEL_TERMS: *out = host_list(slot->as.list->items, slot->as.list->count, field->target); break;
    case MODEL_REFERENCES: read_references(run, record, field, slot->as.list, out); break;
    case MODEL_ROWS: *out = host_list(slot->as.list->items, slot->as.list->count, EVAL_LIST_RECORDS); break;
    }
}

/* The lists that the whole case owns are seen through the view, under whatever name they are read. */
static int32_t seen_list(const model_field *field)
{
    if (field->type != MODEL_ROWS) return -1;
    if (field == model_field_by(MODEL_FIELD_CASE_MEMBERS)) return EVAL_SEEN_MEMBERS;
    if (field == model_field_by(MODEL_FIELD_CASE_PLANS)) return EVAL_SEEN_PLANS;
    return field == model_field_by(MODEL_FIELD_CASE_RECORD) ? EVAL_SEEN_RECORD : -1;
}

static void read_slot(feel_run *run, const cw_record *record, const model_field *field, feel_value *out)
{
    const model_slot *slot = &record->slots[field->slot];
    if (slot->state == MODEL_VALUE) read_value(run, record, field, slot, out);
    else if (slot->state == MODEL_NULL) *out = feel_missing_fact(run, record, field);
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

static void read_field(feel_run *run, const void *host, const void *handle, feel_value *out)
{
    const cw_record *record = host;
    const model_field *field = field_of(record, handle);
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
    int32_t seen = seen_list(field);
    if (seen >= 0) eval_look(run, seen, out);
    else if (field->dated && record->past) read_dated(run, record, field, out);
    else read_slot(run, record, field, out);
}

/* The same, but that no one's name is told. */
static void read_field_unnamed(feel_run *run, const void *host, const void *handle, feel_value *out)
{
    const cw_record *record = host;
    if (field_of(record, handle) == model_field_by(MODEL_FIELD_MEMBER_NAME)) *out = feel_string(model_record_id(record));
    else read_field(run, host, handle, out);
}

static void read_name(feel_run *run, int32_t id, feel_value *out)
{
    const eval_view *view = run->host;
    switch (id) {
    case EVAL_NAME_CASE: *out = eval_record_value(view->days->one->root); break;
    case EVAL_NAME_MEMBERS: eval_look(run, EVAL_SEEN_MEMBERS, out); break;
    case EVAL_NAME_PLAN: eval_look(run, EVAL_SEEN_PLAN, out); break;
    case EVAL_NAME_PLANS: eval_look(run, EVAL_SEEN_PLANS, out); break;
    case EVAL_NAME_RECORD: eval_look(run, EVAL_SEEN_RECORD, out); break;
    default: eval_look(run, EVAL_SEEN_KINDS + id - EVAL_NAME_KINDS - MODEL_KIND_ENTRY_FIRST, out); break;
    }
}

static void read_item(feel_run *run, const feel_value *list, uint32_t index, feel_value *out)
{
    (void)run;
    if (list->detail == EVAL_LIST_TEXTS) {
        *out = feel_string(((const base_str *)list->as.host)[index]);
    } else if (list->detail == EVAL_LIST_REFERENCES) {
        const model_list *references = list->as.host;
        *out = eval_record_value(((const model_reference *)references->items)[index].target);
    } else if (list->detail == EVAL_LIST_RECORDS) {
        *out = eval_record_value(((cw_record *const *)list->as.host)[index]);
    } else {
        *out = word_value(list->detail, ((const int32_t *)list->as.host)[index]);
    }
}

/* ---- what is written ---- */

static bool reference_documented(const eval_view *view, const model_reference *reference)
{
    eval_fact why;
    return reference->target && eval_exists(view, reference->target, &why) != EVAL_GONE;
}

static bool list_documented(const eval_view *view, const model_field *field, const model_list *list)
{
    if (field->type != MODEL_REFERENCES) return list->count > 0;
    for (int64_t i = 0; i < list->count; i++)
        if (reference_documented(view, (const model_reference *)list->items + i)) return true;
    return false;
}

/* Of the case's own lists: entries that nobody sees yet leave it open. */
static feel_written list_seen(feel_run *run, int32_t what)
{
    feel_value list;
    eval_look(run, what, &list);
    if (list.kind != FEEL_LIST) return FEEL_NOT_WRITTEN;
    uint32_t count = feel_list_count(&list);
    bool unseen = count > 0 && !(list.flags & FEEL_HOST) && list.as.list->items[count - 1].kind == FEEL_UNKNOWN;
    if (count > (unseen ? 1u : 0u)) return FEEL_WRITTEN;
    return unseen ? FEEL_PERHAPS_WRITTEN : FEEL_NOT_WRITTEN;
}

static feel_written is_documented(feel_run *run, const void *host, const void *handle)
{
    const eval_view *view = run->host;
    const cw_record *record = host;
    const model_field *field = field_of(record, handle);
    feel_reads_day(run);
    if (!field) return FEEL_NOT_WRITTEN;
    if (field->derived) return eval_derived_documented(run, record, field) ? FEEL_WRITTEN : FEEL_NOT_WRITTEN;
    if (field->dated) {
        model_place written = model_written_on(record, field, view->day);
        record = written.record;
        field = written.field;
    }
    const model_slot *slot = &record->slots[field->slot];
    int32_t seen = seen_list(field);
    if (seen >= 0 && slot->state != MODEL_NULL) return list_seen(run, seen);
    if (slot->state != MODEL_VALUE) return FEEL_NOT_WRITTEN;
    if (is_list(field)) return list_documented(view, field, slot->as.list) ? FEEL_WRITTEN : FEEL_NOT_WRITTEN;
    if (field->type == MODEL_TEXT) return slot->length > 0 ? FEEL_WRITTEN : FEEL_NOT_WRITTEN;
    if (field->type == MODEL_REFERENCE) return reference_documented(view, slot->as.reference) ? FEEL_WRITTEN : FEEL_NOT_WRITTEN;
    bool ahead = field->type == MODEL_DATE && field->time == MODEL_ACTUAL && slot->as.integer > view->day;
    return ahead ? FEEL_NOT_WRITTEN : FEEL_WRITTEN;
}

/* ---- other days, and parts of the record ---- */

static bool at_day(feel_run *run, int64_t day, void **saved)
{
    eval_view *view = run->host;
    eval_view *other = eval_view_on(view->days, day);
    if (!other) {
        if (!view->days->over) run->no_memory = true;
        return false;
    }
    *saved = view;
    run->host = other;
    return true;
}

/* How many of the items, which are entries by date, are dated before the day. */
static uint32_t count_before(cw_record *const *items, uint32_t count, int64_t day)
{
    uint32_t low = 0, high = count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (items[middle]->slots[MODEL_SLOT_ENTRY_DATE].as.integer < day) low = middle + 1;
        else high = middle;
    }
    return low;
}

static bool slice(feel_run *run, const feel_value *list, int64_t low, int64_t high, feel_value *out)
{
    (void)run;
    cw_record *const *items = list->as.host;
    bool entries = (list->flags & FEEL_HOST) && list->detail == EVAL_LIST_RECORDS && list->size > 0
        && model_kind_is_entry(items[0]->kind);
    if (!entries || high == INT64_MAX) return false;
    uint32_t first = count_before(items, list->size, low), end = count_before(items, list->size, high + 1);
    *out = host_list(items + first, end > first ? end - first : 0, EVAL_LIST_RECORDS);
    return true;
}

/* ---- for people ---- */

static void put_record(feel_run *run, const void *host, bool names, base_buffer *buffer)
{
    (void)run;
    const cw_record *record = host;
    const model_slot *name = record->kind == MODEL_KIND_MEMBER ? &record->slots[MODEL_SLOT_MEMBER_NAME] : NULL;
    if (names && name && name->state == MODEL_VALUE) base_put_str(buffer, (base_str){ name->as.text, name->length });
    else model_put_record_name(buffer, record);
}

static void put_fact(feel_run *run, const void *record, const void *handle, base_buffer *buffer)
{
    (void)run;
    model_put_fact(buffer, record, handle);
}

const feel_facts eval_facts = {
    .name = read_name, .field = read_field, .documented = is_documented, .item = read_item,
    .slice = slice, .at_day = at_day,
    .put_record = put_record, .put_fact = put_fact
};
const feel_facts eval_facts_unnamed = {
    .name = read_name, .field = read_field_unnamed, .documented = is_documented, .item = read_item,
    .slice = slice, .at_day = at_day,
    .put_record = put_record, .put_fact = put_fact
};
