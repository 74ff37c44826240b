/* SPDX-License-Identifier: MIT */
/* Tables: a row of columns, then a row of cells on each line. Every cell is a text. */
#include "rules/draft.h"

#include <string.h>

enum { COLUMNS_MOST = 64 };

typedef struct row { rules_span cells[COLUMNS_MOST]; int32_t count; } row;

static rules_span trim(const char *text, rules_span span)
{
    while (span.start < span.end && (text[span.start] == ' ' || text[span.start] == '\t'))
        span.start++;
    while (span.end > span.start && (text[span.end - 1] == ' ' || text[span.end - 1] == '\t'))
        span.end--;
    return span;
}

/* Cuts a line at its bars. The count goes on beyond what is kept. */
static void cut(const char *text, rules_line line, row *out)
{
    out->count = 0;
    for (uint32_t at = line.start; at <= line.end; at++) {
        const char *bar = memchr(text + at, '|', line.end - at);
        uint32_t end = bar ? (uint32_t)(bar - text) : line.end;
        if (out->count < COLUMNS_MOST)
            out->cells[out->count] = trim(text, (rules_span){at, end});
        out->count++;
        at = end;
    }
}

static base_str cells_text(rules_reader *reader, int32_t count)
{
    return rules_join(reader, "", rules_number_text(reader, count), count == 1 ? " cell" : " cells");
}

static bool read_columns(rules_item *item, rules_table *table, const row *header)
{
    rules_reader *reader = &item->draft->reader;
    base_str *columns = base_arena_array(reader->feel->arena, (size_t)header->count, sizeof *columns);
    bool good = true;
    if (!columns)
        return rules_no_memory(reader);
    table->columns = columns;
    for (int32_t i = 0; i < header->count; i++) {
        base_str name = columns[i] = rules_str(reader, header->cells[i]);
        bool keyword = feel_is_keyword(name), valid = feel_name_valid(name) && !keyword, twice = false;
        if (name.length == 0)
            rules_tell(reader, RULES_TELL_EXPECTED, header->cells[i], (base_str){0}, BASE_STR("the name of a column"),
                       BASE_STR("nothing"));
        else if (!valid)
            rules_tell(reader, keyword ? RULES_TELL_KEYWORD : RULES_TELL_BAD_NAME, header->cells[i], (base_str){0}, name,
                       (base_str){0});
        for (int32_t k = 0; k < i; k++)
            twice |= base_str_equal(columns[k], name);
        if (valid && twice)
            rules_tell(reader, RULES_TELL_COLUMN_TWICE, header->cells[i], (base_str){0}, name, table->name);
        good &= valid && !twice;
    }
    table->column_count = header->count;
    return good;
}

/* The key's column, or -1. */
static int32_t find_key(rules_reader *reader, const rules_table *table, rules_span at)
{
    base_nearest nearest;
    rules_begin_nearest(reader, &nearest, table->key);
    for (int32_t i = 0; i < table->column_count; i++) {
        if (base_str_equal(table->columns[i], table->key))
            return i;
        base_nearest_consider(&nearest, table->columns[i]);
    }
    rules_tell(reader, RULES_TELL_NO_KEY_COLUMN, at, rules_did_you_mean(reader, &nearest), table->key, (base_str){0});
    return -1;
}

static bool check_key(rules_reader *reader, base_map *keys, const rules_line *line, rules_span at)
{
    base_str key = rules_str(reader, at);
    void *other;
    if (key.length == 0) {
        rules_tell(reader, RULES_TELL_KEY_EMPTY, (rules_span){line->start, line->end}, (base_str){0}, (base_str){0},
                   (base_str){0});
        return false;
    }
    if (!base_map_add(keys, key, (void *)(uintptr_t)line, &other))
        return rules_no_memory(reader);
    if (other)
        rules_tell(reader, RULES_TELL_KEY_TWICE, at, (base_str){0}, key,
                   rules_line_text(reader, ((const rules_line *)other)->start));
    return !other;
}

/* No more than what the lines could hold: every cell has a bar or a newline behind it. */
static size_t most_cells(const rules_item *item, const rules_table *table)
{
    size_t most = (size_t)(item->count - 2) * (size_t)table->column_count;
    size_t bytes = item->lines[item->count - 1].end - item->lines[1].end + 1;
    return most < bytes ? most : bytes;
}

static bool read_rows(rules_item *item, rules_draft_table *draft, int32_t key)
{
    rules_reader *reader = &item->draft->reader;
    rules_table *table = draft->table;
    size_t cells = most_cells(item, table);
    base_str *texts = base_arena_array(reader->work, cells, sizeof *texts);
    rules_span *places = base_arena_array(reader->work, cells, sizeof *places);
    base_map keys;
    row row;
    base_map_init(&keys, reader->work);
    if (!texts || !places)
        return rules_no_memory(reader);
    for (uint32_t i = 2; i < item->count && !reader->feel->no_memory; i++) {
        cut(reader->feel->source->text.at, item->lines[i], &row);
        if (row.count != table->column_count) {
            rules_tell(reader, RULES_TELL_CELL_COUNT, (rules_span){item->lines[i].start, item->lines[i].end},
                       (base_str){0}, cells_text(reader, table->column_count), cells_text(reader, row.count));
            continue;
        }
        if (!check_key(reader, &keys, &item->lines[i], row.cells[key]))
            continue;
        size_t first = (size_t)table->row_count++ * (size_t)table->column_count;
        for (int32_t k = 0; k < row.count; k++) {
            places[first + (size_t)k] = row.cells[k];
            texts[first + (size_t)k] = rules_keep(reader, row.cells[k]);
        }
    }
    draft->cells = texts;
    draft->places = places;
    return !reader->feel->no_memory;
}

/* ---- as a value ---- */

typedef struct sorted_column { base_str name; int32_t index; } sorted_column;

/* Contexts keep their entries by key. */
static void sort_columns(const rules_table *table, sorted_column *sorted)
{
    for (int32_t i = 0; i < table->column_count; i++) {
        int32_t at = i;
        for (; at > 0 && base_str_compare(sorted[at - 1].name, table->columns[i]) > 0; at--)
            sorted[at] = sorted[at - 1];
        sorted[at] = (sorted_column){table->columns[i], i};
    }
}

static const feel_type *make_type(rules_reader *reader, const rules_table *table, const sorted_column *sorted)
{
    feel_type_entry *entries = base_arena_array(reader->feel->arena, (size_t)table->column_count, sizeof *entries);
    feel_type *row = base_arena_alloc(reader->feel->arena, sizeof *row);
    if (!entries || !row)
        return NULL;
    for (int32_t i = 0; i < table->column_count; i++)
        entries[i] = (feel_type_entry){.key = sorted[i].name, .type = &feel_type_string};
    *row = (feel_type){.kind = FEEL_CONTEXT, .detail = -1, .entries = entries, .entry_count = table->column_count};
    return feel_type_list_of(reader->feel->arena, row);
}

static bool make_row(rules_reader *reader, const rules_draft_table *draft, int32_t index, const sorted_column *sorted,
                     feel_value *out)
{
    int32_t count = draft->table->column_count;
    feel_context_entry *entries = base_arena_array(reader->feel->arena, (size_t)count, sizeof *entries);
    feel_context *context = base_arena_alloc(reader->feel->arena, sizeof *context);
    if (!entries || !context)
        return rules_no_memory(reader);
    for (int32_t i = 0; i < count; i++) {
        size_t cell = (size_t)index * (size_t)count + (size_t)sorted[i].index;
        entries[i] = (feel_context_entry){sorted[i].name, feel_string(draft->cells[cell])};
    }
    *context = (feel_context){(uint32_t)count, entries, NULL};
    *out = (feel_value){.kind = FEEL_CONTEXT, .as.context = context};
    return true;
}

static bool make_value(rules_reader *reader, rules_draft_table *draft)
{
    sorted_column sorted[COLUMNS_MOST];
    int32_t count = draft->table->row_count;
    sort_columns(draft->table, sorted);
    draft->type = make_type(reader, draft->table, sorted);
    feel_list *list = base_arena_alloc(reader->feel->arena, sizeof *list + (size_t)count * sizeof(feel_value));
    if (!draft->type || !list)
        return rules_no_memory(reader);
    list->count = (uint32_t)count;
    for (int32_t i = 0; i < count; i++)
        if (!make_row(reader, draft, i, sorted, &list->items[i]))
            return false;
    draft->rows = (feel_value){.kind = FEEL_LIST, .size = (uint32_t)count, .as.list = list};
    return true;
}

/* ---- the item ---- */

static bool read_head(rules_item *item, rules_span *name, rules_span *key)
{
    rules_cursor *cursor = &item->cursor;
    cursor->end = item->lines[0].end;
    return rules_expect_run(cursor, "", "the table's name", name) && rules_expect_word(cursor, "key") &&
           rules_expect_run(cursor, "", "the name of the key's column", key) && rules_expect_end(cursor);
}

static bool read_table(rules_item *item, rules_draft_table *draft, rules_span name, rules_span key_at)
{
    rules_reader *reader = &item->draft->reader;
    row header = {0};
    if (item->count > 1)
        cut(reader->feel->source->text.at, item->lines[1], &header);
    if (header.count == 0) {
        rules_tell(reader, RULES_TELL_TABLE_EMPTY, name, (base_str){0}, draft->table->name, (base_str){0});
        return false;
    }
    if (header.count > COLUMNS_MOST) {
        rules_tell(reader, RULES_TELL_CELL_COUNT, (rules_span){item->lines[1].start, item->lines[1].end}, (base_str){0},
                   rules_join(reader, "at most ", cells_text(reader, COLUMNS_MOST), ""), cells_text(reader, header.count));
        return false;
    }
    if (!read_columns(item, draft->table, &header))
        return false;
    int32_t key = find_key(reader, draft->table, key_at);
    return key >= 0 && read_rows(item, draft, key) && make_value(reader, draft);
}

void rules_read_table(rules_item *item)
{
    rules_reader *reader = &item->draft->reader;
    rules_span at = {0}, key = {0};
    if (!read_head(item, &at, &key))
        return;
    rules_name *name = rules_declare(reader, &item->draft->scope, at);
    rules_draft_table *draft = base_arena_alloc(reader->work, sizeof *draft);
    rules_table *table = base_arena_alloc(reader->feel->arena, sizeof *table);
    if (!draft || !table) {
        rules_no_memory(reader);
        return;
    }
    *table = (rules_table){.name = rules_keep(reader, at), .key = rules_str(reader, key)};
    *draft = (rules_draft_table){.table = table, .name = name, .type = &feel_type_list_of_any};
    bool read = read_table(item, draft, at, key);
    if (!name)
        return;
    name->feel.how = FEEL_AS_GLOBAL;
    name->feel.type = read ? draft->type : &feel_type_any;
    rules_chain_add(reader, &item->draft->tables, draft, at);
}
