/* SPDX-License-Identifier: MIT */
/* All mutants of a rule set; those of numbers and terms. */
#include "author/mutants.h"

#include "rules/reader.h"

bool author_add_mutant(author_mutants *self, const rules_file *file, const rules_rule *rule, uint32_t start, uint32_t end,
                       const char *before, base_str inside, const char *after)
{
    base_buffer text;
    base_buffer_init(&text, self->arena->context);
    base_putf(&text, "%s%.*s%s", before, (int)inside.length, inside.at, after);
    size_t length = text.length;
    base_put_char(&text, '\0');
    base_put_int(&text, start);
    base_put_char(&text, '-');
    base_put_int(&text, end);
    base_put_str(&text, file->source.name);
    const char *key = text.failed ? NULL : base_arena_copy(self->arena, text.data, text.length);
    base_str whole = {key, text.length};
    base_buffer_finish(&text);
    author_mutant *made = base_arena_alloc(self->arena, sizeof *made);
    void *existing;
    if (!key || !made || !base_map_add(&self->seen, whole, made, &existing))
        return false;
    if (existing)
        return true;
    *made = (author_mutant){.file = file, .start = start, .end = end, .text = {key, length}, .rule = rule};
    *self->last = made;
    self->last = &made->next;
    self->count++;
    return true;
}

base_str author_next_word(int32_t enumeration, base_str word)
{
    base_str first = eval_schema.word_at(eval_schema.self, enumeration, 0);
    for (int32_t i = 0;; i++) {
        base_str at = eval_schema.word_at(eval_schema.self, enumeration, i);
        if (at.length == 0)
            return (base_str){0};
        if (!base_str_equal(at, word))
            continue;
        base_str next = eval_schema.word_at(eval_schema.self, enumeration, i + 1);
        next = next.length > 0 ? next : first;
        return base_str_equal(next, word) ? (base_str){0} : next;
    }
}

/* ---- numbers and terms ---- */

/* "calendar month" for "calendar quarter", and the like: where the unit stands in the text, and what takes its place. */
static bool mutate_unit(author_mutants *self, const rules_file *file, const rules_rule *rule, uint32_t start, uint32_t end)
{
    static const char *const units[][2] = {
        {"calendar month", "calendar quarter"}, {"calendar quarter", "calendar year"}, {"calendar year", "calendar quarter"},
    };
    const char *text = file->source.text.at;
    for (uint32_t at = start; at < end; at++)
        for (size_t i = 0; i < sizeof units / sizeof units[0]; i++) {
            base_str unit = base_str_of(units[i][0]);
            if (at + unit.length <= end && base_str_equal((base_str){text + at, unit.length}, unit))
                return author_add_mutant(self, file, rule, at, at + (uint32_t)unit.length, units[i][1], (base_str){0}, "");
        }
    return true;
}

/* `P30D`: a number and a unit. */
static bool read_duration(base_str text, int64_t *number)
{
    enum { DIGITS_MOST = 8 };
    size_t last = text.length > 0 ? text.length - 1 : 0;
    *number = 0;
    for (size_t i = 1; i < last; i++) {
        if (text.at[i] < '0' || text.at[i] > '9')
            return false;
        *number = *number * 10 + (text.at[i] - '0');
    }
    return last > 1 && last <= DIGITS_MOST && text.at[0] == 'P';
}

/* `@"2024-01-31"`, `@"P30D"`: a day, or one of the unit, earlier and later; what else stands so is left as it is. */
static bool mutate_quoted(author_mutants *self, const rules_file *file, const rules_rule *rule, uint32_t start, uint32_t end)
{
    enum { AROUND = 3 };                 /* @"" */
    base_str inside = {file->source.text.at + start + 2, end - start > AROUND ? end - start - AROUND : 0};
    int64_t number;
    bool is_day = base_day_parse(inside, &number);
    bool whole = is_day || (read_duration(inside, &number) && number > 0);
    for (int step = -1; whole && step <= 1; step += 2) {
        base_buffer text;
        base_buffer_init(&text, self->arena->context);
        base_put(&text, is_day ? "@\"" : "@\"P");
        if (is_day)
            base_put_day(&text, number + step);
        else
            base_put_int(&text, number + step);
        if (!is_day)
            base_put_char(&text, inside.at[inside.length - 1]);
        bool made = !text.failed && author_add_mutant(self, file, rule, start, end, "", (base_str){text.data, text.length}, "\"");
        base_buffer_finish(&text);
        if (!made)
            return false;
    }
    return true;
}

bool author_mutate_count(author_mutants *self, const rules_file *file, const rules_rule *rule, uint32_t start, uint32_t end)
{
    const char *text = file->source.text.at;
    int64_t number = 0;
    uint32_t at = start;
    if (start < end && text[start] == '@')
        return mutate_quoted(self, file, rule, start, end);
    char changed[24];
    for (; at < end && text[at] >= '0' && text[at] <= '9' && number < 100000000; at++)
        number = number * 10 + (text[at] - '0');
    bool whole = at > start && (at == end || text[at] == ' ');
    for (int step = -1; whole && step <= 1; step += 2) {
        base_buffer digits;
        base_buffer_init(&digits, self->arena->context);
        base_put_int(&digits, number + step);
        size_t length = digits.length < sizeof changed ? digits.length : 0;
        for (size_t i = 0; i < length; i++)
            changed[i] = digits.data[i];
        bool failed = digits.failed;
        base_buffer_finish(&digits);
        if (failed || (number + step >= 0 && !author_add_mutant(self, file, rule, start, at, "", (base_str){changed, length}, "")))
            return false;
    }
    return !whole || mutate_unit(self, file, rule, start, end);
}

bool author_mutate_parameter(author_mutants *self, const rules_parameter *parameter)
{
    if (!parameter->has_value || parameter->is_set)
        return true;
    uint32_t start = parameter->written_at, end = start + (uint32_t)parameter->written.length;
    if (base_str_is(parameter->written, "true") || base_str_is(parameter->written, "false"))
        return author_add_mutant(self, parameter->file, NULL, start, end, base_str_is(parameter->written, "true") ? "false" : "true",
                                 (base_str){0}, "");
    return author_mutate_count(self, parameter->file, NULL, start, end);
}

/* ---- all ---- */

/* Clauses as they are written in the file that they stand in: of rules, and of what overrides them. */
static bool mutate_overrides(author_mutants *self, const rules_file *file)
{
    author_override item = {.end = 0};
    while (author_next_override(self->rules, file, &item))
        if (item.rule && !author_mutate_clauses(self, item.rule, file, item.start, item.end))
            return false;
    return true;
}

static bool mutate_rule(author_mutants *self, const rules_rule *rule)
{
    if (author_is_own_file(self->rules, self->set, rule->file) && !author_mutate_clauses(self, rule, rule->file, rule->start, rule->end))
        return false;
    return author_mutate_expressions(self, rule);
}

bool author_make_mutants(author_mutants *self, base_arena *arena, const cw_rules *rules, base_str set)
{
    *self = (author_mutants){.arena = arena, .rules = rules, .set = set};
    base_map_init(&self->seen, arena);
    author_begin_expressions(self);
    self->last = &self->first;
    for (int32_t i = 0; i < rules->parameter_count; i++)
        if (author_is_own_file(rules, set, rules->parameters[i]->file) && !author_mutate_parameter(self, rules->parameters[i]))
            return false;
    for (int32_t i = 0; i < rules->rule_count; i++)
        for (const rules_rule *rule = rules->rules[i]; rule; rule = rule->next_version)
            if (!mutate_rule(self, rule))
                return false;
    for (int32_t i = 0; i < rules->file_count; i++)
        if (author_is_own_file(rules, set, rules->files[i]) && !mutate_overrides(self, rules->files[i]))
            return false;
    return !arena->failed;
}
