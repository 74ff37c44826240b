/* SPDX-License-Identifier: MIT */
#include "json/diagnostics.h"
#include <inttypes.h>

const base_diagnostic_row json_diagnostics[JSON_TELL_COUNT] = {
#define DIAGNOSTIC(name, number, severity, format) { number, CW_SEVERITY_##severity, format },
#include "json/diagnostics.def"
#undef DIAGNOSTIC
};
