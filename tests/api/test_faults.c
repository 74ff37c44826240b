/* SPDX-License-Identifier: MIT */
/*
 * Every allocation of a whole scenario fails once: read, edit, freeze, compile, judge, write. The call that met the
 * failure says CW_ERR_NOMEM; called again with memory at hand it succeeds as if nothing had happened, and at the end
 * the results are the same bytes and nothing is left.
 */
#include "fixture.h"

/* What one run of the scenario gives, as text. */
typedef struct results {
    cw_text *texts[8];
    int count;
} results;

typedef struct run {
    heap memory;
    int64_t failures;
    cw_diag *diag;
} run;

/* Whether the call is to be made again: it met the failure, and from now on there is memory. */
static int again(run *self, cw_status status)
{
    if (status == CW_ERR_NOMEM) {
        assert_true(self->memory.fail_at >= 0);
        self->memory.fail_at = -1;
        self->failures++;
        cw_diag_clear(self->diag);   /* which holds that memory ran out */
        return 1;
    }
    assert_int_equal(status, CW_OK);
    return 0;
}

#define DO(call) while (again(self, (call)))

static cw_case *make_case(run *self, cw_context *context)
{
    cw_case *read = NULL, *one = NULL;
    cw_member *member = NULL;
    cw_entry *entry = NULL;
    DO(cw_case_read(context, "f.json", 1, fixture_document, (int64_t)strlen(fixture_document), 0, &read, self->diag));
    DO(cw_case_copy(read, &one));
    cw_case_unref(read);
    DO(cw_case_add_member(one, "new", &member));
    DO(cw_member_set_name(member, "New Example"));
    DO(cw_member_add_role(member, CW_ROLE_CHILD));
    DO(cw_member_add_parent(member, "ann"));
    DO(cw_member_add_tribe(member, "Cherokee"));
    DO(cw_record_set_custom_until(cw_member_record(member), "risk", "3", 20000));
    DO(cw_case_add_entry(one, "note", 19850, "n1", &entry));
    DO(cw_entry_set_text(entry, "A note."));
    DO(cw_entry_add_about(entry, "new"));
    DO(cw_case_freeze(one, self->diag));
    return one;
}

/* What the fixture's rules have not. */
static const char more_rules[] =
    "language 1\nrules more \"More\"\nfield member.risk: number dated\nfield member.step: string\nabsent member.step: \"first\"\n"
    "parameter steps = [\"first\", \"second\"]\ncondition item(least) = score(\"item\") > least and rating(\"other\") != \"met\"\n"
    "condition twice(least) = item(least) or item(least + 1)\n"
    "rule low\n  title: \"t\"\n  for: m in members\n  require: m.risk < 4 and m.step in steps\n"
    "rule item\n  title: \"t\"\n  instrument: more.review \"Items\"\n  let known = twice(1)\n  require: known and score(\"item\") > 1\n";

static cw_rules *make_rules(run *self, cw_context *context)
{
    cw_rules_builder *builder = NULL;
    cw_rules *rules = NULL;
    DO(cw_rules_builder_new(context, &builder));
    DO(cw_rules_builder_add(builder, "demo.rules", fixture_rules, (int64_t)strlen(fixture_rules)));
    DO(cw_rules_builder_add(builder, "more.rules", more_rules, (int64_t)strlen(more_rules)));
    DO(cw_rules_builder_compile(builder, &rules, self->diag));
    assert_int_equal(cw_rules_custom_count(rules), 2);
    cw_rules_builder_release(builder);
    return rules;
}

static void judge(run *self, cw_context *context, cw_case *one, cw_rules *rules, results *out)
{
    cw_evaluator *evaluator = NULL;
    cw_report *report = NULL;
    DO(cw_evaluator_new(context, &evaluator));
    DO(cw_report_new(context, &report));
    DO(cw_evaluator_run(evaluator, rules, one, fixture_day(), report));
    assert_int_equal(cw_report_instrument_open_count(report, 0), 1);
    DO(cw_report_write(report, CW_FORM_TEXT, CW_SHOW_NAMES, &out->texts[out->count]));
    out->count++;
    DO(cw_report_write(report, CW_FORM_JSON, CW_SHOW_ALL, &out->texts[out->count]));
    out->count++;
    DO(cw_finding_title(cw_report_at(report, 1), 0, &out->texts[out->count]));
    out->count++;
    DO(cw_finding_explain(cw_report_at(report, 3), CW_FORM_TEXT, 0, &out->texts[out->count]));
    out->count++;
    DO(cw_finding_explain(cw_report_at(report, 1), CW_FORM_JSON, 0, &out->texts[out->count]));
    out->count++;
    cw_report_unref(report);
    cw_evaluator_unref(evaluator);
}

/* Runs the scenario with one failure; counts it in self->failures. */
static void play(run *self, results *out)
{
    cw_context *context = NULL;
    DO(cw_context_new_with_allocator(heap_allocate, heap_release, &self->memory, &context));
    DO(cw_diag_new(context, &self->diag));
    cw_case *one = make_case(self, context);
    cw_rules *rules = make_rules(self, context);
    DO(cw_case_write(one, CW_WRITE_CANONICAL, &out->texts[out->count]));
    out->count++;
    judge(self, context, one, rules, out);
    cw_rules_unref(rules);
    cw_case_unref(one);
    cw_diag_unref(self->diag);
    cw_context_unref(context);
}

static void release(results *self)
{
    for (int i = 0; i < self->count; i++)
        cw_text_unref(self->texts[i]);
}

static void every_allocation_fails_once(void **state)
{
    run reference = {.memory = {.fail_at = -1}};
    results expected = {0};
    int64_t failures = 1;
    (void)state;
    play(&reference, &expected);
    for (int64_t n = 0; failures > 0; n++) {
        run one = {.memory = {.fail_at = n}};
        results found = {0};
        play(&one, &found);
        for (int i = 0; i < expected.count; i++)
            assert_string_equal(cw_text_data(found.texts[i]), cw_text_data(expected.texts[i]));
        release(&found);
        assert_int_equal(one.memory.live, 0);
        failures = one.failures;
    }
    release(&expected);
    assert_int_equal(reference.memory.live, 0);
}

/* The pack is large: only some of its allocations fail. */
static void allocations_for_a_pack_fail(void **state)
{
    int64_t failures = 1;
    (void)state;
    for (int64_t n = 0; failures > 0; n += 1 + n / 8) {
        run one = {.memory = {.fail_at = n}}, *self = &one;
        cw_context *context = NULL;
        cw_rules_builder *builder = NULL;
        cw_rules *rules = NULL;
        DO(cw_context_new_with_allocator(heap_allocate, heap_release, &one.memory, &context));
        DO(cw_rules_builder_new(context, &builder));
        DO(cw_rules_builder_add_pack(builder, "us-ky"));
        DO(cw_rules_builder_compile(builder, &rules, NULL));
        assert_true(cw_rules_count(rules) > 10);
        cw_rules_unref(rules);
        cw_rules_builder_release(builder);
        cw_context_unref(context);
        assert_int_equal(one.memory.live, 0);
        failures = one.failures;
    }
}

/* Wrong input in short memory: told as one or the other, and nothing is left. */
static void diagnostics_fail(void **state)
{
    static const char wrong[] = "{\"format\": \"casework.case/1\", \"id\": 1, \"types\": [\"in_hom_cps\"], \"opened\": \"x\", \"k\": 1}";
    cw_status status = CW_ERR_NOMEM;
    (void)state;
    for (int64_t n = 0; status == CW_ERR_NOMEM; n++) {
        heap memory = {.fail_at = -1};
        cw_context *context = heap_context(&memory);
        cw_diag *diag = NULL;
        cw_case *one = NULL;
        assert_int_equal(cw_diag_new(context, &diag), CW_OK);
        memory.fail_at = n;
        status = cw_case_read(context, NULL, 0, wrong, (int64_t)strlen(wrong), 0, &one, diag);
        assert_true(status == CW_ERR_NOMEM || status == CW_ERR_INPUT);
        assert_null(one);
        cw_diag_unref(diag);
        cw_context_unref(context);
        assert_int_equal(memory.live, 0);
    }
    assert_int_equal(status, CW_ERR_INPUT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_allocation_fails_once), cmocka_unit_test(allocations_for_a_pack_fail),
        cmocka_unit_test(diagnostics_fail),
    };
    return cmocka_run_group_tests_name("api/faults", tests, NULL, NULL);
}
