/* SPDX-License-Identifier: MIT */
#ifndef INCLUDES_H
#define INCLUDES_H
/* What rule files include: the library lists what it was not given, and this opens it. */
#include <casework.h>

/* Compiles; for each `include a.b` that was not given and is not built in it opens a.b.rules in the folder of the file that
 * says so, and no other file, and compiles again. Returns 0 with *status what the last compilation returned, or EXIT_BAD
 * after telling why a file cannot be read. */
int compile_with_includes(cw_rules_builder *builder, cw_diag *diag, cw_rules **out, cw_status *status);
#endif
