/* SPDX-License-Identifier: MIT */
#include "base/sha256.h"

#include <string.h>

#include "base/sha256_x86.h"

const uint32_t base_sha256_constants[64] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2
};

static inline uint32_t turn(uint32_t word, int bits)
{
    return word >> bits | word << (32 - bits);
}

static inline uint32_t small_zero(uint32_t x) { return turn(x, 7) ^ turn(x, 18) ^ x >> 3; }
static inline uint32_t small_one(uint32_t x) { return turn(x, 17) ^ turn(x, 19) ^ x >> 10; }
static inline uint32_t big_zero(uint32_t x) { return turn(x, 2) ^ turn(x, 13) ^ turn(x, 22); }
static inline uint32_t big_one(uint32_t x) { return turn(x, 6) ^ turn(x, 11) ^ turn(x, 25); }

/* The names are those of the standard. A round changes d and h alone, so that eight of them, each with its
 * letters one place on, leave every letter where it was and move none. */
#define ROUND(a, b, c, d, e, f, g, h, t)                                                            \
    do {                                                                                            \
        uint32_t sum = h + big_one(e) + (g ^ (e & (f ^ g))) + base_sha256_constants[t] + w[t];            \
        d += sum;                                                                                   \
        h = sum + big_zero(a) + ((a & b) | (c & (a | b)));                                          \
    } while (0)

static void expand(uint32_t w[64], const uint8_t *block)
{
    for (int t = 0; t < 16; t++, block += 4)
        w[t] = (uint32_t)block[0] << 24 | (uint32_t)block[1] << 16 | (uint32_t)block[2] << 8 | block[3];
    for (int t = 16; t < 64; t++)
        w[t] = small_one(w[t - 2]) + w[t - 7] + small_zero(w[t - 15]) + w[t - 16];
}

static void hash_block(uint32_t state[8], const uint8_t *block)
{
    uint32_t w[64];
    uint32_t a = state[0], b = state[1], c = state[2], d = state[3];
    uint32_t e = state[4], f = state[5], g = state[6], h = state[7];
    expand(w, block);
    for (int t = 0; t < 64; t += 8) {
        ROUND(a, b, c, d, e, f, g, h, t);
        ROUND(h, a, b, c, d, e, f, g, t + 1);
        ROUND(g, h, a, b, c, d, e, f, t + 2);
        ROUND(f, g, h, a, b, c, d, e, t + 3);
        ROUND(e, f, g, h, a, b, c, d, t + 4);
        ROUND(d, e, f, g, h, a, b, c, t + 5);
        ROUND(c, d, e, f, g, h, a, b, t + 6);
        ROUND(b, c, d, e, f, g, h, a, t + 7);
    }
    state[0] += a; state[1] += b; state[2] += c; state[3] += d;
    state[4] += e; state[5] += f; state[6] += g; state[7] += h;
}

/* ---- any number of blocks ---- */

base_sha256_way base_sha256_best_way(void)
{
#if BASE_SHA256_X86
    if (base_sha256_x86_there())
        return BASE_SHA256_BY_X86;
#endif
    return BASE_SHA256_PORTABLE;
}

static void hash_blocks(base_sha256 *hash, const uint8_t *at, size_t count)
{
#if BASE_SHA256_X86
    if (hash->way == BASE_SHA256_BY_X86) {
        base_sha256_x86_blocks(hash->state, at, count);
        return;
    }
#endif
    for (; count > 0; count--, at += BASE_SHA256_BLOCK)
        hash_block(hash->state, at);
}

/* ---- texts ---- */

void base_sha256_init(base_sha256 *hash, base_sha256_way way)
{
    *hash = (base_sha256){.way = way, .state = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                    0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19}};
}

void base_sha256_update(base_sha256 *hash, const void *bytes, size_t length)
{
    const uint8_t *at = bytes;
    size_t waiting = hash->bytes % BASE_SHA256_BLOCK;
    if (length == 0)
        return;
    hash->bytes += length;
    if (waiting > 0) {
        size_t taken = BASE_SHA256_BLOCK - waiting < length ? BASE_SHA256_BLOCK - waiting : length;
        memcpy(hash->waiting + waiting, at, taken);
        at += taken;
        length -= taken;
        if (waiting + taken < BASE_SHA256_BLOCK)
            return;
        hash_blocks(hash, hash->waiting, 1);
    }
    hash_blocks(hash, at, length / BASE_SHA256_BLOCK);
    at += length - length % BASE_SHA256_BLOCK;
    if (length % BASE_SHA256_BLOCK > 0)
        memcpy(hash->waiting, at, length % BASE_SHA256_BLOCK);
}

/* A bit, zeros, and the length in bits in eight bytes: to the end of a block. */
void base_sha256_finish(base_sha256 *hash, uint8_t digest[BASE_SHA256_BYTES])
{
    static const uint8_t padding[BASE_SHA256_BLOCK] = {0x80};
    uint64_t bits = hash->bytes * 8;
    uint8_t length[8];
    for (int i = 0; i < 8; i++)
        length[i] = (uint8_t)(bits >> (56 - 8 * i));
    base_sha256_update(hash, padding, BASE_SHA256_BLOCK - (hash->bytes + 8) % BASE_SHA256_BLOCK);
    base_sha256_update(hash, length, sizeof length);
    for (int i = 0; i < BASE_SHA256_BYTES; i++)
        digest[i] = (uint8_t)(hash->state[i / 4] >> (24 - 8 * (i % 4)));
}

void base_sha256_of(base_str text, uint8_t digest[BASE_SHA256_BYTES])
{
    base_sha256 hash;
    base_sha256_init(&hash, BASE_SHA256_PORTABLE);
    base_sha256_update(&hash, text.at, text.length);
    base_sha256_finish(&hash, digest);
}

void base_digest_text(const uint8_t digest[BASE_SHA256_BYTES], char text[2 * BASE_SHA256_BYTES])
{
    static const char digits[] = "0123456789abcdef";
    for (int i = 0; i < BASE_SHA256_BYTES; i++) {
        text[2 * i] = digits[digest[i] >> 4];
        text[2 * i + 1] = digits[digest[i] & 15];
    }
}

void base_put_digest(base_buffer *buffer, const uint8_t digest[BASE_SHA256_BYTES])
{
    char text[2 * BASE_SHA256_BYTES];
    base_digest_text(digest, text);
    base_put_str(buffer, (base_str){text, sizeof text});
}
