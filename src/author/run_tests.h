/* SPDX-License-Identifier: MIT */
#ifndef AUTHOR_RUN_TESTS_H
#define AUTHOR_RUN_TESTS_H
/* Rule tests: a file that changes base cases a little, judges them as of a day, and says which findings are expected.
 * The author room opens no file: the host finds rules and reads base cases. */
#include <stdbool.h>
#include <casework/document.h>
#include <casework/report.h>

#include "author/coverage.h"

/* What became of one test. The texts live until the call that tells it returns. */
typedef struct author_outcome {
    const char *name;
    int64_t line;
    bool passed;
    const char *details;         /* lines, each ended by a newline; empty where it passed */
} author_outcome;

/* A small change to the rules, and whether the tests noticed. */
typedef struct author_change {
    const char *file;            /* as compiling the rules named it */
    int64_t line, column;
    const char *before, *after;  /* the words that were changed */
    const char *rule;            /* in which it is; NULL: in a condition or parameter */
    bool killed;                 /* some test failed */
} author_change;

typedef struct author_sink author_sink;
struct author_file;
struct author_test;

/* What is done with tests besides running them. The library runs tests and no more; see extras.h. */
typedef struct author_extras {
    /* Around the judging of a test, whatever comes of it. CW_OK, CW_ERR_NOMEM. */
    cw_status (*begin)(struct author_file *file, const struct author_test *test, cw_rules *rules);
    cw_status (*end)(struct author_file *file);
    /* Once all tests passed. CW_OK, CW_ERR_NOMEM. */
    cw_status (*finish)(struct author_file *file, const char *filter);
} author_extras;

typedef struct author_host {
    void *user;
    /* The rule set of a name, with a reference for the caller. CW_ERR_NOT_FOUND: there is none, which the caller tells;
     * anything else has been told. */
    cw_status (*find_rules)(void *user, const char *set, cw_rules **out);
    /* Hands the text of a base case, named as the test file names it, to author_give. CW_ERR_NOT_FOUND as above. */
    cw_status (*read_case)(void *user, const char *name, author_sink *sink);
    /* Each test in the order of the file. */
    void (*tell)(void *user, const author_outcome *outcome);
    const author_extras *extras; /* what does what is asked for below; NULL: nothing is */
    author_coverage *coverage;   /* what the tests reach is counted there; NULL: nobody asks */
    /* Each change to the rules that compiles, in file order, once all tests passed. NULL: nobody asks for changes. */
    void (*tell_change)(void *user, const author_change *change);
    /* Tests that are missing where rules turn, for an author to say what is expected: blocks in the layout of `casework fmt`, and a
     * comment that counts them; NULL where none are missing. Once, when all tests passed; the text lives until the call returns.
     * NULL: nobody asks. */
    void (*tell_boundaries)(void *user, const char *text);
    bool explain;                /* below a finding that differs: how it came about, clause by clause */
    /* What are no working days in tests of a file that says nothing of that. NULL and 0: none. */
    const cw_date *holidays;
    int32_t holiday_count;
} author_host;

/* Takes a copy of a base case's text; `shown` names it in messages. CW_OK, CW_ERR_NOMEM. */
cw_status author_give(author_sink *sink, const char *shown, const char *text, int64_t length);

/* Runs the tests of a file whose names hold `filter` (NULL: all); where boundaries are asked for, runs all, and tells those of rules
 * whose names hold it. All that is wrong with the file goes into `diag`, which is not NULL; a test with an error in it is told as
 * failed. CW_OK: all tests were run, whatever came of them; CW_ERR_INPUT: the file, its rules or a base case had errors; CW_ERR_LIMIT,
 * CW_ERR_NOMEM. */
cw_status author_run_tests(cw_context *context, const char *name, const char *text, int64_t length, const char *filter,
                           const author_host *host, cw_diag *diag);
#endif
