/* SPDX-License-Identifier: MIT */
#include "json/tree.h"

enum { PLAIN_KEY_BYTES = 40, POINTER_BYTES = 2048 };

int32_t json_member(const json_tree *tree, int32_t object, const char *key)
{
    if (tree->nodes[object].type != JSON_OBJECT)
        return -1;
    for (int32_t child = json_first(tree, object); child >= 0; child = tree->nodes[child].next)
        if (base_str_is(json_key_of(tree, child), key))
            return child;
    return -1;
}

void json_put_pointer_step(base_buffer *buffer, base_str key)
{
    for (size_t i = 0; i < key.length; i++) {
        if (key.at[i] == '~')
            base_put(buffer, "~0");
        else if (key.at[i] == '/')
            base_put(buffer, "~1");
        else
            base_put_char(buffer, key.at[i]);
    }
}

static void reverse(base_buffer *buffer, size_t begin)
{
    if (buffer->failed || buffer->length == begin)
        return;
    for (size_t end = buffer->length - 1; begin < end; begin++, end--) {
        char c = buffer->data[begin];
        buffer->data[begin] = buffer->data[end];
        buffer->data[end] = c;
    }
}

static int64_t index_in_parent(const json_tree *tree, int32_t node)
{
    int64_t index = 0;
    int32_t sibling = tree->nodes[node].parent + 1;
    while (sibling != node) {
        sibling = tree->nodes[sibling].next;
        index++;
    }
    return index;
}

/* Walking upwards gives the steps last first: each is put backwards, and in the end all is turned round. */
void json_put_pointer(base_buffer *buffer, const json_tree *tree, int32_t node)
{
    size_t begin = buffer->length;
    while (tree->nodes[node].parent >= 0) {
        const json_node *at = &tree->nodes[node];
        size_t step = buffer->length;
        base_put_char(buffer, '/');
        if (at->keyed)
            json_put_pointer_step(buffer, json_key_of(tree, node));
        else
            base_put_int(buffer, index_in_parent(tree, node));
        reverse(buffer, step);
        node = at->parent;
    }
    reverse(buffer, begin);
}

bool json_key_is_plain(base_str key)
{
    if (key.length == 0 || key.length > PLAIN_KEY_BYTES)
        return false;
    for (size_t i = 0; i < key.length; i++) {
        char c = key.at[i];
        if (!(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9') && c != '_')
            return false;
    }
    return true;
}

void json_put_plain_pointer(base_buffer *buffer, const json_tree *tree, int32_t node)
{
    size_t begin = buffer->length;
    for (int32_t at = node; tree->nodes[at].parent >= 0; at = tree->nodes[at].parent)
        if (tree->nodes[at].keyed && !json_key_is_plain(json_key_of(tree, at)))
            node = tree->nodes[at].parent;
    json_put_pointer(buffer, tree, node);
    if (!buffer->failed && buffer->length - begin > POINTER_BYTES) {
        buffer->length = begin;
        buffer->data[begin] = '\0';
    }
}
