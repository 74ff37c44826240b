/* SPDX-License-Identifier: MIT */
#ifndef FEEL_EXPLAIN_H
#define FEEL_EXPLAIN_H
/* An explanation: the nodes that ran, with the values they gave, as a tree. Kept only when asked for. */
#include "feel/run.h"

typedef struct feel_trace {
    const feel_node *node;
    base_str text;                       /* the expression as written, white space folded; borrowed from the source or made in scratch */
    feel_value value;
    feel_value item;                     /* of a run of a body for one item of a list: that item; else FEEL_NULL with has_item false */
    bool has_item;
    int32_t left_out;                    /* children not kept: items that decided nothing, beyond FEEL_TRACE_ITEMS */
    struct feel_trace *first, *next;     /* children in the order they ran */
} feel_trace;

enum { FEEL_TRACE_ITEMS = 8 };

/* Runs a node and keeps what ran, in run->scratch, which must outlive the trace. A quantifier keeps the items that
 * decided it; literals are not kept as children. NULL: no memory (run->no_memory), or the budget was spent before
 * anything ran. */
feel_trace *feel_explain(feel_run *run, const feel_node *node);
#endif
