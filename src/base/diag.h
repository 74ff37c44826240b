/* SPDX-License-Identifier: MIT */
#ifndef BASE_DIAG_H
#define BASE_DIAG_H
/* The list behind cw_diag, and how rooms add to it. Each room keeps its diagnostics as rows of one table,
 * `diagnostics.def`, with rows  DIAGNOSTIC(NAME, number, ERROR|WARNING, "format"): the room includes it to
 * make an enumeration and a table; numbers are base 1-99, json 100-199, model 200-299, codec 300-399,
 * feel 400-599, rules 600-799, eval 800-899, api 900-999. */
#include <casework/diag.h>
#include "base/text.h"

typedef struct base_diagnostic_row { int32_t code; int32_t severity; const char *format; } base_diagnostic_row;

/* Remembers how far lines and columns of one text were counted, so that many diagnostics about a long text
 * do not each count from its start. Start it as {0}; it must not outlive its text or serve another. */
typedef struct base_lines { int64_t offset, line_start, line, column; } base_lines;

/* Where: all optional. With `text` and `offset` the line and column are computed, and for `show` the line
 * and a caret under offset .. offset + length are kept too. */
typedef struct base_place {
    base_str source;       /* name of the file or input */
    base_str text;         /* the whole source text */
    int64_t first_line;    /* number of the text's first line; 0 counts as 1 */
    int64_t offset;        /* byte offset into text */
    int64_t length;        /* bytes to underline; 0 counts as 1 */
    bool show;
    base_str pointer;      /* JSON pointer, or empty */
    base_lines *lines;     /* of `text`, or NULL */
} base_place;

struct cw_diag;   /* defined in diag.c; inside the library it is never NULL */

/* Whether the next diagnostic would be kept: only then is it worth computing places and suggestions. */
bool base_diag_keeps(const cw_diag *diag);
/* Appends. `place` may be NULL; `help` may be empty. The arguments follow row->format (no floating
 * point). When memory runs out the pre-built "out of memory" diagnostic is what is kept. */
void base_diag_add(cw_diag *diag, const base_diagnostic_row *row, const base_place *place, base_str help, ...);
/* Whether memory ran out while a diagnostic was added: the call that was told should fail for it. */
bool base_diag_failed(const cw_diag *diag);
/* A new call begins to tell: what an earlier one could not keep is no failure of this one. */
void base_diag_begin(cw_diag *diag);
/* Memory ran out before a diagnostic could be made whole. */
void base_diag_fail(cw_diag *diag);

/* Line and column, from 1, of text[offset]; `lines` may be NULL. A column is a code point or a byte that
 * belongs to none; a byte order mark at the text's start is no column. */
base_lines base_lines_at(base_str text, int64_t offset, base_lines *lines);
/* The source line around text[offset..offset + length) and below it a line with carets, each ended by a
 * newline and begun by four spaces. */
void base_put_excerpt(base_buffer *buffer, base_str text, int64_t offset, int64_t length);

/* One kept diagnostic; texts without a value are NULL. */
typedef struct base_diagnostic {
    int32_t code, severity;
    int64_t line, column;
    const char *source, *pointer, *message, *help;
    const char *excerpt;   /* as base_put_excerpt wrote it */
} base_diagnostic;

/* Behind the functions of <casework/diag.h>, which check the arguments. */
cw_status base_diag_new(cw_context *context, cw_diag **diag);
void base_diag_take(cw_diag *diag);
void base_diag_drop(cw_diag *diag);
void base_diag_clear(cw_diag *diag);
int64_t base_diag_count(const cw_diag *diag);
int64_t base_diag_errors(const cw_diag *diag);
int64_t base_diag_dropped(const cw_diag *diag);
const base_diagnostic *base_diag_at(const cw_diag *diag, int64_t index);   /* NULL: out of range */
cw_status base_diag_render(const cw_diag *diag, cw_text **text);
#endif
