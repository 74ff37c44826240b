/* SPDX-License-Identifier: MIT */
/* Equality, order, `between`, `in` and ranges; and the words of enumerations, which are checked where they are compared. */
#include "feel/checker.h"
#include "feel/moment.h"

/* ---- words ---- */

static void adopt_word(feel_checker *checker, feel_node *node, int32_t enumeration)
{
    const feel_schema *schema = checker->compiler->schema;
    base_str word;
    if (schema->word(schema->self, enumeration, feel_text(&node->value), &word)) {
        node->value = feel_string(word);
        return;
    }
    if (checker->compiler->standard)
        return;
    base_str help = feel_help_word(checker->compiler, enumeration, feel_text(&node->value));
    base_str name = schema->enumeration_name(schema->self, enumeration);
    feel_check_tell(checker, FEEL_DIAG_UNKNOWN_WORD, node, help, FEEL_QUOTE(feel_text(&node->value)), FEEL_QUOTE(name));
}

/* Recursion goes down a tree whose depth is bounded. */
void feel_adopt_words(feel_checker *checker, feel_node *node, const feel_type *type)
{
    while (type->item)
        type = type->item;
    if (type->kind != FEEL_STRING || type->detail < 0)
        return;
    if (node->op == FEEL_OP_LITERAL && node->value.kind == FEEL_STRING)
        adopt_word(checker, node, type->detail);
    int first = node->op == FEEL_OP_IF ? 1 : 0;
    if (node->op == FEEL_OP_LIST || node->op == FEEL_OP_IF)
        for (int i = first; i < node->kid_count; i++)
            feel_adopt_words(checker, feel_kid(node, i), type);
}

feel_node *feel_check_against(feel_checker *checker, const feel_node *other, feel_node *node, int index)
{
    const feel_type *outer = checker->compared;
    checker->compared = other->type;
    feel_node *kid = feel_check_kid(checker, node, index);
    checker->compared = outer;
    return kid;
}

/* The same for both kids. A bare name on the left waits for what stands on the right, which may tell what it is. */
static void check_sides(feel_checker *checker, feel_node *node)
{
    const feel_node *left = feel_kid(node, 0), *right = feel_kid(node, 1);
    if (left->op == FEEL_OP_NAME && right->op == FEEL_OP_PATH) {
        feel_check_kid(checker, node, 1);
        feel_check_against(checker, right, node, 0);
    } else {
        feel_check_kid(checker, node, 0);
        feel_check_against(checker, left, node, 1);
    }
}

static void adopt_both(feel_checker *checker, feel_node *a, feel_node *b)
{
    feel_adopt_words(checker, a, b->type);
    feel_adopt_words(checker, b, a->type);
}

/* ---- what can be compared ---- */

static bool fits_either(const feel_type *a, const feel_type *b)
{
    return feel_type_fits(a, b) || feel_type_fits(b, a);
}

/* Records of different kinds may be the same record seen through a broader kind, so only kinds of values count. */
static bool can_equal(const feel_type *a, const feel_type *b)
{
    while (a->kind == FEEL_LIST && b->kind == FEEL_LIST) {
        a = a->item;
        b = b->item;
    }
    return (a->kind == FEEL_RECORD && b->kind == FEEL_RECORD) || fits_either(a, b);
}

/* False where both are words of enumerations that have none in common. Lists of such may both be empty. */
static bool share_words(const feel_checker *checker, const feel_type *a, const feel_type *b)
{
    const feel_schema *schema = checker->compiler->schema;
    base_str word, same;
    if (a->kind != FEEL_STRING || b->kind != FEEL_STRING || a->detail < 0 || b->detail < 0 || a->detail == b->detail)
        return true;
    for (int32_t i = 0; (word = schema->word_at(schema->self, a->detail, i)).length > 0; i++)
        if (schema->word(schema->self, b->detail, word, &same))
            return true;
    return false;
}

bool feel_type_has_order(const feel_type *type)
{
    switch (type->kind) {
    case FEEL_ANY: case FEEL_NUMBER: case FEEL_STRING: case FEEL_DATE: case FEEL_TIME: case FEEL_DATE_TIME:
    case FEEL_DAYS: case FEEL_MONTHS: return true;
    default: return false;
    }
}

static bool can_order(const feel_type *a, const feel_type *b)
{
    return feel_type_has_order(a) && feel_type_has_order(b) && fits_either(a, b);
}

static const char *sign_of(feel_op op)
{
    switch (op) {
    case FEEL_OP_LESS:       return "<";
    case FEEL_OP_LESS_EQUAL: return "<=";
    case FEEL_OP_GREATER:    return ">";
    case FEEL_OP_GREATER_EQUAL: return ">=";
    case FEEL_OP_BETWEEN:    return "between";
    default:                 return "in";
    }
}

/* ---- days that are written as something else ---- */

static bool is_of_dates(const feel_type *type)
{
    while (type->item)
        type = type->item;
    return type->kind == FEEL_DATE;
}

/* 2024-01-01, which is a subtraction, or "2024-01-01". */
static base_str written_day(const feel_node *node)
{
    base_str text = feel_node_text(node);
    if (node->op == FEEL_OP_LITERAL && node->value.kind == FEEL_STRING)
        text = feel_text(&node->value);
    int64_t day;
    return base_day_parse(text, &day) ? text : (base_str){0};
}

/* Help where a date, or something that holds dates, meets a text or a number. */
static base_str help_day(feel_checker *checker, const feel_node *a, const feel_node *b)
{
    const feel_node *other = is_of_dates(a->type) ? b : a;
    const feel_type *type = other->type;
    while (type->item)
        type = type->item;
    bool mixed = is_of_dates(a->type) != is_of_dates(b->type) && (type->kind == FEEL_STRING || type->kind == FEEL_NUMBER);
    if (!mixed)
        return (base_str){0};
    base_str day = written_day(other);
    return day.length ? feel_join3(checker->compiler, "write a day as @\"", day, "\"") : BASE_STR("write a day as @\"2024-01-01\"");
}

static void want_order(feel_checker *checker, feel_node *node, feel_op op, const feel_node *a, const feel_node *b)
{
    if (!can_order(a->type, b->type))
        feel_check_mismatch(checker, FEEL_DIAG_NOT_ORDERED, node,
                            a->type->kind == FEEL_NULL || b->type->kind == FEEL_NULL
                                ? BASE_STR("only `=` and `!=` compare with null") : help_day(checker, a, b),
                            sign_of(op), FEEL_TYPE_TEXT(checker, a->type), FEEL_TYPE_TEXT(checker, b->type));
}

/* ---- comparisons ---- */

/* `o.focus = "child"`, where the one is a list and the other could be among its items: what is meant, in the author's words. */
static base_str help_holds(feel_checker *checker, const feel_node *a, const feel_node *b, bool equal)
{
    const feel_node *list = a->type->kind == FEEL_LIST ? a : b, *item = list == a ? b : a;
    base_str whole = feel_node_text(list);
    base_str one = feel_node_text(item);
    bool plain = list->type->item && fits_either(list->type->item, item->type) && !((list->flags | item->flags) & FEEL_NODE_PAREN);
    if (!plain || item->op == FEEL_OP_CALL || whole.length + one.length > FEEL_QUOTED_MOST)
        return BASE_STR("`in` asks whether a list holds something");
    base_str begun = feel_join3(checker->compiler, equal ? "write `" : "write `not(", one, " in ");
    base_str said = feel_join3(checker->compiler, "", whole, equal ? "`" : ")`");
    const char *kept = base_arena_copy(checker->compiler->arena, said.at, said.length);
    checker->compiler->no_memory |= !kept;
    return feel_join3(checker->compiler, "", begun, kept ? kept : "");
}

static void compare(feel_checker *checker, feel_node *node, feel_node *a, feel_node *b)
{
    feel_become(checker, node, node->op, &feel_type_boolean);
    if (node->op != FEEL_OP_EQUAL && node->op != FEEL_OP_NOT_EQUAL) {
        want_order(checker, node, node->op, a, b);
        return;
    }
    adopt_both(checker, a, b);
    if (!can_equal(a->type, b->type) || !share_words(checker, a->type, b->type)) {
        bool list = (a->type->kind == FEEL_LIST) != (b->type->kind == FEEL_LIST);
        feel_check_mismatch(checker, FEEL_DIAG_NEVER_EQUAL, node,
                            list ? help_holds(checker, a, b, node->op == FEEL_OP_EQUAL) : help_day(checker, a, b),
                            FEEL_TYPE_TEXT(checker, a->type), FEEL_TYPE_TEXT(checker, b->type));
    }
}

void feel_check_comparison(feel_checker *checker, feel_node *node)
{
    check_sides(checker, node);
    compare(checker, node, feel_kid(node, 0), feel_kid(node, 1));
}

void feel_check_between(feel_checker *checker, feel_node *node)
{
    feel_node *value = feel_check_kid(checker, node, 0);
    for (int i = 1; i < 3; i++)
        want_order(checker, node, FEEL_OP_BETWEEN, value, feel_check_kid(checker, node, i));
    feel_become(checker, node, FEEL_OP_BETWEEN, &feel_type_boolean);
}

/* ---- ranges ---- */

static int compare_literals(const feel_value *a, const feel_value *b)
{
    if (a->kind != b->kind)
        return 0;
    switch (a->kind) {
    case FEEL_NUMBER: return base_decimal_compare(a->as.number, b->as.number);
    case FEEL_STRING: return base_str_compare(feel_text(a), feel_text(b));
    case FEEL_DATE: case FEEL_DAYS: case FEEL_MONTHS: return feel_duration_compare(a, b);
    case FEEL_TIME: case FEEL_DATE_TIME:
        return a->as.moment->zoned == b->as.moment->zoned ? feel_moment_compare(a->as.moment, b->as.moment) : 0;
    default: return 0;
    }
}

void feel_check_range(feel_checker *checker, feel_node *node)
{
    const feel_node *low = feel_check_kid(checker, node, 0), *high = feel_check_kid(checker, node, 1);
    const feel_type *item = feel_type_join(low->type, high->type);
    if (item->kind == FEEL_NULL)
        item = &feel_type_any;
    feel_become(checker, node, FEEL_OP_RANGE, feel_make_type(checker, FEEL_RANGE, item));
    bool null_end = low->type->kind == FEEL_NULL || high->type->kind == FEEL_NULL;
    if (null_end ? !feel_type_has_order(item) : !can_order(low->type, high->type))
        feel_check_mismatch(checker, FEEL_DIAG_RANGE_ENDS, node, help_day(checker, low, high), FEEL_TYPE_TEXT(checker, low->type),
                            FEEL_TYPE_TEXT(checker, high->type));
    else if (low->op == FEEL_OP_LITERAL && high->op == FEEL_OP_LITERAL && compare_literals(&low->value, &high->value) > 0)
        feel_check_tell(checker, FEEL_DIAG_RANGE_BACKWARDS, node, (base_str){0}, "");
}

/* ---- in ---- */

static bool can_be_in(const feel_checker *checker, const feel_type *value, const feel_type *where)
{
    if (!share_words(checker, value, where->kind == FEEL_LIST ? where->item : where))
        return false;
    if (where->kind == FEEL_LIST)
        return where->item->kind == FEEL_RANGE ? can_order(value, where->item->item) : can_equal(value, where->item);
    return where->kind == FEEL_RANGE ? value->kind == FEEL_NULL || can_order(value, where->item) : can_equal(value, where);
}

static bool has_null_end(const feel_node *where)
{
    if (where->op != FEEL_OP_RANGE)
        return false;
    const feel_type *low = where->kids[0]->type, *high = where->kids[1]->type;   /* NULL: memory ran out */
    return low && high && (low->kind == FEEL_NULL || high->kind == FEEL_NULL);
}

static void want_in(feel_checker *checker, feel_node *node, feel_node *value, feel_node *where)
{
    adopt_both(checker, value, where);
    if (has_null_end(where))
        feel_check_mismatch(checker, FEEL_DIAG_NOT_ORDERED, node, BASE_STR("a range with one end is written as in `(>= 5)`"), "in",
                            FEEL_TYPE_TEXT(checker, value->type), FEEL_TYPE_TEXT(checker, &feel_type_null));
    else if (where->type->kind == FEEL_NULL)
        feel_check_mismatch(checker, FEEL_DIAG_NEVER_IN, node, BASE_STR("whether something is null is asked with `= null`"),
                            FEEL_TYPE_TEXT(checker, value->type), FEEL_TYPE_TEXT(checker, where->type));
    else if (!can_be_in(checker, value->type, where->type))
        feel_check_mismatch(checker, FEEL_DIAG_NEVER_IN, node,
                            value->type->kind == FEEL_LIST ? BASE_STR("`some x in a satisfies x in b` looks at each item")
                                                           : help_day(checker, value, where),
                            FEEL_TYPE_TEXT(checker, value->type), FEEL_TYPE_TEXT(checker, where->type));
}

/* node, an IN, becomes `value in [low..high]`. */
static void become_in_range(feel_checker *checker, feel_node *node, feel_node *value, const feel_node *range)
{
    const feel_node **kids = base_arena_array(checker->compiler->arena, 3, sizeof *kids);
    if (feel_lacks_memory(checker, kids))
        return;
    kids[0] = value;
    kids[1] = range->kids[0];
    kids[2] = range->kids[1];
    node->kids = kids;
    node->kid_count = 3;
    node->flags |= range->flags & (FEEL_NODE_LOW_OPEN | FEEL_NODE_HIGH_OPEN);
    feel_become(checker, node, FEEL_OP_IN_RANGE, &feel_type_boolean);
}

static void become_in(feel_checker *checker, feel_node *node, feel_node *value, feel_node *where)
{
    want_in(checker, node, value, where);
    if (where->op == FEEL_OP_RANGE) {
        become_in_range(checker, node, value, where);
    } else if (feel_give_kids(checker, node, value, where)) {
        feel_become(checker, node, FEEL_OP_IN, &feel_type_boolean);
    }
}

/* ---- x in (test, ...) ---- */

/* An expression about `?`, which is a variable in it. */
static bool asks(const feel_node *test)
{
    return test->flags & FEEL_NODE_ASKS;
}

static bool is_operation(const feel_node *test)
{
    return !asks(test) && test->op >= FEEL_OP_EQUAL && test->op <= FEEL_OP_GREATER_EQUAL && test->kids[0]->op == FEEL_OP_NAME &&
           base_str_is(test->kids[0]->name, FEEL_TESTED);
}

/* A flag of tests, for the checker alone: may be an item of a list of things to be equal to or inside of. */
enum { PLAIN_TEST = 32 };

static bool is_plain(const feel_node *test)
{
    return test->flags & PLAIN_TEST;
}

/* Reading it again costs nothing. */
static bool is_simple(const feel_node *value)
{
    return value->kid_count == 0 && value->op != FEEL_OP_CALL;
}

/* Whether the tested value must be in a slot: it is more than a mere name or literal, or a test has a name for it. */
static bool needs_slot(const feel_node *node, const feel_node *value)
{
    bool needs = !is_simple(value);
    for (int i = 1; i < node->kid_count && !needs; i++)
        needs = asks(node->kids[i]);
    return needs;
}

/* A reading of the tested value, which is kept in a slot where it must. */
static feel_node *tested(feel_checker *checker, const feel_node *node, const feel_node *value, int32_t slot)
{
    feel_node *reading = feel_make_node(checker, FEEL_OP_SLOT, value, value->type, 0);
    if (!reading)
        return NULL;
    if (!needs_slot(node, value))
        *reading = *value;
    else
        reading->index = slot;
    reading->name = value->name;
    reading->source = node->source;
    return reading;
}

/* first or second; the other where one is NULL. */
static feel_node *either(feel_checker *checker, const feel_node *node, feel_node *first, feel_node *second)
{
    if (!first || !second)
        return first ? first : second;
    feel_node *made = feel_make_node(checker, FEEL_OP_OR, node, &feel_type_boolean, 0);
    if (!made || !feel_give_kids(checker, made, first, second))
        return NULL;
    feel_finish_node(checker, made);
    return made;
}

/* The test `test` of the value read by `reading`. */
static feel_node *single_test(feel_checker *checker, feel_node *test, feel_node *reading)
{
    if (asks(test)) {
        test->flags &= (uint8_t)~FEEL_NODE_ASKS;
        return test;
    }
    if (is_operation(test)) {
        test->kids[0] = reading;
        compare(checker, test, reading, feel_kid(test, 1));
        return test;
    }
    feel_node *in = feel_make_node(checker, FEEL_OP_IN, test, &feel_type_boolean, 0);
    if (in)
        become_in(checker, in, reading, test);
    return in;
}

/* The plain tests as a list, checked against the value. NULL: there is none, or no memory. */
static feel_node *list_plain(feel_checker *checker, feel_node *node, feel_node *reading, int plain)
{
    feel_node *list = plain ? feel_make_node(checker, FEEL_OP_LIST, node, &feel_type_list_of_any, plain) : NULL;
    if (!list)
        return NULL;
    int at = 0;
    for (int i = 1; i < node->kid_count; i++)
        if (is_plain(feel_kid(node, i))) {
            want_in(checker, feel_kid(node, i), reading, feel_kid(node, i));
            list->kids[at++] = node->kids[i];
        }
    list->start = list->kids[0]->start;
    list->end = list->kids[plain - 1]->end;
    feel_finish_node(checker, list);
    return list;
}

/* All plain tests in one: value in [test, ...]. */
static feel_node *plain_tests(feel_checker *checker, feel_node *node, feel_node *reading, int plain)
{
    feel_node *list = list_plain(checker, node, reading, plain);
    feel_node *in = list ? feel_make_node(checker, FEEL_OP_IN, node, &feel_type_boolean, 0) : NULL;
    if (!in || !feel_give_kids(checker, in, reading, list))
        return NULL;
    feel_finish_node(checker, in);
    return in;
}

/* The plain tests count as one `in`; the others follow, joined by `or`. */
static feel_node *join_tests(feel_checker *checker, feel_node *node, feel_node *value, int32_t slot, int plain)
{
    feel_node *reading = tested(checker, node, value, slot);
    if (!reading)
        return NULL;
    feel_node *all = plain_tests(checker, node, reading, plain);
    for (int i = 1; i < node->kid_count && !checker->deep && !checker->compiler->no_memory; i++) {
        feel_node *test = feel_kid(node, i);
        if (!is_plain(test))
            all = either(checker, node, all, single_test(checker, test, reading));
    }
    return all;
}

static void check_asking(feel_checker *checker, const feel_node *value, feel_node *test, int32_t slot)
{
    feel_local local = {.name = BASE_STR(FEEL_TESTED), .slot = slot, .type = value->type, .outer = checker->locals};
    checker->locals = &local;
    feel_check_node(checker, test);
    feel_want_boolean(checker, test, "a test");
    checker->locals = local.outer;
}

/* Checks the tests and counts the plain ones. */
static int check_tests(feel_checker *checker, const feel_node *value, feel_node *node, int32_t slot)
{
    int plain = 0;
    for (int i = 1; i < node->kid_count; i++) {
        feel_node *test = feel_kid(node, i);
        if (asks(test)) {
            check_asking(checker, value, test, slot);
            continue;
        }
        if (is_operation(test)) {
            feel_check_against(checker, value, test, 1);
            continue;
        }
        feel_check_against(checker, value, node, i);
        if (test->type->kind != FEEL_LIST && test->type->kind != FEEL_ANY) {
            test->flags |= PLAIN_TEST;
            plain++;
        }
    }
    return plain;
}

/* node becomes `all`, keeping its place. */
static void replace(feel_node *node, const feel_node *all)
{
    feel_node place = *node;
    *node = *all;
    node->flags |= place.flags & FEEL_NODE_PAREN;
    node->start = place.start;
    node->end = place.end;
}

static void check_tested(feel_checker *checker, feel_node *node)
{
    feel_node *value = feel_check_kid(checker, node, 0);
    int32_t slot = feel_take_slots(checker, 1);
    int plain = check_tests(checker, value, node, slot);
    node->flags &= (uint8_t)~FEEL_NODE_TESTS;
    checker->next_slot = slot;
    if (plain == node->kid_count - 1) {
        feel_node *list = list_plain(checker, node, value, plain);
        if (list && feel_give_kids(checker, node, value, list))
            feel_become(checker, node, FEEL_OP_IN, &feel_type_boolean);
        return;
    }
    bool keeps = needs_slot(node, value);
    feel_node *all = join_tests(checker, node, value, slot, plain);
    if (!all)
        return;
    if (!keeps) {
        replace(node, all);
        return;
    }
    node->index = slot;
    if (feel_give_kids(checker, node, value, all))
        feel_become(checker, node, FEEL_OP_LET, &feel_type_boolean);
}

void feel_check_in(feel_checker *checker, feel_node *node)
{
    if (node->flags & FEEL_NODE_TESTS) {
        check_tested(checker, node);
        return;
    }
    check_sides(checker, node);
    become_in(checker, node, feel_kid(node, 0), feel_kid(node, 1));
}
