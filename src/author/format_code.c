/* SPDX-License-Identifier: MIT */
#include "author/format_code.h"

#include "feel/lexer.h"

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* ---- words ---- */

/* To behind the quote that closes the text, or to the end. */
static size_t pass_text(base_str code, size_t at)
{
    for (at++; at < code.length && code.at[at] != '"'; at++)
        at += code.at[at] == '\\' && at + 1 < code.length;
    return at < code.length ? at + 1 : at;
}

/* Whether the colon stands within a name. */
static bool is_in_name(base_str code, size_t at)
{
    return at > 0 && at + 1 < code.length && !is_blank(code.at[at - 1]) && !is_blank(code.at[at + 1]);
}

static void put_words(base_buffer *buffer, base_str code, author_spacing spacing)
{
    bool blank = false, marks = spacing != AUTHOR_BLANKS;
    for (size_t at = 0; at < code.length;) {
        char c = code.at[at];
        size_t end = c == '"' ? pass_text(code, at) : at + 1;
        if (is_blank(c)) {
            blank = true;
        } else {
            bool joins = marks && (c == ',' || (c == ':' && !(spacing == AUTHOR_NAMES && is_in_name(code, at))));
            bool apart = marks && c == '=';
            if ((blank || apart) && !joins && buffer->length > 0)
                base_put_char(buffer, ' ');
            base_put_str(buffer, (base_str){code.at + at, end - at});
            blank = joins || apart;
        }
        at = end;
    }
}

/* ---- expressions ---- */

typedef struct spacing {
    base_str code;
    feel_token before, last;       /* the last two tokens */
    uint32_t count;                /* tokens so far */
} spacing;

static bool is_keyword(uint8_t kind)
{
    return kind >= FEEL_TOKEN_AND;
}

/* What stands between two operands, or before one. */
static bool is_operator(uint8_t kind)
{
    return (kind >= FEEL_TOKEN_PLUS && kind <= FEEL_TOKEN_GREATER_EQUAL) || kind == FEEL_TOKEN_ARROW ||
           (is_keyword(kind) && kind != FEEL_TOKEN_FALSE && kind != FEEL_TOKEN_TRUE && kind != FEEL_TOKEN_NULL);
}

static bool opens(uint8_t kind)
{
    return kind == FEEL_TOKEN_OPEN || kind == FEEL_TOKEN_BRACKET || kind == FEEL_TOKEN_BRACE || kind == FEEL_TOKEN_COMMA ||
           kind == FEEL_TOKEN_COLON || kind == FEEL_TOKEN_DOTS;
}

/* Whether the last token is a sign and not a subtraction. */
static bool after_sign(const spacing *self)
{
    return self->last.kind == FEEL_TOKEN_MINUS && (self->count < 2 || is_operator(self->before.kind) || opens(self->before.kind));
}

/* Whether the mark, as it stands between what is left and right of it, may be an end of a range turned outwards. */
static bool turned_bracket(const spacing *self, uint8_t kind)
{
    uint8_t last = self->last.kind;
    if (kind == FEEL_TOKEN_BRACKET)
        return last == FEEL_TOKEN_NUMBER || last == FEEL_TOKEN_STRING;
    return last == FEEL_TOKEN_BRACKET_CLOSE && !is_operator(kind) && !opens(kind) && kind != FEEL_TOKEN_CLOSE &&
           kind != FEEL_TOKEN_DOT && kind != FEEL_TOKEN_BRACE_CLOSE;
}

/* Whether a blank belongs before the token; `written`: one stands there. */
static bool wants_blank(const spacing *self, uint8_t kind, bool written)
{
    uint8_t last = self->last.kind;
    if (self->count == 0)
        return false;
    if (kind == FEEL_TOKEN_ERROR || last == FEEL_TOKEN_ERROR || turned_bracket(self, kind) ||
        (kind == FEEL_TOKEN_OPEN && last == FEEL_TOKEN_NAME))
        return written;
    if (kind == FEEL_TOKEN_BRACKET_CLOSE && is_operator(last))
        return true;
    if (kind == FEEL_TOKEN_BRACKET)
        return is_operator(last) || last == FEEL_TOKEN_COMMA || last == FEEL_TOKEN_COLON;
    if (kind == FEEL_TOKEN_CLOSE || kind == FEEL_TOKEN_BRACKET_CLOSE || kind == FEEL_TOKEN_BRACE_CLOSE ||
        kind == FEEL_TOKEN_COMMA || kind == FEEL_TOKEN_COLON || kind == FEEL_TOKEN_DOT || kind == FEEL_TOKEN_DOTS)
        return false;
    if (last == FEEL_TOKEN_COMMA || last == FEEL_TOKEN_COLON)
        return true;
    return !opens(last) && last != FEEL_TOKEN_DOT && last != FEEL_TOKEN_AT && !(after_sign(self) && kind != FEEL_TOKEN_MINUS);
}

/* What stands between two tokens without its white space at both ends: a comment, or nothing. */
static base_str comment_between(base_str code, size_t from, size_t to)
{
    while (from < to && is_blank(code.at[from]))
        from++;
    while (to > from && is_blank(code.at[to - 1]))
        to--;
    return (base_str){code.at + from, to - from};
}

static void put_expression(base_buffer *buffer, base_str code)
{
    feel_lexer lexer = {code, 0, (uint32_t)code.length};
    spacing self = {.code = code};
    feel_token token = feel_lex(&lexer);
    uint32_t end = 0;
    for (; token.kind != FEEL_TOKEN_END; token = feel_lex(&lexer)) {
        base_str comment = comment_between(code, end, token.start);
        bool blank = wants_blank(&self, token.kind, token.start > end);
        if (comment.length > 0) {
            base_put(buffer, self.count > 0 ? " " : "");
            base_put_str(buffer, comment);
            blank = true;
        }
        base_put(buffer, blank ? " " : "");
        base_put_str(buffer, (base_str){code.at + token.start, token.end - token.start});
        self.before = self.last;
        self.last = token;
        self.count++;
        end = token.end;
    }
    base_str rest = comment_between(code, end, code.length);
    base_put(buffer, rest.length > 0 && self.count > 0 ? " " : "");
    base_put_str(buffer, rest);
}

/* ---- either ---- */

/* Whether both have the same tokens. Otherwise what stood there was no expression, and is better left alone. */
static bool same_tokens(base_str one, base_str other)
{
    feel_lexer a = {one, 0, (uint32_t)one.length}, b = {other, 0, (uint32_t)other.length};
    for (;;) {
        feel_token x = feel_lex(&a), y = feel_lex(&b);
        if (x.kind != y.kind || !base_str_equal((base_str){one.at + x.start, x.end - x.start},
                                                (base_str){other.at + y.start, y.end - y.start}))
            return false;
        if (x.kind == FEEL_TOKEN_END)
            return true;
    }
}

void author_put_code(base_buffer *buffer, base_str code, author_spacing spacing)
{
    base_buffer line;
    base_buffer_init(&line, buffer->context);
    if (spacing == AUTHOR_BLANKS || spacing == AUTHOR_WORDS || spacing == AUTHOR_NAMES)
        put_words(&line, code, spacing);
    else if (spacing == AUTHOR_EXPRESSION)
        put_expression(&line, code);
    base_str made = {line.data, line.length};
    if (spacing == AUTHOR_AS_WRITTEN || (spacing == AUTHOR_EXPRESSION && !line.failed && !same_tokens(code, made)))
        made = code;
    base_put_str(buffer, made);
    buffer->failed |= line.failed;
    base_buffer_finish(&line);
}
