/* SPDX-License-Identifier: MIT */
#include "rules/diagnostics.h"

const base_diagnostic_row rules_diagnostics[RULES_TELL_COUNT] = {
#define DIAGNOSTIC(name, number, severity, format) {number, CW_SEVERITY_##severity, format},
#include "rules/diagnostics.def"
#undef DIAGNOSTIC
};
