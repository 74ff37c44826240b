/* SPDX-License-Identifier: MIT */
/* The diagnostics of the case reader: their places, and the words in them. Diagnostics about case data name
 * keys, enumerated words, dates and ids, never other texts. */
#include "codec/case_read.h"
#include <stdio.h>
#include <string.h>

enum { POINTER_SHOWN = 2048, KEY_SHOWN = 40 };   /* longer ones help nobody and would fill the memory */

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
    json_put_pointer(&r->pointer, &r->tree, node);
    if (!r->pointer.failed && r->pointer.length <= POINTER_SHOWN)
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
        return r->tree.nodes[node].text.length == 0 ? "an empty text" : "a text";
    case JSON_ARRAY:
        return "a list";
    case JSON_OBJECT:
        break;
    }
    return "an object";
}

static bool may_quote(base_str text, const char *others)
{
    for (size_t i = 0; i < text.length; i++) {
        char c = text.at[i];
        if (!(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9') && strchr(others, c) == NULL)
            return false;
    }
    return text.length <= KEY_SHOWN;
}

const char *codec_quoted(const codec_reader *r, int32_t node, const char *others, char buffer[CODEC_SHOWN_BYTES])
{
    base_str text = r->tree.nodes[node].text;
    if (r->tree.nodes[node].type != JSON_STRING || text.length == 0)
        return codec_found(r, node);
    if (!may_quote(text, others))
        return "another text";
    snprintf(buffer, CODEC_SHOWN_BYTES, "`%.*s`", (int)text.length, text.at);
    return buffer;
}

const char *codec_shown_key(base_str key, char buffer[CODEC_SHOWN_BYTES])
{
    size_t length = key.length;
    if (length > KEY_SHOWN) {
        length = KEY_SHOWN;
        while (((unsigned char)key.at[length] & 0xC0) == 0x80)
            length--;
    }
    snprintf(buffer, CODEC_SHOWN_BYTES, "%.*s%s", (int)length, key.at, length < key.length ? "..." : "");
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

/* Where a document has the value of a field. */
static const char *key_of(const cw_record *record, const model_field *field)
{
    return model_kind_is_history(record->kind) && field->slot > 0 ? "value" : field->name;
}

void codec_locate(void *user, const cw_record *record, const model_field *field, int64_t item, base_place *place)
{
    codec_reader *r = user;
    int32_t node, value;
    node = codec_node_of(r, record);
    value = field != NULL ? json_member(&r->tree, node, key_of(record, field)) : -1;
    if (value >= 0 && item >= 0)
        value = item_of(r, value, item);
    locate_node(r, value >= 0 ? value : node, false, place);
}
