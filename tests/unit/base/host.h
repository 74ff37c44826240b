/* SPDX-License-Identifier: MIT */
#ifndef TEST_BASE_HOST_H
#define TEST_BASE_HOST_H
/* An allocator as a host would inject it, which counts, checks sizes on release, and can refuse. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <casework/context.h>

typedef struct host {
    long calls;                  /* allocations asked for */
    long refuse_from, refuse_to; /* refuses calls refuse_from .. refuse_to, counted from 1 */
    long pieces;                 /* alive */
    size_t bytes;                /* alive */
} host;

typedef union host_head {
    size_t size;
    max_align_t align;
} host_head;

static inline void *host_allocate(void *user, size_t size)
{
    host *self = user;
    self->calls++;
    assert_true(size > 0);
    if (self->calls >= self->refuse_from && self->calls <= self->refuse_to)
        return NULL;
    host_head *head = malloc(sizeof *head + size);
    assert_non_null(head);
    head->size = size;
    self->pieces++;
    self->bytes += size;
    return memset(head + 1, 0xA5, size);
}

static inline void host_release(void *user, void *memory, size_t size)
{
    host *self = user;
    assert_non_null(memory);
    host_head *head = (host_head *)memory - 1;
    assert_int_equal(head->size, size);
    self->pieces--;
    self->bytes -= size;
    free(head);
}

static inline void host_refuse(host *self, long nth)
{
    self->calls = 0;
    self->refuse_from = nth;
    self->refuse_to = nth;
}

static inline cw_context *host_context(host *self)
{
    cw_context *context;
    assert_int_equal(cw_context_new_with_allocator(host_allocate, host_release, self, &context), CW_OK);
    return context;
}
#endif
