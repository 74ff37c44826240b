/* SPDX-License-Identifier: MIT */
#include "cases.h"

#include "files.h"
#include "rulesets.h"
#include "tell.h"

/* What serves for all cases. */
typedef struct court {
    const options *options;
    rulesets rulesets;
    cw_diag *diag;
    cw_evaluator *evaluator;
    cw_report *report;
    visit_report *visit;
    void *user;
} court;

static int open_court(court *self)
{
    cw_status status = cw_diag_new(NULL, &self->diag);
    if (status == CW_OK)
        status = cw_evaluator_new(NULL, &self->evaluator);
    if (status == CW_OK)
        status = cw_report_new(NULL, &self->report);
    if (status != CW_OK)
        return tell_status("casework", status);
    return open_rulesets(self->options, &self->rulesets);
}

static void close_court(court *self)
{
    cw_report_unref(self->report);
    cw_evaluator_unref(self->evaluator);
    cw_diag_unref(self->diag);
    release_rulesets(&self->rulesets);
}

static int judge_case(court *self, cw_case *one, judged *place)
{
    int exit_status = find_rules(&self->rulesets, one, place->file, place->line, &place->rules);
    if (exit_status != EXIT_CLEAN)
        return exit_status;
    cw_status status = cw_evaluator_run(self->evaluator, place->rules, one, self->options->as_of, self->report);
    if (status != CW_OK)
        return tell_at(place->file, place->line, "the case cannot be judged: ", cw_status_name(status), NULL);
    place->report = self->report;
    return self->visit(self->user, place);
}

static int judge_document(court *self, const char *text, int64_t length, judged *place)
{
    cw_case *one = NULL;
    cw_diag_clear(self->diag);
    cw_status status = cw_case_read(NULL, place->file, place->line, text, length, 0, &one, self->diag);
    int told = tell_diagnostics(self->diag);
    if (status != CW_OK)
        return told == EXIT_BAD ? told : tell_at(place->file, place->line, cw_status_name(status), NULL);
    int exit_status = judge_case(self, one, place);
    cw_case_unref(one);
    return exit_status;
}

static int judge_file(court *self, const char *path)
{
    file_text text;
    int exit_status = read_file(path, &text), found = 0;
    int64_t offset = 0, line = 1, start, end;
    judged place = {.file = shown_name(path)};
    if (exit_status != EXIT_CLEAN)
        return exit_status;
    while (!output_failed() &&
           cw_document_next(text.bytes, text.length, &offset, &line, &start, &end, &place.line) == CW_OK) {
        exit_status = worse(exit_status, judge_document(self, text.bytes + start, end - start, &place));
        found = 1;
    }
    if (!found)
        exit_status = tell_at(place.file, 0, "the file holds no case", NULL);
    release_file(&text);
    return exit_status;
}

int judge_files(const options *options, const char *const *files, int count, visit_report *visit, void *user)
{
    court self = {.options = options, .visit = visit, .user = user};
    int opened = open_court(&self), exit_status = opened;
    for (int i = 0; opened == EXIT_CLEAN && i < count; i++)
        exit_status = worse(exit_status, judge_file(&self, files[i]));
    close_court(&self);
    return exit_status;
}
