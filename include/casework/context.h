/* SPDX-License-Identifier: MIT */
#ifndef CASEWORK_CONTEXT_H
#define CASEWORK_CONTEXT_H
/*
 * A context carries the allocator, the limits and the budgets under which everything made from it
 * works. Most callers pass NULL and get the defaults: malloc and the limits below.
 *
 * A context is set up, then used; from its first use it cannot be changed (CW_ERR_FROZEN). It is
 * reference-counted, and everything made from it keeps it alive.
 */
#include <stddef.h>
#include <casework/status.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct cw_context cw_context;

/** Gives `size` bytes aligned as malloc aligns them, or NULL. `size` is never 0. */
typedef void *(*cw_allocate_function)(void *user, size_t size);
/** Takes back what the allocate function gave. `memory` is never NULL; `size` is what was asked for. */
typedef void (*cw_release_function)(void *user, void *memory, size_t size);

/** Limits: each has a name, a default and a range (cw_context_limit_*); the numbers never change. */
enum {
    CW_LIMIT_DOCUMENT_BYTES = 1,  /**< Bytes in one case document or rule file. */
    CW_LIMIT_JSON_DEPTH = 2,      /**< Nested arrays and objects in a document. */
    CW_LIMIT_STRING_BYTES = 3,    /**< Bytes in one text of a document, after escapes. */
    CW_LIMIT_NUMBER_BYTES = 4,    /**< Characters in one number as written. */
    CW_LIMIT_DIAGNOSTICS = 5,     /**< Diagnostics that are kept; further ones are counted. */
    CW_LIMIT_EXPRESSION_DEPTH = 6,/**< Nesting of one expression, called conditions included. */
    CW_LIMIT_RULES = 7,           /**< Rules in one rule set. */
    CW_LIMIT_STEPS = 8,           /**< Steps that the evaluation of one finding may take. */
    CW_LIMIT_SCRATCH_BYTES = 9,   /**< Bytes that the evaluation of one finding may use. */
    CW_LIMIT_FINDINGS = 10,       /**< Findings in one report. */
    CW_LIMIT_INCLUDES = 11        /**< `include` lines in all rule files that are compiled together. */
};

/**
 * Makes a context with default limits on malloc and free.
 *
 * @param context receives the context, yours to release with cw_context_unref; must not be NULL
 * Returns CW_OK, CW_ERR_NOMEM or CW_ERR_ARGUMENT (NULL).
 */
CW_API cw_status cw_context_new(cw_context **context);

/**
 * Makes a context on an allocator of the host's.
 *
 * @param allocate called for every piece of memory, the context's own included; must not be NULL
 * @param release  called to give each piece back; must not be NULL
 * @param user     handed to both; may be NULL
 * @param context  receives the context; must not be NULL
 * Returns CW_OK, CW_ERR_NOMEM or CW_ERR_ARGUMENT. The functions must be callable from every thread that
 * uses what the context makes.
 */
CW_API cw_status cw_context_new_with_allocator(cw_allocate_function allocate, cw_release_function release,
                                               void *user, cw_context **context);

/** Takes one more reference. NULL is given back as NULL. Threads: any. */
CW_API cw_context *cw_context_ref(cw_context *context);
/** Gives one reference back; the last releases the context. NULL does nothing. Threads: any. */
CW_API void cw_context_unref(cw_context *context);

/**
 * Sets a limit.
 *
 * @param context the context; must not be NULL
 * @param limit   one of CW_LIMIT_*
 * @param value   the new value, within the limit's range
 * Returns CW_OK; CW_ERR_ARGUMENT for NULL or an unknown limit; CW_ERR_VALUE for a value out of range; CW_ERR_FROZEN once
 * the context has been used.
 */
CW_API cw_status cw_context_set_limit(cw_context *context, int32_t limit, int64_t value);

/** The value of a limit, or 0 for a limit that does not exist. NULL means the default context. */
CW_API int64_t cw_context_limit(const cw_context *context, int32_t limit);
/** The name of a limit ("json depth"), or NULL for one that does not exist. Lives as long as the library. */
CW_API const char *cw_limit_name(int32_t limit);

#ifdef __cplusplus
}
#endif
#endif
