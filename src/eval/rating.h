/* SPDX-License-Identifier: MIT */
#ifndef EVAL_RATING_H
#define EVAL_RATING_H
/* What reviewers rated, as fields of what was rated: `rating("item", subject)`. */
#include "eval/view.h"

/* The key of every such field; no field of the schema has it. */
enum { EVAL_RATING_KEY = -2 };

void eval_read_rating(feel_run *run, const cw_record *record, const model_field *field, feel_value *out);
/* Whether something of the sort is written on the run's day. */
bool eval_rating_documented(feel_run *run, const cw_record *record, const model_field *field);
#endif
