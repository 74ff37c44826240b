/* SPDX-License-Identifier: MIT */
/* Rule tests from a host: base cases and test files from memory, and what becomes of each test. */
#include <stdio.h>
#include <stdlib.h>

#include "fixture.h"

/* In the fixture's document the task t1 says when it starts, and t2 does not. */
static const char test_file[] =
    "tests demo\n"
    "\n"
    "test \"it starts\"\n"
    "  case:   family.json\n"
    "  on:     2024-03-15\n"
    "  expect: task-start o1 t1 met\n"
    "\n"
    "test \"so does the other\"\n"
    "  case:   family.json\n"
    "  on:     2024-03-15\n"
    "  expect: task-start o1 t2 met\n";

static cw_tests *make_tests(cw_context *context)
{
    cw_tests *tests = NULL;
    assert_int_equal(cw_tests_new(context, &tests), CW_OK);
    assert_int_equal(cw_tests_add_case(tests, "family.json", fixture_document, (int64_t)strlen(fixture_document)), CW_OK);
    return tests;
}

static cw_status run_text(cw_tests *tests, cw_rules *rules, const char *text, const char *filter, cw_diag *diag)
{
    return cw_tests_run(tests, rules, "demo.tests", text, (int64_t)strlen(text), filter, 0, diag);
}

static void each_test_is_told(void **state)
{
    cw_tests *tests = make_tests(NULL);
    cw_rules *rules = fixture_compile(NULL, fixture_rules);
    (void)state;
    assert_int_equal(cw_tests_count(tests), 0);
    assert_int_equal(run_text(tests, rules, test_file, NULL, NULL), CW_OK);
    cw_rules_unref(rules);
    assert_int_equal(cw_tests_count(tests), 2);
    assert_int_equal(cw_tests_failed(tests), 1);
    assert_string_equal(cw_tests_name_at(tests, 0), "it starts");
    assert_int_equal(cw_tests_line_at(tests, 0), 3);
    assert_int_equal(cw_tests_passed_at(tests, 0), 1);
    assert_string_equal(cw_tests_details_at(tests, 0), "");
    assert_string_equal(cw_tests_name_at(tests, 1), "so does the other");
    assert_int_equal(cw_tests_line_at(tests, 1), 8);
    assert_int_equal(cw_tests_passed_at(tests, 1), 0);
    assert_string_equal(cw_tests_details_at(tests, 1), "line 11: expected task-start o1 t2 met\nfound task-start o1 t2 unmet\n");
    cw_tests_release(tests);
}

static void a_filter_leaves_the_others_out(void **state)
{
    cw_tests *tests = make_tests(NULL);
    cw_rules *rules = fixture_compile(NULL, fixture_rules);
    (void)state;
    assert_int_equal(run_text(tests, rules, test_file, "it st", NULL), CW_OK);
    assert_int_equal(cw_tests_count(tests), 1);
    assert_int_equal(cw_tests_failed(tests), 0);
    assert_int_equal(run_text(tests, rules, test_file, "nobody", NULL), CW_OK);
    assert_int_equal(cw_tests_count(tests), 0);
    cw_rules_unref(rules);
    cw_tests_release(tests);
}

static void an_explanation_follows_where_asked_for(void **state)
{
    cw_tests *tests = make_tests(NULL);
    cw_rules *rules = fixture_compile(NULL, fixture_rules);
    (void)state;
    assert_int_equal(cw_tests_run(tests, rules, NULL, test_file, (int64_t)strlen(test_file), NULL, CW_TESTS_EXPLAIN, NULL), CW_OK);
    assert_non_null(strstr(cw_tests_details_at(tests, 1), "documented(t.start)"));
    assert_int_equal(cw_tests_run(tests, rules, NULL, test_file, (int64_t)strlen(test_file), NULL, 2, NULL), CW_ERR_ARGUMENT);
    assert_int_equal(cw_tests_count(tests), 2);
    cw_rules_unref(rules);
    cw_tests_release(tests);
}

/* Where no rules are given the file's own name means a built-in pack; where none has that name, the nearest is told. */
static void packs_are_found_by_name(void **state)
{
    static const char pack[] = "tests us-ky\n\ntest \"one\"\n  case: family.json\n  on: 2024-03-15\n  expect: plan-in-force met\n";
    static const char none[] = "tests us-kyy\n\ntest \"one\"\n  case: family.json\n  on: 2024-03-15\n  expect: plan-in-force met\n";
    cw_tests *tests = make_tests(NULL);
    cw_diag *diag = NULL;
    (void)state;
    assert_int_equal(cw_diag_new(NULL, &diag), CW_OK);
    assert_int_equal(run_text(tests, NULL, pack, NULL, diag), CW_OK);
    assert_int_equal(cw_tests_count(tests), 1);
    assert_int_equal(run_text(tests, NULL, none, NULL, diag), CW_ERR_INPUT);
    assert_int_equal(cw_tests_count(tests), 0);
    assert_int_equal(cw_diag_errors(diag), 1);
    assert_non_null(strstr(cw_diag_help(diag, cw_diag_count(diag) - 1), "`us-ky`"));
    cw_diag_unref(diag);
    cw_tests_release(tests);
}

/* What is wrong is told with its place, and the other tests are run all the same. */
static void errors_are_told(void **state)
{
    static const char wrong[] = "tests demo\n\ntest \"no such rule\"\n  case: family.json\n  on: 2024-03-15\n  expect: task-strat o1 t1 met\n"
                                "\ntest \"no such case\"\n  case: nobody.json\n  on: 2024-03-15\n  expect: born ann met\n"
                                "\ntest \"sound\"\n  case: family.json\n  on: 2024-03-15\n  expect: born ann met\n";
    cw_tests *tests = make_tests(NULL);
    cw_rules *rules = fixture_compile(NULL, fixture_rules);
    cw_diag *diag = NULL;
    (void)state;
    assert_int_equal(cw_diag_new(NULL, &diag), CW_OK);
    assert_int_equal(run_text(tests, rules, wrong, NULL, diag), CW_ERR_INPUT);
    assert_int_equal(cw_tests_count(tests), 3);
    assert_int_equal(cw_tests_failed(tests), 2);
    assert_int_equal(cw_tests_passed_at(tests, 2), 1);
    assert_int_equal(cw_diag_errors(diag), 2);
    assert_string_equal(cw_diag_source(diag, 0), "demo.tests");
    assert_int_equal(cw_diag_line(diag, 0), 6);
    assert_non_null(strstr(cw_diag_help(diag, 0), "`task-start`"));
    assert_int_equal(run_text(tests, rules, "", NULL, diag), CW_ERR_INPUT);
    assert_int_equal(cw_tests_count(tests), 0);
    cw_diag_unref(diag);
    cw_rules_unref(rules);
    cw_tests_release(tests);
}

/* Three working days after Friday the 12th: Wednesday, and two more where Monday and Tuesday are none. */
static void holidays_are_days_off(void **state)
{
    static const char rules_text[] = "language 1\nrules soon \"Soon\"\n\nrule soon\n  title: \"t\"\n  within: 3 working days of case.opened\n"
                                     "  require: false\n";
    static const char text[] = "tests soon\n\ntest \"as given\"\n  case: c\n  on: 2024-01-12\n  expect: soon pending due 2024-01-19\n"
                               "\ntest \"its own\"\n  case: c\n  on: 2024-01-12\n  holidays: 2024-01-15\n  expect: soon pending due 2024-01-18\n";
    static const char document[] = "{\"format\": \"casework.case/1\", \"id\": \"c\", \"types\": [\"in_home_cps\"], \"opened\": \"2024-01-12\"}";
    const cw_date days[] = {cw_date_parse("2024-01-16"), cw_date_parse("2024-01-15")}, none[] = {CW_DATE_NONE};
    cw_tests *tests = NULL;
    cw_rules *rules = fixture_compile(NULL, rules_text);
    (void)state;
    assert_int_equal(cw_tests_new(NULL, &tests), CW_OK);
    assert_int_equal(cw_tests_add_case(tests, "c", "?", 1), CW_OK);
    assert_int_equal(cw_tests_add_case(tests, "c", document, (int64_t)strlen(document)), CW_OK);
    assert_int_equal(cw_tests_set_holidays(tests, days, 2), CW_OK);
    assert_int_equal(cw_tests_set_holidays(tests, none, 1), CW_ERR_VALUE);
    assert_int_equal(run_text(tests, rules, text, NULL, NULL), CW_OK);
    assert_int_equal(cw_tests_failed(tests), 0);
    assert_int_equal(cw_tests_set_holidays(tests, NULL, 0), CW_OK);
    assert_int_equal(run_text(tests, rules, text, NULL, NULL), CW_OK);
    assert_int_equal(cw_tests_failed(tests), 1);
    assert_string_equal(cw_tests_details_at(tests, 0), "line 6: expected soon pending due 2024-01-19\nfound soon pending due 2024-01-17\n");
    cw_rules_unref(rules);
    cw_tests_release(tests);
}

/* Those of the file are put in order once; a test with days of its own between others changes nothing for these. */
static void each_test_has_its_own_holidays(void **state)
{
    static const char rules_text[] = "language 1\nrules soon \"Soon\"\n\nrule soon\n  title: \"t\"\n  within: 3 working days of case.opened\n"
                                     "  require: false\n";
    static const char text[] = "tests soon\nholidays: 2024-01-16, 2024-01-15, 2024-01-16\n"
                               "\ntest \"a\"\n  case: c\n  on: 2024-01-12\n  expect: soon pending due 2024-01-19\n"
                               "\ntest \"b\"\n  case: c\n  on: 2024-01-12\n  holidays: 2024-01-15\n  expect: soon pending due 2024-01-18\n"
                               "\ntest \"c\"\n  case: c\n  on: 2024-01-12\n  expect: soon pending due 2024-01-19\n";
    static const char bare[] = "tests soon\n\ntest \"b\"\n  case: c\n  on: 2024-01-12\n  holidays: 2024-01-15\n  expect: soon pending due 2024-01-18\n"
                               "\ntest \"c\"\n  case: c\n  on: 2024-01-12\n  expect: soon pending due 2024-01-17\n";
    static const char document[] = "{\"format\": \"casework.case/1\", \"id\": \"c\", \"types\": [\"in_home_cps\"], \"opened\": \"2024-01-12\"}";
    cw_tests *tests = NULL;
    cw_rules *rules = fixture_compile(NULL, rules_text);
    (void)state;
    assert_int_equal(cw_tests_new(NULL, &tests), CW_OK);
    assert_int_equal(cw_tests_add_case(tests, "c", document, (int64_t)strlen(document)), CW_OK);
    assert_int_equal(run_text(tests, rules, text, NULL, NULL), CW_OK);
    assert_int_equal(cw_tests_count(tests), 3);
    assert_int_equal(cw_tests_failed(tests), 0);
    assert_int_equal(run_text(tests, rules, bare, NULL, NULL), CW_OK);
    assert_int_equal(cw_tests_failed(tests), 0);
    cw_rules_unref(rules);
    cw_tests_release(tests);
}

/* ---- what no test should be ---- */

static const char long_document[] = "{\"format\": \"casework.case/1\", \"id\": \"c\", \"types\": [\"other\"], \"opened\": \"2024-01-12\"}";
static const char long_rules[] = "language 1\nrules long \"Long\"\nparameter least = 1\nrule met\n  title: \"t\"\n  for: m in members\n"
                                 "  require: count(members) < least\n";

/* A text of one head, `count` times some lines with their number for each `#`, and a tail; to be freed. */
static char *repeat(const char *head, const char *lines, int count, const char *tail)
{
    size_t room = strlen(head) + strlen(lines) * 5 * (size_t)count + strlen(tail) + 1;
    char *text = malloc(room);
    assert_non_null(text);
    size_t at = (size_t)snprintf(text, room, "%s", head);
    for (int i = 0; i < count; i++)
        for (const char *from = lines; *from; from++)
            at += (size_t)(*from == '#' ? snprintf(text + at, room - at, "%d", i) : snprintf(text + at, room - at, "%c", *from));
    snprintf(text + at, room - at, "%s", tail);
    return text;
}

/* What `repeat` gives, run on the document above and the rules, with many others behind them. */
static cw_tests *run_long(cw_context *context, char *text, cw_status expected)
{
    cw_tests *tests = NULL;
    char *rules_text = repeat(long_rules, "rule r#\n  title: \"t\"\n  require: case.closed = null\n", 100, "");
    cw_rules *rules = fixture_compile(context, rules_text);
    free(rules_text);
    assert_int_equal(cw_tests_new(context, &tests), CW_OK);
    assert_int_equal(cw_tests_add_case(tests, "c", long_document, (int64_t)strlen(long_document)), CW_OK);
    assert_int_equal(run_text(tests, rules, text, NULL, NULL), expected);
    cw_rules_unref(rules);
    free(text);
    return tests;
}

static const char long_head[] = "tests long\ntest \"long\"\n  case: c\n  on: 2024-03-01\n  set: members = []\n";

/* Of three clauses in the head, 996 more and the one at the end there are 1000. */
static void a_test_has_so_many_clauses(void **state)
{
    (void)state;
    for (int i = 0; i < 2; i++) {
        char *text = repeat(long_head, "  add: members {\"id\": \"m#\"}\n", 996 + i, "  expect: met m9 unmet\n");
        cw_tests *tests = run_long(NULL, text, i ? CW_ERR_INPUT : CW_OK);
        assert_int_equal(cw_tests_count(tests), 1);
        assert_int_equal(cw_tests_failed(tests), i);
        cw_tests_release(tests);
    }
}

/* Each expectation may differ from each finding: a hundred are told, the others counted. */
static void not_all_that_differs_is_told(void **state)
{
    char *text = repeat(long_head, "  add: members {\"id\": \"m#\"}\n", 300, "  expect: met none\n  expect: only\n");
    cw_tests *tests = run_long(NULL, text, CW_OK);
    const char *end = "\nand 500 more that differ\n", *details = cw_tests_details_at(tests, 0);
    (void)state;
    assert_int_equal(cw_tests_failed(tests), 1);
    assert_string_equal(details + strlen(details) - strlen(end), end);
    cw_tests_release(tests);
}

/* Rules that are compiled with other parameters are not kept for ever: two hundred need no more than twenty. */
static void other_parameters_take_no_more_memory(void **state)
{
    int64_t most[2];
    (void)state;
    for (int i = 0; i < 2; i++) {
        heap memory = {.fail_at = -1};
        cw_context *context = heap_context(&memory);
        char *text = repeat("tests long\n", "test \"#\"\n  case: c\n  on: 2024-03-01\n  param least = #\n  expect: met none\n", i ? 200 : 20, "");
        cw_tests *tests = run_long(context, text, CW_OK);
        assert_int_equal(cw_tests_failed(tests), 0);
        most[i] = memory.most;
        cw_tests_release(tests);
        cw_context_unref(context);
        assert_int_equal(memory.live, 0);
    }
    assert_true(most[1] < most[0] * 2);
}

static void large_texts_are_refused(void **state)
{
    cw_context *context = NULL;
    cw_tests *tests = NULL;
    (void)state;
    assert_int_equal(cw_context_new(&context), CW_OK);
    assert_int_equal(cw_context_set_limit(context, CW_LIMIT_DOCUMENT_BYTES, 4), CW_OK);
    assert_int_equal(cw_tests_new(context, &tests), CW_OK);
    assert_int_equal(cw_tests_add_case(tests, "c", "1234", 4), CW_OK);
    assert_int_equal(cw_tests_add_case(tests, "c", "12345", 5), CW_ERR_LIMIT);
    assert_int_equal(cw_tests_run(tests, NULL, NULL, "tests", 5, NULL, 0, NULL), CW_ERR_LIMIT);
    cw_tests_release(tests);
    cw_context_unref(context);
}

/* Every allocation fails once. Then the call says so, nothing is left, and with memory at hand it does what it should. */
static void allocations_fail(void **state)
{
    cw_status status = CW_ERR_NOMEM;
    (void)state;
    for (int64_t n = 0; status == CW_ERR_NOMEM; n++) {
        heap memory = {.fail_at = -1};
        cw_context *context = heap_context(&memory);
        cw_rules *rules = fixture_compile(context, fixture_rules);
        cw_tests *tests = NULL;
        const cw_date day = fixture_day();
        memory.made = 0;
        memory.fail_at = n;
        status = cw_tests_new(context, &tests);
        if (status == CW_OK)
            status = cw_tests_add_case(tests, "family.json", fixture_document, (int64_t)strlen(fixture_document));
        if (status == CW_OK)
            status = cw_tests_set_holidays(tests, &day, 1);
        if (status == CW_OK)
            status = run_text(tests, rules, test_file, NULL, NULL);
        assert_true(status == CW_OK || status == CW_ERR_NOMEM);
        assert_int_equal(cw_tests_count(tests), status == CW_OK ? 2 : 0);
        cw_tests_release(tests);
        cw_rules_unref(rules);
        cw_context_unref(context);
        assert_int_equal(memory.live, 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_test_is_told),
        cmocka_unit_test(a_filter_leaves_the_others_out),
        cmocka_unit_test(an_explanation_follows_where_asked_for),
        cmocka_unit_test(packs_are_found_by_name),
        cmocka_unit_test(errors_are_told),
        cmocka_unit_test(holidays_are_days_off),
        cmocka_unit_test(each_test_has_its_own_holidays),
        cmocka_unit_test(a_test_has_so_many_clauses),
        cmocka_unit_test(not_all_that_differs_is_told),
        cmocka_unit_test(other_parameters_take_no_more_memory),
        cmocka_unit_test(large_texts_are_refused),
        cmocka_unit_test(allocations_fail),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
