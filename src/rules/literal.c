/* SPDX-License-Identifier: MIT */
/* Literals, terms and types as rule files write them. */
#include "rules/reader.h"

#include <string.h>

enum { TERM_MOST = 1000000, LISTS_MOST = 4 };

static const struct { const char *one, *many; } units[] = {
    [RULES_DAY] = {"day", "days"},
    [RULES_WORKING_DAY] = {"working day", "working days"},
    [RULES_WEEK] = {"week", "weeks"},
    [RULES_MONTH] = {"month", "months"},
    [RULES_YEAR] = {"year", "years"},
    [RULES_CALENDAR_MONTH] = {"calendar month", "calendar months"},
    [RULES_CALENDAR_QUARTER] = {"calendar quarter", "calendar quarters"},
    [RULES_CALENDAR_YEAR] = {"calendar year", "calendar years"},
};
enum { UNIT_COUNT = sizeof units / sizeof units[0] };

bool rules_term_value(rules_term term, feel_value *value, const feel_type **type)
{
    static const int64_t days[] = {[RULES_DAY] = 1, [RULES_WEEK] = 7, [RULES_CALENDAR_YEAR] = 0};
    static const int64_t months[] = {[RULES_MONTH] = 1, [RULES_YEAR] = 12, [RULES_CALENDAR_YEAR] = 0};
    if (days[term.unit] > 0) {
        *value = (feel_value){.kind = FEEL_DAYS, .as.integer = term.count * days[term.unit] * 86400};
        *type = &feel_type_days;
    } else if (months[term.unit] > 0) {
        *value = (feel_value){.kind = FEEL_MONTHS, .as.integer = term.count * months[term.unit]};
        *type = &feel_type_months;
    }
    return days[term.unit] > 0 || months[term.unit] > 0;
}

/* ---- terms ---- */

/* `working day` and the like with any white space between become one text. */
static base_str unit_text(rules_cursor *cursor, rules_span *span)
{
    rules_span first = rules_take_run(cursor, "");
    base_str word = rules_str(cursor->reader, first);
    *span = first;
    if (!base_str_is(word, "working") && !base_str_is(word, "calendar"))
        return word;
    rules_span second = rules_take_run(cursor, "");
    if (second.end == second.start)
        return word;
    span->end = second.end;
    base_str after = rules_str(cursor->reader, second);
    char *copy = base_arena_copy(cursor->reader->work, after.at, after.length);
    if (!copy) {
        rules_no_memory(cursor->reader);
        return word;
    }
    return rules_join(cursor->reader, word.at[0] == 'w' ? "working " : "calendar ", base_str_of(copy), "");
}

static bool expect_unit(rules_cursor *cursor, rules_unit *unit)
{
    rules_span span;
    base_nearest nearest;
    base_str text = unit_text(cursor, &span);
    for (int i = 0; i < UNIT_COUNT; i++) {
        *unit = (rules_unit)i;
        if (base_str_is(text, units[i].one) || base_str_is(text, units[i].many))
            return true;
    }
    rules_begin_nearest(cursor->reader, &nearest, text);
    if (base_str_is(text, "business") || base_str_is(text, "workdays") || base_str_is(text, "workday")) {
        rules_tell(cursor->reader, RULES_TELL_UNKNOWN_UNIT, span, BASE_STR("write `working days`"), text, (base_str){0});
        return false;
    }
    for (int i = 0; i < UNIT_COUNT; i++) {
        base_nearest_consider(&nearest, base_str_of(units[i].one));
        base_nearest_consider(&nearest, base_str_of(units[i].many));
    }
    if (text.length == 0)
        rules_expected(cursor, "a unit of time", BASE_STR("units are day, working day, week, month, year, calendar month, "
                                                          "calendar quarter, calendar year"));
    else
        rules_tell(cursor->reader, RULES_TELL_UNKNOWN_UNIT, span, rules_did_you_mean(cursor->reader, &nearest), text,
                   (base_str){0});
    return false;
}

/* Digits only; false where there are none. *count is capped just above TERM_MOST. */
static bool read_count(base_str digits, int64_t *count)
{
    *count = 0;
    for (size_t i = 0; i < digits.length; i++) {
        if (digits.at[i] < '0' || digits.at[i] > '9')
            return false;
        *count = *count > TERM_MOST ? *count : *count * 10 + (digits.at[i] - '0');
    }
    return digits.length > 0;
}

static bool finish_term(rules_cursor *cursor, rules_span digits, rules_term *term)
{
    rules_reader *reader = cursor->reader;
    if (!read_count(rules_str(reader, digits), &term->count)) {
        rules_tell(reader, RULES_TELL_EXPECTED, digits, (base_str){0}, BASE_STR("a whole number of units"),
                   rules_join(reader, "`", rules_str(reader, digits), "`"));
        return false;
    }
    if (!expect_unit(cursor, &term->unit))
        return false;
    if (term->count <= TERM_MOST)
        return true;
    rules_tell(reader, RULES_TELL_TERM_RANGE, digits, (base_str){0}, rules_number_text(reader, TERM_MOST), (base_str){0});
    return false;
}

bool rules_expect_term(rules_cursor *cursor, rules_term *term)
{
    rules_span digits;
    if (rules_expect_run(cursor, ".", "a term such as `60 days`", &digits))
        return finish_term(cursor, digits, term);
    return false;
}

/* ---- literals ---- */

static bool number_literal(rules_reader *reader, rules_literal *literal)
{
    base_decimal *number = base_arena_alloc(reader->feel->arena, sizeof *number);
    base_str text = rules_str(reader, literal->span);
    if (!number)
        return rules_no_memory(reader);
    literal->kind = RULES_LITERAL_NUMBER;
    literal->type = &feel_type_number;
    literal->value = (feel_value){.kind = FEEL_NUMBER, .as.number = number};
    if (base_decimal_parse(text, true, number))
        return true;
    rules_tell(reader, RULES_TELL_BAD_NUMBER, literal->span, (base_str){0}, text, (base_str){0});
    return false;
}

/* Whether a unit may come next. */
static bool at_word(rules_cursor after)
{
    unsigned char c = (unsigned char)rules_peek(&after);
    bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c >= 0x80;
    return letter && !rules_take_word(&after, "in") && !rules_take_word(&after, "reading");
}

/* A number, or with a unit behind it a term. */
static bool number_or_term(rules_cursor *cursor, rules_literal *literal)
{
    rules_cursor after = *cursor;
    bool negative = rules_take(&after, '-');
    rules_span digits;
    if (!rules_expect_run(&after, ".", "a number", &digits))
        return false;
    literal->span = (rules_span){negative ? digits.start - 1 : digits.start, digits.end};
    *cursor = after;
    if (negative || !at_word(*cursor))
        return number_literal(cursor->reader, literal);
    literal->kind = RULES_LITERAL_TERM;
    if (!finish_term(cursor, digits, &literal->term))
        return false;
    literal->span.end = cursor->at;
    literal->type = &feel_type_any;
    literal->value = feel_null();
    rules_term_value(literal->term, &literal->value, &literal->type);
    return true;
}

/* @"..." is the expression language's business. */
static bool at_literal(rules_cursor *cursor, rules_literal *literal)
{
    rules_span inside;
    uint32_t start = cursor->at, slots = 0;
    feel_compiler *feel = cursor->reader->feel;
    feel_scope nothing = {0};
    base_map_init(&nothing.names, cursor->reader->work);
    if (!rules_take(cursor, '@') || !rules_expect_quoted(cursor, &inside))
        return false;
    literal->kind = RULES_LITERAL_AT;
    literal->span = (rules_span){start, cursor->at};
    feel_node *tree = feel_parse(feel, start, cursor->at);
    const feel_node *node = tree ? feel_check(feel, tree, &nothing, 0, NULL, "`=`", &slots) : NULL;
    if (!node || node->op != FEEL_OP_LITERAL)
        return false;
    literal->value = node->value;
    literal->type = node->type;
    return true;
}

static bool text_literal(rules_cursor *cursor, rules_literal *literal)
{
    base_str text;
    uint32_t start = cursor->at;
    literal->kind = RULES_LITERAL_TEXT;
    literal->type = &feel_type_string;
    if (!rules_expect_text(cursor, &text))
        return false;
    literal->span = (rules_span){start, cursor->at};
    literal->value = feel_string(text);
    return true;
}

bool rules_expect_literal(rules_cursor *cursor, rules_literal *literal)
{
    char c = rules_peek(cursor);
    uint32_t start = cursor->at;
    *literal = (rules_literal){.span = {start, start}};
    if (c == '"')
        return text_literal(cursor, literal);
    if (c == '@')
        return at_literal(cursor, literal);
    if ((c >= '0' && c <= '9') || c == '-' || c == '.')
        return number_or_term(cursor, literal);
    bool is_true = rules_take_word(cursor, "true");
    if (!is_true && !rules_take_word(cursor, "false")) {
        rules_expected(cursor, "a term, a number, a text, `true`, `false` or `@\"..\"`", (base_str){0});
        return false;
    }
    *literal = (rules_literal){.kind = RULES_LITERAL_BOOLEAN, .span = {start, cursor->at},
                               .value = feel_boolean(is_true), .type = &feel_type_boolean};
    return true;
}

enum { ITEMS_MOST = 1000 };

static bool read_items(rules_cursor *cursor, rules_literal *items, int32_t *count)
{
    if (rules_take(cursor, ']'))
        return true;
    do {
        if (*count == ITEMS_MOST) {
            rules_tell(cursor->reader, RULES_TELL_ITEMS_MOST, (rules_span){cursor->at, cursor->at}, (base_str){0},
                       rules_number_text(cursor->reader, ITEMS_MOST), (base_str){0});
            return false;
        }
        if (!rules_expect_literal(cursor, &items[(*count)++]))
            return false;
    } while (rules_take(cursor, ','));
    return rules_expect(cursor, ']');
}

/* Of what the first item is; open where there is none. */
static const feel_type *type_of_list(rules_reader *reader, const rules_literal *literal)
{
    const feel_type *item = literal->count > 0 ? literal->items[0].type : &feel_type_any;
    return feel_type_list_of(reader->feel->arena, item);
}

static int32_t commas_in(const rules_cursor *cursor)
{
    int32_t count = 0;
    for (uint32_t at = cursor->at; at < cursor->end && count < ITEMS_MOST; at++)
        count += cursor->reader->feel->source->text.at[at] == ',';
    return count;
}

bool rules_expect_value(rules_cursor *cursor, rules_literal *literal)
{
    rules_reader *reader = cursor->reader;
    if (rules_peek(cursor) != '[')
        return rules_expect_literal(cursor, literal);
    *literal = (rules_literal){.kind = RULES_LITERAL_LIST, .span = {cursor->at, cursor->at + 1}};
    rules_take(cursor, '[');
    literal->items = base_arena_array(reader->work, (size_t)commas_in(cursor) + 1, sizeof *literal->items);
    if (!literal->items)
        return rules_no_memory(reader);
    if (!read_items(cursor, literal->items, &literal->count))
        return false;
    literal->span.end = cursor->at;
    literal->type = type_of_list(reader, literal);
    return literal->type ? rules_finish_list(reader, literal) : rules_no_memory(reader);
}

bool rules_finish_list(rules_reader *reader, rules_literal *literal)
{
    feel_list *list = base_arena_alloc(reader->feel->arena, sizeof *list + (size_t)literal->count * sizeof(feel_value));
    if (!list)
        return rules_no_memory(reader);
    list->count = (uint32_t)literal->count;
    for (int32_t i = 0; i < literal->count; i++)
        list->items[i] = literal->items[i].value;
    literal->value = (feel_value){.kind = FEEL_LIST, .as.list = list};
    return true;
}

/* ---- types ---- */

static base_str help_type(rules_reader *reader, const base_nearest *nearest)
{
    base_str near = rules_did_you_mean(reader, nearest), word = nearest->word;
    if (near.length > 0)
        return near;
    if (base_str_is(word, "true") || base_str_is(word, "false") || (word.length > 0 && word.at[0] >= '0' && word.at[0] <= '9'))
        return BASE_STR("a value stands after `=`");
    return BASE_STR("types are `number`, `string`, `boolean`, `date`, `term`, `list of` a type, and the names of enumerations and records");
}

static bool named_type(rules_cursor *cursor, rules_written_type *out)
{
    static const struct { const char *word; const feel_type *type; bool is_term; } rows[] = {
        {"number", &feel_type_number, false},   {"string", &feel_type_string, false},
        {"boolean", &feel_type_boolean, false}, {"date", &feel_type_date, false},
        {"term", &feel_type_any, true},
    };
    rules_reader *reader = cursor->reader;
    base_nearest nearest;
    base_str word = rules_str(reader, out->span);
    rules_begin_nearest(reader, &nearest, word);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        base_nearest_consider(&nearest, base_str_of(rows[i].word));
        if (!base_str_is(word, rows[i].word))
            continue;
        out->type = rows[i].type;
        out->is_term = rows[i].is_term;
        return true;
    }
    feel_type *made = base_arena_alloc(reader->feel->arena, sizeof *made);
    if (!made)
        return rules_no_memory(reader);
    *made = (feel_type){.kind = FEEL_STRING};
    out->type = made;
    if (rules_find_enumeration(reader, &nearest, &made->detail))
        return true;
    made->kind = FEEL_RECORD;
    if (rules_find_kind(reader, &nearest, &made->detail))
        return true;
    rules_tell(reader, RULES_TELL_UNKNOWN_TYPE, out->span, help_type(reader, &nearest), word, (base_str){0});
    return false;
}

bool rules_expect_type(rules_cursor *cursor, rules_written_type *out)
{
    rules_reader *reader = cursor->reader;
    int lists = 0;
    *out = (rules_written_type){0};
    rules_peek(cursor);
    uint32_t start = cursor->at;
    for (; rules_take_word(cursor, "list"); lists++)
        if (!rules_expect_word(cursor, "of"))
            return false;
    if (!rules_expect_run(cursor, "", "a type", &out->span) || !named_type(cursor, out))
        return false;
    out->is_term &= lists == 0;
    out->span.start = start;
    if (lists > LISTS_MOST) {
        rules_tell(reader, RULES_TELL_TYPE_DEPTH, out->span, BASE_STR("write the type with fewer of them"), rules_number_text(reader, LISTS_MOST),
                   (base_str){0});
        return false;
    }
    for (; lists > 0 && out->type; lists--)
        out->type = feel_type_list_of(reader->feel->arena, out->type);
    return out->type ? true : rules_no_memory(reader);
}
