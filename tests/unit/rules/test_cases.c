/* SPDX-License-Identifier: MIT */
/*
 * The cases of tests/rules/: rule texts with what is told about them below the line that causes it, as
 * `//! ` lines. Each file holds cases begun by a line `//# name`; the names of the files stand in topics.txt.
 * A case is compiled as it stands, and written out with its `//! ` lines made anew: the file must come out as
 * it is. A line `//@ name` within a case begins another file, which is compiled together with those above it.
 * With CASES_WRITE set the files are rewritten instead; the difference is then to be read.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "fake_env.h"
#include "rules/rules.h"

#define FOLDER "tests/rules/"

static char *read_whole(const char *name, size_t *length)
{
    char path[256];
    snprintf(path, sizeof path, FOLDER "%s", name);
    FILE *file = fopen(path, "rb");
    if (!file)
        fail_msg("cannot read %s", path);
    char *text = malloc(1 << 20);
    assert_non_null(text);
    *length = fread(text, 1, (1 << 20) - 1, file);
    text[*length] = '\0';
    fclose(file);
    return text;
}

static void write_whole(const char *name, const base_buffer *text)
{
    char path[256];
    snprintf(path, sizeof path, FOLDER "%s", name);
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(text->data, 1, text->length, file), text->length);
    assert_int_equal(fclose(file), 0);
}

/* One diagnostic as `//! ` lines. */
static void put_told(base_buffer *out, const base_diagnostic *told)
{
    base_putf(out, "//! %d at %d: %s\n", (int)told->code, (int)told->column, told->message);
    for (const char *line = told->excerpt; line && *line;) {
        size_t length = strcspn(line, "\n");
        base_put(out, "//! ");
        base_put_str(out, (base_str){line, length});
        base_put_char(out, '\n');
        line += length + (line[length] == '\n');
    }
    if (told->help)
        base_putf(out, "//! help: %s\n", told->help);
}

static bool begins(base_str line, const char *with)
{
    return line.length >= strlen(with) && memcmp(line.at, with, strlen(with)) == 0;
}

/* The line at *at, its newline included. */
static base_str take_line(base_str text, size_t *at)
{
    const char *end = memchr(text.at + *at, '\n', text.length - *at);
    size_t next = end ? (size_t)(end - text.at) + 1 : text.length;
    base_str line = {text.at + *at, next - *at};
    *at = next;
    return line;
}

/* What is told on the last line that is no `//! ` line, or on one after it, belongs below it. */
static void annotate(base_buffer *out, base_str source, base_str text, const cw_diag *diag)
{
    size_t at = 0;
    for (int number = 1; at < text.length; number++) {
        base_str line = take_line(text, &at);
        if (!begins(line, "//! "))
            base_put_str(out, line);
        for (int64_t i = 0; i < base_diag_count(diag); i++)
            if (base_diag_at(diag, i)->line == number && base_str_is(source, base_diag_at(diag, i)->source))
                put_told(out, base_diag_at(diag, i));
    }
}

static bool make_rating(base_arena *arena, int32_t kind, const rules_rating *what, feel_host_field *out)
{
    (void)arena;
    (void)kind;
    out->handle = what;
    return true;
}

static bool make_custom(base_arena *arena, const rules_field *what, feel_host_field *out)
{
    (void)arena;
    *out = (feel_host_field){what, what->type};
    return true;
}

static int32_t wider(int32_t kind)
{
    (void)kind;
    return -1;
}

/* Roles have levels for their categories, which are closed. */
static int32_t categories(int32_t enumeration)
{
    return enumeration == FAKE_ROLE ? FAKE_LEVEL : enumeration == FAKE_LEVEL ? RULES_WORDS_CLOSED : RULES_WORDS_PLAIN;
}

static const char *never_absent(const void *field)
{
    return field == fake_field_of(FAKE_LIBRARY, "name") ? "every library has one" : NULL;
}

static const rules_host host = {make_rating, make_custom, never_absent, wider, categories};

enum { FILES_MOST = 8 };

/* The files of a case: the first is called `case`, others as their `//@ ` lines say. */
static int32_t split(base_str text, rules_input files[FILES_MOST])
{
    size_t at = 0, start = 0;
    int32_t count = 0;
    base_str name = BASE_STR("case");
    while (at < text.length) {
        size_t before = at;
        base_str line = take_line(text, &at);
        if (!begins(line, "//@ "))
            continue;
        assert_true(count < FILES_MOST - 1);
        files[count++] = (rules_input){name, {text.at + start, before - start}};
        name = (base_str){line.at + 4, line.length - 5};
        start = at;
    }
    files[count++] = (rules_input){name, {text.at + start, text.length - start}};
    return count;
}

static void run_case(base_buffer *out, base_str text)
{
    cw_diag *diag;
    cw_rules *rules;
    rules_input files[FILES_MOST];
    int32_t count = split(text, files);
    assert_int_equal(base_diag_new(NULL, &diag), CW_OK);
    const rules_request request = {.inputs = files, .count = count, .host = &host};
    cw_status status = rules_compile_request(NULL, &fake_schema, &request, diag, &rules);
    assert_int_equal(status, base_diag_errors(diag) > 0 ? CW_ERR_INPUT : CW_OK);
    assert_true((rules != NULL) == (status == CW_OK));
    for (int32_t i = 0; i < count; i++) {
        if (i > 0)
            base_putf(out, "//@ %.*s\n", (int)files[i].name.length, files[i].name.at);
        annotate(out, files[i].name, files[i].text, diag);
    }
    rules_release(rules);
    base_diag_drop(diag);
}

static int run_file(const char *name)
{
    size_t length, at = 0;
    char *text = read_whole(name, &length);
    base_buffer out;
    int cases = 0;
    base_buffer_init(&out, base_context_use(NULL));
    while (at < length) {
        base_put_str(&out, take_line((base_str){text, length}, &at));
        size_t start = at;
        for (size_t look = at; look < length && !begins((base_str){text + look, length - look}, "//# "); at = look)
            take_line((base_str){text, length}, &look);
        run_case(&out, (base_str){text + start, at - start});
        cases++;
    }
    if (getenv("CASES_WRITE"))
        write_whole(name, &out);
    else if (out.length != length || memcmp(out.data, text, length) != 0)
        fail_msg("%s comes out as:\n%s", name, out.data);
    base_buffer_finish(&out);
    free(text);
    return cases;
}

static void test_all_topics(void **state)
{
    (void)state;
    size_t length, at = 0;
    char *topics = read_whole("topics.txt", &length);
    int cases = 0;
    while (at < length) {
        char name[64];
        base_str line = take_line((base_str){topics, length}, &at);
        snprintf(name, sizeof name, "%.*s", (int)(line.length - 1), line.at);
        cases += run_file(name);
    }
    free(topics);
    assert_true(cases > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_all_topics)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
