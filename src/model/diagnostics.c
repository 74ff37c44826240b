/* SPDX-License-Identifier: MIT */
#include "model/diagnostics.h"

const base_diagnostic_row model_diagnostics[MODEL_TELL_COUNT] = {
#define DIAGNOSTIC(name, number, severity, format) { number, CW_SEVERITY_##severity, format },
#include "model/diagnostics.def"
#undef DIAGNOSTIC
};
