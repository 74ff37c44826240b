/* SPDX-License-Identifier: MIT */
#ifndef BASE_SHA256_X86_H
#define BASE_SHA256_X86_H
/* Within the room: blocks of SHA-256 by the instructions that many x86 processors have for it, some five times as fast as
 * portable C. Where the compiler cannot, BASE_SHA256_X86 is 0 and the functions are not there. */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#if defined(__x86_64__) && defined(__GNUC__)
#define BASE_SHA256_X86 1
/* Asks the processor. In a virtual machine that is slow, some microseconds. */
bool base_sha256_x86_there(void);
void base_sha256_x86_blocks(uint32_t state[8], const uint8_t *at, size_t count);
#else
#define BASE_SHA256_X86 0
#endif
#endif
