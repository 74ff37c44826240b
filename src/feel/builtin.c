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

/* Linear over some fifty rows, once for each call in a rule's text: the length check throws out nearly all. */
const feel_builtin *feel_builtin_find(base_str name)
{
    for (int i = 0; i < ROWS; i++)
        if (base_str_is(name, rows[i].name))
            return &rows[i];
    return NULL;
}

const feel_builtin *feel_builtin_at(int32_t index)
{
    return index >= 0 && index < ROWS ? &rows[index] : NULL;
}

static const char not_yet[] = "this version does not have it yet";
static const char no_patterns[] = "regular expressions are outside this profile of FEEL";
static const char no_floating[] = "exponentials and logarithms are outside this profile of FEEL";
static const char no_clock[] = "rules are judged on a given day and have no clock; `age(born)` counts to the judged day";

static const struct { const char *name, *why; } refused[] = {
    {"today", no_clock}, {"now", no_clock},
    {"matches", no_patterns}, {"replace", no_patterns}, {"split", no_patterns},
    {"exp", no_floating}, {"log", no_floating},
    {"range", "a range is written `[a..b]`; making one from text is outside this profile of FEEL"},
    {"date and time", not_yet}, {"time", not_yet}, {"week of year", not_yet}, {"sort", not_yet}, {"string join", not_yet},
    {"list replace", not_yet}, {"insert before", not_yet}, {"remove", not_yet}, {"partition", not_yet},
    {"product", not_yet}, {"median", not_yet}, {"stddev", not_yet}, {"mode", not_yet}, {"sqrt", not_yet},
    {"is", not_yet}, {"get value", not_yet}, {"get entries", not_yet}, {"context", not_yet}, {"context put", not_yet},
    {"context merge", not_yet}, {"before", not_yet}, {"after", not_yet}, {"meets", not_yet}, {"met by", not_yet},
    {"overlaps", not_yet}, {"overlaps before", not_yet}, {"overlaps after", not_yet}, {"finishes", not_yet},
    {"finished by", not_yet}, {"includes", not_yet}, {"during", not_yet}, {"starts", not_yet}, {"started by", not_yet},
    {"coincides", not_yet},
};

const char *feel_refused_function(base_str name)
{
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
    bool is_list = value.kind == FEEL_LIST;
    if (value.kind == FEEL_NULL || value.kind == FEEL_UNKNOWN || type->kind == FEEL_ANY || is_list == (type->kind == FEEL_LIST))
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
    bool whole = argument->kind == FEEL_LIST && reach == FEEL_REACH_KNOWN;
    return whole ? feel_list_doubt(run, argument) : NULL;
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
        else if (arguments[i].kind != FEEL_UNKNOWN && type->kind != FEEL_ANY && type->kind != arguments[i].kind)
            mismatch = true;
        if (row->reach != FEEL_REACH_ALL)
            missing = feel_missing_union(run, missing, doubt_of(run, &arguments[i], row->reach));
    }
    if (missing)
        *out = feel_unknown(missing);
    else if (mismatch)
        *out = feel_fail(run, "a function was called with the wrong arguments");
    else if (null && row->reach != FEEL_REACH_ALL)
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
