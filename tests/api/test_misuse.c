/* SPDX-License-Identifier: MIT */
/* What a program may do wrong with sound handles: texts that are none, handles of another case, removed records, handles of
 * another noun, rules and documents with bytes that no text has. Each has one answer, and changes nothing. */
#include "fixture.h"

/* The case as text, so that a test sees whether anything changed. */
static cw_text *snapshot(const cw_case *one)
{
    cw_text *text = NULL;
    assert_int_equal(cw_case_write(one, CW_WRITE_CANONICAL, &text), CW_OK);
    return text;
}

static void assert_unchanged(const cw_case *one, cw_text *before)
{
    cw_text *after = snapshot(one);
    assert_string_equal(cw_text_data(after), cw_text_data(before));
    cw_text_unref(after);
    cw_text_unref(before);
}

/* ---- texts ---- */

/* Bytes that are no UTF-8: Latin-1, a stray continuation, an overlong form, a surrogate, beyond U+10FFFF, cut short. */
static const char *const wrong_texts[] = {"caf\xe9", "\x80", "\xc0\x80", "\xed\xa0\x80", "\xf4\x90\x80\x80", "ab\xe2\x82"};
enum { WRONG_TEXTS = sizeof wrong_texts / sizeof *wrong_texts };

static void texts_that_are_not_utf8(void **state)
{
    cw_case *one = fixture_editable(NULL), *none = NULL;
    cw_record *task = cw_case_find(one, "t1"), *ann = cw_case_find(one, "ann");
    cw_text *before = snapshot(one);
    (void)state;
    for (int i = 0; i < WRONG_TEXTS; i++) {
        const char *text = wrong_texts[i];
        const struct { cw_status found, wanted; } rows[] = {
            {cw_case_new(NULL, text, 0, &none), CW_ERR_UTF8},
            {cw_case_add_member(one, text, NULL), CW_ERR_UTF8},
            {cw_case_add_plan(one, text, NULL), CW_ERR_UTF8},
            {cw_case_add_entry(one, "note", 0, text, NULL), CW_ERR_UTF8},
            {cw_case_add_entry(one, text, 0, NULL, NULL), CW_ERR_VALUE},
            {cw_plan_add_objective(cw_case_find_plan(one, "p1"), text, NULL), CW_ERR_UTF8},
            {cw_objective_add_task(cw_case_find_objective(one, "o1"), text, NULL), CW_ERR_UTF8},
            {cw_record_set_text(task, CW_TASK_TEXT, text), CW_ERR_UTF8},
            {cw_record_set_text(task, CW_TASK_ID, text), CW_ERR_UTF8},
            {cw_record_append_text(ann, CW_MEMBER_TRIBES, text), CW_ERR_UTF8},
            {cw_record_set_reference(ann, CW_MEMBER_CUSTODIAN, text), CW_ERR_UTF8},
            {cw_record_append_reference(task, CW_TASK_OWNERS, text), CW_ERR_UTF8},
            {cw_record_set_word(ann, CW_MEMBER_LIVING, text), CW_ERR_VALUE},
            {cw_record_append_word(ann, CW_MEMBER_ROLES, text), CW_ERR_VALUE},
        };
        for (size_t k = 0; k < sizeof rows / sizeof *rows; k++)
            if (rows[k].found != rows[k].wanted)
                fail_msg("text %d, call %d: %s", i, (int)k, cw_status_name(rows[k].found));
        assert_null(cw_case_find(one, text));
        assert_int_equal(cw_date_parse(text), CW_DATE_INVALID);
    }
    assert_null(none);
    assert_unchanged(one, before);
    cw_case_unref(one);
}

/* Names that nothing bears are not found, whatever their bytes. */
static void names_that_are_not_utf8(void **state)
{
    cw_rules *rules = fixture_compile(NULL, fixture_rules);
    cw_rules_builder *builder = NULL;
    cw_text *text = NULL;
    (void)state;
    assert_int_equal(cw_rules_builder_new(NULL, &builder), CW_OK);
    for (int i = 0; i < WRONG_TEXTS; i++) {
        assert_int_equal(cw_rules_find(rules, wrong_texts[i]), -1);
        assert_int_equal(cw_rules_builder_add_pack(builder, wrong_texts[i]), CW_ERR_NOT_FOUND);
        assert_int_equal(cw_document_schema(NULL, wrong_texts[i], &text), CW_ERR_NOT_FOUND);
        assert_null(text);
    }
    cw_rules_builder_release(builder);
    cw_rules_unref(rules);
}

/* The name of a source is the host's own business, and shown so that it can do no harm. */
static void sources_of_any_bytes(void **state)
{
    cw_diag *diag = NULL;
    cw_case *one = NULL;
    cw_text *text = NULL;
    (void)state;
    assert_int_equal(cw_diag_new(NULL, &diag), CW_OK);
    assert_int_equal(cw_case_read(NULL, "caf\xe9\x1b[2J.json", 0, "[]", 2, 0, &one, diag), CW_ERR_INPUT);
    assert_string_equal(cw_diag_source(diag, 0), "caf\xe9\x1b[2J.json");
    assert_int_equal(cw_diag_render(diag, &text), CW_OK);
    assert_non_null(strstr(cw_text_data(text), "caf\\x{e9}\\u{1b}[2J.json:1:1: error:"));
    cw_text_unref(text);
    cw_diag_unref(diag);
}

/* ---- bytes of documents and of rules ---- */

#define HEAD "{\"format\":\"casework.case/1\",\"id\":\"c\",\"types\":[\"other\"],\"opened\":\"2024-01-01\","

/* U+0000 has no place in any text, escaped or not, known key or not; nor have bytes that are not UTF-8. */
static void documents_with_bytes_that_no_text_has(void **state)
{
    static const struct { const char *text; int64_t length; const char *pointer; } rows[] = {
#define ROW(text, pointer) {text, sizeof(text) - 1, pointer}
        ROW(HEAD "\"jurisdiction\":\"a\\u0000b\"}", "/jurisdiction"),
        ROW(HEAD "\"members\":[{\"id\":\"a\\u0000b\"}]}", "/members/0/id"),
        ROW(HEAD "\"members\":[{\"id\":\"a\",\"living\":\"home\\u0000\"}]}", "/members/0/living"),
        ROW(HEAD "\"members\":[{\"id\":\"a\",\"custodian\":\"a\\u0000\"}]}", "/members/0/custodian"),
        ROW(HEAD "\"record\":[{\"kind\":\"zz\\u0000\",\"date\":\"2024-01-02\"}]}", "/record/0/kind"),
        ROW(HEAD "\"unknown\":\"\\u0000\"}", "/unknown"),
        ROW(HEAD "\"un\\u0000known\":1}", NULL),
        ROW(HEAD "\"jurisdiction\":\"a\0b\"}", "/jurisdiction"),
        ROW(HEAD "\"jurisdiction\":\"a\"}\0", NULL),
        ROW(HEAD "\"jurisdiction\":\"caf\xe9\"}", NULL),
        ROW(HEAD "\"jurisdiction\":\"\\ud800\"}", "/jurisdiction"),
#undef ROW
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cw_diag *diag = NULL;
        cw_case *one = NULL;
        assert_int_equal(cw_diag_new(NULL, &diag), CW_OK);
        assert_int_equal(cw_case_read(NULL, NULL, 0, rows[i].text, rows[i].length, 0, &one, diag), CW_ERR_INPUT);
        assert_null(one);
        assert_int_equal(cw_diag_errors(diag), 1);
        if (rows[i].pointer)
            assert_string_equal(cw_diag_pointer(diag, 0), rows[i].pointer);
        else
            assert_null(cw_diag_pointer(diag, 0));
        cw_diag_unref(diag);
    }
}

static void rules_with_bytes_that_no_text_has(void **state)
{
    static const struct { const char *text; int64_t length; } rows[] = {
        {"language 1\nrules demo \"caf\xe9\"\n", 29}, {"language 1\nrules demo \"a\0b\"\n", 28}, {"\0", 1},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cw_rules_builder *builder = NULL;
        cw_rules *rules = NULL;
        assert_int_equal(cw_rules_builder_new(NULL, &builder), CW_OK);
        assert_int_equal(cw_rules_builder_add(builder, "x.rules", rows[i].text, rows[i].length), CW_OK);
        assert_int_equal(cw_rules_builder_compile(builder, &rules, NULL), CW_ERR_INPUT);
        assert_null(rules);
        cw_rules_builder_release(builder);
    }
}

/* ---- records ---- */

/* An id that another case has is an id that this one has not. */
static void ids_of_another_case(void **state)
{
    cw_case *one = fixture_editable(NULL), *other = NULL;
    cw_diag *diag = NULL;
    cw_member *stranger = NULL;
    (void)state;
    assert_int_equal(cw_diag_new(NULL, &diag), CW_OK);
    assert_int_equal(cw_case_new(NULL, "other", 0, &other), CW_OK);
    assert_int_equal(cw_case_add_member(other, "stranger", &stranger), CW_OK);
    assert_int_equal(cw_record_append_reference(cw_case_find(one, "t1"), CW_TASK_OWNERS,
                                                cw_record_id(cw_member_record(stranger))), CW_OK);
    assert_null(cw_case_find(one, "stranger"));
    assert_int_equal(cw_case_freeze(one, diag), CW_ERR_INPUT);
    assert_int_equal(cw_case_is_frozen(one), 0);
    assert_int_equal(cw_diag_errors(diag), 1);
    assert_int_equal(cw_diag_code(diag, 0), 201);      /* a dangling reference */
    assert_non_null(strstr(cw_diag_message(diag, 0), "`t1.owners`"));
    assert_ptr_equal(cw_record_case(cw_member_record(stranger)), other);
    cw_case_unref(other);
    cw_case_unref(one);
    cw_diag_unref(diag);
}

/* Handles of what was removed, and of what it owned, are dead but harmless until their case is released. */
static void what_was_removed(void **state)
{
    cw_case *one = fixture_editable(NULL);
    cw_plan *plan = cw_case_find_plan(one, "p1"), *again = NULL;
    cw_objective *objective = cw_case_find_objective(one, "o1"), *made_objective = (cw_objective *)(void *)one;
    cw_task *task = cw_case_find_task(one, "t1"), *made_task = (cw_task *)(void *)one;
    cw_text *before;
    (void)state;
    assert_int_equal(cw_record_remove(cw_plan_record(plan)), CW_OK);
    before = snapshot(one);
    assert_int_equal(cw_plan_objective_count(plan), 0);
    assert_null(cw_plan_objective_at(plan, 0));
    assert_int_equal(cw_objective_task_count(objective), 0);
    assert_int_equal(cw_plan_add_objective(plan, "o9", &made_objective), CW_ERR_REMOVED);
    assert_null(made_objective);
    assert_int_equal(cw_objective_add_task(objective, "t9", &made_task), CW_ERR_REMOVED);
    assert_null(made_task);
    assert_int_equal(cw_record_set_text(cw_task_record(task), CW_TASK_TEXT, "x"), CW_ERR_REMOVED);
    assert_int_equal(cw_record_remove(cw_task_record(task)), CW_ERR_REMOVED);
    assert_int_equal(cw_record_remove(cw_plan_record(plan)), CW_ERR_REMOVED);
    assert_null(cw_case_find(one, "t1"));
    assert_unchanged(one, before);
    assert_int_equal(cw_case_add_plan(one, "p1", &again), CW_OK);      /* the id is free again, the old handle stays dead */
    assert_null(cw_record_id(cw_plan_record(plan)));
    assert_int_equal(cw_case_freeze(one, NULL), CW_OK);
    assert_int_equal(cw_plan_add_objective(plan, "o9", NULL), CW_ERR_REMOVED);
    cw_case_unref(one);
}

/* A cast makes a handle of one noun pass for another; the library looks at what it is. */
static void handles_of_another_noun(void **state)
{
    cw_case *one = fixture_editable(NULL);
    cw_record *ann = cw_case_find(one, "ann");
    cw_plan *no_plan = (cw_plan *)(void *)ann;
    cw_objective *no_objective = (cw_objective *)(void *)ann;
    cw_text *before = snapshot(one);
    (void)state;
    assert_int_equal(cw_plan_add_objective(no_plan, "x", NULL), CW_ERR_FIELD);
    assert_int_equal(cw_objective_add_task(no_objective, "x", NULL), CW_ERR_FIELD);
    assert_int_equal(cw_plan_objective_count(no_plan), 0);
    assert_null(cw_plan_objective_at(no_plan, 0));
    assert_int_equal(cw_objective_task_count(no_objective), 0);
    assert_null(cw_objective_task_at(no_objective, 0));
    assert_null(cw_case_find_plan(one, "ann"));
    assert_int_equal(cw_objective_set_level(no_objective, CW_OBJECTIVE_LEVEL_INDIVIDUAL), CW_ERR_FIELD);
    assert_unchanged(one, before);
    cw_case_unref(one);
}

/* No number of one enumeration, and no key, is taken for a word of another. */
static void numbers_meant_for_something_else(void **state)
{
    static const int32_t others[] = {CW_ROLE_CHILD, CW_LIVING_HOME, CW_OBJECTIVE_LEVEL, CW_KIND_TASK, CW_MET, CW_FORM_TEXT,
                                     CW_STATE_UNKNOWN, 0, 1, -1, INT32_MAX, INT32_MIN};
    cw_case *one = fixture_editable(NULL);
    cw_objective *objective = cw_case_find_objective(one, "o1");
    cw_text *before = snapshot(one), *text = NULL;
    (void)state;
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        assert_int_equal(cw_objective_set_level(objective, others[i]), CW_ERR_VALUE);
    assert_int_equal(cw_record_set_date(cw_case_find(one, "t1"), CW_OBJECTIVE_LEVEL_INDIVIDUAL, 0), CW_ERR_FIELD);
    assert_int_equal(cw_case_write(one, CW_FORM_JSON_LINE, &text), CW_ERR_ARGUMENT);
    assert_null(text);
    assert_unchanged(one, before);
    cw_case_unref(one);
}

/* Every edit of a frozen case is refused, and the case stands. */
static void edits_of_a_frozen_case(void **state)
{
    cw_case *one = fixture_case(NULL);
    cw_record *task = cw_case_find(one, "t1");
    cw_member *member = (cw_member *)(void *)one;
    cw_text *before = snapshot(one);
    (void)state;
    assert_int_equal(cw_case_add_member(one, "x", &member), CW_ERR_FROZEN);
    assert_null(member);
    assert_int_equal(cw_case_add_plan(one, "x", NULL), CW_ERR_FROZEN);
    assert_int_equal(cw_case_add_entry(one, "note", 0, NULL, NULL), CW_ERR_FROZEN);
    assert_int_equal(cw_plan_add_objective(cw_case_find_plan(one, "p1"), "x", NULL), CW_ERR_FROZEN);
    assert_int_equal(cw_objective_add_task(cw_case_find_objective(one, "o1"), "x", NULL), CW_ERR_FROZEN);
    assert_int_equal(cw_record_set_text(task, CW_TASK_TEXT, "x"), CW_ERR_FROZEN);
    assert_int_equal(cw_record_remove(task), CW_ERR_FROZEN);
    assert_int_equal(cw_case_freeze(one, NULL), CW_OK);
    assert_unchanged(one, before);
    cw_case_unref(one);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(texts_that_are_not_utf8), cmocka_unit_test(names_that_are_not_utf8),
        cmocka_unit_test(sources_of_any_bytes), cmocka_unit_test(documents_with_bytes_that_no_text_has),
        cmocka_unit_test(rules_with_bytes_that_no_text_has), cmocka_unit_test(ids_of_another_case),
        cmocka_unit_test(what_was_removed), cmocka_unit_test(handles_of_another_noun),
        cmocka_unit_test(numbers_meant_for_something_else), cmocka_unit_test(edits_of_a_frozen_case),
    };
    return cmocka_run_group_tests_name("api/misuse", tests, NULL, NULL);
}
