/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "feel/temporal.h"

static const struct { const char *text; feel_kind kind; int64_t amount; const char *shown; } durations[] = {
    {"P1D", FEEL_DAYS, 86400, "P1D"}, {"PT1S", FEEL_DAYS, 1, "PT1S"}, {"-PT1M", FEEL_DAYS, -60, "-PT1M"},
    {"P1DT2H3M4S", FEEL_DAYS, 93784, "P1DT2H3M4S"}, {"PT36H", FEEL_DAYS, 129600, "P1DT12H"},
    {"PT1000M", FEEL_DAYS, 60000, "PT16H40M"}, {"PT0S", FEEL_DAYS, 0, "PT0S"}, {"P0D", FEEL_DAYS, 0, "PT0S"},
    {"PT2.9S", FEEL_DAYS, 2, "PT2.9S"}, {"-PT2.9S", FEEL_DAYS, -3, "-PT2.9S"}, {"PT2.S", FEEL_DAYS, 2, "PT2S"},
    {"PT24H", FEEL_DAYS, 86400, "P1D"}, {"P1Y", FEEL_MONTHS, 12, "P1Y"}, {"P1M", FEEL_MONTHS, 1, "P1M"},
    {"P1Y2M", FEEL_MONTHS, 14, "P1Y2M"}, {"-P14M", FEEL_MONTHS, -14, "-P1Y2M"}, {"P0M", FEEL_MONTHS, 0, "P0M"},
    {"P0Y", FEEL_MONTHS, 0, "P0M"}, {"P106751991167300D", FEEL_DAYS, INT64_C(9223372036854720000), "P106751991167300D"},
    {"P768614336404564650Y7M", FEEL_MONTHS, INT64_MAX, "P768614336404564650Y7M"},
};

static const char *const not_durations[] = {
    "", "-", "P", "-P", "PT", "P1", "P1S", "1D", "P1DT", "PD", "PT1", "PT1D", "P1H", "P1Y1D", "P1D1Y", "P1M1Y", "P1Y1Y", "PT1S1M",
    "P1.5D", "PT1.5H", "PT1.5M", "P1.5Y", "PT.5S", "P-1D", "--P1D", "+P1D", "P1D ", " P1D", "PT1SX", "P1DX", "P1YT", "P1W", "p1d",
    "P1234567890123456789D", "P106751991167301D", "P768614336404564651Y", "P768614336404564650Y8M", "PT1.", "PT1.5", "P1/D", "P1:D",
};

static void test_durations(void **state)
{
    (void)state;
    base_buffer buffer;
    base_buffer_init(&buffer, NULL);
    for (size_t i = 0; i < sizeof durations / sizeof *durations; i++) {
        feel_value value;
        assert_true(feel_duration_parse(base_str_of(durations[i].text), &value));
        assert_int_equal(value.kind, durations[i].kind);
        assert_int_equal(value.as.integer, durations[i].amount);
        base_buffer_clear(&buffer);
        feel_put_duration(&buffer, &value);
        assert_string_equal(buffer.data, durations[i].shown);
    }
    base_buffer_finish(&buffer);
}

static void test_what_is_no_duration_is_refused_and_changes_nothing(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof not_durations / sizeof *not_durations; i++) {
        feel_value value = feel_boolean(true);
        if (feel_duration_parse(base_str_of(not_durations[i]), &value))
            fail_msg("`%s` was taken for a duration", not_durations[i]);
        assert_true(feel_is_true(&value));
    }
}

static void test_literals_are_dates_or_durations(void **state)
{
    (void)state;
    feel_value value;
    feel_moment room;
    assert_true(feel_temporal_parse(BASE_STR("1970-01-02"), &room, &value));
    assert_int_equal(value.kind, FEEL_DATE);
    assert_int_equal(value.as.integer, 1);
    assert_true(feel_temporal_parse(BASE_STR("P1D"), &room, &value));
    assert_int_equal(value.kind, FEEL_DAYS);
    assert_false(feel_temporal_parse(BASE_STR("2023-02-29"), &room, &value));
    assert_false(feel_temporal_parse(BASE_STR("soon"), &room, &value));
}

static const struct { const char *text; feel_kind kind; int64_t seconds; uint32_t nanos; int32_t offset; bool zoned; const char *shown; }
moments[] = {
    {"00:00:00", FEEL_TIME, 0, 0, 0, false, "00:00:00"}, {"23:59:59.999999999", FEEL_TIME, 86399, 999999999, 0, false, "23:59:59.999999999"},
    {"24:00:00", FEEL_TIME, 0, 0, 0, false, "00:00:00"}, {"24:00:00.0Z", FEEL_TIME, 0, 0, 0, true, "00:00:00Z"},
    {"10:20:30.1234567899", FEEL_TIME, 37230, 123456789, 0, false, "10:20:30.123456789"},
    {"10:20:30.500+18:00", FEEL_TIME, 37230, 500000000, 64800, true, "10:20:30.5+18:00"},
    {"10:20:30-01:35:10", FEEL_TIME, 37230, 0, -5710, true, "10:20:30-01:35:10"},
    {"1970-01-01T00:00:00", FEEL_DATE_TIME, 0, 0, 0, false, "1970-01-01T00:00:00"},
    {"1969-12-31T24:00:00Z", FEEL_DATE_TIME, 0, 0, 0, true, "1970-01-01T00:00:00Z"},
    {"1969-12-31T23:59:59.25", FEEL_DATE_TIME, -1, 250000000, 0, false, "1969-12-31T23:59:59.25"},
    {"-0001-03-01T00:00:00-00:00", FEEL_DATE_TIME, INT64_C(-62193657600), 0, 0, true, "-0001-03-01T00:00:00Z"},
    {"999999999-12-31T23:59:59", FEEL_DATE_TIME, INT64_C(31556889832780799), 0, 0, false, "999999999-12-31T23:59:59"},
};

static const char *const not_moments[] = {
    "", ":", "1:00:00", "10:0:00", "10:00:0", "10:00", "10:00:60", "10:60:00", "25:00:00", "24:00:01", "24:00:00.1", "24:01:00",
    "10:00:00.", "10:00:00z", "10:00:00+1:00", "10:00:00+18:01", "10:00:00-19:00", "10:00:00+01:60", "10:00:00+01", "10:00:00+01:00:60",
    "10:00:00+01:00:", "10:00:00Z ", "10:00:00T", "+10:00:00", "10:00:00@Europe/Paris", "1970-01-01T", "1970-01-01T10:00", "T10:00:00",
    "1970-02-30T10:00:00", "70-01-01T10:00:00", "999999999-12-31T24:00:00", "1970-01-01 10:00:00", "1970-01-01t10:00:00",
};

static void test_times_and_dates_with_times(void **state)
{
    (void)state;
    base_buffer buffer;
    base_buffer_init(&buffer, NULL);
    for (size_t i = 0; i < sizeof moments / sizeof *moments; i++) {
        feel_value value;
        feel_moment room, wanted = {moments[i].seconds, moments[i].nanos, moments[i].offset, moments[i].zoned};
        if (!feel_temporal_parse(base_str_of(moments[i].text), &room, &value))
            fail_msg("`%s` was not read", moments[i].text);
        assert_int_equal(value.kind, moments[i].kind);
        if (!feel_moment_same(value.as.moment, &wanted))
            fail_msg("`%s` was misread", moments[i].text);
        base_buffer_clear(&buffer);
        feel_put_temporal(&buffer, &value);
        assert_string_equal(buffer.data, moments[i].shown);
        assert_true(buffer.length < FEEL_TEMPORAL_TEXT_MOST);
    }
    base_buffer_finish(&buffer);
    for (size_t i = 0; i < sizeof not_moments / sizeof *not_moments; i++) {
        feel_value value;
        feel_moment room;
        if (feel_temporal_parse(base_str_of(not_moments[i]), &room, &value))
            fail_msg("`%s` was taken for a time", not_moments[i]);
    }
}

static void test_names_of_zones_are_known_as_such(void **state)
{
    (void)state;
    assert_true(feel_names_zone(BASE_STR("10:00:00@Europe/Paris")));
    assert_true(feel_names_zone(BASE_STR("2024-01-01T10:00:00+01:00@Europe/Paris")));
    assert_false(feel_names_zone(BASE_STR("10:00:00")));
    assert_false(feel_names_zone(BASE_STR("soon@Europe/Paris")));
    assert_false(feel_names_zone(BASE_STR("")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_durations),
        cmocka_unit_test(test_times_and_dates_with_times),
        cmocka_unit_test(test_names_of_zones_are_known_as_such),
        cmocka_unit_test(test_what_is_no_duration_is_refused_and_changes_nothing),
        cmocka_unit_test(test_literals_are_dates_or_durations),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
