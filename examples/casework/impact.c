/* SPDX-License-Identifier: MIT */
/* What a change of the rules does to real cases. */
#include "impact.h"

#include "cases.h"
#include "commands.h"
#include "files.h"
#include "holidays.h"
#include "rulesets.h"
#include "tell.h"

static const char help[] =
    "usage: casework impact [OPTION]... OLD NEW CASE-FILE...\n"
    "\n"
    "Judges each case by two rule sets and tells which findings change: violations that come or go, due days that move.\n"
    "OLD and NEW are rule files or built-in packs. Rules are the same when their full names are; where no name is in\n"
    "both sets, when their names without the set are.\n"
    CASE_FILES
    "\n"
    "  --cases N             name up to N cases for each change. Default: 10\n"
    "  --as-of DATE          judge as of this day, YYYY-MM-DD. Default: today\n"
    "  --known-at DATE       use only what was recorded by this day. Default: all of it\n"
    "  --holidays FILE       days that are no working days: one a line, YYYY-MM-DD; `#` begins a comment\n"
    "  --format FORMAT       text (default), json, or jsonl: a line for each finding that changes, and the counts last\n"
    "  -h, --help            show this\n"
    "\n"
    "Exit status: 0 nothing changes, 1 something does, 2 bad usage or input.\n";

typedef struct comparison {
    impact impact;
    cw_rules *was, *is;
    cw_evaluator *evaluator;
    cw_report *report;               /* by the old rules */
} comparison;

static int compare_case(void *user, const judged *one)
{
    comparison *self = user;
    cw_status status = cw_evaluator_run(self->evaluator, self->was, one->one, self->impact.options->as_of, self->report);
    if (status != CW_OK)
        return tell_at(one->file, one->line, "the case cannot be judged: ", cw_status_name(status), NULL);
    return count_changes(&self->impact, cw_record_id(cw_case_record(one->one)), self->report, one->report);
}

static int open_comparison(comparison *self, const options *options)
{
    self->impact = (impact){.options = options, .names = {options->operands[0], options->operands[1]}};
    int told = compile_rules(&options->operands[0], 1, &self->was);
    told = worse(told, compile_rules(&options->operands[1], 1, &self->is));
    if (!self->was || !self->is)
        return EXIT_BAD;
    cw_status status = cw_evaluator_new(NULL, &self->evaluator);
    if (status == CW_OK)
        status = cw_evaluator_set_known_at(self->evaluator, options->known_at);
    if (status == CW_OK)
        status = cw_report_new(NULL, &self->report);
    if (status != CW_OK)
        return tell_status("casework", status);
    if (options->holidays && read_holidays(options->holidays, self->evaluator) != 0)
        return EXIT_BAD;
    return open_impact(&self->impact, self->was, self->is);
}

static void close_comparison(comparison *self)
{
    release_impact(&self->impact);
    cw_report_unref(self->report);
    cw_evaluator_unref(self->evaluator);
    cw_rules_unref(self->was);
    cw_rules_unref(self->is);
}

static int compare_files(const options *options)
{
    comparison self = {0};
    int exit_status = open_comparison(&self, options);
    if (exit_status == EXIT_CLEAN) {
        exit_status = judge_files_by(self.is, options, options->operands + 2, options->operand_count - 2, compare_case, &self);
        print_impact(&self.impact);
        exit_status = worse(exit_status, self.impact.cases_changed > 0 ? EXIT_VIOLATIONS : EXIT_CLEAN);
    }
    close_comparison(&self);
    return exit_status;
}

int run_impact(int argc, char **argv)
{
    options options;
    int exit_status = read_options(argc, argv, TAKES_HELP | TAKES_DAYS | TAKES_COMPARING, &options);
    if (exit_status != EXIT_CLEAN)
        return exit_status;
    if (options.help)
        put_words(help);
    else if (options.operand_count < 3)
        exit_status = tell("impact needs two rule sets and a case file; see `casework impact -h`", NULL);
    else
        exit_status = compare_files(&options);
    release_options(&options);
    return exit_status;
}
