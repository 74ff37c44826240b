/* SPDX-License-Identifier: MIT */
#ifndef FEEL_TELL_H
#define FEEL_TELL_H
/* What the files of this room use to tell what is wrong with an expression. */
#include "feel/compile.h"

typedef enum feel_diagnostic {
#define DIAGNOSTIC(NAME, number, severity, format) FEEL_DIAG_##NAME,
#include "feel/diagnostics.def"
#undef DIAGNOSTIC
    FEEL_DIAG_COUNT
} feel_diagnostic;

extern const base_diagnostic_row feel_diagnostics[FEEL_DIAG_COUNT];

/* The two arguments of a %.*s; what is long is cut. */
enum { FEEL_QUOTED_MOST = 80 };
base_str feel_quoted(base_str text);
#define FEEL_QUOTE(text) (int)feel_quoted(text).length, (text).at

/* Adds a diagnostic about bytes [start, end) of the source at hand; the arguments are those of the row's format. */
void feel_tell(feel_compiler *compiler, feel_diagnostic what, uint32_t start, uint32_t end, base_str help, ...);
void feel_vtell(feel_compiler *compiler, feel_diagnostic what, uint32_t start, uint32_t end, base_str help,
                va_list arguments);

/* The same as a warning, whatever the row says. */
void feel_vwarn(feel_compiler *compiler, feel_diagnostic what, uint32_t start, uint32_t end, base_str help, va_list arguments);
/* A row's message by itself, in the compiler's arena, ending in a NUL. */
const char *feel_message(feel_compiler *compiler, feel_diagnostic what, va_list arguments);

/* Text made in the compiler's arena, for messages; empty when memory is short. */
base_str feel_did_you_mean(feel_compiler *compiler, const base_nearest *nearest);
/* Help for what is no word of an enumeration: the nearest word, or where none is near all of a few words, or where they
 * stand. */
base_str feel_help_word(feel_compiler *compiler, int32_t enumeration, base_str wrong);
base_str feel_join3(feel_compiler *compiler, const char *before, base_str middle, const char *after);
/* A type for people: "a number", "a list of strings", "a task", "a word of contact mode". */
base_str feel_type_text(feel_compiler *compiler, const feel_type *type);
base_str feel_type_plural(feel_compiler *compiler, const feel_type *type);
#endif
