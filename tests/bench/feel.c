/* SPDX-License-Identifier: MIT */
/* Expressions by themselves: how long compiling and evaluating takes, and that a warmed evaluation takes no memory. */
#define _POSIX_C_SOURCE 200809L
#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <casework.h>

/* The bars: a million evaluations and a hundred thousand compilations a second. */
enum { EVALUATION_BAR = 1000, COMPILATION_BAR = 10000, ROUNDS = 15, BLOCK_TIME = 200000 };

static const char inputs_text[] =
    "{\"court_involved\": true, \"types\": [\"in_home_cps\", \"domestic_violence\"],"
    "\"opened\": {\"t\": \"date\", \"v\": \"2024-01-02\"}, \"developed\": {\"t\": \"date\", \"v\": \"2024-01-31\"},"
    "\"Monthly Income\": 1850.25, \"Household Size\": 4,"
    "\"m\": {\"active\": true, \"living\": \"home\", \"category\": \"family\", \"roles\": [\"child\", \"sibling\"],"
    "       \"born\": {\"t\": \"date\", \"v\": \"2012-02-29\"}},"
    "\"o\": {\"level\": \"primary_family\", \"focus\": [\"maltreatment\"], \"achieved\": null, \"measure\": \"Two calm weeks\","
    "       \"target\": {\"t\": \"date\", \"v\": \"2024-07-31\"}, \"tasks\": [{\"owners\": [\"ann\"]}, {\"owners\": [\"ann\", \"ssw\"]}]},"
    "\"contacts\": [{\"mode\": \"phone\", \"private\": false, \"date\": {\"t\": \"date\", \"v\": \"2024-03-02\"}},"
    "               {\"mode\": \"face_to_face\", \"private\": false, \"date\": {\"t\": \"date\", \"v\": \"2024-03-09\"}},"
    "               {\"mode\": \"face_to_face\", \"private\": true, \"date\": {\"t\": \"date\", \"v\": \"2024-03-20\"}}]}";

/* Expressions of the kind that rules are made of, with what each gives. */
static const struct { const char *text, *value; } typical[] = {
    {"court_involved", "true"},
    {"m.active and m.living = \"home\"", "true"},
    {"m.category = \"family\" and (m.living = \"home\" or \"identified_father\" in m.roles)", "true"},
    {"\"child\" in m.roles and not(\"status_youth\" in m.roles)", "true"},
    {"\"in_home_cps\" in types or \"kinship_care\" in types", "true"},
    {"o.level = \"primary_family\" and \"maltreatment\" in o.focus", "true"},
    {"o.measure != null and o.target != null", "true"},
    {"o.achieved = null or o.achieved <= o.target", "true"},
    {"o.target <= developed + @\"P6M\"", "true"},
    {"developed in [opened..opened + @\"P30D\"]", "true"},
    {"today() - opened > @\"P60D\"", "true"},
    {"years and months duration(m.born, today()).years < 18", "true"},
    {"count(o.tasks) >= 1", "true"},
    {"every t in o.tasks satisfies count(t.owners) > 0", "true"},
    {"some c in contacts satisfies c.date in [@\"2024-03-01\"..@\"2024-03-31\"] and c.mode = \"face_to_face\"", "true"},
    {"count(contacts[mode = \"face_to_face\"]) >= 2", "true"},
    {"Monthly Income * 12 / Household Size < 15060", "true"},
    {"if court_involved then @\"P3D\" else @\"P5D\"", "P3D"},
};

enum { TYPICAL = sizeof typical / sizeof *typical };

/* ---- memory, counted ---- */

typedef struct counter { int64_t allocations; } counter;

static void *count_allocation(void *user, size_t size)
{
    ((counter *)user)->allocations++;
    return malloc(size);
}

static void release_memory(void *user, void *memory, size_t size)
{
    (void)user, (void)size;
    free(memory);
}

/* ---- what is timed ---- */

typedef struct bench {
    counter memory;
    cw_context *context;
    cw_inputs *inputs;
    cw_expression *expressions[TYPICAL];
    cw_value *value;
    int64_t evaluation[TYPICAL], compilation[TYPICAL];    /* nanoseconds of one */
    bool wrong;
} bench;

static cw_expression *compile(bench *self, int index)
{
    cw_expression *made = NULL;
    const char *text = typical[index].text;
    if (cw_expression_new(self->context, NULL, text, (int64_t)strlen(text), self->inputs, &made, NULL) != CW_OK) {
        fprintf(stderr, "refused: %s\n", text);
        self->wrong = true;
    }
    return made;
}

static void evaluate(bench *self, int index)
{
    self->wrong |= cw_expression_evaluate(self->expressions[index], self->inputs, "2024-03-31", self->value, NULL) != CW_OK;
}

static bool open_bench(bench *self)
{
    int64_t length = (int64_t)strlen(inputs_text);
    if (cw_context_new_with_allocator(count_allocation, release_memory, &self->memory, &self->context) != CW_OK ||
        cw_inputs_new(self->context, NULL, inputs_text, length, &self->inputs, NULL) != CW_OK ||
        cw_value_new(self->context, &self->value) != CW_OK)
        return false;
    for (int i = 0; i < TYPICAL && !self->wrong; i++)
        self->expressions[i] = compile(self, i);
    return !self->wrong;
}

static void close_bench(bench *self)
{
    for (int i = 0; i < TYPICAL; i++)
        cw_expression_unref(self->expressions[i]);
    cw_value_unref(self->value);
    cw_inputs_unref(self->inputs);
    cw_context_unref(self->context);
}

/* ---- right values, no memory ---- */

static bool has_value(bench *self, int index)
{
    cw_text *text = NULL;
    evaluate(self, index);
    bool right = !self->wrong && cw_value_write(self->value, CW_VALUE_TEXT, &text) == CW_OK &&
                 strcmp(cw_text_data(text), typical[index].value) == 0;
    if (!right)
        fprintf(stderr, "wrong: %s -> %s\n", typical[index].text, text ? cw_text_data(text) : "nothing");
    cw_text_unref(text);
    return right;
}

static bool check(bench *self)
{
    bool right = true;
    for (int i = 0; i < TYPICAL; i++)
        right &= has_value(self, i);
    self->memory.allocations = 0;
    for (int i = 0; i < TYPICAL; i++)
        evaluate(self, i);
    printf("%d expressions have their values; warmed, %" PRId64 " allocations\n", TYPICAL, self->memory.allocations);
#if !defined(BASE_ARENA_PIECES)
    right &= self->memory.allocations == 0;
#endif
    return right;
}

/* ---- time ---- */

static int64_t now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (int64_t)time.tv_sec * 1000000000 + time.tv_nsec;
}

static void do_once(bench *self, int index, bool compiling)
{
    if (compiling)
        cw_expression_unref(compile(self, index));
    else
        evaluate(self, index);
}

static int64_t time_block(bench *self, int index, bool compiling, int64_t repeats)
{
    int64_t start = now();
    for (int64_t i = 0; i < repeats; i++)
        do_once(self, index, compiling);
    return now() - start;
}

/* Of some rounds the fastest: what else the machine does can only add to it. */
static int64_t time_one(bench *self, int index, bool compiling)
{
    int64_t repeats = 1, fastest = INT64_MAX;
    while (time_block(self, index, compiling, repeats) < BLOCK_TIME)
        repeats *= 2;
    for (int round = 0; round < ROUNDS; round++) {
        int64_t took = time_block(self, index, compiling, repeats);
        if (took < fastest)
            fastest = took;
    }
    return fastest / repeats;
}

static bool judge(const char *what, int64_t sum, int64_t bar)
{
    int64_t mean = sum / TYPICAL;
    bool missed = mean > bar;
    printf("%-14s %7" PRId64 " ns on average, %9" PRId64 " a second   bar %" PRId64 " ns%s\n", what, mean,
           mean ? INT64_C(1000000000) / mean : 0, bar, missed ? "   MISSED" : "");
    return missed;
}

static bool measure(bench *self, bool each)
{
    int64_t evaluations = 0, compilations = 0;
    for (int i = 0; i < TYPICAL; i++) {
        evaluations += self->evaluation[i] = time_one(self, i, false);
        compilations += self->compilation[i] = time_one(self, i, true);
        if (each)
            printf("%6" PRId64 " ns  %7" PRId64 " ns  %s\n", self->evaluation[i], self->compilation[i], typical[i].text);
    }
    bool missed = judge("evaluating", evaluations, EVALUATION_BAR);
    return judge("compiling", compilations, COMPILATION_BAR) || missed;
}

static int run(const char *option)
{
    static const char *const options[] = {"", "--quick", "--each", "--bars"};
    int chosen = 0;
    while (chosen < 4 && strcmp(option, options[chosen]) != 0)
        chosen++;
    if (chosen == 4) {
        fprintf(stderr, "usage: feel [--quick | --each | --bars]\n");
        return 2;
    }
    bench self = {0};
    bool right = open_bench(&self) && check(&self);
    bool missed = right && chosen != 1 && measure(&self, chosen == 2);
    right &= !self.wrong;
    close_bench(&self);
    return !right || (missed && chosen == 3);
}

int main(int argc, char **argv)
{
    return run(argc > 1 ? argv[1] : "");
}
