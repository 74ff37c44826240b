/* SPDX-License-Identifier: MIT */
/*
 * The machine, through text: the tables in tests/feel/ hold `expression => result`, and lines that change the
 * world for those after them:
 *
 *   @forget emma.born     makes a fact unknown
 *   @reset                the world as it was
 *   @mode standard        from here on in standard mode (the files begin in rule mode)
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "fake_env.h"

static void start(fake_machine *machine, feel_mode mode)
{
    fake_machine_finish(machine);
    fake_machine_init(machine, mode);
}

static void obey(fake_machine *machine, const char *line)
{
    if (strncmp(line, "@forget ", 8) == 0)
        fake_forget(&machine->world, line + 8);
    else if (strcmp(line, "@mode standard") == 0)
        start(machine, FEEL_STANDARD);
    else if (strcmp(line, "@reset") == 0)
        start(machine, machine->run.mode);
    else
        fail_msg("no such instruction: %s", line);
}

static int check(fake_machine *machine, const char *file, int number, char *line)
{
    char *arrow = strstr(line, " => ");
    if (!arrow)
        fail_msg("%s:%d: no ` => ` in `%s`", file, number, line);
    *arrow = '\0';
    const char *found = fake_result(machine, line);
    if (strcmp(found, arrow + 4) == 0)
        return 0;
    print_error("%s:%d: %s\n  expected %s\n  found    %s\n", file, number, line, arrow + 4, found);
    return 1;
}

static void run_table(const char *name)
{
    char path[128], line[512];
    fake_machine machine;
    int number = 0, wrong = 0, checked = 0;
    snprintf(path, sizeof path, "tests/feel/%s.feel", name);
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    fake_machine_init(&machine, FEEL_RULES);
    while (fgets(line, sizeof line, file)) {
        number++;
        line[strcspn(line, "\n")] = '\0';
        if (line[0] == '@' && line[1] != '"')
            obey(&machine, line);
        else if (line[0] && strncmp(line, "//", 2) != 0) {
            wrong += check(&machine, path, number, line);
            checked++;
        }
    }
    fclose(file);
    fake_machine_finish(&machine);
    assert_int_equal(wrong, 0);
    assert_true(checked > 0);
}

static void test_arithmetic(void **state)
{
    (void)state;
    run_table("arithmetic");
}

static void test_comparison(void **state)
{
    (void)state;
    run_table("comparison");
}

static void test_logic(void **state)
{
    (void)state;
    run_table("logic");
}

static void test_lists(void **state)
{
    (void)state;
    run_table("lists");
}

static void test_builtins(void **state)
{
    (void)state;
    run_table("builtins");
}

static void test_moments(void **state)
{
    (void)state;
    run_table("moments");
}

static void test_contexts(void **state)
{
    (void)state;
    run_table("contexts");
}

static void test_constructs(void **state)
{
    (void)state;
    run_table("constructs");
}

/* ---- budgets ---- */

static const char *const heavy = "some a in books, b in books, c in books satisfies a.pages + b.pages + c.pages > 5000";

static void test_a_spent_budget_of_steps_makes_everything_unknown(void **state)
{
    (void)state;
    fake_machine machine;
    fake_machine_init(&machine, FEEL_RULES);
    const feel_node *node = fake_compile(&machine, heavy);
    feel_value value = fake_run(&machine, node);
    assert_string_equal(fake_show(&machine, &value), "false");
    int64_t needed = 1000000 - machine.run.steps;
    machine.run.steps = needed;
    value = fake_run(&machine, node);
    assert_string_equal(fake_show(&machine, &value), "false");
    assert_int_equal(machine.run.steps, 0);
    machine.run.steps = needed - 1;
    value = fake_run(&machine, node);
    assert_int_equal(machine.run.steps, -1);
    assert_int_equal(value.kind, FEEL_UNKNOWN);
    assert_int_equal(value.as.missing->reason, FEEL_OVER_LIMIT);
    assert_string_equal(value.as.missing->message, "the evaluation went over its budget of steps or memory");
    value = fake_run(&machine, fake_compile(&machine, "1 = 1"));
    assert_int_equal(value.as.missing->reason, FEEL_OVER_LIMIT);
    assert_false(machine.run.no_memory);
    fake_machine_finish(&machine);
}

/* Whatever the budget, the answer is the right one or over limit, and a decided one is the right one. */
static void test_any_budget_gives_the_right_answer_or_over_limit(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "false and count(books[pages > 100]) > 1", "count(books[pages > 100]) + 1", "books[pages > 100].title",
        "some m in members satisfies m.born > @\"2010-01-01\"", "flatten(books.topics)", "string([1, [2, \"a\"]])",
        "distinct values([1, 2, 1])", "index of([1, 2, 1], 1)", "max(books.pages)", "\"a\" + \"b\"", "[1..3]",
        "append([1], 2)", "sublist([1, 2, 3], 2)", "latest(books.printed)", "[[1, 2], [3]] = [[1, 2], [3]]",
        "upper case(\"abc\")", "reverse([1, 2])", "all([true, true])", "3 in [1, 2, 3]", "list contains([1, 2], 2)",
        "mean([1, 2, 3])", "documented(members.born)", "contains(\"foobar\", \"bar\")",
        "max(1, 2, 3, 4, 5, 6, 7, 8, 9, 10)", "best.pages[1]", "members[born < @\"2010-01-01\"].name", "1 / 0", "books.printed.year",
        "substring(\"foobar\", 2)", "string length(\"abc\")", "concatenate([1], [2])", "members[3].fines + 1 / 0",
        "count(members[born < @\"2010-01-01\"])", "string(1)", "for i in 1..3, j in i..1 return {a: j, c: a + i}.c",
        "sort([3, 1, 2], function(x, y) x < y)", "some i in 1..9 satisfies i in (? > 4, (= 2)) and i instance of number",
        "for m in members return [m.fines, partial]", "[{a: 1}, {c: 2}][a > 0]", "earliest(members.born)", "@\"2024-01-01\".year",
    };
    fake_machine machine;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        char right[128];
        fake_machine_init(&machine, FEEL_RULES);
        const feel_node *node = fake_compile(&machine, texts[i]);
        assert_non_null(node);
        size_t before = machine.scratch.bytes;
        feel_value value = fake_run(&machine, node);
        snprintf(right, sizeof right, "%s", fake_show(&machine, &value));
        int64_t needed = 1000000 - machine.run.steps;
        size_t bytes = machine.scratch.bytes - before;
        for (int64_t steps = 0; steps <= needed; steps++) {
            machine.run.steps = steps;
            value = fake_run(&machine, node);
            bool over = value.kind == FEEL_UNKNOWN && value.as.missing->reason == FEEL_OVER_LIMIT;
            machine.run.steps = 1000000;
            if (!over)
                assert_string_equal(fake_show(&machine, &value), right);
            assert_true(steps < needed || !over);
        }
        for (size_t room = 0; room <= bytes; room += 16) {
            machine.run.steps = 1000000;
            machine.scratch.most = machine.scratch.bytes + room;
            value = fake_run(&machine, node);
            machine.scratch.most = 0;
            bool over = value.kind == FEEL_UNKNOWN && value.as.missing->reason == FEEL_OVER_LIMIT;
            if (!over)
                assert_string_equal(fake_show(&machine, &value), right);
            assert_true(room < bytes || !over);
            assert_false(machine.run.no_memory);
        }
        fake_machine_finish(&machine);
    }
}

/* ---- memory ---- */

static const char *const rich =
    "count(for i in 1..20, j in [i] return {a: j, c: [a]}.a + count(partial)) = 20 and "
    "sort([2, 1], function(x, y) x < y)[1] = 1 and 1 in (? < 2) and (1 in [(< 5)]) and [{a: 1}, 2] instance of list<Any> and "
    "some i in 1..3 satisfies [{a: i}, {c: 1}][a = 3].a = [3] and "
    "string(flatten([members[born < @\"2010-01-01\"].roles, [upper case(\"a\" + \"b\")]])) != null or "
    "count(append(books[pages * 2 > 100], best)) in [[1..3], [5..7]] and not(1 / 0 > 0) or max(1, 2) = 2";

static void *allocate_some(void *user, size_t size)
{
    int *left = user;
    if (*left == 0)
        return NULL;
    --*left;
    return malloc(size);
}

static void release_piece(void *user, void *memory, size_t size)
{
    (void)user;
    (void)size;
    free(memory);
}

/* Every allocation of a run refused in turn: the run says so, and nothing is lost. */
static void test_a_refused_allocation_sets_no_memory(void **state)
{
    (void)state;
    fake_machine machine;
    int left = 0;
    cw_context *context = NULL;
    fake_machine_init(&machine, FEEL_RULES);
    const feel_node *node = fake_compile(&machine, rich);
    left = -1;
    assert_int_equal(base_context_new(allocate_some, release_piece, &left, &context), CW_OK);
    bool refused = true;
    for (int room = 0; refused; room++) {
        base_arena scratch;
        base_arena_init(&scratch, context);
        left = room;
        machine.run.scratch = &scratch;
        machine.run.no_memory = false;
        machine.run.steps = 1000000;
        feel_value value = fake_run(&machine, node);
        refused = machine.run.no_memory;
        assert_true(refused == (value.kind == FEEL_UNKNOWN));
        assert_true(refused || feel_is_true(&value));
        assert_true(refused || room > 0);
        base_arena_finish(&scratch);
    }
    fake_machine_finish(&machine);
    left = -1;
    base_context_drop(context);
}

/* ---- slices ---- */

/* Each gives the same with and without the host's help, and reads at most so many items of lists with it. */
static void test_a_slice_changes_nothing_but_what_is_read(void **state)
{
    (void)state;
    static const struct { const char *text, *gives; int items; } cases[] = {
        {"books[date in [@\"2012-01-01\"..@\"2012-12-31\"]]", "[rome]", 1},
        {"books[date in [@\"2012-02-29\"..@\"2020-01-31\"]]", "[rome, stars]", 2},
        {"books[date in (@\"2012-02-29\"..@\"2020-01-31\"[]", "[]", 0},
        {"books[lent = false and date in [@\"2000-01-01\"..@\"2030-01-01\"]]", "[rome, stars]", 3},
        {"books[date in (@\"2012-02-29\"..@\"2012-02-29\")]", "[]", 3},         /* no day lies between: not cut */
        {"books[date in [best.printed..best.date]]", "[dune]", 1},
        {"books[date in [best.date..best.printed]]", "[]", 3},                     /* backwards */
        {"books[date in [lost.date..best.printed]]", "[]", 3},                     /* no end */
        {"some b in books satisfies b.date in [@\"2015-01-01\"..@\"2030-01-01\"] and b.pages > 100", "true", 1},
        {"some b in books satisfies b.date in [@\"2015-01-01\"..@\"2019-01-01\"]", "false", 0},
        {"count(books[date in [@\"2012-01-01\"..@\"2012-12-31\"]])", "1", 1},
        {"members[1].books[date in [@\"2000-01-01\"..@\"2030-01-01\"]]", "[dune]", 2},
    };
    feel_facts without = fake_facts;
    without.slice = NULL;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        fake_machine machine;
        fake_machine_init(&machine, FEEL_RULES);
        const feel_node *node = fake_compile(&machine, cases[i].text);
        assert_non_null(node);
        feel_value value = fake_run(&machine, node);
        int read = machine.world.items_read;
        assert_string_equal(fake_show(&machine, &value), cases[i].gives);
        assert_int_equal(read, cases[i].items);
        machine.run.facts = &without;
        value = fake_run(&machine, node);
        assert_string_equal(fake_show(&machine, &value), cases[i].gives);
        fake_machine_finish(&machine);
    }
}

/* A range that is a value, as the period of a rule. */
static void test_a_range_that_is_a_value_cuts_too(void **state)
{
    (void)state;
    static const feel_type period = {.kind = FEEL_RANGE, .detail = -1, .item = &feel_type_date};
    fake_machine machine;
    void *existing;
    int64_t low = 0, high = 0;
    fake_machine_init(&machine, FEEL_RULES);
    base_day_parse(BASE_STR("2012-02-01"), &low);
    base_day_parse(BASE_STR("2012-02-29"), &high);
    feel_name name = {.name = BASE_STR("period"), .how = FEEL_AS_SLOT, .index = 0, .type = &period};
    assert_true(base_map_add(&machine.scope.names, name.name, &name, &existing));
    feel_range range = {true, true, FEEL_ENDS, feel_date(low), feel_date(high)};
    const feel_node *node = fake_compile_from(&machine, "books[date in period]", 1);
    assert_non_null(node);
    machine.slots[0] = (feel_value){.kind = FEEL_RANGE, .as.range = &range};
    feel_value value = fake_run(&machine, node);
    int read = machine.world.items_read;
    assert_string_equal(fake_show(&machine, &value), "[rome]");
    assert_int_equal(read, 1);
    range.high = feel_null();                        /* open without bound: not cut */
    value = fake_run(&machine, node);
    assert_string_equal(fake_show(&machine, &value), "[rome, stars]");
    machine.slots[0] = feel_null();
    value = fake_run(&machine, node);
    assert_string_equal(fake_show(&machine, &value), "[]");
    assert_string_equal(fake_show(&machine, &machine.slots[0]), "null");
    fake_machine_finish(&machine);
}

/* ---- earlier days ---- */

static void test_as_of_reads_an_earlier_day(void **state)
{
    (void)state;
    static const struct { const char *text, *gives; } cases[] = {
        {"open", "true"},
        {"as of(@\"2024-01-31\", open)", "false"},
        {"as of(@\"2024-02-01\", open)", "true"},
        {"as of(@\"2030-01-01\", open)", "true"},             /* not later than the judged day */
        {"[as of(@\"2024-01-31\", limit), limit]", "[2, 5]"},
        {"as of(@\"2024-01-31\", as of(@\"2024-03-01\", limit))", "2"},
        {"as of(@\"2024-01-31\", [limit, as of(@\"2023-01-01\", open), limit])", "[2, false, 2]"},
        {"as of(lost.due, limit)", "null"},
        {"as of(members[3].born, limit)", "unknown: mia.born"},
        {"as of([limit][1], limit)", "unknown: `as of` wants a date"},
        {"age(@\"2000-02-29\")", "24"},
        {"as of(@\"2024-01-31\", age(@\"2000-02-29\"))", "23"},
        {"as of(@\"2030-01-31\", age(@\"2000-02-29\"))", "24"},
        {"as of(@\"2024-01-31\", count(books[pages > 300]) >= 1)", "true"},
        {"count(as of(@\"2024-01-31\", members[born < @\"2010-01-01\"])) > 0", "true"},
        {"as of(@\"2024-01-31\", best.due in [@\"2024-03-01\"..@\"2024-03-31\"])", "true"},
    };
    fake_machine machine;
    fake_world *past = malloc(sizeof *past);
    assert_non_null(past);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        fake_machine_init(&machine, FEEL_RULES);
        fake_world_init(past);
        base_decimal two = base_decimal_from_int(2);
        fake_set(past, "library.open", feel_boolean(false));
        fake_set(past, "library.limit", (feel_value){.kind = FEEL_NUMBER, .as.number = &two});
        machine.world.past = past;
        base_day_parse(BASE_STR("2024-02-01"), &machine.world.since);
        int64_t day = machine.run.day;
        if (i == 9)
            machine.compiler.standard = true;        /* leaves the type to the run */
        assert_string_equal(fake_result(&machine, cases[i].text), cases[i].gives);
        assert_int_equal(machine.run.day, day);
        assert_ptr_equal(machine.run.host, &machine.world);
        fake_machine_finish(&machine);
    }
    free(past);
}

static void test_as_of_without_memory(void **state)
{
    (void)state;
    fake_machine machine;
    fake_machine_init(&machine, FEEL_RULES);
    machine.world.no_past = true;
    assert_string_equal(fake_result(&machine, "as of(@\"2024-03-10\", open)"), "true");
    const feel_node *node = fake_compile(&machine, "as of(@\"2024-01-31\", open)");
    assert_non_null(node);
    feel_value value = fake_run(&machine, node);
    assert_int_equal(value.kind, FEEL_UNKNOWN);
    assert_true(machine.run.no_memory);
    fake_machine_finish(&machine);
}

/* ---- conditions ---- */

static void test_a_call_runs_in_a_frame_of_its_own(void **state)
{
    (void)state;
    static const char text[] = "some b in books satisfies b.pages > least and b != other";
    fake_machine machine;
    fake_machine_init(&machine, FEEL_RULES);
    base_str parameters[] = {BASE_STR("least"), BASE_STR("other")};
    feel_source source = {BASE_STR("rules"), BASE_STR(text)};
    feel_scope global = {0};
    base_map_init(&global.names, &machine.code);
    feel_condition condition = {
        .name = BASE_STR("longer"), .source = &source, .body_end = sizeof text - 1, .parameter_count = 2,
        .parameters = parameters, .scope = &global,
    };
    feel_name name = {.name = condition.name, .how = FEEL_AS_CONDITION, .condition = &condition};
    void *existing;
    assert_true(base_map_add(&machine.scope.names, name.name, &name, &existing));
    assert_string_equal(fake_result(&machine, "longer(300, lost)"), "true");
    assert_string_equal(fake_result(&machine, "longer(300, best)"), "false");
    assert_string_equal(fake_result(&machine, "[longer(300, lost), longer(500, lost)]"), "[true, false]");
    assert_string_equal(fake_result(&machine, "[100, 500, 200][longer(item, best)]"), "[100, 200]");
    assert_string_equal(fake_result(&machine, "every b in books satisfies longer(b.pages - 1, lost) and b.pages > 1"), "true");
    fake_machine_finish(&machine);
}

/* A path keeps uncertain items, marked; any other body, as `for` has, does not. */
static void test_a_body_that_is_no_path_is_unknown_over_uncertain_items(void **state)
{
    (void)state;
    fake_machine machine;
    fake_machine_init(&machine, FEEL_RULES);
    const feel_node body = {
        .op = FEEL_OP_LITERAL, .run = feel_op_rows[FEEL_OP_LITERAL].run, .value = {.kind = FEEL_BOOLEAN, .as.integer = 1},
    };
    static const char *const lists[] = {"members", "members[born < @\"2010-01-01\"]", "lost.topics", "1", "members[3].born"};
    static const char *const results[] = {"[true, true, true]", "unknown: mia.born", "null", "unknown: a list was wanted", "unknown: mia.born"};
    for (int i = 0; i < 5; i++) {
        const feel_node *kids[] = {fake_compile(&machine, lists[i]), &body};
        feel_node map = {
            .op = FEEL_OP_MAP, .run = feel_op_rows[FEEL_OP_MAP].run, .index = FAKE_SLOTS - 1, .kid_count = 2, .kids = kids,
        };
        feel_value value = fake_run(&machine, &map);
        assert_string_equal(fake_show(&machine, &value), results[i]);
    }
    fake_machine_finish(&machine);
}

/* ---- values that no expression makes: contexts, ranges without a bound, values of a type that is not known ---- */

enum { CONTEXT, TWIN, OTHER, FEWER, RENAMED, ROWS, FROM, UNTIL, ALWAYS, SINGLE, DEEP, GIVEN };

typedef struct given {
    feel_value values[GIVEN];
    feel_name names[GIVEN];
    base_decimal one, five;
    feel_context contexts[5];
    feel_context_entry entries[5][2];
    feel_range ranges[3];
} given;

static void give_contexts(fake_machine *machine, given *given)
{
    static const char *const keys[5][2] = {{"a", "b"}, {"a", "b"}, {"a", "b"}, {"a", "b"}, {"a", "c"}};
    feel_value one = {.kind = FEEL_NUMBER, .as.number = &given->one}, five = {.kind = FEEL_NUMBER, .as.number = &given->five};
    for (int i = 0; i < 5; i++) {
        given->entries[i][0] = (feel_context_entry){base_str_of(keys[i][0]), one};
        given->entries[i][1] = (feel_context_entry){base_str_of(keys[i][1]), i == OTHER ? one : five};
        given->contexts[i] = (feel_context){i == FEWER ? 1 : 2, given->entries[i], NULL};
        given->values[i] = (feel_value){.kind = FEEL_CONTEXT, .as.context = &given->contexts[i]};
    }
    feel_list *rows = feel_list_new(&machine->run, 3);
    assert_non_null(rows);
    rows->items[rows->count++] = given->values[CONTEXT];
    rows->items[rows->count++] = feel_null();
    rows->items[rows->count++] = feel_date(0);
    given->values[ROWS] = (feel_value){.kind = FEEL_LIST, .as.list = rows};
}

static void give_ranges(given *given)
{
    feel_value five = {.kind = FEEL_NUMBER, .as.number = &given->five};
    given->ranges[0] = (feel_range){true, false, FEEL_ENDS, five, feel_null()};
    given->ranges[1] = (feel_range){false, false, FEEL_ENDS, feel_null(), five};
    given->ranges[2] = (feel_range){false, false, FEEL_ENDS, feel_null(), feel_null()};
    for (int i = 0; i < 3; i++)
        given->values[FROM + i] = (feel_value){.kind = FEEL_RANGE, .as.range = &given->ranges[i]};
}

/* A list in a list in a list, deeper than comparisons and texts go. */
static feel_value deep_list(fake_machine *machine)
{
    feel_value value = feel_boolean(true);
    for (int i = 0; i < 300; i++) {
        feel_list *list = feel_list_new(&machine->run, 1);
        assert_non_null(list);
        list->items[list->count++] = value;
        value = (feel_value){.kind = FEEL_LIST, .as.list = list};
    }
    return value;
}

static void give(fake_machine *machine, given *given)
{
    static const char *const names[] = {"context_", "twin", "other", "fewer", "renamed", "rows", "from", "until", "always",
                                        "single", "deep"};
    *given = (struct given){.one = base_decimal_from_int(1), .five = base_decimal_from_int(5)};
    give_contexts(machine, given);
    give_ranges(given);
    given->values[SINGLE] = fake_run(machine, fake_compile(machine, "members[level = \"senior\" and name = \"Mia Wolf\"].name"));
    given->values[DEEP] = deep_list(machine);
    for (int i = 0; i < GIVEN; i++) {
        void *existing;
        given->names[i] = (feel_name){.name = base_str_of(names[i]), .how = FEEL_AS_GLOBAL, .index = i, .type = &feel_type_any};
        assert_true(base_map_add(&machine->scope.names, given->names[i].name, &given->names[i], &existing));
    }
    machine->run.globals = given->values;
}

#define OVER "unknown: the evaluation went over its budget of steps or memory"

static const struct { const char *text, *rules, *standard; } host_values[] = {
    {"context_ = twin", "true", "true"}, {"context_ = other", "false", "false"}, {"context_ = fewer", "false", "false"},
    {"context_ = renamed", "false", "false"}, {"string(context_)", "\"{a: 1, b: 5}\"", "\"{a: 1, b: 5}\""},
    {"context_.a", NULL, "1"}, {"context_.b", NULL, "5"}, {"context_.c", NULL, "null"}, {"context_.A", NULL, "null"},
    {"rows.a", NULL, "[1, null, null]"}, {"rows.year", NULL, "[null, null, 1970]"}, {"single.a", NULL, "[]"},
    {"5 in from", "true", "true"}, {"4 in from", "false", "false"}, {"6 in from", "true", "true"},
    {"4 in until", "true", "true"}, {"5 in until", "false", "false"}, {"4 in always", "true", "true"},
    {"lost.pages in always", "null", "null"}, {"lost.pages in from", "null", "null"}, {"lost.pages in [from]", "null", "null"},
    {"members[3].fines in always", "unknown: mia.fines", "null"}, {"members[3].fines in [until, 9]", "unknown: mia.fines", "null"},
    {"count(members[born < @\"2010-01-01\"]) in always", "true", "true"},
    {"count(members[born < @\"2010-01-01\"]) in until", "true", "true"},
    {"4 in [from, until]", "true", "true"}, {"\"a\" in [from, until]", "false", "false"}, {"\"a\" in [always]", "true", "true"},
    {"\"a\" in from", "unknown: these values have no order", "null"}, {"from in from", "true", "true"}, {"from in until", "false", "false"},
    {"from in [until, from]", "true", "true"}, {"string(from)", "\"[5..)\"", "\"(>= 5)\""}, {"string(until)", "\"(..5)\"", "\"(< 5)\""},
    {"string length(single)", "unknown: mia.level", "null"}, {"single in [single]", "unknown: mia.level", "true"},
    {"single.name", NULL, "[]"}, {"from + 1", "unknown: these values cannot be combined", "null"},
    {"-from", "unknown: these values cannot be combined", "null"}, {"from and true", "unknown: true or false was wanted", "null"},
    {"some x in from satisfies true", "unknown: only whole numbers and dates can be counted through", "null"},
    {"context_ < twin", "unknown: these values have no order", "null"}, {"context_ = 1", "unknown: values of different types were compared", "null"},
    {"rows[from]", "[{a: 1, b: 5}?, null?, 1970-01-01?]", "[]"}, {"always[item = null]", "[]", "[]"},
    {"deep = deep", OVER, OVER}, {"string(deep)", OVER, OVER}, {"flatten(deep)", OVER, OVER}, {"deep in [deep]", OVER, OVER},
    {"documented(from)", "true", "true"}, {"documented(rows)", "true", "true"}, {"documented(single)", "unknown: mia.level", "false"},
    {"is defined(from)", "true", "true"}, {"earliest(rows)", "unknown: only dates are earlier or later", "null"},
};

static void test_values_of_the_host(void **state)
{
    (void)state;
    int wrong = 0;
    for (size_t i = 0; i < 2 * (sizeof host_values / sizeof *host_values); i++) {
        const char *text = host_values[i / 2].text;
        const char *expected = i % 2 ? host_values[i / 2].standard : host_values[i / 2].rules;
        fake_machine machine;
        given given;
        fake_machine_init(&machine, i % 2 ? FEEL_STANDARD : FEEL_RULES);
        give(&machine, &given);
        const char *found = fake_result(&machine, text);
        if (expected && strcmp(found, expected) != 0) {
            print_error("%s in mode %d\n  expected %s\n  found    %s\n", text, (int)(i % 2), expected, found);
            wrong++;
        }
        fake_machine_finish(&machine);
    }
    assert_int_equal(wrong, 0);
}

/* The variable of a quantifier holds the item itself: that it is uncertain belongs to the list. */
static void test_an_item_is_unmarked_where_it_is(void **state)
{
    (void)state;
    feel_value item = {.kind = FEEL_LIST, .flags = FEEL_UNCERTAIN | FEEL_HOST};
    assert_true(feel_unmark(&item));
    assert_int_equal(item.flags, FEEL_HOST);
    assert_false(feel_unmark(&item));
    assert_int_equal(item.flags, FEEL_HOST);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_arithmetic), cmocka_unit_test(test_moments), cmocka_unit_test(test_contexts), cmocka_unit_test(test_comparison),
        cmocka_unit_test(test_logic), cmocka_unit_test(test_lists), cmocka_unit_test(test_builtins), cmocka_unit_test(test_constructs),
        cmocka_unit_test(test_a_spent_budget_of_steps_makes_everything_unknown),
        cmocka_unit_test(test_any_budget_gives_the_right_answer_or_over_limit),
        cmocka_unit_test(test_a_refused_allocation_sets_no_memory),
        cmocka_unit_test(test_a_slice_changes_nothing_but_what_is_read),
        cmocka_unit_test(test_a_range_that_is_a_value_cuts_too), cmocka_unit_test(test_as_of_reads_an_earlier_day),
        cmocka_unit_test(test_as_of_without_memory),
        cmocka_unit_test(test_a_call_runs_in_a_frame_of_its_own), cmocka_unit_test(test_values_of_the_host),
        cmocka_unit_test(test_a_body_that_is_no_path_is_unknown_over_uncertain_items),
        cmocka_unit_test(test_an_item_is_unmarked_where_it_is),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
