/* SPDX-License-Identifier: MIT */
/* The names of a rule: its variables and lets, and the covers that go through them. */
#include "rules/check.h"

/* Findings multiply with each; no rule on paper has more than two. */
enum { VARIABLES_MOST = 16 };

typedef struct written_variable { rules_span name, list; } written_variable;

/* ---- for ---- */

static bool read_variable(rules_cursor *cursor, written_variable *out)
{
    if (!rules_expect_run(cursor, "", "the name of a variable", &out->name) || !rules_expect_word(cursor, "in"))
        return false;
    if (rules_at_end(cursor)) {
        rules_expected(cursor, "a list", (base_str){0});
        return false;
    }
    out->list = (rules_span){cursor->at, rules_expression_end(cursor)};
    cursor->at = out->list.end;
    return true;
}

static bool read_variables(rules_check *check, const rules_clause *clause, rules_chain *out)
{
    rules_cursor cursor = rules_clause_cursor(check, clause);
    do {
        written_variable *written = base_arena_alloc(check->reader->work, sizeof *written);
        if (!written)
            return rules_no_memory(check->reader);
        if (!read_variable(&cursor, written))
            return false;
        if (out->count == VARIABLES_MOST) {
            rules_tell(check->reader, RULES_TELL_VARIABLES_MOST, written->name, (base_str){0},
                       rules_number_text(check->reader, VARIABLES_MOST), (base_str){0});
            return false;
        }
        if (!rules_chain_add(check->reader, out, written, written->name))
            return false;
    } while (rules_take(&cursor, ','));
    return rules_expect_end(&cursor);
}

/* The table whose rows are the items, where the list is a table as it stands. */
static rules_draft_table *table_of(const rules_check *check, const feel_node *list)
{
    int32_t index = list->op == FEEL_OP_GLOBAL ? list->index - check->first_table : -1;
    return index >= 0 && index < check->table_count ? check->tables[index] : NULL;
}

static void check_list(rules_check *check, const written_variable *written, rules_variable *out, int32_t index)
{
    feel_compiler *feel = check->reader->feel;
    feel_scope room[2];
    const feel_scope *scope = rules_scope_of(check, &check->scope, room);
    uint32_t slots = 0;
    feel_node *tree = feel_parse(feel, written->list.start, written->list.end), *list = tree, *filter = NULL;
    if (!tree || check->from->change || !rules_read_ratings(check, tree))
        return;
    bool split = feel_split_filter(tree, &list, &filter);
    out->list = feel_check(feel, list, scope, check->first_slot, &feel_type_list_of_any, "`for`", &slots);
    rules_need_slots(check, slots);
    if (!out->list)
        return;
    out->item = out->list->type->kind == FEEL_LIST ? out->list->type->item : out->list->type;
    check->through[index] = table_of(check, out->list);
    if (check->through[index])
        out->table = check->through[index]->table;
    if (split) {
        out->filter = feel_check_filter(feel, filter, scope, out->item, out->slot, check->first_slot, &slots);
        rules_need_slots(check, slots);
    }
    if (out->item->kind != FEEL_RECORD && !out->table && out->item != &feel_type_open)
        rules_tell(check->reader, RULES_TELL_NO_SUBJECT, written->name, (base_str){0}, out->name, (base_str){0});
}

static void declare_slot(rules_check *check, rules_span at, int32_t slot, const feel_type *type)
{
    rules_name *name = rules_declare(check->reader, &check->scope, at);
    if (!name)
        return;
    name->feel.how = FEEL_AS_SLOT;
    name->feel.index = slot;
    name->feel.type = type ? type : &feel_type_open;
}

static void check_for(rules_check *check, const rules_chain *written)
{
    rules_variable *variables = base_arena_array(check->reader->feel->arena, (size_t)written->count, sizeof *variables);
    check->through = base_arena_array(check->reader->work, (size_t)written->count, sizeof *check->through);
    int32_t i = 0;
    if (!variables || !check->through) {
        rules_no_memory(check->reader);
        return;
    }
    for (const rules_link *link = written->first; link && !check->reader->feel->no_memory; link = link->next, i++) {
        const written_variable *one = link->item;
        variables[i].name = rules_keep(check->reader, one->name);
        variables[i].slot = i;
        check_list(check, one, &variables[i], i);
        if (!variables[i].item)
            variables[i].item = &feel_type_open;
        declare_slot(check, one->name, i, variables[i].item);
    }
    check->rule->variables = variables;
    check->rule->variable_count = i;
}

/* ---- let ---- */

static int32_t count_clauses(const rules_clause *clause)
{
    int32_t count = 0;
    for (; clause; clause = clause->next)
        count++;
    return count;
}

static void check_let(rules_check *check, const rules_clause *clause, rules_let *let)
{
    rules_cursor cursor = rules_clause_cursor(check, clause);
    rules_span name;
    if (!rules_expect_run(&cursor, "", "the name of a value", &name) || !rules_expect(&cursor, '='))
        return;
    let->name = rules_str(check->reader, name);
    let->value = rules_check_expression(check, clause, (rules_span){cursor.at, cursor.end}, &check->scope, NULL);
    declare_slot(check, name, let->slot, let->value ? let->value->type : NULL);
}

static void check_lets(rules_check *check, int32_t count)
{
    rules_let *lets = base_arena_array(check->reader->feel->arena, (size_t)count, sizeof *lets);
    int32_t i = 0;
    if (!lets) {
        rules_no_memory(check->reader);
        return;
    }
    for (const rules_clause *clause = check->from->first[RULES_LET]; clause; clause = clause->next, i++) {
        lets[i].slot = check->rule->variable_count + i;
        check_let(check, clause, &lets[i]);
    }
    check->rule->lets = lets;
    check->rule->let_count = count;
}

/* Within a rule with `every` the period is one more value. */
static void declare_period(rules_check *check, int32_t slot)
{
    static const feel_type period = {.kind = FEEL_RANGE, .detail = -1, .item = &feel_type_date};
    feel_name *existing, *name = base_arena_alloc(check->reader->work, sizeof *name);
    if (name)
        *name = (feel_name){.name = BASE_STR("period"), .how = FEEL_AS_SLOT, .index = slot, .type = &period};
    if (!name || !feel_scope_add(&check->period_scope, name, &existing))
        rules_no_memory(check->reader);
}

void rules_check_variables(rules_check *check)
{
    rules_chain written = {0};
    const rules_clause *clause = check->from->first[RULES_FOR];
    int32_t lets = count_clauses(check->from->first[RULES_LET]);
    bool every = check->from->first[RULES_EVERY] != NULL;
    if (clause)
        read_variables(check, clause, &written);
    check->first_slot = written.count + lets + every;
    rules_need_slots(check, (uint32_t)check->first_slot);
    check_for(check, &written);
    check_lets(check, lets);
    check->rule->period_slot = every ? written.count + lets : -1;
    if (every)
        declare_period(check, written.count + lets);
}

/* ---- covers ---- */

static bool is_id(base_str text)
{
    for (size_t i = 0; i < text.length; i++) {
        char c = text.at[i];
        bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
        bool other = (c >= '0' && c <= '9') || c == '-';
        if (!letter && (i == 0 || !other))
            return false;
    }
    return text.length > 0;
}

/* Every cell of the column is the id of a requirement; asked once for each column. */
static void check_cells(rules_check *check, rules_draft_table *table, int32_t column)
{
    int32_t columns = table->table->column_count;
    if (table->checked >> column & 1)
        return;
    table->checked |= UINT64_C(1) << column;
    for (int32_t i = 0; i < table->table->row_count; i++) {
        size_t cell = (size_t)i * (size_t)columns + (size_t)column;
        if (!is_id(table->cells[cell]))
            rules_tell(check->reader, RULES_TELL_COVER_CELL, table->places[cell], (base_str){0}, table->table->name,
                       table->cells[cell]);
    }
}

static int32_t find_column(rules_check *check, const rules_table *table, rules_span at)
{
    base_nearest nearest;
    rules_begin_nearest(check->reader, &nearest, rules_str(check->reader, at));
    for (int32_t i = 0; i < table->column_count; i++) {
        if (base_str_equal(table->columns[i], nearest.word))
            return i;
        base_nearest_consider(&nearest, table->columns[i]);
    }
    rules_tell(check->reader, RULES_TELL_COVER_COLUMN, at, rules_did_you_mean(check->reader, &nearest), table->name,
               nearest.word);
    return -1;
}

static rules_draft_table *find_table(rules_check *check, rules_span at)
{
    base_nearest nearest;
    rules_begin_nearest(check->reader, &nearest, rules_str(check->reader, at));
    for (int32_t i = 0; i < check->rule->variable_count; i++) {
        if (base_str_equal(check->rule->variables[i].name, nearest.word) && check->through[i])
            return check->through[i];
        if (check->through[i])
            base_nearest_consider(&nearest, check->rule->variables[i].name);
    }
    rules_tell(check->reader, RULES_TELL_COVER_VARIABLE, at, rules_did_you_mean(check->reader, &nearest), nearest.word,
               (base_str){0});
    return NULL;
}

static void check_column(rules_check *check, const rules_clause *clause, rules_span variable, rules_span column,
                         rules_cover *out)
{
    if (check->from->change)
        return;
    rules_draft_table *table = find_table(check, variable);
    int32_t index = table ? find_column(check, table->table, column) : -1;
    if (index < 0)
        return;
    check_cells(check, table, index);
    out->path = rules_check_expression(check, clause, (rules_span){variable.start, column.end}, &check->scope, NULL);
}

static bool read_cover(rules_check *check, rules_cursor *cursor, const rules_clause *clause, rules_cover *out)
{
    rules_span at, column;
    if (!rules_expect_label(cursor, "the id of a requirement", &at))
        return false;
    out->id = rules_keep(check->reader, at);
    if (!rules_take(cursor, '.'))
        return true;
    if (!rules_expect_run(cursor, "", "the name of a column", &column))
        return false;
    out->id = (base_str){0};
    check_column(check, clause, at, column, out);
    return true;
}

void rules_check_covers(rules_check *check)
{
    const rules_clause *clause = check->from->first[RULES_COVERS];
    rules_chain covers = {0};
    if (!clause)
        return;
    rules_cursor cursor = rules_clause_cursor(check, clause);
    do {
        rules_cover *cover = base_arena_alloc(check->reader->work, sizeof *cover);
        if (!cover) {
            rules_no_memory(check->reader);
            return;
        }
        if (!read_cover(check, &cursor, clause, cover) ||
            !rules_chain_add(check->reader, &covers, cover, (rules_span){cursor.at, cursor.at}))
            return;
    } while (rules_take(&cursor, ','));
    rules_expect_end(&cursor);
    check->rule->covers = rules_chain_copies(check->reader, &covers, sizeof(rules_cover));
    check->rule->cover_count = covers.count;
}
