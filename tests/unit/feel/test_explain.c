/* SPDX-License-Identifier: MIT */
/* Explanations: what is kept of a run, and how values read. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "fake_env.h"
#include "feel/explain.h"

/* A trace with its own room; what it gives back is gone at once. */
typedef struct room { feel_tracing tracing; base_arena arena; bool slots[FAKE_SLOTS]; } room;

/* Texts of this field are marked. */
static bool is_title(const void *record, const void *handle)
{
    (void)record;
    return strcmp(((const fake_field *)handle)->name, "title") == 0;
}

static void room_init(room *room)
{
    *room = (struct room){0};
    base_arena_init(&room->arena, NULL);
    room->tracing = (feel_tracing){.arena = &room->arena, .marks = is_title, .slots = room->slots};
}

/* ---- the trace as text: a line for each run, indented, `text = value`, `item: ` before a run for an item ---- */

static void put_trace(fake_machine *machine, const feel_trace *trace, int depth, base_buffer *buffer)
{
    for (int i = 0; i < depth; i++)
        base_put(buffer, "  ");
    if (trace->has_item) {
        feel_put_masked(&machine->run, &trace->item, trace->item_marked ? "~" : NULL, false, buffer);
        base_put(buffer, ": ");
    }
    base_put_str(buffer, trace->text);
    base_put(buffer, " -> ");
    feel_put_masked(&machine->run, &trace->value, trace->marked ? "~" : NULL, false, buffer);
    base_put_char(buffer, '\n');
    for (const feel_trace *child = trace->first; child; child = child->next)
        put_trace(machine, child, depth + 1, buffer);
    if (trace->left_out) {
        for (int i = 0; i <= depth; i++)
            base_put(buffer, "  ");
        base_putf(buffer, "and %d more\n", (int)trace->left_out);
    }
}

static void assert_trace(fake_machine *machine, const char *text, const char *expected)
{
    const feel_node *node = fake_compile(machine, text);
    assert_non_null(node);
    room room;
    room_init(&room);
    feel_trace *trace = feel_explain(&machine->run, node, &room.tracing);
    assert_non_null(trace);
    assert_null(machine->run.tracer);
    assert_false(room.tracing.over);
    base_buffer buffer;
    base_buffer_init(&buffer, NULL);
    put_trace(machine, trace, 0, &buffer);
    if (strcmp(buffer.data, expected) != 0)
        print_error("%s\n", buffer.data);
    assert_string_equal(buffer.data, expected);
    base_buffer_finish(&buffer);
    base_arena_finish(&room.arena);
}

static const struct { const char *text, *trace; } traces[] = {
    {"1", "1 -> 1\n"},
    {"1 = 2", "1 = 2 -> false\n"},
    {"best.pages > 400",
     "best.pages > 400 -> true\n"
     "  best.pages -> 412\n"
     "    best -> dune\n"},
    {"open and best.pages < 400",
     "open and best.pages < 400 -> false\n"
     "  open -> true\n"
     "  best.pages < 400 -> false\n"
     "    best.pages -> 412\n"
     "      best -> dune\n"},
    {"false and open", "false and open -> false\n"},
    /* the text is folded, a string in it is not */
    {"open\n   and // so\n\tname /* x */ = \"a  \\\"b\"",
     "open and name = \"a  \\\"b\" -> false\n"
     "  open -> true\n"
     "  name = \"a  \\\"b\" -> false\n"
     "    name -> \"Town Library\"\n"},
    /* a true some keeps the item that made it true */
    {"some b in books satisfies b.pages < 100",
     "some b in books satisfies b.pages < 100 -> true\n"
     "  books -> [dune, rome, stars]\n"
     "  rome: b.pages < 100 -> true\n"
     "    b.pages -> 96\n"
     "      b -> rome\n"
     "  and 1 more\n"},
    /* a false one those that were asked */
    {"some b in books satisfies b.lent = null",
     "some b in books satisfies b.lent = null -> false\n"
     "  books -> [dune, rome, stars]\n"
     "  dune: b.lent = null -> false\n"
     "    b.lent -> true\n"
     "      b -> dune\n"
     "  rome: b.lent = null -> false\n"
     "    b.lent -> false\n"
     "      b -> rome\n"
     "  stars: b.lent = null -> false\n"
     "    b.lent -> false\n"
     "      b -> stars\n"},
    /* one left open those that left it so */
    {"some m in members satisfies m.fines > 5",
     "some m in members satisfies m.fines > 5 -> unknown\n"
     "  members -> [emma, noah, mia]\n"
     "  mia: m.fines > 5 -> unknown\n"
     "    m.fines -> unknown\n"
     "      m -> mia\n"
     "  and 2 more\n"},
    {"every m in members satisfies m.active",
     "every m in members satisfies m.active -> false\n"
     "  members -> [emma, noah, mia]\n"
     "  noah: m.active -> false\n"
     "    m -> noah\n"
     "  and 1 more\n"},
    {"every m in members satisfies m.fines < 5",
     "every m in members satisfies m.fines < 5 -> unknown\n"
     "  members -> [emma, noah, mia]\n"
     "  mia: m.fines < 5 -> unknown\n"
     "    m.fines -> unknown\n"
     "      m -> mia\n"
     "  and 2 more\n"},
    /* what was cut out of a list shows only as the shorter list */
    {"some b in books satisfies b.date in [@\"2012-01-01\"..@\"2012-12-31\"] and b.lent",
     "some b in books satisfies b.date in [@\"2012-01-01\"..@\"2012-12-31\"] and b.lent -> false\n"
     "  books -> [rome]\n"
     "  rome: b.date in [@\"2012-01-01\"..@\"2012-12-31\"] and b.lent -> false\n"
     "    b.date in [@\"2012-01-01\"..@\"2012-12-31\"] -> true\n"
     "      b.date -> 2012-02-29\n"
     "        b -> rome\n"
     "    b.lent -> false\n"
     "      b -> rome\n"},
    {"as of(@\"2024-01-01\", open)",
     "as of(@\"2024-01-01\", open) -> true\n"
     "  open -> true\n"},
    /* a filter the items that it keeps */
    {"count(books[pages < 100]) = 1",
     "count(books[pages < 100]) = 1 -> true\n"
     "  count(books[pages < 100]) -> 1\n"
     "    books[pages < 100] -> [rome]\n"
     "      books -> [dune, rome, stars]\n"
     "      rome: pages < 100 -> true\n"
     "        pages -> 96\n"
     "      and 2 more\n"},
    /* variables that nobody wrote do not show; a written one does */
    {"books.pages",
     "books.pages -> [412, 96, 250]\n"
     "  books -> [dune, rome, stars]\n"
     "  dune: books.pages -> 412\n"
     "  rome: books.pages -> 96\n"
     "  stars: books.pages -> 250\n"},
    {"[1, 2][item > 1]",
     "[1, 2][item > 1] -> [2]\n"
     "  [1, 2] -> [1, 2]\n"
     "  2: item > 1 -> true\n"
     "    item -> 2\n"
     "  and 1 more\n"},
    /* nor does what says the same as its parent: the tests of a list, as one */
    {"best.pages in (< 100, > 400)",
     "best.pages in (< 100, > 400) -> true\n"
     "  best.pages -> 412\n"
     "    best -> dune\n"
     "  < 100 -> false\n"
     "  > 400 -> true\n"},
    /* marked: a field's text, and what is made of it, but numbers and truth values */
    {"best.title = \"Dune\"",
     "best.title = \"Dune\" -> true\n"
     "  best.title -> ~\n"
     "    best -> dune\n"},
    {"upper case(best.title) + \"!\"",
     "upper case(best.title) + \"!\" -> ~\n"
     "  upper case(best.title) -> ~\n"
     "    best.title -> ~\n"
     "      best -> dune\n"},
    {"string length(books[pages < 100].title[1])",
     "string length(books[pages < 100].title[1]) -> 17\n"
     "  books[pages < 100].title[1] -> ~\n"
     "    books[pages < 100].title -> [~]\n"
     "      books[pages < 100] -> [rome]\n"
     "        books -> [dune, rome, stars]\n"
     "        rome: pages < 100 -> true\n"
     "          pages -> 96\n"
     "        and 2 more\n"
     "      rome: books[pages < 100].title -> ~\n"},
    {"some t in books.title satisfies t = name",
     "some t in books.title satisfies t = name -> false\n"
     "  books.title -> [~, ~, ~]\n"
     "    books -> [dune, rome, stars]\n"
     "    dune: books.title -> ~\n"
     "    rome: books.title -> ~\n"
     "    stars: books.title -> ~\n"
     "  ~: t = name -> false\n"
     "    t -> ~\n"
     "    name -> \"Town Library\"\n"
     "  ~: t = name -> false\n"
     "    t -> ~\n"
     "    name -> \"Town Library\"\n"
     "  ~: t = name -> false\n"
     "    t -> ~\n"
     "    name -> \"Town Library\"\n"},
    /* a record is no text, and its other fields are not made of what it was found by */
    {"books[title = \"Dune\"].genre",
     "books[title = \"Dune\"].genre -> [\"fiction\"]\n"
     "  books[title = \"Dune\"] -> [dune]\n"
     "    books -> [dune, rome, stars]\n"
     "    dune: title = \"Dune\" -> true\n"
     "      title -> ~\n"
     "    and 2 more\n"
     "  dune: books[title = \"Dune\"].genre -> \"fiction\"\n"},
};

static void test_what_is_kept(void **state)
{
    (void)state;
    fake_machine machine;
    fake_machine_init(&machine, FEEL_RULES);
    for (size_t i = 0; i < sizeof traces / sizeof *traces; i++)
        assert_trace(&machine, traces[i].text, traces[i].trace);
    fake_machine_finish(&machine);
}

static int children_of(const feel_trace *trace)
{
    int count = 0;
    for (const feel_trace *child = trace->first; child; child = child->next)
        count++;
    return count;
}

static feel_trace *explain(fake_machine *machine, const char *text, room *room)
{
    const feel_node *node = fake_compile(machine, text);
    assert_non_null(node);
    room_init(room);
    return feel_explain(&machine->run, node, &room->tracing);
}

/* Nine and more items that decided nothing: eight are kept. */
static void test_no_more_than_eight_undecided_items_are_kept(void **state)
{
    (void)state;
    static const struct { const char *text; int children, left_out; } cases[] = {
        {"some x in [1, 2, 3, 4, 5, 6, 7, 8] satisfies x > 8", 9, 0},
        {"some x in [1, 2, 3, 4, 5, 6, 7, 8, 9] satisfies x > 9", 9, 1},
        {"every x in [1, 2, 3, 4, 5, 6, 7, 8, 9, 10] satisfies x > 0", 9, 2},
        {"some x in [1, 2, 3, 4, 5, 6, 7, 8, 9, 10] satisfies x > 9", 2, 9},
        {"some x in [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10] satisfies if x > 9 then true else x > best.sequel.sequel.pages", 2, 10},
        {"[1, 2, 3, 4, 5, 6, 7, 8, 9, 10][item > 1]", 9, 2},
        {"[best, best, best, best, best, best, best, best, best].pages", 9, 1},
    };
    fake_machine machine;
    fake_machine_init(&machine, FEEL_RULES);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        room room;
        const feel_trace *trace = explain(&machine, cases[i].text, &room);
        assert_non_null(trace);
        assert_int_equal(children_of(trace), cases[i].children);
        assert_int_equal(trace->left_out, cases[i].left_out);
        base_arena_finish(&room.arena);
    }
    fake_machine_finish(&machine);
}

/* What is not kept takes no room, however often it ran. */
static void test_room_is_taken_for_what_is_kept(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "some x in [1, 2, 3, 4, 5, 6, 7, 8, 9] satisfies some y in [1, 2, 3] satisfies x + y > 99",
        "some x in [1, 2, 3, 4, 5, 6, 7, 8, 9, 1, 2, 3, 4, 5, 6, 7, 8] satisfies some y in [1, 2, 3] satisfies x + y > 99",
    };
    size_t bytes[2];
    fake_machine machine;
    fake_machine_init(&machine, FEEL_RULES);
    for (int i = 0; i < 2; i++) {
        room room;
        assert_non_null(explain(&machine, texts[i], &room));
        bytes[i] = room.arena.bytes;
        base_arena_finish(&room.arena);
    }
    assert_int_equal(bytes[0], bytes[1]);
    fake_machine_finish(&machine);
}

/* Explaining neither changes the value nor the steps that it takes. */
static void test_the_value_and_the_steps_are_those_of_a_plain_run(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "some m in members satisfies m.born > @\"2010-01-01\" and m.active", "count(members[born < @\"2010-01-01\"])",
        "books[pages > 100].title", "max(books.pages) - min(books.pages)", "age(best.borrower.born) >= limit",
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        fake_machine machine;
        char plain[256];
        fake_machine_init(&machine, FEEL_RULES);
        const feel_node *node = fake_compile(&machine, texts[i]);
        feel_value value = fake_run(&machine, node);
        snprintf(plain, sizeof plain, "%s", fake_show(&machine, &value));
        int64_t steps = 1000000 - machine.run.steps;
        machine.run.steps = steps;
        room room;
        room_init(&room);
        const feel_trace *trace = feel_explain(&machine.run, node, &room.tracing);
        assert_int_equal(machine.run.steps, 0);
        machine.run.steps = 1000;
        assert_string_equal(fake_show(&machine, &trace->value), plain);
        base_arena_finish(&room.arena);
        fake_machine_finish(&machine);
    }
}

static void test_a_spent_budget_ends_an_explanation(void **state)
{
    (void)state;
    fake_machine machine;
    fake_machine_init(&machine, FEEL_RULES);
    const feel_node *node = fake_compile(&machine, "open and best.pages > 3");
    room room;
    room_init(&room);
    machine.run.steps = 2;
    const feel_trace *trace = feel_explain(&machine.run, node, &room.tracing);
    assert_non_null(trace);
    assert_int_equal(trace->value.kind, FEEL_UNKNOWN);
    machine.run.steps = 0;
    assert_null(feel_explain(&machine.run, node, &room.tracing));
    assert_false(machine.run.no_memory);
    for (size_t bytes = 16; bytes < 2000; bytes += 16) {
        machine.run.steps = 1000;
        machine.scratch.most = machine.scratch.bytes + bytes;
        trace = feel_explain(&machine.run, node, &room.tracing);
        assert_true(!trace || trace->value.kind == FEEL_UNKNOWN || feel_is_true(&trace->value));
        assert_false(machine.run.no_memory);
    }
    assert_true(feel_is_true(&trace->value));
    assert_false(room.tracing.over);
    base_arena_finish(&room.arena);
    fake_machine_finish(&machine);
}

/* Texts that have to be spelled take room, too. */
static void test_no_room_for_a_trace_is_told(void **state)
{
    (void)state;
    fake_machine machine;
    fake_machine_init(&machine, FEEL_RULES);
    const feel_node *node = fake_compile(&machine, "open  and\n best.pages   > 3");
    size_t bytes = 16;
    for (bool over = true; over; bytes += 16) {
        room room;
        room_init(&room);
        room.arena.most = bytes;
        machine.run.steps = 1000;
        const feel_trace *trace = feel_explain(&machine.run, node, &room.tracing);
        over = room.tracing.over;
        assert_false(machine.run.no_memory);
        assert_true(over || (trace && feel_is_true(&trace->value)));
        base_arena_finish(&room.arena);
    }
    assert_in_range(bytes, 400, 4000);
    fake_machine_finish(&machine);
}

/* ---- how values read ---- */

static const struct { const char *text, *shown; } values[] = {
    {"null", "null"}, {"true", "true"}, {"1.50", "1.5"}, {"@\"2024-02-29\"", "2024-02-29"}, {"@\"P14M\"", "P1Y2M"},
    {"-@\"PT36H\"", "-P1DT12H"}, {"@\"PT0S\"", "PT0S"}, {"\"say \\\"x\\\" \\\\ y\"", "\"say \\\"x\\\" \\\\ y\""},
    {"\"tab\\tline\\n\"", "\"tab\\u{9}line\\u{a}\""}, {"\"\"", "\"\""}, {"[]", "[]"}, {"[1..3)", "[1..3)"},
    {"(@\"2024-01-01\"..@\"2024-02-01\"]", "(2024-01-01..2024-02-01]"}, {"best", "dune"}, {"members[3].born", "unknown"},
    {"[1, 2, 3, 4, 5, 6, 7, 8, 9, 10]", "[1, 2, 3, 4, 5, 6, 7, 8, 9, 10]"},
    {"[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]", "[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, ...]"},
    {"[[[[[[[[[1]]]]]]]]]", "[[[[[[[[...]]]]]]]]"}, {"members[born < @\"2010-01-01\"]", "[emma, mia?]"},
    {"count(members[born < @\"2010-01-01\"])", "1 to 2"},
};

static void test_values_read_as_literals(void **state)
{
    (void)state;
    fake_machine machine;
    base_buffer buffer;
    base_buffer_init(&buffer, NULL);
    fake_machine_init(&machine, FEEL_RULES);
    for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
        const feel_node *node = fake_compile(&machine, values[i].text);
        assert_non_null(node);
        feel_value value = fake_run(&machine, node);
        base_buffer_clear(&buffer);
        feel_put_value(&machine.run, &value, false, &buffer);
        assert_string_equal(buffer.data, values[i].shown);
    }
    fake_machine_finish(&machine);
    base_buffer_finish(&buffer);
}

static void test_names_are_given_only_when_asked_for(void **state)
{
    (void)state;
    fake_machine machine;
    base_buffer buffer;
    base_buffer_init(&buffer, NULL);
    fake_machine_init(&machine, FEEL_RULES);
    feel_value members = fake_run(&machine, fake_compile(&machine, "members"));
    feel_put_value(&machine.run, &members, true, &buffer);
    assert_string_equal(buffer.data, "[Emma Stone, Noah Reed, Mia Wolf]");
    base_buffer_clear(&buffer);
    feel_put_value(&machine.run, &members, false, &buffer);
    assert_string_equal(buffer.data, "[emma, noah, mia]");
    fake_machine_finish(&machine);
    base_buffer_finish(&buffer);
}

/* Contexts and ranges without a bound come from hosts only. */
static void test_contexts_and_open_ranges(void **state)
{
    (void)state;
    fake_machine machine;
    base_buffer buffer;
    base_buffer_init(&buffer, NULL);
    fake_machine_init(&machine, FEEL_RULES);
    feel_context_entry entries[11];
    static const char keys[] = "abcdefghijk";
    for (int i = 0; i < 11; i++)
        entries[i] = (feel_context_entry){{keys + i, 1}, feel_boolean(i % 2)};
    feel_context two = {2, entries, NULL}, many = {11, entries, NULL};
    feel_range low = {true, false, FEEL_ENDS, feel_date(0), feel_null()}, high = {false, true, FEEL_ENDS, feel_null(), feel_date(0)};
    feel_value shown[] = {
        {.kind = FEEL_CONTEXT, .as.context = &two}, {.kind = FEEL_CONTEXT, .as.context = &many},
        {.kind = FEEL_RANGE, .as.range = &low}, {.kind = FEEL_RANGE, .as.range = &high},
    };
    for (int i = 0; i < 4; i++) {
        feel_put_value(&machine.run, &shown[i], false, &buffer);
        base_put_char(&buffer, '\n');
    }
    assert_string_equal(buffer.data,
                        "{a: false, b: true}\n"
                        "{a: false, b: true, c: false, d: true, e: false, f: true, g: false, h: true, i: false, j: true, ...}\n"
                        "[1970-01-01..)\n(..1970-01-01]\n");
    fake_machine_finish(&machine);
    base_buffer_finish(&buffer);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_is_kept),
        cmocka_unit_test(test_no_more_than_eight_undecided_items_are_kept),
        cmocka_unit_test(test_room_is_taken_for_what_is_kept),
        cmocka_unit_test(test_the_value_and_the_steps_are_those_of_a_plain_run),
        cmocka_unit_test(test_a_spent_budget_ends_an_explanation),
        cmocka_unit_test(test_no_room_for_a_trace_is_told),
        cmocka_unit_test(test_values_read_as_literals),
        cmocka_unit_test(test_names_are_given_only_when_asked_for),
        cmocka_unit_test(test_contexts_and_open_ranges),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
