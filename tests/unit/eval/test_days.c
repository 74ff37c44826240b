/* SPDX-License-Identifier: MIT */
/* The views of one evaluation: found again, whole or not, of what was recorded by a day. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>
#include <casework/date.h>
#include "base/host.h"
#include "eval/names.h"
#include "eval/view.h"
#include "table.h"

#define CASE(fields) "{\"format\": \"casework.case/1\", \"id\": \"c\", \"types\": [\"in_home_cps\"], \"opened\": \"2024-01-01\", " fields "}"

/* ---- days ---- */

enum { DAYS = 3000 };

/* Of a tree of views; none is deeper than a distance has bits. */
static int depth_of(const eval_view *view)
{
    if (!view) return 0;
    int left = depth_of(view->below[0]), right = depth_of(view->below[1]);
    return 1 + (left > right ? left : right);
}

static void finds_each_day_again(void **state)
{
    (void)state;
    static eval_view *seen[DAYS];
    base_arena arena;
    cw_case *one = read_case(CASE("\"members\": []"));
    base_arena_init(&arena, base_context_use(NULL));
    eval_days *days = eval_days_new(&arena, one, NULL, INT64_MAX);
    assert_non_null(days);
    for (int64_t i = 0; i < DAYS; i++) {
        int64_t at = i * 1009 % DAYS;
        seen[at] = eval_view_on(days, at * 997 - 700000);
        assert_non_null(seen[at]);
        assert_int_equal(seen[at]->day, at * 997 - 700000);
    }
    size_t bytes = arena.bytes;
    for (int64_t at = 0; at < DAYS; at++) {
        assert_ptr_equal(eval_view_on(days, at * 997 - 700000), seen[at]);
        assert_ptr_equal(eval_view_on(days, at * 997 - 700000), seen[at]);
    }
    assert_int_equal(arena.bytes, bytes);
    assert_in_range(depth_of(days->others), 12, 24);         /* 12: no shallower tree holds so many */
    assert_int_equal(eval_view_on(days, CW_DATE_MIN)->day, CW_DATE_MIN);
    assert_int_equal(eval_view_on(days, CW_DATE_MAX)->day, CW_DATE_MAX);
    assert_ptr_equal(eval_view_on(days, INT64_MIN), eval_view_on(days, (int64_t)CW_DATE_MIN - 1));
    assert_ptr_equal(eval_view_on(days, INT64_MAX), eval_view_on(days, (int64_t)CW_DATE_MAX + 1));
    base_arena_finish(&arena);
    model_case_release(one);
}

/* A report that is used again gives the memory of the one before, as it was left. */
static void shows_nothing_at_first(void **state)
{
    (void)state;
    enum { ROOM = 2048 };
    base_arena arena;
    cw_case *one = read_case(CASE("\"members\": []"));
    base_arena_init(&arena, base_context_use(NULL));
    eval_days *days = eval_days_new(&arena, one, NULL, INT64_MAX);
    base_mark mark = base_arena_mark(&arena);
    void *left = base_arena_room(&arena, ROOM);
    assert_non_null(left);
    memset(left, 0xA5, ROOM);
    base_arena_rewind(&arena, mark);
    for (int64_t day = 0; day < 4; day++) {
        const eval_view *view = eval_view_on(days, day);
        assert_non_null(view);
        assert_true(view->days == days && view->day == day);
        assert_true(view->filled == 0 && !view->seen && !view->cut.host && !view->passed.slice && !view->plan_until);
    }
    assert_int_equal(depth_of(days->others), 3);
    base_arena_finish(&arena);
    model_case_release(one);
}

static void keeps_within_its_budget(void **state)
{
    (void)state;
    host host = { 0 };
    cw_context *context = host_context(&host);
    base_arena arena;
    int64_t day = 0;
    cw_case *one = read_case(CASE("\"members\": []"));
    assert_int_equal(base_context_set_limit(context, CW_LIMIT_SCRATCH_BYTES, 65536), CW_OK);
    base_arena_init(&arena, context);
    eval_days *days = eval_days_new(&arena, one, NULL, INT64_MAX);
    while (eval_view_on(days, day)) day++;
    assert_true(days->over);
    assert_in_range(day, 200, 1000);
    assert_non_null(eval_view_on(days, 0));
    host_refuse(&host, 1);
    host.refuse_to = INT32_MAX;
    days->left = SIZE_MAX;
    for (day = 0; eval_view_on(days, day); day++) continue;
    assert_false(days->over);
    base_arena_finish(&arena);
    base_context_drop(context);
    model_case_release(one);
    assert_int_equal(host.pieces, 0);
}

/* A rule that looks at more days than there is room for is not known, and those after it are judged. */
static void tells_that_it_was_over_its_budget(void **state)
{
    (void)state;
    char document[65536], *end = document;
    end += sprintf(end, "{\"format\": \"casework.case/1\", \"id\": \"c\", \"types\": [], \"opened\": \"2020-01-01\", \"record\": [");
    for (int i = 0; i < 500; i++)
        end += sprintf(end, "%s{\"kind\": \"note\", \"date\": \"%d-%02d-%02d\"}", i ? ", " : "", 2020 + i / 336, i / 28 % 12 + 1, i % 28 + 1);
    sprintf(end, "]}");
    cw_context *context;
    cw_rules *rules = compile_rules("language 1\nrules test \"Test\"\nrule a\n  title: \"A\"\n"
        "  require: every n in notes satisfies as of(n.date, count(notes) > 0)\nrule b\n  title: \"B\"\n  require: count(notes) = 500\n");
    cw_case *one = read_case(document);
    assert_int_equal(base_context_new(NULL, NULL, NULL, &context), CW_OK);
    assert_int_equal(base_context_set_limit(context, CW_LIMIT_SCRATCH_BYTES, 131072), CW_OK);
    cw_report *report = judge_with(context, rules, one, "2024-01-01");
    char *found = describe(report);
    assert_string_equal(found, "a:unknown[met..unmet: the evaluation went over its budget of steps or memory] b:met");
    free(found);
    eval_report_release(report);
    report = judge_with(NULL, rules, one, "2024-01-01");
    found = describe(report);
    assert_string_equal(found, "a:met b:met");
    free(found);
    eval_report_release(report);
    drop_rules(rules);
    model_case_release(one);
    base_context_drop(context);
}

/* ---- lists of entries ---- */

typedef struct sight { base_arena arena, scratch; cw_case *one; eval_days *days; feel_run run; } sight;

static void open_sight(sight *s, const char *document, int64_t known_at)
{
    s->one = read_case(document);
    base_arena_init(&s->arena, base_context_use(NULL));
    base_arena_init(&s->scratch, base_context_use(NULL));
    s->days = eval_days_new(&s->arena, s->one, NULL, known_at);
    s->run = (feel_run){ .facts = &eval_facts, .mode = FEEL_RULES, .scratch = &s->scratch, .steps = 1000 };
}

static void close_sight(sight *s)
{
    base_arena_finish(&s->arena);
    base_arena_finish(&s->scratch);
    model_case_release(s->one);
}

static feel_value look(sight *s, const char *day, int32_t what)
{
    feel_value value;
    s->run.day = day_of(day);
    s->run.host = eval_view_on(s->days, s->run.day);
    eval_look(&s->run, what, &value);
    return value;
}

static void is_whole_up_to_current_to(void **state)
{
    (void)state;
    sight s;
    open_sight(&s, CASE("\"current_to\": \"2024-03-31\", \"record\": [" ENTRY("note", "2024-03-01", "") ", " ENTRY("note", "2024-04-10", "") "]"), INT64_MAX);
    feel_value after = look(&s, "2024-04-01", EVAL_SEEN_RECORD), whole = look(&s, "2024-03-31", EVAL_SEEN_RECORD);
    assert_int_equal(whole.flags, FEEL_HOST);
    assert_int_equal(feel_list_count(&whole), 1);
    assert_int_equal(feel_list_count(&after), 2);
    assert_int_equal(after.as.list->uncertain, 1);
    feel_value later = look(&s, "2024-04-09", EVAL_SEEN_RECORD), last = look(&s, "2024-04-10", EVAL_SEEN_RECORD);
    assert_ptr_equal(later.as.list, after.as.list);
    assert_int_equal(feel_list_count(&last), 3);
    close_sight(&s);
}

static void slices_by_date(void **state)
{
    (void)state;
    char document[16384], *end = document;
    sight s;
    end += sprintf(end, "{\"format\": \"casework.case/1\", \"id\": \"c\", \"types\": [], \"opened\": \"2020-01-01\", \"record\": [");
    for (int i = 0; i < 100; i++)
        end += sprintf(end, "%s{\"kind\": \"note\", \"date\": \"2024-%02d-%02d\"}", i ? ", " : "", i * 37 % 12 + 1, i * 11 % 5 + 1);
    sprintf(end, "]}");
    open_sight(&s, document, INT64_MAX);
    feel_value notes = look(&s, "2024-12-31", EVAL_SEEN_RECORD), sliced;
    int64_t first = day_of("2024-01-01");
    for (int64_t low = first - 2; low < first + 370; low += 3) {
        for (int64_t high = low; high < low + 40; high += 13) {
            uint32_t wanted = 0;
            for (uint32_t i = 0; i < notes.size; i++) {
                int64_t day = ((cw_record *const *)notes.as.host)[i]->slots[MODEL_SLOT_ENTRY_DATE].as.integer;
                wanted += day >= low && day <= high;
            }
            assert_true(eval_facts.slice(&s.run, &notes, low, high, &sliced));
            assert_int_equal(feel_list_count(&sliced), wanted);
            for (uint32_t i = 0; i < sliced.size; i++)
                assert_in_range(((cw_record *const *)sliced.as.host)[i]->slots[MODEL_SLOT_ENTRY_DATE].as.integer, low, high);
        }
    }
    /* A name is cut at once: the same, with nothing of later days. */
    feel_value some = look(&s, "2024-06-03", EVAL_SEEN_RECORD), named;
    for (int64_t low = first; low < first + 200; low += 3) {
        assert_true(eval_facts.slice(&s.run, &some, low, low + 40, &sliced));
        assert_true(eval_facts.slice_name(&s.run, EVAL_NAME_RECORD, low, low + 40, &named));
        assert_int_equal(named.size, sliced.size);
        if (named.size > 0) assert_ptr_equal(named.as.host, sliced.as.host);
    }
    assert_false(eval_facts.slice_name(&s.run, EVAL_NAME_CASE, first, first, &sliced));
    assert_false(eval_facts.slice_name(&s.run, EVAL_NAME_MEMBERS, first, first, &sliced));
    feel_value members = look(&s, "2024-12-31", EVAL_SEEN_MEMBERS), texts = { .kind = FEEL_LIST, .flags = FEEL_HOST, .detail = EVAL_LIST_TEXTS, .size = 1 };
    assert_false(eval_facts.slice(&s.run, &members, first, first, &sliced));
    assert_false(eval_facts.slice(&s.run, &texts, first, first, &sliced));
    close_sight(&s);
}

/* ---- known at ---- */

typedef struct known { const char *what, *expression, *document, *known_at, *day, *findings; } known;
#define MET "a:met"
#define UNKNOWN(facts) "a:unknown[met..unmet: " facts "]"
#define NOTE(date, fields) "\"record\": [" ENTRY("note", date, fields) "]"

static const known knowns[] = {
    { "recorded by then", "count(notes) = 1 and count(record) = 1", NOTE("2024-02-01", ", \"recorded\": \"2024-03-01\""), "2024-03-01", "2024-05-01", MET },
    { "recorded later", "count(notes) = 0 and count(record) = 0", NOTE("2024-02-01", ", \"recorded\": \"2024-03-02\""), "2024-03-01", "2024-05-01", MET },
    { "recorded later than the judged day", "count(notes) = 1", NOTE("2024-02-01", ", \"recorded\": \"2024-06-01\""), "2024-07-01", "2024-05-01", MET },
    { "its own date counts", "count(notes) = 1", NOTE("2024-03-01", ""), "2024-03-01", "2024-05-01", MET },
    { "its own date is later", "count(notes) = 0", NOTE("2024-03-02", ""), "2024-03-01", "2024-05-01", MET },
    { "not yet happened on the judged day", "count(notes) = 0", NOTE("2024-03-02", ""), "2024-06-01", "2024-03-01", MET },
    { "recorded on a day that is not known", "count(notes) = 1", NOTE("2024-03-01", ", \"recorded\": null"), "2024-03-01", "2024-05-01", UNKNOWN("record/0.recorded") },
    { "only some of them", "record.text = [\"x\"] and notes.text = [\"x\"] and count(contacts) = 0",
      "\"record\": [" ENTRY("contact", "2024-02-01", ", \"recorded\": \"2024-04-01\"") ", " ENTRY("note", "2024-02-02", ", \"text\": \"x\"") "]", "2024-03-01", "2024-05-01", MET },
    { "with its rows", "count(court_orders.actions) = 0",
      "\"record\": [" ENTRY("court_order", "2024-02-01", ", \"recorded\": \"2024-04-01\", \"actions\": [{\"id\": \"x\"}]") "]", "2024-03-01", "2024-05-01", MET },
    { "not referred to either", "plan.addresses = [] and not(documented(plan.addresses))",
      "\"plans\": [" PLAN("p", "\"developed\": \"2024-01-10\", \"addresses\": [\"x\"]") "], "
      "\"record\": [" ENTRY("court_order", "2024-02-01", ", \"recorded\": \"2024-04-01\", \"actions\": [{\"id\": \"x\"}]") "]", "2024-03-01", "2024-05-01", MET },
    { "a member who joined later", "count(members) = 0", MEMBER(", \"joined\": \"2024-03-02\""), "2024-03-01", "2024-05-01", MET },
    { "a member who joined by then", "count(members) = 1", MEMBER(", \"joined\": \"2024-03-01\""), "2024-03-01", "2024-05-01", MET },
    { "a plan developed later", "plan = null", "\"plans\": [" PLAN("p", "\"developed\": \"2024-03-02\", \"effective\": \"2024-02-01\"") "]", "2024-03-01", "2024-05-01", MET },
    { "a plan developed by then", "plan.id = \"p\"", "\"plans\": [" PLAN("p", "\"developed\": \"2024-03-01\", \"effective\": \"2024-04-01\"") "]", "2024-03-01", "2024-05-01", MET },
    { "what was written of a dated field", "(some m in members satisfies documented(m.living) and m.living = \"home\")",
      MEMBER(", \"living\": \"foster\", \"history\": [{\"field\": \"living\", \"value\": \"home\", \"until\": \"2024-05-01\"}]"), "2024-03-01", "2024-05-01", MET },
    { "on an earlier day", "as of(date(\"2024-02-10\"), count(notes) = 0) and as of(date(\"2024-02-20\"), count(notes) = 1)",
      "\"record\": [" ENTRY("note", "2024-02-01", ", \"recorded\": \"2024-04-01\"") ", " ENTRY("note", "2024-02-15", "") "]", "2024-03-01", "2024-05-01", MET },
};

static char *judge_known(const known *row)
{
    char rules_text[1024], document[4096];
    cw_evaluator *evaluator;
    cw_report *report;
    snprintf(rules_text, sizeof rules_text, "language 1\nrules test \"Test\"\nrule a\n  title: \"A\"\n  require: %s\n", row->expression);
    snprintf(document, sizeof document, CASE("%s"), row->document);
    cw_rules *rules = compile_rules(rules_text);
    cw_case *one = read_case(document);
    assert_int_equal(eval_evaluator_new(base_context_use(NULL), &evaluator), CW_OK);
    assert_int_equal(eval_report_new(base_context_use(NULL), &report), CW_OK);
    evaluator->known_at = day_of(row->known_at);
    assert_int_equal(eval_run(evaluator, rules, one, day_of(row->day), report), CW_OK);
    char *found = describe(report);
    eval_report_release(report);
    eval_evaluator_release(evaluator);
    drop_rules(rules);
    model_case_release(one);
    return found;
}

static void sees_what_was_known(void **state)
{
    (void)state;
    int wrong = 0;
    for (size_t i = 0; i < sizeof knowns / sizeof knowns[0]; i++) {
        char *found = judge_known(&knowns[i]);
        if (strcmp(found, knowns[i].findings) != 0) {
            print_error("%s:\n  found    `%s`\n  expected `%s`\n", knowns[i].what, found, knowns[i].findings);
            wrong++;
        }
        free(found);
    }
    assert_int_equal(wrong, 0);
}

static void counts_own_dates(void **state)
{
    (void)state;
    sight s;
    open_sight(&s, CASE("\"record\": [" ENTRY("note", "2024-02-01", "") ", " ENTRY("note", "2024-02-02", ", \"recorded\": \"2024-02-03\"") ", "
                        ENTRY("note", "2024-02-03", ", \"recorded\": null") ", " ENTRY("note", "2024-02-04", "") ", " ENTRY("note", "2024-02-05", "") "]"), day_of("2024-02-04"));
    assert_int_equal(eval_recorded_on_own_date(eval_view_on(s.days, day_of("2024-02-04"))), 2);
    assert_int_equal(eval_recorded_on_own_date(eval_view_on(s.days, day_of("2024-01-31"))), 0);
    close_sight(&s);
}

/* ---- earlier days ---- */

#define ON(what, expression, document, day, finding) { what, expression, document, day, "a:" finding }
static const row rows[] = {
    ON("in-home in March", "as of(date(\"2024-03-31\"), not(\"out_of_home_care\" in case.types))",
       "\"history\": [{\"field\": \"types\", \"value\": [\"in_home_cps\"], \"until\": \"2024-04-30\"}]", "2024-06-01", "met"),
    ON("in-home in March, judged in March", "\"in_home_cps\" in case.types",
       "\"history\": [{\"field\": \"types\", \"value\": [\"in_home_cps\"], \"until\": \"2024-04-30\"}]", "2024-03-31", "met"),
    ON("the plan then", "as of(date(\"2024-02-15\"), plan.id) = \"p\" and plan.id = \"q\" and as of(date(\"2024-01-15\"), plan) = null",
       "\"plans\": [" PLAN("p", "\"developed\": \"2024-02-01\"") ", " PLAN("q", "\"developed\": \"2024-03-01\"") "]", "2024-06-01", "met"),
    ON("a later day is today", "as of(date(\"2024-09-01\"), count(notes)) = 1", NOTE("2024-03-01", ""), "2024-06-01", "met"),
    ON("up to current_to, judged later", "as of(date(\"2024-02-01\"), count(notes) = 0)", "\"current_to\": \"2024-02-01\"", "2024-06-01", "met"),
    ON("whole up to the judged day", "as of(date(\"2024-02-01\"), case.current_to) = date(\"2024-06-01\")", "\"members\": []", "2024-06-01", "met"),
    ON("after current_to", "as of(date(\"2024-02-02\"), count(notes) = 0)", "\"current_to\": \"2024-02-01\"", "2024-06-01",
       "unknown[met..unmet: (after current_to)]"),
};

static void sees_earlier_days(void **state)
{
    (void)state;
    judge_rows(rows, sizeof rows / sizeof rows[0]);
}

/* ---- memory ---- */

static const char many_rules[] =
    "language 1\nrules test \"Test\"\nabsent contact.mode: \"video\"\nabsent member.roles: [\"child\"]\n"
    "rule a\n  title: \"A\"\n  for: e in record\n"
    "  require: as of(e.date, count(contacts[mode = \"video\"]) > 0 and plan.until = null and count(members) > 0 and members[1].living = \"home\")\n"
    "rule b\n  title: \"B\"\n  require: contacts[1].about = members and \"other\" in case.types\n";
static const char many_case[] = CASE("\"current_to\": \"2024-03-15\", \"members\": [{\"id\": \"m\", \"living\": \"kin\", \"history\": ["
    "{\"field\": \"living\", \"value\": \"home\", \"until\": \"2024-03-05\"}]}, {\"id\": \"n\", \"joined\": null}], "
    "\"history\": [{\"field\": \"types\", \"value\": [\"other\"]}], \"plans\": [" PLAN("p", "\"developed\": null") ", " PLAN("q", "\"developed\": \"2024-02-01\"") "], "
    "\"record\": [" ENTRY("contact", "2024-03-01", "") ", " ENTRY("note", "2024-03-05", ", \"recorded\": null") ", " ENTRY("contact", "2024-03-10", "") ", "
    ENTRY("contact", "2024-03-20", ", \"recorded\": \"2024-05-20\"") ", " ENTRY("note", "2024-03-21", "") "]");

static char *judge_many(cw_evaluator *evaluator, cw_report *report, cw_rules *rules, cw_case *one, cw_status *status)
{
    evaluator->known_at = day_of("2024-05-01");
    *status = eval_run(evaluator, rules, one, day_of("2024-06-01"), report);
    return *status == CW_OK ? describe(report) : NULL;
}

static void refills_without_memory(void **state)
{
    (void)state;
    host host = { 0 };
    cw_context *context = host_context(&host);
    cw_evaluator *evaluator;
    cw_report *report;
    cw_status status;
    cw_rules *rules = compile_rules(many_rules);
    cw_case *one = read_case(many_case);
    assert_int_equal(eval_evaluator_new(base_context_use(context), &evaluator), CW_OK);
    assert_int_equal(eval_report_new(base_context_use(context), &report), CW_OK);
    for (int i = 0; i < 3; i++) {
        host.calls = 0;
        char *found = judge_many(evaluator, report, rules, one, &status);
        assert_int_equal(status, CW_OK);
        assert_non_null(strstr(found, "a(record/0):"));
        free(found);
#ifndef BASE_ARENA_PIECES
        if (i > 0) assert_int_equal(host.calls, 0);
#endif
    }
    eval_report_release(report);
    eval_evaluator_release(evaluator);
    drop_rules(rules);
    model_case_release(one);
    base_context_drop(context);
    assert_int_equal(host.pieces, 0);
}

static void survives_every_refusal(void **state)
{
    (void)state;
    host host = { 0 };
    cw_context *context = host_context(&host);
    cw_rules *rules = compile_rules(many_rules);
    cw_case *one = read_case(many_case);
    cw_status status = CW_ERR_NOMEM;
    for (long nth = 1; status == CW_ERR_NOMEM; nth++) {
        cw_evaluator *evaluator;
        cw_report *report;
        host_refuse(&host, 0);
        assert_int_equal(eval_evaluator_new(base_context_use(context), &evaluator), CW_OK);
        assert_int_equal(eval_report_new(base_context_use(context), &report), CW_OK);
        host_refuse(&host, nth);
        char *found = judge_many(evaluator, report, rules, one, &status);
        assert_true(status == CW_ERR_NOMEM || (status == CW_OK && host.calls < nth));
        free(found);
        eval_report_release(report);
        eval_evaluator_release(evaluator);
        assert_in_range(nth, 1, 5000);
    }
    assert_int_equal(status, CW_OK);
    drop_rules(rules);
    model_case_release(one);
    base_context_drop(context);
    assert_int_equal(host.pieces, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_each_day_again), cmocka_unit_test(shows_nothing_at_first), cmocka_unit_test(keeps_within_its_budget),
        cmocka_unit_test(tells_that_it_was_over_its_budget), cmocka_unit_test(is_whole_up_to_current_to),
        cmocka_unit_test(slices_by_date), cmocka_unit_test(sees_what_was_known), cmocka_unit_test(counts_own_dates),
        cmocka_unit_test(sees_earlier_days), cmocka_unit_test(refills_without_memory),
        cmocka_unit_test(survives_every_refusal),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
