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
    "condition bigger(b) = big(b) and not(not(big(b))) and b.pages > missing\n"
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

/* ---- time ---- */

static const char timed[] =
    HEAD
    "parameter term = 60 days\n"                     /* 0 */
    "parameter later : term\n"                       /* 1 */
    "parameter turn = 1 calendar quarter\n"          /* 2 */
    "parameter most = 3\n"                           /* 3 */
    "parameter work = 3 working days\n"              /* 4 */
    "parameter gap = 1 week\n"                       /* 5 */
    "table t key k\n"
    "  z | k | m | a\n"
    "  1 | 2 | 3 | 4\n"
    "condition young(m) = age(m.born) < most\n"
    "absent book.due: printed + term\n"
    "absent book.borrower: none\n"
    "absent member.level: unknown\n"
    "rule state\n"
    "  require: true\n"
    "rule by-day\n"
    "  for: m in members\n"
    "  by: m.born + term\n"
    "  waived: by librarian, reader\n"
    "  waived: when young(m)\n"
    "  waived: by volunteer\n"
    "  waived: when open\n"
    "  require: true\n"
    "rule within-term\n"
    "  within: later of best.due + term\n"
    "  paused: [[founded..best.due + gap]]\n"
    "  require: true\n"
    "rule within-days\n"
    "  within: work of best.due\n"
    "  require: true\n"
    "rule turns\n"
    "  for: m in members, b in books\n"
    "  let first = founded\n"
    "  every: turn\n"
    "  from: first\n"
    "  partial: owed\n"
    "  require: some x in books satisfies x.date in period\n"
    "rule versions\n"
    "  valid: from 2024-01-02 until 2024-12-31\n"
    "  require: some x in books, y in books, z in books satisfies x.pages > y.pages and z.pages > most\n"
    "rule last\n"
    "  require: true\n"
    "rule versions\n"
    "  valid: from 2025-01-01\n"
    "  every: 12 months\n"
    "  from: founded\n"
    "  require: true\n"
    "rule versions\n"
    "  valid: until 2024-01-01\n"
    "  within: term of founded\n"
    "  require: true\n";

static cw_rules *made_timed(void)
{
    return made((const char *const[]){timed}, 1);
}

static void test_shapes(void **state)
{
    (void)state;
    cw_rules *rules = made_timed();
    assert_int_equal(rules->rule_count, 7);
    const rules_rule *plain = rules->rules[0], *by = rules->rules[1], *within = rules->rules[2], *days = rules->rules[3],
                     *turns = rules->rules[4];
    assert_int_equal(plain->shape, RULES_SHAPE_STATE);
    assert_null(plain->by);
    assert_null(plain->anchor);
    assert_null(plain->paused);
    assert_int_equal(plain->period_slot, -1);
    assert_int_equal(plain->waived_by_count + plain->waived_when_count, 0);
    assert_true(plain->valid_from == INT64_MIN && plain->valid_until == INT64_MAX);
    assert_null(plain->next_version);
    assert_int_equal(by->shape, RULES_SHAPE_DEADLINE);
    assert_non_null(by->by);
    assert_null(by->anchor);
    assert_int_equal(within->shape, RULES_SHAPE_DEADLINE);
    assert_null(within->by);
    assert_non_null(within->anchor);
    assert_non_null(within->paused);
    assert_int_equal(within->within.parameter, 1);
    assert_int_equal(days->within.parameter, 4);
    assert_int_equal(rules->rules[5]->next_version->next_version->every.parameter, -1);
    assert_int_equal(rules->rules[5]->next_version->next_version->every.term.count, 12);
    assert_int_equal(rules->rules[5]->next_version->next_version->every.term.unit, RULES_MONTH);
    assert_int_equal(turns->shape, RULES_SHAPE_RECURRENCE);
    assert_int_equal(turns->every.parameter, 2);
    assert_int_equal(turns->period_slot, 3);          /* after two variables and a let */
    assert_int_equal(turns->slots, 5);                /* and the variable of `some` */
    assert_true(turns->partial_owed);
    assert_non_null(turns->from);
    rules_release(rules);
}

static void test_waivers(void **state)
{
    (void)state;
    cw_rules *rules = made_timed();
    const rules_rule *rule = rules->rules[1];
    assert_int_equal(rule->waived_by_count, 3);
    assert_ptr_equal(rule->waived_by[0].at, fake_word(FAKE_ROLE, 1).at);     /* the schema's own text */
    assert_ptr_equal(rule->waived_by[1].at, fake_word(FAKE_ROLE, 0).at);
    assert_ptr_equal(rule->waived_by[2].at, fake_word(FAKE_ROLE, 2).at);
    assert_int_equal(rule->waived_when_count, 2);
    assert_int_equal(rule->waived_when[0]->op, FEEL_OP_CALL);
    assert_int_equal(rule->waived_when[1]->op, FEEL_OP_HOST);
    rules_release(rules);
}

static void check_parameters_of(const rules_rule *rule, const int32_t *expected, int32_t count)
{
    assert_int_equal(rule->parameter_count, count);
    for (int32_t i = 0; i < count; i++)
        assert_int_equal(rule->parameters[i], expected[i]);
}

static void test_clauses_of_time_use_parameters(void **state)
{
    (void)state;
    cw_rules *rules = made_timed();
    check_parameters_of(rules->rules[1], (const int32_t[]){0, 3}, 2);
    check_parameters_of(rules->rules[2], (const int32_t[]){0, 5, 1}, 3);
    check_parameters_of(rules->rules[3], (const int32_t[]){4}, 1);
    check_parameters_of(rules->rules[4], (const int32_t[]){2}, 1);
    check_parameters_of(rules->rules[5], (const int32_t[]){0}, 1);
    check_parameters_of(rules->rules[5]->next_version, (const int32_t[]){3}, 1);
    check_parameters_of(rules->rules[5]->next_version->next_version, NULL, 0);
    rules_release(rules);
}

static void test_versions(void **state)
{
    (void)state;
    cw_rules *rules = made_timed();
    int64_t day = 0;
    const rules_rule *first = rules->rules[5], *second = first->next_version, *third = second->next_version;
    base_day_parse(BASE_STR("2024-01-01"), &day);
    assert_true(first->valid_from == INT64_MIN && first->valid_until == day);
    assert_true(second->valid_from == day + 1 && second->valid_until == day + 365);
    assert_true(third->valid_from == day + 366 && third->valid_until == INT64_MAX);
    assert_null(third->next_version);
    assert_int_equal(first->shape, RULES_SHAPE_DEADLINE);
    assert_int_equal(third->shape, RULES_SHAPE_RECURRENCE);
    assert_string_equal(first->full_name, "demo:versions");
    assert_string_equal(third->full_name, "demo:versions");
    assert_true(first->start > third->start && third->start > second->start);
    check_str(rules->rules[6]->name, "last");
    assert_ptr_equal(rules_find(rules, BASE_STR("demo:versions")), first);
    assert_ptr_equal(rules_find(rules, BASE_STR("versions")), first);
    assert_int_equal(rules->slots, 5);
    rules_release(rules);
}

/* Many versions, given from the latest to the earliest and mixed. */
static void test_many_versions_come_in_order(void **state)
{
    (void)state;
    enum { MANY = 1000 };
    base_buffer text;
    base_buffer_init(&text, base_context_use(NULL));
    base_put(&text, HEAD);
    int64_t day = 0;
    base_day_parse(BASE_STR("2000-01-01"), &day);
    for (int i = 0; i < MANY; i++) {
        int64_t of = day + i * 617 % MANY;
        base_put(&text, "rule r\n  valid: from ");
        base_put_day(&text, of);
        base_put(&text, " until ");
        base_put_day(&text, of);
        base_put(&text, "\n  require: true\n");
    }
    cw_rules *rules = made((const char *const[]){text.data}, 1);
    assert_int_equal(rules->rule_count, 1);
    const rules_rule *rule = rules->rules[0];
    for (int i = 0; i < MANY; i++, rule = rule->next_version) {
        assert_non_null(rule);
        assert_true(rule->valid_from == day + i);
    }
    assert_null(rule);
    rules_release(rules);
    base_buffer_finish(&text);
}

static void test_absents(void **state)
{
    (void)state;
    cw_rules *rules = made_timed();
    feel_host_field due, level;
    assert_true(fake_schema.field(NULL, FAKE_BOOK, BASE_STR("due"), &due));
    assert_true(fake_schema.field(NULL, FAKE_MEMBER, BASE_STR("level"), &level));
    assert_int_equal(rules->absent_count, 3);
    const rules_absent *first = rules->absents[0], *third = rules->absents[2];
    assert_int_equal(first->kind, FAKE_BOOK);
    assert_ptr_equal(first->field, due.handle);
    assert_int_equal(first->how, RULES_ABSENT_VALUE);
    assert_non_null(first->value);
    assert_int_equal(first->slots, 1);
    assert_int_equal(first->parameter_count, 1);
    assert_int_equal(first->parameters[0], 0);
    assert_ptr_equal(first->file, rules->files[0]);
    assert_memory_equal(first->file->source.text.at + first->start, "absent book.due", 15);
    assert_memory_equal(first->file->source.text.at + first->end - 4, "term", 4);
    assert_int_equal(rules->absents[1]->how, RULES_ABSENT_NONE);
    assert_null(rules->absents[1]->value);
    assert_int_equal(third->how, RULES_ABSENT_UNKNOWN);
    assert_int_equal(third->kind, FAKE_MEMBER);
    assert_ptr_equal(third->field, level.handle);
    assert_int_equal(third->parameter_count, 0);
    rules_release(rules);
}

static void test_absents_of_several_files(void **state)
{
    (void)state;
    check_told(NULL, (const char *const[]){HEAD "absent book.due: none\n",
                                           "language 1\nrules other \"x\"\nabsent book.date: due\nabsent book.due: date\n"
                                           "absent book.printed: date\n"}, 2, CW_ERR_INPUT,
               "two:4:13: error: what it means that `book.due` is absent is said already in `one`\n"
               "    absent book.due: date\n                ^^^\n"
               "two:5:22: error: `date` cannot be read here, since what it means that it is absent is an expression, too\n"
               "    absent book.printed: date\n                         ^^^^\n");
}

static void test_an_absent_needs_room_too(void **state)
{
    (void)state;
    cw_rules *rules = made((const char *const[]){
        HEAD "absent member.active: some b in books, c in b.topics satisfies c = \"fiction\"\n"}, 1);
    assert_int_equal(rules->rule_count, 0);
    assert_int_equal(rules->absents[0]->slots, 3);    /* the record and two variables */
    assert_int_equal(rules->slots, 3);
    rules_release(rules);
}

/* Contexts keep their entries by key, whatever the order of the columns. */
static void test_columns_are_sorted(void **state)
{
    (void)state;
    static const char *const keys[] = {"a", "k", "m", "z"}, *const cells[] = {"4", "2", "3", "1"};
    cw_rules *rules = made_timed();
    const feel_context *row = rules->globals[6].as.list->items[0].as.context;
    assert_int_equal(row->count, 4);
    for (int i = 0; i < 4; i++) {
        check_str(row->entries[i].key, keys[i]);
        check_str(feel_text(&row->entries[i].value), cells[i]);
    }
    rules_release(rules);
}

/* ---- bytes ---- */

static void test_mark_and_line_ends(void **state)
{
    (void)state;
    cw_rules *rules = made((const char *const[]){
        "\xEF\xBB\xBFlanguage 1\r\nrules demo \"x\"\r\ntable t key a\r\n  a | b\r\n  x | y\r\nrule r\r\n  require: not(false)\r\n"
        "    and library.open"}, 1);
    const feel_context *row = rules->globals[0].as.list->items[0].as.context;
    check_str(feel_text(&row->entries[1].value), "y");
    rules_release(rules);
}

static void test_bytes(void **state)
{
    (void)state;
    check_told(NULL, (const char *const[]){HEAD "parameter a = \"\xFF\"\n"}, 1, CW_ERR_INPUT,
               "one:3:16: error: the file is not valid UTF-8 at this byte\n"
               "    parameter a = \"\\x{ff}\"\n                   ^^^^^^\n  help: save the file as UTF-8\n");
    check_told(NULL, (const char *const[]){HEAD "rule \x1F\rr\x7F\n"}, 1, CW_ERR_INPUT,
               "one:3:6: error: the control character U+001F must not stand in the file\n"
               "    rule \\u{1f}\\u{d}r\\u{7f}\n         ^^^^^^\n"
               "one:3:7: error: the control character U+000D must not stand in the file\n"
               "    rule \\u{1f}\\u{d}r\\u{7f}\n               ^^^^^\n"
               "one:3:9: error: the control character U+007F must not stand in the file\n"
               "    rule \\u{1f}\\u{d}r\\u{7f}\n                     ^^^^^^\n");
    check_told(NULL, (const char *const[]){""}, 1, CW_ERR_INPUT,
               "one:1:1: error: a rule file begins with `language 1`, found nothing more\n    \n    ^\n"
               "  help: write `language 1` on a line before this one\n");
    check_told(NULL, (const char *const[]){HEAD "rule r\n  require: true /* and\nrule s\n"}, 1, CW_ERR_INPUT,
               "one:4:17: error: the comment that begins here has no closing `*/`\n"
               "      require: true /* and\n                    ^^\n");
    check_told(NULL, (const char *const[]){"/* only\n"}, 1, CW_ERR_INPUT,
               "one:1:1: error: the comment that begins here has no closing `*/`\n    /* only\n    ^^\n"
               "one:2:1: error: a rule file begins with `language 1`, found nothing more\n    \n    ^\n"
               "  help: write `language 1` on a line before this one\n");
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
               "  help: write `language 1` on a line before this one\n"
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
                        "one:5:15: error: `genr` is not a type\n    parameter c : genr\n                  ^^^^\n"
                        "  help: did you mean `genre`?\n"
                        "one:3:23: error: `histry` is not a word of `genre`\n    parameter a : genre = \"histry\"\n"
                        "                          ^^^^^^^^\n  help: did you mean `history`?\n");
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
    check_memory(timed, CW_OK);
    check_memory(HEAD "parameter term = 3 days\nabsent book.due: date + term\nabsent book.title: \"x\"\nrule r\n  valid: until "
                      "2024-01-01\n  every: term\n  from: founded\n  waived: by reader\n  waived: when open\n  require: some b in "
                      "books satisfies b.date in period\nrule r\n  valid: from 2024-01-02\n  within: term of founded\n  paused: []\n"
                      "  require: as of(founded, open)\n", CW_OK);
    check_memory(HEAD "absent book.due: date\nabsent book.date: due\nabsent book.due: none\nrule r\n  valid: until 2024-01-01\n"
                      "  waived: by raeder\n  partial: owned\n  within: 1 calendar month of founded\n  require: true\nrule r\n"
                      "  every: 3 dais\n  require: true\n", CW_ERR_INPUT);
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
        cmocka_unit_test(test_shapes),
        cmocka_unit_test(test_waivers),
        cmocka_unit_test(test_clauses_of_time_use_parameters),
        cmocka_unit_test(test_versions),
        cmocka_unit_test(test_many_versions_come_in_order),
        cmocka_unit_test(test_absents),
        cmocka_unit_test(test_absents_of_several_files),
        cmocka_unit_test(test_an_absent_needs_room_too),
        cmocka_unit_test(test_columns_are_sorted),
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
