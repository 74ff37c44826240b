/* SPDX-License-Identifier: MIT */
/* Where each requirement is, and where each rule. */
#include "author/handbook_parts.h"

#include "base/sort.h"

/* One mention: `id` stands in a rule, or in a definition or permission. */
typedef struct mention { base_str id, name; const char *target; int32_t order; } mention;
typedef struct mentions { handbook *book; mention *at; int32_t count, capacity; int32_t notes; } mentions;

static int by_id(const void *a, const void *b)
{
    const mention *one = a, *two = b;
    int order = base_str_compare(one->id, two->id);
    return order != 0 ? order : one->order < two->order ? -1 : one->order > two->order;
}

/* ---- counting, then filling in ---- */

static void add(mentions *self, base_str id, base_str name, const char *target)
{
    if (id.length == 0)
        return;
    if (self->at && self->count < self->capacity)
        self->at[self->count] = (mention){id, name, target, self->count};
    self->count++;
}

static void add_rule(mentions *self, const rules_rule *rule)
{
    handbook *book = self->book;
    const char *target = self->at ? handbook_id_of_rule(book, rule) : NULL;
    for (int32_t i = 0; i < rule->cover_count; i++) {
        const rules_table *table = handbook_table_of(rule, rule->covers[i].path);
        if (!rule->covers[i].path)
            add(self, rule->covers[i].id, base_str_of(rule->full_name), target);
        for (int32_t row = 0; table && row < table->row_count; row++)
            add(self, handbook_cell(book->rules, table, row, rule->covers[i].path->name), base_str_of(rule->full_name), target);
    }
}

static void add_note(mentions *self, const rules_note *note)
{
    handbook *book = self->book;
    size_t start = book->words.out.length;
    base_putf(&book->words.out, "note:%d", (int)++self->notes);
    base_str target = handbook_take(&book->words, start);
    for (int32_t i = 0; i < note->id_count; i++)
        add(self, note->ids[i], note->permission ? BASE_STR("permission") : BASE_STR("definition"), target.at);
}

static void add_all(mentions *self)
{
    const cw_rules *rules = self->book->rules;
    self->count = self->notes = 0;
    for (int32_t i = 0; i < rules->rule_count; i++)
        for (const rules_rule *rule = rules->rules[i]; rule; rule = rule->next_version)
            add_rule(self, rule);
    for (int32_t i = 0; i < rules->file_count; i++)
        for (int32_t k = 0; k < rules->files[i]->note_count; k++)
            add_note(self, &rules->files[i]->notes[k]);
}

bool handbook_has_ids(handbook *book)
{
    mentions self = {.book = book};
    add_all(&self);
    return self.count > 0;
}

static bool gather(mentions *self)
{
    add_all(self);
    self->capacity = self->count;
    self->at = self->count > 0 ? base_arena_array(&self->book->arena, (size_t)self->count, sizeof *self->at) : NULL;
    if (self->count > 0 && !self->at) {
        self->book->words.no_memory = true;
        return false;
    }
    add_all(self);
    if (self->count > 0)
        base_sort(self->at, (size_t)self->count, sizeof *self->at, by_id);
    return !self->book->words.no_memory;
}

/* ---- the two lists ---- */

static void put_mention(handbook *book, const mention *one)
{
    base_buffer *out = &book->words.out;
    base_put_char(out, HANDBOOK_LINK);
    base_put(out, one->target);
    base_put_char(out, HANDBOOK_TO);
    base_put_visible(out, one->name);
    base_put_char(out, HANDBOOK_END);
}

static void write_id(handbook *book, const mention *first, const mention *end)
{
    base_buffer *out = &book->words.out;
    size_t start = out->length;
    base_put(out, "id:");
    base_put_str(out, first->id);
    base_str place = handbook_take(&book->words, start);
    base_put_visible(out, first->id);
    base_str id = handbook_take(&book->words, start);
    for (const mention *at = first; at < end; at++) {
        base_put(out, at > first ? ", " : "");
        put_mention(book, at);
    }
    const base_str cells[] = {id, handbook_take(&book->words, start)};
    book->page.writer->row(&book->page, place, cells, 2);
}

void handbook_write_ids(handbook *book)
{
    const base_str heads[] = {BASE_STR("Requirement"), BASE_STR("Where")};
    mentions self = {.book = book};
    if (!gather(&self) || self.count == 0)
        return;
    book->page.writer->open(&book->page, BASE_STR("ids"), BASE_STR("Index of requirements"));
    book->page.writer->begin_table(&book->page, heads, 2);
    for (int32_t i = 0; i < self.count && !book->words.no_memory;) {
        int32_t end = i + 1;
        while (end < self.count && base_str_equal(self.at[end].id, self.at[i].id))
            end++;
        write_id(book, &self.at[i], &self.at[end - 1] + 1);
        i = end;
    }
    book->page.writer->end_table(&book->page);
    book->page.writer->close(&book->page);
}

void handbook_write_names(handbook *book)
{
    const base_str heads[] = {BASE_STR("Rule")};
    const cw_rules *rules = book->rules;
    mentions self = {.book = book, .capacity = rules->rule_count};
    self.at = rules->rule_count > 0 ? base_arena_array(&book->arena, (size_t)rules->rule_count, sizeof *self.at) : NULL;
    book->words.no_memory |= rules->rule_count > 0 && !self.at;
    if (!self.at)
        return;
    for (int32_t i = 0; i < rules->rule_count; i++) {
        base_str name = base_str_of(rules->rules[i]->full_name);
        add(&self, name, name, handbook_id_of_rule(book, rules->rules[i]));
    }
    base_sort(self.at, (size_t)self.count, sizeof *self.at, by_id);
    book->page.writer->open(&book->page, BASE_STR("names"), BASE_STR("Index of rules"));
    book->page.writer->begin_table(&book->page, heads, 1);
    for (int32_t i = 0; i < self.count && !book->words.no_memory; i++) {
        size_t start = book->words.out.length;
        put_mention(book, &self.at[i]);
        const base_str cells[] = {handbook_take(&book->words, start)};
        book->page.writer->row(&book->page, (base_str){"", 0}, cells, 1);
    }
    book->page.writer->end_table(&book->page);
    book->page.writer->close(&book->page);
}
