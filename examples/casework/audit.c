/* SPDX-License-Identifier: MIT */
#include "cases.h"
#include "commands.h"
#include "files.h"
#include "open_items.h"
#include "tell.h"

static const char help[] =
    "usage: casework audit [OPTION]... CASE-FILE...\n"
    "\n"
    "Judges each case by its rules and prints a report.\n"
    CASE_FILES
    "\n"
    JUDGING_OPTIONS
    "  --since DATE          count the periods that JSON tells of recurrences since this day; statuses stay. Default: all\n"
    "  --open                list only the review items that nobody has rated, by the part of the work they are about\n"
    "  --all                 also list what is not applicable, and what is unknown but harmless\n"
    "  -h, --help            show this\n"
    "\n"
    "Exit status: 0 no violations, 1 violations, 2 bad usage or input.\n";

typedef struct audit {
    const options *options;
    int reports;
} audit;

static cw_status put_report(const options *options, const judged *one)
{
    cw_text *text = NULL;
    if (options->only_open)
        return put_open_items(one->report, cw_case_id(one->one), options->as_of, options->flags & CW_SHOW_NAMES);
    cw_status status = cw_report_write(one->report, options->form, options->flags, &text);
    if (status == CW_OK)
        put_text(text);
    cw_text_unref(text);
    return status;
}

static int print_report(void *user, const judged *one)
{
    audit *self = user;
    if (self->options->form == CW_FORM_TEXT && self->reports++ > 0)
        put_words("\n");
    cw_status status = put_report(self->options, one);
    if (status != CW_OK)
        return tell_at(one->file, one->line, "the report cannot be written: ", cw_status_name(status), NULL);
    return cw_report_violations(one->report) > 0 ? EXIT_VIOLATIONS : EXIT_CLEAN;
}

int run_audit(int argc, char **argv)
{
    options options;
    int exit_status = read_options(argc, argv, TAKES_HELP | TAKES_JUDGING | TAKES_SINCE | TAKES_OPEN, &options);
    if (exit_status != EXIT_CLEAN)
        return exit_status;
    audit self = {.options = &options};
    if (options.help)
        put_words(help);
    else if (options.operand_count == 0)
        exit_status = tell("audit needs a case file; see `casework audit -h`", NULL);
    else if (options.only_open && (options.form != CW_FORM_TEXT || options.flags & CW_SHOW_ALL))
        exit_status = tell("`--open` goes with neither `--format` nor `--all`; a report in JSON has `instruments`, each with what is `open`", NULL);
    else
        exit_status = judge_files(&options, options.operands, options.operand_count, print_report, &self);
    release_options(&options);
    return exit_status;
}
