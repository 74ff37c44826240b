/* SPDX-License-Identifier: MIT */
#include "author/extras.h"

#include "author/boundaries.h"
#include "author/coverage_sites.h"
#include "author/mutants.h"

/* ---- coverage: only of rules that the test names, since what nobody asks about is not tested, though it ran ---- */

static bool names_rule(void *user, const rules_rule *rule)
{
    const author_file *file = user;
    for (const author_expectation *one = file->watched->expectations; one; one = one->next)
        if (one->kind != AUTHOR_ONLY && author_is_rule(rule, one->rule.text))
            return true;
    return false;
}

static void saw(void *user, const feel_node *node, const feel_value *value)
{
    const author_file *file = user;
    author_coverage_saw(file->host->coverage, node, value);
}

static cw_status begin(author_file *file, const author_test *test, cw_rules *rules)
{
    if (!file->host->coverage)
        return CW_OK;
    if (!author_coverage_open(file->host->coverage, rules, file->set.text))
        return CW_ERR_NOMEM;
    file->watched = test;
    file->watch = (eval_watch){{file, saw}, names_rule};
    file->evaluator->watch = &file->watch;
    return CW_OK;
}

static cw_status end(author_file *file)
{
    author_coverage *coverage = file->host->coverage;
    file->evaluator->watch = NULL;
    if (!coverage || !file->watched)
        return CW_OK;
    for (int64_t i = 0; i < file->report->count; i++)
        if (names_rule(file, file->report->findings[i].rule))
            author_coverage_count(coverage, &file->report->findings[i]);
    file->watched = NULL;
    return author_coverage_status(coverage);
}

/* ---- once all passed ---- */

static cw_status finish(author_file *file, const char *filter)
{
    cw_status status = file->host->tell_change ? author_run_mutants(file, filter) : CW_OK;
    if (status == CW_OK && file->host->tell_boundaries)
        status = author_find_boundaries(file, filter);
    return status;
}

const author_extras author_all_extras = {begin, end, finish};
