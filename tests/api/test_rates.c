/* SPDX-License-Identifier: MIT */
/* Rates over several reports, as a host adds them up, merges them, and writes them. */
#include "fixture.h"

static const char rules_text[] =
    "language 1\n"
    "rules demo \"A demonstration\"\n"
    "version: 1.5\n"
    "parameter pace = 1 calendar month\n"
    "rule born\n"
    "  title:   \"=The birthday of {m.name}, \\\"known\\\" {m.id}\"\n"
    "  for:     m in members\n"
    "  by:      case.opened + @\"P60D\"\n"
    "  require: documented(m.born)\n"
    "rule contact\n"
    "  title:   \"A contact each month\"\n"
    "  target:  60 %\n"
    "  every:   pace\n"
    "  from:    case.opened\n"
    "  require: some c in contacts satisfies c.date in period and c.mode = \"face_to_face\"\n"
    "rule letter\n"
    "  title:   \"A letter each month\"\n"
    "  force:   advised\n"
    "  target:  37.5 %\n"
    "  every:   1 calendar month\n"
    "  from:    case.opened\n"
    "  until:   case.closed\n"
    "  require: some c in contacts satisfies c.date in period and c.mode = \"written\"\n";

static cw_date day(int month, int number)
{
    return cw_date_from_ymd(2024, month, number);
}

/* From 1 January 2024: a month without, one with a visit, one with a contact of which it is not known what it was, one that runs on. */
static const char document[] =
    "{\"format\": \"casework.case/1\", \"id\": \"c1\", \"types\": [\"other\"], \"opened\": \"2024-01-01\","
    " \"members\": [{\"id\": \"ann\", \"born\": \"2015-01-01\"}, {\"id\": \"ben\"}],"
    " \"record\": [{\"kind\": \"contact\", \"date\": \"2024-02-10\", \"mode\": \"face_to_face\"},"
    " {\"kind\": \"contact\", \"date\": \"2024-03-10\"}]}";
/* A case with three visits. */
static const char good_document[] =
    "{\"format\": \"casework.case/1\", \"id\": \"c2\", \"types\": [\"other\"], \"opened\": \"2024-01-01\","
    " \"record\": [{\"kind\": \"contact\", \"date\": \"2024-01-10\", \"mode\": \"face_to_face\"},"
    " {\"kind\": \"contact\", \"date\": \"2024-02-10\", \"mode\": \"face_to_face\"},"
    " {\"kind\": \"contact\", \"date\": \"2024-03-10\", \"mode\": \"face_to_face\"}]}";

typedef struct bench {
    cw_rules *rules;
    cw_evaluator *evaluator;
    cw_report *report;
    cw_rates *rates;
} bench;

static void open_bench(bench *self, cw_context *context)
{
    self->rules = fixture_compile(NULL, rules_text);
    assert_int_equal(cw_evaluator_new(NULL, &self->evaluator), CW_OK);
    assert_int_equal(cw_report_new(NULL, &self->report), CW_OK);
    assert_int_equal(cw_rates_new(context, self->rules, &self->rates), CW_OK);
}

static void close_bench(bench *self)
{
    cw_rates_unref(self->rates);
    cw_report_unref(self->report);
    cw_evaluator_unref(self->evaluator);
    cw_rules_unref(self->rules);
}

static void judge_by(bench *self, cw_rules *rules, const char *text, cw_date as_of)
{
    cw_case *one = NULL;
    assert_int_equal(cw_case_read(NULL, NULL, 0, text, (int64_t)strlen(text), 0, &one, NULL), CW_OK);
    assert_int_equal(cw_evaluator_run(self->evaluator, rules, one, as_of, self->report), CW_OK);
    cw_case_unref(one);
}

static void judge(bench *self, const char *text)
{
    judge_by(self, self->rules, text, day(4, 15));
}

static void add(bench *self, const char *text)
{
    judge(self, text);
    assert_int_equal(cw_rates_add(self->rates, self->report), CW_OK);
}

static void assert_refused(bench *self, const char *text)
{
    judge(self, text);
    assert_int_equal(cw_rates_add(self->rates, self->report), CW_ERR_VALUE);
}

static void assert_share(const cw_rates *rates, int64_t index, int32_t which, int64_t numerator, int64_t denominator)
{
    assert_int_equal(cw_rates_numerator_at(rates, index, which), numerator);
    assert_int_equal(cw_rates_denominator_at(rates, index, which), denominator);
}

static void assert_written(const cw_rates *rates, int32_t form, const char *expected)
{
    cw_text *text = NULL;
    assert_int_equal(cw_rates_write(rates, form, &text), CW_OK);
    assert_text(text, expected);
}

static void assert_same_rates(const cw_rates *a, const cw_rates *b)
{
    cw_text *one = NULL, *other = NULL;
    assert_int_equal(cw_rates_write(a, CW_FORM_JSON, &one), CW_OK);
    assert_int_equal(cw_rates_write(b, CW_FORM_JSON, &other), CW_OK);
    assert_string_equal(cw_text_data(one), cw_text_data(other));
    cw_text_unref(one);
    cw_text_unref(other);
}

/* ---- what is counted ---- */

static void a_finding_counts_its_periods(void **state)
{
    static const int32_t expected[] = {1, 1, 0, 1, 1, 1, 1};
    bench b;
    (void)state;
    open_bench(&b, NULL);
    judge(&b, document);
    const cw_finding *contact = cw_report_at(b.report, 2), *born = cw_report_at(b.report, 0);
    assert_string_equal(cw_finding_rule(contact), "demo:contact");
    assert_int_equal(cw_finding_has_periods(contact), 1);
    for (int32_t what = CW_COUNT_MET; what <= CW_COUNT_PERHAPS_MISSED; what++) {
        assert_int_equal(cw_finding_period_count(contact, what), expected[what - 1]);
        assert_int_equal(cw_finding_period_count(born, what), 0);
    }
    assert_int_equal(cw_finding_period_count(contact, 0), 0);
    assert_int_equal(cw_finding_period_count(contact, CW_COUNT_PERHAPS_MISSED + 1), 0);
    assert_int_equal(cw_finding_has_periods(born), 0);
    assert_int_equal(cw_finding_has_periods(NULL), 0);
    close_bench(&b);
}

static void counts_since_a_day(void **state)
{
    bench b;
    (void)state;
    open_bench(&b, NULL);
    assert_int_equal(cw_report_since(b.report), CW_DATE_UNKNOWN);
    assert_int_equal(cw_evaluator_set_since(b.evaluator, CW_DATE_MAX + 1), CW_ERR_VALUE);
    assert_int_equal(cw_evaluator_set_since(b.evaluator, CW_DATE_UNKNOWN), CW_ERR_VALUE);
    judge(&b, document);
    assert_int_equal(cw_report_since(b.report), CW_DATE_NONE);
    assert_int_equal(cw_evaluator_set_since(b.evaluator, day(2, 1)), CW_OK);
    judge(&b, document);
    const cw_finding *contact = cw_report_at(b.report, 2);
    assert_int_equal(cw_report_since(b.report), day(2, 1));
    assert_int_equal(cw_finding_period_count(contact, CW_COUNT_MET), 1);
    assert_int_equal(cw_finding_period_count(contact, CW_COUNT_MISSED), 0);
    assert_int_equal(cw_finding_missed(contact), 1);
    assert_int_equal(cw_finding_first_missed(contact), day(1, 31));
    assert_int_equal(cw_rates_add(b.rates, b.report), CW_OK);
    assert_int_equal(cw_rates_since(b.rates), day(2, 1));
    assert_int_equal(cw_evaluator_set_since(b.evaluator, CW_DATE_NONE), CW_OK);
    assert_refused(&b, document);
    assert_int_equal(cw_finding_period_count(cw_report_at(b.report, 2), CW_COUNT_MISSED), 1);
    close_bench(&b);
}

static void tells_of_each_rule(void **state)
{
    bench b;
    cw_text *text = NULL;
    (void)state;
    open_bench(&b, NULL);
    assert_int_equal(cw_rates_as_of(b.rates), CW_DATE_UNKNOWN);
    assert_int_equal(cw_rates_known_at(b.rates), CW_DATE_UNKNOWN);
    assert_int_equal(cw_rates_since(b.rates), CW_DATE_UNKNOWN);
    assert_int_equal(cw_rates_verdict_at(b.rates, 1), CW_TARGET_EMPTY);
    add(&b, document);
    add(&b, good_document);
    assert_ptr_equal(cw_rates_rules(b.rates), b.rules);
    assert_int_equal(cw_rates_cases(b.rates), 2);
    assert_int_equal(cw_rates_as_of(b.rates), day(4, 15));
    assert_int_equal(cw_rates_known_at(b.rates), CW_DATE_NONE);
    assert_int_equal(cw_rates_since(b.rates), CW_DATE_NONE);
    assert_int_equal(cw_rates_count(b.rates), 3);
    for (int64_t i = 0; i < 3; i++)
        assert_string_equal(cw_rates_rule_at(b.rates, i), cw_rules_name_at(b.rules, i));

    /* Whose birthday is not known by 1 March. */
    assert_int_equal(cw_rates_counted_at(b.rates, 0), CW_COUNTED_FINDINGS);
    assert_share(b.rates, 0, CW_RATE_KNOWN, 1, 2);
    assert_int_equal(cw_rates_findings_of(b.rates, 0, CW_OVERDUE), 1);
    assert_int_equal(cw_rates_force_at(b.rates, 0), CW_FORCE_REQUIRED);
    assert_null(cw_rates_target_at(b.rates, 0));
    assert_int_equal(cw_rates_verdict_at(b.rates, 0), 0);

    /* Of the first case one is met and one missed, of the second three are met; one may be either. */
    assert_int_equal(cw_rates_counted_at(b.rates, 1), CW_COUNTED_PERIODS);
    assert_share(b.rates, 1, CW_RATE_KNOWN, 4, 5);
    assert_share(b.rates, 1, CW_RATE_BEST, 5, 6);
    assert_share(b.rates, 1, CW_RATE_WORST, 4, 6);
    assert_share(b.rates, 1, 0, 0, 0);
    assert_share(b.rates, 1, CW_RATE_WORST + 1, 0, 0);
    assert_int_equal(cw_rates_count_of(b.rates, 1, CW_COUNT_PENDING), 2);
    assert_int_equal(cw_rates_count_of(b.rates, 1, CW_COUNT_UNKNOWN), 1);
    assert_int_equal(cw_rates_count_of(b.rates, 1, 0), 0);
    assert_int_equal(cw_rates_findings_of(b.rates, 1, CW_UNKNOWN + 1), 0);
    assert_int_equal(cw_rates_uncounted_at(b.rates, 1), 0);
    assert_string_equal(cw_rates_target_at(b.rates, 1), "60");
    assert_int_equal(cw_rates_verdict_at(b.rates, 1), CW_TARGET_REACHED);

    /* No letters; what is advised misses no target. */
    assert_int_equal(cw_rates_force_at(b.rates, 2), CW_FORCE_ADVISED);
    assert_int_equal(cw_rates_verdict_at(b.rates, 2), CW_TARGET_MISSED);
    assert_int_equal(cw_rates_targets(b.rates, CW_TARGET_MISSED), 0);
    assert_int_equal(cw_rates_targets(b.rates, CW_TARGET_REACHED), 1);
    assert_int_equal(cw_rates_targets(b.rates, 0), 0);

    assert_int_equal(cw_rates_title(b.rates, 0, &text), CW_OK);
    assert_text(text, "=The birthday of {m.name}, \"known\" {m.id}");
    assert_int_equal(cw_rates_title(b.rates, 3, &text), CW_ERR_NOT_FOUND);
    assert_null(text);
    close_bench(&b);
}

/* ---- from documents ---- */

static cw_status add_text(bench *self, const char *text, cw_date as_of, cw_diag *diag)
{
    return cw_rates_add_text(self->rates, self->evaluator, as_of, text, (int64_t)strlen(text), diag);
}

static void documents_are_counted_in_one_call(void **state)
{
    bench one, other;
    cw_diag *diag = NULL;
    (void)state;
    open_bench(&one, NULL);
    open_bench(&other, NULL);
    assert_int_equal(cw_diag_new(NULL, &diag), CW_OK);
    add(&one, document);
    add(&one, good_document);
    assert_int_equal(add_text(&other, document, day(4, 15), NULL), CW_OK);
    assert_int_equal(add_text(&other, good_document, day(4, 15), diag), CW_OK);
    assert_int_equal(cw_diag_count(diag), 0);
    assert_int_equal(add_text(&other, "{", day(4, 15), NULL), CW_ERR_INPUT);
    assert_int_equal(add_text(&other, "{", day(4, 15), diag), CW_ERR_INPUT);
    assert_true(cw_diag_errors(diag) > 0);
    assert_int_equal(cw_rates_add_text(other.rates, other.evaluator, day(4, 15), NULL, 0, NULL), CW_ERR_INPUT);
    assert_int_equal(add_text(&other, document, day(4, 16), NULL), CW_ERR_VALUE);
    assert_int_equal(add_text(&other, document, CW_DATE_UNKNOWN, NULL), CW_ERR_VALUE);
    assert_int_equal(cw_rates_add_text(other.rates, other.evaluator, day(4, 15), document, -1, NULL), CW_ERR_ARGUMENT);
    assert_same_rates(one.rates, other.rates);
    cw_diag_unref(diag);
    close_bench(&one);
    close_bench(&other);
}

static void a_document_with_too_many_findings(void **state)
{
    cw_context *context = NULL;
    cw_evaluator *evaluator = NULL;
    cw_diag *diag = NULL;
    bench b;
    (void)state;
    open_bench(&b, NULL);
    assert_int_equal(cw_context_new(&context), CW_OK);
    assert_int_equal(cw_context_set_limit(context, CW_LIMIT_FINDINGS, 2), CW_OK);
    assert_int_equal(cw_evaluator_new(context, &evaluator), CW_OK);
    assert_int_equal(cw_diag_new(NULL, &diag), CW_OK);
    assert_int_equal(cw_rates_add_text(b.rates, evaluator, day(4, 15), document, (int64_t)strlen(document), diag), CW_ERR_LIMIT);
    assert_int_equal(cw_diag_errors(diag), 1);
    assert_int_equal(cw_rates_cases(b.rates), 0);
    cw_diag_unref(diag);
    cw_evaluator_unref(evaluator);
    cw_context_unref(context);
    close_bench(&b);
}

static void each_allocation_for_a_document_fails(void **state)
{
    cw_status status = CW_ERR_NOMEM;
    (void)state;
    for (int64_t n = 0; status == CW_ERR_NOMEM; n++) {
        heap memory = {.fail_at = -1};
        cw_context *context = heap_context(&memory);
        cw_evaluator *evaluator = NULL;
        bench b;
        open_bench(&b, NULL);
        assert_int_equal(cw_evaluator_new(context, &evaluator), CW_OK);
        memory.fail_at = memory.made + n;
        status = cw_rates_add_text(b.rates, evaluator, day(4, 15), document, (int64_t)strlen(document), NULL);
        assert_true(status == CW_ERR_NOMEM || status == CW_OK);
        assert_int_equal(cw_rates_cases(b.rates), status == CW_OK);
        cw_evaluator_unref(evaluator);
        close_bench(&b);
        cw_context_unref(context);
        assert_int_equal(memory.live, 0);
    }
    assert_int_equal(status, CW_OK);
}

/* ---- what does not fit ---- */

static void refuses_what_does_not_fit(void **state)
{
    const cw_date holiday[] = {day(1, 1)}, other_holiday[] = {day(1, 2)};
    bench b;
    (void)state;
    open_bench(&b, NULL);
    cw_rules *alike = fixture_compile(NULL, rules_text);
    assert_int_equal(cw_rates_add(b.rates, b.report), CW_ERR_STATE);
    judge_by(&b, alike, document, day(4, 15));
    assert_int_equal(cw_rates_add(b.rates, b.report), CW_ERR_VALUE);
    assert_int_equal(cw_rates_cases(b.rates), 0);
    assert_int_equal(cw_evaluator_set_holidays(b.evaluator, holiday, 1), CW_OK);
    add(&b, document);
    judge_by(&b, b.rules, document, day(4, 16));
    assert_int_equal(cw_rates_add(b.rates, b.report), CW_ERR_VALUE);
    assert_int_equal(cw_evaluator_set_known_at(b.evaluator, day(4, 1)), CW_OK);
    assert_refused(&b, document);
    assert_int_equal(cw_evaluator_set_known_at(b.evaluator, CW_DATE_NONE), CW_OK);
    assert_int_equal(cw_evaluator_set_holidays(b.evaluator, other_holiday, 1), CW_OK);
    assert_refused(&b, document);
    assert_int_equal(cw_evaluator_set_holidays(b.evaluator, NULL, 0), CW_OK);
    assert_refused(&b, document);
    assert_int_equal(cw_evaluator_set_holidays(b.evaluator, holiday, 1), CW_OK);
    add(&b, document);
    assert_int_equal(cw_rates_cases(b.rates), 2);
    assert_int_equal(cw_rates_count_of(b.rates, 1, CW_COUNT_MET), 2);
    cw_rules_unref(alike);
    close_bench(&b);
}

/* ---- merging ---- */

/* Two threads' work, each by rules of its own, and the same done by one. */
static void merging_is_adding_all(void **state)
{
    bench one, other, both;
    cw_rates *none = NULL;
    (void)state;
    open_bench(&one, NULL);
    open_bench(&other, NULL);
    open_bench(&both, NULL);
    assert_int_equal(cw_rates_new(NULL, one.rules, &none), CW_OK);
    add(&one, document);
    add(&other, good_document);
    add(&other, document);
    add(&both, document);
    add(&both, document);
    add(&both, good_document);
    assert_int_equal(cw_rates_merge(one.rates, none), CW_OK);
    assert_int_equal(cw_rates_cases(one.rates), 1);
    assert_int_equal(cw_rates_merge(one.rates, other.rates), CW_OK);
    assert_same_rates(one.rates, both.rates);
    assert_int_equal(cw_rates_cases(other.rates), 2);
    assert_int_equal(cw_rates_merge(none, other.rates), CW_OK);
    assert_same_rates(none, other.rates);
    cw_rates_unref(none);
    close_bench(&one);
    close_bench(&other);
    close_bench(&both);
}

static void what_differs_is_not_merged(void **state)
{
    bench one, other;
    cw_rules_builder *builder = NULL;
    cw_rules *faster = NULL, *shorter = fixture_compile(NULL, fixture_rules);
    cw_rates *by_faster = NULL, *by_shorter = NULL, *by_two = NULL;
    cw_rules *two = NULL;
    (void)state;
    open_bench(&one, NULL);
    open_bench(&other, NULL);
    assert_int_equal(cw_rules_builder_new(NULL, &builder), CW_OK);
    assert_int_equal(cw_rules_builder_add(builder, "demo.rules", rules_text, (int64_t)strlen(rules_text)), CW_OK);
    assert_int_equal(cw_rules_builder_set_parameter(builder, "pace", "1 week"), CW_OK);
    assert_int_equal(cw_rules_builder_compile(builder, &faster, NULL), CW_OK);
    assert_int_equal(cw_rules_builder_add_pack(builder, "us-ky"), CW_OK);
    assert_int_equal(cw_rules_builder_compile(builder, &two, NULL), CW_OK);
    cw_rules_builder_release(builder);
    assert_int_equal(cw_rates_new(NULL, two, &by_two), CW_OK);
    assert_int_equal(cw_rates_new(NULL, faster, &by_faster), CW_OK);
    assert_int_equal(cw_rates_new(NULL, shorter, &by_shorter), CW_OK);
    assert_int_equal(cw_rates_merge(one.rates, by_faster), CW_ERR_VALUE);
    assert_int_equal(cw_rates_merge(one.rates, by_shorter), CW_ERR_VALUE);
    assert_int_equal(cw_rates_merge(one.rates, by_two), CW_ERR_VALUE);
    assert_int_equal(cw_rates_merge(one.rates, one.rates), CW_ERR_ARGUMENT);
    add(&one, document);
    judge_by(&other, other.rules, document, day(4, 16));
    assert_int_equal(cw_rates_add(other.rates, other.report), CW_OK);
    assert_int_equal(cw_rates_merge(one.rates, other.rates), CW_ERR_VALUE);
    assert_int_equal(cw_rates_cases(one.rates), 1);
    cw_rates_unref(by_faster);
    cw_rates_unref(by_shorter);
    cw_rates_unref(by_two);
    cw_rules_unref(two);
    cw_rules_unref(faster);
    cw_rules_unref(shorter);
    close_bench(&one);
    close_bench(&other);
}

/* Counts stop at the greatest number, and a rate is still one. */
static void no_count_overflows(void **state)
{
    bench one, other;
    cw_text *text = NULL;
    (void)state;
    open_bench(&one, NULL);
    open_bench(&other, NULL);
    add(&one, document);
    add(&other, document);
    for (int i = 0; i < 60; i++) {
        assert_int_equal(cw_rates_merge(one.rates, other.rates), CW_OK);
        assert_int_equal(cw_rates_merge(other.rates, one.rates), CW_OK);
    }
    assert_int_equal(cw_rates_cases(one.rates), INT64_MAX);
    assert_int_equal(cw_rates_denominator_at(one.rates, 1, CW_RATE_WORST), INT64_MAX);
    assert_true(cw_rates_numerator_at(one.rates, 1, CW_RATE_BEST) <= cw_rates_denominator_at(one.rates, 1, CW_RATE_BEST));
    assert_int_equal(cw_rates_write(one.rates, CW_FORM_TEXT, &text), CW_OK);
    cw_text_unref(text);
    close_bench(&one);
    close_bench(&other);
}

/* ---- memory ---- */

static void adding_allocates_nothing(void **state)
{
    heap memory = {.fail_at = -1};
    cw_context *context = heap_context(&memory);
    bench b;
    (void)state;
    open_bench(&b, context);
    int64_t made = memory.made;
    for (int i = 0; i < 50; i++)
        add(&b, i % 2 ? document : good_document);
    assert_int_equal(memory.made, made);
    assert_int_equal(cw_rates_cases(b.rates), 50);
    cw_rates *same = cw_rates_ref(b.rates);
    assert_ptr_equal(same, b.rates);
    cw_rates_unref(same);
    close_bench(&b);
    cw_context_unref(context);
    assert_int_equal(memory.live, 0);
}

/* One of: making rates, a title, and each form. Returns its status. */
static cw_status try_one(int which, cw_context *context, cw_rules *rules, cw_rates *rates)
{
    cw_rates *made = NULL;
    cw_text *text = NULL;
    cw_status status = which == 0 ? cw_rates_new(context, rules, &made) : which == 1 ? cw_rates_title(rates, 0, &text)
                                  : cw_rates_write(rates, CW_FORM_TEXT + which - 2, &text);
    assert_true(status == CW_OK ? made != NULL || text != NULL : made == NULL && text == NULL);
    cw_rates_unref(made);
    cw_text_unref(text);
    return status;
}

static void each_allocation_fails(void **state)
{
    (void)state;
    for (int which = 0; which < 6; which++) {
        cw_status status = CW_ERR_NOMEM;
        for (int64_t n = 0; status == CW_ERR_NOMEM; n++) {
            heap memory = {.fail_at = -1};
            cw_context *context = heap_context(&memory);
            bench b;
            open_bench(&b, context);
            add(&b, document);
            memory.fail_at = memory.made + n;
            status = try_one(which, context, b.rules, b.rates);
            assert_true(n == 0 ? status == CW_ERR_NOMEM : status == CW_ERR_NOMEM || status == CW_OK);
            close_bench(&b);
            cw_context_unref(context);
            assert_int_equal(memory.live, 0);
        }
        assert_int_equal(status, CW_OK);
    }
}

/* ---- what is written ---- */

static void writes_a_page(void **state)
{
    bench b;
    (void)state;
    open_bench(&b, NULL);
    assert_int_equal(cw_evaluator_set_known_at(b.evaluator, day(4, 20)), CW_OK);
    assert_int_equal(cw_evaluator_set_since(b.evaluator, day(1, 1)), CW_OK);
    add(&b, document);
    add(&b, good_document);
    assert_written(b.rates, CW_FORM_TEXT,
                "Rates of 2 cases as of 2024-04-15, known at 2024-04-20, since 2024-01-01\n"
                "Rules: demo 1.5\n"
                "Targets: 1 reached, 1 missed, 0 that cannot be told\n"
                "\n"
                "TARGETS\n"
                "1. A contact each month\n"
                "   Target:   60 %, reached\n"
                "   Rate:     80.00 %, 4 of 5 periods met\n"
                "   Unknown:  1 period; 66.66 % at worst, 83.33 % at best\n"
                "   Left out: 2 that may still be met\n"
                "   Rule:     demo:contact\n"
                "2. A letter each month\n"
                "   Target:   37.5 %, missed (advised)\n"
                "   Rate:     0.00 %, 0 of 5 periods met\n"
                "   Unknown:  1 period; 0.00 % at worst, 16.66 % at best\n"
                "   Left out: 2 that may still be met\n"
                "   Rule:     demo:letter\n"
                "\n"
                "OTHER RULES\n"
                "  Percent        Met         Of    Unknown  Rule\n"
                "    50.00          1          2          0  demo:born\n");
    close_bench(&b);
}

/* Of a set, perhaps with another one that gives it a target, and a case of which little is known. */
static const char office_text[] =
    "language 1\nrules office \"An office\"\ninclude base\n"
    "override base:visit\n  target: 40 %\n";
static const char base_text[] =
    "language 1\nrules base \"A base\"\n"
    "rule visit\n  title: \"A visit each month\"\n  for: m in members\n  every: 1 calendar month\n  from: m.born\n  until: date(\"2024-03-31\")\n"
    "  when: m.id != \"dan\" or case.court_involved\n"
    "  require: some c in contacts satisfies c.date in period and m in c.with\n"
    "  waived: when period = [date(\"2024-02-01\")..date(\"2024-02-29\")]\n"
    "rule plain\n  title: \"Plain\"\n  force: advised\n  require: true\n"
    "rule weekly\n  title: \"Weekly\"\n  every: 1 calendar month\n  from: case.opened\n  require: false\n";
static const char little_known[] =
    "{\"format\": \"casework.case/1\", \"id\": \"c1\", \"types\": [\"other\"], \"opened\": \"2024-01-01\","
    " \"members\": [{\"id\": \"ann\", \"born\": \"2024-01-01\"}, {\"id\": \"ben\", \"joined\": \"2024-01-01\"},"
    " {\"id\": \"cid\", \"joined\": \"2024-01-01\"}, {\"id\": \"dan\", \"born\": \"2024-03-01\"}],"
    " \"record\": [{\"kind\": \"contact\", \"date\": \"2024-01-10\", \"with\": [\"ann\"]}]}";

static void assert_little_known(int with_target, const char *expected)
{
    bench b;
    cw_rules_builder *builder = NULL;
    cw_rules *rules = NULL;
    cw_rates *rates = NULL;
    open_bench(&b, NULL);
    assert_int_equal(cw_rules_builder_new(NULL, &builder), CW_OK);
    if (with_target)
        assert_int_equal(cw_rules_builder_add(builder, "office.rules", office_text, (int64_t)strlen(office_text)), CW_OK);
    assert_int_equal(cw_rules_builder_add(builder, "base.rules", base_text, (int64_t)strlen(base_text)), CW_OK);
    assert_int_equal(cw_rules_builder_compile(builder, &rules, NULL), CW_OK);
    cw_rules_builder_release(builder);
    assert_int_equal(cw_rates_new(NULL, rules, &rates), CW_OK);
    judge_by(&b, rules, little_known, day(3, 31));
    assert_int_equal(cw_rates_add(rates, b.report), CW_OK);
    assert_written(rates, CW_FORM_TEXT, expected);
    cw_rules_unref(rules);
    cw_rates_unref(rates);
    close_bench(&b);
}

static void writes_rules_without_targets(void **state)
{
    (void)state;
    assert_little_known(0,
                        "Rates of 1 case as of 2024-03-31\n"
                        "Rules: base\n"
                        "\n"
                        "RULES\n"
                        "  Percent        Met         Of    Unknown  Rule\n"
                        "   100.00          1          1          3  base:visit (periods)\n"
                        "   100.00          1          1          0  base:plain (advised)\n"
                        "     0.00          0          2          0  base:weekly (periods)\n");
}

static void writes_what_is_not_known(void **state)
{
    (void)state;
    assert_little_known(1,
                        "Rates of 1 case as of 2024-03-31\n"
                        "Rules: office, base\n"
                        "Targets: 0 reached, 0 missed, 1 that cannot be told\n"
                        "\n"
                        "TARGETS\n"
                        "1. A visit each month\n"
                        "   Target:   40 %, cannot be told\n"
                        "   Rate:     100.00 %, 1 of 1 period met\n"
                        "   Unknown:  1 period; 100.00 % at worst, 100.00 % at best\n"
                        "             2 findings whose periods are not known\n"
                        "   Left out: 1 waived, 1 that may still be met\n"
                        "   Rule:     base:visit\n"
                        "\n"
                        "OTHER RULES\n"
                        "  Percent        Met         Of    Unknown  Rule\n"
                        "   100.00          1          1          0  base:plain (advised)\n"
                        "     0.00          0          2          0  base:weekly (periods)\n");
}

static void writes_a_table(void **state)
{
    bench b;
    (void)state;
    open_bench(&b, NULL);
    add(&b, document);
    add(&b, good_document);
    assert_written(b.rates, CW_FORM_CSV,
                "rule,title,force,target,verdict,counted,numerator,denominator,percent,best_numerator,best_denominator,"
                "worst_numerator,worst_denominator,waived,pending,unknown,uncounted\r\n"
                "demo:contact,A contact each month,required,60,reached,periods,4,5,80.00,5,6,4,6,0,2,1,0\r\n"
                "demo:letter,A letter each month,advised,37.5,missed,periods,0,5,0.00,1,6,0,6,0,2,1,0\r\n"
                "demo:born,\"'=The birthday of {m.name}, \"\"known\"\" {m.id}\",required,,,findings,1,2,50.00,1,2,1,2,0,0,0,0\r\n");
    close_bench(&b);
}

static void writes_nothing_counted(void **state)
{
    bench b;
    cw_text *text = NULL;
    (void)state;
    open_bench(&b, NULL);
    assert_written(b.rates, CW_FORM_TEXT,
                "Rates of 0 cases\n"
                "Rules: demo 1.5\n"
                "Targets: 0 reached, 0 missed, 0 that cannot be told, 2 with nothing owed\n"
                "\n"
                "TARGETS\n"
                "1. A contact each month\n"
                "   Target:   60 %, nothing was owed\n"
                "   Rate:     none, 0 of 0 periods met\n"
                "   Rule:     demo:contact\n"
                "2. A letter each month\n"
                "   Target:   37.5 %, nothing was owed (advised)\n"
                "   Rate:     none, 0 of 0 periods met\n"
                "   Rule:     demo:letter\n"
                "\n"
                "OTHER RULES\n"
                "  Percent        Met         Of    Unknown  Rule\n"
                "        -          0          0          0  demo:born\n");
    assert_int_equal(cw_rates_write(b.rates, CW_FORM_JSON_LINE, &text), CW_OK);
    assert_non_null(strstr(cw_text_data(text), "\"as_of\":null,\"known_at\":null,\"since\":null,\"cases\":0,"));
    cw_text_unref(text);
    assert_int_equal(cw_rates_write(b.rates, CW_FORM_CSV + 1, &text), CW_ERR_ARGUMENT);
    assert_int_equal(cw_rates_write(b.rates, CW_FORM_TEXT - 1, &text), CW_ERR_ARGUMENT);
    assert_null(text);
    add(&b, document);
    assert_int_equal(cw_report_write(b.report, CW_FORM_CSV, 0, &text), CW_ERR_ARGUMENT);
    close_bench(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_finding_counts_its_periods), cmocka_unit_test(counts_since_a_day), cmocka_unit_test(tells_of_each_rule),
        cmocka_unit_test(documents_are_counted_in_one_call), cmocka_unit_test(a_document_with_too_many_findings),
        cmocka_unit_test(each_allocation_for_a_document_fails), cmocka_unit_test(refuses_what_does_not_fit), cmocka_unit_test(merging_is_adding_all),
        cmocka_unit_test(what_differs_is_not_merged), cmocka_unit_test(no_count_overflows), cmocka_unit_test(adding_allocates_nothing),
        cmocka_unit_test(each_allocation_fails), cmocka_unit_test(writes_a_page), cmocka_unit_test(writes_rules_without_targets),
        cmocka_unit_test(writes_what_is_not_known), cmocka_unit_test(writes_a_table),
        cmocka_unit_test(writes_nothing_counted),
    };
    return cmocka_run_group_tests_name("api/rates", tests, NULL, NULL);
}
