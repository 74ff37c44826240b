/* SPDX-License-Identifier: MIT */
/* `value`: words that rules add to enumerations of the schema. */
#include "rules/build.h"

#include "base/sort.h"
#include "feel/tell.h"

#include <stdio.h>

static void at_file(rules_build *build, const rules_file *file)
{
    build->feel.source = &file->source;
}

/* ---- found by enumeration and word ---- */

enum { KEY_MOST = 160 };

/* "3 doula"; empty for a word that is too long to be one. */
static base_str word_key(int32_t enumeration, base_str word, char room[KEY_MOST])
{
    int length = word.length < KEY_MOST - 16 ? snprintf(room, KEY_MOST, "%d %.*s", (int)enumeration, (int)word.length, word.at) : 0;
    return (base_str){room, (size_t)length};
}

const rules_word *rules_find_draft_word(const rules_build *build, int32_t enumeration, base_str word)
{
    char room[KEY_MOST];
    base_str key = word_key(enumeration, word, room);
    const rules_draft_word *found = key.length > 0 ? base_map_find(&build->words, key) : NULL;
    return found ? &found->word : NULL;
}

/* ---- added ---- */

static base_str name_of(const rules_build *build, int32_t enumeration)
{
    return build->schema.enumeration_name(build->schema.self, enumeration);
}

/* A category is one of the host's own words. */
static void check_category(rules_build *build, rules_draft *draft, rules_draft_word *one)
{
    const feel_schema *host = build->request_schema;
    int32_t enumeration = one->word.enumeration, categories = build->request->host->categories(enumeration);
    bool given = one->category.end > one->category.start;
    base_str word = rules_str(&draft->reader, one->category);
    if (categories == RULES_WORDS_CLOSED)
        rules_tell(&draft->reader, RULES_TELL_WORDS_CLOSED, one->at, (base_str){0}, name_of(build, enumeration), (base_str){0});
    else if (given && categories < 0)
        rules_tell(&draft->reader, RULES_TELL_NO_CATEGORIES, one->category, (base_str){0}, name_of(build, enumeration), (base_str){0});
    else if (!given && categories >= 0)
        rules_tell(&draft->reader, RULES_TELL_NEEDS_CATEGORY, one->at, feel_help_word(&build->feel, categories, (base_str){0}),
                   name_of(build, enumeration), name_of(build, categories));
    else if (given && !host->word(host->self, categories, word, &one->word.category))
        rules_tell(&draft->reader, RULES_TELL_UNKNOWN_WORD, one->category, feel_help_word(&build->feel, categories, word), word,
                   name_of(build, categories));
}

static bool add_word(rules_build *build, rules_draft *draft, rules_draft_word *one)
{
    char room[KEY_MOST];
    base_str key = word_key(one->word.enumeration, one->word.word, room);
    void *existing;
    at_file(build, draft->file);
    if (key.length == 0) {
        rules_tell(&draft->reader, RULES_TELL_BAD_NAME, one->at, (base_str){0}, one->word.word, (base_str){0});
        return true;
    }
    const char *kept = base_arena_copy(&build->work, key.at, key.length);
    if (!kept || !base_map_add(&build->words, (base_str){kept, key.length}, one, &existing))
        return rules_no_memory(&build->reader);
    if (existing)
        rules_tell(&draft->reader, RULES_TELL_WORD_TWICE, one->at, (base_str){0}, one->word.word,
                   ((const rules_draft_word *)existing)->word.file->set);
    if (build->request->host)
        check_category(build, draft, one);
    return true;
}

bool rules_add_words(rules_build *build)
{
    for (int32_t i = 0; i < build->count; i++)
        for (const rules_link *link = build->drafts[i]->words.first; link; link = link->next)
            if (!add_word(build, build->drafts[i], link->item))
                return false;
    return !build->feel.no_memory;
}

/* ---- used ---- */

/* A word of the enumeration becomes the very text that the schema has for it. */
static void check_word(rules_build *build, rules_draft *draft, const rules_parameter *parameter, int32_t enumeration, feel_value *value)
{
    const feel_schema *schema = &build->schema;
    base_str word = feel_text(value), known;
    rules_span at = {parameter->written_at, parameter->written_at + (uint32_t)parameter->written.length};
    if (schema->word(schema->self, enumeration, word, &known))
        *value = feel_string(known);
    else
        rules_tell(&draft->reader, RULES_TELL_UNKNOWN_WORD, at, feel_help_word(&build->feel, enumeration, word), word,
                   name_of(build, enumeration));
}

/* The list was made for this parameter, so its items may still be changed. */
static void check_parameter(rules_build *build, rules_draft *draft, rules_parameter *parameter)
{
    bool list = parameter->type->kind == FEEL_LIST;
    const feel_type *type = list ? parameter->type->item : parameter->type;
    if (!parameter->has_value || type->kind != FEEL_STRING || type->detail < 0)
        return;
    if (!list && parameter->value.kind == FEEL_STRING)
        check_word(build, draft, parameter, type->detail, &parameter->value);
    feel_list *items = list && parameter->value.kind == FEEL_LIST ? (feel_list *)parameter->value.as.list : NULL;
    for (uint32_t i = 0; items && i < items->count; i++)
        check_word(build, draft, parameter, type->detail, &items->items[i]);
}

bool rules_check_words(rules_build *build)
{
    for (int32_t i = 0; i < build->count; i++) {
        rules_draft *draft = build->drafts[i];
        at_file(build, draft->file);
        for (const rules_link *link = draft->lacks_include ? NULL : draft->parameters.first; link; link = link->next)
            check_parameter(build, draft, ((const rules_draft_parameter *)link->item)->parameter);
    }
    return !build->feel.no_memory;
}

/* ---- the set ---- */

static int by_word(const void *a, const void *b)
{
    const rules_word *one = a, *other = b;
    if (one->enumeration != other->enumeration)
        return one->enumeration < other->enumeration ? -1 : 1;
    return base_str_compare(one->word, other->word);
}

bool rules_set_words(rules_build *build)
{
    cw_rules *rules = build->rules;
    rules_chain all = {0};
    for (int32_t i = 0; i < build->count; i++)
        for (const rules_link *link = build->drafts[i]->words.first; link; link = link->next)
            if (!rules_chain_add(&build->reader, &all, &((rules_draft_word *)link->item)->word, link->at))
                return false;
    rules_word *words = rules_chain_copies(&build->reader, &all, sizeof *words);
    if (!words)
        return false;
    base_sort(words, (size_t)all.count, sizeof *words, by_word);
    rules->words = words;
    rules->word_count = all.count;
    return true;
}
