/* SPDX-License-Identifier: MIT */
/* Reports and explanations, byte for byte, against tests/golden. CASEWORK_REWRITE_GOLDEN=1 writes the files anew instead;
 * then read the difference. Runs in the top folder of the repository. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "../eval/evaluate.h"

static char *read_file(const char *path)
{
    FILE *file = fopen(path, "rb");
    if (!file) return NULL;
    fseek(file, 0, SEEK_END);
    long size = ftell(file);
    rewind(file);
    char *text = malloc((size_t)size + 1);
    assert_non_null(text);
    assert_int_equal(fread(text, 1, (size_t)size, file), size);
    text[size] = '\0';
    fclose(file);
    return text;
}

static void write_file(const char *path, const base_buffer *text)
{
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(text->data, 1, text->length, file), text->length);
    assert_int_equal(fclose(file), 0);
}

static void expect_golden(const char *name, base_buffer *found)
{
    char path[128];
    snprintf(path, sizeof path, "tests/golden/%s", name);
    assert_false(found->failed);
    if (getenv("CASEWORK_REWRITE_GOLDEN")) {
        write_file(path, found);
    } else {
        char *expected = read_file(path);
        if (!expected) fail_msg("%s is not there; run from the repository, or write it with CASEWORK_REWRITE_GOLDEN=1", path);
        if (strcmp(expected, found->data) != 0) fail_msg("%s differs; found:\n%s", path, found->data);
        free(expected);
    }
    base_buffer_finish(found);
}

static cw_report *golden_report(const char *day)
{
    char *rules = read_file("tests/golden/family.rules"), *document = read_file("tests/golden/family.json");
    assert_non_null(rules);
    assert_non_null(document);
    cw_report *report = judge(rules, document, day);
    free(rules);
    free(document);
    return report;
}

static void text_reports(void **state)
{
    (void)state;
    static const struct { const char *day, *name; bool names, all; } files[] = {
        { "2024-02-15", "report.txt", false, false },
        { "2024-02-15", "report-names-all.txt", true, true },
        { "2024-03-01", "report-after-current.txt", false, false },
        { "2023-12-31", "report-before-opening.txt", false, false },
    };
    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
        base_buffer text;
        cw_report *report = golden_report(files[i].day);
        base_buffer_init(&text, report->context);
        assert_int_equal(codec_put_report_text(&text, report, files[i].names, files[i].all), CW_OK);
        expect_golden(files[i].name, &text);
        eval_report_release(report);
    }
}

static void json_reports(void **state)
{
    (void)state;
    static const struct { const char *day, *name; bool names, all, indented; } files[] = {
        { "2024-02-15", "report.json", false, false, true },
        { "2024-02-15", "report-names-all.json", true, true, true },
        { "2024-03-01", "report-after-current.jsonl", false, false, false },
    };
    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
        base_buffer text;
        cw_report *report = golden_report(files[i].day);
        base_buffer_init(&text, report->context);
        assert_int_equal(codec_put_report_json(&text, report, files[i].names, files[i].all, files[i].indented), CW_OK);
        expect_golden(files[i].name, &text);
        eval_report_release(report);
    }
}

/* All findings that a report lists, one explanation after another. */
static void explanations(void **state)
{
    (void)state;
    for (int json = 0; json < 2; json++) {
        base_buffer text;
        cw_report *report = golden_report("2024-02-15");
        base_buffer_init(&text, report->context);
        for (int64_t i = 0; i < report->count; i++) {
            const cw_finding *finding = &report->findings[i];
            if (json) assert_int_equal(codec_put_explanation_json(&text, finding, false, false), CW_OK);
            else assert_int_equal(codec_put_explanation_text(&text, finding, false), CW_OK);
            if (!json) base_put(&text, "\n====\n");
        }
        expect_golden(json ? "explanations.jsonl" : "explanations.txt", &text);
        eval_report_release(report);
    }
}

static void the_schema(void **state)
{
    (void)state;
    base_buffer text;
    base_buffer_init(&text, base_context_use(NULL));
    codec_put_report_schema(&text);
    expect_golden("report.schema.json", &text);
}

/* Names are told only when asked for, wherever a rule puts them. */
static void names_stay_inside(void **state)
{
    (void)state;
    cw_report *report = golden_report("2024-02-15");
    for (int names = 0; names < 2; names++) {
        base_buffer text;
        base_buffer_init(&text, report->context);
        assert_int_equal(codec_put_report_text(&text, report, names, true), CW_OK);
        assert_int_equal(codec_put_report_json(&text, report, names, true, true), CW_OK);
        for (int64_t i = 0; i < report->count; i++)
            assert_int_equal(codec_put_explanation_text(&text, &report->findings[i], names), CW_OK);
        assert_true((strstr(text.data, "Mia") != NULL) == names);
        assert_true((strstr(text.data, "Zoe") != NULL) == names);
        base_buffer_finish(&text);
    }
    eval_report_release(report);
}

/* Nothing in a text report acts on a terminal; no line with spaces in it is wider than the page. */
static void a_page_is_safe_and_narrow(void **state)
{
    (void)state;
    cw_report *report = golden_report("2024-02-15");
    base_buffer text;
    base_buffer_init(&text, report->context);
    assert_int_equal(codec_put_report_text(&text, report, true, true), CW_OK);
    assert_null(strstr(text.data, "\xe2\x80\xae"));
    assert_non_null(strstr(text.data, "Leo\\u{202e}oeL"));
    for (const char *line = text.data; *line; line = strchr(line, '\n') + 1)
        assert_true(strchr(line, '\n') - line <= 100);
    base_buffer_finish(&text);
    eval_report_release(report);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_reports), cmocka_unit_test(json_reports), cmocka_unit_test(explanations),
        cmocka_unit_test(the_schema), cmocka_unit_test(names_stay_inside), cmocka_unit_test(a_page_is_safe_and_narrow),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
