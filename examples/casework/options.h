/* SPDX-License-Identifier: MIT */
#ifndef OPTIONS_H
#define OPTIONS_H
/* The options and operands of one subcommand, borrowed from argv. */
#include <casework.h>

typedef struct options {
    const char **rules;      /* --rules, in order */
    int rule_count;
    cw_date as_of;           /* --as-of, else today */
    cw_date known_at;        /* --known-at, else CW_DATE_NONE */
    const char *holidays;    /* --holidays: a file, or NULL */
    int32_t form;            /* CW_FORM_* */
    int32_t flags;           /* CW_SHOW_* */
    const char *filter;      /* --filter, or NULL */
    int tap;                 /* --format tap */
    int explain;             /* --explain */
    int help;
    const char **operands;
    int operand_count;
} options;

/* Which options a subcommand takes. */
enum { TAKES_HELP = 1, TAKES_JUDGING = 2, TAKES_TESTING = 4 };

/* Reads what follows the subcommand's name. Returns 0, or the exit status after telling what is wrong. */
int read_options(int argc, char **argv, int takes, options *out);
void release_options(options *self);
#endif
