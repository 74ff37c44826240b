/* SPDX-License-Identifier: MIT */
#ifndef OPTIONS_H
#define OPTIONS_H
/* The options and operands of one subcommand, borrowed from argv. */
#include <casework.h>

#include "author/coverage.h"
#include "outcomes.h"
#include "problems.h"

/* What `casework rules` writes. */
typedef enum list_format { LISTED_AS_TEXT, LISTED_AS_JSON, LISTED_AS_MARKDOWN, LISTED_AS_HTML } list_format;

typedef struct options {
    const char **rules;      /* --rules, in order */
    int rule_count;
    const char **params;     /* --param, in order: NAME=VALUE */
    int param_count;
    cw_date as_of;           /* --as-of, else today */
    cw_date known_at;        /* --known-at, else CW_DATE_NONE */
    cw_date since;           /* --since, else CW_DATE_NONE */
    const char *holidays;    /* --holidays: a file, or NULL */
    int32_t form;            /* CW_FORM_* */
    int32_t flags;           /* CW_SHOW_* */
    const char *filter;      /* --filter, or NULL */
    test_format test_format; /* --format of tests */
    problem_format problem_format;   /* --format of check */
    list_format list_format; /* --format of rules */
    int mutates;             /* --mutate */
    int boundaries;          /* --boundaries */
    int covers;              /* --coverage */
    author_coverage_form coverage_form;
    int least;               /* --min, in percent */
    int explain;             /* --explain */
    int brief;               /* --brief */
    int only_check;          /* --check */
    int cases;               /* --cases, else 10 */
    const char *context;     /* --context: a file, or NULL */
    const char *now;         /* --now, or NULL */
    int32_t value_form;      /* CW_VALUE_* */
    int rows;                /* --jsonl */
    int only_open;           /* --open */
    int help;
    const char **operands;
    int operand_count;
} options;

/* Which options a subcommand takes. */
enum { TAKES_HELP = 1, TAKES_JUDGING = 2, TAKES_TESTING = 4, TAKES_FORMATTING = 8, TAKES_FEEL = 16, TAKES_DAYS = 32, TAKES_COMPARING = 64, TAKES_CHECKING = 128,
       TAKES_LISTING = 256, TAKES_COUNTING = 512, TAKES_SINCE = 1024, TAKES_OPEN = 2048 };

/* Reads what follows the subcommand's name. Returns 0, or the exit status after telling what is wrong. */
int read_options(int argc, char **argv, int takes, options *out);
void release_options(options *self);
#endif
