/* SPDX-License-Identifier: MIT */
#ifndef AUTHOR_HANDBOOK_H
#define AUTHOR_HANDBOOK_H
/* A compiled rule set as a book for those who work by it: which documents it holds, what each rule asks in plain words and in its
 * own, review items, terms, parameters with their readings, and where each requirement is. */
#include <casework/rules.h>

typedef enum author_handbook_form { AUTHOR_HANDBOOK_MARKDOWN, AUTHOR_HANDBOOK_HTML } author_handbook_form;

/* The same rules give the same bytes. The text is yours to release. CW_OK, CW_ERR_NOMEM (*out NULL). */
cw_status author_handbook(cw_context *context, const cw_rules *rules, author_handbook_form form, cw_text **out);
#endif
