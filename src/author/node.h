/* SPDX-License-Identifier: MIT */
#ifndef AUTHOR_NODE_H
#define AUTHOR_NODE_H
/* A JSON text that can be changed: what a test does to its base case, before the case is read, so that unknown and absent
 * stay apart. Each value remembers where it was written. */
#include "json/writer.h"
#include "rules/reader.h"

typedef struct author_node {
    struct author_node *parent, *first, *last, *next;
    base_str key;                /* of a member */
    base_str text;               /* string: decoded; number: as written */
    rules_span at, key_at;       /* where it was written, in the test file if `edited`, else in the base case */
    uint8_t type;                /* json_type */
    bool edited;
} author_node;

/* The tree of a text that begins at `offset` of its file. NULL: no memory. */
author_node *author_node_tree(base_arena *arena, const json_tree *tree, uint32_t offset, bool edited);
/* A copy of the whole tree, without a parent. NULL: no memory. */
author_node *author_node_copy(base_arena *arena, const author_node *root);
author_node *author_node_member(const author_node *object, base_str key);     /* NULL: none */
/* By its id, or by its index. NULL: none. */
author_node *author_node_item(const author_node *list, base_str id);
base_str author_node_id(const author_node *record);                           /* empty: none */
void author_node_append(author_node *parent, author_node *child);
/* Puts `other` in the place of `node`. */
void author_node_replace(author_node *node, author_node *other);
void author_node_remove(author_node *node);
/* Writes the whole tree. */
void author_node_put(base_buffer *buffer, const author_node *root);
/* What a JSON pointer names, or the innermost there is on the way to it. */
const author_node *author_node_at(const author_node *root, base_str pointer);
#endif
