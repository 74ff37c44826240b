/* SPDX-License-Identifier: MIT */
/* What a finding rests on, read off its explanation: days, the date that a term counts from, ages that are compared, facts. */
#include <string.h>

#include "author/boundaries.h"
#include "eval/custom.h"
#include "feel/builtin.h"

/* The items that bodies around a node run for, the innermost first. */
typedef struct around { const feel_value *item; const struct around *outer; } around;

typedef struct walk {
    author_boundaries *self;
    author_sight *sight;
    const cw_finding *finding;
    int64_t day;                 /* on which the clause at hand was read */
    bool facts;                  /* what is read counts */
    bool shifted;                /* within `as of`: on another day */
} walk;

enum {
    YEARS_MOST = 150,            /* of an age */
    READS_MOST = 64,             /* facts of one finding: far more than any block asks for */
    DATES_MOST = 32              /* compared dates of one finding: the same */
};

/* ---- paths ---- */

static const cw_record *above(const cw_record *record, int depth)
{
    while (depth-- > 0)
        record = record->parent;
    return record;
}

static void put_step(base_buffer *text, const cw_record *record)
{
    const model_field *holder = model_holder_of(record);
    base_str id = model_record_id(record);
    base_put(text, holder->name);
    if (holder->type != MODEL_ROWS)
        return;
    base_put_char(text, '/');
    if (id.length > 0 && model_id_is_plain(id))
        base_put_str(text, id);
    else
        base_put_int(text, record->position);
}

static bool is_custom(const model_field *field)
{
    return field->key == EVAL_CUSTOM_KEY;
}

/* As tests write it. */
static void put_path(base_buffer *text, const cw_record *record, const model_field *field)
{
    int depth = 0;
    for (const cw_record *at = record; at->parent; at = at->parent)
        depth++;
    for (int i = depth - 1; i >= 0; i--) {
        put_step(text, above(record, i));
        base_put_char(text, i > 0 || is_custom(field) ? '/' : '.');
    }
    base_put(text, is_custom(field) ? field->name : model_key_of(record, field));
}

static base_str path_of(author_boundaries *self, const cw_record *record, const model_field *field)
{
    base_buffer_clear(&self->piece);
    put_path(&self->piece, record, field);
    return author_kept_piece(self);
}

/* ---- facts ---- */

/* The field of a document that says what an expression reads; NULL: no single one. */
static const model_field *stored(const cw_record *record, base_str name)
{
    const model_field *field = model_field_find(record->kind, name);
    if (field == model_field_by(MODEL_FIELD_MEMBER_CATEGORY))
        return model_field_by(MODEL_FIELD_MEMBER_ROLES);
    if (field == model_field_by(MODEL_FIELD_PLAN_SINCE)) {
        bool effective = record->slots[MODEL_SLOT_PLAN_EFFECTIVE].state != MODEL_ABSENT;
        return model_field_by(effective ? MODEL_FIELD_PLAN_EFFECTIVE : MODEL_FIELD_PLAN_DEVELOPED);
    }
    bool simple = field && !field->derived && field->type != MODEL_ROW && field->type != MODEL_ROWS && !model_field_is_id(field);
    return simple ? field : NULL;
}

/* The same of a node that reads a field; one that rules added, too. */
static const model_field *fact_of(const cw_record *record, const feel_node *node)
{
    const model_field *field = node->handle;
    if (!field || !is_custom(field))
        return stored(record, node->name);
    bool own = field->kind == record->kind ||
               (field->kind == MODEL_KIND_ENTRY && model_kinds[record->kind].group == MODEL_GROUP_ENTRY);
    return own ? field : NULL;
}

/* Whether a field that was read is a date of the document as it stands there. */
static bool is_date(const feel_trace *trace, const cw_record *record, const model_field *field)
{
    if (!field || trace->value.kind != FEEL_DATE)
        return false;
    if (is_custom(field))
        return true;
    const model_slot *slot = field->type == MODEL_DATE ? model_slot_of(record, field) : NULL;
    return slot && slot->state == MODEL_VALUE && slot->as.integer == trace->value.as.integer;
}

/* The record that a field is read from: its operand, or an item that nobody named. NULL: none. */
static const cw_record *record_of(const feel_trace *trace, const around *items)
{
    const feel_node *operand = trace->node->kid_count > 0 ? trace->node->kids[0] : NULL;
    if (trace->first && trace->first->node == operand)
        return trace->first->value.kind == FEEL_RECORD ? trace->first->value.as.host : NULL;
    if (!operand || operand->op != FEEL_OP_SLOT)
        return NULL;
    for (; items; items = items->outer)
        if (items->item->kind == FEEL_RECORD && fact_of(items->item->as.host, trace->node))
            return items->item->as.host;
    return NULL;
}

/* The date in the document below or at a trace that reads as a day; empty: none, or several steps made it. */
static base_str find_date(author_boundaries *self, const feel_trace *trace, int64_t day)
{
    for (; trace; trace = trace->next) {
        const cw_record *record = trace->node->op == FEEL_OP_FIELD ? record_of(trace, NULL) : NULL;
        const model_field *field = record ? fact_of(record, trace->node) : NULL;
        if (is_date(trace, record, field) && trace->value.as.integer == day)
            return path_of(self, record, field);
        base_str inner = find_date(self, trace->first, day);
        if (inner.length > 0)
            return inner;
    }
    return (base_str){0};
}

/* Whether a fact is noted already, or there is no room for it. */
static bool is_read(const author_sight *sight, base_str path)
{
    int count = 0;
    for (const author_read *at = sight->reads; at; at = at->next)
        if (base_str_equal(at->path, path) || ++count >= READS_MOST)
            return true;
    return false;
}

static void note_read(walk *at, const feel_trace *trace, const around *items)
{
    author_boundaries *self = at->self;
    const cw_record *record = record_of(trace, items);
    const model_field *field = record ? fact_of(record, trace->node) : NULL;
    base_str path = field ? path_of(self, record, field) : (base_str){0};
    if (path.length == 0 || is_read(at->sight, path))
        return;
    author_read *made = base_arena_alloc(&self->arena, sizeof *made);
    if (!made)
        return;
    base_buffer_clear(&self->piece);
    base_putf(&self->piece, "%s.%s", model_kinds[record->kind].name, field->name);
    bool missing = trace->value.kind == FEEL_UNKNOWN || (!is_custom(field) && model_slot_of(record, field)->state == MODEL_NULL);
    *made = (author_read){.path = path, .field = author_kept_piece(self), .missing = missing};
    *at->sight->last_read = made;
    at->sight->last_read = &made->next;
}

/* ---- ages ---- */

static const feel_trace *trace_of(const feel_trace *trace, const feel_node *kid)
{
    for (const feel_trace *at = trace->first; at; at = at->next)
        if (at->node == kid)
            return at;
    return NULL;
}

/* A whole number that an operand is. */
static bool number_of(const feel_trace *trace, const feel_node *kid, int64_t *out)
{
    const feel_trace *ran = trace_of(trace, kid);
    const feel_value *value = kid->op == FEEL_OP_LITERAL ? &kid->value : ran ? &ran->value : NULL;
    return value && value->kind == FEEL_NUMBER && base_decimal_to_int(value->as.number, out) && *out >= 0 && *out <= YEARS_MOST;
}

static bool is_age(const feel_node *node)
{
    const feel_builtin *row = node->op == FEEL_OP_BUILTIN ? node->handle : NULL;
    return row && strcmp(row->name, "age") == 0;
}

static void add_turn(author_sight *sight, author_turn *made)
{
    *sight->last_turn[made->kind] = made;
    sight->last_turn[made->kind] = &made->next;
}

/* `ran`: the age; `years`: the birthday on which the comparison turns. */
static void note_age(walk *at, const feel_trace *trace, const feel_trace *ran, int64_t years, const around *items)
{
    author_boundaries *self = at->self;
    const feel_trace *born = trace_of(ran, ran->node->kids[0]);
    const feel_trace *on = ran->node->kid_count > 1 ? trace_of(ran, ran->node->kids[1]) : NULL;
    const cw_record *record = born && born->node->op == FEEL_OP_FIELD ? record_of(born, items) : NULL;
    const model_field *field = record ? fact_of(record, born->node) : NULL;
    if (!born || !is_date(born, record, field) || (on && on->value.kind != FEEL_DATE))
        return;
    author_turn *made = base_arena_alloc(&self->arena, sizeof *made);
    int64_t birthday;
    if (!made)
        return;
    *made = (author_turn){.kind = AUTHOR_TURN_AGE, .years = years, .born = born->value.as.integer, .offset = INT64_MAX};
    made->day = on ? on->value.as.integer : at->day;
    if (base_day_add_months(made->born, years * 12, &birthday))
        made->offset = made->day - birthday;
    made->on_judged_day = ran->node->kid_count == 1 && !at->shifted && at->day == at->sight->day;
    made->text = author_kept(self, trace->text);
    made->path = path_of(self, record, field);
    made->id = author_kept(self, model_record_id(record));
    if (on) {
        feel_trace alone = *on;
        alone.next = NULL;
        made->day_path = find_date(self, &alone, made->day);
    }
    add_turn(at->sight, made);
}

/* Whether the comparison turns on the birthday of the number itself, and on the next one. */
static void turns(uint8_t op, bool age_first, bool *on_it, bool *on_next)
{
    bool greater = op == FEEL_OP_GREATER || op == FEEL_OP_GREATER_EQUAL;
    bool closed = op == FEEL_OP_GREATER_EQUAL || op == FEEL_OP_LESS_EQUAL;
    bool equal = op == FEEL_OP_EQUAL || op == FEEL_OP_NOT_EQUAL;
    *on_it = equal || (greater == age_first) == closed;
    *on_next = equal || !*on_it;
}

static void note_comparison(walk *at, const feel_trace *trace, const around *items)
{
    const feel_node *node = trace->node;
    int64_t years;
    bool on_it, on_next;
    for (int i = 0; i < 2; i++) {
        const feel_trace *ran = is_age(node->kids[i]) ? trace_of(trace, node->kids[i]) : NULL;
        if (!ran || !number_of(trace, node->kids[1 - i], &years))
            continue;
        turns(node->op, i == 0, &on_it, &on_next);
        if (on_it)
            note_age(at, trace, ran, years, items);
        if (on_next)
            note_age(at, trace, ran, years + 1, items);
    }
}

static void note_between(walk *at, const feel_trace *trace, const around *items)
{
    const feel_node *node = trace->node;
    const feel_trace *ran = is_age(node->kids[0]) ? trace_of(trace, node->kids[0]) : NULL;
    int64_t low, high;
    if (ran && number_of(trace, node->kids[1], &low))
        note_age(at, trace, ran, low + (node->flags & FEEL_NODE_LOW_OPEN ? 1 : 0), items);
    if (ran && number_of(trace, node->kids[2], &high))
        note_age(at, trace, ran, high + (node->flags & FEEL_NODE_HIGH_OPEN ? 0 : 1), items);
}

/* ---- compared dates ---- */

/* A date and a term that is added to it: the months of the one, and where the other stands. */
static bool find_sum(author_boundaries *self, const feel_trace *trace, author_anchor *out)
{
    for (; trace; trace = trace->next) {
        const feel_node *node = trace->node;
        for (int i = 0; node->op == FEEL_OP_ADD && trace->value.kind == FEEL_DATE && i < 2; i++) {
            const feel_trace *date = trace_of(trace, node->kids[i]), *term = trace_of(trace, node->kids[1 - i]);
            const feel_node *kid = node->kids[1 - i];
            const feel_value *months = kid->op == FEEL_OP_LITERAL ? &kid->value : term ? &term->value : NULL;
            if (!date || date->value.kind != FEEL_DATE || !months || months->kind != FEEL_MONTHS)
                continue;
            feel_trace alone = *date;
            alone.next = NULL;
            out->day = date->value.as.integer;
            out->months = months->as.integer;
            out->path = find_date(self, &alone, out->day);
            return true;
        }
        if (find_sum(self, trace->first, out))
            return true;
    }
    return false;
}

/* The value of an operand; NULL: it did not run. */
static const feel_value *value_of_kid(const feel_trace *trace, const feel_node *kid)
{
    const feel_trace *ran = trace_of(trace, kid);
    return kid->op == FEEL_OP_LITERAL ? &kid->value : ran ? &ran->value : NULL;
}

/* A date of the document that is compared with another one, perhaps a term away from where it counts from. False: it is none. */
static bool note_turn(walk *at, const feel_trace *trace, const feel_node *kid, const feel_node *other, const around *items)
{
    author_boundaries *self = at->self;
    author_sight *sight = at->sight;
    const feel_trace *fact = kid->op == FEEL_OP_FIELD ? trace_of(trace, kid) : NULL;
    const feel_value *value = value_of_kid(trace, other);
    const cw_record *record = fact && value && value->kind == FEEL_DATE ? record_of(fact, items) : NULL;
    const model_field *field = record ? fact_of(record, kid) : NULL;
    if (!field || !is_date(fact, record, field))
        return false;
    author_turn *made = sight->date_count < DATES_MOST ? base_arena_alloc(&self->arena, sizeof *made) : NULL;
    if (!made)
        return true;
    *made = (author_turn){.kind = AUTHOR_TURN_DATE, .day = value->as.integer, .offset = fact->value.as.integer - value->as.integer};
    made->text = author_kept(self, trace->text);
    made->path = path_of(self, record, field);
    if (trace_of(trace, other)) {
        feel_trace alone = *trace_of(trace, other);
        alone.next = NULL;
        find_sum(self, &alone, &made->from);
    }
    add_turn(sight, made);
    sight->date_count++;
    return true;
}

static void note_compared(walk *at, const feel_trace *trace, const around *items)
{
    const feel_node *node = trace->node;
    if (!note_turn(at, trace, node->kids[0], node->kids[1], items))
        note_turn(at, trace, node->kids[1], node->kids[0], items);
}

/* ---- the way through a trace ---- */

/* As deep as the expression, which is bounded. */
static void walk_trace(walk *at, const feel_trace *trace, const around *items)
{
    for (; trace; trace = trace->next) {
        uint8_t op = trace->node->op;
        const around inner = {&trace->item, items};
        const around *seen = trace->has_item ? &inner : items;
        walk below = *at;
        below.shifted = at->shifted || op == FEEL_OP_AS_OF;
        if (at->facts && (op == FEEL_OP_FIELD || (op == FEEL_OP_DOCUMENTED && trace->node->handle)))
            note_read(at, trace, seen);
        if (op == FEEL_OP_BETWEEN || op == FEEL_OP_IN_RANGE) {
            note_between(at, trace, seen);
            note_turn(at, trace, trace->node->kids[0], trace->node->kids[1], seen);
            note_turn(at, trace, trace->node->kids[0], trace->node->kids[2], seen);
        } else if (op >= FEEL_OP_EQUAL && op <= FEEL_OP_GREATER_EQUAL) {
            note_comparison(at, trace, seen);
            note_compared(at, trace, seen);
        }
        walk_trace(&below, trace->first, seen);
    }
}

/* ---- days and terms ---- */

static bool begins(const char *name, const char *word)
{
    return strncmp(name, word, strlen(word)) == 0;
}

/* "require on 2024-02-01": another day than the judged one. */
static int64_t day_of(const eval_clause *clause, int64_t judged)
{
    static const char before[] = " on 2024-01-31";
    size_t length = strlen(clause->name), tail = sizeof before - 1;
    int64_t day;
    bool dated = length > tail && memcmp(clause->name + length - tail, before, 4) == 0;
    return dated && base_day_parse((base_str){clause->name + length - 10, 10}, &day) ? day : judged;
}

static void note_sum(walk *at, const eval_clause *clause, author_day_kind kind)
{
    author_anchor found = {.kind = kind};
    if (clause->trace && at->sight->anchor.path.length == 0 && find_sum(at->self, clause->trace, &found))
        at->sight->anchor = found;
}

/* The day itself is where a term of a clause counts from. */
static void note_anchor(walk *at, const eval_clause *clause, const rules_length *length, author_day_kind kind)
{
    const rules_rule *rule = at->finding->rule;
    const cw_rules *rules = at->finding->report->rules;
    rules_term term = length->parameter < 0 ? length->term : rules->parameters[length->parameter]->term;
    bool months = term.unit == RULES_MONTH || term.unit == RULES_YEAR;
    if (!months || !clause->trace || clause->trace->value.kind != FEEL_DATE || rule->paused)
        return;
    int64_t day = clause->trace->value.as.integer;
    author_anchor found = {.kind = kind, .day = day, .months = term.count * (term.unit == RULES_YEAR ? 12 : 1)};
    found.path = find_date(at->self, clause->trace, day);
    at->sight->anchor = found;
}

static int64_t value_of(const eval_clause *clause)
{
    return clause->trace && clause->trace->value.kind == FEEL_DATE ? clause->trace->value.as.integer : INT64_MAX;
}

/* The first pause whose days are known. */
static void note_pause(walk *at, const eval_clause *clause)
{
    const feel_value *value = clause->trace ? &clause->trace->value : NULL;
    const feel_list *list = value && value->kind == FEEL_LIST && !(value->flags & FEEL_HOST) ? value->as.list : NULL;
    for (uint32_t i = 0; list && i < list->count; i++) {
        const feel_range *range = list->items[i].kind == FEEL_RANGE ? list->items[i].as.range : NULL;
        if (!range || range->form != FEEL_ENDS || range->low.kind != FEEL_DATE)
            continue;
        at->sight->days[AUTHOR_DAY_PAUSE_FIRST] = range->low.as.integer + !range->low_closed;
        if (range->high.kind == FEEL_DATE)
            at->sight->days[AUTHOR_DAY_PAUSE_LAST] = range->high.as.integer - !range->high_closed;
        return;
    }
}

static void note_day_clause(walk *at, const eval_clause *clause)
{
    const rules_rule *rule = at->finding->rule;
    int64_t *days = at->sight->days;
    if (begins(clause->name, "within ")) {
        note_anchor(at, clause, &rule->within, AUTHOR_DAY_DUE);
    } else if (strcmp(clause->name, "from") == 0 && rule->shape == RULES_SHAPE_STATE) {
        days[AUTHOR_DAY_FROM] = value_of(clause);
        note_sum(at, clause, AUTHOR_DAY_FROM);
    } else if (strcmp(clause->name, "from") == 0 && rule->shape == RULES_SHAPE_RECURRENCE) {
        note_anchor(at, clause, &rule->every, AUTHOR_DAY_PERIOD);
    } else if (strcmp(clause->name, "by") == 0) {
        note_sum(at, clause, AUTHOR_DAY_DUE);
    } else if (strcmp(clause->name, "paused") == 0) {
        note_pause(at, clause);
    } else if (strcmp(clause->name, "until") == 0) {
        days[AUTHOR_DAY_UNTIL] = value_of(clause);
        note_sum(at, clause, AUTHOR_DAY_UNTIL);
    }
}

/* "2024-03-01 to 2024-03-31: met"; false: a line about others. */
static bool period_end(const char *line, int64_t *day)
{
    const char *end = strstr(line, " to "), *colon = end ? strchr(end, ':') : NULL;
    return colon && base_day_parse((base_str){end + 4, (size_t)(colon - end - 4)}, day);
}

static void note_periods(author_sight *sight, const eval_clause *clause)
{
    int64_t day;
    int anchor = sight->anchor.months > 0 ? base_day_to_civil(sight->anchor.day).day : 0;
    for (int32_t i = 0; i < clause->line_count; i++) {
        if (!period_end(clause->lines[i], &day))
            continue;
        if (sight->first_end == INT64_MAX)
            sight->first_end = day;
        if (sight->short_end == INT64_MAX && base_day_to_civil(day).day != anchor)
            sight->short_end = day;
        sight->days[AUTHOR_DAY_PERIOD] = day;
    }
}

/* ---- waivers ---- */

static bool names_subjects(const model_slot *slot, const cw_finding *finding)
{
    const model_list *list = slot->state == MODEL_VALUE ? slot->as.list : NULL;
    for (int32_t i = 0; i < finding->subject_count; i++) {
        bool named = false;
        for (int64_t k = 0; list && k < list->count; k++)
            named |= base_str_equal(((const model_reference *)list->items)[k].id, base_str_of(finding->subjects[i].id));
        if (!named)
            return false;
    }
    return true;
}

static void note_waivers(walk *at)
{
    const cw_finding *finding = at->finding;
    const model_view *waivers = &finding->report->one->by_kind[MODEL_KIND_WAIVER];
    for (int64_t i = 0; i < waivers->count; i++) {
        const model_slot *slots = waivers->items[i]->slots;
        const model_slot *rule = &slots[MODEL_SLOT_WAIVER_RULE], *expires = &slots[MODEL_SLOT_WAIVER_EXPIRES];
        bool named = rule->state == MODEL_VALUE && (strcmp(rule->as.text, finding->rule->full_name) == 0 ||
                                                    base_str_equal(base_str_of(rule->as.text), finding->rule->name));
        if (named && expires->state == MODEL_VALUE && names_subjects(&slots[MODEL_SLOT_WAIVER_SUBJECTS], finding))
            at->sight->days[AUTHOR_DAY_EXPIRY] = expires->as.integer;
    }
}

/* ---- all ---- */

/* An explanation shows `require` of what is not applicable too; to judge it nobody asked for that. */
static bool counts(const cw_finding *finding, const eval_clause *clause)
{
    return finding->status != EVAL_NOT_APPLICABLE || (!begins(clause->name, "require") && !begins(clause->name, "waived"));
}

static void note_clauses(walk *at, const eval_explanation *explanation)
{
    const cw_report *report = at->finding->report;
    const model_slot *closed = &report->one->root->slots[MODEL_SLOT_CASE_CLOSED];
    int64_t judged = closed->state == MODEL_VALUE && closed->as.integer < report->as_of ? closed->as.integer : report->as_of;
    for (int32_t i = 0; i < explanation->clause_count; i++) {
        const eval_clause *clause = &explanation->clauses[i];
        at->day = day_of(clause, judged);
        at->facts = counts(at->finding, clause);
        note_day_clause(at, clause);
        if (begins(clause->name, "every "))
            note_periods(at->sight, clause);
        walk_trace(at, clause->trace, NULL);
    }
    bool recurs = at->finding->rule->shape == RULES_SHAPE_RECURRENCE;
    if (recurs && at->finding->due != INT64_MAX)
        at->sight->days[AUTHOR_DAY_PERIOD] = at->finding->due;
    if (at->finding->rule->shape == RULES_SHAPE_DEADLINE)
        at->sight->days[AUTHOR_DAY_DUE] = at->finding->due;
    if (at->finding->rule->waived_by_count > 0)
        note_waivers(at);
}

static int32_t version_of(const cw_finding *finding)
{
    const rules_rule *rule = rules_find(finding->report->rules, base_str_of(finding->rule->full_name));
    int32_t version = 0;
    for (; rule && rule != finding->rule; rule = rule->next_version)
        version++;
    return version;
}

static author_sight *make(author_boundaries *self, const author_setup *setup, const cw_finding *finding, int64_t day)
{
    author_sight *sight = base_arena_alloc(&self->arena, sizeof *sight);
    base_str *ids = base_arena_array(&self->arena, (size_t)finding->subject_count, sizeof *ids);
    if (!sight || !ids)
        return NULL;
    *sight = (author_sight){.setup = setup, .day = day, .ids = ids, .id_count = finding->subject_count, .status = finding->status,
                            .first_end = INT64_MAX, .short_end = INT64_MAX};
    for (int32_t i = 0; i < finding->subject_count; i++)
        ids[i] = author_kept(self, base_str_of(finding->subjects[i].id));
    for (int kind = 0; kind < AUTHOR_DAY_KINDS; kind++)
        sight->days[kind] = INT64_MAX;
    if (finding->rule->valid_from != INT64_MIN)
        sight->days[AUTHOR_DAY_VALID_FROM] = finding->rule->valid_from;
    sight->days[AUTHOR_DAY_VALID_UNTIL] = finding->rule->valid_until;
    sight->rule = author_kept(self, base_str_of(finding->rule->full_name));
    sight->version = version_of(finding);
    sight->last_read = &sight->reads;
    for (int kind = 0; kind < AUTHOR_TURN_KINDS; kind++)
        sight->last_turn[kind] = &sight->turns[kind];
    base_buffer_clear(&self->piece);
    author_put_about(&self->piece, self->file->rules, finding);
    sight->about = author_kept_piece(self);
    return sight;
}

cw_status author_see(author_boundaries *self, const author_setup *setup, const cw_finding *finding, int64_t day, author_sight **out)
{
    eval_explanation explanation;
    *out = NULL;
    cw_status status = eval_explain(finding, &explanation);
    if (status != CW_OK)
        return status == CW_ERR_NOMEM ? status : CW_OK;
    author_sight *sight = make(self, setup, finding, day);
    walk walk = {.self = self, .sight = sight, .finding = finding};
    if (sight)
        note_clauses(&walk, &explanation);
    eval_explanation_finish(&explanation);
    *out = sight;
    return self->arena.failed ? CW_ERR_NOMEM : CW_OK;
}
