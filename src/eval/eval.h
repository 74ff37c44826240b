/* SPDX-License-Identifier: MIT */
#ifndef EVAL_EVAL_H
#define EVAL_EVAL_H
/* Judging a case by rules: findings, what is missing, titles and explanations. */
#include "base/reference.h"
#include "feel/explain.h"
#include "model/case.h"
#include "rules/rules.h"

/* In the order of RULES.md's rank; the public CW_MET ... are these numbers. */
typedef enum eval_status {
    EVAL_MET = 1, EVAL_NOT_APPLICABLE, EVAL_WAIVED, EVAL_PENDING, EVAL_LATE, EVAL_UNMET, EVAL_OVERDUE, EVAL_UNKNOWN
} eval_status;

enum { EVAL_REASONS_MOST = 16 };

typedef struct eval_reason {
    uint8_t reason;              /* feel_reason */
    const char *fact;            /* the path of a missing fact; or NULL */
    const char *message;         /* one sentence of an error or a limit; or NULL */
} eval_reason;

typedef struct eval_subject {
    const char *variable;        /* "m" */
    const char *kind;            /* "member", the table's name, or "value" */
    const char *id;              /* id, path, table key, or the value itself */
    feel_value value;            /* the record, row or value */
} eval_subject;

typedef struct cw_finding {
    const struct cw_report *report;
    const rules_rule *rule;
    const eval_subject *subjects; int32_t subject_count;
    uint8_t status, best, worst;
    bool violation;
    const char *note;            /* why it is not applicable: "before opening", "released" ...; or NULL */
    int64_t due;                 /* INT64_MAX: none */
    const eval_reason *reasons; int32_t reason_count;
    bool more_reasons;
} cw_finding;

typedef struct cw_report {
    atomic_int references;
    const cw_context *context;
    cw_case *one;                /* held */
    cw_rules *rules;             /* held */
    int64_t as_of;
    bool filled;
    base_arena arena;            /* the view, subjects, reasons; rewound at each refill */
    struct eval_view *view;      /* of the judged day; titles and explanations read it too */
    cw_finding *findings; int64_t count, capacity;
    int64_t counts[EVAL_UNKNOWN + 1];
    int64_t violations;
    const char **assumptions; int32_t assumption_count;    /* one sentence each */
} cw_report;

typedef struct cw_evaluator {
    atomic_int references;
    const cw_context *context;
    base_arena scratch;          /* one finding's values */
    base_buffer text;            /* where a fact's path is spelled */
    feel_value *slots; int64_t slot_capacity;
} cw_evaluator;

/* The type provider over the schema table; static and immutable. */
extern const feel_schema eval_schema;

cw_status eval_evaluator_new(const cw_context *context, cw_evaluator **out);    /* takes over one use of context, also when it fails */
void eval_evaluator_release(cw_evaluator *evaluator);
cw_status eval_report_new(const cw_context *context, cw_report **out);          /* the same */
void eval_report_release(cw_report *report);
void eval_report_clear(cw_report *report);
/* CW_ERR_NOT_FROZEN, CW_ERR_LIMIT, CW_ERR_NOMEM: then the report is empty. */
cw_status eval_run(cw_evaluator *evaluator, cw_rules *rules, cw_case *one, int64_t as_of, cw_report *report);

/* A violation, or an unknown finding that may turn out to be one: what a report always lists. */
bool eval_finding_matters(const cw_finding *finding);

/* Fills in a title or remedy. Not escaped: the writer knows for what. Without `names` a member's name reads as the id. */
cw_status eval_put_template(const cw_finding *finding, const rules_template *text, bool names, base_buffer *buffer);
/* The ids that a finding covers, one after another: start with {0}; empty after the last. */
typedef struct eval_covers { int32_t index; base_str rest; } eval_covers;
base_str eval_next_cover(const cw_finding *finding, eval_covers *at);

/* An explanation of one finding: each clause that was run, in order, as a trace. */
typedef struct eval_clause {
    const char *name;            /* "for m", "filter of m", "let earlier", "when", "from", "until", "require" */
    base_str text;               /* as written */
    feel_trace *trace;
} eval_clause;
typedef struct eval_explanation {
    base_arena arena;
    feel_run run;                /* for feel_put_value on the traces */
    eval_clause *clauses; int32_t clause_count;
} eval_explanation;
cw_status eval_explain(const cw_finding *finding, bool names, eval_explanation *out);   /* on failure nothing is to be finished */
void eval_explanation_finish(eval_explanation *explanation);
#endif
