/* SPDX-License-Identifier: MIT */
/* Compares and measures: what it prints is explained in README.md. */
#include "measure.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TYPICAL_COUNT = 64, STREAM_POOL = 64, GROWTH_COUNT = 4, TEXT_MOST = 1 << 20 };
/* The bars, as hundredths. */
enum { EVALUATION_BAR = 1000, WHOLE_BAR = 200, GROWTH_BAR = 130 };

typedef struct options {
    const char *rules;
    bool quick, bars, each;
    const char *loop;                /* the task to repeat, for a profiler */
    int64_t stream;                  /* how many cases to write */
} options;

typedef struct session {
    const options *options;
    const char *text;                /* of the rules */
    ruling ruling;
    sample typical[TYPICAL_COUNT];
    int32_t typical_count;
    bool differs, missed;
} session;

/* ---- figures ---- */

static void put_ratio(int64_t part, int64_t whole)
{
    int64_t hundredths = whole ? part * 100 / whole : 0;
    printf(" %6" PRId64 ".%02" PRId64, hundredths / 100, hundredths % 100);
}

static void judge_bar(session *self, const char *what, int64_t part, int64_t whole, int64_t bar)
{
    bool missed = part * 100 > whole * bar;
    printf("%-34s", what);
    put_ratio(part, whole);
    printf("   bar %" PRId64 ".%02" PRId64 "%s\n", bar / 100, bar % 100, missed ? "   MISSED" : "");
    self->missed = self->missed || missed;
}

/* ---- equal findings ---- */

/* Judges a sample as of its own day and of others before and after it. */
static bool compare_sample(session *self, const bench *bench, const sample *sample, int64_t *statuses)
{
    static const int32_t shifts[] = {0, 1, 40, 200, -1, -17, -45, -90, -160, -250};
    for (size_t i = 0; i < sizeof shifts / sizeof *shifts; i++) {
        cw_date day = sample->as_of + shifts[i];
        /* A closing that is yet to come is not of the baseline's making, and before the opening there is nothing. */
        bool ahead = sample->packed.closed != NEVER && sample->packed.closed > day;
        if (ahead || day < sample->packed.opened) continue;
        if (!same_findings(&self->ruling, sample, day, bench->evaluator, bench->report, statuses)) return false;
    }
    return true;
}

static void compare(session *self, const bench *bench)
{
    static const char *const words[] = {"", "met", "not applicable", "waived", "pending", "late", "unmet", "overdue", "unknown"};
    int64_t statuses[CW_UNKNOWN + 1] = {0}, sum = 0;
    for (int32_t i = 0; i < bench->count && !self->differs; i++)
        self->differs = !compare_sample(self, bench, &bench->samples[i], statuses);
    for (int status = CW_MET; status <= CW_UNKNOWN; status++)
        sum += statuses[status];
    printf("%" PRId64 " findings %s:", sum, self->differs ? "equal before the first difference" : "equal");
    for (int status = CW_MET; status <= CW_UNKNOWN; status++)
        if (statuses[status]) printf(" %" PRId64 " %s", statuses[status], words[status]);
    printf("\n");
}

/* ---- typical cases ---- */

static bool make_typical(session *self)
{
    int32_t wanted = self->options->quick ? TYPICAL_COUNT / 4 : TYPICAL_COUNT;
    for (int32_t i = 0; i < wanted; i++) {
        case_shape shape = typical_shape((uint64_t)i + 1);
        if (!make_sample(&shape, &self->typical[i])) return false;
        self->typical_count++;
    }
    return true;
}

static int64_t mean_length(const sample *samples, int32_t count)
{
    int64_t sum = 0;
    for (int32_t i = 0; i < count; i++)
        sum += cw_text_length(samples[i].document);
    return sum / count;
}

static void put_times(const int64_t times[TASK_COUNT])
{
    printf("%-34s %9" PRId64 " ns\n%-34s %9" PRId64 " ns\n%-34s %9" PRId64 " ns\n%-34s %9" PRId64 " ns\n",
           "reading a document", times[TASK_READ], "evaluating a frozen case", times[TASK_EVALUATE],
           "the same checks by hand", times[TASK_BASELINE], "document to report", times[TASK_WHOLE]);
    printf("%-34s %9" PRId64 " ns\n%-34s %9" PRId64 " ns\n%-34s %9" PRId64 " ns\n",
           "  of which reading and evaluating", times[TASK_JUDGE], "  of which writing", times[TASK_WHOLE] - times[TASK_JUDGE],
           "    with the digest of the case", times[TASK_DIGEST] - times[TASK_EVALUATE]);
}

static bool measure_typical(session *self)
{
    bench bench;
    int64_t times[TASK_COUNT];
    bool done = make_typical(self) && open_bench(&self->ruling, self->typical, self->typical_count, &bench);
    if (!done) return false;
    printf("%" PRId32 " typical cases, %" PRId64 " bytes each, %" PRId32 " rules\n", bench.count,
           mean_length(bench.samples, bench.count), self->ruling.count);
    compare(self, &bench);
    done = measure(&bench, self->options->quick ? 1 : 31, times);
    put_times(times);
    judge_bar(self, "evaluation / by hand", times[TASK_EVALUATE], times[TASK_BASELINE], EVALUATION_BAR);
    judge_bar(self, "document to report / reading", times[TASK_WHOLE], times[TASK_READ], WHOLE_BAR);
    printf("%-34s", "  without writing it");
    put_ratio(times[TASK_JUDGE], times[TASK_READ]);
    printf("\n");
    close_bench(&bench);
    return done;
}

/* ---- growth ---- */

/* However long the cases, together they have as many entries, and so take as much memory: what the caches cannot hold is then no
 * part of the difference. */
enum { GROWTH_ENTRIES = 100000, QUICK_GROWTH_ENTRIES = 1000 };

static bool make_grown(sample *samples, int32_t count, int32_t entries)
{
    for (int32_t i = 0; i < count; i++) {
        case_shape shape = grown_shape(entries, (uint64_t)i + 1);
        if (!make_sample(&shape, &samples[i])) return false;
    }
    return true;
}

static bool measure_samples(session *self, sample *samples, int32_t count, int64_t times[TASK_COUNT])
{
    bench bench = {0};
    int64_t statuses[CW_UNKNOWN + 1] = {0};
    bool done = open_bench(&self->ruling, samples, count, &bench);
    for (int32_t i = 0; done && i < count && !self->differs; i++)
        self->differs = !same_findings(&self->ruling, &samples[i], samples[i].as_of, bench.evaluator, bench.report, statuses);
    done = done && measure(&bench, self->options->quick ? 1 : 5, times);
    close_bench(&bench);
    return done;
}

/* What a case of so many entries takes. */
static bool measure_grown(session *self, int32_t entries, int32_t together, int64_t times[TASK_COUNT])
{
    int32_t count = together / entries;
    sample *samples = calloc((size_t)count, sizeof *samples);
    bool done = samples && make_grown(samples, count, entries) && measure_samples(self, samples, count, times);
    for (int32_t i = 0; samples && i < count; i++)
        release_sample(&samples[i]);
    free(samples);
    return done;
}

static bool measure_growth(session *self)
{
    int64_t times[GROWTH_COUNT][TASK_COUNT];
    int32_t sizes = self->options->quick ? 2 : GROWTH_COUNT, entries = 100;
    int32_t together = self->options->quick ? QUICK_GROWTH_ENTRIES : GROWTH_ENTRIES;
    printf("\n%16s %30s %27s\n%16s %9s %9s %9s  %9s %9s %9s\n", "", "picoseconds for each entry", "relative to 100 entries",
           "cases of entries", "reading", "evaluate", "by hand", "reading", "evaluate", "by hand");
    for (int32_t i = 0; i < sizes; i++, entries *= 10) {
        if (!measure_grown(self, entries, together, times[i])) return false;
        printf("%6" PRId32 " of %6" PRId32, together / entries, entries);
        for (int task = TASK_READ; task <= TASK_BASELINE; task++)
            printf(" %9" PRId64, times[i][task] * 1000 / entries);
        printf(" ");
        for (int task = TASK_READ; task <= TASK_BASELINE; task++)
            put_ratio(times[i][task] * 100, times[0][task] * entries);
        printf("\n");
    }
    int32_t last = sizes - 1;
    judge_bar(self, "growth of reading", times[last][TASK_READ] * 100, times[0][TASK_READ] * (entries / 10), GROWTH_BAR);
    judge_bar(self, "growth of evaluation", times[last][TASK_EVALUATE] * 100, times[0][TASK_EVALUATE] * (entries / 10), GROWTH_BAR);
    return true;
}

/* ---- rule by rule ---- */

/* The rule text with but one of its rules; a rule begins in the first column and is the last kind of item. */
static int64_t keep_rule(const char *text, int32_t index, char *out)
{
    const char *first = strstr(text, "\nrule "), *start = first, *end;
    if (!first) return 0;
    for (; index > 0 && start; index--)
        start = strstr(start + 1, "\nrule ");
    if (!start) return 0;
    end = strstr(start + 1, "\nrule ");
    size_t head = (size_t)(first - text), body = end ? (size_t)(end - start) : strlen(start);
    memcpy(out, text, head);
    memcpy(out + head, start, body);
    out[head + body] = '\n';
    return (int64_t)(head + body + 1);
}

static bool measure_rule(session *self, int32_t index, char *text)
{
    ruling alone;
    bench bench = {0};
    int64_t times[TASK_COUNT], length = keep_rule(self->text, index, text);
    if (!open_ruling(self->options->rules, text, length, &alone)) return false;
    bool done = open_bench(&alone, self->typical, self->typical_count, &bench);
    if (done) {
        done = measure(&bench, 11, times);
        printf("%-24s %9" PRId64 " %9" PRId64, alone.checks[0]->rule, times[TASK_EVALUATE], times[TASK_BASELINE]);
        put_ratio(times[TASK_EVALUATE], times[TASK_BASELINE]);
        printf("\n");
    }
    close_bench(&bench);
    close_ruling(&alone);
    return done;
}

static bool measure_each(session *self)
{
    char *text = malloc(strlen(self->text) + 2);
    bool done = text != NULL;
    printf("\n%-24s %9s %9s %9s\n", "ns for each case", "evaluate", "by hand", "ratio");
    for (int32_t i = 0; done && i < self->ruling.count; i++)
        done = measure_rule(self, i, text);
    free(text);
    return done;
}

/* ---- for a profiler, and for a stream ---- */

static bool loop(session *self)
{
    static const char *const words[TASK_COUNT] = {"read", "evaluate", "baseline", "whole", "judge", "digest"};
    bench bench;
    int task = 0;
    while (task < TASK_COUNT && strcmp(words[task], self->options->loop) != 0) task++;
    if (task == TASK_COUNT || !make_typical(self)) return false;
    if (!open_bench(&self->ruling, self->typical, self->typical_count, &bench)) return false;
    for (int64_t end = now() + 3000000000; now() < end;)
        run_task(&bench, (task_kind)task, 0, bench.count);
    close_bench(&bench);
    return bench.status == CW_OK;
}

/* Few different cases under many ids: reading them costs what it would, making them does not. */
static bool write_stream(int64_t count)
{
    char *texts[STREAM_POOL] = {NULL};
    int64_t lengths[STREAM_POOL];
    bool done = true;
    for (int32_t i = 0; i < STREAM_POOL && done; i++) {
        case_shape shape = typical_shape((uint64_t)i + 1);
        cw_text *text = NULL;
        cw_date as_of;
        done = make_document(&shape, &text, &as_of) == CW_OK;
        lengths[i] = cw_text_length(text);
        texts[i] = done ? malloc((size_t)lengths[i] + 1) : NULL;
        if (texts[i]) memcpy(texts[i], cw_text_data(text), (size_t)lengths[i] + 1);
        cw_text_unref(text);
        done = texts[i] && strstr(texts[i], "bench-");
    }
    for (int64_t i = 0; i < count && done; i++) {
        char *text = texts[i % STREAM_POOL], number[24];
        snprintf(number, sizeof number, "%08" PRId64, i % 100000000);
        memcpy(strstr(text, "bench-") + 6, number, 8);
        done = fwrite(text, 1, (size_t)lengths[i % STREAM_POOL], stdout) > 0 && putchar('\n') != EOF;
    }
    for (int32_t i = 0; i < STREAM_POOL; i++)
        free(texts[i]);
    return done;
}

/* ---- the program ---- */

static const char usage[] =
    "usage: bench [OPTION]... RULES\n"
    "  --quick          few cases and rounds: whether findings are equal, not how fast they are found\n"
    "  --bars           exit status 1 when a bar is missed\n"
    "  --each           rule by rule too\n"
    "  --loop TASK      repeat read, evaluate, baseline, whole, judge or digest for three seconds, for a profiler\n"
    "  --stream COUNT   write so many typical cases as JSON Lines, and nothing else\n"
    "Exit status: 0; 1 when findings differ; 2 when something failed.\n";

static bool read_options(int argc, char **argv, options *out)
{
    *out = (options){.stream = -1};
    for (int i = 1; i < argc; i++) {
        bool more = i + 1 < argc;
        if (strcmp(argv[i], "--quick") == 0) out->quick = true;
        else if (strcmp(argv[i], "--bars") == 0) out->bars = true;
        else if (strcmp(argv[i], "--each") == 0) out->each = true;
        else if (strcmp(argv[i], "--loop") == 0 && more) out->loop = argv[++i];
        else if (strcmp(argv[i], "--stream") == 0 && more) out->stream = strtoll(argv[++i], NULL, 10);
        else if (argv[i][0] != '-' && !out->rules) out->rules = argv[i];
        else return false;
    }
    return out->rules || out->stream >= 0;
}

static char *read_text(const char *path)
{
    FILE *file = fopen(path, "rb");
    char *text = file ? malloc(TEXT_MOST) : NULL;
    size_t length = text ? fread(text, 1, TEXT_MOST - 1, file) : 0;
    if (text) text[length] = '\0';
    if (file) fclose(file);
    return text;
}

static bool run(session *self)
{
    if (!open_ruling(self->options->rules, self->text, (int64_t)strlen(self->text), &self->ruling)) return false;
    if (self->options->loop) return loop(self);
    return measure_typical(self) && measure_growth(self) && (!self->options->each || measure_each(self));
}

int main(int argc, char **argv)
{
    options options;
    if (!read_options(argc, argv, &options)) {
        fputs(usage, stderr);
        return 2;
    }
    if (options.stream >= 0) return write_stream(options.stream) ? 0 : 2;
    char *text = read_text(options.rules);
    session self = {.options = &options, .text = text};
    bool done = text && run(&self);
    for (int32_t i = 0; i < self.typical_count; i++)
        release_sample(&self.typical[i]);
    close_ruling(&self.ruling);
    free(text);
    if (!done) fputs("bench: it could not be done\n", stderr);
    return !done ? 2 : self.differs || (options.bars && self.missed);
}
