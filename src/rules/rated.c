/* SPDX-License-Identifier: MIT */
/* What a rule asks of ratings, in whatever way `require` comes to ask it: in its own words, by a `let`, or by a condition, of which
 * there then is another one that asks whether its items apply. What is asked of a variable of the expression itself (`some`, a
 * filter) has no meaning outside, so there `not_applicable` is a word like others. */
#include "rules/rating.h"

/* One walk through a checked tree. */
typedef struct walk {
    rules_reader *reader;
    base_map seen;                   /* what is asked, as it is written */
    rules_chain *asks;               /* feel_node */
    const rules_check *check;        /* of a rule, NULL in a condition; then: */
    const rules_clause **clauses;    /* by let */
    bool *reached;                   /* by let */
    rules_chain asked_by;            /* the clauses of `asks`, each as often */
    const rules_clause *clause;
} walk;

static const rules_draft_rating *rating_of(const rules_reader *reader, const feel_node *node)
{
    bool looks = node->op == FEEL_OP_FIELD && node->name.length > 0 && node->name.at[node->name.length - 1] == ')';
    return looks ? base_map_find(reader->ratings, node->name) : NULL;
}

static bool asks_by_condition(const feel_node *node)
{
    return node->op == FEEL_OP_CALL && ((const feel_instance *)node->handle)->by_setting;
}

/* The first slot behind those that the node binds for its kids; `end` where it binds none. */
static int32_t end_of_slots(const feel_node *node, int32_t end)
{
    switch (node->op) {
    case FEEL_OP_SOME: case FEEL_OP_EVERY: case FEEL_OP_SOME_OF: case FEEL_OP_EVERY_OF: case FEEL_OP_MAP: case FEEL_OP_FILTER:
    case FEEL_OP_PICK: case FEEL_OP_LET:
        return node->index + 1;
    case FEEL_OP_FOR: case FEEL_OP_CONTEXT:
        return node->index + node->kid_count;
    case FEEL_OP_FUNCTION:
        return node->index + ((const feel_names *)node->handle)->count;
    default:
        return end;
    }
}

static rules_condition *asking(rules_reader *reader, feel_instance *instance);

static bool add_ask(walk *walk, const feel_node *node)
{
    if (asks_by_condition(node) && !asking(walk->reader, (feel_instance *)node->handle))
        return !walk->reader->feel->no_memory;
    base_str written = feel_node_text(node);
    void *existing;
    if (!base_map_add(&walk->seen, written, (void *)node, &existing))
        return rules_no_memory(walk->reader);
    if (existing)
        return true;
    rules_span at = {node->start, node->end};
    return rules_chain_add(walk->reader, walk->asks, (void *)node, at) &&
           (!walk->clause || rules_chain_add(walk->reader, &walk->asked_by, (void *)walk->clause, at));
}

static bool collect(walk *walk, const feel_node *node, int32_t first, int32_t end);

/* What `require` reads of a `let` is asked in the words of the let. */
static bool collect_let(walk *walk, int32_t slot)
{
    const rules_rule *rule = walk->check ? walk->check->rule : NULL;
    int32_t index = rule ? slot - rule->variable_count : -1;
    if (index < 0 || index >= rule->let_count || walk->reached[index] || !rule->lets[index].value)
        return true;
    const rules_clause *clause = walk->clause;
    walk->reached[index] = true;
    walk->clause = walk->clauses[index];
    bool done = collect(walk, rule->lets[index].value, walk->check->first_slot, walk->check->first_slot);
    walk->clause = clause;
    return done;
}

/* Slots from `first` to before `end` are of variables of the expression. As deep as the checker let it be, for each `let` on the way. */
static bool collect(walk *walk, const feel_node *node, int32_t first, int32_t end)
{
    if (node->op == FEEL_OP_SLOT && !collect_let(walk, node->index))
        return false;
    if ((rating_of(walk->reader, node) || asks_by_condition(node)) && !rules_reads_slots(node, first, end) && !add_ask(walk, node))
        return false;
    int32_t inner = end_of_slots(node, end);
    for (uint16_t i = 0; i < node->kid_count; i++)
        if (!collect(walk, node->kids[i], first, inner > end ? inner : end))
            return false;
    return true;
}

/* ---- the condition that asks for another ---- */

static feel_node *read_asked(feel_compiler *compiler, feel_instance *instance);

/* NULL: nothing of what it asks can be asked outside, or no memory. */
static rules_condition *asking(rules_reader *reader, feel_instance *instance)
{
    if (instance->own)
        return ((rules_condition *)instance->own)->asks.count > 0 ? instance->own : NULL;
    const rules_condition *condition = (const rules_condition *)instance->condition;
    rules_condition *made = base_arena_alloc(reader->feel->arena, sizeof *made);
    if (!made) {
        rules_no_memory(reader);
        return NULL;
    }
    *made = (rules_condition){.feel = condition->feel, .draft = condition->draft};
    made->feel.instances = NULL;
    made->feel.read = read_asked;
    instance->own = made;
    walk walk = {.reader = reader, .asks = &made->asks};
    base_map_init(&walk.seen, reader->work);
    int32_t first = condition->feel.parameter_count;
    bool kept = collect(&walk, instance->body, first, first) &&
                rules_chain_add(reader, &condition->draft->conditions, made, (rules_span){condition->feel.body_start, condition->feel.body_end});
    return kept && made->asks.count > 0 ? made : NULL;
}

/* ---- trees of their own, since the checker changes what it checks ---- */

static feel_node *read_again(rules_reader *reader, const feel_node *node)
{
    feel_node *tree = feel_parse(reader->feel, node->start, node->end);
    return tree && rules_read_ratings_again(reader, reader->feel->setting, tree) ? tree : NULL;
}

static bool ask_rating(rules_reader *reader, const rules_draft_rating *rating, const feel_node *from, feel_node *node)
{
    const feel_node *subject = from->kids[0];
    bool whole = subject->start == from->start && subject->end == from->end;
    feel_node *read = whole ? NULL : read_again(reader, subject);
    base_str name = rules_rating_field_name(reader, RULES_RATING_APPLIES, rating->rating.item, rating->rating.instrument, from->name);
    return (whole || read) && rules_become_rating(reader, node, read, name);
}

static bool ask_condition(rules_reader *reader, rules_condition *condition, const feel_node *from, feel_node *node)
{
    const feel_node **kids = base_arena_array(reader->feel->arena, (size_t)from->kid_count + 1, sizeof *kids);
    if (!kids)
        return rules_no_memory(reader);
    for (uint16_t i = 0; i < from->kid_count; i++)
        if ((kids[i] = read_again(reader, from->kids[i])) == NULL)
            return false;
    node->op = FEEL_OP_CALL;
    node->handle = &condition->feel;
    node->name = from->name;
    node->kids = kids;
    node->kid_count = from->kid_count;
    return true;
}

/* NULL: no memory. The compiler's source is the node's. */
static feel_node *make_ask(rules_reader *reader, const feel_node *from)
{
    const rules_draft_rating *rating = rating_of(reader, from);
    feel_node *node = base_arena_alloc(reader->feel->arena, sizeof *node);
    if (!node) {
        rules_no_memory(reader);
        return NULL;
    }
    *node = (feel_node){.source = from->source, .start = from->start, .end = from->end};
    bool made = rating ? ask_rating(reader, rating, from, node) : ask_condition(reader, ((feel_instance *)from->handle)->own, from, node);
    return made ? node : NULL;
}

static feel_node *both(rules_reader *reader, feel_node *a, feel_node *b)
{
    feel_node *made = base_arena_alloc(reader->feel->arena, sizeof *made);
    const feel_node **kids = base_arena_array(reader->feel->arena, 2, sizeof *kids);
    if (!made || !kids) {
        rules_no_memory(reader);
        return NULL;
    }
    kids[0] = a;
    kids[1] = b;
    *made = (feel_node){.op = FEEL_OP_AND, .kid_count = 2, .kids = kids, .source = b->source, .start = b->start, .end = b->end};
    return made;
}

/* Halves, so that many nest no deeper than few. */
static feel_node *join(rules_reader *reader, feel_node **nodes, int32_t count)
{
    if (count == 1)
        return nodes[0];
    feel_node *a = join(reader, nodes, count / 2), *b = join(reader, nodes + count / 2, count - count / 2);
    return a && b ? both(reader, a, b) : NULL;
}

static feel_node *read_asked(feel_compiler *compiler, feel_instance *instance)
{
    const rules_condition *condition = (const rules_condition *)instance->condition;
    rules_reader *reader = &condition->draft->reader;
    feel_node **nodes = base_arena_array(reader->work, (size_t)condition->asks.count, sizeof *nodes);
    int32_t count = 0;
    if (!nodes) {
        rules_no_memory(reader);
        return NULL;
    }
    compiler->source = condition->feel.source;
    instance->by_setting = true;
    for (const rules_link *link = condition->asks.first; link; link = link->next)
        if ((nodes[count++] = make_ask(reader, link->item)) == NULL)
            return NULL;
    return join(reader, nodes, count);
}

/* ---- of a rule ---- */

static bool begin(walk *walk, rules_check *check, rules_chain *asks)
{
    rules_reader *reader = check->reader;
    size_t lets = (size_t)check->rule->let_count + 1;
    *walk = (struct walk){.reader = reader, .asks = asks, .check = check, .clause = check->from->first[RULES_REQUIRE]};
    base_map_init(&walk->seen, reader->work);
    walk->clauses = base_arena_array(reader->work, lets, sizeof *walk->clauses);
    walk->reached = base_arena_array(reader->work, lets, sizeof *walk->reached);
    if (!walk->clauses || !walk->reached)
        return rules_no_memory(reader);
    const rules_clause *let = check->from->first[RULES_LET];
    for (int32_t i = 0; let; let = let->next)
        walk->clauses[i++] = let;
    return true;
}

/* Each is checked in its own clause, which may stand in another file than the others. */
static bool check_asks(rules_check *check, const rules_link *ask, const rules_link *by, const feel_node **out)
{
    for (int32_t i = 0; ask; ask = ask->next, by = by->next, i++) {
        rules_enter(check, by->item);
        feel_node *tree = make_ask(check->reader, ask->item);
        out[i] = tree ? rules_check_tree(check, by->item, tree, &check->period_scope, &feel_type_boolean) : NULL;
        if (!out[i])
            return false;
    }
    return true;
}

static const feel_node *join_checked(rules_reader *reader, const feel_node **nodes, int32_t count)
{
    if (count < 2)
        return count == 1 ? nodes[0] : NULL;
    const feel_node *a = join_checked(reader, nodes, count / 2);
    return feel_check_both(reader->feel, a, join_checked(reader, nodes + count / 2, count - count / 2));
}

const feel_node *rules_ask_rated(rules_check *check)
{
    rules_chain asks = {0};
    walk walk;
    int32_t first = check->first_slot;
    if (!begin(&walk, check, &asks) || !collect(&walk, check->rule->require, first, first))
        return NULL;
    const feel_node **nodes = base_arena_array(check->reader->work, (size_t)asks.count + 1, sizeof *nodes);
    if (!nodes) {
        rules_no_memory(check->reader);
        return NULL;
    }
    bool checked = check_asks(check, asks.first, walk.asked_by.first, nodes);
    rules_enter(check, check->from->first[RULES_REQUIRE]);
    return checked ? join_checked(check->reader, nodes, asks.count) : NULL;
}
