/* SPDX-License-Identifier: MIT */
#ifndef FEEL_CHECKER_H
#define FEEL_CHECKER_H
/* What the files of the checker share. The checker changes the parsed tree in place, from the leaves up. A node that has
 * an error is told once and gets the type feel_type_open, of which nothing more is told, so that the check goes on. */
#include "feel/builtin.h"
#include "feel/parser.h"

bool feel_type_is_open(const feel_type *type);
/* The type of something that is either: any where they differ. */
const feel_type *feel_type_join(const feel_type *a, const feel_type *b);
/* Of the items of a list, of the thing itself when it is not one. */
const feel_type *feel_type_item(const feel_type *type);

/* A variable of the expression, or the item of a filter, whose fields are names. Innermost first. */
typedef struct feel_local {
    base_str name;
    bool item;
    bool used;
    int32_t slot;
    const feel_type *type;
    struct feel_local *outer;
} feel_local;

typedef struct feel_checker {
    feel_compiler *compiler;
    const feel_scope *scope;
    feel_local *locals;
    int32_t next_slot;
    int64_t most_slots;                  /* room needed so far, frames of called conditions included */
    const feel_condition *condition;     /* whose body this is, or NULL, and the types of its arguments */
    feel_instance *instance;             /* the same */
    const feel_type **arguments;
    const feel_type *compared;           /* what the node at hand is compared with, or NULL; for suggestions */
    bool failed;
    bool deep;                           /* told that it nests too deeply */
} feel_checker;

/* Tells of a node's bytes; the node gets type open. */
void feel_check_tell(feel_checker *checker, feel_diagnostic what, feel_node *node, base_str help, ...);
/* The same; where types are left to the run a warning, and the node stays as it is. */
void feel_check_mismatch(feel_checker *checker, feel_diagnostic what, feel_node *node, base_str help, ...);
/* The same where types are left to the run: it is a warning, and the node becomes one that fails with the message. */
void feel_check_nothing(feel_checker *checker, feel_diagnostic what, feel_node *node, base_str help, ...);
/* The node fails when it runs; nothing is told. */
void feel_become_nothing(feel_checker *checker, feel_node *node, const char *message);
/* A type as the argument of two of a message's %.*s. */
#define FEEL_TYPE_TEXT(checker, type) \
    (int)feel_type_text((checker)->compiler, type).length, feel_type_text((checker)->compiler, type).at

/* checker.c */
void feel_check_node(feel_checker *checker, feel_node *node);
feel_node *feel_check_kid(feel_checker *checker, feel_node *node, int index);   /* checks it and gives it back */
static inline feel_node *feel_kid(const feel_node *node, int index) { return (feel_node *)node->kids[index]; }
/* Sets what follows from op, kids and handle: run, depth. */
void feel_finish_node(feel_checker *checker, feel_node *node);
/* A finished node that stands where `like` stands; an unusable one when memory is short, then nothing is returned. */
feel_node *feel_make_node(feel_checker *checker, feel_op op, const feel_node *like, const feel_type *type, int kid_count);
bool feel_give_kids(feel_checker *checker, feel_node *node, feel_node *first, feel_node *second);
void feel_become(feel_checker *checker, feel_node *node, feel_op op, const feel_type *type);
const feel_type *feel_make_type(feel_checker *checker, feel_kind kind, const feel_type *item);
int32_t feel_take_slots(feel_checker *checker, int32_t count);          /* released by setting next_slot back */
bool feel_lacks_memory(feel_checker *checker, const void *memory);      /* NULL: notes it and answers true */
void feel_want_boolean(feel_checker *checker, feel_node *node, const char *place);

/* checker_name.c */
void feel_check_name(feel_checker *checker, feel_node *node);
base_str feel_nearest_field(feel_checker *checker, const feel_type *type, base_str name);
base_str feel_nearest_function(feel_checker *checker, base_str name);
const feel_name *feel_find_declared(feel_checker *checker, base_str name);

/* checker_path.c */
/* Makes `node` read the field node->name of its kid, already checked. */
void feel_read_field(feel_checker *checker, feel_node *node, feel_node *from);
void feel_check_path(feel_checker *checker, feel_node *node);
void feel_check_bracket(feel_checker *checker, feel_node *node);
void feel_check_documented(feel_checker *checker, feel_node *node);

/* checker_operator.c, checker_compare.c */
void feel_check_arithmetic(feel_checker *checker, feel_node *node);
void feel_check_negate(feel_checker *checker, feel_node *node);
void feel_check_logic(feel_checker *checker, feel_node *node);
void feel_check_comparison(feel_checker *checker, feel_node *node);
void feel_check_between(feel_checker *checker, feel_node *node);
void feel_check_in(feel_checker *checker, feel_node *node);
void feel_check_range(feel_checker *checker, feel_node *node);
/* Literals among the words of the enumeration of `type` become that word; others are told. */
void feel_adopt_words(feel_checker *checker, feel_node *node, const feel_type *type);

/* Checks a kid that is compared with `other`, already checked: a bare word of its enumeration is told as such. */
feel_node *feel_check_against(feel_checker *checker, const feel_node *other, feel_node *node, int index);

/* checker_construct.c */
void feel_check_quantifier(feel_checker *checker, feel_node *node);
void feel_check_counts(feel_checker *checker, feel_node *node);
void feel_check_for(feel_checker *checker, feel_node *node);
void feel_check_context(feel_checker *checker, feel_node *node);
void feel_check_bound(feel_checker *checker, feel_node *node);
void feel_check_instance(feel_checker *checker, feel_node *node);
/* The function literal that a built-in calls with arguments of these types. False: it does not take so many, which was told
 * unless types are left to the run. */
bool feel_check_function(feel_checker *checker, feel_node *node, const feel_type *const *types, int32_t count);
void feel_check_stray_function(feel_checker *checker, feel_node *node);
/* As feel_type_join, but of two contexts a context that has the entries of both. */
const feel_type *feel_type_merge(feel_checker *checker, const feel_type *a, const feel_type *b);
bool feel_type_has_order(const feel_type *type);

/* checker_constant.c */
/* Warns where a checked node comes out the same whatever the facts are. */
void feel_check_constant(feel_checker *checker, const feel_node *node);

/* checker_slice.c */
/* Lets the list of `node`, a SOME or FILTER whose kids are checked and whose slot is known, be cut where it can be. */
void feel_slice_list(feel_checker *checker, feel_node *node);

/* checker_call.c */
void feel_check_invoke(feel_checker *checker, feel_node *node);
void feel_check_known_call(feel_checker *checker, feel_node *node);     /* a CALL whose handle is the condition */
/* Makes `node`, whose kids are the checked arguments, a call that begins its frame at `base`. */
void feel_call_condition(feel_checker *checker, feel_node *node, feel_condition *condition, int32_t base);

/* condition.c */
/* The condition checked for arguments of these types; NULL: told, or out of memory. */
const feel_instance *feel_instance_for(feel_checker *checker, feel_condition *condition, feel_node *call);
#endif
