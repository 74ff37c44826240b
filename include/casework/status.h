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
    CW_ERR_ARGUMENT = 2,  /**< The call itself is wrong: NULL, a negative count, a flag or form that there is not. Mend the program. */
    CW_ERR_INPUT = 3,     /**< The text given is wrong; the diagnostics say where and how. */
    CW_ERR_LIMIT = 4,     /**< A limit of the context was reached; raise it or give less. */
    CW_ERR_FROZEN = 5,    /**< The case is frozen; edit a copy. */
    CW_ERR_NOT_FROZEN = 6,/**< The case is still being edited; freeze it first. */
    CW_ERR_NOT_FOUND = 7, /**< No such name, id or position. */
    CW_ERR_FIELD = 8,     /**< This kind of record has no such field, or the field is of another type. Mend the program. */
    CW_ERR_VALUE = 9,     /**< A value that cannot be: a word that the field does not know, no number, no day, an empty id. */
    CW_ERR_UTF8 = 10,     /**< A text that is not UTF-8; convert it. */
    CW_ERR_DUPLICATE = 11,/**< The id is taken; choose another. */
    CW_ERR_REMOVED = 12,  /**< The record was removed from its case; find it again or let it go. */
    CW_ERR_STATE = 13     /**< Not now: the object is not set up for this call, or done with it. */
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
