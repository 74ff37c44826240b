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
      "  removals = [e]\n"
      "\n"
      "let seen on 2024-01-22\n"
      "  count(contacts) = 0\n"
      "    contacts = []\n"
      "\n"
      "when on 2024-01-22\n"
      "  e.date > case.opened = true\n"
      "    e.date = 2024-01-10\n"
      "      e = e\n"
      "    case.opened = 2024-01-01\n"
      "      case = c\n"
      "\n"
      "within 10 days of\n"
      "  e.date = 2024-01-10\n"
      "    e = e\n"
      "\n"
      "paused\n"
      "  [[e.date + @\"P1D\"..e.date + @\"P2D\"]] = [[2024-01-11..2024-01-12]]\n"
      "    [e.date + @\"P1D\"..e.date + @\"P2D\"] = [2024-01-11..2024-01-12]\n"
      "      e.date + @\"P1D\" = 2024-01-11\n"
      "        e.date = 2024-01-10\n"
      "          e = e\n"
      "      e.date + @\"P2D\" = 2024-01-12\n"
      "        e.date = 2024-01-10\n"
      "          e = e\n"
      "\n"
      "require on 2024-01-22\n"
      "  seen > 0 = false\n"
      "    seen = 0\n"
      "\n"
      "require\n"
      "  seen > 0 = true\n"
      "    seen = 1\n"
      "\n"
      "waived when on 2024-01-22\n"
      "  seen > 5 = false\n"
      "    seen = 0\n"
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
      "  case.opened = 2024-01-01\n"
      "    case = c\n"
      "\n"
      "until\n"
      "  case.closed = null\n"
      "    case = c\n"
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
      "  some c in contacts satisfies c.date in period = false\n"
      "    contacts = []\n" },
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
      "  case.assigned = unknown\n"
      "    case = c\n"
      "\n"
      "require\n"
      "  true = true\n" },
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

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(explains), cmocka_unit_test(reports_tell_missed_periods_and_notes) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
