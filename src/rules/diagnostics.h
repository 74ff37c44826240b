/* SPDX-License-Identifier: MIT */
#ifndef RULES_DIAGNOSTICS_H
#define RULES_DIAGNOSTICS_H
/* The rows of diagnostics.def as an enumeration and a table. */
#include "base/diag.h"

typedef enum rules_diagnostic {
#define DIAGNOSTIC(name, number, severity, format) RULES_TELL_##name,
#include "rules/diagnostics.def"
#undef DIAGNOSTIC
    RULES_TELL_COUNT
} rules_diagnostic;

extern const base_diagnostic_row rules_diagnostics[RULES_TELL_COUNT];
#endif
