/* SPDX-License-Identifier: MIT */
#include "fixture.h"

#include <stdbool.h>
#include <stdio.h>

/* Cases one after another: a clean one on several lines, a bad one, one cut short, one that is no JSON, two on one line. */
static const char several[] =
    "{\"format\": \"casework.case/1\", \"id\": \"a\",\n"
    " \"types\": [\"other\"],\n"
    " \"opened\": \"2024-01-02\"}\n"
    "\n"
    "{\"format\": \"casework.case/1\", \"id\": \"b\", \"types\": [\"othr\"], \"opened\": \"2024-02-31\"}\n"
    "{\"format\": \"casework.case/1\", \"id\": \"c\n"
    "what is this\n"
    "{\"format\": \"casework.case/1\", \"id\": \"d\", \"types\": [\"other\"], \"opened\": \"2024-01-02\"}"
    "{\"format\": \"casework.case/1\", \"id\": \"e\", \"types\": [\"other\"], \"opened\": \"2024-01-02\"}\n"
    "{\"format\": \"casework.case/1\", \"id\": \"f\", \"types\": [\"other\"], \"op";

static const char rules_text[] =
    "language 1\n"
    "rules demo \"A demonstration\"\n"
    "rule plan\n"
    "  title:   \"A plan\"\n"
    "  require: count(plans) > 0\n";

/* All that a stream gives, as one text. */
typedef struct told {
    char text[8192];
    size_t length;
} told;

static void put(told *self, const char *text)
{
    size_t length = strlen(text);
    assert_true(self->length + length < sizeof self->text);
    memcpy(self->text + self->length, text, length + 1);
    self->length += length;
}

static void put_place(told *self, int64_t line, const char *what)
{
    char place[64];
    snprintf(place, sizeof place, "%lld:%s ", (long long)line, what);
    put(self, place);
}

static void put_case(told *self, int64_t line, const cw_case *one)
{
    put_place(self, line, cw_record_id(cw_case_record(one)));
    put(self, "\n");
}

static void put_problems(told *self, int64_t line, cw_status status, const cw_diag *diag)
{
    cw_text *text = NULL;
    put_place(self, line, cw_status_name(status));
    assert_int_equal(cw_diag_render(diag, &text), CW_OK);
    put(self, "\n");
    put(self, cw_text_data(text));
    cw_text_unref(text);
}

static void take_cases(cw_stream *stream, told *out)
{
    cw_diag *diag = NULL;
    cw_status status;
    assert_int_equal(cw_diag_new(NULL, &diag), CW_OK);
    do {
        cw_case *one = NULL;
        int64_t line = 0;
        status = cw_stream_next_case(stream, &one, &line, diag);
        if (status == CW_OK) {
            assert_int_equal(cw_case_is_frozen(one), 1);
            put_case(out, line, one);
        } else if (status != CW_ERR_NOT_FOUND) {
            assert_null(one);
            put_problems(out, line, status, diag);
        }
        cw_case_unref(one);
        cw_diag_clear(diag);
    } while (status != CW_ERR_NOT_FOUND);
    cw_diag_unref(diag);
}

/* The report, without what every report says. */
static void put_report(told *self, int64_t line, cw_text *report)
{
    static const char start[] = "{\"format\":\"casework.report/1\",\"case\":\"";
    const char *data = cw_text_data(report);
    char id[2] = {0};
    assert_memory_equal(data, start, sizeof start - 1);
    id[0] = data[sizeof start - 1];
    put_place(self, line, id);
    put(self, "\n");
    assert_int_equal(data[cw_text_length(report) - 1], '\n');
    cw_text_unref(report);
}

static void take_reports(cw_stream *stream, told *out)
{
    cw_diag *diag = NULL;
    cw_status status;
    assert_int_equal(cw_diag_new(NULL, &diag), CW_OK);
    do {
        cw_text *report = NULL;
        int64_t line = 0;
        status = cw_stream_next_report(stream, &report, &line, diag);
        if (status == CW_OK)
            put_report(out, line, report);
        else if (status != CW_ERR_NOT_FOUND)
            put_problems(out, line, status, diag);
        cw_diag_clear(diag);
    } while (status != CW_ERR_NOT_FOUND);
    cw_diag_unref(diag);
}

typedef void take(cw_stream *stream, told *out);

static void feed(cw_stream *stream, const char *text, int64_t size, take *taken, told *out)
{
    int64_t length = (int64_t)strlen(text);
    for (int64_t at = 0; at < length; at += size) {
        assert_int_equal(cw_stream_feed(stream, text + at, length - at < size ? length - at : size), CW_OK);
        taken(stream, out);
    }
    assert_int_equal(cw_stream_finish(stream), CW_OK);
    taken(stream, out);
}

static const char all_told[] =
    "1:a \n"
    "5:wrong input \n"
    "in.jsonl:5:52: error: expected `in_home_cps`, `in_home_status`, `domestic_violence`, `kinship_care`, "
    "`out_of_home_care` or `other` for `types`, found `othr` (at /types/0)\n"
    "  help: did you mean `other`?\n"
    "in.jsonl:5:71: error: there is no day `2024-02-31`: February 2024 has 29 days (at /opened)\n"
    "6:wrong input \n"
    "in.jsonl:6:39: error: a text must not hold a line break as it is (at /id)\n"
    "  help: write `\\n`\n"
    "8:d \n"
    "8:e \n"
    "9:wrong input \n"
    "in.jsonl:9:62: error: the text that begins here has no closing double quote\n";

static void pieces_of_any_size(void **state)
{
    (void)state;
    for (int64_t size = (int64_t)strlen(several); size > 0; size--) {
        cw_stream *stream = NULL;
        told found = {0};
        assert_int_equal(cw_stream_new(NULL, "in.jsonl", 0, &stream), CW_OK);
        feed(stream, several, size, take_cases, &found);
        assert_string_equal(found.text, all_told);
        cw_stream_release(stream);
    }
}

static void gives_reports(void **state)
{
    cw_rules *rules = fixture_compile(NULL, rules_text);
    cw_evaluator *evaluator = NULL;
    cw_stream *stream = NULL;
    told found = {0};
    (void)state;
    assert_int_equal(cw_evaluator_new(NULL, &evaluator), CW_OK);
    assert_int_equal(cw_stream_new(NULL, "in.jsonl", 0, &stream), CW_OK);
    assert_int_equal(cw_stream_set_audit(stream, evaluator, rules, fixture_day(), CW_FORM_JSON_LINE, 0), CW_OK);
    cw_rules_unref(rules);
    cw_evaluator_unref(evaluator);
    feed(stream, several, 100, take_reports, &found);
    assert_string_equal(found.text, all_told);
    cw_stream_release(stream);
}

/* The one call, the stream, and the steps one by one give the same bytes. */
static void one_call_from_text_to_text(void **state)
{
    cw_report *report = fixture_report(NULL);
    cw_rules *rules = fixture_compile(NULL, fixture_rules);
    cw_evaluator *evaluator = NULL;
    cw_stream *stream = NULL;
    int64_t length = (int64_t)strlen(fixture_document);
    (void)state;
    assert_int_equal(cw_evaluator_new(NULL, &evaluator), CW_OK);
    for (int32_t form = CW_FORM_TEXT; form <= CW_FORM_JSON_LINE; form++) {
        cw_text *steps = NULL, *text = NULL;
        int64_t line = 0;
        assert_int_equal(cw_report_write(report, form, CW_SHOW_ALL, &steps), CW_OK);
        assert_int_equal(cw_evaluator_audit_text(evaluator, rules, fixture_day(), fixture_document, length, form, CW_SHOW_ALL,
                                                 &text, NULL), CW_OK);
        assert_text(text, cw_text_data(steps));
        assert_int_equal(cw_stream_new(NULL, NULL, 0, &stream), CW_OK);
        assert_int_equal(cw_stream_set_audit(stream, evaluator, rules, fixture_day(), form, CW_SHOW_ALL), CW_OK);
        assert_int_equal(cw_stream_feed(stream, fixture_document, length), CW_OK);
        assert_int_equal(cw_stream_next_report(stream, &text, &line, NULL), CW_OK);
        assert_int_equal(line, 1);
        assert_text(text, cw_text_data(steps));
        cw_stream_release(stream);
        cw_text_unref(steps);
    }
    cw_evaluator_unref(evaluator);
    cw_rules_unref(rules);
    cw_report_unref(report);
}

static void one_call_tells_what_is_wrong(void **state)
{
    static const char bad[] = "{\"format\": \"casework.case/1\", \"id\": \"c\", \"types\": [\"other\"]}";
    cw_rules *rules = fixture_compile(NULL, rules_text);
    cw_evaluator *evaluator = NULL;
    cw_text *text = NULL;
    cw_diag *diag = NULL;
    (void)state;
    assert_int_equal(cw_evaluator_new(NULL, &evaluator), CW_OK);
    assert_int_equal(cw_diag_new(NULL, &diag), CW_OK);
    assert_int_equal(cw_evaluator_audit_text(evaluator, rules, 0, bad, sizeof bad - 1, CW_FORM_TEXT, 0, &text, diag), CW_ERR_INPUT);
    assert_null(text);
    assert_true(cw_diag_errors(diag) > 0);
    assert_int_equal(cw_evaluator_audit_text(evaluator, rules, 0, bad, sizeof bad - 1, CW_FORM_TEXT, 0, &text, NULL), CW_ERR_INPUT);
    assert_int_equal(cw_evaluator_audit_text(evaluator, rules, 0, NULL, 0, CW_FORM_TEXT, 0, &text, NULL), CW_ERR_INPUT);
    assert_int_equal(cw_evaluator_audit_text(evaluator, rules, 0, NULL, 1, CW_FORM_TEXT, 0, &text, NULL), CW_ERR_ARGUMENT);
    assert_int_equal(cw_evaluator_audit_text(evaluator, rules, 0, bad, -1, CW_FORM_TEXT, 0, &text, NULL), CW_ERR_ARGUMENT);
    assert_int_equal(cw_evaluator_audit_text(NULL, rules, 0, bad, 1, CW_FORM_TEXT, 0, &text, NULL), CW_ERR_ARGUMENT);
    assert_int_equal(cw_evaluator_audit_text(evaluator, NULL, 0, bad, 1, CW_FORM_TEXT, 0, &text, NULL), CW_ERR_ARGUMENT);
    assert_int_equal(cw_evaluator_audit_text(evaluator, rules, CW_DATE_NONE, bad, 1, CW_FORM_TEXT, 0, &text, NULL), CW_ERR_VALUE);
    assert_int_equal(cw_evaluator_audit_text(evaluator, rules, 0, bad, 1, 0, 0, &text, NULL), CW_ERR_ARGUMENT);
    assert_int_equal(cw_evaluator_audit_text(evaluator, rules, 0, bad, 1, CW_FORM_TEXT, 4, &text, NULL), CW_ERR_ARGUMENT);
    assert_int_equal(cw_evaluator_audit_text(evaluator, rules, 0, bad, 1, CW_FORM_TEXT, 0, NULL, NULL), CW_ERR_ARGUMENT);
    assert_null(text);
    cw_diag_unref(diag);
    cw_evaluator_unref(evaluator);
    cw_rules_unref(rules);
}

static void refuses_wrong_arguments(void **state)
{
    cw_rules *rules = fixture_compile(NULL, rules_text);
    cw_evaluator *evaluator = NULL;
    cw_stream *stream = NULL;
    cw_case *one = NULL;
    cw_text *text = NULL;
    (void)state;
    assert_int_equal(cw_evaluator_new(NULL, &evaluator), CW_OK);
    assert_int_equal(cw_stream_new(NULL, NULL, 0, NULL), CW_ERR_ARGUMENT);
    assert_int_equal(cw_stream_new(NULL, NULL, CW_READ_EDITABLE, &stream), CW_ERR_ARGUMENT);
    assert_null(stream);
    assert_int_equal(cw_stream_new(NULL, NULL, CW_READ_KEEP_WORDS, &stream), CW_OK);
    assert_int_equal(cw_stream_feed(NULL, "x", 1), CW_ERR_ARGUMENT);
    assert_int_equal(cw_stream_feed(stream, NULL, 1), CW_ERR_ARGUMENT);
    assert_int_equal(cw_stream_feed(stream, "x", -1), CW_ERR_ARGUMENT);
    assert_int_equal(cw_stream_feed(stream, NULL, 0), CW_OK);
    assert_int_equal(cw_stream_next_case(NULL, &one, NULL, NULL), CW_ERR_ARGUMENT);
    assert_int_equal(cw_stream_next_case(stream, NULL, NULL, NULL), CW_ERR_ARGUMENT);
    assert_int_equal(cw_stream_next_case(stream, &one, NULL, NULL), CW_ERR_NOT_FOUND);
    assert_int_equal(cw_stream_next_report(NULL, &text, NULL, NULL), CW_ERR_ARGUMENT);
    assert_int_equal(cw_stream_next_report(stream, NULL, NULL, NULL), CW_ERR_ARGUMENT);
    assert_int_equal(cw_stream_next_report(stream, &text, NULL, NULL), CW_ERR_STATE);
    assert_int_equal(cw_stream_set_audit(NULL, evaluator, rules, 0, CW_FORM_TEXT, 0), CW_ERR_ARGUMENT);
    assert_int_equal(cw_stream_set_audit(stream, NULL, rules, 0, CW_FORM_TEXT, 0), CW_ERR_ARGUMENT);
    assert_int_equal(cw_stream_set_audit(stream, evaluator, NULL, 0, CW_FORM_TEXT, 0), CW_ERR_ARGUMENT);
    assert_int_equal(cw_stream_set_audit(stream, evaluator, rules, CW_DATE_UNKNOWN, CW_FORM_TEXT, 0), CW_ERR_VALUE);
    assert_int_equal(cw_stream_set_audit(stream, evaluator, rules, 0, 4, 0), CW_ERR_ARGUMENT);
    assert_int_equal(cw_stream_set_audit(stream, evaluator, rules, 0, CW_FORM_TEXT, 4), CW_ERR_ARGUMENT);
    assert_int_equal(cw_stream_next_report(stream, &text, NULL, NULL), CW_ERR_STATE);
    assert_int_equal(cw_stream_set_audit(stream, evaluator, rules, 0, CW_FORM_TEXT, 0), CW_OK);
    assert_int_equal(cw_stream_next_report(stream, &text, NULL, NULL), CW_ERR_NOT_FOUND);
    assert_int_equal(cw_stream_finish(NULL), CW_ERR_ARGUMENT);
    assert_int_equal(cw_stream_finish(stream), CW_OK);
    assert_int_equal(cw_stream_feed(stream, "x", 1), CW_ERR_STATE);
    assert_int_equal(cw_stream_finish(stream), CW_OK);
    cw_stream_release(stream);
    cw_stream_release(NULL);
    cw_evaluator_unref(evaluator);
    cw_rules_unref(rules);
}

static void limits_are_told_in_their_place(void **state)
{
    static const char text[] =
        "{\"format\": \"casework.case/1\", \"id\": \"a\", \"types\": [\"other\"], \"opened\": \"2024-01-02\"}\n"
        "{\"format\": \"casework.case/1\", \"id\": \"b\", \"types\": [\"other\"], \"opened\": \"2024-01-02\",\n \"members\": [\n"
        "  {\"id\": \"m1\", \"roles\": [\"child\"]}, {\"id\": \"m2\", \"roles\": [\"child\"]}]}\n"
        "{\"format\": \"casework.case/1\", \"id\": \"c\", \"types\": [\"other\"], \"opened\": \"2024-01-02\"}\n";
    static const char each[] = "language 1\nrules demo \"D\"\nrule seen\n  title: \"Seen\"\n  for: m in members\n  require: false\n";
    static const int64_t limits[][2] = {{CW_LIMIT_DOCUMENT_BYTES, 100}, {CW_LIMIT_FINDINGS, 1}};
    static const char *const messages[] = {"the text is longer than the limit of 100 bytes",
                                           "the case has more findings than one report may hold"};
    (void)state;
    for (int i = 0; i < 2; i++) {
        cw_context *context = NULL;
        cw_evaluator *evaluator = NULL;
        cw_stream *stream = NULL;
        cw_text *report = NULL;
        cw_diag *diag = NULL;
        int64_t line = 0;
        cw_rules *rules = fixture_compile(NULL, each);
        assert_int_equal(cw_diag_new(NULL, &diag), CW_OK);
        assert_int_equal(cw_context_new(&context), CW_OK);
        assert_int_equal(cw_context_set_limit(context, (int32_t)limits[i][0], limits[i][1]), CW_OK);
        assert_int_equal(cw_evaluator_new(context, &evaluator), CW_OK);
        assert_int_equal(cw_stream_new(context, "s", 0, &stream), CW_OK);
        assert_int_equal(cw_stream_set_audit(stream, evaluator, rules, fixture_day(), CW_FORM_TEXT, 0), CW_OK);
        assert_int_equal(cw_stream_feed(stream, text, sizeof text - 1), CW_OK);
        assert_int_equal(cw_stream_next_report(stream, &report, &line, diag), CW_OK);
        cw_text_unref(report);
        assert_int_equal(cw_stream_next_report(stream, &report, &line, diag), CW_ERR_LIMIT);
        assert_null(report);
        assert_int_equal(line, 2);
        assert_int_equal(cw_diag_count(diag), 1);
        assert_int_equal(cw_diag_line(diag, 0), 2);
        assert_string_equal(cw_diag_message(diag, 0), messages[i]);
        assert_int_equal(cw_stream_next_report(stream, &report, &line, diag), CW_OK);
        assert_int_equal(line, 5);
        cw_text_unref(report);
        cw_stream_release(stream);
        cw_evaluator_unref(evaluator);
        cw_rules_unref(rules);
        cw_context_unref(context);
        cw_diag_unref(diag);
    }
}

/* Feeds one document and takes its report; with memory short, until it goes. */
static void audit_one(cw_stream *stream, heap *memory, int64_t fail_at, const char *wanted)
{
    cw_text *report = NULL;
    cw_diag *diag = NULL;
    cw_status status;
    memory->made = 0;
    memory->fail_at = fail_at;
    status = cw_stream_feed(stream, fixture_document, (int64_t)strlen(fixture_document));
    if (status == CW_ERR_NOMEM) {
        memory->fail_at = -1;
        assert_int_equal(cw_stream_feed(stream, fixture_document, (int64_t)strlen(fixture_document)), CW_OK);
    }
    status = cw_stream_next_report(stream, &report, NULL, diag);
    if (status == CW_ERR_NOMEM) {
        assert_null(report);
        memory->fail_at = -1;
        assert_int_equal(cw_stream_next_report(stream, &report, NULL, diag), CW_OK);
    }
    memory->fail_at = -1;
    assert_non_null(report);
    assert_text(report, wanted);
    assert_int_equal(cw_stream_next_report(stream, &report, NULL, NULL), CW_ERR_NOT_FOUND);
}

/* Where memory runs out nothing is lost: the same document is there to be taken again. */
static void every_allocation_fails_once(void **state)
{
    cw_rules *rules = fixture_compile(NULL, fixture_rules);
    cw_report *report = fixture_report(NULL);
    cw_text *wanted = NULL;
    (void)state;
    assert_int_equal(cw_report_write(report, CW_FORM_JSON_LINE, 0, &wanted), CW_OK);
    cw_report_unref(report);
    for (int64_t n = 0, failed = 1; failed; n++) {
        heap memory = {.fail_at = -1};
        cw_context *context = heap_context(&memory);
        cw_evaluator *evaluator = NULL;
        cw_stream *stream = NULL;
        assert_int_equal(cw_evaluator_new(context, &evaluator), CW_OK);
        memory.made = 0;
        memory.fail_at = n;
        failed = cw_stream_new(context, "s", 0, &stream) == CW_ERR_NOMEM;
        if (failed) {
            assert_null(stream);
            memory.fail_at = -1;
            assert_int_equal(cw_stream_new(context, "s", 0, &stream), CW_OK);
        }
        memory.fail_at = -1;
        assert_int_equal(cw_stream_set_audit(stream, evaluator, rules, fixture_day(), CW_FORM_JSON_LINE, 0), CW_OK);
        audit_one(stream, &memory, n, cw_text_data(wanted));
        failed = failed || memory.made > n;
        audit_one(stream, &memory, n, cw_text_data(wanted));
        cw_stream_release(stream);
        cw_evaluator_unref(evaluator);
        cw_context_unref(context);
        assert_int_equal(memory.live, 0);
    }
    cw_text_unref(wanted);
    cw_rules_unref(rules);
}

/* A warmed stream takes no more than a fresh case and its report need: what it has, it uses again. */
static void a_warmed_stream_reuses_memory(void **state)
{
    heap memory = {.fail_at = -1};
    cw_context *context = heap_context(&memory);
    cw_rules *rules = fixture_compile(context, fixture_rules);
    cw_evaluator *evaluator = NULL;
    cw_stream *stream = NULL;
    int64_t live = 0;
    (void)state;
    assert_int_equal(cw_evaluator_new(context, &evaluator), CW_OK);
    assert_int_equal(cw_stream_new(context, NULL, 0, &stream), CW_OK);
    assert_int_equal(cw_stream_set_audit(stream, evaluator, rules, fixture_day(), CW_FORM_JSON_LINE, 0), CW_OK);
    for (int i = 0; i < 50; i++) {
        cw_text *report = NULL;
        assert_int_equal(cw_stream_feed(stream, fixture_document, (int64_t)strlen(fixture_document)), CW_OK);
        assert_int_equal(cw_stream_next_report(stream, &report, NULL, NULL), CW_OK);
        cw_text_unref(report);
        if (i == 1)
            live = memory.live;
        if (i > 1)
            assert_int_equal(memory.live, live);
    }
    cw_stream_release(stream);
    cw_evaluator_unref(evaluator);
    cw_rules_unref(rules);
    cw_context_unref(context);
    assert_int_equal(memory.live, 0);
}

/* ---- document by document ---- */

/* Each by itself, whatever it is: cut short where a brace could follow, empty, two in one, with a byte order mark. */
static const char *const documents[] = {
    "{\"format\": \"casework.case/1\", \"id\": \"a\", \"types\": [\"other\"], \"opened\": \"2024-01-02\"}",
    "{\"format\": \"casework.case/1\", \"id\": \"b\", \"members\": [",
    "",
    "{\"format\": \"casework.case/1\", \"id\": \"c\", \"types\": [\"other\"], \"opened\": \"2024-01-02\"}\n{}",
    "\xEF\xBB\xBF\n{\"format\": \"casework.case/1\", \"id\": \"d\", \"types\": [\"other\"], \"opened\": \"2024-01-02\"}\n",
    "{\"a\": \"b",
    "{\"format\": \"casework.case/1\", \"id\": \"e\", \"types\": [\"other\"], \"opened\": \"2024-01-02\"}",
};
static const char *const ids[] = {"a", NULL, NULL, NULL, "d", NULL, "e"};
enum { DOCUMENTS = sizeof documents / sizeof *documents };

static void expect_document(cw_stream *stream, int at)
{
    cw_case *one = NULL;
    int64_t line = 0;
    cw_status status = cw_stream_next_case(stream, &one, &line, NULL);
    assert_int_equal(status, ids[at] ? CW_OK : CW_ERR_INPUT);
    assert_int_equal(line, 1);
    if (ids[at])
        assert_string_equal(cw_record_id(cw_case_record(one)), ids[at]);
    cw_case_unref(one);
}

/* All at once, or each taken before the next is fed. */
static void takes_documents_one_by_one(void **state)
{
    cw_case *one = NULL;
    (void)state;
    for (int at_once = 0; at_once < 2; at_once++) {
        cw_stream *stream = NULL;
        assert_int_equal(cw_stream_new(NULL, NULL, 0, &stream), CW_OK);
        for (int i = 0; i < DOCUMENTS; i++) {
            assert_int_equal(cw_stream_feed_document(stream, documents[i], (int64_t)strlen(documents[i])), CW_OK);
            if (!at_once)
                expect_document(stream, i);
        }
        for (int i = 0; at_once && i < DOCUMENTS; i++)
            expect_document(stream, i);
        assert_int_equal(cw_stream_next_case(stream, &one, NULL, NULL), CW_ERR_NOT_FOUND);
        cw_stream_release(stream);
    }
}

static void is_fed_in_one_way(void **state)
{
    cw_stream *stream = NULL;
    (void)state;
    assert_int_equal(cw_stream_new(NULL, NULL, 0, &stream), CW_OK);
    assert_int_equal(cw_stream_feed_document(stream, NULL, 1), CW_ERR_ARGUMENT);
    assert_int_equal(cw_stream_feed_document(stream, "{}", -1), CW_ERR_ARGUMENT);
    assert_int_equal(cw_stream_feed_document(NULL, "{}", 2), CW_ERR_ARGUMENT);
    assert_int_equal(cw_stream_feed_document(stream, "{}", 2), CW_OK);
    assert_int_equal(cw_stream_feed(stream, "{}", 2), CW_ERR_STATE);
    assert_int_equal(cw_stream_finish(stream), CW_OK);
    assert_int_equal(cw_stream_feed_document(stream, "{}", 2), CW_ERR_STATE);
    cw_stream_release(stream);
    assert_int_equal(cw_stream_new(NULL, NULL, 0, &stream), CW_OK);
    assert_int_equal(cw_stream_feed(stream, "{", 1), CW_OK);
    assert_int_equal(cw_stream_feed_document(stream, "{}", 2), CW_ERR_STATE);
    cw_stream_release(stream);
}

/* What could not be fed was not, and can be fed again. */
static void feeding_documents_without_memory(void **state)
{
    bool failed = true;
    (void)state;
    for (int64_t fail = 0; failed; fail++) {
        heap memory = {.fail_at = -1};
        cw_context *context = heap_context(&memory);
        cw_stream *stream = NULL;
        assert_int_equal(cw_stream_new(context, NULL, 0, &stream), CW_OK);
        memory.fail_at = memory.made + fail;
        failed = false;
        for (int i = 0; i < DOCUMENTS; i++) {
            cw_status status = cw_stream_feed_document(stream, documents[i], (int64_t)strlen(documents[i]));
            if (status != CW_OK) {
                assert_int_equal(status, CW_ERR_NOMEM);
                failed = true;
                memory.fail_at = -1;
                assert_int_equal(cw_stream_feed_document(stream, documents[i], (int64_t)strlen(documents[i])), CW_OK);
            }
        }
        memory.fail_at = -1;
        for (int i = 0; i < DOCUMENTS; i++)
            expect_document(stream, i);
        cw_stream_release(stream);
        cw_context_unref(context);
        assert_int_equal(memory.live, 0);
    }
}

static void long_documents_are_told(void **state)
{
    cw_context *context = NULL;
    cw_stream *stream = NULL;
    cw_case *one = NULL;
    (void)state;
    assert_int_equal(cw_context_new(&context), CW_OK);
    assert_int_equal(cw_context_set_limit(context, CW_LIMIT_DOCUMENT_BYTES, (int64_t)strlen(documents[0])), CW_OK);
    assert_int_equal(cw_stream_new(context, NULL, 0, &stream), CW_OK);
    assert_int_equal(cw_stream_feed_document(stream, documents[3], (int64_t)strlen(documents[3])), CW_OK);
    assert_int_equal(cw_stream_feed_document(stream, documents[0], (int64_t)strlen(documents[0])), CW_OK);
    assert_int_equal(cw_stream_next_case(stream, &one, NULL, NULL), CW_ERR_LIMIT);
    assert_int_equal(cw_stream_next_case(stream, &one, NULL, NULL), CW_OK);
    cw_case_unref(one);
    cw_stream_release(stream);
    cw_context_unref(context);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(takes_documents_one_by_one), cmocka_unit_test(is_fed_in_one_way),
        cmocka_unit_test(feeding_documents_without_memory), cmocka_unit_test(long_documents_are_told),
        cmocka_unit_test(pieces_of_any_size), cmocka_unit_test(gives_reports), cmocka_unit_test(one_call_from_text_to_text),
        cmocka_unit_test(one_call_tells_what_is_wrong), cmocka_unit_test(refuses_wrong_arguments),
        cmocka_unit_test(limits_are_told_in_their_place), cmocka_unit_test(every_allocation_fails_once),
        cmocka_unit_test(a_warmed_stream_reuses_memory),
    };
    return cmocka_run_group_tests_name("api/stream", tests, NULL, NULL);
}
