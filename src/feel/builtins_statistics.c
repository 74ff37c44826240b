/* SPDX-License-Identifier: MIT */
/* Built-in functions that make one number, or few, of many. */
#include "base/sort.h"
#include "feel/function.h"
#include "feel/machine.h"

static const char no_numbers[] = "there are no numbers";

static int by_size(const void *a, const void *b)
{
    return base_decimal_compare(a, b);
}

/* The numbers, sorted. NULL: `out` is the answer, null for a null item. */
static base_decimal *read_numbers(feel_run *run, const feel_items *items, feel_value *out)
{
    base_decimal *numbers = feel_scratch(run, items->count, sizeof *numbers);
    *out = feel_over_limit();
    for (uint32_t i = 0; numbers && i < items->count; i++) {
        feel_value item;
        if (!feel_spend(run, 1))
            return NULL;
        feel_items_at(run, items, i, &item);
        if (item.kind != FEEL_NUMBER) {
            *out = item.kind == FEEL_NULL ? item : feel_fail(run, "only numbers can be reckoned with");
            return NULL;
        }
        numbers[i] = *item.as.number;
    }
    if (numbers)
        base_sort(numbers, items->count, sizeof *numbers, by_size);
    return numbers;
}

void feel_fn_product(feel_run *run, const feel_value *arguments, int32_t count, feel_value *out)
{
    feel_items items = feel_items_of(arguments, count);
    base_decimal product = base_decimal_from_int(1);
    const base_decimal *numbers = read_numbers(run, &items, out);
    if (!numbers)
        return;
    bool within = true;
    for (uint32_t i = 0; within && i < items.count; i++)
        within = base_decimal_multiply(&product, &numbers[i], &product);
    *out = items.count == 0 ? feel_nothing(run, no_numbers)
           : within         ? feel_number_value(run, &product)
                            : feel_fail(run, "the product is out of range");
}

void feel_fn_median(feel_run *run, const feel_value *arguments, int32_t count, feel_value *out)
{
    feel_items items = feel_items_of(arguments, count);
    const base_decimal *numbers = read_numbers(run, &items, out), two = base_decimal_from_int(2);
    base_decimal middle;
    if (!numbers)
        return;
    *out = feel_nothing(run, no_numbers);
    if (items.count == 0)
        return;
    const base_decimal *upper = &numbers[items.count / 2];
    if (items.count % 2 == 1)
        *out = feel_number_value(run, upper);
    else if (base_decimal_add(upper - 1, upper, &middle) && base_decimal_divide(&middle, &two, &middle))
        *out = feel_number_value(run, &middle);
    else
        *out = feel_fail(run, "the median is out of range");
}

/* ---- standard deviation ---- */

static bool mean_of(const base_decimal *numbers, uint32_t count, base_decimal *out)
{
    base_decimal size = base_decimal_from_int(count);
    *out = base_decimal_from_int(0);
    for (uint32_t i = 0; i < count; i++)
        if (!base_decimal_add(out, &numbers[i], out))
            return false;
    return base_decimal_divide(out, &size, out);
}

/* Of a sample: the squares of the distances from the mean are divided by one less than their count. */
static bool deviation_of(const base_decimal *numbers, uint32_t count, base_decimal *out)
{
    base_decimal mean, distance, sum = base_decimal_from_int(0), size = base_decimal_from_int((int64_t)count - 1);
    if (!mean_of(numbers, count, &mean))
        return false;
    for (uint32_t i = 0; i < count; i++)
        if (!base_decimal_subtract(&numbers[i], &mean, &distance) || !base_decimal_multiply(&distance, &distance, &distance) ||
            !base_decimal_add(&sum, &distance, &sum))
            return false;
    return base_decimal_divide(&sum, &size, &sum) && base_decimal_sqrt(&sum, out);
}

void feel_fn_stddev(feel_run *run, const feel_value *arguments, int32_t count, feel_value *out)
{
    feel_items items = feel_items_of(arguments, count);
    const base_decimal *numbers = read_numbers(run, &items, out);
    base_decimal deviation;
    if (!numbers)
        return;
    if (items.count < 2)
        *out = items.count == 0 ? feel_nothing(run, no_numbers) : feel_fail(run, "one number alone has no deviation");
    else if (deviation_of(numbers, items.count, &deviation))
        *out = feel_number_value(run, &deviation);
    else
        *out = feel_fail(run, "the deviation is out of range");
}

/* ---- mode ---- */

/* How often the number at `at` stands there: equal ones stand together. */
static uint32_t run_length(const base_decimal *numbers, uint32_t count, uint32_t at)
{
    uint32_t end = at + 1;
    while (end < count && base_decimal_compare(&numbers[at], &numbers[end]) == 0)
        end++;
    return end - at;
}

void feel_fn_mode(feel_run *run, const feel_value *arguments, int32_t count, feel_value *out)
{
    feel_items items = feel_items_of(arguments, count);
    const base_decimal *numbers = read_numbers(run, &items, out);
    uint32_t most = 0;
    if (!numbers)
        return;
    for (uint32_t i = 0, length; i < items.count; i += length) {
        length = run_length(numbers, items.count, i);
        most = length > most ? length : most;
    }
    feel_list *modes = feel_list_new(run, most ? items.count / most : 0);
    for (uint32_t i = 0, length; modes && i < items.count; i += length) {
        length = run_length(numbers, items.count, i);
        if (length == most)
            feel_list_put(modes, feel_number_value(run, &numbers[i]), false);
    }
    *out = modes ? feel_list_value(modes) : feel_over_limit();
}
