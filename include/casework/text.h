/* SPDX-License-Identifier: MIT */
#ifndef CASEWORK_TEXT_H
#define CASEWORK_TEXT_H
/*
 * A text that the library made for the caller: a report, a document, a message. It is valid UTF-8,
 * NUL-terminated besides, immutable, and lives until its last reference is given back.
 */
#include <casework/status.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct cw_text cw_text;

/** Takes one more reference. NULL is given back as NULL. Threads: any. */
CW_API cw_text *cw_text_ref(cw_text *text);
/** Gives one reference back. NULL does nothing. Threads: any. */
CW_API void cw_text_unref(cw_text *text);
/** The bytes, NUL-terminated; borrowed from the text. NULL for NULL. Threads: any. */
CW_API const char *cw_text_data(const cw_text *text);
/** The length in bytes without the NUL; 0 for NULL. Threads: any. */
CW_API int64_t cw_text_length(const cw_text *text);

#ifdef __cplusplus
}
#endif
#endif
