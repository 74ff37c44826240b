/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <inttypes.h>
#include <string.h>

#include "base/diag.h"
#include "host.h"

static const base_diagnostic_row unknown_name = {401, CW_SEVERITY_ERROR, "unknown name `%.*s`"};
static const base_diagnostic_row old_form = {402, CW_SEVERITY_WARNING, "old form, %" PRId64 " of %d"};

static void assert_renders(const cw_diag *diag, const char *expected)
{
    cw_text *text;
    assert_int_equal(cw_diag_render(diag, &text), CW_OK);
    assert_string_equal(cw_text_data(text), expected);
    cw_text_unref(text);
}

static void test_reading_a_list(void **state)
{
    (void)state;
    host self = {0};
    cw_context *context = host_context(&self);
    cw_diag *diag;
    assert_int_equal(cw_diag_new(context, &diag), CW_OK);
    cw_context_unref(context);
    assert_int_equal(cw_diag_count(diag), 0);
    assert_renders(diag, "");

    base_str text = BASE_STR("one\ntwo three\n");
    base_place place = {.source = BASE_STR("case.json"), .text = text, .offset = 8, .pointer = BASE_STR("/a/0")};
    base_diag_add(diag, &unknown_name, &place, BASE_STR("did you mean `x`?"), 2, "yyy");
    base_diag_add(diag, &old_form, NULL, BASE_STR(""), (int64_t)7, 9);
    assert_int_equal(cw_diag_count(diag), 2);
    assert_int_equal(cw_diag_errors(diag), 1);
    assert_int_equal(cw_diag_dropped(diag), 0);
    assert_false(base_diag_failed(diag));

    assert_int_equal(cw_diag_code(diag, 0), 401);
    assert_int_equal(cw_diag_severity(diag, 0), CW_SEVERITY_ERROR);
    assert_string_equal(cw_diag_source(diag, 0), "case.json");
    assert_int_equal(cw_diag_line(diag, 0), 2);
    assert_int_equal(cw_diag_column(diag, 0), 5);
    assert_string_equal(cw_diag_pointer(diag, 0), "/a/0");
    assert_string_equal(cw_diag_message(diag, 0), "unknown name `yy`");
    assert_string_equal(cw_diag_help(diag, 0), "did you mean `x`?");

    assert_int_equal(cw_diag_code(diag, 1), 402);
    assert_int_equal(cw_diag_severity(diag, 1), CW_SEVERITY_WARNING);
    assert_null(cw_diag_source(diag, 1));
    assert_int_equal(cw_diag_line(diag, 1), 0);
    assert_int_equal(cw_diag_column(diag, 1), 0);
    assert_null(cw_diag_pointer(diag, 1));
    assert_string_equal(cw_diag_message(diag, 1), "old form, 7 of 9");
    assert_null(cw_diag_help(diag, 1));
    assert_renders(diag, "case.json:2:5: error: unknown name `yy` (at /a/0)\n"
                         "  help: did you mean `x`?\n"
                         "warning: old form, 7 of 9\n");
    cw_diag_clear(diag);
    assert_int_equal(cw_diag_count(diag), 0);
    assert_int_equal(cw_diag_errors(diag), 0);
    assert_renders(diag, "");
    assert_ptr_equal(cw_diag_ref(diag), diag);
    cw_diag_unref(diag);
    cw_diag_unref(diag);
    assert_int_equal(self.pieces, 0);
}

static void test_no_such_diagnostic(void **state)
{
    (void)state;
    cw_diag *diag;
    assert_int_equal(cw_diag_new(NULL, &diag), CW_OK);
    base_diag_add(diag, &unknown_name, NULL, BASE_STR("h"), 1, "x");
    const struct {
        const cw_diag *diag;
        int64_t index;
    } rows[] = {{diag, -1}, {diag, 1}, {diag, INT64_MAX}, {diag, INT64_MIN}, {NULL, 0}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        assert_int_equal(cw_diag_code(rows[i].diag, rows[i].index), 0);
        assert_int_equal(cw_diag_severity(rows[i].diag, rows[i].index), 0);
        assert_int_equal(cw_diag_line(rows[i].diag, rows[i].index), 0);
        assert_int_equal(cw_diag_column(rows[i].diag, rows[i].index), 0);
        assert_null(cw_diag_source(rows[i].diag, rows[i].index));
        assert_null(cw_diag_pointer(rows[i].diag, rows[i].index));
        assert_null(cw_diag_message(rows[i].diag, rows[i].index));
        assert_null(cw_diag_help(rows[i].diag, rows[i].index));
    }
    cw_text *text = (cw_text *)diag;
    assert_int_equal(cw_diag_render(NULL, &text), CW_ERR_ARGUMENT);
    assert_null(text);
    assert_int_equal(cw_diag_render(diag, NULL), CW_ERR_ARGUMENT);
    assert_int_equal(cw_diag_new(NULL, NULL), CW_ERR_ARGUMENT);
    assert_null(cw_diag_ref(NULL));
    cw_diag_unref(NULL);
    cw_diag_clear(NULL);
    assert_int_equal(cw_diag_count(NULL), 0);
    assert_int_equal(cw_diag_errors(NULL), 0);
    assert_int_equal(cw_diag_dropped(NULL), 0);
    cw_diag_unref(diag);
}

static void test_a_bounded_number_is_kept(void **state)
{
    (void)state;
    cw_context *context;
    cw_diag *diag;
    assert_int_equal(cw_context_new(&context), CW_OK);
    assert_int_equal(cw_context_set_limit(context, CW_LIMIT_DIAGNOSTICS, 2), CW_OK);
    assert_int_equal(cw_diag_new(context, &diag), CW_OK);
    cw_context_unref(context);
    assert_true(base_diag_keeps(diag));
    base_diag_add(diag, &unknown_name, NULL, BASE_STR(""), 1, "x");
    assert_true(base_diag_keeps(diag));
    base_diag_add(diag, &old_form, NULL, BASE_STR(""), (int64_t)1, 1);
    for (int i = 0; i < 3; i++) {
        assert_false(base_diag_keeps(diag));
        base_diag_add(diag, &unknown_name, NULL, BASE_STR(""), 1, "x");
    }
    base_diag_add(diag, &old_form, NULL, BASE_STR(""), (int64_t)1, 1);
    assert_int_equal(cw_diag_count(diag), 2);
    assert_int_equal(cw_diag_dropped(diag), 4);
    assert_int_equal(cw_diag_errors(diag), 4);
    cw_diag_clear(diag);
    assert_true(base_diag_keeps(diag));
    base_diag_add(diag, &unknown_name, NULL, BASE_STR(""), 1, "x");
    assert_int_equal(cw_diag_dropped(diag), 0);
    cw_diag_unref(diag);
}

static void test_rendering(void **state)
{
    (void)state;
    static const char source[] = "rule x\n\tfor: foo in members\n";
    cw_context *context;
    cw_diag *diag;
    assert_int_equal(cw_context_new(&context), CW_OK);
    assert_int_equal(cw_context_set_limit(context, CW_LIMIT_DIAGNOSTICS, 4), CW_OK);
    assert_int_equal(cw_diag_new(context, &diag), CW_OK);
    cw_context_unref(context);
    base_place place = {.source = BASE_STR("a\x1B.rules"), .text = base_str_of(source), .offset = 13, .length = 3, .show = true};
    base_diag_add(diag, &unknown_name, &place, BASE_STR("say \xE2\x80\xAE" "so"), 4, "fo\n\x1Bxx");
    place = (base_place){.text = BASE_STR("{}"), .first_line = 41, .offset = 1};
    base_diag_add(diag, &unknown_name, &place, BASE_STR(""), 1, "y");
    place = (base_place){.source = BASE_STR("-"), .pointer = BASE_STR("/a\nb")};
    base_diag_add(diag, &old_form, &place, BASE_STR(""), (int64_t)1, 2);
    base_diag_add(diag, &old_form, NULL, BASE_STR("use the new one"), (int64_t)3, 4);
    for (int i = 0; i < 12; i++)
        base_diag_add(diag, &unknown_name, NULL, BASE_STR(""), 1, "z");
    assert_renders(diag, "a\\u{1b}.rules:2:7: error: unknown name `fo\\u{a}\\u{1b}`\n"
                         "    \tfor: foo in members\n"
                         "    \t     ^^^\n"
                         "  help: say \\u{202e}so\n"
                         "41:2: error: unknown name `y`\n"
                         "-: warning: old form, 1 of 2 (at /a\\u{a}b)\n"
                         "warning: old form, 3 of 4\n"
                         "  help: use the new one\n"
                         "and 12 more\n");
    cw_diag_unref(diag);
}

static void add_two(cw_diag *diag)
{
    base_str text = BASE_STR("a line\nanother line with a word\n");
    base_place place = {.source = BASE_STR("x.rules"), .text = text, .offset = 15, .length = 4, .show = true,
                        .pointer = BASE_STR("/p")};
    base_diag_add(diag, &unknown_name, &place, BASE_STR("did you mean `y`?"), 4, "line");
    base_diag_add(diag, &old_form, NULL, BASE_STR(""), (int64_t)1, 2);
}

/* With no memory left, that is what the list says: nothing half-made, and nothing silently lost. */
static void test_every_refusal_is_survived(void **state)
{
    (void)state;
    for (long nth = 1;; nth++) {
        host self = {0};
        cw_context *context = host_context(&self);
        cw_diag *diag = (cw_diag *)&self;
        host_refuse(&self, nth);
        if (cw_diag_new(context, &diag) == CW_ERR_NOMEM) {
            assert_null(diag);
            cw_context_unref(context);
            assert_int_equal(self.pieces, 0);
            continue;
        }
        add_two(diag);
        bool refused = self.calls >= nth;
        assert_int_equal(base_diag_failed(diag), refused);
        assert_int_equal(cw_diag_errors(diag), 1);
        int64_t count = cw_diag_count(diag);
        assert_int_equal(count + cw_diag_dropped(diag), 2);
        for (int64_t i = 0; i < count - refused; i++)
            assert_int_equal(cw_diag_code(diag, i), 401 + i);
        if (refused) {
            assert_int_equal(cw_diag_code(diag, count - 1), 1);
            assert_int_equal(cw_diag_severity(diag, count - 1), CW_SEVERITY_ERROR);
            assert_string_equal(cw_diag_message(diag, count - 1), "out of memory");
            assert_false(base_diag_keeps(diag));
        }
        host_refuse(&self, 0);
        cw_diag_clear(diag);
        add_two(diag);
        assert_int_equal(cw_diag_count(diag), 2);
        assert_string_equal(cw_diag_message(diag, 0), "unknown name `line`");
        cw_diag_unref(diag);
        cw_context_unref(context);
        assert_int_equal(self.pieces, 0);
        if (!refused)
            break;
    }
}

static void test_rendering_without_memory(void **state)
{
    (void)state;
    host self = {0};
    cw_context *context = host_context(&self);
    cw_diag *diag;
    assert_int_equal(cw_diag_new(context, &diag), CW_OK);
    add_two(diag);
    long before = self.pieces, nth = 1;
    for (cw_text *text = NULL; !text; nth++) {
        host_refuse(&self, nth);
        cw_status status = cw_diag_render(diag, &text);
        assert_int_equal(status, self.calls >= nth ? CW_ERR_NOMEM : CW_OK);
        assert_int_equal(text == NULL, self.calls >= nth);
        cw_text_unref(text);
        assert_int_equal(self.pieces, before);
    }
    assert_true(nth > 3);
    cw_diag_unref(diag);
    cw_context_unref(context);
    assert_int_equal(self.pieces, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_reading_a_list),
        cmocka_unit_test(test_no_such_diagnostic),
        cmocka_unit_test(test_a_bounded_number_is_kept),
        cmocka_unit_test(test_rendering),
        cmocka_unit_test(test_every_refusal_is_survived),
        cmocka_unit_test(test_rendering_without_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
