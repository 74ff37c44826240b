/* SPDX-License-Identifier: MIT */
/* Rules that the tests beside the rule files do not name. What is wrong with a test is the business of `casework test`. */
#include "author/lint_file.h"
#include "author/tested.h"
#include "author/tests.h"

static bool keep_names(author_linter *self, const author_file *file)
{
    void *existing;
    for (const author_test *test = file->tests; test; test = test->next)
        for (const author_expectation *one = test->expectations; one; one = one->next) {
            const char *name = base_arena_copy(&self->arena, one->rule.text.at ? one->rule.text.at : "", one->rule.text.length);
            if (!name || !base_map_add(&self->tested, (base_str){name, one->rule.text.length}, self, &existing))
                return false;
        }
    return true;
}

static bool read_tests(author_linter *self, const author_lint_file *asked)
{
    author_file file = {0};
    cw_diag *unheard = NULL;
    if (base_diag_new((cw_context *)self->arena.context, &unheard) != CW_OK)
        return false;
    file.source = (feel_source){base_str_of(asked->tests_name), {asked->tests, (size_t)asked->tests_length}};
    base_arena_init(&file.arena, self->arena.context);
    file.last_test = &file.tests;
    file.feel = (feel_compiler){.arena = &file.arena, .schema = &eval_schema, .source = &file.source, .diag = unheard};
    file.feel.depth_limit = base_limit(self->arena.context, CW_LIMIT_EXPRESSION_DEPTH);
    file.reader = (rules_reader){.feel = &file.feel, .work = &file.arena};
    bool fits = asked->tests_length <= base_limit(self->arena.context, CW_LIMIT_DOCUMENT_BYTES);
    bool whole = !fits || (author_read_tests(&file) && !file.feel.no_memory && !file.arena.failed && !base_diag_failed(unheard) && keep_names(self, &file));
    base_arena_finish(&file.arena);
    base_diag_drop(unheard);
    return whole;
}

/* The name of a file without its folders. */
static base_str bare_name(const char *path)
{
    base_str name = base_str_of(path);
    for (size_t i = name.length; i > 0; i--)
        if (path[i - 1] == '/')
            return (base_str){path + i, name.length - i};
    return name;
}

/* The item declares the rule, or changes it. */
static bool check_item(author_linter *self, const author_lint_text *text, const author_lint_item *item, const rules_rule *rule)
{
    if (!item || !text->asked || !text->asked->tests || base_map_find(&self->tested, rule->name) ||
        base_map_find(&self->tested, base_str_of(rule->full_name)))
        return true;
    return author_warn(self, text, AUTHOR_TELL_NO_TEST, item->name, author_lint_join(self, "write one in `", bare_name(text->asked->tests_name), "`"),
                       rule->name, (base_str){0});
}

static bool check_rule(author_linter *self, const rules_rule *rule)
{
    const author_lint_text *text = author_lint_text_of(self, &rule->file->source);
    return check_item(self, text, text ? author_lint_item_at(text, rule->start) : NULL, rule);
}

/* A rule of others is another one once it is overridden. */
static bool check_overrides(author_linter *self, const author_lint_text *text)
{
    author_override at = {0};
    while (text->asked && author_next_override(self->rules, text->file, &at))
        if (at.rule && !check_item(self, text, author_lint_item_at(text, at.start), at.rule))
            return false;
    return true;
}

/* One that has rules and no tests at all is told so once. */
static bool check_text(author_linter *self, const author_lint_text *text)
{
    const author_lint_file *asked = text->asked;
    if (!asked || !asked->tests_name || asked->tests)
        return true;
    for (const author_lint_item *item = text->items; item; item = item->next)
        if (item->kind == AUTHOR_RULE || item->kind == AUTHOR_OVERRIDE)
            return author_warn(self, text, AUTHOR_TELL_NO_TEST_FILE, item->name, (base_str){0}, bare_name(asked->tests_name), (base_str){0});
    return true;
}

bool author_lint_tested(author_linter *self, const author_lint_file *files, int64_t count)
{
    for (int64_t i = 0; i < count; i++)
        if (files[i].tests && !read_tests(self, &files[i]))
            return false;
    for (int32_t i = 0; i < self->rules->file_count; i++)
        if (!check_text(self, &self->texts[i]) || !check_overrides(self, &self->texts[i]))
            return false;
    for (int32_t i = 0; i < self->rules->rule_count; i++)
        if (!check_rule(self, self->rules->rules[i]))
            return false;
    return true;
}
