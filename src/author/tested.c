/* SPDX-License-Identifier: MIT */
#include "author/tested.h"

#include "packs/packs.h"

/* ---- files ---- */

static bool is_built_in(base_str set)
{
    for (int32_t i = 0; i < packs_count(); i++)
        if (base_str_is(set, packs_at(i)->name))
            return true;
    return false;
}

bool author_is_own_file(const cw_rules *rules, base_str set, const rules_file *file)
{
    for (int32_t i = 0; i < rules->file_count; i++)
        if (base_str_equal(rules->files[i]->set, set))
            return base_str_equal(file->set, set);
    return base_str_equal(file->set, rules->files[0]->set) || !is_built_in(file->set);
}

const rules_file *author_tested_file(const cw_rules *rules, base_str set, const feel_source *source)
{
    for (int32_t i = 0; i < rules->file_count; i++)
        if (&rules->files[i]->source == source)
            return author_is_own_file(rules, set, rules->files[i]) ? rules->files[i] : NULL;
    return NULL;
}

/* ---- overrides ---- */

static uint32_t next_line(base_str text, uint32_t at)
{
    while (at < text.length && text.at[at] != '\n')
        at++;
    return at < text.length ? at + 1 : at;
}

static bool begins(base_str text, uint32_t at, base_str word)
{
    return text.length - at >= word.length && base_str_equal((base_str){text.at + at, word.length}, word);
}

/* Whether a line begins an item: not one that is empty, set in, or a comment. */
static bool is_item(base_str text, uint32_t at)
{
    char c = text.at[at];
    return c != ' ' && c != '\t' && c != '\r' && c != '\n' && c != '/';
}

/* The name behind `override`: "set:rule" or bare. */
static base_str name_at(base_str text, uint32_t at)
{
    uint32_t start = at;
    while (start < text.length && text.at[start] == ' ')
        start++;
    at = start;
    while (at < text.length && text.at[at] != ' ' && text.at[at] != '\r' && text.at[at] != '\n' && text.at[at] != '/')
        at++;
    return (base_str){text.at + start, at - start};
}

/* The part behind the set's colon; the whole where there is none. */
static base_str bare(base_str name)
{
    size_t at = name.length;
    while (at > 0 && name.at[at - 1] != ':')
        at--;
    return (base_str){name.at + at, name.length - at};
}

static bool same_rule(base_str a, base_str b)
{
    base_str x = bare(a), y = bare(b);
    bool both = x.length < a.length && y.length < b.length;
    return both ? base_str_equal(a, b) : base_str_equal(x, y);
}

bool author_is_retired(const cw_rules *rules, base_str rule)
{
    const base_str word = BASE_STR("retire ");
    for (int32_t i = 0; i < rules->file_count; i++) {
        base_str text = rules->files[i]->source.text;
        for (uint32_t at = 0; at < text.length; at = next_line(text, at))
            if (begins(text, at, word) && same_rule(name_at(text, at + (uint32_t)word.length), rule))
                return true;
    }
    return false;
}

bool author_next_override(const cw_rules *rules, const rules_file *file, author_override *item)
{
    const base_str word = BASE_STR("override ");
    base_str text = file->source.text;
    uint32_t at = item->end;
    while (at < text.length && !begins(text, at, word))
        at = next_line(text, at);
    if (at >= text.length)
        return false;
    item->start = at;
    item->rule = rules_find(rules, name_at(text, at + (uint32_t)word.length));
    for (at = next_line(text, at); at < text.length && !is_item(text, at);)
        at = next_line(text, at);
    item->end = at;
    return true;
}
