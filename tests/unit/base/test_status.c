/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <casework/status.h>

static void test_names(void **state)
{
    (void)state;
    static const struct {
        cw_status status;
        const char *name;
    } rows[] = {
        {CW_OK, "ok"},
        {CW_ERR_NOMEM, "out of memory"},
        {CW_ERR_ARGUMENT, "wrong argument"},
        {CW_ERR_INPUT, "wrong input"},
        {CW_ERR_LIMIT, "limit reached"},
        {CW_ERR_FROZEN, "frozen"},
        {CW_ERR_NOT_FROZEN, "not frozen"},
        {CW_ERR_NOT_FOUND, "not found"},
        {CW_ERR_FIELD, "no such field"},
        {CW_ERR_VALUE, "impossible value"},
        {CW_ERR_UTF8, "not UTF-8"},
        {CW_ERR_DUPLICATE, "id is taken"},
        {CW_ERR_REMOVED, "record was removed"},
        {CW_ERR_STATE, "not possible now"},
        {CW_ERR_STATE + 1, "unknown status"},
        {-1, "unknown status"},
        {INT32_MAX, "unknown status"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        assert_string_equal(cw_status_name(rows[i].status), rows[i].name);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_names)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
