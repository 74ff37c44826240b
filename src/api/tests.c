/* SPDX-License-Identifier: MIT */
#include <casework/tests.h>

#include "author/run_tests.h"
#include "base/map.h"
#include "eval/eval.h"
#include "packs/packs.h"

typedef struct given { const char *text; int64_t length; } given;

typedef struct outcome { const char *name, *details; int64_t line; bool passed; } outcome;

struct cw_tests {
    const cw_context *context;
    base_arena held;                   /* base cases */
    base_map cases;                    /* name -> given */
    cw_date *holidays;
    int64_t holiday_count;
    base_arena told;                   /* texts of the last run */
    outcome *outcomes;
    int64_t count, capacity, failed;
    cw_rules *rules;                   /* of the run at hand, borrowed; NULL: a built-in pack */
    cw_status wrong;                   /* what ends a run, as far as telling its outcomes came upon it */
};

/* ---- life ---- */

cw_status cw_tests_new(cw_context *context, cw_tests **out)
{
    if (!out)
        return CW_ERR_ARGUMENT;
    *out = NULL;
    cw_tests *made = base_allocate(context, sizeof *made);
    if (!made)
        return CW_ERR_NOMEM;
    *made = (cw_tests){.context = base_context_use(context)};
    base_arena_init(&made->held, made->context);
    base_arena_init(&made->told, made->context);
    base_map_init(&made->cases, &made->held);
    *out = made;
    return CW_OK;
}

static void release_holidays(cw_tests *self)
{
    base_release(self->context, self->holidays, (size_t)self->holiday_count * sizeof *self->holidays);
}

void cw_tests_release(cw_tests *self)
{
    if (!self)
        return;
    const cw_context *context = self->context;
    release_holidays(self);
    base_release(context, self->outcomes, (size_t)self->capacity * sizeof *self->outcomes);
    base_arena_finish(&self->told);
    base_arena_finish(&self->held);
    base_release(context, self, sizeof *self);
    base_context_drop(context);
}

/* ---- what tests are run with ---- */

cw_status cw_tests_add_case(cw_tests *self, const char *name, const char *text, int64_t length)
{
    if (!self || !name || length < 0 || (!text && length > 0))
        return CW_ERR_ARGUMENT;
    if (length > base_limit(self->context, CW_LIMIT_DOCUMENT_BYTES))
        return CW_ERR_LIMIT;
    base_str key = base_str_of(name);
    given *found = base_map_find(&self->cases, key);
    void *existing = NULL;
    given *one = found ? found : base_arena_alloc(&self->held, sizeof *one);
    const char *copy = base_arena_copy(&self->held, text ? text : "", (size_t)length);
    if (!one || !copy)
        return CW_ERR_NOMEM;
    if (!found) {
        key.at = base_arena_copy(&self->held, name, key.length);
        if (!key.at || !base_map_add(&self->cases, key, one, &existing))
            return CW_ERR_NOMEM;
    }
    *one = (given){copy, length};
    return CW_OK;
}

static bool is_day(cw_date day)
{
    return day >= CW_DATE_MIN && day <= CW_DATE_MAX;
}

cw_status cw_tests_set_holidays(cw_tests *self, const cw_date *days, int64_t count)
{
    if (!self || count < 0 || count > INT32_MAX || (!days && count > 0))
        return CW_ERR_ARGUMENT;
    for (int64_t i = 0; i < count; i++)
        if (!is_day(days[i]))
            return CW_ERR_VALUE;
    cw_date *made = count > 0 ? base_allocate(self->context, (size_t)count * sizeof *made) : NULL;
    if (!made && count > 0)
        return CW_ERR_NOMEM;
    for (int64_t i = 0; i < count; i++)
        made[i] = days[i];
    release_holidays(self);
    self->holidays = made;
    self->holiday_count = count;
    return CW_OK;
}

/* ---- what a run asks for ---- */

static cw_status compile_pack(cw_tests *self, const char *name, cw_rules **out)
{
    const packs_pack *pack = packs_find(base_str_of(name));
    if (!pack)
        return CW_ERR_NOT_FOUND;
    cw_rules_builder *builder;
    cw_status status = cw_rules_builder_new((cw_context *)self->context, &builder);
    if (status != CW_OK)
        return status;
    status = cw_rules_builder_add_pack(builder, name);
    if (status == CW_OK)
        status = cw_rules_builder_compile(builder, out, NULL);
    cw_rules_builder_release(builder);
    return status;
}

static cw_status find_rules(void *user, const char *set, cw_rules **out)
{
    cw_tests *self = user;
    if (!self->rules)
        return compile_pack(self, set, out);
    base_reference_take(&self->rules->references);
    *out = self->rules;
    return CW_OK;
}

static cw_status read_case(void *user, const char *name, author_sink *sink)
{
    const cw_tests *self = user;
    const given *one = base_map_find(&self->cases, base_str_of(name));
    return one ? author_give(sink, name, one->text, one->length) : CW_ERR_NOT_FOUND;
}

static void take_outcome(void *user, const author_outcome *told)
{
    cw_tests *self = user;
    void *items = self->outcomes;
    bool room = base_grow(self->context, &items, &self->capacity, self->count + 1, sizeof *self->outcomes);
    self->outcomes = items;
    base_str name = base_str_of(told->name), details = base_str_of(told->details);
    outcome one = {.line = told->line, .passed = told->passed};
    one.name = base_arena_copy(&self->told, name.at, name.length);
    one.details = base_arena_copy(&self->told, details.at, details.length);
    if (!room || !one.name || !one.details) {
        self->wrong = CW_ERR_NOMEM;
        return;
    }
    self->outcomes[self->count++] = one;
    self->failed += !one.passed;
}

/* ---- running ---- */

static void forget(cw_tests *self)
{
    self->count = self->failed = 0;
    base_arena_finish(&self->told);
    base_arena_init(&self->told, self->context);
    self->wrong = CW_OK;
}

static cw_status run(cw_tests *self, const char *source, const char *text, int64_t length, const char *filter, int32_t flags, cw_diag *diag)
{
    const author_host host = {.user = self, .find_rules = find_rules, .read_case = read_case, .tell = take_outcome,
                              .explain = flags & CW_TESTS_EXPLAIN, .holidays = self->holidays,
                              .holiday_count = (int32_t)self->holiday_count};
    base_diag_begin(diag);
    cw_status status = author_run_tests((cw_context *)self->context, source ? source : "", text, length, filter, &host, diag);
    if (status == CW_OK || status == CW_ERR_INPUT)
        status = self->wrong != CW_OK ? self->wrong : status;
    if (status != CW_OK && status != CW_ERR_INPUT)
        forget(self);
    return status;
}

cw_status cw_tests_run(cw_tests *self, cw_rules *rules, const char *source, const char *text, int64_t length, const char *filter,
                       int32_t flags, cw_diag *diag)
{
    cw_diag *own = NULL;
    if (!self || length < 0 || (!text && length > 0) || (flags & ~CW_TESTS_EXPLAIN))
        return CW_ERR_ARGUMENT;
    forget(self);
    cw_status status = diag ? CW_OK : base_diag_new((cw_context *)self->context, &own);
    if (status != CW_OK)
        return status;
    self->rules = rules;
    status = run(self, source, text, length, filter, flags, diag ? diag : own);
    self->rules = NULL;
    if (own)
        base_diag_drop(own);
    return status;
}

/* ---- what became of it ---- */

static const outcome *at(const cw_tests *self, int64_t index)
{
    return self && index >= 0 && index < self->count ? &self->outcomes[index] : NULL;
}

int64_t cw_tests_count(const cw_tests *self)
{
    return self ? self->count : 0;
}

int64_t cw_tests_failed(const cw_tests *self)
{
    return self ? self->failed : 0;
}

const char *cw_tests_name_at(const cw_tests *self, int64_t index)
{
    const outcome *one = at(self, index);
    return one ? one->name : NULL;
}

int64_t cw_tests_line_at(const cw_tests *self, int64_t index)
{
    const outcome *one = at(self, index);
    return one ? one->line : 0;
}

int32_t cw_tests_passed_at(const cw_tests *self, int64_t index)
{
    const outcome *one = at(self, index);
    return one && one->passed;
}

const char *cw_tests_details_at(const cw_tests *self, int64_t index)
{
    const outcome *one = at(self, index);
    return one ? one->details : NULL;
}
