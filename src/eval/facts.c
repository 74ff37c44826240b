/* SPDX-License-Identifier: MIT */
/* The fact provider: names, fields, lists and their parts, what is written. */
#include "eval/derived.h"
#include "eval/fields.h"
#include "eval/names.h"
#include "eval/words.h"
#include "model/history.h"

/* Whether a handle means a field of the record's own kind, as it mostly does. */
static inline bool is_own(const cw_record *record, const model_field *field)
{
    return field->kind == record->kind || (field->kind == MODEL_KIND_ENTRY && model_kinds[record->kind].group == MODEL_GROUP_ENTRY);
}

/* What is written in the record itself and reads the same on all days, or nearly. False: there is more to it. */
static inline bool read_written(feel_run *run, const model_field *field, const model_slot *slot, feel_value *out)
{
    switch (field->type) {
    case MODEL_TERM: *out = eval_word_value(field->target, (int32_t)slot->as.integer); return true;
    case MODEL_TERMS: *out = eval_host_list(slot->as.list->items, slot->as.list->count, field->target); return true;
    case MODEL_DATE: eval_read_date(run, field, slot->as.integer, out); return true;
    case MODEL_ROWS:
        if (field->kind == MODEL_KIND_CASE) return false;
        *out = eval_host_list(slot->as.list->items, slot->as.list->count, EVAL_LIST_RECORDS);
        return true;
    case MODEL_REFERENCE:
        if (field->target != MODEL_KIND_MEMBER || !eval_members_are_there(run)) return false;
        *out = eval_record_value(slot->as.reference->target);
        return true;
    case MODEL_REFERENCES:
        if (field->target != MODEL_KIND_MEMBER || !eval_members_are_there(run)) return false;
        *out = eval_host_list(slot->as.list, slot->as.list->count, EVAL_LIST_REFERENCES);
        return true;
    default: return false;
    }
}

/* Days on which something ends are mostly absent, and then none. */
static inline bool is_none(const feel_run *run, const model_field *field, const model_slot *slot)
{
    const eval_view *view = run->host;
    return slot->state == MODEL_ABSENT && field->absence == MODEL_ABSENT_NONE && field->type == MODEL_DATE && !view->days->absents;
}

/* The shortest ways; eval_read_field knows all. */
static void read_field(feel_run *run, const void *host, const void *handle, feel_value *out)
{
    const cw_record *record = host;
    const model_field *field = handle;
    if (is_own(record, field) && !field->derived && !record->past) {
        const model_slot *slot = &record->slots[field->slot];
        if (slot->state == MODEL_VALUE && read_written(run, field, slot, out)) return;
        if (is_none(run, field, slot)) {
            *out = feel_null();
            return;
        }
    }
    eval_read_field(run, record, handle, out);
}

/* The same, but that no one's name is told. */
static void read_field_unnamed(feel_run *run, const void *host, const void *handle, feel_value *out)
{
    const cw_record *record = host;
    if (eval_field_of(record, handle) == model_field_by(MODEL_FIELD_MEMBER_NAME)) *out = feel_string(model_record_id(record));
    else read_field(run, host, handle, out);
}

/* What of the view a name shows; -1: the case itself, which is no part of it. */
static inline int32_t seen_by_name(int32_t id)
{
    switch (id) {
    case EVAL_NAME_CASE: return -1;
    case EVAL_NAME_MEMBERS: return EVAL_SEEN_MEMBERS;
    case EVAL_NAME_PLAN: return EVAL_SEEN_PLAN;
    case EVAL_NAME_PLANS: return EVAL_SEEN_PLANS;
    case EVAL_NAME_RECORD: return EVAL_SEEN_RECORD;
    default: return EVAL_SEEN_KINDS + id - EVAL_NAME_KINDS - MODEL_KIND_ENTRY_FIRST;
    }
}

static void read_name(feel_run *run, int32_t id, feel_value *out)
{
    const eval_view *view = run->host;
    int32_t what = seen_by_name(id);
    if (what < 0) *out = eval_record_value(view->days->one->root);
    else eval_look(run, what, out);
}

static void read_item(feel_run *run, const feel_value *list, uint32_t index, feel_value *out)
{
    (void)run;
    if (list->detail == EVAL_LIST_RECORDS) {
        *out = eval_record_value(((cw_record *const *)list->as.host)[index]);
    } else if (list->detail == EVAL_LIST_REFERENCES) {
        const model_list *references = list->as.host;
        *out = eval_record_value(((const model_reference *)references->items)[index].target);
    } else if (list->detail == EVAL_LIST_TEXTS) {
        *out = feel_string(((const base_str *)list->as.host)[index]);
    } else {
        *out = eval_word_value(list->detail, ((const int32_t *)list->as.host)[index]);
    }
}

static inline bool is_word(const model_word *word, const feel_value *text)
{
    return word->word == text->as.text || base_str_equal(feel_text(text), (base_str){ word->word, word->length });
}

static inline uint32_t find_word(int32_t enumeration, const int32_t *items, uint32_t count, const feel_value *text)
{
    const model_word *words = model_enumerations[enumeration].words;
    uint32_t i = 0;
    while (i < count && !is_word(&words[items[i]], text)) i++;
    return i;
}

static inline uint32_t find_reference(const model_list *list, const void *record)
{
    const model_reference *items = list->items;
    uint32_t i = 0;
    while (i < (uint32_t)list->count && items[i].target != record) i++;
    return i;
}

static bool find_item(feel_run *run, const feel_value *list, const feel_value *value, uint32_t *index)
{
    (void)run;
    bool words = list->detail >= 0 && value->kind == FEEL_STRING;
    bool references = list->detail == EVAL_LIST_REFERENCES && value->kind == FEEL_RECORD;
    if (words) *index = find_word(list->detail, list->as.host, list->size, value);
    if (references) *index = find_reference(list->as.host, value->as.host);
    return words || references;
}

/* The slot of a field that has a value of a type, and had no other before; else NULL. */
static inline const model_slot *slot_with(const cw_record *record, const model_field *field, model_type type)
{
    if (field->type != type || !is_own(record, field) || field->derived || record->past) return NULL;
    const model_slot *slot = &record->slots[field->slot];
    return slot->state == MODEL_VALUE ? slot : NULL;
}

/* Computed from the roles of the day; a member without roles is of none. */
static bool is_category(feel_run *run, const cw_record *member, const feel_value *text, bool *same)
{
    eval_fact why;
    int32_t category = eval_member_category(run, member, &why);
    if (category == -2) return false;
    *same = category >= 0 && is_word(&model_enumerations[MODEL_ENUM_CATEGORY].words[category], text);
    return true;
}

static bool is_text(feel_run *run, const void *host, const void *handle, const feel_value *text, bool *same)
{
    const cw_record *record = host;
    const model_field *field = handle;
    if (field == model_field_by(MODEL_FIELD_MEMBER_CATEGORY) && is_own(record, field)) return is_category(run, record, text, same);
    const model_slot *slot = slot_with(record, field, MODEL_TERM);
    if (!slot) return false;
    *same = is_word(&model_enumerations[field->target].words[slot->as.integer], text);
    return true;
}

static bool find_in_field(feel_run *run, const void *record, const void *handle, const feel_value *value, uint32_t *index, uint32_t *count)
{
    const model_field *field = handle;
    bool text = value->kind == FEEL_STRING;
    const model_slot *slot = slot_with(record, field, text ? MODEL_TERMS : MODEL_REFERENCES);
    if (!slot || (!text && (field->target != MODEL_KIND_MEMBER || !eval_members_are_there(run)))) return false;
    const model_list *list = slot->as.list;
    *count = (uint32_t)list->count;
    *index = text ? find_word(field->target, list->items, *count, value) : find_reference(list, value->as.host);
    return true;
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
    const model_field *field = eval_field_of(record, handle);
    feel_reads_day(run);
    if (!field) return FEEL_NOT_WRITTEN;
    if (field->derived) return eval_derived_documented(run, record, field) ? FEEL_WRITTEN : FEEL_NOT_WRITTEN;
    if (field->dated) {
        model_place written = model_written_on(record, field, view->day);
        record = written.record;
        field = written.field;
    }
    const model_slot *slot = &record->slots[field->slot];
    int32_t seen = eval_seen_list(field);
    if (seen >= 0 && slot->state != MODEL_NULL) return list_seen(run, seen);
    if (slot->state == MODEL_NULL && eval_knows_kept(view->days->rules, record, field)) return FEEL_WRITTEN;
    if (slot->state != MODEL_VALUE) return FEEL_NOT_WRITTEN;
    if (eval_is_list(field)) return list_documented(view, field, slot->as.list) ? FEEL_WRITTEN : FEEL_NOT_WRITTEN;
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

static int64_t date_of(const cw_record *entry)
{
    return entry->slots[MODEL_SLOT_ENTRY_DATE].as.integer;
}

/* How many of the items, which are entries by date, are dated before the day. */
static uint32_t count_before(cw_record *const *items, uint32_t count, int64_t day)
{
    uint32_t low = 0, high = count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (date_of(items[middle]) < day) low = middle + 1;
        else high = middle;
    }
    return low;
}

/* The first of the items that is not dated before a day. Periods follow one another, so that mostly it is where the slice before
 * ended. */
static uint32_t find_first(const eval_days *days, cw_record *const *items, uint32_t count, int64_t day)
{
    uint32_t at = days->cut_host == items ? days->cut_end : 0;
    bool there = at <= count && (at == 0 || date_of(items[at - 1]) < day) && (at == count || date_of(items[at]) >= day);
    return there ? at : count_before(items, count, day);
}

/* The first from `first` on that is dated after a day: most slices are short. */
static uint32_t find_end(cw_record *const *items, uint32_t first, uint32_t count, int64_t day)
{
    uint32_t left = count - first, reach = 1;
    while (reach < left && date_of(items[first + reach - 1]) <= day) reach = reach < left / 2 ? reach * 2 : left;
    return first + count_before(items + first, reach < left ? reach : left, day + 1);
}

static void keep_slice(eval_view *view, const feel_value *list, int64_t low, int64_t high, const feel_value *cut)
{
    view->cut.host = list->as.host;
    view->cut.size = list->size;
    view->cut.low = low;
    view->cut.high = high;
    view->cut.list = *cut;
}

/* Subjects of a rule ask for the same part one after the other. */
static bool slice(feel_run *run, const feel_value *list, int64_t low, int64_t high, feel_value *out)
{
    eval_view *view = run->host;
    bool same = list->size > 0 && view->cut.host == list->as.host && view->cut.size == list->size;
    if (same && view->cut.low == low && view->cut.high == high) {
        *out = view->cut.list;
        return true;
    }
    cw_record *const *items = list->as.host;
    bool entries = (list->flags & FEEL_HOST) && list->detail == EVAL_LIST_RECORDS && list->size > 0
        && model_kind_is_entry(items[0]->kind);
    if (!entries || high == INT64_MAX) return false;
    uint32_t first = find_first(view->days, items, list->size, low), end = find_end(items, first, list->size, high);
    view->days->cut_host = items;
    view->days->cut_end = end;
    *out = eval_host_list(items + first, end - first, EVAL_LIST_RECORDS);
    /* Every entry of a frozen case is dated, and a view shows none that is dated later. */
    out->flags |= FEEL_WITHIN;
    keep_slice(view, list, low, high, out);
    return true;
}

/* All entries of a kind, or of any, without looking for those up to the day; false: not all of them are sure. */
static bool all_entries(const eval_view *view, int32_t what, feel_value *out)
{
    const eval_days *days = view->days;
    bool sure = days->sorted_out && !days->record_unknown && !days->unsure_entries && eval_is_whole(view);
    if (!sure || (what < EVAL_SEEN_KINDS && what != EVAL_SEEN_RECORD)) return false;
    bool any = what == EVAL_SEEN_RECORD;
    const model_view *entries = any ? &days->entries : &days->by_kind[MODEL_KIND_ENTRY_FIRST + what - EVAL_SEEN_KINDS];
    *out = eval_host_list(entries->items, entries->count, EVAL_LIST_RECORDS);
    return true;
}

static bool slice_name(feel_run *run, int32_t id, int64_t low, int64_t high, feel_value *out)
{
    const eval_view *view = run->host;
    int32_t what = seen_by_name(id);
    feel_value list;
    if (what < 0) return false;
    if (!all_entries(view, what, &list)) {
        eval_look(run, what, &list);
        return list.kind == FEEL_LIST && slice(run, &list, low, high, out);
    }
    feel_reads_day(run);
    return slice(run, &list, low, high < view->day ? high : view->day, out);
}

/* Not where names are hidden: what is asked may be a name. */
static feel_passed *place_for_passed(feel_run *run)
{
    eval_view *view = run->host;
    return run->facts == &eval_facts ? &view->passed : NULL;
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
    .slice = slice, .slice_name = slice_name, .find = find_item, .is_text = is_text, .find_in = find_in_field, .passed = place_for_passed, .at_day = at_day,
    .put_record = put_record, .put_fact = put_fact
};
const feel_facts eval_facts_unnamed = {
    .name = read_name, .field = read_field_unnamed, .documented = is_documented, .item = read_item,
    .slice = slice, .slice_name = slice_name, .find = find_item, .is_text = is_text, .find_in = find_in_field, .passed = place_for_passed, .at_day = at_day,
    .put_record = put_record, .put_fact = put_fact
};
