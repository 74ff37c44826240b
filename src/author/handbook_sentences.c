/* SPDX-License-Identifier: MIT */
#include "author/handbook_names.h"
#include "author/handbook_words.h"
#include "eval/custom.h"
#include "eval/rating.h"
#include "feel/builtin.h"

#include <string.h>

/* ---- ratings ---- */

static bool is_rating(const feel_node *node, const char *lead)
{
    const model_field *field = node->handle;
    return node->op == FEEL_OP_FIELD && field->key == EVAL_RATING_KEY && strncmp(field->name, lead, strlen(lead)) == 0;
}

/* The field is named as in `rating("item", instrument)`; no instrument has a comma. */
const char *handbook_reads_rating(const feel_node *node, base_str *item)
{
    const char *kind = is_rating(node, "rating(\"") ? "rating" : is_rating(node, "score(\"") ? "score" : NULL;
    if (!kind)
        return NULL;
    const char *name = ((const model_field *)node->handle)->name + strlen(kind) + 2, *end = name;
    for (const char *at = name; *at; at++)
        end = strncmp(at, "\", ", 3) == 0 ? at : end;
    *item = (base_str){name, (size_t)(end - name)};
    return kind;
}

/* ---- comparisons ---- */

/* `is` of a day, of a number, of a length of time; with "not" after "is" where it is denied. */
static const struct { uint8_t op; const char *day, *number, *length; } relations[] = {
    {FEEL_OP_EQUAL, "", "", ""},
    {FEEL_OP_LESS, "before ", "less than ", "shorter than "},
    {FEEL_OP_LESS_EQUAL, "on or before ", "at most ", "at most "},
    {FEEL_OP_GREATER, "after ", "more than ", "longer than "},
    {FEEL_OP_GREATER_EQUAL, "on or after ", "at least ", "at least "},
};

static const char *relation_of(uint8_t op, uint8_t kind)
{
    for (size_t i = 0; i < sizeof relations / sizeof relations[0]; i++) {
        if (relations[i].op != op)
            continue;
        if (kind == FEEL_DATE)
            return relations[i].day;
        if (kind == FEEL_NUMBER)
            return relations[i].number;
        return kind == FEEL_DAYS || kind == FEEL_MONTHS || op == FEEL_OP_EQUAL ? relations[i].length : NULL;
    }
    return NULL;
}

static bool is_null(const feel_node *node)
{
    return node->op == FEEL_OP_LITERAL && node->value.kind == FEEL_NULL;
}

static bool put_value(handbook_words *words, const feel_node *node, const feel_node *other)
{
    return node->op == FEEL_OP_LITERAL ? handbook_put_literal(words, &node->value, other->type) : handbook_put_phrase(words, node);
}

static const handbook_field *row_of(const feel_node *node)
{
    const model_field *field = node->op == FEEL_OP_FIELD || node->op == FEEL_OP_DOCUMENTED ? node->handle : NULL;
    return field && field->key != EVAL_RATING_KEY && field->key != EVAL_CUSTOM_KEY ? handbook_field_of(field) : NULL;
}

static bool is_plan(const feel_node *node)
{
    return node->op == FEEL_OP_HOST && node->type->kind == FEEL_RECORD && node->type->detail == MODEL_KIND_PLAN;
}

/* Whether something is there, or is none. */
static bool put_presence(handbook_words *words, const feel_node *node, bool there)
{
    const handbook_field *row = row_of(node);
    if (is_plan(node)) {
        base_put(&words->out, there ? "a plan is in force" : "no plan is in force");
        return true;
    }
    if (row && row->yes && row->no && node->type->kind == FEEL_DATE)
        return handbook_put_pattern(words, there ? row->yes : row->no, node->kids[0]);
    if (node->type->kind == FEEL_LIST || node->op == FEEL_OP_IF)
        return false;
    base_put(&words->out, "there is ");
    if (there) {
        base_put(&words->out, "a value for ");
        return handbook_put_phrase(words, node);
    }
    base_put(&words->out, "no value for ");
    return handbook_put_phrase(words, node);
}

static bool is_small_whole(const feel_node *node, int64_t least, int64_t *out)
{
    static const int64_t known[] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
    if (node->op != FEEL_OP_LITERAL || node->value.kind != FEEL_NUMBER)
        return false;
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        base_decimal number = base_decimal_from_int(known[i]);
        if (known[i] >= least && base_decimal_compare(node->value.as.number, &number) == 0) {
            *out = known[i];
            return true;
        }
    }
    return false;
}

static bool is_count(const feel_node *node)
{
    return node->op == FEEL_OP_BUILTIN && base_str_is(base_str_of(((const feel_builtin *)node->handle)->name), "count");
}

typedef struct amount { const char *how; int64_t number; } amount;

/* "at least one": how many items there are, where the number is written. False: nothing that can be said so. */
static bool find_amount(const feel_node *node, uint8_t op, amount *out)
{
    static const struct { uint8_t op; const char *how; int least, more; } amounts[] = {
        {FEEL_OP_EQUAL, "exactly ", 0, 0}, {FEEL_OP_GREATER_EQUAL, "at least ", 1, 0}, {FEEL_OP_GREATER, "at least ", 0, 1},
        {FEEL_OP_LESS_EQUAL, "at most ", 1, 0}, {FEEL_OP_LESS, "at most ", 2, -1},
    };
    for (size_t i = 0; i < sizeof amounts / sizeof amounts[0]; i++) {
        if (amounts[i].op != op || !is_small_whole(node->kids[1], amounts[i].least, &out->number))
            continue;
        out->how = amounts[i].how;
        out->number += amounts[i].more;
        return true;
    }
    return false;
}

/* "there is at least one objective ..." */
static bool put_amount(handbook_words *words, const feel_node *list, amount amount)
{
    if (amount.number == 0) {
        base_put(&words->out, "there is ");
        return handbook_put_items(words, list, "no", false, (base_str){0});
    }
    base_putf(&words->out, "there %s %s", amount.number == 1 ? "is" : "are", amount.how);
    if (amount.number == 1)
        base_put(&words->out, "one ");
    else
        base_putf(&words->out, "%d ", (int)amount.number);
    return handbook_put_items(words, list, "", amount.number != 1, (base_str){0});
}

static bool put_comparison(handbook_words *words, const feel_node *node, bool negated)
{
    const feel_node *a = node->kids[0], *b = node->kids[1];
    uint8_t op = node->op;
    if (op == FEEL_OP_NOT_EQUAL) {
        op = FEEL_OP_EQUAL;
        negated = !negated;
    }
    if (is_null(a) || is_null(b))
        return op == FEEL_OP_EQUAL && !(is_null(a) && is_null(b)) && put_presence(words, is_null(a) ? b : a, negated);
    if (a->type->kind == FEEL_LIST || b->type->kind == FEEL_LIST)
        return false;
    amount amount;
    if (is_count(a) && !negated && find_amount(node, op, &amount))
        return put_amount(words, a->kids[0], amount);
    const char *relation = relation_of(op, a->op == FEEL_OP_LITERAL ? b->type->kind : a->type->kind);
    if (!relation || !put_value(words, a, b))
        return false;
    base_put(&words->out, negated ? " is not " : " is ");
    base_put(&words->out, relation);
    return put_value(words, b, a);
}

/* `= true` and the like say no more than what is compared. */
static const feel_node *compared_with_truth(const feel_node *node, bool *negated)
{
    for (int i = 0; i < 2; i++) {
        const feel_node *truth = node->kids[i], *other = node->kids[1 - i];
        if (truth->op != FEEL_OP_LITERAL || truth->value.kind != FEEL_BOOLEAN || other->type->kind != FEEL_BOOLEAN || other->op == FEEL_OP_LITERAL)
            continue;
        *negated ^= (node->op == FEEL_OP_EQUAL) != feel_is_true(&truth->value);
        return other;
    }
    return NULL;
}

/* ---- in ---- */

/* "one of "a", "b" or "c"" */
static bool put_listed(handbook_words *words, const feel_node *list, const feel_node *value)
{
    if (list->kid_count == 0)
        return false;
    base_put(&words->out, list->kid_count > 1 ? "one of " : "");
    for (uint16_t i = 0; i < list->kid_count; i++) {
        base_put(&words->out, i == 0 ? "" : i + 1 < list->kid_count ? ", " : " or ");
        if (list->kids[i]->type->kind == FEEL_LIST || list->kids[i]->type->kind == FEEL_RANGE || !put_value(words, list->kids[i], value))
            return false;
    }
    return true;
}

/* Of a word in a list of words: "the child has the role "child"". */
static bool put_held(handbook_words *words, const feel_node *word, const feel_node *list, bool negated)
{
    const handbook_field *row = row_of(list);
    bool held = row && row->holds && !negated;
    if (held) {
        if (!handbook_put_pattern(words, row->holds, list->kids[0]))
            return false;
    } else {
        if (!handbook_put_phrase(words, list))
            return false;
        base_put(&words->out, negated ? " do not include " : " include ");
    }
    return put_value(words, word, list);
}

static bool put_in(handbook_words *words, const feel_node *node, bool negated)
{
    const feel_node *value = node->kids[0], *where = node->kids[1];
    if (value->op == FEEL_OP_LITERAL && where->op == FEEL_OP_FIELD && where->type->kind == FEEL_LIST)
        return put_held(words, value, where, negated);
    if (where->type->kind != FEEL_LIST && (where->type->kind != FEEL_RANGE || where->op != FEEL_OP_SLOT))
        return false;
    if (where->type->kind == FEEL_LIST && where->type->item->kind == FEEL_RANGE)
        return false;
    if (value->type->kind == FEEL_LIST || !put_value(words, value, where))
        return false;
    base_put(&words->out, negated ? " is not " : " is ");
    if (where->op == FEEL_OP_LIST)
        return put_listed(words, where, value);
    base_put(&words->out, where->type->kind == FEEL_RANGE ? "in " : "among ");
    return handbook_put_phrase(words, where);
}

/* Between two values, both of which count. */
static bool put_between(handbook_words *words, const feel_node *node, bool negated)
{
    bool open = node->op == FEEL_OP_IN_RANGE && node->flags & (FEEL_NODE_LOW_OPEN | FEEL_NODE_HIGH_OPEN);
    if (open || !put_value(words, node->kids[0], node->kids[1]))
        return false;
    base_put(&words->out, negated ? " is not from " : " is from ");
    if (!put_value(words, node->kids[1], node->kids[0]))
        return false;
    base_put(&words->out, " to ");
    if (!put_value(words, node->kids[2], node->kids[0]))
        return false;
    base_put(&words->out, ", both included");
    return true;
}

/* ---- documented, fields, parameters, conditions ---- */

static bool put_documented(handbook_words *words, const feel_node *node, bool negated)
{
    const feel_node *owner = node->kids[0];
    const model_field *field = node->handle;
    if (owner->type->kind == FEEL_LIST)
        return false;
    bool many = field && field->type >= MODEL_TEXTS;
    if (field) {
        const feel_node read = {.op = FEEL_OP_FIELD, .kids = node->kids, .kid_count = 1, .name = node->name, .handle = field, .type = owner->type};
        if (!handbook_put_phrase(words, &read))
            return false;
    } else if (!handbook_put_phrase(words, owner)) {
        return false;
    }
    base_put(&words->out, many ? " are" : " is");
    base_put(&words->out, negated ? " not documented" : " documented");
    return true;
}

static bool put_truth(handbook_words *words, const feel_node *node, bool negated)
{
    const handbook_field *row = row_of(node);
    if (row && row->yes && row->no)
        return handbook_put_pattern(words, negated ? row->no : row->yes, node->kids[0]);
    if (!handbook_put_phrase(words, node))
        return false;
    base_put(&words->out, negated ? " is false" : " is true");
    return true;
}

/* What a setting says is no fact of the case: both what it is here and what it could be are told. */
static bool put_setting(handbook_words *words, const feel_node *node, bool negated)
{
    if (node->index >= words->rules->parameter_count)
        return false;
    const rules_parameter *parameter = words->rules->parameters[node->index];
    base_put(&words->out, "the parameter ");
    handbook_put_code(&words->out, parameter->name);
    base_put(&words->out, negated ? " is false (here it is " : " is true (here it is ");
    handbook_put_parameter(words, parameter);
    base_put_char(&words->out, ')');
    return true;
}

static bool put_condition(handbook_words *words, const feel_node *node, bool negated)
{
    handbook_put_condition(words, ((const feel_instance *)node->handle)->condition);
    base_put(&words->out, negated ? " does not hold" : " holds");
    return handbook_put_with_arguments(words, node);
}

static bool put_test(handbook_words *words, const feel_node *node, bool negated)
{
    base_str name = base_str_of(((const feel_builtin *)node->handle)->name);
    if (base_str_is(name, "not"))
        return handbook_put_sentence(words, node->kids[0], !negated, true);
    if (!base_str_is(name, "starts with") || !handbook_put_phrase(words, node->kids[0]))
        return false;
    base_put(&words->out, negated ? " does not begin with " : " begins with ");
    return handbook_put_phrase(words, node->kids[1]);
}

/* ---- sentences made of sentences, in one line ---- */

/* The parts of a chain of `and` or `or`, each beside others. */
static bool put_joined(handbook_words *words, const feel_node *node, uint8_t op, const char *sign)
{
    if (node->op != op)
        return handbook_put_sentence(words, node, false, true);
    if (!put_joined(words, node->kids[0], op, sign))
        return false;
    base_put(&words->out, sign);
    return put_joined(words, node->kids[1], op, sign);
}

static bool put_chain(handbook_words *words, const feel_node *node, bool negated, bool tight)
{
    base_put(&words->out, negated ? "it is not so that (" : tight ? "(" : "");
    bool said = put_joined(words, node, node->op, node->op == FEEL_OP_AND ? " and " : " or ");
    base_put(&words->out, negated || tight ? ")" : "");
    return said;
}

/* "there is no exit (where ...)" */
static bool put_some(handbook_words *words, const feel_node *node, bool negated)
{
    const handbook_name *outer = words->names;
    const feel_node *list = handbook_list_of(node->kids[0]);
    handbook_name name;
    handbook_bind(words, &name, node->index, handbook_noun_of_item(words, list), node->name);
    words->names = outer;
    base_put(&words->out, "there is ");
    if (!handbook_put_items(words, list, negated ? "no" : "a", false, name.shown ? node->name : (base_str){0}))
        return false;
    words->names = &name;
    base_put(&words->out, " (where ");
    bool said = handbook_put_sentence(words, node->kids[1], false, false);
    base_put_char(&words->out, ')');
    words->names = outer;
    return said;
}

bool handbook_put_sentence(handbook_words *words, const feel_node *node, bool negated, bool tight)
{
    bool equality = node->op == FEEL_OP_EQUAL || node->op == FEEL_OP_NOT_EQUAL;
    const feel_node *other = equality ? compared_with_truth(node, &negated) : NULL;
    if (other && (other->op == FEEL_OP_FIELD || other->op == FEEL_OP_CALL || other->op == FEEL_OP_GLOBAL || other->op == FEEL_OP_SLOT))
        return handbook_put_sentence(words, other, negated, tight);
    switch ((feel_op)node->op) {
    case FEEL_OP_EQUAL: case FEEL_OP_NOT_EQUAL: case FEEL_OP_LESS: case FEEL_OP_LESS_EQUAL: case FEEL_OP_GREATER:
    case FEEL_OP_GREATER_EQUAL: return put_comparison(words, node, negated);
    case FEEL_OP_IN: return put_in(words, node, negated);
    case FEEL_OP_IN_RANGE: case FEEL_OP_BETWEEN: return put_between(words, node, negated);
    case FEEL_OP_DOCUMENTED: return put_documented(words, node, negated);
    case FEEL_OP_FIELD: case FEEL_OP_SLOT: case FEEL_OP_ENTRY: return node->type->kind == FEEL_BOOLEAN && put_truth(words, node, negated);
    case FEEL_OP_GLOBAL: return put_setting(words, node, negated);
    case FEEL_OP_CALL: return node->type->kind == FEEL_BOOLEAN && put_condition(words, node, negated);
    case FEEL_OP_BUILTIN: return put_test(words, node, negated);
    case FEEL_OP_AND: case FEEL_OP_OR: return put_chain(words, node, negated, tight);
    case FEEL_OP_SOME: return put_some(words, node, negated);
    default: return false;
    }
}
