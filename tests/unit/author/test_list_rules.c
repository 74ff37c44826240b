/* SPDX-License-Identifier: MIT */
/* Rules listed: every allocation refused in turn; what is listed stands in tests/command/test_rules.py. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "../base/host.h"
#include "author/list_rules.h"
#include "eval/eval.h"

#include <casework/text.h>

static const char rules_text[] =
    "language 1\nrules demo \"A demonstration\"\nparameter most : number\nparameter least = 1 reading A1\n"
    "rule few\n  title: \"Few\"\n  within: 3 days of case.opened\n  require: count(members) <= most\n"
    "rule some\n  title: \"Some {m.id}\"\n  for: m in members\n  let n = count(members)  // all\n  require: n >= least\n";

static cw_rules *compile_all(void)
{
    const rules_input input = {BASE_STR("demo.rules"), {rules_text, sizeof rules_text - 1}};
    cw_diag *diag = NULL;
    cw_rules *rules = NULL;
    assert_int_equal(base_diag_new(NULL, &diag), CW_OK);
    assert_int_equal(rules_compile(NULL, &eval_schema, &input, 1, diag, &rules), CW_OK);
    base_diag_drop(diag);
    return rules;
}

static void lists_or_says_that_memory_ran_out(void **state)
{
    (void)state;
    cw_rules *rules = compile_all();
    for (int as_json = 0; as_json < 2; as_json++) {
        bool refused = true;
        for (long nth = 1; refused; nth++) {
            host host = {0};
            cw_text *text = NULL;
            cw_context *context = host_context(&host);
            host_refuse(&host, nth);
            cw_status status = author_list_rules(context, rules, as_json, &text);
            refused = host.calls >= nth;
            assert_int_equal(status, refused ? CW_ERR_NOMEM : CW_OK);
            assert_true(refused == (text == NULL));
            if (text)
                assert_non_null(strstr(cw_text_data(text), as_json ? "\"n = count(members)\"" : "n = count(members)\n"));
            cw_text_unref(text);
            cw_context_unref(context);
            assert_int_equal(host.pieces, 0);
        }
    }
    if (base_reference_drop(&rules->references))
        rules_release(rules);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(lists_or_says_that_memory_ran_out)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
