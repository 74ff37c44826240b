/* SPDX-License-Identifier: MIT */
#ifndef FIXTURE_H
#define FIXTURE_H
/* What the tests of the public header share: a small family, rules for it, and an allocator that fails when told to. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>
#include <casework.h>

extern const char fixture_document[];
extern const char fixture_rules[];

/* An allocator that counts, checks what is given back, and fails at one allocation and all after it. */
typedef struct heap {
    int64_t made;        /* allocations since the start, failed ones included */
    int64_t live;        /* pieces not given back */
    int64_t fail_at;     /* the allocation from which all fail; -1: none */
    int64_t bytes, most; /* not given back, now and at any time */
} heap;

void *heap_allocate(void *user, size_t size);
void heap_release(void *user, void *memory, size_t size);
/* A context on a heap; never fails. The heap must be {.fail_at = -1}. */
cw_context *heap_context(heap *self);

/* Each fails the test where it cannot be made. NULL: the default context. */
cw_case *fixture_case(cw_context *context);            /* frozen */
cw_case *fixture_editable(cw_context *context);
cw_rules *fixture_compile(cw_context *context, const char *text);
cw_report *fixture_report(cw_context *context);        /* of the document and rules above */
cw_date fixture_day(void);

void assert_text(cw_text *text, const char *expected);    /* and releases it */
#endif
