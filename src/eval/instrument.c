/* SPDX-License-Identifier: MIT */
#include "eval/instrument.h"

#include "eval/view.h"

static void count(const cw_finding *finding, eval_tally *out)
{
    switch (finding->status) {
    case EVAL_MET: case EVAL_LATE: out->met++; break;
    case EVAL_UNMET: case EVAL_OVERDUE: out->not_met++; break;
    case EVAL_WAIVED: out->waived++; break;
    case EVAL_NOT_APPLICABLE: out->not_applicable++; break;
    default: out->not_rated++; break;
    }
}

/* Seen on the judged day, and surely of the instrument. */
static bool is_seen(const cw_report *report, const cw_record *review, base_str instrument)
{
    const model_slot *date = &review->slots[MODEL_SLOT_ENTRY_DATE], *name = &review->slots[MODEL_SLOT_REVIEW_INSTRUMENT];
    eval_fact why;
    if (date->state != MODEL_VALUE || date->as.integer > report->view->day || name->state != MODEL_VALUE) return false;
    return base_str_equal((base_str){ name->as.text, name->length }, instrument) &&
           eval_recorded(report->view->days, review, &why) == EVAL_THERE;
}

static void add_scores(const cw_record *review, eval_tally *out)
{
    const model_slot *rows = &review->slots[MODEL_SLOT_REVIEW_RATINGS];
    out->reviewed = review->slots[MODEL_SLOT_ENTRY_DATE].as.integer;
    for (int64_t i = 0; rows->state == MODEL_VALUE && i < rows->as.list->count; i++) {
        const model_slot *score = &((cw_record *const *)rows->as.list->items)[i]->slots[MODEL_SLOT_RATING_SCORE];
        base_decimal sum;
        if (score->state != MODEL_VALUE || !base_decimal_add(&out->score, score->as.number, &sum)) continue;
        out->score = sum;
        out->scored++;
    }
}

static void find_review(const cw_report *report, base_str instrument, eval_tally *out)
{
    const model_view *reviews = &report->one->by_kind[MODEL_KIND_REVIEW];
    for (int64_t i = reviews->count; i-- > 0 && out->reviewed == INT64_MAX;)
        if (is_seen(report, reviews->items[i], instrument)) add_scores(reviews->items[i], out);
}

static bool is_open(const cw_finding *finding)
{
    return finding->status == EVAL_UNKNOWN || finding->status == EVAL_PENDING;
}

static void add_open(eval_tallies *all, eval_tally *tally, int64_t index)
{
    if (tally->last_open < 0) tally->first_open = index;
    else all->next_open[tally->last_open] = index;
    tally->last_open = index;
    all->next_open[index] = -1;
}

cw_status eval_tallies_make(const cw_report *report, eval_tallies *out)
{
    int32_t count_of = report->rules->instrument_count;
    *out = (eval_tallies){ .count = count_of, .finding_count = report->count, .context = report->context };
    out->items = base_allocate(out->context, ((size_t)count_of + 1) * sizeof *out->items);
    out->next_open = base_allocate(out->context, ((size_t)report->count + 1) * sizeof *out->next_open);
    if (!out->items || !out->next_open) {
        eval_tallies_finish(out);
        return CW_ERR_NOMEM;
    }
    for (int32_t i = 0; i < count_of; i++) {
        out->items[i] = (eval_tally){ .reviewed = INT64_MAX, .score = base_decimal_from_int(0), .first_open = -1, .last_open = -1 };
        find_review(report, report->rules->instruments[i], &out->items[i]);
    }
    for (int64_t i = 0; i < report->count; i++) {
        const cw_finding *finding = &report->findings[i];
        if (finding->rule->instrument.length == 0) continue;
        count(finding, &out->items[finding->rule->instrument_index]);
        if (is_open(finding)) add_open(out, &out->items[finding->rule->instrument_index], i);
    }
    return CW_OK;
}

void eval_tallies_finish(eval_tallies *tallies)
{
    base_release(tallies->context, tallies->items, ((size_t)tallies->count + 1) * sizeof *tallies->items);
    base_release(tallies->context, tallies->next_open, ((size_t)tallies->finding_count + 1) * sizeof *tallies->next_open);
}
