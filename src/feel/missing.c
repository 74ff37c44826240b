/* SPDX-License-Identifier: MIT */
#include "base/map.h"
#include "feel/machine.h"

/* ---- uniting ---- */

const feel_missing *feel_missing_join(feel_run *run, const feel_missing *a, const feel_missing *b)
{
    if (a == b || a->left == b || a->right == b)
        return a;
    if (b->left == a)
        return b;
    feel_missing *both = feel_scratch(run, 1, sizeof *both);
    if (!both)
        return feel_over_limit().as.missing;
    both->left = a;
    both->right = b;
    return both;
}

feel_value feel_unknown_of(feel_run *run, const feel_value *a, const feel_value *b)
{
    const feel_missing *of_a = a->kind == FEEL_UNKNOWN ? a->as.missing : NULL;
    const feel_missing *of_b = b->kind == FEEL_UNKNOWN ? b->as.missing : NULL;
    return feel_unknown(feel_missing_union(run, of_a, of_b));
}

/* ---- visiting ---- */

/* What makes two reasons the same: of a leaf its content, of a union itself. */
typedef struct reason_key {
    const void *record, *field, *message;
    uintptr_t kind;
} reason_key;

typedef struct pending { const feel_missing *missing; struct pending *below; } pending;

typedef struct visit {
    feel_run *run;
    base_map seen;
    pending *stack;
    bool stopped;
} visit;

static void push(visit *visit, const feel_missing *missing)
{
    pending *item = feel_scratch(visit->run, 1, sizeof *item);
    if (!item) {
        visit->stopped = true;
        return;
    }
    *item = (pending){missing, visit->stack};
    visit->stack = item;
}

/* Whether it is met for the first time. */
static bool is_new(visit *visit, const feel_missing *missing)
{
    reason_key *key = feel_scratch(visit->run, 1, sizeof *key);
    if (!key) {
        visit->stopped = true;
        return false;
    }
    if (missing->left)
        key->record = missing;
    else
        *key = (reason_key){missing->record, missing->field, missing->message, 1u + missing->reason};
    void *existing;
    base_str text = {(const char *)key, sizeof *key};
    if (!base_map_add(&visit->seen, text, key, &existing)) {
        /* Without a bound of the scratch's own it was the allocator that refused. */
        if (!visit->run->scratch->most)
            visit->run->no_memory = true;
        visit->stopped = true;
        return false;
    }
    return !existing;
}

bool feel_missing_visit(feel_run *run, const feel_missing *missing, int32_t most, feel_missing_visitor *leaf, void *user)
{
    visit visit = {.run = run};
    base_map_init(&visit.seen, run->scratch);
    if (missing)
        push(&visit, missing);
    while (visit.stack && !visit.stopped) {
        const feel_missing *at = visit.stack->missing;
        visit.stack = visit.stack->below;
        if (!is_new(&visit, at))
            continue;
        if (at->left) {
            push(&visit, at->right);
            push(&visit, at->left);
        } else if (most-- > 0) {
            leaf(user, at);
        } else {
            visit.stopped = true;
        }
    }
    return !visit.stopped;
}
