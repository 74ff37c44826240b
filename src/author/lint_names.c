/* SPDX-License-Identifier: MIT */
/* Names that are declared and mentioned nowhere, and readings that nothing explains. A name is mentioned where a rule, an override
 * or an `absent` of any file says it, or a condition that is mentioned itself: so it is no matter what was made of the words. */
#include "author/lint_file.h"

/* ---- what is mentioned ---- */

/* What a file includes is seen behind its own names. */
static bool see_includes(author_linter *self, author_lint_text *text)
{
    void *existing;
    for (const author_lint_item *include = text->items; include; include = include->next) {
        const author_lint_text *other =
            include->kind == AUTHOR_INCLUDE ? base_map_find(&self->sets, rules_str(&text->reader, include->name)) : NULL;
        for (author_lint_item *item = other ? other->items : NULL; item; item = item->next)
            if (item->kind >= AUTHOR_PARAMETER && item->kind <= AUTHOR_TABLE &&
                !base_map_add(&text->seen, rules_str(&other->reader, item->name), item, &existing))
                return false;
    }
    return true;
}

/* The item that a word means in a file: its own, else one of a file that it includes. */
static author_lint_item *meant(const author_lint_text *text, base_str word)
{
    author_lint_item *own = base_map_find(&text->names, word);
    return own ? own : base_map_find(&text->seen, word);
}

static author_words words_of(const author_lint_item *item)
{
    uint32_t start = item->kind == AUTHOR_RULE ? item->lines[0].end : item->name.end;
    return (author_words){item->text->file->source.text, start, item->bottom, false, false};
}

/* Marks what an item mentions; conditions that are new are put before `found`. */
static author_lint_item *mark(const author_lint_item *item, author_lint_item *found)
{
    author_words words = words_of(item);
    rules_span at;
    while (author_lint_word(&words, &at)) {
        author_lint_item *other = meant(item->text, (base_str){words.text.at + at.start, at.end - at.start});
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
        if (!see_includes(self, &self->texts[i]))
            return false;
    for (int32_t i = 0; i < self->rules->file_count; i++)
        for (author_lint_item *item = self->texts[i].items; item; item = item->next) {
            if (item->kind != AUTHOR_RULE && item->kind != AUTHOR_OVERRIDE && item->kind != AUTHOR_ABSENT_ITEM)
                continue;
            found = mark(item, found);
            mark_codes(item);
            if (item->kind == AUTHOR_OVERRIDE && !keep_words(self, item))
                return false;
        }
    while (found) {
        const author_lint_item *next = found;
        found = found->next_found;
        found = mark(next, found);
    }
    return true;
}

/* ---- what is not ---- */

static bool tell_unused(author_linter *self, const author_lint_item *item, const char *what, rules_span at, base_str help)
{
    return author_warn(self, item->text, AUTHOR_TELL_UNUSED, at, help, base_str_of(what), rules_str(&item->text->reader, at));
}

/* A `let`: where it is declared. */
typedef struct let { struct let *next; rules_span at; bool used; } let;

/* False: no memory. */
static bool find_lets(author_linter *self, const author_lint_item *rule, base_map *names, let **first)
{
    rules_cursor behind;
    void *existing;
    for (uint32_t line = 0; author_lint_clause(rule, "let", &line, &behind);) {
        let *made = base_arena_alloc(&self->arena, sizeof *made);
        if (!made)
            return false;
        *made = (let){.next = *first, .at = rules_take_run(&behind, "")};
        *first = made;
        if (!base_map_add(names, rules_str(behind.reader, made->at), made, &existing))
            return false;
    }
    return true;
}

/* Those that neither their rule nor an override mentions again. */
static bool check_lets(author_linter *self, const author_lint_item *rule)
{
    base_map names;
    let *first = NULL;
    rules_span found;
    base_map_init(&names, &self->arena);
    if (!find_lets(self, rule, &names, &first))
        return false;
    author_words words = words_of(rule);
    while (first && author_lint_word(&words, &found)) {
        let *meant = base_map_find(&names, (base_str){words.text.at + found.start, found.end - found.start});
        if (meant && found.start != meant->at.start)
            meant->used = true;
    }
    for (const let *one = first; one; one = one->next)
        if (!one->used && !base_map_find(&self->overriding, rules_str(&rule->text->reader, one->at)) &&
            !tell_unused(self, rule, "value", one->at, BASE_STR("leave the `let` out")))
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
