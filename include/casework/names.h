/* SPDX-License-Identifier: MIT */
#ifndef CASEWORK_NAMES_H
#define CASEWORK_NAMES_H
/*
 * Words for the library's own numbers, as its JSON and its command line spell them: lower case, `_` between parts
 * ("not_applicable", "json_line"). A binding that shows a number, or takes a word for one, asks here and types no list twice.
 *
 * Each takes the number of one enumeration and gives a text that lives as long as the library; NULL for a number that is none of
 * it, which a later version may know. Threads: any. Beside these: cw_limit_name, and cw_status_name for statuses of calls; words of
 * the schema's enumerations are told by cw_record_word and cw_schema_word_at.
 */
#include <casework/status.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Of what a finding says, CW_MET ... CW_UNKNOWN of <casework/report.h>: "met", "not_applicable". */
CW_API const char *cw_finding_status_name(int32_t status);
/** Of why a finding is unknown, CW_REASON_*: "missing", "after_current". */
CW_API const char *cw_reason_name(int32_t reason);
/** CW_FORCE_*: "required", "advised". */
CW_API const char *cw_force_name(int32_t force);
/** CW_FORM_* ("text", "json", "json_line", "csv"), CW_WRITE_* ("indented", "compact", "canonical"), CW_VALUE_* ("text", "json", "typed"). */
CW_API const char *cw_form_name(int32_t form);
/** CW_DIGEST_*: "rules", "parameters", "holidays", "case". */
CW_API const char *cw_digest_name(int32_t what);
/** CW_COUNT_*: "met", "perhaps_missed". */
CW_API const char *cw_count_name(int32_t what);
/** CW_COUNTED_* of <casework/rates.h>: "findings", "periods". */
CW_API const char *cw_counted_name(int32_t counted);
/** CW_RATE_*: "known", "best", "worst". */
CW_API const char *cw_rate_name(int32_t which);
/** CW_TARGET_*: "reached", "missed", "unknown", "empty". */
CW_API const char *cw_target_name(int32_t verdict);
/** CW_SEVERITY_*: "error", "warning". */
CW_API const char *cw_severity_name(int32_t severity);
/** CW_STATE_* of a field: "recorded", "unknown", "none", "stated". */
CW_API const char *cw_state_name(int32_t state);
/** CW_TYPE_* of a field: "text", "reference". */
CW_API const char *cw_type_name(int32_t type);
/** CW_GROUP_* of a kind: "handle", "entry", "row". */
CW_API const char *cw_group_name(int32_t group);
/** CW_TIME_* of a field: "none", "actual", "planned". */
CW_API const char *cw_time_name(int32_t time);

#ifdef __cplusplus
}
#endif
#endif
