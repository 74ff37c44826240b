/* SPDX-License-Identifier: MIT */
/* The same inputs give the same bytes, and a report says which inputs those were. */
#include "fixture.h"

static const char nothing_digest[] = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

/* What an evaluation is made from. */
typedef struct inputs {
    const char *document, *rules;
    cw_date as_of, known_at;
    cw_date holidays[4]; int64_t holiday_count;
} inputs;

static inputs usual(void)
{
    return (inputs){.document = fixture_document, .rules = fixture_rules, .as_of = fixture_day(), .known_at = CW_DATE_NONE};
}

static cw_report *judge(const inputs *from)
{
    cw_case *one = NULL;
    cw_evaluator *evaluator = NULL;
    cw_report *report = NULL;
    cw_rules *rules = fixture_compile(NULL, from->rules);
    int64_t length = (int64_t)strlen(from->document);
    assert_int_equal(cw_case_read(NULL, NULL, 1, from->document, length, 0, &one, NULL), CW_OK);
    assert_int_equal(cw_evaluator_new(NULL, &evaluator), CW_OK);
    assert_int_equal(cw_evaluator_set_known_at(evaluator, from->known_at), CW_OK);
    assert_int_equal(cw_evaluator_set_holidays(evaluator, from->holidays, from->holiday_count), CW_OK);
    assert_int_equal(cw_report_new(NULL, &report), CW_OK);
    assert_int_equal(cw_evaluator_run(evaluator, rules, one, from->as_of, report), CW_OK);
    cw_evaluator_unref(evaluator);
    cw_rules_unref(rules);
    cw_case_unref(one);
    return report;
}

static cw_text *write(const inputs *from)
{
    cw_report *report = judge(from);
    cw_text *text = NULL;
    assert_int_equal(cw_report_write(report, CW_FORM_JSON, CW_SHOW_ALL, &text), CW_OK);
    cw_report_unref(report);
    return text;
}

static void the_same_inputs_give_the_same_bytes(void **state)
{
    inputs from = usual();
    cw_text *first = write(&from), *second = write(&from);
    (void)state;
    assert_text(second, cw_text_data(first));
    cw_text_unref(first);
}

/* Whoever writes a case and reads it again, in any form, gets the same report. */
static void a_case_read_again_gives_the_same_bytes(void **state)
{
    inputs from = usual();
    cw_text *first = write(&from);
    cw_case *one = fixture_case(NULL);
    (void)state;
    for (int32_t form = CW_WRITE_INDENTED; form <= CW_WRITE_CANONICAL; form++) {
        cw_text *document = NULL;
        assert_int_equal(cw_case_write(one, form, &document), CW_OK);
        from.document = cw_text_data(document);
        assert_text(write(&from), cw_text_data(first));
        cw_text_unref(document);
    }
    cw_case_unref(one);
    cw_text_unref(first);
}

static void take_digest(const inputs *from, int32_t what, char out[65])
{
    cw_report *report = judge(from);
    cw_text *text = NULL, *document = NULL;
    char key[96];
    assert_int_equal(cw_report_digest(report, what, 0, &text), CW_OK);
    assert_int_equal(cw_text_length(text), 64);
    memcpy(out, cw_text_data(text), 65);
    /* The written report holds it too. */
    assert_int_equal(cw_report_write(report, CW_FORM_JSON_LINE, 0, &document), CW_OK);
    key[0] = '"';
    memcpy(key + 1, out, 64);
    key[65] = '"';
    key[66] = '\0';
    assert_non_null(strstr(cw_text_data(document), key));
    cw_text_unref(document);
    cw_text_unref(text);
    cw_report_unref(report);
}

/* Each input has a digest of its own: of two evaluations that differ in one, only that one differs. */
static void each_input_has_its_digest(void **state)
{
    static const char other_document[] = "{\"format\":\"casework.case/1\",\"id\":\"c1\",\"types\":[\"other\"],\"opened\":\"2024-01-02\"}";
    static const char rules[] = "language 1\nrules demo \"D\"\nparameter p = 1\nrule r\n  title: \"R\"\n  require: p = 1\n";
    static const char other_text[] = "language 1\nrules demo \"D\"\nparameter p = 1 // one\nrule r\n  title: \"R\"\n  require: p = 1\n";
    static const char other_value[] = "language 1\nrules demo \"D\"\nparameter p = 2\nrule r\n  title: \"R\"\n  require: p = 1\n";
    inputs base = usual(), changed[4];
    static const int differs[4][5] = {
        {0, 1, 0, 0, 0},    /* another text, the same parameters */
        {0, 1, 1, 0, 0},    /* another value, which is another text */
        {0, 0, 0, 1, 0},    /* a holiday */
        {0, 0, 0, 0, 1},    /* another case */
    };
    (void)state;
    base.rules = rules;
    for (int i = 0; i < 4; i++)
        changed[i] = base;
    changed[0].rules = other_text;
    changed[1].rules = other_value;
    changed[2].holidays[0] = 19900;
    changed[2].holiday_count = 1;
    changed[3].document = other_document;
    for (int i = 0; i < 4; i++) {
        for (int32_t what = CW_DIGEST_RULES; what <= CW_DIGEST_CASE; what++) {
            char one[65], other[65];
            take_digest(&base, what, one);
            take_digest(&changed[i], what, other);
            assert_int_equal(strcmp(one, other) != 0, differs[i][what]);
        }
    }
}

static void digests_are_sha256(void **state)
{
    inputs from = usual();
    char found[65];
    (void)state;
    take_digest(&from, CW_DIGEST_HOLIDAYS, found);
    assert_string_equal(found, nothing_digest);
}

/* In any order and twice over they are the same holidays. */
static void holidays_are_a_set(void **state)
{
    inputs one = usual(), other = usual();
    char first[65], second[65];
    (void)state;
    memcpy(one.holidays, (cw_date[]){19723, 20089, -10}, 3 * sizeof(cw_date));
    one.holiday_count = 3;
    memcpy(other.holidays, (cw_date[]){20089, -10, 19723, 20089}, 4 * sizeof(cw_date));
    other.holiday_count = 4;
    take_digest(&one, CW_DIGEST_HOLIDAYS, first);
    take_digest(&other, CW_DIGEST_HOLIDAYS, second);
    assert_string_equal(first, second);
}

static void the_report_says_what_was_known(void **state)
{
    inputs from = usual();
    cw_report *report = judge(&from);
    cw_text *text = NULL;
    (void)state;
    assert_int_equal(cw_report_known_at(report), CW_DATE_NONE);
    assert_int_equal(cw_report_known_at(NULL), CW_DATE_UNKNOWN);
    cw_report_unref(report);
    from.known_at = cw_date_from_ymd(2024, 5, 31);
    report = judge(&from);
    assert_int_equal(cw_report_known_at(report), from.known_at);
    assert_int_equal(cw_report_write(report, CW_FORM_JSON_LINE, 0, &text), CW_OK);
    assert_non_null(strstr(cw_text_data(text), "\"as_of\":\"2024-06-01\",\"known_at\":\"2024-05-31\","));
    cw_text_unref(text);
    assert_int_equal(cw_report_write(report, CW_FORM_TEXT, 0, &text), CW_OK);
    assert_memory_equal(cw_text_data(text), "Case c1 as of 2024-06-01, known at 2024-05-31\n", 46);
    cw_text_unref(text);
    cw_report_unref(report);
}

static void refuses_wrong_arguments(void **state)
{
    static const cw_date days[] = {1, CW_DATE_MIN, CW_DATE_MAX, CW_DATE_NONE};
    cw_evaluator *evaluator = NULL;
    cw_report *report = NULL;
    cw_text *text = NULL;
    inputs from = usual();
    (void)state;
    assert_int_equal(cw_evaluator_new(NULL, &evaluator), CW_OK);
    assert_int_equal(cw_evaluator_set_known_at(NULL, 0), CW_ERR_ARGUMENT);
    assert_int_equal(cw_evaluator_set_known_at(evaluator, CW_DATE_UNKNOWN), CW_ERR_VALUE);
    assert_int_equal(cw_evaluator_set_known_at(evaluator, CW_DATE_MAX + 1), CW_ERR_VALUE);
    assert_int_equal(cw_evaluator_set_known_at(evaluator, CW_DATE_MIN - 1), CW_ERR_VALUE);
    assert_int_equal(cw_evaluator_set_known_at(evaluator, CW_DATE_MIN), CW_OK);
    assert_int_equal(cw_evaluator_set_holidays(NULL, days, 1), CW_ERR_ARGUMENT);
    assert_int_equal(cw_evaluator_set_holidays(evaluator, NULL, 1), CW_ERR_ARGUMENT);
    assert_int_equal(cw_evaluator_set_holidays(evaluator, days, -1), CW_ERR_ARGUMENT);
    assert_int_equal(cw_evaluator_set_holidays(evaluator, days, 4), CW_ERR_VALUE);
    assert_int_equal(cw_evaluator_set_holidays(evaluator, days, 3), CW_OK);
    assert_int_equal(cw_evaluator_set_holidays(evaluator, NULL, 0), CW_OK);
    cw_evaluator_unref(evaluator);
    assert_int_equal(cw_report_new(NULL, &report), CW_OK);
    assert_int_equal(cw_report_known_at(report), CW_DATE_UNKNOWN);
    assert_int_equal(cw_report_digest(report, CW_DIGEST_CASE, 0, &text), CW_ERR_STATE);
    assert_int_equal(cw_report_digest(NULL, CW_DIGEST_CASE, 0, &text), CW_ERR_ARGUMENT);
    cw_report_unref(report);
    report = judge(&from);
    assert_int_equal(cw_report_digest(report, 0, 0, &text), CW_ERR_ARGUMENT);
    assert_int_equal(cw_report_digest(report, 5, 0, &text), CW_ERR_ARGUMENT);
    assert_int_equal(cw_report_digest(report, CW_DIGEST_RULES, -1, &text), CW_ERR_ARGUMENT);
    assert_int_equal(cw_report_digest(report, CW_DIGEST_RULES, 1, &text), CW_ERR_NOT_FOUND);
    assert_int_equal(cw_report_digest(report, CW_DIGEST_CASE, 1, &text), CW_ERR_NOT_FOUND);
    assert_int_equal(cw_report_digest(report, CW_DIGEST_CASE, 0, NULL), CW_ERR_ARGUMENT);
    assert_null(text);
    cw_report_unref(report);
}

static void runs_out_of_memory(void **state)
{
    static const cw_date days[] = {1, 2};
    heap memory = {.fail_at = -1};
    cw_context *context = heap_context(&memory);
    cw_evaluator *evaluator = NULL;
    cw_report *report = fixture_report(context);
    cw_text *text = NULL, *digest = NULL;
    cw_status status = CW_ERR_NOMEM;
    (void)state;
    assert_int_equal(cw_evaluator_new(context, &evaluator), CW_OK);
    memory.made = 0;
    memory.fail_at = 0;
    assert_int_equal(cw_evaluator_set_holidays(evaluator, days, 2), CW_ERR_NOMEM);
    memory.fail_at = -1;
    assert_int_equal(cw_evaluator_set_holidays(evaluator, days, 2), CW_OK);
    assert_int_equal(cw_report_digest(report, CW_DIGEST_CASE, 0, &digest), CW_OK);
    for (int64_t n = 0; status == CW_ERR_NOMEM; n++) {
        memory.made = 0;
        memory.fail_at = n;
        status = cw_report_digest(report, CW_DIGEST_CASE, 0, &text);
        assert_true(status == CW_OK || (status == CW_ERR_NOMEM && !text));
    }
    memory.fail_at = -1;
    assert_text(text, cw_text_data(digest));
    cw_text_unref(digest);
    cw_report_unref(report);
    cw_evaluator_unref(evaluator);
    cw_context_unref(context);
    assert_int_equal(memory.live, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_same_inputs_give_the_same_bytes), cmocka_unit_test(a_case_read_again_gives_the_same_bytes),
        cmocka_unit_test(each_input_has_its_digest), cmocka_unit_test(digests_are_sha256), cmocka_unit_test(holidays_are_a_set),
        cmocka_unit_test(the_report_says_what_was_known), cmocka_unit_test(refuses_wrong_arguments),
        cmocka_unit_test(runs_out_of_memory),
    };
    return cmocka_run_group_tests_name("api/replay", tests, NULL, NULL);
}
