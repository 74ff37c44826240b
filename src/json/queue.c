/* SPDX-License-Identifier: MIT */
#include "json/queue.h"

#include <string.h>

void json_queue_init(json_queue *queue, const cw_context *context, int64_t most)
{
    *queue = (json_queue){.context = context, .most = most};
}

void json_queue_finish(json_queue *queue)
{
    base_release(queue->context, queue->bytes, (size_t)queue->capacity);
    base_release(queue->context, queue->lengths, (size_t)queue->length_capacity * sizeof *queue->lengths);
    json_queue_init(queue, queue->context, queue->most);
}

/* Moves what is held to the front where at least half of the room is free there, so that each item moves once at most for
 * each that was taken. */
static void move_up(void *items, size_t size, int64_t *first, int64_t *last)
{
    int64_t held = *last - *first;
    if (*first < held)
        return;
    if (held > 0)
        memmove(items, (char *)items + (size_t)*first * size, (size_t)held * size);
    *first = 0;
    *last = held;
}

static bool make_room(json_queue *queue, int64_t length)
{
    void *bytes = queue->bytes, *lengths = queue->lengths;
    if (queue->end + length > queue->capacity)
        move_up(bytes, 1, &queue->start, &queue->end);
    if (queue->last == queue->length_capacity)
        move_up(lengths, sizeof *queue->lengths, &queue->first, &queue->last);
    bool done = base_grow(queue->context, &bytes, &queue->capacity, queue->end + length, 1);
    queue->bytes = bytes;
    done = done && base_grow(queue->context, &lengths, &queue->length_capacity, queue->last + 1, sizeof *queue->lengths);
    queue->lengths = lengths;
    return done;
}

bool json_queue_add(json_queue *queue, const char *bytes, int64_t length)
{
    int64_t kept = length > queue->most ? queue->most + 1 : length;
    if (kept > INT64_MAX - queue->end || !make_room(queue, kept))
        return false;
    if (kept > 0)
        memcpy(queue->bytes + queue->end, bytes, (size_t)kept);
    queue->end += kept;
    queue->lengths[queue->last++] = kept;
    return true;
}

bool json_queue_peek(const json_queue *queue, base_str *value)
{
    if (queue->first == queue->last)
        return false;
    int64_t length = queue->lengths[queue->first];
    *value = (base_str){length > 0 ? queue->bytes + queue->start : "", (size_t)length};
    return true;
}

void json_queue_take(json_queue *queue)
{
    if (queue->first == queue->last)
        return;
    queue->start += queue->lengths[queue->first++];
    if (queue->first == queue->last)
        queue->first = queue->last = queue->start = queue->end = 0;
}
