/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "feel/lexer.h"
#include "front.h"

/* Each token as `kind text`, those after the first behind a `|`. */
static const char *tokens_of(front *front, const char *text)
{
    feel_lexer lexer = {front->source.text, 0, (uint32_t)strlen(text)};
    base_buffer_clear(&front->out);
    for (;;) {
        feel_token token = feel_lex(&lexer);
        if (front->out.length)
            base_put(&front->out, "|");
        if (token.kind == FEEL_TOKEN_END) {
            base_put(&front->out, "end");
            return front->out.data;
        }
        const char *kind = feel_token_name(token.kind);
        base_putf(&front->out, "%s %.*s", kind, (int)(token.end - token.start), text + token.start);
    }
}

static const struct { const char *text, *tokens; } token_cases[] = {
    {"", "end"},
    {"  \t\r\n ", "end"},
    {"a b_1 _c", "a name a|a name b_1|a name _c|end"},
    {"caf\xC3\xA9 \xE6\x97\xA5", "a name caf\xC3\xA9|a name \xE6\x97\xA5|end"},
    {"a\xC2\xA0""b", "a name a|a name b|end"},                               /* no-break space */
    {"1 1.5 .5 1e3 1.5E-3 1E+3", "a number 1|a number 1.5|a number .5|a number 1e3|a number 1.5E-3|a number 1E+3|end"},
    {"1..5", "a number 1|`..` ..|a number 5|end"},
    {"1.5..2.5", "a number 1.5|`..` ..|a number 2.5|end"},
    {"a.b", "a name a|`.` .|a name b|end"},
    {"12ab", "an error 12ab|end"},
    {"\"a\" \"\\\"\" \"\\\\\"", "a string \"a\"|a string \"\\\"\"|a string \"\\\\\"|end"},
    {"\"a // b\"", "a string \"a // b\"|end"},
    {"\"a\nb\"", "an error \"|a name a|a name b|an error \"|end"},
    {"a // b\n c", "a name a|a name c|end"},
    {"a /* b\n c */ d", "a name a|a name d|end"},
    {"a /* b", "a name a|an error /*|a name b|end"},
    {"a /*/", "a name a|an error /*|`/` /|end"},
    {"a/b", "a name a|`/` /|a name b|end"},
    {"= != < <= > >= + - * / ** ( ) [ ] { } , : . .. -> ? @",
     "`=` =|`!=` !=|`<` <|`<=` <=|`>` >|`>=` >=|`+` +|`-` -|`*` *|`/` /|`**` **|`(` (|`)` )|`[` [|`]` ]|`{` {|`}` }|`,` ,|"
     "`:` :|`.` .|`..` ..|`->` ->|`?` ?|`@` @|end"},
    {"a==b", "a name a|an error ==|a name b|end"},
    {"! % '", "an error !|an error %|an error '|end"},
    {"and between else every external false for function if in instance null or return satisfies some then true",
     "`and` and|`between` between|`else` else|`every` every|`external` external|`false` false|`for` for|`function` function|"
     "`if` if|`in` in|`instance` instance|`null` null|`or` or|`return` return|`satisfies` satisfies|`some` some|`then` then|"
     "`true` true|end"},
    {"And not of item", "a name And|a name not|a name of|a name item|end"},
    {"a\xFF""b", "a name a|an error \xFF|a name b|end"},
    {"\xE2\x80\x8D", "an error \xE2\x80\x8D|end"},                          /* a joiner, which nobody sees */
};

static void tokens(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof token_cases / sizeof *token_cases; i++) {
        front front;
        front_begin(&front, token_cases[i].text, strlen(token_cases[i].text));
        assert_string_equal(tokens_of(&front, token_cases[i].text), token_cases[i].tokens);
        front_end(&front);
    }
}

static const struct { const char *text, *told; } problem_cases[] = {
    {"a == b", "400 1:3 `==` means nothing in an expression | equality is written `=`"},
    {"a <> b", "400 1:3 `<>` means nothing in an expression | inequality is written `!=`"},
    {"a && b", "400 1:3 `&&` means nothing in an expression | write `and`"},
    {"a || b", "400 1:3 `||` means nothing in an expression | write `or`"},
    {"!a", "400 1:1 `!` means nothing in an expression | write `not(...)` or `!=`"},
    {"'a'", "400 1:1 `'` means nothing in an expression | strings stand in double quotes"},
    {"a % b", "400 1:3 `%` means nothing in an expression | write `modulo(a, b)`"},
    {"a \xE2\x80\xAE b", "400 1:3 `\\u{202e}` means nothing in an expression"},
    {"a \xFF", "401 1:3 byte 0xFF is not UTF-8"},
    {"a = \"b", "402 1:5 the string that begins here does not end on its line"},
    {"a /* b", "403 1:3 the comment that begins here does not end"},
    {"12ab", "406 1:1 `12ab` is not a number"},
};

static void problems(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof problem_cases / sizeof *problem_cases; i++) {
        front front;
        front_begin(&front, problem_cases[i].text, strlen(problem_cases[i].text));
        feel_lexer lexer = {front.source.text, 0, (uint32_t)front.source.text.length};
        feel_token token;
        do
            token = feel_lex(&lexer);
        while (token.kind != FEEL_TOKEN_ERROR && token.kind != FEEL_TOKEN_END);
        assert_int_equal(token.kind, FEEL_TOKEN_ERROR);
        feel_tell_token(&front.compiler, token);
        assert_string_equal(front_told(&front), problem_cases[i].told);
        front_end(&front);
    }
}

static void only_the_given_bytes(void **state)
{
    (void)state;
    feel_lexer lexer = {BASE_STR("abc def"), 1, 5};
    feel_token first = feel_lex(&lexer), second = feel_lex(&lexer), third = feel_lex(&lexer);
    assert_int_equal(first.start, 1);
    assert_int_equal(first.end, 3);
    assert_int_equal(second.end, 5);
    assert_int_equal(third.kind, FEEL_TOKEN_END);
    assert_int_equal(feel_lex(&lexer).kind, FEEL_TOKEN_END);
}

static void names(void **state)
{
    (void)state;
    static const struct { const char *name; bool valid; } cases[] = {
        {"a", true}, {"in_home_1", true}, {"_a", true}, {"item", true}, {"not", true}, {"\xC3\xA9t\xC3\xA9", true},
        {"", false}, {"1a", false}, {"a-b", false}, {"a b", false}, {"a.b", false}, {"and", false}, {"satisfies", false},
        {"null", false}, {"a\xFF", false}, {"\xFF", false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_int_equal(feel_name_valid(base_str_of(cases[i].name)), cases[i].valid);
    assert_true(feel_is_keyword(BASE_STR("between")));
    assert_false(feel_is_keyword(BASE_STR("betwee")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tokens),
        cmocka_unit_test(problems),
        cmocka_unit_test(only_the_given_bytes),
        cmocka_unit_test(names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
