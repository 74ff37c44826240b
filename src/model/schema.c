/* SPDX-License-Identifier: MIT */
#include "model/schema.h"

/* Bits of the table's `flag` column. */
enum { PLAIN = 0, REQUIRED = 1, DATED = 2 };

/* Public numbers of kinds and of enumerations, for the keys of fields and the numbers of words. */
enum {
#define KIND_HANDLE(number, NAME, ...) NUMBER_##NAME = number,
#define KIND_KEPT(number, NAME, ...) NUMBER_##NAME = number,
#define KIND_ENTRY(number, NAME, ...) NUMBER_##NAME = number,
#define KIND_ROW(number, NAME, ...) NUMBER_##NAME = number,
#define ENUMERATION(number, NAME, name) SERIES_##NAME = number,
#include "model/schema.def"
};

const model_field model_fields[MODEL_FIELD_COUNT] = {
#define FIELD(KIND, number, NAME, name, type, target, absence, time, flag, doc) \
    [MODEL_FIELD_##KIND##_##NAME] = { NUMBER_##KIND * 1000 + number, name, MODEL_##type, MODEL_ABSENT_##absence, MODEL_##time, \
      ((flag) & DATED) != 0, ((flag) & REQUIRED) != 0, false, target, MODEL_SLOT_##KIND##_##NAME, MODEL_KIND_##KIND, doc, sizeof name - 1 },
#define DERIVED(KIND, number, NAME, name, type, target, doc) \
    [MODEL_FIELD_##KIND##_##NAME] = { NUMBER_##KIND * 1000 + number, name, MODEL_##type, MODEL_ABSENT_UNKNOWN, MODEL_TIMELESS, \
      false, false, true, target, -1, MODEL_KIND_##KIND, doc, sizeof name - 1 },
#include "model/schema.def"
};

/* Where a kind's own fields stand in `model_fields`. */
static const struct { int16_t first, count; } own[MODEL_KIND_COUNT] = {
#define KIND_END(KIND) [MODEL_KIND_##KIND] = { MODEL_FIELD_##KIND##_FIRST, MODEL_FIELD_##KIND##_END - MODEL_FIELD_##KIND##_FIRST },
#include "model/schema.def"
};

#define OWN_COUNT(KIND) (MODEL_FIELD_##KIND##_END - MODEL_FIELD_##KIND##_FIRST)

const model_kind model_kinds[MODEL_KIND_COUNT] = {
#define KIND_HANDLE(number, NAME, name, since, since_else, doc) \
    { number, name, NULL, MODEL_GROUP_HANDLE, since, since_else, OWN_COUNT(NAME), MODEL_SLOT_##NAME##_COUNT, doc },
#define KIND_KEPT(number, NAME, name, doc) \
    { number, name, NULL, MODEL_GROUP_ENTRY, MODEL_SLOT_ENTRY_DATE, -1, OWN_COUNT(ENTRY), MODEL_SLOT_ENTRY_COUNT, doc },
#define KIND_ENTRY(number, NAME, name, plural, doc) \
    { number, name, plural, MODEL_GROUP_ENTRY, MODEL_SLOT_ENTRY_DATE, -1, OWN_COUNT(ENTRY) + OWN_COUNT(NAME), MODEL_SLOT_##NAME##_COUNT, doc },
#define KIND_ROW(number, NAME, name, doc) \
    { number, name, NULL, MODEL_GROUP_ROW, -1, -1, OWN_COUNT(NAME), MODEL_SLOT_##NAME##_COUNT, doc },
#include "model/schema.def"
};

/* All words, enumeration by enumeration; last the kinds of entries. */
enum {
#define ENUMERATION(number, NAME, name) WORDS_##NAME, BEFORE_##NAME = WORDS_##NAME - 1,
#define WORD(ENUM, number, NAME, ...) AT_##ENUM##_##NAME,
#define ROLE(number, NAME, ...) AT_ROLE_##NAME,
#include "model/schema.def"
    WORDS_ENTRY_KIND,
    WORDS_COUNT = WORDS_ENTRY_KIND + MODEL_KIND_ENTRY_LAST - MODEL_KIND_ENTRY_FIRST + 1
};

static const model_word words[WORDS_COUNT] = {
#define WORD(ENUM, number, NAME, word, doc) { SERIES_##ENUM * 1000 + number, word, NULL, doc, sizeof word - 1 },
#define ROLE(number, NAME, word, category, doc) { SERIES_ROLE * 1000 + number, word, category, doc, sizeof word - 1 },
#include "model/schema.def"
#define KIND_ENTRY(number, NAME, name, plural, doc) { number, name, NULL, doc, sizeof name - 1 },
#include "model/schema.def"
};

const model_enumeration model_enumerations[MODEL_ENUM_COUNT] = {
#define ENUMERATION(number, NAME, name) { name, words + WORDS_##NAME, MODEL_WORD_##NAME##_COUNT, MODEL_ENUM_##NAME == MODEL_ENUM_ROLE },
#include "model/schema.def"
    { "entry_kind", words + WORDS_ENTRY_KIND, MODEL_KIND_ENTRY_LAST - MODEL_KIND_ENTRY_FIRST + 1, false }
};

/* fields_by_name (each kind's own, in its place), written_by_name (kind after kind, what documents give) and written_first
 * (where each kind's begin there), fields_by_key, kinds_by_name, kinds_by_plural,
 * kinds_by_number, enumerations_by_name, words_by_name: indexes in sorted order; role_categories: of each role its category.
 * Generated. */
#include "model/schema_sorted.h"

#define COUNT_OF(array) ((int32_t)(sizeof(array) / sizeof((array)[0])))

static int compare(base_str a, const char *b)
{
    for (size_t i = 0; i < a.length; i++) {
        if (b[i] == '\0') return 1;
        int difference = (int)(unsigned char)a.at[i] - (int)(unsigned char)b[i];
        if (difference != 0) return difference;
    }
    return b[a.length] == '\0' ? 0 : -1;
}

/* A binary search among the names that `name_of` gives for index[0..count). The position, or -1. */
static int32_t search(const int16_t *index, int32_t count, base_str name, const char *name_of(int32_t base, int16_t item), int32_t base)
{
    int32_t low = 0, high = count;
    while (low < high) {
        int32_t middle = low + (high - low) / 2;
        int order = compare(name, name_of(base, index[middle]));
        if (order == 0) return index[middle];
        if (order < 0) high = middle;
        else low = middle + 1;
    }
    return -1;
}

static const char *field_name(int32_t base, int16_t item) { (void)base; return model_fields[item].name; }
static const char *kind_name(int32_t base, int16_t item) { (void)base; return model_kinds[item].name; }
static const char *kind_plural(int32_t base, int16_t item) { (void)base; return model_kinds[item].plural; }
static const char *enumeration_name(int32_t base, int16_t item) { (void)base; return model_enumerations[item].name; }
static const char *word_name(int32_t base, int16_t item) { return words[base + item].word; }

int32_t model_kind_count(void)
{
    return MODEL_KIND_COUNT;
}

int32_t model_kind_find(base_str name)
{
    return search(kinds_by_name, COUNT_OF(kinds_by_name), name, kind_name, 0);
}

int32_t model_kind_find_plural(base_str plural)
{
    return search(kinds_by_plural, COUNT_OF(kinds_by_plural), plural, kind_plural, 0);
}

int32_t model_kind_of_number(int32_t number)
{
    int32_t low = 0, high = COUNT_OF(kinds_by_number);
    while (low < high) {
        int32_t middle = low + (high - low) / 2, found = model_kinds[kinds_by_number[middle]].number;
        if (found == number) return kinds_by_number[middle];
        if (number < found) high = middle;
        else low = middle + 1;
    }
    return -1;
}

int32_t model_entry_kind_find(base_str word)
{
    int32_t kind = model_kind_find(word);
    return kind >= MODEL_KIND_ENTRY_FIRST && kind <= MODEL_KIND_ENTRY_LAST ? kind : -1;
}

bool model_kind_is_history(int32_t kind)
{
    return kind >= MODEL_KIND_HISTORY_FIRST && kind <= MODEL_KIND_HISTORY_LAST;
}

const model_field *model_history_of(int32_t kind)
{
    switch (kind) {
    case MODEL_KIND_CASE: return &model_fields[MODEL_FIELD_CASE_HISTORY];
    case MODEL_KIND_MEMBER: return &model_fields[MODEL_FIELD_MEMBER_HISTORY];
    case MODEL_KIND_PLAN_CHILD: return &model_fields[MODEL_FIELD_PLAN_CHILD_HISTORY];
    default: return NULL;
    }
}

bool model_kind_fits(int32_t kind, int32_t target)
{
    if (target == MODEL_KIND_ENTRY) return model_kind_is_entry(kind);
    return target < 0 || kind == target;
}

bool model_field_is_id(const model_field *field)
{
    return field->slot == 0 && compare((base_str){ "id", 2 }, field->name) == 0;
}

bool model_kind_has_id(int32_t kind)
{
    const model_field *first = model_field_at(kind, 0);
    return first != NULL && model_field_is_id(first);
}

bool model_field_belongs(const model_field *field, int32_t kind)
{
    if (kind < 0 || kind >= MODEL_KIND_COUNT) return false;
    int32_t number = field->key / 1000;
    return number == model_kinds[kind].number || (number == NUMBER_ENTRY && model_kind_is_entry(kind));
}

const model_field *model_field_at(int32_t kind, int32_t index)
{
    if (kind < 0 || kind >= MODEL_KIND_COUNT || index < 0 || index >= model_kinds[kind].field_count) return NULL;
    int32_t common = model_kind_is_entry(kind) ? OWN_COUNT(ENTRY) : 0;
    if (index < common) return &model_fields[MODEL_FIELD_ENTRY_FIRST + index];
    return &model_fields[own[kind].first + index - common];
}

const int16_t *model_fields_by_name(int32_t kind, int32_t *count)
{
    *count = written_first[kind + 1] - written_first[kind];
    return written_by_name + written_first[kind];
}

const model_field *model_field_find(int32_t kind, base_str name)
{
    if (kind < 0 || kind >= MODEL_KIND_COUNT) return NULL;
    int32_t found = search(fields_by_name + own[kind].first, own[kind].count, name, field_name, 0);
    if (found < 0 && model_kind_is_entry(kind))
        found = search(fields_by_name + MODEL_FIELD_ENTRY_FIRST, OWN_COUNT(ENTRY), name, field_name, 0);
    return found < 0 ? NULL : &model_fields[found];
}

/* Where a field of a kind stands among the kind's fields. */
static int32_t index_of(int32_t kind, const model_field *field)
{
    int32_t at = (int32_t)(field - model_fields);
    if (!model_kind_is_entry(kind)) return at - own[kind].first;
    bool common = at >= MODEL_FIELD_ENTRY_FIRST && at < MODEL_FIELD_ENTRY_END;
    return common ? at - MODEL_FIELD_ENTRY_FIRST : at - own[kind].first + OWN_COUNT(ENTRY);
}

const model_field *model_field_find_next(int32_t kind, base_str name, int32_t *next)
{
    enum { LOOKED_AT = 4 };
    const model_field *field = NULL;
    for (int32_t i = *next; i < *next + LOOKED_AT && (field = model_field_at(kind, i)) != NULL; i++)
        if (compare(name, field->name) == 0) {
            *next = i + 1;
            return field;
        }
    field = model_field_find(kind, name);
    if (field != NULL) *next = index_of(kind, field) + 1;
    return field;
}

const model_field *model_field_of_key(int32_t key)
{
    int32_t low = 0, high = COUNT_OF(fields_by_key);
    while (low < high) {
        int32_t middle = low + (high - low) / 2;
        const model_field *field = &model_fields[fields_by_key[middle]];
        if (field->key == key) return field;
        if (key < field->key) high = middle;
        else low = middle + 1;
    }
    return NULL;
}

int32_t model_enumeration_count(void)
{
    return MODEL_ENUM_COUNT;
}

int32_t model_enumeration_find(base_str name)
{
    return search(enumerations_by_name, COUNT_OF(enumerations_by_name), name, enumeration_name, 0);
}

int32_t model_role_category(int32_t role)
{
    return role_categories[role];
}

int32_t model_word_find(int32_t enumeration, base_str word)
{
    if (enumeration < 0 || enumeration >= MODEL_ENUM_COUNT) return -1;
    int32_t base = (int32_t)(model_enumerations[enumeration].words - words);
    return search(words_by_name + base, model_enumerations[enumeration].count, word, word_name, base);
}

int32_t model_word_of_number(int32_t enumeration, int32_t number)
{
    const model_enumeration *one = model_enumeration_at(enumeration);
    for (int32_t i = 0; one != NULL && i < one->count; i++)
        if (one->words[i].number == number) return i;
    return -1;
}
