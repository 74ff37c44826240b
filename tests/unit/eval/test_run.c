/* SPDX-License-Identifier: MIT */
/* Evaluations as a whole: budgets, limits, reuse, memory that runs out, assumptions. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "table.h"

#define HEAD "language 1\nrules test \"Test\"\n"
#define OPEN "{\"format\": \"casework.case/1\", \"id\": \"c\", \"types\": [\"in_home_cps\"], \"opened\": \"2024-01-01\""

/* ---- a host whose memory can run out ---- */

typedef struct host { int64_t given, held, left; } host;

static void *allocate(void *user, size_t size)
{
    host *host = user;
    if (host->left == 0) return NULL;
    if (host->left > 0) host->left--;
    host->given++;
    host->held++;
    return malloc(size);
}

static void release(void *user, void *memory, size_t size)
{
    host *host = user;
    (void)size;
    host->held--;
    free(memory);
}

static cw_context *context_of(host *host)
{
    cw_context *context;
    assert_int_equal(base_context_new(allocate, release, host, &context), CW_OK);
    return context;
}

static cw_context *limited(int32_t limit, int64_t value)
{
    cw_context *context;
    assert_int_equal(base_context_new(NULL, NULL, NULL, &context), CW_OK);
    assert_int_equal(base_context_set_limit(context, limit, value), CW_OK);
    return context;
}

/* ---- what is judged in most of these tests ---- */

static const char rules_text[] = HEAD
    "parameter most = 2 reading A1\n"
    "condition child(m) = \"child\" in m.roles\n"
    "rule seen\n  title: \"See {m.name}, with {m.roles}\"\n  for: m in members[category = \"family\"]\n"
    "  let met = contacts[m in with]\n  when: child(m)\n  require: count(met) >= most\n"
    "  remedy: \"Go to {m.name}, born {m.born}.\"\n"
    "rule planned\n  title: \"There is a plan\"\n  from: case.opened + @\"P30D\"\n  require: plan != null\n"
    "rule advised\n  title: \"Court\"\n  force: advised\n  require: case.court_involved\n"
    "rule once\n  title: \"Once\"\n  for: c in contacts\n  within: 3 working days of c.date\n  paused: [[c.date..c.date]]\n  require: false\n"
    "  waived: by supervisor\n  waived: when case.adult_victim_choice\n"
    "rule weekly\n  title: \"Weekly\"\n  valid: until 2024-01-10\n  every: 1 week\n  from: case.opened\n"
    "  require: some c in contacts satisfies c.date in period and c.mode = \"face_to_face\"\n"
    "rule weekly\n  title: \"Weekly\"\n  valid: from 2024-01-11\n  every: 1 week\n  from: case.opened + @\"P9D\"\n  require: false\n";

static const char case_text[] = OPEN ", \"members\": [" LEO ", " MIA ", "
    "{\"id\": \"zoe\", \"name\": \"Zoe\\nZ\", \"joined\": \"2024-01-01\"}, {\"id\": \"kit\", \"roles\": [\"child\"], \"joined\": null}],"
    " \"record\": [" ENTRY("contact", "2024-01-05", ", \"with\": [\"leo\", \"kit\"]") ", " ENTRY("contact", "2024-01-06", "") ", "
    ENTRY("waiver", "2024-01-07", ", \"rule\": \"once\", \"subjects\": [], \"reason\": \"r\"") ", "
    ENTRY("waiver", "2024-01-07", ", \"rule\": \"once\", \"approved_by\": \"kit\", \"reason\": \"r\"") "]}";

static const char findings_text[] =
    "seen(leo):unknown[met..unmet: record/1.with] seen(mia):not_applicable "
    "seen(zoe):unknown[not_applicable..unmet: zoe.roles] "
    "seen(kit):unknown[met..unmet: kit.joined record/1.with] planned:pending@2024-01-31 "
    "advised:unknown[met..unmet: case.court_involved] "
    "once(record/0):unknown[waived..overdue: case.adult_victim_choice record/3.subjects kit.joined] "
    "once(record/1):unknown[waived..overdue: case.adult_victim_choice record/3.subjects kit.joined] "
    "weekly:overdue@2024-01-15#1?1from2024-01-15";

static void expect_findings(const cw_report *report, const char *expected)
{
    char *found = describe(report);
    assert_string_equal(found, expected);
    free(found);
}

/* ---- tests ---- */

static void judges_twice_without_memory(void **state)
{
    (void)state;
    host host = { .left = -1 };
    cw_context *context = context_of(&host);
    cw_evaluator *evaluator;
    cw_report *report;
    cw_rules *rules = compile_rules(rules_text);
    cw_case *one = read_case(case_text);
    assert_int_equal(eval_evaluator_new(base_context_use(context), &evaluator), CW_OK);
    assert_int_equal(eval_report_new(base_context_use(context), &report), CW_OK);
    for (int i = 0; i < 3; i++) {
        int64_t before = host.given;
        assert_int_equal(eval_run(evaluator, rules, one, day_of("2024-01-20"), report), CW_OK);
#ifndef BASE_ARENA_PIECES
        if (i > 0) assert_int_equal(host.given - before, 0);
#else
        (void)before;
#endif
        expect_findings(report, findings_text);
    }
    eval_report_release(report);
    eval_evaluator_release(evaluator);
    drop_rules(rules);
    model_case_release(one);
    base_context_drop(context);
    assert_int_equal(host.held, 0);
}

static cw_status write_all(const cw_report *report, base_buffer *buffer)
{
    cw_status status = codec_put_report_text(buffer, report, true, true);
    if (status == CW_OK) status = codec_put_report_json(buffer, report, false, true, true);
    for (int64_t i = 0; i < report->count && status == CW_OK; i++)
        status = codec_put_explanation_text(buffer, &report->findings[i], false);
    for (int64_t i = 0; i < report->count && status == CW_OK; i++)
        status = codec_put_explanation_json(buffer, &report->findings[i], true, false);
    return status;
}

/* True when nothing failed. */
static bool judge_and_write(cw_context *context, cw_rules *rules, cw_case *one, base_str whole)
{
    cw_evaluator *evaluator = NULL;
    cw_report *report = NULL;
    base_buffer buffer;
    base_buffer_init(&buffer, context);
    cw_status status = eval_evaluator_new(base_context_use(context), &evaluator);
    if (status == CW_OK) status = eval_report_new(base_context_use(context), &report);
    if (status == CW_OK) {
        status = eval_run(evaluator, rules, one, day_of("2024-01-20"), report);
        assert_true(status == CW_OK || (report->count == 0 && !report->filled && !report->one));
    }
    if (status == CW_OK) status = write_all(report, &buffer);
    assert_true(status == CW_OK || status == CW_ERR_NOMEM);
    if (status == CW_OK && whole.length > 0) assert_true(base_str_equal((base_str){ buffer.data, buffer.length }, whole));
    base_buffer_finish(&buffer);
    if (report) eval_report_release(report);
    if (evaluator) eval_evaluator_release(evaluator);
    return status == CW_OK;
}

static void fails_cleanly(void **state)
{
    (void)state;
    cw_rules *rules = compile_rules(rules_text);
    cw_case *one = read_case(case_text);
    cw_report *report = judge_with(NULL, rules, one, "2024-01-20");
    base_buffer whole;
    base_buffer_init(&whole, base_context_use(NULL));
    assert_int_equal(write_all(report, &whole), CW_OK);
    bool done = false;
    for (int64_t i = 0; !done && i < 100000; i++) {
        host host = { .left = -1 };
        cw_context *context = context_of(&host);
        host.left = i;
        done = judge_and_write(context, rules, one, (base_str){ whole.data, whole.length });
        base_context_drop(context);
        assert_int_equal(host.held, 0);
    }
    assert_true(done);
    base_buffer_finish(&whole);
    eval_report_release(report);
    drop_rules(rules);
    model_case_release(one);
}

static void expect_under(cw_context *context, const char *rules_source, const char *document, const char *expected)
{
    cw_rules *rules = compile_rules(rules_source);
    cw_case *one = read_case(document);
    cw_report *report = judge_with(context, rules, one, "2024-02-01");
    expect_findings(report, expected);
    eval_report_release(report);
    drop_rules(rules);
    model_case_release(one);
    base_context_drop(context);
}

#define OVER "the evaluation went over its budget of steps or memory"

static void a_budget_stops_one_finding(void **state)
{
    (void)state;
    static const char source[] = HEAD
        "rule big\n  title: \"Big\"\n  require: every a in members, b in members, c in members satisfies a.id != b.id or b.id != c.id or a = c\n"
        "rule small\n  title: \"Small\"\n  require: true\n"
        "rule lists\n  title: \"Lists\"\n  for: m in members[count(members[count(members[id = \"mia\"]) = 1]) = 3]\n  require: true\n";
    static const char document[] = OPEN ", " MEMBERS "}";
    expect_under(limited(CW_LIMIT_STEPS, 40), source, document,
                 "big:unknown[met..unmet: " OVER "] small:met lists(leo):unknown[met..unmet: " OVER "] "
                 "lists(mia):unknown[met..unmet: " OVER "] lists(ssw):unknown[met..unmet: " OVER "]");
    expect_under(limited(CW_LIMIT_STEPS, 1000000), source, document,
                 "big:met small:met lists(leo):met lists(mia):met lists(ssw):met");
}

static void a_scratch_budget_stops_one_finding(void **state)
{
    (void)state;
    static const char source[] = HEAD
        "rule big\n  title: \"Big\"\n  require: every a in members, b in members, c in members satisfies count([a, b, c, a, b, c, a, b, c]) = 9\n"
        "rule small\n  title: \"Small\"\n  require: true\n";
    static const char document[] = OPEN ", " MEMBERS "}";
    expect_under(limited(CW_LIMIT_SCRATCH_BYTES, 4096), source, document, "big:unknown[met..unmet: " OVER "] small:met");
    expect_under(limited(CW_LIMIT_SCRATCH_BYTES, 65536), source, document, "big:met small:met");
}

static void too_many_findings_are_refused(void **state)
{
    (void)state;
    cw_rules *rules = compile_rules(HEAD "rule a\n  title: \"A\"\n  for: m in members\n  require: true\n");
    cw_case *one = read_case(OPEN ", " MEMBERS "}");
    for (int64_t most = 2; most <= 3; most++) {
        cw_context *context = limited(CW_LIMIT_FINDINGS, most);
        cw_evaluator *evaluator;
        cw_report *report;
        assert_int_equal(eval_evaluator_new(base_context_use(context), &evaluator), CW_OK);
        assert_int_equal(eval_report_new(base_context_use(context), &report), CW_OK);
        assert_int_equal(eval_run(evaluator, rules, one, day_of("2024-02-01"), report), most < 3 ? CW_ERR_LIMIT : CW_OK);
        assert_int_equal(report->count, most < 3 ? 0 : 3);
        assert_true(report->filled == (most == 3));
        eval_report_release(report);
        eval_evaluator_release(evaluator);
        base_context_drop(context);
    }
    drop_rules(rules);
    model_case_release(one);
}

static void an_editable_case_is_refused(void **state)
{
    (void)state;
    cw_evaluator *evaluator;
    cw_report *report = judge(HEAD "rule a\n  title: \"A\"\n  require: true\n", OPEN "}", "2024-02-01");
    cw_rules *rules = compile_rules(HEAD "rule a\n  title: \"A\"\n  require: true\n");
    cw_case *one;
    assert_int_equal(report->count, 1);
    assert_int_equal(model_case_new(base_context_use(NULL), &one), CW_OK);
    assert_int_equal(eval_evaluator_new(base_context_use(NULL), &evaluator), CW_OK);
    assert_int_equal(eval_run(evaluator, rules, one, day_of("2024-02-01"), report), CW_ERR_NOT_FROZEN);
    assert_int_equal(report->count, 0);
    assert_false(report->filled);
    eval_report_release(report);
    eval_evaluator_release(evaluator);
    drop_rules(rules);
    model_case_release(one);
}

static void reasons_are_bounded(void **state)
{
    (void)state;
    char document[4096] = OPEN ", \"members\": [";
    for (int i = 0; i < 20; i++) {
        char member[64];
        snprintf(member, sizeof member, "%s{\"id\": \"m%d\", \"joined\": \"2024-01-01\"}", i ? ", " : "", i);
        strcat(document, member);
    }
    strcat(document, "]}");
    cw_report *report = judge(HEAD "rule a\n  title: \"A\"\n  require: every m in members satisfies m.living = \"home\" and m.living = \"home\"\n",
                              document, "2024-02-01");
    assert_int_equal(report->findings[0].reason_count, EVAL_REASONS_MOST);
    assert_true(report->findings[0].more_reasons);
    assert_string_equal(report->findings[0].reasons[0].fact, "m0.living");
    assert_string_equal(report->findings[0].reasons[15].fact, "m15.living");
    eval_report_release(report);
}

static void tells_what_it_assumed(void **state)
{
    (void)state;
    static const struct { const char *fields, *day; const char *sentences[4]; } cases[] = {
        { ", \"current_to\": \"2024-02-01\"", "2024-02-01", { "rule `test:a` was not judged, since parameter `p` has no value" } },
        { "", "2024-02-01", { "the record is taken to be whole up to 2024-02-01, since `case.current_to` is absent",
                              "rule `test:a` was not judged, since parameter `p` has no value" } },
        { "", "2023-12-31", { "the record is taken to be whole up to 2023-12-31, since `case.current_to` is absent",
                              "the case was opened on 2024-01-01; before that day no rule applies",
                              "rule `test:a` was not judged, since parameter `p` has no value" } },
        { ", \"closed\": \"2024-03-01\"", "2024-04-01",
          { "the record is taken to be whole up to 2024-03-01, since `case.current_to` is absent",
            "the case is judged as of 2024-03-01, the day on which it was closed",
            "rule `test:a` was not judged, since parameter `p` has no value" } },
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char document[1024];
        snprintf(document, sizeof document, OPEN "%s}", cases[i].fields);
        cw_report *report = judge(HEAD "parameter p: number\nrule a\n  title: \"A\"\n  require: p > 1\n", document, cases[i].day);
        assert_int_equal(report->count, 0);
        int32_t count = 0;
        for (; count < 4 && cases[i].sentences[count]; count++)
            assert_string_equal(report->assumptions[count], cases[i].sentences[count]);
        assert_int_equal(report->assumption_count, count);
        eval_report_release(report);
    }
}

static void tells_that_no_holidays_were_given(void **state)
{
    (void)state;
    static const char *const sentence = "no holidays were given: only Saturdays and Sundays are taken to be no working days";
    static const struct { const char *rules; bool holidays, told; } cases[] = {
        { "rule a\n  title: \"A\"\n  within: 3 working days of case.opened\n  require: false\n", false, true },
        { "rule a\n  title: \"A\"\n  within: 3 working days of case.opened\n  require: false\n", true, false },
        { "rule a\n  title: \"A\"\n  within: 3 days of case.opened\n  require: false\n", false, false },
        { "rule a\n  title: \"A\"\n  when: false\n  within: 3 working days of case.opened\n  require: false\n", false, false },
        { "parameter p = 5 working days\nrule a\n  title: \"A\"\n  within: p of case.opened\n  require: false\n", false, true },
        { "parameter p = 5 working days\nrule a\n  title: \"A\"\n  require: true\n", false, false },
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char text[512];
        cw_evaluator *evaluator;
        cw_report *report;
        const cw_date holiday = (cw_date)day_of("2024-12-25");
        snprintf(text, sizeof text, HEAD "%s", cases[i].rules);
        cw_rules *rules = compile_rules(text);
        cw_case *one = read_case(OPEN ", \"current_to\": \"2024-06-01\"}");
        assert_int_equal(eval_evaluator_new(base_context_use(NULL), &evaluator), CW_OK);
        assert_int_equal(eval_report_new(base_context_use(NULL), &report), CW_OK);
        assert_int_equal(eval_evaluator_set_holidays(evaluator, &holiday, cases[i].holidays ? 1 : 0), CW_OK);
        assert_int_equal(eval_run(evaluator, rules, one, day_of("2024-06-01"), report), CW_OK);
        assert_int_equal(report->count, 1);
        assert_int_equal(report->assumption_count, cases[i].told ? 1 : 0);
        if (cases[i].told)
            assert_string_equal(report->assumptions[0], sentence);
        eval_evaluator_release(evaluator);
        eval_report_release(report);
        drop_rules(rules);
        model_case_release(one);
    }
}

static void counts_by_status(void **state)
{
    (void)state;
    cw_report *report = judge(HEAD
        "rule a\n  title: \"A\"\n  require: true\nrule b\n  title: \"B\"\n  require: false\nrule c\n  title: \"C\"\n  force: advised\n  require: false\n"
        "rule d\n  title: \"D\"\n  require: case.court_involved\nrule e\n  title: \"E\"\n  when: false\n  require: true\n"
        "rule f\n  title: \"F\"\n  force: advised\n  require: case.court_involved\n", OPEN "}", "2024-02-01");
    assert_int_equal(report->counts[EVAL_MET], 1);
    assert_int_equal(report->counts[EVAL_UNMET], 2);
    assert_int_equal(report->counts[EVAL_UNKNOWN], 2);
    assert_int_equal(report->counts[EVAL_NOT_APPLICABLE], 1);
    assert_int_equal(report->violations, 1);
    static const bool violation[] = { false, true, false, false, false, false }, matters[] = { false, true, false, true, false, false };
    for (int i = 0; i < 6; i++) {
        assert_int_equal(report->findings[i].violation, violation[i]);
        assert_int_equal(eval_finding_matters(&report->findings[i]), matters[i]);
    }
    eval_report_release(report);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(judges_twice_without_memory),
        cmocka_unit_test(fails_cleanly),
        cmocka_unit_test(a_budget_stops_one_finding),
        cmocka_unit_test(a_scratch_budget_stops_one_finding),
        cmocka_unit_test(too_many_findings_are_refused),
        cmocka_unit_test(an_editable_case_is_refused),
        cmocka_unit_test(reasons_are_bounded),
        cmocka_unit_test(tells_what_it_assumed), cmocka_unit_test(tells_that_no_holidays_were_given),
        cmocka_unit_test(counts_by_status),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
