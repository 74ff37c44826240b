/* SPDX-License-Identifier: MIT */
/* A rule-test file from its first line through its tests to their clauses. */
#include "author/tests.h"

static bool no_memory(author_file *file)
{
    return rules_no_memory(&file->reader);
}

/* The line at `first` and those that are indented below it. */
static uint32_t lines_of(const rules_reader *reader, uint32_t first, uint32_t end)
{
    uint32_t next = first + 1;
    while (next < end && reader->lines[next].indent > reader->lines[first].indent)
        next++;
    return next;
}

/* The word that stands where another should, in backquotes. */
static base_str found(author_file *file, rules_cursor cursor)
{
    rules_span span = rules_take_run(&cursor, "-.");
    if (span.end > span.start)
        return rules_join(&file->reader, "`", rules_str(&file->reader, span), "`");
    return span.start < cursor.end ? BASE_STR("something else") : BASE_STR("nothing more");
}

/* ---- the first line ---- */

static bool read_set(author_file *file)
{
    rules_reader *reader = &file->reader;
    uint32_t length = (uint32_t)file->source.text.length;
    rules_cursor cursor = {reader, length, length};
    if (reader->line_count > 0)
        cursor = (rules_cursor){reader, reader->lines[0].start, reader->lines[lines_of(reader, 0, reader->line_count) - 1].end};
    rules_cursor start = cursor;
    rules_span at = rules_take_run(&start, "-.");
    bool begins = reader->line_count > 0 && reader->lines[0].indent == 0;
    if (!begins || !rules_take_word(&cursor, "tests")) {
        base_str rules = base_str_is(rules_str(reader, at), "language") ? BASE_STR("this is a rule file: its tests stand in a file of their own")
                                                                          : (base_str){0};
        author_tell(file, AUTHOR_TELL_NO_TESTS, at, rules, found(file, cursor), (base_str){0});
        return false;
    }
    if (!rules_expect_run(&cursor, "-.", "the name of a rule set", &file->set.at))
        return false;
    file->set.text = rules_str(reader, file->set.at);
    rules_expect_end(&cursor);
    return true;
}

/* ---- tests ---- */

static void need_clause(author_file *file, author_test *test, bool there, const char *word)
{
    if (!there)
        author_tell_test(file, test, AUTHOR_TELL_NO_CLAUSE, test->at, (base_str){0}, test->name, base_str_of(word));
}

/* Changes and expectations are looked up one after the other, in what those before them made. */
enum { CLAUSES_MOST = 1000 };

static bool read_clauses(author_file *file, author_test *test, uint32_t line, uint32_t end)
{
    const rules_reader *reader = &file->reader;
    int32_t count = 0;
    while (line < end) {
        uint32_t next = lines_of(reader, line, end);
        if (++count > CLAUSES_MOST) {
            rules_span at = {reader->lines[line].start, reader->lines[line].end};
            author_tell_test(file, test, AUTHOR_TELL_MANY_CLAUSES, at, BASE_STR("make several tests of it"), (base_str){0}, (base_str){0});
            return true;
        }
        if (!author_read_clause(file, test, (rules_span){reader->lines[line].start, reader->lines[next - 1].end}))
            return false;
        line = next;
    }
    bool said = test->wrong;         /* perhaps of an expectation */
    need_clause(file, test, test->seen[AUTHOR_CASE], "case");
    need_clause(file, test, test->seen[AUTHOR_ON], "on");
    need_clause(file, test, test->expectations || said, "expect");
    return true;
}

static author_test *add_test(author_file *file, rules_span at)
{
    author_test *test = base_arena_alloc(&file->arena, sizeof *test);
    if (!test)
        return NULL;
    *test = (author_test){.at = at, .line = base_lines_at(file->source.text, at.start, &file->lines).line, .known_at = INT64_MAX};
    test->last_edit = &test->edits;
    test->last_setting = &test->settings;
    test->last_expectation = &test->expectations;
    *file->last_test = test;
    file->last_test = &test->next;
    return test;
}

/* Two tests of one name could not be told apart. */
static bool name_test(author_file *file, base_map *names, author_test *test)
{
    void *existing;
    if (!base_map_add(names, test->name, test, &existing))
        return no_memory(file);
    if (existing)
        author_tell_test(file, test, AUTHOR_TELL_NAME_TWICE, test->at, (base_str){0}, test->name,
                         rules_line_text(&file->reader, ((author_test *)existing)->at.start));
    return true;
}

/* ---- days that no test names by itself ---- */

static bool read_holidays(author_file *file, rules_cursor cursor)
{
    const rules_span at = {cursor.at, cursor.end};
    rules_take_word(&cursor, "holidays");
    if (file->holidays_at.end > 0) {
        author_tell(file, AUTHOR_TELL_HOLIDAYS_TWICE, at, (base_str){0}, rules_line_text(&file->reader, file->holidays_at.start),
                    (base_str){0});
        return true;
    }
    file->holidays_at = at;
    if (rules_expect(&cursor, ':'))
        author_read_days(&cursor, &file->arena, &file->holidays);
    return !file->feel.no_memory;
}

/* ---- one item ---- */

/* The test that begins on a line and ends before another. False: no memory. */
static bool read_test(author_file *file, base_map *names, uint32_t line, uint32_t end)
{
    rules_reader *reader = &file->reader;
    rules_cursor cursor = {reader, reader->lines[line].start, reader->lines[line].end};
    rules_span at = {cursor.at, cursor.end};
    rules_cursor ahead = cursor;
    if (reader->lines[line].indent == 0 && rules_take_word(&ahead, "holidays"))
        return read_holidays(file, (rules_cursor){reader, cursor.at, reader->lines[end - 1].end});
    if (reader->lines[line].indent > 0 || !rules_take_word(&cursor, "test")) {
        author_tell(file, AUTHOR_TELL_UNKNOWN_ITEM, at, author_indent_help(cursor), found(file, cursor), (base_str){0});
        return true;
    }
    author_test *test = add_test(file, at);
    if (!test)
        return no_memory(file);
    if (!rules_expect_text(&cursor, &test->name) || !rules_expect_end(&cursor))
        test->wrong = true;
    if (test->name.length > 0 && !name_test(file, names, test))
        return false;
    return read_clauses(file, test, line + 1, end);
}

bool author_read_tests(author_file *file)
{
    rules_reader *reader = &file->reader;
    base_map names;
    base_map_init(&names, &file->arena);
    if (!rules_check_bytes(reader) || !rules_lay_out(reader) || !read_set(file))
        return !file->feel.no_memory;
    for (uint32_t line = lines_of(reader, 0, reader->line_count); line < reader->line_count;) {
        uint32_t end = lines_of(reader, line, reader->line_count);
        if (!read_test(file, &names, line, end) || file->feel.no_memory)
            return false;
        line = end;
    }
    return true;
}
