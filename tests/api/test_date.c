/* SPDX-License-Identifier: MIT */
#include "fixture.h"

static void from_parts(void **state)
{
    (void)state;
    assert_int_equal(cw_date_from_ymd(1970, 1, 1), 0);
    assert_int_equal(cw_date_from_ymd(2024, 2, 29), 19782);
    assert_int_equal(cw_date_from_ymd(1, 1, 1), CW_DATE_MIN);
    assert_int_equal(cw_date_from_ymd(9999, 12, 31), CW_DATE_MAX);
    assert_int_equal(cw_date_from_ymd(2023, 2, 29), CW_DATE_INVALID);
    assert_int_equal(cw_date_from_ymd(0, 1, 1), CW_DATE_INVALID);
    assert_int_equal(cw_date_from_ymd(10000, 1, 1), CW_DATE_INVALID);
    assert_int_equal(cw_date_from_ymd(2024, 13, 1), CW_DATE_INVALID);
    assert_int_equal(cw_date_from_ymd(2024, 1, 0), CW_DATE_INVALID);
}

static void reads(void **state)
{
    static const char *const wrong[] = {"", "2024", "2024-1-1", "2024-02-30", "2024-02-01 ", " 2024-02-01", "24-02-01",
                                        "2024/02/01", "0000-01-01", "10000-01-01", "2024-02-01T00:00"};
    (void)state;
    assert_int_equal(cw_date_parse("1970-01-02"), 1);
    assert_int_equal(cw_date_parse("0001-01-01"), CW_DATE_MIN);
    assert_int_equal(cw_date_parse(NULL), CW_DATE_INVALID);
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
        assert_int_equal(cw_date_parse(wrong[i]), CW_DATE_INVALID);
}

static void writes(void **state)
{
    char buffer[11] = "unchanged";
    (void)state;
    assert_int_equal(cw_date_format(CW_DATE_UNKNOWN, buffer), CW_ERR_VALUE);
    assert_int_equal(cw_date_format(CW_DATE_NONE, buffer), CW_ERR_VALUE);
    assert_int_equal(cw_date_format(CW_DATE_MAX + 1, buffer), CW_ERR_VALUE);
    assert_string_equal(buffer, "unchanged");
    assert_int_equal(cw_date_format(0, NULL), CW_ERR_ARGUMENT);
    assert_int_equal(cw_date_format(CW_DATE_MIN, buffer), CW_OK);
    assert_string_equal(buffer, "0001-01-01");
    assert_int_equal(cw_date_format(CW_DATE_MAX, buffer), CW_OK);
    assert_string_equal(buffer, "9999-12-31");
}

static void comes_apart(void **state)
{
    cw_date day = cw_date_parse("2024-02-29");
    (void)state;
    assert_int_equal(cw_date_year(day), 2024);
    assert_int_equal(cw_date_month(day), 2);
    assert_int_equal(cw_date_day(day), 29);
    assert_int_equal(cw_date_year(CW_DATE_NONE), 0);
    assert_int_equal(cw_date_month(CW_DATE_UNKNOWN), 0);
    assert_int_equal(cw_date_day(CW_DATE_MAX + 1), 0);
}

static void adds_months(void **state)
{
    cw_date end = cw_date_parse("2024-01-31");
    (void)state;
    assert_int_equal(cw_date_add_months(end, 1), cw_date_parse("2024-02-29"));
    assert_int_equal(cw_date_add_months(end, -2), cw_date_parse("2023-11-30"));
    assert_int_equal(cw_date_add_months(end, 12), cw_date_parse("2025-01-31"));
    assert_int_equal(cw_date_add_months(CW_DATE_MAX, 1), CW_DATE_INVALID);
    assert_int_equal(cw_date_add_months(CW_DATE_MIN, -1), CW_DATE_INVALID);
    assert_int_equal(cw_date_add_months(end, INT32_MAX), CW_DATE_INVALID);
    assert_int_equal(cw_date_add_months(end, INT32_MIN), CW_DATE_INVALID);
    assert_int_equal(cw_date_add_months(CW_DATE_NONE, 1), CW_DATE_INVALID);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(from_parts),  cmocka_unit_test(reads),       cmocka_unit_test(writes),
        cmocka_unit_test(comes_apart), cmocka_unit_test(adds_months),
    };
    return cmocka_run_group_tests_name("api/date", tests, NULL, NULL);
}
