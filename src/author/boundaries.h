/* SPDX-License-Identifier: MIT */
#ifndef AUTHOR_BOUNDARIES_H
#define AUTHOR_BOUNDARIES_H
/* Within the room: the days, birthdays and facts on which a rule may turn, and tests that stand on them.
 * A test is run once more with its rules, and what its findings rest on is noted (a sight). Sights of one rule form a group;
 * what no sight of a group stands on becomes a block: the simplest test that reaches it, changed by a day or a fact. */
#include "author/tests.h"

typedef enum author_day_kind {
    AUTHOR_DAY_DUE, AUTHOR_DAY_FROM, AUTHOR_DAY_PERIOD, AUTHOR_DAY_UNTIL, AUTHOR_DAY_EXPIRY, AUTHOR_DAY_VALID_FROM,
    AUTHOR_DAY_VALID_UNTIL, AUTHOR_DAY_PAUSE_FIRST, AUTHOR_DAY_PAUSE_LAST, AUTHOR_DAY_KINDS
} author_day_kind;

typedef enum author_block_kind { AUTHOR_BLOCK_DAY, AUTHOR_BLOCK_MONTH_END, AUTHOR_BLOCK_LEAP_DAY, AUTHOR_BLOCK_BIRTHDAY,
                                 AUTHOR_BLOCK_TURN, AUTHOR_BLOCK_FACT, AUTHOR_BLOCK_KINDS } author_block_kind;

/* A change that a test makes to its case. */
typedef struct author_change_line { base_str path, text; bool sets; } author_change_line;

/* The clauses of a test, as they are written again. */
typedef struct author_setup {
    const author_test *test;
    base_str head;               /* `case` */
    base_str days;               /* `known at` and `holidays`, or empty */
    const author_change_line *changes; int32_t change_count;
    base_str params;
    int32_t cost;                /* how many clauses change something */
} author_setup;

/* What a block does to the case beyond its test: up to two lines, each for a path. Both empty: nothing. */
enum { AUTHOR_MORE_LINES = 2 };
typedef struct author_more { base_str path[AUTHOR_MORE_LINES], text; } author_more;

/* A date in the case from which a term in months or years counts. */
typedef struct author_anchor {
    base_str path;               /* of the date; empty: no such term, or no path to a date */
    int64_t day, months;
    author_day_kind kind;        /* what falls on the day that comes of it */
} author_anchor;

typedef enum author_turn_kind { AUTHOR_TURN_AGE, AUTHOR_TURN_DATE, AUTHOR_TURN_KINDS } author_turn_kind;

/* A comparison that turns on a day: of an age with a number, which turns on a birthday, or of a date with another one. */
typedef struct author_turn {
    struct author_turn *next;
    author_turn_kind kind;
    base_str text;               /* the comparison */
    base_str path;               /* of the date of birth, or of the date */
    int64_t day;                 /* on which the age was asked for; the other date */
    int64_t offset;              /* how far that day lies behind the birthday, or the date behind the other; INT64_MAX: no such birthday */
    /* Of an age. */
    int64_t years;               /* the birthday on which it turns */
    int64_t born;
    base_str id;                 /* whose it is */
    bool on_judged_day;          /* `day` is the judged day ... */
    base_str day_path;           /* ... or this fact; empty: neither */
    /* Of a date. */
    author_anchor from;          /* where the other one counts from by months; path empty: nowhere */
} author_turn;

/* A fact that was read. */
typedef struct author_read {
    struct author_read *next;
    base_str path;
    base_str field;              /* "member.born" */
    bool missing;                /* it was not known */
} author_read;

/* What a test saw of one finding that it names. */
typedef struct author_sight {
    struct author_sight *next;   /* of the group, fewest changes first */
    const author_setup *setup;
    int64_t day;
    base_str rule;               /* full name */
    const base_str *ids; int32_t id_count;
    base_str about;              /* rule and ids in the words of an expectation */
    int32_t version;             /* which of the rule's versions judged */
    int64_t place, order;        /* of the rule among all; of the sight */
    uint8_t status;
    int64_t days[AUTHOR_DAY_KINDS];      /* INT64_MAX: none */
    int64_t first_end, short_end;        /* of a recurrence: ends of its first period, and of the first on another day of the month
                                            than its anchor; INT64_MAX: none */
    author_anchor anchor;
    author_read *reads, **last_read;
    author_turn *turns[AUTHOR_TURN_KINDS], **last_turn[AUTHOR_TURN_KINDS];
    int32_t date_count;          /* of the dates among the turns */
} author_sight;

typedef struct author_group { base_str rule; int32_t version; author_sight *first; } author_group;

typedef struct author_boundaries {
    author_file *file;
    base_arena arena;
    cw_diag *aside;              /* what is told of tries, which nobody reads */
    base_buffer text;            /* of a try */
    base_buffer piece;           /* of a path, a name, an edit */
    base_buffer key;             /* of what is tested */
    base_buffer blocks;          /* what was made */
    base_map places;             /* full name of a rule -> where it stands in rules->rules */
    author_sight *sights, **last_sight;
    int64_t sight_count;
    base_map tested;             /* case, changes, day, rule and subjects -> anything */
    base_map names;              /* of tests -> anything */
    int64_t counts[AUTHOR_BLOCK_KINDS], left_out;
    author_file trial;           /* the test that is tried */
    cw_case *one;                /* its case; NULL: none */
} author_boundaries;

/* So many of the simplest tests are tried before the simplest of all is taken. */
enum { AUTHOR_TRIES_MOST = 8 };

/* ---- boundaries.c ---- */
/* Hands the host tests that are missing where rules turn: of rules whose names hold `filter` (NULL: all). CW_OK, CW_ERR_NOMEM. */
cw_status author_find_boundaries(author_file *file, const char *filter);
/* The buffer `piece` as a text that lasts; empty: no memory, which the arena remembers. */
base_str author_kept_piece(author_boundaries *self);
base_str author_kept(author_boundaries *self, base_str text);

/* ---- boundaries_block.c: tests made of tests ---- */
const author_setup *author_setup_of(author_boundaries *self, const author_test *test);
/* Runs a test with the setup's clauses and `more` (NULL: no more); *ran false: the changes cannot be made. The report is in
 * self->file->report until the end, which is to be called whatever came of it. */
cw_status author_trial_begin(author_boundaries *self, const author_setup *setup, const author_more *more, int64_t day, bool *ran);
void author_trial_end(author_boundaries *self);
/* The finding in the report that is about the same as a sight: on the same subjects, or on the first of them where the others are
 * not known, or on these and others where the sight was of a rule not in force, or of subjects not known. NULL: none. */
const cw_finding *author_finding_like(const author_boundaries *self, const author_sight *sight);
/* What tells outcomes apart. */
typedef struct author_found {
    int status;                  /* 0: there is no finding; -1: the test cannot be run */
    int64_t due;                 /* INT64_MAX: none */
} author_found;
cw_status author_outcome_on(author_boundaries *self, const author_sight *sight, const author_more *more, int64_t day, author_found *found);
/* Whether a test names the rule with the subjects, with fewer (the others are not known, or there is nothing to find), or, besides
 * these, with others. */
bool author_is_tested(author_boundaries *self, const author_sight *sight, const author_more *more, int64_t day);
void author_mark_tested(author_boundaries *self, const author_sight *sight, const author_more *more, int64_t day);
/* Writes a test of what the sight is about, unless there is one. `words` follow the name of what it is about. */
cw_status author_put_block(author_boundaries *self, const author_sight *sight, const author_more *more, int64_t day, author_block_kind kind,
                           const char *words, ...);
/* Changes of a block: a date set, a second one too where `second` is not empty; a fact made unknown. */
author_more author_more_days(author_boundaries *self, base_str path, int64_t day, base_str second, int64_t second_day);
author_more author_more_without(author_boundaries *self, base_str path);

/* ---- boundaries_sight.c ---- */
/* What a finding rests on; *out NULL: it cannot be explained. CW_OK, CW_ERR_NOMEM. */
cw_status author_see(author_boundaries *self, const author_setup *setup, const cw_finding *finding, int64_t day, author_sight **out);

/* ---- boundaries_days.c, boundaries_turns.c, boundaries_facts.c: the blocks of a group ---- */
cw_status author_put_days(author_boundaries *self, const author_group *group);
/* The 31st nearest to a day, from which a term of months ends in a month that has none; the nearest 29 February. */
bool author_nearest_31st(int64_t day, int64_t months, int64_t *out);
bool author_nearest_leap_day(int64_t day, int64_t *out);
cw_status author_put_month_ends(author_boundaries *self, const author_group *group);
cw_status author_put_turns(author_boundaries *self, const author_group *group);
cw_status author_put_missing_facts(author_boundaries *self, const author_group *group);
#endif
