/* SPDX-License-Identifier: MIT */
#include <casework/report.h>

#include "codec/digest.h"
#include "codec/report.h"
#include "eval/instrument.h"

_Static_assert((int)CW_MET == (int)EVAL_MET && (int)CW_NOT_APPLICABLE == (int)EVAL_NOT_APPLICABLE &&
               (int)CW_WAIVED == (int)EVAL_WAIVED && (int)CW_PENDING == (int)EVAL_PENDING && (int)CW_LATE == (int)EVAL_LATE &&
               (int)CW_UNMET == (int)EVAL_UNMET && (int)CW_OVERDUE == (int)EVAL_OVERDUE && (int)CW_UNKNOWN == (int)EVAL_UNKNOWN,
               "statuses travel as they are");

/* ---- evaluators ---- */

cw_status cw_evaluator_new(cw_context *context, cw_evaluator **out)
{
    return out ? eval_evaluator_new(base_context_use(context), out) : CW_ERR_ARGUMENT;
}

cw_evaluator *cw_evaluator_ref(cw_evaluator *self)
{
    if (self)
        base_reference_take(&self->references);
    return self;
}

void cw_evaluator_unref(cw_evaluator *self)
{
    if (self)
        eval_evaluator_release(self);
}

static bool is_day(int64_t date)
{
    return date >= CW_DATE_MIN && date <= CW_DATE_MAX;
}

static cw_date day_or_none(int64_t day)
{
    return is_day(day) ? (cw_date)day : CW_DATE_NONE;
}

cw_status cw_evaluator_set_known_at(cw_evaluator *self, cw_date day)
{
    if (!self)
        return CW_ERR_ARGUMENT;
    if (day != CW_DATE_NONE && !is_day(day))
        return CW_ERR_VALUE;
    self->known_at = day == CW_DATE_NONE ? INT64_MAX : day;
    return CW_OK;
}

cw_status cw_evaluator_set_since(cw_evaluator *self, cw_date day)
{
    if (!self)
        return CW_ERR_ARGUMENT;
    if (day != CW_DATE_NONE && !is_day(day))
        return CW_ERR_VALUE;
    self->since = day == CW_DATE_NONE ? INT64_MIN : day;
    return CW_OK;
}

cw_status cw_evaluator_set_holidays(cw_evaluator *self, const cw_date *days, int64_t count)
{
    if (!self || count < 0 || count > INT32_MAX || (!days && count > 0))
        return CW_ERR_ARGUMENT;
    for (int64_t i = 0; i < count; i++)
        if (!is_day(days[i]))
            return CW_ERR_VALUE;
    return eval_evaluator_set_holidays(self, days, count);
}

cw_status cw_evaluator_run(cw_evaluator *self, cw_rules *rules, cw_case *one, cw_date as_of, cw_report *report)
{
    if (!report)
        return CW_ERR_ARGUMENT;
    if (self && rules && one && is_day(as_of))
        return eval_run(self, rules, one, as_of, report);
    eval_report_clear(report);
    return self && rules && one ? CW_ERR_VALUE : CW_ERR_ARGUMENT;
}

/* ---- reports ---- */

cw_status cw_report_new(cw_context *context, cw_report **out)
{
    return out ? eval_report_new(base_context_use(context), out) : CW_ERR_ARGUMENT;
}

cw_report *cw_report_ref(cw_report *self)
{
    if (self)
        base_reference_take(&self->references);
    return self;
}

void cw_report_unref(cw_report *self)
{
    if (self)
        eval_report_release(self);
}

cw_date cw_report_as_of(const cw_report *self)
{
    return self && self->filled ? (cw_date)self->as_of : CW_DATE_UNKNOWN;
}

cw_date cw_report_known_at(const cw_report *self)
{
    if (!self || !self->filled)
        return CW_DATE_UNKNOWN;
    return self->known_at == INT64_MAX ? CW_DATE_NONE : (cw_date)self->known_at;
}

cw_date cw_report_since(const cw_report *self)
{
    if (!self || !self->filled)
        return CW_DATE_UNKNOWN;
    return self->since == INT64_MIN ? CW_DATE_NONE : (cw_date)self->since;
}

cw_case *cw_report_case(const cw_report *self)
{
    return self && self->filled ? self->one : NULL;
}

cw_rules *cw_report_rules(const cw_report *self)
{
    return self && self->filled ? self->rules : NULL;
}

int64_t cw_report_assumption_count(const cw_report *self)
{
    return self ? self->assumption_count : 0;
}

const char *cw_report_assumption_at(const cw_report *self, int64_t index)
{
    return self && index >= 0 && index < self->assumption_count ? self->assumptions[index] : NULL;
}

int64_t cw_report_count(const cw_report *self)
{
    return self ? self->count : 0;
}

const cw_finding *cw_report_at(const cw_report *self, int64_t index)
{
    return self && index >= 0 && index < self->count ? &self->findings[index] : NULL;
}

int64_t cw_report_count_of(const cw_report *self, int32_t status)
{
    return self && status >= CW_MET && status <= CW_UNKNOWN ? self->counts[status] : 0;
}

int64_t cw_report_violations(const cw_report *self)
{
    return self ? self->violations : 0;
}

static const eval_tally *tally_at(const cw_report *self, int64_t index)
{
    return index >= 0 && index < cw_report_instrument_count(self) ? &self->tallies[index] : NULL;
}

int64_t cw_report_instrument_count(const cw_report *self)
{
    return self && self->tallies ? self->rules->instrument_count : 0;
}

const char *cw_report_instrument_name(const cw_report *self, int64_t index)
{
    return tally_at(self, index) ? self->rules->instruments[index].at : NULL;
}

int64_t cw_report_instrument_count_of(const cw_report *self, int64_t index, int32_t status)
{
    const eval_tally *tally = tally_at(self, index);
    return tally && status >= CW_MET && status <= CW_UNKNOWN ? tally->counts[status] : 0;
}

cw_date cw_report_instrument_reviewed(const cw_report *self, int64_t index)
{
    const eval_tally *tally = tally_at(self, index);
    return tally ? day_or_none(tally->reviewed) : CW_DATE_UNKNOWN;
}

int64_t cw_report_instrument_scored(const cw_report *self, int64_t index)
{
    const eval_tally *tally = tally_at(self, index);
    return tally ? tally->scored : 0;
}

const char *cw_report_instrument_score(const cw_report *self, int64_t index)
{
    const eval_tally *tally = tally_at(self, index);
    return tally ? tally->score_text : NULL;
}

int64_t cw_report_instrument_open_count(const cw_report *self, int64_t index)
{
    const eval_tally *tally = tally_at(self, index);
    return tally ? tally->not_rated : 0;
}

const cw_finding *cw_report_instrument_open_at(const cw_report *self, int64_t index, int64_t number)
{
    return number >= 0 && number < cw_report_instrument_open_count(self, index)
               ? &self->findings[self->tallies[index].open[number]] : NULL;
}

static bool flags_fit(int32_t flags)
{
    return (flags & ~(CW_SHOW_NAMES | CW_SHOW_ALL)) == 0;
}

static bool form_fits(int32_t form)
{
    return form >= CW_FORM_TEXT && form <= CW_FORM_JSON_LINE;
}

cw_status cw_report_write(const cw_report *self, int32_t form, int32_t flags, cw_text **out)
{
    if (!out)
        return CW_ERR_ARGUMENT;
    *out = NULL;
    if (!self || !form_fits(form) || !flags_fit(flags))
        return CW_ERR_ARGUMENT;
    if (!self->filled)
        return CW_ERR_STATE;
    base_buffer buffer;
    base_buffer_init(&buffer, self->context);
    return base_buffer_take_if(&buffer, codec_put_report(&buffer, self, form, flags), out);
}

_Static_assert((int)CW_DIGEST_RULES == (int)CODEC_DIGEST_RULES && (int)CW_DIGEST_PARAMETERS == (int)CODEC_DIGEST_PARAMETERS &&
               (int)CW_DIGEST_HOLIDAYS == (int)CODEC_DIGEST_HOLIDAYS && (int)CW_DIGEST_CASE == (int)CODEC_DIGEST_CASE,
               "digests travel as they are");

cw_status cw_report_digest(const cw_report *self, int32_t what, int64_t index, cw_text **out)
{
    if (!out)
        return CW_ERR_ARGUMENT;
    *out = NULL;
    if (!self || what < CW_DIGEST_RULES || what > CW_DIGEST_CASE || index < 0)
        return CW_ERR_ARGUMENT;
    if (!self->filled)
        return CW_ERR_STATE;
    if (index >= (what == CW_DIGEST_RULES ? self->rules->file_count : 1))
        return CW_ERR_NOT_FOUND;
    base_buffer buffer;
    base_buffer_init(&buffer, self->context);
    return base_buffer_take_if(&buffer, codec_put_digest(&buffer, self, (codec_digest)what, index), out);
}

/* ---- findings ---- */

const char *cw_finding_rule(const cw_finding *self)
{
    return self ? self->rule->full_name : NULL;
}

int32_t cw_finding_status(const cw_finding *self)
{
    return self ? self->status : 0;
}

int32_t cw_finding_best(const cw_finding *self)
{
    return self ? self->best : 0;
}

int32_t cw_finding_worst(const cw_finding *self)
{
    return self ? self->worst : 0;
}

int32_t cw_finding_is_violation(const cw_finding *self)
{
    return self && self->violation;
}

int32_t cw_finding_force(const cw_finding *self)
{
    if (!self)
        return 0;
    return self->rule->force == RULES_ADVISED ? CW_FORCE_ADVISED : CW_FORCE_REQUIRED;
}

cw_date cw_finding_due(const cw_finding *self)
{
    return self ? day_or_none(self->due) : CW_DATE_UNKNOWN;
}

int32_t cw_finding_missed(const cw_finding *self)
{
    return self ? self->missed : 0;
}

int32_t cw_finding_perhaps_missed(const cw_finding *self)
{
    return self ? self->missed_uncertain : 0;
}

cw_date cw_finding_first_missed(const cw_finding *self)
{
    if (!self)
        return CW_DATE_UNKNOWN;
    return self->missed > 0 ? day_or_none(self->first_missed) : CW_DATE_NONE;
}

int32_t cw_finding_has_periods(const cw_finding *self)
{
    return self && self->cells;
}

int32_t cw_finding_period_count(const cw_finding *self, int32_t what)
{
    bool known = self && self->cells && what >= CW_COUNT_MET && what <= CW_COUNT_PERHAPS_MISSED;
    return known ? self->cells->count[what] : 0;
}

int64_t cw_finding_subject_count(const cw_finding *self)
{
    return self ? self->subject_count : 0;
}

static const eval_subject *subject_at(const cw_finding *self, int64_t index)
{
    return self && index >= 0 && index < self->subject_count ? &self->subjects[index] : NULL;
}

const char *cw_finding_subject_variable(const cw_finding *self, int64_t index)
{
    const eval_subject *subject = subject_at(self, index);
    return subject ? eval_subject_variable(self, (int32_t)index) : NULL;
}

const char *cw_finding_subject_kind(const cw_finding *self, int64_t index)
{
    const eval_subject *subject = subject_at(self, index);
    return subject ? eval_subject_kind(self, (int32_t)index) : NULL;
}

const char *cw_finding_subject_id(const cw_finding *self, int64_t index)
{
    const eval_subject *subject = subject_at(self, index);
    return subject ? subject->id : NULL;
}

/* The case that the report holds is frozen: through this handle it can be read, and every edit is refused. */
cw_record *cw_finding_subject_record(const cw_finding *self, int64_t index)
{
    const eval_subject *subject = subject_at(self, index);
    return subject && subject->value.kind == FEEL_RECORD ? (cw_record *)subject->value.as.host : NULL;
}

static const eval_reason *reason_at(const cw_finding *self, int64_t index)
{
    return self && index >= 0 && index < self->reason_count ? &self->reasons[index] : NULL;
}

int64_t cw_finding_reason_count(const cw_finding *self)
{
    return self ? self->reason_count : 0;
}

int32_t cw_finding_reason_kind(const cw_finding *self, int64_t index)
{
    static const int32_t kinds[] = {
        [FEEL_MISSING_FACT] = CW_REASON_MISSING, [FEEL_ERROR] = CW_REASON_ERROR, [FEEL_OVER_LIMIT] = CW_REASON_LIMIT,
        [FEEL_AFTER_CURRENT] = CW_REASON_AFTER_CURRENT
    };
    const eval_reason *reason = reason_at(self, index);
    return reason ? kinds[reason->reason] : 0;
}

const char *cw_finding_reason_fact(const cw_finding *self, int64_t index)
{
    const eval_reason *reason = reason_at(self, index);
    return reason ? reason->fact : NULL;
}

const char *cw_finding_reason_message(const cw_finding *self, int64_t index)
{
    const eval_reason *reason = reason_at(self, index);
    return reason ? reason->message : NULL;
}

int32_t cw_finding_has_more_reasons(const cw_finding *self)
{
    return self && self->more_reasons;
}

int64_t cw_finding_note_count(const cw_finding *self)
{
    return self ? (self->note ? 1 : 0) + self->note_count : 0;
}

const char *cw_finding_note_at(const cw_finding *self, int64_t index)
{
    if (!self || index < 0 || index >= cw_finding_note_count(self))
        return NULL;
    if (self->note && index == 0)
        return self->note;
    return self->notes[index - (self->note ? 1 : 0)];
}

/* ---- what stands in the rule ---- */

/* A text without a value is told by NULL. Those of rule sets end in NUL. */
static const char *text_or_null(base_str text)
{
    return text.length > 0 ? text.at : NULL;
}

static const rules_citation *source_at(const cw_finding *self, int64_t index)
{
    return self && index >= 0 && index < self->rule->citation_count ? &self->rule->citations[index] : NULL;
}

int64_t cw_finding_source_count(const cw_finding *self)
{
    return self ? self->rule->citation_count : 0;
}

const char *cw_finding_source_code(const cw_finding *self, int64_t index)
{
    const rules_citation *source = source_at(self, index);
    return source ? source->code.at : NULL;
}

const char *cw_finding_source_text(const cw_finding *self, int64_t index)
{
    const rules_citation *source = source_at(self, index);
    return source ? source->text.at : NULL;
}

int64_t cw_finding_cover_count(const cw_finding *self)
{
    return self ? self->rule->cover_count : 0;
}

const char *cw_finding_cover_at(const cw_finding *self, int64_t index)
{
    return self && index >= 0 && index < self->rule->cover_count ? text_or_null(eval_cover_at(self, (int32_t)index)) : NULL;
}

static const rules_parameter *parameter_at(const cw_finding *self, int64_t index)
{
    return self && index >= 0 && index < self->rule->parameter_count
               ? self->report->rules->parameters[self->rule->parameters[index]] : NULL;
}

int64_t cw_finding_parameter_count(const cw_finding *self)
{
    return self ? self->rule->parameter_count : 0;
}

const char *cw_finding_parameter_name(const cw_finding *self, int64_t index)
{
    const rules_parameter *parameter = parameter_at(self, index);
    return parameter ? parameter->full_name : NULL;
}

const char *cw_finding_parameter_value(const cw_finding *self, int64_t index)
{
    const rules_parameter *parameter = parameter_at(self, index);
    return parameter && parameter->has_value ? parameter->written.at : NULL;
}

const char *cw_finding_parameter_reading(const cw_finding *self, int64_t index)
{
    const rules_parameter *parameter = parameter_at(self, index);
    return parameter ? text_or_null(parameter->reading) : NULL;
}

const char *cw_finding_parameter_declared(const cw_finding *self, int64_t index)
{
    const rules_parameter *parameter = parameter_at(self, index);
    return parameter && parameter->is_set ? text_or_null(parameter->declared) : NULL;
}

const char *cw_finding_instrument(const cw_finding *self)
{
    return self ? text_or_null(self->rule->instrument) : NULL;
}

const char *cw_finding_activity(const cw_finding *self)
{
    return self ? text_or_null(self->rule->activity) : NULL;
}

const char *cw_finding_target(const cw_finding *self)
{
    return self ? text_or_null(self->rule->target) : NULL;
}

const char *cw_finding_changed_by(const cw_finding *self)
{
    return self && self->rule->changed_by ? self->rule->changed_by->set.at : NULL;
}

/* For people: what could act on a terminal is made visible. */
static cw_status write_template(const cw_finding *self, const rules_template *words, int32_t flags, cw_text **out)
{
    base_buffer plain, shown;
    base_buffer_init(&plain, self->report->context);
    base_buffer_init(&shown, self->report->context);
    cw_status status = eval_put_template(self, words, flags & CW_SHOW_NAMES, &plain);
    base_put_visible(&shown, (base_str){plain.data, plain.length});
    base_buffer_finish(&plain);
    return base_buffer_take_if(&shown, status, out);
}

cw_status cw_finding_title(const cw_finding *self, int32_t flags, cw_text **out)
{
    if (!out)
        return CW_ERR_ARGUMENT;
    *out = NULL;
    return self && flags_fit(flags) ? write_template(self, &self->rule->title, flags, out) : CW_ERR_ARGUMENT;
}

cw_status cw_finding_remedy(const cw_finding *self, int32_t flags, cw_text **out)
{
    if (!out)
        return CW_ERR_ARGUMENT;
    *out = NULL;
    return self && flags_fit(flags) ? write_template(self, &self->rule->remedy, flags, out) : CW_ERR_ARGUMENT;
}

cw_status cw_finding_explain(const cw_finding *self, int32_t form, int32_t flags, cw_text **out)
{
    if (!out)
        return CW_ERR_ARGUMENT;
    *out = NULL;
    if (!self || !form_fits(form) || !flags_fit(flags))
        return CW_ERR_ARGUMENT;
    bool names = flags & CW_SHOW_NAMES;
    base_buffer buffer;
    base_buffer_init(&buffer, self->report->context);
    cw_status status = form == CW_FORM_TEXT ? codec_put_explanation_text(&buffer, self, names)
                                            : codec_put_explanation_json(&buffer, self, names, form == CW_FORM_JSON);
    return base_buffer_take_if(&buffer, status, out);
}
