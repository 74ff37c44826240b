/* SPDX-License-Identifier: MIT */
#include <casework/case.h>
#include "model/case.h"

/* ---- life ---- */

cw_status cw_case_new(cw_context *context, const char *id, cw_date opened, cw_case **out)
{
    if (out == NULL) return CW_ERR_ARGUMENT;
    *out = NULL;
    if (id == NULL) return CW_ERR_ARGUMENT;
    if (opened < CW_DATE_MIN || opened > CW_DATE_MAX) return CW_ERR_VALUE;
    cw_case *made;
    cw_status status = model_case_new(base_context_use(context), &made);
    if (status != CW_OK) return status;
    status = model_set_text(made->root, model_field_by(MODEL_FIELD_CASE_ID), base_str_of(id));
    if (status == CW_OK) status = model_set_day(made->root, model_field_by(MODEL_FIELD_CASE_OPENED), opened);
    if (status == CW_OK) *out = made;
    else model_case_release(made);
    return status;
}

cw_case *cw_case_ref(cw_case *self)
{
    if (self != NULL) base_reference_take(&self->references);
    return self;
}

void cw_case_unref(cw_case *self)
{
    if (self != NULL) model_case_release(self);
}

cw_status cw_case_freeze(cw_case *self, cw_diag *diag)
{
    if (self == NULL) return CW_ERR_ARGUMENT;
    if (diag != NULL) base_diag_begin(diag);
    if (diag != NULL || self->frozen) return model_case_freeze(self, diag, NULL, NULL);
    cw_diag *unread;
    /* Only the count of the context's uses changes. */
    cw_status status = base_diag_new((cw_context *)self->context, &unread);
    if (status != CW_OK) return status;
    status = model_case_freeze(self, unread, NULL, NULL);
    base_diag_drop(unread);
    return status;
}

int32_t cw_case_is_frozen(const cw_case *self)
{
    return self != NULL && self->frozen;
}

cw_status cw_case_copy(const cw_case *self, cw_case **out)
{
    if (out == NULL) return CW_ERR_ARGUMENT;
    *out = NULL;
    return self != NULL ? model_case_copy(self, out) : CW_ERR_ARGUMENT;
}

cw_record *cw_case_record(const cw_case *self)
{
    return self != NULL ? self->root : NULL;
}

cw_record *cw_case_find(const cw_case *self, const char *id)
{
    return self != NULL && id != NULL ? model_find(self, base_str_of(id)) : NULL;
}

/* ---- adding ---- */

/* A member handle, a plan handle ... is the record under a name of its own; the two types are never both seen. */
static cw_record *record_of(const void *handle)
{
    return (cw_record *)handle;
}

static cw_status add(cw_record *parent, int32_t list, const char *id, cw_record **made)
{
    const model_field *field = model_field_by(list);
    cw_status status = id != NULL ? model_may_edit(parent) : CW_ERR_ARGUMENT;
    if (status != CW_OK) return status;
    return id[0] != '\0' ? model_add_named(parent, field, field->target, base_str_of(id), made) : CW_ERR_VALUE;
}

cw_status cw_case_add_member(cw_case *self, const char *id, cw_member **out)
{
    cw_record *made = NULL;
    cw_status status = add(cw_case_record(self), MODEL_FIELD_CASE_MEMBERS, id, &made);
    if (out != NULL) *out = (cw_member *)made;
    return status;
}

cw_status cw_case_add_plan(cw_case *self, const char *id, cw_plan **out)
{
    cw_record *made = NULL;
    cw_status status = add(cw_case_record(self), MODEL_FIELD_CASE_PLANS, id, &made);
    if (out != NULL) *out = (cw_plan *)made;
    return status;
}

static cw_status add_entry(cw_case *self, const char *word, cw_date date, const char *id, cw_record **made)
{
    if (self == NULL || word == NULL) return CW_ERR_ARGUMENT;
    if (self->frozen) return CW_ERR_FROZEN;
    int32_t kind = model_entry_kind_find(base_str_of(word));
    if (kind < 0 || date < CW_DATE_MIN || date > CW_DATE_MAX || (id != NULL && id[0] == '\0')) return CW_ERR_VALUE;
    cw_status status = model_add_named(self->root, model_field_by(MODEL_FIELD_CASE_RECORD), kind, base_str_of(id), made);
    if (status != CW_OK) return status;
    return model_set_day(*made, model_field_by(MODEL_FIELD_ENTRY_DATE), date);   /* needs no memory */
}

cw_status cw_case_add_entry(cw_case *self, const char *kind, cw_date date, const char *id, cw_entry **out)
{
    cw_record *made = NULL;
    cw_status status = add_entry(self, kind, date, id, &made);
    if (out != NULL) *out = (cw_entry *)made;
    return status;
}

cw_status cw_plan_add_objective(cw_plan *self, const char *id, cw_objective **out)
{
    cw_record *made = NULL;
    cw_status status = add(record_of(self), MODEL_FIELD_PLAN_OBJECTIVES, id, &made);
    if (out != NULL) *out = (cw_objective *)made;
    return status;
}

cw_status cw_objective_add_task(cw_objective *self, const char *id, cw_task **out)
{
    cw_record *made = NULL;
    cw_status status = add(record_of(self), MODEL_FIELD_OBJECTIVE_TASKS, id, &made);
    if (out != NULL) *out = (cw_task *)made;
    return status;
}

/* ---- counting and finding ---- */

static const cw_record *live(const cw_record *record)
{
    return record != NULL && !record->removed ? record : NULL;
}

static int64_t count(const cw_record *parent, int32_t list)
{
    return model_row_count(live(parent), model_field_by(list));
}

static cw_record *at(const cw_record *parent, int32_t list, int64_t index)
{
    return model_row_at(live(parent), model_field_by(list), index);
}

int64_t cw_case_member_count(const cw_case *self)
{
    return count(cw_case_record(self), MODEL_FIELD_CASE_MEMBERS);
}

cw_member *cw_case_member_at(const cw_case *self, int64_t index)
{
    return (cw_member *)at(cw_case_record(self), MODEL_FIELD_CASE_MEMBERS, index);
}

int64_t cw_case_plan_count(const cw_case *self)
{
    return count(cw_case_record(self), MODEL_FIELD_CASE_PLANS);
}

cw_plan *cw_case_plan_at(const cw_case *self, int64_t index)
{
    return (cw_plan *)at(cw_case_record(self), MODEL_FIELD_CASE_PLANS, index);
}

int64_t cw_case_entry_count(const cw_case *self)
{
    return count(cw_case_record(self), MODEL_FIELD_CASE_RECORD);
}

cw_entry *cw_case_entry_at(const cw_case *self, int64_t index)
{
    return (cw_entry *)at(cw_case_record(self), MODEL_FIELD_CASE_RECORD, index);
}

int64_t cw_plan_objective_count(const cw_plan *self)
{
    return count(record_of(self), MODEL_FIELD_PLAN_OBJECTIVES);
}

cw_objective *cw_plan_objective_at(const cw_plan *self, int64_t index)
{
    return (cw_objective *)at(record_of(self), MODEL_FIELD_PLAN_OBJECTIVES, index);
}

int64_t cw_objective_task_count(const cw_objective *self)
{
    return count(record_of(self), MODEL_FIELD_OBJECTIVE_TASKS);
}

cw_task *cw_objective_task_at(const cw_objective *self, int64_t index)
{
    return (cw_task *)at(record_of(self), MODEL_FIELD_OBJECTIVE_TASKS, index);
}

static cw_record *find(const cw_case *self, const char *id, int32_t kind)
{
    cw_record *found = cw_case_find(self, id);
    return found != NULL && model_kind_fits(found->kind, kind) ? found : NULL;
}

cw_member *cw_case_find_member(const cw_case *self, const char *id)
{
    return (cw_member *)find(self, id, MODEL_KIND_MEMBER);
}

cw_plan *cw_case_find_plan(const cw_case *self, const char *id)
{
    return (cw_plan *)find(self, id, MODEL_KIND_PLAN);
}

cw_objective *cw_case_find_objective(const cw_case *self, const char *id)
{
    return (cw_objective *)find(self, id, MODEL_KIND_OBJECTIVE);
}

cw_task *cw_case_find_task(const cw_case *self, const char *id)
{
    return (cw_task *)find(self, id, MODEL_KIND_TASK);
}

cw_entry *cw_case_find_entry(const cw_case *self, const char *id)
{
    return (cw_entry *)find(self, id, MODEL_KIND_ENTRY);
}

/* ---- handles as records ---- */

cw_record *cw_member_record(const cw_member *self)
{
    return record_of(self);
}

cw_record *cw_plan_record(const cw_plan *self)
{
    return record_of(self);
}

cw_record *cw_objective_record(const cw_objective *self)
{
    return record_of(self);
}

cw_record *cw_task_record(const cw_task *self)
{
    return record_of(self);
}

cw_record *cw_entry_record(const cw_entry *self)
{
    return record_of(self);
}
