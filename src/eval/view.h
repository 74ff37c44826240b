/* SPDX-License-Identifier: MIT */
#ifndef EVAL_VIEW_H
#define EVAL_VIEW_H
/* What of a case is there on one day, and the cache of such views that one evaluation keeps. */
#include "feel/run.h"
#include "model/case.h"
#include "rules/rules.h"

/* Whether a record exists on a day: where the day from which it exists is not known, perhaps. */
typedef enum eval_there { EVAL_GONE, EVAL_THERE, EVAL_PERHAPS } eval_there;

/* What a view shows: the names that rules read, and who the family is. From EVAL_SEEN_KINDS on the entries of each kind. */
enum {
    EVAL_SEEN_MEMBERS, EVAL_SEEN_PLANS, EVAL_SEEN_RECORD,
    EVAL_SEEN_PLAN,                             /* the one in force; null; unknown */
    EVAL_SEEN_FAMILY,                           /* what an absent `about` states */
    EVAL_SEEN_KINDS,
    EVAL_SEEN_COUNT = EVAL_SEEN_KINDS + MODEL_KIND_ENTRY_LAST - MODEL_KIND_ENTRY_FIRST + 1
};

typedef struct eval_view {
    struct eval_days *days;
    int64_t day;
    uint64_t filled;                            /* bit s: seen[s] was found; each is when it is first read */
    feel_value *seen;                           /* [EVAL_SEEN_COUNT]; NULL: nothing was read yet, as on the due days of most rules */
    struct { const void *host; uint32_t size; int64_t low, high; feel_value list; } cut;    /* the last slice and of what; host NULL: none */
    feel_passed passed;
    const feel_value *plan_until;               /* by a plan's position in the document; NULL: not found yet */
    struct eval_view *below[2]; uint32_t distance;      /* in the tree of days.c */
} eval_view;

/* The views of one evaluation. They and all they show live in the arena that it was made in; a day that was seen before is
 * found again at a cost that does not grow with the number of days. */
typedef struct eval_days {
    base_arena *arena;
    const cw_case *one;
    const cw_rules *rules;
    int64_t known_at;                           /* INT64_MAX: no limit */
    int64_t members_since;                      /* from this day on all members are there; INT64_MAX: that is not known */
    size_t left;                                /* bytes that views may still take */
    bool over;                                  /* what was asked for last did not fit */
    eval_view *first, *last;                    /* of the day asked for first, which is the judged one; and of that asked for last */
    eval_view *others;                          /* those of other days: a tree by the bits of their distance from the first */
    model_view entries;                         /* those recorded by known_at, or perhaps; by date */
    const model_view *by_kind;
    const void *cut_host; uint32_t cut_end;     /* the last list of which a slice was cut, and where that ended; NULL: none */
    bool sorted_out;                            /* the entries above are filled */
    bool record_unknown;                        /* the record is not known; as of sorted_out */
    bool unsure_entries;                        /* of some it is not known whether they were recorded by then */
    const feel_missing *not_current;            /* why the record is not whole after current_to; made when first needed */
    const feel_missing *not_known_current;      /* the same where current_to is not known */
    struct eval_unsure *unsure;                 /* [EVAL_SEEN_COUNT]: the last list of entries that was not a slice; or NULL */
    struct eval_absents *absents;               /* what the rule set settles of absent fields; NULL: nothing */
} eval_days;

/* How the items of a host list are read; from 0 up: words of the enumeration of that index. */
enum { EVAL_LIST_TEXTS = -2, EVAL_LIST_REFERENCES = -3, EVAL_LIST_RECORDS = -4 };

/* known_at INT64_MAX: no limit. NULL: no memory. */
eval_days *eval_days_new(base_arena *arena, const cw_case *one, const cw_rules *rules, int64_t known_at);
/* The view of a day, found or made. NULL: no memory, or (days->over) the views take more than CW_LIMIT_SCRATCH_BYTES. */
eval_view *eval_view_on(eval_days *days, int64_t day);
/* How many entries up to the view's day do not say when they were recorded, so that their own date counts. */
int64_t eval_recorded_on_own_date(const eval_view *view);

/* Memory for what views show, counted. NULL: as eval_view_on. */
void *eval_days_take(eval_days *days, size_t count, size_t size);
/* The same, holding anything. */
void *eval_days_room(eval_days *days, size_t size);
/* Sorts out what was recorded by known_at. False: as eval_view_on. */
bool eval_days_sort_out(eval_days *days);

/* What the run's view shows; EVAL_SEEN_*. */
void eval_find_seen(feel_run *run, int32_t what, feel_value *out);
static inline void eval_look(feel_run *run, int32_t what, feel_value *out)
{
    const eval_view *view = run->host;
    feel_reads_day(run);
    if (view->filled >> what & 1) *out = view->seen[what];
    else eval_find_seen(run, what, out);
}
/* Whether it is plain that the record is whole up to the view's day. Absent, `current_to` states the day that is seen. */
static inline bool eval_is_whole(const eval_view *view)
{
    const model_slot *current = &view->days->one->root->slots[MODEL_SLOT_CASE_CURRENT_TO];
    if (current->state == MODEL_VALUE) return current->as.integer >= view->day;
    return current->state == MODEL_ABSENT && !view->days->absents;
}
/* `until` of a plan. */
void eval_look_until(feel_run *run, const cw_record *plan, feel_value *out);

/* `why` receives the record and field that would settle EVAL_PERHAPS. */
typedef struct eval_fact { const cw_record *record; const model_field *field; } eval_fact;
eval_there eval_exists(const eval_view *view, const cw_record *record, eval_fact *why);
/* The same for an expression, which is told when it might be otherwise. */
eval_there eval_read_exists(feel_run *run, const cw_record *record, eval_fact *why);
/* From when on all members of a case are there, whatever was recorded later. INT64_MAX: of one it is not known. */
int64_t eval_members_since(const cw_case *one);
/* Whether an entry was recorded by known_at. */
eval_there eval_recorded(const eval_days *days, const cw_record *entry, eval_fact *why);
/* From when a plan is in force: effective, or else developed. False: not known, for `why`. */
bool eval_plan_since(const cw_record *plan, int64_t *since, eval_fact *why);
/* The category of a member by its roles on the view's day: an index in MODEL_ENUM_CATEGORY, -1 for one without roles; -2:
 * roles are not known, for `why`. */
int32_t eval_member_category(feel_run *run, const cw_record *member, eval_fact *why);

/* Looks up what the rule set settles of absent fields. False: no memory. */
bool eval_absents_prepare(eval_days *days);
/* What the rule set says that an absent field of a record is; false: nothing. */
bool eval_settle(feel_run *run, const cw_record *record, const model_field *field, feel_value *out);
/* Whether a field is null, or absent where the rule set says that this means unknown. */
bool eval_not_known(const eval_days *days, const cw_record *record, const model_field *field);
/* For the report's assumptions: whether rules->absents[index] gave a value, or none, to any field that was read. */
bool eval_absent_used(const eval_days *days, int32_t index);

/* The fact provider. run->host is the eval_view of run->day. In the second a member's name reads as the id: for
 * whoever is not to see names. */
extern const feel_facts eval_facts, eval_facts_unnamed;

static inline feel_value eval_record_value(const cw_record *record)
{
    return (feel_value){ .kind = FEEL_RECORD, .detail = record->kind, .as.host = record };
}
#endif
