/* SPDX-License-Identifier: MIT */
#include "outcomes.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "files.h"
#include "tell.h"

static void put_number(long long number)
{
    char digits[32];
    snprintf(digits, sizeof digits, "%lld", number);
    put_words(digits);
}

/* ---- text and TAP ---- */

/* A name in one line. In TAP `#` would begin a directive. */
static void put_tap_name(const char *name)
{
    char one[2] = "";
    for (; *name; name++) {
        one[0] = *name;
        put_words(*name == '#' || *name == '\\' ? "\\" : "");
        put_visible(one);
    }
}

/* Each line set in; an empty one with `bare` alone. */
static void put_details(const char *details, const char *lead, const char *bare)
{
    while (*details) {
        const char *end = strchr(details, '\n');
        put_words(details == end ? bare : lead);
        for (; *details && details != end; details++)
            putchar(*details);
        put_words("\n");
        details += *details == '\n';
    }
}

static void print_text(const outcomes *self, const author_outcome *outcome)
{
    if (outcome->passed)
        return;
    put_words("failed: ");
    put_visible(outcome->name);
    put_words(" (");
    put_words(shown_name(self->path));
    put_words(":");
    put_number(outcome->line);
    put_words(")\n");
    put_details(outcome->details, "  ", "");
}

static void print_tap(const outcomes *self, const author_outcome *outcome)
{
    put_words(outcome->passed ? "ok " : "not ok ");
    put_number(self->passed + self->failed);
    put_words(" - ");
    put_tap_name(outcome->name);
    put_words("\n");
    put_details(outcome->details, "# ", "#");
}

/* ---- JUnit ---- */

static void keep(outcomes *self, const char *text, size_t length)
{
    if (length > self->room - self->length) {
        size_t room = (self->length + length) * 2;
        char *more = realloc(self->suite, room);
        self->no_memory |= !more;
        if (!more)
            return;
        self->suite = more;
        self->room = room;
    }
    memcpy(self->suite + self->length, text, length);
    self->length += length;
}

static void keep_words(outcomes *self, const char *words)
{
    keep(self, words, strlen(words));
}

/* XML has no way to write most control characters, so they are shown. */
static void keep_escaped(outcomes *self, const char *text, size_t length)
{
    char one[16];
    for (size_t i = 0; i < length; i++) {
        unsigned char c = (unsigned char)text[i];
        const char *escape = c == '<' ? "&lt;" : c == '>' ? "&gt;" : c == '&' ? "&amp;" : c == '"' ? "&quot;" : NULL;
        if (!escape && ((c < 0x20 && c != '\n') || c == 0x7F)) {
            snprintf(one, sizeof one, "\\u{%X}", (unsigned)c);
            escape = one;
        }
        if (escape)
            keep_words(self, escape);
        else
            keep(self, text + i, 1);
    }
}

static void keep_attribute(outcomes *self, const char *name, const char *value, size_t length)
{
    keep_words(self, " ");
    keep_words(self, name);
    keep_words(self, "=\"");
    keep_escaped(self, value, length);
    keep_words(self, "\"");
}

static void keep_junit(outcomes *self, const author_outcome *outcome)
{
    char line[32];
    snprintf(line, sizeof line, "%lld", (long long)outcome->line);
    keep_words(self, "    <testcase");
    keep_attribute(self, "name", outcome->name, strlen(outcome->name));
    keep_attribute(self, "classname", shown_name(self->path), strlen(shown_name(self->path)));
    keep_attribute(self, "file", shown_name(self->path), strlen(shown_name(self->path)));
    keep_attribute(self, "line", line, strlen(line));
    if (outcome->passed) {
        keep_words(self, "/>\n");
        return;
    }
    keep_words(self, ">\n      <failure");
    keep_attribute(self, "message", outcome->details, strcspn(outcome->details, "\n"));
    keep_words(self, ">");
    keep_escaped(self, outcome->details, strlen(outcome->details));
    keep_words(self, "</failure>\n    </testcase>\n");
}

static void print_suite(outcomes *self)
{
    size_t tests = self->length;
    keep_attribute(self, "name", shown_name(self->path), strlen(shown_name(self->path)));
    put_words("  <testsuite");
    fwrite(self->suite + tests, 1, self->length - tests, stdout);
    put_words(" tests=\"");
    put_number(self->file_passed + self->file_failed);
    put_words("\" failures=\"");
    put_number(self->file_failed);
    put_words("\">\n");
    fwrite(self->suite, 1, tests, stdout);
    put_words("  </testsuite>\n");
}

/* ---- all ---- */

void begin_outcomes(outcomes *self, test_format format)
{
    *self = (outcomes){.format = format};
    if (format == TESTS_AS_JUNIT)
        put_words("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n");
}

void begin_outcomes_of(outcomes *self, const char *path)
{
    self->path = path;
    self->file_passed = self->file_failed = 0;
    self->length = 0;
}

void print_remark(outcomes *self, const char *const *pieces)
{
    if (self->format == TESTS_AS_JUNIT || self->format == TESTS_UNSEEN)
        return;
    put_words(self->format == TESTS_AS_TAP ? "# " : "");
    for (; *pieces; pieces++)
        put_visible(*pieces);
    put_words("\n");
}

void print_outcome(outcomes *self, const author_outcome *outcome)
{
    *(outcome->passed ? &self->passed : &self->failed) += 1;
    *(outcome->passed ? &self->file_passed : &self->file_failed) += 1;
    if (self->format == TESTS_AS_JUNIT)
        keep_junit(self, outcome);
    else if (self->format == TESTS_AS_TAP)
        print_tap(self, outcome);
    else if (self->format == TESTS_AS_TEXT)
        print_text(self, outcome);
}

void end_outcomes_of(outcomes *self)
{
    if (self->format == TESTS_AS_JUNIT && !self->no_memory)
        print_suite(self);
}

int end_outcomes(outcomes *self)
{
    if (self->format == TESTS_AS_JUNIT) {
        put_words("</testsuites>\n");
    } else if (self->format == TESTS_AS_TAP) {
        put_words("1..");
        put_number(self->passed + self->failed);
        put_words("\n");
    } else if (self->format == TESTS_UNSEEN) {
        if (self->failed > 0)
            tell("some tests failed; `casework test` alone shows them", NULL);
    } else {
        put_number(self->passed);
        put_words(" passed, ");
        put_number(self->failed);
        put_words(" failed\n");
    }
    free(self->suite);
    if (self->no_memory)
        return tell("out of memory", NULL);
    return self->failed > 0 ? EXIT_VIOLATIONS : EXIT_CLEAN;
}
