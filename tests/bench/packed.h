/* SPDX-License-Identifier: MIT */
#ifndef BENCH_PACKED_H
#define BENCH_PACKED_H
/*
 * A case as a C programmer would lay it out who writes these twelve checks and nothing else: arrays of small
 * structs, entries sorted by day and parted by kind, people as bits, all names of things resolved.
 */
#include <casework.h>
#include <stdbool.h>

/* A word's number within its enumeration, which fits a byte. */
#define WORD(number) ((number) % 1000)

enum { NEVER = INT32_MAX };          /* a day that has not come; sorts last */

typedef struct packed_member {
    uint64_t roles;                  /* bit r: WORD(CW_ROLE_*) r */
    cw_date joined, left;
    uint8_t category, living;        /* WORD(CW_CATEGORY_*), WORD(CW_LIVING_*) */
} packed_member;

typedef struct packed_task { cw_date start, due, completed, dropped; } packed_task;   /* start NEVER: none is documented */

typedef struct packed_objective {
    uint64_t subjects;               /* bit i: member i */
    cw_date start, target, dropped;
    int32_t first_task, task_count;
    uint8_t level;                   /* CW_OBJECTIVE_LEVEL_* */
} packed_objective;

typedef struct packed_plan { cw_date developed, since; int32_t first_objective, objective_count; } packed_plan;

typedef struct packed_contact {
    uint64_t with;                   /* bit i: member i */
    cw_date date;
    int16_t by;                      /* a member */
    uint8_t mode;                    /* CW_CONTACT_MODE_* */
    bool has_place, has_topics;
} packed_contact;

typedef struct packed_meeting { cw_date date; uint8_t type; } packed_meeting;
typedef struct packed_finding { cw_date date; uint32_t referrals; } packed_finding;   /* bit i: answers referral i */

typedef struct packed_case {
    cw_date opened, closed;          /* closed NEVER: it is open */
    packed_member *members; int32_t member_count;
    packed_plan *plans; int32_t plan_count;                  /* by the day from which they are in force */
    packed_objective *objectives; int32_t objective_count;
    packed_task *tasks; int32_t task_count;
    packed_contact *contacts; int32_t contact_count;
    packed_meeting *meetings; int32_t meeting_count;
    cw_date *referrals; int32_t referral_count;
    packed_finding *findings; int32_t finding_count;
    /* For telling what was found; the checks do not look. */
    cw_case *source;
    const char **member_ids, **objective_ids, **task_ids, **contact_ids, **referral_ids;
} packed_case;

/* Packs a frozen case. False: no memory, or it is not what the generator makes (64 members, 32 referrals at most). */
bool pack_case(cw_case *one, packed_case *out);
void release_packed(packed_case *packed);
#endif
