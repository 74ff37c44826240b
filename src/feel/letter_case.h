/* SPDX-License-Identifier: MIT */
#ifndef FEEL_LETTER_CASE_H
#define FEEL_LETTER_CASE_H
/* Capital and small letters: one for one, of the Latin, Greek, Cyrillic and Armenian scripts. */
#include <stdint.h>

uint32_t feel_capital(uint32_t c);      /* itself where it has none */
uint32_t feel_small(uint32_t c);
#endif
