/* SPDX-License-Identifier: MIT */
/* What stands in a rule and in a report, as a binding reads it without parsing the report's JSON. */
#include "fixture.h"

static const char rules_text[] =
    "language 1\n"
    "rules demo \"A demonstration\"\n"
    "version: 1.5\n"
    "source KY: \"A manual\"\n"
    "source FED: \"A page\"\n"
    "\n"
    "parameter pace = 1 calendar month reading A4\n"
    "parameter least = 0\n"
    "\n"
    "table subjects key area\n"
    "  area | id\n"
    "  health | REQ-1\n"
    "  school | REQ-2\n"
    "\n"
    "rule contact\n"
    "  title:   \"A contact each month\"\n"
    "  source:  KY \"item 3.1\"\n"
    "  source:  FED \"page 2\"\n"
    "  covers:  REQ-7, REQ-8\n"
    "  target:  95 %\n"
    "  every:   pace\n"
    "  from:    case.opened\n"
    "  require: count(contacts[date in period]) > least\n"
    "\n"
    "rule area\n"
    "  title:   \"Each area {s.area} is looked at\"\n"
    "  covers:  s.id\n"
    "  instrument: demo.review \"Engagement\"\n"
    "  for:     s in subjects\n"
    "  require: count(contacts) > 0\n"
    "\n"
    "rule later\n"
    "  title:   \"Another rule\"\n"
    "  require: true\n";

/* What an office makes of it. */
static const char office_text[] =
    "language 1\n"
    "rules office \"An office\"\n"
    "include demo\n"
    "override demo:later\n"
    "  force: advised\n";

static cw_rules *compile_both(void)
{
    cw_rules_builder *builder = NULL;
    cw_rules *rules = NULL;
    assert_int_equal(cw_rules_builder_new(NULL, &builder), CW_OK);
    assert_int_equal(cw_rules_builder_add(builder, "office.rules", office_text, (int64_t)strlen(office_text)), CW_OK);
    assert_int_equal(cw_rules_builder_add(builder, "demo.rules", rules_text, (int64_t)strlen(rules_text)), CW_OK);
    assert_int_equal(cw_rules_builder_set_parameter(builder, "least", "1"), CW_OK);
    assert_int_equal(cw_rules_builder_compile(builder, &rules, NULL), CW_OK);
    cw_rules_builder_release(builder);
    return rules;
}

static const char document[] =
    "{\"format\": \"casework.case/1\", \"id\": \"c1\", \"types\": [\"other\"], \"opened\": \"2024-01-01\","
    " \"record\": [{\"kind\": \"contact\", \"date\": \"2024-02-10\"}]}";

/* Takes over the rules. */
static cw_report *judge_by(cw_rules *rules, cw_date as_of)
{
    cw_case *one = NULL;
    cw_evaluator *evaluator = NULL;
    cw_report *report = NULL;
    assert_int_equal(cw_case_read(NULL, NULL, 0, document, (int64_t)strlen(document), 0, &one, NULL), CW_OK);
    assert_int_equal(cw_evaluator_new(NULL, &evaluator), CW_OK);
    assert_int_equal(cw_report_new(NULL, &report), CW_OK);
    assert_null(cw_report_case(report));
    assert_null(cw_report_rules(report));
    assert_int_equal(cw_evaluator_run(evaluator, rules, one, as_of, report), CW_OK);
    assert_ptr_equal(cw_report_case(report), one);
    assert_ptr_equal(cw_report_rules(report), rules);
    cw_evaluator_unref(evaluator);
    cw_rules_unref(rules);
    cw_case_unref(one);
    return report;
}

static cw_report *judge(cw_date as_of)
{
    return judge_by(fixture_compile(NULL, rules_text), as_of);
}

static const cw_finding *find(const cw_report *report, const char *rule, int64_t nth)
{
    for (int64_t i = 0; i < cw_report_count(report); i++)
        if (strcmp(cw_finding_rule(cw_report_at(report, i)), rule) == 0 && nth-- == 0)
            return cw_report_at(report, i);
    fail_msg("no finding of %s", rule);
    return NULL;
}

static void gives_sources(void **state)
{
    cw_report *report = judge(fixture_day());
    const cw_finding *contact = find(report, "demo:contact", 0), *later = find(report, "demo:later", 0);
    (void)state;
    assert_int_equal(cw_finding_source_count(contact), 2);
    assert_string_equal(cw_finding_source_code(contact, 0), "KY");
    assert_string_equal(cw_finding_source_text(contact, 0), "item 3.1");
    assert_string_equal(cw_finding_source_code(contact, 1), "FED");
    assert_string_equal(cw_finding_source_text(contact, 1), "page 2");
    assert_int_equal(cw_finding_source_count(later), 0);
    assert_null(cw_finding_source_code(later, 0));
    cw_report_unref(report);
}

static void gives_covers(void **state)
{
    cw_report *report = judge(fixture_day());
    const cw_finding *contact = find(report, "demo:contact", 0);
    (void)state;
    assert_int_equal(cw_finding_cover_count(contact), 2);
    assert_string_equal(cw_finding_cover_at(contact, 0), "REQ-7");
    assert_string_equal(cw_finding_cover_at(contact, 1), "REQ-8");
    assert_int_equal(cw_finding_cover_count(find(report, "demo:area", 0)), 1);
    assert_string_equal(cw_finding_cover_at(find(report, "demo:area", 0), 0), "REQ-1");
    assert_string_equal(cw_finding_cover_at(find(report, "demo:area", 1), 0), "REQ-2");
    assert_int_equal(cw_finding_cover_count(find(report, "demo:later", 0)), 0);
    cw_report_unref(report);
}

static void gives_parameters(void **state)
{
    cw_report *report = judge(fixture_day());
    const cw_finding *contact = find(report, "demo:contact", 0);
    int64_t pace = strcmp(cw_finding_parameter_name(contact, 0), "demo:pace") == 0 ? 0 : 1, least = 1 - pace;
    (void)state;
    assert_int_equal(cw_finding_parameter_count(contact), 2);
    assert_string_equal(cw_finding_parameter_name(contact, pace), "demo:pace");
    assert_string_equal(cw_finding_parameter_value(contact, pace), "1 calendar month");
    assert_string_equal(cw_finding_parameter_reading(contact, pace), "A4");
    assert_string_equal(cw_finding_parameter_name(contact, least), "demo:least");
    assert_string_equal(cw_finding_parameter_value(contact, least), "0");
    assert_null(cw_finding_parameter_reading(contact, least));
    assert_int_equal(cw_finding_parameter_count(find(report, "demo:later", 0)), 0);
    cw_report_unref(report);
}

/* January, March, April and May have no contact; June has not ended. */
static void gives_the_first_missed(void **state)
{
    cw_report *report = judge(fixture_day());
    const cw_finding *contact = find(report, "demo:contact", 0);
    (void)state;
    assert_int_equal(cw_finding_missed(contact), 4);
    assert_int_equal(cw_finding_first_missed(contact), cw_date_from_ymd(2024, 1, 31));
    assert_int_equal(cw_finding_first_missed(find(report, "demo:later", 0)), CW_DATE_NONE);
    cw_report_unref(report);
    report = judge(cw_date_from_ymd(2024, 1, 15));
    assert_int_equal(cw_finding_first_missed(find(report, "demo:contact", 0)), CW_DATE_NONE);
    cw_report_unref(report);
}

static void gives_notes(void **state)
{
    cw_report *report = judge(cw_date_from_ymd(2023, 12, 31));
    const cw_finding *contact = find(report, "demo:contact", 0);
    (void)state;
    assert_int_equal(cw_finding_status(contact), CW_NOT_APPLICABLE);
    assert_int_equal(cw_finding_note_count(contact), 1);
    assert_string_equal(cw_finding_note_at(contact, 0), "before opening");
    assert_null(cw_finding_note_at(contact, 1));
    assert_null(cw_finding_note_at(contact, -1));
    cw_report_unref(report);
    report = judge(fixture_day());
    assert_int_equal(cw_finding_note_count(find(report, "demo:later", 0)), 0);
    assert_null(cw_finding_note_at(find(report, "demo:later", 0), 0));
    cw_report_unref(report);
}

/* The document does not say up to which day its record is whole. */
static void gives_assumptions(void **state)
{
    cw_report *report = judge(fixture_day()), *empty = NULL;
    (void)state;
    assert_int_equal(cw_report_assumption_count(report), 1);
    assert_string_equal(cw_report_assumption_at(report, 0),
                        "the record is taken to be whole up to 2024-06-01, since `case.current_to` is absent");
    assert_null(cw_report_assumption_at(report, 1));
    assert_null(cw_report_assumption_at(report, -1));
    assert_int_equal(cw_report_new(NULL, &empty), CW_OK);
    assert_int_equal(cw_report_assumption_count(empty), 0);
    assert_null(cw_report_assumption_at(empty, 0));
    cw_report_unref(empty);
    cw_report_unref(report);
}

static void gives_measures(void **state)
{
    cw_report *report = judge(fixture_day());
    const cw_finding *contact = find(report, "demo:contact", 0), *area = find(report, "demo:area", 0);
    (void)state;
    assert_string_equal(cw_finding_target(contact), "95");
    assert_null(cw_finding_instrument(contact));
    assert_null(cw_finding_activity(contact));
    assert_string_equal(cw_finding_instrument(area), "demo.review");
    assert_string_equal(cw_finding_activity(area), "Engagement");
    assert_null(cw_finding_target(area));
    assert_null(cw_finding_changed_by(area));
    cw_report_unref(report);
}

/* Two instruments: one whose last review scores two items, 1.5 and 2, and leaves one open; one that nobody reviewed. */
static const char reviewed_rules[] =
    "language 1\nrules demo \"A demonstration\"\n"
    "rule a\n  title: \"a\"\n  instrument: first.review \"A\"\n  require: score(\"a\") >= 2\n"
    "rule b\n  title: \"b\"\n  instrument: first.review \"B\"\n  require: score(\"b\") >= 2\n"
    "rule c\n  title: \"c\"\n  instrument: second.review \"C\"\n  require: rating(\"c\") = \"met\"\n"
    "rule d\n  title: \"d\"\n  instrument: first.review \"D\"\n  require: rating(\"d\") = \"met\"\n"
    "rule plain\n  title: \"p\"\n  require: true\n";
static const char reviewed_document[] =
    "{\"format\": \"casework.case/1\", \"id\": \"c1\", \"types\": [\"other\"], \"opened\": \"2024-01-01\", \"record\": ["
    "{\"kind\": \"review\", \"date\": \"2024-02-01\", \"instrument\": \"first.review\", \"ratings\": [{\"item\": \"a\", \"score\": 9}]},"
    "{\"kind\": \"review\", \"date\": \"2024-02-20\", \"instrument\": \"first.review\", \"ratings\": "
    "[{\"item\": \"a\", \"score\": 1.5}, {\"item\": \"b\", \"score\": 2}]}]}";

static void gives_instruments(void **state)
{
    cw_rules *rules = fixture_compile(NULL, reviewed_rules);
    cw_case *one = NULL;
    cw_evaluator *evaluator = NULL;
    cw_report *report = NULL;
    (void)state;
    assert_int_equal(cw_case_read(NULL, NULL, 0, reviewed_document, (int64_t)strlen(reviewed_document), 0, &one, NULL), CW_OK);
    assert_int_equal(cw_evaluator_new(NULL, &evaluator), CW_OK);
    assert_int_equal(cw_report_new(NULL, &report), CW_OK);
    assert_int_equal(cw_report_instrument_count(report), 0);
    assert_null(cw_report_instrument_name(report, 0));
    assert_int_equal(cw_evaluator_run(evaluator, rules, one, fixture_day(), report), CW_OK);
    assert_int_equal(cw_report_instrument_count(report), 2);
    assert_string_equal(cw_report_instrument_name(report, 0), "first.review");
    assert_string_equal(cw_report_instrument_name(report, 1), "second.review");
    static const int64_t counts[2][CW_UNKNOWN + 1] = {{[CW_MET] = 1, [CW_UNMET] = 1, [CW_UNKNOWN] = 1}, {[CW_UNKNOWN] = 1}};
    for (int i = 0; i < 2; i++)
        for (int32_t status = CW_MET; status <= CW_UNKNOWN; status++)
            assert_int_equal(cw_report_instrument_count_of(report, i, status), counts[i][status]);
    assert_int_equal(cw_report_instrument_count_of(report, 0, 0), 0);
    assert_int_equal(cw_report_instrument_count_of(report, 0, CW_UNKNOWN + 1), 0);
    assert_int_equal(cw_report_instrument_reviewed(report, 0), cw_date_parse("2024-02-20"));
    assert_int_equal(cw_report_instrument_scored(report, 0), 2);
    assert_string_equal(cw_report_instrument_score(report, 0), "3.5");
    assert_int_equal(cw_report_instrument_reviewed(report, 1), CW_DATE_NONE);
    assert_int_equal(cw_report_instrument_scored(report, 1), 0);
    assert_null(cw_report_instrument_score(report, 1));
    for (int i = 0; i < 2; i++) {
        assert_int_equal(cw_report_instrument_open_count(report, i), 1);
        assert_string_equal(cw_finding_rule(cw_report_instrument_open_at(report, i, 0)), i == 0 ? "demo:d" : "demo:c");
        assert_null(cw_report_instrument_open_at(report, i, 1));
        assert_null(cw_report_instrument_open_at(report, i, -1));
    }
    cw_evaluator_unref(evaluator);
    cw_rules_unref(rules);
    cw_case_unref(one);
    cw_report_unref(report);
}

/* What the host set, and what another rule set overrides. */
static void gives_changes(void **state)
{
    cw_report *report = judge_by(compile_both(), fixture_day());
    const cw_finding *contact = find(report, "demo:contact", 0), *later = find(report, "demo:later", 0);
    const cw_rules *rules = cw_report_rules(report);
    int64_t least = strcmp(cw_finding_parameter_name(contact, 0), "demo:least") == 0 ? 0 : 1;
    (void)state;
    assert_string_equal(cw_finding_parameter_value(contact, least), "1");
    assert_string_equal(cw_finding_parameter_declared(contact, least), "0");
    assert_null(cw_finding_parameter_declared(contact, 1 - least));
    assert_string_equal(cw_finding_changed_by(later), "office");
    assert_int_equal(cw_finding_force(later), CW_FORCE_ADVISED);
    assert_int_equal(cw_rules_file_count(rules), 2);
    assert_string_equal(cw_rules_file_set_at(rules, 0), "office");
    assert_null(cw_rules_file_version_at(rules, 0));
    assert_string_equal(cw_rules_file_set_at(rules, 1), "demo");
    assert_string_equal(cw_rules_file_version_at(rules, 1), "1.5");
    assert_null(cw_rules_file_set_at(rules, 2));
    assert_null(cw_rules_file_version_at(rules, -1));
    cw_report_unref(report);
}

/* Every getter by index answers nothing beyond its count. */
static void indexes_out_of_range(void **state)
{
    typedef const char *(*text_getter)(const cw_finding *, int64_t);
    static const struct { int64_t (*count)(const cw_finding *); text_getter get; } rows[] = {
        {cw_finding_source_count, cw_finding_source_code}, {cw_finding_source_count, cw_finding_source_text},
        {cw_finding_cover_count, cw_finding_cover_at}, {cw_finding_parameter_count, cw_finding_parameter_name},
        {cw_finding_parameter_count, cw_finding_parameter_value}, {cw_finding_parameter_count, cw_finding_parameter_reading},
        {cw_finding_note_count, cw_finding_note_at}, {cw_finding_subject_count, cw_finding_subject_id},
        {cw_finding_subject_count, cw_finding_subject_kind}, {cw_finding_subject_count, cw_finding_subject_variable},
        {cw_finding_reason_count, cw_finding_reason_fact}, {cw_finding_reason_count, cw_finding_reason_message},
    };
    cw_report *report = judge(fixture_day());
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const cw_finding *contact = find(report, "demo:contact", 0);
        assert_int_equal(rows[i].count(NULL), 0);
        assert_null(rows[i].get(NULL, 0));
        assert_null(rows[i].get(contact, -1));
        assert_null(rows[i].get(contact, rows[i].count(contact)));
        assert_null(rows[i].get(contact, INT64_MAX));
        assert_null(rows[i].get(contact, INT64_MIN));
    }
    assert_int_equal(cw_finding_has_more_reasons(find(report, "demo:contact", 0)), 0);
    cw_report_unref(report);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(gives_sources), cmocka_unit_test(gives_covers), cmocka_unit_test(gives_parameters),
        cmocka_unit_test(gives_the_first_missed), cmocka_unit_test(gives_notes), cmocka_unit_test(gives_assumptions), cmocka_unit_test(gives_measures),
        cmocka_unit_test(gives_changes), cmocka_unit_test(gives_instruments),
        cmocka_unit_test(indexes_out_of_range),
    };
    return cmocka_run_group_tests_name("api/report", tests, NULL, NULL);
}
