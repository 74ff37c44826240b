/* SPDX-License-Identifier: MIT */
/* Items of one line of thought: conditions, notes, and what a rule set says about the schema. */
#include "feel/builtin.h"
#include "rules/draft.h"

static void tell(rules_item *item, rules_diagnostic which, rules_span at, base_str a, base_str b)
{
    rules_tell(&item->draft->reader, which, at, (base_str){0}, a, b);
}

/* ---- condition ---- */

static bool read_arguments(rules_item *item, feel_condition *made)
{
    rules_reader *reader = &item->draft->reader;
    feel_scope own = {.outer = &item->draft->scope};
    rules_chain names = {0};
    base_map_init(&own.names, reader->work);
    if (!rules_take(&item->cursor, '('))
        return true;
    do {
        rules_span at;
        base_str *name = base_arena_alloc(reader->work, sizeof *name);
        if (!name)
            return rules_no_memory(reader);
        if (!rules_expect_run(&item->cursor, "", "the name of an argument", &at))
            return false;
        *name = rules_str(reader, at);
        if (!rules_declare(reader, &own, at) && reader->feel->no_memory)
            return false;
        if (!rules_chain_add(reader, &names, name, at))
            return false;
    } while (rules_take(&item->cursor, ','));
    made->parameters = rules_chain_copies(reader, &names, sizeof(base_str));
    made->parameter_count = names.count;
    return made->parameters && rules_expect(&item->cursor, ')');
}

static bool read_body(rules_item *item, feel_condition *made)
{
    if (!rules_expect(&item->cursor, '='))
        return false;
    if (rules_at_end(&item->cursor)) {
        rules_expected(&item->cursor, "an expression", (base_str){0});
        return false;
    }
    made->body_start = item->cursor.at;
    made->body_end = item->cursor.end;
    return true;
}

void rules_read_condition(rules_item *item)
{
    /* Stands for a body that could not be read, so that calls to it are not told too. */
    static const feel_source nothing = {{"", 0}, {"null", 4}};
    rules_reader *reader = &item->draft->reader;
    rules_span at;
    if (!rules_expect_run(&item->cursor, "", "the condition's name", &at))
        return;
    rules_name *name = rules_declare(reader, &item->draft->scope, at);
    rules_condition *made = base_arena_alloc(reader->feel->arena, sizeof *made);
    if (!made) {
        rules_no_memory(reader);
        return;
    }
    base_str text = rules_str(reader, at);
    made->feel = (feel_condition){.name = text, .source = reader->feel->source, .scope = &item->draft->scope,
                                  .read = rules_read_condition_body};
    made->draft = item->draft;
    bool read = read_arguments(item, &made->feel);
    if (feel_builtin_find(text) || feel_refused_function(text, false) || base_str_is(text, "documented") || base_str_is(text, "score"))
        tell(item, RULES_TELL_BUILTIN_NAME, at, text, (base_str){0});
    if (!read || !read_body(item, &made->feel)) {
        made->feel.source = &nothing;
        made->feel.body_end = (uint32_t)nothing.text.length;
    }
    if (!name)
        return;
    name->feel.how = read ? FEEL_AS_CONDITION : FEEL_AS_REFUSED;
    name->feel.refusal = "its arguments could not be read";
    name->feel.condition = &made->feel;
    if (read)
        rules_chain_add(reader, &item->draft->conditions, made, at);
}

/* ---- notes ---- */

bool rules_expect_ids(rules_cursor *cursor, rules_chain *ids)
{
    do {
        rules_span at;
        base_str *id = base_arena_alloc(cursor->reader->work, sizeof *id);
        if (!id)
            return rules_no_memory(cursor->reader);
        if (!rules_expect_label(cursor, "the id of a requirement", &at))
            return false;
        *id = rules_str(cursor->reader, at);
        if (!rules_chain_add(cursor->reader, ids, id, at))
            return false;
    } while (rules_take(cursor, ','));
    return true;
}

void rules_read_note(rules_item *item)
{
    rules_reader *reader = &item->draft->reader;
    rules_chain ids = {0};
    rules_note *note = base_arena_alloc(reader->work, sizeof *note);
    if (!note) {
        rules_no_memory(reader);
        return;
    }
    note->permission = base_str_is(rules_str(reader, item->word), "permission");
    if (!rules_expect_ids(&item->cursor, &ids) || !rules_expect_text(&item->cursor, &note->text) ||
        !rules_expect_end(&item->cursor))
        return;
    note->ids = rules_chain_copies(reader, &ids, sizeof(base_str));
    note->id_count = ids.count;
    rules_chain_add(reader, &item->draft->notes, note, item->word);
}

/* ---- what is said of the schema ---- */

/* kind "." name; `field` is its type, or NULL where the kind has no such field. */
static bool expect_kind_and_field(rules_item *item, int32_t *kind, rules_span *kind_at, rules_span *field_at)
{
    rules_reader *reader = &item->draft->reader;
    base_nearest nearest;
    if (!rules_expect_run(&item->cursor, "", "a kind of record", kind_at) || !rules_expect(&item->cursor, '.') ||
        !rules_expect_run(&item->cursor, "", "the name of a field", field_at) || !rules_expect(&item->cursor, ':'))
        return false;
    rules_begin_nearest(reader, &nearest, rules_str(reader, *kind_at));
    if (rules_find_kind(reader, &nearest, kind))
        return true;
    rules_tell(reader, RULES_TELL_UNKNOWN_KIND, *kind_at, rules_did_you_mean(reader, &nearest), nearest.word, (base_str){0});
    return false;
}

static bool find_field(rules_item *item, int32_t kind, rules_span at, feel_host_field *field)
{
    const feel_schema *schema = item->draft->reader.feel->schema;
    return schema->field(schema->self, kind, rules_str(&item->draft->reader, at), field);
}

/* Whether it is a custom field is known once all of them are. `absent` NULL: its value could not be read. */
static void keep_lacking(rules_item *item, int32_t kind, rules_span at, rules_draft_absent *absent)
{
    rules_reader *reader = &item->draft->reader;
    rules_lacking *made = base_arena_alloc(reader->work, sizeof *made);
    if (!made || !rules_chain_add(reader, &item->draft->lacking, made, at)) {
        rules_no_memory(reader);
        return;
    }
    *made = (rules_lacking){kind, at, item->word, absent};
}

static bool need_field(rules_item *item, int32_t kind, rules_span at, feel_host_field *field)
{
    if (find_field(item, kind, at, field))
        return true;
    rules_tell_no_field(&item->draft->reader, kind, at);
    return false;
}

/* What JSON can hold. */
static bool is_custom_type(rules_item *item, const rules_written_type *type)
{
    const feel_type *one = type->type->kind == FEEL_LIST ? type->type->item : type->type;
    if (!type->is_term && one->kind != FEEL_LIST && one->kind != FEEL_ANY)
        return true;
    tell(item, RULES_TELL_FIELD_TYPE, type->span, rules_str(&item->draft->reader, type->span), (base_str){0});
    return false;
}

static void keep_field(rules_item *item, int32_t kind, rules_span at, const rules_written_type *type, bool dated)
{
    rules_reader *reader = &item->draft->reader;
    rules_field *field = base_arena_alloc(reader->feel->arena, sizeof *field);
    if (!field || !rules_chain_add(reader, &item->draft->fields, field, at)) {
        rules_no_memory(reader);
        return;
    }
    *field = (rules_field){.kind = kind, .name = rules_keep(reader, at), .type = type->type,
                           .written = rules_keep(reader, type->span), .dated = dated, .file = item->draft->file,
                           .start = item->lines[0].start, .end = item->lines[item->count - 1].end};
}

void rules_read_field(rules_item *item)
{
    rules_reader *reader = &item->draft->reader;
    rules_span kind_at, at;
    rules_written_type type;
    feel_host_field there;
    int32_t kind;
    if (!expect_kind_and_field(item, &kind, &kind_at, &at) || !rules_expect_type(&item->cursor, &type))
        return;
    bool dated = rules_take_word(&item->cursor, "dated");
    if (!dated && !rules_at_end(&item->cursor)) {
        rules_expected(&item->cursor, "`dated` or the end of the line", BASE_STR("`dated` is for a field that changes in the course of a case"));
        return;
    }
    if (!rules_expect_end(&item->cursor) || !is_custom_type(item, &type))
        return;
    base_str name = rules_str(reader, at);
    if (find_field(item, kind, at, &there))
        tell(item, RULES_TELL_FIELD_THERE, at, rules_str(reader, kind_at), name);
    else if (feel_is_keyword(name))
        tell(item, RULES_TELL_KEYWORD, at, name, (base_str){0});
    else if (!feel_name_valid(name))
        tell(item, RULES_TELL_BAD_NAME, at, name, (base_str){0});
    else if (base_str_is(name, "history"))
        tell(item, RULES_TELL_HISTORY_NAME, at, (base_str){0}, (base_str){0});
    else
        keep_field(item, kind, at, &type, dated);
}

static void keep_word(rules_item *item, int32_t enumeration, rules_span at, rules_span category)
{
    rules_reader *reader = &item->draft->reader;
    rules_draft_word *made = base_arena_alloc(reader->work, sizeof *made);
    if (!made || !rules_chain_add(reader, &item->draft->words, made, at)) {
        rules_no_memory(reader);
        return;
    }
    *made = (rules_draft_word){.word = {.enumeration = enumeration, .word = rules_keep(reader, at), .file = item->draft->file,
                                        .start = item->lines[0].start, .end = item->lines[item->count - 1].end},
                               .at = at, .category = category};
}

void rules_read_value(rules_item *item)
{
    rules_reader *reader = &item->draft->reader;
    const feel_schema *schema = reader->feel->schema;
    rules_span kind_at, at, word_at, category = {0, 0};
    feel_host_field field;
    base_str known;
    int32_t kind;
    if (!expect_kind_and_field(item, &kind, &kind_at, &at) || !rules_expect_run(&item->cursor, "", "a new word", &word_at) ||
        (rules_take_word(&item->cursor, "in") && !rules_expect_run(&item->cursor, "", "a category", &category)) ||
        !rules_expect_end(&item->cursor) || !need_field(item, kind, at, &field))
        return;
    const feel_type *type = field.type->kind == FEEL_LIST ? field.type->item : field.type;
    base_str word = rules_str(reader, word_at);
    if (type->kind != FEEL_STRING || type->detail < 0)
        tell(item, RULES_TELL_NOT_A_WORD_FIELD, at, rules_str(reader, at), (base_str){0});
    else if (schema->word(schema->self, type->detail, word, &known))
        tell(item, RULES_TELL_WORD_THERE, word_at, word, schema->enumeration_name(schema->self, type->detail));
    else
        keep_word(item, type->detail, word_at, category);
}

/* `unknown`, `none`, or an expression that is checked later: then *value is its place. */
static bool read_how(rules_item *item, rules_absent *absent, rules_span *value)
{
    rules_cursor *cursor = &item->cursor;
    if (rules_at_end(cursor)) {
        rules_expected(cursor, "`unknown`, `none` or an expression", (base_str){0});
        return false;
    }
    *value = (rules_span){cursor->at, cursor->end};
    bool unknown = rules_take_word(cursor, "unknown"), none = !unknown && rules_take_word(cursor, "none");
    absent->how = RULES_ABSENT_VALUE;
    if ((unknown || none) && rules_at_end(cursor))
        absent->how = none ? RULES_ABSENT_NONE : RULES_ABSENT_UNKNOWN;
    return true;
}

void rules_read_absent(rules_item *item)
{
    rules_reader *reader = &item->draft->reader;
    rules_span kind_at;
    rules_absent *absent = base_arena_alloc(reader->feel->arena, sizeof *absent);
    rules_draft_absent *draft = base_arena_alloc(reader->work, sizeof *draft);
    if (!absent || !draft) {
        rules_no_memory(reader);
        return;
    }
    if (!expect_kind_and_field(item, &absent->kind, &kind_at, &draft->name_at))
        return;
    bool read = read_how(item, absent, &draft->value);
    draft->absent = absent;
    draft->name = rules_str(reader, draft->name_at);
    absent->file = item->draft->file;
    absent->start = item->lines[0].start;
    absent->end = item->lines[item->count - 1].end;
    if (!find_field(item, absent->kind, draft->name_at, &draft->field)) {
        keep_lacking(item, absent->kind, draft->name_at, read ? draft : NULL);
        return;
    }
    absent->field = draft->field.handle;
    if (read)
        rules_chain_add(reader, &item->draft->absents, draft, item->word);
}
