/* SPDX-License-Identifier: MIT */
#include <casework/rates.h>

#include "codec/diagnostics.h"
#include "codec/document.h"
#include "codec/rates.h"

_Static_assert((int)CW_COUNT_MET == (int)EVAL_PERIOD_MET && (int)CW_COUNT_MISSED == (int)EVAL_PERIOD_MISSED &&
               (int)CW_COUNT_WAIVED == (int)EVAL_PERIOD_WAIVED && (int)CW_COUNT_PENDING == (int)EVAL_PERIOD_PENDING &&
               (int)CW_COUNT_UNKNOWN == (int)EVAL_PERIOD_UNKNOWN && (int)CW_COUNT_PERHAPS_MET == (int)EVAL_PERIOD_PERHAPS_MET &&
               (int)CW_COUNT_PERHAPS_MISSED == (int)EVAL_PERIOD_PERHAPS_MISSED,
               "counts travel as they are");
_Static_assert((int)CW_COUNTED_FINDINGS == (int)EVAL_COUNTED_FINDINGS && (int)CW_COUNTED_PERIODS == (int)EVAL_COUNTED_PERIODS &&
               (int)CW_RATE_KNOWN == (int)EVAL_RATE_KNOWN && (int)CW_RATE_BEST == (int)EVAL_RATE_BEST &&
               (int)CW_RATE_WORST == (int)EVAL_RATE_WORST && (int)CW_TARGET_REACHED == (int)EVAL_TARGET_REACHED &&
               (int)CW_TARGET_MISSED == (int)EVAL_TARGET_MISSED && (int)CW_TARGET_UNKNOWN == (int)EVAL_TARGET_UNKNOWN &&
               (int)CW_TARGET_EMPTY == (int)EVAL_TARGET_EMPTY,
               "and so do rates and verdicts");

/* ---- lives ---- */

cw_status cw_rates_new(cw_context *context, cw_rules *rules, cw_rates **out)
{
    if (out)
        *out = NULL;
    return rules && out ? eval_rates_new(base_context_use(context), rules, out) : CW_ERR_ARGUMENT;
}

cw_rates *cw_rates_ref(cw_rates *self)
{
    if (self)
        base_reference_take(&self->references);
    return self;
}

void cw_rates_unref(cw_rates *self)
{
    if (self)
        eval_rates_release(self);
}

cw_status cw_rates_add(cw_rates *self, const cw_report *report)
{
    if (!self || !report)
        return CW_ERR_ARGUMENT;
    return report->filled ? eval_rates_add(self, report) : CW_ERR_STATE;
}

static cw_status tell_findings(base_str text, cw_diag *diag)
{
    base_place place = {.text = text};
    base_diag_add(diag, &codec_diagnostics[CODEC_TELL_FINDINGS_LIMIT], &place, (base_str){0});
    return base_diag_failed(diag) ? CW_ERR_NOMEM : CW_ERR_LIMIT;
}

static cw_status judge(cw_rates *self, cw_evaluator *evaluator, cw_date as_of, cw_case *one)
{
    cw_report *report = eval_evaluator_report(evaluator);
    if (!report)
        return CW_ERR_NOMEM;
    cw_status status = eval_run(evaluator, self->rules, one, as_of, report);
    if (status == CW_OK)
        status = eval_rates_add(self, report);
    eval_report_clear(report);
    return status;
}

static cw_status read_and_judge(cw_rates *self, cw_evaluator *evaluator, cw_date as_of, base_str text, cw_diag *diag)
{
    cw_case *one = NULL;
    base_diag_begin(diag);
    cw_status status = codec_read_case_for((cw_context *)evaluator->context, self->rules, (base_str){0}, 0, text, 0, diag, &one);
    if (status != CW_OK)
        return status;
    status = judge(self, evaluator, as_of, one);
    cw_case_unref(one);
    return status == CW_ERR_LIMIT ? tell_findings(text, diag) : status;
}

cw_status cw_rates_add_text(cw_rates *self, cw_evaluator *evaluator, cw_date as_of, const char *text, int64_t length, cw_diag *diag)
{
    cw_diag *own = NULL;
    if (!self || !evaluator || length < 0 || (!text && length > 0))
        return CW_ERR_ARGUMENT;
    if (as_of < CW_DATE_MIN || as_of > CW_DATE_MAX)
        return CW_ERR_VALUE;
    if (!diag && base_diag_new((cw_context *)evaluator->context, &own) != CW_OK)
        return CW_ERR_NOMEM;
    cw_status status = read_and_judge(self, evaluator, as_of, (base_str){text ? text : "", (size_t)length}, diag ? diag : own);
    if (own)
        base_diag_drop(own);
    return status;
}

cw_status cw_rates_merge(cw_rates *self, const cw_rates *other)
{
    return self && other && self != other ? eval_rates_merge(self, other) : CW_ERR_ARGUMENT;
}

/* ---- what was added ---- */

cw_rules *cw_rates_rules(const cw_rates *self)
{
    return self ? self->rules : NULL;
}

int64_t cw_rates_cases(const cw_rates *self)
{
    return self ? self->cases : 0;
}

static cw_date day_of(const cw_rates *self, int64_t day)
{
    if (self->cases == 0)
        return CW_DATE_UNKNOWN;
    return day == INT64_MAX || day == INT64_MIN ? CW_DATE_NONE : (cw_date)day;
}

cw_date cw_rates_as_of(const cw_rates *self)
{
    return self ? day_of(self, self->as_of) : CW_DATE_UNKNOWN;
}

cw_date cw_rates_known_at(const cw_rates *self)
{
    return self ? day_of(self, self->known_at) : CW_DATE_UNKNOWN;
}

cw_date cw_rates_since(const cw_rates *self)
{
    return self ? day_of(self, self->since) : CW_DATE_UNKNOWN;
}

/* ---- rules ---- */

int64_t cw_rates_count(const cw_rates *self)
{
    return self ? self->count : 0;
}

static const rules_rule *rule_at(const cw_rates *self, int64_t index)
{
    return index >= 0 && index < cw_rates_count(self) ? eval_rates_rule(self, index) : NULL;
}

const char *cw_rates_rule_at(const cw_rates *self, int64_t index)
{
    const rules_rule *rule = rule_at(self, index);
    return rule ? rule->full_name : NULL;
}

int32_t cw_rates_force_at(const cw_rates *self, int64_t index)
{
    const rules_rule *rule = rule_at(self, index);
    if (!rule)
        return 0;
    return rule->force == RULES_ADVISED ? CW_FORCE_ADVISED : CW_FORCE_REQUIRED;
}

int32_t cw_rates_counted_at(const cw_rates *self, int64_t index)
{
    return rule_at(self, index) ? eval_rates_counted(self, index) : 0;
}

static eval_share share_at(const cw_rates *self, int64_t index, int32_t which)
{
    bool known = rule_at(self, index) && which >= CW_RATE_KNOWN && which <= CW_RATE_WORST;
    return known ? eval_rates_share(self, index, which) : (eval_share){0, 0};
}

int64_t cw_rates_numerator_at(const cw_rates *self, int64_t index, int32_t which)
{
    return share_at(self, index, which).met;
}

int64_t cw_rates_denominator_at(const cw_rates *self, int64_t index, int32_t which)
{
    return share_at(self, index, which).of;
}

int64_t cw_rates_count_of(const cw_rates *self, int64_t index, int32_t what)
{
    bool known = rule_at(self, index) && what >= CW_COUNT_MET && what <= CW_COUNT_PERHAPS_MISSED;
    return known ? eval_rates_sums(self, index)->count[what] : 0;
}

int64_t cw_rates_findings_of(const cw_rates *self, int64_t index, int32_t status)
{
    bool known = rule_at(self, index) && status >= CW_MET && status <= CW_UNKNOWN;
    return known ? self->items[index].findings[status] : 0;
}

int64_t cw_rates_uncounted_at(const cw_rates *self, int64_t index)
{
    return rule_at(self, index) ? self->items[index].uncounted : 0;
}

const char *cw_rates_target_at(const cw_rates *self, int64_t index)
{
    const rules_rule *rule = rule_at(self, index);
    return rule && rule->target.length > 0 ? rule->target.at : NULL;
}

int32_t cw_rates_verdict_at(const cw_rates *self, int64_t index)
{
    return rule_at(self, index) ? eval_rates_verdict(self, index) : 0;
}

int64_t cw_rates_targets(const cw_rates *self, int32_t verdict)
{
    int64_t count = 0;
    if (verdict < CW_TARGET_REACHED || verdict > CW_TARGET_EMPTY)
        return 0;
    for (int64_t i = 0; i < cw_rates_count(self); i++)
        count += eval_rates_verdict(self, i) == verdict && cw_rates_force_at(self, i) == CW_FORCE_REQUIRED;
    return count;
}

/* ---- texts ---- */

cw_status cw_rates_title(const cw_rates *self, int64_t index, cw_text **out)
{
    if (!out)
        return CW_ERR_ARGUMENT;
    *out = NULL;
    if (!self)
        return CW_ERR_ARGUMENT;
    if (!rule_at(self, index))
        return CW_ERR_NOT_FOUND;
    base_buffer plain, shown;
    base_buffer_init(&plain, self->context);
    base_buffer_init(&shown, self->context);
    codec_put_rule_title(&plain, rule_at(self, index));
    base_put_visible(&shown, (base_str){plain.data, plain.length});
    cw_status status = plain.failed ? CW_ERR_NOMEM : CW_OK;
    base_buffer_finish(&plain);
    return base_buffer_take_if(&shown, status, out);
}

cw_status cw_rates_write(const cw_rates *self, int32_t form, cw_text **out)
{
    if (!out)
        return CW_ERR_ARGUMENT;
    *out = NULL;
    if (!self || form < CW_FORM_TEXT || form > CW_FORM_CSV)
        return CW_ERR_ARGUMENT;
    base_buffer buffer;
    base_buffer_init(&buffer, self->context);
    return base_buffer_take_if(&buffer, codec_put_rates(&buffer, self, form), out);
}
