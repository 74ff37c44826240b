/* SPDX-License-Identifier: MIT */
/* Expressions by themselves: inputs, compiling, evaluating, values, rows. */
#include <pthread.h>
#include <stdio.h>

#include "fixture.h"

#define DAY "2024-03-31"
#define TYPED(type, value) "{\"t\":\"" type "\",\"v\":" value "}"

static cw_inputs *inputs_of(cw_context *context, const char *text)
{
    cw_inputs *inputs = NULL;
    assert_int_equal(cw_inputs_new(context, "inputs.json", text, (int64_t)strlen(text), &inputs, NULL), CW_OK);
    assert_non_null(inputs);
    return inputs;
}

static cw_expression *expression_of(cw_context *context, const char *text, cw_inputs *names)
{
    cw_expression *expression = NULL;
    assert_int_equal(cw_expression_new(context, NULL, text, (int64_t)strlen(text), names, &expression, NULL), CW_OK);
    assert_non_null(expression);
    return expression;
}

/* The value of a text on inputs, written. */
static cw_text *written(const char *text, const char *inputs_text, int32_t form)
{
    cw_inputs *inputs = inputs_text ? inputs_of(NULL, inputs_text) : NULL;
    cw_expression *expression = expression_of(NULL, text, inputs);
    cw_value *value = NULL;
    cw_text *out = NULL;
    assert_int_equal(cw_value_new(NULL, &value), CW_OK);
    assert_int_equal(cw_expression_evaluate(expression, inputs, DAY, value, NULL), CW_OK);
    cw_expression_unref(expression);
    cw_inputs_unref(inputs);
    assert_int_equal(cw_value_write(value, form, &out), CW_OK);
    cw_value_unref(value);
    return out;
}

/* ---- values ---- */

static void writes(void **state)
{
    static const struct { const char *expression, *text, *json, *typed; } rows[] = {
        {"null", "null", "null", "{\"t\":\"null\"}"},
        {"1 < 2", "true", "true", TYPED("boolean", "true")},
        {"1.50 + 1", "2.5", "2.5", TYPED("number", "\"2.5\"")},
        {"\"a\\\"b\"", "\"a\\\"b\"", "\"a\\\"b\"", TYPED("string", "\"a\\\"b\"")},
        {"@\"2024-03-31\"", "2024-03-31", "\"2024-03-31\"", TYPED("date", "\"2024-03-31\"")},
        {"@\"P1D\"", "P1D", "\"P1D\"", TYPED("days and time duration", "\"P1D\"")},
        {"@\"P14M\"", "P1Y2M", "\"P1Y2M\"", TYPED("years and months duration", "\"P1Y2M\"")},
        {"[1, [null]]", "[1, [null]]", "[1,[null]]",
         TYPED("list", "[" TYPED("number", "\"1\"") "," TYPED("list", "[{\"t\":\"null\"}]") "]")},
        {"[1..3]", "[1..3]", "\"[1..3]\"", TYPED("range", "\"[1..3]\"")},
        {"[1,2,3,4,5,6,7,8,9,10,11,12]", "[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]", "[1,2,3,4,5,6,7,8,9,10,11,12]", NULL},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        assert_text(written(rows[i].expression, NULL, CW_VALUE_TEXT), rows[i].text);
        assert_text(written(rows[i].expression, NULL, CW_VALUE_JSON), rows[i].json);
        if (rows[i].typed)
            assert_text(written(rows[i].expression, NULL, CW_VALUE_TYPED), rows[i].typed);
    }
}

/* What is read typed is written typed as it was, a context with its keys in their order. */
static void reads_typed_values(void **state)
{
    static const char *const values[] = {
        "{\"t\":\"null\"}",
        TYPED("boolean", "false"),
        TYPED("number", "\"-1.5\""),
        TYPED("string", "\"t\""),
        TYPED("date", "\"2024-02-29\""),
        TYPED("time", "\"10:30:00\""),
        TYPED("date and time", "\"2024-02-29T10:30:00\""),
        TYPED("days and time duration", "\"-P1DT2H\""),
        TYPED("years and months duration", "\"P1Y6M\""),
        TYPED("list", "[" TYPED("date", "\"2024-02-29\"") ",{\"t\":\"null\"}]"),
        TYPED("context", "{\"z\":" TYPED("number", "\"1\"") ",\"a\":" TYPED("list", "[]") "}"),
        TYPED("context", "{}"),
    };
    char text[256];
    (void)state;
    for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
        snprintf(text, sizeof text, "{\"x\": %s}", values[i]);
        assert_text(written("x", text, CW_VALUE_TYPED), values[i]);
    }
}

/* Plain values, and objects that look like typed ones but are contexts. */
static void reads_plain_values(void **state)
{
    static const struct { const char *value, *text; } rows[] = {
        {"null", "null"},
        {"true", "true"},
        {"1e2", "100"},
        {"\"2024-02-29\"", "\"2024-02-29\""},
        {"[1, \"a\", []]", "[1, \"a\", []]"},
        {"{\"b\": 1, \"a\": {}}", "{b: 1, a: {}}"},
        {"{\"v\": 1}", "{v: 1}"},
        {"{\"t\": \"number\"}", "{t: \"number\"}"},
        {"{\"t\": \"shoe\", \"v\": 1}", "{t: \"shoe\", v: 1}"},
        {"{\"t\": \"number\", \"v\": 1, \"w\": 2}", "{t: \"number\", v: 1, w: 2}"},
        {"{\"t\": \"number\", \"v\": 1}", "1"},
        {"{\"t\": \"context\", \"v\": {\"t\": \"string\", \"v\": 1}}", "{t: \"string\", v: 1}"},
    };
    char text[256];
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        snprintf(text, sizeof text, "{\"x\": %s}", rows[i].value);
        assert_text(written("x", text, CW_VALUE_TEXT), rows[i].text);
    }
}

static void names_may_have_spaces(void **state)
{
    const char *inputs = "{\"Monthly Income\": 1200, \"family\": {\"Number of Children\": 2}, \"a-b\": 5, \"a\": 9, \"b\": 1}";
    (void)state;
    assert_text(written("Monthly Income / 12", inputs, CW_VALUE_TEXT), "100");
    assert_text(written("Monthly\n  Income > 1000 and family.Number of Children = 2", inputs, CW_VALUE_TEXT), "true");
    assert_text(written("a-b", inputs, CW_VALUE_TEXT), "5");
    assert_text(written("a - b", inputs, CW_VALUE_TEXT), "8");
}

static void counts_names(void **state)
{
    cw_inputs *inputs = inputs_of(NULL, "{\"b\": 1, \"A b\": 2}");
    (void)state;
    assert_int_equal(cw_inputs_count(inputs), 2);
    assert_string_equal(cw_inputs_name_at(inputs, 0), "b");
    assert_string_equal(cw_inputs_name_at(inputs, 1), "A b");
    assert_null(cw_inputs_name_at(inputs, 2));
    assert_null(cw_inputs_name_at(inputs, -1));
    cw_inputs_unref(inputs);
}

/* ---- evaluating ---- */

static void assert_value(cw_expression *expression, cw_inputs *inputs, const char *now, cw_value *value, const char *expected)
{
    cw_text *text = NULL;
    assert_int_equal(cw_expression_evaluate(expression, inputs, now, value, NULL), CW_OK);
    assert_int_equal(cw_value_write(value, CW_VALUE_TEXT, &text), CW_OK);
    assert_text(text, expected);
}

static void evaluates_on_other_inputs(void **state)
{
    cw_inputs *one = inputs_of(NULL, "{\"b\": 2, \"a\": 1}"), *other = inputs_of(NULL, "{\"a\": 10, \"c\": 5}");
    cw_expression *expression = expression_of(NULL, "[a, b]", one);
    cw_value *value = NULL;
    (void)state;
    assert_int_equal(cw_value_new(NULL, &value), CW_OK);
    assert_value(expression, one, DAY, value, "[1, 2]");
    assert_value(expression, other, DAY, value, "[10, null]");
    assert_value(expression, NULL, DAY, value, "[null, null]");
    cw_inputs_unref(one);
    assert_value(expression, other, DAY, value, "[10, null]");
    cw_value_unref(value);
    cw_expression_unref(expression);
    cw_inputs_unref(other);
}

static void takes_the_moment(void **state)
{
    static const struct { const char *now, *today, *moment; } rows[] = {
        {"2024-02-29", "2024-02-29", "2024-02-29T00:00:00Z"},
        {"2024-02-29T23:59:59", "2024-02-29", "2024-02-29T23:59:59"},
        {"2024-02-29T00:30:00+02:00", "2024-02-29", "2024-02-29T00:30:00+02:00"},
        {"1969-12-31T23:59:59", "1969-12-31", "1969-12-31T23:59:59"},
    };
    cw_expression *today = expression_of(NULL, "today()", NULL), *moment = expression_of(NULL, "now()", NULL);
    cw_value *value = NULL;
    (void)state;
    assert_int_equal(cw_value_new(NULL, &value), CW_OK);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        assert_value(today, NULL, rows[i].now, value, rows[i].today);
        assert_value(moment, NULL, rows[i].now, value, rows[i].moment);
    }
    assert_int_equal(cw_expression_evaluate(today, NULL, "yesterday", value, NULL), CW_ERR_VALUE);
    assert_int_equal(cw_expression_evaluate(today, NULL, "2024-02-30", value, NULL), CW_ERR_VALUE);
    assert_int_equal(cw_expression_evaluate(today, NULL, "10:00:00", value, NULL), CW_ERR_VALUE);
    assert_string_equal(cw_value_type(value), "date and time");
    cw_value_unref(value);
    cw_expression_unref(today);
    cw_expression_unref(moment);
}

static void tells_type_and_truth(void **state)
{
    static const struct { const char *expression, *type; int32_t is_true; } rows[] = {
        {"null", "null", 0}, {"1 = 1", "boolean", 1}, {"1 = 2", "boolean", 0}, {"1", "number", 0}, {"\"true\"", "string", 0},
        {"@\"2024-01-01\"", "date", 0}, {"@\"P1D\"", "days and time duration", 0}, {"@\"P1M\"", "years and months duration", 0},
        {"[true]", "list", 0}, {"[1..2]", "range", 0},
    };
    cw_value *value = NULL;
    (void)state;
    assert_int_equal(cw_value_new(NULL, &value), CW_OK);
    assert_null(cw_value_type(value));
    assert_int_equal(cw_value_is_true(value), 0);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cw_expression *expression = expression_of(NULL, rows[i].expression, NULL);
        assert_int_equal(cw_expression_evaluate(expression, NULL, DAY, value, NULL), CW_OK);
        assert_string_equal(cw_value_type(value), rows[i].type);
        assert_int_equal(cw_value_is_true(value), rows[i].is_true);
        cw_expression_unref(expression);
    }
    cw_value_unref(value);
}

/* Text with the first line, as JSON on one line, as JSON with line breaks. */
static void explains(void **state)
{
    cw_inputs *inputs = inputs_of(NULL, "{\"a\": 2}");
    cw_expression *expression = expression_of(NULL, "a * 3 > 5", inputs);
    cw_value *value = NULL;
    cw_text *text = NULL;
    (void)state;
    assert_int_equal(cw_value_new(NULL, &value), CW_OK);
    assert_int_equal(cw_value_explain(value, CW_FORM_TEXT, &text), CW_ERR_STATE);
    assert_int_equal(cw_expression_evaluate(expression, inputs, DAY, value, NULL), CW_OK);
    assert_int_equal(cw_value_explain(value, CW_FORM_TEXT, &text), CW_OK);
    assert_text(text, "a * 3 > 5 -> true\n  a * 3 -> 6\n    a -> 2\n");
    assert_int_equal(cw_value_explain(value, CW_FORM_JSON_LINE, &text), CW_OK);
    assert_text(text, "{\"text\":\"a * 3 > 5\",\"value\":\"true\",\"parts\":[{\"text\":\"a * 3\",\"value\":\"6\",\"parts\":"
                      "[{\"text\":\"a\",\"value\":\"2\"}]}]}\n");
    assert_int_equal(cw_value_explain(value, CW_FORM_JSON, &text), CW_OK);
    assert_memory_equal(cw_text_data(text), "{\n  \"text\"", 10);
    cw_text_unref(text);
    assert_int_equal(cw_value_explain(value, 0, &text), CW_ERR_ARGUMENT);
    assert_int_equal(cw_value_explain(value, CW_FORM_JSON_LINE + 1, &text), CW_ERR_ARGUMENT);
    assert_null(text);
    cw_value_unref(value);
    cw_expression_unref(expression);
    cw_inputs_unref(inputs);
}

/* ---- what is wrong ---- */

static void assert_told(cw_diag *diag, cw_status status, cw_status expected, const char *message)
{
    cw_text *text = NULL;
    assert_int_equal(cw_diag_render(diag, &text), CW_OK);
    if (status != expected || !strstr(cw_text_data(text), message))
        fail_msg("status %d; expected %d with\n%s\nfound\n%s", (int)status, (int)expected, message, cw_text_data(text));
    cw_text_unref(text);
    cw_diag_unref(diag);
}

static void refuses_inputs(void **state)
{
    static const struct { const char *text, *message; } rows[] = {
        {"[1]", "i:1:1: error: expected an object whose keys are the names of the inputs, found a list"},
        {"{\"x\": ", "error"},
        {"{\"x\": 1, \"x\": 2}", "error"},
        {"{\"x\": " TYPED("number", "[]") "}", "i:1:25: error: expected a number, found a list"},
        {"{\"x\": " TYPED("number", "\"one\"") "}", "the text is not a number, or is beyond its range"},
        {"{\"x\": 1e9999}", "the text is not a number, or is beyond its range"},
        {"{\"x\": " TYPED("string", "1") "}", "expected a text, found a number"},
        {"{\"x\": " TYPED("boolean", "\"true\"") "}", "expected `true` or `false`, found a text"},
        {"{\"x\": " TYPED("date", "20240229") "}", "expected a date, found a number"},
        {"{\"x\": " TYPED("date", "\"2023-02-29\"") "}", "the text is not a date, or is beyond its range"},
        {"{\"x\": " TYPED("date", "\"P1D\"") "}", "the text is not a date, or"},
        {"{\"x\": " TYPED("time", "\"25:00:00\"") "}", "the text is not a time, or"},
        {"{\"x\": " TYPED("date and time", "\"2024-01-01\"") "}", "the text is not a date and time, or"},
        {"{\"x\": " TYPED("days and time duration", "\"P1M\"") "}", "the text is not a duration of days and time, or"},
        {"{\"x\": " TYPED("years and months duration", "\"P1D\"") "}", "the text is not a duration of years and months, or"},
        {"{\"x\": " TYPED("list", "{}") "}", "expected a list, found an object"},
        {"{\"x\": " TYPED("context", "null") "}", "expected an object, found `null`"},
        {"{\"x\": " TYPED("null", "false") "}", "expected `null`, found `false`"},
        {"{\"x\": " TYPED("range", "\"[1..2]\"") "}", "a range cannot be given as an input"},
        {"{\"x\": [" TYPED("number", "true") ", " TYPED("string", "true") "]}", "expected a text, found `true`"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cw_inputs *inputs = NULL;
        cw_diag *diag = NULL;
        assert_int_equal(cw_diag_new(NULL, &diag), CW_OK);
        cw_status status = cw_inputs_new(NULL, "i", rows[i].text, (int64_t)strlen(rows[i].text), &inputs, diag);
        assert_null(inputs);
        assert_told(diag, status, CW_ERR_INPUT, rows[i].message);
    }
}

/* A text of `before` so often, `middle`, and `after` as often. */
static char *nest(char *text, int times, const char *before, const char *middle, const char *after)
{
    size_t at = 0;
    for (int i = 0; i < times; i++)
        at += (size_t)sprintf(text + at, "%s", before);
    at += (size_t)sprintf(text + at, "%s", middle);
    for (int i = 0; i < times; i++)
        at += (size_t)sprintf(text + at, "%s", after);
    return text;
}

static cw_context *context_with(int32_t limit, int64_t value)
{
    cw_context *context = NULL;
    assert_int_equal(cw_context_new(&context), CW_OK);
    assert_int_equal(cw_context_set_limit(context, limit, value), CW_OK);
    return context;
}

static void refuses_deep_inputs(void **state)
{
    static char text[4096];
    cw_context *context = context_with(CW_LIMIT_JSON_DEPTH, 1000);
    cw_inputs *inputs = NULL;
    cw_diag *diag = NULL;
    (void)state;
    nest(text, 251, "[", "", "]");
    memmove(text + 5, text, strlen(text) + 1);
    memcpy(text, "{\"x\":", 5);
    strcat(text, "}");
    assert_int_equal(cw_diag_new(NULL, &diag), CW_OK);
    cw_status status = cw_inputs_new(context, NULL, text, (int64_t)strlen(text), &inputs, diag);
    assert_told(diag, status, CW_ERR_LIMIT, "the lists and contexts nest too deeply");
    text[5 + 250] = ' ';
    text[5 + 251] = ' ';
    inputs = inputs_of(context, text);
    cw_expression *expression = expression_of(context, "x", inputs);
    cw_value *value = NULL;
    cw_text *out = NULL;
    assert_int_equal(cw_value_new(context, &value), CW_OK);
    assert_int_equal(cw_expression_evaluate(expression, inputs, DAY, value, NULL), CW_OK);
    assert_int_equal(cw_value_write(value, CW_VALUE_TYPED, &out), CW_OK);
    cw_text_unref(out);
    cw_expression_unref(expression);
    expression = expression_of(context, "[[x]]", inputs);
    assert_int_equal(cw_expression_evaluate(expression, inputs, DAY, value, NULL), CW_OK);
    for (int32_t form = CW_VALUE_TEXT; form <= CW_VALUE_TYPED; form++) {
        assert_int_equal(cw_value_write(value, form, &out), CW_ERR_LIMIT);
        assert_null(out);
    }
    cw_value_unref(value);
    cw_expression_unref(expression);
    cw_inputs_unref(inputs);
    cw_context_unref(context);
}

static void refuses_expressions(void **state)
{
    static const struct { const char *text; int64_t length; const char *message; } rows[] = {
        {"1 +", 3, "e:1:4: error: "},
        {"", 0, "e:1:1: error: "},
        {"1 + \xff", 5, "e:1:5: error: the expression is not valid UTF-8"},
        {"1 \0+ 1", 6, "e:1:3: error: "},
        {"exp(1)", 6, "e:1:1: error: "},
    };
    cw_inputs *names = inputs_of(NULL, "{\"Income\": 1}");
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cw_expression *expression = NULL;
        cw_diag *diag = NULL;
        assert_int_equal(cw_diag_new(NULL, &diag), CW_OK);
        cw_status status = cw_expression_new(NULL, "e", rows[i].text, rows[i].length, names, &expression, diag);
        assert_null(expression);
        assert_told(diag, status, CW_ERR_INPUT, rows[i].message);
        assert_int_equal(cw_expression_new(NULL, "e", rows[i].text, rows[i].length, names, &expression, NULL), CW_ERR_INPUT);
    }
    cw_inputs_unref(names);
}

/* A name or a function that does not exist is null by the standard, and told. */
static void warns(void **state)
{
    static const struct { const char *text, *message; } rows[] = {
        {"Incom", "e:1:1: warning: "}, {"Incom", "did you mean `Income`?"}, {"coutn([1])", "did you mean `count`?"},
    };
    cw_inputs *names = inputs_of(NULL, "{\"Income\": 1}");
    cw_value *value = NULL;
    (void)state;
    assert_int_equal(cw_value_new(NULL, &value), CW_OK);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cw_expression *expression = NULL;
        cw_diag *diag = NULL;
        int64_t length = (int64_t)strlen(rows[i].text);
        assert_int_equal(cw_diag_new(NULL, &diag), CW_OK);
        assert_told(diag, cw_expression_new(NULL, "e", rows[i].text, length, names, &expression, diag), CW_OK, rows[i].message);
        assert_value(expression, names, DAY, value, "null");
        cw_expression_unref(expression);
    }
    cw_value_unref(value);
    cw_inputs_unref(names);
}

static void keeps_limits(void **state)
{
    cw_context *context = context_with(CW_LIMIT_DOCUMENT_BYTES, 5);
    cw_expression *expression = NULL;
    cw_diag *diag = NULL;
    cw_value *value = NULL;
    (void)state;
    assert_int_equal(cw_diag_new(NULL, &diag), CW_OK);
    assert_told(diag, cw_expression_new(context, NULL, "1 + 22", 6, NULL, &expression, diag), CW_ERR_LIMIT,
                "the expression is longer than 5 bytes");
    cw_context_unref(context);

    context = context_with(CW_LIMIT_STEPS, 3);
    expression = expression_of(context, "1 + 2 + 3 + 4", NULL);
    assert_int_equal(cw_value_new(context, &value), CW_OK);
    diag = NULL;
    assert_int_equal(cw_diag_new(NULL, &diag), CW_OK);
    assert_told(diag, cw_expression_evaluate(expression, NULL, DAY, value, diag), CW_ERR_LIMIT,
                "the evaluation went over its budget of steps or memory");
    assert_null(cw_value_type(value));
    assert_int_equal(cw_expression_evaluate(expression, NULL, DAY, value, NULL), CW_ERR_LIMIT);
    cw_value_unref(value);
    assert_int_equal(cw_value_new(NULL, &value), CW_OK);
    assert_value(expression, NULL, DAY, value, "10");
    cw_value_unref(value);
    cw_expression_unref(expression);
    cw_context_unref(context);
}

/* Items that share a list are written each in full: some hundred characters here spell two million numbers. */
#define DOUBLING "{a: [1, 1, 1, 1, 1, 1, 1, 1], b: [a, a, a, a, a, a, a, a], c: [b, b, b, b, b, b, b, b], " \
                 "d: [c, c, c, c, c, c, c, c], e: [d, d, d, d, d, d, d, d], f: [e, e, e, e, e, e, e, e], r: [f, f, f, f, f, f, f, f]}.r"

static void bounds_what_it_writes(void **state)
{
    static const char row[] = "{\"id\": 7, \"expr\": \"" DOUBLING "\"}";
    cw_context *context = context_with(CW_LIMIT_SCRATCH_BYTES, 65536);
    cw_expression *expression = expression_of(context, DOUBLING, NULL);
    cw_value *value = NULL;
    cw_text *out = NULL;
    (void)state;
    assert_int_equal(cw_value_new(context, &value), CW_OK);
    assert_int_equal(cw_expression_evaluate(expression, NULL, DAY, value, NULL), CW_OK);
    for (int32_t form = CW_VALUE_TEXT; form <= CW_VALUE_TYPED; form++) {
        assert_int_equal(cw_value_write(value, form, &out), CW_ERR_LIMIT);
        assert_null(out);
    }
    assert_int_equal(cw_expression_answer(context, row, sizeof row - 1, DAY, &out, NULL), CW_OK);
    assert_string_equal(cw_text_data(out), "{\"id\":7,\"error\":\"1:1: the result is too long or nests too deeply to be written\"}\n");
    cw_text_unref(out);
    cw_value_unref(value);
    cw_expression_unref(expression);
    cw_context_unref(context);
}

static void checks_arguments(void **state)
{
    cw_inputs *inputs = NULL;
    cw_expression *expression = (cw_expression *)(void *)&inputs;
    cw_value *value = NULL;
    cw_text *text = NULL;
    (void)state;
    assert_int_equal(cw_inputs_new(NULL, NULL, "{}", 2, NULL, NULL), CW_ERR_ARGUMENT);
    assert_int_equal(cw_inputs_new(NULL, NULL, NULL, 2, &inputs, NULL), CW_ERR_ARGUMENT);
    assert_int_equal(cw_inputs_new(NULL, NULL, "{}", -1, &inputs, NULL), CW_ERR_ARGUMENT);
    assert_int_equal(cw_inputs_new(NULL, NULL, NULL, 0, &inputs, NULL), CW_ERR_INPUT);
    assert_int_equal(cw_expression_new(NULL, NULL, "1", 1, NULL, NULL, NULL), CW_ERR_ARGUMENT);
    assert_int_equal(cw_expression_new(NULL, NULL, NULL, 1, NULL, &expression, NULL), CW_ERR_ARGUMENT);
    assert_null(expression);
    assert_int_equal(cw_value_new(NULL, NULL), CW_ERR_ARGUMENT);
    assert_int_equal(cw_value_new(NULL, &value), CW_OK);
    assert_int_equal(cw_expression_evaluate(NULL, NULL, DAY, value, NULL), CW_ERR_ARGUMENT);
    assert_int_equal(cw_value_write(value, CW_VALUE_TEXT, &text), CW_ERR_STATE);
    cw_value_unref(value);
    assert_int_equal(cw_value_write(NULL, CW_VALUE_TEXT, &text), CW_ERR_ARGUMENT);
    assert_int_equal(cw_value_write(NULL, CW_VALUE_TEXT, NULL), CW_ERR_ARGUMENT);
    assert_int_equal(cw_value_explain(NULL, CW_FORM_TEXT, &text), CW_ERR_ARGUMENT);
    assert_int_equal(cw_value_explain(NULL, CW_FORM_TEXT, NULL), CW_ERR_ARGUMENT);
    assert_int_equal(cw_expression_answer(NULL, NULL, 1, DAY, &text, NULL), CW_ERR_ARGUMENT);
    assert_int_equal(cw_expression_answer(NULL, "{}", 2, DAY, NULL, NULL), CW_ERR_ARGUMENT);
    assert_int_equal(cw_expression_answer(NULL, "{\"expr\":\"1\"}", 12, "soon", &text, NULL), CW_ERR_VALUE);
    assert_int_equal(cw_expression_answer(NULL, "{\"expr\":\"1\"}", 12, NULL, &text, NULL), CW_ERR_ARGUMENT);
    assert_null(text);
    expression = expression_of(NULL, "1", NULL);
    assert_int_equal(cw_expression_evaluate(expression, NULL, DAY, NULL, NULL), CW_ERR_ARGUMENT);
    assert_int_equal(cw_value_new(NULL, &value), CW_OK);
    assert_int_equal(cw_expression_evaluate(expression, NULL, NULL, value, NULL), CW_ERR_ARGUMENT);
    cw_value_unref(value);
    cw_expression_unref(cw_expression_ref(expression));
    cw_expression_unref(expression);
}

static void takes_null(void **state)
{
    (void)state;
    assert_null(cw_inputs_ref(NULL));
    cw_inputs_unref(NULL);
    assert_int_equal(cw_inputs_count(NULL), 0);
    assert_null(cw_inputs_name_at(NULL, 0));
    assert_null(cw_expression_ref(NULL));
    cw_expression_unref(NULL);
    assert_null(cw_value_ref(NULL));
    cw_value_unref(NULL);
    assert_null(cw_value_type(NULL));
    assert_int_equal(cw_value_is_true(NULL), 0);
}

/* ---- rows ---- */

static void answers(void **state)
{
    static const struct { const char *row, *answer; } rows[] = {
        {"{\"id\": \"a/1\", \"expr\": \"x + 1\", \"inputs\": {\"x\": " TYPED("number", "\"1.5\"") "}}",
         "{\"id\":\"a/1\",\"result\":" TYPED("number", "\"2.5\"") "}\n"},
        {"{\"expr\": \"1 / 0\", \"id\": 7, \"expected\": []}", "{\"id\":7,\"result\":{\"t\":\"null\"}}\n"},
        {"{\"expr\": \"1 < 2\"}", "{\"result\":" TYPED("boolean", "true") "}\n"},
        {"{\"id\": {\"b\": [1]}, \"expr\": \"null\"}", "{\"id\":{\"b\":[1]},\"result\":{\"t\":\"null\"}}\n"},
        {"{\"id\": 1, \"expr\": \"1\", \"inputs\": {\"x\": " TYPED("date", "1") "}}",
         "{\"id\":1,\"error\":\"1:56: expected a date, found a number\"}\n"},
        {"{\"id\": 1, \"expr\": \"1\", \"inputs\": 5}",
         "{\"id\":1,\"error\":\"1:34: expected an object whose keys are the names of the inputs, found a number\"}\n"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cw_text *text = NULL;
        assert_int_equal(cw_expression_answer(NULL, rows[i].row, (int64_t)strlen(rows[i].row), DAY, &text, NULL), CW_OK);
        assert_text(text, rows[i].answer);
    }
}

static void answers_with_why_it_was_refused(void **state)
{
    static const char row[] = "{\"id\": 1, \"expr\": \"cuont([]) + exp(1)\"}";
    cw_text *text = NULL;
    (void)state;
    assert_int_equal(cw_expression_answer(NULL, row, (int64_t)strlen(row), DAY, &text, NULL), CW_OK);
    assert_memory_equal(cw_text_data(text), "{\"id\":1,\"error\":\"1:13: ", 23);
    assert_non_null(strstr(cw_text_data(text), "`exp`"));
    cw_text_unref(text);
}

static void refuses_what_is_no_row(void **state)
{
    static const struct { const char *row, *message; } rows[] = {
        {"[]", "expected an object with a text `expr`, found something else"},
        {"{\"id\": 1}", "expected an object with a text `expr`, found an object without it"},
        {"{\"expr\": 1}", "1:10: error: expected an object with a text `expr`, found another value there"},
        {"{", "error"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cw_text *text = NULL;
        cw_diag *diag = NULL;
        assert_int_equal(cw_diag_new(NULL, &diag), CW_OK);
        cw_status status = cw_expression_answer(NULL, rows[i].row, (int64_t)strlen(rows[i].row), DAY, &text, diag);
        assert_null(text);
        assert_told(diag, status, CW_ERR_INPUT, rows[i].message);
    }
}

/* ---- memory ---- */

/* All of it once; the status of the first call that failed. */
static cw_status work(cw_context *context, cw_diag *diag, cw_value *value, cw_text **out)
{
    static const char inputs_text[] = "{\"Full Name\": \"Ann\", \"born\": " TYPED("date", "\"2000-01-01\"") ", \"n\": [1, {\"a b\": 2}]}";
    static const char text[] = "if count(n) > 1 then [Full Name, born, n] else null";
    static const char row[] = "{\"id\":1,\"expr\":\"x + 1\",\"inputs\":{\"x\":1}}";
    cw_inputs *inputs = NULL;
    cw_expression *expression = NULL;
    cw_text *answer = NULL;
    cw_status status = cw_inputs_new(context, "i", inputs_text, (int64_t)strlen(inputs_text), &inputs, diag);
    if (status == CW_OK)
        status = cw_expression_new(context, "e", text, (int64_t)strlen(text), inputs, &expression, diag);
    if (status == CW_OK)
        status = cw_expression_evaluate(expression, inputs, DAY, value, diag);
    if (status == CW_OK)
        status = cw_value_explain(value, CW_FORM_TEXT, out);
    if (status == CW_OK)
        status = cw_expression_answer(context, row, (int64_t)strlen(row), DAY, &answer, diag);
    cw_text_unref(answer);
    cw_inputs_unref(inputs);
    cw_expression_unref(expression);
    return status;
}

/* With memory failing from the allocation `at` on, counted from here; -1: never. Whether it got so far. */
static int met_failure(int64_t at, const char *expected)
{
    heap memory = {.fail_at = -1};
    cw_context *context = heap_context(&memory);
    cw_value *value = NULL;
    cw_diag *diag = NULL;
    cw_text *text = NULL;
    assert_int_equal(cw_value_new(context, &value), CW_OK);
    assert_int_equal(cw_diag_new(context, &diag), CW_OK);
    memory.fail_at = at < 0 ? -1 : memory.made + at;
    cw_status status = work(context, diag, value, &text);
    int met = memory.fail_at >= 0 && memory.made > memory.fail_at;
    assert_int_equal(status, met ? CW_ERR_NOMEM : CW_OK);
    if (!met)
        assert_string_equal(cw_text_data(text), expected);
    cw_text_unref(text);
    cw_value_unref(value);
    cw_diag_unref(diag);
    cw_context_unref(context);
    assert_int_equal(memory.live, 0);
    return met;
}

static void survives_every_failure(void **state)
{
    static const char expected[] =
        "if count(n) > 1 then [Full Name, born, n] else null -> [\"Ann\", 2000-01-01, [1, {a b: 2}]]\n"
        "  count(n) > 1 -> true\n"
        "    count(n) -> 2\n"
        "      n -> [1, {a b: 2}]\n"
        "  [Full Name, born, n] -> [\"Ann\", 2000-01-01, [1, {a b: 2}]]\n"
        "    Full Name -> \"Ann\"\n"
        "    born -> 2000-01-01\n"
        "    n -> [1, {a b: 2}]\n";
    int64_t at = 0;
    (void)state;
    met_failure(-1, expected);
    while (met_failure(at, expected))
        at++;
    assert_true(at > 10);
}

/* After the first time an evaluation takes no memory, where an arena is one that is kept. */
static void warm_evaluation_takes_no_memory(void **state)
{
    heap memory = {.fail_at = -1};
    cw_context *context = heap_context(&memory);
    cw_inputs *inputs = inputs_of(context, "{\"n\": [1, 2, 3], \"limit\": 4}");
    cw_expression *expression = expression_of(context, "sum(n[item < limit]) > 5 and every x in n satisfies x > 0", inputs);
    cw_value *value = NULL;
    (void)state;
    assert_int_equal(cw_value_new(context, &value), CW_OK);
    assert_int_equal(cw_expression_evaluate(expression, inputs, DAY, value, NULL), CW_OK);
    int64_t made = memory.made, live = memory.live;
    for (int i = 0; i < 10; i++)
        assert_int_equal(cw_expression_evaluate(expression, inputs, "2024-01-01", value, NULL), CW_OK);
    assert_int_equal(cw_value_is_true(value), 1);
    assert_int_equal(memory.live, live);
#if !defined(BASE_ARENA_PIECES)
    assert_int_equal(memory.made, made);
#else
    (void)made;
#endif
    cw_value_unref(value);
    cw_expression_unref(expression);
    cw_inputs_unref(inputs);
    cw_context_unref(context);
    assert_int_equal(memory.live, 0);
}

/* ---- threads ---- */

typedef struct shared { cw_inputs *inputs; cw_expression *expression; } shared;

/* Gives its argument where all went well, else NULL; cmocka's assertions belong to the main thread. */
static void *evaluate_often(void *argument)
{
    shared *self = argument;
    cw_value *value = NULL;
    int right = cw_value_new(NULL, &value) == CW_OK;
    for (int i = 0; i < 200 && right; i++) {
        cw_expression *expression = cw_expression_ref(self->expression);
        cw_inputs *inputs = cw_inputs_ref(self->inputs);
        cw_text *text = NULL;
        right = cw_expression_evaluate(expression, inputs, DAY, value, NULL) == CW_OK;
        cw_expression_unref(expression);
        cw_inputs_unref(inputs);
        right = right && cw_value_write(value, CW_VALUE_JSON, &text) == CW_OK && strcmp(cw_text_data(text), "[2,4,6]") == 0;
        cw_text_unref(text);
    }
    cw_value_unref(value);
    return right ? argument : NULL;
}

static void shares_expressions_between_threads(void **state)
{
    shared all = {.inputs = inputs_of(NULL, "{\"n\": [1, 2, 3]}")};
    pthread_t threads[4];
    (void)state;
    all.expression = expression_of(NULL, "for x in n return 2 * x", all.inputs);
    for (int i = 0; i < 4; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, evaluate_often, &all), 0);
    for (int i = 0; i < 4; i++) {
        void *result = NULL;
        assert_int_equal(pthread_join(threads[i], &result), 0);
        assert_ptr_equal(result, &all);
    }
    cw_expression_unref(all.expression);
    cw_inputs_unref(all.inputs);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(writes),
        cmocka_unit_test(reads_typed_values),
        cmocka_unit_test(reads_plain_values),
        cmocka_unit_test(names_may_have_spaces),
        cmocka_unit_test(counts_names),
        cmocka_unit_test(evaluates_on_other_inputs),
        cmocka_unit_test(takes_the_moment),
        cmocka_unit_test(tells_type_and_truth),
        cmocka_unit_test(explains),
        cmocka_unit_test(refuses_inputs),
        cmocka_unit_test(refuses_deep_inputs),
        cmocka_unit_test(refuses_expressions),
        cmocka_unit_test(warns),
        cmocka_unit_test(keeps_limits),
        cmocka_unit_test(checks_arguments),
        cmocka_unit_test(takes_null),
        cmocka_unit_test(answers),
        cmocka_unit_test(answers_with_why_it_was_refused),
        cmocka_unit_test(refuses_what_is_no_row),
        cmocka_unit_test(survives_every_failure),
        cmocka_unit_test(bounds_what_it_writes),
        cmocka_unit_test(warm_evaluation_takes_no_memory),
        cmocka_unit_test(shares_expressions_between_threads),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
