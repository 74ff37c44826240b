/* SPDX-License-Identifier: MIT */
#ifndef FEEL_H
#define FEEL_H
/* Expressions by themselves: what the three ways to give them share. */
#include <casework.h>

/* The inputs, the moment, and the last expression that was evaluated. */
typedef struct session {
    cw_inputs *inputs;       /* NULL: no names */
    const char *now;
    int32_t form;            /* CW_VALUE_* */
    int explain;
    cw_value *value;
    cw_diag *diag;
} session;

/* Reads inputs from a file in the place of those at hand. Returns EXIT_CLEAN, or EXIT_BAD after telling what is wrong, and then
 * they stay. */
int session_read_inputs(session *self, const char *path);
/* Evaluates an expression into self->value. `source` names it in messages. EXIT_CLEAN, EXIT_VIOLATIONS with warnings, or
 * EXIT_BAD, and then there is no value. */
int session_evaluate(session *self, const char *source, const char *text);
/* Prints what is in self->value; with its type. */
int session_print(session *self, int with_type);
int session_print_explanation(session *self);

/* Reads lines from standard input, expressions and commands, to its end. */
int run_prompt(session *self);
/* Answers each line of a file, or of standard input for "-". */
int run_rows(const char *path, const char *now);
#endif
