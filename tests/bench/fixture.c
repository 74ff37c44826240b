/* SPDX-License-Identifier: MIT */
#include "fixture.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- rules ---- */

static void tell_diagnostics(const cw_diag *diag)
{
    cw_text *text = NULL;
    if (cw_diag_render(diag, &text) == CW_OK) fputs(cw_text_data(text), stderr);
    cw_text_unref(text);
}

static bool compile(const char *name, const char *text, int64_t length, cw_rules **out)
{
    cw_rules_builder *builder = NULL;
    cw_diag *diag = NULL;
    cw_status status = cw_diag_new(NULL, &diag);
    if (status == CW_OK) status = cw_rules_builder_new(NULL, &builder);
    if (status == CW_OK) status = cw_rules_builder_add(builder, name, text, length);
    if (status == CW_OK) status = cw_rules_builder_compile(builder, out, diag);
    if (status != CW_OK) tell_diagnostics(diag);
    cw_rules_builder_release(builder);
    cw_diag_unref(diag);
    return status == CW_OK;
}

static const char *bare(const char *rule)
{
    const char *colon = strchr(rule, ':');
    return colon ? colon + 1 : rule;
}

bool open_ruling(const char *name, const char *text, int64_t length, ruling *out)
{
    *out = (ruling){0};
    if (!compile(name, text, length, &out->rules)) return false;
    out->count = (int32_t)cw_rules_count(out->rules);
    for (int32_t i = 0; i < out->count; i++) {
        const char *rule = bare(cw_rules_name_at(out->rules, i));
        if (i < RULES_MOST) out->checks[i] = baseline_find(rule);
        if (i < RULES_MOST && out->checks[i]) continue;
        fprintf(stderr, "%s: the rule `%s` has no check in baseline.c\n", name, rule);
        close_ruling(out);
        return false;
    }
    return true;
}

void close_ruling(ruling *ruling)
{
    cw_rules_unref(ruling->rules);
    ruling->rules = NULL;
}

/* ---- cases ---- */

bool make_sample(const case_shape *shape, sample *out)
{
    *out = (sample){0};
    cw_status status = make_document(shape, &out->document, &out->as_of);
    if (status == CW_OK)
        status = cw_case_read(NULL, NULL, 1, cw_text_data(out->document), cw_text_length(out->document), 0, &out->one, NULL);
    if (status != CW_OK) fprintf(stderr, "no case was made: %s\n", cw_status_name(status));
    else if (!pack_case(out->one, &out->packed)) fprintf(stderr, "the case cannot be packed\n");
    else out->findings = malloc((size_t)baseline_most(&out->packed) * sizeof *out->findings);
    if (!out->findings) release_sample(out);
    return out->findings != NULL;
}

void release_sample(sample *sample)
{
    free(sample->findings);
    release_packed(&sample->packed);
    cw_case_unref(sample->one);
    cw_text_unref(sample->document);
    sample->document = NULL;
    sample->one = NULL;
    sample->findings = NULL;
}

/* ---- findings ---- */

typedef struct told { const char *rule, *subject; int32_t status; cw_date due; } told;

static const char *status_word(int32_t status)
{
    static const char *const words[] = {"?", "met", "not_applicable", "waived", "pending", "late", "unmet", "overdue", "unknown"};
    return status > 0 && status <= CW_UNKNOWN ? words[status] : words[0];
}

/* A due day stands only where one is owed. */
static cw_date owed_due(int32_t status, cw_date due)
{
    return status == CW_PENDING || status == CW_OVERDUE ? due : CW_DATE_NONE;
}

static told by_engine(const cw_finding *finding)
{
    int64_t last = cw_finding_subject_count(finding) - 1;
    int32_t status = cw_finding_status(finding);
    if (!finding) return (told){0};
    return (told){bare(cw_finding_rule(finding)), last >= 0 ? cw_finding_subject_id(finding, last) : "", status,
                  owed_due(status, cw_finding_due(finding))};
}

static told by_hand(const ruling *ruling, const sample *sample, const baseline_finding *finding)
{
    const baseline_check *check = finding ? ruling->checks[finding->check] : NULL;
    if (!check) return (told){0};
    return (told){check->rule, check->subject ? check->subject(&sample->packed, finding->subject) : "", finding->status, finding->due};
}

static bool same(const told *a, const told *b)
{
    return a->rule && b->rule && strcmp(a->rule, b->rule) == 0 && strcmp(a->subject, b->subject) == 0 && a->status == b->status &&
           a->due == b->due;
}

static void tell(const char *who, const told *one)
{
    char due[11] = "none";
    cw_date_format(one->due, due);
    if (!one->rule) fprintf(stderr, "  %s: no further finding\n", who);
    else fprintf(stderr, "  %s: %s %s %s due %s\n", who, one->rule, one->subject, status_word(one->status), due);
}

static void tell_difference(const sample *sample, cw_date as_of, const told *engine, const told *hand)
{
    char day[11] = "";
    cw_date_format(as_of, day);
    fprintf(stderr, "case %s as of %s:\n", cw_record_id(cw_case_record(sample->one)), day);
    tell("engine", engine);
    tell("by hand", hand);
}

bool same_findings(const ruling *ruling, const sample *sample, cw_date as_of, cw_evaluator *evaluator, cw_report *report,
                   int64_t *statuses)
{
    cw_status status = cw_evaluator_run(evaluator, ruling->rules, sample->one, as_of, report);
    if (status != CW_OK) {
        fprintf(stderr, "a case cannot be judged: %s\n", cw_status_name(status));
        return false;
    }
    int64_t count = baseline_judge(&sample->packed, as_of, ruling->checks, ruling->count, sample->findings);
    for (int64_t i = 0; i < count || i < cw_report_count(report); i++) {
        told engine = by_engine(cw_report_at(report, i)), hand = by_hand(ruling, sample, i < count ? &sample->findings[i] : NULL);
        if (!same(&engine, &hand)) {
            tell_difference(sample, as_of, &engine, &hand);
            return false;
        }
        statuses[hand.status]++;
    }
    return true;
}
