/* SPDX-License-Identifier: MIT */
#ifndef AUTHOR_LIST_RULE_H
#define AUTHOR_LIST_RULE_H
/* Within the room: one rule as list_rules.c has it. */
#include "rules/rules.h"

/* One version of a rule as text. False: no memory, which the buffer may not know. */
bool author_put_rule(base_buffer *out, const cw_rules *rules, const rules_rule *rule);
#endif
