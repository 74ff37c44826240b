/* SPDX-License-Identifier: MIT */
#ifndef JSON_NUMBER_H
#define JSON_NUMBER_H
#include "base/text.h"

/* Writes a JSON number in its shortest exact spelling; equal numbers give equal text. Of spellings equally
 * short: plain digits first, then whole digits with an exponent, then a decimal point and an exponent. */
void json_put_number(base_buffer *buffer, base_str text);
#endif
