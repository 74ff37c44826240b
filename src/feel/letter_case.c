/* SPDX-License-Identifier: MIT */
#include "feel/letter_case.h"

#include <stddef.h>

/* Small letters from `first` to `last`, every `step`-th, whose capital is `up` higher. */
typedef struct letters { uint16_t first, last; int16_t up; uint8_t step; } letters;

static const letters pairs[] = {
    {0x61, 0x7A, -32, 1},      {0xE0, 0xF6, -32, 1},      {0xF8, 0xFE, -32, 1},      {0xFF, 0xFF, 121, 1},
    {0x101, 0x12F, -1, 2},     {0x133, 0x137, -1, 2},     {0x13A, 0x148, -1, 2},     {0x14B, 0x177, -1, 2},
    {0x17A, 0x17E, -1, 2},     {0x1A1, 0x1A5, -1, 2},     {0x1CE, 0x1DC, -1, 2},     {0x1DF, 0x1EF, -1, 2},
    {0x1F5, 0x1F5, -1, 2},     {0x1F9, 0x21F, -1, 2},     {0x223, 0x233, -1, 2},     {0x247, 0x24F, -1, 2},
    {0x371, 0x373, -1, 2},     {0x377, 0x377, -1, 2},     {0x3AC, 0x3AC, -38, 1},    {0x3AD, 0x3AF, -37, 1},
    {0x3B1, 0x3C1, -32, 1},    {0x3C3, 0x3CB, -32, 1},    {0x3CC, 0x3CC, -64, 1},    {0x3CD, 0x3CE, -63, 1},
    {0x3D9, 0x3EF, -1, 2},     {0x430, 0x44F, -32, 1},    {0x450, 0x45F, -80, 1},    {0x461, 0x481, -1, 2},
    {0x48B, 0x4BF, -1, 2},     {0x4C2, 0x4CE, -1, 2},     {0x4CF, 0x4CF, -15, 1},    {0x4D1, 0x52F, -1, 2},
    {0x561, 0x586, -48, 1},    {0x1E01, 0x1E95, -1, 2},   {0x1EA1, 0x1EFF, -1, 2},   {0xFF41, 0xFF5A, -32, 1},
};

/* Small letters that are not the small form of their capital: micro, dotless i, long s, final sigma. */
static const letters one_way[] = {
    {0xB5, 0xB5, 743, 1}, {0x131, 0x131, -232, 1}, {0x17F, 0x17F, -300, 1}, {0x3C2, 0x3C2, -31, 1},
};

/* The capital by a table; c itself where the table does not have it. */
static uint32_t up_by(const letters *rows, size_t count, uint32_t c)
{
    for (size_t i = 0; i < count; i++)
        if (c >= rows[i].first && c <= rows[i].last && (c - rows[i].first) % rows[i].step == 0)
            return (uint32_t)((int32_t)c + rows[i].up);
    return c;
}

uint32_t feel_capital(uint32_t c)
{
    if (c < 0x80)
        return c >= 'a' && c <= 'z' ? c - 32 : c;
    uint32_t capital = up_by(pairs, sizeof pairs / sizeof *pairs, c);
    return capital == c ? up_by(one_way, sizeof one_way / sizeof *one_way, c) : capital;
}

uint32_t feel_small(uint32_t c)
{
    if (c < 0x80)
        return c >= 'A' && c <= 'Z' ? c + 32 : c;
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        uint32_t small = (uint32_t)((int32_t)c - pairs[i].up);
        if (small >= pairs[i].first && small <= pairs[i].last && (small - pairs[i].first) % pairs[i].step == 0)
            return small;
    }
    return c;
}
