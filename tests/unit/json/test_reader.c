/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "json/tree.h"
#include "json/writer.h"

typedef struct reading {
    cw_context *context;
    cw_diag *diag;
    base_arena arena;
    json_tree tree;
    cw_status status;
} reading;

static void begin_reading(reading *r, cw_context *context)
{
    r->context = context;
    assert_int_equal(cw_diag_new(context, &r->diag), CW_OK);
    base_arena_init(&r->arena, base_context_use(context));
}

static void read_bytes(reading *r, const char *text, size_t length)
{
    r->status = json_read(&r->arena, BASE_STR("t.json"), 1, (base_str){ text, length }, r->diag, &r->tree);
}

static void end_reading(reading *r)
{
    const cw_context *used = r->arena.context;
    base_arena_finish(&r->arena);
    base_context_drop(used);
    cw_diag_unref(r->diag);
}

/* Every diagnostic as "line:column pointer: message (help)", joined by line breaks. */
static void put_diag(base_buffer *out, const cw_diag *diag)
{
    for (int64_t i = 0; i < cw_diag_count(diag); i++) {
        const char *pointer = cw_diag_pointer(diag, i), *help = cw_diag_help(diag, i);
        base_putf(out, "%s%d:%d%s%s: %s", i > 0 ? "\n" : "", (int)cw_diag_line(diag, i),
                  (int)cw_diag_column(diag, i), pointer != NULL ? " " : "", pointer != NULL ? pointer : "",
                  cw_diag_message(diag, i));
        if (help != NULL)
            base_putf(out, " (%s)", help);
    }
}

static void expect_told(const reading *r, const char *expected)
{
    base_buffer out;
    base_buffer_init(&out, r->arena.context);
    base_put(&out, "");
    put_diag(&out, r->diag);
    assert_string_equal(out.data != NULL ? out.data : "", expected);
    base_buffer_finish(&out);
}

/* Texts that RFC 8259 allows, those of its section 13 among them. */
static const char *const good[] = {
    "null", "true", "false", "0", "-0", "1", "-1", "12.50", "1e5", "1E+5", "1e-05", "-0.0e-0", "\"\"", "\"a\"",
    "[]", "{}", " [ ] ", "\t\r\n{ \n}\n", "[[]]", "[{}]", "{\"\":0}", "[1,2,3]", "[null,1,\"1\",{}]", "{\"a\":{\"a\":[]}}",
    "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"", "\"\\u00e9\\uD83D\\uDE00\"", "\"\x7f\"", "\"\xF0\x9F\x98\x80\"", "\"\xEF\xBF\xBF\"",
    "\xEF\xBB\xBF[]", "[1]\n", "\"\\uFFFF\"", "\"\xE2\x80\xA8\"", "123456789012345678901234567890.5",
    "{\"Image\":{\"Width\":800,\"Height\":600,\"Title\":\"View from 15th Floor\",\"Thumbnail\":{"
    "\"Url\":\"http://www.example.com/image/481989943\",\"Height\":125,\"Width\":100},\"Animated\":false,"
    "\"IDs\":[116,943,234,38793]}}",
    "[{\"precision\":\"zip\",\"Latitude\":37.7668,\"City\":\"SAN FRANCISCO\"},{\"precision\":\"zip\",\"Longitude\":-122.026020}]",
};

static void test_reads_what_the_rfc_allows(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) {
        reading r;
        begin_reading(&r, NULL);
        read_bytes(&r, good[i], strlen(good[i]));
        expect_told(&r, "");
        assert_int_equal(r.status, CW_OK);
        end_reading(&r);
    }
}

static const struct { const char *text, *told; } bad[] = {
    { "", "1:1: expected a JSON value, found nothing but white space" },
    { " \n ", "2:2: expected a JSON value, found nothing but white space" },
    { "[1 2]", "1:4: expected a comma or `]` after a list item, found a digit" },
    { "[1}", "1:3: expected a comma or `]` after a list item, found `}`" },
    { "[1", "1:3: expected a comma or `]` after a list item, found the end of the text" },
    { "[\"a\" \"b\"]", "1:6: expected a comma or `]` after a list item, found a text in double quotes" },
    { "[1\xC2\xA0]", "1:3: expected a comma or `]` after a list item, found the character U+00A0" },
    { "[1`]", "1:3: expected a comma or `]` after a list item, found a backquote" },
    { "[0x10]", "1:3: expected a comma or `]` after a list item, found a word without quotes" },
    { "[", "1:2: expected a list item or `]`, found the end of the text" },
    { "[,1]", "1:2: expected a list item or `]`, found `,`" },
    { "[1,,2]", "1:4: expected a value, found `,`" },
    { "[1,]", "1:3: a comma must not stand right before the `]` of a list (leave it out)" },
    { "{\"a\":1,\n}", "1:7: a comma must not stand right before the `}` of an object (leave it out)" },
    { "]", "1:1: expected a value, found `]`" },
    { "*", "1:1: expected a value, found `*`" },
    { "{\"a\":}", "1:6: expected a value, found `}`" },
    { "{\"a\":[1,{\"b\" 2}]}", "1:14 /a/1: expected a colon after a key, found a digit" },
    { "{\"a\"}", "1:5: expected a colon after a key, found `}`" },
    { "{\"a\":1 \"b\":2}", "1:8: expected a comma or `}` after a member of an object, found a text in double quotes" },
    { "{\"a\":1]", "1:7: expected a comma or `}` after a member of an object, found `]`" },
    { "{", "1:2: expected a key in double quotes or `}`, found the end of the text" },
    { "{a:1}", "1:2: expected a key in double quotes or `}`, found a word without quotes" },
    { "{\"a\":1,b:2}", "1:8: expected a key in double quotes, found a word without quotes" },
    { "{'a':1}", "1:2: JSON has no texts in single quotes (write double quotes)" },
    { "{\"a\":'b'}", "1:6 /a: JSON has no texts in single quotes (write double quotes)" },
    { "[1,// one\n2]", "1:4 /1: JSON has no comments" },
    { "/* all */ 1", "1:1: JSON has no comments" },
    { "[1 # one\n]", "1:4: JSON has no comments" },
    { "[1/2]", "1:3: expected a comma or `]` after a list item, found `/`" },
    { "1 2", "1:3: expected nothing after the end of the JSON value, found a digit" },
    { "{}}", "1:3: expected nothing after the end of the JSON value, found `}`" },
    { "[NaN]", "1:2 /0: `NaN` is not a JSON value (write `null` for what is not known)" },
    { "[-Infinity]", "1:2 /0: `-Infinity` is not a JSON value (write `null` for what is not known)" },
    { "None", "1:1: `None` is not a JSON value (write `null` for what is not known)" },
    { "True", "1:1: expected a value, found a word without quotes (did you mean `true`?)" },
    { "[nul]", "1:2 /0: expected a value, found a word without quotes (did you mean `null`?)" },
    { "truer", "1:1: expected a value, found a word without quotes (did you mean `true`?)" },
    { "Leonora", "1:1: expected a value, found a word without quotes (texts stand in double quotes)" },
    { "01", "1:1: a number must not begin with a zero before other digits" },
    { "-01", "1:2: a number must not begin with a zero before other digits" },
    { "+1", "1:1: a number must not begin with a plus sign (leave it out)" },
    { ".5", "1:1: a number must not begin with a decimal point (write a `0` before it)" },
    { "-", "1:2: expected a digit after the minus sign, found the end of the text" },
    { "-a", "1:2: expected a digit after the minus sign, found a word without quotes" },
    { "-I", "1:2: expected a digit after the minus sign, found a word without quotes" },
    { "1.", "1:3: expected a digit after the decimal point, found the end of the text" },
    { "1.e5", "1:3: expected a digit after the decimal point, found a word without quotes" },
    { "[1e]", "1:4 /0: expected a digit in the exponent, found `]`" },
    { "1e+ 5", "1:4: expected a digit in the exponent, found a space" },
    { "[\"abc", "1:2 /0: the text that begins here has no closing double quote" },
    { "\"\\", "1:1: the text that begins here has no closing double quote" },
    { "\"a\\\"", "1:1: the text that begins here has no closing double quote" },
    { "{\"a", "1:2: the text that begins here has no closing double quote" },
    { "\"a\nb\"", "1:3: a text must not hold a line break as it is (write `\\n`)" },
    { "\"a\rb\"", "1:3: a text must not hold a line break as it is (write `\\r`)" },
    { "\"a\tb\"", "1:3: a text must not hold the character U+0009 as it is (write `\\t`)" },
    { "\"\x1f\"", "1:2: a text must not hold the character U+001F as it is (write `\\u001f`)" },
    { "\"\\x41\"", "1:2: expected an escape after the backslash, found a word without quotes (a backslash itself is written `\\\\`)" },
    { "\"\\\xC3\xA9\"", "1:2: expected an escape after the backslash, found the character U+00E9 (a backslash itself is written `\\\\`)" },
    { "\"\\u00g0\"", "1:2: expected four hexadecimal digits after `\\u`" },
    { "\"\\u12", "1:2: expected four hexadecimal digits after `\\u`" },
    { "\"\\u\"", "1:2: expected four hexadecimal digits after `\\u`" },
    { "[\"\\u0000\",\"\\ud800\"]", "1:3 /0: a text must not hold the character U+0000\n"
      "1:12 /1: the escape `\\ud800` is one half of a surrogate pair without the other" },
    { "\"\\uDC00\\uD800\"", "1:2: the escape `\\uDC00` is one half of a surrogate pair without the other\n"
      "1:8: the escape `\\uD800` is one half of a surrogate pair without the other" },
    { "\"\\uD800\\u0041\"", "1:2: the escape `\\uD800` is one half of a surrogate pair without the other" },
    { "\"\\uD800\\uE000\"", "1:2: the escape `\\uD800` is one half of a surrogate pair without the other" },
    { "\"\\uD800x\"", "1:2: the escape `\\uD800` is one half of a surrogate pair without the other" },
    { "\"\\uD800\\n\"", "1:2: the escape `\\uD800` is one half of a surrogate pair without the other" },
    { "\"\\uD800\\uD8", "1:2: the escape `\\uD800` is one half of a surrogate pair without the other\n"
      "1:8: expected four hexadecimal digits after `\\u`" },
    { "[\"\xC3\xA9\xFF\"]", "1:4: the text is not valid UTF-8 at this byte (save it as UTF-8)" },
    { "\xC0\xAF", "1:1: the text is not valid UTF-8 at this byte (save it as UTF-8)" },
    { "\"\xED\xA0\x80\"", "1:2: the text is not valid UTF-8 at this byte (save it as UTF-8)" },
    { "\xFF\xFE[", "1:1: the text is not valid UTF-8 at this byte (the text looks like UTF-16; save it as UTF-8)" },
    { "{\"a\":1,\n \"b\":{\"x\":1,\"x\":2},\n\"a\":2,\"a\":3}",
      "2:13 /b/x: the key `x` is given twice in one object, first on line 2\n"
      "3:1 /a: the key `a` is given twice in one object, first on line 1\n"
      "3:7 /a: the key `a` is given twice in one object, first on line 1" },
    { "{\"\\u0061\":1,\"a\":2}", "1:13 /a: the key `a` is given twice in one object, first on line 1" },
    { "{\"1\":1,\"2\":1,\"3\":1,\"4\":1,\"5\":1,\"6\":1,\"7\":1,\"8\":1,\"9\":1,\"10\":1,\n\"7\":1}",
      "2:1 /7: the key `7` is given twice in one object, first on line 1" },
    /* keys that are told apart by no mark: their lengths and ends are alike */
    { "{\"abx\":1,\"acx\":1,\"adx\":1,\"acx\":1}", "1:26 /acx: the key `acx` is given twice in one object, first on line 1" },
    { "{\"\":1,\"\":1}", "1:7: a key is given twice in one object, first on line 1" },
    /* keys that may be names: neither they nor what stands under them is told */
    { "{\"Leo Doe\":1,\"Leo Doe\":2}", "1:14: a key is given twice in one object, first on line 1" },
    { "{\"a\":[{\"Leo\":{\"b\":{\"c\":1,\"c\":1}}}]}", "1:26 /a/0: the key `c` is given twice in one object, first on line 1" },
    { "{\"a\":{\"Leo\":[NaN]}}", "1:14 /a: `NaN` is not a JSON value (write `null` for what is not known)" },
    { "{\"0123456789012345678901234567890123456789\":1,\"0123456789012345678901234567890123456789\":2}",
      "1:47 /0123456789012345678901234567890123456789: the key `0123456789012345678901234567890123456789` "
      "is given twice in one object, first on line 1" },
    { "{\"0123456789012345678901234567890123456789a\":1,\"0123456789012345678901234567890123456789a\":2}",
      "1:48: a key is given twice in one object, first on line 1" },
};

static void test_tells_each_mistake(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        reading r;
        begin_reading(&r, NULL);
        read_bytes(&r, bad[i].text, strlen(bad[i].text));
        expect_told(&r, bad[i].told);
        assert_int_equal(r.status, CW_ERR_INPUT);
        end_reading(&r);
    }
}

static void test_refuses_a_nul_byte(void **state)
{
    reading r;
    (void)state;
    begin_reading(&r, NULL);
    read_bytes(&r, "\"a\0b\"", 5);
    expect_told(&r, "1:3: a text must not hold the character U+0000 as it is");
    assert_int_equal(r.status, CW_ERR_INPUT);
    end_reading(&r);
}

/* Plain text is passed over eight bytes at a time: what is not plain is found wherever it stands. */
static void test_what_is_not_plain_is_found_anywhere(void **state)
{
    static const struct { const char *put; size_t decoded; } rows[] = {
        { "\\n", 1 }, { "\xC3\xA9", 2 }, { " ", 1 }, { "\x7F", 1 }, { "\x1F", 0 }, { "\x01", 0 }, { "\n", 0 } };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        for (int before = 0; before < 20; before++) {
            char text[64];
            reading r;
            snprintf(text, sizeof text, "[\"%.*s%sbcd\"]", before, "aaaaaaaaaaaaaaaaaaaaaaaa", rows[i].put);
            begin_reading(&r, NULL);
            read_bytes(&r, text, strlen(text));
            assert_int_equal(r.status, rows[i].decoded > 0 ? CW_OK : CW_ERR_INPUT);
            if (r.status == CW_OK)
                assert_int_equal(json_text_of(&r.tree, 1).length, (size_t)before + rows[i].decoded + 3);
            else
                assert_int_equal(cw_diag_column(r.diag, 0), before + 3);
            end_reading(&r);
        }
}

static void test_keeps_all_that_is_decoded(void **state)
{
    base_buffer text;
    reading r;
    (void)state;
    begin_reading(&r, NULL);
    base_buffer_init(&text, r.arena.context);
    for (int i = 0; i < 50; i++)
        base_putf(&text, "%s\"\\u006b%d\":\"\\t%d\"", i == 0 ? "{" : ",", i, i);
    base_put_char(&text, '}');
    read_bytes(&r, text.data, text.length);
    assert_int_equal(r.status, CW_OK);
    for (int32_t i = 0; i < 50; i++) {
        char key[16], value[16];
        snprintf(key, sizeof key, "k%d", i);
        snprintf(value, sizeof value, "\t%d", i);
        assert_int_equal(json_member(&r.tree, 0, key), i + 1);
        assert_true(base_str_is(json_text_of(&r.tree, i + 1), value));
        assert_int_equal(json_count(&r.tree, i + 1), 0);
        assert_int_equal(json_first(&r.tree, i + 1), -1);
    }
    base_buffer_finish(&text);
    end_reading(&r);
}

static void test_gives_a_tree(void **state)
{
    static const char text[] = "\xEF\xBB\xBF{\"a\": [1, \"b\\u00e9\\n\"], \"\": 12.50e1, \"z\": null}";
    const json_node *nodes;
    reading r;
    (void)state;
    begin_reading(&r, NULL);
    read_bytes(&r, text, sizeof text - 1);
    assert_int_equal(r.status, CW_OK);
    nodes = r.tree.nodes;
    assert_int_equal(r.tree.count, 6);
    assert_int_equal(nodes[0].type, JSON_OBJECT);
    assert_int_equal(nodes[0].count, 3);
    assert_int_equal(nodes[0].parent, -1);
    assert_int_equal(nodes[0].next, -1);
    assert_int_equal(nodes[0].offset, 0);
    assert_int_equal(nodes[0].end, sizeof text - 1 - 3);
    assert_null(json_key_of(&r.tree, 0).at);
    assert_int_equal(nodes[1].type, JSON_ARRAY);
    assert_true(base_str_is(json_key_of(&r.tree, 1), "a"));
    assert_int_equal(nodes[1].key_offset, 1);
    assert_int_equal(nodes[1].offset, 6);
    assert_int_equal(nodes[1].end, 22);
    assert_int_equal(nodes[1].next, 4);
    assert_int_equal(nodes[2].next, 3);
    assert_int_equal(nodes[3].next, -1);
    assert_int_equal(nodes[3].parent, 1);
    assert_true(base_str_is(json_text_of(&r.tree, 3), "b\xC3\xA9\n"));
    assert_non_null(json_key_of(&r.tree, 4).at);
    assert_int_equal(json_key_of(&r.tree, 4).length, 0);
    assert_int_equal(nodes[4].type, JSON_NUMBER);
    assert_true(base_str_is(json_text_of(&r.tree, 4), "12.50e1"));
    assert_int_equal(nodes[5].type, JSON_NULL);
    assert_int_equal(nodes[5].next, -1);
    end_reading(&r);
}

static void test_lines_count_from_the_first_line(void **state)
{
    reading r;
    (void)state;
    begin_reading(&r, NULL);
    r.status = json_read(&r.arena, BASE_STR("t.json"), 40, BASE_STR("{\"a\":1,\n\"a\":1}"), r.diag, &r.tree);
    expect_told(&r, "41:1 /a: the key `a` is given twice in one object, first on line 40");
    assert_string_equal(cw_diag_source(r.diag, 0), "t.json");
    end_reading(&r);
}

static void expect_limit(int32_t limit, int64_t value, const char *good_text, const char *bad_text, const char *told)
{
    cw_context *context;
    reading r;
    assert_int_equal(cw_context_new(&context), CW_OK);
    assert_int_equal(cw_context_set_limit(context, limit, value), CW_OK);
    begin_reading(&r, context);
    read_bytes(&r, good_text, strlen(good_text));
    assert_int_equal(r.status, CW_OK);
    read_bytes(&r, bad_text, strlen(bad_text));
    assert_int_equal(r.status, CW_ERR_LIMIT);
    expect_told(&r, told);
    end_reading(&r);
    cw_context_unref(context);
}

static void test_limits_at_the_edge_and_one_past_it(void **state)
{
    (void)state;
    expect_limit(CW_LIMIT_DOCUMENT_BYTES, 4, "[10]", "[100]", "1:1: the text is longer than the limit of 4 bytes");
    expect_limit(CW_LIMIT_JSON_DEPTH, 3, "[{\"a\":[]},[[]]]", "[{\"a\":[[]]}]",
                 "1:8 /0/a: lists and objects are nested deeper than the limit of 3");
    expect_limit(CW_LIMIT_STRING_BYTES, 4, "{\"\\u00e9\\n\\n\":\"abcd\"}", "[\"\\u00e9\\n\\n\\n\"]",
                 "1:2 /0: the text is longer than the limit of 4 bytes");
    expect_limit(CW_LIMIT_STRING_BYTES, 4, "\"\\ud83d\\ude00\"", "{\"abcde\":1}",
                 "1:2: the text is longer than the limit of 4 bytes");
    expect_limit(CW_LIMIT_NUMBER_BYTES, 4, "-1.5", "[-1.50]",
                 "1:2 /0: the number is longer than the limit of 4 characters");
}

/* `count` times `piece`. */
static char *repeat(const char *piece, size_t count, size_t *length)
{
    size_t one = strlen(piece);
    char *text = malloc(one * count + 1);
    assert_non_null(text);
    for (size_t i = 0; i < count; i++)
        memcpy(text + i * one, piece, one);
    *length = one * count;
    text[*length] = '\0';
    return text;
}

static void test_deep_nesting_needs_no_stack(void **state)
{
    enum { DEPTH = 200000 };
    cw_context *context;
    reading r;
    size_t length;
    char *text = repeat("[", DEPTH, &length), *whole;
    base_buffer pointer;
    (void)state;
    begin_reading(&r, NULL);
    read_bytes(&r, text, length);
    assert_int_equal(r.status, CW_ERR_LIMIT);
    assert_int_equal(cw_diag_count(r.diag), 1);
    end_reading(&r);
    assert_int_equal(cw_context_new(&context), CW_OK);
    assert_int_equal(cw_context_set_limit(context, CW_LIMIT_JSON_DEPTH, DEPTH), CW_OK);
    whole = realloc(text, 2 * length);
    assert_non_null(whole);
    memset(whole + length, ']', length);
    begin_reading(&r, context);
    read_bytes(&r, whole, 2 * length);
    assert_int_equal(r.status, CW_OK);
    base_buffer_init(&pointer, r.arena.context);
    json_put_pointer(&pointer, &r.tree, DEPTH - 1);
    assert_int_equal(pointer.length, 2 * (DEPTH - 1));
    base_buffer_clear(&pointer);
    assert_int_equal(json_write_canonical_node(&pointer, &r.tree, 0), CW_OK);
    assert_int_equal(pointer.length, 2 * DEPTH);
    base_buffer_finish(&pointer);
    end_reading(&r);
    cw_context_unref(context);
    free(whole);
}

static void test_a_great_many_duplicate_keys_are_counted(void **state)
{
    enum { KEYS = 1000000 };
    reading r;
    size_t length;
    char *text = repeat("\"a\":1,", KEYS, &length);
    (void)state;
    begin_reading(&r, NULL);
    memcpy(text, "{\"\":1,", 6);
    text[length - 1] = '}';
    read_bytes(&r, text, length);
    assert_int_equal(r.status, CW_ERR_INPUT);
    assert_int_equal(cw_diag_errors(r.diag), KEYS - 2);
    assert_int_equal(cw_diag_count(r.diag), cw_context_limit(NULL, CW_LIMIT_DIAGNOSTICS));
    end_reading(&r);
    free(text);
}

static void test_a_huge_text_is_refused(void **state)
{
    enum { BYTES = 20000000 };
    reading r;
    size_t length;
    char *text = repeat("a", BYTES, &length);
    (void)state;
    text[0] = '"';
    text[length - 1] = '"';
    begin_reading(&r, NULL);
    read_bytes(&r, text, length);
    assert_int_equal(r.status, CW_ERR_LIMIT);
    expect_told(&r, "1:1: the text is longer than the limit of 1048576 bytes");
    end_reading(&r);
    free(text);
}

/* Objects in objects, each under a key of 40 bytes, and something wrong in the innermost. */
static void put_nested(base_buffer *text, int depth)
{
    base_buffer_clear(text);
    for (int i = 0; i < depth; i++)
        base_put(text, "{\"kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk\":");
    base_put(text, "[NaN]");
}

static void test_a_long_pointer_is_left_out(void **state)
{
    reading r;
    base_buffer text;
    (void)state;
    begin_reading(&r, NULL);
    base_buffer_init(&text, r.arena.context);
    put_nested(&text, 49);
    read_bytes(&r, text.data, text.length);
    assert_int_equal(strlen(cw_diag_pointer(r.diag, 0)), 49 * 41 + 2);
    cw_diag_clear(r.diag);
    put_nested(&text, 50);
    read_bytes(&r, text.data, text.length);
    expect_told(&r, "1:2202: `NaN` is not a JSON value (write `null` for what is not known)");
    base_buffer_finish(&text);
    end_reading(&r);
}

/* An allocator that refuses once the counter has run down. */
typedef struct ration { int64_t left, pieces; } ration;

static void *allocate(void *user, size_t size)
{
    ration *r = user;
    if (r->left-- <= 0)
        return NULL;
    r->pieces++;
    return malloc(size);
}

static void release(void *user, void *memory, size_t size)
{
    ration *r = user;
    (void)size;
    r->pieces--;
    free(memory);
}

static void test_lone_surrogates_beyond_the_bound_are_counted(void **state)
{
    enum { TEXTS = 1000 };
    reading r;
    size_t length;
    char *text = repeat("\"\\ud800\",", TEXTS, &length);
    (void)state;
    memcpy(text, "[1000000,", 9);            /* in the place of the first */
    text[length - 1] = ']';
    begin_reading(&r, NULL);
    read_bytes(&r, text, length);
    assert_int_equal(r.status, CW_ERR_INPUT);
    assert_int_equal(cw_diag_errors(r.diag), TEXTS - 1);
    assert_int_equal(cw_diag_count(r.diag), cw_context_limit(NULL, CW_LIMIT_DIAGNOSTICS));
    end_reading(&r);
    free(text);
}

/* Reads and writes with every allocation refused in turn, until all goes as it should. */
static void sweep(const char *text, cw_status expected)
{
    cw_status status = CW_ERR_NOMEM;
    for (int64_t budget = 0; status == CW_ERR_NOMEM; budget++) {
        ration r = { INT64_MAX, 0 };
        cw_context *context;
        base_arena arena;
        base_buffer buffer;
        json_tree tree;
        cw_diag *diag;
        assert_true(budget < 1000);
        assert_int_equal(cw_context_new_with_allocator(allocate, release, &r, &context), CW_OK);
        assert_int_equal(cw_diag_new(context, &diag), CW_OK);
        base_arena_init(&arena, context);
        base_buffer_init(&buffer, context);
        r.left = budget;
        status = json_read(&arena, BASE_STR("t"), 1, base_str_of(text), diag, &tree);
        if (status == CW_ERR_INPUT && base_diag_failed(diag))
            status = CW_ERR_NOMEM;       /* as the callers of json_read see it */
        if (status == CW_OK)
            status = json_write_canonical_node(&buffer, &tree, 0);
        if (status == CW_OK) {
            base_buffer_clear(&buffer);
            status = json_write_canonical(&buffer, context, base_str_of(text));
        }
        base_buffer_finish(&buffer);
        base_arena_finish(&arena);
        cw_diag_unref(diag);
        cw_context_unref(context);
        assert_int_equal(r.pieces, 0);
    }
    assert_int_equal(status, expected);
}

static void test_every_refused_allocation_is_told(void **state)
{
    (void)state;
    sweep("{\"a\":[1,2,\"\\n\",1e99999999999999999999],\"b\":{\"1\":1,\"2\":1,\"3\":1,\"4\":1,\"5\":1,\"6\":1,\"7\":1,\"8\":1,\"9\":1}}", CW_OK);
    sweep("{\"a\":1,\"a\":\"\\ud800\"}", CW_ERR_INPUT);
    sweep("[\"\\x\"]", CW_ERR_INPUT);
}

static void test_no_beginning_of_a_text_harms(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++)
        for (size_t length = 0; length < strlen(good[i]); length++) {
            char *copy = malloc(length + 1);
            reading r;
            assert_non_null(copy);
            memcpy(copy, good[i], length);
            begin_reading(&r, NULL);
            copy = realloc(copy, length > 0 ? length : 1);   /* so that a read past the end is seen */
            read_bytes(&r, copy, length);
            assert_true(r.status == CW_OK || cw_diag_count(r.diag) >= 1);
            end_reading(&r);
            free(copy);
        }
}

/* Each is a node of one byte, for a list that is never closed. */
static void test_lists_that_are_never_closed(void **state)
{
    (void)state;
    for (size_t length = 1; length <= 64; length++) {
        char *text = malloc(length);
        reading r;
        assert_non_null(text);
        memset(text, '[', length);
        begin_reading(&r, NULL);
        read_bytes(&r, text, length);
        assert_int_equal(r.status, CW_ERR_INPUT);
        assert_int_equal(r.tree.count, length);
        end_reading(&r);
        free(text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_reads_what_the_rfc_allows),
        cmocka_unit_test(test_tells_each_mistake),
        cmocka_unit_test(test_refuses_a_nul_byte),
        cmocka_unit_test(test_what_is_not_plain_is_found_anywhere),
        cmocka_unit_test(test_keeps_all_that_is_decoded),
        cmocka_unit_test(test_gives_a_tree),
        cmocka_unit_test(test_lines_count_from_the_first_line),
        cmocka_unit_test(test_limits_at_the_edge_and_one_past_it),
        cmocka_unit_test(test_deep_nesting_needs_no_stack),
        cmocka_unit_test(test_a_great_many_duplicate_keys_are_counted),
        cmocka_unit_test(test_a_huge_text_is_refused),
        cmocka_unit_test(test_a_long_pointer_is_left_out),
        cmocka_unit_test(test_lone_surrogates_beyond_the_bound_are_counted),
        cmocka_unit_test(test_every_refused_allocation_is_told),
        cmocka_unit_test(test_no_beginning_of_a_text_harms),
        cmocka_unit_test(test_lists_that_are_never_closed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
