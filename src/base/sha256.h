/* SPDX-License-Identifier: MIT */
#ifndef BASE_SHA256_H
#define BASE_SHA256_H
/* SHA-256 (FIPS 180-4), in pieces of any size. */
#include "base/text.h"

enum { BASE_SHA256_BYTES = 32, BASE_SHA256_BLOCK = 64 };

/* How blocks are hashed; the digest is the same. */
typedef enum base_sha256_way { BASE_SHA256_PORTABLE, BASE_SHA256_BY_X86 } base_sha256_way;

typedef struct base_sha256 {
    uint8_t way;                                 /* base_sha256_way */
    uint32_t state[8];
    uint64_t bytes;                              /* hashed so far, those that wait included */
    uint8_t waiting[BASE_SHA256_BLOCK];          /* the start of a block */
} base_sha256;

/* The fastest one of this machine. To be asked for once and kept: asking may take longer than hashing a short text. */
base_sha256_way base_sha256_best_way(void);
void base_sha256_init(base_sha256 *hash, base_sha256_way way);
void base_sha256_update(base_sha256 *hash, const void *bytes, size_t length);
/* The hash is used up: to go on, init again. */
void base_sha256_finish(base_sha256 *hash, uint8_t digest[BASE_SHA256_BYTES]);
/* The portable way. */
void base_sha256_of(base_str text, uint8_t digest[BASE_SHA256_BYTES]);
/* The round constants of the standard. */
extern const uint32_t base_sha256_constants[64];
/* As 64 lower-case hexadecimal digits, without a NUL. */
void base_digest_text(const uint8_t digest[BASE_SHA256_BYTES], char text[2 * BASE_SHA256_BYTES]);
void base_put_digest(base_buffer *buffer, const uint8_t digest[BASE_SHA256_BYTES]);
#endif
