/* SPDX-License-Identifier: MIT */
/* A rule-test file from its text to the outcome of each test. */
#include "author/tests.h"
#include "packs/packs.h"

#include <string.h>

/* ---- the rules ---- */

static void tell_no_set(author_file *file)
{
    base_nearest nearest;
    rules_begin_nearest(&file->reader, &nearest, file->set.text);
    for (int32_t i = 0; i < packs_count(); i++)
        base_nearest_consider(&nearest, base_str_of(packs_at(i)->name));
    author_tell(file, AUTHOR_TELL_UNKNOWN_SET, file->set.at, rules_did_you_mean(&file->reader, &nearest), file->set.text,
                file->set.text);
}

static cw_status find_rules(author_file *file)
{
    const char *name = base_arena_copy(&file->arena, file->set.text.at, file->set.text.length);
    if (!name)
        return CW_ERR_NOMEM;
    cw_status status = file->host->find_rules(file->host->user, name, &file->rules);
    if (status == CW_ERR_NOT_FOUND)
        tell_no_set(file);
    return status == CW_ERR_NOT_FOUND ? CW_ERR_INPUT : status;
}

/* ---- one test ---- */

/* Those of the file are put in order once, for all tests that have none of their own. */
static cw_status set_holidays(author_file *file, const author_test *test)
{
    cw_evaluator *evaluator = file->evaluator;
    if (test->seen[AUTHOR_HOLIDAYS])
        return eval_evaluator_set_holidays(evaluator, test->holidays.at, test->holidays.count);
    if (file->held_holidays || file->holidays.count == 0) {
        eval_evaluator_use_holidays(evaluator, file->held_holidays);
        return CW_OK;
    }
    cw_status status = eval_evaluator_set_holidays(evaluator, file->holidays.at, file->holidays.count);
    if (status == CW_OK)
        file->held_holidays = eval_holidays_take(evaluator->held_holidays);
    return status;
}

cw_status author_judge(author_file *file, const author_test *test, cw_rules *rules, cw_case *one, int64_t day)
{
    cw_evaluator *evaluator = file->evaluator;
    evaluator->known_at = test->known_at;
    cw_status status = set_holidays(file, test);
    return status == CW_OK ? eval_run(evaluator, rules, one, day, file->report) : status;
}

static cw_status judge(author_file *file, author_test *test, const author_base *base, cw_rules *rules, cw_case *one,
                       base_buffer *details, bool *passed)
{
    const author_extras *extras = file->host->extras;
    cw_status status = extras ? extras->begin(file, test, rules) : CW_OK;
    if (status == CW_OK)
        status = author_judge(file, test, rules, one, test->day);
    cw_status ended = extras ? extras->end(file) : CW_OK;
    if (status != CW_OK || ended != CW_OK)
        return status != CW_OK ? status : ended;
    author_check_ids(file, test, base);
    return test->wrong ? status : author_compare(file, test, details, passed);
}

/* *passed stays false where something was told. */
static cw_status run_test(author_file *file, author_test *test, base_buffer *details, bool *passed)
{
    cw_rules *rules = NULL;
    cw_case *one = NULL;
    author_check_rules(file, test);
    const author_base *base = test->seen[AUTHOR_CASE] && test->case_name.text.length > 0 ? author_base_of(file, test) : NULL;
    if (file->feel.no_memory)
        return CW_ERR_NOMEM;
    cw_status status = author_rules_of(file, test, &rules);
    if (status == CW_OK && base)
        status = author_case_of(file, test, base, &one);
    if (status == CW_OK && one && rules && !test->wrong)
        status = judge(file, test, base, rules, one, details, passed);
    eval_report_clear(file->report);
    if (one)
        model_case_release(one);
    if (!*passed && details->length == 0)
        base_put(details, "not run: see the errors\n");
    return file->feel.no_memory || details->failed ? CW_ERR_NOMEM : status;
}

static void tell_outcome(author_file *file, const author_test *test, const base_buffer *details, bool passed)
{
    const char *name = base_arena_copy(&file->arena, test->name.at ? test->name.at : "", test->name.length);
    author_outcome outcome = {name, test->line, passed, details->data && !passed ? details->data : ""};
    if (name)
        file->host->tell(file->host->user, &outcome);
    else
        rules_no_memory(&file->reader);
}

bool author_contains(base_str text, const char *part)
{
    size_t length = part ? strlen(part) : 0;
    for (size_t at = 0; at + length <= text.length; at++)
        if (length == 0 || memcmp(text.at + at, part, length) == 0)
            return true;
    return length == 0;
}

static cw_status run_tests(author_file *file, const char *filter)
{
    base_buffer details;
    cw_status status = CW_OK;
    base_buffer_init(&details, file->arena.context);
    for (author_test *test = file->tests; test && status == CW_OK; test = test->next) {
        bool passed = false;
        if (!author_contains(test->name, filter))
            continue;
        base_buffer_clear(&details);
        status = run_test(file, test, &details, &passed);
        file->all_passed &= passed;
        if (status == CW_OK)
            tell_outcome(file, test, &details, passed);
    }
    base_buffer_finish(&details);
    return file->feel.no_memory ? CW_ERR_NOMEM : status;
}

/* ---- the file ---- */

static cw_status open_evaluation(author_file *file)
{
    cw_status status = eval_evaluator_new(base_context_use(file->context), &file->evaluator);
    if (status == CW_OK)
        status = eval_report_new(base_context_use(file->context), &file->report);
    return status;
}

static cw_status run_file(author_file *file, const char *filter)
{
    int64_t errors = base_diag_errors(file->feel.diag);
    cw_status status = author_read_tests(file) ? CW_OK : CW_ERR_NOMEM;
    if (status == CW_OK && file->set.text.length > 0)
        status = find_rules(file);
    if (status == CW_OK && file->rules)
        status = open_evaluation(file);
    if (status == CW_OK && file->rules)
        status = run_tests(file, file->host->tell_boundaries ? NULL : filter);
    bool sound = status == CW_OK && file->rules && file->all_passed && base_diag_errors(file->feel.diag) == errors;
    if (sound && file->host->extras)
        status = file->host->extras->finish(file, filter);
    if (base_diag_failed(file->feel.diag))
        return CW_ERR_NOMEM;
    return status == CW_OK && base_diag_errors(file->feel.diag) > errors ? CW_ERR_INPUT : status;
}

static void close_file(author_file *file)
{
    if (file->report)
        eval_report_release(file->report);
    if (file->evaluator)
        eval_evaluator_release(file->evaluator);
    eval_holidays_drop(file->held_holidays);
    for (author_base *at = file->first_base; at; at = at->next)
        if (at->one)
            model_case_release(at->one);
    author_drop_variants(file);
    if (file->rules && base_reference_drop(&file->rules->references))
        rules_release(file->rules);
}

void author_open_file(author_file *file, cw_diag *diag)
{
    base_arena_init(&file->arena, base_context_use(file->context));
    base_map_init(&file->bases, &file->arena);
    base_map_init(&file->variants, &file->arena);
    file->last_test = &file->tests;
    file->all_passed = true;
    file->feel = (feel_compiler){.arena = &file->arena, .schema = &eval_schema, .source = &file->source, .diag = diag};
    file->feel.depth_limit = base_limit(file->arena.context, CW_LIMIT_EXPRESSION_DEPTH);
    file->reader = (rules_reader){.feel = &file->feel, .work = &file->arena};
}

cw_status author_run_tests(cw_context *context, const char *name, const char *text, int64_t length, const char *filter,
                           const author_host *host, cw_diag *diag)
{
    author_file file = {.context = context, .host = host, .holidays = {host->holidays, host->holiday_count}};
    cw_status status = CW_ERR_LIMIT;
    file.source = (feel_source){base_str_of(name), {text ? text : "", (size_t)length}};
    author_open_file(&file, diag);
    if (length <= base_limit(file.arena.context, CW_LIMIT_DOCUMENT_BYTES)) {
        status = run_file(&file, filter);
    } else {
        base_place place = {.source = file.source.name};
        base_diag_add(diag, &author_diagnostics[AUTHOR_TELL_FILE_LIMIT], &place, (base_str){0});
    }
    close_file(&file);
    base_arena_finish(&file.arena);
    base_context_drop(file.arena.context);
    return status;
}
