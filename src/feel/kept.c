/* SPDX-License-Identifier: MIT */
/* What conditions gave, kept for when they are called with the same arguments again: on the same day, with the same host, as long as
 * the scratch in which values lie is not rewound. Which place a condition has hangs on its number alone, and the oldest of a place
 * goes first, so that an evaluation takes as many steps each time. */
#include <string.h>

#include "feel/compile.h"
#include "feel/machine.h"

enum { ARGUMENTS_MOST = 4, PLACES = 32, EACH = 2 };

typedef struct answer {
    const feel_instance *instance;
    const void *host;
    int64_t day;
    bool open_ranges;
    feel_value arguments[ARGUMENTS_MOST];
    feel_value value;
    int64_t alike_from, alike_until;
    const char *why;
} answer;

typedef struct place { answer answers[EACH]; uint32_t next; } place;
struct feel_kept { place places[PLACES]; };

/* NULL: memory is short. */
static place *place_of(feel_run *run, const feel_instance *instance)
{
    if (!run->kept || run->kept_since != run->scratch->rewinds) {
        run->kept = feel_scratch(run, 1, sizeof *run->kept);
        run->kept_since = run->scratch->rewinds;
    }
    return run->kept ? &run->kept->places[instance->number % PLACES] : NULL;
}

static bool is_same(const feel_run *run, const feel_instance *instance, const answer *answer)
{
    size_t size = (size_t)instance->condition->parameter_count * sizeof *answer->arguments;
    return answer->instance == instance && answer->host == run->host && answer->day == run->day &&
           answer->open_ranges == run->open_ranges && memcmp(answer->arguments, &run->slots[run->frame], size) == 0;
}

static const answer *find(const feel_run *run, const feel_instance *instance, const place *place)
{
    for (int i = 0; i < EACH; i++)
        if (is_same(run, instance, &place->answers[i]))
            return &place->answers[i];
    return NULL;
}

/* What was read meanwhile reads alike on these days only. */
static void narrow(feel_run *run, int64_t from, int64_t until)
{
    if (run->alike_from < from)
        run->alike_from = from;
    if (run->alike_until > until)
        run->alike_until = until;
}

/* In a trace a value that may be made of a name is shown with what made it, from which that is known. */
static bool may_keep(const feel_run *run, const feel_value *value)
{
    bool plain = value->kind == FEEL_BOOLEAN || value->kind == FEEL_NULL || value->kind == FEEL_UNKNOWN;
    return run->steps >= 0 && (plain || !run->tracer);
}

/* The arguments are those with which it began: nothing writes to the slots of a frame's parameters. */
static void keep(feel_run *run, const feel_instance *instance, const feel_value *value)
{
    place *place = place_of(run, instance);
    if (!place)
        return;
    answer *kept = &place->answers[place->next++ % EACH];
    *kept = (answer){.instance = instance, .host = run->host, .day = run->day, .open_ranges = run->open_ranges, .value = *value,
                     .alike_from = run->alike_from, .alike_until = run->alike_until, .why = run->why};
    for (int32_t i = 0; i < instance->condition->parameter_count; i++)
        kept->arguments[i] = run->slots[run->frame + (uint32_t)i];
}

void feel_run_kept(feel_run *run, const feel_instance *instance, feel_value *out)
{
    const place *place = instance->condition->parameter_count <= ARGUMENTS_MOST ? place_of(run, instance) : NULL;
    const answer *known = place ? find(run, instance, place) : NULL;
    int64_t from = run->alike_from, until = run->alike_until;
    if (known && feel_spend(run, 1)) {
        *out = known->value;
        run->why = known->why;
        narrow(run, known->alike_from, known->alike_until);
        return;
    }
    run->alike_from = INT64_MIN;
    run->alike_until = INT64_MAX;
    feel_eval(run, instance->body, out);
    if (place && may_keep(run, out))
        keep(run, instance, out);
    narrow(run, from, until);
}
