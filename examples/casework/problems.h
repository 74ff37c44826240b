/* SPDX-License-Identifier: MIT */
#ifndef PROBLEMS_H
#define PROBLEMS_H
/* What is wrong with rule files, for programs: an editor or a build that shows it in place. */
#include <casework.h>

typedef enum problem_format { PROBLEMS_AS_TEXT, PROBLEMS_AS_JSON, PROBLEMS_AS_SARIF } problem_format;

/* Prints all that a list holds to standard output, as `casework.problems/1` or as SARIF 2.1.0. */
void print_problems(const cw_diag *diag, problem_format format);
#endif
