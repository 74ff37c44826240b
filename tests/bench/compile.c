/* SPDX-License-Identifier: MIT */
/* Compiling rule files: how long a thousand rules take and how much memory they hold, and whether both grow as the text does. */
#define _POSIX_C_SOURCE 200809L
#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <casework.h>

/* The bars: a thousand rules in 50 ms and 16 MiB; of ten times the text, not more than 1.5 times the time for each byte. */
enum { RULES = 1000, TIME_BAR = 50, MEMORY_BAR = 16 << 20, ROUNDS = 15 };

static const char head[] =
    "language 1\nrules bench \"As many rules as are wanted\"\nsource S: \"A source\"\n"
    "parameter term = 30 days reading A1\nparameter most = 1\nparameter visit_period = 1 calendar month\n"
    "condition in_home = \"in_home_cps\" in case.types or \"in_home_status\" in case.types\n"
    "condition individual(m) = plan.objectives[level = \"individual\" and m in subjects and dropped = null]\n"
    "condition ftm(m) = m.type in [\"family_team_meeting\", \"case_review\"]\n"
    "  and (some a in m.attendees satisfies a.category = \"family\")\n";

/* Rules of the kinds that packs hold; %d is a number, so that each has a name of its own. */
static const char *const kinds[] = {
    "rule state-%d\n  title:   \"{m.name} has not more than one individual objective\"\n  source:  S \"1\"\n  covers:  B-%d\n"
    "  for:     m in members\n  when:    in_home and plan != null and m.active and \"adult_perpetrator\" in m.roles\n"
    "  require: count(individual(m)) <= most\n  remedy:  \"Join the individual objectives of {m.name} into one.\"\n",
    "rule task-%d\n  title:   \"Task {k.id} is inside its objective's window\"\n  source:  S \"2\"\n  covers:  B-%d\n"
    "  for:     o in plan.objectives, k in o.tasks\n  when:    in_home and o.dropped = null and k.dropped = null\n"
    "  require: documented(k.start) and k.start >= o.start and (not(documented(k.due)) or k.due <= o.target)\n"
    "  remedy:  \"Give {k.id} days between {o.start} and {o.target}.\"\n",
    "rule deadline-%d\n  title:   \"The team met after {e.date}\"\n  source:  S \"3\"\n  covers:  B-%d\n"
    "  for:     e in referrals, c in e.about\n  when:    \"child\" in c.roles and age(c.born, e.date) <= 3\n  within:  term of e.date\n"
    "  require: some m in meetings satisfies m.date >= e.date and c in m.about and ftm(m)\n"
    "  waived:  by service_region_administrator\n  remedy:  \"Hold it by {due}.\"\n",
    "rule contact-%d\n  title:   \"Monthly contact with {m.name}\"\n  source:  S \"4\"\n  covers:  B-%d\n  for:     m in members\n"
    "  when:    in_home and m.active and m.category = \"family\"\n  every:   visit_period\n  from:    earliest(plans.since)\n"
    "  require: some c in contacts satisfies c.date in period and c.mode = \"face_to_face\" and m in c.with\n"
    "  remedy:  \"See {m.name} by {due}.\"\n",
};
enum { KINDS = sizeof kinds / sizeof *kinds, RULE_MOST = 700 };

/* ---- memory, counted ---- */

typedef struct counter { int64_t bytes, most; } counter;

static void *count_allocation(void *user, size_t size)
{
    counter *self = user;
    self->bytes += (int64_t)size;
    self->most = self->bytes > self->most ? self->bytes : self->most;
    return malloc(size);
}

static void count_release(void *user, void *memory, size_t size)
{
    ((counter *)user)->bytes -= (int64_t)size;
    free(memory);
}

/* ---- one compilation ---- */

static int64_t now(void)
{
    struct timespec at;
    clock_gettime(CLOCK_MONOTONIC, &at);
    return (int64_t)at.tv_sec * 1000000000 + at.tv_nsec;
}

/* A rule file of so many rules; yours to free. */
static char *make_text(int rules, int64_t *length)
{
    char *text = malloc(sizeof head + (size_t)rules * RULE_MOST);
    if (!text)
        return NULL;
    size_t at = sizeof head - 1;
    memcpy(text, head, sizeof head);
    for (int i = 0; i < rules; i++)
        at += (size_t)sprintf(text + at, kinds[i % KINDS], i, i);
    *length = (int64_t)at;
    return text;
}

/* Nanoseconds, and the bytes that the rule set holds and that compiling took at most. */
typedef struct figures { int64_t time, held, most; } figures;

static bool compile(const char *text, int64_t length, int rules, figures *out)
{
    counter counter = {0};
    cw_context *context = NULL;
    cw_rules_builder *builder = NULL;
    cw_rules *made = NULL;
    int64_t start = now();
    bool good = cw_context_new_with_allocator(count_allocation, count_release, &counter, &context) == CW_OK &&
                cw_rules_builder_new(context, &builder) == CW_OK && cw_rules_builder_add(builder, "bench.rules", text, length) == CW_OK &&
                cw_rules_builder_compile(builder, &made, NULL) == CW_OK && cw_rules_count(made) == rules;
    *out = (figures){.time = now() - start, .most = counter.most};
    cw_rules_builder_release(builder);
    out->held = counter.bytes;
    cw_rules_unref(made);
    cw_context_unref(context);
    return good && counter.bytes == 0;
}

/* The fastest of some rounds. */
static bool measure(int rules, int rounds, figures *out, int64_t *length)
{
    char *text = make_text(rules, length);
    bool good = text != NULL;
    *out = (figures){.time = INT64_MAX};
    for (int i = 0; i < rounds && good; i++) {
        figures one;
        good = compile(text, *length, rules, &one);
        out->time = one.time < out->time ? one.time : out->time;
        out->held = one.held;
        out->most = one.most;
    }
    free(text);
    return good;
}

/* ---- the table ---- */

static void print_row(int rules, int64_t length, const figures *one)
{
    printf("%6d rules  %5" PRId64 " KiB of text  %4" PRId64 ".%02" PRId64 " ms  %4" PRId64 " ns a byte  holds %6" PRId64
           " KiB, took %6" PRId64 " KiB\n", rules, length / 1024, one->time / 1000000, one->time / 10000 % 100, one->time / length,
           one->held / 1024, one->most / 1024);
}

int main(int argc, char **argv)
{
    bool quick = argc > 1 && strcmp(argv[1], "--quick") == 0, bars = argc > 1 && strcmp(argv[1], "--bars") == 0;
    int64_t length[3];
    figures rows[3];
    for (int i = 0, rules = RULES / 10; i < 3; i++, rules *= 10) {
        if (!measure(rules, quick ? 1 : ROUNDS, &rows[i], &length[i])) {
            fputs("compile: the rules do not compile, or memory was lost\n", stderr);
            return 2;
        }
        print_row(rules, length[i], &rows[i]);
    }
    bool met = rows[1].time <= TIME_BAR * INT64_C(1000000) && rows[1].most <= MEMORY_BAR &&
               rows[2].time / length[2] * 2 <= rows[1].time / length[1] * 3 + 2;
    if (bars)
        puts(met ? "the bars are met" : "a bar is missed: 1000 rules in 50 ms and 16 MiB, growing as the text does");
    return bars && !met;
}
