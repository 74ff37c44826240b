/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <inttypes.h>
#include <wchar.h>

#include "base/text.h"
#include "host.h"

static void test_slices(void **state)
{
    (void)state;
    assert_int_equal(base_str_of(NULL).length, 0);
    assert_int_equal(base_str_of("abc").length, 3);
    assert_int_equal(BASE_STR("ab\0c").length, 4);
    assert_true(base_str_equal(base_str_of(NULL), base_str_of("")));
    assert_true(base_str_equal(BASE_STR("a\0b"), BASE_STR("a\0b")));
    assert_false(base_str_equal(BASE_STR("a\0b"), BASE_STR("a\0c")));
    assert_false(base_str_equal(BASE_STR("a"), BASE_STR("ab")));
    assert_true(base_str_is(BASE_STR("word"), "word"));
    assert_false(base_str_is(BASE_STR("word\0"), "word"));
}

static void test_order_is_by_code_point(void **state)
{
    (void)state;
    static const char *const rising[] = {"", "A", "AB", "B", "a", "\xC3\xA9", "\xE2\x82\xAC", "\xEF\xBF\xBD", "\xF0\x9F\x98\x80"};
    for (int i = 0; i < 9; i++)
        for (int j = 0; j < 9; j++)
            assert_int_equal(base_str_compare(base_str_of(rising[i]), base_str_of(rising[j])), (i > j) - (i < j));
}

static void test_putting(void **state)
{
    (void)state;
    host self = {0};
    cw_context *context = host_context(&self);
    base_buffer buffer;
    base_buffer_init(&buffer, context);
    assert_null(buffer.data);
    base_put(&buffer, "a");
    base_put(&buffer, NULL);
    base_put_str(&buffer, BASE_STR("b\0c"));
    base_put_char(&buffer, '!');
    base_put_utf8(&buffer, 0x20AC);
    base_put_utf8(&buffer, 0xD800);
    assert_int_equal(buffer.length, 8);
    assert_memory_equal(buffer.data, "ab\0c!\xE2\x82\xAC", 9);
    base_buffer_clear(&buffer);
    assert_string_equal(buffer.data, "");
    static const int64_t numbers[] = {0, -1, 42, INT64_MAX, INT64_MIN};
    for (int i = 0; i < 5; i++) {
        base_put_int(&buffer, numbers[i]);
        base_put_char(&buffer, ' ');
    }
    assert_string_equal(buffer.data, "0 -1 42 9223372036854775807 -9223372036854775808 ");
    base_buffer_clear(&buffer);
    for (int i = 0; i < 100; i++)
        base_putf(&buffer, "%s=%.*s %" PRId64 ";", "key", 2, "value", (int64_t)i);
    assert_int_equal(buffer.length, 10 * 9 + 90 * 10);
    assert_memory_equal(buffer.data + buffer.length - 10, "key=va 99;", 11);
    base_buffer_finish(&buffer);
    base_buffer_clear(&buffer);
    assert_null(buffer.data);
    assert_int_equal(self.pieces, 1);
    cw_context_unref(context);
}

static void test_visible_text(void **state)
{
    (void)state;
    static const struct {
        base_str text;
        const char *shown;
    } rows[] = {
        {{"plain text", 10}, "plain text"},
        {{"a\nb\tc\x1B[31m\x7F", 11}, "a\\u{a}b\\u{9}c\\u{1b}[31m\\u{7f}"},
        {{"\0", 1}, "\\u{0}"},
        {{"\xC2\x85|\xC2\xA0", 5}, "\\u{85}|\xC2\xA0"},
        {{"M\xC3\xBCller \xE2\x82\xAC \xF0\x9F\x98\x80", 16}, "M\xC3\xBCller \xE2\x82\xAC \xF0\x9F\x98\x80"},
        {{"\xE2\x80\xAE\xE2\x81\xA6\xD8\x9C\xE2\x80\x8F", 11}, "\\u{202e}\\u{2066}\\u{61c}\\u{200f}"},
        {{"\xE2\x80\xA8\xEF\xBB\xBF\xF3\xA0\x81\x81", 10}, "\\u{2028}\\u{feff}\\u{e0041}"},
        {{"\xE2\x80\x8E\xF3\xB0\x80\x80", 7}, "\\u{200e}\xF3\xB0\x80\x80"},
        {{"\xFFz\xC3", 3}, "\\x{ff}z\\x{c3}"},
        {{"", 0}, ""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        base_buffer buffer;
        base_buffer_init(&buffer, NULL);
        base_put_char(&buffer, '<');
        base_put_visible(&buffer, rows[i].text);
        assert_string_equal(buffer.data + 1, rows[i].shown);
        base_buffer_finish(&buffer);
    }
}

static void test_the_handle(void **state)
{
    (void)state;
    host self = {0};
    cw_context *context = host_context(&self);
    base_buffer buffer;
    base_buffer_init(&buffer, context);
    base_put_str(&buffer, BASE_STR("a\0b"));
    cw_text *text, *empty;
    assert_int_equal(base_buffer_take(&buffer, &text), CW_OK);
    assert_int_equal(buffer.length, 0);
    assert_int_equal(base_buffer_take(&buffer, &empty), CW_OK);
    assert_string_equal(cw_text_data(empty), "");
    assert_int_equal(cw_text_length(empty), 0);
    cw_text_unref(empty);
    cw_context_unref(context);   /* the text keeps its context alive */
    assert_ptr_equal(cw_text_ref(text), text);
    cw_text_unref(text);
    assert_int_equal(cw_text_length(text), 3);
    assert_memory_equal(cw_text_data(text), "a\0b", 4);
    cw_text_unref(text);
    assert_int_equal(self.pieces, 0);

    assert_null(cw_text_ref(NULL));
    cw_text_unref(NULL);
    assert_null(cw_text_data(NULL));
    assert_int_equal(cw_text_length(NULL), 0);
}

/* A handle that was made first takes its text without fail; a buffer goes back to what it held before a failure. */
static void test_a_handle_made_first(void **state)
{
    (void)state;
    host self = {0};
    cw_context *context = host_context(&self);
    base_buffer buffer;
    cw_text *text;
    assert_int_equal(base_text_new(context, &text), CW_OK);
    assert_string_equal(cw_text_data(text), "");
    base_buffer_init(&buffer, context);
    base_put(&buffer, "kept");
    base_put_str(&buffer, (base_str){"", SIZE_MAX});
    assert_true(buffer.failed);
    base_buffer_cut(&buffer, 4);
    base_put(&buffer, ", more");
    base_buffer_cut(&buffer, 6);
    assert_false(buffer.failed);
    base_text_fill(text, &buffer);
    assert_null(buffer.data);
    assert_string_equal(cw_text_data(text), "kept, ");
    assert_int_equal(cw_text_length(text), 6);
    cw_text_unref(text);
    host_refuse(&self, 1);
    text = (cw_text *)&self;
    assert_int_equal(base_text_new(context, &text), CW_ERR_NOMEM);
    assert_null(text);
    cw_context_unref(context);
    assert_int_equal(self.pieces, 0);
}

static void test_every_refusal_is_survived(void **state)
{
    (void)state;
    for (long nth = 1;; nth++) {
        host self = {0};
        cw_context *context = host_context(&self);
        base_buffer buffer;
        host_refuse(&self, nth);
        base_buffer_init(&buffer, context);
        for (int i = 0; i < 100; i++)
            base_putf(&buffer, "%d ", i);
        base_put(&buffer, "end");
        assert_true(!buffer.failed || nth <= self.calls);
        cw_text *text = (cw_text *)&self;
        bool refused = base_buffer_take(&buffer, &text) == CW_ERR_NOMEM;
        assert_int_equal(refused, nth <= self.calls);
        assert_int_equal(text == NULL, refused);
        assert_null(buffer.data);
        assert_false(buffer.failed);
        cw_text_unref(text);
        assert_int_equal(self.pieces, 1);
        cw_context_unref(context);
        if (!refused)
            break;
    }
}

static void test_what_cannot_be_put(void **state)
{
    (void)state;
    base_buffer buffer;
    base_buffer_init(&buffer, NULL);
    base_put_str(&buffer, (base_str){"", SIZE_MAX});
    assert_true(buffer.failed);
    base_buffer_clear(&buffer);
    base_putf(&buffer, "%lc", (wint_t)0x20AC);     /* no such character in the C locale */
    assert_true(buffer.failed);
    base_buffer_finish(&buffer);
}

static void test_a_long_piece(void **state)
{
    (void)state;
    static char piece[5000];
    base_buffer buffer;
    memset(piece, 'x', sizeof piece);
    base_buffer_init(&buffer, NULL);
    base_put(&buffer, "a");
    base_put_str(&buffer, (base_str){piece, sizeof piece});
    assert_int_equal(buffer.length, 5001);
    assert_memory_equal(buffer.data + 1, piece, sizeof piece);
    base_buffer_finish(&buffer);
}

static void test_a_failed_buffer_stays_failed(void **state)
{
    (void)state;
    host self = {0};
    cw_context *context = host_context(&self);
    base_buffer buffer;
    base_buffer_init(&buffer, context);
    base_put(&buffer, "stands");
    host_refuse(&self, 1);
    for (int i = 0; i < 100; i++)
        base_put(&buffer, "0123456789");
    assert_true(buffer.failed);
    assert_memory_equal(buffer.data, "stands0123456789", 16);
    size_t length = buffer.length;
    base_put_char(&buffer, 'x');
    assert_int_equal(buffer.length, length);
    base_buffer_clear(&buffer);
    assert_false(buffer.failed);
    base_put(&buffer, "again");
    assert_string_equal(buffer.data, "again");
    base_buffer_finish(&buffer);
    cw_context_unref(context);
    assert_int_equal(self.pieces, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_slices),
        cmocka_unit_test(test_order_is_by_code_point),
        cmocka_unit_test(test_putting),
        cmocka_unit_test(test_visible_text),
        cmocka_unit_test(test_the_handle),
        cmocka_unit_test(test_a_handle_made_first),
        cmocka_unit_test(test_every_refusal_is_survived),
        cmocka_unit_test(test_what_cannot_be_put),
        cmocka_unit_test(test_a_long_piece),
        cmocka_unit_test(test_a_failed_buffer_stays_failed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
