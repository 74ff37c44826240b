/* SPDX-License-Identifier: MIT */
#ifndef EVAL_DERIVED_H
#define EVAL_DERIVED_H
/* Fields that are computed, not stored: one function each. */
#include "eval/view.h"

/* `field` must be a derived one that the record's kind has. */
void eval_derive(feel_run *run, const cw_record *record, const model_field *field, feel_value *out);
bool eval_derived_documented(feel_run *run, const cw_record *record, const model_field *field);
#endif
