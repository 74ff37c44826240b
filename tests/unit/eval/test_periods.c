/* SPDX-License-Identifier: MIT */
/* Periods are counted once for subjects that have them in common, and anew for those that have not. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include "evaluate.h"

#define RULE(clauses) "language 1\nrules test \"Test\"\nrule a\n  title: \"A\"\n  for: m in members\n  every: 1 month\n" clauses \
    "  require: some c in contacts satisfies c.date in period and m in c.with\n"

static const char document[] =
    "{\"format\": \"casework.case/1\", \"id\": \"c\", \"types\": [], \"opened\": \"2024-01-01\","
    " \"members\": [{\"id\": \"leo\", \"joined\": \"2024-01-01\"}, {\"id\": \"ann\", \"joined\": \"2024-01-01\"}, {\"id\": \"tom\", \"joined\": \"2024-01-16\"},"
    "  {\"id\": \"sue\", \"joined\": \"2024-01-01\"}],"
    " \"record\": [{\"kind\": \"contact\", \"date\": \"2024-02-10\", \"with\": [\"leo\", \"tom\"]}, {\"kind\": \"contact\", \"date\": \"2024-02-20\", \"with\": [\"ann\"]},"
    "  {\"kind\": \"contact\", \"date\": \"2024-03-01\", \"with\": [\"leo\", \"sue\"]}]}";

typedef struct row { const char *rules, *findings; } row;

/* From the opening: January, then 2 February to 1 March (a period ends on the anchor and so many months), 2 March to 1 April.
 * From 16 January: to 16 February, then to 16 March, then to 16 April. Judged as of 20 March. */
static const row rows[] = {
    { RULE("  from: case.opened\n"), "a(leo):late@2024-02-01#1from2024-02-01 a(ann):late@2024-02-01#1from2024-02-01 "
                                     "a(tom):late@2024-02-01#1from2024-02-01 a(sue):late@2024-02-01#1from2024-02-01" },
    { RULE("  from: m.joined\n"), "a(leo):late@2024-02-01#1from2024-02-01 a(ann):late@2024-02-01#1from2024-02-01 "
                                  "a(tom):overdue@2024-03-16#1from2024-03-16 a(sue):late@2024-02-01#1from2024-02-01" },
};

static void counts_for_each(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        cw_report *report = judge(rows[i].rules, document, "2024-03-20");
        char *found = describe(report);
        assert_string_equal(found, rows[i].findings);
        free(found);
        eval_report_release(report);
    }
}

/* The same whoever comes before: each alone gives what all together give. */
static void does_not_hang_on_the_others(void **state)
{
    (void)state;
    static const char *const ids[] = { "leo", "ann", "tom", "sue" };
    static const char *const clauses[] = { "  from: case.opened\n", "  from: m.joined\n", "  from: m.joined\n  paused: [[m.joined..m.joined + @\"P10D\"]]\n" };
    for (size_t i = 0; i < 3; i++) {
        char text[1024], wanted[1024] = "";
        snprintf(text, sizeof text, RULE("%s"), clauses[i]);
        for (size_t k = 0; k < 4; k++) {
            char alone[1200];
            snprintf(alone, sizeof alone, "language 1\nrules test \"Test\"\nrule a\n  title: \"A\"\n  for: m in members[id = \"%s\"]\n  every: 1 month\n%s"
                     "  require: some c in contacts satisfies c.date in period and m in c.with\n", ids[k], clauses[i]);
            cw_report *report = judge(alone, document, "2024-03-20");
            for (int64_t f = 0; f < report->count; f++) {
                const cw_finding *finding = &report->findings[f];
                if (strcmp(finding->subjects[0].id, ids[k]) != 0) continue;
                snprintf(wanted + strlen(wanted), sizeof wanted - strlen(wanted), "%s %s %d %d;", ids[k], status_name(finding->status), (int)finding->due, (int)finding->missed);
            }
            eval_report_release(report);
        }
        char together[1024] = "";
        cw_report *report = judge(text, document, "2024-03-20");
        for (int64_t f = 0; f < report->count; f++) {
            const cw_finding *finding = &report->findings[f];
            snprintf(together + strlen(together), sizeof together - strlen(together), "%s %s %d %d;", finding->subjects[0].id, status_name(finding->status), (int)finding->due, (int)finding->missed);
        }
        assert_string_equal(together, wanted);
        eval_report_release(report);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(counts_for_each), cmocka_unit_test(does_not_hang_on_the_others) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
