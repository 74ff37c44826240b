/* SPDX-License-Identifier: MIT */
/* How often each rule is met over many cases. */
#include <stdlib.h>

#include "cases.h"
#include "commands.h"
#include "files.h"
#include "tell.h"

static const char help[] =
    "usage: casework rates [OPTION]... CASE-FILE...\n"
    "\n"
    "Judges each case by its rules and tells how often each rule was met in all of them: of rules with `every` in how many\n"
    "of the periods that were owed, of all others in how many findings. First come the rules with a `target`, and whether\n"
    "it is reached. What is not known is counted apart, once as well and once as badly as it may turn out.\n"
    CASE_FILES
    "\n"
    "  --since DATE          count only periods that end, and deadlines that are due, on or after this day\n"
    WHAT_JUDGES
    "  --format FORMAT       text (default), json, jsonl: one line for each rule set, or csv\n"
    "  -h, --help            show this\n"
    "\n"
    "Exit status: 0 no required rule misses its target, 1 one does, 2 bad usage or input.\n";

/* One for each rule set that a case was judged by, in the order in which they were met. */
typedef struct tally {
    const options *options;
    cw_rates **rates;
    int count;
} tally;

/* NULL: no memory. */
static cw_rates *rates_by(tally *self, cw_rules *rules)
{
    for (int i = 0; i < self->count; i++) {
        if (cw_rates_rules(self->rates[i]) == rules)
            return self->rates[i];
    }
    cw_rates **more = realloc(self->rates, ((size_t)self->count + 1) * sizeof *more);
    if (!more)
        return NULL;
    self->rates = more;
    if (cw_rates_new(NULL, rules, &more[self->count]) != CW_OK)
        return NULL;
    return more[self->count++];
}

static int count_report(void *user, const judged *one)
{
    tally *self = user;
    cw_rates *rates = rates_by(self, one->rules);
    if (!rates)
        return tell("out of memory", NULL);
    cw_status status = cw_rates_add(rates, one->report);
    return status == CW_OK ? EXIT_CLEAN : tell_at(one->file, one->line, "the case cannot be counted: ", cw_status_name(status), NULL);
}

static int print_rates(const tally *self, int index)
{
    cw_text *text = NULL;
    cw_status status = cw_rates_write(self->rates[index], self->options->form, &text);
    if (status != CW_OK)
        return tell_status("the rates", status);
    if (index > 0 && self->options->form != CW_FORM_JSON_LINE)
        put_words("\n");
    put_text(text);
    cw_text_unref(text);
    return cw_rates_targets(self->rates[index], CW_TARGET_MISSED) > 0 ? EXIT_VIOLATIONS : EXIT_CLEAN;
}

static int count_files(const options *options)
{
    tally self = {.options = options};
    int exit_status = judge_files(options, options->operands, options->operand_count, count_report, &self);
    for (int i = 0; i < self.count; i++)
        exit_status = worse(exit_status, print_rates(&self, i));
    for (int i = 0; i < self.count; i++)
        cw_rates_unref(self.rates[i]);
    free(self.rates);
    return exit_status;
}

int run_rates(int argc, char **argv)
{
    options options;
    int exit_status = read_options(argc, argv, TAKES_HELP | TAKES_COUNTING | TAKES_SINCE, &options);
    if (exit_status != EXIT_CLEAN)
        return exit_status;
    if (options.help)
        put_words(help);
    else if (options.operand_count == 0)
        exit_status = tell("rates needs a case file; see `casework rates -h`", NULL);
    else
        exit_status = count_files(&options);
    release_options(&options);
    return exit_status;
}
