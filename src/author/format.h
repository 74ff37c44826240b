/* SPDX-License-Identifier: MIT */
#ifndef AUTHOR_FORMAT_H
#define AUTHOR_FORMAT_H
/* Rule files and files of rule tests in one layout: the same words in the same order, with other white space. */
#include <stdbool.h>
#include <casework/diag.h>

/* Gives the text in canonical layout, yours to release. What the lines mean does not change, not even where they are
 * wrong; a text whose lines cannot be told apart at all (not UTF-8, tabs that indent, a comment that does not end) is
 * refused. `diag` is not NULL. CW_OK, CW_ERR_INPUT, CW_ERR_LIMIT, CW_ERR_NOMEM. */
cw_status author_format(cw_context *context, const char *name, const char *text, int64_t length, cw_text **out, cw_diag *diag);
#endif
