/* SPDX-License-Identifier: MIT */
#ifndef EVAL_VIEW_H
#define EVAL_VIEW_H
/* What of a case is there on one day. Made once for each judged day; immutable after that. */
#include "feel/run.h"
#include "model/case.h"

/* Whether a record exists on a day: where the day from which it exists is not known, perhaps. */
typedef enum eval_there { EVAL_GONE, EVAL_THERE, EVAL_PERHAPS } eval_there;

typedef struct eval_view {
    const cw_case *one;
    int64_t day;
    feel_value members, plans, record;          /* as these names read */
    feel_value plan;                            /* the one in force; null; unknown */
    feel_value family;                          /* what an absent `about` states */
    feel_value by_kind[MODEL_KIND_COUNT];       /* kinds of entries: the lists that rules name by their plural */
    feel_value *plan_until;                     /* by a plan's position in the document */
} eval_view;

/* How the items of a host list are read; from 0 up: words of the enumeration of that index. */
enum { EVAL_LIST_TEXTS = -2, EVAL_LIST_REFERENCES = -3, EVAL_LIST_RECORDS = -4 };

/* NULL: no memory. */
eval_view *eval_view_new(base_arena *arena, const cw_case *one, int64_t day);

/* `why` receives the record and field that would settle EVAL_PERHAPS. */
typedef struct eval_fact { const cw_record *record; const model_field *field; } eval_fact;
eval_there eval_exists(const cw_record *record, int64_t day, eval_fact *why);
/* From when a plan is in force: effective, or else developed. False: not known, for `why`. */
bool eval_plan_since(const cw_record *plan, int64_t *since, eval_fact *why);
/* The category of a member by its roles: an index in MODEL_ENUM_CATEGORY, -1 for one without roles; -2: roles are not known. */
int32_t eval_member_category(const cw_record *member);

/* The fact provider. run->host is an eval_view of run->day. In the second a member's name reads as the id: for
 * whoever is not to see names. */
extern const feel_facts eval_facts, eval_facts_unnamed;

static inline feel_value eval_record_value(const cw_record *record)
{
    return (feel_value){ .kind = FEEL_RECORD, .detail = record->kind, .as.host = record };
}
#endif
