/* SPDX-License-Identifier: MIT */
#ifndef CASEWORK_STATUS_H
#define CASEWORK_STATUS_H
/*
 * Status codes: what a call tells its caller to do next.
 *
 * Every call that can fail returns a cw_status; 0 is success. On failure a handle out-parameter is
 * NULL and anything else the call would have changed is as it was. What was wrong with a document or a
 * rule file is told by diagnostics (<casework/diag.h>); a finding about a case is never an error.
 * New codes may be added: treat one you do not know as a failure.
 */
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(_WIN32)
#  if defined(CW_BUILDING)
#    define CW_API __declspec(dllexport)
#  elif defined(CW_SHARED)
#    define CW_API __declspec(dllimport)
#  else
#    define CW_API
#  endif
#elif defined(__GNUC__)
#  define CW_API __attribute__((visibility("default")))
#else
#  define CW_API
#endif

typedef int32_t cw_status;

enum {
    CW_OK = 0,            /**< Done. */
    CW_ERR_NOMEM = 1,     /**< The allocator gave no memory; free some and call again. */
    CW_ERR_ARGUMENT = 2,  /**< The caller broke the call's contract (NULL, wrong kind, out of range). */
    CW_ERR_INPUT = 3,     /**< The text given is wrong; the diagnostics say where and how. */
    CW_ERR_LIMIT = 4,     /**< A limit of the context was reached; raise it or give less. */
    CW_ERR_FROZEN = 5,    /**< The case is frozen; edit a copy. */
    CW_ERR_NOT_FROZEN = 6,/**< The case is still being edited; freeze it first. */
    CW_ERR_NOT_FOUND = 7  /**< No such name, id or position. */
};

/**
 * The English name of a status, for logs.
 *
 * @param status any value
 * Returns a NUL-terminated text that lives as long as the library; "unknown status" for a value that
 * this version does not know. Never NULL. Threads: any.
 */
CW_API const char *cw_status_name(cw_status status);

#ifdef __cplusplus
}
#endif
#endif
