/* SPDX-License-Identifier: MIT */
#ifndef BASE_MEMORY_H
#define BASE_MEMORY_H
/* The context behind every allocation, and the arena in which each product lives and dies. */
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <casework/context.h>

enum { BASE_LIMIT_COUNT = 12 };

struct cw_context {
    atomic_int references;
    cw_allocate_function allocate;
    cw_release_function release;
    void *user;
    atomic_bool used;                 /* set by base_context_use; no setter works afterwards */
    int64_t limits[BASE_LIMIT_COUNT]; /* by CW_LIMIT_* */
};

/* Takes a reference for a new product and closes the context to change. NULL stands for the immutable
 * default context, which is static and not counted. Never NULL. */
const cw_context *base_context_use(cw_context *context);
void base_context_drop(const cw_context *context);
int64_t base_limit(const cw_context *context, int32_t limit);

/* Behind the functions of <casework/context.h>, which check the arguments. allocate NULL means malloc. */
cw_status base_context_new(cw_allocate_function allocate, cw_release_function release, void *user,
                           cw_context **context);
void base_context_take(cw_context *context);
cw_status base_context_set_limit(cw_context *context, int32_t limit, int64_t value);
const char *base_limit_name(int32_t limit);                /* NULL: no such limit */

/* One piece of memory outside any arena. base_resize keeps the first min(old, new) bytes; on failure the
 * old piece stands. All accept NULL as "nothing yet". */
void *base_allocate(const cw_context *context, size_t size);
void *base_resize(const cw_context *context, void *memory, size_t old_size, size_t new_size);
void base_release(const cw_context *context, void *memory, size_t size);

/* Makes room for `need` items of `size` bytes in *items, doubling *capacity. False: no memory, nothing
 * changed. */
bool base_grow(const cw_context *context, void **items, int64_t *capacity, int64_t need, size_t size);

/* An arena gives memory that is released all at once. `failed` stays set after the first refusal, so a
 * builder may look once at its end. In a build with BASE_ARENA_PIECES each item is a piece of its own,
 * so that sanitizers see every one. */
typedef struct base_arena {
    const cw_context *context;
    struct base_chunk *chunks;   /* newest first */
    struct base_chunk *spare;    /* kept by a rewind for reuse */
    size_t bytes;                /* handed out since the start or the last rewind to empty */
    size_t most;                 /* refuses beyond this many bytes; 0: no bound */
    bool failed;
    uint32_t rewinds;            /* how often it was rewound: what was handed out before may be gone */
} base_arena;

typedef struct base_mark { struct base_chunk *chunk; size_t used; size_t bytes; } base_mark;

void base_arena_init(base_arena *arena, const cw_context *context);
void base_arena_finish(base_arena *arena);
/* Aligned for any object; zero-filled. NULL when out of memory or beyond `most`. size 0 is allowed. */
void *base_arena_alloc(base_arena *arena, size_t size);
/* The same, holding anything: for what is written whole at once. */
void *base_arena_room(base_arena *arena, size_t size);
/* An array of count items; NULL also when count * size overflows. */
void *base_arena_array(base_arena *arena, size_t count, size_t size);
/* A NUL-terminated copy. */
char *base_arena_copy(base_arena *arena, const char *text, size_t length);
base_mark base_arena_mark(const base_arena *arena);
/* Gives back all since the mark, keeping the chunks for reuse: a warmed arena allocates nothing. Also
 * clears `failed`. */
void base_arena_rewind(base_arena *arena, base_mark mark);
#endif
