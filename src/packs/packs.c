/* SPDX-License-Identifier: MIT */
#include "packs/packs.h"

/* Made by the build from the rule files of this folder: embed.c. */
extern const packs_pack packs_us_federal, packs_us_federal_law, packs_us_ky, packs_us_ky_2018, packs_us_mi, packs_us_mi_law;

static const packs_pack *const packs[] = {
    &packs_us_federal, &packs_us_federal_law, &packs_us_ky, &packs_us_ky_2018, &packs_us_mi, &packs_us_mi_law,
};
enum { PACK_COUNT = sizeof packs / sizeof packs[0] };

int32_t packs_count(void)
{
    return PACK_COUNT;
}

const packs_pack *packs_at(int32_t index)
{
    return index >= 0 && index < PACK_COUNT ? packs[index] : NULL;
}

const packs_pack *packs_find(base_str name)
{
    for (int32_t i = 0; i < PACK_COUNT; i++)
        if (base_str_is(name, packs[i]->name))
            return packs[i];
    return NULL;
}
