/* SPDX-License-Identifier: MIT */
/* The short ways in which the host answers give what reading one by one gives, in as many steps. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include "eval/view.h"
#include "evaluate.h"

static const char document[] =
    "{\"format\": \"casework.case/1\", \"id\": \"c\", \"types\": [\"in_home_cps\"], \"opened\": \"2024-01-01\","
    " \"members\": [{\"id\": \"leo\", \"joined\": \"2024-01-01\", \"roles\": [\"child\"]}, {\"id\": \"ann\", \"joined\": null, \"roles\": [\"caseworker\"]},"
    "  {\"id\": \"sue\", \"joined\": \"2024-03-10\", \"roles\": [\"caseworker\", \"supervisor\"], \"left\": \"2024-06-01\"}, {\"id\": \"tom\", \"joined\": \"2024-02-01\"}],"
    " \"record\": [{\"id\": \"a\", \"kind\": \"contact\", \"date\": \"2024-02-05\", \"mode\": \"face_to_face\", \"by\": \"sue\", \"with\": [\"leo\", \"tom\"]},"
    "  {\"id\": \"b\", \"kind\": \"contact\", \"date\": \"2024-03-12\", \"mode\": \"face_to_face\", \"by\": \"sue\", \"with\": [\"tom\", \"leo\"]},"
    "  {\"id\": \"d\", \"kind\": \"contact\", \"date\": \"2024-03-14\", \"mode\": null, \"by\": \"tom\", \"with\": [\"leo\"]},"
    "  {\"id\": \"e\", \"kind\": \"contact\", \"date\": \"2024-04-02\", \"by\": \"ann\", \"with\": null},"
    "  {\"id\": \"f\", \"kind\": \"contact\", \"date\": \"2024-04-20\", \"mode\": \"telephone\", \"by\": \"leo\", \"with\": [\"ann\", \"leo\"]},"
    "  {\"id\": \"g\", \"kind\": \"contact\", \"date\": \"2024-06-20\", \"mode\": \"face_to_face\", \"by\": \"sue\", \"with\": []},"
    "  {\"id\": \"h\", \"kind\": \"contact\", \"date\": \"2024-06-25\", \"mode\": \"telephone\", \"by\": \"leo\", \"with\": [\"leo\"]}]}";

/* With `m` a member and `period` a month. */
static const char *const expressions[] = {
    "some c in contacts satisfies c.date in period and c.mode = \"face_to_face\" and m in c.with and \"caseworker\" in c.by.roles",
    "some c in contacts satisfies c.date in period and \"caseworker\" in c.by.roles and (c.mode != \"telephone\" or m in c.with) and m = c.by",
    "some c in contacts satisfies c.date in period and m in c.with",
    "some c in contacts satisfies c.date in period and c.mode = \"video\"",
    "some c in contacts satisfies m in c.with and c.date in period and c.mode != null",
    "count(contacts[date in period and mode = \"face_to_face\" and m in with]) > 0",
    "m.left = null and m.joined != null and \"supervisor\" in m.roles",
    "m.left != null or \"child\" in m.roles or m.joined = null",
    "every c in contacts satisfies c.mode = \"face_to_face\" or m in c.with",
    "m.category = \"family\" or m.category = \"agency\"",
    "m.category in [\"formal_partner\", \"agency\", \"informal_partner\"]",
    "m.category in [\"family\", \"agency\", m.living]",
    "m.category in [\"agency\", null, \"family\"]",
    "m.category in [\"agency\", [\"family\"]] or m.living in [\"foster\", \"home\"]",
};

/* The host without its short ways; `slice` without telling that its items lie within. */
static bool plain_slice(feel_run *run, const feel_value *list, int64_t low, int64_t high, feel_value *out)
{
    bool done = eval_facts.slice(run, list, low, high, out);
    out->flags &= (uint8_t)~FEEL_WITHIN;
    return done;
}

typedef struct answer { feel_value value; int64_t left, from, until; } answer;

typedef struct stage { base_arena arena, scratch; eval_days *days; cw_rules *rules; feel_value slots[16]; feel_range period; } stage;

static answer ask(stage *stage, const feel_facts *facts, int64_t day, int64_t steps)
{
    answer answer;
    feel_run run = { .facts = facts, .host = eval_view_on(stage->days, day), .mode = FEEL_RULES, .day = day, .globals = stage->rules->globals,
                     .slots = stage->slots, .slot_count = 16, .scratch = &stage->scratch, .steps = steps, .alike_from = INT64_MIN, .alike_until = INT64_MAX };
    feel_eval(&run, stage->rules->rules[0]->require, &answer.value);
    answer.left = run.steps;
    answer.from = run.alike_from;
    answer.until = run.alike_until;
    return answer;
}

static void assert_same(answer a, answer b)
{
    assert_int_equal(a.value.kind, b.value.kind);
    if (a.value.kind == FEEL_BOOLEAN) assert_int_equal(a.value.as.integer, b.value.as.integer);
}

/* What reads alike on some days must do so of the plain answer too; it may be said of fewer days. */
static void compare(stage *stage, const feel_facts *plain, const feel_facts *shorter, int64_t day)
{
    for (int64_t steps = 0; steps < 90; steps++) {
        answer slow = ask(stage, plain, day, steps), fast = ask(stage, shorter, day, steps), whole = ask(stage, &eval_facts, day, steps);
        assert_same(slow, fast);
        assert_int_equal(slow.left, fast.left);
        if (steps == 89) assert_same(slow, whole);
        assert_true(fast.from >= slow.from && fast.until <= slow.until);
    }
}

static void open_stage(stage *stage, cw_case *one, const char *expression)
{
    char text[1024];
    snprintf(text, sizeof text, "language 1\nrules test \"Test\"\nrule a\n  title: \"A\"\n  for: m in members\n  every: 1 month\n"
                                "  from: case.opened\n  require: %s\n", expression);
    *stage = (struct stage){ .rules = compile_rules(text) };
    base_arena_init(&stage->arena, base_context_use(NULL));
    base_arena_init(&stage->scratch, base_context_use(NULL));
    stage->days = eval_days_new(&stage->arena, one, stage->rules, INT64_MAX);
}

static void close_stage(stage *stage)
{
    drop_rules(stage->rules);
    base_arena_finish(&stage->scratch);
    base_arena_finish(&stage->arena);
}

static void short_ways_change_nothing(void **state)
{
    (void)state;
    feel_facts plain = eval_facts, shorter = eval_facts;
    plain.slice = plain_slice;
    plain.slice_name = NULL;
    plain.find = NULL;
    plain.find_in = NULL;
    plain.is_text = NULL;
    plain.passed = shorter.passed = NULL;
    cw_case *one = read_case(document);
    for (size_t i = 0; i < sizeof expressions / sizeof expressions[0]; i++) {
        stage stage;
        open_stage(&stage, one, expressions[i]);
        const rules_rule *rule = stage.rules->rules[0];
        for (int64_t month = 0; month < 6; month++) {
            int64_t begin = day_of("2024-01-15") + 30 * month, end = begin + 29;
            stage.period = (feel_range){ .low_closed = true, .high_closed = true, .low = feel_date(begin), .high = feel_date(end) };
            if (rule->period_slot >= 0) stage.slots[rule->period_slot] = (feel_value){ .kind = FEEL_RANGE, .as.range = &stage.period };
            for (int64_t m = 0; m < one->members.count; m++) {
                stage.slots[rule->variables[0].slot] = eval_record_value(one->members.items[m]);
                compare(&stage, &plain, &shorter, end);
            }
        }
        close_stage(&stage);
    }
    model_case_release(one);
}

/* Whoever asks first finds what passes, and all others use it, in as many steps: of `some` 1; of the slice, its name and `period` 3;
 * of what does not hang on the subject 1 + 4 + 6 for `g` (`and`, `c.mode = ...`, `"caseworker" in c.by.roles`) and 1 + 4 for `h`; of
 * each item 1, and the 5 of `and` and `c.date in period`; of `m in c.with`, asked for `g` alone, 4. */
static void what_passed_takes_the_same_steps(void **state)
{
    (void)state;
    enum { STEPS = 1 + 3 + 11 + 5 + 2 * 6 + 4 };
    stage stage;
    cw_case *one = read_case(document);
    open_stage(&stage, one, expressions[0]);
    const rules_rule *rule = stage.rules->rules[0];
    int64_t begin = day_of("2024-06-01"), end = day_of("2024-06-30");
    stage.period = (feel_range){ .low_closed = true, .high_closed = true, .low = feel_date(begin), .high = feel_date(end) };
    stage.slots[rule->period_slot] = (feel_value){ .kind = FEEL_RANGE, .as.range = &stage.period };
    for (int64_t m = 0; m < one->members.count; m++) {
        stage.slots[rule->variables[0].slot] = eval_record_value(one->members.items[m]);
        for (int64_t steps = 0; steps < 80; steps++) {
            answer answer = ask(&stage, &eval_facts, end, steps);
            assert_int_equal(answer.value.kind, steps < STEPS ? FEEL_UNKNOWN : FEEL_BOOLEAN);
            if (steps >= STEPS) assert_int_equal(answer.left, steps - STEPS);
        }
    }
    stage.period.low = feel_date(day_of("2024-06-21"));      /* another part of the period: `h` alone, which does not pass */
    assert_int_equal(ask(&stage, &eval_facts, end, 80).left, 80 - (1 + 3 + 5 + 6));
    close_stage(&stage);
    model_case_release(one);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(short_ways_change_nothing), cmocka_unit_test(what_passed_takes_the_same_steps) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
