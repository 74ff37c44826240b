/* SPDX-License-Identifier: MIT */
/* A parameter: its declaration, and the value that the host sets instead. */
#include "feel/tell.h"
#include "rules/build.h"

#include <string.h>

/* ---- kinds of values ---- */

static base_str literal_text(const rules_literal *literal)
{
    static const char *const texts[] = {[RULES_LITERAL_NUMBER] = "a number", [RULES_LITERAL_TEXT] = "a text",
                                        [RULES_LITERAL_BOOLEAN] = "true or false", [RULES_LITERAL_TERM] = "a term",
                                        [RULES_LITERAL_LIST] = "a list"};
    if (literal->kind != RULES_LITERAL_AT)
        return base_str_of(texts[literal->kind]);
    switch (literal->type->kind) {
    case FEEL_DATE: return BASE_STR("a date");
    case FEEL_DAYS: return BASE_STR("a duration of days");
    case FEEL_MONTHS: return BASE_STR("a duration of months");
    default: return BASE_STR("a time");
    }
}

/* A word of the enumeration becomes the very text that the schema has for it. */
static bool take_word_of(rules_reader *reader, const feel_type *type, rules_literal *literal)
{
    const feel_schema *schema = reader->feel->schema;
    base_str word = feel_text(&literal->value), known;
    if (schema->word(schema->self, type->detail, word, &known)) {
        literal->value = feel_string(known);
        return true;
    }
    rules_tell(reader, RULES_TELL_UNKNOWN_WORD, literal->span, feel_help_word(reader->feel, type->detail, word), word,
               schema->enumeration_name(schema->self, type->detail));
    return false;
}

/* `shown`: the type as written, or what stands for it. */
static bool fits_alone(rules_reader *reader, const feel_type *type, bool is_term, base_str shown, rules_literal *literal)
{
    bool term = literal->kind == RULES_LITERAL_TERM;
    bool same = is_term ? term : !term && type->kind == literal->type->kind;
    if (same && type->kind == FEEL_STRING && type->detail >= 0)
        return take_word_of(reader, type, literal);
    if (!same)
        rules_tell(reader, RULES_TELL_WRONG_VALUE, literal->span, (base_str){0}, shown, literal_text(literal));
    return same;
}

static bool fits(rules_reader *reader, const feel_type *type, bool is_term, base_str shown, rules_literal *literal)
{
    bool right = true;
    if (literal->kind != RULES_LITERAL_LIST || type->kind != FEEL_LIST)
        return fits_alone(reader, type, is_term, shown, literal);
    for (int32_t i = 0; i < literal->count; i++)
        right &= fits_alone(reader, type->item, false, shown, &literal->items[i]);
    return right && rules_finish_list(reader, literal);
}

/* ---- ranges ---- */

/* What of a term can be compared: days, months, working days. */
typedef enum measure { IN_DAYS, IN_WORKING_DAYS, IN_MONTHS } measure;

static measure measure_of(rules_term term, int64_t *count)
{
    static const int64_t each[] = {[RULES_DAY] = 1, [RULES_WORKING_DAY] = 1, [RULES_WEEK] = 7, [RULES_MONTH] = 1, [RULES_YEAR] = 12,
                                   [RULES_CALENDAR_MONTH] = 1, [RULES_CALENDAR_QUARTER] = 3, [RULES_CALENDAR_YEAR] = 12};
    *count = term.count * each[term.unit];
    if (term.unit == RULES_DAY || term.unit == RULES_WEEK)
        return IN_DAYS;
    return term.unit == RULES_WORKING_DAY ? IN_WORKING_DAYS : IN_MONTHS;
}

static bool is_ordered(const feel_type *type)
{
    return type->kind == FEEL_DATE || type->kind == FEEL_DAYS || type->kind == FEEL_MONTHS;
}

/* Both of one kind that has an order; *order is below, above or 0. */
static bool compare(const rules_literal *a, const rules_literal *b, int *order)
{
    int64_t one = a->value.as.integer, other = b->value.as.integer;
    if (a->kind != b->kind)
        return false;
    if (a->kind == RULES_LITERAL_NUMBER) {
        *order = base_decimal_compare(a->value.as.number, b->value.as.number);
        return true;
    }
    if (a->kind == RULES_LITERAL_TERM) {
        if (measure_of(a->term, &one) != measure_of(b->term, &other))
            return false;
    } else if (a->kind != RULES_LITERAL_AT || a->type->kind != b->type->kind || !is_ordered(a->type)) {
        return false;
    }
    *order = (one > other) - (one < other);
    return true;
}

/* Why a term is not within a range of terms though it may seem so. */
static base_str help_terms(const rules_range *range, const rules_literal *literal)
{
    int64_t count;
    bool terms = literal->kind == RULES_LITERAL_TERM && range->low.kind == RULES_LITERAL_TERM;
    if (!terms || measure_of(literal->term, &count) == measure_of(range->low.term, &count))
        return (base_str){0};
    return BASE_STR("days, working days and months are not compared with each other: write both in one of them");
}

static base_str written(const rules_reader *reader, const rules_literal *literal)
{
    return rules_str(reader, literal->span);
}

/* Where `..` stands outside quotes before the closing bracket, or the end. */
static uint32_t end_of_low(const rules_cursor *cursor)
{
    const char *text = cursor->reader->feel->source->text.at;
    bool quoted = false;
    for (uint32_t at = cursor->at; at + 1 < cursor->end; at++) {
        quoted ^= text[at] == '"';
        if (!quoted && text[at] == '.' && text[at + 1] == '.')
            return at;
    }
    return cursor->end;
}

static bool read_bounds(rules_cursor *cursor, rules_range *range)
{
    rules_peek(cursor);
    uint32_t start = cursor->at;
    if (!rules_expect(cursor, '['))
        return false;
    rules_cursor low = *cursor;
    low.end = end_of_low(cursor);
    if (!rules_expect_literal(&low, &range->low) || !rules_expect_end(&low))
        return false;
    cursor->at = low.end;
    if (!rules_expect(cursor, '.') || !rules_expect(cursor, '.') || !rules_expect_literal(cursor, &range->high))
        return false;
    bool closed = rules_expect(cursor, ']');
    range->written = rules_str(cursor->reader, (rules_span){start, cursor->at});
    return closed;
}

/* `in [low..high]`: both of the parameter's kind, and in order. */
static bool read_range(rules_cursor *cursor, const feel_type *type, bool is_term, base_str shown, rules_range *range)
{
    rules_reader *reader = cursor->reader;
    int order = 0;
    if (!read_bounds(cursor, range) || !fits(reader, type, is_term, shown, &range->low) ||
        !fits(reader, type, is_term, shown, &range->high))
        return false;
    range->there = compare(&range->low, &range->high, &order) && order <= 0;
    if (!range->there)
        rules_tell(reader, RULES_TELL_RANGE_ORDER, range->high.span, (base_str){0}, written(reader, &range->high),
                   written(reader, &range->low));
    return range->there;
}

static bool is_within(const rules_range *range, const rules_literal *literal)
{
    int low = 0, high = 0;
    if (!range->there)
        return true;
    return compare(&range->low, literal, &low) && compare(literal, &range->high, &high) && low <= 0 && high <= 0;
}

/* ---- a declaration ---- */

typedef struct declaration {
    rules_span name;
    rules_written_type type;
    rules_literal literal;
    rules_range range;
    base_str shown;                   /* its type, for messages */
} declaration;

static const feel_type *type_of(const declaration *declared)
{
    return declared->type.type ? declared->type.type : declared->literal.type;
}

/* Words are checked once all files are read, which may add some. */
static const feel_type *word_apart(const feel_type *type)
{
    if (type->kind == FEEL_LIST && type->item->kind == FEEL_STRING)
        return &feel_type_list_of_string;
    return type->kind == FEEL_STRING ? &feel_type_string : type;
}

/* A list without a type is of what its items are, which then are alike, and no terms. */
static bool is_of_one_kind(rules_reader *reader, const rules_literal *literal)
{
    bool alike = literal->kind != RULES_LITERAL_LIST || (literal->count > 0 && literal->items[0].kind != RULES_LITERAL_TERM);
    for (int32_t i = 1; alike && i < literal->count; i++)
        alike = literal->items[i].kind != RULES_LITERAL_TERM && literal->items[i].type->kind == literal->items[0].type->kind;
    if (!alike)
        rules_tell(reader, RULES_TELL_LIST_TYPE, literal->span, BASE_STR("write it before the `=`, as in `: list of number`"), (base_str){0},
                   (base_str){0});
    return alike;
}

static bool read_value(rules_cursor *cursor, declaration *declared, rules_parameter *made)
{
    rules_reader *reader = cursor->reader;
    if (!rules_expect_value(cursor, &declared->literal))
        return false;
    if (!declared->type.type && !is_of_one_kind(reader, &declared->literal))
        return false;
    if (declared->type.type && !fits(reader, word_apart(declared->type.type), declared->type.is_term, declared->shown, &declared->literal))
        return false;
    made->has_value = true;
    made->written = rules_keep(reader, declared->literal.span);
    made->written_at = declared->literal.span.start;
    return true;
}

/* Behind the name, where `=` was left out; or a hyphen within the name. */
static bool begins_value(char next)
{
    return next != '\0' && strchr("-\"@[0123456789", next);
}

static bool read_parts(rules_cursor *cursor, declaration *declared, rules_parameter *made)
{
    rules_reader *reader = cursor->reader;
    rules_span reading;
    if (rules_take(cursor, ':') && !rules_expect_type(cursor, &declared->type))
        return false;
    declared->shown = declared->type.type ? rules_str(reader, declared->type.span) : (base_str){0};
    if (rules_take(cursor, '=') && !read_value(cursor, declared, made))
        return false;
    if (!made->has_value && !declared->type.type && begins_value(rules_peek(cursor))) {
        rules_expected(cursor, "`=` and a value", rules_peek(cursor) == '-' ? BASE_STR("join the words of this name with `_`") : (base_str){0});
        return false;
    }
    if (!made->has_value && !declared->type.type) {
        rules_tell(reader, RULES_TELL_BARE_PARAMETER, declared->name, (base_str){0}, rules_str(reader, declared->name), (base_str){0});
        return false;
    }
    bool is_term = declared->type.is_term || (made->has_value && declared->literal.kind == RULES_LITERAL_TERM);
    if (declared->shown.length == 0)
        declared->shown = literal_text(&declared->literal);
    if (rules_take_word(cursor, "in") && !read_range(cursor, type_of(declared), is_term, declared->shown, &declared->range))
        return false;
    if (rules_take_word(cursor, "reading")) {
        if (!rules_expect_run(cursor, "-.", "the name of the reading", &reading))
            return false;
        made->reading = rules_keep(reader, reading);
    }
    if (!rules_expect_end(cursor))
        return false;
    if (!made->has_value || is_within(&declared->range, &declared->literal))
        return true;
    rules_tell(reader, RULES_TELL_OUT_OF_RANGE, declared->literal.span, help_terms(&declared->range, &declared->literal), made->written,
               declared->range.written);
    return false;
}

/* A term that no expression can use says so where one does. */
static void refuse_term(rules_name *name, rules_unit unit)
{
    name->feel.how = FEEL_AS_REFUSED;
    name->feel.refusal = unit == RULES_WORKING_DAY ? "a term in working days is no duration, so only `within` can count it"
                                                   : "a term in calendar periods is no duration, so only `every` can count it";
}

/* What its value makes of it; `type` is the declared one, or that of the literal. */
static void give_value(rules_parameter *made, rules_name *name, const feel_type *type, bool is_term, const rules_literal *literal)
{
    made->is_term = is_term;
    made->type = type;
    made->value = made->has_value ? literal->value : feel_null();
    made->term = literal->term;
    name->feel.how = FEEL_AS_GLOBAL;
    name->feel.refusal = NULL;
    if (is_term && made->has_value) {
        made->type = literal->type;
        if (literal->type->kind == FEEL_ANY)
            refuse_term(name, literal->term.unit);
    }
    name->feel.type = made->type;
}

static void declare(rules_item *item, const declaration *declared, bool read, rules_parameter *made, rules_name *name)
{
    rules_reader *reader = &item->draft->reader;
    rules_draft_parameter *draft = base_arena_alloc(reader->work, sizeof *draft);
    void *existing;
    if (!draft) {
        rules_no_memory(reader);
        return;
    }
    /* One that could not be read still has its name, of a type that fits everywhere. */
    made->has_value &= read;
    bool is_term = declared->type.is_term || (made->has_value && declared->literal.kind == RULES_LITERAL_TERM);
    give_value(made, name, read ? type_of(declared) : &feel_type_any, read && is_term, &declared->literal);
    *draft = (rules_draft_parameter){made, name, made->is_term, read ? type_of(declared) : NULL, declared->shown, declared->range};
    if (!rules_chain_add(reader, &item->draft->parameters, draft, declared->name) ||
        !base_map_add(&item->draft->parameters_by_name, made->name, draft, &existing))
        rules_no_memory(reader);
}

void rules_read_parameter(rules_item *item)
{
    rules_reader *reader = &item->draft->reader;
    declaration declared = {0};
    if (!rules_expect_run(&item->cursor, "", "the parameter's name", &declared.name))
        return;
    rules_name *name = rules_declare(reader, &item->draft->scope, declared.name);
    rules_parameter *made = base_arena_alloc(reader->feel->arena, sizeof *made);
    if (!made) {
        rules_no_memory(reader);
        return;
    }
    *made = (rules_parameter){.name = rules_keep(reader, declared.name), .file = item->draft->file};
    bool read = read_parts(&item->cursor, &declared, made);
    if (name)
        declare(item, &declared, read, made, name);
}

/* ---- what the host sets ---- */

/* Bare where it is unambiguous. */
static rules_draft_parameter *find_bare(rules_build *build, base_str name, bool *many)
{
    rules_draft_parameter *found = NULL;
    for (int32_t i = 0; i < build->count; i++) {
        rules_draft_parameter *one = base_map_find(&build->drafts[i]->parameters_by_name, name);
        *many |= one && found;
        found = one ? one : found;
    }
    return found;
}

static rules_draft_parameter *find_full(rules_build *build, base_str name, size_t colon)
{
    const rules_draft *draft = base_map_find(&build->sets, (base_str){name.at, colon});
    base_str bare = {name.at + colon + 1, name.length - colon - 1};
    return draft ? base_map_find(&draft->parameters_by_name, bare) : NULL;
}

/* Looked for among full names, or among bare ones where the word is one. */
static base_str near_parameter(rules_build *build, base_str name, bool full)
{
    base_nearest nearest;
    rules_begin_nearest(&build->reader, &nearest, name);
    for (int32_t i = 0; i < build->count && base_diag_keeps(build->feel.diag); i++) {
        const rules_draft *draft = build->drafts[i];
        for (const rules_link *link = draft->parameters.first; link; link = link->next) {
            base_str bare = ((const rules_draft_parameter *)link->item)->parameter->name;
            base_str set = full ? rules_join(&build->reader, "", draft->file->set, ":") : (base_str){"", 0};
            base_nearest_consider(&nearest, full ? rules_join(&build->reader, set.at ? set.at : "", bare, "") : bare);
        }
    }
    return rules_did_you_mean(&build->reader, &nearest);
}

static void tell_setting(rules_build *build, const rules_setting *setting, rules_diagnostic which, base_str help)
{
    const base_place place = {.source = setting->name};
    base_str name = setting->name;
    base_diag_add(build->feel.diag, &rules_diagnostics[which], &place, help, (int)name.length, name.at, 0, "");
}

static rules_draft_parameter *find_parameter(rules_build *build, const rules_setting *setting)
{
    base_str name = setting->name;
    const char *colon = name.length > 0 ? memchr(name.at, ':', name.length) : NULL;
    bool many = false;
    rules_draft_parameter *found =
        colon ? find_full(build, name, (size_t)(colon - name.at)) : find_bare(build, name, &many);
    if (many)
        tell_setting(build, setting, RULES_TELL_MANY_PARAMETERS, BASE_STR("write it with its rule set, `set:name`"));
    else if (!found)
        tell_setting(build, setting, RULES_TELL_UNKNOWN_PARAMETER, near_parameter(build, name, colon != NULL));
    return many ? NULL : found;
}

/* The literal is a small source of its own, whose name is the parameter's. */
static bool read_literal(rules_build *build, const rules_setting *setting, feel_source *source, rules_literal *literal)
{
    base_arena *arena = &build->rules->arena;
    rules_cursor cursor = {&build->reader, 0, (uint32_t)setting->literal.length};
    source->name = (base_str){base_arena_copy(arena, setting->name.at, setting->name.length), setting->name.length};
    source->text = (base_str){base_arena_copy(arena, setting->literal.at, setting->literal.length), setting->literal.length};
    if (!source->name.at || !source->text.at)
        return rules_no_memory(&build->reader);
    build->feel.source = source;
    return rules_check_bytes(&build->reader) && rules_expect_value(&cursor, literal) && rules_expect_end(&cursor);
}

static void set(rules_build *build, const rules_setting *setting, rules_draft_parameter *draft)
{
    rules_parameter *parameter = draft->parameter;
    rules_literal literal;
    feel_source *source = base_arena_alloc(&build->rules->arena, sizeof *source);
    if (!source) {
        rules_no_memory(&build->reader);
        return;
    }
    if (!read_literal(build, setting, source, &literal) || !draft->type ||
        !fits(&build->reader, draft->type, draft->is_term, draft->shown, &literal))
        return;
    if (!is_within(&draft->range, &literal)) {
        rules_tell(&build->reader, RULES_TELL_OUT_OF_RANGE, literal.span, help_terms(&draft->range, &literal), source->text,
                   draft->range.written);
        return;
    }
    if (!parameter->is_set)
        parameter->declared = parameter->written;
    parameter->is_set = true;
    parameter->has_value = true;
    parameter->written = source->text;
    give_value(parameter, draft->name, draft->type, draft->is_term, &literal);
}

bool rules_set_parameters(rules_build *build)
{
    const rules_request *request = build->request;
    for (int32_t i = 0; i < request->setting_count; i++) {
        rules_draft_parameter *found = find_parameter(build, &request->settings[i]);
        if (found)
            set(build, &request->settings[i], found);
        if (build->feel.no_memory)
            return false;
    }
    return true;
}
