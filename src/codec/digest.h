/* SPDX-License-Identifier: MIT */
#ifndef CODEC_DIGEST_H
#define CODEC_DIGEST_H
/* What a report was made from, as SHA-256 digests: whoever has the same digests, the same two days and the same engine
 * gets the same report. */
#include "eval/eval.h"

/* The public CW_DIGEST_RULES ... are these numbers. */
typedef enum codec_digest { CODEC_DIGEST_RULES = 1, CODEC_DIGEST_PARAMETERS, CODEC_DIGEST_HOLIDAYS, CODEC_DIGEST_CASE } codec_digest;

/* `index` is of a rule file, for CODEC_DIGEST_RULES. CW_OK or CW_ERR_NOMEM. */
cw_status codec_digest_of(const cw_report *report, codec_digest what, int64_t index, uint8_t digest[BASE_SHA256_BYTES]);
/* The same where there is no report. */
cw_status codec_digest_of_parameters(const cw_rules *rules, const cw_context *context, uint8_t digest[BASE_SHA256_BYTES]);
cw_status codec_digest_of_days(const int64_t *days, int64_t count, base_sha256_way hashing, const cw_context *context,
                               uint8_t digest[BASE_SHA256_BYTES]);
/* Appends it in 64 hexadecimal digits. */
cw_status codec_put_digest(base_buffer *buffer, const cw_report *report, codec_digest what, int64_t index);

/* Hashes the parameters of a set once and for all: while nobody else has it yet. CW_OK or CW_ERR_NOMEM. */
cw_status codec_hash_parameters(cw_rules *rules);

/* What is hashed. Parameters: one JSON object in canonical form, each by its full name (`set:name`), with its value in
 * force as text, or null. Holidays: one day a line, ascending. The case: its document in canonical form. Rules: the
 * bytes of the file. */
cw_status codec_put_parameters(base_buffer *buffer, const cw_rules *rules);
void codec_put_holidays(base_buffer *buffer, const cw_report *report);
#endif
