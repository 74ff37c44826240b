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
    const char *id;              /* id, path, table key, or the value itself */
    feel_value value;            /* the record, row or value */
} eval_subject;

/* What became of the owed periods of a recurrence, of those that end on or after the report's `since`; the public CW_PERIOD_MET
 * ... are these numbers. The last two count those of the unknown ones that may be met, and that may be missed. */
enum {
    EVAL_PERIOD_MET = 1, EVAL_PERIOD_MISSED, EVAL_PERIOD_WAIVED, EVAL_PERIOD_PENDING, EVAL_PERIOD_UNKNOWN, EVAL_PERIOD_PERHAPS_MET,
    EVAL_PERIOD_PERHAPS_MISSED
};
typedef struct eval_cells { int32_t count[EVAL_PERIOD_PERHAPS_MISSED + 1]; } eval_cells;

typedef struct cw_finding {
    const struct cw_report *report;
    const rules_rule *rule;
    const eval_subject *subjects; int32_t subject_count;
    uint8_t status, best, worst;
    bool violation;
    const char *note;            /* why it is not applicable: "before opening", "released" ...; or NULL */
    int64_t due;                 /* INT64_MAX: none */
    /* Of a recurrence: how many periods were missed, and how many perhaps; the last day of the first of the former, or INT64_MAX. */
    int32_t missed, missed_uncertain;
    int64_t first_missed;
    const eval_cells *cells;     /* of a recurrence whose periods are known; else NULL */
    const eval_reason *reasons; int32_t reason_count;
    bool more_reasons;
    const char *const *notes; int32_t note_count;   /* one sentence each: why waivers do not count */
} cw_finding;

/* A table of holidays: immutable, shared by an evaluator and the reports it filled. */
typedef struct eval_holidays { atomic_int references; const cw_context *context; size_t size; int64_t count; int64_t days[]; } eval_holidays;

typedef struct cw_report {
    atomic_int references;
    const cw_context *context;
    cw_case *one;                /* held */
    cw_rules *rules;             /* held */
    eval_holidays *held_holidays;                        /* held; NULL: none */
    const int64_t *holidays; int64_t holiday_count;      /* its days, ascending, each once */
    int64_t as_of;
    int64_t known_at;            /* INT64_MAX: no limit */
    int64_t since;               /* from when on periods and due days are counted; INT64_MIN: all of them */
    bool filled;
    base_sha256_way hashing;     /* how digests are made of it: the evaluator's */
    base_arena arena;            /* the view, subjects, reasons; rewound at each refill */
    struct eval_view *view;      /* of the judged day; titles and explanations read it too */
    cw_finding *findings; int64_t count, capacity;
    int64_t counts[EVAL_UNKNOWN + 1];
    int64_t violations;
    const char **assumptions; int32_t assumption_count;    /* one sentence each */
    const struct eval_tally *tallies;                      /* of the rules' instruments, in their order */
} cw_report;

/* A period of a recurrence, both days included, and the view of its last day; NULL: not looked for yet. */
typedef struct eval_period { int64_t begin, end; struct eval_view *view; } eval_period;

/* Who is told what runs while rules are judged, and of which rules. */
typedef struct eval_watch {
    feel_watch told;
    bool (*wants)(void *user, const rules_rule *rule);   /* of told.user */
} eval_watch;

/* Which rules are judged; the others have no findings. */
typedef struct eval_choice { void *user; bool (*wants)(void *user, const rules_rule *rule); } eval_choice;

typedef struct cw_evaluator {
    atomic_int references;
    const cw_context *context;
    base_arena scratch;          /* one finding's values */
    base_buffer text;            /* where a fact's path is spelled */
    feel_value *slots; int64_t slot_capacity;
    eval_period *periods; int64_t period_capacity;      /* of the recurrence at hand */
    int64_t known_at;            /* INT64_MAX: no limit */
    int64_t since;               /* INT64_MIN: no bound */
    eval_holidays *held_holidays;                        /* held; NULL: none */
    const int64_t *holidays; int64_t holiday_count;      /* its days, ascending, each once */
    base_sha256_way hashing;     /* the fastest of this machine: asked for once, since asking is slow */
    struct cw_report *own;       /* for those who want no more than a report's text; NULL: not needed yet */
    const eval_watch *watch;     /* NULL: nobody is told */
    const eval_choice *choice;   /* of the rules that are judged; NULL: all are */
} cw_evaluator;

/* The type provider over the schema table, and what makes fields of what rules add to it; static and immutable. */
extern const feel_schema eval_schema;
extern const rules_host eval_rules_host;

cw_status eval_evaluator_new(const cw_context *context, cw_evaluator **out);    /* takes over one use of context, also when it fails */
void eval_evaluator_release(cw_evaluator *evaluator);
/* The days may come in any order, and twice. CW_ERR_NOMEM: nothing is changed. */
cw_status eval_evaluator_set_holidays(cw_evaluator *evaluator, const cw_date *days, int64_t count);
/* The same with a table that is there already, or NULL for none; it is shared. */
void eval_evaluator_use_holidays(cw_evaluator *evaluator, eval_holidays *holidays);
eval_holidays *eval_holidays_take(eval_holidays *holidays);    /* NULL gives NULL */
void eval_holidays_drop(eval_holidays *holidays);              /* NULL does nothing */
cw_status eval_report_new(const cw_context *context, cw_report **out);          /* the same */
/* The evaluator's own report, NULL: no memory. To be cleared after use: it holds its case and rules. */
cw_report *eval_evaluator_report(cw_evaluator *evaluator);
void eval_report_release(cw_report *report);
void eval_report_clear(cw_report *report);
/* CW_ERR_NOT_FROZEN, CW_ERR_LIMIT, CW_ERR_NOMEM: then the report is empty. */
cw_status eval_run(cw_evaluator *evaluator, cw_rules *rules, cw_case *one, int64_t as_of, cw_report *report);

/* "m", and "member", the table's name, or "value". */
const char *eval_subject_variable(const cw_finding *finding, int32_t index);
const char *eval_subject_kind(const cw_finding *finding, int32_t index);

/* A violation, or an unknown finding that may turn out to be one: what a report always lists. */
bool eval_finding_matters(const cw_finding *finding);

/* Fills in a title or remedy. Not escaped: the writer knows for what. Without `names` a member's name reads as the id. */
cw_status eval_put_template(const cw_finding *finding, const rules_template *text, bool names, base_buffer *buffer);
/* The same for who fills in many: `scratch` is left as it was. */
cw_status eval_put_template_in(base_arena *scratch, const cw_finding *finding, const rules_template *text, bool names,
                               base_buffer *buffer);
/* The id that a finding covers, of its rule's `cover_count`; empty where a table's row names it and no row is the subject. */
base_str eval_cover_at(const cw_finding *finding, int32_t index);

/* An explanation of one finding: each clause that was run, in order, as a trace. */
typedef struct eval_clause {
    const char *name;            /* "for m", "filter of m", "let earlier", "when", "from", "within 60 days of", "every 1 month",
                                    "require", "waived by supervisor"; with the day, where that is not the judged one:
                                    "require on 2024-02-01" */
    base_str text;               /* as written; empty without trace */
    feel_trace *trace;           /* NULL: there are lines instead */
    const char *const *lines; int32_t line_count;   /* the judged periods, or the waivers, and what became of each */
} eval_clause;
typedef struct eval_explanation {
    base_arena arena, traces;
    feel_run run;                /* for feel_put_value on the traces */
    eval_clause *clauses; int32_t clause_count;
} eval_explanation;
/* Runs on the facts as they are; texts that are members' names, or made of such, are marked in the traces. CW_ERR_LIMIT: it would
 * take more than four times CW_LIMIT_SCRATCH_BYTES; CW_ERR_NOMEM. On failure nothing is to be finished. */
cw_status eval_explain(const cw_finding *finding, eval_explanation *out);
void eval_explanation_finish(eval_explanation *explanation);
#endif
