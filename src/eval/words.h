/* SPDX-License-Identifier: MIT */
#ifndef EVAL_WORDS_H
#define EVAL_WORDS_H
/* Words that the schema does not know, and rules may. */
#include "eval/view.h"

/* The text of a word of an enumeration, the schema's or the rules'; empty: it is neither. */
base_str eval_known_word(const cw_rules *rules, int32_t enumeration, base_str word);
/* Whether the rules know all words that are kept for a field. */
bool eval_knows_kept(const cw_rules *rules, const cw_record *record, const model_field *field);
/* What is kept for a field, where the rules know all of it; else false. */
bool eval_read_kept(feel_run *run, const cw_record *record, const model_field *field, feel_value *out);
/* For rules_host. */
int32_t eval_categories_of(int32_t enumeration);
#endif
