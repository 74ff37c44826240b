/* SPDX-License-Identifier: MIT */
#include "fixture.h"

static const char document[] =
    "{\"format\": \"casework.case/1\", \"id\": \"c1\", \"types\": [\"in_home_cps\"], \"opened\": \"2024-01-02\",\n"
    " \"members\": [{\"id\": \"ann\", \"custom\": {\"risk\": 4.50, \"odd\": {\"a\": [1]}}}, {\"id\": \"ben\"}]}\n";

static cw_case *read_case(cw_context *context)
{
    cw_case *one = NULL;
    assert_int_equal(cw_case_read(context, "c.json", 1, document, sizeof document - 1, CW_READ_EDITABLE, &one, NULL), CW_OK);
    return one;
}

static void check_custom(const cw_record *record, const char *name, const char *expected)
{
    cw_text *text = NULL;
    cw_status status = cw_record_custom(record, name, &text);
    assert_int_equal(status, expected ? CW_OK : CW_ERR_NOT_FOUND);
    if (expected)
        assert_string_equal(cw_text_data(text), expected);
    else
        assert_null(text);
    cw_text_unref(text);
}

static void reads_and_sets(void **state)
{
    (void)state;
    cw_case *one = read_case(NULL), *copy = NULL;
    cw_record *ann = cw_case_find(one, "ann"), *ben = cw_case_find(one, "ben");
    check_custom(ann, "risk", "4.50");
    check_custom(ann, "odd", "{\"a\": [1]}");
    check_custom(ann, "name", NULL);
    check_custom(ben, "risk", NULL);
    assert_int_equal(cw_record_set_custom(ann, "risk", "\"high\""), CW_OK);
    assert_int_equal(cw_record_set_custom(ann, "tags", "[\"a\", \"b\"]"), CW_OK);
    assert_int_equal(cw_record_set_custom(ben, "risk", "3"), CW_OK);
    check_custom(ann, "risk", "\"high\"");
    check_custom(ann, "odd", "{\"a\": [1]}");
    check_custom(ben, "risk", "3");
    assert_int_equal(cw_record_set_custom(ann, "odd", NULL), CW_OK);
    assert_int_equal(cw_record_set_custom(ann, "never", NULL), CW_OK);
    check_custom(ann, "odd", NULL);
    assert_int_equal(cw_case_copy(one, &copy), CW_OK);
    check_custom(cw_case_find(copy, "ann"), "tags", "[\"a\", \"b\"]");
    cw_text *text = NULL;
    assert_int_equal(cw_case_write(copy, CW_WRITE_CANONICAL, &text), CW_OK);
    assert_non_null(strstr(cw_text_data(text), "\"custom\":{\"risk\":\"high\",\"tags\":[\"a\",\"b\"]}"));
    assert_non_null(strstr(cw_text_data(text), "\"custom\":{\"risk\":3}"));
    cw_text_unref(text);
    cw_case_unref(copy);
    cw_case_unref(one);
}

static void lists_names(void **state)
{
    (void)state;
    cw_case *one = read_case(NULL);
    cw_record *ann = cw_case_find(one, "ann"), *ben = cw_case_find(one, "ben");
    assert_int_equal(cw_record_set_custom(ann, "age", "3"), CW_OK);
    assert_int_equal(cw_record_custom_count(ann), 3);
    assert_string_equal(cw_record_custom_name_at(ann, 0), "age");
    assert_string_equal(cw_record_custom_name_at(ann, 1), "odd");
    assert_string_equal(cw_record_custom_name_at(ann, 2), "risk");
    assert_null(cw_record_custom_name_at(ann, 3));
    assert_null(cw_record_custom_name_at(ann, -1));
    assert_int_equal(cw_record_set_custom(ann, "odd", NULL), CW_OK);
    assert_int_equal(cw_record_custom_count(ann), 2);
    assert_string_equal(cw_record_custom_name_at(ann, 1), "risk");
    assert_int_equal(cw_record_custom_count(ben), 0);
    assert_null(cw_record_custom_name_at(ben, 0));
    assert_int_equal(cw_record_remove(ann), CW_OK);
    assert_int_equal(cw_record_custom_count(ann), 0);
    assert_null(cw_record_custom_name_at(ann, 0));
    cw_case_unref(one);
}

/* What a field was before: rows in the object's own history, of which each field and day has one. */
static void keeps_history(void **state)
{
    (void)state;
    cw_case *one = read_case(NULL), *copy = NULL;
    cw_record *ann = cw_case_find(one, "ann"), *ben = cw_case_find(one, "ben");
    cw_date march = cw_date_parse("2024-03-31"), april = cw_date_parse("2024-04-30");
    assert_int_equal(cw_record_set_custom_until(ann, "risk", "3", march), CW_OK);
    check_custom(ann, "history", "[{\"field\": \"risk\", \"value\": 3, \"until\": \"2024-03-31\"}]");
    assert_int_equal(cw_record_set_custom_until(ann, "risk", " [2] ", april), CW_OK);
    assert_int_equal(cw_record_set_custom_until(ann, "risk", "4", march), CW_OK);
    assert_int_equal(cw_record_set_custom_until(ann, "other", "null", CW_DATE_UNKNOWN), CW_OK);
    check_custom(ann, "history", "[{\"field\": \"risk\", \"value\": 4, \"until\": \"2024-03-31\"}, {\"field\": \"risk\", \"value\": [2], "
                                 "\"until\": \"2024-04-30\"}, {\"field\": \"other\", \"value\": null}]");
    assert_int_equal(cw_record_set_custom_until(ann, "risk", NULL, march), CW_OK);
    assert_int_equal(cw_record_set_custom_until(ann, "other", NULL, CW_DATE_UNKNOWN), CW_OK);
    assert_int_equal(cw_record_set_custom_until(ann, "other", NULL, april), CW_OK);
    check_custom(ann, "history", "[{\"field\": \"risk\", \"value\": [2], \"until\": \"2024-04-30\"}]");
    assert_int_equal(cw_case_copy(one, &copy), CW_OK);
    check_custom(cw_case_find(copy, "ann"), "history", "[{\"field\": \"risk\", \"value\": [2], \"until\": \"2024-04-30\"}]");
    assert_int_equal(cw_record_set_custom_until(ann, "risk", NULL, april), CW_OK);
    check_custom(ann, "history", NULL);
    check_custom(ann, "risk", "4.50");
    assert_int_equal(cw_record_set_custom(ben, "history", "3"), CW_OK);
    assert_int_equal(cw_record_set_custom_until(ben, "risk", "3", march), CW_ERR_STATE);
    assert_int_equal(cw_record_set_custom_until(ann, "risk", "three", march), CW_ERR_VALUE);
    assert_int_equal(cw_record_set_custom_until(ann, "risk", "", march), CW_ERR_VALUE);
    assert_int_equal(cw_record_set_custom_until(ann, "risk", "3", CW_DATE_NONE), CW_ERR_VALUE);
    assert_int_equal(cw_record_set_custom_until(ann, "risk", "3", CW_DATE_INVALID), CW_ERR_VALUE);
    assert_int_equal(cw_record_set_custom_until(ann, "", "3", march), CW_ERR_ARGUMENT);
    assert_int_equal(cw_record_set_custom_until(NULL, "risk", "3", march), CW_ERR_ARGUMENT);
    check_custom(ann, "history", NULL);
    assert_int_equal(cw_case_freeze(one, NULL), CW_OK);
    assert_int_equal(cw_record_set_custom_until(ann, "risk", "3", march), CW_ERR_FROZEN);
    cw_case_unref(copy);
    cw_case_unref(one);
}

/* What rules declare, each once, in the order of the files. */
static void rules_list_them(void **state)
{
    static const char text[] = "language 1\nrules x \"x\"\nfield member.risk: number\nfield entry.tags: list of string dated\n"
                               "rule low\n  title: \"t\"\n  for: m in members\n  require: m.risk < 4\n";
    (void)state;
    cw_rules *rules = fixture_compile(NULL, text), *none = fixture_compile(NULL, fixture_rules);
    assert_int_equal(cw_rules_custom_count(rules), 2);
    assert_int_equal(cw_rules_custom_kind_at(rules, 0), CW_KIND_MEMBER);
    assert_string_equal(cw_rules_custom_name_at(rules, 0), "risk");
    assert_string_equal(cw_rules_custom_type_at(rules, 0), "number");
    assert_int_equal(cw_rules_custom_kind_at(rules, 1), CW_KIND_ENTRY);
    assert_string_equal(cw_rules_custom_name_at(rules, 1), "tags");
    assert_string_equal(cw_rules_custom_type_at(rules, 1), "list of string");
    assert_int_equal(cw_rules_custom_dated_at(rules, 0), 0);
    assert_int_equal(cw_rules_custom_dated_at(rules, 1), 1);
    assert_int_equal(cw_rules_custom_dated_at(rules, 2), 0);
    assert_null(cw_rules_custom_name_at(rules, 2));
    assert_null(cw_rules_custom_type_at(rules, -1));
    assert_int_equal(cw_rules_custom_kind_at(rules, 2), 0);
    assert_int_equal(cw_rules_custom_count(none), 0);
    cw_rules_unref(none);
    cw_rules_unref(rules);
}

static void refuses(void **state)
{
    (void)state;
    cw_case *one = read_case(NULL);
    cw_record *ann = cw_case_find(one, "ann");
    cw_text *text = NULL;
    assert_int_equal(cw_record_set_custom(NULL, "risk", "1"), CW_ERR_ARGUMENT);
    assert_int_equal(cw_record_set_custom(ann, NULL, "1"), CW_ERR_ARGUMENT);
    assert_int_equal(cw_record_set_custom(ann, "", "1"), CW_ERR_ARGUMENT);
    assert_int_equal(cw_record_set_custom(ann, "\xff", "1"), CW_ERR_UTF8);
    assert_int_equal(cw_record_set_custom(ann, "risk", ""), CW_ERR_VALUE);
    assert_int_equal(cw_record_set_custom(ann, "risk", "high"), CW_ERR_VALUE);
    assert_int_equal(cw_record_set_custom(ann, "risk", "1, \"other\": 2"), CW_ERR_VALUE);
    assert_int_equal(cw_record_set_custom(ann, "risk", "{\"a\": 1, \"a\": 2}"), CW_ERR_VALUE);
    assert_int_equal(cw_record_custom(ann, "risk", NULL), CW_ERR_ARGUMENT);
    assert_int_equal(cw_record_custom(NULL, "risk", &text), CW_ERR_ARGUMENT);
    assert_int_equal(cw_record_custom(ann, NULL, &text), CW_ERR_ARGUMENT);
    check_custom(ann, "risk", "4.50");
    assert_int_equal(cw_case_freeze(one, NULL), CW_OK);
    assert_int_equal(cw_record_set_custom(ann, "risk", "1"), CW_ERR_FROZEN);
    check_custom(ann, "risk", "4.50");
    cw_case_unref(one);
}

/* Lists in lists, so deep. */
static char *nested(char *room, int depth)
{
    for (int i = 0; i < depth; i++) {
        room[i] = '[';
        room[depth + i] = ']';
    }
    room[2 * depth] = '\0';
    return room;
}

/* A document that was made is read again: a member's custom field stands within four lists and objects. */
static void is_read_again(void **state)
{
    enum { DEPTH = 20, ROOM = 40, TEXT = 30 };
    (void)state;
    cw_context *context = NULL;
    cw_case *one, *again = NULL;
    cw_text *text = NULL;
    char room[ROOM], name[TEXT + 2];
    memset(name, 'n', TEXT + 1);
    name[TEXT + 1] = '\0';
    assert_int_equal(cw_context_new(&context), CW_OK);
    assert_int_equal(cw_context_set_limit(context, CW_LIMIT_JSON_DEPTH, DEPTH), CW_OK);
    assert_int_equal(cw_context_set_limit(context, CW_LIMIT_STRING_BYTES, TEXT), CW_OK);
    one = read_case(context);
    cw_record *ann = cw_case_find(one, "ann"), *top = cw_case_record(one);
    assert_int_equal(cw_record_set_custom(ann, "deep", nested(room, DEPTH - 3)), CW_ERR_LIMIT);
    assert_int_equal(cw_record_set_custom(top, "deep", nested(room, DEPTH - 1)), CW_ERR_LIMIT);
    assert_int_equal(cw_record_set_custom(ann, name, "1"), CW_ERR_LIMIT);
    assert_int_equal(cw_record_set_custom(ann, "deep", nested(room, DEPTH - 4)), CW_OK);
    assert_int_equal(cw_record_set_custom(top, "deep", nested(room, DEPTH - 2)), CW_OK);
    assert_int_equal(cw_record_set_custom(ann, name + 1, "\xEF\xBB\xBF 5 "), CW_OK);
    check_custom(ann, name + 1, "5");
    assert_int_equal(cw_case_write(one, CW_WRITE_INDENTED, &text), CW_OK);
    assert_int_equal(cw_case_read(context, NULL, 1, cw_text_data(text), cw_text_length(text), 0, &again, NULL), CW_OK);
    cw_text_unref(text);
    cw_case_unref(again);
    cw_case_unref(one);
    cw_context_unref(context);
}

static void is_judged(void **state)
{
    static const char text[] = "language 1\nrules x \"x\"\nfield member.risk: number\n"
                               "rule low\n  title: \"t\"\n  for: m in members\n  require: m.risk < 4\n";
    (void)state;
    cw_case *one = read_case(NULL);
    cw_rules_builder *builder = NULL;
    cw_rules *rules = NULL;
    cw_evaluator *evaluator = NULL;
    cw_report *report = NULL;
    assert_int_equal(cw_record_set_custom(cw_case_find(one, "ben"), "risk", "3.5"), CW_OK);
    assert_int_equal(cw_case_freeze(one, NULL), CW_OK);
    assert_int_equal(cw_rules_builder_new(NULL, &builder), CW_OK);
    assert_int_equal(cw_rules_builder_add(builder, "x.rules", text, sizeof text - 1), CW_OK);
    assert_int_equal(cw_rules_builder_compile(builder, &rules, NULL), CW_OK);
    assert_int_equal(cw_evaluator_new(NULL, &evaluator), CW_OK);
    assert_int_equal(cw_report_new(NULL, &report), CW_OK);
    assert_int_equal(cw_evaluator_run(evaluator, rules, one, cw_date_parse("2024-03-01"), report), CW_OK);
    assert_int_equal(cw_report_count_of(report, CW_UNMET), 1);
    assert_int_equal(cw_report_count_of(report, CW_MET), 1);
    cw_report_unref(report);
    cw_evaluator_unref(evaluator);
    cw_rules_unref(rules);
    cw_rules_builder_release(builder);
    cw_case_unref(one);
}

static void runs_out_of_memory(void **state)
{
    (void)state;
    for (int64_t fail_at = 0, done = 0; !done; fail_at++) {
        heap memory = {.fail_at = -1};
        cw_context *context = heap_context(&memory);
        cw_case *one = read_case(context);
        cw_record *ann = cw_case_find(one, "ann");
        memory.made = 0;
        memory.fail_at = fail_at;
        cw_status status = cw_record_set_custom(ann, "tags", "[\"a\", 1]");
        cw_status until = status == CW_OK ? cw_record_set_custom_until(ann, "tags", "[\"b\"]", 19700) : status;
        memory.fail_at = -1;
        done = until == CW_OK;
        if (!done) {
            assert_int_equal(until, CW_ERR_NOMEM);
            check_custom(ann, "history", NULL);
        }
        if (status != CW_OK)
            check_custom(ann, "tags", NULL);
        check_custom(ann, "risk", "4.50");
        cw_case_unref(one);
        cw_context_unref(context);
        assert_int_equal(memory.live, 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_and_sets), cmocka_unit_test(refuses), cmocka_unit_test(is_read_again), cmocka_unit_test(lists_names), cmocka_unit_test(keeps_history), cmocka_unit_test(rules_list_them), cmocka_unit_test(is_judged), cmocka_unit_test(runs_out_of_memory),
    };
    return cmocka_run_group_tests_name("api/custom", tests, NULL, NULL);
}
