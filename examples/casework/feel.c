/* SPDX-License-Identifier: MIT */
#include "feel.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

#include "commands.h"
#include "files.h"
#include "options.h"
#include "tell.h"

static const char help[] =
    "usage: casework feel [OPTION]... EXPRESSION\n"
    "       casework feel [OPTION]...\n"
    "       casework feel [OPTION]... --jsonl [FILE]\n"
    "\n"
    "Evaluates an expression of FEEL, the language in which rules are written, by FEEL's own standard: what is\n"
    "missing, and what cannot be computed, is null. Without an expression, reads one a line; `:help` there says\n"
    "more. Write `--` before an expression that begins with a minus sign.\n"
    "\n"
    "  -c, --context FILE  a JSON object: its keys are names that expressions may use. Dates and durations are\n"
    "                      given as {\"t\": \"date\", \"v\": \"2024-03-31\"}\n"
    "  --now MOMENT        the day or moment of today() and now(): YYYY-MM-DD, or YYYY-MM-DDTHH:MM:SS and an\n"
    "                      offset like +01:00 if wanted. Default: the clock\n"
    "  --format FORMAT     text (default), json, or typed: JSON that names each type\n"
    "  --explain           print how the value came about\n"
    "  --jsonl             answer rows, one JSON object a line: {\"id\", \"expr\", \"inputs\"} is answered by\n"
    "                      {\"id\", \"result\"} with a typed value, or {\"id\", \"error\"} when it was refused\n"
    "  -h, --help          show this\n"
    "\n"
    "Exit status: 0 evaluated, 1 with warnings (an unknown name, which is null), 2 refused, or bad usage or input. A\n"
    "row that is refused is answered: that is 0.\n";

/* ---- sessions ---- */

int session_read_inputs(session *self, const char *path)
{
    file_text file;
    cw_inputs *read = NULL;
    int exit_status = read_file(path, &file);
    if (exit_status != EXIT_CLEAN)
        return exit_status;
    cw_diag_clear(self->diag);
    cw_status status = cw_inputs_new(NULL, shown_name(path), file.bytes, file.length, &read, self->diag);
    release_file(&file);
    if (status != CW_OK)
        return cw_diag_count(self->diag) > 0 ? tell_diagnostics(self->diag) : tell_status(path, status);
    cw_inputs_unref(self->inputs);
    self->inputs = read;
    return EXIT_CLEAN;
}

int session_evaluate(session *self, const char *source, const char *text)
{
    cw_expression *expression = NULL;
    cw_diag_clear(self->diag);
    cw_status status = cw_expression_new(NULL, source, text, (int64_t)strlen(text), self->inputs, &expression, self->diag);
    if (status == CW_OK)
        status = cw_expression_evaluate(expression, self->inputs, self->now, self->value, self->diag);
    cw_expression_unref(expression);
    if (cw_diag_count(self->diag) > 0)
        return tell_diagnostics(self->diag);
    return status == CW_OK ? EXIT_CLEAN : tell_status("the expression", status);
}

static int print_text(cw_status status, cw_text *text, const char *what)
{
    if (status == CW_ERR_LIMIT)
        return tell(what, " would be too large to print", NULL);
    if (status != CW_OK)
        return tell_status(what, status);
    put_text(text);
    cw_text_unref(text);
    return EXIT_CLEAN;
}

int session_print(session *self, int with_type)
{
    const char *type = cw_value_type(self->value);
    cw_text *text = NULL;
    if (with_type && strcmp(type, "null") != 0) {
        put_words(type);
        put_words(": ");
    }
    cw_status status = cw_value_write(self->value, self->form, &text);
    int exit_status = print_text(status, text, "the value");
    put_words("\n");
    return exit_status;
}

int session_print_explanation(session *self)
{
    cw_text *text = NULL;
    int32_t form = self->form == CW_VALUE_TEXT ? CW_FORM_TEXT : CW_FORM_JSON;
    cw_status status = cw_value_explain(self->value, form, &text);
    return print_text(status, text, "the explanation");
}

/* ---- the command ---- */

enum { MOMENT_BYTES = 64 };

/* The moment by the clock and time zone of this machine, or NULL. */
static const char *clock_moment(char moment[MOMENT_BYTES])
{
    time_t now = time(NULL);
    const struct tm *parts = now == (time_t)-1 ? NULL : localtime(&now);
    size_t length = parts ? strftime(moment, MOMENT_BYTES - 1, "%Y-%m-%dT%H:%M:%S%z", parts) : 0;
    if (length != strlen("2024-03-31T09:30:00+0100"))
        return NULL;
    memmove(moment + length - 1, moment + length - 2, 3);      /* the colon of the offset, and the NUL */
    moment[length - 2] = ':';
    return moment;
}

static int evaluate_one(session *self, const char *text)
{
    int exit_status = session_evaluate(self, "<expression>", text);
    if (exit_status == EXIT_BAD)
        return exit_status;
    return worse(exit_status, self->explain ? session_print_explanation(self) : session_print(self, 0));
}

static int run_session(session *self, const options *options)
{
    int exit_status = EXIT_CLEAN;
    if (cw_value_new(NULL, &self->value) != CW_OK || cw_diag_new(NULL, &self->diag) != CW_OK)
        exit_status = tell("out of memory", NULL);
    if (exit_status == EXIT_CLEAN && options->context)
        exit_status = session_read_inputs(self, options->context);
    if (exit_status == EXIT_CLEAN)
        exit_status = options->operand_count ? evaluate_one(self, options->operands[0]) : run_prompt(self);
    cw_value_unref(self->value);
    cw_inputs_unref(self->inputs);
    cw_diag_unref(self->diag);
    return exit_status;
}

/* Whether the library takes a text as a moment. */
static int is_moment(const char *text)
{
    cw_text *answer = NULL;
    cw_status status = cw_expression_answer(NULL, "{\"expr\":\"1\"}", 12, text, &answer, NULL);
    cw_text_unref(answer);
    return status != CW_ERR_VALUE;
}

static int run_with(const options *options)
{
    char moment[MOMENT_BYTES];
    const char *now = options->now ? options->now : clock_moment(moment);
    session session = {.now = now, .form = options->value_form, .explain = options->explain};
    if (options->operand_count > 1)
        return tell("feel takes one expression, in quotes if it has spaces; see `casework feel -h`", NULL);
    if (!now)
        return tell("the clock tells no moment; give one with `--now`", NULL);
    if (options->now && !is_moment(options->now))
        return tell("`--now` takes YYYY-MM-DD or YYYY-MM-DDTHH:MM:SS, not `", options->now, "`", NULL);
    if (options->rows && (options->context || options->explain || options->value_form != CW_VALUE_TEXT))
        return tell("`--jsonl` takes no other option than `--now`: each row has its own inputs", NULL);
    if (options->rows)
        return run_rows(options->operand_count ? options->operands[0] : "-", now);
    return run_session(&session, options);
}

int run_feel(int argc, char **argv)
{
    options options;
    int exit_status = read_options(argc, argv, TAKES_HELP | TAKES_FEEL, &options);
    if (exit_status != EXIT_CLEAN)
        return exit_status;
    if (options.help)
        put_words(help);
    else
        exit_status = run_with(&options);
    release_options(&options);
    return exit_status;
}
