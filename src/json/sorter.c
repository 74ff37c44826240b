/* SPDX-License-Identifier: MIT */
/* Objects whose members are put in order as they are closed: what is written is moved once for each level above it, and
 * nothing is parsed. */
#include <string.h>
#include "base/sort.h"
#include "json/writer.h"

typedef struct json_span {
    base_str key;            /* at NULL: a mark */
    size_t start, length;    /* of key and value in the buffer */
} json_span;

void json_writer_init_canonical(json_writer *writer, base_buffer *buffer, json_sorter *sorter)
{
    json_writer_init(writer, buffer, false);
    *sorter = (json_sorter){ .context = buffer->context };
    base_buffer_init(&sorter->sorted, buffer->context);
    writer->sorter = sorter;
}

void json_sorter_finish(json_sorter *sorter)
{
    base_buffer_finish(&sorter->sorted);
    base_release(sorter->context, sorter->members, (size_t)sorter->capacity * sizeof *sorter->members);
    sorter->members = NULL;
    sorter->count = sorter->capacity = 0;
}

static void push(json_writer *writer, base_str key)
{
    json_sorter *sorter = writer->sorter;
    void *members = sorter->members;
    bool room = base_grow(sorter->context, &members, &sorter->capacity, sorter->count + 1, sizeof *sorter->members);
    sorter->members = members;
    if (room)
        sorter->members[sorter->count++] = (json_span){ .key = key, .start = writer->buffer->length };
    else
        writer->buffer->failed = true;
}

void json_sorter_open(json_writer *writer)
{
    push(writer, (base_str){ NULL, 0 });
}

void json_sorter_key(json_writer *writer, base_str key)
{
    push(writer, (base_str){ key.at != NULL ? key.at : "", key.length });
}

static int compare(const void *one, const void *other)
{
    return base_str_compare(((const json_span *)one)->key, ((const json_span *)other)->key);
}

/* Sets where each member ends. Whether they stand in order already. */
static bool measure(json_span *members, int64_t count, size_t end)
{
    bool in_order = true;
    for (int64_t i = 0; i < count; i++) {
        size_t next = i + 1 < count ? members[i + 1].start - 1 : end;
        members[i].length = next - members[i].start;
        in_order = in_order && (i == 0 || compare(&members[i - 1], &members[i]) <= 0);
    }
    return in_order;
}

static void rearrange(json_writer *writer, json_span *members, int64_t count)
{
    base_buffer *sorted = &writer->sorter->sorted, *buffer = writer->buffer;
    size_t first = members[0].start;
    base_sort(members, (size_t)count, sizeof *members, compare);
    base_buffer_clear(sorted);
    for (int64_t i = 0; i < count; i++) {
        if (i > 0)
            base_put_char(sorted, ',');
        base_put_str(sorted, (base_str){ buffer->data + members[i].start, members[i].length });
    }
    if (sorted->failed)
        buffer->failed = true;
    else
        memcpy(buffer->data + first, sorted->data, sorted->length);
}

void json_sorter_close(json_writer *writer)
{
    json_sorter *sorter = writer->sorter;
    int64_t mark = sorter->count;
    if (writer->buffer->failed)
        return;
    while (sorter->members[mark - 1].key.at != NULL)
        mark--;
    json_span *members = sorter->members + mark;
    if (!measure(members, sorter->count - mark, writer->buffer->length))
        rearrange(writer, members, sorter->count - mark);
    sorter->count = mark - 1;
}
