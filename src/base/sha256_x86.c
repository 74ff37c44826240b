/* SPDX-License-Identifier: MIT */
#include "base/sha256_x86.h"

#if BASE_SHA256_X86
#include <cpuid.h>
#include <immintrin.h>

#include "base/sha256.h"

bool base_sha256_x86_there(void)
{
    unsigned a, b, c, d;
    if (!__get_cpuid(1, &a, &b, &c, &d) || !(c & bit_SSSE3) || !(c & bit_SSE4_1))
        return false;
    return __get_cpuid_count(7, 0, &a, &b, &c, &d) && (b & bit_SHA);
}

/* Four rounds: the instruction makes two from the low half of words and constants, so the halves are swapped between. The
 * letters of the standard lie as ABEF and CDGH, from the high word down; each two rounds make the next ABEF of the last CDGH. */
#define FOUR_ROUNDS(words, i)                                                                      \
    do {                                                                                           \
        __m128i sum = _mm_add_epi32(words, _mm_loadu_si128((const __m128i *)(const void *)(base_sha256_constants + 4 * (i)))); \
        cdgh = _mm_sha256rnds2_epu32(cdgh, abef, sum);                                             \
        abef = _mm_sha256rnds2_epu32(abef, cdgh, _mm_shuffle_epi32(sum, 0x0E));                    \
    } while (0)

/* The next four words of the schedule, of the last sixteen: `a` (the oldest), b, c, d. They take the place of `a`. */
#define NEXT_WORDS(a, b, c, d)                                                                     \
    (a = _mm_sha256msg2_epu32(_mm_add_epi32(_mm_sha256msg1_epu32(a, b), _mm_alignr_epi8(d, c, 4)), d))

#define SIXTEEN_ROUNDS(i)                                                                          \
    do {                                                                                           \
        NEXT_WORDS(w0, w1, w2, w3); FOUR_ROUNDS(w0, i);                                            \
        NEXT_WORDS(w1, w2, w3, w0); FOUR_ROUNDS(w1, i + 1);                                        \
        NEXT_WORDS(w2, w3, w0, w1); FOUR_ROUNDS(w2, i + 2);                                        \
        NEXT_WORDS(w3, w0, w1, w2); FOUR_ROUNDS(w3, i + 3);                                        \
    } while (0)

#define TARGET __attribute__((target("sha,ssse3,sse4.1")))

/* Four words of a block, which has their highest bytes first. */
TARGET static inline __m128i load(const uint8_t *at)
{
    const __m128i turned = _mm_set_epi8(12, 13, 14, 15, 8, 9, 10, 11, 4, 5, 6, 7, 0, 1, 2, 3);
    return _mm_shuffle_epi8(_mm_loadu_si128((const __m128i *)(const void *)at), turned);
}

TARGET void base_sha256_x86_blocks(uint32_t state[8], const uint8_t *at, size_t count)
{
    __m128i dcba = _mm_loadu_si128((const __m128i *)(const void *)state);
    __m128i hgfe = _mm_loadu_si128((const __m128i *)(const void *)(state + 4));
    __m128i cdab = _mm_shuffle_epi32(dcba, 0xB1), efgh = _mm_shuffle_epi32(hgfe, 0x1B);
    __m128i abef = _mm_alignr_epi8(cdab, efgh, 8), cdgh = _mm_blend_epi16(efgh, cdab, 0xF0);
    for (; count > 0; count--, at += BASE_SHA256_BLOCK) {
        __m128i abef_before = abef, cdgh_before = cdgh;
        __m128i w0 = load(at), w1 = load(at + 16), w2 = load(at + 32), w3 = load(at + 48);
        FOUR_ROUNDS(w0, 0);
        FOUR_ROUNDS(w1, 1);
        FOUR_ROUNDS(w2, 2);
        FOUR_ROUNDS(w3, 3);
        SIXTEEN_ROUNDS(4);
        SIXTEEN_ROUNDS(8);
        SIXTEEN_ROUNDS(12);
        abef = _mm_add_epi32(abef, abef_before);
        cdgh = _mm_add_epi32(cdgh, cdgh_before);
    }
    __m128i feba = _mm_shuffle_epi32(abef, 0x1B), dchg = _mm_shuffle_epi32(cdgh, 0xB1);
    _mm_storeu_si128((__m128i *)(void *)state, _mm_blend_epi16(feba, dchg, 0xF0));
    _mm_storeu_si128((__m128i *)(void *)(state + 4), _mm_alignr_epi8(dchg, feba, 8));
}
#else
typedef int base_sha256_x86_is_not_for_this_compiler;   /* a file must hold something */
#endif
