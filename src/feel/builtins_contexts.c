/* SPDX-License-Identifier: MIT */
/* Built-in functions on contexts. */
#include "base/map.h"
#include "feel/context.h"
#include "feel/function.h"
#include "feel/machine.h"

static const char no_key[] = "a key is a text";

void feel_fn_get_value(feel_run *run, const feel_value *arguments, int32_t count, feel_value *out)
{
    (void)count;
    const feel_value *found = feel_context_find(arguments[0].as.context, feel_text(&arguments[1]));
    *out = found ? *found : feel_nothing(run, "the context has no such entry");
}

/* {key: ..., value: ...} of an entry. */
static feel_value pair_of(feel_run *run, const feel_context_entry *entry)
{
    feel_context_entry *pair = feel_context_room(run, 2);
    if (!pair)
        return feel_over_limit();
    pair[0] = (feel_context_entry){BASE_STR("key"), feel_string(entry->key)};
    pair[1] = (feel_context_entry){BASE_STR("value"), entry->value};
    return feel_context_value(run, pair, 2);
}

void feel_fn_get_entries(feel_run *run, const feel_value *arguments, int32_t count, feel_value *out)
{
    (void)count;
    const feel_context *context = arguments[0].as.context;
    feel_list *pairs = feel_list_new(run, context->count);
    for (uint32_t i = 0; pairs && i < context->count && feel_spend(run, 1); i++)
        feel_list_put(pairs, pair_of(run, feel_context_at(context, i)), false);
    *out = pairs ? feel_list_value(pairs) : feel_over_limit();
}

/* The entry that {key: ..., value: ...} stands for; false: it does not. What else it holds does not count. */
static bool entry_of(const feel_value *pair, feel_context_entry *entry)
{
    if (pair->kind != FEEL_CONTEXT)
        return false;
    const feel_value *key = feel_context_find(pair->as.context, BASE_STR("key"));
    const feel_value *value = feel_context_find(pair->as.context, BASE_STR("value"));
    if (!key || key->kind != FEEL_STRING || !value)
        return false;
    *entry = (feel_context_entry){feel_text(key), *value};
    return true;
}

void feel_fn_context(feel_run *run, const feel_value *arguments, int32_t count, feel_value *out)
{
    (void)count;
    uint32_t size = feel_list_count(&arguments[0]);
    feel_context_entry *entries = feel_context_room(run, size);
    *out = feel_over_limit();
    for (uint32_t i = 0; entries && i < size; i++) {
        feel_value pair;
        feel_list_item(run, &arguments[0], i, &pair);
        if (entry_of(&pair, &entries[i]))
            continue;
        const feel_value *key = pair.kind == FEEL_CONTEXT ? feel_context_find(pair.as.context, BASE_STR("key")) : NULL;
        *out = key && key->kind == FEEL_UNKNOWN
                   ? *key : feel_fail(run, "an entry is a context with a `key`, a text, and a `value`");
        return;
    }
    if (entries)
        *out = feel_context_value(run, entries, size);
}

/* ---- context put ---- */

/* The context with `value` at `key`, where an entry of that key stood or else at the end. */
static feel_value put(feel_run *run, const feel_context *context, base_str key, const feel_value *value)
{
    feel_context_entry *entries = feel_context_room(run, (uint64_t)context->count + 1);
    uint32_t count = context->count;
    bool replaced = false;
    if (!entries)
        return feel_over_limit();
    for (uint32_t i = 0; i < count; i++) {
        entries[i] = *feel_context_at(context, i);
        if (base_str_equal(entries[i].key, key)) {
            entries[i].value = *value;
            replaced = true;
        }
    }
    if (!replaced)
        entries[count++] = (feel_context_entry){key, *value};
    return feel_context_value(run, entries, count);
}

/* Follows the keys but the last down from `context`; contexts[i] is where key i is looked up. False: `out` is the answer. */
static bool follow(feel_run *run, const feel_value *keys, const feel_value *context, feel_value *contexts, feel_value *out)
{
    uint32_t count = feel_list_count(keys);
    feel_value at = *context, key;
    for (uint32_t i = 0; i < count; i++) {
        feel_list_item(run, keys, i, &key);
        *out = feel_fail(run, key.kind != FEEL_STRING ? no_key : "the keys do not lead to a context");
        if (key.kind != FEEL_STRING || at.kind != FEEL_CONTEXT || !feel_spend(run, 1))
            return false;
        contexts[i] = at;
        const feel_value *next = feel_context_find(at.as.context, feel_text(&key));
        at = next ? *next : feel_null();
    }
    *out = feel_fail(run, "a list of keys has at least one");
    return count > 0;
}

/* From the innermost out, each changed context put into the one around it. */
static void put_nested(feel_run *run, const feel_value *arguments, feel_value *out)
{
    uint32_t count = feel_list_count(&arguments[1]);
    feel_value *contexts = feel_scratch(run, count, sizeof *contexts);
    *out = feel_over_limit();
    if (!contexts || !follow(run, &arguments[1], &arguments[0], contexts, out))
        return;
    *out = arguments[2];
    for (uint32_t i = count; i-- > 0 && run->steps >= 0;) {
        feel_value key;
        feel_list_item(run, &arguments[1], i, &key);
        *out = put(run, contexts[i].as.context, feel_text(&key), out);
    }
}

void feel_fn_context_put(feel_run *run, const feel_value *arguments, int32_t count, feel_value *out)
{
    (void)count;
    *out = feel_null();
    if (arguments[0].kind == FEEL_NULL || arguments[1].kind == FEEL_NULL)
        return;
    if (arguments[1].kind == FEEL_LIST)
        put_nested(run, arguments, out);
    else if (arguments[1].kind == FEEL_STRING)
        *out = put(run, arguments[0].as.context, feel_text(&arguments[1]), &arguments[2]);
    else
        *out = feel_fail(run, no_key);
}

/* ---- context merge ---- */

/* How many entries all of them have; false: `out` is the answer. */
static bool count_entries(feel_run *run, const feel_value *list, uint64_t *total, feel_value *out)
{
    uint32_t count = feel_list_count(list);
    for (uint32_t i = 0; i < count; i++) {
        feel_value item;
        feel_list_item(run, list, i, &item);
        if (item.kind != FEEL_CONTEXT) {
            *out = item.kind == FEEL_NULL ? item : feel_fail(run, "only contexts are merged");
            return false;
        }
        *total += item.as.context->count;
    }
    return true;
}

/* A key keeps the place where it first stood and gets the value it has last: a map from key to entry finds it. */
void feel_fn_context_merge(feel_run *run, const feel_value *arguments, int32_t count, feel_value *out)
{
    (void)count;
    uint64_t total = 0;
    if (!count_entries(run, &arguments[0], &total, out))
        return;
    feel_context_entry *entries = feel_context_room(run, total);
    uint32_t size = feel_list_count(&arguments[0]), made = 0;
    base_map places;
    base_map_init(&places, run->scratch);
    *out = feel_over_limit();
    for (uint32_t i = 0; entries && i < size; i++) {
        feel_value item;
        feel_list_item(run, &arguments[0], i, &item);
        for (uint32_t k = 0; k < item.as.context->count; k++) {
            const feel_context_entry *entry = feel_context_at(item.as.context, k);
            void *existing;
            entries[made] = *entry;
            if (!base_map_add(&places, entry->key, &entries[made], &existing)) {
                run->no_memory |= !run->scratch->most;
                run->steps = -1;
                return;
            }
            if (existing)
                ((feel_context_entry *)existing)->value = entry->value;
            else
                made++;
        }
    }
    if (entries)
        *out = feel_context_value(run, entries, made);
}
