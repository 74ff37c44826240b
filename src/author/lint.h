/* SPDX-License-Identifier: MIT */
#ifndef AUTHOR_LINT_H
#define AUTHOR_LINT_H
/* What is no error in rule files and yet hardly what their author means: warnings 1050 to 1069. The author room opens no file: the
 * host hands over the tests that stand beside the rules. */
#include <casework/diag.h>
#include <casework/rules.h>

/* A rule file that is looked at; others of the set, which were included, are not. */
typedef struct author_lint_file {
    const char *name;            /* as it was named when it was compiled, or that of a built-in pack */
    const char *tests_name;      /* the file where its tests should stand; NULL: nobody asks for tests */
    const char *tests;           /* its text; NULL: there is no such file */
    int64_t tests_length;
} author_lint_file;

/* Adds warnings about the files to `diag`, which is not NULL, in the order of their places. CW_OK, CW_ERR_NOMEM. */
cw_status author_lint(cw_context *context, const cw_rules *rules, const author_lint_file *files, int64_t count, cw_diag *diag);
#endif
