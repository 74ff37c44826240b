/* SPDX-License-Identifier: MIT */
#ifndef FEEL_COMPILE_H
#define FEEL_COMPILE_H
/* From text to checked nodes. All errors become diagnostics with place and suggestion; each expression tells as many
 * as make sense of itself, and the caller goes on with the next expression. */
#include "base/diag.h"
#include "base/map.h"
#include "feel/tree.h"

/* FEEL_ANY because of an error, or because a condition is checked without a call: everything is allowed on it. */
extern const feel_type feel_type_open;

typedef enum feel_how { FEEL_AS_SLOT, FEEL_AS_GLOBAL, FEEL_AS_CONDITION, FEEL_AS_REFUSED } feel_how;

/* A name that the rules declare. */
typedef struct feel_name {
    base_str name;
    feel_how how;
    int32_t index;                       /* slot or global */
    const feel_type *type;               /* slot, global */
    struct feel_condition *condition;
    const char *refusal;                 /* FEEL_AS_REFUSED: why it cannot be used here, one sentence */
    bool used;                           /* set by the checker when an expression mentions it */
    const struct feel_name *next;        /* in its scope, for suggestions; set by feel_scope_add */
} feel_name;

/* `names` may be filled with base_map_add; names added with feel_scope_add are suggested for misspelt ones too. */
typedef struct feel_scope {
    const struct feel_scope *outer;
    base_map names;                      /* text -> feel_name* */
    const feel_name *last;
} feel_scope;

struct feel_compiler;
struct feel_instance;

/* A named condition with arguments. Its body is parsed and checked once for each combination of argument types with which it
 * is called, and each setting where that matters: an instance. */
typedef struct feel_condition {
    base_str name;
    const feel_source *source;
    uint32_t body_start, body_end;
    int32_t parameter_count;
    const base_str *parameters;
    const feel_scope *scope;             /* what its body sees besides its parameters and the host */
    /* The tree of its body, for an instance that is about to be checked; NULL, then: told. NULL for the function: as it is written. */
    feel_node *(*read)(struct feel_compiler *compiler, struct feel_instance *instance);
    struct feel_instance *instances;
    bool running;                        /* being checked: a call to it now is recursion, refused */
    bool called;
} feel_condition;

/* In a CALL node, `handle` is the instance and `index` the slot, counted from the caller's frame, where the
 * called frame begins. Slots from index + i on are free while argument i runs, so it may be run straight
 * into slot index + i. */
typedef struct feel_instance {
    feel_condition *condition;
    const feel_type **types;             /* of the arguments */
    const feel_node *body;               /* NULL where the body had errors */
    int32_t slot_count;                  /* its own frame: parameters first */
    uint32_t frames;                     /* slots for its frame and all frames that it calls */
    uint32_t weight;                     /* how many nodes run at most once for each time it is called, but for what goes through lists */
    uint32_t number;                     /* of the instances of a compiler */
    bool by_setting;                     /* it would be another one with another setting; set by `read`, and by what it calls */
    base_str setting;                    /* with which it was checked */
    void *own;                           /* of whoever compiles; NULL at first */
    struct feel_instance *next;
} feel_instance;

typedef struct feel_compiler {
    base_arena *arena;                   /* everything made lives here */
    const feel_schema *schema;
    const feel_source *source;           /* the file at hand */
    cw_diag *diag;
    int64_t depth_limit;
    int32_t instances;                   /* made so far; bounded by FEEL_INSTANCES_MOST */
    uint32_t instance_bytes;             /* text of the bodies of them; bounded by FEEL_INSTANCE_BYTES_MOST */
    int64_t nesting;                     /* of the node being checked, called conditions included */
    base_str setting;                    /* what the expression at hand brings along for `read`; empty: nothing */
    const char *needs_setting;           /* why a condition that asks for it cannot be called without, one sentence */
    bool standard;                       /* as FEEL_STANDARD: what does not fit by its type is left to the run, which gives
                                            null, and a path on a value of unknown type reads a context. Rules: false */
    bool lists_variables;                /* for an unknown name like none: in an override they stand in another file */
    bool no_memory;
} feel_compiler;
enum { FEEL_INSTANCES_MOST = 4096, FEEL_INSTANCES_EACH = 256, FEEL_INSTANCE_BYTES_MOST = 1 << 24 };

/* Adds a name to a scope and to what is suggested. As base_map_add: *existing is the name already there. False: no memory. */
bool feel_scope_add(feel_scope *scope, feel_name *name, feel_name **existing);

/* Parses text[start, end) of the source; `//` comments, `/ * * /` and newlines are white space. NULL: told, or out of memory. */
feel_node *feel_parse(feel_compiler *compiler, uint32_t start, uint32_t end);
/* Resolves, types and lowers a parsed tree. Slots from `first_slot` on are free for its own variables.
 * `slots` receives the frame size needed (own variables and, beyond, the frames of called conditions). `want` (NULL: anything) is the type the place
 * asks for; `place` names it in the message ("`when`"). NULL: told. */
const feel_node *feel_check(feel_compiler *compiler, feel_node *tree, const feel_scope *scope, int32_t first_slot,
                            const feel_type *want, const char *place, uint32_t *slots);
/* Both of two checked nodes, each of which counts as false where it is null, as at the end of a clause; either may be NULL. NULL:
 * neither, or told. */
const feel_node *feel_check_both(feel_compiler *compiler, const feel_node *a, const feel_node *b);
/* Checks a condition that nothing calls, with arguments of unknown type, so that its errors are told. */
void feel_check_uncalled(feel_compiler *compiler, feel_condition *condition);
/* Splits  list[filter]  at the top of a parsed tree: true when the tree is a BRACKET whose k1 is a condition on the items (not a number), giving both parts. */
bool feel_split_filter(const feel_node *tree, feel_node **list, feel_node **filter);
/* Checks a filter condition against items of type `item` held in slot `item_slot`: names in it mean fields of the item first. */
const feel_node *feel_check_filter(feel_compiler *compiler, feel_node *filter, const feel_scope *scope, const feel_type *item,
                                   int32_t item_slot, int32_t first_slot, uint32_t *slots);
/* The same for an expression of any kind, as feel_check. */
const feel_node *feel_check_of_item(feel_compiler *compiler, feel_node *tree, const feel_scope *scope, const feel_type *item,
                                    int32_t item_slot, int32_t first_slot, const feel_type *want, const char *place,
                                    uint32_t *slots);
/* Marks in a place: fills a base_place for bytes [start, end) of the compiler's source. */
base_place feel_place(const feel_compiler *compiler, uint32_t start, uint32_t end);
/* Whether a name may be declared by rules: letters, digits, `_`, not a keyword, not starting with a digit. */
bool feel_name_valid(base_str name);
bool feel_is_keyword(base_str name);
#endif
