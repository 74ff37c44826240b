/* SPDX-License-Identifier: MIT */
/* Names that are declared and mentioned nowhere, and readings that nothing explains. A name is mentioned where a rule, an override
 * or an `absent` of any file says it, or a condition that is mentioned itself: so it is no matter what was made of the words. */
#include "author/lint_file.h"

/* ---- what is mentioned ---- */

/* The item that a word means in a file: its own, else one of a file that it includes. */
static author_lint_item *meant(const author_linter *self, const author_lint_text *text, base_str word)
{
    author_lint_item *found = base_map_find(&text->names, word);
    for (const author_lint_item *item = text->items; item && !found && item->kind <= AUTHOR_INCLUDE; item = item->next) {
        if (item->kind != AUTHOR_INCLUDE)
            continue;
        const author_lint_text *other = base_map_find(&self->sets, rules_str((rules_reader *)&text->reader, item->name));
        found = other ? base_map_find(&other->names, word) : NULL;
    }
    return found;
}

static author_words words_of(const author_lint_item *item)
{
    uint32_t start = item->kind == AUTHOR_RULE ? item->lines[0].end : item->name.end;
    return (author_words){item->text->file->source.text, start, item->bottom, false, false};
}

/* Marks what an item mentions; conditions that are new are put before `found`. */
static author_lint_item *mark(const author_linter *self, const author_lint_item *item, author_lint_item *found)
{
    author_words words = words_of(item);
    rules_span at;
    while (author_lint_word(&words, &at)) {
        author_lint_item *other = meant(self, item->text, (base_str){words.text.at + at.start, at.end - at.start});
        if (!other || other->used)
            continue;
        other->used = true;
        if (other->kind != AUTHOR_CONDITION)
            continue;
        other->next_found = found;
        found = other;
    }
    return found;
}

/* Codes in the `source` clauses of a rule. */
static void mark_codes(const author_lint_item *item)
{
    rules_cursor behind;
    for (uint32_t line = 0; author_lint_clause(item, "source", &line, &behind);) {
        base_str code = rules_str(behind.reader, rules_take_run(&behind, "-"));
        author_lint_item *source = base_map_find(&item->text->codes, code);
        if (source)
            source->used = true;
    }
}

/* Words of overrides, which may be about what the rule declares that they change. */
static bool keep_words(author_linter *self, author_lint_item *item)
{
    author_words words = words_of(item);
    rules_span at;
    void *existing;
    while (author_lint_word(&words, &at))
        if (!base_map_add(&self->overriding, (base_str){words.text.at + at.start, at.end - at.start}, item, &existing))
            return false;
    return true;
}

static bool mark_all(author_linter *self)
{
    author_lint_item *found = NULL;
    for (int32_t i = 0; i < self->rules->file_count; i++)
        for (author_lint_item *item = self->texts[i].items; item; item = item->next) {
            if (item->kind != AUTHOR_RULE && item->kind != AUTHOR_OVERRIDE && item->kind != AUTHOR_ABSENT_ITEM)
                continue;
            found = mark(self, item, found);
            mark_codes(item);
            if (item->kind == AUTHOR_OVERRIDE && !keep_words(self, item))
                return false;
        }
    while (found) {
        const author_lint_item *next = found;
        found = found->next_found;
        found = mark(self, next, found);
    }
    return true;
}

/* ---- what is not ---- */

static bool tell_unused(author_linter *self, const author_lint_item *item, const char *what, rules_span at, base_str help)
{
    return author_warn(self, item->text, AUTHOR_TELL_UNUSED, at, help, base_str_of(what), rules_str((rules_reader *)&item->text->reader, at));
}

/* A `let` that neither its rule nor an override mentions again. */
static bool check_let(author_linter *self, const author_lint_item *rule, rules_span at)
{
    author_words words = words_of(rule);
    base_str name = rules_str((rules_reader *)&rule->text->reader, at);
    rules_span found;
    if (base_map_find(&self->overriding, name))
        return true;
    while (author_lint_word(&words, &found))
        if (found.start != at.start && base_str_equal((base_str){words.text.at + found.start, found.end - found.start}, name))
            return true;
    return tell_unused(self, rule, "value", at, BASE_STR("leave the `let` out"));
}

static bool check_lets(author_linter *self, const author_lint_item *rule)
{
    rules_cursor behind;
    for (uint32_t line = 0; author_lint_clause(rule, "let", &line, &behind);)
        if (!check_let(self, rule, rules_take_run(&behind, "")))
            return false;
    return true;
}

/* Others may include a file without rules of its own, to use what it declares. */
static bool check_used(author_linter *self, const author_lint_text *text)
{
    static const char *const kinds[] = {
        [AUTHOR_PARAMETER] = "parameter", [AUTHOR_CONDITION] = "condition", [AUTHOR_TABLE] = "table", [AUTHOR_SOURCE] = "source",
    };
    for (const author_lint_item *item = text->items; item; item = item->next) {
        bool declares = item->kind >= AUTHOR_PARAMETER && item->kind <= AUTHOR_SOURCE;
        if (item->kind == AUTHOR_RULE && !check_lets(self, item))
            return false;
        if (declares && !item->used && text->has_rules && !tell_unused(self, item, kinds[item->kind], item->name, (base_str){0}))
            return false;
    }
    return true;
}

/* ---- readings ---- */

/* Whether a comment says something of the item. */
static bool is_explained(const author_lint_item *item)
{
    uint32_t at = item->top;
    for (base_str comment; (comment = author_lint_comment(item, &at)).length > 0;) {
        size_t start = 2;
        while (start < comment.length && comment.at[start] == ' ')
            start++;
        base_str rest = {comment.at + start, comment.length - start}, lead = BASE_STR("lint:");
        if (rest.length > 0 && (rest.length < lead.length || !base_str_equal((base_str){rest.at, lead.length}, lead)))
            return true;
    }
    return false;
}

/* The ids that `definition` and `permission` speak of. */
static bool find_notes(const author_linter *self, base_map *notes)
{
    void *existing;
    for (int32_t i = 0; i < self->rules->file_count; i++)
        for (int32_t k = 0; k < self->rules->files[i]->note_count; k++) {
            const rules_note *note = &self->rules->files[i]->notes[k];
            for (int32_t id = 0; id < note->id_count; id++)
                if (!base_map_add(notes, note->ids[id], (void *)note, &existing))
                    return false;
        }
    return true;
}

static bool check_readings(author_linter *self)
{
    base_map notes;
    base_map_init(&notes, &self->arena);
    if (!find_notes(self, &notes))
        return false;
    for (int32_t i = 0; i < self->rules->parameter_count; i++) {
        const rules_parameter *one = self->rules->parameters[i];
        const author_lint_text *text = author_lint_text_of(self, &one->file->source);
        const author_lint_item *item = text ? base_map_find(&text->names, one->name) : NULL;
        if (!item || one->reading.length == 0 || base_map_find(&notes, one->reading) || is_explained(item))
            continue;
        if (!author_warn(self, text, AUTHOR_TELL_READING, item->name, BASE_STR("say in a comment behind it which reading it takes, and of what"),
                         one->name, one->reading))
            return false;
    }
    return true;
}

bool author_lint_names(author_linter *self)
{
    if (!mark_all(self))
        return false;
    for (int32_t i = 0; i < self->rules->file_count; i++)
        if (self->texts[i].asked && !check_used(self, &self->texts[i]))
            return false;
    return check_readings(self);
}
