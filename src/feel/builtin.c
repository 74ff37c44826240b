/* SPDX-License-Identifier: MIT */
#include "feel/builtin.h"

#include "feel/function.h"
#include "feel/machine.h"

#define TYPES(...) {__VA_ARGS__}
#define NAMES(...) {__VA_ARGS__}
#define BUILTIN(row_name, row_function, row_least, row_most, types, names, row_result, row_reach, row_signature, row_doc, \
                row_example, row_example_result)                                                                        \
    {.name = row_name, .function = row_function, .least = row_least, .most = row_most, .parameters = types,             \
     .parameter_names = names, .result = row_result, .reach = row_reach, .signature = row_signature, .doc = row_doc,    \
     .example = row_example, .example_result = row_example_result},
static const feel_builtin rows[] = {
#include "feel/builtins.def"
};
#undef BUILTIN
#undef NAMES
#undef TYPES

enum { ROWS = sizeof rows / sizeof *rows };

/* Linear over some hundred rows, once for each call in a text: the first letter throws out nearly all. */
const feel_builtin *feel_builtin_find(base_str name)
{
    for (int i = 0; i < ROWS; i++)
        if (name.length && rows[i].name[0] == name.at[0] && base_str_is(name, rows[i].name))
            return &rows[i];
    return NULL;
}

const feel_builtin *feel_builtin_at(int32_t index)
{
    return index >= 0 && index < ROWS ? &rows[index] : NULL;
}

/* ---- named arguments ---- */

static const struct { const char *name, *parameter_names[FEEL_PARAMETERS_MOST]; } overloads[] = {
#define NAMES(...) {__VA_ARGS__}
#define OVERLOAD(row_name, names) {row_name, names},
#include "feel/overloads.def"
#undef OVERLOAD
#undef NAMES
};

const char *const *feel_builtin_form(const feel_builtin *row, int32_t index)
{
    if (index == 0)
        return row->parameter_names;
    for (size_t i = 0; i < sizeof overloads / sizeof *overloads; i++)
        if (base_str_is(base_str_of(row->name), overloads[i].name) && --index == 0)
            return overloads[i].parameter_names;
    return NULL;
}

static int32_t find_parameter(const char *const *names, base_str name)
{
    for (int32_t i = 0; i < FEEL_PARAMETERS_MOST && names[i]; i++)
        if (base_str_is(name, names[i]))
            return i;
    return -1;
}

/* Whether all are names of this form, each at most once. */
static bool place_in(const char *const *form, const base_str *names, int32_t named, int32_t *positions)
{
    unsigned taken = 0;
    for (int32_t i = 0; i < named; i++) {
        positions[i] = find_parameter(form, names[i]);
        if (positions[i] < 0 || taken & 1u << positions[i])
            return false;
        taken |= 1u << positions[i];
    }
    return true;
}

/* `key` is one key: only a place that has no name may hold a list of them as well. */
static const feel_builtin put_by_key = {
    .name = "context put", .function = feel_fn_context_put, .least = 3, .most = 3,
    .parameters = {&feel_type_context, &feel_type_string, &feel_type_any}, .parameter_names = {"context", "key", "value"},
    .result = FEEL_GIVES_CONTEXT, .reach = FEEL_REACH_NULLS, .signature = "context put(context, key, value)",
};

static bool is_rising(const int32_t *positions, int32_t count)
{
    for (int32_t i = 1; i < count; i++)
        if (positions[i] < positions[i - 1])
            return false;
    return true;
}

/* The form that has these names: of several (`point` and `range` of `before`) the one with them in the order written. -1: none. */
static int32_t find_form(const feel_builtin *row, const base_str *names, int32_t named, int32_t *positions)
{
    const char *const *form;
    int32_t found = -1;
    for (int32_t i = 0; (form = feel_builtin_form(row, i)) != NULL; i++) {
        if (!place_in(form, names, named, positions))
            continue;
        if (is_rising(positions, named))
            return i;
        found = found < 0 ? i : found;
    }
    if (found >= 0)
        place_in(feel_builtin_form(row, found), names, named, positions);
    return found;
}

const feel_builtin *feel_builtin_place(const feel_builtin *row, const base_str *names, int32_t named, int32_t *positions,
                                       int32_t *count)
{
    int32_t form = find_form(row, names, named, positions);
    if (form < 0)
        return NULL;
    *count = row->least;
    for (int32_t k = 0; k < named; k++)
        if (positions[k] >= *count)
            *count = positions[k] + 1;
    return form == 0 && row->function == feel_fn_context_put ? &put_by_key : row;
}

static const char no_patterns[] = "regular expressions are outside this profile of FEEL";
static const char no_floating[] = "exponentials and logarithms are outside this profile of FEEL";
static const char no_clock[] = "rules are judged on a given day and have no clock; `age(born)` counts to the judged day";

static const char no_rating[] = "it stands only in conditions and in the clauses of a rule with `instrument`";

static const struct { const char *name, *why; } refused[] = {
    {"matches", no_patterns}, {"replace", no_patterns}, {"split", no_patterns},
    {"exp", no_floating}, {"log", no_floating},
    {"range", "a range is written `[a..b]`; making one from text is outside this profile of FEEL"},
};

const char *feel_refused_function(base_str name, bool standard)
{
    if (base_str_is(name, "today") || base_str_is(name, "now"))
        return standard ? NULL : no_clock;
    if (base_str_is(name, "rating"))
        return standard ? NULL : no_rating;
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++)
        if (base_str_is(name, refused[i].name))
            return refused[i].why;
    return NULL;
}

/* ---- calling ---- */

static const feel_type *parameter_of(const feel_builtin *row, int32_t index)
{
    while (index > 0 && (index >= FEEL_PARAMETERS_MOST || !row->parameters[index]))
        index--;
    return row->parameters[index];
}

/* A value stands for a list of one, and a list of one for its item. */
static feel_value coerce(feel_run *run, const feel_type *type, feel_value value)
{
    bool is_list = value.kind == FEEL_LIST, takes_both = type->kind == FEEL_ANY && type->detail != FEEL_NOT_LIST;
    if (value.kind == FEEL_NULL || value.kind == FEEL_UNKNOWN || takes_both || is_list == (type->kind == FEEL_LIST))
        return value;
    if (!is_list) {
        feel_list *single = feel_list_new(run, 1);
        if (!single)
            return feel_over_limit();
        feel_list_put(single, value, false);
        return feel_list_value(single);
    }
    if (feel_list_count(&value) != 1)
        return value;
    feel_value item;
    feel_list_item(run, &value, 0, &item);
    return item.flags & FEEL_UNCERTAIN ? feel_unknown(feel_list_missing(&value)) : item;
}

/* Why an argument is not wholly known, as far as it must be. */
static const feel_missing *doubt_of(feel_run *run, const feel_value *argument, feel_reach reach)
{
    if (argument->kind == FEEL_UNKNOWN)
        return argument->as.missing;
    bool whole = argument->kind == FEEL_LIST && reach != FEEL_REACH_ITEMS;
    return whole ? feel_list_doubt(run, argument) : NULL;
}

static bool takes(const feel_type *type, uint8_t kind)
{
    return type->kind == FEEL_ANY || type->kind == kind || (type->detail == FEEL_OR_TIME && kind == FEEL_DATE_TIME);
}

/* Brings the arguments into shape; false when `out` is the answer already. */
static bool admit(feel_run *run, const feel_builtin *row, feel_value *arguments, int32_t count, feel_value *out)
{
    const feel_missing *missing = NULL;
    bool mismatch = count < row->least || (row->most >= 0 && count > row->most);
    bool null = false;
    for (int32_t i = 0; i < count; i++) {
        const feel_type *type = parameter_of(row, i);
        arguments[i] = coerce(run, type, arguments[i]);
        if (arguments[i].kind == FEEL_NULL)
            null = true;
        else if (arguments[i].kind != FEEL_UNKNOWN && !takes(type, arguments[i].kind))
            mismatch = true;
        if (row->reach != FEEL_REACH_ALL)
            missing = feel_missing_union(run, missing, doubt_of(run, &arguments[i], row->reach));
    }
    if (missing)
        *out = feel_unknown(missing);
    else if (mismatch)
        *out = feel_fail(run, "a function was called with the wrong arguments");
    else if (null && row->reach != FEEL_REACH_ALL && row->reach != FEEL_REACH_NULLS)
        *out = feel_null();
    else
        return true;
    return false;
}

void feel_call_builtin(feel_run *run, const feel_builtin *row, feel_value *arguments, int32_t count, feel_value *out)
{
    if (admit(run, row, arguments, count, out))
        row->function(run, arguments, count, out);
}
