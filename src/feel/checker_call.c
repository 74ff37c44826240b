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

/* Built-ins that call a function literal: how many arguments it is given. 0: not one of them. */
static int32_t calls_function(base_str name)
{
    return base_str_is(name, "sort") || base_str_is(name, "list replace") ? 2 : 0;
}

/* The same of such a built-in: functions last, when it is known of what the list is. False: a function does not fit. */
static bool check_with_functions(feel_checker *checker, feel_node *node)
{
    bool fits = true;
    for (int i = 0; i < node->kid_count; i++)
        if (node->kids[i]->op != FEEL_OP_FUNCTION)
            feel_check_kid(checker, node, i);
    for (int i = 0; i < node->kid_count; i++) {
        if (node->kids[i]->op != FEEL_OP_FUNCTION)
            continue;
        bool list = i > 0 && node->kids[0]->op != FEEL_OP_FUNCTION;
        bool replace = base_str_is(node->name, "list replace") && i == 1 && node->kid_count > 2 &&
                       node->kids[2]->op != FEEL_OP_FUNCTION;
        const feel_type *item = list ? feel_type_item(node->kids[0]->type) : &feel_type_any;
        const feel_type *types[] = {item, replace ? node->kids[2]->type : item};
        feel_node *function = feel_kid(node, i);
        function->type = &feel_type_open;
        fits &= feel_check_function(checker, function, types, calls_function(node->name));
    }
    return fits;
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

/* Functions of one argument or of three and more, which make nothing of two. */
static bool wants_no_pair(base_str name)
{
    return base_str_is(name, "date") || base_str_is(name, "time") || base_str_is(name, "number");
}

static bool right_count(feel_checker *checker, feel_node *node, int least, int most, const char *signature)
{
    char count[40];
    bool pair = node->kid_count == 2 && wants_no_pair(node->name);
    if (!pair && node->kid_count >= least && (most < 0 || node->kid_count <= most))
        return true;
    if (pair)
        snprintf(count, sizeof count, base_str_is(node->name, "time") ? "1, 3 or 4 arguments" : "1 or 3 arguments");
    else
        put_count(count, sizeof count, least, most);
    base_str help = signature ? feel_join3(checker->compiler, "write `", base_str_of(signature), "`") : (base_str){0};
    feel_check_nothing(checker, FEEL_DIAG_ARGUMENT_COUNT, node, help, FEEL_QUOTE(node->name), count, (int)node->kid_count);
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

/* Whether FEEL takes a value for a list of one, or a list for its only item, which in a rule is rather a mistake. */
static bool converts(const feel_checker *checker, const feel_type *type, const feel_type *want)
{
    if (!checker->compiler->standard || (type->kind == FEEL_LIST) == (want->kind == FEEL_LIST))
        return false;
    return type->kind == FEEL_LIST ? feel_type_fits(type->item, want) : feel_type_fits(type, want->item);
}

static void check_argument_types(feel_checker *checker, feel_node *node, const feel_builtin *builtin)
{
    for (int i = 0; i < node->kid_count; i++) {
        int parameter = parameter_of(builtin, i);
        const feel_type *want = builtin->parameters[parameter];
        feel_node *argument = feel_kid(node, i);
        if (!want || feel_type_fits(argument->type, want) || converts(checker, argument->type, want))
            continue;
        base_str name = base_str_of(builtin->parameter_names[parameter]);
        base_str help = want->kind == FEEL_LIST ? BASE_STR("write `[...]` for a list of one") : (base_str){0};
        feel_check_mismatch(checker, FEEL_DIAG_ARGUMENT_TYPE, argument, help, FEEL_QUOTE(name), FEEL_QUOTE(node->name),
                            FEEL_TYPE_TEXT(checker, want), FEEL_TYPE_TEXT(checker, argument->type));
    }
}

/* What the items of the only argument, or else all arguments, must be (of days, lists may stand among several arguments). NULL: the
 * parameters say it. */
static const feel_type *wanted_items(base_str name)
{
    static const char *const of_numbers[] = {"sum", "mean", "product", "median", "stddev", "mode"};
    for (size_t i = 0; i < sizeof of_numbers / sizeof *of_numbers; i++)
        if (base_str_is(name, of_numbers[i]))
            return &feel_type_number;
    if (base_str_is(name, "all") || base_str_is(name, "any"))
        return &feel_type_boolean;
    return base_str_is(name, "earliest") || base_str_is(name, "latest") ? &feel_type_date : NULL;
}

static void check_items(feel_checker *checker, feel_node *node, const feel_builtin *builtin)
{
    const feel_type *want = wanted_items(node->name);
    for (int i = 0; want && i < node->kid_count; i++) {
        feel_node *argument = feel_kid(node, i);
        bool list = node->kid_count == 1 || want->kind == FEEL_DATE;
        const feel_type *item = list ? feel_type_item(argument->type) : argument->type;
        if (!feel_type_fits(item, want))
            feel_check_mismatch(checker, FEEL_DIAG_ITEM_TYPE, argument, feel_join3(checker->compiler, "it is `",
                                base_str_of(builtin->signature), "`"), FEEL_QUOTE(node->name), FEEL_TYPE_TEXT(checker, want),
                                FEEL_TYPE_TEXT(checker, item));
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

/* A list of what the first argument holds, or of what the last one is. */
static const feel_type *with_item_type(feel_checker *checker, const feel_node *node)
{
    const feel_type *item = feel_type_join(feel_type_item(node->kids[0]->type), node->kids[node->kid_count - 1]->type);
    return feel_make_type(checker, FEEL_LIST, item->kind == FEEL_NULL ? &feel_type_any : item);
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
    case FEEL_GIVES_TIME:           return &feel_type_time;
    case FEEL_GIVES_DATE_TIME:      return &feel_type_date_time;
    case FEEL_GIVES_CONTEXT:        return &feel_type_context;
    case FEEL_GIVES_LIST_OF_STRING: return &feel_type_list_of_string;
    case FEEL_GIVES_LIST_OF_NUMBER: return &feel_type_list_of_number;
    case FEEL_GIVES_LIST_OF_CONTEXT: return &feel_type_list_of_context;
    case FEEL_GIVES_WITH_ITEM:      return with_item_type(checker, node);
    case FEEL_GIVES_ITEM:           return join_arguments(node, true);
    case FEEL_GIVES_SAME:           return same_type(checker, node, builtin);
    case FEEL_GIVES_FLAT:           return flat_type(checker, node);
    case FEEL_GIVES_ANY:            break;
    }
    return &feel_type_any;
}

static bool makes_moment(base_str name)
{
    return base_str_is(name, "date") || base_str_is(name, "time") || base_str_is(name, "date and time");
}

/* Whether the text is what the function of this name makes a value of. */
static bool is_text_of(base_str name, base_str text, feel_value *value)
{
    feel_moment room;
    if (!feel_temporal_parse(text, &room, value))
        return false;
    if (base_str_is(name, "date"))
        return value->kind == FEEL_DATE;
    if (base_str_is(name, "time"))
        return value->kind == FEEL_TIME;
    if (base_str_is(name, "date and time"))
        return value->kind == FEEL_DATE_TIME || value->kind == FEEL_DATE;
    return value->kind == FEEL_DAYS || value->kind == FEEL_MONTHS;
}

static base_str help_text_of(base_str name)
{
    if (base_str_is(name, "date"))
        return BASE_STR("write a date as in \"2024-03-31\"");
    if (base_str_is(name, "time"))
        return BASE_STR("write a time as in \"09:30:00+01:00\", or without its offset");
    if (base_str_is(name, "date and time"))
        return BASE_STR("write a date and time as in \"2024-03-31T09:30:00+01:00\", or without its offset");
    return BASE_STR("write a duration as in \"P30D\" or \"P6M\"");
}

/* date("...") and the like of a literal: it can be told now whether it is one, and of which kind. A zone's name is refused even
 * where types are left to the run: without it the answer would be another one. */
static void check_temporal(feel_checker *checker, feel_node *node)
{
    feel_value value;
    bool moment = makes_moment(node->name);
    const feel_node *text = node->kid_count == 1 ? node->kids[0] : NULL;
    if ((!moment && !base_str_is(node->name, "duration")) || !text || text->op != FEEL_OP_LITERAL ||
        text->value.kind != FEEL_STRING)
        return;
    if (feel_names_zone(feel_text(&text->value)))
        feel_check_tell(checker, FEEL_DIAG_NAMED_ZONE, feel_kid(node, 0),
                        BASE_STR("write the offset, as in \"10:00:00+01:00\""), FEEL_QUOTE(feel_text(&text->value)));
    else if (!is_text_of(node->name, feel_text(&text->value), &value))
        feel_check_mismatch(checker, FEEL_DIAG_BAD_LITERAL, feel_kid(node, 0), help_text_of(node->name),
                            FEEL_QUOTE(feel_text(&text->value)));
    else if (!moment)
        node->type = value.kind == FEEL_DAYS ? &feel_type_days : &feel_type_months;
}

/* Functions whose second argument is compared with the items of the first. */
static bool compares_items(base_str name)
{
    return base_str_is(name, "list contains") || base_str_is(name, "index of");
}

/* ---- named arguments ---- */

static base_str nearest_parameter(feel_checker *checker, const feel_builtin *builtin, base_str name)
{
    base_nearest nearest;
    const char *const *form;
    if (!base_diag_keeps(checker->compiler->diag))
        return (base_str){0};
    base_nearest_init(&nearest, name);
    for (int32_t i = 0; (form = feel_builtin_form(builtin, i)) != NULL; i++)
        for (int k = 0; k < FEEL_PARAMETERS_MOST && form[k]; k++)
            base_nearest_consider(&nearest, base_str_of(form[k]));
    base_str near = feel_did_you_mean(checker->compiler, &nearest);
    return near.length ? near : feel_join3(checker->compiler, "it is `", base_str_of(builtin->signature), "`");
}

static bool has_parameter(const feel_builtin *builtin, base_str name)
{
    const char *const *form;
    for (int32_t i = 0; (form = feel_builtin_form(builtin, i)) != NULL; i++)
        for (int k = 0; k < FEEL_PARAMETERS_MOST && form[k]; k++)
            if (base_str_is(name, form[k]))
                return true;
    return false;
}

/* Tells which name no parameter has, or else that no form of the function has all of them. */
static void tell_names(feel_checker *checker, feel_node *node, const feel_builtin *builtin, const feel_names *names)
{
    for (int32_t i = 0; i < names->count; i++)
        if (!has_parameter(builtin, names->at[i])) {
            feel_check_nothing(checker, FEEL_DIAG_UNKNOWN_ARGUMENT, node, nearest_parameter(checker, builtin, names->at[i]),
                               FEEL_QUOTE(node->name), FEEL_QUOTE(names->at[i]));
            return;
        }
    feel_check_nothing(checker, FEEL_DIAG_ARGUMENT_TWICE, node,
                       feel_join3(checker->compiler, "it is `", base_str_of(builtin->signature), "`"), FEEL_QUOTE(node->name));
}

/* Puts arguments into the places given for them; a place without one is null. */
static bool put_in_order(feel_checker *checker, feel_node *node, const int32_t *positions, int32_t count)
{
    const feel_node **kids = base_arena_array(checker->compiler->arena, (size_t)count + 1, sizeof *kids);
    if (feel_lacks_memory(checker, kids))
        return false;
    for (int i = 0; i < node->kid_count; i++)
        kids[positions[i]] = node->kids[i];
    for (int32_t i = 0; i < count; i++) {
        if (!kids[i])
            kids[i] = feel_make_node(checker, FEEL_OP_LITERAL, node, &feel_type_null, 0);
        if (!kids[i])
            return false;
    }
    node->kids = kids;
    node->kid_count = (uint16_t)count;
    node->handle = NULL;
    return true;
}

enum { NAMED_MOST = 8 };

/* Named arguments as if they had been written in the order of the parameters. False: told. */
static bool place_named(feel_checker *checker, feel_node *node, const feel_builtin **builtin)
{
    const feel_names *names = node->handle;
    int32_t positions[NAMED_MOST], count;
    if (!names)
        return true;
    const feel_builtin *row =
        names->count <= NAMED_MOST ? feel_builtin_place(*builtin, names->at, names->count, positions, &count) : NULL;
    if (row) {
        *builtin = row;
        return put_in_order(checker, node, positions, count);
    }
    check_arguments(checker, node);
    tell_names(checker, node, *builtin, names);
    return false;
}

static void call_builtin(feel_checker *checker, feel_node *node, const feel_builtin *builtin)
{
    if (!place_named(checker, node, &builtin))
        return;
    if (compares_items(node->name)) {
        check_compared(checker, node);
    } else if (!calls_function(node->name)) {
        check_arguments(checker, node);
    } else if (!check_with_functions(checker, node)) {
        feel_become_nothing(checker, node, "a function was called with the wrong number of arguments");
        return;
    }
    if (!right_count(checker, node, builtin->least, builtin->most, builtin->signature))
        return;
    check_argument_types(checker, node, builtin);
    check_items(checker, node, builtin);
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
    if (instance->by_setting && checker->instance)
        checker->instance->by_setting = true;
    else if (instance->by_setting && checker->compiler->setting.length == 0) {
        feel_check_tell(checker, FEEL_DIAG_REFUSED_FUNCTION, node, (base_str){0}, FEEL_QUOTE(condition->name),
                        checker->compiler->needs_setting);
        return;
    }
    if (checker->most_slots < (int64_t)base + instance->frames)
        checker->most_slots = (int64_t)base + instance->frames;
    node->index = base;
    node->handle = instance;
    feel_become(checker, node, FEEL_OP_CALL, instance->body->type);
}

static int32_t parameter_named(const feel_condition *condition, base_str name)
{
    int32_t i = 0;
    while (i < condition->parameter_count && !base_str_equal(condition->parameters[i], name))
        i++;
    return i;
}

static void tell_parameter(feel_checker *checker, feel_node *node, const feel_condition *condition, base_str name)
{
    base_nearest nearest;
    base_nearest_init(&nearest, name);
    for (int32_t i = 0; i < condition->parameter_count; i++)
        base_nearest_consider(&nearest, condition->parameters[i]);
    feel_check_tell(checker, FEEL_DIAG_UNKNOWN_ARGUMENT, node, feel_did_you_mean(checker->compiler, &nearest),
                    FEEL_QUOTE(node->name), FEEL_QUOTE(name));
}

/* Named arguments of a condition in the order of its parameters; each must be there. False: told. */
static bool order_named(feel_checker *checker, feel_node *node, const feel_condition *condition)
{
    const feel_names *names = node->handle;
    if (!names || condition->parameter_count == 0)
        return true;
    if (!right_count(checker, node, condition->parameter_count, condition->parameter_count, NULL))
        return false;
    const feel_node **kids = base_arena_array(checker->compiler->arena, node->kid_count, sizeof *kids);
    if (feel_lacks_memory(checker, kids))
        return false;
    for (int32_t i = 0; i < names->count; i++) {
        int32_t at = parameter_named(condition, names->at[i]);
        if (at == condition->parameter_count) {
            tell_parameter(checker, node, condition, names->at[i]);
            return false;
        }
        if (kids[at]) {
            feel_check_tell(checker, FEEL_DIAG_ARGUMENT_TWICE, node, (base_str){0}, FEEL_QUOTE(node->name));
            return false;
        }
        kids[at] = node->kids[i];
    }
    node->kids = kids;
    node->handle = NULL;
    return true;
}

/* Arguments are put into the first slots of the called frame, which is given, one after the other: what is still to be found may use
 * only the slots behind. */
static int32_t put_arguments(feel_checker *checker, feel_node *node)
{
    int32_t base = checker->next_slot;
    for (int i = 0; i < node->kid_count; i++) {
        feel_check_kid(checker, node, i);
        feel_take_slots(checker, 1);
    }
    checker->next_slot = base;
    return base;
}

static void call_declared(feel_checker *checker, feel_node *node, feel_condition *condition)
{
    if (!order_named(checker, node, condition))
        return;
    int32_t base = put_arguments(checker, node);
    if (condition->parameter_count == 0)
        feel_check_tell(checker, FEEL_DIAG_NO_ARGUMENTS, node, (base_str){0}, FEEL_QUOTE(node->name));
    else if (right_count(checker, node, condition->parameter_count, condition->parameter_count, NULL))
        feel_call_condition(checker, node, condition, base);
}

void feel_check_known_call(feel_checker *checker, feel_node *node)
{
    feel_condition *condition = (feel_condition *)node->handle;
    node->handle = NULL;
    feel_call_condition(checker, node, condition, put_arguments(checker, node));
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
    const char *refusal = feel_refused_function(node->name, checker->compiler->standard);
    bool own = base_str_is(node->name, "documented") || base_str_is(node->name, FEEL_AS_OF);
    if (own && node->handle) {
        feel_check_tell(checker, FEEL_DIAG_NO_NAMES, node, (base_str){0}, FEEL_QUOTE(node->name));
        return;
    }
    if (base_str_is(node->name, "documented")) {
        feel_check_documented(checker, node);
        return;
    }
    if (base_str_is(node->name, FEEL_AS_OF)) {
        check_as_of(checker, node);
        return;
    }
    if (builtin && !refusal) {
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
        feel_check_nothing(checker, FEEL_DIAG_NOT_A_FUNCTION, node, (base_str){0}, FEEL_QUOTE(node->name));
    else
        feel_check_nothing(checker, FEEL_DIAG_UNKNOWN_FUNCTION, node, feel_nearest_function(checker, node->name),
                        FEEL_QUOTE(node->name));
}
