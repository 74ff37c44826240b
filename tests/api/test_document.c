/* SPDX-License-Identifier: MIT */
#include "fixture.h"

static cw_status read(cw_context *context, const char *text, int32_t flags, cw_case **out)
{
    return cw_case_read(context, NULL, 0, text, (int64_t)strlen(text), flags, out, NULL);
}

static void reads(void **state)
{
    cw_case *one = NULL;
    (void)state;
    assert_int_equal(read(NULL, fixture_document, 0, &one), CW_OK);
    assert_int_equal(cw_case_is_frozen(one), 1);
    cw_case_unref(one);
    assert_int_equal(read(NULL, fixture_document, CW_READ_EDITABLE, &one), CW_OK);
    assert_int_equal(cw_case_is_frozen(one), 0);
    cw_case_unref(one);
}

static void refuses(void **state)
{
    cw_case *one = NULL;
    (void)state;
    assert_int_equal(read(NULL, "{", 0, &one), CW_ERR_INPUT);
    assert_null(one);
    assert_int_equal(cw_case_read(NULL, NULL, 0, NULL, 0, 0, &one, NULL), CW_ERR_INPUT);
    assert_int_equal(cw_case_read(NULL, NULL, 0, NULL, 1, 0, &one, NULL), CW_ERR_ARGUMENT);
    assert_int_equal(cw_case_read(NULL, NULL, 0, "{}", -1, 0, &one, NULL), CW_ERR_ARGUMENT);
    assert_int_equal(cw_case_read(NULL, NULL, 0, "{}", 2, 0, NULL, NULL), CW_ERR_ARGUMENT);
    assert_null(one);
}

static void keeps_limits(void **state)
{
    cw_context *context = NULL;
    cw_case *one = NULL;
    (void)state;
    assert_int_equal(cw_context_new(&context), CW_OK);
    assert_int_equal(cw_context_set_limit(context, CW_LIMIT_DOCUMENT_BYTES, (int64_t)strlen(fixture_document) - 1), CW_OK);
    assert_int_equal(read(context, fixture_document, 0, &one), CW_ERR_LIMIT);
    assert_null(one);
    cw_context_unref(context);
    assert_int_equal(cw_context_new(&context), CW_OK);
    assert_int_equal(cw_context_set_limit(context, CW_LIMIT_DOCUMENT_BYTES, (int64_t)strlen(fixture_document)), CW_OK);
    assert_int_equal(read(context, fixture_document, 0, &one), CW_OK);
    cw_case_unref(one);
    cw_context_unref(context);
}

static void runs_out_of_memory(void **state)
{
    heap memory = {.fail_at = -1};
    cw_context *context = heap_context(&memory);
    cw_case *one = NULL;
    cw_text *text = NULL;
    (void)state;
    memory.fail_at = 0;
    assert_int_equal(read(context, fixture_document, 0, &one), CW_ERR_NOMEM);
    assert_null(one);
    memory.fail_at = -1;
    assert_int_equal(read(context, fixture_document, 0, &one), CW_OK);
    memory.fail_at = 0;
    memory.made = 0;
    assert_int_equal(cw_case_write(one, CW_WRITE_COMPACT, &text), CW_ERR_NOMEM);
    assert_null(text);
    assert_int_equal(cw_document_schema(context, "casework.case/1", &text), CW_ERR_NOMEM);
    assert_null(text);
    cw_case_unref(one);
    cw_context_unref(context);
    assert_int_equal(memory.live, 0);
}

static const char odd_word[] =
    "{\"format\":\"casework.case/1\",\"id\":\"c\",\"opened\":\"2024-01-02\",\"types\":[\"other\"],"
    "\"members\":[{\"id\":\"m\",\"living\":\"boat\"}]}";

static void keeps_words_when_asked(void **state)
{
    cw_case *one = NULL;
    cw_text *text = NULL;
    (void)state;
    assert_int_equal(read(NULL, odd_word, 0, &one), CW_ERR_INPUT);
    assert_int_equal(read(NULL, odd_word, CW_READ_KEEP_WORDS, &one), CW_OK);
    assert_int_equal(cw_record_state(cw_case_find(one, "m"), CW_MEMBER_LIVING), CW_STATE_UNKNOWN);
    assert_int_equal(cw_case_write(one, CW_WRITE_COMPACT, &text), CW_OK);
    assert_non_null(strstr(cw_text_data(text), "\"living\":\"boat\""));
    cw_text_unref(text);
    cw_case_unref(one);
}

static void writes(void **state)
{
    cw_case *one = fixture_case(NULL), *again = NULL;
    cw_text *text = NULL, *second = NULL;
    (void)state;
    assert_int_equal(cw_case_write(NULL, CW_WRITE_COMPACT, &text), CW_ERR_ARGUMENT);
    assert_int_equal(cw_case_write(one, CW_WRITE_COMPACT, NULL), CW_ERR_ARGUMENT);
    assert_int_equal(cw_case_write(one, 0, &text), CW_ERR_ARGUMENT);
    assert_int_equal(cw_case_write(one, 4, &text), CW_ERR_ARGUMENT);
    assert_null(text);
    for (int32_t form = CW_WRITE_INDENTED; form <= CW_WRITE_CANONICAL; form++) {
        assert_int_equal(cw_case_write(one, form, &text), CW_OK);
        assert_int_equal(read(NULL, cw_text_data(text), 0, &again), CW_OK);
        assert_int_equal(cw_case_write(again, form, &second), CW_OK);
        assert_text(second, cw_text_data(text));
        cw_text_unref(text);
        cw_case_unref(again);
    }
    cw_case_unref(one);
}

static void gives_schemas(void **state)
{
    cw_text *text = NULL;
    (void)state;
    assert_int_equal(cw_document_schema(NULL, "casework.case/1", &text), CW_OK);
    assert_int_equal(cw_text_data(text)[0], '{');
    cw_text_unref(text);
    assert_int_equal(cw_document_schema(NULL, "casework.report/1", &text), CW_OK);
    cw_text_unref(text);
    assert_int_equal(cw_document_schema(NULL, "casework.report/2", &text), CW_ERR_NOT_FOUND);
    assert_null(text);
    assert_int_equal(cw_document_schema(NULL, NULL, &text), CW_ERR_ARGUMENT);
    assert_int_equal(cw_document_schema(NULL, "casework.case/1", NULL), CW_ERR_ARGUMENT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads), cmocka_unit_test(refuses), cmocka_unit_test(keeps_limits), cmocka_unit_test(runs_out_of_memory),
        cmocka_unit_test(keeps_words_when_asked), cmocka_unit_test(writes), cmocka_unit_test(gives_schemas),
    };
    return cmocka_run_group_tests_name("api/document", tests, NULL, NULL);
}
