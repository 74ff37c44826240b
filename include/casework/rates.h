/* SPDX-License-Identifier: MIT */
#ifndef CASEWORK_RATES_H
#define CASEWORK_RATES_H
/*
 * Rates: how often each rule of a set is met, over many cases. One cw_rates is made for a rule set; each report on a case is
 * added to it, and may then be refilled with the next: what is kept are counts, a fixed number for each rule, whatever the number
 * of cases. Where a rule states a `target`, its rate says whether that is reached.
 *
 * What is counted:
 * - Of a recurrence, its periods: the rate is the periods that were met, of those that were met or missed. Periods that are not
 *   owed, are waived, or may still be met are left out. A period that was met late was missed.
 * - Of a deadline, its findings: what was met in time, of that and what was late, is overdue, or was never met.
 * - Of a state, its findings: what is met, of what is met or unmet. Findings that are not applicable, waived or pending are left out.
 *
 * What is unknown is left out of the rate, and counted apart, once as well and once as badly as it may turn out: the best rate and
 * the worst. A target is reached where the worst rate reaches it, missed where even the best does not, and cannot be told between
 * them. Some findings stand for nobody knows how many: of a recurrence those whose periods are not known, of any rule those whose
 * subjects are not. These are `uncounted`; best and worst rates leave them out, but a target is only reached or missed where no
 * number of periods that they may stand for would change that. Comparisons are exact, without rounding.
 *
 * Measures are mostly of a span of time. Its last day is the day that is judged as of, and its first is given to the evaluator
 * (cw_evaluator_set_since): then of a recurrence the periods that end on or after it are counted, and of deadlines those that are
 * due on or after it or have no due day; states are of the last day anyway.
 *
 *     while (there is a case) {
 *         cw_evaluator_run(evaluator, rules, one, as_of, report);
 *         cw_rates_add(rates, report);
 *     }
 *     cw_rates_write(rates, CW_FORM_TEXT, &text);
 *
 * Where cases are documents, cw_rates_add_text does all three of reading, judging and counting.
 *
 * A cw_rates belongs to one thread at a time. Threads that share the work have one each, and merge them at the end.
 */
#include <casework/report.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct cw_rates cw_rates;

/** What a rate counts. */
enum {
    CW_COUNTED_FINDINGS = 1, /**< Of a state or a deadline. */
    CW_COUNTED_PERIODS = 2   /**< Of a recurrence. */
};
/** Which rate. */
enum {
    CW_RATE_KNOWN = 1, /**< Without what is unknown. */
    CW_RATE_BEST = 2,  /**< With what is unknown, turned out as well as it may. */
    CW_RATE_WORST = 3  /**< With what is unknown, turned out as badly as it may. */
};
/** What became of a target. Treat a value you do not know as CW_TARGET_UNKNOWN. */
enum {
    CW_TARGET_REACHED = 1, /**< The rate is the target or above, whatever is unknown. */
    CW_TARGET_MISSED = 2,  /**< It is below, whatever is unknown. */
    CW_TARGET_UNKNOWN = 3, /**< It depends on what is unknown. */
    CW_TARGET_EMPTY = 4    /**< There is no rate: nothing was owed. */
};

/**
 * Makes rates of no cases yet, yours to release. It holds the rules.
 *
 * @param context NULL: defaults
 * @param rules   shared freely; must not be NULL
 * Returns CW_OK, CW_ERR_NOMEM, CW_ERR_ARGUMENT.
 */
CW_API cw_status cw_rates_new(cw_context *context, cw_rules *rules, cw_rates **out);
/** Takes one more reference; NULL gives NULL. Threads: any. */
CW_API cw_rates *cw_rates_ref(cw_rates *self);
/** Gives one reference back; NULL does nothing. Threads: any. */
CW_API void cw_rates_unref(cw_rates *self);
/**
 * Counts the findings of one report. Allocates nothing, and keeps nothing of the report.
 *
 * @param report filled by the rules that the rates were made for, the same handle; must not be NULL. All reports must be as of one day,
 *               known at one day, counted since one day, with the same holidays: the first one added says which
 * Returns CW_OK, CW_ERR_VALUE (other rules, days or holidays), CW_ERR_STATE (the report is empty), CW_ERR_ARGUMENT. On failure
 * nothing is counted.
 */
CW_API cw_status cw_rates_add(cw_rates *self, const cw_report *report);
/**
 * Reads one case document, judges it, and counts its findings: one call for a case, for bindings.
 *
 * @param evaluator under whose context all is done; must not be NULL
 * @param as_of     the day to judge as of, CW_DATE_MIN to CW_DATE_MAX
 * @param text      the document; need not be NUL-terminated; must not be NULL unless length is 0
 * @param length    bytes
 * @param diag      receives problems of the document; may be NULL
 * Returns CW_OK; CW_ERR_INPUT for a bad document; CW_ERR_VALUE (`as_of` is no day, or another one than before; so for what the evaluator was set
 * to); CW_ERR_LIMIT; CW_ERR_NOMEM; CW_ERR_ARGUMENT. On failure nothing is counted.
 */
CW_API cw_status cw_rates_add_text(cw_rates *self, cw_evaluator *evaluator, cw_date as_of, const char *text, int64_t length, cw_diag *diag);
/**
 * Adds all that another has counted; that one stays as it is. Each case must have been counted in one of them only.
 *
 * @param other of the same rules, or of rules compiled from the same texts with the same parameters; not `self`; must not be NULL
 * Returns CW_OK, CW_ERR_VALUE (other rules, days or holidays), CW_ERR_ARGUMENT. On failure nothing is added.
 */
CW_API cw_status cw_rates_merge(cw_rates *self, const cw_rates *other);

/** The rules, held by the rates; borrowed. NULL for NULL. */
CW_API cw_rules *cw_rates_rules(const cw_rates *self);
/** How many reports were added. 0 for NULL. */
CW_API int64_t cw_rates_cases(const cw_rates *self);
/** The day that was judged as of; CW_DATE_UNKNOWN for NULL, and as long as no report was added. */
CW_API cw_date cw_rates_as_of(const cw_rates *self);
/** The day up to which what was recorded was used; CW_DATE_NONE: no limit; CW_DATE_UNKNOWN as above. */
CW_API cw_date cw_rates_known_at(const cw_rates *self);
/** The day since which periods and due days were counted; CW_DATE_NONE: all of them; CW_DATE_UNKNOWN as above. */
CW_API cw_date cw_rates_since(const cw_rates *self);

/* Of a rule by its index, as cw_rules_name_at counts them. Of several versions of a rule the latest that judged any case is told of.
 * NULL gives 0 or NULL, and so does an index out of range, or a number that is none. */
/** How many rules there are, and a rule's full name, `set:rule`; borrowed. */
CW_API int64_t cw_rates_count(const cw_rates *self);
CW_API const char *cw_rates_rule_at(const cw_rates *self, int64_t index);
/** CW_FORCE_*. */
CW_API int32_t cw_rates_force_at(const cw_rates *self, int64_t index);
/** CW_COUNTED_*. */
CW_API int32_t cw_rates_counted_at(const cw_rates *self, int64_t index);
/** How many were met, and how many were met or missed; `which` is CW_RATE_*. */
CW_API int64_t cw_rates_numerator_at(const cw_rates *self, int64_t index, int32_t which);
CW_API int64_t cw_rates_denominator_at(const cw_rates *self, int64_t index, int32_t which);
/** How many of what is counted were met, missed, waived ...; `what` is CW_COUNT_* of <casework/report.h>. Of a deadline or state that is
 *  unknown between late and worse, it is told that it was missed. */
CW_API int64_t cw_rates_count_of(const cw_rates *self, int64_t index, int32_t what);
/** How many findings have a status (CW_MET ...), whatever is counted; of recurrences, of the whole time up to the judged day. */
CW_API int64_t cw_rates_findings_of(const cw_rates *self, int64_t index, int32_t status);
/** How many findings stand for nobody knows how many, and are in no rate. */
CW_API int64_t cw_rates_uncounted_at(const cw_rates *self, int64_t index);
/** How many percent are to be met, as decimal text ("95"); borrowed; NULL where the rule names no target. */
CW_API const char *cw_rates_target_at(const cw_rates *self, int64_t index);
/** CW_TARGET_*; 0 where the rule names no target. */
CW_API int32_t cw_rates_verdict_at(const cw_rates *self, int64_t index);
/** How many required rules have such a verdict (CW_TARGET_*). Targets of advised rules are told, and never count here. */
CW_API int64_t cw_rates_targets(const cw_rates *self, int32_t verdict);
/** The title as the rule has it, paths in braces: "A contact each month with {m.name}". Yours to release. Returns CW_OK, CW_ERR_NOMEM,
 *  CW_ERR_NOT_FOUND (the index is out of range), CW_ERR_ARGUMENT. */
CW_API cw_status cw_rates_title(const cw_rates *self, int64_t index, cw_text **out);

/**
 * Writes the rates, those with a target first: for a person (CW_FORM_TEXT), as `casework.rates/1` (CW_FORM_JSON, CW_FORM_JSON_LINE), or
 * as a table with a line for each rule (CW_FORM_CSV, RFC 4180). They hold no fact of any case. Percentages are rounded down to two
 * digits after the point, so that none reads as if a missed target were reached.
 *
 * @param form CW_FORM_*
 * @param out  receives the text, yours to release
 * Returns CW_OK, CW_ERR_NOMEM, CW_ERR_ARGUMENT.
 */
CW_API cw_status cw_rates_write(const cw_rates *self, int32_t form, cw_text **out);

#ifdef __cplusplus
}
#endif
#endif
