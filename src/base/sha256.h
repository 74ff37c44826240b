/* SPDX-License-Identifier: MIT */
#ifndef BASE_SHA256_H
#define BASE_SHA256_H
/* SHA-256 (FIPS 180-4), in pieces of any size. */
#include "base/text.h"

enum { BASE_SHA256_BYTES = 32, BASE_SHA256_BLOCK = 64 };

typedef struct base_sha256 {
    uint32_t state[8];
    uint64_t bytes;                              /* hashed so far, those that wait included */
    uint8_t waiting[BASE_SHA256_BLOCK];          /* the start of a block */
} base_sha256;

void base_sha256_init(base_sha256 *hash);
void base_sha256_update(base_sha256 *hash, const void *bytes, size_t length);
/* The hash is used up: to go on, init again. */
void base_sha256_finish(base_sha256 *hash, uint8_t digest[BASE_SHA256_BYTES]);
void base_sha256_of(base_str text, uint8_t digest[BASE_SHA256_BYTES]);
/* As 64 lower-case hexadecimal digits. */
void base_put_digest(base_buffer *buffer, const uint8_t digest[BASE_SHA256_BYTES]);
#endif
