/* SPDX-License-Identifier: MIT */
/* Tables: what is said of a field or a kind of record where its bare name would not read well. */
#include "author/handbook_names.h"

#include "eval/custom.h"
#include "eval/rating.h"

#include <string.h>

/* ---- fields ---- */

#define DAY(called, past) {.name = called, .owned = "the day on which % " past, .yes = "% " past}
#define DONE(called, past) {.name = called, .owned = "the day on which % was " past, .yes = "% was " past, .no = "% was not " past}

/* By name; whatever the kind, each says the same of all that have the field. A test holds the names to the schema. */
static const handbook_field fields[] = {
    {.name = "about", .owned = "the people whom % is about", .item = "person whom % is about", .items = "people whom % is about",
     .noun = "person"},
    DONE("achieved", "achieved"),
    {.name = "active", .yes = "% is active on the case", .no = "% is not active on the case"},
    {.name = "addresses", .owned = "the records that % answers", .item = "record that % answers", .items = "records that % answers",
     .noun = "record"},
    {.name = "adult_victim_choice", .yes = "in %, the adult victim chose to have the maltreatment of the adult addressed",
     .no = "in %, the adult victim chose not to have the maltreatment of the adult addressed"},
    {.name = "agreement_on", .owned = "the day of the service agreement of %"},
    {.name = "approved_by", .owned = "the person who approved %"},
    DONE("assigned", "assigned"),
    {.name = "attendees", .owned = "the attendees of %", .item = "attendee of %", .items = "attendees of %", .noun = "attendee"},
    {.name = "born", .owned = "the date of birth of %"},
    {.name = "by", .owned = "the person who carried out %"},
    {.name = "children", .owned = "the rows that % has for each child", .item = "row that % has for a child",
     .items = "rows that % has for each child", .noun = "row"},
    {.name = "closed", .owned = "the day on which % was closed", .yes = "% is closed", .no = "% is not closed"},
    DONE("completed", "completed"),
    {.name = "conditions_for_return", .owned = "the conditions for return in %", .item = "condition for return in %",
     .items = "conditions for return in %", .noun = "condition for return"},
    {.name = "continues", .owned = "what % carries on"},
    {.name = "court_involved", .yes = "a court is involved in %", .no = "no court is involved in %"},
    {.name = "court_ordered", .yes = "a court ordered %", .no = "no court ordered %"},
    {.name = "date", .owned = "the day of %"},
    DONE("developed", "developed"),
    {.name = "decision", .owned = "the decision in %"},
    {.name = "directed_to", .owned = "the party to whom % is directed"},
    DONE("dropped", "dropped"),
    {.name = "due", .owned = "the due day of %"},
    {.name = "education_records_on", .owned = "the day of the education records in %"},
    {.name = "education_stability_on", .owned = "the day of the word on school stability in %"},
    {.name = "effective", .owned = "the day on which % takes effect"},
    {.name = "ended", .owned = "the day on which % ended", .yes = "% has ended", .no = "% has not ended"},
    {.name = "ends", .owned = "the planned end of %"},
    {.name = "escape", .owned = "the ways to escape in %", .item = "way to escape in %", .items = "ways to escape in %",
     .noun = "way to escape"},
    {.name = "expires", .owned = "the last day on which % holds"},
    {.name = "focus", .owned = "the focus of %", .item = "focus of %", .items = "focuses of %", .noun = "focus",
     .holds = "the focus of % includes "},
    {.name = "for_investigation", .yes = "% is for an investigation", .no = "% is not for an investigation"},
    {.name = "health_records_on", .owned = "the day of the health records in %"},
    {.name = "indian_child", .yes = "% is an American Indian child", .no = "% is not an American Indian child"},
    {.name = "interrupt", .owned = "the ways to interrupt in %", .item = "way to interrupt in %", .items = "ways to interrupt in %",
     .noun = "way to interrupt"},
    {.name = "invited", .owned = "those invited to %", .item = "person invited to %", .items = "people invited to %", .noun = "person"},
    DAY("joined", "joined"),
    {.name = "left", .owned = "the day on which % left the case", .yes = "% has left the case", .no = "% has not left the case"},
    {.name = "living", .owned = "the place where % lives"},
    DONE("opened", "opened"),
    {.name = "parenting_time", .owned = "the parenting time rows of %", .item = "parenting time row of %",
     .items = "parenting time rows of %", .noun = "parenting time row"},
    {.name = "prevent", .owned = "the ways to prevent in %", .item = "way to prevent in %", .items = "ways to prevent in %",
     .noun = "way to prevent"},
    {.name = "private", .yes = "the person was seen alone in %", .no = "the person was not seen alone in %"},
    {.name = "proactive", .owned = "the proactive steps of %", .item = "proactive step of %", .items = "proactive steps of %",
     .noun = "proactive step"},
    {.name = "rating", .owned = "the result of %"},
    {.name = "reactive", .owned = "the reactive steps of %", .item = "reactive step of %", .items = "reactive steps of %",
     .noun = "reactive step"},
    DONE("recorded", "recorded"),
    {.name = "review_schedule", .owned = "the day set for the review of %"},
    {.name = "roles", .owned = "the roles of %", .item = "role of %", .items = "roles of %", .noun = "role", .holds = "% has the role "},
    {.name = "rule", .owned = "the rule that % names"},
    {.name = "safe", .yes = "% found the children safe", .no = "% did not find the children safe"},
    {.name = "since", .owned = "the day from which % is in force"},
    {.name = "start", .owned = "the start of %"},
    {.name = "supervised", .yes = "% is supervised", .no = "% is not supervised"},
    {.name = "target", .owned = "the target day of %"},
    {.name = "target_reason", .owned = "the reason for the target day of %"},
    {.name = "topics", .owned = "the topics of %", .item = "topic of %", .items = "topics of %", .noun = "topic",
     .holds = "the topics of % include "},
    {.name = "types", .owned = "the types of %", .item = "type of %", .items = "types of %", .noun = "type",
     .holds = "the types of % include "},
    {.name = "until", .owned = "the last day on which % is in force"},
    DONE("vacated", "vacated"),
    {.name = "with", .owned = "the participants of %", .item = "participant of %", .items = "participants of %", .noun = "participant"},
};

enum { FIELDS = sizeof fields / sizeof fields[0] };

/* What was rated may be any record, not a person alone. */
static const handbook_field about_records = {
    .name = "about", .owned = "the records that % is about", .item = "record that % is about", .items = "records that % is about", .noun = "record",
};

const handbook_field *handbook_field_of(const model_field *field)
{
    if (field->key == EVAL_RATING_KEY || field->key == EVAL_CUSTOM_KEY || model_kind_is_history(field->kind))
        return NULL;
    if (field == model_field_by(MODEL_FIELD_RATING_ABOUT))
        return &about_records;
    for (int i = 0; i < FIELDS; i++)
        if (strcmp(fields[i].name, field->name) == 0)
            return &fields[i];
    return NULL;
}

/* ---- records ---- */

static const struct { int32_t kind; const char *one, *many; } nouns[] = {
    {MODEL_KIND_PLAN, "plan version", "plan versions"},
    {MODEL_KIND_PLAN_CHILD, "row for a child", "rows for children"},
    {MODEL_KIND_EDUCATION_STABILITY, "school stability step", "school stability steps"},
    {MODEL_KIND_PROGRESS, "progress evaluation", "progress evaluations"},
    {MODEL_KIND_ENTRY, "entry", "entries"},
    {MODEL_KIND_CASE, "case", "cases"},
    {MODEL_KIND_MEMBER, "member", "members"},
    {MODEL_KIND_OBJECTIVE, "objective", "objectives"},
    {MODEL_KIND_TASK, "task", "tasks"},
    {MODEL_KIND_SERVICE, "service", "services"},
    {MODEL_KIND_OUTCOME, "outcome", "outcomes"},
    {MODEL_KIND_NEED, "need", "needs"},
    {MODEL_KIND_STRENGTH, "strength", "strengths"},
    {MODEL_KIND_COURT_ACTION, "court action", "court actions"},
    {MODEL_KIND_ASSESSMENT_FINDING, "finding", "findings"},
    {MODEL_KIND_SIGNATURE, "signature", "signatures"},
    {MODEL_KIND_PARENTING_TIME, "parenting time row", "parenting time rows"},
    {MODEL_KIND_PREVENTION_PLAN, "prevention plan", "prevention plans"},
    {MODEL_KIND_SAFETY_PLAN, "safety plan", "safety plans"},
    {MODEL_KIND_AVAILABILITY, "word on availability", "words on availability"},
    {MODEL_KIND_MILESTONE, "milestone", "milestones"},
    {MODEL_KIND_RESOURCE, "resource", "resources"},
    {MODEL_KIND_RATING, "rating", "ratings"},
    {MODEL_KIND_JOB_LOSS, "job loss", "job losses"},
    {MODEL_KIND_BASIC_NEEDS_LOSS, "loss of basic needs", "losses of basic needs"},
    {MODEL_KIND_TREATMENT_COMPLETED, "completed treatment", "completed treatments"},
    {MODEL_KIND_ABSENT_PARENT_LOCATED, "finding of an absent parent", "findings of absent parents"},
    {MODEL_KIND_CONTACT, "contact", "contacts"},
    {MODEL_KIND_MEETING, "meeting", "meetings"},
    {MODEL_KIND_REFERRAL, "referral", "referrals"},
    {MODEL_KIND_SUBSTANTIATION, "substantiation", "substantiations"},
    {MODEL_KIND_REMOVAL, "removal", "removals"},
    {MODEL_KIND_EXIT, "exit", "exits"},
    {MODEL_KIND_COURT_FINDING, "court finding", "court findings"},
    {MODEL_KIND_PLACEMENT, "placement", "placements"},
    {MODEL_KIND_PLACEMENT_DISRUPTION, "placement disruption", "placement disruptions"},
    {MODEL_KIND_REUNIFICATION, "reunification", "reunifications"},
    {MODEL_KIND_RELATIVE_PLACEMENT, "relative placement", "relative placements"},
    {MODEL_KIND_ADOPTION_FINALIZATION, "adoption finalization", "adoption finalizations"},
    {MODEL_KIND_PERMANENCY_GOAL_CHANGE, "change of a permanency goal", "changes of permanency goals"},
    {MODEL_KIND_CASE_ASSIGNMENT, "case assignment", "case assignments"},
    {MODEL_KIND_COMPOSITION_CHANGE, "change in the household", "changes in the household"},
    {MODEL_KIND_INCOME_CHANGE, "income change", "income changes"},
    {MODEL_KIND_OTHER_CHANGE, "other change", "other changes"},
    {MODEL_KIND_COURT_ORDER, "court order", "court orders"},
    {MODEL_KIND_ASSESSMENT, "assessment", "assessments"},
    {MODEL_KIND_EFFORT, "effort", "efforts"},
    {MODEL_KIND_NOTE, "note", "notes"},
    {MODEL_KIND_CHOICE, "choice", "choices"},
    {MODEL_KIND_SUPERVISION, "supervision", "supervisions"},
    {MODEL_KIND_SERVICE_REFERRAL, "service referral", "service referrals"},
    {MODEL_KIND_TRIBE_CONTACT, "tribe contact", "tribe contacts"},
    {MODEL_KIND_WAIVER, "waiver", "waivers"},
    {MODEL_KIND_REVIEW, "review", "reviews"},
};

enum { NOUNS = sizeof nouns / sizeof nouns[0] };

const char *handbook_noun(int32_t kind)
{
    for (int i = 0; i < NOUNS; i++)
        if (nouns[i].kind == kind)
            return nouns[i].one;
    return "record";
}

const char *handbook_nouns(int32_t kind)
{
    for (int i = 0; i < NOUNS; i++)
        if (nouns[i].kind == kind)
            return nouns[i].many;
    return "records";
}

/* ---- words ---- */

void handbook_put_words(base_buffer *out, base_str name)
{
    for (size_t at = 0; at < name.length;) {
        if (name.at[at] == '_') {
            base_put_char(out, ' ');
            at++;
        } else {
            at += (size_t)base_put_visible_one(out, name.at + at, name.length - at);
        }
    }
}

static bool ends_in(base_str name, const char *end)
{
    base_str tail = base_str_of(end);
    return name.length > tail.length && base_str_equal((base_str){name.at + name.length - tail.length, tail.length}, tail);
}

void handbook_put_one(base_buffer *out, base_str plural)
{
    if (ends_in(plural, "ies")) {
        handbook_put_words(out, (base_str){plural.at, plural.length - 3});
        base_put_char(out, 'y');
    } else {
        handbook_put_words(out, (base_str){plural.at, plural.length - (ends_in(plural, "s") && !ends_in(plural, "ss"))});
    }
}
