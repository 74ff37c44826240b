/* SPDX-License-Identifier: MIT */
#ifndef JSON_TREE_H
#define JSON_TREE_H
/* A parsed JSON text as one array of nodes in document order: a node's children follow it, `next` jumps to
 * its sibling. No recursion anywhere. */
#include "base/diag.h"

typedef enum json_type { JSON_NULL, JSON_FALSE, JSON_TRUE, JSON_NUMBER, JSON_STRING, JSON_ARRAY, JSON_OBJECT } json_type;

/* A document has one for every twenty bytes or so, so they are small: keys and texts lie in the text, but for those that
 * had to be decoded. Offsets fit, since no text is longer than 31 bits can tell. */
typedef struct json_node {
    uint8_t type;
    bool keyed;             /* a member of an object */
    bool key_decoded, text_decoded;
    int32_t offset, end;    /* bytes of the value in the source text: [offset, end) */
    int32_t key_offset;     /* of its opening quote */
    int32_t key_length;     /* where it was decoded, its index among the decoded */
    int32_t count;          /* children of an array or object; of a decoded string, its index among the decoded */
    int32_t next;           /* index of the next sibling, or -1 */
    int32_t parent;         /* index, or -1 */
} json_node;

typedef struct json_tree {
    base_arena *arena;      /* owns the nodes and the decoded strings */
    base_str source;        /* name, for diagnostics */
    base_str text;          /* borrowed from the caller, after a byte order mark; strings and numbers may lie in it */
    int64_t first_line;
    json_node *nodes;       /* nodes[0] is the root */
    base_str *decoded;      /* keys and strings that are not as they are written */
    int32_t count, decoded_count;
} json_tree;

/* Reads one JSON value, strictly RFC 8259 (one leading BOM tolerated, duplicate keys refused), with nothing
 * but white space after it. A syntax error stops the reading with one diagnostic; duplicate keys and
 * strings holding U+0000 or a lone surrogate are each told (up to the diagnostics' bound) and the reading
 * goes on, so that *one* pass tells all; any of them makes the result CW_ERR_INPUT and the tree unusable.
 * Limits: document bytes, depth, string bytes, number bytes: CW_ERR_LIMIT, with a diagnostic. Linear in the text. */
cw_status json_read(base_arena *arena, base_str source, int64_t first_line, base_str text, cw_diag *diag, json_tree *tree);

/* Reads again a text that is known to be valid: with nothing to tell, and CW_ERR_LIMIT only beyond 2^31 - 1 bytes.
 * CW_ERR_INPUT should it not be valid. */
cw_status json_read_valid(base_arena *arena, base_str text, json_tree *tree);

/* The key of a member of an object, decoded; else empty with at NULL. */
static inline base_str json_key_of(const json_tree *tree, int32_t node)
{
    const json_node *at = &tree->nodes[node];
    if (!at->keyed)
        return (base_str){ NULL, 0 };
    if (at->key_decoded)
        return tree->decoded[at->key_length];
    return (base_str){ tree->text.at + at->key_offset + 1, (size_t)at->key_length };
}
/* A string, decoded (no U+0000 inside), or a number as written; else empty with at NULL. */
static inline base_str json_text_of(const json_tree *tree, int32_t node)
{
    const json_node *at = &tree->nodes[node];
    if (at->text_decoded)
        return tree->decoded[at->count];
    if (at->type == JSON_STRING)
        return (base_str){ tree->text.at + at->offset + 1, (size_t)(at->end - at->offset) - 2 };
    return at->type == JSON_NUMBER ? (base_str){ tree->text.at + at->offset, (size_t)(at->end - at->offset) }
                                   : (base_str){ NULL, 0 };
}
/* How many children a node has. */
static inline int32_t json_count(const json_tree *tree, int32_t node)
{
    return tree->nodes[node].type >= JSON_ARRAY ? tree->nodes[node].count : 0;
}
/* The first child, or -1. */
static inline int32_t json_first(const json_tree *tree, int32_t node)
{
    return json_count(tree, node) > 0 ? node + 1 : -1;
}
/* The member of an object with that key, or -1. Linear in the members. */
int32_t json_member(const json_tree *tree, int32_t object, const char *key);
/* Appends the RFC 6901 pointer of a node, from the root (the root's is empty). Linear in its depth and the sizes of the arrays it stands in. */
void json_put_pointer(base_buffer *buffer, const json_tree *tree, int32_t node);
/* Whether a key looks like the name of a field: up to 40 lower-case letters, digits and underscores. Any other may be
 * somebody's name, and no diagnostic quotes it. */
bool json_key_is_plain(base_str key);
/* The pointer for diagnostics: of the node, or where a key on the way is not plain, of the object that has that key. One
 * longer than 2048 bytes helps nobody, and many would fill the memory: then nothing is appended. */
void json_put_plain_pointer(base_buffer *buffer, const json_tree *tree, int32_t node);
/* A name for an array index or key step to append to a pointer by hand: escapes ~ and /. */
void json_put_pointer_step(base_buffer *buffer, base_str key);
#endif
