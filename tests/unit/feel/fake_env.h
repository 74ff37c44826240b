/* SPDX-License-Identifier: MIT */
#ifndef FAKE_ENV_H
#define FAKE_ENV_H
/*
 * A small made-up world behind the seam of feel/env.h, for the tests of the expression language: a lending
 * library. Any fact can be changed or taken away by its path, so that tests can compare what is decided
 * without a fact with what each value of it would give.
 *
 *   library name, open (boolean), founded (date), limit (number), books, members, best (a book), lost (a book, none)
 *   book    title, genre (enumeration), pages, printed (date), lent (boolean), topics (list of genre), borrower (member),
 *           sequel (book), due (date; none means not lent), date (bought on; the library's books are sorted by it)
 *   member  name, roles (list of role), born (date), active (boolean), fines (number), books (list of book), friend (member),
 *           level (enumeration), nickname
 */
#include "feel/compile.h"
#include "feel/run.h"

enum { FAKE_BOOK, FAKE_MEMBER, FAKE_LIBRARY, FAKE_KINDS };
enum { FAKE_GENRE, FAKE_ROLE, FAKE_LEVEL, FAKE_ENUMERATIONS };
enum { FAKE_FIELDS_MOST = 10, FAKE_RECORDS = 8, FAKE_ITEMS_MOST = 4 };

typedef struct fake_field { int32_t kind; const char *name; const feel_type *type; } fake_field;

/* One fact. `value` points into the cell itself for numbers and lists. */
typedef struct fake_cell {
    feel_value value;
    bool unknown;
    int reads;                           /* how often it was read so far */
    base_decimal number;
    feel_value items[FAKE_ITEMS_MOST];
} fake_cell;

typedef struct fake_record {
    const char *id;
    int32_t kind;
    int index;                           /* in its world */
    struct fake_cell cells[FAKE_FIELDS_MOST];
} fake_record;

typedef struct fake_world {
    fake_record records[FAKE_RECORDS];
    struct fake_world *past;             /* what it was before the day `since`; NULL: as it is */
    int64_t since;
    bool no_past;                        /* an earlier day finds no memory */
    int items_read;                      /* of lists, so far */
} fake_world;

extern const feel_schema fake_schema;
extern const feel_facts fake_facts;      /* run->host is a fake_world */
extern const feel_type fake_type_book, fake_type_member, fake_type_genre, fake_type_role, fake_type_level;

void fake_world_init(fake_world *world);
fake_record *fake_record_of(fake_world *world, const char *id);                 /* NULL: none */
const fake_field *fake_field_of(int32_t kind, const char *name);                /* NULL: none */
/* The fact at a path: "emma.born", "dune.pages", "library.open". NULL: none. */
fake_cell *fake_fact(fake_world *world, const char *path);
void fake_forget(fake_world *world, const char *path);                          /* makes it unknown */
void fake_set(fake_world *world, const char *path, feel_value value);           /* numbers and lists are copied */
/* Word number `index` of an enumeration, as the schema gives it. */
base_str fake_word(int32_t enumeration, int32_t index);
/* A value of a record. */
feel_value fake_value_of(fake_record *record);

/* Everything that it takes to compile and run expressions over the world. The judged day is 2024-03-10. */
enum { FAKE_SLOTS = 256 };
typedef struct fake_machine {
    fake_world world;
    base_arena code, scratch;
    cw_diag *diag;
    feel_compiler compiler;
    feel_scope scope;                    /* empty at first */
    feel_value slots[FAKE_SLOTS];
    feel_run run;
    base_buffer shown;
} fake_machine;

void fake_machine_init(fake_machine *machine, feel_mode mode);
void fake_machine_finish(fake_machine *machine);
/* NULL: refused; the diagnostics say why. */
const feel_node *fake_compile(fake_machine *machine, const char *text);
/* The same, with the slots below `slot` in use. */
const feel_node *fake_compile_from(fake_machine *machine, const char *text, int32_t slot);
feel_value fake_run(fake_machine *machine, const feel_node *node);
/* The value as feel_put_value shows it; of an unknown the reasons too: "unknown: emma.born, division by zero". Lives
 * until the next call. */
const char *fake_show(fake_machine *machine, const feel_value *value);
/* Compiles, runs and shows; "refused" where it does not compile. */
const char *fake_result(fake_machine *machine, const char *text);
#endif
