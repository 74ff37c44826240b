/* SPDX-License-Identifier: MIT */
/* Words that rules add to enumerations. */
#include "fixture.h"

#define HEAD "{\"format\": \"casework.case/1\", \"id\": \"c1\", \"types\": [\"in_home_cps\"], \"opened\": \"2024-01-02\",\n"
static const char document[] = HEAD
    " \"members\": [{\"id\": \"ann\", \"roles\": [\"child\", \"doula\"], \"living\": \"yurt\"},\n"
    "  {\"id\": \"ben\", \"roles\": [\"doula\"], \"history\": [{\"field\": \"roles\", \"until\": \"2024-02-01\", \"value\": [\"godparent\"]}]}]}\n";

#define RULES "language 1\nrules x \"x\"\n"
static const char declaring[] = RULES
    "parameter sought: role = \"doula\"\n"
    "value member.roles: doula in formal_partner\n"
    "value member.roles: godparent in informal_partner\n"
    "value member.living: yurt\n"
    "rule attended\n  title: \"t\"\n  for: m in members\n  require: sought in m.roles\n"
    "rule partner\n  title: \"t\"\n  for: m in members\n  require: m.category = \"formal_partner\"\n"
    "rule lives\n  title: \"t\"\n  for: m in members\n  require: m.living = \"yurt\"\n"
    "rule written\n  title: \"t\"\n  for: m in members\n  require: documented(m.roles) and documented(m.category)\n"
    "rule before\n  title: \"t\"\n  for: m in members\n"
    "  require: as of(@\"2024-01-15\", \"godparent\" in m.roles and m.category = \"informal_partner\")\n";

static cw_rules *compile(const char *text)
{
    return fixture_compile(NULL, text);
}

static cw_report *judge(cw_case *one, cw_rules *rules)
{
    cw_evaluator *evaluator = NULL;
    cw_report *report = NULL;
    assert_int_equal(cw_evaluator_new(NULL, &evaluator), CW_OK);
    assert_int_equal(cw_report_new(NULL, &report), CW_OK);
    assert_int_equal(cw_evaluator_run(evaluator, rules, one, cw_date_parse("2024-03-01"), report), CW_OK);
    cw_evaluator_unref(evaluator);
    return report;
}

static void check_status(const cw_report *report, const char *rule, const char *subject, int32_t expected)
{
    for (int64_t i = 0; i < cw_report_count(report); i++) {
        const cw_finding *finding = cw_report_at(report, i);
        const char *name = cw_finding_rule(finding);
        if (strcmp(name + 2, rule) != 0 || strcmp(cw_finding_subject_id(finding, 0), subject) != 0)
            continue;
        assert_int_equal(cw_finding_status(finding), expected);
        return;
    }
    fail_msg("no finding %s %s", rule, subject);
}

static void reads_by_its_rules(void **state)
{
    (void)state;
    cw_rules *rules = compile(declaring);
    cw_case *one = NULL;
    cw_diag *diag = NULL;
    assert_int_equal(cw_diag_new(NULL, &diag), CW_OK);
    assert_int_equal(cw_case_read(NULL, "c.json", 1, document, sizeof document - 1, 0, &one, NULL), CW_ERR_INPUT);
    assert_int_equal(cw_case_read_for(NULL, rules, "c.json", 1, document, sizeof document - 1, 0, &one, diag), CW_OK);
    assert_int_equal(cw_diag_count(diag), 0);
    cw_report *report = judge(one, rules);
    static const struct { const char *rule, *subject; int32_t status; } expected[] = {
        {"attended", "ann", CW_MET}, {"attended", "ben", CW_MET},
        {"partner", "ann", CW_UNMET},             /* a child is of the family first */
        {"partner", "ben", CW_MET},
        {"lives", "ann", CW_MET}, {"lives", "ben", CW_UNKNOWN},
        {"written", "ann", CW_MET}, {"written", "ben", CW_MET},
        {"before", "ann", CW_UNMET}, {"before", "ben", CW_MET},
    };
    for (size_t i = 0; i < sizeof expected / sizeof *expected; i++)
        check_status(report, expected[i].rule, expected[i].subject, expected[i].status);
    cw_report_unref(report);
    cw_diag_unref(diag);
    cw_case_unref(one);
    cw_rules_unref(rules);
}

/* To rules that do not declare the words they stay unknown, and what they declare of other enumerations is of no help. */
static void is_unknown_to_others(void **state)
{
    static const char others[] = RULES
        "value member.roles: godparent in informal_partner\nvalue contact.mode: yurt\n"
        "rule attended\n  title: \"t\"\n  for: m in members\n  require: not(\"child\" in m.roles)\n"
        "rule lives\n  title: \"t\"\n  for: m in members\n  require: m.living = \"home\"\n"
        "rule written\n  title: \"t\"\n  for: m in members\n  require: documented(m.living)\n";
    (void)state;
    cw_rules *declared = compile(declaring), *rules = compile(others);
    cw_case *one = NULL;
    assert_int_equal(cw_case_read_for(NULL, declared, "c.json", 1, document, sizeof document - 1, 0, &one, NULL), CW_OK);
    cw_report *report = judge(one, rules);
    check_status(report, "attended", "ann", CW_UNKNOWN);
    check_status(report, "attended", "ben", CW_UNKNOWN);
    check_status(report, "lives", "ann", CW_UNKNOWN);
    check_status(report, "written", "ann", CW_UNMET);
    cw_report_unref(report);
    cw_case_unref(one);
    cw_rules_unref(rules);
    cw_rules_unref(declared);
}

static void tells_what_no_rule_declares(void **state)
{
    static const char text[] = HEAD " \"members\": [{\"id\": \"ann\", \"roles\": [\"doula\", \"duola\"]}]}";
    (void)state;
    cw_rules *rules = compile(declaring);
    cw_case *one = NULL;
    cw_diag *diag = NULL;
    assert_int_equal(cw_diag_new(NULL, &diag), CW_OK);
    assert_int_equal(cw_case_read_for(NULL, rules, "c.json", 1, text, sizeof text - 1, 0, &one, diag), CW_ERR_INPUT);
    assert_int_equal(cw_diag_count(diag), 1);
    assert_string_equal(cw_diag_help(diag, 0), "did you mean `doula`?");
    cw_diag_clear(diag);
    assert_int_equal(cw_case_read_for(NULL, rules, "c.json", 1, text, sizeof text - 1, CW_READ_KEEP_WORDS, &one, diag), CW_OK);
    assert_int_equal(cw_diag_count(diag), 1);
    assert_int_equal(cw_diag_severity(diag, 0), CW_SEVERITY_WARNING);
    cw_report *report = judge(one, rules);
    check_status(report, "attended", "ann", CW_UNKNOWN);
    cw_report_unref(report);
    cw_case_unref(one);
    cw_diag_unref(diag);
    cw_rules_unref(rules);
}

static void reads_in_streams(void **state)
{
    (void)state;
    cw_rules *rules = compile(declaring);
    cw_stream *stream = NULL;
    cw_case *one = NULL;
    cw_text *text = NULL;
    cw_evaluator *evaluator = NULL;
    assert_int_equal(cw_evaluator_new(NULL, &evaluator), CW_OK);
    assert_int_equal(cw_evaluator_audit_text(evaluator, rules, cw_date_parse("2024-03-01"), document, sizeof document - 1,
                                             CW_FORM_JSON_LINE, 0, &text, NULL), CW_OK);
    cw_text_unref(text);
    assert_int_equal(cw_stream_new(NULL, NULL, 0, &stream), CW_OK);
    assert_int_equal(cw_stream_set_rules(NULL, rules), CW_ERR_ARGUMENT);
    for (int i = 0; i < 4; i++)
        assert_int_equal(cw_stream_feed(stream, document, sizeof document - 1), CW_OK);
    assert_int_equal(cw_stream_next_case(stream, &one, NULL, NULL), CW_ERR_INPUT);
    assert_int_equal(cw_stream_set_rules(stream, rules), CW_OK);
    assert_int_equal(cw_stream_next_case(stream, &one, NULL, NULL), CW_OK);
    cw_case_unref(one);
    assert_int_equal(cw_stream_set_rules(stream, NULL), CW_OK);
    assert_int_equal(cw_stream_set_audit(stream, evaluator, rules, cw_date_parse("2024-03-01"), CW_FORM_JSON_LINE, 0), CW_OK);
    assert_int_equal(cw_stream_next_report(stream, &text, NULL, NULL), CW_OK);
    cw_text_unref(text);
    assert_int_equal(cw_stream_next_case(stream, &one, NULL, NULL), CW_OK);
    cw_case_unref(one);
    cw_stream_release(stream);
    cw_evaluator_unref(evaluator);
    cw_rules_unref(rules);
}

static void check_kept(const cw_record *record, int32_t key, const char *expected)
{
    cw_text *text = NULL;
    assert_int_equal(cw_record_kept_words(record, key, &text), expected ? CW_OK : CW_ERR_NOT_FOUND);
    if (expected)
        assert_text(text, expected);
    else
        assert_null(text);
}

static void edits(void **state)
{
    (void)state;
    cw_case *one = fixture_editable(NULL), *copy = NULL;
    cw_record *member = cw_member_record(cw_case_member_at(one, 0));
    assert_int_equal(cw_record_set_empty(member, CW_MEMBER_ROLES), CW_OK);
    assert_int_equal(cw_record_keep_word(member, CW_MEMBER_ROLES, "child"), CW_OK);
    check_kept(member, CW_MEMBER_ROLES, NULL);
    assert_string_equal(cw_record_word_at(member, CW_MEMBER_ROLES, 0), "child");
    assert_int_equal(cw_record_keep_word(member, CW_MEMBER_ROLES, "doula"), CW_OK);
    assert_int_equal(cw_record_keep_word(member, CW_MEMBER_ROLES, "parent"), CW_OK);
    check_kept(member, CW_MEMBER_ROLES, "[\"child\", \"doula\", \"parent\"]");
    assert_int_equal(cw_record_state(member, CW_MEMBER_ROLES), CW_STATE_UNKNOWN);
    assert_int_equal(cw_record_keep_word(member, CW_MEMBER_LIVING, "a \"yurt\""), CW_OK);
    check_kept(member, CW_MEMBER_LIVING, "\"a \\\"yurt\\\"\"");
    assert_int_equal(cw_case_copy(one, &copy), CW_OK);
    check_kept(cw_member_record(cw_case_member_at(copy, 0)), CW_MEMBER_ROLES, "[\"child\", \"doula\", \"parent\"]");
    assert_int_equal(cw_record_keep_word(member, CW_MEMBER_LIVING, "home"), CW_OK);
    check_kept(member, CW_MEMBER_LIVING, NULL);
    assert_string_equal(cw_record_word(member, CW_MEMBER_LIVING), "home");
    assert_int_equal(cw_record_append_word(member, CW_MEMBER_ROLES, "child"), CW_OK);
    check_kept(member, CW_MEMBER_ROLES, NULL);
    assert_int_equal(cw_record_count(member, CW_MEMBER_ROLES), 1);
    cw_case_unref(copy);
    cw_case_unref(one);
}

static void refuses(void **state)
{
    (void)state;
    cw_case *one = fixture_editable(NULL);
    cw_record *member = cw_member_record(cw_case_member_at(one, 0));
    cw_text *text = NULL;
    assert_int_equal(cw_record_keep_word(NULL, CW_MEMBER_ROLES, "doula"), CW_ERR_ARGUMENT);
    assert_int_equal(cw_record_keep_word(member, CW_MEMBER_ROLES, NULL), CW_ERR_ARGUMENT);
    assert_int_equal(cw_record_keep_word(member, CW_MEMBER_ROLES, ""), CW_ERR_VALUE);
    assert_int_equal(cw_record_keep_word(member, CW_MEMBER_ROLES, "\xff"), CW_ERR_UTF8);
    assert_int_equal(cw_record_keep_word(member, CW_MEMBER_NAME, "doula"), CW_ERR_FIELD);
    assert_int_equal(cw_record_keep_word(member, CW_CASE_TYPES, "doula"), CW_ERR_FIELD);
    assert_int_equal(cw_record_kept_words(member, CW_CASE_TYPES, &text), CW_ERR_FIELD);
    assert_int_equal(cw_record_kept_words(member, CW_MEMBER_NAME, &text), CW_ERR_FIELD);
    assert_int_equal(cw_record_kept_words(NULL, CW_MEMBER_ROLES, &text), CW_ERR_ARGUMENT);
    assert_int_equal(cw_record_kept_words(member, CW_MEMBER_ROLES, NULL), CW_ERR_ARGUMENT);
    check_kept(member, CW_MEMBER_ROLES, NULL);
    assert_int_equal(cw_case_freeze(one, NULL), CW_OK);
    assert_int_equal(cw_record_keep_word(member, CW_MEMBER_ROLES, "doula"), CW_ERR_FROZEN);
    cw_case_unref(one);
}

static void runs_out_of_memory(void **state)
{
    (void)state;
    for (int64_t fail_at = 0, done = 0; !done; fail_at++) {
        heap memory = {.fail_at = -1};
        cw_context *context = heap_context(&memory);
        cw_case *one = fixture_editable(context);
        cw_record *member = cw_member_record(cw_case_member_at(one, 0));
        int64_t roles = cw_record_count(member, CW_MEMBER_ROLES);
        assert_true(roles > 0);
        memory.made = 0;
        memory.fail_at = fail_at;
        cw_status status = cw_record_keep_word(member, CW_MEMBER_ROLES, "doula");
        memory.fail_at = -1;
        done = status == CW_OK;
        if (!done) {
            assert_int_equal(status, CW_ERR_NOMEM);
            assert_int_equal(cw_record_count(member, CW_MEMBER_ROLES), roles);
        }
        cw_case_unref(one);
        cw_context_unref(context);
        assert_int_equal(memory.live, 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_by_its_rules), cmocka_unit_test(is_unknown_to_others), cmocka_unit_test(tells_what_no_rule_declares),
        cmocka_unit_test(reads_in_streams), cmocka_unit_test(edits), cmocka_unit_test(refuses), cmocka_unit_test(runs_out_of_memory),
    };
    return cmocka_run_group_tests_name("api/words", tests, NULL, NULL);
}
