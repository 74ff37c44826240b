/* SPDX-License-Identifier: MIT */
#ifndef OUTCOMES_H
#define OUTCOMES_H
/* What is printed of rule tests: text, TAP, or JUnit's XML. */
#include "author/run_tests.h"

/* Unseen: only that some failed is told. */
typedef enum test_format { TESTS_AS_TEXT, TESTS_AS_TAP, TESTS_AS_JUNIT, TESTS_UNSEEN } test_format;

typedef struct outcomes {
    test_format format;
    const char *path;            /* of the test file at hand */
    long long passed, failed;    /* of all files */
    long long file_passed, file_failed;
    char *suite;                 /* JUnit: the file's tests so far, since their count stands before them */
    size_t length, room;
    int no_memory;
} outcomes;

void begin_outcomes(outcomes *self, test_format format);
void begin_outcomes_of(outcomes *self, const char *path);
/* A line of its own that is no outcome: which rules are tested. */
void print_remark(outcomes *self, const char *const *pieces);
void print_outcome(outcomes *self, const author_outcome *outcome);
void end_outcomes_of(outcomes *self);
/* Prints the count. Returns an exit status. */
int end_outcomes(outcomes *self);
#endif
