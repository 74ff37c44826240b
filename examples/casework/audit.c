/* SPDX-License-Identifier: MIT */
#include "cases.h"
#include "commands.h"
#include "files.h"
#include "tell.h"

static const char help[] =
    "usage: casework audit [OPTION]... CASE-FILE...\n"
    "\n"
    "Judges each case by its rules and prints a report.\n"
    CASE_FILES
    "\n"
    JUDGING_OPTIONS
    "  --all                 also list what is not applicable, and what is unknown but harmless\n"
    "  -h, --help            show this\n"
    "\n"
    "Exit status: 0 no violations, 1 violations, 2 bad usage or input.\n";

typedef struct audit {
    const options *options;
    int reports;
} audit;

static int print_report(void *user, const judged *one)
{
    audit *self = user;
    cw_text *text = NULL;
    cw_status status = cw_report_write(one->report, self->options->form, self->options->flags, &text);
    if (status != CW_OK)
        return tell_at(one->file, one->line, "the report cannot be written: ", cw_status_name(status), NULL);
    if (self->options->form == CW_FORM_TEXT && self->reports > 0)
        put_words("\n");
    put_text(text);
    cw_text_unref(text);
    self->reports++;
    return cw_report_violations(one->report) > 0 ? EXIT_VIOLATIONS : EXIT_CLEAN;
}

int run_audit(int argc, char **argv)
{
    options options;
    int exit_status = read_options(argc, argv, TAKES_HELP | TAKES_JUDGING, &options);
    if (exit_status != EXIT_CLEAN)
        return exit_status;
    audit self = {.options = &options};
    if (options.help)
        put_words(help);
    else if (options.operand_count == 0)
        exit_status = tell("audit needs a case file; see `casework audit -h`", NULL);
    else
        exit_status = judge_files(&options, options.operands, options.operand_count, print_report, &self);
    release_options(&options);
    return exit_status;
}
