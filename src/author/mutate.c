/* SPDX-License-Identifier: MIT */
/* Rule tests against changed rules: a change that no test notices shows what is not tested. */
#include "author/mutants.h"

#include <string.h>

/* A test whose case is made once for all changes. */
typedef struct ready { author_test *test; cw_case *one; } ready;

typedef struct mutation {
    author_file *file;
    const char *filter;          /* in the names of the tests that count; NULL: all do */
    base_arena arena;
    author_mutants mutants;
    ready *tests; int32_t count;
    rules_input *inputs;
    cw_diag *aside;              /* what is told of changed rules, which nobody reads */
    base_buffer text;            /* of the changed file */
    base_buffer details;
} mutation;

/* ---- the tests ---- */

static cw_status make_ready(mutation *self)
{
    int32_t count = 0;
    for (author_test *test = self->file->tests; test; test = test->next)
        count++;
    self->tests = base_arena_array(&self->arena, (size_t)count, sizeof *self->tests);
    for (author_test *test = self->file->tests; test && self->tests; test = test->next) {
        if (!author_contains(test->name, self->filter))
            continue;
        const author_base *base = author_base_of(self->file, test);
        ready *one = &self->tests[self->count];
        one->test = test;
        cw_status status = base ? author_case_of(self->file, test, base, &one->one) : CW_ERR_NOMEM;
        if (status != CW_OK || !one->one)
            return CW_ERR_NOMEM;
        self->count++;
    }
    return self->tests ? CW_OK : CW_ERR_NOMEM;
}

static bool names(const author_test *test, const author_mutant *mutant)
{
    base_str full = mutant->rule ? base_str_of(mutant->rule->full_name) : (base_str){0};
    for (const author_expectation *at = test->expectations; at; at = at->next)
        if (mutant->rule && at->kind != AUTHOR_ONLY &&
            (base_str_equal(at->rule.text, full) || base_str_equal(at->rule.text, mutant->rule->name)))
            return true;
    return false;
}

static bool says_only(const author_test *test)
{
    for (const author_expectation *at = test->expectations; at; at = at->next)
        if (at->kind == AUTHOR_ONLY)
            return true;
    return false;
}

/* ---- changed rules ---- */

static bool put_changed(mutation *self, const author_mutant *mutant)
{
    base_str text = mutant->file->source.text;
    base_buffer_clear(&self->text);
    base_put_str(&self->text, (base_str){text.at, mutant->start});
    base_put_str(&self->text, mutant->text);
    base_put_str(&self->text, (base_str){text.at + mutant->end, text.length - mutant->end});
    return !self->text.failed;
}

/* *out NULL: they do not compile. `test` NULL: with the parameters as declared. */
static cw_status compile(mutation *self, const author_mutant *mutant, const author_test *test, cw_rules **out)
{
    const cw_rules *rules = self->file->rules;
    rules_setting *settings = NULL;
    int32_t count = 0;
    for (const author_setting *at = test ? test->settings : NULL; at; at = at->next)
        count++;
    base_mark mark = base_arena_mark(&self->arena);
    settings = base_arena_array(&self->arena, (size_t)count, sizeof *settings);
    if (!settings)
        return CW_ERR_NOMEM;
    count = 0;
    for (const author_setting *at = test ? test->settings : NULL; at; at = at->next)
        settings[count++] = (rules_setting){at->name, rules_str(&self->file->reader, at->literal.span)};
    for (int32_t i = 0; i < rules->file_count; i++)
        if (rules->files[i] == mutant->file)
            self->inputs[i].text = (base_str){self->text.data, self->text.length};
        else
            self->inputs[i].text = rules->files[i]->source.text;
    const rules_request request = {.inputs = self->inputs, .count = rules->file_count, .settings = settings, .setting_count = count,
                                   .host = &eval_rules_host};
    base_diag_clear(self->aside);
    cw_status status = rules_compile_request(self->file->context, &eval_schema, &request, self->aside, out);
    base_arena_rewind(&self->arena, mark);
    if (status != CW_OK)
        *out = NULL;
    return status == CW_ERR_NOMEM ? status : CW_OK;
}

/* ---- one change ---- */

/* A change within a rule changes nothing of others, so that these need not be judged; nor what a test does not ask about. */
typedef struct wanted { const author_mutant *mutant; const author_test *test; bool all; } wanted;

static bool wants(void *user, const rules_rule *rule)
{
    const wanted *self = user;
    if (self->mutant->rule)
        return strcmp(rule->full_name, self->mutant->rule->full_name) == 0;
    for (const author_expectation *at = self->test->expectations; at && !self->all; at = at->next)
        if (author_is_rule(rule, at->rule.text))
            return true;
    return self->all;
}

static cw_status judge(mutation *self, const author_mutant *mutant, const ready *one, cw_rules *rules)
{
    author_file *file = self->file;
    wanted wanted = {mutant, one->test, says_only(one->test)};
    const eval_choice choice = {&wanted, wants};
    file->evaluator->choice = &choice;
    cw_status status = author_judge(file, one->test, rules, one->one, one->test->day);
    file->evaluator->choice = NULL;
    return status;
}

/* Whether a test fails with the changed rules. */
static cw_status notices(mutation *self, const author_mutant *mutant, const ready *one, cw_rules *rules, bool *noticed)
{
    author_file *file = self->file;
    bool passed = false;
    cw_status status = judge(self, mutant, one, rules);
    if (status == CW_ERR_LIMIT)
        *noticed = true;
    base_buffer_clear(&self->details);
    file->alone = mutant->rule;
    if (status == CW_OK)
        status = author_compare(file, one->test, &self->details, &passed);
    file->alone = NULL;
    *noticed |= status == CW_OK && !passed;
    return status == CW_ERR_LIMIT ? CW_OK : status;
}

/* Tests of the rule first, then those that could see a violation that they do not name; those that give parameters other
 * values need rules of their own, so they come last. */
enum { ROUNDS = 3 };
static bool in_round(const ready *one, const author_mutant *mutant, int round)
{
    if (one->test->settings)
        return round == 2 && (!mutant->rule || names(one->test, mutant) || says_only(one->test));
    if (!mutant->rule || names(one->test, mutant))
        return round == 0;
    return round == 1 && says_only(one->test);
}

static cw_status try_test(mutation *self, const author_mutant *mutant, const ready *one, cw_rules *rules, bool *noticed)
{
    cw_rules *own = NULL;
    if (!one->test->settings)
        return notices(self, mutant, one, rules, noticed);
    cw_status status = compile(self, mutant, one->test, &own);
    if (status == CW_OK && own)
        status = notices(self, mutant, one, own, noticed);
    else
        *noticed |= status == CW_OK;
    eval_report_clear(self->file->report);
    if (own && base_reference_drop(&own->references))
        rules_release(own);
    return status;
}

static cw_status try_tests(mutation *self, const author_mutant *mutant, cw_rules *rules, bool *noticed)
{
    cw_status status = CW_OK;
    for (int round = 0; round < ROUNDS && !*noticed; round++)
        for (int32_t i = 0; i < self->count && !*noticed && status == CW_OK; i++)
            if (in_round(&self->tests[i], mutant, round))
                status = try_test(self, mutant, &self->tests[i], rules, noticed);
    eval_report_clear(self->file->report);
    return status;
}

static cw_status tell_change(mutation *self, const author_mutant *mutant, bool killed)
{
    base_str source = mutant->file->source.text;
    base_lines at = base_lines_at(source, mutant->start, NULL);
    base_mark mark = base_arena_mark(&self->arena);
    author_change change = {
        .file = base_arena_copy(&self->arena, mutant->file->source.name.at, mutant->file->source.name.length),
        .line = at.line, .column = at.column,
        .before = base_arena_copy(&self->arena, source.at + mutant->start, mutant->end - mutant->start),
        .after = base_arena_copy(&self->arena, mutant->text.at, mutant->text.length),
        .rule = mutant->rule ? mutant->rule->full_name : NULL, .killed = killed,
    };
    if (!change.file || !change.before || !change.after)
        return CW_ERR_NOMEM;
    self->file->host->tell_change(self->file->host->user, &change);
    base_arena_rewind(&self->arena, mark);
    return CW_OK;
}

static cw_status try_mutant(mutation *self, const author_mutant *mutant)
{
    cw_rules *rules = NULL;
    bool noticed = false;
    cw_status status = put_changed(self, mutant) ? compile(self, mutant, NULL, &rules) : CW_ERR_NOMEM;
    if (status != CW_OK || !rules)
        return status;
    status = try_tests(self, mutant, rules, &noticed);
    if (base_reference_drop(&rules->references))
        rules_release(rules);
    return status == CW_OK ? tell_change(self, mutant, noticed) : status;
}

/* ---- all ---- */

static cw_status run(mutation *self)
{
    const cw_rules *rules = self->file->rules;
    self->inputs = base_arena_array(&self->arena, (size_t)rules->file_count, sizeof *self->inputs);
    if (!self->inputs || !author_make_mutants(&self->mutants, &self->arena, rules, self->file->set.text))
        return CW_ERR_NOMEM;
    for (int32_t i = 0; i < rules->file_count; i++)
        self->inputs[i].name = rules->files[i]->source.name;
    cw_status status = make_ready(self);
    for (const author_mutant *at = self->mutants.first; at && status == CW_OK; at = at->next)
        status = try_mutant(self, at);
    return status;
}

cw_status author_run_mutants(author_file *file, const char *filter)
{
    mutation self = {.file = file, .filter = filter};
    cw_status status = base_diag_new(file->context, &self.aside);
    if (status != CW_OK)
        return status;
    base_arena_init(&self.arena, file->arena.context);
    base_buffer_init(&self.text, file->arena.context);
    base_buffer_init(&self.details, file->arena.context);
    status = run(&self);
    for (int32_t i = 0; i < self.count; i++)
        model_case_release(self.tests[i].one);
    base_buffer_finish(&self.details);
    base_buffer_finish(&self.text);
    base_arena_finish(&self.arena);
    base_diag_drop(self.aside);
    return status;
}
