/* SPDX-License-Identifier: MIT */
/* Rates for a person: first the targets and what became of them, then all other rules in a table. */
#include "codec/rates_parts.h"

#include <inttypes.h>

typedef struct page {
    base_buffer *out;
    base_buffer text;                    /* of the paragraph at hand */
    const cw_rates *rates;
    int number;                          /* of the last numbered item */
} page;

static void put_line(page *page, const char *lead)
{
    int hang = lead[0] == ' ' ? 12 : 3;
    codec_put_paragraph(page->out, lead, hang, (base_str){ page->text.data ? page->text.data : "", page->text.length });
    page->out->failed = page->out->failed || page->text.failed;
    base_buffer_clear(&page->text);
}

/* ---- the head ---- */

static void put_cases(page *page)
{
    const cw_rates *rates = page->rates;
    base_putf(page->out, "Rates of %" PRId64 " case%s", rates->cases, rates->cases == 1 ? "" : "s");
    if (rates->cases > 0) codec_put_days(page->out, rates->as_of, rates->known_at);
    if (rates->cases > 0 && rates->since != INT64_MIN) {
        base_put(page->out, ", since ");
        base_put_day(page->out, rates->since);
    }
    base_put_char(page->out, '\n');
}

static void put_verdicts(page *page)
{
    int64_t counts[EVAL_TARGET_EMPTY + 1] = { 0 };
    for (int64_t i = 0; i < page->rates->count; i++) counts[eval_rates_verdict(page->rates, i)]++;
    if (counts[0] == page->rates->count) return;
    base_putf(page->out, "Targets: %" PRId64 " reached, %" PRId64 " missed, %" PRId64 " that cannot be told", counts[EVAL_TARGET_REACHED],
              counts[EVAL_TARGET_MISSED], counts[EVAL_TARGET_UNKNOWN]);
    if (counts[EVAL_TARGET_EMPTY] > 0) base_putf(page->out, ", %" PRId64 " with nothing owed", counts[EVAL_TARGET_EMPTY]);
    base_put_char(page->out, '\n');
}

/* ---- a rule with a target ---- */

static void put_share(page *page, eval_share share)
{
    codec_put_percent(&page->text, share);
    base_put(&page->text, share.of == 0 ? "none" : " %");
}

static void put_rate(page *page, int64_t index)
{
    eval_share share = eval_rates_share(page->rates, index, EVAL_RATE_KNOWN);
    put_share(page, share);
    base_putf(&page->text, ", %" PRId64 " of %" PRId64 " period%s met", share.met, share.of, share.of == 1 ? "" : "s");
    put_line(page, "   Rate:     ");
}

static void put_target(page *page, int64_t index)
{
    static const char *const phrases[] = {
        [EVAL_TARGET_REACHED] = "reached", [EVAL_TARGET_MISSED] = "missed", [EVAL_TARGET_UNKNOWN] = "cannot be told",
        [EVAL_TARGET_EMPTY] = "nothing was owed"
    };
    const rules_rule *rule = eval_rates_rule(page->rates, index);
    base_put_str(&page->text, rule->target);
    base_putf(&page->text, " %%, %s", phrases[eval_rates_verdict(page->rates, index)]);
    if (rule->force == RULES_ADVISED) base_put(&page->text, " (advised)");
    put_line(page, "   Target:   ");
}

static void put_unknown(page *page, int64_t index)
{
    int64_t unknown = eval_rates_sums(page->rates, index)->count[EVAL_PERIOD_UNKNOWN], uncounted = page->rates->items[index].uncounted;
    if (unknown > 0) {
        base_putf(&page->text, "%" PRId64 " period%s; ", unknown, unknown == 1 ? "" : "s");
        put_share(page, eval_rates_share(page->rates, index, EVAL_RATE_WORST));
        base_put(&page->text, " at worst, ");
        put_share(page, eval_rates_share(page->rates, index, EVAL_RATE_BEST));
        base_put(&page->text, " at best");
        put_line(page, "   Unknown:  ");
    }
    if (uncounted == 0) return;
    base_putf(&page->text, "%" PRId64 " finding%s whose periods are not known", uncounted, uncounted == 1 ? "" : "s");
    put_line(page, unknown > 0 ? "             " : "   Unknown:  ");
}

static void put_left_out(page *page, int64_t index)
{
    const int64_t *count = eval_rates_sums(page->rates, index)->count;
    int64_t waived = count[EVAL_PERIOD_WAIVED], pending = count[EVAL_PERIOD_PENDING];
    if (waived > 0) base_putf(&page->text, "%" PRId64 " waived", waived);
    if (waived > 0 && pending > 0) base_put(&page->text, ", ");
    if (pending > 0) base_putf(&page->text, "%" PRId64 " that may still be met", pending);
    if (waived > 0 || pending > 0) put_line(page, "   Left out: ");
}

static void put_measure(page *page, int64_t index)
{
    const rules_rule *rule = eval_rates_rule(page->rates, index);
    base_putf(&page->text, "%d. ", ++page->number);
    codec_put_rule_title(&page->text, rule);
    put_line(page, "");
    put_target(page, index);
    put_rate(page, index);
    put_unknown(page, index);
    put_left_out(page, index);
    base_put(&page->text, rule->full_name);
    put_line(page, "   Rule:     ");
}

/* ---- all others ---- */

static void put_row(page *page, int64_t index)
{
    eval_share share = eval_rates_share(page->rates, index, EVAL_RATE_KNOWN);
    const rules_rule *rule = eval_rates_rule(page->rates, index);
    int64_t unknown = eval_rates_sums(page->rates, index)->count[EVAL_PERIOD_UNKNOWN] + page->rates->items[index].uncounted;
    codec_put_percent(&page->text, share);
    base_putf(page->out, "%9s %10" PRId64 " %10" PRId64 " %10" PRId64 "  %s%s%s\n", share.of > 0 && page->text.data ? page->text.data : "-",
              share.met, share.of, unknown, rule->full_name, eval_rates_counted(page->rates, index) == EVAL_COUNTED_PERIODS ? " (periods)" : "",
              rule->force == RULES_ADVISED ? " (advised)" : "");
    page->out->failed = page->out->failed || page->text.failed;
    base_buffer_clear(&page->text);
}

static void put_rows(page *page, int64_t from)
{
    base_put(page->out, "\n");
    base_put(page->out, page->number > 0 ? "OTHER RULES\n" : "RULES\n");
    base_put(page->out, "  Percent        Met         Of    Unknown  Rule\n");
    for (int64_t i = from; i >= 0; i = codec_next_rate(page->rates, i)) put_row(page, i);
}

cw_status codec_put_rates_text(base_buffer *buffer, const cw_rates *rates)
{
    page page = { .out = buffer, .rates = rates };
    int64_t i = codec_next_rate(rates, -1);
    base_buffer_init(&page.text, buffer->context);
    put_cases(&page);
    codec_put_rule_sets(&page.text, rates->rules);
    put_line(&page, "Rules: ");
    put_verdicts(&page);
    if (i >= 0 && codec_has_target(rates, i)) base_put(buffer, "\nTARGETS\n");
    for (; i >= 0 && codec_has_target(rates, i); i = codec_next_rate(rates, i)) put_measure(&page, i);
    if (i >= 0) put_rows(&page, i);
    base_buffer_finish(&page.text);
    return buffer->failed ? CW_ERR_NOMEM : CW_OK;
}
