/* SPDX-License-Identifier: MIT */
/* What stands behind the rules: terms that they use, tables, definitions, what missing facts mean, parameters. */
#include "author/handbook_names.h"
#include "author/handbook_parts.h"

#include "model/schema.h"

#include <string.h>

static base_buffer *out_of(handbook *book)
{
    return &book->words.out;
}

static void open_part(handbook *book, const char *id, const char *title)
{
    book->page.writer->open(&book->page, base_str_of(id), base_str_of(title));
}

/* A part that is one table. */
static void open_list(handbook *book, const char *id, const char *title, const base_str *heads, int32_t count)
{
    open_part(book, id, title);
    book->page.writer->begin_table(&book->page, heads, count);
}

static void put_row(handbook *book, const base_str *cells, int32_t count)
{
    book->page.writer->row(&book->page, (base_str){"", 0}, cells, count);
}

static void close_list(handbook *book)
{
    book->page.writer->end_table(&book->page);
    book->page.writer->close(&book->page);
}

static base_str as_code(handbook *book, base_str text)
{
    size_t start = out_of(book)->length;
    handbook_put_code(out_of(book), text);
    return handbook_take(&book->words, start);
}

/* "kind:set:name" */
static base_str place(handbook *book, const char *kind, base_str set, base_str name)
{
    size_t start = out_of(book)->length;
    base_putf(out_of(book), "%s:", kind);
    base_put_str(out_of(book), set);
    base_put(out_of(book), set.length > 0 ? ":" : "");
    base_put_str(out_of(book), name);
    return handbook_take(&book->words, start);
}

/* ---- conditions ---- */

static bool is_shared(const feel_instance *instance, int32_t index, base_str noun)
{
    for (int32_t i = 0; i < instance->condition->parameter_count; i++)
        if (i != index && base_str_equal(handbook_noun_of_type(instance->types[i]), noun))
            return true;
    return false;
}

static const char *article_of(base_str noun)
{
    return noun.length == 0 ? "" : strchr("aeiou", noun.at[0]) ? "an " : "a ";
}

/* Names the arguments: " for a member `m` and a day `d`". */
static base_str say_arguments(handbook *book, const feel_instance *instance)
{
    const feel_condition *condition = instance->condition;
    size_t start = out_of(book)->length;
    for (int32_t i = 0; i < condition->parameter_count; i++) {
        base_str noun = handbook_noun_of_type(instance->types[i]);
        handbook_name *name = base_arena_alloc(&book->arena, sizeof *name);
        book->words.no_memory |= !name;
        if (!name)
            break;
        bool shared = is_shared(instance, i, noun);
        if (instance->types[i]->kind == FEEL_DATE)
            noun = BASE_STR("day");
        base_put(out_of(book), i == 0 ? " for " : i + 1 < condition->parameter_count ? ", " : " and ");
        base_put(out_of(book), article_of(noun));
        base_put_str(out_of(book), noun);
        base_put(out_of(book), noun.length > 0 ? " " : "");
        handbook_put_code(out_of(book), condition->parameters[i]);
        if (noun.length == 0 || shared || instance->types[i]->kind != FEEL_RECORD)
            handbook_bind_lettered(&book->words, name, i, instance->types[i]->kind == FEEL_RECORD ? noun : (base_str){"", 0}, condition->parameters[i]);
        else
            handbook_bind(&book->words, name, i, noun, condition->parameters[i]);
        name->shown = true;
    }
    return handbook_take(&book->words, start);
}

static void write_condition(handbook *book, const feel_instance *instance)
{
    const feel_condition *condition = instance->condition;
    const rules_file *file = handbook_file_of(book->rules, condition->source);
    size_t start = out_of(book)->length;
    bool holds = instance->body->type->kind == FEEL_BOOLEAN;
    book->words.names = NULL;
    handbook_put_words(out_of(book), condition->name);
    base_str title = handbook_take(&book->words, start);
    book->page.writer->open(&book->page, place(book, "condition", file ? file->set : (base_str){"", 0}, condition->name), title);
    base_str arguments = say_arguments(book, instance);
    base_put(out_of(book), holds ? "holds" : "means");
    base_put_str(out_of(book), arguments);
    base_put(out_of(book), holds ? " when " : arguments.length > 0 ? ": " : " ");
    if (!holds)
        handbook_put_value(&book->words, instance->body);
    const handbook_line *line = holds ? handbook_say(&book->words, instance->body, start) : handbook_end_line(&book->words, start);
    if (line)
        book->page.writer->fact(&book->page, "It", line);
    book->page.writer->end_facts(&book->page);
    base_str body = {condition->source->text.at + condition->body_start, condition->body_end - condition->body_start};
    book->page.writer->code(&book->page, "The condition as it is written", handbook_keep_lines(book, body));
    book->page.writer->close(&book->page);
    book->words.names = NULL;
}

void handbook_write_conditions(handbook *book)
{
    if (book->conditions.count == 0)
        return;
    open_part(book, "terms", "Terms");
    handbook_write_paragraph(book, "Conditions with names, which the rules and each other use.");
    for (int32_t i = 0; i < book->conditions.count && !book->words.no_memory; i++)
        write_condition(book, book->conditions.at[i]);
    book->page.writer->close(&book->page);
}

/* ---- tables ---- */

static void write_table(handbook *book, const rules_table *table)
{
    base_str *cells = base_arena_array(&book->arena, (size_t)table->column_count, sizeof *cells);
    size_t start = out_of(book)->length;
    book->words.no_memory |= !cells;
    if (!cells)
        return;
    handbook_put_words(out_of(book), table->name);
    base_str title = handbook_take(&book->words, start);
    book->page.writer->open(&book->page, base_str_of(handbook_id_of_table(book, table)), title);
    for (int32_t i = 0; i < table->column_count; i++)
        cells[i] = handbook_shown(book, table->columns[i]);
    book->page.writer->begin_table(&book->page, cells, table->column_count);
    for (int32_t row = 0; row < table->row_count && !book->words.no_memory; row++) {
        for (int32_t i = 0; i < table->column_count; i++)
            cells[i] = handbook_shown(book, handbook_cell(book->rules, table, row, table->columns[i]));
        put_row(book, cells, table->column_count);
    }
    close_list(book);
}

void handbook_write_tables(handbook *book)
{
    if (book->rules->table_count == 0)
        return;
    open_part(book, "tables", "Tables");
    for (int32_t i = 0; i < book->rules->table_count; i++)
        write_table(book, book->rules->tables[i]);
    book->page.writer->close(&book->page);
}

/* ---- definitions and permissions ---- */

bool handbook_notes(const cw_rules *rules)
{
    for (int32_t i = 0; i < rules->file_count; i++)
        if (rules->files[i]->note_count > 0)
            return true;
    return false;
}

static void write_note(handbook *book, const rules_note *note, int32_t number)
{
    size_t start = out_of(book)->length;
    for (int32_t i = 0; i < note->id_count; i++) {
        base_put(out_of(book), i > 0 ? ", " : "");
        handbook_put_link(out_of(book), "id", (base_str){0}, note->ids[i]);
        base_put_visible(out_of(book), note->ids[i]);
        base_put_char(out_of(book), HANDBOOK_END);
    }
    base_str ids = handbook_take(&book->words, start);
    const base_str cells[] = {ids, handbook_shown(book, note->text)};
    base_putf(out_of(book), "note:%d", (int)number);
    book->page.writer->row(&book->page, handbook_take(&book->words, start), cells, 2);
}

static void write_notes_of(handbook *book, bool permission)
{
    const base_str heads[] = {BASE_STR("Requirements"), BASE_STR("What it says")};
    bool open = false;
    int32_t number = 0;
    for (int32_t i = 0; i < book->rules->file_count; i++) {
        const rules_file *file = book->rules->files[i];
        for (int32_t k = 0; k < file->note_count; k++) {
            number++;
            if (file->notes[k].permission != permission)
                continue;
            if (!open) {
                open_list(book, permission ? "permissions" : "definitions", permission ? "Permissions" : "Definitions", heads, 2);
            }
            open = true;
            write_note(book, &file->notes[k], number);
        }
    }
    if (!open)
        return;
    close_list(book);
}

void handbook_write_notes(handbook *book)
{
    if (!handbook_notes(book->rules))
        return;
    open_part(book, "notes", "Definitions and permissions");
    handbook_write_paragraph(book, "What the documents say and no rule asks for: words that they define, and what they allow.");
    write_notes_of(book, false);
    write_notes_of(book, true);
    book->page.writer->close(&book->page);
}

/* ---- missing facts, and what rules add ---- */

bool handbook_adds(const cw_rules *rules)
{
    return rules->absent_count > 0 || rules->field_count > 0 || rules->word_count > 0;
}

static void write_absents(handbook *book)
{
    const base_str heads[] = {BASE_STR("Fact"), BASE_STR("Where it is missing")};
    if (book->rules->absent_count == 0)
        return;
    open_list(book, "missing", "Missing facts", heads, 2);
    for (int32_t i = 0; i < book->rules->absent_count; i++) {
        const rules_absent *absent = book->rules->absents[i];
        size_t start = out_of(book)->length;
        base_putf(out_of(book), "%c%s.", HANDBOOK_CODE, model_kind_at(absent->kind)->name);
        base_put_visible(out_of(book), base_str_of(((const model_field *)absent->field)->name));   /* custom ones too */
        base_put_char(out_of(book), HANDBOOK_END);
        base_str fact = handbook_take(&book->words, start), means = BASE_STR("it is unknown");
        if (absent->how == RULES_ABSENT_NONE)
            means = BASE_STR("there is none");
        if (absent->how == RULES_ABSENT_VALUE) {
            handbook_name name;
            base_put(out_of(book), "it counts as ");
            handbook_bind(&book->words, &name, 0, base_str_of(handbook_noun(absent->kind)), (base_str){0});
            handbook_put_value(&book->words, absent->value);
            book->words.names = NULL;
            means = handbook_take(&book->words, start);
        }
        const base_str cells[] = {fact, means};
        put_row(book, cells, 2);
    }
    close_list(book);
}

static base_str type_of(handbook *book, const rules_field *field)
{
    size_t start = out_of(book)->length;
    base_put_visible(out_of(book), field->written);
    base_put(out_of(book), field->dated ? ", as it was on each day" : "");
    return handbook_take(&book->words, start);
}

static void write_fields(handbook *book)
{
    const base_str heads[] = {BASE_STR("Of"), BASE_STR("Fact"), BASE_STR("Type")};
    if (book->rules->field_count == 0)
        return;
    open_list(book, "fields", "Facts that these rules add", heads, 3);
    for (int32_t i = 0; i < book->rules->field_count; i++) {
        const rules_field *field = book->rules->fields[i];
        base_str type = type_of(book, field);
        const base_str cells[] = {as_code(book, base_str_of(model_kind_at(field->kind)->name)), as_code(book, field->name), type};
        put_row(book, cells, 3);
    }
    close_list(book);
}

static void write_words(handbook *book)
{
    const base_str heads[] = {BASE_STR("Word"), BASE_STR("Of"), BASE_STR("Category")};
    if (book->rules->word_count == 0)
        return;
    open_list(book, "words", "Words that these rules add", heads, 3);
    for (int32_t i = 0; i < book->rules->word_count; i++) {
        const rules_word *word = &book->rules->words[i];
        const base_str cells[] = {as_code(book, word->word), as_code(book, base_str_of(model_enumeration_at(word->enumeration)->name)),
                                  handbook_shown(book, word->category)};
        put_row(book, cells, 3);
    }
    close_list(book);
}

void handbook_write_added(handbook *book)
{
    if (!handbook_adds(book->rules))
        return;
    open_part(book, "facts", "Facts of a case");
    write_absents(book);
    write_fields(book);
    write_words(book);
    book->page.writer->close(&book->page);
}

/* ---- parameters ---- */

static base_str value_of(handbook *book, const rules_parameter *parameter)
{
    size_t start = out_of(book)->length;
    if (!parameter->has_value)
        return BASE_STR("none: rules that use it are not judged");
    base_put_visible(out_of(book), parameter->written);
    if (parameter->is_set && parameter->declared.length > 0) {
        base_put(out_of(book), " (declared: ");
        base_put_visible(out_of(book), parameter->declared);
        base_put_char(out_of(book), ')');
    }
    return handbook_take(&book->words, start);
}

void handbook_write_parameters(handbook *book)
{
    const base_str heads[] = {BASE_STR("Parameter"), BASE_STR("Value"), BASE_STR("Reading"), BASE_STR("What the file says of it")};
    if (book->rules->parameter_count == 0)
        return;
    open_part(book, "parameters", "Parameters and readings");
    handbook_write_paragraph(book, "Numbers and choices that an agency may set otherwise. A reading is named where the document can be taken in more than one way, or leaves "
                                   "a number open; findings name it.");
    book->page.writer->begin_table(&book->page, heads, 4);
    for (int32_t i = 0; i < book->rules->parameter_count && !book->words.no_memory; i++) {
        const rules_parameter *parameter = book->rules->parameters[i];
        const base_str *said = base_map_find(&book->comments, base_str_of(parameter->full_name));
        const base_str cells[] = {as_code(book, base_str_of(parameter->full_name)), value_of(book, parameter), handbook_shown(book, parameter->reading),
                                  said ? *said : (base_str){"", 0}};
        book->page.writer->row(&book->page, place(book, "parameter", (base_str){"", 0}, base_str_of(parameter->full_name)), cells, 4);
    }
    close_list(book);
}
