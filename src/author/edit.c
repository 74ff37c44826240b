/* SPDX-License-Identifier: MIT */
/* What `set`, `add`, `remove` and `without` do to the document of a case. */
#include "author/tests.h"

#include <string.h>

typedef struct work {
    author_file *file;
    author_test *test;
    const author_edit *edit;
    base_arena *arena;
} work;

/* Where a path leads: the last step is a key of a record, or a record of a list. */
typedef struct place {
    author_node *parent, *node;  /* node NULL: the key is not there */
    base_str last;
    rules_span at;               /* of the last step */
} place;

static base_str text_of(const work *work, rules_span at)
{
    return rules_str(&work->file->reader, at);
}

/* ---- what is wrong ---- */

/* Words near to the one that names nothing: keys of a record, ids of a list. */
static base_str suggest(const work *work, const author_node *parent, base_str word)
{
    base_nearest nearest;
    rules_begin_nearest(&work->file->reader, &nearest, word);
    for (const author_node *at = parent->first; at; at = at->next)
        base_nearest_consider(&nearest, parent->type == JSON_ARRAY ? author_node_id(at) : at->key);
    return rules_did_you_mean(&work->file->reader, &nearest);
}

static author_node *step(const author_node *from, base_str word)
{
    return from->type == JSON_ARRAY ? author_node_item(from, word) : author_node_member(from, word);
}

/* `plans.p1`: a dot where a slash leads on. */
static base_str help_slash(const work *work, const author_node *parent, base_str word)
{
    const char *dot = word.length > 0 ? memchr(word.at, '.', word.length) : NULL;
    const author_node *list = dot ? step(parent, (base_str){word.at, (size_t)(dot - word.at)}) : NULL;
    if (!list || list->type != JSON_ARRAY)
        return (base_str){0};
    char *whole = base_arena_copy(work->arena, word.at, word.length);
    if (!whole)
        return (base_str){0};
    whole[dot - word.at] = '/';
    return rules_join(&work->file->reader, "a slash leads into a list: `", (base_str){whole, word.length}, "`");
}

static base_str name_of(const author_node *node)
{
    base_str id = author_node_id(node);
    if (id.length > 0)
        return id;
    return node->key.at ? node->key : node->parent ? BASE_STR("this record") : BASE_STR("the case");
}

static bool tell_nothing(const work *work, const author_node *parent, rules_span at)
{
    base_str word = text_of(work, at), help = {0};
    author_diagnostic which = AUTHOR_TELL_NO_PARTS;
    base_str first = name_of(parent), second = word;
    if (parent->type == JSON_ARRAY) {
        which = AUTHOR_TELL_NO_ITEM;
        help = suggest(work, parent, word);
    } else if (parent->type == JSON_OBJECT) {
        which = AUTHOR_TELL_NO_KEY;
        first = word, second = name_of(parent);
        help = help_slash(work, parent, word);
        help = help.length > 0 ? help : suggest(work, parent, word);
    }
    author_tell_test(work->file, work->test, which, at, help, first, second);
    return false;
}

/* ---- where a path leads ---- */

/* The last step, where it is a record and a key with a dot between. */
static bool split(const work *work, place *out)
{
    base_str word = text_of(work, out->at);
    size_t dot = word.length;
    while (dot > 0 && word.at[dot - 1] != '.')
        dot--;
    rules_span first = {out->at.start, out->at.start + (uint32_t)(dot > 0 ? dot - 1 : word.length)};
    author_node *record = dot > 0 ? step(out->parent, text_of(work, first)) : NULL;
    if (!record)
        return out->parent->type == JSON_OBJECT && dot == 0 ? true : tell_nothing(work, out->parent, first);
    if (record->type == JSON_ARRAY)
        return tell_nothing(work, out->parent, out->at);
    out->parent = record;
    out->at.start += (uint32_t)dot;
    out->last = text_of(work, out->at);
    if (record->type != JSON_OBJECT || out->last.length == 0)
        return tell_nothing(work, record, out->at);
    out->node = step(record, out->last);
    return true;
}

/* False: told. */
static bool follow(const work *work, author_node *root, place *out)
{
    rules_span rest = work->edit->path_at;
    *out = (place){.parent = root};
    for (;;) {
        base_str text = text_of(work, rest);
        const char *slash = memchr(text.at, '/', text.length);
        out->at = (rules_span){rest.start, slash ? rest.start + (uint32_t)(slash - text.at) : rest.end};
        out->last = text_of(work, out->at);
        out->node = step(out->parent, out->last);
        if (!slash)
            return out->node ? true : split(work, out);
        if (!out->node)
            return tell_nothing(work, out->parent, out->at);
        out->parent = out->node;
        rest.start = out->at.end + 1;
    }
}

/* ---- fields of `custom` ---- */

static bool is_within(const author_node *from, const char *key)
{
    for (const author_node *at = from; at; at = at->parent)
        if (at->key.at && base_str_is(at->key, key))
            return true;
    return false;
}

/* Of `custom` the reader of cases takes any key, since documents may hold more than one rule set reads; but a test of a misspelt
 * one would test nothing. */
static void check_custom(const work *work, const place *place)
{
    const author_node *custom = place->parent;
    const cw_rules *rules = work->file->rules;
    base_nearest nearest;
    if (!custom->key.at || !base_str_is(custom->key, "custom") || is_within(custom->parent, "custom") ||
        base_str_is(place->last, "history"))
        return;
    rules_begin_nearest(&work->file->reader, &nearest, place->last);
    for (int32_t i = 0; i < rules->field_count; i++) {
        if (base_str_equal(place->last, rules->fields[i]->name))
            return;
        base_nearest_consider(&nearest, rules->fields[i]->name);
    }
    author_tell_test(work->file, work->test, AUTHOR_TELL_UNKNOWN_FIELD, place->at, rules_did_you_mean(&work->file->reader, &nearest),
                     place->last, (base_str){0});
}

/* ---- the changes ---- */

static author_node *make(const work *work, json_type type)
{
    author_node *made = base_arena_alloc(work->arena, sizeof *made);
    if (made)
        *made = (author_node){.type = (uint8_t)type, .edited = true, .at = work->edit->path_at, .key_at = work->edit->path_at};
    return made;
}

static void put(const place *place, author_node *value)
{
    if (place->node) {
        author_node_replace(place->node, value);
    } else {
        value->key = place->last;
        author_node_append(place->parent, value);
    }
}

static bool set(const work *work, const place *place, author_node *value)
{
    if (!value)
        return false;
    value->key_at = work->edit->path_at;
    put(place, value);
    return true;
}

/* To the list that is there, or to a new one. */
static bool add(const work *work, place *place)
{
    if (place->node && place->node->type != JSON_ARRAY) {
        author_tell_test(work->file, work->test, AUTHOR_TELL_NOT_A_LIST, work->edit->path_at, (base_str){0},
                         text_of(work, work->edit->path_at), (base_str){0});
        return true;
    }
    author_node *list = place->node ? place->node : make(work, JSON_ARRAY);
    author_node *value = author_node_copy(work->arena, work->edit->value);
    if (!list || !value)
        return false;
    if (!place->node)
        put(place, list);
    author_node_append(list, value);
    return true;
}

static bool apply(const work *work, author_node *root)
{
    place place;
    if (!follow(work, root, &place))
        return true;
    if (work->edit->kind != AUTHOR_REMOVE)
        check_custom(work, &place);
    switch (work->edit->kind) {
    case AUTHOR_SET: return set(work, &place, author_node_copy(work->arena, work->edit->value));
    case AUTHOR_WITHOUT: return set(work, &place, make(work, JSON_NULL));
    case AUTHOR_ADD: return add(work, &place);
    case AUTHOR_REMOVE: break;
    }
    if (place.node)
        author_node_remove(place.node);
    else
        tell_nothing(work, place.parent, place.at);
    return true;
}

bool author_edit_case(author_file *file, author_test *test, base_arena *arena, author_node *root)
{
    work work = {file, test, test->edits, arena};
    for (; work.edit; work.edit = work.edit->next)
        if (!apply(&work, root))
            return false;
    return true;
}
