/* SPDX-License-Identifier: MIT */
/* The type provider: what names and fields expressions may use, from the model's table. */
#include "eval/eval.h"
#include "eval/names.h"

/* ---- types: one for each kind of record and each enumeration, and one for lists of each ---- */

static const feel_type record_types[MODEL_KIND_COUNT] = {
#define KIND_HANDLE(number, NAME, ...) { .kind = FEEL_RECORD, .detail = MODEL_KIND_##NAME },
#define KIND_KEPT(number, NAME, ...) { .kind = FEEL_RECORD, .detail = MODEL_KIND_##NAME },
#define KIND_ENTRY(number, NAME, ...) { .kind = FEEL_RECORD, .detail = MODEL_KIND_##NAME },
#define KIND_ROW(number, NAME, ...) { .kind = FEEL_RECORD, .detail = MODEL_KIND_##NAME },
#include "model/schema.def"
};

static const feel_type record_lists[MODEL_KIND_COUNT] = {
#define LIST_OF(NAME) { .kind = FEEL_LIST, .detail = -1, .item = &record_types[MODEL_KIND_##NAME] },
#define KIND_HANDLE(number, NAME, ...) LIST_OF(NAME)
#define KIND_KEPT(number, NAME, ...) LIST_OF(NAME)
#define KIND_ENTRY(number, NAME, ...) LIST_OF(NAME)
#define KIND_ROW(number, NAME, ...) LIST_OF(NAME)
#include "model/schema.def"
#undef LIST_OF
};

static const feel_type word_types[MODEL_ENUM_COUNT] = {
#define ENUMERATION(number, NAME, name) { .kind = FEEL_STRING, .detail = MODEL_ENUM_##NAME },
#include "model/schema.def"
    { .kind = FEEL_STRING, .detail = MODEL_ENUM_ENTRY_KIND }
};

static const feel_type word_lists[MODEL_ENUM_COUNT] = {
#define ENUMERATION(number, NAME, name) { .kind = FEEL_LIST, .detail = -1, .item = &word_types[MODEL_ENUM_##NAME] },
#include "model/schema.def"
    { .kind = FEEL_LIST, .detail = -1, .item = &word_types[MODEL_ENUM_ENTRY_KIND] }
};

/* A record of whatever kind: a kind of its own, which has each field that any has. */
enum { ANY_RECORD = MODEL_KIND_COUNT };

static const feel_type any_record = { .kind = FEEL_RECORD, .detail = ANY_RECORD };
static const feel_type any_records = { .kind = FEEL_LIST, .detail = -1, .item = &any_record };

static const feel_type *type_of(const model_field *field)
{
    switch ((model_type)field->type) {
    case MODEL_TEXT: return &feel_type_string;
    case MODEL_NUMBER: return &feel_type_number;
    case MODEL_BOOLEAN: return &feel_type_boolean;
    case MODEL_DATE: return &feel_type_date;
    case MODEL_TERM: return &word_types[field->target];
    case MODEL_TEXTS: return &feel_type_list_of_string;
    case MODEL_TERMS: return &word_lists[field->target];
    case MODEL_REFERENCE: case MODEL_ROW: return field->target < 0 ? &any_record : &record_types[field->target];
    case MODEL_REFERENCES: case MODEL_ROWS: return field->target < 0 ? &any_records : &record_lists[field->target];
    }
    return &feel_type_any;
}

/* ---- names ---- */

static const char *const first_names[EVAL_NAME_KINDS] = {
    [EVAL_NAME_CASE] = "case", [EVAL_NAME_MEMBERS] = "members", [EVAL_NAME_PLAN] = "plan",
    [EVAL_NAME_PLANS] = "plans", [EVAL_NAME_RECORD] = "record"
};

static const feel_type *const first_types[EVAL_NAME_KINDS] = {
    [EVAL_NAME_CASE] = &record_types[MODEL_KIND_CASE], [EVAL_NAME_MEMBERS] = &record_lists[MODEL_KIND_MEMBER],
    [EVAL_NAME_PLAN] = &record_types[MODEL_KIND_PLAN], [EVAL_NAME_PLANS] = &record_lists[MODEL_KIND_PLAN],
    [EVAL_NAME_RECORD] = &record_lists[MODEL_KIND_ENTRY]
};

static bool find_name(const void *self, base_str name, feel_host_name *out)
{
    (void)self;
    for (int32_t i = 0; i < EVAL_NAME_KINDS; i++) {
        if (!base_str_is(name, first_names[i])) continue;
        *out = (feel_host_name){ i, first_types[i] };
        return true;
    }
    int32_t kind = model_kind_find_plural(name);
    if (kind < 0) return false;
    *out = (feel_host_name){ EVAL_NAME_KINDS + kind, &record_lists[kind] };
    return true;
}

static base_str name_at(const void *self, int32_t index)
{
    (void)self;
    if (index < 0) return (base_str){ "", 0 };
    if (index < EVAL_NAME_KINDS) return base_str_of(first_names[index]);
    const model_kind *kind = model_kind_at(MODEL_KIND_ENTRY_FIRST + index - EVAL_NAME_KINDS);
    bool entry = kind && MODEL_KIND_ENTRY_FIRST + index - EVAL_NAME_KINDS <= MODEL_KIND_ENTRY_LAST;
    return entry ? base_str_of(kind->plural) : (base_str){ "", 0 };
}

/* ---- fields ---- */

static bool is_list_of(const feel_type *type, uint8_t item)
{
    return type->kind == FEEL_LIST && type->item->kind == item;
}

/* What is known of a value that has one of two types. */
static const feel_type *either(const feel_type *a, const feel_type *b)
{
    if (!a || feel_type_equal(a, b)) return b;
    if (a->kind == FEEL_STRING && b->kind == FEEL_STRING) return &feel_type_string;
    if (a->kind == FEEL_RECORD && b->kind == FEEL_RECORD) return &any_record;
    if (is_list_of(a, FEEL_STRING) && is_list_of(b, FEEL_STRING)) return &feel_type_list_of_string;
    if (is_list_of(a, FEEL_RECORD) && is_list_of(b, FEEL_RECORD)) return &any_records;
    return &feel_type_any;
}

/* A field that rules may read: the rows of `history` act through the fields whose earlier values they hold. */
static const model_field *field_of(int32_t kind, base_str name)
{
    const model_field *field = model_field_find(kind, name);
    return field && field == model_history_of(kind) ? NULL : field;
}

/* How many fields of a kind rules may read: its history is the last. */
static int32_t field_count(int32_t kind)
{
    return model_kind_at(kind)->field_count - (model_history_of(kind) ? 1 : 0);
}

/* A field of a record of one kind among first .. last: found by its name when it is read. */
static bool find_among(int32_t first, int32_t last, base_str name, feel_host_field *out)
{
    const model_field *handle = NULL;
    const feel_type *type = NULL;
    for (int32_t kind = first; kind <= last; kind++) {
        const model_field *field = model_kind_is_history(kind) ? NULL : field_of(kind, name);
        if (!field) continue;
        handle = handle ? handle : field;
        type = either(type, type_of(field));
    }
    *out = (feel_host_field){ handle, type };
    return handle != NULL;
}

static bool find_field(const void *self, int32_t kind, base_str name, feel_host_field *out)
{
    (void)self;
    if (kind == ANY_RECORD) return find_among(0, MODEL_KIND_COUNT - 1, name, out);
    const model_field *field = field_of(kind, name);
    if (!field && kind == MODEL_KIND_ENTRY) return find_among(MODEL_KIND_ENTRY_FIRST, MODEL_KIND_ENTRY_LAST, name, out);
    if (field) *out = (feel_host_field){ field, type_of(field) };
    return field != NULL;
}

/* The index-th field of kinds first .. last, one after another. */
static base_str field_among(int32_t first, int32_t last, int32_t index)
{
    for (int32_t kind = first; kind <= last; kind++) {
        int32_t count = model_kind_is_history(kind) ? 0 : field_count(kind);
        if (index < count) return base_str_of(model_field_at(kind, index)->name);
        index -= count;
    }
    return (base_str){ "", 0 };
}

static base_str field_at(const void *self, int32_t kind, int32_t index)
{
    (void)self;
    if (index < 0 || kind < 0 || kind > ANY_RECORD) return (base_str){ "", 0 };
    if (kind == ANY_RECORD) return field_among(0, MODEL_KIND_COUNT - 1, index);
    if (kind == MODEL_KIND_ENTRY) return field_among(MODEL_KIND_ENTRY_FIRST, MODEL_KIND_ENTRY_LAST, index);
    return field_among(kind, kind, index);
}

/* ---- words, and what things are called ---- */

static bool find_word(const void *self, int32_t enumeration, base_str word, base_str *out)
{
    (void)self;
    int32_t found = model_word_find(enumeration, word);
    if (found >= 0) *out = base_str_of(model_enumeration_at(enumeration)->words[found].word);
    return found >= 0;
}

static base_str word_at(const void *self, int32_t enumeration, int32_t index)
{
    (void)self;
    const model_enumeration *words = model_enumeration_at(enumeration);
    bool there = words && index >= 0 && index < words->count;
    return there ? base_str_of(words->words[index].word) : (base_str){ "", 0 };
}

static base_str kind_name(const void *self, int32_t kind)
{
    (void)self;
    const model_kind *found = model_kind_at(kind);
    return found ? base_str_of(found->name) : BASE_STR("record");
}

static base_str enumeration_name(const void *self, int32_t enumeration)
{
    (void)self;
    const model_enumeration *found = model_enumeration_at(enumeration);
    return found ? base_str_of(found->name) : (base_str){ "", 0 };
}

const feel_schema eval_schema = { NULL, find_name, find_field, find_word, name_at, field_at, word_at, kind_name, enumeration_name, NULL };
