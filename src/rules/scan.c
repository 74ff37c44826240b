/* SPDX-License-Identifier: MIT */
#include "rules/reader.h"

#include <string.h>

static const char *text_of(const rules_cursor *cursor)
{
    return cursor->reader->feel->source->text.at;
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || ((unsigned char)c & 0x80);
}

/* Signs beyond ASCII that take the place of others where text was pasted, and what to do about each. */
static const struct odd { const char *sign, *shown, *help; } odd_signs[] = {
    {"\xC2\xA0", "a no-break space", "write an ordinary space"},
    {"\xE2\x80\xAF", "a no-break space", "write an ordinary space"},
    {"\xE2\x80\x8B", "a space of no width", "take it out"},
    {"\xE2\x80\x93", "a dash", "write a hyphen, `-`, or in names of parameters and variables `_`"},
    {"\xE2\x80\x94", "a dash", "write a hyphen, `-`, or in names of parameters and variables `_`"},
    {"\xE2\x80\x91", "a no-break hyphen", "write the hyphen of the keyboard, `-`"},
    {"\xE2\x80\xA6", "an ellipsis", "write `..`"},
};

static const struct odd *odd_at(const rules_cursor *cursor, uint32_t at)
{
    const char *text = text_of(cursor);
    for (size_t i = 0; ((unsigned char)text[at] & 0x80) && i < sizeof odd_signs / sizeof *odd_signs; i++) {
        size_t length = strlen(odd_signs[i].sign);
        if (cursor->end - at >= length && memcmp(text + at, odd_signs[i].sign, length) == 0)
            return &odd_signs[i];
    }
    return NULL;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool sees(const rules_cursor *cursor, const char *two)
{
    const char *text = text_of(cursor);
    return cursor->at + 1 < cursor->end && text[cursor->at] == two[0] && text[cursor->at + 1] == two[1];
}

static void pass_line_comment(rules_cursor *cursor)
{
    const char *text = text_of(cursor);
    const char *end = memchr(text + cursor->at, '\n', cursor->end - cursor->at);
    cursor->at = end ? (uint32_t)(end - text) : cursor->end;
}

static void pass_block_comment(rules_cursor *cursor)
{
    uint32_t start = cursor->at;
    for (cursor->at += 2; cursor->at < cursor->end && !sees(cursor, "*/"); cursor->at++)
        continue;
    cursor->at = cursor->end - cursor->at > 2 ? cursor->at + 2 : cursor->end;
    rules_tell(cursor->reader, RULES_TELL_COMMENT_PLACE, (rules_span){start, start + 2}, BASE_STR("begin it with `//`"),
               (base_str){0}, (base_str){0});
}

static void skip(rules_cursor *cursor)
{
    const char *text = text_of(cursor);
    while (cursor->at < cursor->end) {
        char c = text[cursor->at];
        if (c == ' ' || c == '\t' || c == '\r' || c == '\n')
            cursor->at++;
        else if (sees(cursor, "//"))
            pass_line_comment(cursor);
        else if (sees(cursor, "/*"))
            pass_block_comment(cursor);
        else
            return;
    }
}

bool rules_at_end(rules_cursor *cursor)
{
    skip(cursor);
    return cursor->at >= cursor->end;
}

char rules_peek(rules_cursor *cursor)
{
    return rules_at_end(cursor) ? '\0' : text_of(cursor)[cursor->at];
}

bool rules_take(rules_cursor *cursor, char c)
{
    if (rules_peek(cursor) != c)
        return false;
    cursor->at++;
    return true;
}

rules_span rules_take_run(rules_cursor *cursor, const char *more)
{
    const char *text = text_of(cursor);
    skip(cursor);
    rules_span span = {cursor->at, cursor->at};
    while (span.end < cursor->end) {
        char c = text[span.end];
        if (odd_at(cursor, span.end) || (!is_letter(c) && !is_digit(c) && (c == '\0' || !strchr(more, c))))
            break;
        span.end++;
    }
    cursor->at = span.end;
    return span;
}

bool rules_take_word(rules_cursor *cursor, const char *word)
{
    skip(cursor);
    uint32_t before = cursor->at;
    rules_span span = rules_take_run(cursor, "");
    if (base_str_is(rules_str(cursor->reader, span), word))
        return true;
    cursor->at = before;
    return false;
}

/* ---- what must be there ---- */

/* Bytes of the next word or mark. */
static rules_span next_thing(const rules_cursor *cursor)
{
    rules_cursor look = *cursor;
    rules_span span = rules_take_run(&look, "-.");
    if (span.end > span.start || span.start >= cursor->end)
        return span;
    const struct odd *odd = odd_at(cursor, span.start);
    return (rules_span){span.start, span.start + (odd ? (uint32_t)strlen(odd->sign) : 1)};
}

/* What to do about a sign that is not wanted here, whatever is. */
static base_str help_sign(const rules_cursor *cursor)
{
    const struct odd *odd = cursor->at < cursor->end ? odd_at(cursor, cursor->at) : NULL;
    if (odd)
        return base_str_of(odd->help);
    return cursor->at < cursor->end && text_of(cursor)[cursor->at] == '#' ? BASE_STR("comments begin with `//`") : (base_str){0};
}

void rules_expected(rules_cursor *cursor, const char *what, base_str help)
{
    skip(cursor);
    rules_span span = next_thing(cursor);
    base_str found = BASE_STR("nothing more");
    const struct odd *odd = span.end > span.start ? odd_at(cursor, span.start) : NULL;
    base_str sign = help_sign(cursor);
    help = sign.length ? sign : help;
    if (odd)
        found = base_str_of(odd->shown);
    else if (span.end > span.start)
        found = text_of(cursor)[span.start] == '"' ? BASE_STR("a text")
                                                   : rules_join(cursor->reader, "`", rules_str(cursor->reader, span), "`");
    rules_tell(cursor->reader, RULES_TELL_EXPECTED, span, help, base_str_of(what), found);
}

bool rules_expect(rules_cursor *cursor, char c)
{
    char what[4] = {'`', c, '`', '\0'};
    if (rules_take(cursor, c))
        return true;
    rules_expected(cursor, what, (base_str){0});
    return false;
}

bool rules_expect_word(rules_cursor *cursor, const char *word)
{
    if (rules_take_word(cursor, word))
        return true;
    base_str what = rules_join(cursor->reader, "`", base_str_of(word), "`");
    rules_expected(cursor, what.at ? what.at : "", (base_str){0});
    return false;
}

bool rules_expect_run(rules_cursor *cursor, const char *more, const char *what, rules_span *out)
{
    *out = rules_take_run(cursor, more);
    if (out->end > out->start)
        return true;
    rules_expected(cursor, what, rules_peek(cursor) == '"' ? BASE_STR("names stand without quotes") : (base_str){0});
    return false;
}

bool rules_expect_label(rules_cursor *cursor, const char *what, rules_span *out)
{
    skip(cursor);
    if (cursor->at < cursor->end && is_letter(text_of(cursor)[cursor->at]))
        return rules_expect_run(cursor, "-", what, out);
    rules_expected(cursor, what, rules_peek(cursor) == '"' ? BASE_STR("names stand without quotes") : (base_str){0});
    return false;
}

bool rules_expect_end(rules_cursor *cursor)
{
    if (rules_at_end(cursor))
        return true;
    rules_expected(cursor, "the end of the line", (base_str){0});
    return false;
}

/* Quotes that word processors make. */
static base_str help_quotes(const rules_cursor *cursor)
{
    static const char *const curly[] = {"\xE2\x80\x9C", "\xE2\x80\x9D", "\xE2\x80\x9E", "\xE2\x80\x98", "\xE2\x80\x99", "'"};
    for (size_t i = 0; i < sizeof curly / sizeof *curly; i++) {
        size_t length = strlen(curly[i]);
        if (cursor->end - cursor->at >= length && memcmp(text_of(cursor) + cursor->at, curly[i], length) == 0)
            return BASE_STR("use straight double quotes");
    }
    return (base_str){0};
}

bool rules_expect_quoted(rules_cursor *cursor, rules_span *inside)
{
    const char *text = text_of(cursor);
    if (rules_peek(cursor) != '"') {
        rules_expected(cursor, "a text in double quotes", help_quotes(cursor));
        return false;
    }
    uint32_t start = cursor->at, at = start + 1;
    while (at < cursor->end && text[at] != '"' && text[at] != '\n')
        at += text[at] == '\\' && at + 1 < cursor->end && text[at + 1] != '\n' ? 2 : 1;
    if (at >= cursor->end || text[at] != '"') {
        rules_tell(cursor->reader, RULES_TELL_OPEN_TEXT, (rules_span){start, start + 1}, (base_str){0}, (base_str){0},
                   (base_str){0});
        return false;
    }
    *inside = (rules_span){start + 1, at};
    cursor->at = at + 1;
    return true;
}

bool rules_expect_text(rules_cursor *cursor, base_str *text)
{
    rules_span inside;
    return rules_expect_quoted(cursor, &inside) && rules_read_escapes(cursor->reader, inside, text);
}

bool rules_expect_date(rules_cursor *cursor, int64_t *day)
{
    rules_span span;
    if (!rules_expect_run(cursor, "-", "a date", &span))
        return false;
    base_str text = rules_str(cursor->reader, span);
    if (base_day_parse(text, day) && *day >= CW_DATE_MIN && *day <= CW_DATE_MAX)
        return true;
    bool looks = text.length == 10 && text.at[4] == '-' && text.at[7] == '-';
    rules_tell(cursor->reader, RULES_TELL_BAD_DATE, span,
               looks ? BASE_STR("the calendar has no such day") : BASE_STR("dates are written 2024-01-31"), text, (base_str){0});
    return false;
}

/* ---- escapes ---- */

static bool read_code_point(const char *text, uint32_t at, int digits, uint32_t *code)
{
    *code = 0;
    for (int i = 0; i < digits; i++) {
        char c = text[at + (uint32_t)i];
        if (!is_digit(c) && !(c >= 'a' && c <= 'f') && !(c >= 'A' && c <= 'F'))
            return false;
        *code = *code * 16 + (uint32_t)(is_digit(c) ? c - '0' : (c | 0x20) - 'a' + 10);
    }
    return *code >= 0x20 && *code <= 0x10FFFF && !(*code >= 0xD800 && *code <= 0xDFFF) && *code != 0x7F;
}

/* Reads the escape at `at`, the backslash; returns its length, or 0. */
static uint32_t read_escape(const char *text, uint32_t at, uint32_t end, uint32_t *code)
{
    static const char plain[] = "\"\\'ntr", means[] = "\"\\'\n\t\r";
    char c = at + 1 < end ? text[at + 1] : '\0';
    int digits = c == 'u' ? 4 : c == 'U' ? 6 : 0;
    const char *found = c ? strchr(plain, c) : NULL;
    if (found) {
        *code = (uint32_t)means[found - plain];
        return 2;
    }
    bool fits = digits > 0 && end - at >= (uint32_t)digits + 2;
    return fits && read_code_point(text, at + 2, digits, code) ? (uint32_t)digits + 2 : 0;
}

bool rules_read_escapes(rules_reader *reader, rules_span span, base_str *out)
{
    const char *text = reader->feel->source->text.at;
    char *made = base_arena_alloc(reader->feel->arena, span.end - span.start + 1);
    size_t length = 0;
    bool good = true;
    if (!made)
        return rules_no_memory(reader);
    for (uint32_t at = span.start; at < span.end;) {
        uint32_t code = 0, size = text[at] == '\\' ? read_escape(text, at, span.end, &code) : 1;
        if (text[at] != '\\')
            made[length++] = text[at];
        else if (size > 0)
            length += (size_t)base_utf8_encode(code, made + length);
        else {
            rules_span place = {at, at + 2 < span.end ? at + 2 : span.end};
            rules_tell(reader, RULES_TELL_BAD_ESCAPE, place, (base_str){0}, rules_str(reader, place), (base_str){0});
            good = false;
            size = 2;
        }
        at += size;
    }
    *out = (base_str){made, length};
    return good;
}

/* ---- where an expression ends ---- */

static uint32_t pass_quoted(const char *text, uint32_t at, uint32_t end)
{
    for (at++; at < end && text[at] != '"' && text[at] != '\n'; at++)
        at += text[at] == '\\' && at + 1 < end && text[at + 1] != '\n';
    return at < end && text[at] == '"' ? at + 1 : at;
}

/* A quantifier's own commas do not end the expression; they stand before its `satisfies` or `return`. */
static int quantifier_change(base_str word)
{
    if (base_str_is(word, "some") || base_str_is(word, "every") || base_str_is(word, "for"))
        return 1;
    return base_str_is(word, "satisfies") || base_str_is(word, "return") ? -1 : 0;
}

static uint32_t pass_comment(const char *text, uint32_t at, uint32_t end)
{
    bool line = text[at + 1] == '/';
    for (at += 2; at < end; at++) {
        if (line && text[at] == '\n')
            return at;
        if (!line && text[at] == '*' && at + 1 < end && text[at + 1] == '/')
            return at + 2;
    }
    return end;
}

uint32_t rules_expression_end(const rules_cursor *cursor)
{
    const char *text = text_of(cursor);
    rules_cursor look = *cursor;
    int64_t depth = 0, quantifiers = 0;
    while (look.at < look.end) {
        char c = text[look.at];
        if (c == ',' && depth <= 0 && quantifiers <= 0)
            break;
        if ((is_letter(c) || is_digit(c)) && !odd_at(&look, look.at)) {
            rules_span word = rules_take_run(&look, "");
            quantifiers += depth <= 0 ? quantifier_change(rules_str(look.reader, word)) : 0;
        } else if (c == '"') {
            look.at = pass_quoted(text, look.at, look.end);
        } else if (sees(&look, "//") || sees(&look, "/*")) {
            look.at = pass_comment(text, look.at, look.end);
        } else {
            depth += c == '(' || c == '[' || c == '{' ? 1 : c == ')' || c == ']' || c == '}' ? -1 : 0;
            look.at++;
        }
    }
    return look.at;
}
