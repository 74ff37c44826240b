/* SPDX-License-Identifier: MIT */
#include <string.h>
#include "json/number.h"
#include "json/writer.h"

/* The nodes of a subtree are contiguous; all arrays are by position from its root. The children of each list
 * or object stand together in `order`: as written for lists, by key for objects. */
typedef struct walk {
    base_buffer *buffer;
    const json_tree *tree;
    int32_t root, size;
    int32_t *first;      /* where a node's children begin in `order` */
    int32_t *done;       /* how many of them are written */
    int32_t *order;
    int32_t *spare;      /* for merging */
} walk;

static int32_t subtree_size(const json_tree *tree, int32_t root)
{
    for (int32_t node = root; node >= 0; node = tree->nodes[node].parent)
        if (tree->nodes[node].next >= 0)
            return tree->nodes[node].next - root;
    return tree->count - root;
}

static bool comes_first(const walk *w, int32_t a, int32_t b)
{
    return base_str_compare(json_key_of(w->tree, a), json_key_of(w->tree, b)) <= 0;
}

static void merge(const walk *w, const int32_t *from, int32_t *to, int32_t begin, int32_t middle, int32_t end)
{
    int32_t a = begin, b = middle;
    for (int32_t i = begin; i < end; i++)
        to[i] = b >= end || (a < middle && comes_first(w, from[a], from[b])) ? from[a++] : from[b++];
}

static int32_t least(int64_t a, int32_t b)
{
    return a < b ? (int32_t)a : b;
}

/* Merges runs of growing length to and fro; no recursion, never worse than n log n. */
static void sort_children(const walk *w, int32_t begin, int32_t count)
{
    int32_t *from = w->order + begin, *to = w->spare + begin;
    for (int64_t run = 1; run < count; run *= 2) {
        int32_t *swap = from;
        for (int64_t at = 0; at < count; at += 2 * run)
            merge(w, from, to, (int32_t)at, least(at + run, count), least(at + 2 * run, count));
        from = to;
        to = swap;
    }
    if (from != w->order + begin)
        memcpy(w->order + begin, from, (size_t)count * sizeof *from);
}

static void arrange(walk *w)
{
    int32_t used = 0;
    for (int32_t i = 0; i < w->size; i++) {
        const json_node *node = &w->tree->nodes[w->root + i];
        int32_t begin = used;
        w->first[i] = begin;
        for (int32_t child = json_first(w->tree, w->root + i); child >= 0; child = w->tree->nodes[child].next)
            w->order[used++] = child;
        if (node->type == JSON_OBJECT)
            sort_children(w, begin, node->count);
    }
}

static bool prepare(walk *w, base_arena *arena)
{
    size_t size = (size_t)w->size;
    w->first = base_arena_array(arena, size, sizeof *w->first);
    w->done = base_arena_array(arena, size, sizeof *w->done);
    w->order = base_arena_array(arena, size, sizeof *w->order);
    w->spare = base_arena_array(arena, size, sizeof *w->spare);
    if (arena->failed)
        return false;
    arrange(w);
    return true;
}

/* The key, and the value or its opening bracket. */
static void put_head(const walk *w, int32_t index)
{
    const json_node *node = &w->tree->nodes[index];
    if (index != w->root && node->keyed) {
        json_put_string(w->buffer, json_key_of(w->tree, index));
        base_put_char(w->buffer, ':');
    }
    switch ((json_type)node->type) {
    case JSON_NULL:
        base_put(w->buffer, "null");
        break;
    case JSON_FALSE:
        base_put(w->buffer, "false");
        break;
    case JSON_TRUE:
        base_put(w->buffer, "true");
        break;
    case JSON_NUMBER:
        json_put_number(w->buffer, json_text_of(w->tree, index));
        break;
    case JSON_STRING:
        json_put_string(w->buffer, json_text_of(w->tree, index));
        break;
    case JSON_ARRAY:
    case JSON_OBJECT:
        base_put_char(w->buffer, node->type == JSON_ARRAY ? '[' : '{');
    }
}

static void put_end(const walk *w, int32_t index)
{
    uint8_t type = w->tree->nodes[index].type;
    if (type == JSON_ARRAY)
        base_put_char(w->buffer, ']');
    else if (type == JSON_OBJECT)
        base_put_char(w->buffer, '}');
}

/* The next node to write after `index`, whose children are not written yet; -1: none. Closes what ends on the way. */
static int32_t step(walk *w, int32_t index)
{
    for (;;) {
        int32_t at = index - w->root;
        if (w->done[at] < json_count(w->tree, index)) {
            if (w->done[at] > 0)
                base_put_char(w->buffer, ',');
            return w->order[w->first[at] + w->done[at]++];
        }
        put_end(w, index);
        if (index == w->root)
            return -1;
        index = w->tree->nodes[index].parent;
    }
}

cw_status json_write_canonical_node(base_buffer *buffer, const json_tree *tree, int32_t node)
{
    walk w = { .buffer = buffer, .tree = tree, .root = node, .size = subtree_size(tree, node) };
    base_arena arena;
    bool ready;
    base_arena_init(&arena, buffer->context);
    ready = prepare(&w, &arena);
    while (ready && node >= 0) {
        put_head(&w, node);
        node = step(&w, node);
    }
    base_arena_finish(&arena);
    return ready && !buffer->failed ? CW_OK : CW_ERR_NOMEM;
}

cw_status json_write_canonical(base_buffer *buffer, const cw_context *context, base_str text)
{
    base_arena arena;
    json_tree tree;
    cw_status status;
    base_arena_init(&arena, context);
    status = json_read_valid(&arena, text, &tree);
    if (status == CW_OK)
        status = json_write_canonical_node(buffer, &tree, 0);
    base_arena_finish(&arena);
    return status;
}
