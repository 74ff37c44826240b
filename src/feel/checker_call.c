/* SPDX-License-Identifier: MIT */
/* Calls: of built-ins, of conditions, of documented() and as of(). */
#include "feel/checker.h"

#include <stdio.h>

#include "feel/temporal.h"

/* ---- built-ins ---- */

static void check_arguments(feel_checker *checker, feel_node *node)
{
    for (int i = 0; i < node->kid_count; i++)
        feel_check_kid(checker, node, i);
}

/* The same, where the other arguments are compared with the items of the first. */
static void check_compared(feel_checker *checker, feel_node *node)
{
    for (int i = 0; i < node->kid_count; i++)
        if (i == 0)
            feel_check_kid(checker, node, i);
        else
            feel_check_against(checker, feel_kid(node, 0), node, i);
}

/* "1 argument", "2 to 3 arguments", "at least 1 argument". */
static void put_count(char *out, size_t room, int least, int most)
{
    if (most < 0)
        snprintf(out, room, "at least %d argument%s", least, least == 1 ? "" : "s");
    else if (least == most)
        snprintf(out, room, "%d argument%s", least, least == 1 ? "" : "s");
    else
        snprintf(out, room, "%d to %d arguments", least, most);
}

static bool right_count(feel_checker *checker, feel_node *node, int least, int most, const char *signature)
{
    char count[40];
    if (node->kid_count >= least && (most < 0 || node->kid_count <= most))
        return true;
    put_count(count, sizeof count, least, most);
    base_str help = signature ? feel_join3(checker->compiler, "write `", base_str_of(signature), "`") : (base_str){0};
    feel_check_tell(checker, FEEL_DIAG_ARGUMENT_COUNT, node, help, FEEL_QUOTE(node->name), count, (int)node->kid_count);
    return false;
}

/* The parameter for argument `index`: the last one repeats. */
static int parameter_of(const feel_builtin *builtin, int index)
{
    int last = FEEL_PARAMETERS_MOST - 1;
    while (last > 0 && !builtin->parameters[last])
        last--;
    return index < last ? index : last;
}

static void check_argument_types(feel_checker *checker, feel_node *node, const feel_builtin *builtin)
{
    for (int i = 0; i < node->kid_count; i++) {
        int parameter = parameter_of(builtin, i);
        const feel_type *want = builtin->parameters[parameter];
        feel_node *argument = feel_kid(node, i);
        if (!want || feel_type_fits(argument->type, want))
            continue;
        base_str name = base_str_of(builtin->parameter_names[parameter]);
        base_str help = want->kind == FEEL_LIST ? BASE_STR("write `[...]` for a list of one") : (base_str){0};
        feel_check_mismatch(checker, FEEL_DIAG_ARGUMENT_TYPE, argument, help, FEEL_QUOTE(name), FEEL_QUOTE(node->name),
                            FEEL_TYPE_TEXT(checker, want), FEEL_TYPE_TEXT(checker, argument->type));
    }
}

static const feel_type *join_arguments(const feel_node *node, bool items)
{
    const feel_type *type = &feel_type_null;
    for (int i = 0; i < node->kid_count; i++)
        type = feel_type_join(type, items ? feel_type_item(node->kids[i]->type) : node->kids[i]->type);
    return type->kind == FEEL_NULL ? &feel_type_any : type;
}

/* As the first argument; of several lists and items, a list of what they all are. */
static const feel_type *same_type(feel_checker *checker, const feel_node *node, const feel_builtin *builtin)
{
    const feel_type *first = node->kids[0]->type;
    if (builtin->most >= 0)
        return first->kind == FEEL_NULL ? &feel_type_any : first;
    return feel_make_type(checker, FEEL_LIST, join_arguments(node, true));
}

static const feel_type *flat_type(feel_checker *checker, const feel_node *node)
{
    const feel_type *item = join_arguments(node, true);
    while (item->kind == FEEL_LIST)
        item = item->item;
    return feel_make_type(checker, FEEL_LIST, item);
}

static const feel_type *result_type(feel_checker *checker, const feel_node *node, const feel_builtin *builtin)
{
    switch (builtin->result) {
    case FEEL_GIVES_BOOLEAN:        return &feel_type_boolean;
    case FEEL_GIVES_NUMBER:         return &feel_type_number;
    case FEEL_GIVES_STRING:         return &feel_type_string;
    case FEEL_GIVES_DATE:           return &feel_type_date;
    case FEEL_GIVES_DAYS:           return &feel_type_days;
    case FEEL_GIVES_MONTHS:         return &feel_type_months;
    case FEEL_GIVES_LIST_OF_STRING: return &feel_type_list_of_string;
    case FEEL_GIVES_ITEM:           return join_arguments(node, true);
    case FEEL_GIVES_SAME:           return same_type(checker, node, builtin);
    case FEEL_GIVES_FLAT:           return flat_type(checker, node);
    case FEEL_GIVES_ANY:            break;
    }
    return &feel_type_any;
}

/* date("...") and duration("...") of a literal: it can be told now whether it is one, and of which kind. */
static void check_temporal(feel_checker *checker, feel_node *node)
{
    feel_value value;
    bool date = base_str_is(node->name, "date");
    const feel_node *text = node->kid_count == 1 ? node->kids[0] : NULL;
    if ((!date && !base_str_is(node->name, "duration")) || !text || text->op != FEEL_OP_LITERAL ||
        text->value.kind != FEEL_STRING)
        return;
    bool good = feel_temporal_parse(feel_text(&text->value), &value) && date == (value.kind == FEEL_DATE);
    if (!good)
        feel_check_mismatch(checker, FEEL_DIAG_BAD_LITERAL, feel_kid(node, 0),
                            BASE_STR("write a date as in \"2024-03-31\", a duration as in \"P30D\" or \"P6M\""),
                            FEEL_QUOTE(feel_text(&text->value)));
    else if (!date)
        node->type = value.kind == FEEL_DAYS ? &feel_type_days : &feel_type_months;
}

/* Functions whose second argument is compared with the items of the first. */
static bool compares_items(base_str name)
{
    return base_str_is(name, "list contains") || base_str_is(name, "index of");
}

static void call_builtin(feel_checker *checker, feel_node *node, const feel_builtin *builtin)
{
    if (compares_items(node->name))
        check_compared(checker, node);
    else
        check_arguments(checker, node);
    if (!right_count(checker, node, builtin->least, builtin->most, builtin->signature))
        return;
    check_argument_types(checker, node, builtin);
    if (compares_items(node->name))
        feel_adopt_words(checker, feel_kid(node, 1), node->kids[0]->type);
    node->handle = builtin;
    feel_become(checker, node, FEEL_OP_BUILTIN, result_type(checker, node, builtin));
    check_temporal(checker, node);
}

/* as of(day, expression): not a plain call, since it says when its second argument runs. */
static void check_as_of(feel_checker *checker, feel_node *node)
{
    check_arguments(checker, node);
    if (!right_count(checker, node, 2, 2, "as of(day, expression)"))
        return;
    feel_node *day = feel_kid(node, 0);
    feel_become(checker, node, FEEL_OP_AS_OF, node->kids[1]->type);
    if (!feel_type_fits(day->type, &feel_type_date))
        feel_check_mismatch(checker, FEEL_DIAG_ARGUMENT_TYPE, day, (base_str){0}, FEEL_QUOTE(BASE_STR("day")),
                            FEEL_QUOTE(node->name), FEEL_TYPE_TEXT(checker, &feel_type_date),
                            FEEL_TYPE_TEXT(checker, day->type));
}

/* ---- conditions ---- */

void feel_call_condition(feel_checker *checker, feel_node *node, feel_condition *condition, int32_t base)
{
    condition->called = true;
    const feel_instance *instance = feel_instance_for(checker, condition, node);
    if (!instance || !instance->body) {
        checker->failed = true;
        return;
    }
    if (checker->most_slots < (int64_t)base + instance->frames)
        checker->most_slots = (int64_t)base + instance->frames;
    node->index = base;
    node->handle = instance;
    feel_become(checker, node, FEEL_OP_CALL, instance->body->type);
}

/* Arguments are put into the first slots of the called frame, one after the other: what is still to be found may use only
 * the slots behind. */
static void call_declared(feel_checker *checker, feel_node *node, feel_condition *condition)
{
    int32_t base = checker->next_slot;
    for (int i = 0; i < node->kid_count; i++) {
        feel_check_kid(checker, node, i);
        feel_take_slots(checker, 1);
    }
    checker->next_slot = base;
    if (condition->parameter_count == 0)
        feel_check_tell(checker, FEEL_DIAG_NO_ARGUMENTS, node, (base_str){0}, FEEL_QUOTE(node->name));
    else if (right_count(checker, node, condition->parameter_count, condition->parameter_count, NULL))
        feel_call_condition(checker, node, condition, base);
}

/* ---- which is called ---- */

static bool is_variable(feel_checker *checker, base_str name)
{
    feel_host_name host;
    const feel_schema *schema = checker->compiler->schema;
    for (const feel_local *local = checker->locals; local; local = local->outer)
        if (base_str_equal(local->name, name))
            return true;
    return schema->name(schema->self, name, &host);
}

void feel_check_invoke(feel_checker *checker, feel_node *node)
{
    const feel_builtin *builtin = feel_builtin_find(node->name);
    const char *refusal = feel_refused_function(node->name);
    if (base_str_is(node->name, "documented")) {
        feel_check_documented(checker, node);
        return;
    }
    if (base_str_is(node->name, FEEL_AS_OF)) {
        check_as_of(checker, node);
        return;
    }
    if (builtin) {
        call_builtin(checker, node, builtin);
        return;
    }
    const feel_name *declared = refusal ? NULL : feel_find_declared(checker, node->name);
    if (declared && declared->how == FEEL_AS_CONDITION) {
        call_declared(checker, node, declared->condition);
        return;
    }
    check_arguments(checker, node);
    if (refusal)
        feel_check_tell(checker, FEEL_DIAG_REFUSED_FUNCTION, node, (base_str){0}, FEEL_QUOTE(node->name), refusal);
    else if (declared && declared->how == FEEL_AS_REFUSED)
        feel_check_tell(checker, FEEL_DIAG_REFUSED_NAME, node, (base_str){0}, FEEL_QUOTE(node->name), declared->refusal);
    else if (declared || is_variable(checker, node->name))
        feel_check_tell(checker, FEEL_DIAG_NOT_A_FUNCTION, node, (base_str){0}, FEEL_QUOTE(node->name));
    else
        feel_check_tell(checker, FEEL_DIAG_UNKNOWN_FUNCTION, node, feel_nearest_function(checker, node->name),
                        FEEL_QUOTE(node->name));
}
