/* SPDX-License-Identifier: MIT */
/* Calls in any order, on a few objects: each byte is a call, and takes its arguments from the bytes behind it. */
#include <stdbool.h>
#include <string.h>

#include "fuzz.h"

typedef struct play {
    const uint8_t *at, *end;
    cw_rules *rules[3];
    cw_evaluator *evaluator;
    cw_report *reports[2];
    cw_rates *rates[3];
    cw_tests *tests;
    cw_case *one;                /* being edited */
    cw_diag *diag;
} play;

/* ---- arguments ---- */

static int take(play *self, int count)
{
    return self->at < self->end ? *self->at++ % count : 0;
}

/* Days about that of the case, both ends of all days, and what is none. */
static cw_date take_day(play *self)
{
    static const cw_date odd[] = {CW_DATE_MIN, CW_DATE_MAX, CW_DATE_NONE, CW_DATE_UNKNOWN, CW_DATE_INVALID, CW_DATE_MIN + 1, CW_DATE_MAX - 1,
                                  INT32_MAX, INT32_MIN};
    int choice = take(self, 32);
    if (choice < (int)(sizeof odd / sizeof *odd))
        return odd[choice];
    return cw_date_from_ymd(2023 + choice % 3, 1 + take(self, 12), 1 + take(self, 28));
}

/* What is left of the bytes up to a zero, or some of it. */
static int64_t take_text(play *self, const char **out)
{
    const uint8_t *start = self->at;
    while (self->at < self->end && *self->at)
        self->at++;
    int64_t length = self->at - start;
    self->at += self->at < self->end;
    *out = length > 0 ? (const char *)start : "";
    return length;
}

/* The same with a zero behind it, cut where it is too long. */
static const char *take_string(play *self, char *room, size_t size)
{
    const char *text;
    size_t length = (size_t)take_text(self, &text);
    length = length < size ? length : size - 1;
    memcpy(room, text, length);
    room[length] = '\0';
    return room;
}

/* ---- calls ---- */

static void set_day(play *self)
{
    cw_date day = take_day(self);
    int valid = (day >= CW_DATE_MIN && day <= CW_DATE_MAX) || day == CW_DATE_NONE;
    cw_status status = take(self, 2) ? cw_evaluator_set_since(self->evaluator, day) : cw_evaluator_set_known_at(self->evaluator, day);
    fuzz_expect(status == (valid ? CW_OK : CW_ERR_VALUE), "a day is taken, or refused");
}

static void set_holidays(play *self)
{
    cw_date days[4];
    int count = take(self, 5);
    for (int i = 0; i < count; i++)
        days[i] = take_day(self);
    if (take(self, 2))
        cw_evaluator_set_holidays(self->evaluator, days, count);
    else
        cw_tests_set_holidays(self->tests, days, count);
}

static void run(play *self)
{
    cw_report *report = self->reports[take(self, 2)];
    cw_rules *rules = self->rules[take(self, 3)];
    cw_case *one = take(self, 4) ? fuzz_case() : self->one;
    cw_status status = cw_evaluator_run(self->evaluator, rules, one, take_day(self), report);
    fuzz_expect(status == CW_OK || cw_report_count(report) == 0, "a failed run leaves an empty report");
    fuzz_expect(status == CW_OK || cw_rates_add(self->rates[0], report) != CW_OK, "nothing can be counted of it");
}

static int64_t sum_of(const cw_rates *rates)
{
    int64_t sum = cw_rates_cases(rates);
    for (int64_t i = 0; i < cw_rates_count(rates); i++)
        for (int32_t status = CW_MET; status <= CW_UNKNOWN; status++)
            sum += cw_rates_findings_of(rates, i, status) * (i + status);
    return sum;
}

/* Best and worst are on both sides of what is known. */
static void check_rates(const cw_rates *rates)
{
    int64_t verdicts = 0, targets = 0;
    for (int64_t i = 0; i < cw_rates_count(rates); i++) {
        int64_t met[4], of[4];
        for (int32_t which = CW_RATE_KNOWN; which <= CW_RATE_WORST; which++) {
            met[which] = cw_rates_numerator_at(rates, i, which);
            of[which] = cw_rates_denominator_at(rates, i, which);
            fuzz_expect(met[which] >= 0 && met[which] <= of[which], "no rate is above all");
        }
        fuzz_expect(met[CW_RATE_BEST] >= met[CW_RATE_KNOWN] && of[CW_RATE_WORST] >= of[CW_RATE_KNOWN], "best and worst are bounds");
        fuzz_expect(!cw_rates_target_at(rates, i) == !cw_rates_verdict_at(rates, i), "a target has a verdict");
        targets += cw_rates_target_at(rates, i) && cw_rates_force_at(rates, i) == CW_FORCE_REQUIRED;
    }
    for (int32_t verdict = CW_TARGET_REACHED; verdict <= CW_TARGET_EMPTY; verdict++)
        verdicts += cw_rates_targets(rates, verdict);
    fuzz_expect(verdicts == targets, "verdicts are counted");
}

static void count(play *self)
{
    cw_rates *rates = self->rates[take(self, 3)];
    int64_t before = sum_of(rates);
    cw_status status = CW_OK;
    if (take(self, 2)) {
        status = cw_rates_add(rates, self->reports[take(self, 2)]);
    } else {
        const char *text, *document = fuzz_document();
        cw_date day = take_day(self);
        int64_t length = take_text(self, &text);
        bool given = length > 0;
        status = cw_rates_add_text(rates, self->evaluator, day, given ? text : document, given ? length : (int64_t)strlen(document),
                                   take(self, 2) ? self->diag : NULL);
    }
    fuzz_expect(status == CW_OK || sum_of(rates) == before, "on failure nothing is counted");
    check_rates(rates);
}

static void merge(play *self)
{
    cw_rates *rates = self->rates[take(self, 3)], *other = self->rates[take(self, 3)];
    int64_t before = sum_of(rates), added = sum_of(other);
    cw_status status = cw_rates_merge(rates, other);
    fuzz_expect(rates != other || status == CW_ERR_ARGUMENT, "nothing is added to itself");
    fuzz_expect(sum_of(rates) == (status == CW_OK ? before + added : before), "all is added, or nothing");
    check_rates(rates);
}

static void write(play *self)
{
    cw_text *text = NULL, *title = NULL;
    cw_rates *rates = self->rates[take(self, 3)];
    int32_t form = CW_FORM_TEXT - 1 + take(self, 7);
    cw_status status = cw_rates_write(rates, form, &text);
    fuzz_expect((status == CW_OK) == (text != NULL), "a form is written, or refused");
    cw_rates_title(rates, take(self, 12) - 2, &title);
    cw_text_unref(title);
    cw_text_unref(text);
}

static void run_tests(play *self)
{
    const char *text;
    char name[16];
    cw_rules *rules = self->rules[take(self, 3)];
    int32_t flags = take(self, 3);
    int add = take(self, 4) == 0;
    const char *filter = take_string(self, name, sizeof name);
    int64_t length = take_text(self, &text), known = cw_tests_count(self->tests);
    if (add) {
        cw_tests_add_case(self->tests, filter, text, length);
        return;
    }
    cw_status status = cw_tests_run(self->tests, rules, filter, text, length, filter, flags, self->diag);
    fuzz_expect(status != CW_ERR_ARGUMENT || cw_tests_count(self->tests) == known, "a wrong call changes nothing");
}

static void edit(play *self)
{
    char name[32], json[64];
    cw_record *record = cw_case_find(self->one, take(self, 2) ? "ann" : "leo");
    take_string(self, name, sizeof name);
    take_string(self, json, sizeof json);
    cw_date until = take_day(self);
    cw_text *held = NULL;
    cw_status status = cw_record_set_custom_until(record, name, json, until);
    fuzz_expect(status != CW_OK || !cw_case_is_frozen(self->one), "a frozen case is not edited");
    cw_record_custom(record, name, &held);
    cw_text_unref(held);
}

static void freeze_or_copy(play *self)
{
    cw_case *copy = NULL;
    if (take(self, 2)) {
        cw_case_freeze(self->one, self->diag);
    } else if (cw_case_copy(self->one, &copy) == CW_OK) {
        cw_case_unref(self->one);
        self->one = copy;
    }
}

/* ---- all of it ---- */

/* The second set is compiled from the same text as the first, the third from another. Made once. */
static cw_rules *rules_at(int which)
{
    static const char other[] = "language 1\nrules other \"Other\"\nrule one\n  title: \"One\"\n  target: 0.000001 %\n  every: 2 weeks\n"
                                "  from: case.opened\n  require: case.closed = null\n";
    static cw_rules *again, *others;
    if (!again) {
        cw_rules_builder *builder = NULL;
        again = fuzz_compile_rules();
        fuzz_expect(cw_rules_builder_new(fuzz_context(), &builder) == CW_OK &&
                    cw_rules_builder_add(builder, "other.rules", other, (int64_t)strlen(other)) == CW_OK &&
                    cw_rules_builder_compile(builder, &others, NULL) == CW_OK, "rules are compiled");
        cw_rules_builder_release(builder);
    }
    return cw_rules_ref(which == 0 ? fuzz_rules() : which == 1 ? again : others);
}

static void begin(play *self)
{
    fuzz_expect(cw_evaluator_new(fuzz_context(), &self->evaluator) == CW_OK && cw_tests_new(fuzz_context(), &self->tests) == CW_OK &&
                cw_diag_new(fuzz_context(), &self->diag) == CW_OK && cw_case_copy(fuzz_case(), &self->one) == CW_OK, "there is memory");
    for (int i = 0; i < 2; i++)
        fuzz_expect(cw_report_new(fuzz_context(), &self->reports[i]) == CW_OK, "there is memory");
    for (int i = 0; i < 3; i++) {
        self->rules[i] = rules_at(i);
        fuzz_expect(cw_rates_new(fuzz_context(), self->rules[i], &self->rates[i]) == CW_OK, "there is memory");
    }
}

/* Rates hold their rules. */
static void end(play *self)
{
    for (int i = 0; i < 3; i++)
        cw_rules_unref(self->rules[i]);
    for (int i = 0; i < 3; i++)
        cw_rates_unref(self->rates[i]);
    for (int i = 0; i < 2; i++)
        cw_report_unref(self->reports[i]);
    cw_case_unref(self->one);
    cw_diag_unref(self->diag);
    cw_tests_release(self->tests);
    cw_evaluator_unref(self->evaluator);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static void (*const calls[])(play *self) = {set_day, set_holidays, run, run, count, count, merge, write, run_tests, edit, freeze_or_copy};
    play self = {.at = data, .end = data + size};
    if (size > 4096)
        return 0;
    begin(&self);
    while (self.at < self.end)
        calls[take(&self, (int)(sizeof calls / sizeof *calls))](&self);
    end(&self);
    return 0;
}
