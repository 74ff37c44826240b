/* SPDX-License-Identifier: MIT */
#ifndef FUZZ_H
#define FUZZ_H
/* What the fuzz targets share. Each target is one file with LLVMFuzzerTestOneInput: libFuzzer runs it on inputs that it makes
 * up, replay.c on those that are given. */
#include <stddef.h>
#include <stdint.h>

#include <casework.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* A context with small limits, so that no single input takes long. Made once, kept to the end. */
cw_context *fuzz_context(void);
/* A small case, frozen. Made once, kept to the end. */
cw_case *fuzz_case(void);
/* Its document. */
const char *fuzz_document(void);
/* Rules with each shape of rule, parameters, a table, custom fields and targets. Made once, kept to the end; or yours to release. */
cw_rules *fuzz_rules(void);
cw_rules *fuzz_compile_rules(void);
/* Judges a case by rules, and writes and explains what was found. */
void fuzz_judge(cw_rules *rules, cw_case *one);
/* Ends the program where a promise does not hold. */
void fuzz_expect(int holds, const char *promise);
#endif
