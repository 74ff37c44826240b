/* SPDX-License-Identifier: MIT */
#ifndef JSON_DIAGNOSTICS_H
#define JSON_DIAGNOSTICS_H
/* The rows of diagnostics.def as an enumeration and a table. */
#include "base/diag.h"

enum {
#define DIAGNOSTIC(name, number, severity, format) JSON_TELL_##name,
#include "json/diagnostics.def"
#undef DIAGNOSTIC
    JSON_TELL_COUNT
};

extern const base_diagnostic_row json_diagnostics[JSON_TELL_COUNT];
#endif
