/* SPDX-License-Identifier: MIT */
/* Tests made of other tests: written, run, and kept as blocks. A try is read from its text as any test is, so that what is printed
 * is known to be right. */
#include <stdarg.h>
#include <string.h>

#include "author/boundaries.h"

/* ---- the clauses of a test once more ---- */

static base_str source_of(const author_boundaries *self, rules_span at)
{
    return (base_str){self->file->source.text.at + at.start, at.end - at.start};
}

static base_str kept_edit(author_boundaries *self, const author_edit *edit)
{
    static const char *const words[] = {"set", "add", "remove", "without"};
    base_buffer *text = &self->piece;
    base_buffer_clear(text);
    base_putf(text, "  %s: ", words[edit->kind]);
    base_put_str(text, source_of(self, edit->path_at));
    if (edit->value) {
        base_put(text, edit->kind == AUTHOR_SET ? " = " : " ");
        base_put_str(text, source_of(self, edit->value->at));
    }
    base_put_char(text, '\n');
    return author_kept_piece(self);
}

static void keep_changes(author_boundaries *self, author_setup *made)
{
    int32_t count = 0;
    for (const author_edit *at = made->test->edits; at; at = at->next)
        count++;
    author_change_line *lines = base_arena_array(&self->arena, (size_t)count, sizeof *lines);
    for (const author_edit *at = made->test->edits; at && lines; at = at->next)
        lines[made->change_count++] = (author_change_line){source_of(self, at->path_at), kept_edit(self, at), at->kind == AUTHOR_SET};
    made->changes = lines;
    made->cost += made->change_count;
}

static void keep_days(author_boundaries *self, author_setup *made)
{
    const author_test *test = made->test;
    base_buffer_clear(&self->piece);
    if (test->seen[AUTHOR_KNOWN_AT]) {
        base_put(&self->piece, "  known at: ");
        base_put_day(&self->piece, test->known_at);
        base_put_char(&self->piece, '\n');
        made->cost++;
    }
    for (int32_t i = 0; i < test->holidays.count; i++) {
        base_put(&self->piece, i == 0 ? "  holidays: " : ", ");
        base_put_day(&self->piece, test->holidays.at[i]);
    }
    if (test->holidays.count > 0) {
        base_put_char(&self->piece, '\n');
        made->cost++;
    }
    made->days = author_kept_piece(self);
}

static void keep_params(author_boundaries *self, author_setup *made)
{
    base_buffer_clear(&self->piece);
    for (const author_setting *at = made->test->settings; at; at = at->next, made->cost++) {
        base_put(&self->piece, "  param ");
        base_put_str(&self->piece, at->name);
        base_put(&self->piece, " = ");
        base_put_str(&self->piece, source_of(self, at->literal.span));
        base_put_char(&self->piece, '\n');
    }
    made->params = author_kept_piece(self);
}

const author_setup *author_setup_of(author_boundaries *self, const author_test *test)
{
    author_setup *made = base_arena_alloc(&self->arena, sizeof *made);
    if (!made)
        return NULL;
    *made = (author_setup){.test = test, .days = {"", 0}};
    base_buffer_clear(&self->piece);
    base_put(&self->piece, "  case: ");
    base_put_str(&self->piece, source_of(self, test->case_name.at));
    base_put_char(&self->piece, '\n');
    made->head = author_kept_piece(self);
    if (test->seen[AUTHOR_KNOWN_AT] || test->holidays.count > 0)
        keep_days(self, made);
    keep_changes(self, made);
    keep_params(self, made);
    return self->arena.failed ? NULL : made;
}

/* ---- what is changed beyond it ---- */

static void put_set_day(base_buffer *buffer, base_str path, int64_t day)
{
    base_put(buffer, "  set: ");
    base_put_str(buffer, path);
    base_put(buffer, " = \"");
    base_put_day(buffer, day);
    base_put(buffer, "\"\n");
}

author_more author_more_days(author_boundaries *self, base_str path, int64_t day, base_str second, int64_t second_day)
{
    base_buffer_clear(&self->piece);
    put_set_day(&self->piece, path, day);
    if (second.length > 0)
        put_set_day(&self->piece, second, second_day);
    return (author_more){{path, second}, author_kept_piece(self)};
}

author_more author_more_without(author_boundaries *self, base_str path)
{
    base_buffer_clear(&self->piece);
    base_put(&self->piece, "  without: ");
    base_put_str(&self->piece, path);
    base_put_char(&self->piece, '\n');
    return (author_more){{path, {"", 0}}, author_kept_piece(self)};
}

/* Whether a change is undone by a later one. */
static bool is_replaced(const author_change_line *line, const author_more *more)
{
    for (int i = 0; more && i < AUTHOR_MORE_LINES; i++)
        if (line->sets && base_str_equal(line->path, more->path[i]))
            return true;
    return false;
}

static void put_clauses(base_buffer *text, const author_setup *setup, const author_more *more, int64_t day)
{
    base_put_str(text, setup->head);
    base_put(text, "  on: ");
    base_put_day(text, day);
    base_put_char(text, '\n');
    base_put_str(text, setup->days);
    for (int32_t i = 0; i < setup->change_count; i++)
        if (!is_replaced(&setup->changes[i], more))
            base_put_str(text, setup->changes[i].text);
    if (more)
        base_put_str(text, more->text);
    base_put_str(text, setup->params);
}

/* ---- trying ---- */

static cw_status read_trial(author_boundaries *self, const author_setup *setup, const author_more *more, int64_t day)
{
    author_file *trial = &self->trial, *file = self->file;
    base_buffer_clear(&self->text);
    base_put(&self->text, "tests ");
    base_put_str(&self->text, file->set.text);
    base_put(&self->text, "\ntest \"a try\"\n");
    put_clauses(&self->text, setup, more, day);
    base_put(&self->text, "  expect: only\n");
    base_diag_clear(self->aside);
    *trial = (author_file){.context = file->context, .host = file->host};
    trial->source = (feel_source){file->source.name, {self->text.data, self->text.length}};
    author_open_file(trial, self->aside);
    /* What was read and compiled for the tests of the file is there; nothing is added to it. */
    trial->bases = file->bases;
    trial->variants = file->variants;
    trial->rules = file->rules;
    if (self->text.failed || !author_read_tests(trial) || base_diag_failed(self->aside))
        return CW_ERR_NOMEM;
    return CW_OK;
}

static cw_status judge_trial(author_boundaries *self, author_test *test, int64_t day, bool *ran)
{
    author_file *trial = &self->trial, *file = self->file;
    cw_rules *rules = NULL;
    const author_base *base = author_base_of(trial, test);
    cw_status status = base ? author_rules_of(trial, test, &rules) : CW_ERR_NOMEM;
    if (status == CW_OK && rules)
        status = author_case_of(trial, test, base, &self->one);
    if (base_diag_failed(self->aside) || trial->feel.no_memory)
        return CW_ERR_NOMEM;
    if (status != CW_OK || !rules || !self->one || test->wrong)
        return status;
    status = author_judge(file, test, rules, self->one, day);
    *ran = status == CW_OK;
    return status == CW_ERR_NOMEM ? status : CW_OK;
}

cw_status author_trial_begin(author_boundaries *self, const author_setup *setup, const author_more *more, int64_t day, bool *ran)
{
    *ran = false;
    cw_status status = read_trial(self, setup, more, day);
    author_test *test = self->trial.tests;
    return status == CW_OK && test && !test->wrong ? judge_trial(self, test, day, ran) : status;
}

void author_trial_end(author_boundaries *self)
{
    eval_report_clear(self->file->report);
    if (self->one)
        model_case_release(self->one);
    self->one = NULL;
    base_arena_finish(&self->trial.arena);
    base_context_drop(self->trial.arena.context);
}

/* Whether the first `count` subjects of a finding are those of the sight. */
static bool begins_alike(const cw_finding *finding, const author_sight *sight, int32_t count)
{
    if (!base_str_equal(base_str_of(finding->rule->full_name), sight->rule) || finding->subject_count < count)
        return false;
    for (int32_t i = 0; i < count; i++)
        if (!base_str_equal(base_str_of(finding->subjects[i].id), sight->ids[i]))
            return false;
    return true;
}

const cw_finding *author_finding_like(const author_boundaries *self, const author_sight *sight)
{
    const cw_report *report = self->file->report;
    for (int32_t count = sight->id_count; count >= 0; count--)
        for (int64_t i = 0; i < report->count; i++)
            if (report->findings[i].subject_count == count && begins_alike(&report->findings[i], sight, count))
                return &report->findings[i];
    for (int64_t i = 0; i < report->count; i++)
        if (begins_alike(&report->findings[i], sight, sight->id_count))
            return &report->findings[i];
    return NULL;
}

cw_status author_outcome_on(author_boundaries *self, const author_sight *sight, const author_more *more, int64_t day, author_found *found)
{
    bool ran = false;
    cw_status status = author_trial_begin(self, sight->setup, more, day, &ran);
    const cw_finding *finding = status == CW_OK && ran ? author_finding_like(self, sight) : NULL;
    *found = (author_found){finding ? finding->status : ran ? 0 : -1, finding ? finding->due : INT64_MAX};
    author_trial_end(self);
    return status;
}

/* ---- what is tested ---- */

/* A test that names these subjects and no more ends a key with `=`; one that names further ones besides ends it with `+`. */
static bool put_key(author_boundaries *self, const author_sight *sight, const author_more *more, int64_t day, int32_t count, char end)
{
    base_buffer_clear(&self->key);
    put_clauses(&self->key, sight->setup, more, day);
    base_put_str(&self->key, sight->rule);
    for (int32_t i = 0; i < count; i++) {
        base_put_char(&self->key, '\n');
        base_put_str(&self->key, sight->ids[i]);
    }
    base_put_char(&self->key, end);
    return !self->key.failed;
}

static bool is_marked(author_boundaries *self, const author_sight *sight, const author_more *more, int64_t day, int32_t count, char end)
{
    if (!put_key(self, sight, more, day, count, end)) {
        self->arena.failed = true;
        return true;
    }
    return base_map_find(&self->tested, (base_str){self->key.data, self->key.length}) != NULL;
}

bool author_is_tested(author_boundaries *self, const author_sight *sight, const author_more *more, int64_t day)
{
    bool tested = is_marked(self, sight, more, day, sight->id_count, '+');
    for (int32_t count = sight->id_count; count >= 0 && !tested; count--)
        tested = is_marked(self, sight, more, day, count, '=');
    return tested;
}

void author_mark_tested(author_boundaries *self, const author_sight *sight, const author_more *more, int64_t day)
{
    void *existing;
    for (int32_t count = 0; count <= sight->id_count; count++) {
        bool whole = put_key(self, sight, more, day, count, count < sight->id_count ? '+' : '=');
        base_str key = whole ? author_kept(self, (base_str){self->key.data, self->key.length}) : (base_str){0};
        if (!whole || key.length == 0 || !base_map_add(&self->tested, key, self, &existing))
            self->arena.failed = true;
    }
}

/* ---- blocks ---- */

/* A name that no test has yet: with a number behind it where the words are taken. */
static base_str name_of(author_boundaries *self, const author_sight *sight, const char *words, va_list arguments)
{
    void *existing;
    base_buffer_clear(&self->piece);
    base_put_str(&self->piece, sight->about);
    base_put(&self->piece, ": ");
    base_vputf(&self->piece, words, arguments);
    size_t length = self->piece.length;
    for (int number = 2;; number++) {
        base_str name = author_kept_piece(self);
        if (self->arena.failed || !base_map_add(&self->names, name, self, &existing)) {
            self->arena.failed = true;
            return (base_str){0};
        }
        if (!existing)
            return name;
        base_buffer_cut(&self->piece, length);
        base_putf(&self->piece, " (%d)", number);
    }
}

static bool begins(base_str text, base_str word)
{
    return text.length >= word.length && base_str_equal((base_str){text.at, word.length}, word);
}

/* So that `expect`, once it is no comment any more, stands in the columns of `casework fmt`. */
static const char *blanks_before_value(const author_setup *setup, const author_more *more)
{
    const base_str longer = BASE_STR("  without:");
    bool without = more && begins(more->text, longer);
    for (int32_t i = 0; i < setup->change_count; i++)
        without |= begins(setup->changes[i].text, longer);
    return setup->days.length > 0 ? "   " : without ? "  " : " ";
}

/* What an author is to say, and what the rules say as they are. */
static void put_question(author_boundaries *self, const author_sight *sight, const author_more *more)
{
    const cw_finding *finding = author_finding_like(self, sight);
    base_buffer *text = &self->blocks;
    base_put(text, "  // expect:");
    base_put(text, blanks_before_value(sight->setup, more));
    if (finding && finding->subject_count != sight->id_count)
        author_put_about(text, self->file->rules, finding);
    else
        base_put_str(text, sight->about);
    base_put(text, "  (found:");
    if (finding)
        author_put_outcome(text, finding);
    else
        base_put(text, " none");
    base_put(text, ")\n");
}

static cw_status put_block(author_boundaries *self, const author_sight *sight, const author_more *more, int64_t day, author_block_kind kind,
                           const char *words, va_list arguments)
{
    bool ran = false;
    cw_status status = author_trial_begin(self, sight->setup, more, day, &ran);
    if (status == CW_OK && ran) {
        base_put(&self->blocks, "\ntest ");
        json_put_string(&self->blocks, name_of(self, sight, words, arguments));
        base_put_char(&self->blocks, '\n');
        put_clauses(&self->blocks, sight->setup, more, day);
        put_question(self, sight, more);
        self->counts[kind]++;
    }
    author_trial_end(self);
    if (status == CW_OK && ran)
        author_mark_tested(self, sight, more, day);
    return self->arena.failed || self->blocks.failed ? CW_ERR_NOMEM : status;
}

cw_status author_put_block(author_boundaries *self, const author_sight *sight, const author_more *more, int64_t day, author_block_kind kind,
                           const char *words, ...)
{
    va_list arguments;
    if (author_is_tested(self, sight, more, day))
        return self->arena.failed ? CW_ERR_NOMEM : CW_OK;
    va_start(arguments, words);
    cw_status status = put_block(self, sight, more, day, kind, words, arguments);
    va_end(arguments);
    return status;
}
