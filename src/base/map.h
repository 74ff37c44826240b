/* SPDX-License-Identifier: MIT */
#ifndef BASE_MAP_H
#define BASE_MAP_H
/* A map from text to pointer that needs no hash: a crit-bit tree. A lookup or insertion costs at most the
 * key's own length, whatever the other keys are, so hostile keys cannot make it slow. Keys are borrowed. */
#include "base/text.h"

typedef struct base_map { base_arena *arena; void *root; int64_t count; } base_map;

void base_map_init(base_map *map, base_arena *arena);
void *base_map_find(const base_map *map, base_str key);            /* NULL: not there */
/* Adds key -> value (value not NULL). If the key is there already, *existing gets its value and nothing
 * changes; else *existing is NULL. False: no memory. */
bool base_map_add(base_map *map, base_str key, void *value, void **existing);
/* Takes a key out and returns its value, or NULL. */
void *base_map_remove(base_map *map, base_str key);

/* The word of a set nearest to `word`, for "did you mean": give candidates one by one. Words over 64
 * bytes are never near. */
typedef struct base_nearest { base_str word; base_str best; int distance; int considered; } base_nearest;
void base_nearest_init(base_nearest *nearest, base_str word);
void base_nearest_consider(base_nearest *nearest, base_str candidate);
/* The nearest, if near enough to suggest, else an empty slice. */
base_str base_nearest_result(const base_nearest *nearest);
#endif
