/* SPDX-License-Identifier: MIT */
/* Built-in functions that give a list with an item changed, or in another order. */
#include <string.h>

#include "feel/function.h"
#include "feel/machine.h"

static const char no_place[] = "the list has no such position";

/* The index of a position counted from 1 or, when negative, from the end. */
static bool index_of(const feel_value *list, const feel_value *position, uint32_t *index)
{
    int64_t place, size = feel_list_count(list);
    if (position->kind != FEEL_NUMBER || !feel_whole(position, &place) || place == 0 || place > size || place < -size)
        return false;
    *index = (uint32_t)(place > 0 ? place - 1 : size + place);
    return true;
}

/* Appends items [from, to) of a list. */
static bool copy(feel_run *run, const feel_value *list, uint32_t from, uint32_t to, feel_list *made)
{
    for (uint32_t i = from; i < to; i++) {
        feel_value item;
        if (!feel_spend(run, 1))
            return false;
        feel_list_item(run, list, i, &item);
        feel_list_put(made, item, false);
    }
    return true;
}

/* The list with `item`, if it is not NULL, in the place of the `taken` items at `index`. */
static feel_value edited(feel_run *run, const feel_value *list, uint32_t index, uint32_t taken, const feel_value *item)
{
    uint32_t size = feel_list_count(list);
    feel_list *made = size < UINT32_MAX ? feel_list_new(run, size + 1) : NULL;
    if (!made || !copy(run, list, 0, index, made))
        return feel_over_limit();
    if (item)
        feel_list_put(made, *item, false);
    return copy(run, list, index + taken, size, made) ? feel_list_value(made) : feel_over_limit();
}

void feel_fn_insert_before(feel_run *run, const feel_value *arguments, int32_t count, feel_value *out)
{
    uint32_t index;
    (void)count;
    *out = feel_null();
    if (arguments[0].kind == FEEL_NULL || arguments[1].kind == FEEL_NULL)
        return;
    *out = index_of(&arguments[0], &arguments[1], &index) ? edited(run, &arguments[0], index, 0, &arguments[2])
                                                           : feel_fail(run, no_place);
}

void feel_fn_remove(feel_run *run, const feel_value *arguments, int32_t count, feel_value *out)
{
    uint32_t index;
    (void)count;
    *out = index_of(&arguments[0], &arguments[1], &index) ? edited(run, &arguments[0], index, 1, NULL)
                                                           : feel_fail(run, no_place);
}

/* ---- list replace ---- */

/* Each item for which match(item, new item) is true is replaced. */
static feel_value replace_matches(feel_run *run, const feel_value *list, const feel_value *match, const feel_value *new_item)
{
    uint32_t size = feel_list_count(list);
    feel_list *made = feel_list_new(run, size);
    if (!made)
        return feel_over_limit();
    for (uint32_t i = 0; i < size; i++) {
        feel_value pair[2] = {feel_null(), *new_item}, matches;
        if (!feel_spend(run, 1))
            return feel_over_limit();
        feel_list_item(run, list, i, &pair[0]);
        feel_apply(run, match, pair, 2, &matches);
        if (matches.kind != FEEL_BOOLEAN)
            return feel_truth(run, &matches);
        feel_list_put(made, matches.as.integer ? *new_item : pair[0], false);
    }
    return feel_list_value(made);
}

void feel_fn_list_replace(feel_run *run, const feel_value *arguments, int32_t count, feel_value *out)
{
    uint32_t index;
    (void)count;
    *out = feel_null();
    if (arguments[0].kind == FEEL_NULL || arguments[1].kind == FEEL_NULL)
        return;
    if (arguments[1].kind == FEEL_FUNCTION)
        *out = replace_matches(run, &arguments[0], &arguments[1], &arguments[2]);
    else if (index_of(&arguments[0], &arguments[1], &index))
        *out = edited(run, &arguments[0], index, 1, &arguments[2]);
    else
        *out = feel_fail(run, no_place);
}

/* ---- sort ---- */

typedef struct sorting {
    feel_run *run;
    const feel_value *precedes;
    feel_value answer;                   /* when it is not null, the sort stopped with it */
    bool stopped;
} sorting;

/* Whether b comes before a, so that equal items stay as they were. */
static bool comes_first(sorting *sorting, const feel_value *b, const feel_value *a)
{
    feel_value pair[2] = {*b, *a}, first;
    if (!feel_spend(sorting->run, 1)) {
        sorting->answer = feel_over_limit();
        sorting->stopped = true;
        return false;
    }
    feel_apply(sorting->run, sorting->precedes, pair, 2, &first);
    if (first.kind != FEEL_BOOLEAN) {
        sorting->answer = feel_truth(sorting->run, &first);
        sorting->stopped = true;
    }
    return feel_is_true(&first);
}

/* from[low, middle) and from[middle, high), each sorted, into to[low, high). */
static void merge(sorting *sorting, const feel_value *from, uint64_t low, uint64_t middle, uint64_t high, feel_value *to)
{
    uint64_t left = low, right = middle;
    for (uint64_t at = low; at < high && !sorting->stopped; at++) {
        bool take_right = left == middle || (right < high && comes_first(sorting, &from[right], &from[left]));
        to[at] = take_right ? from[right++] : from[left++];
    }
}

/* By merging from the bottom up: in as many steps as log2 of the count has, whatever the order or the function. */
static feel_value *sorted(sorting *sorting, feel_value *items, feel_value *spare, uint64_t count)
{
    for (uint64_t width = 1; width < count && !sorting->stopped; width *= 2) {
        for (uint64_t low = 0; low < count; low += 2 * width) {
            uint64_t middle = low + width < count ? low + width : count;
            uint64_t high = middle + width < count ? middle + width : count;
            merge(sorting, items, low, middle, high, spare);
        }
        feel_value *filled = spare;
        spare = items;
        items = filled;
    }
    return items;
}

void feel_fn_sort(feel_run *run, const feel_value *arguments, int32_t count, feel_value *out)
{
    (void)count;
    uint32_t size = feel_list_count(&arguments[0]);
    sorting sorting = {.run = run, .precedes = &arguments[1], .answer = feel_null()};
    feel_list *made = feel_list_new(run, size);
    feel_value *spare = made ? feel_scratch(run, size, sizeof *spare) : NULL;
    *out = feel_over_limit();
    if (!spare || !copy(run, &arguments[0], 0, size, made))
        return;
    const feel_value *items = sorted(&sorting, made->items, spare, size);
    if (items != made->items)
        memcpy(made->items, items, size * sizeof *items);
    *out = sorting.stopped ? sorting.answer : feel_list_value(made);
}
