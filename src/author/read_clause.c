/* SPDX-License-Identifier: MIT */
/* One clause of a test. */
#include "author/tests.h"

typedef struct clause {
    author_file *file;
    author_test *test;
    rules_cursor cursor;
    rules_span word;
} clause;

/* ---- words ---- */

static bool ends_word(char c, char next, char stop)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == stop || (c == '/' && next == '/');
}

bool author_take_word(rules_cursor *cursor, char stop, const char *what, author_word *out)
{
    const char *text = cursor->reader->feel->source->text.at;
    bool quoted = rules_peek(cursor) == '"';
    uint32_t start = cursor->at, end = start;
    if (quoted) {
        bool whole = rules_expect_text(cursor, &out->text);
        out->at = (rules_span){start, cursor->at};
        return whole;
    }
    while (end < cursor->end && !ends_word(text[end], end + 1 < cursor->end ? text[end + 1] : '\0', stop))
        end++;
    if (end == start) {
        rules_expected(cursor, what, (base_str){0});
        return false;
    }
    cursor->at = end;
    out->at = (rules_span){start, end};
    out->text = rules_str(cursor->reader, out->at);
    return true;
}

/* ---- clauses that stand once ---- */

static const char *const once_words[] = {[AUTHOR_CASE] = "case", [AUTHOR_ON] = "on", [AUTHOR_KNOWN_AT] = "known at",
                                        [AUTHOR_HOLIDAYS] = "holidays"};

/* Whether the clause stands there for the first time. */
static bool is_first(clause *clause, author_once which)
{
    author_test *test = clause->test;
    if (!test->seen[which]) {
        test->seen[which] = true;
        test->once_at[which] = clause->word;
        return true;
    }
    author_tell_test(clause->file, test, AUTHOR_TELL_CLAUSE_TWICE, clause->word, (base_str){0}, base_str_of(once_words[which]),
                     rules_line_text(&clause->file->reader, test->once_at[which].start));
    return false;
}

static bool read_case(clause *clause)
{
    author_word *name = &clause->test->case_name;
    return is_first(clause, AUTHOR_CASE) && author_take_word(&clause->cursor, '\0', "the file of a base case", name) &&
           rules_expect_end(&clause->cursor);
}

static bool read_day(clause *clause, author_once which, int64_t *day)
{
    return is_first(clause, which) && rules_expect_date(&clause->cursor, day) && rules_expect_end(&clause->cursor);
}

static bool read_on(clause *clause)
{
    return read_day(clause, AUTHOR_ON, &clause->test->day);
}

static bool read_known_at(clause *clause)
{
    return read_day(clause, AUTHOR_KNOWN_AT, &clause->test->known_at);
}

bool author_read_days(rules_cursor *cursor, base_arena *arena, author_days *out)
{
    rules_cursor counter = *cursor;
    size_t commas = 0;
    for (const char *text = cursor->reader->feel->source->text.at; counter.at < counter.end; counter.at++)
        commas += text[counter.at] == ',';
    cw_date *days = base_arena_array(arena, commas + 1, sizeof *days);
    if (!days)
        return rules_no_memory(cursor->reader);
    *out = (author_days){.at = days};
    do {
        int64_t day;
        if (!rules_expect_date(cursor, &day))
            return false;
        days[out->count++] = day;
    } while (rules_take(cursor, ','));
    return rules_expect_end(cursor);
}

static bool read_holidays(clause *clause)
{
    return is_first(clause, AUTHOR_HOLIDAYS) && author_read_days(&clause->cursor, &clause->file->arena, &clause->test->holidays);
}

/* ---- changes ---- */

static bool read_edit(clause *clause, author_edit_kind kind)
{
    rules_cursor *cursor = &clause->cursor;
    bool has_value = kind == AUTHOR_SET || kind == AUTHOR_ADD;
    author_word path;
    author_node *value = NULL;
    if (!author_take_word(cursor, kind == AUTHOR_SET ? '=' : '\0', "a path into the case", &path))
        return false;
    if (kind == AUTHOR_SET && !rules_expect(cursor, '='))
        return false;
    if (!has_value && !rules_expect_end(cursor))
        return false;
    author_edit *made = base_arena_alloc(&clause->file->arena, sizeof *made);
    if (!made || (has_value && !author_read_value(clause->file, clause->test, cursor, &value)))
        return rules_no_memory(cursor->reader);
    if (has_value && !value)
        return false;
    *made = (author_edit){.kind = kind, .path_at = path.at, .value = value};
    *clause->test->last_edit = made;
    clause->test->last_edit = &made->next;
    return true;
}

static bool read_set(clause *clause)
{
    return read_edit(clause, AUTHOR_SET);
}

static bool read_add(clause *clause)
{
    return read_edit(clause, AUTHOR_ADD);
}

static bool read_remove(clause *clause)
{
    return read_edit(clause, AUTHOR_REMOVE);
}

static bool read_without(clause *clause)
{
    return read_edit(clause, AUTHOR_WITHOUT);
}

static bool read_param(clause *clause)
{
    rules_cursor *cursor = &clause->cursor;
    author_setting *made = base_arena_alloc(&clause->file->arena, sizeof *made);
    if (!made)
        return rules_no_memory(cursor->reader);
    *made = (author_setting){0};
    if (!rules_expect_run(cursor, "-.:", "the name of a parameter", &made->name_at) || !rules_expect(cursor, '=') ||
        !rules_expect_value(cursor, &made->literal) || !rules_expect_end(cursor))
        return false;
    made->name = rules_str(cursor->reader, made->name_at);
    *clause->test->last_setting = made;
    clause->test->last_setting = &made->next;
    return true;
}

static bool read_expect(clause *clause)
{
    return author_read_expectation(clause->file, clause->test, &clause->cursor);
}

/* ---- which clause ---- */

/* Each gives false where it told something, or where memory ran out, which the reader notes. */
typedef struct row { const char *word, *rest; bool bare; /* the colon may be left out, as in `let` */ bool (*read)(clause *clause); } row;

static const row rows[] = {
    {"case", NULL, false, read_case},      {"on", NULL, false, read_on},       {"known", "at", false, read_known_at},
    {"set", NULL, false, read_set},        {"add", NULL, false, read_add},     {"remove", NULL, false, read_remove},
    {"without", NULL, true, read_without}, {"param", NULL, true, read_param},  {"expect", NULL, false, read_expect},
    {"holidays", NULL, false, read_holidays},
};
enum { ROW_COUNT = sizeof rows / sizeof rows[0] };

base_str author_indent_help(rules_cursor cursor)
{
    base_str word = rules_str(cursor.reader, rules_take_run(&cursor, ""));
    for (int i = 0; i < ROW_COUNT; i++)
        if (base_str_is(word, rows[i].word))
            return BASE_STR("indent this line: clauses stand below their test");
    return (base_str){0};
}

static const row *find_row(clause *clause)
{
    rules_reader *reader = clause->cursor.reader;
    base_nearest nearest;
    base_str word = rules_str(reader, clause->word);
    rules_begin_nearest(reader, &nearest, word);
    for (int i = 0; i < ROW_COUNT; i++) {
        if (base_str_is(word, rows[i].word))
            return &rows[i];
        base_nearest_consider(&nearest, base_str_of(rows[i].word));
    }
    base_str help = base_str_is(word, "known_at") ? BASE_STR("write `known at:`") : rules_did_you_mean(reader, &nearest);
    author_tell(clause->file, AUTHOR_TELL_UNKNOWN_CLAUSE, clause->word, help, word,
                (base_str){0});
    return NULL;
}

static bool read(clause *clause)
{
    rules_cursor *cursor = &clause->cursor;
    if (!rules_expect_run(cursor, "", "a clause such as `expect:`", &clause->word))
        return false;
    const row *row = find_row(clause);
    if (!row || (row->rest && !rules_expect_word(cursor, row->rest)))
        return false;
    bool colon = row->bare ? rules_take(cursor, ':') || row->bare : rules_expect(cursor, ':');
    return colon && row->read(clause);
}

bool author_read_clause(author_file *file, author_test *test, rules_span span)
{
    clause clause = {.file = file, .test = test, .cursor = {&file->reader, span.start, span.end}};
    if (!read(&clause))
        test->wrong = true;
    return !file->feel.no_memory;
}
