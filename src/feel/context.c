/* SPDX-License-Identifier: MIT */
#include "feel/context.h"

#include "base/sort.h"
#include "feel/machine.h"

enum { ENTRIES_MOST = 1 << 28 };

const feel_value *feel_context_find(const feel_context *context, base_str key)
{
    uint32_t low = 0, high = context->count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        int order = base_str_compare(context->entries[middle].key, key);
        if (order == 0)
            return &context->entries[middle].value;
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

feel_context_entry *feel_context_room(feel_run *run, uint64_t count)
{
    if (count > ENTRIES_MOST || !feel_spend(run, (int64_t)count)) {
        run->steps = -1;
        return NULL;
    }
    return feel_scratch(run, (size_t)count, sizeof(feel_context_entry));
}

/* An entry and the place where it was written. */
typedef struct placed { feel_context_entry entry; uint32_t place; } placed;

static int by_key(const void *a, const void *b)
{
    const placed *x = a, *y = b;
    return base_str_compare(x->entry.key, y->entry.key);
}

feel_value feel_context_value(feel_run *run, feel_context_entry *entries, uint32_t count)
{
    placed *sorted = feel_scratch(run, count, sizeof *sorted);
    uint32_t *written = sorted ? feel_scratch(run, count, sizeof *written) : NULL;
    feel_context *context = written ? feel_scratch(run, 1, sizeof *context) : NULL;
    if (!context)
        return feel_over_limit();
    for (uint32_t i = 0; i < count; i++)
        sorted[i] = (placed){entries[i], i};
    base_sort(sorted, count, sizeof *sorted, by_key);
    for (uint32_t i = 0; i < count; i++) {
        if (i > 0 && base_str_equal(sorted[i - 1].entry.key, sorted[i].entry.key))
            return feel_fail(run, "a context has a key twice");
        entries[i] = sorted[i].entry;
        entries[i].value.flags &= (uint8_t)~FEEL_UNCERTAIN;
        written[sorted[i].place] = i;
    }
    *context = (feel_context){count, entries, written};
    return (feel_value){.kind = FEEL_CONTEXT, .as.context = context};
}
