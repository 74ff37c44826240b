/* SPDX-License-Identifier: MIT */
/* The tuples of a rule's `for`: one list inside the other, without recursion. */
#include "eval/judge.h"

typedef struct level {
    feel_value list;
    uint32_t index, count;
    const feel_missing *membership;  /* why it is uncertain that the items so far belong */
    base_mark mark, items;           /* what the list took of the scratch begins here; and ends */
} level;

/* Who the variables from `depth` on stand for is not known. What does not apply whoever it is, is told as such: a rule for
 * another type of case does not become unknown with its list. */
static void tell_unknown(eval_judge *judge, int32_t depth, const feel_value *unknown)
{
    for (int32_t i = depth; i < judge->rule->variable_count; i++)
        judge->run.slots[judge->rule->variables[i].slot] = *unknown;
    eval_judge_refresh(judge);
    bool out = eval_surely_out(judge);
    eval_outcome outcome = out ? eval_outcome_not_applicable(NULL) : eval_outcome_unknown(judge->rule, unknown->as.missing);
    eval_judge_and_tell(judge, depth, NULL, &outcome);
}

/* Reads the list of the variable at `depth`. An unknown one gives one finding, without its subject. */
static void open_level(eval_judge *judge, level *at, int32_t depth)
{
    at->mark = base_arena_mark(judge->run.scratch);
    at->index = at->count = 0;
    at->membership = depth > 0 ? at[-1].membership : NULL;
    eval_judge_refresh(judge);
    feel_eval(&judge->run, judge->rule->variables[depth].list, &at->list);
    if (at->list.kind == FEEL_UNKNOWN) tell_unknown(judge, depth, &at->list);
    else if (at->list.kind == FEEL_LIST) at->count = feel_list_count(&at->list);
    else if (at->list.kind != FEEL_NULL) at->count = 1;
    at->items = base_arena_mark(judge->run.scratch);
}

static void close_level(eval_judge *judge, level *at)
{
    base_arena_rewind(judge->run.scratch, at->mark);
}

/* Puts the next item into the variable's slot; false: there is none. What is none is passed over; what is unknown is told. */
static bool next_item(eval_judge *judge, level *at, int32_t depth)
{
    const feel_missing *outer = depth > 0 ? at[-1].membership : NULL;
    feel_value *item = &judge->run.slots[judge->rule->variables[depth].slot];
    while (at->index < at->count && judge->status == CW_OK) {
        if (at->list.kind == FEEL_LIST) feel_list_item(&judge->run, &at->list, at->index, item);
        else *item = at->list;
        at->index++;
        bool uncertain = feel_unmark(item);
        at->membership = uncertain ? feel_missing_union(&judge->run, outer, feel_list_missing(&at->list)) : outer;
        if (item->kind == FEEL_UNKNOWN) {
            const feel_value unknown = *item;
            tell_unknown(judge, depth, &unknown);
        } else if (item->kind != FEEL_NULL) {
            return true;
        }
    }
    return false;
}

static void judge_tuple(eval_judge *judge, const feel_missing *membership)
{
    eval_judge_refresh(judge);
    eval_judge_and_tell(judge, judge->rule->variable_count, membership, NULL);
}

static inline void give_back(eval_judge *judge, base_mark mark)
{
    base_arena *scratch = judge->run.scratch;
    if (scratch->bytes != mark.bytes || scratch->failed) base_arena_rewind(scratch, mark);
}

static void go_through(eval_judge *judge, level *levels)
{
    int32_t depth = 0, last = judge->rule->variable_count - 1;
    open_level(judge, levels, 0);
    while (depth >= 0) {
        if (judge->status != CW_OK || !next_item(judge, &levels[depth], depth)) {
            close_level(judge, &levels[depth]);
            depth--;
        } else if (depth == last) {
            judge_tuple(judge, levels[depth].membership);
            give_back(judge, levels[depth].items);
        } else {
            depth++;
            open_level(judge, &levels[depth], depth);
        }
    }
}

void eval_go_through(eval_judge *judge)
{
    base_arena *scratch = judge->run.scratch;
    base_mark mark = base_arena_mark(scratch);
    scratch->most = 0;
    level *levels = base_arena_array(scratch, (size_t)judge->rule->variable_count, sizeof *levels);
    if (!levels) judge->status = CW_ERR_NOMEM;
    else if (judge->rule->variable_count > 0) go_through(judge, levels);
    else judge_tuple(judge, NULL);
    base_arena_rewind(scratch, mark);
}
