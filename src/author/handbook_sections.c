/* SPDX-License-Identifier: MIT */
/* Each version of each rule into the section of the document that it names first, or, of a review item, under its instrument. */
#include "author/handbook_parts.h"

#include "author/tour.h"
#include "base/sort.h"

#include <string.h>

static bool no_memory(handbook *book)
{
    book->words.no_memory = true;
    return false;
}

/* ---- names of places ---- */

const char *handbook_id_of_rule(handbook *book, const rules_rule *rule)
{
    base_buffer *out = &book->words.out;
    size_t start = out->length;
    int version = 1;
    const rules_rule *first = base_map_find(&book->rules->by_name, base_str_of(rule->full_name));
    for (const rules_rule *at = first; at && at != rule; at = at->next_version)
        version++;
    base_putf(out, "rule:%s", rule->full_name);
    if (version > 1)
        base_putf(out, ":%d", version);
    return handbook_take(&book->words, start).at;
}

const char *handbook_id_of_table(handbook *book, const rules_table *table)
{
    base_buffer *out = &book->words.out;
    size_t start = out->length;
    base_put(out, "table:");
    base_put_str(out, table->name);
    base_putf(out, ":%d", (int)(table->global - book->rules->parameter_count + 1));
    return handbook_take(&book->words, start).at;
}

const rules_file *handbook_file_of(const cw_rules *rules, const feel_source *source)
{
    for (int32_t i = 0; i < rules->file_count; i++)
        if (base_str_equal(rules->files[i]->source.name, source->name))
            return rules->files[i];
    return NULL;
}

/* ---- groups and their sections ---- */

static base_str join_key(handbook *book, const char *kind, base_str a, base_str b)
{
    base_buffer *out = &book->words.out;
    size_t start = out->length;
    base_put(out, kind);
    base_put_char(out, ':');
    base_put_str(out, a);
    base_put_char(out, '\n');
    base_put_str(out, b);
    return handbook_take(&book->words, start);
}

/* What stands under the key, made where nothing does. NULL: no memory. */
static void *find_or_make(handbook *book, base_map *map, base_str key, size_t size, bool *made)
{
    void *existing, *thing = base_map_find(map, key);
    *made = false;
    if (thing || book->words.no_memory)
        return thing;
    thing = base_arena_alloc(&book->arena, size);
    *made = thing && base_map_add(map, key, thing, &existing);
    book->words.no_memory |= !*made;
    return *made ? thing : NULL;
}

static handbook_group *add_group(handbook *book, base_str key, base_str id, base_str title, bool instrument)
{
    bool made;
    handbook_group *group = find_or_make(book, &book->groups, key, sizeof *group, &made);
    if (!made)
        return group;
    *group = (handbook_group){.id = id, .title = title, .untitled = instrument ? BASE_STR("Items") : BASE_STR("Rules")};
    handbook_group **first = instrument ? &book->instruments : &book->documents;
    handbook_group **last = instrument ? &book->last_instrument : &book->last_document;
    if (*last)
        (*last)->next = group;
    else
        *first = group;
    *last = group;
    return group;
}

static handbook_section *section_in(handbook *book, handbook_group *group, base_str title)
{
    bool made;
    base_str key = join_key(book, "section", group->id, title);
    handbook_section *section = find_or_make(book, &book->sections, key, sizeof *section, &made);
    if (!made)
        return section;
    size_t start = book->words.out.length;
    base_put_str(&book->words.out, group->id);
    base_putf(&book->words.out, ":%d", (int)++group->section_count);
    *section = (handbook_section){.id = handbook_take(&book->words, start), .title = title};
    if (group->last)
        group->last->next = section;
    else
        group->first = section;
    group->last = section;
    return section;
}

static bool place(handbook *book, handbook_group *group, base_str title, const rules_rule *rule)
{
    handbook_section *section = group ? section_in(book, group, title) : NULL;
    handbook_entry *entry = base_arena_alloc(&book->arena, sizeof *entry);
    if (!section || !entry)
        return no_memory(book);
    entry->rule = rule;
    if (section->last)
        section->last->next = entry;
    else
        section->first = entry;
    section->last = entry;
    group->rule_count++;
    return true;
}

/* ---- documents ---- */

static const rules_citation *declared(const rules_file *file, base_str code)
{
    for (int32_t i = 0; file && i < file->source_count; i++)
        if (base_str_equal(file->sources[i].code, code))
            return &file->sources[i];
    return NULL;
}

static handbook_group *document_of(handbook *book, const rules_file *file, const rules_citation *document)
{
    base_buffer *out = &book->words.out;
    size_t start = out->length;
    base_put(out, "source:");
    base_put_str(out, file->set);
    base_put_char(out, ':');
    base_put_str(out, document->code);
    base_str id = handbook_take(&book->words, start);
    base_put_visible(out, document->code);
    base_put(out, ": ");
    base_put_visible(out, document->text);
    base_str title = handbook_take(&book->words, start);
    return add_group(book, join_key(book, "source", file->set, document->code), id, title, false);
}

static handbook_group *without_document(handbook *book)
{
    return add_group(book, BASE_STR("none"), BASE_STR("source:none"), BASE_STR("Rules that name no document"), false);
}

static bool place_rule(handbook *book, const rules_rule *rule)
{
    const rules_citation *cited = rule->citation_count > 0 ? &rule->citations[0] : NULL;
    const rules_file *file = rule->file;
    const rules_citation *document = cited ? declared(file, cited->code) : NULL;
    if (cited && !document && rule->changed_by) {
        file = rule->changed_by;
        document = declared(file, cited->code);
    }
    if (!document)
        return place(book, without_document(book), (base_str){"", 0}, rule);
    return place(book, document_of(book, file, document), cited->text, rule);
}

static bool place_item(handbook *book, const rules_rule *rule)
{
    base_buffer *out = &book->words.out;
    size_t start = out->length;
    base_put(out, "instrument:");
    base_put_str(out, rule->instrument);
    base_str id = handbook_take(&book->words, start);
    base_put(out, "Instrument ");
    base_put_visible(out, rule->instrument);
    base_str title = handbook_take(&book->words, start);
    return place(book, add_group(book, join_key(book, "instrument", rule->instrument, (base_str){"", 0}), id, title, true), rule->activity, rule);
}

bool handbook_sort_rules(handbook *book)
{
    base_map_init(&book->groups, &book->arena);
    base_map_init(&book->sections, &book->arena);
    for (int32_t i = 0; i < book->rules->file_count; i++)
        for (int32_t k = 0; k < book->rules->files[i]->source_count; k++)
            if (!document_of(book, book->rules->files[i], &book->rules->files[i]->sources[k]))
                return false;
    for (int32_t i = 0; i < book->rules->rule_count; i++)
        for (const rules_rule *rule = book->rules->rules[i]; rule; rule = rule->next_version)
            if (!(rule->instrument.length > 0 ? place_item(book, rule) : place_rule(book, rule)))
                return false;
    return true;
}

/* ---- conditions ---- */

typedef struct finder { handbook *book; base_map found; const feel_instance **at; int32_t count, capacity; } finder;

static bool grow(finder *self)
{
    enum { FIRST = 32 };
    int32_t capacity = self->capacity > 0 ? 2 * self->capacity : FIRST;
    const feel_instance **more = base_arena_array(&self->book->arena, (size_t)capacity, sizeof *more);
    if (!more)
        return false;
    if (self->count > 0)
        memcpy(more, self->at, (size_t)self->count * sizeof *more);
    self->at = more;
    self->capacity = capacity;
    return true;
}

static bool visit(void *user, const feel_node *node, const feel_node *parent, const feel_condition *within)
{
    finder *self = user;
    (void)parent;
    (void)within;
    if (node->op != FEEL_OP_CALL)
        return true;
    const feel_instance *instance = node->handle;
    const feel_condition *condition = instance->condition;
    void *existing;
    base_str key = join_key(self->book, "called", condition->source->name, condition->name);
    if (self->book->words.no_memory || !base_map_add(&self->found, key, (void *)instance, &existing))
        return false;
    if (existing || !instance->body)
        return true;
    if (self->count == self->capacity && !grow(self))
        return false;
    self->at[self->count++] = instance;
    return true;
}

static int by_name(const void *a, const void *b)
{
    const feel_condition *one = (*(const feel_instance *const *)a)->condition, *two = (*(const feel_instance *const *)b)->condition;
    int order = base_str_compare(one->source->name, two->source->name);
    return order != 0 ? order : base_str_compare(one->name, two->name);
}

/* As it is written: what is added of itself to the `when` of a review item is no term of anybody's. */
static bool find_of(author_tour *tour, const rules_rule *rule)
{
    rules_rule written = *rule;
    written.when = rule->written_when;
    return author_tour_rule(tour, &written);
}

bool handbook_find_conditions(handbook *book)
{
    finder self = {.book = book};
    author_tour tour;
    base_map_init(&self.found, &book->arena);
    author_tour_init(&tour, &book->arena, &self);
    tour.visit = visit;
    for (int32_t i = 0; i < book->rules->rule_count; i++)
        for (const rules_rule *rule = book->rules->rules[i]; rule; rule = rule->next_version)
            if (!find_of(&tour, rule))
                return no_memory(book);
    if (self.count > 0)
        base_sort(self.at, (size_t)self.count, sizeof *self.at, by_name);
    book->conditions = (handbook_conditions){self.at, self.count};
    return true;
}
