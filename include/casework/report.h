/* SPDX-License-Identifier: MIT */
#ifndef CASEWORK_REPORT_H
#define CASEWORK_REPORT_H
/*
 * Evaluation. An evaluator holds one thread's working memory; running it judges a frozen case by a rule set
 * as of a day and fills a report, which the caller made and may have filled again. A report holds its case and
 * rules until it is refilled or released; its findings are borrowed from it and end there.
 *
 * Evaluation is a pure function of the rules, the case, the two days (as of, known at) and the holidays: no clock, no
 * environment. A report can say what it was made from as SHA-256 digests; equal inputs give equal bytes.
 */
#include <casework/case.h>
#include <casework/rules.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct cw_evaluator cw_evaluator;
typedef struct cw_report cw_report;
typedef struct cw_finding cw_finding;

/** What a finding says. Treat a value you do not know as CW_UNKNOWN. */
enum {
    CW_MET = 1,            /**< Holds. */
    CW_NOT_APPLICABLE = 2, /**< Asks nothing of this subject on this day. */
    CW_WAIVED = 3,         /**< An approved, documented, current exception. */
    CW_PENDING = 4,        /**< Not yet, and the due day is not past. */
    CW_LATE = 5,           /**< Held only after its due day. */
    CW_UNMET = 6,          /**< Does not hold. */
    CW_OVERDUE = 7,        /**< Does not hold, the due day is past, still owed. */
    CW_UNKNOWN = 8         /**< Cannot be told; the reasons say what is missing. */
};
/** Why a finding is unknown. */
enum {
    CW_REASON_MISSING = 1, /**< A fact is missing. */
    CW_REASON_ERROR = 2,   /**< The rule could not be computed on what the case holds. */
    CW_REASON_LIMIT = 3,   /**< A budget of the context ran out. */
    CW_REASON_AFTER_CURRENT = 4  /**< It depends on what happened after the record's current_to. */
};
/** What became of the periods of a recurrence, or of whatever <casework/rates.h> counts. */
enum {
    CW_COUNT_MET = 1,
    CW_COUNT_MISSED = 2,         /**< Surely. */
    CW_COUNT_WAIVED = 3,
    CW_COUNT_PENDING = 4,        /**< May still be met. */
    CW_COUNT_UNKNOWN = 5,        /**< Cannot be told: it is none of the four above for sure. */
    CW_COUNT_PERHAPS_MET = 6,    /**< Of those: what may turn out to be met. */
    CW_COUNT_PERHAPS_MISSED = 7  /**< Of those: what may turn out to be missed. */
};
enum { CW_FORCE_REQUIRED = 1, CW_FORCE_ADVISED = 2 };
/** Forms of reports and explanations. */
enum { CW_FORM_TEXT = 101, CW_FORM_JSON = 102, CW_FORM_JSON_LINE = 103, CW_FORM_CSV = 104 /**< Of rates (<casework/rates.h>) alone. */ };
/** Flags for writing. */
enum {
    CW_SHOW_NAMES = 1,     /**< Print members' names; without it their ids stand for them. */
    CW_SHOW_ALL = 2        /**< List findings that are not applicable or harmlessly unknown too. */
};

/** What a report was made from. */
enum {
    CW_DIGEST_RULES = 1,      /**< The text of a rule file, byte for byte. */
    CW_DIGEST_PARAMETERS = 2, /**< Their values in force: one JSON object in canonical form, by full name (`set:name`). */
    CW_DIGEST_HOLIDAYS = 3,   /**< The days as YYYY-MM-DD, ascending, each on a line of its own. */
    CW_DIGEST_CASE = 4        /**< The case document in canonical form (CW_WRITE_CANONICAL). */
};

/** Makes an evaluator, yours to release. `context` NULL: defaults. Returns CW_OK, CW_ERR_NOMEM, CW_ERR_ARGUMENT. */
CW_API cw_status cw_evaluator_new(cw_context *context, cw_evaluator **out);
/** Takes one more reference; NULL gives NULL. */
CW_API cw_evaluator *cw_evaluator_ref(cw_evaluator *self);
/** Gives one reference back; NULL does nothing. */
CW_API void cw_evaluator_unref(cw_evaluator *self);
/**
 * Judges from now on by what was recorded up to a day: what was recorded later is not used. What does not say when it
 * was recorded counts as recorded on its own date.
 *
 * @param day CW_DATE_MIN to CW_DATE_MAX, or CW_DATE_NONE for no limit, which is how an evaluator begins
 * Returns CW_OK, CW_ERR_VALUE (no day) or CW_ERR_ARGUMENT; on failure nothing is changed.
 */
CW_API cw_status cw_evaluator_set_known_at(cw_evaluator *self, cw_date day);
/**
 * Counts from now on, of the periods of recurrences, those that end on or after a day: cw_finding_period_count, `periods` in JSON, and
 * what <casework/rates.h> makes of them. A fiscal year's measure counts since its first day and judges as of its last. No status,
 * due day or number of missed periods hangs on it: those are of the whole time.
 *
 * @param day CW_DATE_MIN to CW_DATE_MAX, or CW_DATE_NONE for all periods, which is how an evaluator begins
 * Returns CW_OK, CW_ERR_VALUE (no day) or CW_ERR_ARGUMENT; on failure nothing is changed.
 */
CW_API cw_status cw_evaluator_set_since(cw_evaluator *self, cw_date day);
/**
 * Sets the holidays, which are no working days; Saturdays and Sundays never are. An evaluator begins with none.
 *
 * @param days  in any order; one may stand there twice; copied; may be NULL where count is 0
 * @param count how many; 0 for none
 * Returns CW_OK, CW_ERR_VALUE (one is no day), CW_ERR_NOMEM or CW_ERR_ARGUMENT; on failure nothing is changed.
 */
CW_API cw_status cw_evaluator_set_holidays(cw_evaluator *self, const cw_date *days, int64_t count);

/**
 * Judges a case.
 *
 * @param self   the evaluator; one thread at a time; must not be NULL
 * @param rules  shared freely; must not be NULL
 * @param one    a frozen case; must not be NULL
 * @param as_of  the day to judge as of, CW_DATE_MIN to CW_DATE_MAX
 * @param report refilled; must not be NULL
 * Returns CW_OK; CW_ERR_NOT_FROZEN; CW_ERR_VALUE (`as_of` is no day); CW_ERR_LIMIT (more findings than CW_LIMIT_FINDINGS); CW_ERR_NOMEM;
 * CW_ERR_ARGUMENT.
 * On failure the report is empty.
 */
CW_API cw_status cw_evaluator_run(cw_evaluator *self, cw_rules *rules, cw_case *one, cw_date as_of, cw_report *report);

/** Makes an empty report, yours to release. */
CW_API cw_status cw_report_new(cw_context *context, cw_report **out);
/** Takes one more reference; NULL gives NULL. */
CW_API cw_report *cw_report_ref(cw_report *self);
/** Gives one reference back; NULL does nothing. */
CW_API void cw_report_unref(cw_report *self);
/** The day that was judged as of; CW_DATE_UNKNOWN for NULL or an empty report. */
CW_API cw_date cw_report_as_of(const cw_report *self);
/** The day up to which what was recorded was used; CW_DATE_NONE: no limit; CW_DATE_UNKNOWN for NULL or an empty report. */
CW_API cw_date cw_report_known_at(const cw_report *self);
/** The day since which periods are counted (cw_evaluator_set_since); CW_DATE_NONE: all of them; CW_DATE_UNKNOWN for NULL or an empty report. */
CW_API cw_date cw_report_since(const cw_report *self);
/** The case and the rules that were used, held by the report; borrowed. NULL for NULL or an empty report. */
CW_API cw_case *cw_report_case(const cw_report *self);
CW_API cw_rules *cw_report_rules(const cw_report *self);
/**
 * What was taken for granted where the case says nothing: one sentence each ("the record is taken to be whole up to
 * 2024-06-01, since `case.current_to` is absent"). 0 and NULL for NULL, an empty report, or an index out of range.
 */
CW_API int64_t cw_report_assumption_count(const cw_report *self);
CW_API const char *cw_report_assumption_at(const cw_report *self, int64_t index);
/**
 * What the report was made from, as SHA-256: 64 lower-case hexadecimal digits. A report written as JSON holds them all.
 *
 * @param what  CW_DIGEST_*
 * @param index which rule file, from 0, for CW_DIGEST_RULES; 0 for the others
 * @param out   receives the digest, yours to release; must not be NULL
 * Computed when asked for. Returns CW_OK, CW_ERR_NOT_FOUND (no such rule file), CW_ERR_STATE (the report is empty),
 * CW_ERR_NOMEM, CW_ERR_ARGUMENT.
 */
CW_API cw_status cw_report_digest(const cw_report *self, int32_t what, int64_t index, cw_text **out);
/** How many findings there are, not applicable ones included, in rule order, then subject order. 0 for NULL. */
CW_API int64_t cw_report_count(const cw_report *self);
/** The finding at an index from 0; borrowed; NULL out of range. */
CW_API const cw_finding *cw_report_at(const cw_report *self, int64_t index);
/** How many findings have a status (CW_MET ...); 0 for NULL. */
CW_API int64_t cw_report_count_of(const cw_report *self, int32_t status);
/** How many findings are violations. */
CW_API int64_t cw_report_violations(const cw_report *self);
/* Of the instruments whose items the rules rate (`instrument us-federal.smart`), each told once, in the order of the rules:
 * what the report says of its items. NULL, 0 or CW_DATE_UNKNOWN for NULL, an empty report, and out of range. */
/** How many instruments there are. */
CW_API int64_t cw_report_instrument_count(const cw_report *self);
/** Its name ("us-federal.smart"); borrowed from the rules. */
CW_API const char *cw_report_instrument_name(const cw_report *self, int64_t index);
/** How many findings of its items have a status (CW_MET ...). Met and late ones are rated as met, unmet and overdue ones as not
 *  met; pending and unknown ones are open. */
CW_API int64_t cw_report_instrument_count_of(const cw_report *self, int64_t index, int32_t status);
/** The day of the latest review that is seen; CW_DATE_NONE where there is none. */
CW_API cw_date cw_report_instrument_reviewed(const cw_report *self, int64_t index);
/** How many items have a score in that review, and the sum of the scores as decimal text, borrowed; NULL where none has one. */
CW_API int64_t cw_report_instrument_scored(const cw_report *self, int64_t index);
CW_API const char *cw_report_instrument_score(const cw_report *self, int64_t index);
/** How many findings of its items are open, and one of them by its number from 0; borrowed. */
CW_API int64_t cw_report_instrument_open_count(const cw_report *self, int64_t index);
CW_API const cw_finding *cw_report_instrument_open_at(const cw_report *self, int64_t index, int64_t number);
/**
 * Writes the report: for a person (CW_FORM_TEXT: what must be done first, then what falls due, then what is unknown, what is met
 * as a count), or as `casework.report/1` (CW_FORM_JSON, CW_FORM_JSON_LINE).
 *
 * @param form  CW_FORM_*
 * @param flags CW_SHOW_* added up
 * @param out   receives the text, yours to release
 * Returns CW_OK, CW_ERR_STATE (the report is empty), CW_ERR_NOMEM, CW_ERR_ARGUMENT.
 */
CW_API cw_status cw_report_write(const cw_report *self, int32_t form, int32_t flags, cw_text **out);

/* Of a finding. Texts are borrowed; NULL gives NULL, 0 or CW_DATE_UNKNOWN. */
/** The full name of its rule, `set:rule`. */
CW_API const char *cw_finding_rule(const cw_finding *self);
/** CW_MET ... CW_UNKNOWN. */
CW_API int32_t cw_finding_status(const cw_finding *self);
/** The best and the worst that an unknown finding may turn out to be; for a decided one, its status. */
CW_API int32_t cw_finding_best(const cw_finding *self);
CW_API int32_t cw_finding_worst(const cw_finding *self);
/** 1 for unmet and overdue findings of required rules, else 0. */
CW_API int32_t cw_finding_is_violation(const cw_finding *self);
/** CW_FORCE_*. */
CW_API int32_t cw_finding_force(const cw_finding *self);
/** The due day, or CW_DATE_NONE. */
CW_API cw_date cw_finding_due(const cw_finding *self);
/** How many periods of a recurrence were surely missed, and how many more perhaps were; 0 for any other finding. */
CW_API int32_t cw_finding_missed(const cw_finding *self);
CW_API int32_t cw_finding_perhaps_missed(const cw_finding *self);
/** The last day of the first period that was surely missed; CW_DATE_NONE where none was. */
CW_API cw_date cw_finding_first_missed(const cw_finding *self);
/** Whether it is the finding of a recurrence whose periods are known, and can be counted: 1 or 0. */
CW_API int32_t cw_finding_has_periods(const cw_finding *self);
/** How many of its owed periods were met, missed ..., `what` being CW_COUNT_*, of those that end on or after cw_report_since; 0 for any other
 *  finding. */
CW_API int32_t cw_finding_period_count(const cw_finding *self, int32_t what);
/** What the rule was applied to: none, one or several records or table rows. */
CW_API int64_t cw_finding_subject_count(const cw_finding *self);
/** The rule's variable for that subject ("m"). */
CW_API const char *cw_finding_subject_variable(const cw_finding *self, int64_t index);
/** Its kind ("member", "task"; a table's name for a table row). */
CW_API const char *cw_finding_subject_kind(const cw_finding *self, int64_t index);
/** Its id, path ("record/7") or table key. */
CW_API const char *cw_finding_subject_id(const cw_finding *self, int64_t index);
/** The record, borrowed from the case; NULL for a table row. */
CW_API cw_record *cw_finding_subject_record(const cw_finding *self, int64_t index);
/** Why an unknown finding is unknown. */
CW_API int64_t cw_finding_reason_count(const cw_finding *self);
/** CW_REASON_*. */
CW_API int32_t cw_finding_reason_kind(const cw_finding *self, int64_t index);
/** The path of the missing fact ("leo.born": ids are unique in a case), or NULL. */
CW_API const char *cw_finding_reason_fact(const cw_finding *self, int64_t index);
/** One sentence for an error or a limit, or NULL. */
CW_API const char *cw_finding_reason_message(const cw_finding *self, int64_t index);
/** 1 where there are more reasons than are told, else 0. */
CW_API int32_t cw_finding_has_more_reasons(const cw_finding *self);
/** What else there is to say, one sentence each: why a rule is not applicable, why a waiver does not count. */
CW_API int64_t cw_finding_note_count(const cw_finding *self);
CW_API const char *cw_finding_note_at(const cw_finding *self, int64_t index);
/* What stands in the rule; of several versions of a rule, in the one that judged. */
/** Where the rule is written down: the code of a document ("KY36") and a place in it ("item 3.1"). */
CW_API int64_t cw_finding_source_count(const cw_finding *self);
CW_API const char *cw_finding_source_code(const cw_finding *self, int64_t index);
CW_API const char *cw_finding_source_text(const cw_finding *self, int64_t index);
/** The ids of the requirements that it checks. NULL where a table's row would name it and no row is a subject. */
CW_API int64_t cw_finding_cover_count(const cw_finding *self);
CW_API const char *cw_finding_cover_at(const cw_finding *self, int64_t index);
/** The parameters that it uses: full name ("us-ky:contact_period"); value as rules write it ("1 calendar month"); the reading of the source that it stands
 *  for ("A4"), or NULL. */
CW_API int64_t cw_finding_parameter_count(const cw_finding *self);
CW_API const char *cw_finding_parameter_name(const cw_finding *self, int64_t index);
CW_API const char *cw_finding_parameter_value(const cw_finding *self, int64_t index);
CW_API const char *cw_finding_parameter_reading(const cw_finding *self, int64_t index);
/** Where the host set a parameter: the value that its declaration gives, or NULL; NULL where it was not set. */
CW_API const char *cw_finding_parameter_declared(const cw_finding *self, int64_t index);
/** Of a review item: the instrument that it belongs to, and what of the work it is about; NULL where the rule names none. */
CW_API const char *cw_finding_instrument(const cw_finding *self);
CW_API const char *cw_finding_activity(const cw_finding *self);
/** How many percent are to be met over many cases, as decimal text ("95"); NULL where the rule names no target. */
CW_API const char *cw_finding_target(const cw_finding *self);
/** The rule set whose `override` gives some clauses of the rule; NULL where none does. */
CW_API const char *cw_finding_changed_by(const cw_finding *self);
/** The title, or the remedy, with its values filled in; `flags` CW_SHOW_NAMES or 0; yours to release. The remedy of a rule without one is an empty text. */
CW_API cw_status cw_finding_title(const cw_finding *self, int32_t flags, cw_text **out);
CW_API cw_status cw_finding_remedy(const cw_finding *self, int32_t flags, cw_text **out);
/**
 * Explains the finding: each clause as a tree of expressions with the values found, the items that decided, and the facts that were missing.
 *
 * @param form  CW_FORM_TEXT, CW_FORM_JSON or CW_FORM_JSON_LINE
 * @param flags CW_SHOW_NAMES or 0: then a member's name, and any text made of one, reads `(a name)`
 * Computed when asked for. It and its text may each take four times CW_LIMIT_SCRATCH_BYTES. Returns CW_OK, CW_ERR_LIMIT (it would take more),
 * CW_ERR_NOMEM, CW_ERR_ARGUMENT. On failure there is no text. Not while the report is being refilled.
 */
CW_API cw_status cw_finding_explain(const cw_finding *self, int32_t form, int32_t flags, cw_text **out);

#ifdef __cplusplus
}
#endif
#endif
