/* SPDX-License-Identifier: MIT */
#ifndef CODEC_RATES_PARTS_H
#define CODEC_RATES_PARTS_H
/* Within the room: what the writers of rates share. */
#include "codec/rates.h"
#include "codec/report_parts.h"

cw_status codec_put_rates_text(base_buffer *buffer, const cw_rates *rates);
cw_status codec_put_rates_json(base_buffer *buffer, const cw_rates *rates, bool indented);
cw_status codec_put_rates_csv(base_buffer *buffer, const cw_rates *rates);

/* The rules in the order in which they are told: those with a target first. Begin with -1; -1 after the last. */
int64_t codec_next_rate(const cw_rates *rates, int64_t index);
bool codec_has_target(const cw_rates *rates, int64_t index);
/* "94.21", rounded down; nothing where nothing counts. */
void codec_put_percent(base_buffer *buffer, eval_share share);
#endif
