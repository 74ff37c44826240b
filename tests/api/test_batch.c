/* SPDX-License-Identifier: MIT */
/* Many reports in one call: cw_stream_next_reports. */
#include "fixture.h"

#include <stdbool.h>

/* A clean case on several lines, a bad one, one that is no JSON, two on one line, of the second a warning. */
static const char several[] =
    "{\"format\": \"casework.case/1\", \"id\": \"a\",\n"
    " \"types\": [\"other\"], \"opened\": \"2024-01-02\"}\n"
    "\n"
    "{\"format\": \"casework.case/1\", \"id\": \"b\", \"types\": [\"othr\"], \"opened\": \"2024-02-31\"}\n"
    "what is this\n"
    "{\"format\": \"casework.case/1\", \"id\": \"d\", \"types\": [\"other\"], \"opened\": \"2024-01-02\"}"
    "{\"format\": \"casework.case/1\", \"id\": \"e\", \"types\": [\"other\"], \"opened\": \"2024-01-02\", \"old\": 1}\n";

/* What each line of the answer begins with, and the line of the stream on which its document begins. */
static const struct { const char *begins; int64_t line; } answers[] = {
    {"{\"format\":\"casework.report/1\",\"case\":\"a\",", 1},
    {"{\"format\":\"casework.problem/1\",\"line\":4,\"status\":\"input\",\"diagnostics\":[{\"severity\":\"error\",\"code\":307,"
     "\"line\":4,\"column\":52,\"pointer\":\"/types/0\",", 4},
    {"{\"format\":\"casework.problem/1\",\"line\":5,\"status\":\"input\",\"diagnostics\":[{\"severity\":\"error\",", 5},
    {"{\"format\":\"casework.report/1\",\"case\":\"d\",", 6},
    {"{\"format\":\"casework.report/1\",\"case\":\"e\",", 6},
};
enum { ANSWERS = sizeof answers / sizeof *answers };

static const char rules_text[] =
    "language 1\n"
    "rules demo \"A demonstration\"\n"
    "rule plan\n"
    "  title:   \"A plan\"\n"
    "  require: count(plans) > 0\n";

static cw_stream *open_stream(cw_context *context, const char *text, int32_t form)
{
    cw_stream *stream = NULL;
    cw_evaluator *evaluator = NULL;
    cw_rules *rules = fixture_compile(context, rules_text);
    assert_int_equal(cw_evaluator_new(context, &evaluator), CW_OK);
    assert_int_equal(cw_stream_new(context, "cases.jsonl", 0, &stream), CW_OK);
    assert_int_equal(cw_stream_set_audit(stream, evaluator, rules, fixture_day(), form, 0), CW_OK);
    assert_int_equal(cw_stream_feed(stream, text, (int64_t)strlen(text)), CW_OK);
    assert_int_equal(cw_stream_finish(stream), CW_OK);
    cw_rules_unref(rules);
    cw_evaluator_unref(evaluator);
    return stream;
}

/* Checks that the text holds the answers from `first` on, one a line. */
static void check_lines(cw_text *text, const int64_t *lines, int64_t count, int64_t first)
{
    const char *at = cw_text_data(text);
    for (int64_t i = 0; i < count; i++) {
        const char *end = strchr(at, '\n');
        const char *begins = answers[first + i].begins;
        assert_true(first + i < ANSWERS);
        assert_non_null(end);
        assert_memory_equal(at, begins, strlen(begins));
        if (lines)
            assert_int_equal(lines[i], answers[first + i].line);
        at = end + 1;
    }
    assert_string_equal(at, "");
    assert_int_equal(at - cw_text_data(text), cw_text_length(text));
}

static void any_size_of_batch(void **state)
{
    (void)state;
    for (int64_t most = 1; most <= ANSWERS + 1; most++) {
        cw_stream *stream = open_stream(NULL, several, CW_FORM_JSON_LINE);
        int64_t lines[ANSWERS + 1], count = 0, first = 0;
        cw_text *text = NULL;
        cw_status status;
        while ((status = cw_stream_next_reports(stream, most, &text, lines, &count)) == CW_OK) {
            assert_int_equal(count, ANSWERS - first < most ? ANSWERS - first : most);
            check_lines(text, lines, count, first);
            first += count;
            cw_text_unref(text);
        }
        assert_int_equal(status, CW_ERR_NOT_FOUND);
        assert_null(text);
        assert_int_equal(first, ANSWERS);
        cw_stream_release(stream);
    }
}

/* The lines of reports are what is given one by one. */
static void the_same_as_one_by_one(void **state)
{
    static const char one[] = "{\"format\": \"casework.case/1\", \"id\": \"a\", \"types\": [\"other\"], \"opened\": \"2024-01-02\"}\n";
    cw_stream *batch = open_stream(NULL, one, CW_FORM_JSON_LINE), *single = open_stream(NULL, one, CW_FORM_JSON_LINE);
    cw_text *lines = NULL, *report = NULL;
    int64_t count = 0;
    (void)state;
    assert_int_equal(cw_stream_next_reports(batch, 10, &lines, NULL, &count), CW_OK);
    assert_int_equal(cw_stream_next_report(single, &report, NULL, NULL), CW_OK);
    assert_int_equal(count, 1);
    assert_string_equal(cw_text_data(lines), cw_text_data(report));
    cw_text_unref(lines);
    cw_text_unref(report);
    cw_stream_release(batch);
    cw_stream_release(single);
}

static void a_problem_in_full(void **state)
{
    cw_stream *stream = open_stream(NULL, "{\"format\": \"casework.case/1\", \"id\": \"b\", \"types\": [\"othr\"], \"opened\": \"2024-01-02\","
                                          " \"old\": 1}\n", CW_FORM_JSON_LINE);
    cw_text *text = NULL;
    int64_t count = 0;
    (void)state;
    assert_int_equal(cw_stream_next_reports(stream, 10, &text, NULL, &count), CW_OK);
    assert_text(text,
                "{\"format\":\"casework.problem/1\",\"line\":1,\"status\":\"input\",\"diagnostics\":["
                "{\"severity\":\"error\",\"code\":307,\"line\":1,\"column\":52,\"pointer\":\"/types/0\",\"message\":\"expected "
                "`in_home_cps`, `in_home_status`, `domestic_violence`, `kinship_care`, `out_of_home_care` or `other` for `types`, "
                "found `othr`\",\"help\":\"did you mean `other`?\"},"
                "{\"severity\":\"warning\",\"code\":311,\"line\":1,\"column\":85,\"pointer\":\"/old\",\"message\":\"`old` is not a "
                "field of `case`; it is kept as it stands\",\"help\":null}],\"dropped\":0,\"text\":\"cases.jsonl:1:52: error: expected "
                "`in_home_cps`, `in_home_status`, `domestic_violence`, `kinship_care`, `out_of_home_care` or `other` for `types`, "
                "found `othr` (at /types/0)\\n  help: did you mean `other`?\\ncases.jsonl:1:85: warning: `old` is not a field of "
                "`case`; it is kept as it stands (at /old)\\n\"}\n");
    cw_stream_release(stream);
}

/* A document that could be judged, and the warnings about it. */
static void warnings_end_a_report(void **state)
{
    static const char text[] = "{\"format\": \"casework.case/1\", \"id\": \"b\", \"types\": [\"other\"], \"opened\": \"2024-01-02\", \"old\": 1}\n";
    static const char told[] = ",\"warnings\":[{\"severity\":\"warning\",\"code\":311,\"line\":1,\"column\":86,\"pointer\":\"/old\","
                               "\"message\":\"`old` is not a field of `case`; it is kept as it stands\",\"help\":null}],\"dropped\":0,"
                               "\"text\":\"cases.jsonl:1:86: warning: `old` is not a field of `case`; it is kept as it stands (at /old)\\n\"}\n";
    cw_stream *batch = open_stream(NULL, text, CW_FORM_JSON_LINE), *single = open_stream(NULL, text, CW_FORM_JSON_LINE);
    cw_text *lines = NULL, *report = NULL;
    int64_t count = 0;
    (void)state;
    assert_int_equal(cw_stream_next_reports(batch, 10, &lines, NULL, &count), CW_OK);
    assert_int_equal(cw_stream_next_report(single, &report, NULL, NULL), CW_OK);
    size_t same = (size_t)cw_text_length(report) - 2;
    assert_int_equal(cw_text_length(lines), same + strlen(told));
    assert_memory_equal(cw_text_data(lines), cw_text_data(report), same);
    assert_string_equal(cw_text_data(lines) + same, told);
    cw_text_unref(lines);
    cw_text_unref(report);
    cw_stream_release(batch);
    cw_stream_release(single);
}

/* Each limit is told in the place of the report, and what follows is judged. */
static void limits_are_told_in_their_place(void **state)
{
    static const char text[] = "{\"format\": \"casework.case/1\", \"id\": \"a\", \"types\": [\"othr\", \"othr\"], \"opened\": \"2024-01-02\"}\n";
    static const struct { int32_t limit; int64_t value; const char *begins, *ends; } rows[] = {
        {CW_LIMIT_DOCUMENT_BYTES, 256, "{\"format\":\"casework.problem/1\",\"line\":1,\"status\":\"limit\",", NULL},
        {CW_LIMIT_DIAGNOSTICS, 1, "{\"format\":\"casework.problem/1\",\"line\":1,\"status\":\"input\",", "and 1 more\\n\"}\n"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char long_text[600];
        cw_context *context = NULL;
        cw_text *out = NULL;
        int64_t count = 0;
        memset(long_text, ' ', sizeof long_text);
        memcpy(long_text, text, strlen(text) - 2);
        memcpy(long_text + (rows[i].limit == CW_LIMIT_DOCUMENT_BYTES ? 500 : strlen(text) - 2), "}\n", 3);
        assert_int_equal(cw_context_new(&context), CW_OK);
        assert_int_equal(cw_context_set_limit(context, rows[i].limit, rows[i].value), CW_OK);
        cw_stream *stream = open_stream(context, long_text, CW_FORM_JSON_LINE);
        assert_int_equal(cw_stream_next_reports(stream, 10, &out, NULL, &count), CW_OK);
        assert_int_equal(count, 1);
        assert_memory_equal(cw_text_data(out), rows[i].begins, strlen(rows[i].begins));
        if (rows[i].ends)
            assert_string_equal(cw_text_data(out) + cw_text_length(out) - strlen(rows[i].ends), rows[i].ends);
        cw_text_unref(out);
        cw_stream_release(stream);
        cw_context_unref(context);
    }
}

static void refuses_wrong_arguments(void **state)
{
    cw_stream *stream = open_stream(NULL, several, CW_FORM_JSON_LINE), *text_form = open_stream(NULL, several, CW_FORM_TEXT);
    cw_stream *unset = NULL;
    cw_text *const stale = (cw_text *)1;
    cw_text *text = stale;
    int64_t count = 7;
    (void)state;
    assert_int_equal(cw_stream_new(NULL, NULL, 0, &unset), CW_OK);
    const struct { cw_stream *stream; int64_t most; int64_t *count; cw_status status; } rows[] = {
        {NULL, 1, &count, CW_ERR_ARGUMENT}, {stream, 0, &count, CW_ERR_ARGUMENT}, {stream, -1, &count, CW_ERR_ARGUMENT},
        {stream, 1, NULL, CW_ERR_ARGUMENT}, {unset, 1, &count, CW_ERR_STATE}, {text_form, 1, &count, CW_ERR_STATE},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        text = stale;
        assert_int_equal(cw_stream_next_reports(rows[i].stream, rows[i].most, &text, NULL, rows[i].count), rows[i].status);
        assert_null(text);
    }
    assert_int_equal(cw_stream_next_reports(stream, 1, NULL, NULL, &count), CW_ERR_ARGUMENT);
    assert_int_equal(count, 7);
    cw_stream_release(stream);
    cw_stream_release(text_form);
    cw_stream_release(unset);
}

/* Memory ends at every place once: what was finished is given, and what was not can be taken again. */
static void every_allocation_fails_once(void **state)
{
    bool failed = true;
    (void)state;
    for (int64_t fail = 0; failed; fail++) {
        heap memory = {.fail_at = -1};
        cw_context *context = heap_context(&memory);
        cw_stream *stream = open_stream(context, several, CW_FORM_JSON_LINE);
        int64_t lines[ANSWERS], count = 0, first = 0;
        cw_text *text = NULL;
        memory.fail_at = memory.made + fail;
        cw_status status = cw_stream_next_reports(stream, ANSWERS, &text, lines, &count);
        failed = memory.made > memory.fail_at;
        memory.fail_at = -1;
        assert_true(status == CW_OK ? count > 0 : status == CW_ERR_NOMEM && count == 0 && !text);
        if (text)
            check_lines(text, lines, count, 0);
        cw_text_unref(text);
        first = count;
        if (first < ANSWERS) {
            assert_true(failed);
            assert_int_equal(cw_stream_next_reports(stream, ANSWERS, &text, lines, &count), CW_OK);
            check_lines(text, lines, count, first);
            assert_int_equal(first + count, ANSWERS);
            cw_text_unref(text);
        }
        cw_stream_release(stream);
        cw_context_unref(context);
        assert_int_equal(memory.live, 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(any_size_of_batch), cmocka_unit_test(the_same_as_one_by_one), cmocka_unit_test(a_problem_in_full), cmocka_unit_test(warnings_end_a_report),
        cmocka_unit_test(limits_are_told_in_their_place), cmocka_unit_test(refuses_wrong_arguments), cmocka_unit_test(every_allocation_fails_once),
    };
    return cmocka_run_group_tests_name("api/batch", tests, NULL, NULL);
}
