/* SPDX-License-Identifier: MIT */
#ifndef EVAL_NAMES_H
#define EVAL_NAMES_H
/* The numbers by which schema.c and facts.c know the names that every expression sees; from EVAL_NAME_KINDS on
 * the kinds of entries by index. */
enum { EVAL_NAME_CASE, EVAL_NAME_MEMBERS, EVAL_NAME_PLAN, EVAL_NAME_PLANS, EVAL_NAME_RECORD, EVAL_NAME_KINDS };
#endif
