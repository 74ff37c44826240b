/* SPDX-License-Identifier: MIT */
/* Handbooks: every allocation refused in turn, and the tables of names held to the schema. What is written stands in
 * tests/command/test_handbook.py. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "../base/host.h"
#include "author/handbook.h"
#include "author/handbook_names.h"
#include "author/handbook_page.h"
#include "author/list_packs.h"
#include "eval/eval.h"

#include <casework/text.h>

static const char rules_text[] =
    "language 1\nrules demo \"A demonstration\"\nversion: 1\nsource ACT: \"An act\" dated 2011-03-01\n\n// Said of all.\n\n"
    "parameter most : number\nparameter least = 1 reading A1  // the fewest\nfield member.risk: number\nvalue member.living: boat\n"
    "absent objective.target: start + @\"P6M\"\ncondition live = plan.objectives[dropped = null]\n"
    "condition seen(m) = some c in contacts satisfies m in c.with\ndefinition A-3 \"what it is\"\npermission A-4 \"what may be\"\n"
    "table topics key topic\n  topic | ids\n  job   | A-5\n"
    "rule few\n  title: \"Few\"\n  source: ACT \"1\"\n  covers: A-1\n  within: 3 days of case.opened\n  require: count(members) <= most\n"
    "rule some\n  title: \"Some {m.id}\"\n  source: ACT \"2\"\n  covers: t.ids\n  for: m in members, t in topics\n"
    "  let n = count(live)\n  when: not(seen(m)) or string length(t.topic) > 3\n  require: n >= least\n  waived: by supervisor\n  remedy: \"By {due}\"\n"
    "  every: 1 month\n  from: case.opened\n  partial: owed\n"
    "rule item\n  instrument: review \"Plan\"\n  for: o in live\n  require: rating(\"clear\", o) = \"met\"\n";

static cw_rules *compile_all(void)
{
    const rules_input input = {BASE_STR("demo.rules"), {rules_text, sizeof rules_text - 1}};
    const rules_setting setting = {BASE_STR("least"), BASE_STR("2")};
    const rules_request request = {.inputs = &input, .count = 1, .settings = &setting, .setting_count = 1, .host = &eval_rules_host};
    cw_diag *diag = NULL;
    cw_rules *rules = NULL;
    assert_int_equal(base_diag_new(NULL, &diag), CW_OK);
    assert_int_equal(rules_compile_request(NULL, &eval_schema, &request, diag, &rules), CW_OK);
    base_diag_drop(diag);
    return rules;
}

static void release(cw_rules *rules)
{
    if (base_reference_drop(&rules->references))
        rules_release(rules);
}

typedef cw_status make_text(cw_context *context, const cw_rules *rules, cw_text **out);

static cw_status make_html(cw_context *context, const cw_rules *rules, cw_text **out)
{
    return author_handbook(context, rules, AUTHOR_HANDBOOK_HTML, out);
}

static cw_status make_markdown(cw_context *context, const cw_rules *rules, cw_text **out)
{
    return author_handbook(context, rules, AUTHOR_HANDBOOK_MARKDOWN, out);
}

static cw_status make_packs(cw_context *context, const cw_rules *rules, cw_text **out)
{
    const author_pack pack = {"demo", rules};
    return author_list_packs(context, &pack, 1, false, out);
}

static cw_status make_packs_json(cw_context *context, const cw_rules *rules, cw_text **out)
{
    const author_pack pack = {"demo", rules};
    return author_list_packs(context, &pack, 1, true, out);
}

static void writes_or_says_that_memory_ran_out(void **state)
{
    (void)state;
    static const struct { make_text *make; const char *has; } texts[] = {
        {make_html, "<code>string length(t.topic) &gt; 3</code>"},
        {make_html, "<td>2 (declared: 1)</td>"},
        {make_markdown, "- **Due** within 3 days of the day on which the case was opened\n"},
        {make_packs, "demo  A demonstration\n  2 rules, 1 review item, version 1\n  ACT: An act, dated 2011-03-01\n"},
        {make_packs_json, "\"dated\": \"2011-03-01\""},
    };
    cw_rules *rules = compile_all();
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        bool refused = true;
        for (long nth = 1; refused; nth++) {
            host host = {0};
            cw_text *text = NULL;
            cw_context *context = host_context(&host);
            host_refuse(&host, nth);
            cw_status status = texts[i].make(context, rules, &text);
            refused = host.calls >= nth;
            assert_int_equal(status, refused ? CW_ERR_NOMEM : CW_OK);
            assert_true(refused == (text == NULL));
            if (text)
                assert_non_null(strstr(cw_text_data(text), texts[i].has));
            cw_text_unref(text);
            cw_context_unref(context);
            assert_int_equal(host.pieces, 0);
        }
    }
    release(rules);
}

/* ---- names ---- */

static bool begins(const char *text, const char *lead)
{
    return strncmp(text, lead, strlen(lead)) == 0;
}

/* Each row is one of a field that there is, is about who has it, and begins with the noun that is said afterwards. */
static void fields_are_said_as_what_they_are(void **state)
{
    (void)state;
    int rows = 0;
    for (int32_t i = 0; i < MODEL_FIELD_COUNT; i++) {
        const model_field *field = model_field_by(i);
        const handbook_field *row = handbook_field_of(field);
        if (!row)
            continue;
        rows++;
        bool list = field->type >= MODEL_TEXTS;
        const char *const patterns[] = {row->owned, row->item, row->items, row->yes, row->no, row->holds};
        for (size_t k = 0; k < sizeof patterns / sizeof patterns[0]; k++)
            assert_true(!patterns[k] || strchr(patterns[k], '%'));
        assert_true(!row->owned || begins(row->owned, "the ") || begins(row->owned, "those ") || begins(row->owned, "what "));
        assert_true(!list || (row->owned && row->item && row->items && row->noun && begins(row->item, row->noun)));
        assert_true(list || (!row->item && !row->items && !row->noun && !row->holds));
        assert_true(field->type != MODEL_BOOLEAN || (row->yes && row->no && !row->owned));
        assert_true(field->type == MODEL_BOOLEAN || row->owned);
        assert_true(!row->noun || strcmp(row->noun, "person") != 0 || field->target == MODEL_KIND_MEMBER);
        assert_true(!row->yes || field->type == MODEL_BOOLEAN || field->type == MODEL_DATE);
    }
    assert_true(rows > 60);
}

static void every_kind_has_a_name(void **state)
{
    (void)state;
    for (int32_t kind = 0; kind < model_kind_count(); kind++) {
        bool seen = kind != MODEL_KIND_UNRECOGNISED_ENTRY && !model_kind_is_history(kind);
        assert_true(seen == (strcmp(handbook_noun(kind), "record") != 0));
        assert_true(seen == (strcmp(handbook_nouns(kind), "records") != 0));
    }
    assert_string_equal(handbook_noun(MODEL_KIND_COUNT), "record");
}

static void words_of_names(void **state)
{
    (void)state;
    static const struct { const char *name, *one; } names[] = {
        {"owners", "owner"}, {"responsibilities", "responsibility"}, {"progress", "progress"}, {"early_warning_signals", "early warning signal"},
        {"s", "s"}, {"a\nb", "a\\u{a}b"},
    };
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        base_buffer out;
        base_buffer_init(&out, base_context_use(NULL));
        handbook_put_one(&out, base_str_of(names[i].name));
        assert_string_equal(out.data, names[i].one);
        base_buffer_finish(&out);
    }
}

/* ---- places and marks ---- */

static void places_keep_apart(void **state)
{
    (void)state;
    base_buffer out;
    base_buffer_init(&out, base_context_use(NULL));
    handbook_put_id(&out, BASE_STR("rule:us-ky:a_b.c ~\"\xC3\xA4"));
    assert_string_equal(out.data, "rule:us-ky:a_b.c~20~7e~22~c3~a4");
    base_buffer_finish(&out);
}

static void texts_fall_into_pieces(void **state)
{
    (void)state;
    static const struct { int kind; const char *piece, *target; } pieces[] = {
        {0, "a ", ""}, {HANDBOOK_CODE, "c", ""}, {HANDBOOK_LINK, "d", "rule:x"}, {0, " e", ""},
    };
    const base_str text = BASE_STR("a \1c\4\2rule:x\3d\4 e");
    base_str piece, target;
    size_t at = 0;
    int kind;
    for (size_t i = 0; i < sizeof pieces / sizeof pieces[0]; i++) {
        assert_true(handbook_next_piece(text, &at, &kind, &piece, &target));
        assert_int_equal(kind, pieces[i].kind);
        assert_true(base_str_is(piece, pieces[i].piece) && base_str_is(target, pieces[i].target));
    }
    assert_false(handbook_next_piece(text, &at, &kind, &piece, &target));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(writes_or_says_that_memory_ran_out), cmocka_unit_test(fields_are_said_as_what_they_are),
        cmocka_unit_test(every_kind_has_a_name),              cmocka_unit_test(words_of_names),
        cmocka_unit_test(places_keep_apart),                  cmocka_unit_test(texts_fall_into_pieces),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
