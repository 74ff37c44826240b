/* SPDX-License-Identifier: MIT */
/* Missing tests where rules turn: when the host is told of them, and what happens when memory runs out anywhere. What is written is
 * tested through the command. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "../base/host.h"
#include "author/extras.h"
#include "base/diag.h"
#include "eval/eval.h"

static const char rules_text[] =
    "language 1\nrules demo \"A demonstration\"\nparameter full = 18\n"
    "rule early\n  title: \"Early\"\n  for: m in members\n  within: 1 month of m.joined\n  require: age(m.born) >= full\n";

static const char case_text[] =
    "{\"format\": \"casework.case/1\", \"id\": \"c\", \"types\": [\"other\"], \"opened\": \"2024-01-02\", \"members\":"
    " [{\"id\": \"ann\", \"roles\": [\"child\"], \"joined\": \"2024-01-02\", \"born\": \"2009-12-31\"}]}";

static const char tests_text[] =
    "tests demo\n"
    "test \"one\"\n  case: a.json\n  on: 2024-01-20\n  known at: 2024-06-01\n  set: members/ann.born = \"2010-01-31\"\n  param full = 17\n"
    "  expect: early ann pending\n";

static const char failing_text[] =
    "tests demo\ntest \"one\"\n  case: a.json\n  on: 2024-01-20\n  expect: early ann met\n";

typedef struct session {
    cw_context *context;
    cw_diag *diag;
    int told, empty, passed;
    char text[8000];
} session;

static cw_status find_rules(void *user, const char *set, cw_rules **out)
{
    session *self = user;
    rules_input input = {BASE_STR("demo.rules"), BASE_STR(rules_text)};
    assert_string_equal(set, "demo");
    return rules_compile(self->context, &eval_schema, &input, 1, self->diag, out);
}

static cw_status read_case(void *user, const char *name, author_sink *sink)
{
    (void)user;
    assert_string_equal(name, "a.json");
    return author_give(sink, "folder/a.json", case_text, sizeof case_text - 1);
}

static void tell(void *user, const author_outcome *outcome)
{
    session *self = user;
    self->passed += outcome->passed;
}

static void tell_boundaries(void *user, const char *text)
{
    session *self = user;
    self->told++;
    self->empty += !text;
    assert_true(!text || strlen(text) < sizeof self->text);
    strcpy(self->text, text ? text : "");
}

static cw_status run(session *self, const char *text, const char *filter)
{
    const author_host host = {.user = self, .find_rules = find_rules, .read_case = read_case, .tell = tell,
                              .extras = &author_all_extras, .tell_boundaries = tell_boundaries};
    self->told = self->empty = self->passed = 0;
    return author_run_tests(self->context, "demo.tests", text, (int64_t)strlen(text), filter, &host, self->diag);
}

static int begin(void **state)
{
    static session session;
    session = (struct session){0};
    assert_int_equal(base_diag_new(NULL, &session.diag), CW_OK);
    *state = &session;
    return 0;
}

static int end(void **state)
{
    session *self = *state;
    if (self->diag)
        base_diag_drop(self->diag);
    return 0;
}

/* Three days of the due day; two from the 31st, since a month from it is shorter, and two from 29 February; three birthdays, and three
 * of one who is born on 29 February; born and joined, which are read. */
static void test_told_once(void **state)
{
    session *self = *state;
    assert_int_equal(run(self, tests_text, NULL), CW_OK);
    assert_int_equal(base_diag_count(self->diag), 0);
    assert_int_equal(self->told, 1);
    assert_int_equal(self->passed, 1);
    assert_int_equal(self->empty, 0);
    static const char counts[] = "\n// 15 tests to be labelled: 3 on days, 2 on month ends, 2 on 29 February, 6 on birthdays, 2 on missing facts\n";
    size_t length = strlen(self->text);
    assert_true(length > sizeof counts);
    assert_string_equal(self->text + length - (sizeof counts - 1), counts);
    static const char first[] =
        "\ntest \"early ann: the day before the due day\"\n  case:     a.json\n  on:       2024-02-01\n  known at: 2024-06-01\n"
        "  set:      members/ann.born = \"2010-01-31\"\n  param full = 17\n  // expect:   early ann  (found: pending due 2024-02-02)\n";
    assert_memory_equal(self->text, first, sizeof first - 1);
}

static void test_filter(void **state)
{
    session *self = *state;
    /* No test's name holds it; that all are run shows in what is found. */
    assert_int_equal(run(self, tests_text, "arly"), CW_OK);
    assert_int_equal(self->passed, 1);
    assert_int_equal(self->empty, 0);
    assert_int_equal(run(self, tests_text, "late"), CW_ERR_INPUT);
    assert_int_equal(self->told, 0);
    assert_int_equal(base_diag_errors(self->diag), 1);
}

static void test_failing(void **state)
{
    session *self = *state;
    assert_int_equal(run(self, failing_text, NULL), CW_OK);
    assert_int_equal(self->told, 0);
    assert_int_equal(run(self, "tests demo\ntest \"one\"\n  case: a.json\n  on: 2024-01-20\n", NULL), CW_ERR_INPUT);
    assert_int_equal(self->told, 0);
}

/* Each of the first allocations is refused in turn, which is until the first blocks are there, and then one in so many: the same is
 * done for each block. */
enum { EACH = 600, STEP = 7 };

static void test_no_memory(void **state)
{
    session *self = *state;
    bool refused = true;
    base_diag_drop(self->diag);
    for (long nth = 1; refused; nth += nth < EACH ? 1 : STEP) {
        host host = {0};
        self->context = host_context(&host);
        host_refuse(&host, nth);
        cw_status status = base_diag_new(self->context, &self->diag);
        if (status == CW_OK) {
            status = run(self, tests_text, NULL);
            base_diag_drop(self->diag);
        }
        self->diag = NULL;
        refused = host.calls >= nth;
        assert_int_equal(status, refused ? CW_ERR_NOMEM : CW_OK);
        cw_context_unref(self->context);
        assert_int_equal(host.pieces, 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_told_once, begin, end), cmocka_unit_test_setup_teardown(test_filter, begin, end),
        cmocka_unit_test_setup_teardown(test_failing, begin, end), cmocka_unit_test_setup_teardown(test_no_memory, begin, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
