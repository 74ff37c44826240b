/* SPDX-License-Identifier: MIT */
/* The rows of builtins.def: each example is a test, and the table in the room's README is made of them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "fake_env.h"
#include "feel/builtin.h"

static void test_each_example_gives_its_result(void **state)
{
    (void)state;
    int wrong = 0, count = 0;
    for (; feel_builtin_at(count); count++) {
        const feel_builtin *row = feel_builtin_at(count);
        fake_machine machine;
        for (int standard = feel_refused_function(base_str_of(row->name), false) != NULL; standard < 2; standard++) {
            fake_machine_init(&machine, standard ? FEEL_STANDARD : FEEL_RULES);
            const char *found = fake_result(&machine, row->example);
            if (strcmp(found, row->example_result) != 0) {
                print_error("%s: expected %s, found %s\n", row->example, row->example_result, found);
                wrong++;
            }
            fake_machine_finish(&machine);
        }
    }
    assert_int_equal(wrong, 0);
    assert_true(count > 40);
    assert_null(feel_builtin_at(-1));
}

/* Whatever the bound of its memory, an example gives its result or goes over the bound. */
static void test_each_example_with_little_memory(void **state)
{
    (void)state;
    int over = 0;
    for (int32_t i = 0; feel_builtin_at(i); i++)
        for (size_t most = 1; most < 3000; most += 97) {
            const feel_builtin *row = feel_builtin_at(i);
            fake_machine machine;
            fake_machine_init(&machine, FEEL_STANDARD);
            const feel_node *node = fake_compile(&machine, row->example);
            assert_non_null(node);
            machine.scratch.most = most;
            feel_value value = fake_run(&machine, node);
            machine.scratch.most = 0;
            if (value.kind == FEEL_UNKNOWN)
                over++;
            else
                assert_string_equal(fake_show(&machine, &value), row->example_result);
            fake_machine_finish(&machine);
        }
    assert_true(over > 100);
}

static void test_each_row_is_found_by_its_name_and_well_formed(void **state)
{
    (void)state;
    for (int32_t i = 0; feel_builtin_at(i); i++) {
        const feel_builtin *row = feel_builtin_at(i);
        assert_ptr_equal(feel_builtin_find(base_str_of(row->name)), row);
        assert_null(feel_refused_function(base_str_of(row->name), true));
        assert_true(row->most < 0 || row->least <= row->most);
        assert_true(row->least >= 0);
        assert_memory_equal(row->signature, row->name, strlen(row->name));
        for (int p = 0; p < FEEL_PARAMETERS_MOST; p++)
            assert_true(row->parameters[p] != NULL || row->parameter_names[p] == NULL);
        for (int p = 0; p < row->most; p++)
            assert_non_null(row->parameters[p]);
    }
    assert_null(feel_builtin_find(BASE_STR("no such function")));
    assert_null(feel_builtin_find(BASE_STR("")));
}

static void test_what_this_profile_leaves_out_is_refused_by_name(void **state)
{
    (void)state;
    assert_string_equal(feel_refused_function(BASE_STR("today"), false),
                        "rules are judged on a given day and have no clock; `age(born)` counts to the judged day");
    assert_string_equal(feel_refused_function(BASE_STR("matches"), true),
                        "regular expressions are outside this profile of FEEL");
    assert_string_equal(feel_refused_function(BASE_STR("log"), true),
                        "exponentials and logarithms are outside this profile of FEEL");
    assert_null(feel_refused_function(BASE_STR("no such function"), false));
}

/* ---- the table in README.md ---- */

static void put_cell(base_buffer *buffer, const char *text, bool code)
{
    base_put(buffer, code ? " `" : " ");
    for (; *text; text++) {
        if (*text == '|')
            base_put_char(buffer, '\\');
        base_put_char(buffer, *text);
    }
    base_put(buffer, code ? "` |" : " |");
}

static void put_table(base_buffer *buffer)
{
    base_put(buffer, "\n| function | what it gives | example | its value |\n|---|---|---|---|\n");
    for (int32_t i = 0; feel_builtin_at(i); i++) {
        const feel_builtin *row = feel_builtin_at(i);
        base_put_char(buffer, '|');
        put_cell(buffer, row->signature, true);
        put_cell(buffer, row->doc, false);
        put_cell(buffer, row->example, true);
        put_cell(buffer, row->example_result, true);
        base_put_char(buffer, '\n');
    }
}

static void read_file(const char *path, base_buffer *buffer)
{
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    for (int c; (c = fgetc(file)) != EOF;)
        base_put_char(buffer, (char)c);
    fclose(file);
}

/* With FEEL_WRITE_TABLE in the environment it writes the table to standard output instead of comparing. */
static void test_the_readme_has_the_table_as_it_is(void **state)
{
    (void)state;
    base_buffer table, readme;
    base_buffer_init(&table, NULL);
    base_buffer_init(&readme, NULL);
    put_table(&table);
    if (getenv("FEEL_WRITE_TABLE")) {
        fputs(table.data, stdout);
        base_buffer_finish(&table);
        return;
    }
    read_file("src/feel/README.md", &readme);
    static const char marker[] = "<!-- built-ins -->\n";
    const char *at = strstr(readme.data, marker);
    assert_non_null(at);
    assert_string_equal(at + sizeof marker - 1, table.data);
    base_buffer_finish(&table);
    base_buffer_finish(&readme);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_each_example_gives_its_result),
        cmocka_unit_test(test_each_example_with_little_memory),
        cmocka_unit_test(test_each_row_is_found_by_its_name_and_well_formed),
        cmocka_unit_test(test_what_this_profile_leaves_out_is_refused_by_name),
        cmocka_unit_test(test_the_readme_has_the_table_as_it_is),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
