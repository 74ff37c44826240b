/* SPDX-License-Identifier: MIT */
#ifndef AUTHOR_LIST_RULES_H
#define AUTHOR_LIST_RULES_H
/* What a compiled rule set asks, in the words of its files: each version of each rule with the clauses that hold after all overrides,
 * so that who writes an `override` sees what there is to give other words to; and the parameters. */
#include <stdbool.h>
#include <casework/rules.h>

/* As text, or as JSON (`casework.rules/1`). The text is yours to release. CW_OK, CW_ERR_NOMEM (*out NULL). */
cw_status author_list_rules(cw_context *context, const cw_rules *rules, bool as_json, cw_text **out);
#endif
