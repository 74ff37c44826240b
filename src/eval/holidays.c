/* SPDX-License-Identifier: MIT */
/* Tables of holidays: made once, then shared. */
#include "base/sort.h"
#include "eval/eval.h"

#include <string.h>

static size_t size_of(int64_t count)
{
    return offsetof(eval_holidays, days) + (size_t)count * sizeof(int64_t);
}

eval_holidays *eval_holidays_take(eval_holidays *holidays)
{
    if (holidays) base_reference_take(&holidays->references);
    return holidays;
}

void eval_holidays_drop(eval_holidays *holidays)
{
    if (!holidays || !base_reference_drop(&holidays->references)) return;
    const cw_context *context = holidays->context;
    base_release(context, holidays, holidays->size);
    base_context_drop(context);
}

static int compare(const void *one, const void *other)
{
    int64_t a = *(const int64_t *)one, b = *(const int64_t *)other;
    return (a > b) - (a < b);
}

static int64_t drop_repeated(int64_t *days, int64_t count)
{
    int64_t kept = 0;
    for (int64_t i = 0; i < count; i++)
        if (kept == 0 || days[kept - 1] != days[i]) days[kept++] = days[i];
    return kept;
}

static eval_holidays *make(const cw_context *context, const cw_date *days, int64_t count)
{
    eval_holidays *made = base_allocate(context, size_of(count));
    if (!made) return NULL;
    atomic_init(&made->references, 1);
    made->context = base_context_use((cw_context *)context);
    made->size = size_of(count);
    for (int64_t i = 0; i < count; i++) made->days[i] = days[i];
    base_sort(made->days, (size_t)count, sizeof *made->days, compare);
    made->count = drop_repeated(made->days, count);
    return made;
}

void eval_evaluator_use_holidays(cw_evaluator *evaluator, eval_holidays *holidays)
{
    eval_holidays *held = eval_holidays_take(holidays);
    eval_holidays_drop(evaluator->held_holidays);
    evaluator->held_holidays = held;
    evaluator->holidays = held ? held->days : NULL;
    evaluator->holiday_count = held ? held->count : 0;
}

cw_status eval_evaluator_set_holidays(cw_evaluator *evaluator, const cw_date *days, int64_t count)
{
    eval_holidays *made = NULL;
    if (count > 0 && !(made = make(evaluator->context, days, count))) return CW_ERR_NOMEM;
    eval_evaluator_use_holidays(evaluator, made);
    eval_holidays_drop(made);
    return CW_OK;
}
