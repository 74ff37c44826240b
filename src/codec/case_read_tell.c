/* SPDX-License-Identifier: MIT */
/* The diagnostics of the case reader: their places, and the words in them. Diagnostics about case data name keys and
 * ids that look like such, dates, and words near to those that are known: never other texts. */
#include "codec/case_read.h"
#include <stdio.h>
#include <string.h>

enum { TEXT_SHOWN = 40 };

/* The pointer stays in r->pointer until the next one. */
static void locate_node(codec_reader *r, int32_t node, bool at_key, base_place *place)
{
    const json_node *at = &r->tree.nodes[node];
    place->source = r->tree.source;
    place->text = r->tree.text;
    place->first_line = r->tree.first_line;
    place->offset = at_key ? at->key_offset : at->offset;
    place->length = 1;
    place->lines = &r->lines;
    base_buffer_clear(&r->pointer);
    json_put_plain_pointer(&r->pointer, &r->tree, node);
    if (r->pointer.failed)
        base_diag_fail(r->diag);
    else
        place->pointer = (base_str){ r->pointer.data, r->pointer.length };
}

cw_status codec_tell(codec_reader *r, int row, int32_t node, bool at_key, base_str help, const char *a, const char *b,
                     const char *c)
{
    const base_diagnostic_row *what = &codec_diagnostics[row];
    base_place place = { .offset = 0 };
    if (what->severity == CW_SEVERITY_ERROR)
        r->wrong = true;
    if (base_diag_keeps(r->diag))
        locate_node(r, node, at_key, &place);
    base_diag_add(r->diag, what, &place, help, a, b, c);
    return CW_OK;
}

base_str codec_near_help(const base_nearest *near, char buffer[CODEC_HELP_BYTES])
{
    base_str best = base_nearest_result(near);
    if (best.length == 0)
        return best;
    snprintf(buffer, CODEC_HELP_BYTES, "did you mean `%.*s`?", (int)best.length, best.at);
    return base_str_of(buffer);
}

const char *codec_found(const codec_reader *r, int32_t node)
{
    switch ((json_type)r->tree.nodes[node].type) {
    case JSON_NULL:
        return "`null`";
    case JSON_FALSE:
        return "`false`";
    case JSON_TRUE:
        return "`true`";
    case JSON_NUMBER:
        return "a number";
    case JSON_STRING:
        return json_text_of(&r->tree, node).length == 0 ? "an empty text" : "a text";
    case JSON_ARRAY:
        return "a list";
    case JSON_OBJECT:
        break;
    }
    return "an object";
}

const char *codec_quoted(const codec_reader *r, int32_t node, const char *signs, char buffer[CODEC_SHOWN_BYTES])
{
    base_str text = json_text_of(&r->tree, node);
    if (r->tree.nodes[node].type != JSON_STRING || text.length == 0)
        return codec_found(r, node);
    for (size_t i = 0; i < text.length; i++)
        if (text.length > TEXT_SHOWN || strchr(signs, text.at[i]) == NULL)
            return "another text";
    snprintf(buffer, CODEC_SHOWN_BYTES, "`%.*s`", (int)text.length, text.at);
    return buffer;
}

const char *codec_word(const codec_reader *r, int32_t node, const base_nearest *near, char buffer[CODEC_SHOWN_BYTES])
{
    bool known = base_nearest_result(near).length > 0;
    return codec_quoted(r, node, known ? "abcdefghijklmnopqrstuvwxyz0123456789_-" : "", buffer);
}

const char *codec_shown_key(base_str key, char buffer[CODEC_SHOWN_BYTES])
{
    if (!json_key_is_plain(key))
        return "a key";
    snprintf(buffer, CODEC_SHOWN_BYTES, "`%.*s`", (int)key.length, key.at);
    return buffer;
}

int32_t codec_node_of(codec_reader *r, const cw_record *record)
{
    for (int64_t i = 0; i < r->made_count; i++) {
        int64_t at = r->made_last + i < r->made_count ? r->made_last + i : r->made_last + i - r->made_count;
        if (r->made[at].record == record) {
            r->made_last = at;
            return r->made[at].node;
        }
    }
    return 0;
}

/* The item of a list that was read whole. */
static int32_t item_of(const codec_reader *r, int32_t list, int64_t item)
{
    int32_t node = json_first(&r->tree, list);
    for (; item > 0; item--)
        node = r->tree.nodes[node].next;
    return node;
}

void codec_locate(void *user, const cw_record *record, const model_field *field, int64_t item, base_place *place)
{
    codec_reader *r = user;
    int32_t node, value;
    node = codec_node_of(r, record);
    value = field != NULL ? json_member(&r->tree, node, model_key_of(record, field)) : -1;
    if (value >= 0 && item >= 0)
        value = item_of(r, value, item);
    locate_node(r, value >= 0 ? value : node, false, place);
}
