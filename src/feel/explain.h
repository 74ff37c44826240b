/* SPDX-License-Identifier: MIT */
#ifndef FEEL_EXPLAIN_H
#define FEEL_EXPLAIN_H
/* An explanation: the nodes that ran, with the values they gave, as a tree. Kept only when asked for. */
#include "feel/run.h"

typedef struct feel_trace {
    const feel_node *node;
    base_str text;                       /* the expression as written, white space folded; borrowed from the source or made in the arena */
    feel_value value;
    feel_value item;                     /* of a run of a body for one item of a list: that item; else FEEL_NULL with has_item false */
    const char *reason;                  /* of a null that came about here, one sentence; NULL where it only passed through */
    bool has_item;
    bool marked, item_marked;            /* the texts of the value, or of the item, are marked ones or made of such */
    int32_t left_out;                    /* children not kept: items that decided nothing, beyond FEEL_TRACE_ITEMS */
    struct feel_trace *first, *next;     /* children in the order they ran */
} feel_trace;

enum { FEEL_TRACE_ITEMS = 8 };

/* Where traces are kept, and what is marked in them. */
typedef struct feel_tracing {
    base_arena *arena;                   /* not the run's scratch: what turns out not to be kept is given back at once */
    /* Whether the texts of a field are marked; the mark stays on all that is made of them, but truth values, numbers and
     * days. NULL: none. */
    bool (*marks)(const void *record, const void *handle);
    bool *slots;                         /* [run->slot_count]: which variables hold marked texts; kept up to date; NULL without `marks` */
    bool over;                           /* set when the arena's bound was reached: what came out is not the whole */
} feel_tracing;

/* Who is told of every node that ran but literals, with what it gave. */
typedef struct feel_watch {
    void *user;
    void (*saw)(void *user, const feel_node *node, const feel_value *value);
} feel_watch;

/* What a run's `tracer` is: it keeps a trace, or tells a watch and keeps none. Either way nothing is run in a shorter form. */
struct feel_tracer {
    const feel_watch *watch;             /* NULL: a trace is kept */
    feel_tracing *tracing;
    struct feel_entry *current;
    feel_trace *root;
};

/* Runs a node and keeps what ran. The run's scratch and the arena must outlive the trace. A quantifier keeps the items
 * that decided it. Not kept as children are literals, variables that nobody wrote (the item in a filter or path), and what
 * says the same as its parent. NULL: no memory (run->no_memory), no room (tracing->over), or the budget was spent before
 * anything ran. */
feel_trace *feel_explain(feel_run *run, const feel_node *node, feel_tracing *tracing);
#endif
