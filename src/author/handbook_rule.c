/* SPDX-License-Identifier: MIT */
/* One rule: what it asks and of whom, by when, what excuses from it and what mends it, and its own words. */
#include "author/handbook_parts.h"

#include "author/handbook_names.h"
#include "author/list_rule.h"
#include "eval/names.h"
#include "eval/term.h"

#include <string.h>

static base_buffer *out_of(handbook *book)
{
    return &book->words.out;
}

static void write_line(handbook *book, const char *label, const handbook_line *line)
{
    if (line && !book->words.no_memory)
        book->page.writer->fact(&book->page, label, line);
}

void handbook_write_fact(handbook *book, const char *label, size_t start)
{
    write_line(book, label, handbook_end_line(&book->words, start));
}

/* ---- titles and remedies ---- */

static bool is_named_by(const feel_node *path, const char *field)
{
    return path->op == FEEL_OP_FIELD && base_str_is(path->name, field);
}

/* What will stand there: "[task]" for its id or name, "[day of the removal]", of a table its column. */
static bool put_filled(handbook *book, const feel_node *path)
{
    handbook_words *words = &book->words;
    if (path->op == FEEL_OP_ENTRY) {
        base_put_char(&words->out, '[');
        handbook_put_words(&words->out, path->name);
        base_put_char(&words->out, ']');
        return true;
    }
    const feel_node *said = is_named_by(path, "id") || is_named_by(path, "name") ? path->kids[0] : path;
    size_t start = words->out.length;
    if (!handbook_put_phrase(words, said)) {
        handbook_take(words, start);
        return false;
    }
    base_str text = handbook_take(words, start);
    bool article = text.length > 4 && memcmp(text.at, "the ", 4) == 0;
    base_put_char(&words->out, '[');
    base_put_str(&words->out, (base_str){text.at + (article ? 4 : 0), text.length - (article ? 4 : 0)});
    base_put_char(&words->out, ']');
    return true;
}

static void put_template(handbook *book, const rules_template *template)
{
    for (int32_t i = 0; i < template->count; i++) {
        const rules_piece *piece = &template->pieces[i];
        if (piece->is_due)
            base_put(out_of(book), "[due day]");
        else if (!piece->path)
            base_put_visible(out_of(book), piece->text);
        else if (!put_filled(book, piece->path))
            handbook_put_code(out_of(book), feel_node_text(piece->path));
    }
}

/* ---- whom it is for ---- */

static void put_own(handbook *book, const feel_node *node)
{
    handbook_put_code(out_of(book), feel_node_text(node));
}

static void put_table_variable(handbook *book, const rules_variable *variable)
{
    const char *target = handbook_id_of_table(book, variable->table);
    base_put(out_of(book), "each row ");
    handbook_put_code(out_of(book), variable->name);
    base_put(out_of(book), " of the table ");
    base_putf(out_of(book), "%c%s%c", HANDBOOK_LINK, target, HANDBOOK_TO);
    handbook_put_words(out_of(book), variable->table->name);
    base_put_char(out_of(book), HANDBOOK_END);
}

static void put_variable(handbook *book, const rules_variable *variable)
{
    size_t start = out_of(book)->length;
    if (variable->table) {
        put_table_variable(book, variable);
    } else if (!handbook_put_items(&book->words, variable->list, "each", false, variable->name)) {
        handbook_take(&book->words, start);
        base_put(out_of(book), "each ");
        handbook_put_code(out_of(book), variable->name);
        base_put(out_of(book), " of ");
        put_own(book, variable->list);
    }
}

/* The filter sees the item as `item`; here it is what the variable is called. */
static void put_filter(handbook *book, const rules_variable *variable)
{
    handbook_words *words = &book->words;
    if (!variable->filter)
        return;
    size_t start = words->out.length;
    base_put(&words->out, " (where ");
    if (!handbook_put_sentence(words, variable->filter, false, false)) {
        handbook_take(words, start);
        base_put(&words->out, " (where ");
        put_own(book, variable->filter);
    }
    base_put_char(&words->out, ')');
}

/* A row of a table has no kind of record to be called by. */
static base_str noun_of(handbook *book, const rules_variable *variable)
{
    return variable->table ? BASE_STR("row") : handbook_noun_of_item(&book->words, variable->list);
}

/* Whether another variable of the rule would be called the same: then both bear their letters. */
static bool is_shared(handbook *book, const rules_rule *rule, int32_t index, base_str noun)
{
    for (int32_t i = 0; i < rule->variable_count; i++)
        if (i != index && base_str_equal(noun_of(book, &rule->variables[i]), noun))
            return true;
    return false;
}

/* Names of variables are in the arena: all that is said of the rule uses them. */
static handbook_name *new_name(handbook *book)
{
    handbook_name *name = base_arena_alloc(&book->arena, sizeof *name);
    book->words.no_memory |= !name;
    return name;
}

/* Names all variables, and says whom the rule is for. */
static base_str say_subjects(handbook *book, const rules_rule *rule)
{
    size_t start = out_of(book)->length;
    for (int32_t i = 0; i < rule->variable_count; i++) {
        const rules_variable *variable = &rule->variables[i];
        base_put(out_of(book), i == 0 ? "" : i + 1 < rule->variable_count ? ", " : " and ");
        put_variable(book, variable);
        handbook_name *name = new_name(book);
        if (!name)
            return (base_str){"", 0};
        base_str noun = noun_of(book, variable);
        if (noun.length == 0 || is_shared(book, rule, i, noun))
            handbook_bind_lettered(&book->words, name, variable->slot, noun, variable->name);
        else
            handbook_bind(&book->words, name, variable->slot, noun, variable->name);
        name->shown = true;
        put_filter(book, variable);
    }
    return handbook_take(&book->words, start);
}

static void bind_values(handbook *book, const rules_rule *rule)
{
    for (int32_t i = 0; i < rule->let_count + 1; i++) {
        bool period = i == rule->let_count;
        handbook_name *name = period && rule->period_slot < 0 ? NULL : new_name(book);
        size_t start = out_of(book)->length;
        if (!name)
            return;
        if (period)
            base_put(out_of(book), "the period");
        else
            handbook_put_code(out_of(book), rule->lets[i].name);
        base_str said = handbook_take(&book->words, start);
        handbook_bind_said(&book->words, name, period ? rule->period_slot : rule->lets[i].slot, said,
                           period ? BASE_STR("period") : rule->lets[i].name);
        name->shown = true;
    }
}

static void write_values(handbook *book, const rules_rule *rule)
{
    for (int32_t i = 0; i < rule->let_count; i++) {
        size_t start = out_of(book)->length;
        const feel_node *value = rule->lets[i].value;
        handbook_put_code(out_of(book), rule->lets[i].name);
        base_put(out_of(book), value->type->kind == FEEL_BOOLEAN ? " is true when " : ": ");
        if (value->type->kind == FEEL_BOOLEAN) {
            write_line(book, "Here", handbook_say(&book->words, value, start));
        } else {
            handbook_put_value(&book->words, value);
            handbook_write_fact(book, "Here", start);
        }
    }
}

/* ---- when it applies, what it asks ---- */

static void write_said(handbook *book, const char *label, const char *lead, const feel_node *node)
{
    size_t start = out_of(book)->length;
    if (!node)
        return;
    base_put(out_of(book), lead);
    write_line(book, label, handbook_say(&book->words, node, start));
}

/* ---- times ---- */

static void put_until(handbook *book, const rules_rule *rule)
{
    if (!rule->until)
        return;
    base_put(out_of(book), ", until ");
    handbook_put_value(&book->words, rule->until);
}

/* "calendar month", or "period of 90 days". */
static void put_period(handbook *book, const rules_length *every)
{
    const rules_parameter *parameter = every->parameter >= 0 ? book->rules->parameters[every->parameter] : NULL;
    rules_term term = parameter ? parameter->term : every->term;
    if ((parameter && !parameter->has_value) || term.count != 1 || term.unit < RULES_CALENDAR_MONTH) {
        base_put(out_of(book), "period of ");
        handbook_put_length(&book->words, every);
        return;
    }
    if (parameter)
        handbook_put_link(out_of(book), "parameter", (base_str){0}, base_str_of(parameter->full_name));
    size_t start = out_of(book)->length;
    eval_put_term(out_of(book), term);
    base_str text = handbook_take(&book->words, start);
    base_put_str(out_of(book), (base_str){text.at + (text.length > 2 ? 2 : 0), text.length > 2 ? text.length - 2 : 0});
    if (parameter)
        base_put_char(out_of(book), HANDBOOK_END);
}

static void put_recurrence(handbook *book, const rules_rule *rule)
{
    base_put(out_of(book), "in every ");
    put_period(book, &rule->every);
    base_put(out_of(book), ", counted from ");
    handbook_put_value(&book->words, rule->from);
    put_until(book, rule);
    base_put(out_of(book), rule->partial_owed ? "; a period that is cut short is owed" : "; a period that is cut short is not owed");
}

static void put_deadline(handbook *book, const rules_rule *rule)
{
    base_put(out_of(book), rule->anchor ? "within " : "by ");
    if (rule->anchor) {
        handbook_put_length(&book->words, &rule->within);
        base_put(out_of(book), " of ");
    }
    handbook_put_value(&book->words, rule->anchor ? rule->anchor : rule->by);
    if (rule->until) {
        base_put(out_of(book), "; no longer owed after ");
        handbook_put_value(&book->words, rule->until);
    }
}

static void put_state(handbook *book, const rules_rule *rule)
{
    base_put(out_of(book), rule->from ? "always, once this day has passed: " : "always");
    if (rule->from)
        handbook_put_value(&book->words, rule->from);
    put_until(book, rule);
}

static void write_times(handbook *book, const rules_rule *rule)
{
    size_t start = out_of(book)->length;
    if (rule->shape == RULES_SHAPE_RECURRENCE)
        put_recurrence(book, rule);
    else if (rule->shape == RULES_SHAPE_DEADLINE)
        put_deadline(book, rule);
    else
        put_state(book, rule);
    handbook_write_fact(book, rule->shape == RULES_SHAPE_DEADLINE ? "Due" : "When", start);
    if (rule->paused) {
        base_put(out_of(book), "the clock stands still on the days of ");
        handbook_put_value(&book->words, rule->paused);
        handbook_write_fact(book, "Paused", start);
    }
    if (rule->target.length > 0) {
        base_put_visible(out_of(book), rule->target);
        base_put(out_of(book), " % of the periods, over many cases");
        handbook_write_fact(book, "Target", start);
    }
}

/* ---- what excuses, what mends ---- */

static void write_excuses(handbook *book, const rules_rule *rule)
{
    size_t start = out_of(book)->length;
    for (int32_t i = 0; i < rule->waived_by_count; i++) {
        base_put(out_of(book), i == 0 ? "the record holds a waiver of it, with its reason, approved by a " : i + 1 < rule->waived_by_count ? ", " : " or ");
        handbook_put_words(out_of(book), rule->waived_by[i]);
    }
    if (rule->waived_by_count > 0)
        handbook_write_fact(book, "Unless", start);
    for (int32_t i = 0; i < rule->waived_when_count; i++)
        write_said(book, "Unless", "", rule->waived_when[i]);
}

static void write_remedy(handbook *book, const rules_rule *rule)
{
    size_t start = out_of(book)->length;
    if (rule->remedy.count == 0)
        return;
    put_template(book, &rule->remedy);
    handbook_write_fact(book, "What to do", start);
}

/* ---- where it is written ---- */

static void write_sources(handbook *book, const rules_rule *rule)
{
    size_t start = out_of(book)->length;
    for (int32_t i = 0; i < rule->citation_count; i++) {
        base_put(out_of(book), i > 0 ? "; " : "");
        base_put_visible(out_of(book), rule->citations[i].code);
        base_put(out_of(book), rule->citations[i].text.length > 0 ? ", " : "");
        base_put_visible(out_of(book), rule->citations[i].text);
    }
    if (rule->citation_count > 0)
        handbook_write_fact(book, "Written in", start);
}

const rules_table *handbook_table_of(const rules_rule *rule, const feel_node *path)
{
    const feel_node *row = path && path->op == FEEL_OP_ENTRY ? path->kids[0] : NULL;
    for (int32_t i = 0; row && row->op == FEEL_OP_SLOT && i < rule->variable_count; i++)
        if (rule->variables[i].slot == row->index)
            return rule->variables[i].table;
    return NULL;
}

base_str handbook_cell(const cw_rules *rules, const rules_table *table, int32_t row, base_str column)
{
    const feel_list *rows = rules->globals[table->global].as.list;
    const feel_context *context = rows->items[row].as.context;
    for (uint32_t i = 0; i < context->count; i++)
        if (base_str_equal(context->entries[i].key, column))
            return feel_text(&context->entries[i].value);
    return (base_str){"", 0};
}

static void put_covered(handbook *book, base_str id, bool *more)
{
    if (id.length == 0)
        return;
    base_put(out_of(book), *more ? ", " : "");
    handbook_put_link(out_of(book), "id", (base_str){0}, id);
    base_put_visible(out_of(book), id);
    base_put_char(out_of(book), HANDBOOK_END);
    *more = true;
}

static void write_covers(handbook *book, const rules_rule *rule)
{
    size_t start = out_of(book)->length;
    bool more = false;
    for (int32_t i = 0; i < rule->cover_count; i++) {
        const rules_table *table = handbook_table_of(rule, rule->covers[i].path);
        if (!rule->covers[i].path)
            put_covered(book, rule->covers[i].id, &more);
        for (int32_t row = 0; table && row < table->row_count; row++)
            put_covered(book, handbook_cell(book->rules, table, row, rule->covers[i].path->name), &more);
    }
    if (more)
        handbook_write_fact(book, "Covers", start);
}

static void write_validity(handbook *book, const rules_rule *rule)
{
    size_t start = out_of(book)->length;
    bool from = rule->valid_from != INT64_MIN, until = rule->valid_until != INT64_MAX;
    if (from) {
        base_put(out_of(book), "from ");
        base_put_day(out_of(book), rule->valid_from);
    }
    if (until) {
        base_put(out_of(book), from ? " until " : "until ");
        base_put_day(out_of(book), rule->valid_until);
    }
    if (from || until)
        handbook_write_fact(book, "Valid", start);
    if (rule->changed_by) {
        base_put(out_of(book), "by the rule set ");
        handbook_put_code(out_of(book), rule->changed_by->set);
        handbook_write_fact(book, "Changed", start);
    }
}

static void write_parameters(handbook *book, const rules_rule *rule)
{
    size_t start = out_of(book)->length;
    for (int32_t i = 0; i < rule->parameter_count; i++) {
        const rules_parameter *parameter = book->rules->parameters[rule->parameters[i]];
        base_put(out_of(book), i > 0 ? "; " : "");
        handbook_put_code(out_of(book), parameter->name);
        base_put(out_of(book), parameter->has_value ? " = " : ": ");
        if (parameter->has_value)
            handbook_put_parameter(&book->words, parameter);
        else
            base_put(out_of(book), "no value is given, so the rule is not judged");
        if (parameter->reading.length > 0) {
            base_put(out_of(book), ", reading ");
            base_put_visible(out_of(book), parameter->reading);
        }
    }
    if (rule->parameter_count > 0)
        handbook_write_fact(book, "Parameters", start);
}

static void write_own_words(handbook *book, const rules_rule *rule)
{
    size_t start = out_of(book)->length;
    base_str text = {rule->file->source.text.at + rule->start, rule->end - rule->start};
    if (!rule->changed_by) {
        book->page.writer->code(&book->page, "The rule as it is written", handbook_keep_lines(book, text));
        return;
    }
    book->words.no_memory |= !author_put_rule(out_of(book), book->rules, rule);
    base_str listed = handbook_take(&book->words, start);
    book->page.writer->code(&book->page, "The rule as it is after its changes", handbook_keep_lines(book, listed));
}

/* ---- the whole ---- */

static void write_name(handbook *book, const rules_rule *rule)
{
    size_t start = out_of(book)->length;
    base_put(out_of(book), rule->force == RULES_ADVISED ? "may: advice, never a violation" : "must");
    handbook_write_fact(book, "Force", start);
    handbook_put_code(out_of(book), base_str_of(rule->full_name));
    handbook_write_fact(book, "Rule", start);
}

static void open_rule(handbook *book, const rules_rule *rule)
{
    size_t start = out_of(book)->length;
    put_template(book, &rule->title);
    if (rule->title.count == 0)
        base_put_visible(out_of(book), rule->name);
    base_str title = handbook_take(&book->words, start);
    const char *id = handbook_id_of_rule(book, rule);
    book->page.writer->open(&book->page, base_str_of(id), title);
}

void handbook_write_rule(handbook *book, const rules_rule *rule)
{
    book->words.names = NULL;
    base_str subjects = say_subjects(book, rule);
    bind_values(book, rule);
    open_rule(book, rule);
    write_name(book, rule);
    if (subjects.length > 0) {
        const handbook_line line = {.text = subjects};
        write_line(book, "For", &line);
    }
    write_values(book, rule);
    write_said(book, "Applies", "when ", rule->written_when);
    write_said(book, rule->force == RULES_ADVISED ? "Advises" : "Asks", "that ", rule->require);
    write_times(book, rule);
    write_excuses(book, rule);
    write_remedy(book, rule);
    write_sources(book, rule);
    write_covers(book, rule);
    write_validity(book, rule);
    write_parameters(book, rule);
    book->page.writer->end_facts(&book->page);
    write_own_words(book, rule);
    book->page.writer->close(&book->page);
    book->words.names = NULL;
}
