/* SPDX-License-Identifier: MIT */
/* casework.rates/1. */
#include "codec/digest.h"
#include "codec/rates_parts.h"

static void write_count(json_writer *writer, base_str key, int64_t count)
{
    json_key_plain(writer, key);
    json_write_int(writer, count);
}

/* ---- the head ---- */

static void write_days(json_writer *writer, const cw_rates *rates)
{
    bool any = rates->cases > 0;
    codec_write_days(writer, any ? rates->as_of : INT64_MAX, any ? rates->known_at : INT64_MAX, any ? rates->since : INT64_MAX);
    write_count(writer, BASE_STR("cases"), rates->cases);
}

static cw_status write_digests(json_writer *writer, const cw_rates *rates)
{
    const cw_rules *rules = rates->rules;
    const eval_holidays *holidays = rates->holidays;
    uint8_t digest[BASE_SHA256_BYTES] = { 0 };
    json_key_plain(writer, BASE_STR("digests"));
    json_open_object(writer);
    codec_write_rule_digests(writer, rules);
    cw_status status = codec_digest_of_parameters(rules, rates->context, digest);
    codec_write_digest(writer, BASE_STR("parameters"), digest);
    if (status == CW_OK)
        status = codec_digest_of_days(holidays ? holidays->days : NULL, holidays ? holidays->count : 0, rates->hashing, rates->context, digest);
    codec_write_digest(writer, BASE_STR("holidays"), digest);
    json_close_object(writer);
    return status;
}

/* ---- a rule ---- */

/* The text that was put into the buffer, which is used again. */
static void write_buffer(json_writer *writer, base_str key, base_buffer *text)
{
    codec_write_str_or_null(writer, key, (base_str){ text->data ? text->data : "", text->length });
    writer->buffer->failed = writer->buffer->failed || text->failed;
    base_buffer_clear(text);
}

static void write_share(json_writer *writer, eval_share share, base_buffer *text)
{
    write_count(writer, BASE_STR("numerator"), share.met);
    write_count(writer, BASE_STR("denominator"), share.of);
    codec_put_percent(text, share);
    write_buffer(writer, BASE_STR("percent"), text);
}

static void write_bound(json_writer *writer, base_str key, eval_share share, base_buffer *text)
{
    json_key_plain(writer, key);
    json_open_object(writer);
    write_share(writer, share, text);
    json_close_object(writer);
}

static void write_counts(json_writer *writer, const eval_sums *sums)
{
    json_key_plain(writer, BASE_STR("counts"));
    json_open_object(writer);
    for (int32_t what = EVAL_PERIOD_MET; what <= EVAL_PERIOD_PERHAPS_MISSED; what++)
        write_count(writer, base_str_of(codec_period_word(what)), sums->count[what]);
    json_close_object(writer);
}

static void write_rate(json_writer *writer, const cw_rates *rates, int64_t index, base_buffer *text)
{
    const rules_rule *rule = eval_rates_rule(rates, index);
    int32_t verdict = eval_rates_verdict(rates, index);
    json_open_object(writer);
    codec_write_str(writer, BASE_STR("rule"), base_str_of(rule->full_name));
    codec_put_rule_title(text, rule);
    write_buffer(writer, BASE_STR("title"), text);
    codec_write_str(writer, BASE_STR("force"), rule->force == RULES_REQUIRED ? BASE_STR("required") : BASE_STR("advised"));
    codec_write_str_or_null(writer, BASE_STR("target"), rule->target);
    codec_write_str_or_null(writer, BASE_STR("verdict"), base_str_of(verdict ? codec_verdict_word(verdict) : NULL));
    codec_write_str(writer, BASE_STR("counted"), base_str_of(codec_counted_word(eval_rates_counted(rates, index))));
    write_share(writer, eval_rates_share(rates, index, EVAL_RATE_KNOWN), text);
    write_bound(writer, BASE_STR("best"), eval_rates_share(rates, index, EVAL_RATE_BEST), text);
    write_bound(writer, BASE_STR("worst"), eval_rates_share(rates, index, EVAL_RATE_WORST), text);
    write_counts(writer, eval_rates_sums(rates, index));
    write_count(writer, BASE_STR("uncounted"), rates->items[index].uncounted);
    codec_write_statuses(writer, BASE_STR("findings"), rates->items[index].findings);
    json_close_object(writer);
}

cw_status codec_put_rates_json(base_buffer *buffer, const cw_rates *rates, bool indented)
{
    json_writer writer;
    base_buffer text;
    base_buffer_init(&text, buffer->context);
    json_writer_init(&writer, buffer, indented);
    json_open_object(&writer);
    codec_write_str(&writer, BASE_STR("format"), BASE_STR("casework.rates/1"));
    write_days(&writer, rates);
    codec_write_engine(&writer);
    codec_write_rule_sets(&writer, rates->rules);
    cw_status status = codec_write_parameters(&writer, rates->rules);
    if (status == CW_OK) status = write_digests(&writer, rates);
    json_key_plain(&writer, BASE_STR("rates"));
    json_open_array(&writer);
    for (int64_t i = codec_next_rate(rates, -1); i >= 0; i = codec_next_rate(rates, i)) write_rate(&writer, rates, i, &text);
    json_close_array(&writer);
    json_close_object(&writer);
    base_put_char(buffer, '\n');
    base_buffer_finish(&text);
    return status == CW_OK && buffer->failed ? CW_ERR_NOMEM : status;
}
