/* SPDX-License-Identifier: MIT */
#include "rules/rules.h"

#include <string.h>

void rules_release(cw_rules *rules)
{
    if (!rules)
        return;
    const cw_context *context = rules->context;
    base_arena_finish(&rules->arena);
    base_release(context, rules, sizeof *rules);
    base_context_drop(context);
}

const rules_word *rules_find_word(const cw_rules *rules, int32_t enumeration, base_str word)
{
    int32_t low = 0, high = rules ? rules->word_count : 0;
    while (low < high) {
        int32_t middle = low + (high - low) / 2;
        const rules_word *one = &rules->words[middle];
        int order = enumeration != one->enumeration ? (enumeration < one->enumeration ? -1 : 1) : base_str_compare(word, one->word);
        if (order == 0)
            return one;
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return NULL;
}

const rules_rule *rules_find(const cw_rules *rules, base_str name)
{
    const rules_rule *found = NULL;
    if (name.length > 0 && memchr(name.at, ':', name.length))
        return base_map_find(&rules->by_name, name);
    for (int32_t i = 0; i < rules->rule_count; i++) {
        if (!base_str_equal(rules->rules[i]->name, name))
            continue;
        if (found)
            return NULL;
        found = rules->rules[i];
    }
    return found;
}
