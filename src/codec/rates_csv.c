/* SPDX-License-Identifier: MIT */
/* Rates as a table for spreadsheets (RFC 4180), a rule a line. */
#include "codec/rates_parts.h"

#include <inttypes.h>
#include <string.h>

static const char head[] = "rule,title,force,target,verdict,counted,numerator,denominator,percent,best_numerator,best_denominator,"
                           "worst_numerator,worst_denominator,waived,pending,unknown,uncounted\r\n";

/* What a spreadsheet would take for a formula is made a text by a quote before it. */
static void put_cell(base_buffer *buffer, base_str text)
{
    bool formula = text.length > 0 && strchr("=+-@\t\r", text.at[0]) != NULL;
    bool quoted = formula;
    for (size_t i = 0; i < text.length; i++) quoted = quoted || strchr(",\"\r\n", text.at[i]) != NULL;
    if (quoted) base_put_char(buffer, '"');
    if (formula) base_put_char(buffer, '\'');
    for (size_t i = 0; i < text.length; i++) {
        if (text.at[i] == '"') base_put_char(buffer, '"');
        base_put_char(buffer, text.at[i]);
    }
    if (quoted) base_put_char(buffer, '"');
    base_put_char(buffer, ',');
}

static void put_share(base_buffer *buffer, eval_share share)
{
    base_putf(buffer, "%" PRId64 ",%" PRId64 ",", share.met, share.of);
}

static void put_row(base_buffer *buffer, const cw_rates *rates, int64_t index, base_buffer *title)
{
    const rules_rule *rule = eval_rates_rule(rates, index);
    const int64_t *count = eval_rates_sums(rates, index)->count;
    int32_t verdict = eval_rates_verdict(rates, index);
    eval_share known = eval_rates_share(rates, index, EVAL_RATE_KNOWN);
    base_buffer_clear(title);
    codec_put_rule_title(title, rule);
    put_cell(buffer, base_str_of(rule->full_name));
    put_cell(buffer, (base_str){ title->data ? title->data : "", title->length });
    base_put(buffer, rule->force == RULES_REQUIRED ? "required," : "advised,");
    put_cell(buffer, rule->target);
    base_putf(buffer, "%s,%s,", verdict ? codec_verdict_word(verdict) : "", codec_counted_word(eval_rates_counted(rates, index)));
    put_share(buffer, known);
    codec_put_percent(buffer, known);
    base_put_char(buffer, ',');
    put_share(buffer, eval_rates_share(rates, index, EVAL_RATE_BEST));
    put_share(buffer, eval_rates_share(rates, index, EVAL_RATE_WORST));
    base_putf(buffer, "%" PRId64 ",%" PRId64 ",%" PRId64 ",%" PRId64 "\r\n", count[EVAL_PERIOD_WAIVED], count[EVAL_PERIOD_PENDING],
              count[EVAL_PERIOD_UNKNOWN], rates->items[index].uncounted);
}

cw_status codec_put_rates_csv(base_buffer *buffer, const cw_rates *rates)
{
    base_buffer title;
    base_buffer_init(&title, buffer->context);
    base_put(buffer, head);
    for (int64_t i = codec_next_rate(rates, -1); i >= 0; i = codec_next_rate(rates, i)) put_row(buffer, rates, i, &title);
    bool failed = buffer->failed || title.failed;
    base_buffer_finish(&title);
    return failed ? CW_ERR_NOMEM : CW_OK;
}
