/* SPDX-License-Identifier: MIT */
#include "base/memory.h"

#include <string.h>

/* Sizes are counted in units of 16 bytes on every platform, so that a budget that is reached here is
 * reached everywhere. */
#define UNIT ((size_t)16)
#define FIRST_CHUNK ((size_t)4096)
#define LARGEST_CHUNK ((size_t)1 << 20)

struct base_chunk {
    struct base_chunk *next;
    size_t room;                 /* bytes for items */
    size_t used;
};

#define HEADER ((sizeof(struct base_chunk) + UNIT - 1) / UNIT * UNIT)

_Static_assert(_Alignof(max_align_t) <= 16, "an item must be aligned for any object");

static char *chunk_items(struct base_chunk *chunk)
{
    return (char *)chunk + HEADER;
}

static size_t round_up(size_t size)
{
    return size ? (size + UNIT - 1) / UNIT * UNIT : UNIT;
}

static void release_chunks(const cw_context *context, struct base_chunk *chunk)
{
    while (chunk) {
        struct base_chunk *next = chunk->next;
        base_release(context, chunk, HEADER + chunk->room);
        chunk = next;
    }
}

void base_arena_init(base_arena *arena, const cw_context *context)
{
    *arena = (base_arena){.context = context};
}

void base_arena_finish(base_arena *arena)
{
    release_chunks(arena->context, arena->chunks);
    release_chunks(arena->context, arena->spare);
    *arena = (base_arena){.context = arena->context, .most = arena->most};
}

static struct base_chunk *make_chunk(base_arena *arena, size_t room)
{
    struct base_chunk *chunk = base_allocate(arena->context, HEADER + room);
    if (!chunk)
        return NULL;
    chunk->room = room;
    chunk->used = 0;
    chunk->next = arena->chunks;
    arena->chunks = chunk;
    return chunk;
}

#ifdef BASE_ARENA_PIECES

/* The exact size, so that a sanitizer sees the first byte too many. */
static void *take_item(base_arena *arena, size_t size)
{
    struct base_chunk *chunk = make_chunk(arena, size ? size : 1);
    if (!chunk)
        return NULL;
    chunk->used = chunk->room;
    return chunk_items(chunk);
}

static void retire_chunk(base_arena *arena, struct base_chunk *chunk)
{
    chunk->next = NULL;
    release_chunks(arena->context, chunk);
}

#else

static struct base_chunk *reuse_chunk(base_arena *arena, size_t size)
{
    for (struct base_chunk **at = &arena->spare; *at; at = &(*at)->next) {
        struct base_chunk *chunk = *at;
        if (chunk->room < size)
            continue;
        *at = chunk->next;
        chunk->used = 0;
        chunk->next = arena->chunks;
        arena->chunks = chunk;
        return chunk;
    }
    return NULL;
}

static size_t next_room(const base_arena *arena, size_t size)
{
    size_t room = arena->chunks ? arena->chunks->room * 2 : FIRST_CHUNK - HEADER;
    if (room > LARGEST_CHUNK)
        room = LARGEST_CHUNK;
    return room < size ? size : room;
}

static void *take_item(base_arena *arena, size_t size)
{
    struct base_chunk *chunk = arena->chunks;
    size = round_up(size);
    if (!chunk || chunk->room - chunk->used < size)
        chunk = reuse_chunk(arena, size);
    if (!chunk)
        chunk = make_chunk(arena, next_room(arena, size));
    if (!chunk)
        return NULL;
    char *item = chunk_items(chunk) + chunk->used;
    chunk->used += size;
    return item;
}

static void retire_chunk(base_arena *arena, struct base_chunk *chunk)
{
    chunk->next = arena->spare;
    arena->spare = chunk;
}

#endif

void *base_arena_room(base_arena *arena, size_t size)
{
    if (size > SIZE_MAX - HEADER - UNIT) {
        arena->failed = true;
        return NULL;
    }
    size_t counted = round_up(size);
    bool over = arena->most && (counted > arena->most || arena->bytes > arena->most - counted);
    void *item = over ? NULL : take_item(arena, size);
    if (!item) {
        arena->failed = true;
        return NULL;
    }
    arena->bytes += counted;
    return item;
}

void *base_arena_alloc(base_arena *arena, size_t size)
{
    void *item = base_arena_room(arena, size);
    return item ? memset(item, 0, size) : NULL;
}

void *base_arena_array(base_arena *arena, size_t count, size_t size)
{
    if (size && count > SIZE_MAX / size) {
        arena->failed = true;
        return NULL;
    }
    return base_arena_alloc(arena, count * size);
}

char *base_arena_copy(base_arena *arena, const char *text, size_t length)
{
    char *copy = base_arena_room(arena, length == SIZE_MAX ? SIZE_MAX : length + 1);
    if (!copy)
        return NULL;
    if (length)
        memcpy(copy, text, length);
    copy[length] = '\0';
    return copy;
}

base_mark base_arena_mark(const base_arena *arena)
{
    size_t used = arena->chunks ? arena->chunks->used : 0;
    return (base_mark){.chunk = arena->chunks, .used = used, .bytes = arena->bytes};
}

void base_arena_rewind(base_arena *arena, base_mark mark)
{
    /* The newest is retired first, so that the spare list ends up in the order in which it was filled. */
    while (arena->chunks != mark.chunk) {
        struct base_chunk *chunk = arena->chunks;
        arena->chunks = chunk->next;
        retire_chunk(arena, chunk);
    }
    if (mark.chunk)
        mark.chunk->used = mark.used;
    arena->bytes = mark.bytes;
    arena->failed = false;
    arena->rewinds++;
}
