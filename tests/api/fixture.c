/* SPDX-License-Identifier: MIT */
#include "fixture.h"

#include <stdlib.h>

const char fixture_document[] =
    "{\"format\": \"casework.case/1\", \"id\": \"c1\", \"types\": [\"in_home_cps\"], \"opened\": \"2024-01-02\",\n"
    " \"current_to\": \"2024-12-31\", \"extra\": [1, 2.50],\n"
    " \"members\": [\n"
    "  {\"id\": \"ann\", \"name\": \"Ann Example\", \"roles\": [\"biological_parent\"], \"born\": \"1990-05-01\"},\n"
    "  {\"id\": \"leo\", \"name\": \"Leo Example\", \"roles\": [\"child\"], \"parents\": [\"ann\"]},\n"
    "  {\"id\": \"ssw\", \"name\": \"Sue Worker\", \"roles\": [\"caseworker\"]}],\n"
    " \"plans\": [{\"id\": \"p1\", \"developed\": \"2024-01-20\", \"effective\": \"2024-02-01\", \"objectives\": [\n"
    "  {\"id\": \"o1\", \"level\": \"primary_family\", \"tasks\": [\n"
    "   {\"id\": \"t1\", \"start\": \"2024-02-01\", \"owners\": [\"ann\"], \"text\": \"Talk.\"},\n"
    "   {\"id\": \"t2\", \"owners\": [\"ann\", \"ssw\"]}]}]}],\n"
    " \"record\": [\n"
    "  {\"id\": \"e1\", \"kind\": \"contact\", \"date\": \"2024-02-10\", \"mode\": \"face_to_face\", \"with\": [\"leo\"]},\n"
    "  {\"kind\": \"court_order\", \"date\": \"2024-03-01\", \"actions\": [{\"id\": \"a1\", \"directed_to\": \"caregiver\"}]}]}\n";

const char fixture_rules[] =
    "language 1\n"
    "rules demo \"A demonstration\"\n"
    "version: 1.0\n"
    "\n"
    "parameter last_birth = @\"2010-01-01\" reading A1\n"
    "parameter plan_term = 1 year\n"
    "\n"
    "rule task-start\n"
    "  title:   \"Task {t.id} says when it starts\"\n"
    "  for:     o in plan.objectives, t in o.tasks\n"
    "  require: documented(t.start)\n"
    "  remedy:  \"Write down when task {t.id} starts.\"\n"
    "\n"
    "rule born\n"
    "  title:   \"The birthday of {m.name} is long ago\"\n"
    "  force:   advised\n"
    "  for:     m in members\n"
    "  when:    m.category = \"family\"\n"
    "  require: m.born < last_birth\n"
    "\n"
    "rule later\n"
    "  title:   \"A second plan\"\n"
    "  from:    case.opened + plan_term\n"
    "  require: count(plans) > 1\n";

void *heap_allocate(void *user, size_t size)
{
    heap *self = user;
    size_t *piece;
    assert_true(size > 0);
    if (self->fail_at >= 0 && self->made++ >= self->fail_at)
        return NULL;
    piece = malloc(size + 2 * sizeof *piece);
    assert_non_null(piece);
    piece[0] = size;
    self->live++;
    self->bytes += (int64_t)size;
    if (self->bytes > self->most)
        self->most = self->bytes;
    return piece + 2;
}

void heap_release(void *user, void *memory, size_t size)
{
    heap *self = user;
    size_t *piece = (size_t *)memory - 2;
    assert_non_null(memory);
    assert_int_equal(piece[0], size);
    self->live--;
    self->bytes -= (int64_t)size;
    free(piece);
}

cw_context *heap_context(heap *self)
{
    cw_context *context = NULL;
    assert_int_equal(cw_context_new_with_allocator(heap_allocate, heap_release, self, &context), CW_OK);
    return context;
}

static cw_case *read(cw_context *context, int32_t flags)
{
    cw_case *one = NULL;
    int64_t length = (int64_t)strlen(fixture_document);
    assert_int_equal(cw_case_read(context, "fixture.json", 1, fixture_document, length, flags, &one, NULL), CW_OK);
    assert_non_null(one);
    return one;
}

cw_case *fixture_case(cw_context *context)
{
    return read(context, 0);
}

cw_case *fixture_editable(cw_context *context)
{
    return read(context, CW_READ_EDITABLE);
}

cw_rules *fixture_compile(cw_context *context, const char *text)
{
    cw_rules_builder *builder = NULL;
    cw_rules *rules = NULL;
    assert_int_equal(cw_rules_builder_new(context, &builder), CW_OK);
    assert_int_equal(cw_rules_builder_add(builder, "demo.rules", text, (int64_t)strlen(text)), CW_OK);
    assert_int_equal(cw_rules_builder_compile(builder, &rules, NULL), CW_OK);
    cw_rules_builder_release(builder);
    return rules;
}

cw_date fixture_day(void)
{
    return cw_date_from_ymd(2024, 6, 1);
}

cw_report *fixture_report(cw_context *context)
{
    cw_case *one = fixture_case(context);
    cw_rules *rules = fixture_compile(context, fixture_rules);
    cw_evaluator *evaluator = NULL;
    cw_report *report = NULL;
    assert_int_equal(cw_evaluator_new(context, &evaluator), CW_OK);
    assert_int_equal(cw_report_new(context, &report), CW_OK);
    assert_int_equal(cw_evaluator_run(evaluator, rules, one, fixture_day(), report), CW_OK);
    cw_evaluator_unref(evaluator);
    cw_rules_unref(rules);
    cw_case_unref(one);
    return report;
}

void assert_text(cw_text *text, const char *expected)
{
    assert_string_equal(cw_text_data(text), expected);
    assert_int_equal(cw_text_length(text), strlen(expected));
    cw_text_unref(text);
}
