/* SPDX-License-Identifier: MIT */
#ifndef CASEWORK_TESTS_H
#define CASEWORK_TESTS_H
/*
 * Rule tests from a host: what `casework test` runs from files runs here from memory. A test file is text; it takes base cases,
 * changes them a little, judges them on a day, and says which findings are expected (src/author/README.md has its language).
 *
 * A cw_tests holds the base cases that tests may name, each given once, and what became of the tests of the file that was run
 * last. So a host that lets an agency edit its rules can show at once which tests no longer hold:
 *
 *     cw_tests_new(NULL, &tests);
 *     cw_tests_add_case(tests, "family.json", case_text, case_length);
 *     status = cw_tests_run(tests, rules, "county.tests", text, length, NULL, 0, diag);
 *     for (i = 0; i < cw_tests_count(tests); i++)
 *         if (!cw_tests_passed_at(tests, i)) (show cw_tests_name_at(tests, i) and cw_tests_details_at(tests, i))
 *
 * Nothing is read from disk or told by a clock: the same texts give the same outcome, in whatever order the tests stand.
 * Time and memory grow with the file and the base cases as a hostile author may write them, not with their squares: a test has at most
 * 1000 clauses, and of what differs in it the first hundred findings are told, the others counted.
 * A cw_tests belongs to one thread at a time; it is not reference-counted.
 */
#include <casework/date.h>
#include <casework/rules.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct cw_tests cw_tests;

/** Flags of cw_tests_run. */
enum {
    CW_TESTS_EXPLAIN = 1       /**< Below each finding that differs stands how it came about, clause by clause. */
};

/** Makes one without cases, yours to release. `context` NULL: defaults. Returns CW_OK, CW_ERR_NOMEM, CW_ERR_ARGUMENT. */
CW_API cw_status cw_tests_new(cw_context *context, cw_tests **out);
/** Releases it with all that was borrowed from it; NULL does nothing. */
CW_API void cw_tests_release(cw_tests *self);
/**
 * Gives a base case. It is read when a test names it.
 *
 * @param name   as tests name it (`case: family.json`); a case of the same name is replaced, whose memory goes with the whole;
 *               must not be NULL
 * @param text   a case document, copied; must not be NULL unless length is 0
 * @param length bytes
 * Returns CW_OK, CW_ERR_NOMEM, CW_ERR_LIMIT (over CW_LIMIT_DOCUMENT_BYTES), CW_ERR_ARGUMENT. On failure nothing is changed.
 */
CW_API cw_status cw_tests_add_case(cw_tests *self, const char *name, const char *text, int64_t length);
/**
 * Sets the days that are no working days in tests that do not say so themselves, for the runs to come. Saturdays and Sundays
 * never are working days.
 *
 * @param days  in any order, copied; must not be NULL unless count is 0
 * @param count how many; 0: none
 * Returns CW_OK, CW_ERR_VALUE (a day that is none), CW_ERR_NOMEM, CW_ERR_ARGUMENT. On failure nothing is changed.
 */
CW_API cw_status cw_tests_set_holidays(cw_tests *self, const cw_date *days, int64_t count);
/**
 * Runs the tests of a file. What became of the tests of an earlier run is gone.
 *
 * @param rules  the rules that are tested, whatever set the file names; NULL: the built-in pack of the name that stands behind `tests`
 * @param source names the file in diagnostics; NULL: it has no name
 * @param text   the file, UTF-8; must not be NULL unless length is 0
 * @param length bytes
 * @param filter only tests whose names hold this text; NULL: all
 * @param flags  CW_TESTS_EXPLAIN or 0
 * @param diag   receives what is wrong with the file and with base cases that its tests name; may be NULL
 * Returns CW_OK (all tests were run; some may have failed), CW_ERR_INPUT (the file or a base case had errors: tests with an
 * error in them count as failed, the others were run), CW_ERR_LIMIT, CW_ERR_NOMEM, CW_ERR_ARGUMENT. After the last three there are no
 * outcomes; after CW_ERR_ARGUMENT those of the run before are still there.
 */
CW_API cw_status cw_tests_run(cw_tests *self, cw_rules *rules, const char *source, const char *text, int64_t length, const char *filter,
                              int32_t flags, cw_diag *diag);

/** How many tests were run, those that failed included. 0 for NULL. */
CW_API int64_t cw_tests_count(const cw_tests *self);
/** How many of them failed. 0 for NULL. */
CW_API int64_t cw_tests_failed(const cw_tests *self);
/** The name of a test, in the order of the file; borrowed until the next run; NULL out of range. */
CW_API const char *cw_tests_name_at(const cw_tests *self, int64_t index);
/** The line on which it stands, from 1 on; 0 out of range. */
CW_API int64_t cw_tests_line_at(const cw_tests *self, int64_t index);
/** 1 where it passed, else 0. */
CW_API int32_t cw_tests_passed_at(const cw_tests *self, int64_t index);
/** Of a test that failed, what was expected and what was found, in lines; empty where it passed; borrowed until the next run; NULL out of
 * range. */
CW_API const char *cw_tests_details_at(const cw_tests *self, int64_t index);

#ifdef __cplusplus
}
#endif
#endif
