/* SPDX-License-Identifier: MIT */
#include "feel/lexer.h"

#include <stdio.h>

/* ---- characters ---- */

struct span { uint32_t low, high; };

static const struct span white_space[] = {
    {0x09, 0x0D}, {0x20, 0x20}, {0x85, 0x85}, {0xA0, 0xA0}, {0x1680, 0x1680}, {0x180E, 0x180E}, {0x2000, 0x200B},
    {0x2028, 0x2029}, {0x202F, 0x202F}, {0x205F, 0x205F}, {0x3000, 0x3000}, {0xFEFF, 0xFEFF},
};
/* FEEL's letters, without the joiners U+200C and U+200D, which nobody sees. */
static const struct span letters[] = {
    {'A', 'Z'}, {'_', '_'}, {'a', 'z'}, {0xC0, 0xD6}, {0xD8, 0xF6}, {0xF8, 0x2FF}, {0x370, 0x37D}, {0x37F, 0x1FFF},
    {0x2070, 0x218F}, {0x2C00, 0x2FEF}, {0x3001, 0xD7FF}, {0xF900, 0xFDCF}, {0xFDF0, 0xFFFD}, {0x10000, 0xEFFFF},
};
static const struct span further[] = {{'0', '9'}, {0xB7, 0xB7}, {0x300, 0x36F}, {0x203F, 0x2040}};

static bool within(const struct span *spans, size_t count, uint32_t c)
{
    for (size_t i = 0; i < count; i++)
        if (c >= spans[i].low && c <= spans[i].high)
            return true;
    return false;
}

#define WITHIN(spans, c) within(spans, sizeof(spans) / sizeof *(spans), c)

static bool is_white(uint32_t c)
{
    return c < 0x80 ? c == ' ' || (c >= '\t' && c <= '\r') : WITHIN(white_space, c);
}

static bool is_letter(uint32_t c)
{
    return WITHIN(letters, c) && !is_white(c);
}

static bool is_digit(uint32_t c)
{
    return c >= '0' && c <= '9';
}

static bool is_name_part(uint32_t c)
{
    return is_letter(c) || WITHIN(further, c);
}

/* The character at `at`, its bytes in *size; 0 bytes at the end or where it is not UTF-8. */
static uint32_t look(const feel_lexer *lexer, uint32_t at, int *size)
{
    uint32_t c = 0;
    *size = at < lexer->end ? base_utf8_decode(lexer->text.at + at, lexer->end - at, &c) : 0;
    return c;
}

/* The byte at `at`, 0 at the end. */
static char byte_at(const feel_lexer *lexer, uint32_t at)
{
    return at < lexer->end ? lexer->text.at[at] : 0;
}

/* ---- names and keywords ---- */

static const struct { const char *word; uint8_t kind; } keywords[] = {
#define TOKEN(NAME, text)
#define KEYWORD(NAME, text) {text, FEEL_TOKEN_##NAME},
#include "feel/tokens.def"
#undef TOKEN
#undef KEYWORD
};

static uint8_t word_kind(base_str word)
{
    for (size_t i = 0; i < sizeof keywords / sizeof *keywords; i++)
        if (base_str_is(word, keywords[i].word))
            return keywords[i].kind;
    return FEEL_TOKEN_NAME;
}

bool feel_is_keyword(base_str name)
{
    return word_kind(name) != FEEL_TOKEN_NAME;
}

static uint32_t name_end(const feel_lexer *lexer, uint32_t at)
{
    int size;
    uint32_t c = look(lexer, at, &size);
    while (size && is_name_part(c)) {
        at += (uint32_t)size;
        c = look(lexer, at, &size);
    }
    return at;
}

bool feel_name_valid(base_str name)
{
    if (name.length == 0 || name.length > UINT32_MAX)
        return false;
    feel_lexer lexer = {name, 0, (uint32_t)name.length};
    int size;
    uint32_t first = look(&lexer, 0, &size);
    return size && is_letter(first) && name_end(&lexer, 0) == lexer.end && !feel_is_keyword(name);
}

/* ---- white space, numbers, strings, signs ---- */

/* Past white space and comments; false at a comment that does not end, *at on its beginning. */
static bool skip_space(const feel_lexer *lexer, uint32_t *at)
{
    for (;;) {
        int size;
        uint32_t c = look(lexer, *at, &size);
        if (size && is_white(c)) {
            *at += (uint32_t)size;
        } else if (c == '/' && byte_at(lexer, *at + 1) == '/') {
            while (*at < lexer->end && lexer->text.at[*at] != '\n')
                ++*at;
        } else if (c == '/' && byte_at(lexer, *at + 1) == '*') {
            uint32_t p = *at + 2;
            while (p < lexer->end && !(lexer->text.at[p] == '*' && byte_at(lexer, p + 1) == '/'))
                p++;
            if (p >= lexer->end)
                return false;
            *at = p + 2;
        } else {
            return true;
        }
    }
}

static uint32_t digits_end(const feel_lexer *lexer, uint32_t at)
{
    while (is_digit((unsigned char)byte_at(lexer, at)))
        at++;
    return at;
}

static feel_token lex_number(feel_lexer *lexer, uint32_t start)
{
    uint32_t at = digits_end(lexer, start);
    if (byte_at(lexer, at) == '.' && is_digit((unsigned char)byte_at(lexer, at + 1)))
        at = digits_end(lexer, at + 1);
    if (byte_at(lexer, at) == 'e' || byte_at(lexer, at) == 'E') {
        char sign = byte_at(lexer, at + 1);
        uint32_t power = at + 1 + (sign == '+' || sign == '-');
        if (is_digit((unsigned char)byte_at(lexer, power)))
            at = digits_end(lexer, power);
    }
    uint32_t end = name_end(lexer, at);
    return end == at ? (feel_token){FEEL_TOKEN_NUMBER, 0, start, at}
                     : (feel_token){FEEL_TOKEN_ERROR, FEEL_DIAG_BAD_NUMBER, start, end};
}

static feel_token lex_string(feel_lexer *lexer, uint32_t start)
{
    uint32_t at = start + 1;
    while (at < lexer->end) {
        char c = lexer->text.at[at];
        if (c == '"')
            return (feel_token){FEEL_TOKEN_STRING, 0, start, at + 1};
        if (c == '\n' || c == '\r')
            break;
        at += c == '\\' && byte_at(lexer, at + 1) != '\n' ? 2 : 1;
    }
    return (feel_token){FEEL_TOKEN_ERROR, FEEL_DIAG_STRING_OPEN, start, start + 1};
}

/* Longest first. */
static const struct { char text[3]; uint8_t kind; } signs[] = {
    {"..", FEEL_TOKEN_DOTS}, {"**", FEEL_TOKEN_POWER}, {"!=", FEEL_TOKEN_NOT_EQUAL}, {"<=", FEEL_TOKEN_LESS_EQUAL},
    {">=", FEEL_TOKEN_GREATER_EQUAL}, {"->", FEEL_TOKEN_ARROW}, {"==", FEEL_TOKEN_ERROR}, {"<>", FEEL_TOKEN_ERROR},
    {"&&", FEEL_TOKEN_ERROR}, {"||", FEEL_TOKEN_ERROR},
    {"(", FEEL_TOKEN_OPEN}, {")", FEEL_TOKEN_CLOSE}, {"[", FEEL_TOKEN_BRACKET}, {"]", FEEL_TOKEN_BRACKET_CLOSE},
    {"{", FEEL_TOKEN_BRACE}, {"}", FEEL_TOKEN_BRACE_CLOSE}, {",", FEEL_TOKEN_COMMA}, {":", FEEL_TOKEN_COLON},
    {".", FEEL_TOKEN_DOT}, {"?", FEEL_TOKEN_QUESTION}, {"+", FEEL_TOKEN_PLUS}, {"-", FEEL_TOKEN_MINUS},
    {"*", FEEL_TOKEN_TIMES}, {"/", FEEL_TOKEN_SLASH}, {"=", FEEL_TOKEN_EQUAL}, {"<", FEEL_TOKEN_LESS},
    {">", FEEL_TOKEN_GREATER}, {"@", FEEL_TOKEN_AT},
};

static feel_token lex_sign(const feel_lexer *lexer, uint32_t start, int size)
{
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
        uint32_t length = signs[i].text[1] ? 2 : 1;
        if (byte_at(lexer, start) == signs[i].text[0] && (length == 1 || byte_at(lexer, start + 1) == signs[i].text[1]))
            return (feel_token){signs[i].kind, FEEL_DIAG_BAD_CHARACTER, start, start + length};
    }
    return (feel_token){FEEL_TOKEN_ERROR, FEEL_DIAG_BAD_CHARACTER, start, start + (uint32_t)size};
}

static feel_token next(feel_lexer *lexer)
{
    uint32_t start = lexer->at;
    if (!skip_space(lexer, &start))
        return (feel_token){FEEL_TOKEN_ERROR, FEEL_DIAG_COMMENT_OPEN, start, start + 2};
    if (start >= lexer->end)
        return (feel_token){FEEL_TOKEN_END, 0, lexer->end, lexer->end};
    int size;
    uint32_t c = look(lexer, start, &size);
    if (!size)
        return (feel_token){FEEL_TOKEN_ERROR, FEEL_DIAG_BAD_UTF8, start, start + 1};
    if (is_digit(c) || (c == '.' && is_digit((unsigned char)byte_at(lexer, start + 1))))
        return lex_number(lexer, start);
    if (c == '"')
        return lex_string(lexer, start);
    if (!is_letter(c))
        return lex_sign(lexer, start, size);
    uint32_t end = name_end(lexer, start);
    return (feel_token){word_kind((base_str){lexer->text.at + start, end - start}), 0, start, end};
}

feel_token feel_lex(feel_lexer *lexer)
{
    feel_token token = next(lexer);
    lexer->at = token.end;
    return token;
}

/* ---- names that are more than one token ---- */

static uint32_t skip_white(const feel_lexer *lexer, uint32_t at)
{
    int size;
    uint32_t c = look(lexer, at, &size);
    while (size && is_white(c)) {
        at += (uint32_t)size;
        c = look(lexer, at, &size);
    }
    return at;
}

uint32_t feel_lex_odd(const feel_lexer *lexer, uint32_t at, base_str name)
{
    int size;
    for (size_t i = 0; i < name.length; i++) {
        uint32_t next = name.at[i] == ' ' ? skip_white(lexer, at) : at + (byte_at(lexer, at) == name.at[i]);
        if (next == at || next > lexer->end)
            return 0;
        at = next;
    }
    bool inside = name_end(lexer, at) > at;
    feel_lexer own = {name, 0, (uint32_t)name.length};
    size_t last = name.length ? name.length - 1 : 0;
    while (last > 0 && ((unsigned char)name.at[last] & 0xC0) == 0x80)
        last--;
    uint32_t c = look(&own, (uint32_t)last, &size);
    return inside && size && is_name_part(c) ? 0 : at;
}

bool feel_is_word(feel_token token)
{
    return token.kind == FEEL_TOKEN_NAME || token.kind >= FEEL_TOKEN_AND;
}

/* ---- for people ---- */

const char *feel_token_name(feel_token_kind kind)
{
    static const char *const names[] = {
#define TOKEN(NAME, text) text,
#define KEYWORD(NAME, text) "`" text "`",
#include "feel/tokens.def"
#undef TOKEN
#undef KEYWORD
    };
    return names[kind];
}

/* What people of other languages write, and what it is here. */
static const struct { const char *written, *help; } habits[] = {
    {"==", "equality is written `=`"},  {"<>", "inequality is written `!=`"}, {"!", "write `not(...)` or `!=`"},
    {"&&", "write `and`"},              {"||", "write `or`"},                 {"'", "strings stand in double quotes"},
    {"%", "write `modulo(a, b)`"},      {"#", "comments begin with `//`"},
    {"\xE2\x89\xA4", "write `<=`"},      {"\xE2\x89\xA5", "write `>=`"},    {"\xE2\x89\xA0", "write `!=`"},
    {"\xC3\x97", "write `*`"},           {"\xC3\xB7", "write `/`"},         {"\xE2\x80\xA6", "write `..`"},
    {"\xE2\x80\x93", "a dash is no minus sign: write `-`, and `_` within a name"},
    {"\xE2\x80\x94", "a dash is no minus sign: write `-`, and `_` within a name"},
    {"\xE2\x88\x92", "write the minus sign of the keyboard, `-`"},
    {"\xE2\x80\x9C", "use straight double quotes"}, {"\xE2\x80\x9D", "use straight double quotes"},
    {"\xE2\x80\x9E", "use straight double quotes"}, {"\xE2\x80\x98", "use straight double quotes"},
    {"\xE2\x80\x99", "use straight double quotes"},
};

void feel_tell_token(feel_compiler *compiler, feel_token token)
{
    base_str text = {compiler->source->text.at + token.start, token.end - token.start}, help = {0};
    if (token.problem == FEEL_DIAG_BAD_UTF8) {
        feel_tell(compiler, token.problem, token.start, token.end, help, (unsigned)(unsigned char)text.at[0]);
        return;
    }
    for (size_t i = 0; i < sizeof habits / sizeof *habits; i++)
        if (token.problem == FEEL_DIAG_BAD_CHARACTER && base_str_is(text, habits[i].written))
            help = base_str_of(habits[i].help);
    feel_tell(compiler, token.problem, token.start, token.end, help, FEEL_QUOTE(text));
}

/* ---- slips ---- */

static base_str text_of(const feel_lexer *lexer, feel_token token)
{
    return (base_str){lexer->text.at + token.start, token.end - token.start};
}

/* Whether the word is `lower` but for capital letters. */
static bool spells(base_str word, const char *lower)
{
    size_t i = 0;
    for (; i < word.length && lower[i]; i++) {
        char c = word.at[i];
        if ((c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c) != lower[i])
            return false;
    }
    return i == word.length && !lower[i];
}

const char *feel_keyword_meant(base_str word)
{
    for (size_t i = 0; i < sizeof keywords / sizeof *keywords; i++)
        if (spells(word, keywords[i].word))
            return base_str_is(word, keywords[i].word) ? NULL : keywords[i].word;
    return NULL;
}

/* `x is null`, `x is not null`, and `is` for anything else. */
static base_str slip_is(feel_lexer lexer)
{
    feel_token token = feel_lex(&lexer);
    bool not = spells(text_of(&lexer, token), "not");
    if (not)
        token = feel_lex(&lexer);
    if (spells(text_of(&lexer, token), "null"))
        return not ? BASE_STR("write `!= null`") : BASE_STR("write `= null`");
    return not ? BASE_STR("inequality is written `!=`") : BASE_STR("equality is written `=`");
}

/* Words of terms after a number, each with what it makes of a duration. */
static const struct { const char *one, *many, *letter; int days; } units[] = {
    {"day", "days", "D", 1}, {"week", "weeks", "D", 7}, {"month", "months", "M", 1}, {"year", "years", "Y", 1},
};

/* `30 days`: a term, which only clauses and parameters take. */
static base_str slip_term(feel_compiler *compiler, base_str number, base_str unit)
{
    char text[80];
    int count = 0;
    for (size_t i = 0; i < number.length && count >= 0; i++)
        count = is_digit((unsigned char)number.at[i]) && i < 5 ? count * 10 + (number.at[i] - '0') : -1;
    for (size_t i = 0; i < sizeof units / sizeof *units && count >= 0; i++) {
        if (!spells(unit, units[i].one) && !spells(unit, units[i].many))
            continue;
        snprintf(text, sizeof text, "write @\"P%d%s\", or a parameter that holds `%d %s`", count * units[i].days,
                 units[i].letter, count, count == 1 ? units[i].one : units[i].many);
        return feel_join3(compiler, "", base_str_of(text), "");
    }
    if (spells(unit, "business"))
        return BASE_STR("such days are `working days`, and a term of them stands only in `within` or a parameter");
    bool clause = spells(unit, "working") || spells(unit, "calendar");
    return clause && count >= 0 ? BASE_STR("such a term stands only in `within`, `every` or a parameter") : (base_str){0};
}

base_str feel_slip(feel_compiler *compiler, const feel_lexer *after, feel_token last, feel_token found)
{
    base_str word = text_of(after, found), before = text_of(after, last);
    const char *keyword = found.kind == FEEL_TOKEN_NAME ? feel_keyword_meant(word) : NULL;
    if (last.kind == FEEL_TOKEN_NAME && spells(before, "not"))
        return BASE_STR("write `not(...)`");
    if (last.kind == FEEL_TOKEN_NAME && !keyword)
        keyword = feel_keyword_meant(before);
    if (keyword)
        return feel_join3(compiler, "keywords are lower case: `", base_str_of(keyword), "`");
    if (found.kind != FEEL_TOKEN_NAME)
        return (base_str){0};
    if (last.kind == FEEL_TOKEN_NUMBER)
        return slip_term(compiler, before, word);
    if (spells(word, "is"))
        return slip_is(*after);
    if (spells(word, "contains") || spells(word, "includes"))
        return BASE_STR("write `item in list`");
    return spells(word, "not") ? BASE_STR("write `not(...)` around the whole comparison") : (base_str){0};
}
