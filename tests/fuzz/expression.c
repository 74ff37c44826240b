/* SPDX-License-Identifier: MIT */
/* An expression: by itself on inputs, and as what a rule requires. */
#include <stdlib.h>
#include <string.h>

#include "fuzz.h"

static const char inputs_text[] =
    "{\"n\": 5, \"x\": 1.5, \"t\": \"text\", \"b\": true, \"nothing\": null, \"list\": [1, 2, 3], \"a-b\": 7, \"Full Name\": \"Ann Lee\","
    "\"d\": {\"t\": \"date\", \"v\": \"2024-02-29\"}, \"m\": {\"t\": \"date and time\", \"v\": \"2024-02-29T10:00:00+01:00\"},"
    "\"c\": {\"k\": 1, \"Long Key\": {\"t\": \"years and months duration\", \"v\": \"P1M\"}},"
    "\"people\": [{\"name\": \"a\", \"active\": true, \"age\": 4}, {\"name\": \"b\", \"age\": 70}]}";

static cw_inputs *make_inputs(void)
{
    static cw_inputs *inputs;
    if (!inputs)
        fuzz_expect(cw_inputs_new(NULL, NULL, inputs_text, (int64_t)strlen(inputs_text), &inputs, NULL) == CW_OK, "inputs are read");
    return inputs;
}

/* What was written typed is read again as the same. No input is a range, or a text with U+0000 in it; nor is one longer or deeper
 * than the limits of documents. */
static void check_round_trip(const cw_text *typed)
{
    static const char before[] = "{\"v\":";
    size_t length = (size_t)cw_text_length(typed), head = sizeof before - 1;
    char *text = malloc(head + length + 1);
    cw_inputs *inputs = NULL;
    cw_expression *expression = NULL;
    cw_value *value = NULL;
    cw_text *again = NULL;
    fuzz_expect(text != NULL, "there is memory");
    memcpy(text, before, head);
    memcpy(text + head, cw_text_data(typed), length);
    text[head + length] = '}';
    if (cw_inputs_new(NULL, NULL, text, (int64_t)(head + length + 1), &inputs, NULL) == CW_OK) {
        fuzz_expect(cw_expression_new(NULL, NULL, "v", 1, inputs, &expression, NULL) == CW_OK, "a name is an expression");
        fuzz_expect(cw_value_new(NULL, &value) == CW_OK, "a value is made");
        fuzz_expect(cw_expression_evaluate(expression, inputs, "2024-03-31", value, NULL) == CW_OK, "a name has a value");
        fuzz_expect(cw_value_write(value, CW_VALUE_TYPED, &again) == CW_OK, "a value is written");
        fuzz_expect(strcmp(cw_text_data(again), cw_text_data(typed)) == 0, "typed values are read as they are written");
    } else {
        int refused = strstr(cw_text_data(typed), "\"range\"") || strstr(cw_text_data(typed), "\\u0000");
        fuzz_expect(refused || length > 1000, "what is written typed can be read");
    }
    cw_text_unref(again);
    cw_value_unref(value);
    cw_expression_unref(expression);
    cw_inputs_unref(inputs);
    free(text);
}

static void write_value(const cw_value *value)
{
    for (int32_t form = CW_VALUE_TEXT; form <= CW_VALUE_TYPED; form++) {
        cw_text *text = NULL;
        if (cw_value_write(value, form, &text) == CW_OK && form == CW_VALUE_TYPED)
            check_round_trip(text);
        cw_text_unref(text);
    }
    for (int32_t form = CW_FORM_TEXT; form <= CW_FORM_JSON_LINE; form++) {
        cw_text *text = NULL;
        cw_value_explain(value, form, &text);
        cw_text_unref(text);
    }
}

static void run_alone(const char *text, size_t size)
{
    cw_inputs *inputs = make_inputs();
    cw_expression *expression = NULL;
    cw_value *value = NULL;
    cw_diag *diag = NULL;
    cw_text *told = NULL;
    fuzz_expect(cw_diag_new(NULL, &diag) == CW_OK && cw_value_new(fuzz_context(), &value) == CW_OK, "there is memory");
    cw_status status = cw_expression_new(fuzz_context(), "e", text, (int64_t)size, inputs, &expression, diag);
    fuzz_expect(status == CW_OK || cw_diag_errors(diag) > 0, "a refusal is told");
    fuzz_expect(status != CW_OK || cw_diag_errors(diag) == 0, "what is told as an error is refused");
    if (status == CW_OK && cw_expression_evaluate(expression, inputs, "2024-03-31T12:00:00Z", value, diag) == CW_OK)
        write_value(value);
    cw_diag_render(diag, &told);
    cw_text_unref(told);
    cw_diag_unref(diag);
    cw_value_unref(value);
    cw_expression_unref(expression);
}

static void run_in_rule(const char *text, size_t size)
{
    static const char before[] = "language 1\nrules fuzz \"Fuzz\"\nrule r\n  title: \"t\"\n  for: m in members\n  require: ";
    size_t head = sizeof before - 1;
    char *file = malloc(head + size + 1);
    cw_rules_builder *builder = NULL;
    cw_rules *rules = NULL;
    fuzz_expect(file && cw_rules_builder_new(fuzz_context(), &builder) == CW_OK, "there is memory");
    memcpy(file, before, head);
    memcpy(file + head, text, size);
    file[head + size] = '\n';
    if (cw_rules_builder_add(builder, "f.rules", file, (int64_t)(head + size + 1)) == CW_OK &&
        cw_rules_builder_compile(builder, &rules, NULL) == CW_OK)
        fuzz_judge(rules, fuzz_case());
    cw_rules_unref(rules);
    cw_rules_builder_release(builder);
    free(file);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *text = size ? (const char *)data : "";
    run_alone(text, size);
    run_in_rule(text, size);
    return 0;
}
