/* SPDX-License-Identifier: MIT */
/* A program of somebody else's: knows the library as it was installed, and nothing more. */
#include <casework.h>
#include <stdio.h>
#include <string.h>

static const char rules_text[] =
    "language 1\n"
    "rules demo \"A demonstration\"\n"
    "\n"
    "rule tasks-start\n"
    "  title:   \"Task {t.id} says when it starts\"\n"
    "  for:     o in plan.objectives, t in o.tasks\n"
    "  require: documented(t.start)\n";

static int judge(cw_rules_builder *builder, cw_case *one)
{
    cw_rules *rules = NULL;
    cw_evaluator *evaluator = NULL;
    cw_report *report = NULL;
    int violations = -1;
    if (cw_rules_builder_compile(builder, &rules, NULL) == CW_OK && cw_evaluator_new(NULL, &evaluator) == CW_OK &&
        cw_report_new(NULL, &report) == CW_OK &&
        cw_evaluator_run(evaluator, rules, one, cw_date_from_ymd(2024, 6, 1), report) == CW_OK)
        violations = (int)cw_report_violations(report);
    cw_report_unref(report);
    cw_evaluator_unref(evaluator);
    cw_rules_unref(rules);
    return violations;
}

static cw_case *make_case(void)
{
    cw_case *one = NULL;
    cw_plan *plan = NULL;
    cw_objective *objective = NULL;
    cw_task *task = NULL;
    cw_case_new(NULL, "c1", cw_date_parse("2024-01-02"), &one);
    cw_case_add_type(one, CW_CASE_TYPE_IN_HOME_CPS);
    cw_case_add_plan(one, "p1", &plan);
    cw_plan_set_effective(plan, cw_date_parse("2024-02-01"));
    cw_plan_add_objective(plan, "o1", &objective);
    cw_objective_add_task(objective, "t1", &task);
    cw_objective_add_task(objective, "t2", &task);
    cw_task_set_start(task, cw_date_parse("2024-02-03"));
    return one;
}

int main(void)
{
    cw_rules_builder *builder = NULL;
    cw_case *one = make_case();
    int violations = -1;
    if (one && cw_case_freeze(one, NULL) == CW_OK && cw_rules_builder_new(NULL, &builder) == CW_OK &&
        cw_rules_builder_add(builder, "demo.rules", rules_text, (int64_t)strlen(rules_text)) == CW_OK)
        violations = judge(builder, one);
    printf("casework %s: %d violations\n", cw_version(), violations);
    cw_rules_builder_release(builder);
    cw_case_unref(one);
    return violations == 1 ? 0 : 1;
}
