/* SPDX-License-Identifier: MIT */
/* Formatting: when memory runs out anywhere, and limits. What it makes of texts is tested through the command. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "../base/host.h"
#include "author/format.h"
#include "base/diag.h"

static const char text[] =
    "language 1\nrules demo \"A demonstration\"\nparameter most=3 // so many\nabsent objective.target:start+1\n"
    "table t key a\n a|b\n x | yy\nrule few\n title: \"Few\"\n require: count( members )<=\n   most\n";
static const char tidy[] =
    "language 1\nrules demo \"A demonstration\"\nparameter most = 3  // so many\nabsent objective.target: start + 1\n"
    "table t key a\n  a | b\n  x | yy\n\nrule few\n  title:   \"Few\"\n  require: count(members) <=\n           most\n";
static const char wrong[] = "language 1\n\trules demo\n";

/* Every allocation refused in turn: the call says so, and nothing is lost. */
static void refuse_each(const char *given, cw_status in_the_end)
{
    bool refused = true;
    for (long nth = 1; refused; nth++) {
        host host = {0};
        cw_text *made = NULL;
        cw_diag *diag = NULL;
        cw_context *context = host_context(&host);
        host_refuse(&host, nth);
        cw_status status = base_diag_new(context, &diag);
        if (status == CW_OK)
            status = author_format(context, "a.rules", given, (int64_t)strlen(given), &made, diag);
        refused = host.calls >= nth;
        assert_int_equal(status, refused ? CW_ERR_NOMEM : in_the_end);
        assert_int_equal(made != NULL, status == CW_OK);
        cw_text_unref(made);
        if (diag)
            base_diag_drop(diag);
        cw_context_unref(context);
        assert_int_equal(host.pieces, 0);
    }
}

static void test_no_memory(void **state)
{
    (void)state;
    refuse_each(text, CW_OK);
    refuse_each(wrong, CW_ERR_INPUT);
}

static void test_text(void **state)
{
    (void)state;
    cw_diag *diag;
    cw_text *made;
    assert_int_equal(cw_diag_new(NULL, &diag), CW_OK);
    assert_int_equal(author_format(NULL, "a.rules", text, (int64_t)strlen(text), &made, diag), CW_OK);
    assert_string_equal(cw_text_data(made), tidy);
    cw_text_unref(made);
    assert_int_equal(author_format(NULL, "a.rules", NULL, 0, &made, diag), CW_OK);
    assert_int_equal(cw_text_length(made), 0);
    cw_text_unref(made);
    assert_int_equal(cw_diag_count(diag), 0);
    cw_diag_unref(diag);
}

static void test_limit(void **state)
{
    (void)state;
    cw_context *context;
    cw_diag *diag;
    cw_text *made = (cw_text *)&diag;
    assert_int_equal(cw_context_new(&context), CW_OK);
    assert_int_equal(cw_context_set_limit(context, CW_LIMIT_DOCUMENT_BYTES, 20), CW_OK);
    assert_int_equal(cw_diag_new(context, &diag), CW_OK);
    assert_int_equal(author_format(context, "a.rules", text, (int64_t)strlen(text), &made, diag), CW_ERR_LIMIT);
    assert_null(made);
    assert_string_equal(cw_diag_message(diag, 0), "the file is longer than a document may be");
    cw_diag_unref(diag);
    cw_context_unref(context);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_no_memory), cmocka_unit_test(test_text), cmocka_unit_test(test_limit)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
