/* SPDX-License-Identifier: MIT */
/* What a rule set holds once it is compiled, and what only bytes, limits and several files can bring about. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "../base/host.h"
#include "fake_env.h"
#include "rules/rules.h"

#define HEAD "language 1\nrules demo \"Demo\"\n"

static const char whole[] =
    HEAD
    "version: 2024.1\n"
    "source S-1: \"Standards\"\n"
    "parameter size = 100 reading A1\n"
    "parameter unused = true\n"
    "parameter term = 6 months\n"
    "parameter work = 3 working days\n"
    "parameter missing : number\n"
    "parameter word = \"a\\u00e9\"\n"
    "condition big(b) = b.pages > size\n"
    "condition bigger(b) = big(b) and big(b) and b.pages > missing\n"
    "table topics key topic\n"
    "  topic | ids\n"
    "  first one | K-1\n"
    "  second | K-2\n"
    "rule first\n"
    "  title: \"{m.name}: {t.topic}\"\n"
    "  source: S-1 \"page 2\"\n"
    "  covers: A-1, t.ids\n"
    "  force: advised\n"
    "  for: m in members[active], b in m.books, t in topics[topic != \"x\"]\n"
    "  let old = m.born + term\n"
    "  when: bigger(b)\n"
    "  require: some x in books satisfies x.due > old\n"
    "  until: library.founded\n"
    "  remedy: \"by {due}\"\n"
    "rule second\n"
    "  require: word = \"b\"\n"
    "definition D-1, D-2 \"what it is\"\n"
    "permission P-1 \"allowed\"\n";

static void check_str(base_str text, const char *expected)
{
    assert_int_equal(text.length, strlen(expected));
    assert_memory_equal(text.at, expected, text.length);
}

static cw_status compile(const cw_context *context, const char *const *texts, int32_t count, char **told, cw_rules **rules)
{
    rules_input inputs[4];
    static const char *const names[] = {"one", "two", "three", "four"};
    cw_diag *diag;
    cw_text *text;
    for (int32_t i = 0; i < count; i++)
        inputs[i] = (rules_input){base_str_of(names[i]), base_str_of(texts[i])};
    assert_int_equal(base_diag_new(NULL, &diag), CW_OK);
    cw_status status = rules_compile(context, &fake_schema, inputs, count, diag, rules);
    assert_int_equal(base_diag_render(diag, &text), CW_OK);
    *told = malloc(base_text_str(text).length + 1);
    assert_non_null(*told);
    memcpy(*told, base_text_str(text).at, base_text_str(text).length + 1);
    base_text_drop(text);
    base_diag_drop(diag);
    assert_true((*rules != NULL) == (status == CW_OK));
    return status;
}

/* Compiles what must be right. */
static cw_rules *made(const char *const *texts, int32_t count)
{
    char *told;
    cw_rules *rules;
    cw_status status = compile(NULL, texts, count, &told, &rules);
    assert_string_equal(told, "");
    assert_int_equal(status, CW_OK);
    free(told);
    return rules;
}

static void check_told(const cw_context *context, const char *const *texts, int32_t count, cw_status expected,
                       const char *expected_text)
{
    char *told;
    cw_rules *rules;
    cw_status status = compile(context, texts, count, &told, &rules);
    assert_string_equal(told, expected_text);
    assert_int_equal(status, expected);
    free(told);
}

/* ---- what it holds ---- */

static void test_file(void **state)
{
    (void)state;
    cw_rules *rules = made((const char *const[]){whole}, 1);
    assert_int_equal(rules->file_count, 1);
    const rules_file *file = rules->files[0];
    check_str(file->source.name, "one");
    check_str(file->set, "demo");
    check_str(file->title, "Demo");
    check_str(file->version, "2024.1");
    assert_int_equal(file->source_count, 1);
    check_str(file->sources[0].code, "S-1");
    check_str(file->sources[0].text, "Standards");
    assert_int_equal(file->note_count, 2);
    assert_false(file->notes[0].permission);
    assert_int_equal(file->notes[0].id_count, 2);
    check_str(file->notes[0].ids[1], "D-2");
    check_str(file->notes[0].text, "what it is");
    assert_true(file->notes[1].permission);
    rules_release(rules);
}

static void test_parameters(void **state)
{
    (void)state;
    cw_rules *rules = made((const char *const[]){whole}, 1);
    assert_int_equal(rules->parameter_count, 6);
    for (int32_t i = 0; i < 6; i++)
        assert_int_equal(rules->parameters[i]->global, i);
    check_str(rules->parameters[0]->name, "size");
    check_str(rules->parameters[0]->written, "100");
    check_str(rules->parameters[0]->reading, "A1");
    assert_int_equal(rules->parameters[0]->type->kind, FEEL_NUMBER);
    assert_true(rules->parameters[2]->is_term);
    assert_int_equal(rules->parameters[2]->value.kind, FEEL_MONTHS);
    assert_int_equal(rules->globals[2].as.integer, 6);
    check_str(rules->parameters[3]->written, "3 working days");
    assert_int_equal(rules->parameters[3]->term.unit, RULES_WORKING_DAY);
    assert_int_equal(rules->parameters[3]->term.count, 3);
    assert_false(rules->parameters[4]->has_value);
    check_str(feel_text(&rules->parameters[5]->value), "a\xC3\xA9");
    check_str(rules->parameters[5]->written, "\"a\\u00e9\"");
    rules_release(rules);
}

static void test_tables(void **state)
{
    (void)state;
    cw_rules *rules = made((const char *const[]){whole}, 1);
    assert_int_equal(rules->table_count, 1);
    const rules_table *table = rules->tables[0];
    check_str(table->name, "topics");
    check_str(table->key, "topic");
    assert_int_equal(table->column_count, 2);
    assert_int_equal(table->row_count, 2);
    assert_int_equal(table->global, 6);
    assert_int_equal(rules->global_count, 7);
    const feel_value *rows = &rules->globals[6];
    assert_int_equal(rows->kind, FEEL_LIST);
    const feel_context *row = rows->as.list->items[0].as.context;
    check_str(row->entries[0].key, "ids");          /* by key */
    check_str(feel_text(&row->entries[0].value), "K-1");
    check_str(row->entries[1].key, "topic");
    check_str(feel_text(&row->entries[1].value), "first one");
    rules_release(rules);
}

static void test_rule(void **state)
{
    (void)state;
    cw_rules *rules = made((const char *const[]){whole}, 1);
    assert_int_equal(rules->rule_count, 2);
    const rules_rule *rule = rules->rules[0];
    check_str(rule->name, "first");
    assert_string_equal(rule->full_name, "demo:first");
    assert_ptr_equal(rule->file, rules->files[0]);
    assert_memory_equal(rule->file->source.text.at + rule->start, "rule first", 10);
    assert_memory_equal(rule->file->source.text.at + rule->end - 5, "due}\"", 5);
    assert_int_equal(rule->force, RULES_ADVISED);
    assert_int_equal(rule->citation_count, 1);
    check_str(rule->citations[0].code, "S-1");
    check_str(rule->citations[0].text, "page 2");
    assert_int_equal(rule->variable_count, 3);
    check_str(rule->variables[0].name, "m");
    assert_int_equal(rule->variables[0].slot, 0);
    assert_non_null(rule->variables[0].filter);
    assert_null(rule->variables[0].table);
    assert_int_equal(rule->variables[0].item->detail, FAKE_MEMBER);
    assert_null(rule->variables[1].filter);
    assert_ptr_equal(rule->variables[2].table, rules->tables[0]);
    assert_int_equal(rule->let_count, 1);
    check_str(rule->lets[0].name, "old");
    assert_int_equal(rule->lets[0].slot, 3);
    assert_non_null(rule->when);
    assert_non_null(rule->require);
    assert_null(rule->from);
    assert_non_null(rule->until);
    assert_int_equal(rule->slots, 6);                 /* three variables, a let, two frames of one argument */
    assert_int_equal(rules->slots, rule->slots);
    assert_null(rules->rules[1]->when);
    assert_int_equal(rules->rules[1]->force, RULES_REQUIRED);
    rules_release(rules);
}

static void test_texts_and_covers(void **state)
{
    (void)state;
    cw_rules *rules = made((const char *const[]){whole}, 1);
    const rules_rule *rule = rules->rules[0];
    assert_int_equal(rule->title.count, 3);
    assert_non_null(rule->title.pieces[0].path);
    check_str(rule->title.pieces[1].text, ": ");
    assert_null(rule->title.pieces[1].path);
    assert_non_null(rule->title.pieces[2].path);
    assert_int_equal(rule->remedy.count, 2);
    assert_true(rule->remedy.pieces[1].is_due);
    assert_int_equal(rule->cover_count, 2);
    check_str(rule->covers[0].id, "A-1");
    assert_null(rule->covers[0].path);
    assert_non_null(rule->covers[1].path);
    assert_int_equal(rules->rules[1]->title.count, 0);
    rules_release(rules);
}

static void test_used_parameters(void **state)
{
    (void)state;
    cw_rules *rules = made((const char *const[]){whole}, 1);
    const rules_rule *rule = rules->rules[0];
    bool found[6] = {false};
    assert_int_equal(rule->parameter_count, 3);
    for (int i = 0; i < 3; i++)
        found[rule->parameters[i]] = true;
    assert_true(found[0] && found[2] && found[4]);   /* size and missing through conditions, term itself */
    assert_int_equal(rules->rules[1]->parameter_count, 1);
    assert_int_equal(rules->rules[1]->parameters[0], 5);
    rules_release(rules);
}

static void test_find(void **state)
{
    (void)state;
    cw_rules *rules = made((const char *const[]){whole, "language 1\nrules other \"x\"\nrule first\n  require: true\n"}, 2);
    assert_int_equal(rules->rule_count, 3);
    assert_ptr_equal(rules_find(rules, BASE_STR("demo:first")), rules->rules[0]);
    assert_ptr_equal(rules_find(rules, BASE_STR("other:first")), rules->rules[2]);
    assert_null(rules_find(rules, BASE_STR("first")));
    assert_ptr_equal(rules_find(rules, BASE_STR("second")), rules->rules[1]);
    assert_null(rules_find(rules, BASE_STR("third")));
    assert_null(rules_find(rules, BASE_STR("")));
    rules_release(rules);
}

/* Each file has names of its own. */
static void test_files_do_not_share_names(void **state)
{
    (void)state;
    cw_rules *rules = made((const char *const[]){HEAD "parameter a = 1\ncondition c = a = 1\nrule r\n  require: c\n",
                                                 "language 1\nrules other \"x\"\nparameter a = \"x\"\ntable c key k\n  k\n"
                                                 "rule r\n  require: a = \"y\"\n"}, 2);
    assert_int_equal(rules->parameter_count, 2);
    assert_int_equal(rules->rules[1]->parameters[0], 1);
    assert_ptr_equal(rules->parameters[1]->file, rules->files[1]);
    assert_int_equal(rules->tables[0]->global, 2);
    rules_release(rules);
}

/* ---- bytes ---- */

static void test_mark_and_line_ends(void **state)
{
    (void)state;
    cw_rules *rules = made((const char *const[]){
        "\xEF\xBB\xBFlanguage 1\r\nrules demo \"x\"\r\ntable t key a\r\n  a | b\r\n  x | y\r\nrule r\r\n  require: true\r\n"
        "    and true"}, 1);
    const feel_context *row = rules->globals[0].as.list->items[0].as.context;
    check_str(feel_text(&row->entries[1].value), "y");
    rules_release(rules);
}

static void test_bytes(void **state)
{
    (void)state;
    check_told(NULL, (const char *const[]){HEAD "parameter a = \"\xFF\"\n"}, 1, CW_ERR_INPUT,
               "one:3:16: error: the rule file is not valid UTF-8 at this byte\n"
               "    parameter a = \"\\x{ff}\"\n                   ^^^^^^\n");
    check_told(NULL, (const char *const[]){HEAD "rule \x1F\rr\x7F\n"}, 1, CW_ERR_INPUT,
               "one:3:6: error: the control character U+001F must not stand in a rule file\n"
               "    rule \\u{1f}\\u{d}r\\u{7f}\n         ^^^^^^\n"
               "one:3:7: error: the control character U+000D must not stand in a rule file\n"
               "    rule \\u{1f}\\u{d}r\\u{7f}\n               ^^^^^\n"
               "one:3:9: error: the control character U+007F must not stand in a rule file\n"
               "    rule \\u{1f}\\u{d}r\\u{7f}\n                     ^^^^^^\n");
    check_told(NULL, (const char *const[]){""}, 1, CW_ERR_INPUT,
               "one:1:1: error: a rule file begins with `language 1`, found nothing more\n    \n    ^\n");
    check_told(NULL, (const char *const[]){HEAD "rule r\n  require: true /* and\nrule s\n"}, 1, CW_ERR_INPUT,
               "one:4:17: error: the comment that begins here has no closing `*/`\n"
               "      require: true /* and\n                    ^^\n");
    check_told(NULL, (const char *const[]){"/* only\n"}, 1, CW_ERR_INPUT,
               "one:1:1: error: the comment that begins here has no closing `*/`\n    /* only\n    ^^\n"
               "one:2:1: error: a rule file begins with `language 1`, found nothing more\n    \n    ^\n");
}

/* ---- several files, limits ---- */

static void test_set_twice(void **state)
{
    (void)state;
    check_told(NULL, (const char *const[]){HEAD, HEAD}, 2, CW_ERR_INPUT,
               "two:2:7: error: the rule set `demo` is already given by `one`\n    rules demo \"Demo\"\n          ^^^^\n");
}

static void test_all_files_are_told(void **state)
{
    (void)state;
    check_told(NULL, (const char *const[]){"x", HEAD "rule r\n  require: 1\n"}, 2, CW_ERR_INPUT,
               "one:1:1: error: a rule file begins with `language 1`, found `x`\n    x\n    ^\n"
               "two:4:12: error: `require` wants true or false, found a number\n      require: 1\n               ^\n");
}

static void test_limits(void **state)
{
    (void)state;
    static const char *const two[] = {HEAD "rule a\n  require: true\nrule b\n  require: true\n"};
    cw_context *context;
    char *told;
    cw_rules *rules;
    for (int most = 1; most <= 2; most++) {
        assert_int_equal(base_context_new(NULL, NULL, NULL, &context), CW_OK);
        assert_int_equal(base_context_set_limit(context, CW_LIMIT_RULES, most), CW_OK);
        if (most == 1)
            check_told(context, two, 1, CW_ERR_LIMIT,
                       "one:5:6: error: there are more rules than the limit of 1\n    rule b\n         ^\n");
        else
            assert_int_equal(compile(context, two, 1, &told, &rules), CW_OK), free(told), rules_release(rules);
        base_context_drop(context);
    }
    for (int more = 0; more <= 1; more++) {
        assert_int_equal(base_context_new(NULL, NULL, NULL, &context), CW_OK);
        assert_int_equal(base_context_set_limit(context, CW_LIMIT_DOCUMENT_BYTES, (int64_t)strlen(two[0]) - more), CW_OK);
        if (more)
            check_told(context, two, 1, CW_ERR_LIMIT, "one: error: the rule file is longer than the limit of 74 bytes\n");
        else
            assert_int_equal(compile(context, two, 1, &told, &rules), CW_OK), free(told), rules_release(rules);
        base_context_drop(context);
    }
}

/* ---- enumerations with names that types can spell ---- */

static base_str one_word(const void *self, int32_t enumeration)
{
    static const char *const names[] = {"genre", "role", "level_of_member"};
    (void)self;
    return base_str_of(names[enumeration]);
}

static void test_words(void **state)
{
    (void)state;
    feel_schema schema = fake_schema;
    schema.enumeration_name = one_word;
    rules_input input = {BASE_STR("one"), base_str_of(HEAD "parameter a : genre = \"histry\"\nparameter b : genre = \"other\"\n"
                                                      "parameter c : genr\n")};
    cw_diag *diag;
    cw_rules *rules;
    cw_text *text;
    assert_int_equal(base_diag_new(NULL, &diag), CW_OK);
    assert_int_equal(rules_compile(NULL, &schema, &input, 1, diag, &rules), CW_ERR_INPUT);
    assert_int_equal(base_diag_render(diag, &text), CW_OK);
    assert_string_equal(base_text_str(text).at,
                        "one:3:23: error: `histry` is not a word of `genre`\n    parameter a : genre = \"histry\"\n"
                        "                          ^^^^^^^^\n  help: did you mean `history`?\n"
                        "one:5:15: error: `genr` is not a type\n    parameter c : genr\n                  ^^^^\n"
                        "  help: did you mean `genre`?\n");
    base_text_drop(text);
    base_diag_drop(diag);
}

/* ---- memory ---- */

static cw_status compile_in(cw_context *context, const char *text, cw_rules **rules)
{
    rules_input input = {BASE_STR("one"), base_str_of(text)};
    cw_diag *diag;
    *rules = NULL;
    if (base_diag_new(context, &diag) != CW_OK)
        return CW_ERR_NOMEM;
    cw_status status = rules_compile(context, &fake_schema, &input, 1, diag, rules);
    base_diag_drop(diag);
    return status;
}

/* Every allocation in turn is refused: the status says so, and nothing stays behind. */
static void check_memory(const char *text, cw_status expected)
{
    host self = {0};
    cw_context *context = host_context(&self);
    long before = self.pieces;
    cw_rules *rules;
    cw_status status = CW_ERR_NOMEM;
    for (long nth = 1; status == CW_ERR_NOMEM; nth++) {
        host_refuse(&self, nth);
        status = compile_in(context, text, &rules);
        if (status == CW_ERR_NOMEM) {
            assert_null(rules);
            assert_int_equal(self.pieces, before);
        }
        assert_true(self.calls >= nth || status == expected);
    }
    assert_int_equal(status, expected);
    rules_release(rules);
    assert_int_equal(self.pieces, before);
    base_context_drop(context);
    assert_int_equal(self.pieces, 0);
}

static void test_memory(void **state)
{
    (void)state;
    check_memory(whole, CW_OK);
    check_memory(HEAD "parameter a = 3 dayz\nparameter b : genr\nrule r\n  titel: \"x\"\n  for: m in members, n in m.boks\n"
                      "  let m = 1\n  source: S \"x\"\n  require: x and ilo(m)\ncondition c(x) = x.y\n", CW_ERR_INPUT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_file),
        cmocka_unit_test(test_parameters),
        cmocka_unit_test(test_tables),
        cmocka_unit_test(test_rule),
        cmocka_unit_test(test_texts_and_covers),
        cmocka_unit_test(test_used_parameters),
        cmocka_unit_test(test_find),
        cmocka_unit_test(test_files_do_not_share_names),
        cmocka_unit_test(test_mark_and_line_ends),
        cmocka_unit_test(test_bytes),
        cmocka_unit_test(test_set_twice),
        cmocka_unit_test(test_all_files_are_told),
        cmocka_unit_test(test_limits),
        cmocka_unit_test(test_words),
        cmocka_unit_test(test_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
