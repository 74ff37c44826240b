/* SPDX-License-Identifier: MIT */
#include <casework/schema.h>
#include "model/schema.h"

/* ---- kinds ---- */

static const model_kind *kind_of(int32_t number)
{
    return model_kind_at(model_kind_of_number(number));
}

int32_t cw_schema_kind_count(void)
{
    return model_kind_count();
}

int32_t cw_schema_kind_at(int32_t index)
{
    const model_kind *kind = model_kind_at(index);
    return kind != NULL ? kind->number : 0;
}

int32_t cw_schema_kind_find(const char *name)
{
    return name != NULL ? cw_schema_kind_at(model_kind_find(base_str_of(name))) : 0;
}

const char *cw_schema_kind_name(int32_t kind)
{
    const model_kind *found = kind_of(kind);
    return found != NULL ? found->name : NULL;
}

const char *cw_schema_kind_plural(int32_t kind)
{
    const model_kind *found = kind_of(kind);
    return found != NULL ? found->plural : NULL;
}

int32_t cw_schema_kind_group(int32_t kind)
{
    static const int32_t groups[] = {
        [MODEL_GROUP_HANDLE] = CW_GROUP_HANDLE, [MODEL_GROUP_ENTRY] = CW_GROUP_ENTRY, [MODEL_GROUP_ROW] = CW_GROUP_ROW
    };
    const model_kind *found = kind_of(kind);
    return found != NULL ? groups[found->group] : 0;
}

const char *cw_schema_kind_doc(int32_t kind)
{
    const model_kind *found = kind_of(kind);
    return found != NULL ? found->doc : NULL;
}

/* ---- fields ---- */

int32_t cw_schema_field_count(int32_t kind)
{
    const model_kind *found = kind_of(kind);
    return found != NULL ? found->field_count : 0;
}

int32_t cw_schema_field_at(int32_t kind, int32_t index)
{
    const model_field *field = model_field_at(model_kind_of_number(kind), index);
    return field != NULL ? field->key : 0;
}

int32_t cw_schema_field_find(int32_t kind, const char *name)
{
    if (name == NULL) return 0;
    const model_field *field = model_field_find(model_kind_of_number(kind), base_str_of(name));
    return field != NULL ? field->key : 0;
}

const char *cw_schema_field_name(int32_t key)
{
    const model_field *field = model_field_of_key(key);
    return field != NULL ? field->name : NULL;
}

int32_t cw_schema_field_type(int32_t key)
{
    static const int32_t types[] = {
        [MODEL_TEXT] = CW_TYPE_TEXT, [MODEL_NUMBER] = CW_TYPE_NUMBER, [MODEL_BOOLEAN] = CW_TYPE_BOOLEAN,
        [MODEL_DATE] = CW_TYPE_DATE, [MODEL_TERM] = CW_TYPE_WORD, [MODEL_REFERENCE] = CW_TYPE_REFERENCE,
        [MODEL_ROW] = CW_TYPE_ROW, [MODEL_TEXTS] = CW_TYPE_TEXT, [MODEL_TERMS] = CW_TYPE_WORD,
        [MODEL_REFERENCES] = CW_TYPE_REFERENCE, [MODEL_ROWS] = CW_TYPE_ROW
    };
    const model_field *field = model_field_of_key(key);
    return field != NULL ? types[field->type] : 0;
}

int32_t cw_schema_field_is_list(int32_t key)
{
    const model_field *field = model_field_of_key(key);
    return field != NULL && field->type >= MODEL_TEXTS;
}

int32_t cw_schema_field_target(int32_t key)
{
    int32_t type = cw_schema_field_type(key);
    if (type != CW_TYPE_REFERENCE && type != CW_TYPE_ROW) return 0;
    return cw_schema_kind_at(model_field_of_key(key)->target);
}

int32_t cw_schema_field_enumeration(int32_t key)
{
    return cw_schema_field_type(key) == CW_TYPE_WORD ? model_field_of_key(key)->target : -1;
}

int32_t cw_schema_field_absence(int32_t key)
{
    static const int32_t states[] = {
        [MODEL_ABSENT_UNKNOWN] = CW_STATE_UNKNOWN, [MODEL_ABSENT_NONE] = CW_STATE_NONE, [MODEL_ABSENT_STATED] = CW_STATE_STATED
    };
    const model_field *field = model_field_of_key(key);
    return field != NULL ? states[field->absence] : 0;
}

int32_t cw_schema_field_time(int32_t key)
{
    static const int32_t times[] = {
        [MODEL_TIMELESS] = CW_TIME_NONE, [MODEL_ACTUAL] = CW_TIME_ACTUAL, [MODEL_PLANNED] = CW_TIME_PLANNED
    };
    const model_field *field = model_field_of_key(key);
    return field != NULL ? times[field->time] : CW_TIME_NONE;
}

int32_t cw_schema_field_is_required(int32_t key)
{
    const model_field *field = model_field_of_key(key);
    return field != NULL && field->required;
}

int32_t cw_schema_field_is_dated(int32_t key)
{
    const model_field *field = model_field_of_key(key);
    return field != NULL && field->dated;
}

int32_t cw_schema_field_is_derived(int32_t key)
{
    const model_field *field = model_field_of_key(key);
    return field != NULL && field->derived;
}

const char *cw_schema_field_doc(int32_t key)
{
    const model_field *field = model_field_of_key(key);
    return field != NULL ? field->doc : NULL;
}

/* ---- enumerations ---- */

static const model_word *word_of(int32_t enumeration, int32_t index)
{
    const model_enumeration *found = model_enumeration_at(enumeration);
    return found != NULL && index >= 0 && index < found->count ? &found->words[index] : NULL;
}

int32_t cw_schema_enumeration_count(void)
{
    return model_enumeration_count();
}

int32_t cw_schema_enumeration_find(const char *name)
{
    return name != NULL ? model_enumeration_find(base_str_of(name)) : -1;
}

const char *cw_schema_enumeration_name(int32_t enumeration)
{
    const model_enumeration *found = model_enumeration_at(enumeration);
    return found != NULL ? found->name : NULL;
}

int32_t cw_schema_word_count(int32_t enumeration)
{
    const model_enumeration *found = model_enumeration_at(enumeration);
    return found != NULL ? found->count : 0;
}

const char *cw_schema_word_at(int32_t enumeration, int32_t index)
{
    const model_word *word = word_of(enumeration, index);
    return word != NULL ? word->word : NULL;
}

int32_t cw_schema_term_at(int32_t enumeration, int32_t index)
{
    const model_word *word = word_of(enumeration, index);
    return word != NULL ? word->number : 0;
}

const char *cw_schema_word_category(int32_t enumeration, int32_t index)
{
    const model_word *word = word_of(enumeration, index);
    return word != NULL ? word->category : NULL;
}

const char *cw_schema_word_doc(int32_t enumeration, int32_t index)
{
    const model_word *word = word_of(enumeration, index);
    return word != NULL ? word->doc : NULL;
}
