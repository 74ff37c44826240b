/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "codec/document.h"

static const base_diagnostic_row row = {399, CW_SEVERITY_ERROR, "found %s"};

/* With what there may be about a problem, and without any of it. */
static void problems(void **state)
{
    base_place place = {.text = BASE_STR("a\nbc"), .first_line = 7, .offset = 3, .pointer = BASE_STR("/a~1b")};
    cw_diag *diag;
    base_buffer text;
    (void)state;
    assert_int_equal(base_diag_new(NULL, &diag), CW_OK);
    base_diag_add(diag, &row, &place, BASE_STR("look"), "a \"quote\"");
    base_diag_add(diag, &row, NULL, (base_str){0}, "nothing");
    base_buffer_init(&text, NULL);
    assert_int_equal(codec_put_problem(7, CW_ERR_INPUT, diag, &text), CW_OK);
    assert_string_equal(text.data,
        "{\"format\":\"casework.problem/1\",\"line\":7,\"status\":\"input\",\"diagnostics\":["
        "{\"severity\":\"error\",\"code\":399,\"line\":8,\"column\":2,\"pointer\":\"/a~1b\",\"message\":\"found a \\\"quote\\\"\","
        "\"help\":\"look\"},"
        "{\"severity\":\"error\",\"code\":399,\"line\":0,\"column\":0,\"pointer\":null,\"message\":\"found nothing\",\"help\":null}],"
        "\"dropped\":0,\"text\":\"8:2: error: found a \\\"quote\\\" (at /a~1b)\\n  help: look\\nerror: found nothing\\n\"}\n");
    base_diag_clear(diag);
    base_buffer_clear(&text);
    assert_int_equal(codec_put_problem(1, CW_ERR_LIMIT, diag, &text), CW_OK);
    assert_string_equal(text.data, "{\"format\":\"casework.problem/1\",\"line\":1,\"status\":\"limit\",\"diagnostics\":[],\"dropped\":0,\"text\":\"\"}\n");
    base_buffer_finish(&text);
    base_diag_drop(diag);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(problems)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
