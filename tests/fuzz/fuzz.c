/* SPDX-License-Identifier: MIT */
#include "fuzz.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char document[] =
    "{\"format\":\"casework.case/1\",\"id\":\"c\",\"types\":[\"in_home_cps\"],\"opened\":\"2024-01-02\",\"current_to\":\"2024-12-31\","
    "\"members\":[{\"id\":\"ann\",\"name\":\"Ann\",\"roles\":[\"biological_parent\"],\"born\":\"1990-02-28\"},"
    "{\"id\":\"leo\",\"roles\":[\"child\"],\"born\":\"2012-02-29\",\"living\":\"home\"},{\"id\":\"ssw\",\"roles\":[\"caseworker\"]}],"
    "\"plans\":[{\"id\":\"p\",\"developed\":\"2024-01-20\",\"effective\":\"2024-02-01\",\"objectives\":[{\"id\":\"o\","
    "\"level\":\"primary_family\",\"tasks\":[{\"id\":\"t\",\"start\":\"2024-02-01\",\"due\":\"2024-06-01\",\"owners\":[\"ann\"]}]}]}],"
    "\"record\":[{\"id\":\"k\",\"kind\":\"contact\",\"date\":\"2024-02-29\",\"mode\":\"face_to_face\",\"with\":[\"leo\"],\"by\":\"ssw\"},"
    "{\"id\":\"l\",\"kind\":\"contact\",\"date\":\"2024-03-31\",\"mode\":null,\"with\":[\"ann\"]}]}";

/* A rule of each shape, and what tests and rates may speak of. */
static const char rules_text[] =
    "language 1\nrules fuzz \"Fuzz\"\n"
    "parameter pace = 1 calendar month\nparameter least = 1\nparameter first_day = @\"2024-02-01\"\nparameter modes = [\"face_to_face\"]\n"
    "field member.level: number dated\nfield member.mentor: member\nabsent member.level: 2\n"
    "table topics key topic\n  topic | level\n  first | 1\n  second | 3\n"
    "condition child(m) = \"child\" in m.roles\n"
    "rule known\n  title: \"{m.name} is known\"\n  for: m in members[child(item)]\n  require: documented(m.born) and m.living = \"home\"\n"
    "rule started\n  title: \"{t.id} is started\"\n  for: o in plan.objectives, t in o.tasks\n  within: 2 working days of t.start\n"
    "  require: t.completed != null\n  waived: by caseworker\n"
    "rule visit\n  title: \"A visit\"\n  target: 95.5 %\n  for: m in members\n  when: child(m)\n  every: pace\n  from: case.opened\n"
    "  until: case.closed\n"
    "  require: count(contacts[date in period and mode in modes and m in with]) >= least\n  waived: by caseworker\n"
    "rule level\n  title: \"A level\"\n  for: m in members, t in topics\n  from: first_day\n"
    "  require: (m.level >= 2 and t.level != \"3\") or m.mentor.active\n"
    "rule rated\n  title: \"Objectives\"\n  instrument: fuzz.review \"Engagement\"\n  for: o in plan.objectives\n"
    "  require: rating(\"specific\", o) = \"met\"\n"
    "rule daily\n  title: \"Every day\"\n  target: 10 %\n  every: 1 day\n  from: first_day\n  partial: released\n"
    "  require: some c in contacts satisfies c.date in period\n";

void fuzz_expect(int holds, const char *promise)
{
    if (holds)
        return;
    fprintf(stderr, "broken: %s\n", promise);
    abort();
}

cw_context *fuzz_context(void)
{
    static const struct { int32_t limit; int64_t value; } limits[] = {
        {CW_LIMIT_STEPS, 20000}, {CW_LIMIT_SCRATCH_BYTES, 1 << 20}, {CW_LIMIT_FINDINGS, 500}, {CW_LIMIT_DOCUMENT_BYTES, 1 << 17},
    };
    static cw_context *context;
    if (context)
        return context;
    fuzz_expect(cw_context_new(&context) == CW_OK, "a context is made");
    for (size_t i = 0; i < sizeof limits / sizeof *limits; i++)
        fuzz_expect(cw_context_set_limit(context, limits[i].limit, limits[i].value) == CW_OK, "a limit is set");
    return context;
}

const char *fuzz_document(void)
{
    return document;
}

cw_rules *fuzz_rules(void)
{
    static cw_rules *rules;
    if (!rules)
        rules = fuzz_compile_rules();
    return rules;
}

cw_rules *fuzz_compile_rules(void)
{
    cw_rules *rules = NULL;
    cw_rules_builder *builder = NULL;
    fuzz_expect(cw_rules_builder_new(fuzz_context(), &builder) == CW_OK &&
                cw_rules_builder_add(builder, "fuzz.rules", rules_text, (int64_t)strlen(rules_text)) == CW_OK &&
                cw_rules_builder_compile(builder, &rules, NULL) == CW_OK, "rules are compiled");
    cw_rules_builder_release(builder);
    return rules;
}

cw_case *fuzz_case(void)
{
    static cw_case *one;
    if (!one)
        fuzz_expect(cw_case_read(NULL, NULL, 1, document, (int64_t)strlen(document), 0, &one, NULL) == CW_OK, "a case is read");
    return one;
}

static void write_report(const cw_report *report)
{
    static const int32_t forms[] = {CW_FORM_TEXT, CW_FORM_JSON_LINE};
    for (int i = 0; i < 2; i++) {
        cw_text *text = NULL, *explanation = NULL;
        cw_report_write(report, forms[i], CW_SHOW_ALL, &text);
        if (cw_report_count(report) > 0)
            cw_finding_explain(cw_report_at(report, 0), forms[i], 0, &explanation);
        cw_text_unref(text);
        cw_text_unref(explanation);
    }
}

void fuzz_judge(cw_rules *rules, cw_case *one)
{
    static cw_evaluator *evaluator;
    cw_report *report = NULL;
    if (!evaluator)
        fuzz_expect(cw_evaluator_new(fuzz_context(), &evaluator) == CW_OK, "an evaluator is made");
    fuzz_expect(cw_report_new(fuzz_context(), &report) == CW_OK, "a report is made");
    if (cw_evaluator_run(evaluator, rules, one, cw_date_from_ymd(2024, 6, 1), report) == CW_OK)
        write_report(report);
    cw_report_unref(report);
}
