/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>
#include "model/schema.h"

static base_str S(const char *text)
{
    return base_str_of(text);
}

static void kinds_are_found_by_name_number_and_plural(void **state)
{
    (void)state;
    assert_int_equal(model_kind_count(), MODEL_KIND_COUNT);
    for (int32_t i = 0; i < MODEL_KIND_COUNT; i++) {
        const model_kind *kind = model_kind_at(i);
        assert_int_equal(model_kind_find(S(kind->name)), i);
        assert_int_equal(model_kind_of_number(kind->number), i);
        bool named = i >= MODEL_KIND_ENTRY_FIRST && i <= MODEL_KIND_ENTRY_LAST;
        assert_int_equal(kind->plural != NULL, named);
        assert_int_equal(model_entry_kind_find(S(kind->name)), named ? i : -1);
        if (named) assert_int_equal(model_kind_find_plural(S(kind->plural)), i);
        assert_int_equal(model_kind_is_entry(i), named || i == MODEL_KIND_UNRECOGNISED_ENTRY);
        assert_int_equal(kind->group == MODEL_GROUP_ENTRY, model_kind_is_entry(i));
    }
    assert_null(model_kind_at(-1));
    assert_null(model_kind_at(MODEL_KIND_COUNT));
    assert_int_equal(model_kind_of_number(0), -1);
    assert_int_equal(model_kind_of_number(999), -1);
    assert_false(model_kind_is_entry(-1));
    assert_false(model_kind_is_entry(MODEL_KIND_COUNT));
}

static void names_that_are_not_there_are_not_found(void **state)
{
    (void)state;
    static const base_str misses[] = { { "", 0 }, { "tas", 3 }, { "tasks", 5 }, { "task\0", 5 }, { "Task", 4 }, { "zzz", 3 }, { "\xFF", 1 }, { "a", 1 } };
    for (size_t i = 0; i < sizeof misses / sizeof misses[0]; i++) {
        assert_int_equal(model_kind_find(misses[i]), -1);
        assert_int_equal(model_kind_find_plural(misses[i]), -1);
        assert_int_equal(model_enumeration_find(misses[i]), -1);
        assert_int_equal(model_word_find(MODEL_ENUM_ROLE, misses[i]), -1);
        assert_null(model_field_find(MODEL_KIND_TASK, misses[i]));
        assert_null(model_field_find(MODEL_KIND_CONTACT, misses[i]));
    }
    assert_null(model_field_find(-1, S("id")));
    assert_null(model_field_find(MODEL_KIND_COUNT, S("id")));
    assert_null(model_field_find(MODEL_KIND_TASK, S("mode")));
    assert_null(model_field_find(MODEL_KIND_ENTRY, S("mode")));
    assert_null(model_field_of_key(0));
    assert_null(model_field_of_key(-1));
    assert_null(model_field_of_key(1999));
    assert_null(model_field_of_key(INT32_MAX));
    assert_null(model_field_at(MODEL_KIND_TASK, -1));
    assert_null(model_field_at(-1, 0));
    assert_null(model_field_at(MODEL_KIND_COUNT, 0));
}

static bool is_sentence(const char *text)
{
    size_t length = strlen(text);
    return length > 3 && text[length - 1] == '.' && strchr(text, '\n') == NULL && text[0] >= 'A' && text[0] <= 'Z';
}

static bool is_feel_keyword(const char *name)
{
    static const char *const keywords[] = { "and", "or", "not", "if", "then", "else", "for", "in", "return", "some", "every",
        "satisfies", "between", "instance", "of", "function", "true", "false", "null", "external" };
    for (size_t i = 0; i < sizeof keywords / sizeof keywords[0]; i++)
        if (strcmp(name, keywords[i]) == 0) return true;
    return false;
}

static bool is_name(const char *name)
{
    for (const char *c = name; *c != '\0'; c++)
        if (!(*c >= 'a' && *c <= 'z') && *c != '_') return false;
    return name[0] != '\0' && name[0] != '_';
}

static void check_target(const model_field *field)
{
    bool enumerated = field->type == MODEL_TERM || field->type == MODEL_TERMS;
    bool owned = field->type == MODEL_ROW || field->type == MODEL_ROWS;
    bool refers = field->type == MODEL_REFERENCE || field->type == MODEL_REFERENCES;
    if (enumerated) assert_non_null(model_enumeration_at(field->target));
    else if (owned) assert_non_null(model_kind_at(field->target));
    else if (refers) assert_true(field->target == -1 || model_kind_at(field->target) != NULL);
    else assert_int_equal(field->target, -1);
}

/* Where the search begins changes nothing but how long it takes. */
static void fields_are_found_from_anywhere(void **state)
{
    (void)state;
    for (int32_t kind = 0; kind < MODEL_KIND_COUNT; kind++)
        for (int32_t i = 0; i < model_kind_at(kind)->field_count; i++)
            for (int32_t from = 0; from <= model_kind_at(kind)->field_count; from++) {
                int32_t next = from;
                assert_ptr_equal(model_field_find_next(kind, S(model_field_at(kind, i)->name), &next), model_field_at(kind, i));
                assert_int_equal(next, i + 1);
                assert_null(model_field_find_next(kind, S("zebra"), &next));
                assert_int_equal(next, i + 1);
            }
}

static void every_field_is_whole(void **state)
{
    (void)state;
    for (int32_t kind = 0; kind < MODEL_KIND_COUNT; kind++) {
        int16_t slot = 0;
        const model_kind *one = model_kind_at(kind);
        assert_true(is_sentence(one->doc) && is_name(one->name));
        for (int32_t i = 0; i < one->field_count; i++) {
            const model_field *field = model_field_at(kind, i);
            assert_true(is_name(field->name) && !is_feel_keyword(field->name) && is_sentence(field->doc));
            assert_ptr_equal(model_field_find(kind, S(field->name)), field);
            assert_ptr_equal(model_field_of_key(field->key), field);
            assert_true(model_field_belongs(field, kind));
            assert_int_equal(field->slot, field->derived ? -1 : slot++);
            assert_int_equal(model_field_is_id(field), strcmp(field->name, "id") == 0);
            assert_int_equal(field->time != MODEL_TIMELESS, field->type == MODEL_DATE && !field->derived);
            if (field->type == MODEL_ROWS || field->type == MODEL_ROW) assert_true(field->absence == MODEL_ABSENT_NONE || field->derived);
            check_target(field);
        }
        assert_int_equal(slot, one->slot_count);
        assert_null(model_field_at(kind, one->field_count));
        assert_int_equal(model_kind_has_id(kind), model_field_find(kind, S("id")) != NULL);
    }
}

/* The upper-case names of rows are their names. */
static bool agree(const char *upper, const char *name)
{
    for (; *upper != '\0' && *name != '\0'; upper++, name++)
        if (*upper != (*name >= 'a' && *name <= 'z' ? *name - 'a' + 'A' : *name)) return false;
    return *upper == *name;
}

static void constants_are_called_as_what_they_stand_for(void **state)
{
    (void)state;
#define KIND_HANDLE(number, NAME, name, ...) assert_true(agree(#NAME, name));
#define KIND_KEPT(number, NAME, name, ...) assert_true(agree(#NAME, name));
#define KIND_ENTRY(number, NAME, name, ...) assert_true(agree(#NAME, name));
#define KIND_ROW(number, NAME, name, ...) assert_true(agree(#NAME, name));
#define FIELD(KIND, number, NAME, name, ...) assert_true(agree(#NAME, name) && number > 0 && number < 1000);
#define DERIVED(KIND, number, NAME, name, ...) assert_true(agree(#NAME, name) && number > 0 && number < 1000);
#define ENUMERATION(number, NAME, name) assert_true(agree(#NAME, name) && number > 500 && number < 1000);
#define WORD(ENUM, number, NAME, word, ...) assert_true(agree(#NAME, word));
#define ROLE(number, NAME, word, ...) assert_true(agree(#NAME, word));
#include "model/schema.def"
}

/* The keys of fields and the words of the table, each of which a caller may give where another is wanted. */
static void no_number_stands_for_two(void **state)
{
    static bool seen[1000 * 1000];
    (void)state;
    for (int32_t i = 0; i < MODEL_FIELD_COUNT; i++) {
        assert_false(seen[model_field_by(i)->key]);
        seen[model_field_by(i)->key] = true;
    }
    for (int32_t e = 0; e < MODEL_ENUM_ENTRY_KIND; e++)
        for (int32_t w = 0; w < model_enumeration_at(e)->count; w++) {
            assert_false(seen[model_enumeration_at(e)->words[w].number]);
            seen[model_enumeration_at(e)->words[w].number] = true;
        }
    for (int32_t kind = 0; kind < model_kind_count(); kind++)
        assert_false(seen[model_kind_at(kind)->number]);
}

static void words_are_found_by_text_and_number(void **state)
{
    (void)state;
    assert_int_equal(model_enumeration_count(), MODEL_ENUM_COUNT);
    for (int32_t i = 0; i < MODEL_ENUM_COUNT; i++) {
        const model_enumeration *one = model_enumeration_at(i);
        assert_int_equal(model_enumeration_find(S(one->name)), i);
        assert_int_equal(one->has_category, i == MODEL_ENUM_ROLE);
        for (int32_t w = 0; w < one->count; w++) {
            assert_int_equal(model_word_find(i, S(one->words[w].word)), w);
            assert_int_equal(model_word_of_number(i, one->words[w].number), w);
            assert_true(one->words[w].number > 0 && is_name(one->words[w].word) && is_sentence(one->words[w].doc));
        }
        bool closed = i == MODEL_ENUM_ROLE || i == MODEL_ENUM_CATEGORY || i == MODEL_ENUM_ENTRY_KIND;
        assert_int_equal(model_word_find(i, S("other")) >= 0, !closed);
        assert_int_equal(model_word_of_number(i, 0), -1);
    }
    assert_null(model_enumeration_at(-1));
    assert_null(model_enumeration_at(MODEL_ENUM_COUNT));
    assert_int_equal(model_word_find(-1, S("other")), -1);
    assert_int_equal(model_word_find(MODEL_ENUM_COUNT, S("other")), -1);
    assert_int_equal(model_word_of_number(-1, 1), -1);
}

static void each_role_has_a_category_with_an_other(void **state)
{
    (void)state;
    const model_enumeration *roles = model_enumeration_at(MODEL_ENUM_ROLE), *categories = model_enumeration_at(MODEL_ENUM_CATEGORY);
    int others[4] = { 0 };
    assert_int_equal(categories->count, 4);
    for (int32_t i = 0; i < roles->count; i++) {
        int32_t category = model_word_find(MODEL_ENUM_CATEGORY, S(roles->words[i].category));
        assert_true(category >= 0);
        if (strncmp(roles->words[i].word, "other_", 6) != 0) continue;
        assert_string_equal(roles->words[i].word + 6, categories->words[category].word);
        others[category]++;
    }
    for (int i = 0; i < 4; i++) assert_int_equal(others[i], 1);
}

static void kinds_of_entries_are_words_in_the_same_order(void **state)
{
    (void)state;
    const model_enumeration *one = model_enumeration_at(MODEL_ENUM_ENTRY_KIND);
    assert_int_equal(one->count, MODEL_KIND_ENTRY_LAST - MODEL_KIND_ENTRY_FIRST + 1);
    for (int32_t w = 0; w < one->count; w++) {
        const model_kind *kind = model_kind_at(MODEL_KIND_ENTRY_FIRST + w);
        assert_string_equal(one->words[w].word, kind->name);
        assert_int_equal(one->words[w].number, kind->number);
    }
    const model_field *field = model_field_find(MODEL_KIND_CONTACT, S("kind"));
    assert_true(field->derived);
    assert_int_equal(field->target, MODEL_ENUM_ENTRY_KIND);
}

static int depth_of(int32_t kind, int so_far)
{
    int deepest = so_far;
    assert_true(so_far <= MODEL_DEPTH_MAX);
    for (int32_t i = 0; i < model_kind_at(kind)->field_count; i++) {
        const model_field *field = model_field_at(kind, i);
        if ((field->type != MODEL_ROWS && field->type != MODEL_ROW) || field->derived) continue;
        for (int32_t row = 0; row < MODEL_KIND_COUNT; row++) {
            if (!model_kind_fits(row, field->target)) continue;
            int depth = depth_of(row, so_far + 1);
            if (depth > deepest) deepest = depth;
        }
    }
    return deepest;
}

static void records_are_nested_as_deep_as_is_said(void **state)
{
    (void)state;
    assert_int_equal(depth_of(MODEL_KIND_CASE, 1), MODEL_DEPTH_MAX);
}

static void fits_knows_any_entry_and_anything(void **state)
{
    (void)state;
    assert_true(model_kind_fits(MODEL_KIND_TASK, MODEL_KIND_TASK));
    assert_false(model_kind_fits(MODEL_KIND_TASK, MODEL_KIND_PLAN));
    assert_true(model_kind_fits(MODEL_KIND_TASK, -1));
    assert_true(model_kind_fits(MODEL_KIND_CONTACT, MODEL_KIND_ENTRY));
    assert_false(model_kind_fits(MODEL_KIND_ENTRY, MODEL_KIND_ENTRY));
    assert_false(model_kind_fits(MODEL_KIND_MEMBER, MODEL_KIND_ENTRY));
}

enum { U = MODEL_ABSENT_UNKNOWN, N = MODEL_ABSENT_NONE, ST = MODEL_ABSENT_STATED };
enum { T = MODEL_TIMELESS, A = MODEL_ACTUAL, P = MODEL_PLANNED };

static void what_the_design_says_of_fields_holds(void **state)
{
    (void)state;
    static const struct { const char *kind, *field; int type, absence, time; bool dated, required; } rows[] = {
        { "case", "id", MODEL_TEXT, U, T, false, true }, { "case", "types", MODEL_TERMS, U, T, true, true },
        { "case", "opened", MODEL_DATE, U, A, false, true }, { "case", "closed", MODEL_DATE, N, A, false, false },
        { "case", "current_to", MODEL_DATE, ST, P, false, false }, { "case", "members", MODEL_ROWS, N, T, false, false },
        { "member", "roles", MODEL_TERMS, U, T, true, false }, { "member", "living", MODEL_TERM, U, T, true, false },
        { "member", "custodian", MODEL_REFERENCE, U, T, true, false }, { "member", "tribes", MODEL_TEXTS, U, T, true, false },
        { "member", "born", MODEL_DATE, U, A, false, false }, { "member", "left", MODEL_DATE, N, A, false, false },
        { "member", "indian_child", MODEL_BOOLEAN, U, T, false, false },
        { "plan", "developed", MODEL_DATE, U, A, false, false }, { "plan", "effective", MODEL_DATE, N, P, false, false },
        { "plan", "ends", MODEL_DATE, N, P, false, false }, { "plan", "review_schedule", MODEL_DATE, U, P, false, false },
        { "plan", "subjects", MODEL_REFERENCES, ST, T, false, false },
        { "plan_child", "permanency_goal", MODEL_TERM, U, T, true, false },
        { "objective", "achieved", MODEL_DATE, N, A, false, false }, { "objective", "dropped", MODEL_DATE, N, A, false, false },
        { "objective", "target", MODEL_DATE, U, P, false, false }, { "objective", "addresses", MODEL_REFERENCES, N, T, false, false },
        { "objective", "continues", MODEL_REFERENCE, N, T, false, false },
        { "task", "owners", MODEL_REFERENCES, U, T, false, false }, { "task", "start", MODEL_DATE, U, P, false, false },
        { "task", "due", MODEL_DATE, U, P, false, false }, { "task", "completed", MODEL_DATE, N, A, false, false },
        { "task", "availability", MODEL_ROW, N, T, false, false },
        { "contact", "date", MODEL_DATE, U, A, false, true }, { "contact", "about", MODEL_REFERENCES, ST, T, false, false },
        { "contact", "with", MODEL_REFERENCES, U, T, false, false }, { "contact", "by", MODEL_REFERENCE, U, T, false, false },
        { "contact", "mode", MODEL_TERM, U, T, false, false }, { "contact", "recorded", MODEL_DATE, ST, A, false, false },
        { "court_order", "vacated", MODEL_DATE, N, A, false, false }, { "waiver", "expires", MODEL_DATE, N, P, false, false },
        { "service", "start", MODEL_DATE, U, P, false, false }, { "service", "ended", MODEL_DATE, N, A, false, false },
        { "service", "id", MODEL_TEXT, U, T, false, true }, { "court_action", "id", MODEL_TEXT, U, T, false, true },
        { "assessment_finding", "id", MODEL_TEXT, U, T, false, true }, { "outcome", "id", MODEL_TEXT, U, T, false, true },
        { "need", "id", MODEL_TEXT, U, T, false, true }, { "strength", "id", MODEL_TEXT, U, T, false, true },
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const model_field *field = model_field_find(model_kind_find(S(rows[i].kind)), S(rows[i].field));
        assert_non_null(field);
        assert_int_equal(field->type, rows[i].type);
        assert_int_equal(field->absence, rows[i].absence);
        assert_int_equal(field->time, rows[i].time);
        assert_int_equal(field->dated, rows[i].dated);
        assert_int_equal(field->required, rows[i].required);
    }
}

/* A row of history can hold each dated field of its parent, in the same shape, and nothing else. */
static void rows_of_history_hold_the_dated_fields(void **state)
{
    (void)state;
    int32_t found = 0;
    for (int32_t kind = 0; kind < model_kind_count(); kind++) {
        const model_field *list = model_history_of(kind);
        int32_t dated = 0;
        for (int32_t i = 0; i < model_kind_at(kind)->field_count; i++) {
            const model_field *field = model_field_at(kind, i);
            if (!field->dated) continue;
            assert_non_null(list);
            const model_field *value = model_field_find(list->target, base_str_of(field->name));
            assert_non_null(value);
            assert_int_equal(value->type, field->type);
            assert_int_equal(value->target, field->target);
            assert_int_equal(value->absence, MODEL_ABSENT_NONE);
            dated++;
        }
        if (list == NULL) continue;
        assert_true(model_kind_is_history(list->target));
        assert_int_equal(model_kind_at(list->target)->field_count, dated + 1);
        assert_ptr_equal(model_field_at(kind, model_kind_at(kind)->field_count - 1), list);
        assert_string_equal(model_field_at(list->target, 0)->name, "until");
        found++;
    }
    assert_int_equal(found, MODEL_KIND_HISTORY_LAST - MODEL_KIND_HISTORY_FIRST + 1);
    assert_false(model_kind_is_history(MODEL_KIND_PLAN_CHILD));
}

static void each_kind_says_from_when_its_records_exist(void **state)
{
    (void)state;
    static const struct { int32_t kind; int since, otherwise; } rows[] = {
        { MODEL_KIND_CASE, MODEL_SLOT_CASE_OPENED, -1 }, { MODEL_KIND_MEMBER, MODEL_SLOT_MEMBER_JOINED, MODEL_SLOT_MEMBER_BORN },
        { MODEL_KIND_PLAN, MODEL_SLOT_PLAN_DEVELOPED, MODEL_SLOT_PLAN_EFFECTIVE }, { MODEL_KIND_OBJECTIVE, -1, -1 },
        { MODEL_KIND_TASK, -1, -1 }, { MODEL_KIND_SERVICE, -1, -1 }, { MODEL_KIND_CONTACT, MODEL_SLOT_ENTRY_DATE, -1 },
        { MODEL_KIND_UNRECOGNISED_ENTRY, MODEL_SLOT_ENTRY_DATE, -1 } };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        assert_int_equal(model_kind_at(rows[i].kind)->since, rows[i].since);
        assert_int_equal(model_kind_at(rows[i].kind)->since_else, rows[i].otherwise);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(kinds_are_found_by_name_number_and_plural),
        cmocka_unit_test(names_that_are_not_there_are_not_found),
        cmocka_unit_test(fields_are_found_from_anywhere),
        cmocka_unit_test(every_field_is_whole),
        cmocka_unit_test(constants_are_called_as_what_they_stand_for),
        cmocka_unit_test(no_number_stands_for_two),
        cmocka_unit_test(words_are_found_by_text_and_number),
        cmocka_unit_test(each_role_has_a_category_with_an_other),
        cmocka_unit_test(kinds_of_entries_are_words_in_the_same_order),
        cmocka_unit_test(records_are_nested_as_deep_as_is_said),
        cmocka_unit_test(fits_knows_any_entry_and_anything),
        cmocka_unit_test(what_the_design_says_of_fields_holds),
        cmocka_unit_test(rows_of_history_hold_the_dated_fields),
        cmocka_unit_test(each_kind_says_from_when_its_records_exist),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
