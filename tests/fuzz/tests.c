/* SPDX-License-Identifier: MIT */
/* A rule-test file, run on rules of each shape and on a case. */
#include <string.h>

#include "fuzz.h"

/* Also the name of the base case that tests of fuzz_case() give. */
static const char document_name[] = "c.json";

static void check_outcomes(const cw_tests *tests, cw_status status)
{
    int64_t failed = 0, line = 0;
    for (int64_t i = 0; i < cw_tests_count(tests); i++) {
        int empty = cw_tests_details_at(tests, i)[0] == '\0';
        fuzz_expect(empty == cw_tests_passed_at(tests, i), "what failed says why, and nothing else does");
        fuzz_expect(cw_tests_line_at(tests, i) > line, "tests stand in the order of the file");
        line = cw_tests_line_at(tests, i);
        failed += !cw_tests_passed_at(tests, i);
    }
    fuzz_expect(failed == cw_tests_failed(tests), "failed tests are counted");
    fuzz_expect(status == CW_OK || status == CW_ERR_INPUT || cw_tests_count(tests) == 0, "a run that ends leaves nothing");
}

/* The same file gives the same, explained or not. */
static void check_again(cw_tests *tests, const char *text, int64_t length, cw_status status)
{
    int64_t count = cw_tests_count(tests), failed = cw_tests_failed(tests);
    fuzz_expect(cw_tests_run(tests, fuzz_rules(), "f.tests", text, length, NULL, CW_TESTS_EXPLAIN, NULL) == status, "a run can be repeated");
    fuzz_expect(cw_tests_count(tests) == count && cw_tests_failed(tests) == failed, "and gives the same");
    cw_status some = cw_tests_run(tests, fuzz_rules(), NULL, text, length, "a", 0, NULL);
    fuzz_expect(some == CW_OK || some == status, "some of the tests are no worse than all");
    fuzz_expect(cw_tests_count(tests) <= count, "a filter adds no test");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const cw_date days[] = {19724, 19807, 19724};
    const char *text = size ? (const char *)data : "", *document = fuzz_document();
    cw_tests *tests = NULL;
    cw_diag *diag = NULL;
    cw_text *told = NULL;
    fuzz_expect(cw_tests_new(fuzz_context(), &tests) == CW_OK && cw_diag_new(NULL, &diag) == CW_OK, "there is memory");
    fuzz_expect(cw_tests_add_case(tests, document_name, document, (int64_t)strlen(document)) == CW_OK, "a base case is given");
    fuzz_expect(cw_tests_add_case(tests, "bad.json", "{\"format\":", 10) == CW_OK, "one that is none, too");
    fuzz_expect(cw_tests_set_holidays(tests, days, 3) == CW_OK, "holidays are given");
    cw_status status = cw_tests_run(tests, fuzz_rules(), "f.tests", text, (int64_t)size, NULL, 0, diag);
    fuzz_expect(status == CW_ERR_LIMIT || (status == CW_OK) == (cw_diag_errors(diag) == 0), "what is wrong is told");
    check_outcomes(tests, status);
    check_again(tests, text, (int64_t)size, status);
    cw_diag_render(diag, &told);
    cw_text_unref(told);
    cw_diag_unref(diag);
    cw_tests_release(tests);
    return 0;
}
