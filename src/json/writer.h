/* SPDX-License-Identifier: MIT */
#ifndef JSON_WRITER_H
#define JSON_WRITER_H
/* Writes JSON into a buffer: compact or indented by two spaces. Iterative: the caller opens and closes.
 * Strings use the shortest escapes (RFC 8785): only \" \\ \b \f \n \r \t and \u00xx for other controls. */
#include "json/tree.h"

typedef struct json_writer {
    base_buffer *buffer;
    bool indented;
    bool canonical;          /* compact, and raw values are put into their canonical form */
    int32_t depth;
    bool fresh;              /* nothing written yet in the open array or object */
    bool keyed;              /* a key was written and awaits its value */
} json_writer;

void json_writer_init(json_writer *writer, base_buffer *buffer, bool indented);
/* Writes in canonical form, as json_write_canonical does, if each object's keys are written in order by code point. Raw values
 * may be in any order and spelling: when memory runs out for that, buffer->failed is set. */
void json_writer_init_canonical(json_writer *writer, base_buffer *buffer);
void json_open_object(json_writer *writer);
void json_close_object(json_writer *writer);
void json_open_array(json_writer *writer);
void json_close_array(json_writer *writer);
void json_key(json_writer *writer, base_str key);
void json_write_null(json_writer *writer);
void json_write_bool(json_writer *writer, bool value);
void json_write_int(json_writer *writer, int64_t value);
void json_write_string(json_writer *writer, base_str text);
/* The same for texts that are known to need no escapes: names of fields, words, days. */
void json_key_plain(json_writer *writer, base_str key);
void json_write_plain(json_writer *writer, base_str text);
/* A value that is JSON text already (a kept value, a number as written): as it stands where the writer indents, without
 * its white space where it writes compactly, so that a document stays on one line. */
void json_write_raw(json_writer *writer, base_str text);

/* Writes once more, in a like place, the items (or members) that stand in the buffer from `start` on. */
void json_write_again(json_writer *writer, size_t start, size_t length);

/* A string in quotes, outside any writer. */
void json_put_string(base_buffer *buffer, base_str text);

/* Writes one JSON text (known to be valid) in canonical form: keys sorted by code point, no spaces, strings in
 * shortest spelling, numbers in shortest exact spelling (sign, digits without leading or trailing zeros,
 * plain where that is not longer than with an exponent; 1.0, 1e0 and 10e-1 are all 1; exact at any length; -0 is 0). */
cw_status json_write_canonical(base_buffer *buffer, const cw_context *context, base_str text);
/* The same for the subtree of a tree. */
cw_status json_write_canonical_node(base_buffer *buffer, const json_tree *tree, int32_t node);
#endif
