/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include "base/map.h"
#include "model/case.h"
#include "model/diagnostics.h"
#include "model/history.h"

/* ---- checks ---- */

typedef struct checker {
    cw_case *one;
    cw_diag *diag;
    model_locate *locate;
    void *user;
    base_buffer name;            /* of the fact or record that is told */
    model_past *pasts;           /* what was found of earlier values */
    bool wrong;
    bool failed;                 /* no memory to tell a problem whole */
} checker;

/* A record's id where that looks like one, else its path. */
static void put_name(base_buffer *buffer, const cw_record *record)
{
    if (model_id_is_plain(model_record_id(record))) model_put_record_name(buffer, record);
    else model_put_record_path(buffer, record);
}

/* In check->name, what a field of a record is called, or the record. */
static void name_fact(checker *check, const cw_record *record, const model_field *field)
{
    base_buffer_clear(&check->name);
    if (field != NULL && record->parent == NULL) base_put(&check->name, "case");
    else put_name(&check->name, record);
    if (field != NULL) base_putf(&check->name, ".%s", field->name);
    check->failed |= check->name.failed;
}

/* The place of a problem, and in check->name what it is called. */
static const base_place *place_of(checker *check, const cw_record *record, const model_field *field, int64_t item, base_place *place)
{
    *place = (base_place){ 0 };
    if (!base_diag_keeps(check->diag)) return NULL;   /* it will only be counted */
    name_fact(check, record, field);
    if (check->locate == NULL) return NULL;
    check->locate(check->user, record, field, item, place);
    return place;
}

static const char *name_text(const checker *check)
{
    return check->name.failed || check->name.data == NULL ? "" : check->name.data;
}

static void tell_missing(checker *check, const cw_record *record, const model_field *field)
{
    base_place place;
    check->wrong = true;
    const base_place *at = place_of(check, record, NULL, -1, &place);
    base_diag_add(check->diag, &model_diagnostics[MODEL_TELL_MISSING_FIELD], at, (base_str){ "", 0 },
                  name_text(check), field->name, model_kind_at(record->kind)->name);
}

/* A null says that a fact is unknown, but a record without id or day has no place in the case. */
static void check_required(checker *check, const cw_record *record, const model_field *field)
{
    uint8_t state = record->slots[field->slot].state;
    bool needs_value = field->type == MODEL_DATE || model_field_is_id(field);
    if (state == MODEL_ABSENT || (state == MODEL_NULL && needs_value)) tell_missing(check, record, field);
}

/* Looks for an id that a reference may have meant. Bounded: only so many records are looked at. */
enum { MOST_LOOKED_AT = 2000 };
typedef struct search { base_nearest nearest; int32_t target; int left; } search;

static void consider_ids(search *look, const cw_record *record);

static void consider_field(search *look, const model_field *field, const model_slot *slot)
{
    if (slot->state != MODEL_VALUE) return;
    if (field->type == MODEL_ROW) consider_ids(look, slot->as.row);
    if (field->type != MODEL_ROWS) return;
    cw_record **rows = slot->as.list->items;
    for (int64_t i = 0; i < slot->as.list->count && look->left > 0; i++) consider_ids(look, rows[i]);
}

/* Recursion is bounded by MODEL_DEPTH_MAX. */
static void consider_ids(search *look, const cw_record *record)
{
    base_str id = model_record_id(record);
    look->left--;
    if (model_id_is_plain(id) && model_kind_fits(record->kind, look->target)) base_nearest_consider(&look->nearest, id);
    for (int32_t i = 0; i < model_kind_at(record->kind)->field_count && look->left > 0; i++) {
        const model_field *field = model_field_at(record->kind, i);
        if (!field->derived) consider_field(look, field, &record->slots[field->slot]);
    }
}

static void put_suggestion(base_buffer *help, const checker *check, const model_field *field, base_str id)
{
    search look = { .target = field->target, .left = MOST_LOOKED_AT };
    base_nearest_init(&look.nearest, id);
    consider_ids(&look, check->one->root);
    base_str best = base_nearest_result(&look.nearest);
    if (best.length > 0) base_putf(help, "did you mean `%.*s`?", (int)best.length, best.at);
}

static void tell_dangling(checker *check, const cw_record *record, const model_field *field, int64_t item, base_str id)
{
    base_place place;
    base_buffer help;
    char shown[72] = "a text";
    check->wrong = true;
    base_buffer_init(&help, check->one->context);
    const base_place *at = place_of(check, record, field, item, &place);
    if (base_diag_keeps(check->diag)) put_suggestion(&help, check, field, id);
    if (model_id_is_plain(id)) snprintf(shown, sizeof shown, "`%.*s`", (int)id.length, id.at);
    base_diag_add(check->diag, &model_diagnostics[MODEL_TELL_DANGLING_REFERENCE], at,
                  (base_str){ help.data != NULL ? help.data : "", help.length }, name_text(check), shown);
    check->failed |= help.failed;
    base_buffer_finish(&help);
}

static void tell_wrong_kind(checker *check, const cw_record *record, const model_field *field, int64_t item,
                            const cw_record *target)
{
    base_place place;
    base_buffer name;
    check->wrong = true;
    base_buffer_init(&name, check->one->context);
    const base_place *at = place_of(check, record, field, item, &place);
    if (base_diag_keeps(check->diag)) put_name(&name, target);
    base_diag_add(check->diag, &model_diagnostics[MODEL_TELL_WRONG_KIND], at, (base_str){ "", 0 }, name_text(check),
                  name.data != NULL ? name.data : "", model_kind_at(field->target)->name, model_kind_at(target->kind)->name);
    check->failed |= name.failed;
    base_buffer_finish(&name);
}

/* Sets the target as well: it is not read before the case is frozen. */
static void check_reference(checker *check, const cw_record *record, const model_field *field, int64_t item, model_reference *reference)
{
    reference->target = model_find(check->one, reference->id);
    if (reference->target == NULL) tell_dangling(check, record, field, item, reference->id);
    else if (!model_kind_fits(reference->target->kind, field->target)) tell_wrong_kind(check, record, field, item, reference->target);
}

/* ---- earlier values ---- */

static void tell_no_value(checker *check, const cw_record *row)
{
    base_place place;
    check->wrong = true;
    const base_place *at = place_of(check, row, NULL, -1, &place);
    base_diag_add(check->diag, &model_diagnostics[MODEL_TELL_HISTORY_VALUE], at, (base_str){ "", 0 }, name_text(check));
}

/* Two values of one field up to the same day, of which the second is told. */
static void tell_twice(checker *check, const cw_record *owner, const model_era *era)
{
    base_place place;
    base_buffer day;
    check->wrong = true;
    base_buffer_init(&day, check->one->context);
    base_put_day(&day, era->until);
    const base_place *at = place_of(check, era->row, model_field_at(era->row->kind, 0), -1, &place);
    if (base_diag_keeps(check->diag)) name_fact(check, owner, era->of);
    base_diag_add(check->diag, &model_diagnostics[MODEL_TELL_HISTORY_TWICE], at, (base_str){ "", 0 }, name_text(check),
                  day.failed || day.data == NULL ? "" : day.data);
    check->failed |= day.failed;
    base_buffer_finish(&day);
}

static void check_rows(checker *check, const model_slot *history)
{
    if (history->state != MODEL_VALUE) return;
    cw_record **rows = history->as.list->items;
    for (int64_t i = 0; i < history->as.list->count; i++)
        if (model_history_value(rows[i]) == NULL) tell_no_value(check, rows[i]);
}

static void check_history(checker *check, cw_record *record)
{
    const model_slot *history = &record->slots[model_history_of(record->kind)->slot];
    if (history->state == MODEL_ABSENT || (history->state == MODEL_VALUE && history->as.list->count == 0)) return;
    model_past *past = model_past_make(&check->one->arena, record);
    if (past == NULL) {
        check->failed = true;
        return;
    }
    check_rows(check, history);
    for (int64_t i = 1; i < past->count; i++) {
        const model_era *era = &past->eras[i];
        if (era->of == era[-1].of && era->until == era[-1].until && era->until != INT64_MAX) tell_twice(check, record, era);
    }
    past->next = check->pasts;
    check->pasts = past;
}

/* ---- order of days ---- */

typedef struct order { int32_t kind, before, after, row; } order;

static const order orders[] = {
    { MODEL_KIND_CASE, MODEL_FIELD_CASE_OPENED, MODEL_FIELD_CASE_CLOSED, MODEL_TELL_CLOSED_BEFORE_OPENED },
    { MODEL_KIND_MEMBER, MODEL_FIELD_MEMBER_JOINED, MODEL_FIELD_MEMBER_LEFT, MODEL_TELL_DAYS_REVERSED },
    { MODEL_KIND_COURT_ORDER, MODEL_FIELD_ENTRY_DATE, MODEL_FIELD_COURT_ORDER_VACATED, MODEL_TELL_DAYS_REVERSED },
};

static void tell_order(checker *check, const cw_record *record, const order *order, int64_t first, int64_t last)
{
    const model_field *before = model_field_by(order->before), *after = model_field_by(order->after);
    const base_diagnostic_row *row = &model_diagnostics[order->row];
    base_place place;
    base_buffer days;
    base_buffer_init(&days, check->one->context);
    base_put_day(&days, last);
    base_put_char(&days, '\0');
    size_t second = days.length;
    base_put_day(&days, first);
    const base_place *at = place_of(check, record, after, -1, &place);
    const char *late = days.failed ? "" : days.data, *early = days.failed ? "" : days.data + second;
    if (order->row == MODEL_TELL_CLOSED_BEFORE_OPENED) base_diag_add(check->diag, row, at, (base_str){ "", 0 }, late, early);
    else base_diag_add(check->diag, row, at, (base_str){ "", 0 }, name_text(check), late, before->name, early);
    check->wrong |= row->severity == CW_SEVERITY_ERROR;
    check->failed |= days.failed;
    base_buffer_finish(&days);
}

static void check_order(checker *check, const cw_record *record)
{
    for (size_t i = 0; i < sizeof orders / sizeof orders[0]; i++) {
        if (orders[i].kind != record->kind) continue;
        const model_slot *first = &record->slots[model_field_by(orders[i].before)->slot];
        const model_slot *last = &record->slots[model_field_by(orders[i].after)->slot];
        if (first->state == MODEL_VALUE && last->state == MODEL_VALUE && last->as.integer < first->as.integer)
            tell_order(check, record, &orders[i], first->as.integer, last->as.integer);
    }
}

/* ---- all records ---- */

static void check_record(checker *check, cw_record *record);

static void check_field(checker *check, cw_record *record, const model_field *field)
{
    const model_slot *slot = &record->slots[field->slot];
    if (field->required) check_required(check, record, field);
    if (slot->state != MODEL_VALUE) return;
    if (field->type == MODEL_REFERENCE) check_reference(check, record, field, -1, slot->as.reference);
    if (field->type == MODEL_ROW) check_record(check, slot->as.row);
    if (field->type != MODEL_REFERENCES && field->type != MODEL_ROWS) return;
    for (int64_t i = 0; i < slot->as.list->count; i++) {
        if (field->type == MODEL_ROWS) check_record(check, ((cw_record **)slot->as.list->items)[i]);
        else check_reference(check, record, field, i, (model_reference *)slot->as.list->items + i);
    }
}

/* Bounded by MODEL_DEPTH_MAX. */
static void check_record(checker *check, cw_record *record)
{
    for (int32_t i = 0; i < model_kind_at(record->kind)->field_count; i++) {
        const model_field *field = model_field_at(record->kind, i);
        if (!field->derived) check_field(check, record, field);
    }
    if (model_history_of(record->kind) != NULL) check_history(check, record);
    check_order(check, record);
}

static cw_status check_case(checker *check)
{
    base_buffer_init(&check->name, check->one->context);
    check_record(check, check->one->root);
    bool failed = check->failed || base_diag_failed(check->diag);
    base_buffer_finish(&check->name);
    if (failed) return CW_ERR_NOMEM;
    return check->wrong ? CW_ERR_INPUT : CW_OK;
}

/* ---- views ---- */

typedef struct dated { int64_t day; cw_record *record; } dated;

static void merge(const dated *from, dated *to, int64_t low, int64_t middle, int64_t high)
{
    int64_t left = low, right = middle;
    for (int64_t i = low; i < high; i++) {
        bool take_left = left < middle && (right >= high || from[left].day <= from[right].day);
        to[i] = take_left ? from[left++] : from[right++];
    }
}

/* A stable merge sort by day; `spare` has the same room. Gives the one of the two that holds the result. */
static dated *sort_by_day(dated *items, dated *spare, int64_t count)
{
    for (int64_t width = 1; width < count; width *= 2) {
        for (int64_t low = 0; low < count; low += 2 * width) {
            int64_t middle = low + width < count ? low + width : count;
            int64_t high = middle + width < count ? middle + width : count;
            merge(items, spare, low, middle, high);
        }
        dated *swap = items;
        items = spare;
        spare = swap;
    }
    return items;
}

static int64_t day_or(const cw_record *record, int32_t slot, int64_t otherwise)
{
    return record->slots[slot].state == MODEL_VALUE ? record->slots[slot].as.integer : otherwise;
}

/* A plan's is the day from which it is in force; without one it stands last. */
static int64_t sort_day(const cw_record *record)
{
    if (record->kind == MODEL_KIND_PLAN)
        return day_or(record, MODEL_SLOT_PLAN_EFFECTIVE, day_or(record, MODEL_SLOT_PLAN_DEVELOPED, INT64_MAX));
    if (model_kind_is_entry(record->kind)) return day_or(record, MODEL_SLOT_ENTRY_DATE, INT64_MAX);
    return 0;
}

/* Fills a view with the rows of a field of the case, sorted by day, then document order. */
static bool fill_view(cw_case *one, const model_field *field, model_view *view)
{
    int64_t count = model_row_count(one->root, field);
    cw_record **items = base_arena_array(&one->arena, (size_t)count, sizeof *items);
    if (items == NULL) return false;
    base_mark mark = base_arena_mark(&one->arena);
    dated *sorted = base_arena_array(&one->arena, (size_t)count, sizeof *sorted);
    dated *spare = base_arena_array(&one->arena, (size_t)count, sizeof *spare);
    if (sorted == NULL || spare == NULL) return false;
    for (int64_t i = 0; i < count; i++) {
        sorted[i].record = model_row_at(one->root, field, i);
        sorted[i].day = sort_day(sorted[i].record);
    }
    sorted = sort_by_day(sorted, spare, count);
    for (int64_t i = 0; i < count; i++) items[i] = sorted[i].record;
    *view = (model_view){ items, count };
    base_arena_rewind(&one->arena, mark);
    return true;
}

/* The entries of each kind, sorted as all entries are: slices of one array. */
static bool fill_kinds(cw_case *one)
{
    cw_record **items = base_arena_array(&one->arena, (size_t)one->entries.count, sizeof *items);
    one->by_kind = base_arena_array(&one->arena, MODEL_KIND_COUNT, sizeof *one->by_kind);
    if (items == NULL || one->by_kind == NULL) return false;
    for (int64_t i = 0; i < one->entries.count; i++) one->by_kind[one->entries.items[i]->kind].count++;
    for (int32_t kind = 0; kind < MODEL_KIND_COUNT; kind++) {
        one->by_kind[kind].items = items;
        items += one->by_kind[kind].count;
        one->by_kind[kind].count = 0;
    }
    for (int64_t i = 0; i < one->entries.count; i++) {
        model_view *view = &one->by_kind[one->entries.items[i]->kind];
        view->items[view->count++] = one->entries.items[i];
    }
    return true;
}

static bool fill_views(cw_case *one)
{
    return fill_view(one, model_field_by(MODEL_FIELD_CASE_MEMBERS), &one->members)
        && fill_view(one, model_field_by(MODEL_FIELD_CASE_PLANS), &one->plans)
        && fill_view(one, model_field_by(MODEL_FIELD_CASE_RECORD), &one->entries)
        && fill_kinds(one);
}

static void keep_pasts(model_past *past)
{
    for (; past != NULL; past = past->next) past->owner->past = past;
}

cw_status model_case_freeze(cw_case *one, cw_diag *diag, model_locate *locate, void *user)
{
    if (one->frozen) return CW_OK;
    checker check = { .one = one, .diag = diag, .locate = locate, .user = user };
    base_mark mark = base_arena_mark(&one->arena);
    cw_status status = check_case(&check);
    if (status == CW_OK && !fill_views(one)) status = CW_ERR_NOMEM;
    if (status != CW_OK) {
        base_arena_rewind(&one->arena, mark);
        one->by_kind = NULL;
        one->entries = one->members = one->plans = (model_view){ NULL, 0 };
        return status;
    }
    keep_pasts(check.pasts);
    one->frozen = true;
    return CW_OK;
}
