/* SPDX-License-Identifier: MIT */
/* The words for the library's own numbers, as its documents spell them, and none for any other number. */
#include "fixture.h"

typedef const char *name_function(int32_t number);

static const struct { name_function *name; int32_t first; const char *words[9]; } rows[] = {
    {cw_finding_status_name, CW_MET, {"met", "not_applicable", "waived", "pending", "late", "unmet", "overdue", "unknown"}},
    {cw_reason_name, CW_REASON_MISSING, {"missing", "error", "limit", "after_current"}},
    {cw_force_name, CW_FORCE_REQUIRED, {"required", "advised"}},
    {cw_form_name, CW_FORM_TEXT, {"text", "json", "json_line", "csv"}},
    {cw_form_name, CW_WRITE_INDENTED, {"indented", "compact", "canonical"}},
    {cw_form_name, CW_VALUE_TEXT, {"text", "json", "typed"}},
    {cw_digest_name, CW_DIGEST_RULES, {"rules", "parameters", "holidays", "case"}},
    {cw_count_name, CW_COUNT_MET, {"met", "missed", "waived", "pending", "unknown", "perhaps_met", "perhaps_missed"}},
    {cw_counted_name, CW_COUNTED_FINDINGS, {"findings", "periods"}},
    {cw_rate_name, CW_RATE_KNOWN, {"known", "best", "worst"}},
    {cw_target_name, CW_TARGET_REACHED, {"reached", "missed", "unknown", "empty"}},
    {cw_severity_name, CW_SEVERITY_ERROR, {"error", "warning"}},
    {cw_state_name, CW_STATE_RECORDED, {"recorded", "unknown", "none", "stated"}},
    {cw_type_name, CW_TYPE_TEXT, {"text", "number", "boolean", "date", "word", "reference", "row"}},
    {cw_group_name, CW_GROUP_HANDLE, {"handle", "entry", "row"}},
    {cw_time_name, CW_TIME_NONE, {"none", "actual", "planned"}},
};
enum { ROWS = sizeof rows / sizeof *rows };

static void names_all(void **state)
{
    (void)state;
    for (int i = 0; i < ROWS; i++) {
        int32_t number = rows[i].first;
        for (const char *const *word = rows[i].words; *word; word++)
            assert_string_equal(rows[i].name(number++), *word);
        assert_null(rows[i].name(number));
        assert_null(rows[i].name(rows[i].first - 1));
        assert_null(rows[i].name(INT32_MAX));
        assert_null(rows[i].name(INT32_MIN));
    }
}

/* The words stand in what the library writes. */
static void are_those_of_documents(void **state)
{
    cw_report *report = fixture_report(NULL);
    cw_text *text = NULL;
    char member[64] = "\"status\":\"";
    (void)state;
    assert_int_equal(cw_report_write(report, CW_FORM_JSON_LINE, CW_SHOW_ALL, &text), CW_OK);
    for (int64_t i = 0; i < cw_report_count(report); i++) {
        strcpy(member + 10, cw_finding_status_name(cw_finding_status(cw_report_at(report, i))));
        assert_non_null(strstr(cw_text_data(text), member));
    }
    assert_true(cw_report_count(report) > 0);
    cw_text_unref(text);
    cw_report_unref(report);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(names_all), cmocka_unit_test(are_those_of_documents)};
    return cmocka_run_group_tests_name("api/names", tests, NULL, NULL);
}
