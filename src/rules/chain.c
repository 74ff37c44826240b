/* SPDX-License-Identifier: MIT */
#include "rules/draft.h"

#include <string.h>

bool rules_chain_add(rules_reader *reader, rules_chain *chain, void *item, rules_span at)
{
    rules_link *link = base_arena_alloc(reader->work, sizeof *link);
    if (!link)
        return rules_no_memory(reader);
    *link = (rules_link){.item = item, .at = at};
    if (chain->last)
        chain->last->next = link;
    else
        chain->first = link;
    chain->last = link;
    chain->count++;
    return true;
}

void *rules_chain_pointers(rules_reader *reader, const rules_chain *chain)
{
    void **array = base_arena_array(reader->feel->arena, (size_t)chain->count, sizeof *array);
    if (!array)
        rules_no_memory(reader);
    int32_t i = 0;
    for (const rules_link *link = chain->first; link && array; link = link->next)
        array[i++] = link->item;
    return array;
}

void *rules_chain_copies(rules_reader *reader, const rules_chain *chain, size_t size)
{
    char *array = base_arena_array(reader->feel->arena, (size_t)chain->count, size);
    if (!array)
        rules_no_memory(reader);
    size_t i = 0;
    for (const rules_link *link = chain->first; link && array; link = link->next)
        memcpy(array + size * i++, link->item, size);
    return array;
}
