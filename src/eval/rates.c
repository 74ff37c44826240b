/* SPDX-License-Identifier: MIT */
/* How often rules are met: reports added up, rule by rule. */
#include "eval/rates.h"

#include <string.h>

#include "base/wide.h"
#include "eval/judge.h"

/* ---- lives ---- */

static size_t size_of(int64_t count)
{
    return offsetof(cw_rates, items) + (size_t)count * sizeof(eval_rate);
}

cw_status eval_rates_new(const cw_context *context, cw_rules *rules, cw_rates **out)
{
    size_t size = size_of(rules->rule_count);
    cw_rates *made = base_allocate(context, size);
    *out = made;
    if (!made) {
        base_context_drop(context);
        return CW_ERR_NOMEM;
    }
    memset(made, 0, size);
    atomic_init(&made->references, 1);
    made->context = context;
    made->rules = rules;
    made->count = rules->rule_count;
    made->hashing = base_sha256_best_way();
    base_reference_take(&rules->references);
    return CW_OK;
}

void eval_rates_release(cw_rates *rates)
{
    if (!base_reference_drop(&rates->references)) return;
    const cw_context *context = rates->context;
    if (base_reference_drop(&rates->rules->references)) rules_release(rates->rules);
    eval_holidays_drop(rates->holidays);
    base_release(context, rates, size_of(rates->count));
    base_context_drop(context);
}

/* ---- counting ---- */

static int64_t sum(int64_t a, int64_t b)
{
    return b > INT64_MAX - a ? INT64_MAX : a + b;
}

static void add(int64_t *count, int64_t more)
{
    *count = sum(*count, more);
}

/* Days that lie at least between the ends of two periods, by unit. */
static int64_t shortest(rules_unit unit)
{
    static const int16_t days[] = {
        [RULES_DAY] = 1, [RULES_WORKING_DAY] = 1, [RULES_WEEK] = 7, [RULES_MONTH] = 28, [RULES_YEAR] = 365,
        [RULES_CALENDAR_MONTH] = 28, [RULES_CALENDAR_QUARTER] = 90, [RULES_CALENDAR_YEAR] = 365
    };
    return days[unit];
}

/* No one subject of a version has more periods that count: not where each is as short as can be, and both the first and the last
 * are cut. */
static int64_t most_periods(const cw_report *report, const rules_rule *rule)
{
    if (rule->shape != RULES_SHAPE_RECURRENCE) return 0;
    rules_term term = eval_term_of(report, &rule->every);
    int64_t since = report->since > CW_DATE_MIN ? report->since : CW_DATE_MIN;
    if (since > report->as_of) return 1;
    int64_t most = (report->as_of - since) / shortest(term.unit) / term.count + 3;
    return most < EVAL_PERIODS_MOST ? most : EVAL_PERIODS_MOST;
}

/* It is not known which periods there are; and, where not all subjects are told, not even whose. */
static void add_uncounted(eval_rate *rate, const rules_rule *first, const cw_finding *finding)
{
    int64_t most = 0;
    for (const rules_rule *rule = first; rule; rule = rule->next_version) add(&most, most_periods(finding->report, rule));
    /* Both limits together stay far below the greatest number. */
    if (finding->subject_count < finding->rule->variable_count) most *= base_limit(finding->report->context, CW_LIMIT_FINDINGS);
    add(&rate->uncounted, 1);
    add(&rate->unseen, most);
}

static void add_periods(eval_rate *rate, const rules_rule *first, const cw_finding *finding)
{
    const eval_cells *cells = finding->cells;
    if (!cells && finding->status == EVAL_UNKNOWN) add_uncounted(rate, first, finding);
    for (int32_t i = EVAL_PERIOD_MET; cells && i <= EVAL_PERIOD_PERHAPS_MISSED; i++)
        add(&rate->counts[1].count[i], cells->count[i]);
}

/* As a part of the rate; 0: it is none. What surely is late or worse is missed, though it may not be known how badly. */
static int32_t part_of(const cw_finding *finding)
{
    switch (finding->status) {
    case EVAL_MET: return EVAL_PERIOD_MET;
    case EVAL_WAIVED: return EVAL_PERIOD_WAIVED;
    case EVAL_PENDING: return EVAL_PERIOD_PENDING;
    case EVAL_NOT_APPLICABLE: return 0;
    default: return finding->best >= EVAL_LATE ? EVAL_PERIOD_MISSED : EVAL_PERIOD_UNKNOWN;
    }
}

static void add_one(eval_rate *rate, const cw_finding *finding)
{
    int64_t *count = rate->counts[0].count;
    int32_t part = part_of(finding);
    if (part == EVAL_PERIOD_UNKNOWN && finding->subject_count < finding->rule->variable_count) {
        add(&rate->uncounted, 1);
        return;
    }
    if (part != 0) add(&count[part], 1);
    if (part != EVAL_PERIOD_UNKNOWN) return;
    add(&count[EVAL_PERIOD_PERHAPS_MET], finding->best == EVAL_MET);
    add(&count[EVAL_PERIOD_PERHAPS_MISSED], finding->worst >= EVAL_LATE);
}

static void add_finding(eval_rate *rate, const rules_rule *first, int32_t version, const cw_finding *finding)
{
    bool deadline = finding->rule->shape == RULES_SHAPE_DEADLINE;
    if (deadline && finding->due < finding->report->since) return;
    if (version > rate->version) rate->version = version;
    add(&rate->findings[finding->status], 1);
    if (finding->rule->shape == RULES_SHAPE_RECURRENCE) add_periods(rate, first, finding);
    else add_one(rate, finding);
}

/* Which version of a rule another is; -1: none. */
static int32_t version_of(const rules_rule *first, const rules_rule *wanted)
{
    int32_t version = 0;
    for (const rules_rule *rule = first; rule; rule = rule->next_version, version++)
        if (rule == wanted) return version;
    return -1;
}

/* Findings stand in the order of the rules. */
static void add_findings(cw_rates *rates, const cw_report *report)
{
    int64_t at = 0;
    int32_t version = -1;
    const rules_rule *before = NULL;
    for (int64_t i = 0; i < report->count; i++) {
        const cw_finding *finding = &report->findings[i];
        if (finding->rule != before) version = version_of(rates->rules->rules[at], finding->rule);
        while (version < 0) version = version_of(rates->rules->rules[++at], finding->rule);
        before = finding->rule;
        add_finding(&rates->items[at], rates->rules->rules[at], version, finding);
    }
}

/* ---- what may be added up ---- */

static bool same_days(const int64_t *a, int64_t a_count, const int64_t *b, int64_t b_count)
{
    return a_count == b_count && (a == b || a_count == 0 || memcmp(a, b, (size_t)a_count * sizeof *a) == 0);
}

/* The first one says which days and holidays all others are of. */
static bool agree(cw_rates *rates, int64_t as_of, int64_t known_at, int64_t since, eval_holidays *holidays)
{
    const eval_holidays *own = rates->holidays;
    if (rates->cases > 0) {
        bool same = rates->as_of == as_of && rates->known_at == known_at && rates->since == since;
        return same && same_days(own ? own->days : NULL, own ? own->count : 0, holidays ? holidays->days : NULL, holidays ? holidays->count : 0);
    }
    rates->as_of = as_of;
    rates->known_at = known_at;
    rates->since = since;
    rates->holidays = eval_holidays_take(holidays);
    return true;
}

/* Compiled from the same texts with the same parameters. */
static bool same_rules(const cw_rules *a, const cw_rules *b)
{
    if (a == b) return true;
    bool alike = a->file_count == b->file_count && a->parameters_hashed && b->parameters_hashed;
    for (int32_t i = 0; alike && i < a->file_count; i++)
        alike = memcmp(a->files[i]->digest, b->files[i]->digest, BASE_SHA256_BYTES) == 0;
    return alike && memcmp(a->parameters_digest, b->parameters_digest, BASE_SHA256_BYTES) == 0;
}

cw_status eval_rates_add(cw_rates *rates, const cw_report *report)
{
    bool fits = report->rules == rates->rules && agree(rates, report->as_of, report->known_at, report->since, report->held_holidays);
    if (!fits) return CW_ERR_VALUE;
    add(&rates->cases, 1);
    add_findings(rates, report);
    return CW_OK;
}

static void merge(eval_rate *rate, const eval_rate *other)
{
    if (other->version > rate->version) rate->version = other->version;
    for (int i = 0; i <= EVAL_UNKNOWN; i++) add(&rate->findings[i], other->findings[i]);
    for (int i = 0; i <= EVAL_PERIOD_PERHAPS_MISSED; i++) {
        add(&rate->counts[0].count[i], other->counts[0].count[i]);
        add(&rate->counts[1].count[i], other->counts[1].count[i]);
    }
    add(&rate->uncounted, other->uncounted);
    add(&rate->unseen, other->unseen);
}

cw_status eval_rates_merge(cw_rates *rates, const cw_rates *other)
{
    if (!same_rules(rates->rules, other->rules)) return CW_ERR_VALUE;
    if (other->cases == 0) return CW_OK;
    if (!agree(rates, other->as_of, other->known_at, other->since, other->holidays)) return CW_ERR_VALUE;
    add(&rates->cases, other->cases);
    for (int64_t i = 0; i < rates->count; i++) merge(&rates->items[i], &other->items[i]);
    return CW_OK;
}

/* ---- rates ---- */

const rules_rule *eval_rates_rule(const cw_rates *rates, int64_t index)
{
    const rules_rule *rule = rates->rules->rules[index];
    for (int32_t i = rates->items[index].version; i > 0; i--) rule = rule->next_version;
    return rule;
}

int32_t eval_rates_counted(const cw_rates *rates, int64_t index)
{
    return eval_rates_rule(rates, index)->shape == RULES_SHAPE_RECURRENCE ? EVAL_COUNTED_PERIODS : EVAL_COUNTED_FINDINGS;
}

const eval_sums *eval_rates_sums(const cw_rates *rates, int64_t index)
{
    return &rates->items[index].counts[eval_rates_counted(rates, index) - EVAL_COUNTED_FINDINGS];
}

eval_share eval_rates_share(const cw_rates *rates, int64_t index, int32_t which)
{
    const int64_t *count = eval_rates_sums(rates, index)->count;
    int64_t met = count[EVAL_PERIOD_MET], missed = count[EVAL_PERIOD_MISSED];
    if (which == EVAL_RATE_BEST) met = sum(met, count[EVAL_PERIOD_PERHAPS_MET]);
    if (which == EVAL_RATE_WORST) missed = sum(missed, count[EVAL_PERIOD_PERHAPS_MISSED]);
    return (eval_share){ met, sum(met, missed) };
}

int64_t eval_share_percent(eval_share share)
{
    base_wide met, of, quotient;
    uint64_t percent = 0;
    base_wide_from(&met, (uint64_t)share.met);
    base_wide_from(&of, (uint64_t)share.of);
    base_wide_scale(&met, 4);
    base_wide_divide(&met, &of, &quotient);
    base_wide_to(&quotient, &percent);
    return (int64_t)percent;
}

/* Below this power of ten any target is reached as soon as anything is met. */
enum { LEAST_POWER = -60 };

/* Whether 100 * met >= target * of, in whole numbers of any length. */
static bool reaches(eval_share share, const base_decimal *target)
{
    base_wide met, of, digits = { .count = 4 }, wanted;
    int64_t power = target->exponent;
    if (share.of == 0) return true;
    if (power < LEAST_POWER) return share.met > 0;
    memcpy(digits.limb, target->limb, sizeof target->limb);
    base_wide_trim(&digits);
    base_wide_from(&met, (uint64_t)share.met);
    base_wide_from(&of, (uint64_t)share.of);
    base_wide_multiply(&digits, &of, &wanted);
    base_wide_scale(&met, power < 0 ? 2 - power : 2);
    base_wide_scale(&wanted, power > 0 ? power : 0);
    return base_wide_compare(&met, &wanted) >= 0;
}

int32_t eval_rates_verdict(const cw_rates *rates, int64_t index)
{
    const rules_rule *rule = eval_rates_rule(rates, index);
    eval_share best = eval_rates_share(rates, index, EVAL_RATE_BEST), worst = eval_rates_share(rates, index, EVAL_RATE_WORST);
    int64_t unseen = rates->items[index].unseen;
    if (rule->target.length == 0) return 0;
    best = (eval_share){ sum(best.met, unseen), sum(best.of, unseen) };
    worst.of = sum(worst.of, unseen);
    if (best.of == 0 && worst.of == 0) return EVAL_TARGET_EMPTY;
    if (reaches(worst, &rule->target_percent)) return EVAL_TARGET_REACHED;
    return reaches(best, &rule->target_percent) ? EVAL_TARGET_UNKNOWN : EVAL_TARGET_MISSED;
}
