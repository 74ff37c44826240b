/* SPDX-License-Identifier: MIT */
#ifndef FEEL_BUILTIN_H
#define FEEL_BUILTIN_H
/* Built-in functions: one row each in builtins.def, one C function each in builtins_*.c. */
#include "feel/run.h"

typedef void feel_function(feel_run *run, const feel_value *arguments, int32_t count, feel_value *out);

/* How the type of the result follows. */
typedef enum feel_result { FEEL_GIVES_BOOLEAN, FEEL_GIVES_NUMBER, FEEL_GIVES_STRING, FEEL_GIVES_DATE, FEEL_GIVES_DAYS,
    FEEL_GIVES_MONTHS, FEEL_GIVES_ITEM /* of the first argument, a list, or the type itself when it is not a list */,
    FEEL_GIVES_SAME /* as the first argument */, FEEL_GIVES_WITH_ITEM /* the same, with items like the last argument */,
    FEEL_GIVES_LIST_OF_STRING, FEEL_GIVES_LIST_OF_NUMBER, FEEL_GIVES_LIST_OF_CONTEXT, FEEL_GIVES_TIME, FEEL_GIVES_DATE_TIME,
    FEEL_GIVES_CONTEXT, FEEL_GIVES_FLAT, FEEL_GIVES_ANY } feel_result;

enum { FEEL_PARAMETERS_MOST = 4 };

/* What the machine settles before the function runs. It always settles the kinds of the arguments (a value stands for
 * a list of one, and a list of one for its item). */
typedef enum feel_reach {
    FEEL_REACH_KNOWN,       /* nothing unknown or null reaches it, nor a list with an unknown or uncertain item */
    FEEL_REACH_NULLS,       /* as KNOWN, but null reaches it */
    FEEL_REACH_ITEMS,       /* as KNOWN, but items of lists may be unknown or uncertain */
    FEEL_REACH_ALL          /* everything reaches it but a count that is not settled, which comes as unknown */
} feel_reach;

typedef struct feel_builtin {
    const char *name;                                   /* may hold spaces: "string length" */
    feel_function *function;
    int8_t least, most;                                 /* arguments; most -1: any number (the last parameter repeats) */
    const feel_type *parameters[FEEL_PARAMETERS_MOST];
    const char *parameter_names[FEEL_PARAMETERS_MOST];
    feel_result result;
    feel_reach reach;
    const char *signature, *doc, *example, *example_result;
} feel_builtin;

const feel_builtin *feel_builtin_find(base_str name);   /* exact name with single spaces; NULL: none */
const feel_builtin *feel_builtin_at(int32_t index);     /* NULL past the end */
/* Where named arguments go. positions[i] receives the parameter that names[i] names, *count how many arguments the call then
 * has: parameters below that which nobody named are null. The row to call: mostly `row`, of which a form may want narrower types.
 * NULL: no form of the function has these names. */
const feel_builtin *feel_builtin_place(const feel_builtin *row, const base_str *names, int32_t named, int32_t *positions, int32_t *count);
/* The names of the parameters of form number `index`, NULL-filled; the row's own is 0, then those of overloads.def. NULL past
 * the last. */
const char *const *feel_builtin_form(const feel_builtin *row, int32_t index);
/* Functions that are refused by name, with the reason; NULL: not one of them. `standard`: the expression stands by itself, so
 * that it may ask for the day. */
const char *feel_refused_function(base_str name, bool standard);
#endif
