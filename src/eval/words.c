/* SPDX-License-Identifier: MIT */
#include "eval/words.h"

#include "model/custom.h"

base_str eval_known_word(const cw_rules *rules, int32_t enumeration, base_str word)
{
    const model_enumeration *of = model_enumeration_at(enumeration);
    int32_t index = model_word_find(enumeration, word);
    if (index >= 0) return (base_str){ of->words[index].word, of->words[index].length };
    const rules_word *own = rules_find_word(rules, enumeration, word);
    return own ? own->word : (base_str){ "", 0 };
}

static bool knows(const cw_rules *rules, const model_field *field, const model_custom *one)
{
    return one->type == MODEL_CUSTOM_TEXT && eval_known_word(rules, field->target, one->text).length > 0;
}

/* NULL: nothing is kept, or the rules do not know all of it. */
static const model_custom *find_known(const cw_rules *rules, const cw_record *record, const model_field *field)
{
    const model_custom *kept = rules && rules->word_count > 0 && field->slot >= 0 ? model_kept_words(record, field) : NULL;
    if (!kept || kept->type != MODEL_CUSTOM_LIST) return kept && knows(rules, field, kept) ? kept : NULL;
    for (int64_t i = 0; i < kept->count; i++)
        if (!knows(rules, field, &kept->items[i])) return NULL;
    return kept;
}

bool eval_knows_kept(const cw_rules *rules, const cw_record *record, const model_field *field)
{
    return find_known(rules, record, field) != NULL;
}

bool eval_read_kept(feel_run *run, const cw_record *record, const model_field *field, feel_value *out)
{
    const cw_rules *rules = ((const eval_view *)run->host)->days->rules;
    const model_custom *kept = find_known(rules, record, field);
    if (!kept) return false;
    if (kept->type == MODEL_CUSTOM_TEXT) {
        *out = feel_string(eval_known_word(rules, field->target, kept->text));
        return true;
    }
    feel_list *list = feel_list_new(run, (uint32_t)kept->count);
    if (!list) {
        *out = feel_over_limit();
        return true;
    }
    run->steps -= kept->count;
    for (int64_t i = 0; i < kept->count; i++)
        list->items[i] = feel_string(eval_known_word(rules, field->target, kept->items[i].text));
    list->count = (uint32_t)kept->count;
    *out = (feel_value){ .kind = FEEL_LIST, .as.list = list };
    return true;
}

/* Of the closed enumerations each word is computed. */
int32_t eval_categories_of(int32_t enumeration)
{
    if (enumeration == MODEL_ENUM_CATEGORY || enumeration == MODEL_ENUM_ENTRY_KIND) return RULES_WORDS_CLOSED;
    const model_enumeration *one = model_enumeration_at(enumeration);
    return one && one->has_category ? MODEL_ENUM_CATEGORY : RULES_WORDS_PLAIN;
}
