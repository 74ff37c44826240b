/* SPDX-License-Identifier: MIT */
/* What conditions gave, when they are called again. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fake_env.h"

enum { LEVELS = 40, BODY = 64 };

/* `c0(who)` is `base`, and each other one calls the one before it twice. */
typedef struct chain {
    fake_machine machine;
    feel_source sources[LEVELS];
    feel_condition conditions[LEVELS];
    feel_name names[LEVELS];
    char texts[LEVELS][BODY], words[LEVELS][8];
} chain;

static const base_str who = {"who", 3};

static chain *begin(const char *base)
{
    chain *made = malloc(sizeof *made);
    assert_non_null(made);
    fake_machine_init(&made->machine, FEEL_RULES);
    for (int i = 0; i < LEVELS; i++) {
        if (i == 0)
            snprintf(made->texts[0], BODY, "%s", base);
        else
            snprintf(made->texts[i], BODY, "c%d(who) and not(not(c%d(who)))", i - 1, i - 1);
        snprintf(made->words[i], sizeof made->words[i], "c%d", i);
        made->sources[i] = (feel_source){BASE_STR("rules"), base_str_of(made->texts[i])};
        made->conditions[i] = (feel_condition){.name = base_str_of(made->words[i]), .source = &made->sources[i],
                                               .body_end = (uint32_t)strlen(made->texts[i]), .parameter_count = 1, .parameters = &who,
                                               .scope = &made->machine.scope};
        made->names[i] = (feel_name){.name = made->conditions[i].name, .how = FEEL_AS_CONDITION, .condition = &made->conditions[i]};
        void *existing;
        assert_true(base_map_add(&made->machine.scope.names, made->names[i].name, &made->names[i], &existing));
    }
    return made;
}

static void end(chain *chain)
{
    fake_machine_finish(&chain->machine);
    free(chain);
}

static void what_calls_twice_at_each_step_takes_no_more_steps_than_it_has_parts(void **state)
{
    (void)state;
    chain *chain = begin("who.level = \"senior\"");
    int64_t steps = chain->machine.run.steps;
    assert_string_equal(fake_result(&chain->machine, "[c39(members[1]), c39(members[2]), c39(members[1])]"), "[true, false, true]");
    assert_in_range(steps - chain->machine.run.steps, LEVELS, 4000);
    end(chain);
}

static void reasons_are_kept_too(void **state)
{
    (void)state;
    chain *chain = begin("who.level = \"senior\"");
    fake_forget(&chain->machine.world, "emma.level");
    fake_forget(&chain->machine.world, "noah.level");
    assert_string_equal(fake_result(&chain->machine, "c39(members[1]) or c39(members[1])"), "unknown: emma.level");
    assert_string_equal(fake_result(&chain->machine, "c39(members[1]) or c39(members[2])"), "unknown: emma.level, noah.level");
    end(chain);
}

static void another_day_is_another_question(void **state)
{
    (void)state;
    chain *chain = begin("open");
    fake_world *past = malloc(sizeof *past);
    assert_non_null(past);
    fake_world_init(past);
    fake_set(past, "library.open", feel_boolean(false));
    chain->machine.world.past = past;
    chain->machine.world.since = chain->machine.run.day;
    assert_string_equal(fake_result(&chain->machine, "[c39(1), as of(@\"2024-01-01\", c39(1)), c39(1)]"), "[true, false, true]");
    free(past);
    end(chain);
}

static void values_go_with_the_scratch_in_which_they_lie(void **state)
{
    (void)state;
    chain *chain = begin("who.level = \"senior\"");
    fake_machine *machine = &chain->machine;
    const feel_node *node = fake_compile(machine, "c39(members[1])");
    assert_non_null(node);
    base_mark mark = base_arena_mark(&machine->scratch);
    fake_forget(&machine->world, "emma.level");
    feel_value value = fake_run(machine, node);
    assert_int_equal(value.kind, FEEL_UNKNOWN);
    base_arena_rewind(&machine->scratch, mark);
    memset(base_arena_alloc(&machine->scratch, 512), 0xff, 512);       /* over whatever lay there */
    value = fake_run(machine, node);
    assert_string_equal(fake_show(machine, &value), "unknown: emma.level");
    end(chain);
}

static void the_days_on_which_it_is_so_are_kept(void **state)
{
    (void)state;
    chain *chain = begin("as of(@\"2020-01-01\", 1) = who");
    fake_machine *machine = &chain->machine;
    const feel_node *node = fake_compile(machine, "c39(1)");
    assert_non_null(node);
    for (int i = 0; i < 2; i++) {
        machine->run.alike_from = INT64_MIN;
        machine->run.alike_until = INT64_MAX;
        fake_run(machine, node);
        assert_int_equal(machine->run.alike_from, machine->run.day);
        assert_int_equal(machine->run.alike_until, machine->run.day);
    }
    end(chain);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_calls_twice_at_each_step_takes_no_more_steps_than_it_has_parts),
        cmocka_unit_test(reasons_are_kept_too),
        cmocka_unit_test(another_day_is_another_question),
        cmocka_unit_test(values_go_with_the_scratch_in_which_they_lie),
        cmocka_unit_test(the_days_on_which_it_is_so_are_kept),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
