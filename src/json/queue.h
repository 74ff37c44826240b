/* SPDX-License-Identifier: MIT */
#ifndef JSON_QUEUE_H
#define JSON_QUEUE_H
/* Values that come whole, one by one, and are taken in the same order. Nothing of one can belong to another, whatever is wrong
 * with it. */
#include "base/text.h"

typedef struct json_queue {
    const cw_context *context;
    char *bytes; int64_t capacity;
    int64_t start, end;                            /* of what is held */
    int64_t *lengths; int64_t length_capacity;     /* of each value */
    int64_t first, last;                           /* of those that are held */
    int64_t most;                                  /* of a longer value only most + 1 bytes are held */
} json_queue;

void json_queue_init(json_queue *queue, const cw_context *context, int64_t most);
void json_queue_finish(json_queue *queue);
/* False: no memory, and nothing was added. */
bool json_queue_add(json_queue *queue, const char *bytes, int64_t length);
/* The first value, until it is taken or something is added. False: there is none. */
bool json_queue_peek(const json_queue *queue, base_str *value);
/* Takes the first value. */
void json_queue_take(json_queue *queue);
#endif
