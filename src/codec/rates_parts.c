/* SPDX-License-Identifier: MIT */
#include "codec/rates_parts.h"

#include <casework/report.h>

/* ---- words ---- */

const char *codec_counted_word(int32_t counted)
{
    return counted == EVAL_COUNTED_PERIODS ? "periods" : "findings";
}

const char *codec_verdict_word(int32_t verdict)
{
    static const char *const words[] = {
        [EVAL_TARGET_REACHED] = "reached", [EVAL_TARGET_MISSED] = "missed", [EVAL_TARGET_UNKNOWN] = "unknown",
        [EVAL_TARGET_EMPTY] = "empty"
    };
    return words[verdict];
}

/* ---- order ---- */

bool codec_has_target(const cw_rates *rates, int64_t index)
{
    return eval_rates_rule(rates, index)->target.length > 0;
}

static int64_t next_of(const cw_rates *rates, int64_t index, bool target)
{
    for (index++; index < rates->count; index++)
        if (codec_has_target(rates, index) == target) return index;
    return -1;
}

int64_t codec_next_rate(const cw_rates *rates, int64_t index)
{
    if (index >= 0 && !codec_has_target(rates, index)) return next_of(rates, index, false);
    int64_t next = next_of(rates, index, true);
    return next >= 0 ? next : next_of(rates, -1, false);
}

/* ---- values ---- */

void codec_put_percent(base_buffer *buffer, eval_share share)
{
    if (share.of == 0) return;
    int64_t percent = eval_share_percent(share);
    base_putf(buffer, "%d.%02d", (int)(percent / 100), (int)(percent % 100));
}

void codec_put_rule_title(base_buffer *buffer, const rules_rule *rule)
{
    for (int32_t i = 0; i < rule->title.count; i++) {
        const rules_piece *piece = &rule->title.pieces[i];
        const feel_node *path = piece->path;
        if (path) {
            base_put_char(buffer, '{');
            base_put_str(buffer, feel_node_text(path));
            base_put_char(buffer, '}');
        } else {
            base_put_str(buffer, piece->text);
        }
    }
}

cw_status codec_put_rates(base_buffer *buffer, const cw_rates *rates, int32_t form)
{
    if (form == CW_FORM_TEXT) return codec_put_rates_text(buffer, rates);
    if (form == CW_FORM_CSV) return codec_put_rates_csv(buffer, rates);
    return codec_put_rates_json(buffer, rates, form == CW_FORM_JSON);
}
