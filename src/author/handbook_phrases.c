/* SPDX-License-Identifier: MIT */
#include "author/handbook_names.h"
#include "author/handbook_words.h"
#include "eval/custom.h"
#include "eval/names.h"
#include "eval/rating.h"
#include "eval/term.h"
#include "feel/builtin.h"
#include "feel/temporal.h"

#include <string.h>

/* ---- pieces ---- */

void handbook_put_quoted(base_buffer *out, base_str text, bool is_word)
{
    base_put_char(out, '"');
    if (is_word)
        handbook_put_words(out, text);
    else
        base_put_visible(out, text);
    base_put_char(out, '"');
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* Behind a comment that begins at `at`; `at`: none does. */
static size_t behind_comment(base_str text, size_t at)
{
    if (at + 1 >= text.length || text.at[at] != '/')
        return at;
    size_t end = at + 2;
    if (text.at[at + 1] == '/') {
        while (end < text.length && text.at[end] != '\n')
            end++;
        return end;
    }
    if (text.at[at + 1] != '*')
        return at;
    while (end + 1 < text.length && (text.at[end] != '*' || text.at[end + 1] != '/'))
        end++;
    return end + 2 < text.length ? end + 2 : text.length;
}

/* Behind a text in quotes, or a single character. */
static size_t behind_piece(base_str text, size_t at)
{
    if (text.at[at] != '"')
        return at + 1;
    for (at++; at < text.length && text.at[at] != '"'; at++)
        at += text.at[at] == '\\';
    return at + 1 < text.length ? at + 1 : text.length;
}

void handbook_put_code(base_buffer *out, base_str text)
{
    bool gap = false, begun = false;
    base_put_char(out, HANDBOOK_CODE);
    for (size_t at = 0; at < text.length;) {
        size_t behind = behind_comment(text, at);
        if (behind > at || is_blank(text.at[at])) {
            gap = begun;
            at = behind > at ? behind : at + 1;
            continue;
        }
        if (gap)
            base_put_char(out, ' ');
        gap = false;
        begun = true;
        size_t end = behind_piece(text, at);
        while (end < text.length && text.at[end - 1] != '"' && text.at[end] != '"' && text.at[end] != '/' && !is_blank(text.at[end]))
            end++;
        base_put_visible(out, (base_str){text.at + at, end - at});
        at = end;
    }
    base_put_char(out, HANDBOOK_END);
}

void handbook_put_link(base_buffer *out, const char *kind, base_str set, base_str name)
{
    base_put_char(out, HANDBOOK_LINK);
    base_put(out, kind);
    base_put_char(out, ':');
    base_put_str(out, set);
    if (set.length > 0)
        base_put_char(out, ':');
    base_put_visible(out, name);
    base_put_char(out, HANDBOOK_TO);
}

const feel_node *handbook_list_of(const feel_node *node)
{
    return node->op == FEEL_OP_SLICE ? node->kids[0] : node;
}

/* ---- values ---- */

static void put_counted(base_buffer *out, int64_t count, const char *unit)
{
    base_put_int(out, count);
    base_putf(out, " %s%s", unit, count == 1 ? "" : "s");
}

static bool put_duration(base_buffer *out, const feel_value *value)
{
    enum { DAY_SECONDS = 86400, YEAR_MONTHS = 12 };
    int64_t size = value->as.integer;
    if (size < 0 || (value->kind == FEEL_DAYS && (size % DAY_SECONDS != 0 || value->size > 0)))
        return false;
    if (value->kind == FEEL_DAYS)
        put_counted(out, size / DAY_SECONDS, "day");
    else if (size > 0 && size % YEAR_MONTHS == 0)
        put_counted(out, size / YEAR_MONTHS, "year");
    else
        put_counted(out, size, "month");
    return true;
}

static bool is_of_words(const feel_type *type)
{
    while (type && type->item)
        type = type->item;
    return type && type->kind == FEEL_STRING && type->detail >= 0;
}

bool handbook_put_literal(handbook_words *words, const feel_value *value, const feel_type *type)
{
    base_buffer *out = &words->out;
    switch (value->kind) {
    case FEEL_BOOLEAN: base_put(out, value->as.integer ? "true" : "false"); return true;
    case FEEL_NUMBER: base_put_decimal(out, value->as.number); return true;
    case FEEL_STRING: handbook_put_quoted(out, feel_text(value), is_of_words(type)); return true;
    case FEEL_DATE: base_put_day(out, value->as.integer); return true;
    case FEEL_DAYS: case FEEL_MONTHS: return put_duration(out, value);
    default: return false;
    }
}

void handbook_put_parameter(handbook_words *words, const rules_parameter *parameter)
{
    base_buffer *out = &words->out;
    if (!parameter->has_value)
        base_put(out, "the value of ");
    handbook_put_link(out, "parameter", (base_str){0}, base_str_of(parameter->full_name));
    size_t start = out->length;
    if (!parameter->has_value)
        base_put_visible(out, parameter->name);
    else if (parameter->is_term)
        eval_put_term(out, parameter->term);
    else if (!handbook_put_literal(words, &parameter->value, parameter->type)) {
        handbook_cut(words, start);
        base_put_visible(out, parameter->written);
    }
    base_put_char(out, HANDBOOK_END);
}

void handbook_put_length(handbook_words *words, const rules_length *length)
{
    if (length->parameter >= 0)
        handbook_put_parameter(words, words->rules->parameters[length->parameter]);
    else
        eval_put_term(&words->out, length->term);
}

/* ---- conditions ---- */

static base_str set_of(const cw_rules *rules, const feel_source *source)
{
    for (int32_t i = 0; i < rules->file_count; i++)
        if (base_str_equal(rules->files[i]->source.name, source->name))
            return rules->files[i]->set;
    return (base_str){"", 0};
}

void handbook_put_condition(handbook_words *words, const feel_condition *condition)
{
    handbook_put_link(&words->out, "condition", set_of(words->rules, condition->source), condition->name);
    handbook_put_words(&words->out, condition->name);
    base_put_char(&words->out, HANDBOOK_END);
}

bool handbook_put_with_arguments(handbook_words *words, const feel_node *call)
{
    for (uint16_t i = 0; i < call->kid_count; i++) {
        base_put(&words->out, i == 0 ? " for " : i + 1 < call->kid_count ? ", " : " and ");
        if (!handbook_put_phrase(words, call->kids[i]))
            return false;
    }
    return true;
}

static bool put_call(handbook_words *words, const feel_node *node)
{
    static const struct { uint8_t kind; const char *lead; } leads[] = {
        {FEEL_DATE, "the day "}, {FEEL_NUMBER, "the number "}, {FEEL_STRING, "the text "}, {FEEL_DAYS, "the time "},
        {FEEL_MONTHS, "the time "},
    };
    const feel_instance *instance = node->handle;
    if (node->type->kind == FEEL_LIST && node->type->item->kind != FEEL_RECORD) {
        base_put(&words->out, "the list ");
        handbook_put_condition(words, instance->condition);
        return handbook_put_with_arguments(words, node);
    }
    if (node->type->kind == FEEL_LIST)
        return handbook_put_items(words, node, "the", true, (base_str){0});
    const char *lead = NULL;
    for (size_t i = 0; i < sizeof leads / sizeof leads[0]; i++)
        lead = leads[i].kind == node->type->kind ? leads[i].lead : lead;
    base_str noun = handbook_noun_of_type(node->type);
    if (!lead && noun.length == 0)
        return false;
    base_put(&words->out, lead ? lead : "the ");
    base_put_str(&words->out, noun);
    base_put(&words->out, noun.length > 0 ? " " : "");
    handbook_put_condition(words, instance->condition);
    return handbook_put_with_arguments(words, node);
}

/* ---- fields ---- */

static bool is_schema_field(const feel_node *node)
{
    const model_field *field = node->handle;
    return field->key != EVAL_RATING_KEY && field->key != EVAL_CUSTOM_KEY;
}

bool handbook_put_pattern(handbook_words *words, const char *pattern, const feel_node *owner)
{
    for (; *pattern; pattern++) {
        if (*pattern != '%')
            base_put_char(&words->out, *pattern);
        else if (!handbook_put_phrase(words, owner))
            return false;
    }
    return true;
}

static bool put_rating(handbook_words *words, const feel_node *node)
{
    base_str item;
    const char *kind = handbook_reads_rating(node, &item);
    if (!kind)
        return false;
    base_putf(&words->out, "the reviewer's %s of ", kind);
    handbook_put_quoted(&words->out, item, false);
    if (node->kids[0]->op == FEEL_OP_HOST && node->kids[0]->index == EVAL_NAME_CASE)
        return true;
    base_put(&words->out, " for ");
    return handbook_put_phrase(words, node->kids[0]);
}

static bool put_field(handbook_words *words, const feel_node *node)
{
    const handbook_field *row = is_schema_field(node) ? handbook_field_of(node->handle) : NULL;
    if (((const model_field *)node->handle)->key == EVAL_RATING_KEY)
        return put_rating(words, node);
    if (row && row->owned)
        return handbook_put_pattern(words, row->owned, node->kids[0]);
    base_put(&words->out, "the ");
    handbook_put_words(&words->out, node->name);
    base_put(&words->out, " of ");
    return handbook_put_phrase(words, node->kids[0]);
}

/* ---- items of lists ---- */

static const feel_type any_kind = {.kind = FEEL_RECORD, .detail = MODEL_KIND_COUNT};

base_str handbook_noun_of_type(const feel_type *type)
{
    const feel_type *of = type ? type : &any_kind;
    return of->kind == FEEL_RECORD ? base_str_of(handbook_noun(of->detail)) : (base_str){"", 0};
}

static bool is_of_members(const feel_type *item)
{
    return item && item->kind == FEEL_RECORD && item->detail == MODEL_KIND_MEMBER;
}

/* Of a list that a field holds: members are called by the field, other records by their kind. */
static base_str noun_of_field(handbook_words *words, const feel_node *list)
{
    const handbook_field *row = is_schema_field(list) ? handbook_field_of(list->handle) : NULL;
    const feel_type *item = list->type->item;
    if (row && row->noun)
        return base_str_of(row->noun);
    if (item->kind == FEEL_RECORD && !is_of_members(item))
        return handbook_noun_of_type(item);
    size_t start = words->out.length;
    handbook_put_one(&words->out, list->name);
    return handbook_take(words, start);
}

base_str handbook_noun_of_item(handbook_words *words, const feel_node *node)
{
    const feel_node *list = handbook_list_of(node);
    while (list->op == FEEL_OP_FILTER)
        list = handbook_list_of(list->kids[0]);
    if (list->type->kind != FEEL_LIST)
        return (base_str){"", 0};
    return list->op == FEEL_OP_FIELD ? noun_of_field(words, list) : handbook_noun_of_type(list->type->item);
}

static void put_article(base_buffer *out, const char *article, const char *noun)
{
    base_put(out, article);
    if (strcmp(article, "a") == 0 && *noun && strchr("aeiou", *noun))
        base_put_char(out, 'n');
    base_put(out, *article ? " " : "");
}

static void put_letter(base_buffer *out, base_str letter)
{
    if (letter.length == 0)
        return;
    base_put_char(out, ' ');
    handbook_put_code(out, letter);
}

/* "objectives of the plan in force", "person `c` whom the exit is about". */
static bool put_field_items(handbook_words *words, const feel_node *list, const char *article, bool many, base_str letter)
{
    const handbook_field *row = is_schema_field(list) ? handbook_field_of(list->handle) : NULL;
    const char *pattern = row ? many ? row->items : row->item : NULL;
    base_str noun = noun_of_field(words, list);
    if (pattern) {
        put_article(&words->out, article, pattern);
        if (letter.length > 0 && strncmp(pattern, noun.at, noun.length) == 0) {
            base_put_str(&words->out, noun);
            put_letter(&words->out, letter);
            pattern += noun.length;
        }
        return handbook_put_pattern(words, pattern, list->kids[0]);
    }
    if (noun.length == 0)
        return false;
    const feel_type *item = list->type->item;
    put_article(&words->out, article, noun.at);
    if (!many)
        base_put_str(&words->out, noun);
    else if (item->kind == FEEL_RECORD && !is_of_members(item))
        base_put(&words->out, handbook_nouns(item->detail));
    else
        handbook_put_words(&words->out, list->name);
    put_letter(&words->out, letter);
    base_put(&words->out, " of ");
    return handbook_put_phrase(words, list->kids[0]);
}

/* "objectives in live", "referral in `answered`". */
static bool put_named_items(handbook_words *words, const feel_node *list, const char *article, bool many, base_str letter)
{
    const feel_type *item = list->type->item;
    if (!item || item->kind != FEEL_RECORD)
        return false;
    const char *noun = many ? handbook_nouns(item->detail) : handbook_noun(item->detail);
    put_article(&words->out, article, noun);
    base_put(&words->out, noun);
    put_letter(&words->out, letter);
    if (list->op == FEEL_OP_HOST)
        return true;
    base_put(&words->out, " in ");
    if (list->op == FEEL_OP_SLOT)
        return handbook_put_phrase(words, list);
    handbook_put_condition(words, ((const feel_instance *)list->handle)->condition);
    return handbook_put_with_arguments(words, list);
}

static bool put_filtered(handbook_words *words, const feel_node *list, const char *article, bool many, base_str letter)
{
    const handbook_name *outer = words->names;
    handbook_name name;
    if (!handbook_put_items(words, list->kids[0], article, many, letter))
        return false;
    handbook_bind(words, &name, list->index, handbook_noun_of_item(words, list->kids[0]), (base_str){0});
    base_put(&words->out, " (where ");
    bool said = handbook_put_sentence(words, list->kids[1], false, false);
    base_put_char(&words->out, ')');
    words->names = outer;
    return said;
}

bool handbook_put_items(handbook_words *words, const feel_node *node, const char *article, bool many, base_str letter)
{
    const feel_node *list = handbook_list_of(node);
    if (list->type->kind != FEEL_LIST)
        return false;
    switch ((feel_op)list->op) {
    case FEEL_OP_FILTER: return put_filtered(words, list, article, many, letter);
    case FEEL_OP_FIELD: return put_field_items(words, list, article, many, letter);
    case FEEL_OP_HOST: case FEEL_OP_CALL: case FEEL_OP_SLOT: return put_named_items(words, list, article, many, letter);
    default: return false;
    }
}

/* "the day of any exit": the field of each item, said of one. */
static bool put_each(handbook_words *words, const feel_node *map, const feel_node *value)
{
    const handbook_name *outer = words->names;
    handbook_name name;
    size_t start = words->out.length;
    if (!handbook_put_items(words, map->kids[0], "any", false, (base_str){0}))
        return false;
    handbook_bind_said(words, &name, map->index, handbook_take(words, start), (base_str){0});
    bool said = handbook_put_phrase(words, value);
    words->names = outer;
    return said;
}

/* ---- arithmetic and built-ins ---- */

static bool is_duration(const feel_node *node)
{
    return node->type->kind == FEEL_DAYS || node->type->kind == FEEL_MONTHS;
}

/* "30 days after the day of the order" */
static bool put_moved(handbook_words *words, const feel_node *node)
{
    const feel_node *day = node->kids[0], *by = node->kids[1];
    if (day->type->kind != FEEL_DATE) {
        day = node->kids[1];
        by = node->kids[0];
    }
    if (day->type->kind != FEEL_DATE || !is_duration(by) || !handbook_put_phrase(words, by))
        return false;
    base_put(&words->out, node->op == FEEL_OP_ADD ? " after " : " before ");
    return handbook_put_phrase(words, day);
}

static bool put_sum(handbook_words *words, const feel_node *node)
{
    static const struct { uint8_t op; const char *sign; } signs[] = {
        {FEEL_OP_ADD, " plus "}, {FEEL_OP_SUBTRACT, " minus "}, {FEEL_OP_MULTIPLY, " times "}, {FEEL_OP_DIVIDE, " divided by "},
    };
    if (node->kids[0]->type->kind != FEEL_NUMBER || node->kids[1]->type->kind != FEEL_NUMBER)
        return node->op != FEEL_OP_MULTIPLY && node->op != FEEL_OP_DIVIDE && put_moved(words, node);
    base_put_char(&words->out, '(');
    if (!handbook_put_phrase(words, node->kids[0]))
        return false;
    for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++)
        if (signs[i].op == node->op)
            base_put(&words->out, signs[i].sign);
    bool said = handbook_put_phrase(words, node->kids[1]);
    base_put_char(&words->out, ')');
    return said;
}

static bool put_age(handbook_words *words, const feel_node *node)
{
    const feel_node *born = node->kids[0];
    if (born->op != FEEL_OP_FIELD || !is_schema_field(born) || !base_str_is(born->name, "born"))
        return false;
    base_put(&words->out, "the age of ");
    if (!handbook_put_phrase(words, born->kids[0]))
        return false;
    base_put(&words->out, node->kid_count > 1 ? " on " : "");
    return node->kid_count < 2 || handbook_put_phrase(words, node->kids[1]);
}

/* The first or last of several days, or of the days that items have. */
static bool put_extreme(handbook_words *words, const feel_node *node, const char *of_items, const char *of_two, const char *of_many)
{
    const feel_node *only = node->kid_count == 1 ? node->kids[0] : NULL;
    const feel_node *row = only && only->op == FEEL_OP_LIST ? only : node;
    if (only && row == node) {
        const feel_node *value = only->op == FEEL_OP_MAP ? only->kids[1] : NULL;
        size_t start = words->out.length;
        if (!value || value->op != FEEL_OP_FIELD || !put_each(words, only, value))
            return false;
        base_str said = handbook_take(words, start);
        if (said.length < 4 || memcmp(said.at, "the ", 4) != 0)
            return false;
        base_put(&words->out, of_items);
        base_put_str(&words->out, (base_str){said.at + 4, said.length - 4});
        return true;
    }
    base_put(&words->out, row->kid_count == 2 ? of_two : of_many);
    for (uint16_t i = 0; i < row->kid_count; i++) {
        base_put(&words->out, i == 0 ? "" : i + 1 < row->kid_count ? ", " : " and ");
        if (row->kids[i]->type->kind == FEEL_LIST || !handbook_put_phrase(words, row->kids[i]))
            return false;
    }
    return row->kid_count > 1;
}

static bool put_builtin(handbook_words *words, const feel_node *node)
{
    base_str name = base_str_of(((const feel_builtin *)node->handle)->name);
    if (base_str_is(name, "count")) {
        base_put(&words->out, "the number of ");
        return handbook_put_items(words, node->kids[0], "", true, (base_str){0});
    }
    if (base_str_is(name, "age"))
        return put_age(words, node);
    if (base_str_is(name, "earliest"))
        return put_extreme(words, node, "the earliest ", "the earlier of ", "the earliest of ");
    if (base_str_is(name, "latest"))
        return put_extreme(words, node, "the latest ", "the later of ", "the latest of ");
    return false;
}

static bool put_choice(handbook_words *words, const feel_node *node)
{
    base_put_char(&words->out, '(');
    if (!handbook_put_phrase(words, node->kids[1]))
        return false;
    base_put(&words->out, " if ");
    if (!handbook_put_sentence(words, node->kids[0], false, true))
        return false;
    base_put(&words->out, ", otherwise ");
    bool said = handbook_put_phrase(words, node->kids[2]);
    base_put_char(&words->out, ')');
    return said;
}

/* ---- what stands for a thing ---- */

static bool put_variable(handbook_words *words, const feel_node *node)
{
    const handbook_name *name = words->names;
    while (name && name->slot != node->index)
        name = name->outer;
    if (!name || name->said.length == 0)
        return false;
    base_put_str(&words->out, name->said);
    return true;
}

static bool put_host(handbook_words *words, const feel_node *node)
{
    if (node->type->kind == FEEL_LIST)
        return handbook_put_items(words, node, "the", true, (base_str){0});
    base_put(&words->out, node->index == EVAL_NAME_CASE ? "the case" : "the plan in force");
    return node->index == EVAL_NAME_CASE || node->index == EVAL_NAME_PLAN;
}

/* A parameter; a table is no thing that a sentence is about. */
static bool put_global(handbook_words *words, const feel_node *node)
{
    if (node->index >= words->rules->parameter_count)
        return false;
    handbook_put_parameter(words, words->rules->parameters[node->index]);
    return true;
}

static bool put_as_of(handbook_words *words, const feel_node *node)
{
    if (!handbook_put_phrase(words, node->kids[1]))
        return false;
    bool plan = node->kids[1]->op == FEEL_OP_HOST && node->kids[1]->index == EVAL_NAME_PLAN;
    base_put(&words->out, plan ? " on " : " (as of ");
    bool said = handbook_put_phrase(words, node->kids[0]);
    base_put(&words->out, plan ? "" : ")");
    return said;
}

/* A column of a table. */
static bool put_column(handbook_words *words, const feel_node *node)
{
    if (node->kids[0]->type->kind != FEEL_CONTEXT || node->kids[0]->op != FEEL_OP_SLOT)
        return false;
    base_put(&words->out, "the ");
    handbook_put_code(&words->out, node->name);
    base_put(&words->out, " of ");
    return handbook_put_phrase(words, node->kids[0]);
}

bool handbook_put_phrase(handbook_words *words, const feel_node *node)
{
    switch ((feel_op)node->op) {
    case FEEL_OP_LITERAL: return handbook_put_literal(words, &node->value, node->type);
    case FEEL_OP_SLOT: return put_variable(words, node);
    case FEEL_OP_HOST: return put_host(words, node);
    case FEEL_OP_GLOBAL: return put_global(words, node);
    case FEEL_OP_FIELD: return put_field(words, node);
    case FEEL_OP_ENTRY: return put_column(words, node);
    case FEEL_OP_CALL: return put_call(words, node);
    case FEEL_OP_FILTER: return handbook_put_items(words, node, "the", true, (base_str){0});
    case FEEL_OP_ADD: case FEEL_OP_SUBTRACT: case FEEL_OP_MULTIPLY: case FEEL_OP_DIVIDE: return put_sum(words, node);
    case FEEL_OP_BUILTIN: return put_builtin(words, node);
    case FEEL_OP_IF: return put_choice(words, node);
    case FEEL_OP_AS_OF: return put_as_of(words, node);
    default: return false;
    }
}
