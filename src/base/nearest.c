/* SPDX-License-Identifier: MIT */
#include "base/map.h"

#include <limits.h>

enum {
    LONGEST_WORD = 64,
    MOST_CANDIDATES = 4096,      /* a hostile document has a million ids, each a candidate */
    FARTHEST = 3,
    BAND = 2 * FARTHEST + 1
};

static int allowed_distance(size_t length)
{
    return length <= 4 ? 1 : length <= 10 ? 2 : FARTHEST;
}

static int fold_case(char c)
{
    return c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c;
}

static int least(int a, int b)
{
    return a < b ? a : b;
}

/*
 * The number of letters to insert, drop, change or swap with their neighbour that lead from a to b, or
 * FARTHEST + 1 for any more. Only the cells within FARTHEST of the diagonal are computed: rows[i][k]
 * is the distance of a's first i letters to b's first i + k - FARTHEST.
 */
static int edit_distance(base_str a, base_str b)
{
    int rows[3][BAND];
    int last = (int)b.length - (int)a.length + FARTHEST;
    if (last < 0 || last >= BAND)
        return FARTHEST + 1;
    for (int i = 0; i <= (int)a.length; i++) {
        int *now = rows[i % 3], *before = rows[(i + 2) % 3], *earlier = rows[(i + 1) % 3];
        for (int k = 0; k < BAND; k++) {
            int j = i + k - FARTHEST, cost = FARTHEST + 1;
            if (j < 0 || j > (int)b.length) {
                now[k] = cost;
                continue;
            }
            if (i == 0 || j == 0) {
                now[k] = least(i + j, cost);
                continue;
            }
            bool same = fold_case(a.at[i - 1]) == fold_case(b.at[j - 1]);
            cost = least(cost, before[k] + !same);
            if (k > 0)
                cost = least(cost, now[k - 1] + 1);
            if (k < BAND - 1)
                cost = least(cost, before[k + 1] + 1);
            if (i > 1 && j > 1 && fold_case(a.at[i - 1]) == fold_case(b.at[j - 2]) &&
                fold_case(a.at[i - 2]) == fold_case(b.at[j - 1]))
                cost = least(cost, earlier[k] + 1);
            now[k] = cost;
        }
    }
    return rows[a.length % 3][last];
}

void base_nearest_init(base_nearest *nearest, base_str word)
{
    *nearest = (base_nearest){.word = word, .distance = INT_MAX};
}

void base_nearest_consider(base_nearest *nearest, base_str candidate)
{
    if (nearest->word.length > LONGEST_WORD || candidate.length > LONGEST_WORD)
        return;
    if (nearest->considered >= MOST_CANDIDATES)
        return;
    nearest->considered++;
    int distance = edit_distance(nearest->word, candidate);
    size_t longer = nearest->word.length > candidate.length ? nearest->word.length : candidate.length;
    if ((size_t)distance >= longer || distance > allowed_distance(nearest->word.length))
        return;
    if (distance < nearest->distance) {
        nearest->distance = distance;
        nearest->best = candidate;
    }
}

base_str base_nearest_result(const base_nearest *nearest)
{
    return nearest->best;
}
