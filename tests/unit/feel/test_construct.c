/* SPDX-License-Identifier: MIT */
/* for, contexts, ranges by a comparison, instance of, functions, named arguments: checked trees, what is told, in rules and where types
 * are left to the run; names of several words; why something is null. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "feel/explain.h"
#include "front.h"

struct row { const char *text, *gives; };

static void run(const struct row *rows, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        front front;
        assert_string_equal(front_checked(&front, rows[i].text, true), rows[i].gives);
        front_end(&front);
    }
}

#define RUN(rows) run(rows, sizeof(rows) / sizeof *(rows))

/* ---- in rules ---- */

static const struct row iterate_cases[] = {
    {"for p in members return p.name", "(for 3 {p} (host members) (field name (slot 3))) : list string"},
    {"for p in members, q in p.books return [p, q]",
     "(for 3 {p, q} (host members) (field books (slot 3)) (list (slot 3) (slot 4))) : list list any"},
    {"for i in 1..x return i + 1", "(for 3 {i} (counts 1 (slot 2)) (add (slot 3) 1)) : list number"},
    {"for d in [m.born..founded] return d.year", "(for 3 {d} (range (field born (slot 1)) (host founded)) (entry year (slot 3))) : list number"},
    {"for i in 1..2 return partial", "(for 3 {i} (counts 1 2) (slot 4)) : list list any"},
    {"some i in 1..x satisfies i = 2", "(some_of 3 i (counts 1 (slot 2)) (equal (slot 3) 2)) : boolean"},
    {"every i in [1..x] satisfies i = 2", "(every_of 3 i (range 1 (slot 2)) (equal (slot 3) 2)) : boolean"},
    {"partial", "450 1:1 unknown name `partial`"}, {"for i in 1..2 return j", "450 1:22 unknown name `j`"},
    {"for i in i return 1", "450 1:10 unknown name `i`"},
    {"for i in 1 return i", "476 1:10 `for` goes through a list, found a number | write `[...]` for a list of one"},
    {"for i in [\"a\"..\"c\"] return i", "476 1:10 `for` goes through a list, found a range of strings | only whole numbers and dates are "
                                         "counted through"},
    {"for i in \"a\"..\"c\" return i", "480 1:10 no range goes from a string to a string | only whole numbers and dates are counted through"},
    {"some i in 1..founded satisfies true", "480 1:11 no range goes from a number to a date | only whole numbers and dates are counted "
                                           "through"},
};

static void iterates(void **state) { (void)state; RUN(iterate_cases); }

static const struct row context_cases[] = {
    {"{}", "(context 3) : context"}, {"{a: x, c: a + 1}.c", "(entry c (context 3 (slot 2) (add (slot 3) 1))) : number"},
    {"[{a: 1, d: m}, {a: 2, d: m}].d.name",
     "(map 3 (map 3 (list (context 3 1 (slot 1)) (context 3 2 (slot 1))) (entry d (slot 3))) (field name (slot 3))) : list string"},
    {"[{a: 1}, {c: 2}][a > 0]", "(filter 3 (list (context 3 1) (context 3 2)) (greater (entry a (slot 3)) 0)) : list context"},
    {"[{x: 1}, {c: 2}][x > 0]",
     "(filter 3 (list (context 3 1) (context 3 2)) (greater (own x (slot 3) (slot 2)) 0)) : list context"},
    {"[{x: 1}, {x: 2}][x > 0]", "(filter 3 (list (context 3 1) (context 3 2)) (greater (entry x (slot 3)) 0)) : list context"},
    {"[{item: 1}][item = 1]", "(filter 3 (list (context 3 1)) (equal (entry item (slot 3)) 1)) : list context"},
    {"{a: 1}.c", "451 1:8 a context has no field `c`"}, {"{able: 1}.abel", "451 1:11 a context has no field `abel` | did you mean `able`?"},
    {"{a: 1, c: d}", "450 1:11 unknown name `d`"}, {"{a: c, c: 1}", "450 1:5 unknown name `c`"},
    {"{a: 1, c: 2, a: 3}", "482 1:17 the context has two entries named `a`"},
    {"if x = 1 then {a: 1} else {a: 2, c: 3}", "(if (equal (slot 2) 1) (context 3 1) (context 3 2 3)) : context"},
};

static void contexts(void **state) { (void)state; RUN(context_cases); }

static const struct row test_cases[] = {
    {"x in (? > 3)", "(let 3 (slot 2) (greater (slot 3) 3)) : boolean"},
    {"x in (even(?), 3)", "(let 3 (slot 2) (or (in (slot 3) (list 3)) (builtin even (slot 3)))) : boolean"},
    {"m.name in (starts with(?, \"a\"))", "(let 3 (field name (slot 1)) (builtin starts with (slot 3) \"a\")) : boolean"},
    {"x in (? + 1)", "475 1:7 a test wants true or false, found a number"}, {"? > 1", "484 1:1 `?` stands only in a test after `in`"},
    {"(< x)", "(bound (slot 2)) : range number"}, {"(= m.name)", "(bound (field name (slot 1))) : range string"},
    {"x in [(< 3), (> 5)]", "(in (slot 2) (list (bound 3) (bound 5))) : boolean"},
    {"(< true)", "481 1:1 no range begins or ends at true or false"}, {"(>= null)", "481 1:1 no range begins or ends at null"},
    {"[1..x].start", "(entry start (range 1 (slot 2))) : number"}, {"(< x).end included", "(entry end included (bound (slot 2))) : boolean"},
    {"[1..2].begin", "451 1:8 a range of numbers has no field `begin`"},
    {"x instance of number", "(instance_of (slot 2)) : boolean"},
};

static void tests_and_ranges(void **state) { (void)state; RUN(test_cases); }

static const struct row argument_cases[] = {
    {"substring(start position: x, string: m.name)", "(builtin substring (field name (slot 1)) (slot 2)) : string"},
    {"substring(length: 1, string: m.name)", "(builtin substring (field name (slot 1)) null 1) : string"},
    {"substring(string: m.name, strat: x)", "485 1:1 `substring` has no parameter `strat` | it is `substring(text, start, [length])`"},
    {"decimal(n: 1, scal: 2)", "485 1:1 `decimal` has no parameter `scal` | did you mean `scale`?"},
    {"decimal(n: 1, n: 2)", "486 1:1 the arguments of `decimal` do not go together | it is `decimal(n, scale)`"},
    {"date(year: 1, from: \"a\")", "486 1:1 the arguments of `date` do not go together | it is `date(from) or date(year, month, day)`"},
    {"documented(a: m)", "490 1:1 `documented` takes its arguments without names"},
    {"as of(day: founded, expression: open)", "490 1:1 `as of` takes its arguments without names"},
    {"sort(members, function(p, q) p.born < q.born)",
     "(builtin sort (host members) (function 3 {p, q} (less (field born (slot 3)) (field born (slot 4))))) : list record of member"},
    {"sort(precedes: function(p, q) p.born < q.born, list: members)",
     "(builtin sort (host members) (function 3 {p, q} (less (field born (slot 3)) (field born (slot 4))))) : list record of member"},
    {"list replace([1], function(item, new) item = new + x, 2)",
     "(builtin list replace (list 1) (function 3 {item, new} (equal (slot 3) (add (slot 4) (slot 2)))) 2) : list number"},
    {"sort(members, function(p) p)", "483 1:15 this function must take 2 arguments, found 1"},
    {"sort(members, function(p, q) p.pages < 1)", "451 1:32 a member has no field `pages`"},
    {"sort(members, function(p, q) 1)", "475 1:30 this function wants true or false, found a number"},
    {"count(function(p) p)", "416 1:7 a function that is not an argument of `sort` or `list replace` is outside this profile of FEEL"},
};

static void arguments(void **state) { (void)state; RUN(argument_cases); }

/* ---- what is the same whatever the facts ---- */

static const struct row constant_cases[] = {
    {"1 = 2", "487 1:1 this compares constants, so it is always the same"}, {"[1] != [1 + 1]", "487 1:1 this compares constants, so it is always the same"},
    {"3 in [1..5]", "487 1:1 this compares constants, so it is always the same"}, {"3 between 1 and 5", "487 1:1 this compares constants, so it is always the same"},
    {"m.born = m.born", "488 1:1 this compares something with itself"}, {"x <= x", "488 1:1 this compares something with itself"},
    {"open and true", "489 1:10 a constant under `and` decides it or does nothing"},
    {"false or open", "489 1:1 a constant under `or` decides it or does nothing"},
    {"if true then 1 else x", "489 1:4 a constant under `if` decides it or does nothing"},
    {"m.born = m.friend.born", ""}, {"x = 1", ""}, {"1 in members.fines", ""}, {"true", ""}, {"1 + 1", ""},
    {"not(false)", ""},
    {"if null then 1 else x", "489 1:4 a constant under `if` decides it or does nothing"},
    {"null and open", "489 1:1 a constant under `and` decides it or does nothing"},
    {"count(members) = count(members)", "488 1:1 this compares something with itself"},
    {"members[level = \"senior\"].born != members[level = \"senior\"].born", "488 1:1 this compares something with itself"},
    {"open and open", "492 1:10 this stands twice under `and`, which does nothing"},
    {"open or x > 1 or  open", "492 1:19 this stands twice under `or`, which does nothing"},
    {"x > 1 and open and x\n> 1", "492 1:20 this stands twice under `and`, which does nothing"},
    {"open and x > 1 or open", ""}, {"x > 1 and x > 2", ""}, {"x > 1 and x > 10", ""}, {"x > 10 and x > 1", ""},
    {"m.name = \"a b\" or m.name = \"a  b\"", ""}, {"m.name = \"a\" or m.name = \"a\"", "492 1:17 this stands twice under `or`, which does nothing"},
    {"count(members) >= 0", "493 1:1 a count is never below 0, so this is always true"},
    {"count(books) < 0", "493 1:1 a count is never below 0, so this is always false"},
    {"0 > count(books)", "493 1:1 a count is never below 0, so this is always false"},
    {"count(books) > -1", "493 1:1 a count is never below 0, so this is always true"},
    {"count(books) = -1", "493 1:1 a count is never below 0, so this is always false"},
    {"string length(m.name) != -2", "493 1:1 a count is never below 0, so this is always true"},
    {"count(books) > 0", ""}, {"count(books) <= 0", ""}, {"count(books) < 1", ""}, {"0 < count(books)", ""}, {"x >= 0", ""},
    {"count(members) = count(books)", ""}, {"m.books[1] = m.books[2]", ""}, {"(m.born) = (m.friend.born)", ""},
};

static const char *warned(front *front, const char *text, bool standard)
{
    uint32_t slots;
    front_begin(front, text, strlen(text));
    front->compiler.standard = standard;
    front_declare(front, "m", FEEL_AS_SLOT, 1, &fake_type_member);
    front_declare(front, "x", FEEL_AS_SLOT, 2, &feel_type_number);
    feel_node *tree = feel_parse(&front->compiler, 0, (uint32_t)strlen(text));
    const feel_node *node = tree ? feel_check(&front->compiler, tree, &front->scope, 3, NULL, "", &slots) : NULL;
    assert_non_null(node);
    assert_int_equal(base_diag_errors(front->diag), 0);
    return front_told(front);
}

static void warn(const struct row *rows, size_t count, bool standard)
{
    for (size_t i = 0; i < count; i++) {
        front front;
        assert_string_equal(warned(&front, rows[i].text, standard), rows[i].gives);
        front_end(&front);
    }
}

static void constants(void **state)
{
    (void)state;
    warn(constant_cases, sizeof constant_cases / sizeof *constant_cases, false);
}

/* A condition that is called with arguments of several types warns once. */
static void a_condition_warns_once(void **state)
{
    (void)state;
    front front;
    uint32_t slots;
    static const char text[] = "c(1) and c(\"a\") ; a = a";
    front_begin(&front, text, strlen(text));
    base_str parameter = BASE_STR("a");
    feel_condition condition = {.name = BASE_STR("c"), .source = &front.source, .body_start = 18, .body_end = 23,
                                .parameter_count = 1, .parameters = &parameter, .scope = &front.scope};
    front_declare(&front, "c", FEEL_AS_CONDITION, 0, NULL)->condition = &condition;
    feel_node *tree = feel_parse(&front.compiler, 0, 16);
    assert_non_null(feel_check(&front.compiler, tree, &front.scope, 0, NULL, "", &slots));
    assert_string_equal(front_told(&front), "488 1:19 this compares something with itself");
    front_end(&front);
}

static void conditions_take_names(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {"c(b: 1, a: x) ; a > b", "(call 3 c (slot 2) 1)"}, {"c(a: 1, q: 2) ; a > b", "485 1:1 `c` has no parameter `q`"},
        {"c(a: 1, a: 2) ; a > b", "486 1:1 the arguments of `c` do not go together"},
        {"c(a: 1) ; a > b", "461 1:1 `c` takes 2 arguments, found 1"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        front front;
        uint32_t slots, semicolon = (uint32_t)(strchr(rows[i].text, ';') - rows[i].text);
        front_begin(&front, rows[i].text, strlen(rows[i].text));
        static const base_str parameters[] = {{"a", 1}, {"b", 1}};
        feel_condition condition = {.name = BASE_STR("c"), .source = &front.source, .body_start = semicolon + 1,
                                    .body_end = (uint32_t)strlen(rows[i].text), .parameter_count = 2, .parameters = parameters,
                                    .scope = &front.scope};
        front_declare(&front, "c", FEEL_AS_CONDITION, 0, NULL)->condition = &condition;
        front_declare(&front, "x", FEEL_AS_SLOT, 2, &feel_type_number);
        feel_node *tree = feel_parse(&front.compiler, 0, semicolon);
        const feel_node *node = tree ? feel_check(&front.compiler, tree, &front.scope, 3, NULL, "", &slots) : NULL;
        assert_string_equal(node ? front_tree(&front, node) : front_told(&front), rows[i].gives);
        front_end(&front);
    }
}

/* ---- where types are left to the run ---- */

static const struct row standard_cases[] = {
    {"foo", "450 1:1 unknown name `foo`"}, {"membrs.name", "450 1:1 unknown name `membrs` | did you mean `members`?"},
    {"m.nam", "451 1:3 a member has no field `nam` | did you mean `name`?"}, {"foo(1)", "455 1:1 unknown function `foo`"},
    {"m(1)", "460 1:1 `m` is not a function"}, {"count()", "461 1:1 `count` takes 1 argument, found 0 | write `count(list)`"},
    {"count(l: [1])", "485 1:1 `count` has no parameter `l` | it is `count(list)`"}, {"1 = \"a\"", "470 1:1 a number never equals a string"},
    {"1 + true", "473 1:1 `+` does not work on a number and true or false"}, {"m.name < 1", "471 1:1 `<` cannot order a string and a number"},
    {"for i in 1 return i", ""}, {"count(1)", ""}, {"1 = 1", ""}, {"string length([\"a\"])", ""}, {"x = null", ""},
    {"{a: 1, a: 2}", "482 1:11 the context has two entries named `a`"},
    {"sort([1], function(a) true)", "483 1:11 this function must take 2 arguments, found 1"},
};

static void in_standard_mode_it_is_a_warning(void **state)
{
    (void)state;
    warn(standard_cases, sizeof standard_cases / sizeof *standard_cases, true);
}

/* ---- names of several words ---- */

static base_str odd_name(const void *self, int32_t index)
{
    (void)self;
    static const char *const names[] = {"Full Name", "Full Name of it", "a-b", "for sale", "x+y*2", "Q1 2024"};
    return index < (int32_t)(sizeof names / sizeof *names) ? base_str_of(names[index]) : (base_str){0};
}

static void names_of_several_words(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {"Full Name", "(name Full Name)"}, {"Full \n  Name + 1", "(add (name Full Name) 1)"}, {"Full Names", "410 1:6 expected an operator or the end, found `Names`"},
        {"Full Name of it.Full Name", "(path Full Name (name Full Name of it))"}, {"Full Name of its", "410 1:11 expected an operator or the end, found `of`"},
        {"a-b - a", "(subtract (name a-b) (name a))"}, {"a - b", "(subtract (name a) (name b))"}, {"a-bc", "(subtract (name a) (name bc))"},
        {"for sale and x+y*2", "(and (name for sale) (name x+y*2))"}, {"for sal in a return sal", "(for {sal} (name a) (name sal))"},
        {"Q1 2024 = [Q1 2024]", "(equal (name Q1 2024) (list (name Q1 2024)))"},
    };
    feel_schema schema = fake_schema;
    schema.odd_name_at = odd_name;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        front front;
        front_begin(&front, rows[i].text, strlen(rows[i].text));
        front.compiler.schema = &schema;
        feel_node *tree = feel_parse(&front.compiler, 0, (uint32_t)strlen(rows[i].text));
        assert_string_equal(tree ? front_tree(&front, tree) : front_told(&front), rows[i].gives);
        front_end(&front);
    }
}

static void variables_of_several_words(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {"for full name in a return full name", "(for {full name} (name a) (name full name))"},
        {"some the a in b satisfies the a > a", "(some the a (name b) (greater (name the a) (name a)))"},
        {"a.first name.b", "(path b (path first name (name a)))"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        front front;
        front_begin(&front, rows[i].text, strlen(rows[i].text));
        front.compiler.standard = true;
        feel_node *tree = feel_parse(&front.compiler, 0, (uint32_t)strlen(rows[i].text));
        assert_string_equal(tree ? front_tree(&front, tree) : front_told(&front), rows[i].gives);
        front_end(&front);
    }
}

/* ---- why something is null ---- */

static void put_reasons(const feel_trace *trace, base_buffer *out)
{
    if (trace->reason)
        base_putf(out, "%.*s: %s; ", (int)trace->text.length, trace->text.at, trace->reason);
    for (const feel_trace *kid = trace->first; kid; kid = kid->next)
        put_reasons(kid, out);
}

static void a_null_has_its_reason(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {"1 + 1 / 0", "1 / 0: division by zero; "}, {"members[3].fines * 2", "members[3].fines: the fact is missing; "},
        {"[1, 2][3] = 1", "[1, 2][3]: the list has no item of this number; "}, {"unheard + 1", "unheard: unknown name `unheard`; "},
        {"[{a: 1}, {c: 2}].a", "[{a: 1}, {c: 2}].a: there is no entry of this name; "}, {"10 ** 6000 * 10 ** 6000", "10 ** 6000 * 10 ** 6000: the result is out of range; "},
        {"count([1], 2)", "count([1], 2): `count` takes 1 argument, found 2; "}, {"1 = \"a\"", "1 = \"a\": values of different types were compared; "},
        {"if best = null then 1 else lost", "lost: it has no value; "}, {"{a: 1, a: 2}", "{a: 1, a: 2}: a context has two entries of one name; "},
        {"for i in null..2 return i", "null..2: what is counted through needs both ends; "}, {"open", ""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        fake_machine machine;
        base_arena arena;
        base_buffer out;
        fake_machine_init(&machine, FEEL_STANDARD);
        base_arena_init(&arena, NULL);
        base_buffer_init(&out, NULL);
        base_put(&out, "");
        feel_tracing tracing = {.arena = &arena};
        const feel_node *node = fake_compile(&machine, rows[i].text);
        assert_non_null(node);
        put_reasons(feel_explain(&machine.run, node, &tracing), &out);
        assert_string_equal(out.length ? out.data : "", rows[i].gives);
        base_buffer_finish(&out);
        base_arena_finish(&arena);
        fake_machine_finish(&machine);
    }
}

/* ---- bounds ---- */

static void a_long_count_runs_out_of_steps_not_memory(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "for i in 1..1000000000000 return i", "for i in -9223372036854775807..9223372036854775807 return 1",
        "some i in 1..1000000000000 satisfies i < 0", "every i in [1..1000000000000] satisfies i > 0",
        "for i in 1..1000000, j in 1..1000000 return j", "for i in 1..1000000000000 return count(partial)",
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        fake_machine machine;
        fake_machine_init(&machine, FEEL_RULES);
        machine.run.steps = 20000;
        const feel_node *node = fake_compile(&machine, texts[i]);
        assert_non_null(node);
        feel_value value = fake_run(&machine, node);
        assert_int_equal(value.kind, FEEL_UNKNOWN);
        assert_int_equal(value.as.missing->reason, FEEL_OVER_LIMIT);
        assert_false(machine.run.no_memory);
        assert_true(machine.scratch.bytes < 4000000);
        fake_machine_finish(&machine);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(iterates), cmocka_unit_test(contexts), cmocka_unit_test(tests_and_ranges), cmocka_unit_test(arguments),
        cmocka_unit_test(constants), cmocka_unit_test(a_condition_warns_once), cmocka_unit_test(conditions_take_names),
        cmocka_unit_test(in_standard_mode_it_is_a_warning), cmocka_unit_test(names_of_several_words),
        cmocka_unit_test(variables_of_several_words), cmocka_unit_test(a_null_has_its_reason),
        cmocka_unit_test(a_long_count_runs_out_of_steps_not_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
