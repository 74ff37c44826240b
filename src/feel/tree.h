/* SPDX-License-Identifier: MIT */
#ifndef FEEL_TREE_H
#define FEEL_TREE_H
/* An expression: the parser makes a tree of nodes, the checker resolves every name, gives every node its type
 * and its operation, and the machine runs the same nodes. The tree is the program. */
#include "feel/env.h"

/* A file in which expressions stand. */
typedef struct feel_source { base_str name; base_str text; } feel_source;

struct feel_run;
struct feel_node;
typedef void feel_operation(struct feel_run *run, const struct feel_node *node, feel_value *out);

/* Operations: one row each in ops.def:  OP(NAME, kids, "one sentence").  kids: how many, -1 for any number.
 * The C function is feel_run_<name in lower case> in ops_*.c. */
typedef enum feel_op {
#define OP(NAME, function, kids, doc) FEEL_OP_##NAME,
#include "feel/ops.def"
#undef OP
    FEEL_OP_COUNT
} feel_op;

typedef struct feel_op_row { const char *name; feel_operation *run; int8_t kids; const char *doc; } feel_op_row;
extern const feel_op_row feel_op_rows[FEEL_OP_COUNT];

/* Names that stand in an expression: of arguments, parameters, entries, iterators. */
typedef struct feel_names {
    int32_t count;
    const base_str *at;
    const feel_type *const *types;      /* that parameters state, each NULL where it states none; NULL: none does */
} feel_names;

/* What is left to ask of the items of a SLICE: `all` without the range, in so many steps less for each item; the same in two
 * parts, what does not depend on other variables and what does. Either part may be NULL, then `fixed` is. */
typedef struct feel_rest {
    const struct feel_node *all, *fixed, *varying;
    int32_t spared;
} feel_rest;

typedef struct feel_node {
    feel_operation *run;                /* set by the checker, from feel_op_rows */
    uint8_t op;                         /* feel_op */
    uint8_t flags;                      /* FEEL_NODE_* */
    uint16_t kid_count;
    int32_t index;                      /* slot, global or host name, by op */
    const struct feel_node **kids;
    const feel_type *type;              /* after the check */
    feel_value value;                   /* LITERAL */
    const void *handle;                 /* SLICE: feel_rest or NULL; INVOKE, FOR, FUNCTION and, before the check, CONTEXT: feel_names, NULL for none;
                                           CONTEXT: feel_shape; INSTANCE_OF: feel_type; NOTHING: const char *; FIELD, DOCUMENTED: the host's; BUILTIN: its feel_builtin row; CALL: its feel_instance,
                                           before the check its feel_condition */
    base_str name;                      /* as written: a name, field, variable or function */
    const feel_source *source;          /* the text it stands in, and which bytes of it */
    uint32_t start, end;
    uint32_t depth;                     /* nesting below and including this node, called conditions included; after the check */
} feel_node;

enum {
    FEEL_NODE_LOW_OPEN = 1, FEEL_NODE_HIGH_OPEN = 2,   /* RANGE, IN_RANGE: that end does not belong */
    FEEL_NODE_JOINED = 16,                              /* AND: of two that count as false where they are null */
    FEEL_NODE_PARTIAL = 8,                              /* FOR: `partial` is used */
    FEEL_NODE_PAREN = 4,                                /* stood in parentheses */
    FEEL_NODE_INNER = 8                                 /* SOME, EVERY: of `some a in x, b in y`, the one of `b`, which nobody wrote as such */
};

/* As it was written. The node has a source. */
static inline base_str feel_node_text(const feel_node *node)
{
    return (base_str){node->source->text.at + node->start, node->end - node->start};
}
#endif
