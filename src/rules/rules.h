/* SPDX-License-Identifier: MIT */
#ifndef RULES_RULES_H
#define RULES_RULES_H
/* A compiled rule set: what the grammar of rule files becomes. Immutable once made; read by any number of threads. */
#include "base/reference.h"
#include "base/sha256.h"
#include "feel/compile.h"
#include "feel/run.h"

typedef enum rules_force { RULES_REQUIRED, RULES_ADVISED } rules_force;

/* What a rule asks of the ratings with an instrument: of one item and one subject the latest word, the latest score, or whether
 * the item applies, which is false where the word is `not_applicable`. */
typedef enum rules_rating_part { RULES_RATING_WORD, RULES_RATING_SCORE, RULES_RATING_APPLIES } rules_rating_part;
typedef struct rules_rating {
    rules_rating_part part;
    base_str instrument, item;
    const char *shown;                /* as messages name it */
    const void *asked;                /* of APPLIES: the handle of the rating or score that it is about; else NULL */
} rules_rating;

/* A title or remedy: pieces of text and of paths in turn. */
typedef struct rules_piece { base_str text; const feel_node *path; /* NULL: text */ bool is_due; /* {due} */ } rules_piece;
typedef struct rules_template { const rules_piece *pieces; int32_t count; uint32_t slots; } rules_template;

/* `is_dated`, `dated`: of a declared document, its day where the file tells it. */
typedef struct rules_citation { base_str code; base_str text; bool is_dated; int64_t dated; } rules_citation;
typedef struct rules_cover { base_str id; const feel_node *path; /* not NULL: a table column, `t.covers` */ } rules_cover;

/* One variable of `for`. A filter at the top of its list is kept apart: it is judged with `when`. */
typedef struct rules_variable {
    base_str name;                    /* ends in NUL, as all names that findings hand out */
    const feel_node *list;
    const feel_node *filter;          /* NULL: none; runs with the item in `slot` */
    int32_t slot;
    const feel_type *item;
    const struct rules_table *table;  /* not NULL: items are rows of this table */
} rules_variable;

typedef struct rules_let { base_str name; const feel_node *value; int32_t slot; } rules_let;

/* A length of time as rules write it. Days, weeks, months and years are FEEL durations too. */
typedef enum rules_unit {
    RULES_DAY, RULES_WORKING_DAY, RULES_WEEK, RULES_MONTH, RULES_YEAR, RULES_CALENDAR_MONTH, RULES_CALENDAR_QUARTER,
    RULES_CALENDAR_YEAR
} rules_unit;
typedef struct rules_term { int64_t count; rules_unit unit; } rules_term;
/* A term of a clause: as written, or the value of a parameter. */
typedef struct rules_length { int32_t parameter; /* its global, or -1 */ rules_term term; /* where parameter is -1 */ } rules_length;

typedef enum rules_shape { RULES_SHAPE_STATE, RULES_SHAPE_DEADLINE, RULES_SHAPE_RECURRENCE } rules_shape;

/* `from`, `until`, `by`, `anchor`, `paused`, `when`, `require` and `waived_when` run in the rule's frame. */
typedef struct rules_rule {
    base_str name;                    /* "monthly-contact" */
    const char *full_name;            /* "us-ky:monthly-contact" */
    const struct rules_file *file;
    uint32_t start, end;              /* the item in its file */
    const struct rules_file *changed_by;      /* the file whose `override` gives some of its clauses; NULL: none */
    rules_template title, remedy;
    const rules_citation *citations; int32_t citation_count;
    const rules_cover *covers; int32_t cover_count;
    rules_force force;
    const rules_variable *variables; int32_t variable_count;
    const rules_let *lets; int32_t let_count;
    const feel_node *when;            /* NULL: always */
    const feel_node *written_when;    /* the same without what is added of itself to a review item: that it applies */
    const feel_node *require;
    const feel_node *from, *until;    /* NULL: none */
    rules_shape shape;
    const feel_node *by;              /* deadline: the due day */
    rules_length within;              /* deadline: with `anchor` */
    const feel_node *anchor;          /* NULL: no `within` */
    rules_length every;               /* recurrence */
    int32_t period_slot;              /* recurrence: the slot of `period` (a FEEL_RANGE of dates, closed), or -1 */
    const feel_node *paused;          /* a list of date ranges; NULL: none */
    bool partial_owed;
    bool days_are_common;             /* `from` and `until` name none of its variables and lets: they are the same for all subjects */
    bool when_names_period;
    const base_str *waived_by; int32_t waived_by_count;          /* role words, the schema's own text */
    const feel_node **waived_when; int32_t waived_when_count;
    base_str instrument;              /* of a review item, else empty */
    int32_t instrument_index;         /* of the rule set's */
    base_str activity;                /* what of the work it is about; or empty */
    base_str target;                  /* percent of periods to be met, as written; empty: none */
    base_decimal target_percent;
    int64_t valid_from, valid_until;  /* days, both included; INT64_MIN, INT64_MAX: no bound */
    const struct rules_rule *next_version;   /* same name, later valid; NULL: none */
    uint32_t slots;                   /* frame size that all its expressions need, called frames included */
    const int32_t *parameters; int32_t parameter_count;   /* the parameters (their globals) that its expressions use, through conditions too */
} rules_rule;

/* Its global has the same number: rules->parameters[i]->global is i, and tables come after. */
typedef struct rules_parameter {
    base_str name;
    const char *full_name;            /* "us-ky:contact_period" */
    const feel_type *type;            /* of a term: days or months; any where the term is no FEEL duration, or has no value */
    bool is_term;
    rules_term term;                  /* of a term with a value */
    bool has_value;                   /* false: rules that use it are inactive */
    feel_value value;
    base_str written;                 /* its value as written, for reports */
    uint32_t written_at;              /* where that stands in the file's text, unless the host set it */
    bool is_set;                      /* by the host; then: */
    base_str declared;                /* the value that its declaration gives, as written; empty: none */
    base_str reading;                 /* `reading A4`, or empty */
    const struct rules_file *file;
    int32_t global;
} rules_parameter;

typedef struct rules_table {
    base_str name; base_str key;      /* key: name of the key column */
    const base_str *columns; int32_t column_count;
    int32_t row_count;
    int32_t global;                   /* a list of contexts, in row order */
} rules_table;

/* A word that rules add to an enumeration of the host's schema. */
typedef struct rules_word {
    int32_t enumeration;
    base_str word;
    base_str category;                /* as the schema has it; or empty */
    const struct rules_file *file;
    uint32_t start, end;              /* the item in its file */
} rules_word;

/* definition / permission: a home for ids that ask nothing. */
typedef struct rules_note { bool permission; const base_str *ids; int32_t id_count; base_str text; } rules_note;

/* What it means that a field is absent, where a rule set settles it. */
typedef enum rules_absent_how { RULES_ABSENT_UNKNOWN, RULES_ABSENT_NONE, RULES_ABSENT_VALUE } rules_absent_how;
typedef struct rules_absent {
    int32_t kind;                     /* host record kind */
    const void *field;                /* host handle */
    rules_absent_how how;
    const feel_node *value;           /* of VALUE: sees the record's own fields as a filter does (item in slot 0), and parameters */
    uint32_t slots;
    const int32_t *parameters; int32_t parameter_count;   /* as of a rule */
    const struct rules_file *file;
    uint32_t start, end;              /* the item in its file */
} rules_absent;

typedef struct rules_file {
    feel_source source;
    uint8_t digest[BASE_SHA256_BYTES];    /* of its text */
    base_str set;                     /* "us-ky" */
    base_str title;
    base_str version;                 /* or empty */
    const rules_citation *sources; int32_t source_count;   /* declared codes and their documents */
    const rules_note *notes; int32_t note_count;
} rules_file;

typedef struct cw_rules {
    atomic_int references;
    const cw_context *context;
    base_arena arena;
    const rules_file **files; int32_t file_count;
    const rules_rule **rules; int32_t rule_count;          /* file order; of several versions the first */
    const rules_parameter **parameters; int32_t parameter_count;
    int32_t set_count;                                     /* of the parameters, those that the host set */
    const rules_table **tables; int32_t table_count;
    const rules_absent **absents; int32_t absent_count;    /* file order; one for each field at most */
    const struct rules_field **fields; int32_t field_count;  /* custom ones, file order; each once */
    const rules_word *words; int32_t word_count;           /* by enumeration and word */
    const base_str *instruments; int32_t instrument_count; /* each once, in the order of the rules */
    const feel_value *globals; int32_t global_count;       /* values of parameters and tables */
    base_map by_name;                                      /* full name -> rule, the first of its versions */
    uint32_t slots;                                        /* the most any rule or `absent` needs */
    /* Of the parameters, for reports: set by who knows how they are hashed, before anybody else has the set. */
    bool parameters_hashed;
    uint8_t parameters_digest[BASE_SHA256_BYTES];
} cw_rules;

/* A text to compile, borrowed for the call (copied into the rule set). */
typedef struct rules_input { base_str name; base_str text; } rules_input;
cw_status rules_compile(const cw_context *context, const feel_schema *schema, const rules_input *inputs, int32_t count, cw_diag *diag, cw_rules **out);

/* Where included rule sets are found that are not among the inputs. */
typedef struct rules_library {
    void *user;
    bool (*find)(void *user, base_str set, rules_input *out);                 /* false: there is none */
    base_str (*name_at)(void *user, int32_t index);                           /* for suggestions; empty past the end */
    bool (*missing)(void *user, base_str set, base_str file);                 /* one that is nowhere, and the file that includes it;
                                                                                 false: no memory */
} rules_library;
/* A value that the host gives a parameter: "set:name", or its bare name where that is unambiguous; a literal as in its declaration.
 * Of two for one parameter the later holds. */
typedef struct rules_setting { base_str name, literal; } rules_setting;
/* A custom field that rules declare. */
typedef struct rules_field {
    int32_t kind;                     /* host record kind */
    base_str name;
    const feel_type *type;
    base_str written;                 /* the type, as it is written */
    bool dated;                       /* the history in documents says what it was before */
    int32_t index;                    /* in the set's fields */
    const struct rules_file *file;
    uint32_t start, end;              /* the item in its file */
} rules_field;

/* Of an enumeration: its words have no categories; it takes no words from rules. */
enum { RULES_WORDS_PLAIN = -1, RULES_WORDS_CLOSED = -2 };

/* What the host makes of what rules add to its schema. */
typedef struct rules_host {
    /* The field that reads a rating of records of a kind, made in the rule set's arena; `what` lives as long. False: no memory. */
    bool (*rating)(base_arena *arena, int32_t kind, const rules_rating *what, feel_host_field *out);
    /* The field that reads a custom one. */
    bool (*custom)(base_arena *arena, const rules_field *what, feel_host_field *out);
    /* Why the field of a handle is never absent, so that no `absent` can speak of it, one sentence; NULL: it may be. */
    const char *(*never_absent)(const void *field);
    /* The kind whose fields records of this kind have too, beside their own; -1: none. */
    int32_t (*wider)(int32_t kind);
    /* The enumeration whose words are the categories of another's words, or RULES_WORDS_*. */
    int32_t (*categories)(int32_t enumeration);
} rules_host;
typedef struct rules_request {
    const rules_input *inputs; int32_t count;
    const rules_library *library;     /* or NULL */
    const rules_setting *settings; int32_t setting_count;
    const rules_host *host;           /* NULL: nobody runs these rules */
} rules_request;
/* The same with what is included. rules->files has the inputs first, in their order, then what the library gave. */
cw_status rules_compile_request(const cw_context *context, const feel_schema *schema, const rules_request *request, cw_diag *diag, cw_rules **out);
void rules_release(cw_rules *rules);                       /* when the last reference is gone */
/* The word that rules, which may be NULL, add to an enumeration; or NULL. By binary search. */
const rules_word *rules_find_word(const cw_rules *rules, int32_t enumeration, base_str word);
const rules_rule *rules_find(const cw_rules *rules, base_str name);   /* full name, or a bare one that is unambiguous; NULL */
#endif
