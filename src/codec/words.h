/* SPDX-License-Identifier: MIT */
#ifndef CODEC_WORDS_H
#define CODEC_WORDS_H
/* Words that the schema does not know: kept for the rules that may. */
#include "json/tree.h"
#include "model/custom.h"

/* Keeps the word, or the list of words, at `node` for a field; what is only needed meanwhile is made in the tree's arena. */
cw_status codec_keep_words(cw_record *record, const model_field *field, const json_tree *tree, int32_t node);
/* Sets a field to a word, or appends one to a list, whether or not the schema knows it. As model_set_word. */
cw_status codec_keep_word(cw_record *record, const model_field *field, base_str word);
/* Appends what is kept for a field as JSON text. CW_ERR_NOT_FOUND: nothing is; CW_ERR_NOMEM. */
cw_status codec_put_kept(base_buffer *buffer, const cw_record *record, const model_field *field);
#endif
