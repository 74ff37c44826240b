/* SPDX-License-Identifier: MIT */
#include "cases.h"

#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>

enum {
    CASEWORKER = 3, COUNSELOR = 4, FIRST_CHILD = 2,   /* members by position; 0 and 1 are the parents */
    MEMBERS_MOST = 60, OBJECTIVES_MOST = 200,
    GROWN_DAYS_PER_HUNDRED = 180
};

typedef struct maker {
    const case_shape *shape;
    cw_case *one;
    cw_status status;                /* the first failure; the calls after it do no harm */
    uint64_t random;
    cw_date opened, last;            /* last: the day of the last entry */
    int32_t objectives, tasks, referrals;
    char ids[MEMBERS_MOST][16];
} maker;

/* ---- chance ---- */

/* splitmix64: any seed is a good one. */
static uint64_t draw(maker *self)
{
    uint64_t z = self->random += UINT64_C(0x9e3779b97f4a7c15);
    z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
    return z ^ z >> 31;
}

static int32_t below(maker *self, int32_t count)
{
    return (int32_t)(draw(self) % (uint64_t)count);
}

static int chance(maker *self, int32_t percent)
{
    return below(self, 100) < percent;
}

static const char *pick(maker *self, const char *const *words, size_t count)
{
    return words[below(self, (int32_t)count)];
}
#define PICK(self, words) pick(self, words, sizeof words / sizeof *words)

static void must(maker *self, cw_status status)
{
    if (self->status == CW_OK) self->status = status;
}

/* ---- members ---- */

static cw_member *add_member(maker *self, int32_t index, const char *word, int32_t role, cw_date joined)
{
    static const char *const names[] = {"Ruth Amsel", "Jonas Keller", "Mary-Ann O'Neil", "José Núñez", "Ida Brandt", "Sam Whitlock"};
    cw_member *member = NULL;
    snprintf(self->ids[index], sizeof self->ids[index], "%s-%" PRId32, word, index);
    must(self, cw_case_add_member(self->one, self->ids[index], &member));
    must(self, cw_member_set_name(member, PICK(self, names)));
    must(self, cw_member_add_role(member, role));
    must(self, cw_member_set_joined(member, joined));
    return member;
}

static void add_parents(maker *self)
{
    cw_member *mother = add_member(self, 0, "mother", CW_ROLE_BIOLOGICAL_PARENT, self->opened);
    must(self, cw_member_add_role(mother, CW_ROLE_CAREGIVER));
    if (chance(self, 70)) must(self, cw_member_add_role(mother, CW_ROLE_ADULT_PERPETRATOR));
    must(self, cw_member_set_living(mother, CW_LIVING_HOME));
    must(self, cw_member_set_born(mother, self->opened - 9000 - below(self, 3000)));
    cw_member *father = add_member(self, 1, "father", CW_ROLE_BIOLOGICAL_PARENT, self->opened + below(self, 40));
    must(self, cw_member_add_role(father, CW_ROLE_IDENTIFIED_FATHER));
    if (chance(self, 40)) must(self, cw_member_add_role(father, CW_ROLE_ADULT_PERPETRATOR));
    must(self, cw_member_set_living(father, CW_LIVING_OTHER));
    must(self, cw_member_set_born(father, self->opened - 10000 - below(self, 3000)));
    if (chance(self, 20)) must(self, cw_member_set_left(father, self->opened + self->shape->days / 2));
}

static void add_child(maker *self, int32_t index)
{
    cw_member *child = add_member(self, index, "child", CW_ROLE_CHILD, self->opened);
    must(self, cw_member_set_living(child, chance(self, 90) ? CW_LIVING_HOME : CW_LIVING_KIN));
    must(self, cw_member_set_born(child, self->opened - 200 - below(self, 5000)));
    must(self, cw_member_add_parent(child, self->ids[0]));
    must(self, cw_member_add_parent(child, self->ids[1]));
    must(self, cw_member_set_paternity(child, CW_PATERNITY_IDENTIFIED));
    must(self, cw_member_set_indian_child(child, 0));
}

static void add_members(maker *self)
{
    add_parents(self);
    for (int32_t i = FIRST_CHILD; i < self->shape->members; i++) {
        if (i == CASEWORKER) add_member(self, i, "worker", CW_ROLE_CASEWORKER, self->opened);
        else if (i == COUNSELOR) add_member(self, i, "counselor", CW_ROLE_MENTAL_HEALTH_COUNSELOR, self->opened + below(self, 60));
        else add_child(self, i);
    }
}

/* A member of the family by position, but for the caseworker and the counselor. */
static int32_t some_relative(maker *self)
{
    int32_t index = below(self, self->shape->members);
    return index == CASEWORKER || index == COUNSELOR ? 0 : index;
}

/* ---- plans ---- */

static void add_task(maker *self, cw_objective *objective, cw_date start, cw_date target)
{
    static const char *const texts[] = {
        "Attend each session with the counselor and tell the worker of any that is missed.",
        "Keep a written plan of who looks after the children on each day of the week.",
        "Visit the school once a month and speak with both teachers.",
    };
    char id[16];
    cw_task *task = NULL;
    cw_date due = start + 20 + below(self, 150);
    snprintf(id, sizeof id, "t%" PRId32, self->tasks++);
    must(self, cw_objective_add_task(objective, id, &task));
    must(self, cw_task_set_text(task, PICK(self, texts)));
    must(self, cw_task_add_focus(task, CW_FOCUS_MALTREATMENT + below(self, 10)));
    must(self, cw_task_set_section(task, CW_SECTION_FAMILY));
    must(self, cw_task_add_owner(task, self->ids[some_relative(self)]));
    must(self, cw_task_add_owner(task, self->ids[CASEWORKER]));
    if (chance(self, 90)) must(self, cw_task_set_start(task, start + below(self, 15)));
    must(self, cw_task_set_due(task, due < target || chance(self, 10) ? due : target));
    if (chance(self, 60)) must(self, cw_task_set_completed(task, due - 15 + below(self, 30)));
    else if (chance(self, 10)) must(self, cw_task_set_dropped(task, start + below(self, 90)));
}

static cw_objective *add_objective(maker *self, cw_plan *plan, int32_t level, cw_date start, cw_date target)
{
    static const char *const texts[] = {
        "The children are looked after by a sober, able adult at all times of the day.",
        "She asks for help on the day on which she sees the first warning signs.",
    };
    char id[16];
    cw_objective *objective = NULL;
    snprintf(id, sizeof id, "o%" PRId32, self->objectives++);
    must(self, cw_plan_add_objective(plan, id, &objective));
    must(self, cw_objective_set_level(objective, level));
    must(self, cw_objective_add_focus(objective, CW_FOCUS_MALTREATMENT + below(self, 10)));
    must(self, cw_objective_set_section(objective, CW_SECTION_FAMILY));
    must(self, cw_objective_set_text(objective, PICK(self, texts)));
    must(self, cw_objective_set_measure(objective, "No week without two visits that found it so."));
    must(self, cw_objective_set_start(objective, start));
    must(self, cw_objective_set_target(objective, target));
    if (chance(self, 10)) must(self, cw_objective_set_dropped(objective, start + 30 + below(self, 60)));
    return objective;
}

static void add_subjects(maker *self, cw_objective *objective, int32_t level)
{
    must(self, cw_objective_add_subject(objective, self->ids[level == CW_OBJECTIVE_LEVEL_INDIVIDUAL ? below(self, 2) : 0]));
    if (level != CW_OBJECTIVE_LEVEL_INDIVIDUAL || chance(self, 15))
        must(self, cw_objective_add_subject(objective, self->ids[FIRST_CHILD]));
}

static void add_objectives(maker *self, cw_plan *plan, cw_date since, int32_t objectives, int32_t tasks)
{
    static const int32_t levels[] = {CW_OBJECTIVE_LEVEL_PRIMARY_FAMILY, CW_OBJECTIVE_LEVEL_INDIVIDUAL, CW_OBJECTIVE_LEVEL_SECONDARY_FAMILY};
    for (int32_t i = 0; i < objectives; i++) {
        int32_t share = tasks / objectives + (i < tasks % objectives);
        cw_date start = since + below(self, 10), target = cw_date_add_months(start, 6);
        cw_objective *objective = add_objective(self, plan, levels[i % 3], start, target);
        add_subjects(self, objective, levels[i % 3]);
        for (int32_t k = 0; k < share; k++)
            add_task(self, objective, start, target);
    }
}

/* The version in force gets the larger part of the objectives and tasks. */
static void add_plan(maker *self, int32_t index, cw_date developed)
{
    const case_shape *shape = self->shape;
    char id[16];
    cw_plan *plan = NULL;
    cw_record *row = NULL;
    bool last = index == shape->plans - 1;
    int32_t before = shape->plans * 2 - 1;
    snprintf(id, sizeof id, "plan-%" PRId32, index);
    must(self, cw_case_add_plan(self->one, id, &plan));
    must(self, cw_plan_set_developed(plan, developed));
    if (chance(self, 50)) must(self, cw_plan_set_effective(plan, developed + below(self, 10)));
    must(self, cw_plan_set_vision(plan, "A quiet house in which nobody is afraid."));
    for (int32_t i = 0; i < CASEWORKER; i++)
        must(self, cw_plan_add_participant(plan, self->ids[i]));
    must(self, cw_plan_add_signature(plan, &row));
    must(self, cw_record_set_reference(row, CW_SIGNATURE_MEMBER, self->ids[0]));
    must(self, cw_record_set_date(row, CW_SIGNATURE_DATE, developed));
    int32_t objectives = last ? shape->objectives - self->objectives : shape->objectives / before;
    int32_t tasks = last ? shape->tasks - self->tasks : shape->tasks / before;
    add_objectives(self, plan, developed, objectives, tasks);
}

static void add_plans(maker *self)
{
    cw_date developed = self->opened + 15 + below(self, 55);
    for (int32_t i = 0; i < self->shape->plans; i++) {
        add_plan(self, i, developed);
        developed += 120 + below(self, 80);
    }
}

/* ---- the record ---- */

static void put_word(maker *self, cw_entry *entry, int32_t key, const char *word)
{
    must(self, cw_record_set_word(cw_entry_record(entry), key, word));
}

/* The father and the counselor come later than the case; they are seen no sooner. */
static void add_with(maker *self, cw_entry *entry, cw_date date, int32_t index, int32_t percent)
{
    if (index < self->shape->members && date >= self->opened + 60 && chance(self, percent))
        must(self, cw_entry_add_with(entry, self->ids[index]));
}

static void fill_contact(maker *self, cw_entry *entry, cw_date date)
{
    static const char *const modes[] = {"face_to_face", "face_to_face", "face_to_face", "telephone", "video"};
    static const char *const places[] = {"residence", "residence", "office", "school", "community"};
    static const char *const topics[] = {"safety", "wellbeing", "education", "health", "housing"};
    put_word(self, entry, CW_CONTACT_MODE, PICK(self, modes));
    put_word(self, entry, CW_CONTACT_PLACE, PICK(self, places));
    for (int32_t i = below(self, 12) ? 1 + below(self, 2) : 0; i > 0; i--)
        must(self, cw_record_append_word(cw_entry_record(entry), CW_CONTACT_TOPICS, PICK(self, topics)));
    must(self, cw_entry_add_with(entry, self->ids[0]));
    for (int32_t i = FIRST_CHILD; i < self->shape->members; i++)
        if (i != CASEWORKER && i != COUNSELOR && chance(self, 75)) must(self, cw_entry_add_with(entry, self->ids[i]));
    add_with(self, entry, date, 1, 40);
    add_with(self, entry, date, COUNSELOR, 25);
    must(self, cw_entry_set_by(entry, self->ids[chance(self, 90) || self->shape->members <= COUNSELOR ? CASEWORKER : COUNSELOR]));
}

static void fill_other(maker *self, cw_entry *entry, const char *kind)
{
    must(self, cw_entry_set_by(entry, self->ids[CASEWORKER]));
    if (kind[0] == 'm') {
        static const char *const types[] = {"periodic_review", "family_team_meeting", "case_planning_conference"};
        put_word(self, entry, CW_MEETING_TYPE, PICK(self, types));
        for (int32_t i = 0; i < CASEWORKER; i++)
            must(self, cw_record_append_reference(cw_entry_record(entry), CW_MEETING_ATTENDEES, self->ids[i]));
    } else if (kind[0] == 's') {
        char id[16];
        put_word(self, entry, CW_SUBSTANTIATION_FINDING, "substantiated");
        snprintf(id, sizeof id, "r%" PRId32, below(self, self->referrals));
        must(self, cw_entry_add_address(entry, id));
    } else {
        must(self, cw_entry_add_about(entry, self->ids[some_relative(self)]));
    }
}

/* However long the record, there are as many referrals and findings: what a rule asks of each pair of entries is not linear. */
static const char *kind_at(maker *self, int32_t index)
{
    static const char *const kinds[] = {
        "contact", "contact", "contact", "contact", "contact", "contact", "contact", "contact", "contact", "contact", "contact",
        "note", "note", "note", "note", "meeting", "meeting", "progress", "effort", "assessment",
    };
    if (index == 0 || index == 15) return "referral";
    if (index == 8 || (index == 22 && chance(self, 70))) return "substantiation";
    return PICK(self, kinds);
}

static void add_entry(maker *self, int32_t index, cw_date date)
{
    static const char *const texts[] = {
        "Supper was on the table, and the children had done their homework. The week plan hung on the door.",
        "Called to say that the session on Friday is moved; she had told the counselor herself.",
        "No one was at home at the time that was agreed. Left a card and called the relative.",
    };
    const char *kind = kind_at(self, index);
    bool referral = kind[0] == 'r';
    char id[16];
    cw_entry *entry = NULL;
    snprintf(id, sizeof id, referral ? "r%" PRId32 : "e%" PRId32, referral ? self->referrals++ : index);
    must(self, cw_case_add_entry(self->one, kind, date, id, &entry));
    must(self, cw_entry_set_recorded(entry, date + below(self, 4)));
    must(self, cw_entry_set_text(entry, PICK(self, texts)));
    if (kind[0] == 'c') fill_contact(self, entry, date);
    else fill_other(self, entry, kind);
}

static void add_entries(maker *self)
{
    const case_shape *shape = self->shape;
    for (int32_t i = 0; i < shape->entries; i++) {
        cw_date date = self->opened + (cw_date)((int64_t)i * shape->days / shape->entries);
        add_entry(self, i, date + below(self, 3));
    }
}

/* ---- cases ---- */

/* Most are judged as of a day near the end of the record, with a little of it yet to come; some are closed. */
static cw_date settle(maker *self)
{
    cw_date as_of = self->opened + self->shape->days * (85 + below(self, 20)) / 100;
    if (chance(self, 15)) {
        cw_date closed = self->opened + self->shape->days * 80 / 100;
        must(self, cw_record_set_date(cw_case_record(self->one), CW_CASE_CLOSED, closed));
    }
    return as_of;
}

cw_status make_case(const case_shape *shape, cw_case **out, cw_date *as_of)
{
    maker self = {.shape = shape, .random = shape->seed * 977 + 1};
    char id[32];
    *out = NULL;
    if (shape->members <= CASEWORKER || shape->members > MEMBERS_MOST || shape->objectives < shape->plans) return CW_ERR_ARGUMENT;
    self.opened = cw_date_from_ymd(shape->days > 8000 ? 1000 : 2023, 1, 1) + below(&self, 300);
    snprintf(id, sizeof id, "bench-%08" PRIu64, shape->seed);
    must(&self, cw_case_new(NULL, id, self.opened, &self.one));
    cw_record *root = cw_case_record(self.one);
    must(&self, cw_record_append_word(root, CW_CASE_TYPES, "in_home_cps"));
    must(&self, cw_record_set_text(root, CW_CASE_JURISDICTION, "us-ky"));
    add_members(&self);
    add_plans(&self);
    add_entries(&self);
    *as_of = settle(&self);
    if (self.status != CW_OK) cw_case_unref(self.one);
    else *out = self.one;
    return self.status;
}

cw_status make_document(const case_shape *shape, cw_text **out, cw_date *as_of)
{
    cw_case *one = NULL;
    *out = NULL;
    cw_status status = make_case(shape, &one, as_of);
    if (status == CW_OK) status = cw_case_write(one, CW_WRITE_COMPACT, out);
    cw_case_unref(one);
    return status;
}

case_shape typical_shape(uint64_t seed)
{
    return (case_shape){.seed = seed, .members = 6, .plans = 1 + (int32_t)(seed % 2), .objectives = 3 + (int32_t)(seed / 2 % 4),
                        .tasks = 10, .entries = 40, .days = 420};
}

case_shape grown_shape(int32_t entries, uint64_t seed)
{
    return (case_shape){.seed = seed, .members = 6, .plans = 2, .objectives = 5, .tasks = 10, .entries = entries,
                        .days = (int32_t)((int64_t)entries * GROWN_DAYS_PER_HUNDRED / 100)};
}
