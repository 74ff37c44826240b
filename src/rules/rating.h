/* SPDX-License-Identifier: MIT */
#ifndef RULES_RATING_H
#define RULES_RATING_H
/* Ratings as fields of what is rated. */
#include "rules/check.h"

/* The field that stands for a rating; `asked`: of one that asks whether the item applies, the field whose absence leaves that
 * open. Empty: no memory. */
base_str rules_rating_field_name(rules_reader *reader, rules_rating_part part, base_str item, base_str instrument, base_str asked);
/* Makes the node read that field of the subject, of the case where that is NULL. False: no memory. */
bool rules_become_rating(rules_reader *reader, feel_node *node, const feel_node *subject, base_str name);
/* The calls in a tree that was read without errors before. False: no memory. */
bool rules_read_ratings_again(rules_reader *reader, base_str instrument, feel_node *node);
#endif
