/* SPDX-License-Identifier: MIT */
/* Written as one would who had only these twelve checks to make, and had them to make fast: a loop for each, no
 * allocation, no calls that could be spared; but no check borrows what another one found. */
#include "baseline.h"

#include <string.h>

enum { PLAN_TERM = 30, CONFERENCE_TERM = 60, FINDING_TERM = 30, REVIEW_MONTHS = 6 };

static cw_date earlier(cw_date a, cw_date b)
{
    return a < b ? a : b;
}

static void put(baseline_run *run, int32_t subject, uint8_t status, cw_date due)
{
    run->out[run->count++] = (baseline_finding){run->check, status, subject, due};
}

static bool has_role(const packed_member *member, int role)
{
    return member->roles >> role & 1;
}

static bool is_active(const packed_member *member, cw_date day)
{
    return member->joined <= day && member->left > day;
}

static const packed_plan *plan_on(const packed_case *packed, cw_date day)
{
    for (int32_t i = packed->plan_count; i-- > 0;)
        if (packed->plans[i].since <= day && packed->plans[i].developed <= day) return &packed->plans[i];
    return NULL;
}

/* ---- states ---- */

static void plan_in_force(baseline_run *run)
{
    cw_date from = run->packed->opened + PLAN_TERM, closed = run->packed->closed;
    if (plan_on(run->packed, run->day)) put(run, -1, CW_MET, CW_DATE_NONE);
    else if (from < earlier(run->as_of, closed)) put(run, -1, CW_UNMET, CW_DATE_NONE);
    else if (run->as_of > closed) put(run, -1, CW_NOT_APPLICABLE, CW_DATE_NONE);
    else put(run, -1, CW_PENDING, from);
}

static bool has_individual(const packed_case *packed, const packed_plan *plan, int32_t member, cw_date day)
{
    const packed_objective *objective = packed->objectives + plan->first_objective;
    for (const packed_objective *end = objective + plan->objective_count; objective < end; objective++)
        if (objective->level == WORD(CW_OBJECTIVE_LEVEL_INDIVIDUAL) && objective->subjects >> member & 1 && objective->dropped > day)
            return true;
    return false;
}

static void individual_objective(baseline_run *run)
{
    const packed_plan *plan = plan_on(run->packed, run->day);
    for (int32_t i = 0; i < run->packed->member_count; i++) {
        const packed_member *member = &run->packed->members[i];
        if (member->joined > run->day) continue;
        if (!plan || !is_active(member, run->day) || !has_role(member, WORD(CW_ROLE_ADULT_PERPETRATOR)))
            put(run, i, CW_NOT_APPLICABLE, CW_DATE_NONE);
        else
            put(run, i, has_individual(run->packed, plan, i, run->day) ? CW_MET : CW_UNMET, CW_DATE_NONE);
    }
}

/* Whether there is one subject, of the family, among those who have joined by the day. */
static bool is_one_relative(const packed_case *packed, uint64_t subjects, cw_date day)
{
    int32_t count = 0;
    for (int32_t i = 0; i < packed->member_count; i++) {
        if (!(subjects >> i & 1) || packed->members[i].joined > day) continue;
        if (packed->members[i].category != WORD(CW_CATEGORY_FAMILY) || ++count > 1) return false;
    }
    return count == 1;
}

static void individual_one_person(baseline_run *run)
{
    const packed_plan *plan = plan_on(run->packed, run->day);
    for (int32_t i = 0; plan && i < plan->objective_count; i++) {
        int32_t index = plan->first_objective + i;
        const packed_objective *objective = &run->packed->objectives[index];
        if (objective->level != WORD(CW_OBJECTIVE_LEVEL_INDIVIDUAL) || objective->dropped <= run->day)
            put(run, index, CW_NOT_APPLICABLE, CW_DATE_NONE);
        else
            put(run, index, is_one_relative(run->packed, objective->subjects, run->day) ? CW_MET : CW_UNMET, CW_DATE_NONE);
    }
}

static uint8_t judge_times(const packed_objective *objective, const packed_task *task, cw_date day)
{
    if (objective->dropped <= day || task->dropped <= day) return CW_NOT_APPLICABLE;
    bool inside = task->start != NEVER && task->start >= objective->start && task->due <= objective->target;
    return inside ? CW_MET : CW_UNMET;
}

static void task_inside_objective(baseline_run *run)
{
    const packed_case *packed = run->packed;
    const packed_plan *plan = plan_on(packed, run->day);
    for (int32_t i = 0; plan && i < plan->objective_count; i++) {
        const packed_objective *objective = &packed->objectives[plan->first_objective + i];
        for (int32_t k = objective->first_task; k < objective->first_task + objective->task_count; k++)
            put(run, k, judge_times(objective, &packed->tasks[k], run->day), CW_DATE_NONE);
    }
}

static void contact_documented(baseline_run *run)
{
    for (int32_t i = 0; i < run->packed->contact_count && run->packed->contacts[i].date <= run->day; i++) {
        const packed_contact *contact = &run->packed->contacts[i];
        if (contact->mode != WORD(CW_CONTACT_MODE_FACE_TO_FACE)) put(run, i, CW_NOT_APPLICABLE, CW_DATE_NONE);
        else put(run, i, contact->has_place && contact->has_topics ? CW_MET : CW_UNMET, CW_DATE_NONE);
    }
}

/* ---- deadlines ---- */

/* `done`: the first day on which it was done; `gone`: the day from which it is asked no longer. */
static void put_deadline(baseline_run *run, int32_t subject, cw_date due, cw_date done, cw_date gone)
{
    cw_date judged = earlier(run->day, due), closed = run->packed->closed;
    if (gone <= judged) put(run, subject, CW_NOT_APPLICABLE, CW_DATE_NONE);
    else if (done <= judged) put(run, subject, CW_MET, CW_DATE_NONE);
    else if (closed < due && run->as_of > closed) put(run, subject, CW_NOT_APPLICABLE, CW_DATE_NONE);
    else if (closed < due || run->as_of <= due) put(run, subject, CW_PENDING, due);
    else if (done <= run->day) put(run, subject, CW_LATE, CW_DATE_NONE);
    else if (gone > run->day && run->as_of <= closed) put(run, subject, CW_OVERDUE, due);
    else put(run, subject, CW_UNMET, CW_DATE_NONE);
}

static void first_plan(baseline_run *run)
{
    cw_date developed = NEVER;
    for (int32_t i = 0; i < run->packed->plan_count; i++)
        developed = earlier(developed, run->packed->plans[i].developed);
    put_deadline(run, -1, run->packed->opened + CONFERENCE_TERM, developed, NEVER);
}

/* The first day on which each task was done or dropped. */
static cw_date day_worked(const packed_case *packed, const packed_objective *objective)
{
    cw_date last = CW_DATE_MIN;
    const packed_task *task = packed->tasks + objective->first_task;
    for (const packed_task *end = task + objective->task_count; task < end; task++) {
        cw_date settled = earlier(task->completed, task->dropped);
        if (settled > last) last = settled;
    }
    return last;
}

static void objective_worked(baseline_run *run)
{
    const packed_plan *plan = plan_on(run->packed, run->day);
    for (int32_t i = 0; plan && i < plan->objective_count; i++) {
        int32_t index = plan->first_objective + i;
        const packed_objective *objective = &run->packed->objectives[index];
        put_deadline(run, index, objective->target, day_worked(run->packed, objective), objective->dropped);
    }
}

static void task_completed(baseline_run *run)
{
    const packed_case *packed = run->packed;
    const packed_plan *plan = plan_on(packed, run->day);
    for (int32_t i = 0; plan && i < plan->objective_count; i++) {
        const packed_objective *objective = &packed->objectives[plan->first_objective + i];
        for (int32_t k = objective->first_task; k < objective->first_task + objective->task_count; k++)
            put_deadline(run, k, packed->tasks[k].due, packed->tasks[k].completed, packed->tasks[k].dropped);
    }
}

static cw_date day_investigated(const packed_case *packed, int32_t referral)
{
    for (int32_t i = 0; i < packed->finding_count; i++)
        if (packed->findings[i].referrals >> referral & 1) return packed->findings[i].date;
    return NEVER;
}

static void referral_investigated(baseline_run *run)
{
    for (int32_t i = 0; i < run->packed->referral_count && run->packed->referrals[i] <= run->day; i++)
        put_deadline(run, i, run->packed->referrals[i] + FINDING_TERM, day_investigated(run->packed, i), NEVER);
}

/* ---- recurrences ---- */

/* The day number of the first of a month counted from year 0. */
static cw_date first_of(int32_t month)
{
    int32_t year = month / 12, of_year = month % 12;
    year -= of_year < 2;
    int32_t shifted = (of_year + 10) % 12;
    return year * 365 + year / 4 - year / 100 + year / 400 + (shifted * 153 + 2) / 5 - 719468;
}

static int32_t month_of(cw_date day)
{
    return cw_date_year(day) * 12 + cw_date_month(day) - 1;
}

/* What became of the periods that were owed, in order. */
typedef struct tally {
    cw_date missed_since;            /* the end of the first that was missed since the last met */
    cw_date pending;
    bool any_met, any_missed, last_met;
} tally;

static void count_period(tally *all, bool met, cw_date end, cw_date as_of)
{
    if (met) {
        all->any_met = all->last_met = true;
        all->missed_since = NEVER;
    } else if (as_of <= end) {
        all->pending = end;
    } else {
        all->any_missed = true;
        all->last_met = false;
        all->missed_since = earlier(all->missed_since, end);
    }
}

static void put_tally(baseline_run *run, int32_t subject, const tally *all, bool live)
{
    if (all->any_missed) {
        if (all->last_met) put(run, subject, CW_LATE, CW_DATE_NONE);
        else if (live && run->as_of <= run->packed->closed) put(run, subject, CW_OVERDUE, all->missed_since);
        else put(run, subject, CW_UNMET, CW_DATE_NONE);
    } else if (all->pending != NEVER) {
        put(run, subject, CW_PENDING, all->pending);
    } else {
        put(run, subject, all->any_met ? CW_MET : CW_NOT_APPLICABLE, CW_DATE_NONE);
    }
}

/* The first day of the first plan that is there, or NEVER. */
static cw_date anchor_of(const baseline_run *run)
{
    cw_date since = NEVER;
    for (int32_t i = 0; i < run->packed->plan_count; i++)
        if (run->packed->plans[i].developed <= run->day) since = earlier(since, run->packed->plans[i].since);
    return since;
}

/* Whether a contact of the slice counts for a member; the slice ends at a day. */
typedef bool counts(const packed_case *packed, const packed_contact *contact);

static bool any_contact(const packed_case *packed, const packed_contact *contact)
{
    (void)packed;
    (void)contact;
    return true;
}

static bool worker_visit(const packed_case *packed, const packed_contact *contact)
{
    return contact->mode == WORD(CW_CONTACT_MODE_FACE_TO_FACE) && contact->by >= 0 &&
           has_role(&packed->members[contact->by], WORD(CW_ROLE_CASEWORKER));
}

/* Calendar periods of `length` months, the contacts taken up in step with them. */
static inline tally count_contacts(const baseline_run *run, int32_t index, cw_date from, int32_t length, counts *counts)
{
    const packed_case *packed = run->packed;
    const packed_member *member = &packed->members[index];
    tally all = {.missed_since = NEVER, .pending = NEVER};
    int32_t month = month_of(from) / length * length, at = 0;
    cw_date begin = first_of(month);
    while (begin <= run->day) {
        cw_date next = first_of(month += length), seen = earlier(next - 1, run->day);
        bool owed = begin >= from && next - 1 <= packed->closed && is_active(member, begin) && is_active(member, seen), met = false;
        while (at < packed->contact_count && packed->contacts[at].date < begin) at++;
        for (; owed && !met && at < packed->contact_count && packed->contacts[at].date <= seen; at++)
            met = packed->contacts[at].with >> index & 1 && counts(packed, &packed->contacts[at]);
        if (owed) count_period(&all, met, next - 1, run->as_of);
        begin = next;
    }
    return all;
}

static void monthly_contact(baseline_run *run)
{
    cw_date from = anchor_of(run);
    for (int32_t i = 0; i < run->packed->member_count; i++) {
        const packed_member *member = &run->packed->members[i];
        bool asked = member->category == WORD(CW_CATEGORY_FAMILY) &&
                     (member->living == WORD(CW_LIVING_HOME) || has_role(member, WORD(CW_ROLE_IDENTIFIED_FATHER)));
        tally all = {.missed_since = NEVER, .pending = NEVER};
        if (member->joined > run->day) continue;
        if (asked && from != NEVER) all = count_contacts(run, i, from, 1, worker_visit);
        put_tally(run, i, &all, is_active(member, run->day));
    }
}

static void partner_contact(baseline_run *run)
{
    cw_date from = anchor_of(run);
    for (int32_t i = 0; i < run->packed->member_count; i++) {
        const packed_member *member = &run->packed->members[i];
        bool asked = member->category == WORD(CW_CATEGORY_FORMAL_PARTNER) || member->category == WORD(CW_CATEGORY_INFORMAL_PARTNER);
        tally all = {.missed_since = NEVER, .pending = NEVER};
        if (member->joined > run->day) continue;
        if (asked && from != NEVER) all = count_contacts(run, i, from, 3, any_contact);
        put_tally(run, i, &all, is_active(member, run->day));
    }
}

static void case_review(baseline_run *run)
{
    const packed_case *packed = run->packed;
    cw_date from = anchor_of(run), begin = from;
    tally all = {.missed_since = NEVER, .pending = NEVER};
    int32_t at = 0;
    for (int32_t months = REVIEW_MONTHS; from != NEVER && begin <= run->day; months += REVIEW_MONTHS) {
        cw_date end = cw_date_add_months(from, months), seen = earlier(end, run->day);
        bool owed = end <= packed->closed, met = false;
        while (at < packed->meeting_count && packed->meetings[at].date < begin) at++;
        for (; owed && !met && at < packed->meeting_count && packed->meetings[at].date <= seen; at++)
            met = packed->meetings[at].type == WORD(CW_MEETING_TYPE_PERIODIC_REVIEW);
        if (owed) count_period(&all, met, end, run->as_of);
        begin = end + 1;
    }
    put_tally(run, -1, &all, true);
}

/* ---- all of them ---- */

static const char *member_id(const packed_case *packed, int32_t index) { return packed->member_ids[index]; }
static const char *objective_id(const packed_case *packed, int32_t index) { return packed->objective_ids[index]; }
static const char *task_id(const packed_case *packed, int32_t index) { return packed->task_ids[index]; }
static const char *contact_id(const packed_case *packed, int32_t index) { return packed->contact_ids[index]; }
static const char *referral_id(const packed_case *packed, int32_t index) { return packed->referral_ids[index]; }

const baseline_check baseline_checks[] = {
    {"plan-in-force", plan_in_force, NULL},
    {"individual-objective", individual_objective, member_id},
    {"individual-one-person", individual_one_person, objective_id},
    {"task-inside-objective", task_inside_objective, task_id},
    {"contact-documented", contact_documented, contact_id},
    {"first-plan", first_plan, NULL},
    {"objective-worked", objective_worked, objective_id},
    {"task-completed", task_completed, task_id},
    {"referral-investigated", referral_investigated, referral_id},
    {"monthly-contact", monthly_contact, member_id},
    {"partner-contact", partner_contact, member_id},
    {"case-review", case_review, NULL},
};
const int32_t baseline_check_count = sizeof baseline_checks / sizeof *baseline_checks;

const baseline_check *baseline_find(const char *rule)
{
    for (int32_t i = 0; i < baseline_check_count; i++)
        if (strcmp(baseline_checks[i].rule, rule) == 0) return &baseline_checks[i];
    return NULL;
}

int32_t baseline_most(const packed_case *packed)
{
    return 3 + 3 * packed->member_count + 2 * packed->objective_count + 2 * packed->task_count + packed->contact_count +
           packed->referral_count;
}

int32_t baseline_judge(const packed_case *packed, cw_date as_of, const baseline_check *const *checks, int32_t check_count,
                       baseline_finding *out)
{
    baseline_run run = {.packed = packed, .as_of = as_of, .day = earlier(as_of, packed->closed), .out = out};
    for (int32_t i = 0; i < check_count; i++) {
        run.check = (int16_t)i;
        checks[i]->run(&run);
    }
    return run.count;
}
