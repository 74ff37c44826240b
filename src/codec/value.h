/* SPDX-License-Identifier: MIT */
#ifndef CODEC_VALUE_H
#define CODEC_VALUE_H
/* Values of expressions as JSON: plain, where a date is a text as any other, or typed, {"t": "date", "v": "2024-03-31"}. */
#include "feel/run.h"
#include "json/tree.h"
#include "json/writer.h"

/* Lists and contexts within each other; what nests deeper is neither read nor written. */
enum { CODEC_VALUE_DEPTH_MOST = 250 };

/* The word for a type in typed values ("date and time"); NULL for a kind that no expression gives. */
const char *codec_type_word(uint8_t kind);

/* Makes a context of an object whose keys are names and whose values are plain, typed, or a mixture: an object is a typed
 * value when its only keys are `t`, a word for a type, and `v` (`t` alone for null), and else a context. Everything is
 * copied into the arena. All mistakes are told: CW_ERR_INPUT, CW_ERR_LIMIT, CW_ERR_NOMEM. */
cw_status codec_read_values(const json_tree *tree, int32_t object, base_arena *arena, cw_diag *diag, feel_context *out);

/* Writes a value that holds nothing unknown. A range is written as text. CW_ERR_LIMIT: it nests too deeply; what was
 * written is of no use then. CW_ERR_NOMEM also where the writer's buffer failed. */
cw_status codec_write_value(json_writer *writer, feel_run *run, const feel_value *value, bool typed);
/* The value as an expression would write it, for people: whole, and on one line. The same statuses. */
cw_status codec_put_value(base_buffer *buffer, feel_run *run, const feel_value *value);
#endif
