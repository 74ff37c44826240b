/* SPDX-License-Identifier: MIT */
/* Explanations of obligations in time: the clauses on the days on which they were read. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "table.h"

#define HEAD "language 1\nrules test \"Test\"\n"
#define OPEN "{\"format\": \"casework.case/1\", \"id\": \"c\", \"types\": [], \"opened\": \"2024-01-01\", "

typedef struct telling { const char *rules, *document, *day, *text; } telling;

static const telling tellings[] = {
    { RULE("  for: e in removals\n  let seen = count(contacts)\n  when: e.date > case.opened\n  within: 10 days of e.date\n"
           "  paused: [[e.date + @\"P1D\"..e.date + @\"P2D\"]]\n  require: seen > 0\n  waived: by supervisor\n  waived: when seen > 5\n"),
      "\"members\": [{\"id\": \"sup\", \"roles\": [\"supervisor\"]}], \"record\": [" ENTRY("removal", "2024-01-10", ", \"id\": \"e\"") ", "
      ENTRY("contact", "2024-01-24", "") ", "
      ENTRY("waiver", "2024-01-12", ", \"id\": \"w\", \"rule\": \"a\", \"subjects\": [\"e\"], \"approved_by\": \"sup\"") "]",
      "2024-02-01",
      "A\n"
      "Rule:   test:a\n"
      "Case:   c as of 2024-02-01\n"
      "For:    removal e\n"
      "Status: late, due 2024-01-22\n"
      "Note:   waiver w does not count: no reason is documented\n"
      "\n"
      "for e\n"
      "  removals -> [e]\n"
      "\n"
      "let seen on 2024-01-22\n"
      "  count(contacts) -> 0\n"
      "    contacts -> []\n"
      "\n"
      "when on 2024-01-22\n"
      "  e.date > case.opened -> true\n"
      "    e.date -> 2024-01-10\n"
      "      e -> e\n"
      "    case.opened -> 2024-01-01\n"
      "      case -> c\n"
      "\n"
      "within 10 days of\n"
      "  e.date -> 2024-01-10\n"
      "    e -> e\n"
      "\n"
      "paused\n"
      "  [[e.date + @\"P1D\"..e.date + @\"P2D\"]] -> [[2024-01-11..2024-01-12]]\n"
      "    [e.date + @\"P1D\"..e.date + @\"P2D\"] -> [2024-01-11..2024-01-12]\n"
      "      e.date + @\"P1D\" -> 2024-01-11\n"
      "        e.date -> 2024-01-10\n"
      "          e -> e\n"
      "      e.date + @\"P2D\" -> 2024-01-12\n"
      "        e.date -> 2024-01-10\n"
      "          e -> e\n"
      "\n"
      "require on 2024-01-22\n"
      "  seen > 0 -> false\n"
      "    seen -> 0\n"
      "\n"
      "require\n"
      "  seen > 0 -> true\n"
      "    seen -> 1\n"
      "\n"
      "waived when on 2024-01-22\n"
      "  seen > 5 -> false\n"
      "    seen -> 0\n"
      "\n"
      "waived by supervisor\n"
      "  waiver w does not count: no reason is documented\n" },
    { RULE("  every: 1 calendar month\n  from: case.opened\n  until: case.closed\n  require: some c in contacts satisfies c.date in period\n"),
      "\"record\": [" ENTRY("contact", "2024-02-24", "") "]", "2026-05-01",
      "A\n"
      "Rule:   test:a\n"
      "Case:   c as of 2026-05-01\n"
      "For:    the case\n"
      "Status: overdue, due 2024-03-31, missed 27 periods, the first ended 2024-01-31\n"
      "\n"
      "from\n"
      "  case.opened -> 2024-01-01\n"
      "    case -> c\n"
      "\n"
      "until\n"
      "  case.closed -> null\n"
      "    case -> c\n"
      "\n"
      "every 1 calendar month\n"
      "  (5 earlier ones)\n"
      "  2024-06-01 to 2024-06-30: missed\n"
      "  2024-07-01 to 2024-07-31: missed\n"
      "  2024-08-01 to 2024-08-31: missed\n"
      "  2024-09-01 to 2024-09-30: missed\n"
      "  2024-10-01 to 2024-10-31: missed\n"
      "  2024-11-01 to 2024-11-30: missed\n"
      "  2024-12-01 to 2024-12-31: missed\n"
      "  2025-01-01 to 2025-01-31: missed\n"
      "  2025-02-01 to 2025-02-28: missed\n"
      "  2025-03-01 to 2025-03-31: missed\n"
      "  2025-04-01 to 2025-04-30: missed\n"
      "  2025-05-01 to 2025-05-31: missed\n"
      "  2025-06-01 to 2025-06-30: missed\n"
      "  2025-07-01 to 2025-07-31: missed\n"
      "  2025-08-01 to 2025-08-31: missed\n"
      "  2025-09-01 to 2025-09-30: missed\n"
      "  2025-10-01 to 2025-10-31: missed\n"
      "  2025-11-01 to 2025-11-30: missed\n"
      "  2025-12-01 to 2025-12-31: missed\n"
      "  2026-01-01 to 2026-01-31: missed\n"
      "  2026-02-01 to 2026-02-28: missed\n"
      "  2026-03-01 to 2026-03-31: missed\n"
      "  2026-04-01 to 2026-04-30: missed\n"
      "  2026-05-01 to 2026-05-31: pending\n"
      "\n"
      "require on 2024-03-31\n"
      "  some c in contacts satisfies c.date in period -> false\n"
      "    contacts -> []\n" },
    { RULE("  every: 1 calendar month\n  from: case.opened + @\"P1Y\"\n  require: some c in contacts satisfies c.date in period\n"),
      "\"record\": [" ENTRY("contact", "2024-02-24", "") "]", "2024-06-01",
      "A\n"
      "Rule:   test:a\n"
      "Case:   c as of 2024-06-01\n"
      "For:    the case\n"
      "Status: not applicable\n"
      "\n"
      "from\n"
      "  case.opened + @\"P1Y\" -> 2025-01-01\n"
      "    case.opened -> 2024-01-01\n"
      "      case -> c\n"
      "\n"
      "every 1 calendar month\n"
      "  no period was judged\n" },
    { RULE("  valid: from 2025-01-01\n  require: true\n"), "\"members\": []", "2024-05-01",
      "A\n"
      "Rule:   test:a\n"
      "Case:   c as of 2024-05-01\n"
      "For:    the case\n"
      "Status: not applicable (no version)\n"
      "\n"
      "No clause was run.\n" },
    { RULE("  by: case.assigned\n  require: true\n"), "\"members\": []", "2024-05-01",
      "A\n"
      "Rule:   test:a\n"
      "Case:   c as of 2024-05-01\n"
      "For:    the case\n"
      "Status: unknown: met at best, overdue at worst\n"
      "Since:  `case.assigned` is not known\n"
      "\n"
      "by\n"
      "  case.assigned -> unknown\n"
      "    case -> c\n"
      "\n"
      "require\n"
      "  true -> true\n" },
};

static void explains(void **state)
{
    (void)state;
    int wrong = 0;
    for (size_t i = 0; i < sizeof tellings / sizeof tellings[0]; i++) {
        char rules[2048], document[4096];
        const telling *row = &tellings[i];
        snprintf(rules, sizeof rules, HEAD "%s", row->rules);
        snprintf(document, sizeof document, OPEN "%s}", row->document);
        cw_report *report = judge(rules, document, row->day);
        base_buffer text;
        base_buffer_init(&text, base_context_use(NULL));
        assert_int_equal(codec_put_explanation_text(&text, &report->findings[0], false), CW_OK);
        if (strcmp(text.data, row->text) != 0) {
            wrong++;
            fprintf(stderr, "row %d:\n%s\n", (int)i, text.data);
        }
        base_buffer_clear(&text);
        assert_int_equal(codec_put_explanation_json(&text, &report->findings[0], false, false), CW_OK);
        base_buffer_finish(&text);
        eval_report_release(report);
    }
    assert_int_equal(wrong, 0);
}

static void expect_within(const char *text, const char *part)
{
    if (!strstr(text, part)) fprintf(stderr, "`%s` is not in\n%s\n", part, text);
    assert_non_null(strstr(text, part));
}

static void reports_tell_missed_periods_and_notes(void **state)
{
    (void)state;
    cw_report *report = judge(
        HEAD RULE("  every: 1 calendar month\n  from: case.opened\n  require: some c in contacts satisfies c.date in period and c.mode = \"face_to_face\"\n"),
        OPEN "\"record\": [" ENTRY("contact", "2024-03-10", "") ", " ENTRY("waiver", "2024-01-02", ", \"id\": \"w\", \"rule\": \"a\"") "]}", "2024-05-02");
    base_buffer text;
    base_buffer_init(&text, base_context_use(NULL));
    assert_int_equal(codec_put_report_text(&text, report, false, false), CW_OK);
    expect_within(text.data, "   Due:    2024-04-30\n   Missed: 3 periods, the first ended 2024-01-31; perhaps 1 more\n");
    expect_within(text.data, "   Note:   waiver w does not count: the rule names no one who may waive it\n");
    base_buffer_clear(&text);
    assert_int_equal(codec_put_report_json(&text, report, false, false, false), CW_OK);
    expect_within(text.data, "\"due\":\"2024-04-30\",\"missed\":3,\"uncertain\":1,");
    expect_within(text.data, "\"notes\":[\"waiver w does not count: the rule names no one who may waive it\"]");
    base_buffer_clear(&text);
    assert_int_equal(codec_put_explanation_json(&text, &report->findings[0], false, false), CW_OK);
    expect_within(text.data, "{\"clause\":\"every 1 calendar month\",\"lines\":[\"2024-01-01 to 2024-01-31: missed\",");
    expect_within(text.data, "\"2024-03-01 to 2024-03-31: met or missed\"");
    base_buffer_finish(&text);
    eval_report_release(report);
}

/* A deadline that was missed, and is owed no longer once the case is closed: what to do about it comes too late. */
static void what_is_over_has_no_remedy(void **state)
{
    (void)state;
    static const char *const rules = HEAD "rule a\n  title: \"A\"\n  by: @\"2024-02-01\"\n  require: false\n  remedy: \"Do it.\"\n";
    static const struct { const char *document, *part, *absent; } rows[] = {
        { OPEN "\"record\": []}",
          "1 to be done, 0 falling due, 0 that cannot be told, 0 advised\n\nWHAT MUST BE DONE\n1. A\n   Due:    2024-02-01\n"
          "   For:    the case\n   Do:     Do it.\n", "MISSED" },
        { OPEN "\"closed\": \"2024-02-02\", \"record\": []}",
          "0 to be done, 0 falling due, 0 that cannot be told, 0 advised, 1 missed\n\nWHAT MUST BE DONE\n"
          "Nothing: what was missed is owed no longer.\n\nWHAT WAS MISSED, AND IS OWED NO LONGER\n1. A\n"
          "   Due:    2024-02-01\n   For:    the case\n   Rule:   test:a\n", "Do it." },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cw_report *report = judge(rules, rows[i].document, "2024-05-02");
        base_buffer text;
        base_buffer_init(&text, base_context_use(NULL));
        assert_int_equal(codec_put_report_text(&text, report, false, false), CW_OK);
        expect_within(text.data, rows[i].part);
        assert_null(strstr(text.data, rows[i].absent));
        base_buffer_finish(&text);
        eval_report_release(report);
    }
}

/* ---- names ---- */

#define JONES "\"members\": [{\"id\": \"m1\", \"name\": \"Mary Jones\", \"roles\": [\"parent\"]}, {\"id\": \"m2\", \"name\": \"Leo Jones\", \"roles\": [\"child\"]}]"

typedef struct hiding { const char *rules, *status, *hidden; } hiding;

/* Judged and explained by the names as they are; the texts of names, and what is made of them, are hidden. */
static const hiding hidings[] = {
    { RULE("  for: m in members\n  require: m.name = \"Mary Jones\"\n"), "Status: met\n",
      "require\n"
      "  m.name = \"Mary Jones\" -> true\n"
      "    m.name -> (a name)\n"
      "      m -> m1\n" },
    { RULE("  for: m in members\n  let whole = \"Ms \" + m.name\n  let short = substring(whole, 1, 4)\n"
           "  require: short = \"Ms M\" and string length(whole) = 13\n"), "Status: met\n",
      "let whole\n"
      "  \"Ms \" + m.name -> (a name)\n"
      "    m.name -> (a name)\n"
      "      m -> m1\n"
      "\n"
      "let short\n"
      "  substring(whole, 1, 4) -> (a name)\n"
      "    whole -> (a name)\n"
      "\n"
      "require\n"
      "  short = \"Ms M\" and string length(whole) = 13 -> true\n"
      "    short = \"Ms M\" -> true\n"
      "      short -> (a name)\n"
      "    string length(whole) = 13 -> true\n"
      "      string length(whole) -> 13\n"
      "        whole -> (a name)\n" },
    { "condition called(x, n) = x = n\ncondition full(m) = upper case(m.name)\n"
      RULE("  require: some n in members.name satisfies called(n, \"Leo Jones\") and full(members[2]) = \"LEO JONES\"\n"),
      "Status: met\n",
      "require\n"
      "  some n in members.name satisfies called(n, \"Leo Jones\") and full(members[2]) = \"LEO JONES\" -> true\n"
      "    members.name -> [(a name), (a name)]\n"
      "      members -> [m1, m2]\n"
      "      for m1: members.name -> (a name)\n"
      "      for m2: members.name -> (a name)\n"
      "    for (a name): called(n, \"Leo Jones\") and full(members[2]) = \"LEO JONES\" -> true\n"
      "      called(n, \"Leo Jones\") -> true\n"
      "        n -> (a name)\n"
      "        x = n -> true\n"
      "          x -> (a name)\n"
      "          n -> \"Leo Jones\"\n"
      "      full(members[2]) = \"LEO JONES\" -> true\n"
      "        full(members[2]) -> (a name)\n"
      "          members[2] -> m2\n"
      "            members -> [m1, m2]\n"
      "          upper case(m.name) -> (a name)\n"
      "            m.name -> (a name)\n"
      "              m -> m2\n" },
    { RULE("  require: plan = null and some m in members[name != null] satisfies m.roles[1] = \"child\"\n"), "Status: met\n",
      "    some m in members[name != null] satisfies m.roles[1] = \"child\" -> true\n"
      "      members[name != null] -> [m1, m2]\n"
      "        members -> [m1, m2]\n"
      "        for m1: name != null -> true\n"
      "          name -> (a name)\n" },
};

static void names_hide_when_printed_and_not_before(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof hidings / sizeof hidings[0]; i++) {
        char rules[2048];
        snprintf(rules, sizeof rules, HEAD "%s", hidings[i].rules);
        cw_report *report = judge(rules, OPEN JONES "}", "2024-02-01");
        base_buffer text;
        base_buffer_init(&text, base_context_use(NULL));
        assert_int_equal(codec_put_explanation_text(&text, &report->findings[0], false), CW_OK);
        expect_within(text.data, hidings[i].status);
        expect_within(text.data, hidings[i].hidden);
        assert_int_equal(codec_put_explanation_json(&text, &report->findings[0], false, false), CW_OK);
        expect_within(text.data, "\"(a name)\"");
        base_buffer_clear(&text);
        assert_int_equal(codec_put_explanation_text(&text, &report->findings[0], true), CW_OK);
        assert_null(strstr(text.data, "(a name)"));
        base_buffer_finish(&text);
        eval_report_release(report);
    }
}

/* The `let`s of another day are not the ones that were traced. */
static void a_let_hides_names_on_every_day(void **state)
{
    (void)state;
    cw_report *report = judge(
        HEAD RULE("  let who = if count(contacts) = 0 then \"nobody\" else members[1].name\n  by: @\"2024-01-20\"\n  require: who = \"Leo\"\n"),
        OPEN JONES ", \"record\": [" ENTRY("contact", "2024-01-24", "") "]}", "2024-02-01");
    base_buffer text;
    base_buffer_init(&text, base_context_use(NULL));
    assert_int_equal(codec_put_explanation_text(&text, &report->findings[0], false), CW_OK);
    expect_within(text.data, "let who on 2024-01-20\n  if count(contacts) = 0 then \"nobody\" else members[1].name -> \"nobody\"\n");
    expect_within(text.data, "\nrequire\n  who = \"Leo\" -> false\n    who -> (a name)\n");
    base_buffer_finish(&text);
    eval_report_release(report);
}

/* ---- memory ---- */

/* As they stand, but a text of 1600 letters for `@`. */
static void put_clauses(const char *clauses, char *out, size_t room)
{
    char letters[1601];
    const char *at = strchr(clauses, '@');
    memset(letters, 'x', 1600);
    letters[1600] = 0;
    if (at) snprintf(out, room, HEAD RULE("%.*s\"%s\"%s"), (int)(at - clauses), clauses, letters, at + 1);
    else snprintf(out, room, HEAD RULE("%s"), clauses);
}

/* Each grows beyond the bound: traces, values, and what is written. */
static void too_large_an_explanation_is_refused(void **state)
{
    static const char *const clauses[] = {
        "  require: every a in [1, 2, 3, 4] satisfies every b in [1, 2, 3, 4] satisfies every c in [1, 2, 3, 4] satisfies a + b + c > 0\n",
        "  let a = @\n  let b = a + a + a + a + a + a + a + a\n  require: b = \"x\"\n",
        "  let a = @\n  require: a = \"k\" or a = \"l\" or a = \"m\" or a = \"n\" or a = \"o\" or a = \"p\" or a = \"q\" or a = \"r\" or a = \"s\" or a = \"t\" or a = \"u\"\n",
    };
    (void)state;
    for (size_t i = 0; i < sizeof clauses / sizeof clauses[0]; i++) {
        char rules[4096];
        cw_context *context;
        assert_int_equal(base_context_new(NULL, NULL, NULL, &context), CW_OK);
        assert_int_equal(base_context_set_limit(context, CW_LIMIT_SCRATCH_BYTES, 4096), CW_OK);
        put_clauses(clauses[i], rules, sizeof rules);
        cw_rules *compiled = compile_rules(rules);
        cw_case *one = read_case(OPEN JONES "}");
        cw_report *report = judge_with(context, compiled, one, "2024-02-01");
        base_buffer text;
        base_buffer_init(&text, report->context);
        assert_int_equal(codec_put_explanation_text(&text, &report->findings[0], false), CW_ERR_LIMIT);
        assert_int_equal(codec_put_explanation_json(&text, &report->findings[0], false, true), CW_ERR_LIMIT);
        base_buffer_finish(&text);
        eval_report_release(report);
        drop_rules(compiled);
        model_case_release(one);
        base_context_drop(context);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(explains), cmocka_unit_test(reports_tell_missed_periods_and_notes),
        cmocka_unit_test(what_is_over_has_no_remedy),
        cmocka_unit_test(names_hide_when_printed_and_not_before), cmocka_unit_test(a_let_hides_names_on_every_day),
        cmocka_unit_test(too_large_an_explanation_is_refused)
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
