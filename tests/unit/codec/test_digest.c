/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "../eval/evaluate.h"
#include "codec/digest.h"

static const char rules[] =
    "language 1\n"
    "rules demo \"A demonstration\"\n"
    "\n"
    "parameter term = 30 days reading A1\n"
    "parameter limit : number\n"
    "parameter deep = \"a \\\"b\\\"\"\n"
    "\n"
    "rule plan\n"
    "  title:   \"A plan\"\n"
    "  require: count(plans) > 0\n";

static const char document[] =
    "{\"opened\": \"2024-01-02\", \"format\": \"casework.case/1\", \"id\": \"c1\",\n"
    " \"extra\": [1.0, 2.50], \"types\": [\"other\"]}";

/* What is hashed, by its whole text. */
static void inputs_are_canonical(void **state)
{
    cw_report *report = judge(rules, document, "2024-03-01");
    base_buffer text;
    (void)state;
    base_buffer_init(&text, report->context);
    assert_int_equal(codec_put_parameters(&text, report->rules), CW_OK);
    assert_string_equal(text.data, "{\"demo:deep\":\"\\\"a \\\\\\\"b\\\\\\\"\\\"\",\"demo:limit\":null,\"demo:term\":\"30 days\"}");
    base_buffer_clear(&text);
    codec_put_holidays(&text, report);
    assert_int_equal(text.length, 0);
    base_buffer_finish(&text);
    eval_report_release(report);
}

static void holidays_are_sorted_once_each(void **state)
{
    static const cw_date days[] = {20089, 19723, 20089, -719162, 19723};
    cw_rules *compiled = compile_rules(rules);
    cw_case *one = read_case(document);
    cw_evaluator *evaluator;
    cw_report *report;
    base_buffer text;
    (void)state;
    assert_int_equal(eval_evaluator_new(base_context_use(NULL), &evaluator), CW_OK);
    assert_int_equal(eval_report_new(base_context_use(NULL), &report), CW_OK);
    assert_int_equal(eval_evaluator_set_holidays(evaluator, days, 5), CW_OK);
    assert_int_equal(eval_run(evaluator, compiled, one, 19800, report), CW_OK);
    /* The report keeps those it was made with. */
    assert_int_equal(eval_evaluator_set_holidays(evaluator, NULL, 0), CW_OK);
    eval_evaluator_release(evaluator);
    base_buffer_init(&text, report->context);
    codec_put_holidays(&text, report);
    assert_string_equal(text.data, "0001-01-01\n2024-01-01\n2025-01-01\n");
    base_buffer_finish(&text);
    eval_report_release(report);
    drop_rules(compiled);
    model_case_release(one);
}

static void assert_digest(const cw_report *report, codec_digest what, base_str text)
{
    uint8_t digest[BASE_SHA256_BYTES];
    base_buffer expected, found;
    base_buffer_init(&expected, report->context);
    base_buffer_init(&found, report->context);
    base_sha256_of(text, digest);
    base_put_digest(&expected, digest);
    assert_int_equal(codec_put_digest(&found, report, what, 0), CW_OK);
    assert_string_equal(found.data, expected.data);
    base_buffer_finish(&expected);
    base_buffer_finish(&found);
}

/* Hashed once for all or for each report, the digest is the same. */
static void parameters_may_be_hashed_before(void **state)
{
    uint8_t each[BASE_SHA256_BYTES], once[BASE_SHA256_BYTES];
    cw_report *report = judge(rules, document, "2024-03-01");
    (void)state;
    assert_false(report->rules->parameters_hashed);
    assert_int_equal(codec_digest_of(report, CODEC_DIGEST_PARAMETERS, 0, each), CW_OK);
    assert_int_equal(codec_hash_parameters(report->rules), CW_OK);
    assert_true(report->rules->parameters_hashed);
    assert_int_equal(codec_digest_of(report, CODEC_DIGEST_PARAMETERS, 0, once), CW_OK);
    assert_memory_equal(each, once, sizeof each);
    eval_report_release(report);
}

static void digests_are_of_the_inputs(void **state)
{
    cw_report *report = judge(rules, document, "2024-03-01");
    (void)state;
    assert_digest(report, CODEC_DIGEST_RULES, base_str_of(rules));
    assert_digest(report, CODEC_DIGEST_PARAMETERS,
                  BASE_STR("{\"demo:deep\":\"\\\"a \\\\\\\"b\\\\\\\"\\\"\",\"demo:limit\":null,\"demo:term\":\"30 days\"}"));
    assert_digest(report, CODEC_DIGEST_HOLIDAYS, BASE_STR(""));
    assert_digest(report, CODEC_DIGEST_CASE,
                  BASE_STR("{\"extra\":[1,2.5],\"format\":\"casework.case/1\",\"id\":\"c1\",\"opened\":\"2024-01-02\",\"types\":[\"other\"]}"));
    eval_report_release(report);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(inputs_are_canonical), cmocka_unit_test(holidays_are_sorted_once_each),
        cmocka_unit_test(digests_are_of_the_inputs), cmocka_unit_test(parameters_may_be_hashed_before),
    };
    return cmocka_run_group_tests_name("codec/digest", tests, NULL, NULL);
}
