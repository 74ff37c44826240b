/* SPDX-License-Identifier: MIT */
#include "author/diagnostics.h"

const base_diagnostic_row author_diagnostics[AUTHOR_TELL_COUNT] = {
#define DIAGNOSTIC(name, number, severity, format) {number, CW_SEVERITY_##severity, format},
#include "author/diagnostics.def"
#undef DIAGNOSTIC
};
