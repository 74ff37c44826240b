/* SPDX-License-Identifier: MIT */
#ifndef CODEC_EXPRESSION_H
#define CODEC_EXPRESSION_H
/* Expressions on inputs that came as JSON: the seam of feel/env.h over a context, in standard mode. */
#include <casework/expression.h>
#include "base/diag.h"
#include "base/reference.h"
#include "feel/explain.h"
#include "json/tree.h"

struct cw_inputs {
    atomic_int references;
    const cw_context *context;
    base_arena arena;
    feel_context values;
    base_str *odd; int32_t odd_count;    /* names with spaces or signs, of the values and of what they hold; each once */
};

struct cw_expression {
    atomic_int references;
    const cw_context *context;
    base_arena arena;
    feel_source source;
    cw_inputs *names;                    /* held: the number of a host name is an index into its entries; NULL: no names */
    const feel_node *node;
    uint32_t slots;
};

/* A day, and where it is given a moment of it. */
typedef struct codec_now { bool timed; int64_t day; feel_moment moment; } codec_now;

/* The result of an evaluation and the room in which it was made. */
struct cw_value {
    atomic_int references;
    const cw_context *context;
    base_arena scratch;
    feel_value *slots; int64_t slot_capacity;
    cw_expression *from;                 /* held as are its inputs, since the value points into both; NULL: holds nothing */
    cw_inputs *inputs;
    codec_now now;
    feel_value value;
};

/* ---- inputs.c: `diag` is never NULL ---- */
cw_status codec_read_inputs(cw_context *context, base_str source, base_str text, cw_diag *diag, cw_inputs **out);
/* The same of an object of a tree that was read. */
cw_status codec_inputs_of(cw_context *context, const json_tree *tree, int32_t object, cw_diag *diag, cw_inputs **out);
cw_inputs *codec_inputs_take(cw_inputs *self);      /* one more reference; NULL gives NULL */
void codec_inputs_drop(cw_inputs *self);
/* The position of a name in values.entries, or -1. */
int32_t codec_inputs_find(const cw_inputs *self, base_str name);

/* ---- expression.c ---- */
cw_status codec_compile(cw_context *context, base_str source, base_str text, cw_inputs *names, cw_diag *diag,
                        cw_expression **out);
void codec_expression_drop(cw_expression *self);
/* False: the text is neither a day nor a date and time. */
bool codec_read_now(const char *text, codec_now *out);
cw_status codec_value_new(cw_context *context, cw_value **out);
void codec_value_drop(cw_value *self);
/* Here `diag` may be NULL. */
cw_status codec_evaluate(cw_expression *self, cw_inputs *inputs, const codec_now *now, cw_value *value, cw_diag *diag);
/* A run of the expression of a value, with the value's slots. */
typedef struct codec_host { const cw_expression *from; const cw_inputs *inputs; } codec_host;
feel_run codec_make_run(const cw_value *value, codec_host *host, base_arena *scratch);

/* ---- result.c: of a value that holds something; CW_VALUE_*, CW_FORM_* ---- */
cw_status codec_put_result(base_buffer *buffer, const cw_value *value, int32_t form);
cw_status codec_put_result_explained(base_buffer *buffer, const cw_value *value, int32_t form);

/* ---- answer.c: one row answered, and a line break ---- */
cw_status codec_put_answer(cw_context *context, base_str row, const codec_now *now, cw_diag *diag, base_buffer *buffer);
#endif
