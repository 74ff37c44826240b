/* SPDX-License-Identifier: MIT */
/* A file from its first lines through its heads to its items. */
#include "rules/draft.h"

typedef enum where { HEAD, ITEM } where;
typedef struct keyword { const char *word; where where; void (*read)(rules_item *); } keyword;

static void read_version(rules_item *item)
{
    rules_draft *draft = item->draft;
    rules_span span;
    if (!rules_expect(&item->cursor, ':') || !rules_expect_run(&item->cursor, "-.", "a version", &span) ||
        !rules_expect_end(&item->cursor))
        return;
    if (draft->has_version)
        rules_tell(&draft->reader, RULES_TELL_HEAD_TWICE, item->word, (base_str){0}, BASE_STR("version"),
                   rules_line_text(&draft->reader, draft->version_at.start));
    draft->has_version = true;
    draft->version_at = item->word;
    draft->file->version = rules_keep(&draft->reader, span);
}

static void add_source(rules_draft *draft, rules_span code, base_str text, bool is_dated, int64_t dated)
{
    rules_reader *reader = &draft->reader;
    void *existing = NULL;
    rules_citation *citation = base_arena_alloc(reader->work, sizeof *citation);
    if (!citation || !rules_chain_add(reader, &draft->sources, citation, code)) {
        rules_no_memory(reader);
        return;
    }
    *citation = (rules_citation){rules_str(reader, code), text, is_dated, dated};
    if (!base_map_add(&draft->codes, citation->code, draft->sources.last, &existing))
        rules_no_memory(reader);
    else if (existing)
        rules_tell(reader, RULES_TELL_SOURCE_TWICE, code, (base_str){0}, citation->code,
                   rules_line_text(reader, ((rules_link *)existing)->at.start));
}

static void read_source(rules_item *item)
{
    rules_span code;
    base_str text = {0};
    int64_t day = 0;
    rules_cursor *cursor = &item->cursor;
    if (!rules_expect_label(cursor, "the code of a source", &code))
        return;
    bool read = rules_expect(cursor, ':') && rules_expect_text(cursor, &text);
    bool dated = read && rules_take_word(cursor, "dated");
    read = read && (!dated || rules_expect_date(cursor, &day)) && rules_expect_end(cursor);
    if (read || !base_map_find(&item->draft->codes, rules_str(cursor->reader, code)))
        add_source(item->draft, code, text, read && dated, day);      /* even where the rest is wrong, so that its uses are not */
}

static void read_include(rules_item *item)
{
    rules_reader *reader = &item->draft->reader;
    rules_span span;
    if (!rules_expect_run(&item->cursor, "-.", "the name of a rule set", &span) || !rules_expect_end(&item->cursor))
        return;
    rules_include *include = base_arena_alloc(reader->work, sizeof *include);
    if (!include || !rules_chain_add(reader, &item->draft->includes, include, item->word)) {
        rules_no_memory(reader);
        return;
    }
    *include = (rules_include){.name = rules_str(reader, span), .at = span};
}

static const keyword keywords[] = {
    {"version", HEAD, read_version},           {"source", HEAD, read_source},
    {"include", HEAD, read_include},           {"parameter", ITEM, rules_read_parameter},
    {"condition", ITEM, rules_read_condition}, {"table", ITEM, rules_read_table},
    {"rule", ITEM, rules_read_rule},           {"override", ITEM, rules_read_override},
    {"retire", ITEM, rules_read_retire},       {"field", ITEM, rules_read_field},
    {"value", ITEM, rules_read_value},         {"absent", ITEM, rules_read_absent},
    {"definition", ITEM, rules_read_note},     {"permission", ITEM, rules_read_note},
};
enum { KEYWORD_COUNT = sizeof keywords / sizeof keywords[0] };

static base_str help_item(rules_item *item, const base_nearest *nearest, rules_look look)
{
    base_str help = rules_indent_help(look);
    if (!help.length)
        help = rules_did_you_mean(&item->draft->reader, nearest);
    return help.length ? help : BASE_STR("items are parameter, condition, table, rule, override, retire, field, value, absent, "
                                         "definition, permission; before them stand version, source, include");
}

/* The row of the word that begins the item; of a misspelt one the likely row. */
static const keyword *find_keyword(rules_item *item)
{
    rules_reader *reader = &item->draft->reader;
    base_nearest nearest;
    if (!rules_expect_run(&item->cursor, "", "an item such as `rule` or `parameter`", &item->word))
        return NULL;
    const keyword *likely = NULL;
    base_str word = rules_str(reader, item->word);
    for (int i = 0; i < KEYWORD_COUNT; i++)
        if (base_str_is(word, keywords[i].word))
            return &keywords[i];
    rules_look look = rules_look_of(reader, &item->lines[0]);
    base_nearest_init(&nearest, word);
    for (int i = 0; i < KEYWORD_COUNT; i++) {
        base_str best = nearest.best;
        base_nearest_consider(&nearest, base_str_of(keywords[i].word));
        if (nearest.best.at != best.at)
            likely = &keywords[i];
    }
    rules_tell(reader, RULES_TELL_UNKNOWN_ITEM, item->word, help_item(item, &nearest, look), word, (base_str){0});
    return look == RULES_LOOKS_OTHERWISE ? likely : NULL;
}

/* ---- the first two lines ---- */

static rules_item item_at(rules_draft *draft, uint32_t line)
{
    const rules_reader *reader = &draft->reader;
    rules_item item = {.draft = draft, .lines = reader->lines + line, .count = 1};
    while (line + item.count < reader->line_count && item.lines[item.count].indent > 0)
        item.count++;
    item.cursor = (rules_cursor){&draft->reader, item.lines[0].start, item.lines[item.count - 1].end};
    return item;
}

/* What was found where a first line should be: the rest of the line, in short. */
static base_str found(rules_reader *reader, rules_cursor cursor)
{
    rules_span span = rules_take_run(&cursor, "-.");
    if (span.end == span.start && span.start < cursor.end)
        return BASE_STR("something else");
    return span.end > span.start ? rules_join(reader, "`", rules_str(reader, span), "`") : BASE_STR("nothing more");
}

static bool read_language(rules_draft *draft)
{
    rules_reader *reader = &draft->reader;
    uint32_t length = (uint32_t)reader->feel->source->text.length;
    rules_item item = {.draft = draft, .cursor = {reader, length, length}};
    if (reader->line_count > 0)
        item = item_at(draft, 0);
    rules_cursor start = item.cursor;
    rules_span span = {start.at, start.at}, number;
    if (reader->line_count == 0 || !rules_take_word(&item.cursor, "language")) {
        span.end = rules_take_run(&start, "").end;
        bool document = rules_peek(&item.cursor) == '{', tests = rules_take_word(&item.cursor, "tests");
        rules_tell(reader, RULES_TELL_NO_LANGUAGE, span,
                   document ? BASE_STR("this is a JSON document, perhaps a case")
                   : tests  ? BASE_STR("this is a file of tests, which `casework test` runs")
                            : BASE_STR("write `language 1` on a line before this one"),
                   tests ? BASE_STR("`tests`") : found(reader, item.cursor), (base_str){0});
        return false;
    }
    if (!rules_expect_run(&item.cursor, ".", "the number of the language", &number) || !rules_expect_end(&item.cursor))
        return false;
    if (base_str_is(rules_str(reader, number), "1"))
        return true;
    rules_tell(reader, RULES_TELL_OTHER_LANGUAGE, number, (base_str){0}, rules_str(reader, number), (base_str){0});
    return false;
}

static bool read_set(rules_draft *draft, uint32_t line)
{
    rules_reader *reader = &draft->reader;
    rules_item item = {.draft = draft, .cursor = {reader, reader->lines[0].end, reader->lines[0].end}};
    if (line < reader->line_count)
        item = item_at(draft, line);
    rules_cursor start = item.cursor;
    rules_span word = {start.at, start.at};
    if (!rules_take_word(&item.cursor, "rules")) {
        word.end = rules_take_run(&start, "").end;
        rules_tell(reader, RULES_TELL_NO_SET, word, (base_str){0}, found(reader, item.cursor), (base_str){0});
        return false;
    }
    if (!rules_expect_label(&item.cursor, "the name of the rule set", &draft->set_at))
        return true;
    while (item.cursor.at < item.cursor.end && reader->feel->source->text.at[item.cursor.at] == '.') {
        rules_span part;
        item.cursor.at++;
        if (!rules_expect_label(&item.cursor, "the next part of the rule set's name", &part))
            return true;
        draft->set_at.end = part.end;
    }
    draft->file->set = rules_keep(reader, draft->set_at);
    if (rules_expect_text(&item.cursor, &draft->file->title))
        rules_expect_end(&item.cursor);
    return true;
}

/* ---- all lines ---- */

/* A rule's clauses that were not indented are told as such, and are clauses of the rule all the same. */
static void take_clauses(rules_item *item)
{
    rules_reader *reader = &item->draft->reader;
    const rules_line *end = reader->lines + reader->line_count;
    while (item->lines + item->count < end &&
           (item->lines[item->count].indent > 0 ||
            rules_look_of(reader, &item->lines[item->count]) != RULES_LOOKS_OTHERWISE))
        item->count++;
}

/* Reads the item at `line` and returns the line after it. */
static uint32_t read_item(rules_draft *draft, uint32_t line, bool *items_begun)
{
    rules_reader *reader = &draft->reader;
    rules_item item = item_at(draft, line);
    const keyword *row = find_keyword(&item);
    if (row && row->where == HEAD && *items_begun)
        rules_tell(reader, RULES_TELL_HEAD_LATE, item.word, (base_str){0}, rules_str(reader, item.word), (base_str){0});
    *items_begun |= row && row->where == ITEM;
    if (row && (row->read == rules_read_rule || row->read == rules_read_override))
        take_clauses(&item);
    if (row)
        row->read(&item);
    return line + item.count;
}

static void tell_stray(rules_reader *reader)
{
    rules_span span = {reader->lines[0].start, reader->lines[0].end};
    rules_tell(reader, RULES_TELL_STRAY_LINE, span, BASE_STR("items begin in the first column"), (base_str){0},
               (base_str){0});
}

bool rules_read_file(rules_draft *draft)
{
    rules_reader *reader = &draft->reader;
    bool items_begun = false;
    if (!rules_check_bytes(reader) || !rules_lay_out(reader))
        return !reader->feel->no_memory;
    if (reader->line_count > 0 && reader->lines[0].indent > 0) {
        tell_stray(reader);
        return !reader->feel->no_memory;
    }
    if (!read_language(draft))
        return !reader->feel->no_memory;
    uint32_t line = item_at(draft, 0).count;
    if (read_set(draft, line) && line < reader->line_count)
        line += item_at(draft, line).count;
    draft->sound = true;
    while (line < reader->line_count && !reader->feel->no_memory)
        line = read_item(draft, line, &items_begun);
    return !reader->feel->no_memory;
}
