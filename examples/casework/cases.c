/* SPDX-License-Identifier: MIT */
#include "cases.h"

#include <string.h>

#include "files.h"
#include "holidays.h"
#include "progress.h"
#include "rulesets.h"
#include "tell.h"

/* What serves for all cases. */
typedef struct court {
    const options *options;
    cw_rules *rules;             /* NULL: those that the options or the case name */
    rulesets rulesets;
    cw_diag *diag;
    cw_evaluator *evaluator;
    cw_report *report;
    visit_report *visit;
    void *user;
} court;

static int make_evaluator(court *self)
{
    cw_status status = cw_evaluator_new(NULL, &self->evaluator);
    if (status == CW_OK)
        status = cw_evaluator_set_known_at(self->evaluator, self->options->known_at);
    if (status == CW_OK)
        status = cw_evaluator_set_since(self->evaluator, self->options->since);
    if (status != CW_OK)
        return tell_status("casework", status);
    return self->options->holidays ? read_holidays(self->options->holidays, self->evaluator) : 0;
}

static int open_court(court *self)
{
    cw_status status = cw_diag_new(NULL, &self->diag);
    if (status == CW_OK)
        status = cw_report_new(NULL, &self->report);
    if (status != CW_OK)
        return tell_status("casework", status);
    int exit_status = make_evaluator(self);
    return exit_status == 0 && !self->rules ? open_rulesets(self->options, &self->rulesets) : exit_status;
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
    int exit_status = EXIT_CLEAN;
    place->rules = self->rules;
    place->one = one;
    if (!self->rules)
        exit_status = find_rules(&self->rulesets, one, place->file, place->line, &place->rules);
    if (exit_status != EXIT_CLEAN)
        return exit_status;
    cw_status status = cw_evaluator_run(self->evaluator, place->rules, one, self->options->as_of, self->report);
    if (status != CW_OK)
        return tell_at(place->file, place->line, "the case cannot be judged: ", cw_status_name(status), NULL);
    place->report = self->report;
    return self->visit(self->user, place);
}

/* One file, which is read as it is judged. */
typedef struct hearing {
    court *court;
    cw_stream *stream;
    judged place;
    int begun, found, exit_status;
} hearing;

/* Takes the next case of the stream. Returns 0 where there is none yet, or no more. */
static int judge_next(hearing *self)
{
    court *court = self->court;
    cw_case *one = NULL;
    cw_diag_clear(court->diag);
    cw_status status = cw_stream_next_case(self->stream, &one, &self->place.line, court->diag);
    if (status == CW_ERR_NOT_FOUND)
        return 0;
    int told = tell_diagnostics(court->diag);
    if (status == CW_OK)
        self->exit_status = worse(self->exit_status, judge_case(court, one, &self->place));
    else
        self->exit_status = told == EXIT_BAD ? told : tell_at(self->place.file, self->place.line, cw_status_name(status), NULL);
    cw_case_unref(one);
    self->found = 1;
    step_progress();
    return status != CW_ERR_NOMEM && !output_failed();
}

/* What a file is that was given in the place of cases; NULL: perhaps it holds cases. */
static const char *mistaken(const char *bytes, int64_t length)
{
    static const char *const rows[][2] = {{"language ", "this is a rule file, which `--rules` takes, and no case"},
                                          {"tests ", "this is a file of rule tests, which `casework test` runs, and no case"}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        if (length >= (int64_t)strlen(rows[i][0]) && memcmp(bytes, rows[i][0], strlen(rows[i][0])) == 0)
            return rows[i][1];
    return NULL;
}

/* Returns another status than 0 where going on is in vain. */
static int judge_block(void *user, const char *bytes, int64_t length)
{
    hearing *self = user;
    const char *other = self->begun ? NULL : mistaken(bytes, length);
    self->begun = 1;
    if (other)
        return tell_at(self->place.file, 1, other, NULL);
    cw_status status = cw_stream_feed(self->stream, bytes, length);
    if (status != CW_OK)
        return tell_at(self->place.file, 0, cw_status_name(status), NULL);
    while (judge_next(self))
        continue;
    return output_failed() ? EXIT_BAD : 0;
}

static int judge_stream(hearing *self, const char *path)
{
    int read = read_blocks(path, judge_block, self);
    cw_stream_finish(self->stream);
    while (!output_failed() && judge_next(self))
        continue;
    if (read == 0 && !self->found)
        read = tell_at(self->place.file, 0, "the file holds no case", NULL);
    return worse(read, self->exit_status);
}

/* Those that judge whatever case there is; NULL: each case names its own. */
static cw_rules *known_rules(const court *self)
{
    const rulesets *sets = &self->rulesets;
    return self->rules ? self->rules : sets->count > 0 && !sets->items[0].jurisdiction ? sets->items[0].rules : NULL;
}

static int judge_file(court *self, const char *path)
{
    hearing hearing = {.court = self, .place = {.file = shown_name(path)}};
    cw_status status = cw_stream_new(NULL, hearing.place.file, 0, &hearing.stream);
    if (status == CW_OK)
        status = cw_stream_set_rules(hearing.stream, known_rules(self));
    if (status != CW_OK) {
        cw_stream_release(hearing.stream);
        return tell_status(hearing.place.file, status);
    }
    int exit_status = judge_stream(&hearing, path);
    cw_stream_release(hearing.stream);
    return exit_status;
}

int judge_files(const options *options, const char *const *files, int count, visit_report *visit, void *user)
{
    return judge_files_by(NULL, options, files, count, visit, user);
}

int judge_files_by(cw_rules *rules, const options *options, const char *const *files, int count, visit_report *visit, void *user)
{
    court self = {.options = options, .rules = rules, .visit = visit, .user = user};
    int opened = open_court(&self), exit_status = opened;
    start_progress("case");
    for (int i = 0; opened == EXIT_CLEAN && i < count && !output_failed(); i++)
        exit_status = worse(exit_status, judge_file(&self, files[i]));
    end_progress();
    close_court(&self);
    return exit_status;
}
