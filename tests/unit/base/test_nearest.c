/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "base/map.h"

static const char *const words[] = {"primary_family", "secondary_family", "individual", "home", "kin",
                                    "face_to_face", "phone", "if", "contact", "contacts", "a"};

static base_str nearest_to(const char *word)
{
    base_nearest nearest;
    base_nearest_init(&nearest, base_str_of(word));
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        base_nearest_consider(&nearest, base_str_of(words[i]));
    return base_nearest_result(&nearest);
}

static void test_suggestions(void **state)
{
    (void)state;
    static const struct {
        const char *word, *suggestion;
    } rows[] = {
        {"primary_famly", "primary_family"},     /* a letter left out */
        {"primary_familly", "primary_family"},   /* one too many */
        {"primary_fanily", "primary_family"},    /* another */
        {"pirmary_family", "primary_family"},    /* two swapped */
        {"primary-famly", "primary_family"},
        {"pimary-famly", "primary_family"},      /* three in a long word */
        {"pimary-faly", ""},                     /* four */
        {"PRIMARY_FAMILY", "primary_family"},
        {"face-to-face", "face_to_face"},
        {"hoem", "home"},
        {"hom", "home"},
        {"hoos", ""},                            /* two in a short word */
        {"phnoe", "phone"},
        {"pone", "phone"},
        {"pxoxe", "phone"},                      /* two in a middling one */
        {"pxoxx", ""},
        {"contact", "contact"},
        {"contac", "contact"},                   /* the nearest of two */
        {"contactss", "contacts"},
        {"b", ""},                               /* nothing in common */
        {"x", ""},
        {"i", "if"},
        {"fi", "if"},
        {"", ""},
        {"unrelated", ""},
        {"individual_objective", ""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        if (!base_str_is(nearest_to(rows[i].word), rows[i].suggestion))
            fail_msg("`%s` does not give `%s`", rows[i].word, rows[i].suggestion);
}

static void test_long_words_are_never_near(void **state)
{
    (void)state;
    char word[66];
    memset(word, 'x', sizeof word);
    base_nearest nearest;
    base_nearest_init(&nearest, (base_str){word, 64});
    base_nearest_consider(&nearest, (base_str){word, 65});
    assert_int_equal(base_nearest_result(&nearest).length, 0);
    base_nearest_consider(&nearest, (base_str){word, 63});
    assert_int_equal(base_nearest_result(&nearest).length, 63);
    base_nearest_init(&nearest, (base_str){word, 65});
    base_nearest_consider(&nearest, (base_str){word, 64});
    assert_int_equal(base_nearest_result(&nearest).length, 0);
}

static void test_the_number_of_candidates_is_bounded(void **state)
{
    (void)state;
    base_nearest nearest;
    base_nearest_init(&nearest, BASE_STR("contact"));
    for (int i = 0; i < 4096; i++)
        base_nearest_consider(&nearest, BASE_STR("other"));
    base_nearest_consider(&nearest, BASE_STR("contacts"));
    assert_int_equal(base_nearest_result(&nearest).length, 0);
}

/* The whole table, for words of up to four letters of three. */
static int plain_distance(const char *a, const char *b)
{
    int cell[6][6], n = (int)strlen(a), m = (int)strlen(b);
    for (int i = 0; i <= n; i++)
        for (int j = 0; j <= m; j++) {
            int least = i + j;
            if (i > 0 && j > 0) {
                int change = cell[i - 1][j - 1] + (a[i - 1] != b[j - 1]);
                least = cell[i - 1][j] + 1 < change ? cell[i - 1][j] + 1 : change;
                least = cell[i][j - 1] + 1 < least ? cell[i][j - 1] + 1 : least;
            }
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] && cell[i - 2][j - 2] + 1 < least)
                least = cell[i - 2][j - 2] + 1;
            cell[i][j] = least;
        }
    return cell[n][m];
}

static void write_word(int number, char *out)
{
    for (; number > 0; number = (number - 1) / 3)
        *out++ = "abc"[(number - 1) % 3];
    *out = '\0';
}

static void test_agrees_with_the_whole_table(void **state)
{
    (void)state;
    for (int i = 0; i < 364; i++)
        for (int j = 0; j < 364; j++) {
            char a[8], b[8];
            write_word(i, a);
            write_word(j, b);
            base_nearest nearest;
            base_nearest_init(&nearest, base_str_of(a));
            base_nearest_consider(&nearest, base_str_of(b));
            int distance = plain_distance(a, b), allowed = strlen(a) <= 4 ? 1 : 2;
            size_t longer = strlen(a) > strlen(b) ? strlen(a) : strlen(b);
            bool near = distance <= allowed && (size_t)distance < longer;
            if ((nearest.best.length > 0) != (near && b[0]))
                fail_msg("`%s` `%s`", a, b);
            if (near)
                assert_int_equal(nearest.distance, distance);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_suggestions),
        cmocka_unit_test(test_long_words_are_never_near),
        cmocka_unit_test(test_the_number_of_candidates_is_bounded),
        cmocka_unit_test(test_agrees_with_the_whole_table),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
