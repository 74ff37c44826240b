/* SPDX-License-Identifier: MIT */
#ifndef EVAL_CUSTOM_H
#define EVAL_CUSTOM_H
/* Custom fields, whose types rules declare. */
#include "eval/view.h"

/* The key of every such field; no field of the schema has it. */
enum { EVAL_CUSTOM_KEY = -3 };

bool eval_make_custom(base_arena *arena, const rules_field *what, feel_host_field *out);
void eval_read_custom(feel_run *run, const cw_record *record, const model_field *field, feel_value *out);
/* Whether something is written on the run's day. */
bool eval_custom_documented(feel_run *run, const cw_record *record, const model_field *field);
/* Its place among the rules' custom fields. */
int32_t eval_custom_index(const model_field *field);
bool eval_custom_is_list(const model_field *field);
#endif
