/* SPDX-License-Identifier: MIT */
#include "eval/instrument.h"

#include "eval/view.h"

static bool is_open(const cw_finding *finding)
{
    return finding->status == EVAL_UNKNOWN || finding->status == EVAL_PENDING;
}

static void count(const cw_finding *finding, eval_tally *out)
{
    out->counts[finding->status]++;
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

static bool write_score(base_arena *arena, eval_tally *tally)
{
    base_buffer text;
    if (tally->scored == 0) return true;
    base_buffer_init(&text, arena->context);
    base_put_decimal(&text, &tally->score);
    tally->score_text = text.failed ? NULL : base_arena_copy(arena, text.data, text.length);
    base_buffer_finish(&text);
    return tally->score_text;
}

static void count_findings(const cw_report *report, eval_tally *tallies)
{
    for (int64_t i = 0; i < report->count; i++)
        if (report->findings[i].rule->instrument.length > 0)
            count(&report->findings[i], &tallies[report->findings[i].rule->instrument_index]);
}

/* Those that were counted as not rated, one instrument's behind the other's. */
static bool list_open(cw_report *report, eval_tally *tallies)
{
    int64_t open = 0, *indexes;
    for (int32_t i = 0; i < report->rules->instrument_count; i++) open += tallies[i].not_rated;
    indexes = base_arena_array(&report->arena, (size_t)open, sizeof *indexes);
    if (!indexes) return false;
    for (int32_t i = 0; i < report->rules->instrument_count; i++) {
        tallies[i].open = indexes;
        indexes += tallies[i].not_rated;
        tallies[i].not_rated = 0;
    }
    for (int64_t i = 0; i < report->count; i++) {
        eval_tally *tally = &tallies[report->findings[i].rule->instrument_index];
        if (report->findings[i].rule->instrument.length > 0 && is_open(&report->findings[i])) tally->open[tally->not_rated++] = i;
    }
    return true;
}

bool eval_tell_tallies(cw_report *report)
{
    int32_t count_of = report->rules->instrument_count;
    if (count_of == 0) return true;
    eval_tally *tallies = base_arena_array(&report->arena, (size_t)count_of, sizeof *tallies);
    if (!tallies) return false;
    for (int32_t i = 0; i < count_of; i++) {
        tallies[i] = (eval_tally){ .reviewed = INT64_MAX, .score = base_decimal_from_int(0) };
        find_review(report, report->rules->instruments[i], &tallies[i]);
        if (!write_score(&report->arena, &tallies[i])) return false;
    }
    count_findings(report, tallies);
    if (!list_open(report, tallies)) return false;
    report->tallies = tallies;
    return true;
}
