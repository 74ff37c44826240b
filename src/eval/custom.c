/* SPDX-License-Identifier: MIT */
#include "eval/fields.h"

#include <string.h>

#include "eval/words.h"
#include "model/custom.h"

typedef struct custom_field { model_field field; const rules_field *what; } custom_field;

static const rules_field *what_of(const model_field *field)
{
    return ((const custom_field *)(const void *)field)->what;
}

/* Messages name it as documents do. */
bool eval_make_custom(base_arena *arena, const rules_field *what, feel_host_field *out)
{
    static const char before[] = "custom.";
    custom_field *made = base_arena_alloc(arena, sizeof *made);
    char *name = base_arena_alloc(arena, sizeof before + what->name.length);
    if (!made || !name) return false;
    memcpy(name, before, sizeof before - 1);
    memcpy(name + sizeof before - 1, what->name.at, what->name.length);
    made->field = (model_field){ .key = EVAL_CUSTOM_KEY, .name = name, .type = MODEL_TEXT, .derived = true, .target = -1, .slot = -1,
                                 .kind = (int16_t)what->kind, .doc = "A custom field." };
    made->what = what;
    *out = (feel_host_field){ made, what->type };
    return true;
}

/* ---- values ---- */

static bool is_text(const cw_rules *rules, const model_custom *found, const feel_type *type, feel_value *out)
{
    int64_t day;
    if (found->type != MODEL_CUSTOM_TEXT) return false;
    if (type->kind == FEEL_DATE) {
        if (!base_day_parse(found->text, &day) || day < CW_DATE_MIN || day > CW_DATE_MAX) return false;
        *out = feel_date(day);
        return true;
    }
    if (type->kind != FEEL_STRING) return false;
    *out = feel_string(found->text);
    if (type->detail < 0) return true;
    base_str word = eval_known_word(rules, type->detail, found->text);
    *out = feel_string(word);
    return word.length > 0;
}

/* The record whose id it is; NULL: there is none of the kind. */
static const cw_record *target_of(feel_run *run, const model_custom *found, const feel_type *type)
{
    const cw_case *one = ((const eval_view *)run->host)->days->one;
    const cw_record *record = found->type == MODEL_CUSTOM_TEXT ? model_find(one, found->text) : NULL;
    return record && model_kind_fits(record->kind, type->detail) ? record : NULL;
}

static bool is_reference(feel_run *run, const model_custom *found, const feel_type *type, feel_value *out)
{
    const cw_record *target = target_of(run, found, type);
    if (target) eval_read_target(run, target, out);
    return target;
}

/* False: it is something else than was declared. */
static bool convert(feel_run *run, const model_custom *found, const feel_type *type, feel_value *out)
{
    if (type->kind == FEEL_NUMBER && found->type == MODEL_CUSTOM_NUMBER) *out = feel_number_value(run, found->number);
    else if (type->kind == FEEL_BOOLEAN && found->type == MODEL_CUSTOM_BOOLEAN) *out = feel_boolean(found->boolean);
    else if (type->kind == FEEL_RECORD) return is_reference(run, found, type, out);
    else return is_text(((const eval_view *)run->host)->days->rules, found, type, out);
    return true;
}

static void fail(feel_run *run, feel_value *out)
{
    *out = feel_fail(run, "a custom field does not hold what its declaration says");
}

/* False: one of them is no record of the kind. */
static bool put_references(feel_run *run, const model_custom *found, const feel_type *type, feel_list *list)
{
    for (int64_t i = 0; i < found->count; i++) {
        const cw_record *target = target_of(run, &found->items[i], type);
        run->steps--;
        if (!target) return false;
        eval_put_target(run, list, target);
    }
    return true;
}

static bool put_values(feel_run *run, const model_custom *found, const feel_type *type, feel_list *list)
{
    for (int64_t i = 0; i < found->count; i++) {
        run->steps--;
        if (!convert(run, &found->items[i], type, &list->items[i])) return false;
        list->count++;
    }
    return true;
}

static void read_list(feel_run *run, const model_custom *found, const feel_type *type, feel_value *out)
{
    feel_list *list = feel_list_new(run, (uint32_t)found->count);
    if (!list) {
        *out = feel_over_limit();
        return;
    }
    bool right = type->kind == FEEL_RECORD ? put_references(run, found, type, list) : put_values(run, found, type, list);
    if (right) *out = (feel_value){ .kind = FEEL_LIST, .as.list = list };
    else fail(run, out);
}

static void read_value(feel_run *run, const model_custom *found, const rules_field *what, feel_value *out)
{
    if (what->type->kind == FEEL_LIST) {
        if (found->type == MODEL_CUSTOM_LIST) read_list(run, found, what->type->item, out);
        else fail(run, out);
    } else if (!convert(run, found, what->type, out)) {
        fail(run, out);
    }
}

/* What it is on the run's day; false: *out says why that is not known. */
static bool look_up(feel_run *run, const cw_record *record, const model_field *field, const model_custom **found, feel_value *out)
{
    const rules_field *what = what_of(field);
    const struct model_customs *all = model_customs_of(record);
    *found = NULL;
    if (!what->dated || !all || (all->era_count == 0 && !all->odd_history)) {
        *found = model_find_custom(record, what->name);
        return true;
    }
    feel_reads_day(run);
    if (all->odd_history) {
        *out = feel_fail(run, "the history of custom fields is not rows of `field`, `value` and `until`, one for each field and day");
        return false;
    }
    bool known = model_custom_on(record, what->name, ((const eval_view *)run->host)->day, found);
    if (!known) *out = feel_missing_fact(run, record, field);
    return known;
}

void eval_read_custom(feel_run *run, const cw_record *record, const model_field *field, feel_value *out)
{
    const model_custom *found;
    if (!look_up(run, record, field, &found, out)) return;
    if (!found && eval_settle(run, record, field, out)) return;
    if (!found || found->type == MODEL_CUSTOM_NULL) *out = feel_missing_fact(run, record, field);
    else read_value(run, found, what_of(field), out);
}

int32_t eval_custom_index(const model_field *field)
{
    return what_of(field)->index;
}

bool eval_custom_is_list(const model_field *field)
{
    return what_of(field)->type->kind == FEEL_LIST;
}

bool eval_custom_documented(feel_run *run, const cw_record *record, const model_field *field)
{
    const rules_field *what = what_of(field);
    const model_custom *found = model_find_custom(record, what->name);
    if (what->dated) {
        feel_reads_day(run);
        found = model_custom_written_on(record, what->name, ((const eval_view *)run->host)->day);
    }
    if (!found || found->type == MODEL_CUSTOM_NULL) return false;
    if (found->type == MODEL_CUSTOM_TEXT) return found->text.length > 0;
    return found->type != MODEL_CUSTOM_LIST || found->count > 0;
}
