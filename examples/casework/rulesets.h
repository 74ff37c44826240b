/* SPDX-License-Identifier: MIT */
#ifndef RULESETS_H
#define RULESETS_H
/* Compiled rule sets, each compiled once: the one that --rules names, or one for each jurisdiction met. */
#include "options.h"

typedef struct ruleset {
    const char *jurisdiction;    /* a pack's name, which lives as long as the library; NULL: of --rules */
    cw_rules *rules;             /* NULL: could not be compiled, which was told */
} ruleset;

typedef struct rulesets {
    const options *options;
    ruleset *items;
    int count;
} rulesets;

/* Compiles files and packs together. Returns an exit status; EXIT_VIOLATIONS is for warnings, and those count
 * as nothing but for `casework check`. */
int compile_rules(const char *const *names, int count, cw_rules **out);
/* The same with what is wrong in the files added to `diag`, and not told. */
int compile_rules_into(const char *const *names, int count, cw_diag *diag, cw_rules **out);
/* The built-in pack of that name, as the library spells it, or NULL. */
const char *find_pack(const char *name);

/* Gets ready: compiles what --rules names. Returns 0, or EXIT_BAD after telling what is wrong. */
int open_rulesets(const options *options, rulesets *out);
void release_rulesets(rulesets *self);
/* The rules for a case, borrowed. Returns 0, or EXIT_BAD after telling what is wrong at that place. */
int find_rules(rulesets *self, const cw_case *one, const char *file, int64_t line, cw_rules **out);
#endif
