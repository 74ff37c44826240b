/* SPDX-License-Identifier: MIT */
#ifndef AUTHOR_DIAGNOSTICS_H
#define AUTHOR_DIAGNOSTICS_H
/* The rows of diagnostics.def as an enumeration and a table. */
#include "base/diag.h"

typedef enum author_diagnostic {
#define DIAGNOSTIC(name, number, severity, format) AUTHOR_TELL_##name,
#include "author/diagnostics.def"
#undef DIAGNOSTIC
    AUTHOR_TELL_COUNT
} author_diagnostic;

extern const base_diagnostic_row author_diagnostics[AUTHOR_TELL_COUNT];
#endif
