/* SPDX-License-Identifier: MIT */
/* Reasons that outlive the scratch. */
#include "eval/judge.h"

static void copy_leaf(void *user, const feel_missing *from)
{
    eval_leaves *leaves = user;
    for (int32_t i = 0; i < leaves->count; i++) {
        const feel_missing *leaf = &leaves->leaf[i];
        bool same = leaf->reason == from->reason && leaf->record == from->record && leaf->field == from->field;
        if (same && leaf->message == from->message) return;
    }
    if (leaves->count < EVAL_LEAVES_MOST) leaves->leaf[leaves->count++] = *from;
}

void eval_leaves_add(eval_judge *judge, eval_leaves *leaves, const feel_missing *missing)
{
    static const feel_missing limit = { .reason = FEEL_OVER_LIMIT, .message = "the evaluation went over its budget of steps or memory" };
    if (!missing || leaves->count == EVAL_LEAVES_MOST) return;
    feel_missing_visit(&judge->run, missing, EVAL_LEAVES_MOST, copy_leaf, leaves);
    if (leaves->count == 0) copy_leaf(leaves, &limit);
}

const feel_missing *eval_leaves_all(eval_leaves *leaves)
{
    if (leaves->count == 0) return NULL;
    const feel_missing *all = &leaves->leaf[0];
    for (int32_t i = 1; i < leaves->count; i++) {
        leaves->both[i] = (feel_missing){ .left = all, .right = &leaves->leaf[i] };
        all = &leaves->both[i];
    }
    return all;
}
