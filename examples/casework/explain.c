/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "cases.h"
#include "commands.h"
#include "files.h"
#include "tell.h"

static const char help[] =
    "usage: casework explain [OPTION]... CASE-FILE RULE [ID]...\n"
    "\n"
    "Shows how one rule came to its findings: each clause with the values found. With ids, only the finding\n"
    "about all of these subjects.\n"
    CASE_FILES
    "\n"
    JUDGING_OPTIONS
    "  --all                 also explain findings that are not applicable\n"
    "  -h, --help            show this\n"
    "\n"
    "Exit status: 0 explained, 2 bad usage or input, or no such rule or subject.\n";

typedef struct explanation {
    const options *options;
    const char *rule;
    const char *const *ids;
    int id_count;
    int printed;
} explanation;

static int is_about(const cw_finding *finding, const char *id)
{
    for (int64_t i = 0; i < cw_finding_subject_count(finding); i++) {
        if (strcmp(cw_finding_subject_id(finding, i), id) == 0)
            return 1;
    }
    return 0;
}

static int is_asked_for(const explanation *self, const cw_finding *finding, const char *rule, int all)
{
    if (strcmp(cw_finding_rule(finding), rule) != 0)
        return 0;
    for (int i = 0; i < self->id_count; i++) {
        if (!is_about(finding, self->ids[i]))
            return 0;
    }
    return all || self->id_count > 0 || cw_finding_status(finding) != CW_NOT_APPLICABLE;
}

static int print_finding(explanation *self, const judged *one, const cw_finding *finding)
{
    cw_text *text = NULL;
    cw_status status = cw_finding_explain(finding, self->options->form, self->options->flags, &text);
    if (status == CW_ERR_LIMIT)
        return tell_at(one->file, one->line, "an explanation of `", cw_finding_rule(finding),
                       "` would take more memory than its limit allows", NULL);
    if (status != CW_OK)
        return tell_at(one->file, one->line, "the finding cannot be explained: ", cw_status_name(status), NULL);
    if (self->options->form == CW_FORM_TEXT && self->printed > 0)
        put_words("\n");
    put_text(text);
    cw_text_unref(text);
    self->printed++;
    return EXIT_CLEAN;
}

/* Prints the findings of a rule that are asked for; counts them in *found. */
static int print_findings(explanation *self, const judged *one, const char *rule, int all, int *found)
{
    int exit_status = EXIT_CLEAN;
    for (int64_t i = 0; i < cw_report_count(one->report); i++) {
        const cw_finding *finding = cw_report_at(one->report, i);
        if (!is_asked_for(self, finding, rule, all))
            continue;
        exit_status = worse(exit_status, print_finding(self, one, finding));
        ++*found;
    }
    return exit_status;
}

/* ---- no such rule ---- */

/* "foo" of "set:foo"; the whole where there is no set. */
static const char *bare_name(const char *name)
{
    const char *colon = strchr(name, ':');
    return colon ? colon + 1 : name;
}

/* Of rules with the same name in two sets the first two are told. */
static int tell_many_rules(const explanation *self, const judged *one, const char *first, const char *second)
{
    return tell_at(one->file, one->line, "more than one set has a rule `", self->rule, "`: write `", first, "` or `", second, "`", NULL);
}

static int tell_no_rule(const explanation *self, const judged *one)
{
    const char *rule = self->rule, *first = NULL;
    for (int64_t i = 0; i < cw_rules_count(one->rules); i++) {
        const char *name = cw_rules_name_at(one->rules, i);
        if (strcmp(bare_name(name), rule) != 0)
            continue;
        if (first)
            return tell_many_rules(self, one, first, name);
        first = name;
    }
    for (int64_t i = 0; i < cw_rules_count(one->rules); i++) {
        const char *name = cw_rules_name_at(one->rules, i);
        if (is_near(rule, name) || is_near(bare_name(rule), bare_name(name)))
            return tell_at(one->file, one->line, "no rule `", rule, "`: did you mean `", name, "`?", NULL);
    }
    return tell_at(one->file, one->line, "no rule `", rule, "` among the rules that judge this case", NULL);
}

/* ---- no such subject ---- */

enum { SUBJECTS_TOLD = 10 };

/* The subjects of a rule's findings, each once, as far as they are told. */
typedef struct subjects {
    const char *ids[SUBJECTS_TOLD];
    int count, more;
} subjects;

static void add_subject(subjects *self, const char *id)
{
    for (int i = 0; i < self->count; i++) {
        if (strcmp(self->ids[i], id) == 0)
            return;
    }
    if (self->count < SUBJECTS_TOLD)
        self->ids[self->count++] = id;
    else
        self->more = 1;
}

/* The one nearest to a word, or NULL: all are looked at, told or not. */
static const char *collect_subjects(const judged *one, const char *rule, const char *word, subjects *out)
{
    const char *near = NULL;
    for (int64_t i = 0; i < cw_report_count(one->report); i++) {
        const cw_finding *finding = cw_report_at(one->report, i);
        if (strcmp(cw_finding_rule(finding), rule) != 0)
            continue;
        for (int64_t k = 0; k < cw_finding_subject_count(finding); k++) {
            const char *id = cw_finding_subject_id(finding, k);
            add_subject(out, id);
            if (!near && is_near(word, id))
                near = id;
        }
    }
    return near;
}

/* The first id that no finding of the rule is about; NULL: each is a subject, but no finding has them all. */
static const char *unknown_subject(const explanation *self, const judged *one, const char *rule)
{
    for (int i = 0; i < self->id_count; i++) {
        int found = 0;
        for (int64_t k = 0; k < cw_report_count(one->report) && !found; k++) {
            const cw_finding *finding = cw_report_at(one->report, k);
            found = strcmp(cw_finding_rule(finding), rule) == 0 && is_about(finding, self->ids[i]);
        }
        if (!found)
            return self->ids[i];
    }
    return NULL;
}

static int tell_no_subject(const explanation *self, const judged *one, const char *rule)
{
    const char *pieces[2 * SUBJECTS_TOLD + 8], *id = unknown_subject(self, one, rule);
    subjects subjects = {.count = 0};
    int count = 0;
    if (!id)
        return tell_at(one->file, one->line, "`", rule, "` has no finding about all of these subjects", NULL);
    const char *near = collect_subjects(one, rule, id, &subjects);
    if (near)
        return tell_at(one->file, one->line, "`", rule, "` has no finding about `", id, "`: did you mean `", near, "`?", NULL);
    if (subjects.count == 0)
        return tell_at(one->file, one->line, "`", rule, "` has no finding about `", id, "`, nor about any other subject", NULL);
    pieces[count++] = "`";
    pieces[count++] = rule;
    pieces[count++] = "` has no finding about `";
    pieces[count++] = id;
    for (int i = 0; i < subjects.count; i++) {
        pieces[count++] = i == 0 ? "`, only about `" : "`, `";
        pieces[count++] = subjects.ids[i];
    }
    pieces[count++] = subjects.more ? "` and others" : "`";
    pieces[count] = NULL;
    return tell_pieces_at(one->file, one->line, pieces);
}

static int explain_case(void *user, const judged *one)
{
    explanation *self = user;
    int found = 0;
    int64_t index = cw_rules_find(one->rules, self->rule);
    if (index < 0)
        return tell_no_rule(self, one);
    const char *rule = cw_rules_name_at(one->rules, index);
    int all = self->options->flags & CW_SHOW_ALL;
    int exit_status = print_findings(self, one, rule, all, &found);
    /* Who names a rule that applies to nobody wants to know why. */
    if (found == 0 && !all)
        exit_status = print_findings(self, one, rule, 1, &found);
    if (found == 0 && self->id_count > 0)
        return tell_no_subject(self, one, rule);
    if (found == 0)
        return tell_at(one->file, one->line, "`", rule, "` has no finding: nothing in the case is of its kind", NULL);
    return exit_status;
}

int run_explain(int argc, char **argv)
{
    options options;
    int exit_status = read_options(argc, argv, TAKES_HELP | TAKES_JUDGING, &options);
    if (exit_status != EXIT_CLEAN)
        return exit_status;
    if (options.help) {
        put_words(help);
    } else if (options.operand_count < 2) {
        exit_status = tell("explain needs a case file and a rule; see `casework explain -h`", NULL);
    } else {
        explanation self = {.options = &options, .rule = options.operands[1],
                            .ids = options.operands + 2, .id_count = options.operand_count - 2};
        exit_status = judge_files(&options, options.operands, 1, explain_case, &self);
    }
    release_options(&options);
    return exit_status;
}
