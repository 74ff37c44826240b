/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "front.h"

/* An expression, and its tree or what is told of it. */
static const struct { const char *text, *gives; } cases[] = {
    /* literals */
    {"1", "1"}, {"1.50", "1.5"}, {".5", "0.5"}, {"1e3", "1000"}, {"-1", "-1"}, {"--1", "1"},
    {"1234567890123456789012345678901234567", "1.234567890123456789012345678901235E+36"},
    {"true", "true"}, {"false", "false"}, {"null", "null"},
    {"\"a\"", "\"a\""}, {"\"\"", "\"\""},
    {"\"\\\"\\\\\\'\\/\\n\\r\\t\"", "\"\"\\'/\n\r\t\""},
    {"\"\\u0041\\u00e9\\U01F40E\\uD83D\\uDC0E\"", "\"A\xC3\xA9\xF0\x9F\x90\x8E\xF0\x9F\x90\x8E\""},
    {"@\"2024-02-29\"", "2024-02-29"}, {"@\"P1Y6M\"", "18m"}, {"@\"-P1DT1H\"", "-90000s"}, {"@\"PT0S\"", "0s"},
    /* precedence */
    {"1 + 2 * 3", "(add 1 (multiply 2 3))"}, {"(1 + 2) * 3", "(multiply (add 1 2) 3)"},
    {"1 - 2 - 3", "(subtract (subtract 1 2) 3)"}, {"8 / 4 / 2", "(divide (divide 8 4) 2)"},
    {"-3 ** 2", "(power -3 2)"}, {"-a ** 2", "(power (negate (name a)) 2)"}, {"2 ** 3 ** 2", "(power (power 2 3) 2)"},
    {"2 ** -1", "(power 2 -1)"}, {"-a.b", "(negate (path b (name a)))"}, {"a - -b", "(subtract (name a) (negate (name b)))"},
    {"a or b and c", "(or (name a) (and (name b) (name c)))"},
    {"a and b or c and d", "(or (and (name a) (name b)) (and (name c) (name d)))"},
    {"a = 1 and b < 2", "(and (equal (name a) 1) (less (name b) 2))"},
    {"a + 1 >= b * 2", "(greater_equal (add (name a) 1) (multiply (name b) 2))"},
    {"a != b or c <= d or e > f", "(or (or (not_equal (name a) (name b)) (less_equal (name c) (name d))) "
                                  "(greater (name e) (name f)))"},
    {"\"child\" in c.roles and y", "(and (in \"child\" (path roles (name c))) (name y))"},
    {"a between 1 and 2 and b", "(and (between (name a) 1 2) (name b))"},
    {"a between 1 + 1 and b or c", "(or (between (name a) (add 1 1) (name b)) (name c))"},
    {"a in b or c in d", "(or (in (name a) (name b)) (in (name c) (name d)))"},
    /* lists, ranges, brackets, paths */
    {"[]", "(list)"}, {"[1, a, [2]]", "(list 1 (name a) (list 2))"},
    {"[1..5]", "(range 1 5)"}, {"(1..5)", "(range ] [ 1 5)"}, {"]1..5[", "(range ] [ 1 5)"}, {"[1..5)", "(range [ 1 5)"},
    {"(1..5]", "(range ] 1 5)"}, {"[a.b..c(1)[", "(range [ (path b (name a)) (invoke c 1))"}, {"[1 + 1..2 * 3]", "(range (add 1 1) (multiply 2 3))"},
    {"a[1]", "(bracket (name a) 1)"}, {"a[b = 1][-1].c", "(path c (bracket (bracket (name a) (equal (name b) 1)) -1))"},
    {"[1, 2][1]", "(bracket (list 1 2) 1)"}, {"[1..a[1]]", "(range 1 (bracket (name a) 1))"},
    {"x in [0..members[3].fines]", "(in (name x) (range 0 (path fines (bracket (name members) 3))))"},
    {"x in ]0..a[-1].b[1 = c][ and y", "(and (in (name x) (range ] [ 0 (bracket (path b (bracket (name a) -1)) (equal 1 (name c))))) (name y))"},
    {"[[1..a[, b]", "(list (range [ 1 (name a)) (name b))"}, {"[b, ]1..a[]", "(list (name b) (range ] [ 1 (name a)))"},
    {"if x in ]1..a[ then [1..a[[1, 2][1]]] else b", "(if (in (name x) (range ] [ 1 (name a))) (range 1 (bracket (name a) (bracket (list 1 2) 1))) (name b))"},
    {"[1..a[ = [1..a[", "(equal (range [ 1 (name a)) (range [ 1 (name a)))"}, {"[1..a[b", "410 1:8 expected `]`, found the end"},
    {"[1..(a[1])]", "(range 1 (bracket (name a) 1))"}, {"[1..f(a[1])]", "(range 1 (invoke f (bracket (name a) 1)))"},
    {"a.b.c", "(path c (path b (name a)))"}, {"(a).b", "(path b (name a))"}, {"a\n .b", "(path b (name a))"},
    /* in and its tests */
    {"x in [1, 2]", "(in (name x) (list 1 2))"}, {"x in [1..2]", "(in (name x) (range 1 2))"}, {"x in (1..2)", "(in (name x) (range ] [ 1 2))"},
    {"x in (1..2) and y", "(and (in (name x) (range ] [ 1 2)) (name y))"}, {"x in (y)", "(in (name x) (name y))"},
    {"x in (y).z", "(in (name x) (path z (name y)))"}, {"x in (y)[1] and z", "(and (in (name x) (bracket (name y) 1)) (name z))"},
    {"x in (1 + 2) * 3", "(in (name x) (multiply (add 1 2) 3))"},
    {"x in < 5", "(less (name x) 5)"}, {"x in >= y + 1", "(greater_equal (name x) (add (name y) 1))"},
    {"x in (1, 2)", "(in (name x) 1 2)"}, {"x in (< 5)", "(in (name x) (less (name ?) 5))"},
    {"x in (< 5, [7..9], \"a\", = y, != 3)",
     "(in (name x) (less (name ?) 5) (range 7 9) \"a\" (equal (name ?) (name y)) (not_equal (name ?) 3))"},
    {"x in ((1..2), 3)", "(in (name x) (range ] [ 1 2) 3)"},
    /* if, some, every */
    {"if a then b else c", "(if (name a) (name b) (name c))"},
    {"if a then b else if c then d else e", "(if (name a) (name b) (if (name c) (name d) (name e)))"},
    {"1 + if a then 1 else 2", "(add 1 (if (name a) 1 2))"},
    {"some x in a satisfies x and b", "(some x (name a) (and (name x) (name b)))"},
    {"every x in a, y in x.b satisfies y", "(every x (name a) (every y (path b (name x)) (name y)))"},
    {"a and some x in b satisfies x", "(and (name a) (some x (name b) (name x)))"},
    {"(some x in a satisfies x) or b", "(or (some x (name a) (name x)) (name b))"},
    {"some x in every y in a satisfies y satisfies x", "(some x (every y (name a) (name y)) (name x))"},
    /* calls */
    {"f()", "(invoke f)"}, {"f(1, a + 2)", "(invoke f 1 (add (name a) 2))"}, {"string length(a)", "(invoke string length (name a))"},
    {"string\n  length  (a)", "(invoke string length (name a))"}, {"list contains(a, b)", "(invoke list contains (name a) (name b))"},
    {"years and months duration(a, b)", "(invoke years and months duration (name a) (name b))"},
    {"date and\n time(a)", "(invoke date and time (name a))"}, {"date", "(name date)"}, {"date and count", "(and (name date) (name count))"},
    {"a and count(b)", "(and (name a) (invoke count (name b)))"}, {"not(a)", "(invoke not (name a))"}, {"(f(1))[1]", "(bracket (invoke f 1) 1)"},
    {"as of(d, a.b)", "(invoke as of (name d) (path b (name a)))"}, {"as\n of (d, a).b", "(path b (invoke as of (name d) (name a)))"},
    {"f(1).a", "(path a (invoke f 1))"}, {"f(some x in a satisfies x, 2)", "(invoke f (some x (name a) (name x)) 2)"},
    /* comments */
    {"1 // one\n + /* two */ 2", "(add 1 2)"},
    /* what is told */
    {"", "411 1:1 expected an expression, found nothing"}, {" // x", "411 1:1 expected an expression, found nothing"},
    {"1 2", "410 1:3 expected an operator or the end, found `2`"}, {"a b", "410 1:3 expected an operator or the end, found `b`"},
    {"a \"b\"", "410 1:3 expected an operator or the end, found a string"},
    {"1 +", "410 1:4 expected an expression, found the end"}, {"+ 1", "410 1:1 expected an expression, found `+`"},
    {"(1", "410 1:3 expected `)`, found the end"}, {"[1", "410 1:3 expected `,` or `]`, found the end"},
    {"f(1", "410 1:4 expected `,` or `)`, found the end"}, {"f(1 2)", "410 1:5 expected `,` or `)`, found `2`"},
    {"a.", "410 1:3 expected the name of a field, found the end"}, {"a.if", "410 1:3 expected the name of a field, found `if`"},
    {"a[1", "410 1:4 expected `]`, found the end"}, {"[1..2", "410 1:6 expected `]`, `)` or `[`, found the end"},
    {"]1]", "410 1:3 expected `..`, found `]`"}, {"if a b", "410 1:6 expected `then`, found `b` | write `if ... then ... else ...`"},
    {"if a then b", "410 1:12 expected `else`, found the end"
     " | every `if` has an `else`; where there is nothing, write `else null`"}, {"some 1", "410 1:6 expected a name, found `1`"},
    {"some x of a", "410 1:8 expected `in`, found `of`"}, {"some x in a", "410 1:12 expected `,` or `satisfies`, found the end"},
    {"a between 1 or 2", "410 1:13 expected `and`, found `or`"}, {"x in (1, 2", "410 1:11 expected `,` or `)`, found the end"},
    {"@2024", "410 1:2 expected a date or a duration in double quotes, found `2024`"},
    {"a == 1", "400 1:3 `==` means nothing in an expression | equality is written `=`"},
    {"\"a\xFF\"", "401 1:3 byte 0xFF is not UTF-8"},
    {"\"a\\q\"", "404 1:3 `\\q` is not an escape | write `\\\\` for a backslash"},
    {"\"a\\u12\"", "404 1:3 `\\u` is not an escape | write `\\\\` for a backslash"},
    {"\"\\uD800\"", "405 1:2 `\\uD800` is not a character"}, {"\"\\uD83D\\uE000\"", "405 1:2 `\\uD83D` is not a character"},
    {"\"\\U110000\"", "405 1:2 `\\U110000` is not a character"},
    {"1e7000", "407 1:1 `1e7000` is beyond the range of numbers"},
    {"@\"2023-02-29\"", "408 1:2 `2023-02-29` is not a date, a time or a duration | write a date as in @\"2024-03-31\", a duration as in "
                        "@\"P30D\" or @\"P6M\""},
    {"@\"P\"", "408 1:2 `P` is not a date, a time or a duration | write a date as in @\"2024-03-31\", a duration as in @\"P30D\" or "
               "@\"P6M\""},
    {"@\"10:00:00@Europe/Paris\"", "409 1:2 `10:00:00@Europe/Paris` names a time zone, and this profile of FEEL has offsets only | "
                                  "write the offset, as in @\"10:00:00+01:00\""},
    {"a.b(1)", "415 1:4 only a name can be called"}, {"(a)(1)", "415 1:4 only a name can be called"},
    /* for, ranges that are counted through */
    {"for x in a return x + 1", "(for {x} (name a) (add (name x) 1))"},
    {"for x in a, y in x.b return [x, y]", "(for {x, y} (name a) (path b (name x)) (list (name x) (name y)))"},
    {"for x in 1..3 return x", "(for {x} (counts 1 3) (name x))"},
    {"some x in a + 1..b satisfies x", "(some x (counts (add (name a) 1) (name b)) (name x))"},
    {"for x in [1..3] return x", "(for {x} (range 1 3) (name x))"},
    {"for x in a return for y in b return y", "(for {x} (name a) (for {y} (name b) (name y)))"},
    {"for x in a", "410 1:11 expected `,` or `return`, found the end"}, {"for x of a", "410 1:7 expected `in`, found `of`"},
    {"for 1", "410 1:5 expected a name, found `1`"},
    /* contexts */
    {"{}", "(context)"}, {"{a: 1, \"b c\": a}", "(context {a, b c} 1 (name a))"},
    {"{a  b: 1, c: a b + 1}.c", "(path c (context {a b, c} 1 (add (name a b) 1)))"},
    {"{a-b: 1, if: a-b - 1}", "(context {a-b, if} 1 (subtract (name a-b) 1))"},
    {"{o'b/c*d+e.f**g: 1}", "(context {o'b/c*d+e.f**g} 1)"}, {"{a: {b: 1}}", "(context {a} (context {b} 1))"},
    {"{a 1}", "410 1:4 expected `:`, found `1`"}, {"{1: 2}", "410 1:2 expected the name of an entry, found `1`"},
    {"{a: 1", "410 1:6 expected `,` or `}`, found the end"}, {"{a: 1,}", "410 1:7 expected the name of an entry, found `}`"},
    /* named arguments, functions */
    {"f(a: 1, b c: 2)", "(invoke f {a, b c} 1 2)"},
    {"substring(string: a, start  position: 2)", "(invoke substring {string, start position} (name a) 2)"},
    {"f(1, a: 2)", "417 1:6 either all arguments of a call have names or none has"},
    {"sort(a, function(x, y) x < y)", "(invoke sort (name a) (function {x, y} (less (name x) (name y))))"},
    {"f(function() 1)", "(invoke f (function 1))"}, {"f(function(x: list<number>) x)", "(invoke f (function {x} (name x)))"},
    {"f(function(x) external {})", "416 1:15 an external function is outside this profile of FEEL"},
    {"function(x) x", "416 1:1 a function that is not an argument of `sort` or `list replace` is outside this profile of FEEL"},
    {"(function(x) x)(1)", "416 1:2 a function that is not an argument of `sort` or `list replace` is outside this profile of FEEL"},
    {"external", "416 1:1 an external function is outside this profile of FEEL"},
    /* instance of */
    {"a instance of number", "(instance_of (name a))"}, {"-a instance of number", "(instance_of (negate (name a)))"},
    {"a + b instance of date and time", "(add (name a) (instance_of (name b)))"},
    {"a instance of days and time duration and b", "(and (instance_of (name a)) (name b))"},
    {"a instance of list<list<number>>=b", "(equal (instance_of (name a)) (name b))"},
    {"a instance of context<b: range<date>, c d: Any>", "(instance_of (name a))"}, {"a instance of context<>", "(instance_of (name a))"},
    {"a instance number", "410 1:12 expected `of`, found `number`"}, {"a instance of 1", "410 1:15 expected the name of a type, found `1`"},
    {"a instance of nmber", "418 1:15 unknown type `nmber` | did you mean `number`?"},
    {"a instance of list", "410 1:19 expected `<` and a type, as in `list<Any>`, found the end"},
    {"a instance of range", "410 1:20 expected `<` and a type, as in `range<number>`, found the end"},
    {"a instance of context", "410 1:22 expected `<` and entries, as in `context<a: number>`, found the end"},
    {"a instance of function<>->Any", "416 1:15 a function type is outside this profile of FEEL"},
    /* ranges by a comparison, tests about `?` */
    {"(< 5)", "(bound 5)"}, {"(!= a + 1) = b", "(equal (bound (add (name a) 1)) (name b))"}, {"(< 5", "410 1:5 expected `)`, found the end"},
    {"a in (? > 1)", "(in (name a) (greater (name ?) 1))"}, {"a in (f(?), 3)", "(in (name a) (invoke f (name ?)) 3)"},
    /* parts with names of two words */
    {"a.time  offset", "(path time offset (name a))"}, {"a.start included and b", "(and (path start included (name a)) (name b))"},
    {"a.start b", "410 1:9 expected an operator or the end, found `b`"},
};

static void trees(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        front front;
        front_begin(&front, cases[i].text, strlen(cases[i].text));
        feel_node *tree = feel_parse(&front.compiler, 0, (uint32_t)strlen(cases[i].text));
        assert_string_equal(tree ? front_tree(&front, tree) : front_told(&front), cases[i].gives);
        assert_int_equal(tree == NULL, base_diag_errors(front.diag) > 0);
        assert_false(front.compiler.no_memory);
        front_end(&front);
    }
}

static void a_caret_shows_the_place(void **state)
{
    (void)state;
    static const char text[] = "rule r\n  when: a and\n        b == 2\n";
    front front;
    cw_text *rendered;
    front_begin(&front, text, strlen(text));
    assert_null(feel_parse(&front.compiler, 15, (uint32_t)strlen(text)));
    assert_int_equal(base_diag_render(front.diag, &rendered), CW_OK);
    assert_string_equal(base_text_str(rendered).at,
                        "test.rules:3:11: error: `==` means nothing in an expression\n"
                        "            b == 2\n"
                        "              ^^\n"
                        "  help: equality is written `=`\n");
    base_text_drop(rendered);
    front_end(&front);
}

/* `count` times `text`, with `middle` and then `count` times `close` behind it; freed by the caller. */
static char *repeat(const char *text, int count, const char *middle, const char *close)
{
    size_t length = strlen(text), end = strlen(close);
    char *made = malloc((length + end) * (size_t)count + strlen(middle) + 1), *at = made;
    for (int i = 0; i < count; i++, at += length)
        memcpy(at, text, length);
    at += sprintf(at, "%s", middle);
    for (int i = 0; i < count; i++, at += end)
        memcpy(at, close, end);
    *at = 0;
    return made;
}

static const struct { const char *open, *middle, *close; int most; } deep_cases[] = {
    {"(", "1", ")", FRONT_DEPTH - 1},  {"[", "1", "]", FRONT_DEPTH - 1}, {"-", "a", "", FRONT_DEPTH - 1}, {"a + ", "a", "", FRONT_DEPTH - 1},
    {"a and ", "a", "", (FRONT_DEPTH / 4) * (FRONT_DEPTH - FRONT_DEPTH / 4 + 1) - 1}, {"f(", "1", ")", FRONT_DEPTH - 1}, {"", "a", ".a", FRONT_DEPTH - 1},
    {"", "a", "[1]", FRONT_DEPTH - 1}, {"some x in a satisfies ", "1", "", FRONT_DEPTH - 1},
    {"if ", "1", " then 1 else 1", FRONT_DEPTH - 1}, {"{a: ", "1", "}", FRONT_DEPTH - 1}, {"for x in ", "a", " return 1", FRONT_DEPTH - 1},
    {"for x in a return ", "1", "", FRONT_DEPTH - 1}, {"f(function() ", "1", ")", (FRONT_DEPTH - 1) / 2},
    {"a or (", "1", ")", (FRONT_DEPTH - 1) / 2},
};

static void types_nest_no_deeper(void **state)
{
    (void)state;
    for (int beyond = 0; beyond < 2; beyond++) {
        front front;
        char *types = repeat("list<", FRONT_DEPTH - 2 + beyond, "Any", ">"), *text = malloc(strlen(types) + 32);
        sprintf(text, "a instance of %s", types);
        front_begin(&front, text, strlen(text));
        assert_int_equal(feel_parse(&front.compiler, 0, (uint32_t)strlen(text)) != NULL, beyond == 0);
        front_end(&front);
        free(types);
        free(text);
    }
}

static void nesting_is_bounded(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof deep_cases / sizeof *deep_cases; i++)
        for (int beyond = 0; beyond < 3; beyond++) {
            front front;
            int count = beyond == 2 ? 100000 : deep_cases[i].most + beyond;
            char *text = repeat(deep_cases[i].open, count, deep_cases[i].middle, deep_cases[i].close);
            front_begin(&front, text, strlen(text));
            feel_node *tree = feel_parse(&front.compiler, 0, (uint32_t)strlen(text));
            assert_int_equal(tree != NULL, beyond == 0);
            if (tree)
                assert_true(tree->depth <= FRONT_DEPTH);
            else
                assert_string_equal(base_diag_at(front.diag, 0)->message, "the expression nests deeper than 200 levels");
            front_end(&front);
            free(text);
        }
}

/* The parts of a junction, left to right; each node spans them all. */
static int count_parts(const feel_node *node, feel_op op)
{
    if (node->op != op)
        return 1;
    assert_int_equal(node->start, node->kids[0]->start);
    assert_int_equal(node->end, node->kids[1]->end);
    assert_true(node->kids[0]->end < node->kids[1]->start);
    return count_parts(node->kids[0], op) + count_parts(node->kids[1], op);
}

static void long_junctions_nest_no_deeper_than_others(void **state)
{
    static const int counts[] = {2, 49, 50, 51, 100, 101, 200, 201, 5000};
    (void)state;
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++)
        for (int odd = 0; odd < 2; odd++) {
            front front;
            char *text = repeat(odd ? "a or " : "a and ", counts[i] - 1, odd ? "a or b and c" : "a", "");
            front_begin(&front, text, strlen(text));
            feel_node *tree = feel_parse(&front.compiler, 0, (uint32_t)strlen(text));
            assert_non_null(tree);
            assert_int_equal(count_parts(tree, odd ? FEEL_OP_OR : FEEL_OP_AND), counts[i] + odd);
            front_end(&front);
            free(text);
        }
}

static void a_list_has_a_bound(void **state)
{
    (void)state;
    for (int items = 65535; items <= 65536; items++) {
        front front;
        char *text = repeat("1,", items - 1, "1]", "");
        char *list = malloc(strlen(text) + 2);
        sprintf(list, "[%s", text);
        front_begin(&front, list, strlen(list));
        feel_node *tree = feel_parse(&front.compiler, 0, (uint32_t)strlen(list));
        if (items == 65535)
            assert_int_equal(tree->kid_count, 65535);
        else
            assert_string_equal(front_told(&front), "413 1:131072 more than 65535 items stand in one list or call");
        front_end(&front);
        free(list);
        free(text);
    }
}

static void nodes_know_their_text(void **state)
{
    (void)state;
    static const char text[] = "x: (a or b) and c.d[e]";
    front front;
    front_begin(&front, text, strlen(text));
    const feel_node *and = feel_parse(&front.compiler, 2, (uint32_t)strlen(text));
    const feel_node *or = and->kids[0], *bracket = and->kids[1];
    assert_int_equal(and->start, 3);
    assert_int_equal(and->end, strlen(text));
    assert_int_equal(or->start, 4);
    assert_int_equal(or->end, 10);
    assert_int_equal(or->flags, FEEL_NODE_PAREN);
    assert_int_equal(bracket->start, 16);
    assert_int_equal(bracket->end, 22);
    assert_int_equal(bracket->kids[0]->end, 19);
    assert_ptr_equal(and->source, &front.source);
    assert_int_equal(and->depth, 4);
    front_end(&front);
}

static void filters_are_split(void **state)
{
    (void)state;
    static const struct { const char *text; bool filter; } splits[] = {
        {"a[b = 1]", true}, {"a.b[c]", true}, {"(a[b])", true}, {"a[1]", false}, {"a[-1]", false}, {"a[1 + 1]", false},
        {"a[-b]", false}, {"a[count(b)]", false}, {"a[contains(b, c)]", true}, {"a", false}, {"a[b].c", false}, {"a[\"b\"]", true},
    };
    for (size_t i = 0; i < sizeof splits / sizeof *splits; i++) {
        front front;
        feel_node *list = NULL, *filter = NULL;
        front_begin(&front, splits[i].text, strlen(splits[i].text));
        feel_node *tree = feel_parse(&front.compiler, 0, (uint32_t)strlen(splits[i].text));
        assert_int_equal(feel_split_filter(tree, &list, &filter), splits[i].filter);
        assert_ptr_equal(list, splits[i].filter ? tree->kids[0] : NULL);
        assert_ptr_equal(filter, splits[i].filter ? tree->kids[1] : NULL);
        front_end(&front);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(trees),
        cmocka_unit_test(a_caret_shows_the_place),
        cmocka_unit_test(types_nest_no_deeper), cmocka_unit_test(nesting_is_bounded),
        cmocka_unit_test(long_junctions_nest_no_deeper_than_others),
        cmocka_unit_test(a_list_has_a_bound),
        cmocka_unit_test(nodes_know_their_text),
        cmocka_unit_test(filters_are_split),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
