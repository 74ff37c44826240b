/* SPDX-License-Identifier: MIT */
#include "author/node.h"

/* ---- making ---- */

static void fill(author_node *made, const json_tree *tree, int32_t index, uint32_t offset, bool edited)
{
    const json_node *from = &tree->nodes[index];
    base_str name = json_key_of(tree, index);
    uint32_t start = offset + (uint32_t)from->offset, key = offset + (uint32_t)from->key_offset;
    *made = (author_node){.key = name, .text = json_text_of(tree, index), .type = from->type, .edited = edited,
                          .at = {start, offset + (uint32_t)from->end}, .key_at = {start, start + 1}};
    if (from->keyed)
        made->key_at = (rules_span){key, key + (uint32_t)name.length + 2};
}

author_node *author_node_tree(base_arena *arena, const json_tree *tree, uint32_t offset, bool edited)
{
    author_node *made = base_arena_array(arena, (size_t)tree->count, sizeof *made);
    for (int32_t i = 0; made && i < tree->count; i++) {
        fill(&made[i], tree, i, offset, edited);
        if (tree->nodes[i].parent >= 0)
            author_node_append(&made[tree->nodes[i].parent], &made[i]);
    }
    return made;
}

author_node *author_node_copy(base_arena *arena, const author_node *root)
{
    author_node *top = NULL, *parent = NULL;
    for (const author_node *at = root; at;) {
        author_node *made = base_arena_alloc(arena, sizeof *made);
        if (!made)
            return NULL;
        *made = *at;
        made->parent = made->next = made->first = made->last = NULL;
        if (parent)
            author_node_append(parent, made);
        else
            top = made;
        if (at->first) {
            parent = made;
            at = at->first;
            continue;
        }
        for (; at != root && !at->next; at = at->parent)
            parent = parent->parent;
        at = at == root ? NULL : at->next;
    }
    return top;
}

/* ---- changing ---- */

void author_node_append(author_node *parent, author_node *child)
{
    child->parent = parent;
    child->next = NULL;
    if (parent->last)
        parent->last->next = child;
    else
        parent->first = child;
    parent->last = child;
}

static author_node *before(const author_node *node)
{
    author_node *at = node->parent->first;
    while (at != node && at->next != node)
        at = at->next;
    return at == node ? NULL : at;
}

void author_node_replace(author_node *node, author_node *other)
{
    author_node *parent = node->parent, *left = before(node);
    other->parent = parent;
    other->next = node->next;
    other->key = node->key;
    if (left)
        left->next = other;
    else
        parent->first = other;
    if (parent->last == node)
        parent->last = other;
}

void author_node_remove(author_node *node)
{
    author_node *parent = node->parent, *left = before(node);
    if (left)
        left->next = node->next;
    else
        parent->first = node->next;
    if (parent->last == node)
        parent->last = left;
}

/* ---- finding ---- */

author_node *author_node_member(const author_node *object, base_str key)
{
    author_node *at = object->type == JSON_OBJECT ? object->first : NULL;
    while (at && !base_str_equal(at->key, key))
        at = at->next;
    return at;
}

base_str author_node_id(const author_node *record)
{
    const author_node *id = author_node_member(record, BASE_STR("id"));
    return id && id->type == JSON_STRING ? id->text : (base_str){"", 0};
}

static author_node *by_index(const author_node *list, base_str digits)
{
    int64_t index = 0;
    if (digits.length == 0 || digits.length > 9)
        return NULL;
    for (size_t i = 0; i < digits.length; i++) {
        if (digits.at[i] < '0' || digits.at[i] > '9')
            return NULL;
        index = index * 10 + (digits.at[i] - '0');
    }
    author_node *at = list->first;
    while (at && index-- > 0)
        at = at->next;
    return at;
}

author_node *author_node_item(const author_node *list, base_str id)
{
    for (author_node *at = list->type == JSON_ARRAY ? list->first : NULL; at; at = at->next)
        if (id.length > 0 && base_str_equal(author_node_id(at), id))
            return at;
    return list->type == JSON_ARRAY ? by_index(list, id) : NULL;
}

/* Whether a key is what a step of a pointer means: ~1 is a slash, ~0 a tilde. */
static bool is_step(base_str key, base_str step)
{
    size_t at = 0;
    for (size_t i = 0; i < step.length; i++, at++) {
        char c = step.at[i];
        if (c == '~' && i + 1 < step.length)
            c = step.at[++i] == '1' ? '/' : '~';
        if (at >= key.length || key.at[at] != c)
            return false;
    }
    return at == key.length;
}

static const author_node *child_at(const author_node *node, base_str step)
{
    if (node->type == JSON_ARRAY)
        return by_index(node, step);
    const author_node *at = node->first;
    while (at && !is_step(at->key, step))
        at = at->next;
    return at;
}

const author_node *author_node_at(const author_node *root, base_str pointer)
{
    for (size_t at = 0; at < pointer.length;) {
        size_t start = ++at;
        while (at < pointer.length && pointer.at[at] != '/')
            at++;
        const author_node *child = child_at(root, (base_str){pointer.at + start, at - start});
        if (!child)
            return root;
        root = child;
    }
    return root;
}

/* ---- writing ---- */

static void put_one(json_writer *writer, const author_node *node)
{
    if (node->key.at)
        json_key(writer, node->key);
    switch ((json_type)node->type) {
    case JSON_NULL: json_write_null(writer); break;
    case JSON_FALSE: case JSON_TRUE: json_write_bool(writer, node->type == JSON_TRUE); break;
    case JSON_NUMBER: json_write_raw(writer, node->text); break;
    case JSON_STRING: json_write_string(writer, node->text); break;
    case JSON_ARRAY: json_open_array(writer); break;
    case JSON_OBJECT: json_open_object(writer); break;
    }
}

/* Closes what ends behind a node; gives what comes next, or NULL. */
static const author_node *close_up(json_writer *writer, const author_node *node, const author_node *root)
{
    while (node != root && !node->next) {
        node = node->parent;
        if (node->type == JSON_ARRAY)
            json_close_array(writer);
        else
            json_close_object(writer);
    }
    return node == root ? NULL : node->next;
}

void author_node_put(base_buffer *buffer, const author_node *root)
{
    json_writer writer;
    json_writer_init(&writer, buffer, false);
    for (const author_node *at = root; at;) {
        put_one(&writer, at);
        if (at->first) {
            at = at->first;
            continue;
        }
        if (at->type == JSON_ARRAY)
            json_close_array(&writer);
        else if (at->type == JSON_OBJECT)
            json_close_object(&writer);
        at = close_up(&writer, at, root);
    }
}
