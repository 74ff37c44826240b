/* SPDX-License-Identifier: MIT */
#ifndef CODEC_REPORT_INSTRUMENTS_H
#define CODEC_REPORT_INSTRUMENTS_H
/* The part of a report about review items: one tally for each instrument of its rules. Nothing where there is none. */
#include "codec/report_parts.h"

void codec_write_instruments(json_writer *writer, const cw_report *report);
void codec_put_instruments(base_buffer *buffer, const cw_report *report, bool names);
/* What a rule's findings say besides, as keys of the open object, where the rule has it: instrument, activity, target, changed_by. */
void codec_write_measures(json_writer *writer, const rules_rule *rule);
/* Their schema. */
void codec_put_instruments_schema(json_writer *writer);
#endif
