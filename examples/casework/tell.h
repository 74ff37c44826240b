/* SPDX-License-Identifier: MIT */
#ifndef TELL_H
#define TELL_H
/* What the command says on standard error, and the exit status that follows. */
#include <casework.h>

/* Exit statuses; of several the greatest holds. */
enum { EXIT_CLEAN = 0, EXIT_VIOLATIONS = 1, EXIT_BAD = 2 };

static inline int worse(int one, int other)
{
    return one > other ? one : other;
}

/* `casework: ` and the pieces of a message, up to NULL, in a line. Control characters of a piece are shown
 * as \u{..}: it may come from a document. Returns EXIT_BAD. */
int tell(const char *piece, ...);
/* As tell, about a place in a file: `file:line: error: ` (or without the line, where it is 0). */
int tell_at(const char *file, int64_t line, const char *piece, ...);
/* The same of an array of pieces, ended by NULL. */
int tell_pieces_at(const char *file, int64_t line, const char *const *pieces);
/* All that a list holds. Returns EXIT_BAD where it holds errors, EXIT_VIOLATIONS for warnings alone. */
int tell_diagnostics(const cw_diag *diag);
/* Tells of a call that failed for want of memory or otherwise unforeseen. Returns EXIT_BAD. */
int tell_status(const char *what, cw_status status);

/* The name of a list (ended by NULL) that is nearest to a word with a slip or two, or NULL. */
const char *nearest(const char *word, const char *const *names);
/* Whether two words are a slip or two apart. */
int is_near(const char *one, const char *other);
#endif
