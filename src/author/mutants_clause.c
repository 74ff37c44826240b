/* SPDX-License-Identifier: MIT */
/* Mutants of clauses that are no expressions, and clauses left out. */
#include "author/mutants.h"

/* The item that is walked, and the rule that it says something of. */
typedef struct item { const rules_file *file; const rules_rule *rule; uint32_t end; } item;
typedef struct clause { base_str word; uint32_t start, body, end; } clause;

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static uint32_t line_end(base_str text, uint32_t at, uint32_t end)
{
    while (at < end && text.at[at] != '\n')
        at++;
    return at < end ? at + 1 : end;
}

static uint32_t indent_at(base_str text, uint32_t at, uint32_t end)
{
    uint32_t indent = 0;
    while (at + indent < end && text.at[at + indent] == ' ')
        indent++;
    return at + indent < end && text.at[at + indent] != '\n' && text.at[at + indent] != '/' ? indent : UINT32_MAX;
}

/* The clause that begins at or behind `at`; its end in `end`. False: there is none. */
static bool next_clause(const item *of, uint32_t at, clause *out)
{
    base_str text = of->file->source.text;
    while (at < of->end && indent_at(text, at, of->end) == UINT32_MAX)
        at = line_end(text, at, of->end);
    if (at >= of->end)
        return false;
    uint32_t indent = indent_at(text, at, of->end), next = line_end(text, at, of->end);
    *out = (clause){.start = at};
    while (next < of->end && indent_at(text, next, of->end) > indent)
        next = line_end(text, next, of->end);
    uint32_t word = at + indent;
    at = word;
    while (at < next && text.at[at] != ':' && !is_blank(text.at[at]))
        at++;
    out->word = (base_str){text.at + word, at - word};
    while (at < next && (text.at[at] == ':' || is_blank(text.at[at])))
        at++;
    out->body = at;
    out->end = next;
    return true;
}

static bool drop(author_mutants *self, const item *of, const clause *one)
{
    return author_add_mutant(self, of->file, of->rule, one->start, one->end, "", (base_str){0}, "");
}

/* Each role of `waived: by`. */
static bool mutate_roles(author_mutants *self, const item *of, const clause *one)
{
    base_str text = of->file->source.text;
    for (uint32_t at = one->body; at < one->end; at++) {
        uint32_t start = at;
        while (at < one->end && ((text.at[at] >= 'a' && text.at[at] <= 'z') || text.at[at] == '_'))
            at++;
        base_str other = author_next_word(MODEL_ENUM_ROLE, (base_str){text.at + start, at - start});
        if (other.length > 0 && !author_add_mutant(self, of->file, of->rule, start, at, "", other, ""))
            return false;
    }
    return true;
}

static bool mutate_clause(author_mutants *self, const item *of, const clause *one)
{
    base_str body = {of->file->source.text.at + one->body, one->end - one->body};
    if (base_str_is(one->word, "every") || base_str_is(one->word, "within"))
        return author_mutate_count(self, of->file, of->rule, one->body, one->end);
    if (base_str_is(one->word, "waived"))
        return drop(self, of, one) && (body.length < 3 || body.at[0] != 'b' || body.at[1] != 'y' || mutate_roles(self, of, one));
    if (base_str_is(one->word, "until") || base_str_is(one->word, "paused") || base_str_is(one->word, "partial") ||
        (base_str_is(one->word, "from") && of->rule->shape == RULES_SHAPE_STATE))
        return drop(self, of, one);
    return true;
}

bool author_mutate_clauses(author_mutants *self, const rules_rule *rule, const rules_file *file, uint32_t start, uint32_t end)
{
    const item of = {file, rule, end};
    clause one;
    for (uint32_t at = line_end(file->source.text, start, end); next_clause(&of, at, &one); at = one.end)
        if (!mutate_clause(self, &of, &one))
            return false;
    return true;
}
