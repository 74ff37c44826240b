/* SPDX-License-Identifier: MIT */
#include "base/memory.h"

#include <stdlib.h>
#include <string.h>

#include "base/reference.h"

static void *allocate_by_malloc(void *user, size_t size)
{
    (void)user;
    return malloc(size);
}

static void release_by_free(void *user, void *memory, size_t size)
{
    (void)user;
    (void)size;
    free(memory);
}

/* ---- limits ---- */

struct limit_row {
    const char *name;
    int64_t least, most;
};

static const struct limit_row limit_rows[BASE_LIMIT_COUNT] = {
#define LIMIT(number, name, standard, least, most, reason) \
    [number] = {name, INT64_C(least), INT64_C(most)},
#include "base/limits.def"
#undef LIMIT
};

static const struct cw_context default_context = {
    .references = 1,
    .allocate = allocate_by_malloc,
    .release = release_by_free,
    .used = true,
    .limits = {
#define LIMIT(number, name, standard, least, most, reason) [number] = INT64_C(standard),
#include "base/limits.def"
#undef LIMIT
    },
};

static const cw_context *or_default(const cw_context *context)
{
    return context ? context : &default_context;
}

static bool limit_exists(int32_t limit)
{
    return limit > 0 && limit < BASE_LIMIT_COUNT;
}

int64_t base_limit(const cw_context *context, int32_t limit)
{
    return limit_exists(limit) ? or_default(context)->limits[limit] : 0;
}

const char *base_limit_name(int32_t limit)
{
    return limit_exists(limit) ? limit_rows[limit].name : NULL;
}

cw_status base_context_set_limit(cw_context *context, int32_t limit, int64_t value)
{
    if (!limit_exists(limit))
        return CW_ERR_ARGUMENT;
    if (value < limit_rows[limit].least || value > limit_rows[limit].most)
        return CW_ERR_VALUE;
    if (atomic_load(&context->used))
        return CW_ERR_FROZEN;
    context->limits[limit] = value;
    return CW_OK;
}

/* ---- the context ---- */

cw_status base_context_new(cw_allocate_function allocate, cw_release_function release, void *user,
                           cw_context **context)
{
    *context = NULL;
    if (!allocate) {
        allocate = allocate_by_malloc;
        release = release_by_free;
    }
    cw_context *made = allocate(user, sizeof *made);
    if (!made)
        return CW_ERR_NOMEM;
    atomic_init(&made->references, 1);
    made->allocate = allocate;
    made->release = release;
    made->user = user;
    atomic_init(&made->used, false);
    memcpy(made->limits, default_context.limits, sizeof made->limits);
    *context = made;
    return CW_OK;
}

void base_context_take(cw_context *context)
{
    base_reference_take(&context->references);
}

const cw_context *base_context_use(cw_context *context)
{
    if (!context || context == &default_context)
        return &default_context;
    base_context_take(context);
    atomic_store(&context->used, true);
    return context;
}

void base_context_drop(const cw_context *context)
{
    if (!context || context == &default_context)
        return;
    /* Every context but the default one was made by base_context_new, so it is no constant object. */
    cw_context *counted = (cw_context *)context;
    if (!base_reference_drop(&counted->references))
        return;
    cw_release_function release = counted->release;
    release(counted->user, counted, sizeof *counted);
}

/* ---- pieces ---- */

void *base_allocate(const cw_context *context, size_t size)
{
    context = or_default(context);
    return context->allocate(context->user, size ? size : 1);
}

void base_release(const cw_context *context, void *memory, size_t size)
{
    context = or_default(context);
    if (memory)
        context->release(context->user, memory, size ? size : 1);
}

void *base_resize(const cw_context *context, void *memory, size_t old_size, size_t new_size)
{
    void *bigger = base_allocate(context, new_size);
    if (!bigger)
        return NULL;
    if (memory) {
        memcpy(bigger, memory, old_size < new_size ? old_size : new_size);
        base_release(context, memory, old_size);
    }
    return bigger;
}

bool base_grow(const cw_context *context, void **items, int64_t *capacity, int64_t need, size_t size)
{
    if (need <= *capacity)
        return true;
    int64_t wanted = *capacity > INT64_MAX / 2 ? need : *capacity * 2;
    if (wanted < 8)
        wanted = 8;
    if (wanted < need)
        wanted = need;
    if ((uint64_t)wanted > SIZE_MAX / size)
        return false;
    void *grown = base_resize(context, *items, (size_t)*capacity * size, (size_t)wanted * size);
    if (!grown)
        return false;
    *items = grown;
    *capacity = wanted;
    return true;
}
