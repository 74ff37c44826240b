/* SPDX-License-Identifier: MIT */
#ifndef CODEC_CUSTOM_H
#define CODEC_CUSTOM_H
/* Custom fields: the object `custom` of a record, as values. */
#include "json/tree.h"
#include "model/custom.h"

/* Gives a record what the object at `node` holds; what is only needed meanwhile is made in the tree's arena. */
cw_status codec_set_customs(cw_record *record, const json_tree *tree, int32_t node);

/* Gives one custom field a value, JSON text, or takes it away where `json` is empty; the others stay as they are written.
 * CW_ERR_VALUE where it is no JSON value. */
cw_status codec_set_custom(cw_record *record, base_str name, base_str json);
/* The same of the value that it had up to a day, YYYY-MM-DD, or, where that is empty, up to a day that is not known. CW_ERR_STATE
 * where what is held as history is no list. */
cw_status codec_set_custom_until(cw_record *record, base_str name, base_str json, base_str until);
/* Appends the value of one as JSON text. CW_ERR_NOT_FOUND, CW_ERR_NOMEM. */
cw_status codec_put_custom(base_buffer *buffer, const cw_record *record, base_str name);
#endif
