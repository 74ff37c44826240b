/* SPDX-License-Identifier: MIT */
#include "codec/diagnostics.h"

const base_diagnostic_row codec_diagnostics[CODEC_TELL_COUNT] = {
#define DIAGNOSTIC(name, number, severity, format) { number, CW_SEVERITY_##severity, format },
#include "codec/diagnostics.def"
#undef DIAGNOSTIC
};
