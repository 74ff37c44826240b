/* SPDX-License-Identifier: MIT */
#ifndef IMPACT_H
#define IMPACT_H
/* What two rule sets find in the same cases, compared finding by finding, and counted by rule and kind of change. */
#include "options.h"

typedef enum change {
    NO_CHANGE,
    NEW_VIOLATION,           /* is a violation, and was none */
    RESOLVED,                /* was a violation, and is none */
    NOW_UNKNOWN,             /* could be told, and cannot */
    NOW_KNOWN,               /* could not be told, and can */
    STATUS_CHANGED,          /* another status, violation or not as before */
    DUE_MOVED,               /* the same status with another due day */
    PERIODS_CHANGED,         /* the same status with another number of missed periods */
    CHANGES
} change;

/* The name of a kind of change, for people ("new violation") or for programs ("new_violation"). */
const char *change_name(change kind, int for_programs);

enum { STATUSES = 8 };
/* A status as one of STATUSES places, and its name at such a place, as documents have it. */
int status_place(int32_t status);
const char *status_name(int place);

typedef struct rule_impact {
    char *rule;
    int is_old, is_new;                  /* which of the rule sets have it */
    long long findings[CHANGES], cases[CHANGES];
    long long moves[CHANGES][STATUSES][STATUSES];    /* findings by their status in the old rules and in the new */
    long long last_case[CHANGES];        /* the number of the last case that was counted */
    char **ids[CHANGES];                 /* of the first cases, up to the options' number */
} rule_impact;

typedef struct impact {
    const options *options;
    const char *names[2];                /* the rule sets as they were named: old, new */
    int bare;                            /* rules are compared by bare name, since no full name is in both */
    rule_impact *rules;                  /* sorted by name */
    int rule_count;
    long long cases, cases_changed;
} impact;

/* Gets the counters ready for the rules of both sets. Returns 0, or EXIT_BAD after telling why not. */
int open_impact(impact *self, const cw_rules *was, const cw_rules *is);
void release_impact(impact *self);
/* Counts how the findings of one case change; tells each on a line of its own where the options ask for JSON Lines. */
int count_changes(impact *self, const char *case_id, const cw_report *was, const cw_report *is);
/* Prints what was counted. */
void print_impact(const impact *self);
#endif
