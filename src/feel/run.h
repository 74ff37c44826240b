/* SPDX-License-Identifier: MIT */
#ifndef FEEL_RUN_H
#define FEEL_RUN_H
/* The machine: runs checked nodes. One run belongs to one thread. It allocates only from its scratch arena;
 * the depth of every node is known and bounded before it runs, so the C stack is too. */
#include "feel/tree.h"

typedef enum feel_mode {
    FEEL_STANDARD,          /* what fails is null */
    FEEL_RULES              /* what fails is unknown, reason error */
} feel_mode;

typedef struct feel_run {
    const feel_facts *facts;
    void *host;                     /* the fact provider's own */
    feel_mode mode;
    int64_t day;                    /* the judged day */
    const feel_moment *now;         /* what now() gives; NULL: the first moment of the day, at UTC */
    const feel_value *globals;      /* by index: parameters and tables */
    feel_value *slots;              /* slots of the running frame begin at `frame` */
    uint32_t frame, slot_count;     /* slot_count: room in `slots`; the caller gave enough (feel_frame_size) */
    base_arena *scratch;
    int64_t steps;                  /* left; below 0 everything answers unknown, over limit */
    bool open_ranges;               /* a range one of whose ends is null has no bound there; else it is null */
    bool no_memory;                 /* the allocator refused: what came out means nothing; status CW_ERR_NOMEM */
    int64_t alike_from, alike_until;    /* days on which all that was read since they were set reads alike; first and last */
    struct feel_kept *kept;         /* what conditions gave, in the scratch while `kept_since` is its rewinds; NULL: nothing yet. To be
                                       set so where the budget begins anew */
    uint32_t kept_since;
    const char *why;                /* of the last feel_fail or feel_nothing that gave null; for explanations */
    struct feel_tracer *tracer;     /* NULL: no trace is kept */
} feel_run;

/* feel_eval while a trace is kept, or without steps. */
void feel_eval_watched(feel_run *run, const feel_node *node, feel_value *out);
feel_value feel_over_limit(void);

/* Runs a node: one step. The commonest are done here. Operations need not look whether the budget ran out while they ran: what they answered then is
 * replaced here. */
static inline void feel_eval(feel_run *run, const feel_node *node, feel_value *out)
{
    if (run->tracer || run->steps < 1) {
        feel_eval_watched(run, node, out);
        return;
    }
    run->steps--;
    if (node->op == FEEL_OP_SLOT) {
        *out = run->slots[run->frame + (uint32_t)node->index];
    } else if (node->op == FEEL_OP_LITERAL) {
        *out = node->value;
    } else {
        node->run(run, node, out);
        if (run->steps < 0)
            *out = feel_over_limit();
    }
}

/* What is read hangs on run->day in a way that is not told. */
static inline void feel_reads_day(feel_run *run)
{
    if (run->alike_from < run->day) run->alike_from = run->day;
    if (run->alike_until > run->day) run->alike_until = run->day;
}

/* What is read is one thing before a day, and another from that day on. */
static inline void feel_reads_turn(feel_run *run, int64_t turn)
{
    if (turn > run->day && run->alike_until >= turn) run->alike_until = turn - 1;
    if (turn <= run->day && run->alike_from < turn) run->alike_from = turn;
}

/* For operations, built-ins and fact providers. They return values even when memory is short (then
 * run->no_memory, or over-limit unknown when the scratch's own bound is reached). */
feel_value feel_missing_fact(feel_run *run, const void *record, const void *field);
feel_value feel_missing_after_current(feel_run *run);
/* Null in standard mode, unknown with reason error in rule mode. `message`: static, one sentence. */
feel_value feel_fail(feel_run *run, const char *message);
/* Null in both modes; the message is kept for an explanation. */
feel_value feel_nothing(feel_run *run, const char *message);
/* Unknown for the reasons of both (either may be NULL). */
const feel_missing *feel_missing_join(feel_run *run, const feel_missing *a, const feel_missing *b);    /* neither is NULL */
static inline const feel_missing *feel_missing_union(feel_run *run, const feel_missing *a, const feel_missing *b)
{
    return a && b ? feel_missing_join(run, a, b) : a ? a : b;
}
feel_value feel_unknown_of(feel_run *run, const feel_value *a, const feel_value *b);   /* at least one is unknown */
feel_value feel_number_value(feel_run *run, const base_decimal *number);
feel_value feel_integer_value(feel_run *run, int64_t number);
/* A list with room for `count` items to be filled in, NULL when memory is short. */
feel_list *feel_list_new(feel_run *run, uint32_t count);
/* Of a FEEL_LIST, host list or not. */
static inline uint32_t feel_list_count(const feel_value *list)
{
    return list->flags & FEEL_HOST ? list->size : list->as.list->count;
}
static inline void feel_list_item(feel_run *run, const feel_value *list, uint32_t index, feel_value *out)
{
    if (list->flags & FEEL_HOST) run->facts->item(run, list, index, out);
    else *out = list->as.list->items[index];
}
/* Takes the mark of an uncertain item away, where it is kept; whether it was there. A copy of a value that was just made in parts
 * is slow on most processors, so that items are put where they are to be and unmarked there. */
static inline bool feel_unmark(feel_value *item)
{
    if (!(item->flags & FEEL_UNCERTAIN)) return false;
    item->flags &= (uint8_t)~FEEL_UNCERTAIN;
    return true;
}
/* NULL where no item is uncertain. */
static inline const feel_missing *feel_list_missing(const feel_value *list)
{
    return list->flags & FEEL_HOST ? NULL : list->as.list->missing;
}
/* Three-valued equality and order by FEEL's rules: boolean, null or unknown. */
feel_value feel_equal(feel_run *run, const feel_value *a, const feel_value *b);
feel_value feel_compare(feel_run *run, const feel_value *a, const feel_value *b, feel_op op);   /* LESS .. GREATER_EQUAL */

/* Visits every leaf reason of an unknown once, in order of first mention (duplicates by record, field and message dropped).
 * Iterative; linear in the number of leaves up to `most`, then stops. Returns false when it had to stop. */
typedef void feel_missing_visitor(void *user, const feel_missing *leaf);
bool feel_missing_visit(feel_run *run, const feel_missing *missing, int32_t most, feel_missing_visitor *visit, void *user);

/* A value for people and reports: FEEL literals (texts in quotes), records by feel_facts.put_record, lists in brackets
 * (at most 10 items, then "..."), unknown as `unknown`. */
void feel_put_value(feel_run *run, const feel_value *value, bool names, base_buffer *buffer);
/* The same with `mask` in the place of every text in it. */
void feel_put_masked(feel_run *run, const feel_value *value, const char *mask, bool names, base_buffer *buffer);
#endif
