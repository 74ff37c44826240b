/* SPDX-License-Identifier: MIT */
#ifndef CODEC_RATES_H
#define CODEC_RATES_H
/* Rates over many cases as text, JSON and CSV. */
#include "eval/rates.h"

/* `form` is CW_FORM_*, CW_FORM_CSV among them. CW_OK or CW_ERR_NOMEM. */
cw_status codec_put_rates(base_buffer *buffer, const cw_rates *rates, int32_t form);
/* The title of a rule as its file has it: paths stay in braces. */
void codec_put_rule_title(base_buffer *buffer, const rules_rule *rule);
/* The JSON Schema of casework.rates/1. */
void codec_put_rates_schema(base_buffer *buffer);

const char *codec_counted_word(int32_t counted);   /* "periods" */
const char *codec_verdict_word(int32_t verdict);   /* "reached" */
#endif
