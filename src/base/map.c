/* SPDX-License-Identifier: MIT */
#include "base/map.h"

#include <string.h>

/*
 * A crit-bit tree: a branch names the first bit in which the keys below it differ, a leaf holds a key.
 * A key is read as a string of 9-bit groups: a 1 and the eight bits of a byte, high first; after its end
 * a 0. So a key that begins another differs from it, and keys may hold NUL.
 *
 * Each key but the first brought one branch with it, and that branch keeps the key as its sample: some key
 * below the branch, found without walking down. A search can then stop where the branches ask for bytes
 * beyond its key, so that a few long keys do not make short ones slow.
 */
struct place {
    size_t byte;
    int bit;                     /* 0: is there such a byte; 1 to 8: its bits, high first */
};

struct item {
    bool is_leaf;
};

struct leaf {
    struct item item;
    base_str key;
    void *value;
    struct branch *brought;      /* whose sample this is; NULL for at most one leaf */
};

struct branch {
    struct item item;
    struct place place;
    struct leaf *sample;
    struct item *below[2];
};

struct entry {
    struct leaf leaf;
    struct branch branch;
};

static struct leaf *as_leaf(struct item *item)
{
    return (struct leaf *)item;
}

static struct branch *as_branch(struct item *item)
{
    return (struct branch *)item;
}

static int bit_at(base_str key, struct place place)
{
    if (place.byte >= key.length)
        return 0;
    return place.bit == 0 ? 1 : (unsigned char)key.at[place.byte] >> (8 - place.bit) & 1;
}

static bool comes_before(struct place a, struct place b)
{
    return a.byte != b.byte ? a.byte < b.byte : a.bit < b.bit;
}

/* Whether all keys below the branch are longer than `key`. */
static bool is_beyond(const struct branch *branch, base_str key)
{
    return branch->place.byte > key.length || (branch->place.byte == key.length && branch->place.bit > 0);
}

/* A leaf that shares with `key` as long a beginning as any; the map is not empty. */
static struct leaf *find_closest(const base_map *map, base_str key)
{
    struct item *at = map->root;
    while (!at->is_leaf) {
        struct branch *branch = as_branch(at);
        if (is_beyond(branch, key))
            return branch->sample;
        at = branch->below[bit_at(key, branch->place)];
    }
    return as_leaf(at);
}

/* The first place in which two unequal keys differ. */
static struct place first_difference(base_str a, base_str b)
{
    struct place place = {0, 0};
    size_t shared = a.length < b.length ? a.length : b.length;
    while (place.byte < shared && a.at[place.byte] == b.at[place.byte])
        place.byte++;
    if (place.byte == shared)
        return place;
    unsigned differing = (unsigned char)a.at[place.byte] ^ (unsigned char)b.at[place.byte];
    for (place.bit = 1; !(differing >> (8 - place.bit) & 1);)
        place.bit++;
    return place;
}

void base_map_init(base_map *map, base_arena *arena)
{
    *map = (base_map){.arena = arena};
}

void *base_map_find(const base_map *map, base_str key)
{
    if (!map->root)
        return NULL;
    struct leaf *leaf = find_closest(map, key);
    return base_str_equal(leaf->key, key) ? leaf->value : NULL;
}

/* Puts a new leaf and its branch above everything that differs from it only at or after `place`. */
static void insert_entry(base_map *map, struct entry *entry, struct place place)
{
    base_str key = entry->leaf.key;
    struct item *at = map->root, **link = NULL;
    while (!at->is_leaf && comes_before(as_branch(at)->place, place)) {
        link = &as_branch(at)->below[bit_at(key, as_branch(at)->place)];
        at = *link;
    }
    int side = bit_at(key, place);
    entry->branch.place = place;
    entry->branch.sample = &entry->leaf;
    entry->branch.below[side] = &entry->leaf.item;
    entry->branch.below[!side] = at;
    entry->leaf.brought = &entry->branch;
    if (link)
        *link = &entry->branch.item;
    else
        map->root = &entry->branch.item;
}

bool base_map_add(base_map *map, base_str key, void *value, void **existing)
{
    *existing = NULL;
    struct leaf *closest = map->root ? find_closest(map, key) : NULL;
    if (closest && base_str_equal(closest->key, key)) {
        *existing = closest->value;
        return true;
    }
    struct entry *entry = base_arena_alloc(map->arena, sizeof *entry);
    if (!entry)
        return false;
    entry->leaf.item.is_leaf = true;
    entry->leaf.key = key;
    entry->leaf.value = value;
    if (closest)
        insert_entry(map, entry, first_difference(key, closest->key));
    else
        map->root = &entry->leaf.item;
    map->count++;
    return true;
}

/* Of a leaf and the branch above it that both go, the branch's sample may stay and the leaf's branch may
 * stay: then the one becomes the sample of the other, below which it lies. */
static void pass_sample_on(struct leaf *leaf, struct branch *branch)
{
    struct leaf *sample = branch->sample;
    if (sample == leaf)
        return;
    sample->brought = leaf->brought;
    if (leaf->brought)
        leaf->brought->sample = sample;
}

void *base_map_remove(base_map *map, base_str key)
{
    struct item *at = map->root, *beside = NULL;
    struct item **link = NULL, **link_above = NULL;      /* to `at`, and to the branch that holds `at` */
    struct branch *above = NULL;
    while (at && !at->is_leaf) {
        above = as_branch(at);
        if (is_beyond(above, key))
            return NULL;
        int side = bit_at(key, above->place);
        beside = above->below[!side];
        link_above = link;
        link = &above->below[side];
        at = *link;
    }
    if (!at || !base_str_equal(as_leaf(at)->key, key))
        return NULL;
    if (link_above)
        *link_above = beside;
    else
        map->root = beside;
    if (above)
        pass_sample_on(as_leaf(at), above);
    map->count--;
    return as_leaf(at)->value;
}
