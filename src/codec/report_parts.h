/* SPDX-License-Identifier: MIT */
#ifndef CODEC_REPORT_PARTS_H
#define CODEC_REPORT_PARTS_H
/* Within the room: what the writers of reports and explanations share. */
#include "codec/report.h"
#include "json/writer.h"

enum { CODEC_PAGE_WIDTH = 100 };

const char *codec_status_word(uint8_t status);     /* "not_applicable" */
const char *codec_status_phrase(uint8_t status);   /* "not applicable" */
const char *codec_reason_word(uint8_t reason);     /* "after_current" */
const char *codec_period_word(int32_t what);       /* EVAL_PERIOD_*: "perhaps_met" */
/* Whether a report lists it: not what is not applicable or harmlessly unknown, unless `all`. */
bool codec_lists(const cw_finding *finding, bool all);
/* "member leo, task t1"; "the case" where there is none; "whom or what is not known". */
void codec_put_subjects(base_buffer *buffer, const cw_finding *finding, bool names);
/* " as of 2024-03-01", and where it is limited ", known at 2024-02-01"; INT64_MAX: it is not. */
void codec_put_days(base_buffer *buffer, int64_t as_of, int64_t known_at);
/* "us-ky 2.0, demo". */
void codec_put_rule_sets(base_buffer *buffer, const cw_rules *rules);
/* Of a recurrence that has missed some, or perhaps: "2 periods, the first ended 2024-01-31; perhaps 1 more". */
bool codec_has_missed(const cw_finding *finding);
void codec_put_missed(base_buffer *buffer, const cw_finding *finding);
/* The readings that parameters bear which the rule uses, each once. False: no memory. */
typedef void codec_take_reading(void *user, base_str reading);
bool codec_each_reading(const cw_rules *rules, const rules_rule *rule, const cw_context *context, codec_take_reading *take, void *user);
/* "us-ky:monthly-contact (reading A4, A22)": by its name, and how what the document leaves open was read. */
void codec_put_rule(base_buffer *buffer, const cw_finding *finding);
/* One sentence without a period: "`leo.born` is not known". */
void codec_put_reason(base_buffer *buffer, const cw_report *report, const eval_reason *reason);

/* A paragraph for a page of CODEC_PAGE_WIDTH columns: `lead`, then the text, further lines set in by `hang`. What could act on
 * a terminal is made visible. A word is never broken. */
void codec_put_paragraph(base_buffer *buffer, const char *lead, int hang, base_str text);

/* A value of an explanation. Without `names` each marked text reads `(a name)`. */
void codec_put_explained(eval_explanation *explanation, const feel_value *value, bool marked, bool names, base_buffer *text);
/* Whether an explanation may get longer: no more than four times CW_LIMIT_SCRATCH_BYTES. Else *status becomes CW_ERR_LIMIT. */
bool codec_goes_on(const base_buffer *written, cw_status *status);

/* Whether it was to be done by a day or in a period, and is owed no longer: its remedy comes too late. */
bool codec_is_over(const cw_finding *finding);

/* The parts of a finding that its report and its explanation have in common, as keys of the open object. */
void codec_write_finding_head(json_writer *writer, const cw_finding *finding);
void codec_write_finding_status(json_writer *writer, const cw_finding *finding);
/* The latter in three steps. The verdict is status, best, worst and violation, and nothing else. */
void codec_write_finding_subjects(json_writer *writer, const cw_finding *finding);
void codec_write_finding_verdict(json_writer *writer, const cw_finding *finding);
void codec_write_finding_rest(json_writer *writer, const cw_finding *finding);
/* A key and its text; null where it is empty. */
void codec_write_str(json_writer *writer, base_str key, base_str text);
void codec_write_str_or_null(json_writer *writer, base_str key, base_str text);
/* Keys of the open object: what made the document. */
void codec_write_engine(json_writer *writer);
void codec_write_rule_sets(json_writer *writer, const cw_rules *rules);
/* Those that any rule of the set uses, in the order in which they are declared. CW_ERR_NOMEM. */
cw_status codec_write_parameters(json_writer *writer, const cw_rules *rules);
void codec_write_digest(json_writer *writer, base_str key, const uint8_t digest[BASE_SHA256_BYTES]);
void codec_write_rule_digests(json_writer *writer, const cw_rules *rules);
/* Which days were judged. INT64_MAX: none; of `since` INT64_MIN, too. */
void codec_write_days(json_writer *writer, int64_t as_of, int64_t known_at, int64_t since);
/* How many findings have each status, in the order of the summary. */
void codec_write_statuses(json_writer *writer, base_str key, const int64_t counts[EVAL_UNKNOWN + 1]);
/* A day as a string, or null. */
void codec_write_day(json_writer *writer, int64_t day);
/* Where titles and remedies are filled in, one after the other. */
typedef struct codec_space { base_buffer text; base_arena scratch; } codec_space;
void codec_space_init(codec_space *space, const cw_context *context);
void codec_space_finish(codec_space *space);
/* CW_ERR_NOMEM. */
cw_status codec_write_template(json_writer *writer, const cw_finding *finding, const rules_template *words, bool names,
                               codec_space *space);
#endif
