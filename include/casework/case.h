/* SPDX-License-Identifier: MIT */
#ifndef CASEWORK_CASE_H
#define CASEWORK_CASE_H
/*
 * A case: one family. Make one and fill it, or read one from a document (<casework/document.h>); freeze it;
 * evaluate it. A frozen case never changes; cw_case_copy gives an editable copy.
 *
 * The six nouns are typed handles over cw_record: cw_<noun>_record converts, and the field calls of
 * <casework/record.h> read and change them. Handles are borrowed from the case.
 */
#include <casework/diag.h>
#include <casework/record.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct cw_member cw_member;
typedef struct cw_plan cw_plan;
typedef struct cw_objective cw_objective;
typedef struct cw_task cw_task;
typedef struct cw_entry cw_entry;

/**
 * Makes an empty, editable case.
 *
 * @param context NULL for the defaults
 * @param id      the case's id, not empty; must not be NULL
 * @param opened  the day it was opened, CW_DATE_MIN to CW_DATE_MAX
 * @param out     receives the case, yours to release; must not be NULL
 * Returns CW_OK, CW_ERR_VALUE (an empty id, no day), CW_ERR_UTF8, CW_ERR_LIMIT (a long id), CW_ERR_NOMEM, CW_ERR_ARGUMENT.
 */
CW_API cw_status cw_case_new(cw_context *context, const char *id, cw_date opened, cw_case **out);
/** Takes one more reference; NULL gives NULL. Threads: any. */
CW_API cw_case *cw_case_ref(cw_case *self);
/** Gives one reference back; the last releases the case and all that it owns. NULL does nothing. Threads: any. */
CW_API void cw_case_unref(cw_case *self);

/**
 * Checks the case and makes it immutable. All problems are told at once: references that lead nowhere or to
 * the wrong kind of record, required fields that are missing, a case closed before it was opened.
 *
 * @param self the case; must not be NULL
 * @param diag receives the problems; may be NULL
 * Returns CW_OK (also when it was frozen before), CW_ERR_INPUT (still editable), CW_ERR_NOMEM, CW_ERR_ARGUMENT.
 */
CW_API cw_status cw_case_freeze(cw_case *self, cw_diag *diag);
/** 1 when frozen, else 0; 0 for NULL. */
CW_API int32_t cw_case_is_frozen(const cw_case *self);
/**
 * An editable copy, of a frozen case or of one being edited. It holds no more memory than it needs: what edits
 * left behind is not copied.
 *
 * @param self a case; must not be NULL
 * @param out  receives the copy, yours to release; must not be NULL
 * Returns CW_OK, CW_ERR_NOMEM, CW_ERR_ARGUMENT. Threads: a frozen case may be copied by any.
 */
CW_API cw_status cw_case_copy(const cw_case *self, cw_case **out);

/** The case's own record; borrowed; NULL for NULL. */
CW_API cw_record *cw_case_record(const cw_case *self);
/** The record with an id, of whatever kind; borrowed; NULL where there is none. */
CW_API cw_record *cw_case_find(const cw_case *self, const char *id);

/**
 * Adds to a case: a member or plan with its id; an entry with its kind (a word: "contact"), its date, and an id or NULL.
 * An objective is added to a plan, a task to an objective.
 *
 * @param id  unique in the case; not empty
 * @param out receives the borrowed handle; may be NULL
 * Returns CW_OK; CW_ERR_ARGUMENT (NULL); CW_ERR_REMOVED (the plan or objective was); CW_ERR_FROZEN; CW_ERR_VALUE (an empty id,
 * an unknown kind, no day); CW_ERR_LIMIT (a long id); CW_ERR_UTF8; CW_ERR_DUPLICATE (the id is taken); CW_ERR_NOMEM. A handle of
 * another noun, forced by a cast, is CW_ERR_FIELD. On failure `out` receives NULL and nothing is added.
 */
CW_API cw_status cw_case_add_member(cw_case *self, const char *id, cw_member **out);
CW_API cw_status cw_case_add_plan(cw_case *self, const char *id, cw_plan **out);
CW_API cw_status cw_case_add_entry(cw_case *self, const char *kind, cw_date date, const char *id, cw_entry **out);
CW_API cw_status cw_plan_add_objective(cw_plan *self, const char *id, cw_objective **out);
CW_API cw_status cw_objective_add_task(cw_objective *self, const char *id, cw_task **out);

/** How many there are, in document order; the one at an index (borrowed; NULL out of range). */
CW_API int64_t cw_case_member_count(const cw_case *self);
CW_API cw_member *cw_case_member_at(const cw_case *self, int64_t index);
CW_API int64_t cw_case_plan_count(const cw_case *self);
CW_API cw_plan *cw_case_plan_at(const cw_case *self, int64_t index);
CW_API int64_t cw_case_entry_count(const cw_case *self);
CW_API cw_entry *cw_case_entry_at(const cw_case *self, int64_t index);
CW_API int64_t cw_plan_objective_count(const cw_plan *self);
CW_API cw_objective *cw_plan_objective_at(const cw_plan *self, int64_t index);
CW_API int64_t cw_objective_task_count(const cw_objective *self);
CW_API cw_task *cw_objective_task_at(const cw_objective *self, int64_t index);

/** The handle with an id, where it is of that kind; else NULL. Borrowed. */
CW_API cw_member *cw_case_find_member(const cw_case *self, const char *id);
CW_API cw_plan *cw_case_find_plan(const cw_case *self, const char *id);
CW_API cw_objective *cw_case_find_objective(const cw_case *self, const char *id);
CW_API cw_task *cw_case_find_task(const cw_case *self, const char *id);
CW_API cw_entry *cw_case_find_entry(const cw_case *self, const char *id);

/** The same thing as a record; NULL for NULL. */
CW_API cw_record *cw_member_record(const cw_member *self);
CW_API cw_record *cw_plan_record(const cw_plan *self);
CW_API cw_record *cw_objective_record(const cw_objective *self);
CW_API cw_record *cw_task_record(const cw_task *self);
CW_API cw_record *cw_entry_record(const cw_entry *self);

#ifdef __cplusplus
}
#endif
#endif
