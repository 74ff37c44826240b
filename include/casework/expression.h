/* SPDX-License-Identifier: MIT */
#ifndef CASEWORK_EXPRESSION_H
#define CASEWORK_EXPRESSION_H
/*
 * Expressions by themselves: FEEL, the language in which rules are written, without a case and without rules. A host may
 * use it for eligibility checks, for a form's own conditions, or to try out what a rule author is about to write.
 *
 * Inputs are a JSON object: its keys are names that an expression may use (spaces allowed: `Monthly Income`), its values
 * what they stand for. An expression is compiled once, against the names of some inputs, and evaluated as often as is
 * wanted, on the same inputs or on others; a name that those lack is null. The result goes into a value that the caller
 * made and may fill again and again: after the first few times an evaluation allocates nothing.
 *
 * Here FEEL's own standard holds: what is missing is null, and so is what cannot be computed (a division by zero, a sum of
 * a text and a number). In rules the same expressions say `unknown` instead; see <casework/rules.h>. What is no expression, and
 * what this profile of FEEL leaves out, is refused when it is compiled; an unknown name or function is null by the standard, and
 * is told as a warning.
 *
 * Values of inputs: null, true, false, numbers, texts, lists and objects (contexts) stand for themselves. What JSON has no
 * form for is written as a typed value, an object with the keys `t` and `v` alone: {"t": "date", "v": "2024-03-31"}.
 * The types are "number" ("v" a text or a number), "string", "boolean", "date", "time", "date and time",
 * "days and time duration" ("P1DT2H"), "years and months duration" ("P1Y6M"), "list" (of values), "context" (an object
 * of values) and "null" (which needs no `v`). Typed and plain values may be mixed.
 *
 * Inputs and expressions are immutable and may be used by any number of threads at once; a value belongs to one at a time.
 * All three are reference-counted, and every `unref` may come from any thread.
 */
#include <casework/diag.h>
#include <casework/text.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct cw_inputs cw_inputs;
typedef struct cw_expression cw_expression;
typedef struct cw_value cw_value;

/**
 * Reads inputs.
 *
 * @param context NULL for the defaults
 * @param source  a name for diagnostics (a file name), or NULL
 * @param text    a JSON object, UTF-8; need not be NUL-terminated; must not be NULL unless length is 0
 * @param length  bytes
 * @param out     receives the inputs, yours to release; must not be NULL
 * @param diag    receives what is wrong with the text; may be NULL
 * Returns CW_OK, CW_ERR_INPUT, CW_ERR_LIMIT, CW_ERR_NOMEM, CW_ERR_ARGUMENT. The text may be released at once.
 */
CW_API cw_status cw_inputs_new(cw_context *context, const char *source, const char *text, int64_t length, cw_inputs **out,
                               cw_diag *diag);
/** Takes one more reference; NULL gives NULL. Threads: any. */
CW_API cw_inputs *cw_inputs_ref(cw_inputs *self);
/** Gives one reference back; NULL does nothing. Threads: any. */
CW_API void cw_inputs_unref(cw_inputs *self);
/** How many names there are. 0 for NULL. Threads: any. */
CW_API int64_t cw_inputs_count(const cw_inputs *self);
/** A name, in the order of the text; borrowed, lives as long as the inputs. NULL out of range. Threads: any. */
CW_API const char *cw_inputs_name_at(const cw_inputs *self, int64_t index);

/**
 * Compiles an expression.
 *
 * @param context NULL for the defaults; CW_LIMIT_EXPRESSION_DEPTH and CW_LIMIT_DOCUMENT_BYTES bound the text
 * @param source  a name for diagnostics, or NULL
 * @param text    the expression, UTF-8; need not be NUL-terminated; must not be NULL unless length is 0
 * @param length  bytes
 * @param names   inputs whose names the expression may use, held by it from now on; NULL: none
 * @param out     receives the expression, yours to release; must not be NULL
 * @param diag    receives what is wrong, with line, column, caret and a suggestion; may be NULL
 * Returns CW_OK (perhaps with warnings), CW_ERR_INPUT, CW_ERR_LIMIT, CW_ERR_NOMEM, CW_ERR_ARGUMENT. The text may be released at
 * once.
 */
CW_API cw_status cw_expression_new(cw_context *context, const char *source, const char *text, int64_t length,
                                   cw_inputs *names, cw_expression **out, cw_diag *diag);
/** Takes one more reference; NULL gives NULL. Threads: any. */
CW_API cw_expression *cw_expression_ref(cw_expression *self);
/** Gives one reference back; NULL does nothing. Threads: any. */
CW_API void cw_expression_unref(cw_expression *self);

/** Makes a value that holds nothing yet, yours to release. `context` NULL: defaults. Returns CW_OK, CW_ERR_NOMEM, CW_ERR_ARGUMENT. */
CW_API cw_status cw_value_new(cw_context *context, cw_value **out);
/** Takes one more reference; NULL gives NULL. Threads: any. */
CW_API cw_value *cw_value_ref(cw_value *self);
/** Gives one reference back; NULL does nothing. Threads: any. */
CW_API void cw_value_unref(cw_value *self);

/**
 * Evaluates an expression. A null that comes of it is a result, not a failure.
 *
 * @param self   an expression; must not be NULL
 * @param inputs what its names stand for, held by the value until that is filled again; NULL: every name is null
 * @param now    the day or moment for `today()` and `now()`: "2024-03-31", "2024-03-31T09:30:00" or
 *               "2024-03-31T09:30:00+01:00"; of a day alone the moment is its midnight at UTC. Must not be NULL
 * @param value  receives the result; must not be NULL. The budgets (CW_LIMIT_STEPS, CW_LIMIT_SCRATCH_BYTES) are those of
 *               its context
 * @param diag   receives what is wrong; may be NULL
 * Returns CW_OK; CW_ERR_LIMIT when a budget ran out; CW_ERR_NOMEM; CW_ERR_VALUE for a `now` that is none of these, and
 * CW_ERR_ARGUMENT: then the value is as it was. On any other failure the value holds nothing.
 */
CW_API cw_status cw_expression_evaluate(cw_expression *self, cw_inputs *inputs, const char *now, cw_value *value, cw_diag *diag);

/**
 * The type of the value: "null", "boolean", "number", "string", "date", "time", "date and time", "days and time duration",
 * "years and months duration", "list", "context" or "range". Lives as long as the library. NULL for NULL, and for a value that
 * holds nothing.
 */
CW_API const char *cw_value_type(const cw_value *self);
/** 1 for true; 0 for all else, NULL included. */
CW_API int32_t cw_value_is_true(const cw_value *self);

/** Forms of values. */
enum {
    CW_VALUE_TEXT = 301, /**< For people: as an expression would write it, without the marks of dates. Unseen characters show as \u{..}. */
    CW_VALUE_JSON = 302, /**< Plain JSON: numbers as numbers, dates, durations and ranges as texts. */
    CW_VALUE_TYPED = 303 /**< JSON of typed values all through; what was read typed and not changed is the same again. */
};
/**
 * Writes the value on one line.
 *
 * @param self a value that holds something; must not be NULL
 * @param form CW_VALUE_*
 * @param out  receives the text, without a line break after it, yours to release; must not be NULL
 * Returns CW_OK, CW_ERR_LIMIT (lists and contexts nest more than 250 deep, or the text is longer than four times
 * CW_LIMIT_SCRATCH_BYTES: items that share a list are written each in full), CW_ERR_NOMEM, CW_ERR_STATE (the value holds
 * nothing), CW_ERR_ARGUMENT.
 */
CW_API cw_status cw_value_write(const cw_value *self, int32_t form, cw_text **out);
/**
 * Explains how the value came about: the expression and what it is made of, as a tree, with what each part gave, and of quantifiers
 * and filters the items that decided. Computed when asked for, by evaluating once more.
 *
 * @param self a value that holds something; must not be NULL
 * @param form CW_FORM_TEXT, CW_FORM_JSON or CW_FORM_JSON_LINE of <casework/report.h>
 * @param out  receives the text, yours to release; must not be NULL
 * Returns CW_OK, CW_ERR_LIMIT (it would take more memory than twice CW_LIMIT_SCRATCH_BYTES), CW_ERR_NOMEM, CW_ERR_STATE (the
 * value holds nothing), CW_ERR_ARGUMENT.
 */
CW_API cw_status cw_value_explain(const cw_value *self, int32_t form, cw_text **out);

/**
 * Answers one row: from JSON text to JSON text in one call, so that a binding or a stream pays once for each row. A row is an
 * object with `expr`, the expression, and if wanted `inputs`, an object, and `id`, anything; other keys are passed over. The
 * answer is {"id": .., "result": a typed value}, or {"id": .., "error": text} where the expression or its inputs were refused, or
 * a budget ran out; without `id` where there was none. So a null and a refusal differ.
 *
 * @param context NULL for the defaults
 * @param text    the row, a JSON object; must not be NULL unless length is 0
 * @param length  bytes
 * @param now     as for cw_expression_evaluate; must not be NULL
 * @param out     receives the answer, one line with its line break, yours to release; must not be NULL
 * @param diag    receives what is wrong with the row itself; may be NULL
 * Returns CW_OK, also when the answer is an error; CW_ERR_INPUT or CW_ERR_LIMIT for a text that is no row; CW_ERR_VALUE
 * for a `now` that is none; CW_ERR_NOMEM; CW_ERR_ARGUMENT. Threads: any.
 */
CW_API cw_status cw_expression_answer(cw_context *context, const char *text, int64_t length, const char *now, cw_text **out,
                                      cw_diag *diag);

#ifdef __cplusplus
}
#endif
#endif
