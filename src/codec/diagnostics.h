/* SPDX-License-Identifier: MIT */
#ifndef CODEC_DIAGNOSTICS_H
#define CODEC_DIAGNOSTICS_H
/* The rows of diagnostics.def as an enumeration and a table. */
#include "base/diag.h"

enum {
#define DIAGNOSTIC(name, number, severity, format) CODEC_TELL_##name,
#include "codec/diagnostics.def"
#undef DIAGNOSTIC
    CODEC_TELL_COUNT
};

extern const base_diagnostic_row codec_diagnostics[CODEC_TELL_COUNT];
#endif
