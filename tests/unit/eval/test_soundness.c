/* SPDX-License-Identifier: MIT */
/* Unknown is sound: random small cases with facts taken away. Whatever was decided without them must be so however they
 * turn out, and whatever was not must turn out between its best and its worst. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "evaluate.h"

enum { CASES = 400, COMPLETIONS = 8, FACTS_MOST = 80 };

static const char rules_text[] =
    "language 1\nrules test \"Test\"\n"
    "condition family(m) = m.category = \"family\"\n"
    "rule home\n  title: \"T\"\n  for: m in members\n  when: family(m) and m.active\n  require: m.living = \"home\"\n"
    "rule planned\n  title: \"T\"\n  from: case.opened + @\"P30D\"\n  require: plan != null\n"
    "rule one\n  title: \"T\"\n  for: o in plan.objectives[level = \"individual\"]\n  when: o.dropped = null\n  require: count(o.subjects) = 1\n"
    "rule theirs\n  title: \"T\"\n  for: o in plan.objectives, m in o.subjects\n  require: family(m)\n"
    "rule seen\n  title: \"T\"\n  for: m in members[category = \"family\"]\n  require: some c in contacts satisfies m in c.with and c.mode = \"face_to_face\"\n"
    "rule ordered\n  title: \"T\"\n  for: o in court_orders[vacated = null], a in o.actions\n  from: o.date + @\"P20D\"\n"
    "  require: a.directed_to = \"agency\" and plan != null\n"
    "rule times\n  title: \"T\"\n  for: p in plans\n  until: p.until\n  require: every o in p.objectives satisfies o.target > o.start\n"
    "rule court\n  title: \"T\"\n  until: case.closed\n  require: case.court_involved\n"
    "rule about\n  title: \"T\"\n  for: c in contacts\n  when: c.by.category = \"agency\"\n  require: count(c.about) > 0 and every a in c.about satisfies a.active\n"
    "rule choice\n  title: \"T\"\n  require: if case.court_involved then plan != null else count(members[active]) > 1\n"
    "rule first\n  title: \"T\"\n  require: earliest(plans.since) < date(\"2024-02-15\")\n"
    "rule young\n  title: \"T\"\n  for: m in members\n  let young = m.born > date(\"2010-01-01\")\n  when: young or m.category = \"agency\"\n"
    "  require: not(m.living in [\"kin\", \"foster\"])\n"
    "rule lasting\n  title: \"T\"\n  require: plan.until = null or plan.until > date(\"2024-03-01\")\n"
    "rule primary\n  title: \"T\"\n  require: some p in plans, o in p.objectives satisfies o.level = \"primary_family\" and p = plan\n"
    "rule never\n  title: \"T\"\n  require: every c in contacts satisfies c.mode != \"written\"\n"
    "rule enough\n  title: \"T\"\n  require: count(contacts[mode = \"face_to_face\"]) >= 1\n"
    "rule family_of_one\n  title: \"T\"\n  for: m in members\n  when: m.left = null\n  require: m in contacts[1].about or m = contacts[-1].by\n"
    "rule taking_part\n  title: \"T\"\n  for: m in plan.participants\n  from: m.born + @\"P18Y\"\n  require: m.roles != [\"child\"]\n"
    "rule sorted\n  title: \"T\"\n  for: m in members\n  require: m in plan.participants or m in plans[1].subjects\n";

/* ---- facts ---- */

typedef enum how { NULL_ONLY, ANY_WAY } how;      /* how it can be taken away: absence may state something */
typedef struct fact { const char *key; how how; const char *values[5]; } fact;   /* "-": absent, where that states something */

#define DAYS "\"2024-01-10\"", "\"2024-02-05\"", "\"2024-03-01\""
#define WHO "[\"leo\"]", "[\"leo\", \"mia\"]", "[]", "[\"zoe\", \"mia\"]"

static const fact case_facts[] = {
    { "court_involved", ANY_WAY, { "true", "false" } },
    { "closed", NULL_ONLY, { "-", "-", "\"2024-02-20\"" } },
};
static const fact member_facts[] = {
    { "roles", ANY_WAY, { "[\"child\"]", "[\"parent\"]", "[\"caseworker\"]", "[]", "[\"friend\", \"child\"]" } },
    { "living", ANY_WAY, { "\"home\"", "\"kin\"" } },
    { "born", ANY_WAY, { "\"1990-05-05\"", "\"2006-02-20\"", "\"2020-01-01\"" } },
    { "joined", NULL_ONLY, { "\"2023-01-01\"", "\"2024-02-10\"" } },
    { "left", NULL_ONLY, { "-", "\"2024-02-15\"" } },
};
static const fact plan_facts[] = {
    { "developed", NULL_ONLY, { DAYS } },
    { "effective", NULL_ONLY, { "-", "\"2024-02-25\"", "\"2024-01-20\"" } },
    { "participants", ANY_WAY, { WHO } },
    { "subjects", NULL_ONLY, { "-", WHO } },
};
static const fact objective_facts[] = {
    { "level", ANY_WAY, { "\"individual\"", "\"primary_family\"" } },
    { "subjects", ANY_WAY, { WHO } },
    { "dropped", NULL_ONLY, { "-", "\"2024-02-10\"" } },
    { "start", ANY_WAY, { DAYS } },
    { "target", ANY_WAY, { DAYS } },
};
static const fact contact_facts[] = {
    { "mode", ANY_WAY, { "\"face_to_face\"", "\"written\"", "\"video\"" } },
    { "with", ANY_WAY, { WHO } },
    { "by", ANY_WAY, { "\"zoe\"", "\"mia\"" } },
    { "about", NULL_ONLY, { "-", WHO } },
};
static const fact order_facts[] = { { "vacated", NULL_ONLY, { "-", "\"2024-02-20\"" } } };
static const fact action_facts[] = { { "directed_to", ANY_WAY, { "\"agency\"", "\"caregiver\"" } } };

/* ---- cases ---- */

enum { GONE_ABSENT = 100, GONE_NULL = 101 };      /* instead of the index of a value */

typedef struct world {
    uint8_t chosen[FACTS_MOST];
    int32_t count;
    uint8_t kind[3], day[3];                      /* of entries after the record was brought up to date */
    int32_t late;
} world;

static uint32_t draw(uint32_t *seed, uint32_t below)
{
    *seed = *seed * 1664525u + 1013904223u;
    return (*seed >> 8) % below;
}

typedef struct writer { const world *world; int32_t at; base_buffer text; } writer;

/* Draws each fact the first time it is written. */
typedef struct drawing { world *world; uint32_t *seed; const world *keep; bool take_away; } drawing;

static uint8_t choose(const fact *fact, const drawing *drawing, uint8_t before)
{
    uint32_t values = 0;
    while (values < 5 && fact->values[values]) values++;
    if (!drawing->keep) return (uint8_t)draw(drawing->seed, values);
    if (drawing->take_away) {
        if (draw(drawing->seed, 5) > 0) return before;
        return fact->how == ANY_WAY && draw(drawing->seed, 2) ? GONE_ABSENT : GONE_NULL;
    }
    return before >= GONE_ABSENT ? (uint8_t)draw(drawing->seed, values) : before;
}

static void put_facts(base_buffer *text, drawing *drawing, const fact *facts, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        world *world = drawing->world;
        uint8_t before = drawing->keep ? drawing->keep->chosen[world->count] : 0;
        uint8_t value = choose(&facts[i], drawing, before);
        assert_true(world->count < FACTS_MOST);
        world->chosen[world->count++] = value;
        if (value == GONE_ABSENT) continue;
        const char *written = value == GONE_NULL ? "null" : facts[i].values[value];
        if (strcmp(written, "-") != 0) base_putf(text, ", \"%s\": %s", facts[i].key, written);
    }
}

#define PUT(table) put_facts(text, drawing, table, sizeof table / sizeof table[0])

static void put_plan(base_buffer *text, drawing *drawing, const char *id)
{
    base_putf(text, "{\"id\": \"%s\"", id);
    PUT(plan_facts);
    for (int i = 1; i <= 2; i++) {
        base_putf(text, "%s{\"id\": \"%s%d\"", i == 1 ? ", \"objectives\": [" : ", ", id, i);
        PUT(objective_facts);
        base_put(text, "}");
    }
    base_put(text, "]}");
}

static void put_record(base_buffer *text, drawing *drawing)
{
    static const char *const days[] = { "2024-01-15", "2024-02-12" };
    base_put(text, "], \"record\": [");
    for (int i = 0; i < 2; i++) {
        base_putf(text, "{\"kind\": \"contact\", \"date\": \"%s\"", days[i]);
        PUT(contact_facts);
        base_put(text, "}, ");
    }
    base_put(text, "{\"id\": \"order\", \"kind\": \"court_order\", \"date\": \"2024-01-25\"");
    PUT(order_facts);
    base_put(text, ", \"actions\": [{\"id\": \"action\"");
    PUT(action_facts);
    base_put(text, "}]}");
}

/* What happened after current_to: in completions only. */
static void put_late(base_buffer *text, uint32_t *seed, uint32_t count)
{
    while (count-- > 0) {
        uint32_t day = 21 + draw(seed, 8);
        if (draw(seed, 3) == 0)
            base_putf(text, ", {\"id\": \"late%u\", \"kind\": \"court_order\", \"date\": \"2024-02-%u\", \"actions\": [{\"id\": \"lateaction%u\", \"directed_to\": \"caregiver\"}]}",
                      count, day, count);
        else
            base_putf(text, ", {\"id\": \"late%u\", \"kind\": \"contact\", \"date\": \"2024-02-%u\", \"mode\": \"%s\", \"with\": [\"mia\"], \"by\": \"zoe\"}",
                      count, day, draw(seed, 2) ? "written" : "face_to_face");
    }
}

static cw_case *make_case(drawing *drawing, bool stale, uint32_t late)
{
    static const char *const ids[] = { "leo", "mia", "zoe" };
    base_buffer buffer, *text = &buffer;
    base_buffer_init(text, base_context_use(NULL));
    drawing->world->count = 0;
    base_put(text, "{\"format\": \"casework.case/1\", \"id\": \"c\", \"types\": [\"other\"], \"opened\": \"2024-01-01\"");
    if (stale) base_put(text, ", \"current_to\": \"2024-02-20\"");
    PUT(case_facts);
    for (int i = 0; i < 3; i++) {
        base_putf(text, "%s{\"id\": \"%s\"", i == 0 ? ", \"members\": [" : ", ", ids[i]);
        PUT(member_facts);
        base_put(text, "}");
    }
    base_put(text, "], \"plans\": [");
    put_plan(text, drawing, "p");
    base_put(text, ", ");
    put_plan(text, drawing, "q");
    put_record(text, drawing);
    put_late(text, drawing->seed, late);
    base_put(text, "]}");
    assert_false(text->failed);
    cw_case *one = read_case(text->data);
    base_buffer_finish(text);
    return one;
}

/* ---- comparing ---- */

static bool same_subjects(const cw_finding *a, const cw_finding *b, int32_t count)
{
    for (int32_t i = 0; i < count; i++)
        if (strcmp(a->subjects[i].id, b->subjects[i].id) != 0) return false;
    return true;
}

/* The finding on the same subjects, or on as many of them as are known. */
static const cw_finding *counterpart(const cw_report *report, const cw_finding *of)
{
    const cw_finding *found = NULL;
    for (int64_t i = 0; i < report->count; i++) {
        const cw_finding *at = &report->findings[i];
        if (strcmp(at->rule->full_name, of->rule->full_name) != 0 || at->subject_count > of->subject_count) continue;
        if (same_subjects(at, of, at->subject_count) && (!found || at->subject_count > found->subject_count)) found = at;
    }
    return found;
}

static int rank(uint8_t status)
{
    return status == EVAL_OVERDUE ? EVAL_UNMET : status;
}

static void show(const char *what, const cw_report *report)
{
    char *text = describe(report);
    print_error("%s: %s\n", what, text);
    free(text);
}

static void compare(const cw_report *open, const cw_report *whole, uint32_t seed)
{
    for (int64_t i = 0; i < whole->count; i++) {
        const cw_finding *is = &whole->findings[i], *was = counterpart(open, is);
        bool sound = was && rank(is->status) >= rank(was->best) && rank(is->status) <= rank(was->worst);
        if (sound) continue;
        show("without", open);
        show("with   ", whole);
        fail_msg("seed %u: %s is %s", seed, is->rule->full_name, status_name(is->status));
    }
    /* What was decided for subjects who then turn out not to be any must not have been asked anything. */
    for (int64_t i = 0; i < open->count; i++) {
        const cw_finding *was = &open->findings[i];
        const cw_finding *is = counterpart(whole, was);
        if (was->subject_count < was->rule->variable_count || (is && is->subject_count == was->subject_count)) continue;
        if (rank(was->best) <= EVAL_NOT_APPLICABLE && rank(was->worst) >= EVAL_NOT_APPLICABLE) continue;
        show("without", open);
        show("with   ", whole);
        fail_msg("seed %u: %s of one who is no subject", seed, was->rule->full_name);
    }
}

static const char *const days[] = { "2024-01-01", "2024-01-20", "2024-02-10", "2024-02-19", "2024-02-28", "2024-03-15" };

static void try_case(cw_rules *rules, uint32_t start, int64_t *decided, int64_t *open_ones)
{
    uint32_t seed = start;
    world whole = {0}, less = {0}, again = {0};
    drawing all = { &whole, &seed, NULL, false }, away = { &less, &seed, &whole, true }, back = { &again, &seed, &less, false };
    model_case_release(make_case(&all, false, 0));
    const char *day = days[draw(&seed, 6)];
    bool stale = draw(&seed, 3) == 0 && strcmp(day, "2024-02-20") > 0;
    cw_case *lacking = make_case(&away, stale, 0);
    cw_report *open = judge_with(NULL, rules, lacking, day);
    for (int64_t i = 0; i < open->count; i++) (open->findings[i].status == EVAL_UNKNOWN ? ++*open_ones : ++*decided);
    for (int i = 0; i < COMPLETIONS; i++) {
        cw_case *one = make_case(&back, false, stale ? draw(&seed, 4) : 0);
        cw_report *report = judge_with(NULL, rules, one, day);
        compare(open, report, start);
        eval_report_release(report);
        model_case_release(one);
    }
    eval_report_release(open);
    model_case_release(lacking);
}

static void unknown_is_sound(void **state)
{
    (void)state;
    int64_t decided = 0, open = 0;
    cw_rules *rules = compile_rules(rules_text);
    for (uint32_t i = 1; i <= CASES; i++)
        try_case(rules, i * 7919, &decided, &open);
    /* Neither always nor never unknown: the test does see something. */
    assert_true(decided > CASES);
    assert_true(open > CASES);
    drop_rules(rules);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(unknown_is_sound) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
