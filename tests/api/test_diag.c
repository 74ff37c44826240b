/* SPDX-License-Identifier: MIT */
#include "fixture.h"

static const char wrong[] =
    "{\"format\": \"casework.case/1\", \"id\": \"c1\", \"types\": [\"in_home_cps\"], \"opened\": \"2024-01-02\",\n"
    " \"extra\": 1, \"plans\": [{\"id\": \"p1\", \"objectives\": [{\"id\": \"o1\", \"level\": \"primary_famly\"}]}]}\n";

static cw_diag *tell(cw_context *context)
{
    cw_diag *diag = NULL;
    cw_case *one = NULL;
    assert_int_equal(cw_diag_new(context, &diag), CW_OK);
    assert_int_equal(cw_case_read(context, "wrong.json", 10, wrong, (int64_t)strlen(wrong), 0, &one, diag), CW_ERR_INPUT);
    assert_null(one);
    return diag;
}

static void makes_and_shares(void **state)
{
    heap memory = {.fail_at = -1};
    cw_context *context = heap_context(&memory);
    cw_diag *diag = NULL;
    (void)state;
    assert_int_equal(cw_diag_new(NULL, NULL), CW_ERR_ARGUMENT);
    memory.fail_at = 0;
    assert_int_equal(cw_diag_new(context, &diag), CW_ERR_NOMEM);
    assert_null(diag);
    memory.fail_at = -1;
    assert_int_equal(cw_diag_new(context, &diag), CW_OK);
    cw_context_unref(context);
    assert_ptr_equal(cw_diag_ref(diag), diag);
    cw_diag_unref(diag);
    cw_diag_unref(diag);
    assert_int_equal(memory.live, 0);
}

static void tells_everything(void **state)
{
    cw_diag *diag = tell(NULL);
    (void)state;
    assert_int_equal(cw_diag_count(diag), 2);
    assert_int_equal(cw_diag_errors(diag), 1);
    assert_int_equal(cw_diag_dropped(diag), 0);
    for (int64_t i = 0; i < 2; i++) {
        int is_error = cw_diag_severity(diag, i) == CW_SEVERITY_ERROR;
        assert_true(cw_diag_code(diag, i) > 0);
        assert_string_equal(cw_diag_source(diag, i), "wrong.json");
        assert_int_equal(cw_diag_line(diag, i), 11);
        assert_true(cw_diag_column(diag, i) > 1);
        assert_non_null(cw_diag_message(diag, i));
        if (is_error) {
            assert_string_equal(cw_diag_pointer(diag, i), "/plans/0/objectives/0/level");
            assert_string_equal(cw_diag_help(diag, i), "did you mean `primary_family`?");
        } else {
            assert_int_equal(cw_diag_severity(diag, i), CW_SEVERITY_WARNING);
            assert_string_equal(cw_diag_pointer(diag, i), "/extra");
            assert_null(cw_diag_help(diag, i));
        }
    }
    cw_diag_unref(diag);
}

static void answers_out_of_range(void **state)
{
    cw_diag *diag = tell(NULL);
    (void)state;
    for (int64_t i = -1; i <= 2; i += 3) {
        assert_int_equal(cw_diag_code(diag, i), 0);
        assert_int_equal(cw_diag_severity(diag, i), 0);
        assert_int_equal(cw_diag_line(diag, i), 0);
        assert_int_equal(cw_diag_column(diag, i), 0);
        assert_null(cw_diag_source(diag, i));
        assert_null(cw_diag_pointer(diag, i));
        assert_null(cw_diag_message(diag, i));
        assert_null(cw_diag_help(diag, i));
    }
    cw_diag_clear(diag);
    assert_int_equal(cw_diag_count(diag), 0);
    assert_int_equal(cw_diag_errors(diag), 0);
    cw_diag_unref(diag);
}

static void counts_what_it_does_not_keep(void **state)
{
    cw_context *context = NULL;
    cw_text *text = NULL;
    (void)state;
    assert_int_equal(cw_context_new(&context), CW_OK);
    assert_int_equal(cw_context_set_limit(context, CW_LIMIT_DIAGNOSTICS, 1), CW_OK);
    cw_diag *diag = tell(context);
    assert_int_equal(cw_diag_count(diag), 1);
    assert_int_equal(cw_diag_errors(diag), 1);
    assert_int_equal(cw_diag_dropped(diag), 1);
    assert_int_equal(cw_diag_render(diag, &text), CW_OK);
    assert_non_null(strstr(cw_text_data(text), "1 more"));
    cw_text_unref(text);
    cw_diag_unref(diag);
    cw_context_unref(context);
}

static void renders(void **state)
{
    heap memory = {.fail_at = -1};
    cw_context *context = heap_context(&memory);
    cw_diag *diag = tell(context);
    cw_text *text = NULL;
    (void)state;
    assert_int_equal(cw_diag_render(diag, NULL), CW_ERR_ARGUMENT);
    assert_int_equal(cw_diag_render(NULL, &text), CW_ERR_ARGUMENT);
    memory.fail_at = 0;
    assert_int_equal(cw_diag_render(diag, &text), CW_ERR_NOMEM);
    assert_null(text);
    memory.fail_at = -1;
    assert_int_equal(cw_diag_render(diag, &text), CW_OK);
    assert_ptr_equal(strstr(cw_text_data(text), "wrong.json:11:"), cw_text_data(text));
    assert_non_null(strstr(cw_text_data(text), "did you mean `primary_family`?"));
    cw_diag_unref(diag);
    cw_context_unref(context);
    cw_text_unref(text);
    assert_int_equal(memory.live, 0);
}

static void takes_null(void **state)
{
    (void)state;
    assert_null(cw_diag_ref(NULL));
    cw_diag_unref(NULL);
    cw_diag_clear(NULL);
    assert_int_equal(cw_diag_count(NULL), 0);
    assert_int_equal(cw_diag_errors(NULL), 0);
    assert_int_equal(cw_diag_dropped(NULL), 0);
    assert_int_equal(cw_diag_code(NULL, 0), 0);
    assert_null(cw_diag_message(NULL, 0));
    assert_null(cw_text_ref(NULL));
    cw_text_unref(NULL);
    assert_null(cw_text_data(NULL));
    assert_int_equal(cw_text_length(NULL), 0);
}

static void shares_texts(void **state)
{
    cw_text *text = NULL;
    (void)state;
    assert_int_equal(cw_document_schema(NULL, "casework.case/1", &text), CW_OK);
    assert_ptr_equal(cw_text_ref(text), text);
    cw_text_unref(text);
    assert_int_equal(cw_text_length(text), strlen(cw_text_data(text)));
    cw_text_unref(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(makes_and_shares), cmocka_unit_test(tells_everything),
        cmocka_unit_test(answers_out_of_range), cmocka_unit_test(counts_what_it_does_not_keep),
        cmocka_unit_test(renders), cmocka_unit_test(takes_null), cmocka_unit_test(shares_texts),
    };
    return cmocka_run_group_tests_name("api/diag", tests, NULL, NULL);
}
