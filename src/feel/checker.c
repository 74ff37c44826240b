/* SPDX-License-Identifier: MIT */
/* The check of a tree: which function checks which node, and what all of them need. Recursion is bounded by
 * compiler->nesting, which counts through called conditions. */
#include "feel/checker.h"

/* ---- types ---- */

const feel_type feel_type_open = {.kind = FEEL_ANY, .detail = 1};

bool feel_type_is_open(const feel_type *type)
{
    return type->kind == FEEL_ANY && type->detail == feel_type_open.detail;
}

const feel_type *feel_type_join(const feel_type *a, const feel_type *b)
{
    if (a->kind == FEEL_NULL || feel_type_equal(a, b))
        return b;
    if (b->kind == FEEL_NULL)
        return a;
    if (feel_type_is_open(a) || feel_type_is_open(b))
        return &feel_type_open;
    return a->kind == FEEL_STRING && b->kind == FEEL_STRING ? &feel_type_string : &feel_type_any;
}

const feel_type *feel_type_item(const feel_type *type)
{
    return type->kind == FEEL_LIST ? type->item : type;
}

const feel_type *feel_make_type(feel_checker *checker, feel_kind kind, const feel_type *item)
{
    feel_type *type = base_arena_alloc(checker->compiler->arena, sizeof *type);
    if (feel_lacks_memory(checker, type))
        return &feel_type_open;
    *type = (feel_type){.kind = (uint8_t)kind, .detail = -1, .item = item};
    return type;
}

/* ---- telling ---- */

/* Says with arguments of which types the body at hand was called, since that may be the mistake. */
static base_str with_call(feel_checker *checker, base_str help)
{
    feel_compiler *compiler = checker->compiler;
    const feel_condition *condition = checker->condition;
    bool known = false;
    base_buffer text;
    if (!condition)
        return help;
    base_buffer_init(&text, compiler->arena->context);
    base_putf(&text, "%.*s%swhere `%.*s` is called with ", (int)help.length, help.length ? help.at : "",
              help.length ? "; " : "", FEEL_QUOTE(condition->name));
    for (int32_t i = 0; i < condition->parameter_count; i++) {
        known |= !feel_type_is_open(checker->arguments[i]);
        base_putf(&text, "%s%.*s", i ? ", " : "", FEEL_TYPE_TEXT(checker, checker->arguments[i]));
    }
    compiler->no_memory |= text.failed;
    if (known && !text.failed)
        help = feel_join3(compiler, "", (base_str){text.data, text.length}, "");
    base_buffer_finish(&text);
    return help;
}

static void tell(feel_checker *checker, feel_diagnostic what, feel_node *node, base_str help, va_list arguments)
{
    if (base_diag_keeps(checker->compiler->diag))
        help = with_call(checker, help);
    feel_vtell(checker->compiler, what, node->start, node->end, help, arguments);
    node->type = &feel_type_open;
    checker->failed = true;
}

void feel_check_tell(feel_checker *checker, feel_diagnostic what, feel_node *node, base_str help, ...)
{
    va_list arguments;
    va_start(arguments, help);
    tell(checker, what, node, help, arguments);
    va_end(arguments);
}

void feel_check_mismatch(feel_checker *checker, feel_diagnostic what, feel_node *node, base_str help, ...)
{
    va_list arguments;
    va_start(arguments, help);
    if (checker->compiler->standard)
        feel_vwarn(checker->compiler, what, node->start, node->end, help, arguments);
    else
        tell(checker, what, node, help, arguments);
    va_end(arguments);
}

void feel_become_nothing(feel_checker *checker, feel_node *node, const char *message)
{
    node->handle = message;
    node->kid_count = 0;
    feel_become(checker, node, FEEL_OP_NOTHING, &feel_type_any);
}

void feel_check_nothing(feel_checker *checker, feel_diagnostic what, feel_node *node, base_str help, ...)
{
    va_list arguments, again;
    va_start(arguments, help);
    if (checker->compiler->standard) {
        va_copy(again, arguments);
        feel_vwarn(checker->compiler, what, node->start, node->end, help, arguments);
        feel_become_nothing(checker, node, feel_message(checker->compiler, what, again));
        va_end(again);
    } else {
        tell(checker, what, node, help, arguments);
    }
    va_end(arguments);
}

bool feel_lacks_memory(feel_checker *checker, const void *memory)
{
    if (memory)
        return false;
    checker->failed = checker->compiler->no_memory = true;
    return true;
}

void feel_want_boolean(feel_checker *checker, feel_node *node, const char *place)
{
    if (!feel_type_fits(node->type, &feel_type_boolean))
        feel_check_mismatch(checker, FEEL_DIAG_WANTS_BOOLEAN, node, (base_str){0}, place,
                            FEEL_TYPE_TEXT(checker, node->type));
}

/* ---- nodes ---- */

int32_t feel_take_slots(feel_checker *checker, int32_t count)
{
    int32_t slot = checker->next_slot;
    checker->next_slot += count;
    if (checker->most_slots < checker->next_slot)
        checker->most_slots = checker->next_slot;
    return slot;
}

static void check_depth(feel_checker *checker, feel_node *node, int64_t depth)
{
    if (depth <= checker->compiler->depth_limit || checker->deep)
        return;
    checker->deep = true;
    feel_check_tell(checker, FEEL_DIAG_TOO_DEEP, node, BASE_STR("conditions that it calls count too"),
                    (int)checker->compiler->depth_limit);
}

void feel_finish_node(feel_checker *checker, feel_node *node)
{
    uint32_t depth = 0;
    for (int i = 0; i < node->kid_count; i++)
        if (depth < node->kids[i]->depth)
            depth = node->kids[i]->depth;
    if (node->op == FEEL_OP_CALL && node->handle) {
        const feel_instance *instance = node->handle;
        if (instance->body && depth < instance->body->depth)
            depth = instance->body->depth;
    }
    node->depth = depth + 1;
    node->run = feel_op_rows[node->op].run;
    check_depth(checker, node, node->depth);
}

feel_node *feel_make_node(feel_checker *checker, feel_op op, const feel_node *like, const feel_type *type, int kid_count)
{
    feel_node *node = base_arena_alloc(checker->compiler->arena, sizeof *node);
    if (feel_lacks_memory(checker, node))
        return NULL;
    *node = (feel_node){.op = (uint8_t)op, .run = feel_op_rows[op].run, .type = type, .source = like->source,
                        .start = like->start, .end = like->end, .depth = 1};
    if (kid_count > 0) {
        node->kids = base_arena_array(checker->compiler->arena, (size_t)kid_count, sizeof *node->kids);
        if (feel_lacks_memory(checker, node->kids))
            return NULL;
        node->kid_count = (uint16_t)kid_count;
    }
    return node;
}

bool feel_give_kids(feel_checker *checker, feel_node *node, feel_node *first, feel_node *second)
{
    if (!first)
        return false;
    const feel_node **kids = base_arena_array(checker->compiler->arena, 2, sizeof *kids);
    if (feel_lacks_memory(checker, kids))
        return false;
    kids[0] = first;
    kids[1] = second;
    node->kids = kids;
    node->kid_count = second ? 2 : 1;
    return true;
}

void feel_become(feel_checker *checker, feel_node *node, feel_op op, const feel_type *type)
{
    node->op = (uint8_t)op;
    node->type = type;
    feel_finish_node(checker, node);
}

feel_node *feel_check_kid(feel_checker *checker, feel_node *node, int index)
{
    feel_node *kid = feel_kid(node, index);
    feel_check_node(checker, kid);
    return kid;
}

/* ---- simple nodes ---- */

static void check_literal(feel_checker *checker, feel_node *node)
{
    static const feel_type *const types[] = {
        [FEEL_NULL] = &feel_type_null,     [FEEL_BOOLEAN] = &feel_type_boolean, [FEEL_NUMBER] = &feel_type_number,
        [FEEL_STRING] = &feel_type_string, [FEEL_DATE] = &feel_type_date,       [FEEL_DAYS] = &feel_type_days,
        [FEEL_MONTHS] = &feel_type_months, [FEEL_TIME] = &feel_type_time,       [FEEL_DATE_TIME] = &feel_type_date_time,
    };
    feel_become(checker, node, FEEL_OP_LITERAL, types[node->value.kind]);
}

static void check_list(feel_checker *checker, feel_node *node)
{
    const feel_type *item = node->kid_count ? &feel_type_null : &feel_type_any;
    for (int i = 0; i < node->kid_count; i++)
        item = feel_type_merge(checker, item, feel_check_kid(checker, node, i)->type);
    if (item->kind == FEEL_NULL)
        item = &feel_type_any;
    feel_become(checker, node, FEEL_OP_LIST, feel_make_type(checker, FEEL_LIST, item));
}

static void check_if(feel_checker *checker, feel_node *node)
{
    feel_want_boolean(checker, feel_check_kid(checker, node, 0), "`if`");
    const feel_type *yes = feel_check_kid(checker, node, 1)->type;
    const feel_type *no = feel_check_kid(checker, node, 2)->type;
    feel_become(checker, node, FEEL_OP_IF, feel_type_merge(checker, yes, no));
}

/* ---- dispatch ---- */

typedef void check_function(feel_checker *checker, feel_node *node);

/* Of what the parser makes. */
static check_function *const checks[FEEL_OP_COUNT] = {
    [FEEL_OP_LITERAL] = check_literal,
    [FEEL_OP_LIST] = check_list,
    [FEEL_OP_RANGE] = feel_check_range,
    [FEEL_OP_NEGATE] = feel_check_negate,
    [FEEL_OP_ADD] = feel_check_arithmetic,
    [FEEL_OP_SUBTRACT] = feel_check_arithmetic,
    [FEEL_OP_MULTIPLY] = feel_check_arithmetic,
    [FEEL_OP_DIVIDE] = feel_check_arithmetic,
    [FEEL_OP_POWER] = feel_check_arithmetic,
    [FEEL_OP_EQUAL] = feel_check_comparison,
    [FEEL_OP_NOT_EQUAL] = feel_check_comparison,
    [FEEL_OP_LESS] = feel_check_comparison,
    [FEEL_OP_LESS_EQUAL] = feel_check_comparison,
    [FEEL_OP_GREATER] = feel_check_comparison,
    [FEEL_OP_GREATER_EQUAL] = feel_check_comparison,
    [FEEL_OP_AND] = feel_check_logic,
    [FEEL_OP_OR] = feel_check_logic,
    [FEEL_OP_BETWEEN] = feel_check_between,
    [FEEL_OP_IN] = feel_check_in,
    [FEEL_OP_IF] = check_if,
    [FEEL_OP_SOME] = feel_check_quantifier,
    [FEEL_OP_EVERY] = feel_check_quantifier,
    [FEEL_OP_COUNTS] = feel_check_counts,
    [FEEL_OP_FOR] = feel_check_for,
    [FEEL_OP_CONTEXT] = feel_check_context,
    [FEEL_OP_BOUND] = feel_check_bound,
    [FEEL_OP_INSTANCE_OF] = feel_check_instance,
    [FEEL_OP_FUNCTION] = feel_check_stray_function,
    [FEEL_OP_NAME] = feel_check_name,
    [FEEL_OP_PATH] = feel_check_path,
    [FEEL_OP_INVOKE] = feel_check_invoke,
    [FEEL_OP_CALL] = feel_check_known_call,
    [FEEL_OP_BRACKET] = feel_check_bracket,
};

void feel_check_node(feel_checker *checker, feel_node *node)
{
    node->type = &feel_type_open;
    if (checker->deep || checker->compiler->no_memory)
        return;
    checker->compiler->nesting++;
    check_depth(checker, node, checker->compiler->nesting);
    if (!checker->deep)
        checks[node->op](checker, node);
    if (!checker->compiler->standard)
        feel_check_constant(checker, node);
    checker->compiler->nesting--;
}

/* ---- the way in ---- */

static const feel_node *finish(feel_checker *checker, const feel_node *tree, uint32_t *slots)
{
    *slots = (uint32_t)checker->most_slots;
    return checker->failed || checker->compiler->no_memory ? NULL : tree;
}

static void check_result(feel_checker *checker, feel_node *tree, const feel_type *want, const char *place)
{
    feel_adopt_words(checker, tree, want);
    if (!feel_type_fits(tree->type, want))
        feel_check_tell(checker, FEEL_DIAG_WRONG_RESULT, tree, (base_str){0}, place, FEEL_TYPE_TEXT(checker, want),
                        FEEL_TYPE_TEXT(checker, tree->type));
}

const feel_node *feel_check(feel_compiler *compiler, feel_node *tree, const feel_scope *scope, int32_t first_slot,
                            const feel_type *want, const char *place, uint32_t *slots)
{
    feel_checker checker = {.compiler = compiler, .scope = scope, .next_slot = first_slot, .most_slots = first_slot, .compared = want};
    feel_check_node(&checker, tree);
    if (want)
        check_result(&checker, tree, want, place);
    return finish(&checker, tree, slots);
}

const feel_node *feel_check_both(feel_compiler *compiler, const feel_node *a, const feel_node *b)
{
    feel_checker checker = {.compiler = compiler};
    if (!a || !b)
        return a ? a : b;
    feel_node *both = feel_make_node(&checker, FEEL_OP_AND, b, &feel_type_boolean, 0);
    if (!both || !feel_give_kids(&checker, both, (feel_node *)a, (feel_node *)b))
        return NULL;
    both->flags = FEEL_NODE_JOINED;
    feel_finish_node(&checker, both);
    return checker.failed ? NULL : both;
}

const feel_node *feel_check_filter(feel_compiler *compiler, feel_node *filter, const feel_scope *scope, const feel_type *item,
                                   int32_t item_slot, int32_t first_slot, uint32_t *slots)
{
    feel_checker checker = {.compiler = compiler, .scope = scope, .next_slot = first_slot, .most_slots = first_slot};
    feel_local local = {.item = true, .slot = item_slot, .type = item};
    checker.locals = &local;
    feel_check_node(&checker, filter);
    feel_want_boolean(&checker, filter, "a filter");
    return finish(&checker, filter, slots);
}

const feel_node *feel_check_of_item(feel_compiler *compiler, feel_node *tree, const feel_scope *scope, const feel_type *item,
                                    int32_t item_slot, int32_t first_slot, const feel_type *want, const char *place,
                                    uint32_t *slots)
{
    feel_checker checker = {.compiler = compiler, .scope = scope, .next_slot = first_slot, .most_slots = first_slot};
    feel_local local = {.item = true, .slot = item_slot, .type = item};
    checker.locals = &local;
    checker.compared = want;
    feel_check_node(&checker, tree);
    check_result(&checker, tree, want, place);
    return finish(&checker, tree, slots);
}
