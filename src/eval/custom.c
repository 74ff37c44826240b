/* SPDX-License-Identifier: MIT */
#include "eval/custom.h"

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

/* False: it is something else than was declared. */
static bool convert(feel_run *run, const model_custom *found, const feel_type *type, feel_value *out)
{
    if (type->kind == FEEL_NUMBER && found->type == MODEL_CUSTOM_NUMBER) *out = feel_number_value(run, found->number);
    else if (type->kind == FEEL_BOOLEAN && found->type == MODEL_CUSTOM_BOOLEAN) *out = feel_boolean(found->boolean);
    else return is_text(((const eval_view *)run->host)->days->rules, found, type, out);
    return true;
}

static void fail(feel_run *run, feel_value *out)
{
    *out = feel_fail(run, "a custom field does not hold what its declaration says");
}

static void read_list(feel_run *run, const model_custom *found, const feel_type *type, feel_value *out)
{
    feel_list *list = feel_list_new(run, (uint32_t)found->count);
    if (!list) {
        *out = feel_over_limit();
        return;
    }
    for (int64_t i = 0; i < found->count; i++) {
        run->steps--;
        if (!convert(run, &found->items[i], type, &list->items[i])) {
            fail(run, out);
            return;
        }
        list->count++;
    }
    *out = (feel_value){ .kind = FEEL_LIST, .as.list = list };
}

void eval_read_custom(feel_run *run, const cw_record *record, const model_field *field, feel_value *out)
{
    const rules_field *what = what_of(field);
    const model_custom *found = model_find_custom(record, what->name);
    if (!found || found->type == MODEL_CUSTOM_NULL) {
        *out = feel_missing_fact(run, record, field);
    } else if (what->type->kind == FEEL_LIST) {
        if (found->type == MODEL_CUSTOM_LIST) read_list(run, found, what->type->item, out);
        else fail(run, out);
    } else if (!convert(run, found, what->type, out)) {
        fail(run, out);
    }
}

bool eval_custom_documented(const cw_record *record, const model_field *field)
{
    const model_custom *found = model_find_custom(record, what_of(field)->name);
    if (!found || found->type == MODEL_CUSTOM_NULL) return false;
    if (found->type == MODEL_CUSTOM_TEXT) return found->text.length > 0;
    return found->type != MODEL_CUSTOM_LIST || found->count > 0;
}
