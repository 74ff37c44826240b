/* SPDX-License-Identifier: MIT */
#include "fixture.h"

/* One call that changes a field, so that all can be tried on all kinds of records. */
typedef cw_status change(cw_record *record);

static cw_status set_text(cw_record *r) { return cw_record_set_text(r, CW_TASK_TEXT, "Walk."); }
static cw_status set_word(cw_record *r) { return cw_record_set_word(r, CW_TASK_SECTION, "family"); }
static cw_status set_term(cw_record *r) { return cw_record_set_term(r, CW_TASK_SECTION, CW_SECTION_FAMILY); }
static cw_status set_boolean(cw_record *r) { return cw_record_set_boolean(r, CW_TASK_COURT_ORDERED, 1); }
static cw_status set_date(cw_record *r) { return cw_record_set_date(r, CW_TASK_DUE, 19900); }
static cw_status set_reference(cw_record *r) { return cw_record_set_reference(r, CW_TASK_CONTINUES, "t2"); }
static cw_status append_word(cw_record *r) { return cw_record_append_word(r, CW_TASK_FOCUS, "housing"); }
static cw_status append_term(cw_record *r) { return cw_record_append_term(r, CW_TASK_FOCUS, CW_FOCUS_HOUSING); }
static cw_status append_reference(cw_record *r) { return cw_record_append_reference(r, CW_TASK_OWNERS, "leo"); }
static cw_status make_row(cw_record *r) { return cw_record_make_row(r, CW_TASK_AVAILABILITY, NULL); }
static cw_status set_empty(cw_record *r) { return cw_record_set_empty(r, CW_TASK_OWNERS); }
static cw_status set_unknown(cw_record *r) { return cw_record_set_unknown(r, CW_TASK_TEXT); }
static cw_status set_none(cw_record *r) { return cw_record_set_none(r, CW_TASK_COMPLETED); }
static cw_status clear(cw_record *r) { return cw_record_clear(r, CW_TASK_TEXT); }

static change *const changes[] = {
    set_text, set_word, set_term, set_boolean, set_date, set_reference, append_word, append_term, append_reference,
    make_row, set_empty, set_unknown, set_none, clear,
};
enum { CHANGES = sizeof changes / sizeof changes[0] };

static cw_record *task(cw_case *one)
{
    return cw_task_record(cw_case_find_task(one, "t1"));
}

static void changes_fields(void **state)
{
    cw_case *one = fixture_editable(NULL);
    (void)state;
    for (int i = 0; i < CHANGES; i++)
        assert_int_equal(changes[i](task(one)), CW_OK);
    cw_case_unref(one);
}

static void refuses_frozen_records(void **state)
{
    cw_case *one = fixture_case(NULL);
    (void)state;
    for (int i = 0; i < CHANGES; i++)
        assert_int_equal(changes[i](task(one)), CW_ERR_FROZEN);
    assert_int_equal(cw_record_append_text(cw_case_record(one), CW_MEMBER_TRIBES, "x"), CW_ERR_FROZEN);
    assert_int_equal(cw_record_add_row(cw_plan_record(cw_case_plan_at(one, 0)), CW_PLAN_SERVICES, NULL), CW_ERR_FROZEN);
    assert_int_equal(cw_record_remove(task(one)), CW_ERR_FROZEN);
    assert_string_equal(cw_record_text(task(one), CW_TASK_TEXT), "Talk.");
    cw_case_unref(one);
}

static void refuses_null_and_other_kinds(void **state)
{
    cw_case *one = fixture_editable(NULL);
    (void)state;
    for (int i = 0; i < CHANGES; i++) {
        assert_int_equal(changes[i](NULL), CW_ERR_ARGUMENT);
        assert_int_equal(changes[i](cw_case_record(one)), CW_ERR_FIELD);
    }
    assert_int_equal(cw_record_append_text(NULL, CW_MEMBER_TRIBES, "x"), CW_ERR_ARGUMENT);
    assert_int_equal(cw_record_add_row(NULL, CW_PLAN_SERVICES, NULL), CW_ERR_ARGUMENT);
    assert_int_equal(cw_record_remove(NULL), CW_ERR_ARGUMENT);
    assert_int_equal(cw_record_remove(cw_case_record(one)), CW_ERR_ARGUMENT);
    cw_case_unref(one);
}

/* A removed record answers as NULL does. */
static void answers_nothing_once_removed(void **state)
{
    cw_case *one = fixture_editable(NULL);
    cw_record *removed = task(one);
    (void)state;
    assert_int_equal(cw_record_remove(removed), CW_OK);
    for (int i = 0; i < CHANGES; i++)
        assert_int_equal(changes[i](removed), CW_ERR_REMOVED);
    assert_int_equal(cw_record_kind(removed), 0);
    assert_null(cw_record_parent(removed));
    assert_null(cw_record_case(removed));
    assert_null(cw_record_id(removed));
    assert_int_equal(cw_record_state(removed, CW_TASK_TEXT), 0);
    assert_null(cw_record_text(removed, CW_TASK_TEXT));
    assert_null(cw_case_find(one, "t1"));
    assert_int_equal(cw_objective_task_count(cw_case_find_objective(one, "o1")), 1);
    assert_int_equal(cw_objective_add_task(cw_case_find_objective(one, "o1"), "t1", NULL), CW_OK);
    cw_case_unref(one);
}

static void refuses_wrong_values(void **state)
{
    cw_case *one = fixture_editable(NULL);
    cw_record *r = task(one);
    (void)state;
    assert_int_equal(cw_record_set_text(r, CW_TASK_TEXT, NULL), CW_ERR_ARGUMENT);
    assert_int_equal(cw_record_set_text(r, CW_TASK_TEXT, "\xc3\x28"), CW_ERR_UTF8);
    assert_int_equal(cw_record_set_text(r, CW_TASK_DUE, "2024-01-01"), CW_ERR_FIELD);
    assert_int_equal(cw_record_set_text(r, CW_TASK_ID, "ann"), CW_ERR_DUPLICATE);
    assert_int_equal(cw_record_set_text(r, 0, "x"), CW_ERR_FIELD);
    assert_int_equal(cw_record_set_word(r, CW_TASK_SECTION, "famly"), CW_ERR_VALUE);
    assert_int_equal(cw_record_set_word(r, CW_TASK_SECTION, NULL), CW_ERR_ARGUMENT);
    assert_int_equal(cw_record_set_term(r, CW_TASK_SECTION, 0), CW_ERR_VALUE);
    assert_int_equal(cw_record_set_term(r, CW_TASK_SECTION, 999), CW_ERR_VALUE);
    assert_int_equal(cw_record_set_term(r, CW_TASK_SECTION, CW_ROLE_CHILD), CW_ERR_VALUE);
    assert_int_equal(cw_record_set_term(r, CW_TASK_SECTION, CW_TASK_ID), CW_ERR_VALUE);
    assert_int_equal(cw_record_append_word(r, CW_TASK_FOCUS, "nothing"), CW_ERR_VALUE);
    assert_int_equal(cw_record_append_term(r, CW_TASK_FOCUS, -1), CW_ERR_VALUE);
    assert_int_equal(cw_record_set_date(r, CW_TASK_DUE, CW_DATE_MAX + 1), CW_ERR_VALUE);
    assert_int_equal(cw_record_set_date(r, CW_TASK_DUE, cw_date_parse("2025-02-30")), CW_ERR_VALUE);
    assert_int_equal(cw_record_set_date(r, CW_TASK_START, CW_DATE_NONE), CW_ERR_VALUE);
    assert_int_equal(cw_record_set_none(r, CW_TASK_OWNERS), CW_ERR_VALUE);
    assert_int_equal(cw_record_set_reference(r, CW_TASK_CONTINUES, NULL), CW_ERR_ARGUMENT);
    assert_int_equal(cw_record_set_empty(r, CW_TASK_TEXT), CW_ERR_FIELD);
    assert_int_equal(cw_record_add_row(r, CW_TASK_TEXT, NULL), CW_ERR_FIELD);
    assert_int_equal(cw_record_make_row(r, CW_TASK_TEXT, NULL), CW_ERR_FIELD);
    assert_string_equal(cw_record_text(r, CW_TASK_TEXT), "Talk.");
    assert_string_equal(cw_record_id(r), "t1");
    cw_case_unref(one);
}

static void refuses_long_texts(void **state)
{
    cw_context *context = NULL;
    cw_case *one = NULL;
    cw_member *member = NULL;
    (void)state;
    assert_int_equal(cw_context_new(&context), CW_OK);
    assert_int_equal(cw_context_set_limit(context, CW_LIMIT_STRING_BYTES, 8), CW_OK);
    assert_int_equal(cw_case_new(context, "c", 0, &one), CW_OK);
    assert_int_equal(cw_case_add_member(one, "m", &member), CW_OK);
    assert_int_equal(cw_member_set_name(member, "12345678"), CW_OK);
    assert_int_equal(cw_member_set_name(member, "123456789"), CW_ERR_LIMIT);
    assert_int_equal(cw_member_add_tribe(member, "123456789"), CW_ERR_LIMIT);
    assert_string_equal(cw_member_name(member), "12345678");
    cw_case_unref(one);
    cw_context_unref(context);
}

/* A text too long for any room there is; without memory for it nothing has changed. */
static void runs_out_of_memory(void **state)
{
    static char text[500001];
    heap memory = {.fail_at = -1};
    cw_context *context = heap_context(&memory);
    cw_case *one = fixture_editable(context);
    (void)state;
    memset(text, 'a', sizeof text - 1);
    memory.fail_at = 0;
    assert_int_equal(cw_record_set_text(task(one), CW_TASK_TEXT, text), CW_ERR_NOMEM);
    assert_string_equal(cw_record_text(task(one), CW_TASK_TEXT), "Talk.");
    memory.fail_at = -1;
    assert_int_equal(cw_record_set_text(task(one), CW_TASK_TEXT, text), CW_OK);
    assert_string_equal(cw_record_text(task(one), CW_TASK_TEXT), text);
    cw_case_unref(one);
    cw_context_unref(context);
    assert_int_equal(memory.live, 0);
}

static void reads_single_fields(void **state)
{
    cw_case *one = fixture_editable(NULL);
    cw_record *root = cw_case_record(one), *t1 = task(one), *ann = cw_case_find(one, "ann");
    (void)state;
    assert_int_equal(cw_record_kind(root), CW_KIND_CASE);
    assert_null(cw_record_parent(root));
    assert_ptr_equal(cw_record_parent(ann), root);
    assert_ptr_equal(cw_record_case(ann), one);
    assert_string_equal(cw_record_text(ann, CW_MEMBER_NAME), "Ann Example");
    assert_int_equal(cw_record_date(ann, CW_MEMBER_BORN), cw_date_parse("1990-05-01"));
    assert_int_equal(cw_record_state(ann, CW_MEMBER_BORN), CW_STATE_RECORDED);
    assert_int_equal(cw_record_date(cw_case_find(one, "leo"), CW_MEMBER_BORN), CW_DATE_UNKNOWN);
    assert_int_equal(cw_record_state(ann, CW_MEMBER_LIVING), CW_STATE_UNKNOWN);
    assert_int_equal(cw_record_date(t1, CW_TASK_COMPLETED), CW_DATE_NONE);
    assert_int_equal(cw_record_state(t1, CW_TASK_COMPLETED), CW_STATE_NONE);
    assert_int_equal(cw_record_state(cw_case_find(one, "e1"), CW_ENTRY_ABOUT), CW_STATE_STATED);
    assert_int_equal(cw_record_state(ann, CW_TASK_TEXT), 0);
    assert_string_equal(cw_record_word(cw_case_find(one, "o1"), CW_OBJECTIVE_LEVEL), "primary_family");
    assert_int_equal(cw_record_term(cw_case_find(one, "o1"), CW_OBJECTIVE_LEVEL), CW_OBJECTIVE_LEVEL_PRIMARY_FAMILY);
    assert_int_equal(cw_record_boolean(root, CW_CASE_COURT_INVOLVED), -1);
    assert_int_equal(cw_record_set_boolean(root, CW_CASE_COURT_INVOLVED, 7), CW_OK);
    assert_int_equal(cw_record_boolean(root, CW_CASE_COURT_INVOLVED), 1);
    assert_int_equal(cw_record_set_reference(t1, CW_TASK_CONTINUES, "t2"), CW_OK);
    assert_string_equal(cw_record_reference(t1, CW_TASK_CONTINUES), "t2");
    assert_ptr_equal(cw_record_referenced(t1, CW_TASK_CONTINUES), cw_case_find(one, "t2"));
    assert_int_equal(cw_record_set_reference(t1, CW_TASK_CONTINUES, "t99"), CW_OK);
    assert_null(cw_record_referenced(t1, CW_TASK_CONTINUES));
    cw_case_unref(one);
}

static void reads_lists(void **state)
{
    cw_case *one = fixture_editable(NULL);
    cw_record *ann = cw_case_find(one, "ann"), *t2 = cw_case_find(one, "t2"), *row = NULL;
    (void)state;
    assert_int_equal(cw_record_count(t2, CW_TASK_OWNERS), 2);
    assert_string_equal(cw_record_reference_at(t2, CW_TASK_OWNERS, 1), "ssw");
    assert_null(cw_record_reference_at(t2, CW_TASK_OWNERS, 2));
    assert_int_equal(cw_record_term_at(ann, CW_MEMBER_ROLES, 0), CW_ROLE_BIOLOGICAL_PARENT);
    assert_string_equal(cw_record_word_at(ann, CW_MEMBER_ROLES, 0), "biological_parent");
    assert_int_equal(cw_record_term_at(ann, CW_MEMBER_ROLES, -1), 0);
    assert_null(cw_record_word_at(ann, CW_MEMBER_ROLES, 1));
    assert_int_equal(cw_record_append_text(ann, CW_MEMBER_TRIBES, "Cherokee"), CW_OK);
    assert_string_equal(cw_record_text_at(ann, CW_MEMBER_TRIBES, 0), "Cherokee");
    assert_null(cw_record_text_at(ann, CW_MEMBER_TRIBES, 1));
    assert_int_equal(cw_record_add_row(cw_case_find(one, "p1"), CW_PLAN_SIGNATURES, &row), CW_OK);
    assert_ptr_equal(cw_record_row_at(cw_case_find(one, "p1"), CW_PLAN_SIGNATURES, 0), row);
    assert_null(cw_record_row_at(cw_case_find(one, "p1"), CW_PLAN_SIGNATURES, 1));
    assert_null(cw_record_id(row));
    assert_null(cw_record_row(t2, CW_TASK_AVAILABILITY));
    assert_int_equal(cw_record_make_row(t2, CW_TASK_AVAILABILITY, &row), CW_OK);
    assert_ptr_equal(cw_record_row(t2, CW_TASK_AVAILABILITY), row);
    assert_int_equal(cw_record_set_empty(t2, CW_TASK_OWNERS), CW_OK);
    assert_int_equal(cw_record_count(t2, CW_TASK_OWNERS), 0);
    assert_int_equal(cw_record_state(t2, CW_TASK_OWNERS), CW_STATE_RECORDED);
    cw_case_unref(one);
}

static void keeps_numbers_exactly(void **state)
{
    cw_case *one = fixture_editable(NULL);
    cw_entry *review = NULL;
    cw_record *rating = NULL;
    (void)state;
    assert_int_equal(cw_case_add_entry(one, "review", 19800, "r", &review), CW_OK);
    assert_int_equal(cw_record_add_row(cw_entry_record(review), CW_REVIEW_RATINGS, &rating), CW_OK);
    assert_int_equal(cw_record_set_number(rating, CW_RATING_SCORE, "3.25"), CW_OK);
    assert_string_equal(cw_record_number(rating, CW_RATING_SCORE), "3.25");
    assert_int_equal(cw_record_set_number(rating, CW_RATING_SCORE, "three"), CW_ERR_VALUE);
    assert_int_equal(cw_record_set_number(rating, CW_RATING_SCORE, NULL), CW_ERR_ARGUMENT);
    assert_int_equal(cw_record_set_number(rating, CW_RATING_SCORE, "12345678901234567890123456789012345"), CW_ERR_VALUE);
    assert_int_equal(cw_record_set_number(NULL, CW_RATING_SCORE, "1"), CW_ERR_ARGUMENT);
    assert_string_equal(cw_record_number(rating, CW_RATING_SCORE), "3.25");
    assert_int_equal(cw_case_freeze(one, NULL), CW_OK);
    assert_int_equal(cw_record_set_number(rating, CW_RATING_SCORE, "1"), CW_ERR_FROZEN);
    cw_case_unref(one);
}

static void changes_states(void **state)
{
    cw_case *one = fixture_editable(NULL);
    cw_record *t1 = task(one);
    (void)state;
    assert_int_equal(cw_record_set_unknown(t1, CW_TASK_COMPLETED), CW_OK);
    assert_int_equal(cw_record_state(t1, CW_TASK_COMPLETED), CW_STATE_UNKNOWN);
    assert_int_equal(cw_record_date(t1, CW_TASK_COMPLETED), CW_DATE_UNKNOWN);
    assert_int_equal(cw_record_set_none(t1, CW_TASK_COMPLETED), CW_OK);
    assert_int_equal(cw_record_state(t1, CW_TASK_COMPLETED), CW_STATE_NONE);
    assert_int_equal(cw_record_set_date(t1, CW_TASK_COMPLETED, 19900), CW_OK);
    assert_int_equal(cw_record_state(t1, CW_TASK_COMPLETED), CW_STATE_RECORDED);
    assert_int_equal(cw_record_set_date(t1, CW_TASK_COMPLETED, CW_DATE_UNKNOWN), CW_OK);
    assert_int_equal(cw_record_state(t1, CW_TASK_COMPLETED), CW_STATE_UNKNOWN);
    assert_int_equal(cw_record_set_date(t1, CW_TASK_COMPLETED, CW_DATE_NONE), CW_OK);
    assert_int_equal(cw_record_state(t1, CW_TASK_COMPLETED), CW_STATE_NONE);
    assert_int_equal(cw_record_clear(t1, CW_TASK_START), CW_OK);
    assert_int_equal(cw_record_state(t1, CW_TASK_START), CW_STATE_UNKNOWN);
    cw_case_unref(one);
}

/* ---- kept words ---- */

/* A document with words that this version does not know, in a field and in a list, and with a key that it does not. */
static const char odd_words[] =
    "{\"format\":\"casework.case/1\",\"id\":\"c\",\"types\":[\"in_home_cps\"],\"opened\":\"2024-01-01\","
    "\"members\":[{\"id\":\"ann\",\"roles\":[\"child\",\"elf\"],\"living\":\"moon\",\"zebra\":1,\"history\":[{\"field\":\"living\",\"value\":\"moon\",\"until\":\"2024-01-02\"}]}],"
    "\"record\":[{\"kind\":\"contact\",\"id\":\"e\",\"date\":\"2024-02-01\",\"mode\":\"zoom\"}]}";

static cw_record *ann(cw_case *one) { return cw_member_record(cw_case_find_member(one, "ann")); }
static cw_record *contact(cw_case *one) { return cw_case_find(one, "e"); }

static cw_status set_mode(cw_case *one) { return cw_record_set_word(contact(one), CW_CONTACT_MODE, "telephone"); }
static cw_status clear_mode(cw_case *one) { return cw_record_clear(contact(one), CW_CONTACT_MODE); }
static cw_status unknown_mode(cw_case *one) { return cw_record_set_unknown(contact(one), CW_CONTACT_MODE); }
static cw_status wrong_mode(cw_case *one) { return cw_record_set_word(contact(one), CW_CONTACT_MODE, "zoom"); }
static cw_status append_role(cw_case *one) { return cw_record_append_word(ann(one), CW_MEMBER_ROLES, "child"); }
static cw_status empty_roles(cw_case *one) { return cw_record_set_empty(ann(one), CW_MEMBER_ROLES); }
static cw_status term_living(cw_case *one) { return cw_record_set_term(ann(one), CW_MEMBER_LIVING, CW_LIVING_HOME); }
static cw_status set_past(cw_case *one)
{
    return cw_record_set_word(cw_record_row_at(ann(one), CW_MEMBER_HISTORY, 0), CW_MEMBER_HISTORY_LIVING, "kin");
}

static int64_t occurrences(const char *text, const char *part)
{
    int64_t count = 0;
    for (text = strstr(text, part); text != NULL; text = strstr(text + 1, part)) count++;
    return count;
}

/* What a field is set to replaces the word that was kept for it, and nothing else. */
static void replaces_kept_words(void **state)
{
    static const struct { cw_status (*change)(cw_case *); cw_status status; const char *gone, *there; } rows[] = {
        { set_mode, CW_OK, "\"zoom\"", "\"mode\":\"telephone\"" },
        { clear_mode, CW_OK, "\"mode\"", "\"living\":\"moon\"" },
        { unknown_mode, CW_OK, "\"zoom\"", "\"mode\":null" },
        { wrong_mode, CW_ERR_VALUE, "\"mode\":null", "\"mode\":\"zoom\"" },
        { append_role, CW_OK, "\"elf\"", "\"roles\":[\"child\"]" },
        { empty_roles, CW_OK, "\"elf\"", "\"roles\":[]" },
        { term_living, CW_OK, "\"living\":\"moon\"", "\"living\":\"home\"" },
        { set_past, CW_OK, "\"value\":\"moon\"", "\"value\":\"kin\"" },
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        cw_case *one = NULL, *again = NULL;
        cw_text *text = NULL;
        assert_int_equal(cw_case_read(NULL, NULL, 0, odd_words, (int64_t)strlen(odd_words), CW_READ_KEEP_WORDS | CW_READ_EDITABLE, &one, NULL), CW_OK);
        assert_int_equal(rows[i].change(one), rows[i].status);
        assert_int_equal(cw_case_write(one, CW_WRITE_COMPACT, &text), CW_OK);
        assert_int_equal(occurrences(cw_text_data(text), rows[i].gone), 0);
        assert_int_equal(occurrences(cw_text_data(text), rows[i].there), 1);
        assert_int_equal(occurrences(cw_text_data(text), "\"zebra\":1"), 1);
        assert_int_equal(cw_case_read(NULL, NULL, 0, cw_text_data(text), cw_text_length(text), CW_READ_KEEP_WORDS, &again, NULL), CW_OK);
        cw_text_unref(text);
        cw_case_unref(again);
        cw_case_unref(one);
    }
}

static void expect_owners(const cw_record *record, const char *const *ids)
{
    int64_t count = 0;
    for (; ids[count]; count++) {
        assert_string_equal(cw_record_reference_at(record, CW_TASK_OWNERS, count), ids[count]);
        assert_ptr_equal(cw_record_referenced_at(record, CW_TASK_OWNERS, count), cw_case_find(cw_record_case(record), ids[count]));
    }
    assert_int_equal(cw_record_count(record, CW_TASK_OWNERS), count);
}

static void follows_lists_of_references(void **state)
{
    cw_case *one = fixture_editable(NULL);
    cw_record *t1 = task(one);
    (void)state;
    assert_int_equal(cw_record_set_empty(t1, CW_TASK_OWNERS), CW_OK);
    assert_int_equal(cw_record_append_reference(t1, CW_TASK_OWNERS, "leo"), CW_OK);
    assert_int_equal(cw_record_append_reference(t1, CW_TASK_OWNERS, "nobody"), CW_OK);
    assert_ptr_equal(cw_record_referenced_at(t1, CW_TASK_OWNERS, 0), cw_case_find(one, "leo"));
    assert_non_null(cw_record_referenced_at(t1, CW_TASK_OWNERS, 0));
    assert_null(cw_record_referenced_at(t1, CW_TASK_OWNERS, 1));
    assert_null(cw_record_referenced_at(t1, CW_TASK_OWNERS, 2));
    assert_null(cw_record_referenced_at(t1, CW_TASK_OWNERS, -1));
    assert_null(cw_record_referenced_at(t1, CW_TASK_FOCUS, 0));
    cw_case_unref(one);
}

/* Five items; which go, and which stay. What is appended afterwards changes none of those. */
static void removes_items(void **state)
{
    static const struct { int64_t index, count; cw_status status; const char *left[7]; } rows[] = {
        {0, 1, CW_OK, {"b", "c", "d", "e"}}, {4, 1, CW_OK, {"a", "b", "c", "d"}}, {1, 3, CW_OK, {"a", "e"}},
        {0, 5, CW_OK, {NULL}}, {2, 0, CW_OK, {"a", "b", "c", "d", "e"}}, {5, 0, CW_OK, {"a", "b", "c", "d", "e"}},
        {0, 3, CW_OK, {"d", "e"}}, {5, 1, CW_ERR_NOT_FOUND, {"a", "b", "c", "d", "e"}},
        {0, 6, CW_ERR_NOT_FOUND, {"a", "b", "c", "d", "e"}}, {INT64_MAX, INT64_MAX, CW_ERR_NOT_FOUND, {"a", "b", "c", "d", "e"}},
        {-1, 1, CW_ERR_ARGUMENT, {"a", "b", "c", "d", "e"}}, {0, -1, CW_ERR_ARGUMENT, {"a", "b", "c", "d", "e"}},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cw_case *one = fixture_editable(NULL);
        cw_record *t1 = task(one), *leo = cw_case_find(one, "leo");
        assert_int_equal(cw_record_set_empty(t1, CW_TASK_OWNERS), CW_OK);
        assert_int_equal(cw_record_set_empty(leo, CW_MEMBER_TRIBES), CW_OK);
        for (const char *id = "a\0b\0c\0d\0e\0"; *id; id += 2) {
            assert_int_equal(cw_record_append_reference(t1, CW_TASK_OWNERS, id), CW_OK);
            assert_int_equal(cw_record_append_text(leo, CW_MEMBER_TRIBES, id), CW_OK);
        }
        assert_int_equal(cw_record_remove_items(t1, CW_TASK_OWNERS, rows[i].index, rows[i].count), rows[i].status);
        assert_int_equal(cw_record_remove_items(leo, CW_MEMBER_TRIBES, rows[i].index, rows[i].count), rows[i].status);
        expect_owners(t1, rows[i].left);
        assert_int_equal(cw_record_state(t1, CW_TASK_OWNERS), CW_STATE_RECORDED);
        assert_int_equal(cw_record_append_reference(t1, CW_TASK_OWNERS, "z"), CW_OK);
        assert_int_equal(cw_record_append_text(leo, CW_MEMBER_TRIBES, "z"), CW_OK);
        int64_t last = cw_record_count(t1, CW_TASK_OWNERS) - 1;
        assert_string_equal(cw_record_reference_at(t1, CW_TASK_OWNERS, last), "z");
        for (int64_t k = 0; k < last; k++) {
            assert_string_equal(cw_record_reference_at(t1, CW_TASK_OWNERS, k), rows[i].left[k]);
            assert_string_equal(cw_record_text_at(leo, CW_MEMBER_TRIBES, k), rows[i].left[k]);
        }
        cw_case_unref(one);
    }
}

static void removes_items_of_values_alone(void **state)
{
    cw_case *one = fixture_editable(NULL);
    cw_record *t1 = task(one);
    (void)state;
    assert_int_equal(cw_record_set_empty(t1, CW_TASK_FOCUS), CW_OK);
    assert_int_equal(cw_record_append_word(t1, CW_TASK_FOCUS, "housing"), CW_OK);
    assert_int_equal(cw_record_append_word(t1, CW_TASK_FOCUS, "maltreatment"), CW_OK);
    assert_int_equal(cw_record_remove_items(t1, CW_TASK_FOCUS, 0, 1), CW_OK);
    assert_string_equal(cw_record_word_at(t1, CW_TASK_FOCUS, 0), "maltreatment");
    assert_int_equal(cw_record_set_unknown(t1, CW_TASK_FOCUS), CW_OK);
    assert_int_equal(cw_record_remove_items(t1, CW_TASK_FOCUS, 0, 1), CW_ERR_NOT_FOUND);
    assert_int_equal(cw_record_remove_items(t1, CW_TASK_FOCUS, 0, 0), CW_OK);
    assert_int_equal(cw_record_state(t1, CW_TASK_FOCUS), CW_STATE_UNKNOWN);
    assert_int_equal(cw_record_remove_items(t1, CW_TASK_DUE, 0, 0), CW_ERR_FIELD);
    assert_int_equal(cw_record_remove_items(cw_case_record(one), CW_CASE_MEMBERS, 0, 1), CW_ERR_FIELD);
    assert_int_equal(cw_record_remove_items(NULL, CW_TASK_FOCUS, 0, 1), CW_ERR_ARGUMENT);
    assert_int_equal(cw_case_freeze(one, NULL), CW_OK);
    assert_int_equal(cw_record_remove_items(t1, CW_TASK_OWNERS, 0, 0), CW_ERR_FROZEN);
    cw_case_unref(one);
}

/* What a date reads as can be given back. */
static void dates_tell_their_state(void **state)
{
    static const struct { int32_t key; cw_date absent, refused; } rows[] = {
        {CW_CASE_CURRENT_TO, CW_DATE_STATED, CW_DATE_NONE}, {CW_CASE_CLOSED, CW_DATE_NONE, CW_DATE_STATED},
    };
    cw_case *one = fixture_editable(NULL);
    cw_record *root = cw_case_record(one);
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        assert_int_equal(cw_record_set_date(root, rows[i].key, 19900), CW_OK);
        assert_int_equal(cw_record_set_date(root, rows[i].key, rows[i].refused), CW_ERR_VALUE);
        assert_int_equal(cw_record_date(root, rows[i].key), 19900);
        assert_int_equal(cw_record_set_date(root, rows[i].key, CW_DATE_UNKNOWN), CW_OK);
        assert_int_equal(cw_record_date(root, rows[i].key), CW_DATE_UNKNOWN);
        assert_int_equal(cw_record_set_date(root, rows[i].key, rows[i].absent), CW_OK);
        assert_int_equal(cw_record_date(root, rows[i].key), rows[i].absent);
    }
    assert_int_equal(cw_record_date(root, CW_CASE_ID), CW_DATE_UNKNOWN);
    cw_case_unref(one);
}

static void reads_null(void **state)
{
    (void)state;
    assert_int_equal(cw_record_kind(NULL), 0);
    assert_null(cw_record_parent(NULL));
    assert_null(cw_record_case(NULL));
    assert_null(cw_record_id(NULL));
    assert_int_equal(cw_record_state(NULL, CW_TASK_TEXT), 0);
    assert_null(cw_record_text(NULL, CW_TASK_TEXT));
    assert_null(cw_record_word(NULL, CW_TASK_SECTION));
    assert_int_equal(cw_record_term(NULL, CW_TASK_SECTION), 0);
    assert_null(cw_record_number(NULL, CW_RATING_SCORE));
    assert_int_equal(cw_record_boolean(NULL, CW_TASK_COURT_ORDERED), -1);
    assert_int_equal(cw_record_date(NULL, CW_TASK_DUE), CW_DATE_UNKNOWN);
    assert_null(cw_record_reference(NULL, CW_TASK_CONTINUES));
    assert_null(cw_record_referenced(NULL, CW_TASK_CONTINUES));
    assert_int_equal(cw_record_count(NULL, CW_TASK_OWNERS), 0);
    assert_null(cw_record_text_at(NULL, CW_MEMBER_TRIBES, 0));
    assert_null(cw_record_word_at(NULL, CW_TASK_FOCUS, 0));
    assert_int_equal(cw_record_term_at(NULL, CW_TASK_FOCUS, 0), 0);
    assert_null(cw_record_reference_at(NULL, CW_TASK_OWNERS, 0));
    assert_null(cw_record_row_at(NULL, CW_PLAN_SIGNATURES, 0));
    assert_null(cw_record_row(NULL, CW_TASK_AVAILABILITY));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(changes_fields), cmocka_unit_test(refuses_frozen_records),
        cmocka_unit_test(refuses_null_and_other_kinds), cmocka_unit_test(answers_nothing_once_removed),
        cmocka_unit_test(refuses_wrong_values), cmocka_unit_test(refuses_long_texts), cmocka_unit_test(runs_out_of_memory),
        cmocka_unit_test(reads_single_fields), cmocka_unit_test(reads_lists), cmocka_unit_test(keeps_numbers_exactly),
        cmocka_unit_test(changes_states), cmocka_unit_test(replaces_kept_words), cmocka_unit_test(reads_null),
        cmocka_unit_test(follows_lists_of_references), cmocka_unit_test(removes_items),
        cmocka_unit_test(removes_items_of_values_alone), cmocka_unit_test(dates_tell_their_state),
    };
    return cmocka_run_group_tests_name("api/record", tests, NULL, NULL);
}
