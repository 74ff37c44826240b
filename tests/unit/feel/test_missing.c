/* SPDX-License-Identifier: MIT */
/*
 * Unknown is sound: random well-typed expressions run over the made-up library with some facts taken away, and
 * again with every way in which those facts may turn out, null among them. What was decided without the facts
 * must be the answer every time. And the reasons of an unknown: which, in what order, how many.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "fake_env.h"

/* ---- chance: the same sequence everywhere ---- */

static uint64_t chance;

static uint32_t pick(uint32_t count)
{
    chance = chance * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(chance >> 33) % count;
}

/* ---- writing expressions ---- */

enum { TEXT_MOST = 4000, VARIABLES_MOST = 6 };

typedef struct writer {
    char text[TEXT_MOST];
    size_t length;
    char kinds[VARIABLES_MOST];          /* of variables in scope, v0, v1 ...: 'b' book, 'm' member */
    int variables;
} writer;

/* Letters of a form stand for parts to be written: B boolean, N number, D date, G genre, L member level, b book, m member,
 * X list of books, Y list of members, Z list of numbers, W list of dates. Q and R write a quantifier's or filter's
 * condition over books or members. The rest stands for itself; ' quotes a letter. */
static const char *const forms_b[] = {
    "(B and B)", "(B or B)", "not(B)", "(N < N)", "(N >= N)", "(N = N)", "(N != N)", "(D < D)", "(D >= D)", "(D = D)",
    "(G = G)", "(G != G)", "(L = L)", "b.lent", "m.active", "open", "(b = b)", "(m != m)", "(N between N and N)",
    "(N in ['0..'3])", "(N in Z)", "(D in W)", "(G in b.topics)", "(b in X)", "(m in Y)", "list contains(X, b)",
    "list contains(Z, N)", "(count(X) > '1)", "(count(Y) >= '1)", "(count(X) = '2)", "(count(Y) <= count(X))",
    "(count(Y) in ['1, '2])", "(count(X) between '1 and '2)", "(if B then B else B)", "(some Q)", "(some R)",
    "(every Q)", "(every R)", "is defined(D)", "all(Y.active)", "any(X.lent)", "(X = X)", "(D = null)", "(N = null)",
    "is(D, D)", "is(N, N)", "before(D, D)", "after(D, [D..D])", "overlaps([D..D], [D..D])",
    "during(D, [D..D])", "includes([N..N], N)", "starts(N, [N..N])", "finishes(D, [D..D])", "coincides(D, D)",
    "meets([N..N], [N..N])", "overlaps before([N..N], [N..N])", "even(N)", "odd(N)",
    "(date and time(D, @\"10:00:00\") < date and time(D, @\"09:30:00\"))", "(string(D) = string(D))",
    "(string join(X.genre, \"-\") = string join(X.genre))", "(day of week(D) = day of week(D))",
    "(sort(Z, function(x, y) x < y) = Z)", "(duplicate values(Z) = [N])", "(get entries({a: N, c: N}).value = [N, N])",
    "(context([{key: \"a\", value: N}]) = {a: N})", "(context merge([{a: N}, {a: N}]) = {a: N})",
    "(N in [N..N])", "all([B, B])", "any([B, B])", "true", "false", "(D + @\"P1M\" > D)", "(Z = Z)",
    "(some x in '1..'3 satisfies x > N)", "(every x in '3..'1 satisfies x > N or B)", "(some x in ['0..'3] satisfies x = N and B)",
    "(some x in Z, y in Z satisfies x > y)", "(every x in Z, y in '1..'2 satisfies x > y or B)", "(N instance of number)",
    "(N instance of string)", "(Z instance of list<number>)", "(Z instance of list<string>)", "(D instance of Any)",
    "({a: N, c: D} instance of context<a: number, c: date>)", "({a: N} instance of context<c: number>)",
    "([N, \"a\"] instance of list<number>)", "(N in (< N))", "(N in [(< N), '3])", "((>= N) = (>= N))", "((!= N) = (!= N))",
    "(N in (? > N, '3))", "(N in (? = N, ? > N))", "({a: N, c: a} = {a: N, c: N})", "(count([{a: N}, {a: N}][a > '3]) > '0)",
    "([{a: N}, {c: N}][a > '3] = [])", "((for x in Z return x > N) = [B])", "all(for x in X return x.lent)",
    "(some x in (for y in Y return y.fines) satisfies x > '3)", "({a: B}.a)", "([N..N].start included)",
};
static const char *const forms_n[] = {
    "'0", "'3", "'5", "b.pages", "m.fines", "limit", "(N + N)", "(N - N)", "(N * N)", "(N / N)", "-N", "count(X)", "count(Y)",
    "max(Z)", "min(Z)", "sum(Z)", "age(D)", "age(D, D)", "(if B then N else N)", "D.year", "Z['1]", "max(N, N)", "abs(N)",
    "sqrt(N)", "median(Z)", "product(Z)", "stddev(Z)", "modulo(N, N)", "floor(N / N)", "round up(N / N, '1)", "mode(Z)['1]",
    "sort(Z, function(x, y) x > y)['1]", "insert before(Z, '1, N)['2]", "insert before(Z, '1, N)[-'1]", "remove(Z, '1)['1]",
    "list replace(Z, '1, N)['1]", "list replace(Z, function(x, y) x < y, N)['1]", "index of(Z, N)['1]", "week of year(D)",
    "day of year(D)", "get value(context put({a: '1}, \"a\", N), \"a\")", "context merge([{a: N}, {c: N}]).c",
    "years and months duration(D, D).months", "number(string(N))", "string length(string(N))", "(D - D).days",
    "{a: N, c: a + N}.c", "{a: {c: N}}.a.c", "sum(for x in Z return x + N)", "(for x in '1..'3 return x * N)['2]",
    "count(for x in Z, y in '1..'2 return x)", "(for x in '0..'2 return if x = '0 then N else partial[-'1] + '1)[-'1]",
    "[{a: N}, {a: '3}][a > '2]['1].a", "[N..N].end", "(if N instance of number then '1 else '2)", "count(for x in Y return x.level)",
};
static const char *const forms_d[] = {
    "@\"2000-02-29\"", "@\"2014-06-10\"", "b.printed", "m.born", "b.due", "founded", "(D + @\"P1Y\")", "earliest(W)",
    "latest(W)", "earliest(D, D)", "(if B then D else D)", "W['1]",
};
static const char *const forms_g[] = {"\"fiction\"", "\"history\"", "b.genre", "b.genre", "(if B then b.genre else b.genre)"};
static const char *const forms_l[] = {"\"junior\"", "\"senior\"", "m.level", "m.level"};
static const char *const forms_book[] = {"best", "lost", "b.sequel", "X['1]", "X[-'1]", "m.books['1]"};
static const char *const forms_member[] = {"b.borrower", "m.friend", "Y['1]", "Y['2]", "best.borrower"};
static const char *const forms_x[] = {
    "books", "m.books", "books[F]", "books[F]", "X[F]", "append(X, b)", "concatenate(X, X)", "reverse(X)", "flatten(Y.books)",
    "distinct values(X)", "union(X, X)", "sublist(X, '1, '1)", "[b, b]",
};
static const char *const forms_y[] = {"members", "members[E]", "members[E]", "Y[E]", "reverse(Y)", "append(Y, m)", "[m, m]"};
static const char *const forms_z[] = {"X.pages", "Y.fines", "[N, N]", "[N]", "[]", "reverse(Z)", "distinct values(Z)", "Z[item > N]",
    "(for x in Z return x + '1)", "(for x in X return x.pages)", "[{a: N}, {a: N}].a", "[{a: N}, {c: N}][a > '2].a", "(for x in '2..'0 return N)"};
static const char *const forms_w[] = {"X.printed", "Y.born", "X.due", "[D, D]", "[D]"};

#define FORMS(list) list, sizeof list / sizeof *list
static const struct { char letter; const char *const *forms; size_t count; const char *simple; } grammar[] = {
    {'B', FORMS(forms_b), "best.lent"}, {'N', FORMS(forms_n), "best.pages"}, {'D', FORMS(forms_d), "best.printed"},
    {'G', FORMS(forms_g), "best.genre"}, {'L', FORMS(forms_l), "best.borrower.level"}, {'b', FORMS(forms_book), "best"},
    {'m', FORMS(forms_member), "best.borrower"}, {'X', FORMS(forms_x), "books"}, {'Y', FORMS(forms_y), "members"},
    {'Z', FORMS(forms_z), "books.pages"}, {'W', FORMS(forms_w), "members.born"},
};

static void put(writer *writer, const char *text)
{
    size_t length = strlen(text);
    if (writer->length + length >= TEXT_MOST)
        return;
    memcpy(writer->text + writer->length, text, length + 1);
    writer->length += length;
}

static void write_part(writer *writer, char letter, int depth);

/* "v1 in X satisfies B" with the variable in scope of the condition alone. */
static void write_items(writer *writer, char kind, int depth)
{
    char name[16];
    if (writer->variables == VARIABLES_MOST) {
        put(writer, "z in [1] satisfies true");
        return;
    }
    snprintf(name, sizeof name, "v%d", writer->variables);
    put(writer, name);
    put(writer, " in ");
    write_part(writer, kind == 'b' ? 'X' : 'Y', depth - 1);
    put(writer, " satisfies ");
    writer->kinds[writer->variables++] = kind;
    write_part(writer, 'B', depth - 1);
    writer->variables--;
}

/* A condition on the fields of an item, which stand without a variable. */
static void write_filter(writer *writer, bool books, int depth)
{
    static const char *const of_book[] = {"lent", "pages > 100", "genre = \"fiction\"", "printed < @\"2005-01-01\"", "due != null",
                                         "date in [@\"2011-01-01\"..@\"2019-01-01\"]", "date in [best.date..@\"2012-02-29\"]"};
    static const char *const of_member[] = {"active", "fines > 0", "level = \"senior\"", "born < @\"2010-01-01\"", "friend != null"};
    put(writer, books ? of_book[pick(7)] : of_member[pick(5)]);
    if (pick(3) == 0) {
        put(writer, pick(2) ? " and " : " or ");
        write_part(writer, 'B', depth - 1);
    }
}

static bool write_variable(writer *writer, char kind)
{
    for (int i = writer->variables - 1; i >= 0; i--)
        if (writer->kinds[i] == kind && pick(3)) {
            char name[16];
            snprintf(name, sizeof name, "v%d", i);
            put(writer, name);
            return true;
        }
    return false;
}

/* Parts are written where a letter stands for one; words are told from them by standing beside other letters. */
static void write_form(writer *writer, const char *form, int depth)
{
    for (const char *at = form; *at; at++) {
        char plain[2] = {*at, 0};
        bool before = at > form && ((at[-1] >= 'a' && at[-1] <= 'z') || at[-1] == '"' || at[-1] == 'P' || at[-1] == '1');
        bool after = (at[1] >= 'a' && at[1] <= 'z') || at[1] == '"';
        if (*at == '\'')
            continue;
        if (!before && !after && (*at == 'Q' || *at == 'R'))
            write_items(writer, *at == 'Q' ? 'b' : 'm', depth);
        else if (!before && !after && (*at == 'F' || *at == 'E'))
            write_filter(writer, *at == 'F', depth);
        else if (!before && !after && strchr("BNDGLbmXYZW", *at))
            write_part(writer, *at, depth - 1);
        else
            put(writer, plain);
    }
}

static void write_part(writer *writer, char letter, int depth)
{
    if ((letter == 'b' || letter == 'm') && write_variable(writer, letter))
        return;
    for (size_t i = 0; i < sizeof grammar / sizeof *grammar; i++) {
        if (grammar[i].letter != letter)
            continue;
        if (depth <= 0)
            put(writer, grammar[i].simple);
        else
            write_form(writer, grammar[i].forms[pick((uint32_t)grammar[i].count)], depth);
    }
}

/* ---- facts and how they may turn out ---- */

static const char *const paths[] = {
    "dune.lent", "rome.lent", "dune.pages", "rome.pages", "stars.pages", "dune.genre", "rome.genre", "dune.printed",
    "stars.printed", "dune.date", "stars.date", "dune.due", "dune.borrower", "dune.sequel", "dune.topics", "emma.active", "mia.active", "emma.fines",
    "mia.fines", "emma.born", "mia.born", "emma.level", "mia.level", "emma.books", "noah.books", "emma.friend",
    "library.open", "library.limit", "library.founded", "library.best", "library.books", "library.members",
};
enum { PATHS = sizeof paths / sizeof *paths, WAYS_MOST = 5, FORGOTTEN_MOST = 3 };

typedef struct ways { feel_value values[WAYS_MOST]; int count; base_decimal numbers[WAYS_MOST]; feel_value items[WAYS_MOST]; } ways;

static void add_way(ways *ways, feel_value value)
{
    ways->values[ways->count++] = value;
}

static feel_value list_of(ways *ways, fake_world *world, const char *const *ids, int count)
{
    for (int i = 0; i < count; i++)
        ways->items[i] = fake_value_of(fake_record_of(world, ids[i]));
    return (feel_value){.kind = FEEL_LIST, .flags = FEEL_HOST, .size = (uint32_t)count, .as.host = ways->items};
}

/* Some values of the field's type, the one it has now among them, and null. */
static void make_ways(ways *ways, fake_world *world, const char *path)
{
    static const char *const books[] = {"rome", "dune"}, *const members[] = {"noah", "emma"};
    static const int64_t numbers[] = {0, 3, 150};
    static const int64_t days[] = {11016, 16231, 19792};
    const char *dot = strchr(path, '.');
    char id[16] = {0};
    memcpy(id, path, (size_t)(dot - path));
    const feel_type *type = fake_field_of(fake_record_of(world, id)->kind, dot + 1)->type;
    ways->count = 0;
    add_way(ways, feel_null());
    for (int i = 0; i < 3 && type->kind == FEEL_NUMBER; i++) {
        ways->numbers[i] = base_decimal_from_int(numbers[i]);
        add_way(ways, (feel_value){.kind = FEEL_NUMBER, .as.number = &ways->numbers[i]});
    }
    for (int i = 0; i < 3 && type->kind == FEEL_DATE; i++)
        add_way(ways, feel_date(days[i]));
    for (int i = 0; i < 2 && type->kind == FEEL_BOOLEAN; i++)
        add_way(ways, feel_boolean(i));
    for (int i = 0; i < 2 && type->kind == FEEL_STRING; i++)
        add_way(ways, feel_string(fake_word(type->detail, i)));
    bool book = type->detail == FAKE_BOOK;
    for (int i = 0; i < 2 && type->kind == FEEL_RECORD; i++)
        add_way(ways, fake_value_of(fake_record_of(world, book ? books[i] : members[i])));
    if (type->kind == FEEL_LIST) {
        add_way(ways, list_of(ways, world, books, 0));
        if (type->item->kind == FEEL_RECORD)
            add_way(ways, list_of(ways, world, type->item->detail == FAKE_BOOK ? books : members, 2));
    }
}

/* ---- judging ---- */

/* Shows a value apart from its reasons. */
static bool same_value(fake_machine *machine, const feel_value *a, const feel_value *b)
{
    if (a->kind != b->kind)
        return false;
    char first[1024];
    snprintf(first, sizeof first, "%s", fake_show(machine, a));
    return strcmp(first, fake_show(machine, b)) == 0;
}

static bool may_be(fake_machine *machine, const feel_value *decided, const feel_value *real);

/* Whether the items of a real list from `j` on may be those of the decided one from `i` on: uncertain ones may
 * be missing. */
static bool may_be_items(fake_machine *machine, const feel_value *decided, uint32_t i, const feel_value *real, uint32_t j)
{
    if (i == feel_list_count(decided))
        return j == feel_list_count(real);
    feel_value item, found;
    feel_list_item(&machine->run, decided, i, &item);
    if (item.flags & FEEL_UNCERTAIN && may_be_items(machine, decided, i + 1, real, j))
        return true;
    if (j == feel_list_count(real))
        return false;
    feel_list_item(&machine->run, real, j, &found);
    item.flags &= (uint8_t)~FEEL_UNCERTAIN;
    return may_be(machine, &item, &found) && may_be_items(machine, decided, i + 1, real, j + 1);
}

static bool may_be(fake_machine *machine, const feel_value *decided, const feel_value *real)
{
    if (decided->kind == FEEL_UNKNOWN)
        return true;
    if (decided->kind == FEEL_LIST && real->kind == FEEL_LIST)
        return may_be_items(machine, decided, 0, real, 0);
    int64_t count;
    if (decided->kind == FEEL_COUNT && real->kind == FEEL_COUNT)        /* of a filter that fails for some items */
        return real->as.bounds->low >= decided->as.bounds->low && real->as.bounds->high <= decided->as.bounds->high;
    if (decided->kind == FEEL_COUNT)
        return real->kind == FEEL_NUMBER && base_decimal_to_int(real->as.number, &count) &&
               count >= decided->as.bounds->low && count <= decided->as.bounds->high;
    return same_value(machine, decided, real);
}

typedef struct tally { int refused, idle, unknown, decided, runs; } tally;   /* idle: read no fact */

/* Every way in which the forgotten facts may turn out. */
static void try_ways(fake_machine *machine, const feel_node *node, const feel_value *decided, const int *forgotten,
                     int count, const char *text, tally *tally)
{
    ways ways[FORGOTTEN_MOST];
    int at[FORGOTTEN_MOST] = {0};
    for (int i = 0; i < count; i++)
        make_ways(&ways[i], &machine->world, paths[forgotten[i]]);
    for (;;) {
        for (int i = 0; i < count; i++)
            fake_set(&machine->world, paths[forgotten[i]], ways[i].values[at[i]]);
        base_mark mark = base_arena_mark(&machine->scratch);
        feel_value real = fake_run(machine, node);
        tally->runs++;
        if (!may_be(machine, decided, &real)) {
            char was[1024];
            snprintf(was, sizeof was, "%s", fake_show(machine, decided));
            for (int i = 0; i < count; i++)
                print_error("with %s = %s\n", paths[forgotten[i]], fake_show(machine, &ways[i].values[at[i]]));
            fail_msg("`%s` was decided as %s and is %s", text, was, fake_show(machine, &real));
        }
        base_arena_rewind(&machine->scratch, mark);
        int i = 0;
        while (i < count && ++at[i] == ways[i].count)
            at[i++] = 0;
        if (i == count)
            return;
    }
}

/* Up to three of the facts that the expression has read. */
static int forget_some(fake_machine *machine, int *forgotten)
{
    int read[PATHS], reads = 0, count = 0;
    for (int i = 0; i < PATHS; i++)
        if (fake_fact(&machine->world, paths[i])->reads)
            read[reads++] = i;
    int wanted = 1 + (int)pick(FORGOTTEN_MOST);
    for (; count < wanted && reads > 0; count++) {
        int at = (int)pick((uint32_t)reads);
        forgotten[count] = read[at];
        read[at] = read[--reads];
        fake_forget(&machine->world, paths[forgotten[count]]);
    }
    return count;
}

static bool is_path_of(fake_machine *machine, const feel_missing *missing, const char *path)
{
    base_buffer buffer;
    base_buffer_init(&buffer, NULL);
    fake_facts.put_fact(&machine->run, missing->record, missing->field, &buffer);
    bool same = strcmp(buffer.data, path) == 0;
    base_buffer_finish(&buffer);
    return same;
}

typedef struct reasons { fake_machine *machine; const int *forgotten; int count; int seen; } reasons;

static void check_reason(void *user, const feel_missing *missing)
{
    reasons *reasons = user;
    bool known = missing->reason == FEEL_ERROR;
    for (int i = 0; i < reasons->count && missing->reason == FEEL_MISSING_FACT; i++)
        known = known || is_path_of(reasons->machine, missing, paths[reasons->forgotten[i]]);
    reasons->seen++;
    assert_true(known);
}

static void try_one(tally *tally)
{
    static const char letters[] = "BBBBBBNDXYZ";
    fake_machine machine;
    writer writer = {.length = 0};
    int forgotten[FORGOTTEN_MOST];
    write_part(&writer, letters[pick(sizeof letters - 1)], 4);
    fake_machine_init(&machine, FEEL_RULES);
    fake_set(&machine.world, "mia.born", feel_date(16231));
    fake_set(&machine.world, "mia.fines", (feel_value){.kind = FEEL_NUMBER, .as.number = &(base_decimal){{0}, 0, 0}});
    fake_set(&machine.world, "mia.level", feel_string(fake_word(FAKE_LEVEL, 0)));
    const feel_node *node = fake_compile(&machine, writer.text);
    if (!node) {
        tally->refused++;
    } else {
        fake_run(&machine, node);
        int count = forget_some(&machine, forgotten);
        tally->idle += count == 0;
        feel_value value = fake_run(&machine, node);
        if (value.kind == FEEL_UNKNOWN) {
            reasons reasons = {&machine, forgotten, count, 0};
            tally->unknown++;
            assert_true(feel_missing_visit(&machine.run, value.as.missing, 100, check_reason, &reasons));
            assert_true(reasons.seen > 0);
        } else {
            tally->decided += count > 0;
            try_ways(&machine, node, &value, forgotten, count, writer.text, tally);
        }
    }
    fake_machine_finish(&machine);
}

enum { CASES = 10000 };

static void test_what_is_decided_without_a_fact_holds_with_every_value_of_it(void **state)
{
    (void)state;
    tally tally = {0};
    chance = 20240310;
    for (int i = 0; i < CASES; i++)
        try_one(&tally);
    print_message("%d cases: %d refused, %d without facts, %d unknown, %d decided, %d runs\n", CASES, tally.refused,
                  tally.idle, tally.unknown, tally.decided, tally.runs);
    assert_true(tally.refused < CASES / 4);
    assert_true(tally.unknown > CASES / 20);
    assert_true(tally.decided > CASES / 10);
}

/* ---- the reasons ---- */

static const feel_missing *leaf(fake_machine *machine, const char *path)
{
    char id[16] = {0};
    const char *dot = strchr(path, '.');
    memcpy(id, path, (size_t)(dot - path));
    fake_record *record = fake_record_of(&machine->world, id);
    return feel_missing_fact(&machine->run, record, fake_field_of(record->kind, dot + 1)).as.missing;
}

static void test_a_union_names_each_reason_once_in_order(void **state)
{
    (void)state;
    fake_machine machine;
    fake_machine_init(&machine, FEEL_RULES);
    feel_run *run = &machine.run;
    const feel_missing *born = leaf(&machine, "emma.born"), *born_again = leaf(&machine, "emma.born");
    const feel_missing *fines = leaf(&machine, "emma.fines"), *late = feel_missing_after_current(run).as.missing;
    const feel_missing *error = feel_fail(run, "one").as.missing, *other = feel_fail(run, "two").as.missing;
    const feel_missing *both = feel_missing_union(run, born, fines);
    assert_ptr_equal(feel_missing_union(run, NULL, born), born);
    assert_ptr_equal(feel_missing_union(run, born, NULL), born);
    assert_null(feel_missing_union(run, NULL, NULL));
    assert_ptr_equal(feel_missing_union(run, born, born), born);
    assert_ptr_equal(feel_missing_union(run, both, born), both);
    assert_ptr_equal(feel_missing_union(run, both, fines), both);
    assert_ptr_equal(feel_missing_union(run, born, both), both);
    feel_value value = {.kind = FEEL_UNKNOWN};
    value.as.missing = feel_missing_union(run, feel_missing_union(run, fines, both), feel_missing_union(run, late, error));
    value.as.missing = feel_missing_union(run, value.as.missing, feel_missing_union(run, other, born_again));
    assert_string_equal(fake_show(&machine, &value), "unknown: emma.fines, emma.born, after current, one, two");
    fake_machine_finish(&machine);
}

static void count_leaf(void *user, const feel_missing *missing)
{
    (void)missing;
    ++*(int *)user;
}

/* Unions of unions of the same two: two to the power of 200 ways through, and 201 reasons to look at. */
static void test_shared_unions_are_visited_once_and_at_most(void **state)
{
    (void)state;
    fake_machine machine;
    fake_machine_init(&machine, FEEL_RULES);
    const feel_missing *left = leaf(&machine, "emma.born"), *right = leaf(&machine, "emma.fines");
    for (int i = 0; i < 200; i++) {
        const feel_missing *next = feel_missing_union(&machine.run, left, right);
        right = feel_missing_union(&machine.run, right, leaf(&machine, "emma.level"));
        left = next;
    }
    int count = 0;
    assert_true(feel_missing_visit(&machine.run, left, 3, count_leaf, &count));
    assert_int_equal(count, 3);
    count = 0;
    assert_false(feel_missing_visit(&machine.run, left, 2, count_leaf, &count));
    assert_int_equal(count, 2);
    count = 0;
    assert_true(feel_missing_visit(&machine.run, NULL, 2, count_leaf, &count));
    assert_int_equal(count, 0);
    machine.scratch.most = machine.scratch.bytes + 16;
    assert_false(feel_missing_visit(&machine.run, left, 3, count_leaf, &count));
    fake_machine_finish(&machine);
}

static void test_in_standard_mode_nothing_is_unknown(void **state)
{
    (void)state;
    fake_machine machine;
    fake_machine_init(&machine, FEEL_STANDARD);
    assert_int_equal(feel_missing_fact(&machine.run, NULL, NULL).kind, FEEL_NULL);
    assert_int_equal(feel_missing_after_current(&machine.run).kind, FEEL_NULL);
    assert_int_equal(feel_fail(&machine.run, "one").kind, FEEL_NULL);
    fake_machine_finish(&machine);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_is_decided_without_a_fact_holds_with_every_value_of_it),
        cmocka_unit_test(test_a_union_names_each_reason_once_in_order),
        cmocka_unit_test(test_shared_unions_are_visited_once_and_at_most),
        cmocka_unit_test(test_in_standard_mode_nothing_is_unknown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
