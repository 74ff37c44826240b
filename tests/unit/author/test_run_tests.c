/* SPDX-License-Identifier: MIT */
/* Running a rule-test file: what the host is asked and told, and what happens when memory runs out anywhere. What the files
 * may say is tested through the command. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "../base/host.h"
#include "author/run_tests.h"
#include "base/diag.h"
#include "eval/eval.h"

static const char rules_text[] =
    "language 1\nrules demo \"A demonstration\"\nparameter most : number\nparameter least = 1\n"
    "rule few\n  title: \"Few\"\n  require: count(members) <= most\n"
    "rule some\n  title: \"Some\"\n  for: m in members\n  require: m.born < @\"2010-01-01\" and count(members) >= least\n";

static const char case_text[] =
    "{\"format\": \"casework.case/1\", \"id\": \"c\", \"types\": [\"other\"], \"opened\": \"2024-01-02\", \"members\":"
    " [{\"id\": \"ann\", \"roles\": [\"child\"], \"born\": \"2009-12-31\"}]}";

static const char tests_text[] =
    "tests demo\n"
    "test \"right\"\n  case: a.json\n  on: 2024-02-01\n  param most = 1\n  param least = 2\n"
    "  add: members {\"id\": \"leo\", \"joined\": \"2024-01-02\", \"born\": null}  // unknown\n"
    "  expect: few unmet\n  expect: some leo unknown missing leo.born\n  expect: some ann met\n  expect: only\n"
    "test \"again\"\n  case: a.json\n  on: 2024-02-01\n  param most = 1\n  param least = 2\n  remove: members/ann\n"
    "  expect: few met\n  expect: some none\n"
    "test \"different\"\n  case: a.json\n  on: 2024-02-01\n  holidays: 2024-01-15, 2024-01-01\n  set: members/ann.born = \"2012-01-01\"\n  expect: some ann met\n";

static const char wrong_text[] =
    "tests demo\n"
    "test \"wrong\"\n  case: a.json\n  on: 2024-02-01\n  param mst = 1\n  param least = \"x\"\n"
    "  set: members/ann.bron = \"2012-01-01\"\n  set: members/an.born = {\"a\": 1,, }\n  set: member = 1\n"
    "  expect: sme ann met\n  expect: some ann mett\n  expct: some\n"
    "test \"wrong in the end\"\n  case: a.json\n  on: 2024-02-01\n  set: members/ann.sex = 1\n  set: types = [\"oter\"]\n"
    "  expect: some ann met\n"
    "test \"nobody\"\n  case: a.json\n  on: 2024-02-01\n  holidays: 2024-01-15\n  expect: some an met\n";

typedef struct session {
    cw_context *context;
    cw_diag *diag;
    bool explain;
    int rules_asked, cases_asked, passed, failed;
    char details[2000];
} session;

static cw_status find_rules(void *user, const char *set, cw_rules **out)
{
    session *self = user;
    rules_input input = {BASE_STR("demo.rules"), BASE_STR(rules_text)};
    self->rules_asked++;
    assert_string_equal(set, "demo");
    return rules_compile(self->context, &eval_schema, &input, 1, self->diag, out);
}

static cw_status read_case(void *user, const char *name, author_sink *sink)
{
    session *self = user;
    self->cases_asked++;
    assert_string_equal(name, "a.json");
    return author_give(sink, "folder/a.json", case_text, sizeof case_text - 1);
}

static void tell(void *user, const author_outcome *outcome)
{
    session *self = user;
    self->passed += outcome->passed;
    self->failed += !outcome->passed;
    assert_int_equal(outcome->passed, outcome->details[0] == '\0');
    assert_true(strlen(outcome->details) < sizeof self->details);
    strcpy(self->details, outcome->details);
}

static cw_status run(session *self, const char *text, const char *filter)
{
    const author_host host = {.user = self, .find_rules = find_rules, .read_case = read_case, .tell = tell, .explain = self->explain};
    self->rules_asked = self->cases_asked = self->passed = self->failed = 0;
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

static void test_outcomes(void **state)
{
    session *self = *state;
    assert_int_equal(run(self, tests_text, NULL), CW_OK);
    assert_int_equal(base_diag_count(self->diag), 0);
    assert_int_equal(self->passed, 2);
    assert_int_equal(self->failed, 1);
    /* Each is asked for once. */
    assert_int_equal(self->rules_asked, 1);
    assert_int_equal(self->cases_asked, 1);
    assert_string_equal(self->details, "line 25: expected some ann met\nfound some ann unmet\n");
    self->explain = true;
    assert_int_equal(run(self, tests_text, "different"), CW_OK);
    static const char first[] = "line 25: expected some ann met\nfound some ann unmet\n    Some\n";
    assert_memory_equal(self->details, first, sizeof first - 1);
}

static void test_filter(void **state)
{
    session *self = *state;
    assert_int_equal(run(self, tests_text, "agai"), CW_OK);
    assert_int_equal(self->passed, 1);
    assert_int_equal(self->failed, 0);
    assert_int_equal(run(self, tests_text, "nothing"), CW_OK);
    assert_int_equal(self->passed + self->failed, 0);
}

static void test_mistakes(void **state)
{
    session *self = *state;
    assert_int_equal(run(self, wrong_text, NULL), CW_ERR_INPUT);
    assert_int_equal(self->passed, 0);
    assert_int_equal(self->failed, 3);
    assert_string_equal(self->details, "not run: see the errors\n");
    assert_int_equal(base_diag_errors(self->diag), 11);
    for (int64_t i = 0; i < base_diag_count(self->diag); i++) {
        assert_string_equal(base_diag_at(self->diag, i)->source, "demo.tests");
        assert_non_null(base_diag_at(self->diag, i)->excerpt);
    }
}

static void test_limit(void **state)
{
    session *self = *state;
    assert_int_equal(cw_context_new(&self->context), CW_OK);
    assert_int_equal(cw_context_set_limit(self->context, CW_LIMIT_DOCUMENT_BYTES, 20), CW_OK);
    assert_int_equal(run(self, tests_text, NULL), CW_ERR_LIMIT);
    assert_int_equal(self->rules_asked, 0);
    assert_string_equal(base_diag_at(self->diag, 0)->message, "the file is longer than a document may be");
    cw_context_unref(self->context);
}

/* Every allocation refused in turn: the call says so, and nothing is lost. Where the case that a test makes has errors, what is
 * told may do without its JSON pointer instead. */
static void refuse_each(session *self, const char *text, cw_status in_the_end)
{
    bool refused = true;
    base_diag_drop(self->diag);
    for (long nth = 1; refused; nth++) {
        host host = {0};
        self->context = host_context(&host);
        host_refuse(&host, nth);
        cw_status status = base_diag_new(self->context, &self->diag);
        if (status == CW_OK) {
            status = run(self, text, NULL);
            base_diag_drop(self->diag);
        }
        self->diag = NULL;
        refused = host.calls >= nth;
        if (!refused || in_the_end == CW_OK || status != in_the_end)
            assert_int_equal(status, refused ? CW_ERR_NOMEM : in_the_end);
        cw_context_unref(self->context);
        assert_int_equal(host.pieces, 0);
    }
}

static void test_no_memory(void **state)
{
    refuse_each(*state, tests_text, CW_OK);
}

static void test_no_memory_for_what_is_wrong(void **state)
{
    refuse_each(*state, wrong_text, CW_ERR_INPUT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_outcomes, begin, end), cmocka_unit_test_setup_teardown(test_filter, begin, end),
        cmocka_unit_test_setup_teardown(test_mistakes, begin, end), cmocka_unit_test_setup_teardown(test_limit, begin, end),
        cmocka_unit_test_setup_teardown(test_no_memory, begin, end),
        cmocka_unit_test_setup_teardown(test_no_memory_for_what_is_wrong, begin, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
