/* SPDX-License-Identifier: MIT */
#ifndef EVAL_AGAIN_H
#define EVAL_AGAIN_H
/* Within the room: running a rule's expressions once more for a finding that is there already. */
#include "eval/eval.h"

/* A run on the finding's day with its subjects in their slots; `scratch` must be initialised and outlive it. False: no memory. */
bool eval_run_again(const cw_finding *finding, bool names, uint32_t slots, base_arena *scratch, feel_run *run);
#endif
