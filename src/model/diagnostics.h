/* SPDX-License-Identifier: MIT */
#ifndef MODEL_DIAGNOSTICS_H
#define MODEL_DIAGNOSTICS_H
/* The rows of diagnostics.def as an enumeration and a table. */
#include "base/diag.h"

enum {
#define DIAGNOSTIC(name, number, severity, format) MODEL_TELL_##name,
#include "model/diagnostics.def"
#undef DIAGNOSTIC
    MODEL_TELL_COUNT
};

extern const base_diagnostic_row model_diagnostics[MODEL_TELL_COUNT];
#endif
