/* SPDX-License-Identifier: MIT */
/* Tests that are missing where rules turn: what each test of a file sees of the rules that it names, rule by rule, and the blocks
 * that come of it. */
#include <inttypes.h>

#include "author/boundaries.h"
#include "author/format.h"
#include "base/sort.h"

base_str author_kept(author_boundaries *self, base_str text)
{
    char *copy = base_arena_copy(&self->arena, text.at ? text.at : "", text.length);
    return (base_str){copy ? copy : "", copy ? text.length : 0};
}

base_str author_kept_piece(author_boundaries *self)
{
    self->arena.failed |= self->piece.failed;
    return author_kept(self, (base_str){self->piece.data, self->piece.failed ? 0 : self->piece.length});
}

/* ---- what tests see ---- */

static int64_t place_of(const author_boundaries *self, base_str rule)
{
    const rules_rule *const *at = base_map_find(&self->places, rule);
    return at ? at - (const rules_rule *const *)self->file->rules->rules : self->file->rules->rule_count;
}

static void add_sight(author_boundaries *self, author_sight *sight)
{
    sight->place = place_of(self, sight->rule);
    sight->order = self->sight_count++;
    *self->last_sight = sight;
    self->last_sight = &sight->next;
    author_mark_tested(self, sight, NULL, sight->day);
}

static cw_status see_expected(author_boundaries *self, const author_setup *setup, const author_expectation *expected)
{
    const cw_report *report = self->file->report;
    cw_status status = CW_OK;
    for (int64_t i = 0; i < report->count && status == CW_OK; i++) {
        author_sight *sight = NULL;
        if (!author_is_about(&report->findings[i], expected))
            continue;
        status = author_see(self, setup, &report->findings[i], setup->test->day, &sight);
        if (sight)
            add_sight(self, sight);
    }
    return status;
}

/* That there is no such finding is tested too. */
static cw_status mark_none(author_boundaries *self, const author_setup *setup, const author_expectation *expected)
{
    const rules_rule *rule = rules_find(self->file->rules, expected->rule.text);
    base_str *ids = base_arena_array(&self->arena, (size_t)expected->id_count, sizeof *ids);
    if (!ids)
        return CW_ERR_NOMEM;
    for (int32_t i = 0; i < expected->id_count; i++)
        ids[i] = expected->ids[i].text;
    const author_sight sight = {.setup = setup, .rule = rule ? base_str_of(rule->full_name) : expected->rule.text,
                                .ids = ids, .id_count = expected->id_count};
    author_mark_tested(self, &sight, NULL, setup->test->day);
    return CW_OK;
}

static cw_status see_test(author_boundaries *self, const author_test *test)
{
    void *existing;
    bool ran;
    const author_setup *setup = author_setup_of(self, test);
    if (!setup || !base_map_add(&self->names, test->name, self, &existing))
        return CW_ERR_NOMEM;
    cw_status status = author_trial_begin(self, setup, NULL, test->day, &ran);
    for (const author_expectation *at = test->expectations; at && ran && status == CW_OK; at = at->next)
        if (at->kind == AUTHOR_FINDING)
            status = see_expected(self, setup, at);
        else if (at->kind == AUTHOR_NONE)
            status = mark_none(self, setup, at);
    author_trial_end(self);
    return self->arena.failed ? CW_ERR_NOMEM : status;
}

static cw_status see_all(author_boundaries *self)
{
    cw_status status = CW_OK;
    const cw_rules *rules = self->file->rules;
    void *existing;
    for (int32_t i = 0; i < rules->rule_count; i++)
        if (!base_map_add(&self->places, base_str_of(rules->rules[i]->full_name), &rules->rules[i], &existing))
            return CW_ERR_NOMEM;
    for (const author_test *test = self->file->tests; test && status == CW_OK; test = test->next)
        status = see_test(self, test);
    return status;
}

/* ---- groups ---- */

static int compare(const void *a, const void *b)
{
    const author_sight *one = *(author_sight *const *)a, *other = *(author_sight *const *)b;
    const int64_t pairs[][2] = {
        {one->place, other->place}, {one->version, other->version},
        {one->setup->cost, other->setup->cost}, {one->order, other->order},
    };
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++)
        if (pairs[i][0] != pairs[i][1])
            return pairs[i][0] < pairs[i][1] ? -1 : 1;
    return 0;
}

static cw_status put_group(author_boundaries *self, const author_group *group)
{
    cw_status (*const puts[])(author_boundaries *, const author_group *) = {author_put_days, author_put_month_ends, author_put_turns,
                                                                           author_put_missing_facts};
    cw_status status = CW_OK;
    for (size_t i = 0; i < sizeof puts / sizeof puts[0] && status == CW_OK; i++)
        status = puts[i](self, group);
    return self->arena.failed ? CW_ERR_NOMEM : status;
}

static bool same_group(const author_sight *a, const author_sight *b)
{
    return a->place == b->place && a->version == b->version;
}

static cw_status put_groups(author_boundaries *self, const char *filter)
{
    size_t count = (size_t)self->sight_count, i = 0;
    author_sight **all = base_arena_array(&self->arena, count, sizeof *all);
    if (!all)
        return CW_ERR_NOMEM;
    for (author_sight *at = self->sights; at; at = at->next)
        all[i++] = at;
    base_sort(all, count, sizeof *all, compare);
    for (i = 0; i < count; i++)
        all[i]->next = i + 1 < count && same_group(all[i], all[i + 1]) ? all[i + 1] : NULL;
    cw_status status = CW_OK;
    for (i = 0; i < count && status == CW_OK; i++) {
        const author_group group = {all[i]->rule, all[i]->version, all[i]};
        bool first = i == 0 || !same_group(all[i - 1], all[i]);
        if (first && author_contains(group.rule, filter))
            status = put_group(self, &group);
    }
    return status;
}

/* ---- of which rules ---- */

/* Whether there are tests of rules that the filter means; tells of it where not. */
static bool can_find(author_boundaries *self, const char *filter)
{
    author_file *file = self->file;
    base_nearest nearest;
    const base_str word = base_str_of(filter);
    const base_place place = {.source = file->source.name};
    bool there = false;
    for (const author_sight *at = self->sights; at; at = at->next)
        if (author_contains(at->rule, filter))
            return true;
    rules_begin_nearest(&file->reader, &nearest, word);
    for (int32_t i = 0; i < file->rules->rule_count; i++) {
        there |= author_contains(base_str_of(file->rules->rules[i]->full_name), filter);
        base_nearest_consider(&nearest, file->rules->rules[i]->name);
        base_nearest_consider(&nearest, base_str_of(file->rules->rules[i]->full_name));
    }
    base_str help = there ? BASE_STR("write a first test of it: an `expect` that names the rule") : rules_did_you_mean(&file->reader, &nearest);
    base_diag_add(file->feel.diag, &author_diagnostics[there ? AUTHOR_TELL_RULE_UNTESTED : AUTHOR_TELL_NO_SUCH_RULE], &place, help,
                  (int)word.length, word.at);
    return false;
}

/* ---- what is handed out ---- */

static void put_counts(author_boundaries *self, int64_t total)
{
    static const char *const words[] = {
        [AUTHOR_BLOCK_DAY] = "on days", [AUTHOR_BLOCK_MONTH_END] = "on month ends", [AUTHOR_BLOCK_LEAP_DAY] = "on 29 February",
        [AUTHOR_BLOCK_BIRTHDAY] = "on birthdays", [AUTHOR_BLOCK_TURN] = "on compared dates", [AUTHOR_BLOCK_FACT] = "on missing facts",
    };
    const char *before = ": ";
    base_putf(&self->blocks, "\n// %" PRId64 " %s to be labelled", total, total == 1 ? "test" : "tests");
    for (int kind = 0; kind < AUTHOR_BLOCK_KINDS; kind++) {
        if (self->counts[kind] == 0)
            continue;
        base_putf(&self->blocks, "%s%" PRId64 " %s", before, self->counts[kind], words[kind]);
        before = ", ";
    }
    if (self->left_out > 0)
        base_putf(&self->blocks, "; %" PRId64 " missing facts of rules that read many are left out", self->left_out);
    base_put_char(&self->blocks, '\n');
}

/* In canonical layout, without the first line, which the test file has. */
static cw_status tell_formatted(author_boundaries *self)
{
    const author_file *file = self->file;
    cw_text *text = NULL;
    if (self->blocks.failed)
        return CW_ERR_NOMEM;
    base_diag_clear(self->aside);
    cw_status status = author_format(file->context, "boundaries", self->blocks.data, (int64_t)self->blocks.length, &text, self->aside);
    if (status != CW_OK)
        return status;
    const char *data = cw_text_data(text);
    while (*data && *data != '\n')
        data++;
    file->host->tell_boundaries(file->host->user, *data ? data + 1 : data);
    cw_text_unref(text);
    return CW_OK;
}

static cw_status put_all(author_boundaries *self, const char *filter)
{
    int64_t total = 0;
    base_put(&self->blocks, "tests ");
    base_put_str(&self->blocks, self->file->set.text);
    base_put_char(&self->blocks, '\n');
    cw_status status = put_groups(self, filter);
    for (int kind = 0; kind < AUTHOR_BLOCK_KINDS; kind++)
        total += self->counts[kind];
    if (status != CW_OK)
        return status;
    if (total == 0) {
        self->file->host->tell_boundaries(self->file->host->user, NULL);
        return CW_OK;
    }
    put_counts(self, total);
    return tell_formatted(self);
}

cw_status author_find_boundaries(author_file *file, const char *filter)
{
    author_boundaries self = {.file = file};
    const cw_context *context = file->arena.context;
    cw_status status = base_diag_new(file->context, &self.aside);
    if (status != CW_OK)
        return status;
    base_arena_init(&self.arena, context);
    base_buffer_init(&self.text, context);
    base_buffer_init(&self.piece, context);
    base_buffer_init(&self.key, context);
    base_buffer_init(&self.blocks, context);
    base_map_init(&self.tested, &self.arena);
    base_map_init(&self.names, &self.arena);
    base_map_init(&self.places, &self.arena);
    self.last_sight = &self.sights;
    status = see_all(&self);
    if (status == CW_OK && (!filter || can_find(&self, filter)))
        status = put_all(&self, filter);
    base_buffer_finish(&self.blocks);
    base_buffer_finish(&self.key);
    base_buffer_finish(&self.piece);
    base_buffer_finish(&self.text);
    base_arena_finish(&self.arena);
    base_diag_drop(self.aside);
    return status;
}
