/* SPDX-License-Identifier: MIT */
/*
 * Quick start: the family of cases/in-home-cps-farrow.json, built through handles instead of read from a
 * document, judged as of 30 September 2025 by the built-in rules of its jurisdiction; prints the report as JSON.
 */
#include <casework.h>
#include <stdio.h>

/* The first call that failed; the calls after it do no harm, since NULL is refused by each. */
static cw_status failure = CW_OK;

static void must(cw_status status)
{
    if (failure == CW_OK)
        failure = status;
}

static cw_date day(const char *text)
{
    return cw_date_parse(text);
}

static cw_member *add_member(cw_case *one, const char *id, const char *name, int32_t role, const char *joined)
{
    cw_member *member = NULL;
    must(cw_case_add_member(one, id, &member));
    must(cw_member_set_name(member, name));
    must(cw_member_add_role(member, role));
    must(cw_member_set_joined(member, day(joined)));
    return member;
}

static void add_members(cw_case *one)
{
    cw_member *lou = add_member(one, "lou", "Louis Farrow", CW_ROLE_BIOLOGICAL_PARENT, "2025-08-04");
    must(cw_member_add_role(lou, CW_ROLE_IDENTIFIED_FATHER));
    must(cw_member_add_role(lou, CW_ROLE_CAREGIVER));
    must(cw_member_add_role(lou, CW_ROLE_PERSON_WITH_PROBLEM_BEHAVIOR));
    must(cw_member_set_born(lou, day("1995-10-31")));
    must(cw_member_set_living(lou, CW_LIVING_HOME));

    cw_member *ana = add_member(one, "ana", "Ana Farrow", CW_ROLE_CHILD, "2025-08-04");
    must(cw_member_set_born(ana, day("2023-01-31")));
    must(cw_member_set_living(ana, CW_LIVING_HOME));
    must(cw_member_add_parent(ana, "lou"));
    must(cw_member_set_paternity(ana, CW_PATERNITY_IDENTIFIED));

    add_member(one, "ssw", "Helen Brandt", CW_ROLE_CASEWORKER, "2025-08-04");
    add_member(one, "fsos", "Paul Whitaker", CW_ROLE_SUPERVISOR, "2025-08-04");
}

/* What is peculiar to a kind of entry is set through its record: the fields.h constants name the keys. */
static void add_visit(cw_case *one)
{
    cw_entry *visit = NULL;
    must(cw_case_add_entry(one, "contact", day("2025-08-12"), "e03", &visit));
    cw_record *record = cw_entry_record(visit);
    must(cw_record_set_word(record, CW_CONTACT_MODE, "face_to_face"));
    must(cw_record_set_word(record, CW_CONTACT_PLACE, "residence"));
    must(cw_record_append_word(record, CW_CONTACT_TOPICS, "safety"));
    must(cw_entry_set_by(visit, "ssw"));
    must(cw_entry_add_with(visit, "lou"));
    must(cw_entry_add_with(visit, "ana"));
    must(cw_entry_set_text(visit, "First visit."));
}

static void add_assessment(cw_case *one)
{
    cw_entry *assessment = NULL;
    must(cw_case_add_entry(one, "assessment", day("2025-08-19"), "e02", &assessment));
    cw_record *record = cw_entry_record(assessment);
    must(cw_record_set_term(record, CW_ASSESSMENT_TYPE, CW_ASSESSMENT_TYPE_INITIAL));
    must(cw_record_set_word(record, CW_ASSESSMENT_RISK, "high"));
    must(cw_record_set_boolean(record, CW_ASSESSMENT_SAFE, 1));
    must(cw_entry_set_by(assessment, "ssw"));
}

static void add_court_order(cw_case *one)
{
    cw_entry *order = NULL;
    cw_record *action = NULL;
    must(cw_case_add_entry(one, "court_order", day("2025-09-12"), "order-1", &order));
    must(cw_record_add_row(cw_entry_record(order), CW_COURT_ORDER_ACTIONS, &action));
    must(cw_record_set_text(action, CW_COURT_ACTION_ID, "action-gate"));
    must(cw_record_set_word(action, CW_COURT_ACTION_DIRECTED_TO, "biological_parent"));
    must(cw_record_set_text(action, CW_COURT_ACTION_TEXT, "Secure the windows."));
}

static void add_record(cw_case *one)
{
    cw_entry *referral = NULL;
    must(cw_case_add_entry(one, "referral", day("2025-08-01"), "e01", &referral));
    must(cw_entry_add_about(referral, "ana"));
    must(cw_entry_set_text(referral, "Child seen alone at the window."));
    add_visit(one);
    add_assessment(one);
    add_court_order(one);
}

static cw_case *build_case(void)
{
    cw_case *one = NULL;
    must(cw_case_new(NULL, "ky-2025-0164", day("2025-08-04"), &one));
    must(cw_case_add_type(one, CW_CASE_TYPE_IN_HOME_CPS));
    must(cw_case_set_jurisdiction(one, "us-ky"));
    must(cw_case_set_assigned(one, day("2025-08-04")));
    must(cw_case_set_current_to(one, day("2025-09-30")));
    add_members(one);
    must(cw_record_set_empty(cw_case_record(one), CW_CASE_PLANS));
    add_record(one);
    must(cw_case_freeze(one, NULL));
    return one;
}

static cw_rules *compile_rules(const char *pack)
{
    cw_rules_builder *builder = NULL;
    cw_rules *rules = NULL;
    must(cw_rules_builder_new(NULL, &builder));
    must(cw_rules_builder_add_pack(builder, pack));
    must(cw_rules_builder_compile(builder, &rules, NULL));
    cw_rules_builder_release(builder);
    return rules;
}

int main(void)
{
    cw_case *one = build_case();
    cw_rules *rules = compile_rules(cw_case_jurisdiction(one));
    cw_evaluator *evaluator = NULL;
    cw_report *report = NULL;
    cw_text *text = NULL;

    must(cw_evaluator_new(NULL, &evaluator));
    must(cw_report_new(NULL, &report));
    must(cw_evaluator_run(evaluator, rules, one, day("2025-09-30"), report));
    must(cw_report_write(report, CW_FORM_JSON, 0, &text));
    if (failure == CW_OK)
        fwrite(cw_text_data(text), 1, (size_t)cw_text_length(text), stdout);
    else
        fprintf(stderr, "quickstart: %s\n", cw_status_name(failure));

    cw_text_unref(text);
    cw_report_unref(report);
    cw_evaluator_unref(evaluator);
    cw_rules_unref(rules);
    cw_case_unref(one);
    return failure == CW_OK ? 0 : 1;
}
