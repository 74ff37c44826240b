/* SPDX-License-Identifier: MIT */
#include "packed.h"

#include <stdlib.h>
#include <string.h>

enum { MEMBERS_MOST = 64, REFERRALS_MOST = 32 };

typedef struct dated { cw_record *record; cw_date date; int64_t position; } dated;

static void *array(int64_t count, size_t size)
{
    return calloc((size_t)count + 1, size);
}

/* A day as it stands; what is none or unknown is NEVER. */
static cw_date day_of(const cw_record *record, int32_t key)
{
    cw_date date = cw_record_date(record, key);
    return date == CW_DATE_NONE || date == CW_DATE_UNKNOWN ? NEVER : date;
}

/* ---- members ---- */

static int32_t member_index(const packed_case *packed, const char *id)
{
    for (int32_t i = 0; id && i < packed->member_count; i++)
        if (strcmp(packed->member_ids[i], id) == 0) return i;
    return -1;
}

static uint64_t member_bits(const packed_case *packed, const cw_record *record, int32_t key)
{
    uint64_t bits = 0;
    for (int64_t i = 0; i < cw_record_count(record, key); i++) {
        int32_t index = member_index(packed, cw_record_reference_at(record, key, i));
        if (index >= 0) bits |= UINT64_C(1) << index;
    }
    return bits;
}

static uint8_t category_of(uint64_t roles)
{
    uint64_t family = (UINT64_C(1) << WORD(CW_ROLE_CASEWORKER)) - 1;
    uint64_t agency = (UINT64_C(1) << WORD(CW_ROLE_MENTAL_HEALTH_COUNSELOR)) - 1;
    uint64_t formal = (UINT64_C(1) << WORD(CW_ROLE_FRIEND)) - 1;
    if (roles & family) return WORD(CW_CATEGORY_FAMILY);
    if (roles & agency) return WORD(CW_CATEGORY_AGENCY);
    return roles & formal ? WORD(CW_CATEGORY_FORMAL_PARTNER) : WORD(CW_CATEGORY_INFORMAL_PARTNER);
}

static void pack_member(packed_case *packed, const cw_record *record)
{
    int32_t index = packed->member_count++;
    packed_member *out = &packed->members[index];
    packed->member_ids[index] = cw_record_id(record);
    for (int64_t i = 0; i < cw_record_count(record, CW_MEMBER_ROLES); i++)
        out->roles |= UINT64_C(1) << WORD(cw_record_term_at(record, CW_MEMBER_ROLES, i));
    out->category = category_of(out->roles);
    out->living = (uint8_t)WORD(cw_record_term(record, CW_MEMBER_LIVING));
    out->joined = day_of(record, CW_MEMBER_JOINED);
    out->left = day_of(record, CW_MEMBER_LEFT);
}

/* ---- plans ---- */

static void pack_task(packed_case *packed, const cw_record *record)
{
    packed->task_ids[packed->task_count] = cw_record_id(record);
    packed->tasks[packed->task_count++] = (packed_task){
        .start = day_of(record, CW_TASK_START), .due = day_of(record, CW_TASK_DUE),
        .completed = day_of(record, CW_TASK_COMPLETED), .dropped = day_of(record, CW_TASK_DROPPED),
    };
}

static void pack_objective(packed_case *packed, const cw_objective *objective)
{
    const cw_record *record = cw_objective_record(objective);
    packed->objective_ids[packed->objective_count] = cw_record_id(record);
    packed->objectives[packed->objective_count++] = (packed_objective){
        .subjects = member_bits(packed, record, CW_OBJECTIVE_SUBJECTS), .level = (uint8_t)WORD(cw_record_term(record, CW_OBJECTIVE_LEVEL)),
        .start = day_of(record, CW_OBJECTIVE_START), .target = day_of(record, CW_OBJECTIVE_TARGET),
        .dropped = day_of(record, CW_OBJECTIVE_DROPPED),
        .first_task = packed->task_count, .task_count = (int32_t)cw_objective_task_count(objective),
    };
    for (int64_t i = 0; i < cw_objective_task_count(objective); i++)
        pack_task(packed, cw_task_record(cw_objective_task_at(objective, i)));
}

/* Plans come in the order of their days; the generator writes them so. */
static void pack_plan(packed_case *packed, const cw_plan *plan)
{
    const cw_record *record = cw_plan_record(plan);
    cw_date developed = day_of(record, CW_PLAN_DEVELOPED), effective = day_of(record, CW_PLAN_EFFECTIVE);
    packed->plans[packed->plan_count++] = (packed_plan){
        .developed = developed, .since = effective != NEVER ? effective : developed,
        .first_objective = packed->objective_count, .objective_count = (int32_t)cw_plan_objective_count(plan),
    };
    for (int64_t i = 0; i < cw_plan_objective_count(plan); i++)
        pack_objective(packed, cw_plan_objective_at(plan, i));
}

/* ---- the record ---- */

static int compare_days(const void *left, const void *right)
{
    const dated *a = left, *b = right;
    if (a->date != b->date) return a->date < b->date ? -1 : 1;
    return a->position < b->position ? -1 : a->position > b->position;
}

static void pack_contact(packed_case *packed, const cw_record *record, cw_date date)
{
    packed->contact_ids[packed->contact_count] = cw_record_id(record);
    packed->contacts[packed->contact_count++] = (packed_contact){
        .with = member_bits(packed, record, CW_ENTRY_WITH), .date = date,
        .by = (int16_t)member_index(packed, cw_record_reference(record, CW_ENTRY_BY)),
        .mode = (uint8_t)WORD(cw_record_term(record, CW_CONTACT_MODE)),
        .has_place = cw_record_state(record, CW_CONTACT_PLACE) == CW_STATE_RECORDED,
        .has_topics = cw_record_count(record, CW_CONTACT_TOPICS) > 0,
    };
}

static uint32_t referral_bits(const packed_case *packed, const cw_record *record)
{
    uint32_t bits = 0;
    for (int64_t i = 0; i < cw_record_count(record, CW_ENTRY_ADDRESSES); i++)
        for (int32_t r = 0; r < packed->referral_count && r < REFERRALS_MOST; r++)
            if (strcmp(packed->referral_ids[r], cw_record_reference_at(record, CW_ENTRY_ADDRESSES, i)) == 0) bits |= UINT32_C(1) << r;
    return bits;
}

static void pack_entry(packed_case *packed, const cw_record *record, cw_date date)
{
    switch (cw_record_kind(record)) {
    case CW_KIND_CONTACT: pack_contact(packed, record, date); break;
    case CW_KIND_MEETING:
        packed->meetings[packed->meeting_count++] = (packed_meeting){date, (uint8_t)WORD(cw_record_term(record, CW_MEETING_TYPE))};
        break;
    case CW_KIND_REFERRAL:
        packed->referral_ids[packed->referral_count] = cw_record_id(record);
        packed->referrals[packed->referral_count++] = date;
        break;
    case CW_KIND_SUBSTANTIATION:
        packed->findings[packed->finding_count++] = (packed_finding){date, referral_bits(packed, record)};
        break;
    default: break;
    }
}

static bool pack_entries(packed_case *packed)
{
    int64_t count = cw_case_entry_count(packed->source);
    dated *sorted = array(count, sizeof *sorted);
    if (!sorted) return false;
    for (int64_t i = 0; i < count; i++) {
        cw_record *record = cw_entry_record(cw_case_entry_at(packed->source, i));
        sorted[i] = (dated){record, cw_record_date(record, CW_ENTRY_DATE), i};
    }
    qsort(sorted, (size_t)count, sizeof *sorted, compare_days);
    for (int64_t i = 0; i < count; i++)
        pack_entry(packed, sorted[i].record, sorted[i].date);
    free(sorted);
    return packed->referral_count <= REFERRALS_MOST;
}

/* ---- cases ---- */

static void count_plans(const packed_case *packed, int64_t *objectives, int64_t *tasks)
{
    for (int64_t i = 0; i < cw_case_plan_count(packed->source); i++) {
        const cw_plan *plan = cw_case_plan_at(packed->source, i);
        *objectives += cw_plan_objective_count(plan);
        for (int64_t o = 0; o < cw_plan_objective_count(plan); o++)
            *tasks += cw_objective_task_count(cw_plan_objective_at(plan, o));
    }
}

static bool make_room(packed_case *packed)
{
    int64_t members = cw_case_member_count(packed->source), entries = cw_case_entry_count(packed->source), objectives = 0, tasks = 0;
    count_plans(packed, &objectives, &tasks);
    packed->members = array(members, sizeof *packed->members);
    packed->plans = array(cw_case_plan_count(packed->source), sizeof *packed->plans);
    packed->objectives = array(objectives, sizeof *packed->objectives);
    packed->tasks = array(tasks, sizeof *packed->tasks);
    packed->contacts = array(entries, sizeof *packed->contacts);
    packed->meetings = array(entries, sizeof *packed->meetings);
    packed->referrals = array(entries, sizeof *packed->referrals);
    packed->findings = array(entries, sizeof *packed->findings);
    packed->member_ids = array(members, sizeof *packed->member_ids);
    packed->objective_ids = array(objectives, sizeof *packed->objective_ids);
    packed->task_ids = array(tasks, sizeof *packed->task_ids);
    packed->contact_ids = array(entries, sizeof *packed->contact_ids);
    packed->referral_ids = array(entries, sizeof *packed->referral_ids);
    return packed->members && packed->plans && packed->objectives && packed->tasks && packed->contacts && packed->meetings &&
           packed->referrals && packed->findings && packed->member_ids && packed->objective_ids && packed->task_ids &&
           packed->contact_ids && packed->referral_ids;
}

bool pack_case(cw_case *one, packed_case *out)
{
    *out = (packed_case){.source = cw_case_ref(one)};
    bool done = cw_case_member_count(one) <= MEMBERS_MOST && make_room(out);
    out->opened = cw_record_date(cw_case_record(one), CW_CASE_OPENED);
    out->closed = day_of(cw_case_record(one), CW_CASE_CLOSED);
    for (int64_t i = 0; done && i < cw_case_member_count(one); i++)
        pack_member(out, cw_member_record(cw_case_member_at(one, i)));
    for (int64_t i = 0; done && i < cw_case_plan_count(one); i++)
        pack_plan(out, cw_case_plan_at(one, i));
    done = done && pack_entries(out);
    if (!done) release_packed(out);
    return done;
}

void release_packed(packed_case *packed)
{
    cw_case_unref(packed->source);
    free(packed->members);
    free(packed->plans);
    free(packed->objectives);
    free(packed->tasks);
    free(packed->contacts);
    free(packed->meetings);
    free(packed->referrals);
    free(packed->findings);
    free((void *)packed->member_ids);
    free((void *)packed->objective_ids);
    free((void *)packed->task_ids);
    free((void *)packed->contact_ids);
    free((void *)packed->referral_ids);
    *packed = (packed_case){0};
}
