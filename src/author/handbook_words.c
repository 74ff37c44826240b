/* SPDX-License-Identifier: MIT */
/* An expression as sentences: what is joined by `and` and `or` stands below each other, so that nobody has to guess which
 * of them belong together. */
#include "author/handbook_words.h"

#include "feel/builtin.h"

#include <string.h>

void handbook_words_init(handbook_words *words, base_arena *arena, const cw_rules *rules)
{
    *words = (handbook_words){.arena = arena, .rules = rules};
    base_buffer_init(&words->out, arena->context);
}

void handbook_words_finish(handbook_words *words)
{
    base_buffer_finish(&words->out);
}

/* ---- texts and lines ---- */

base_str handbook_keep(handbook_words *words, base_str text)
{
    const char *kept = base_arena_copy(words->arena, text.length > 0 ? text.at : "", text.length);
    words->no_memory |= !kept;
    return kept ? (base_str){kept, text.length} : (base_str){"", 0};
}

base_str handbook_take(handbook_words *words, size_t start)
{
    words->no_memory |= words->out.failed;
    bool there = !words->no_memory && words->out.length > start;
    base_str kept = there ? handbook_keep(words, (base_str){words->out.data + start, words->out.length - start}) : (base_str){"", 0};
    if (!words->out.failed)
        base_buffer_cut(&words->out, start);
    return kept;
}

void handbook_cut(handbook_words *words, size_t start)
{
    words->no_memory |= words->out.failed;
    if (!words->no_memory)
        base_buffer_cut(&words->out, start);
}

handbook_line *handbook_end_line(handbook_words *words, size_t start)
{
    handbook_line *line = base_arena_alloc(words->arena, sizeof *line);
    base_str text = handbook_take(words, start);
    words->no_memory |= !line;
    if (words->no_memory)
        return NULL;
    line->text = text;
    return line;
}

void handbook_add_line(handbook_line *line, handbook_line *below)
{
    if (!line || !below)
        return;
    if (line->last)
        line->last->next = below;
    else
        line->first = below;
    line->last = below;
}

/* ---- what variables are called ---- */

void handbook_bind_said(handbook_words *words, handbook_name *name, int32_t slot, base_str said, base_str letter)
{
    *name = (handbook_name){.outer = words->names, .slot = slot, .said = said, .letter = letter, .shown = letter.length == 0};
    words->names = name;
}

void handbook_bind_lettered(handbook_words *words, handbook_name *name, int32_t slot, base_str noun, base_str letter)
{
    size_t start = words->out.length;
    base_put_str(&words->out, noun);
    base_put(&words->out, noun.length > 0 ? " " : "");
    handbook_put_code(&words->out, letter);
    handbook_bind_said(words, name, slot, handbook_take(words, start), letter);
    name->noun = noun;
    name->shown = true;
}

static bool is_taken(const handbook_words *words, base_str noun)
{
    for (const handbook_name *name = words->names; name; name = name->outer)
        if (base_str_equal(name->noun, noun))
            return true;
    return false;
}

void handbook_bind(handbook_words *words, handbook_name *name, int32_t slot, base_str noun, base_str letter)
{
    size_t start = words->out.length;
    bool taken = noun.length == 0 || is_taken(words, noun);
    if (taken && letter.length > 0) {
        handbook_bind_lettered(words, name, slot, noun, letter);
        return;
    }
    noun = taken ? BASE_STR("item") : noun;
    bool nameless = taken && is_taken(words, noun);
    base_put(&words->out, "the ");
    base_put_str(&words->out, noun);
    base_str said = handbook_take(words, start);
    handbook_bind_said(words, name, slot, nameless ? (base_str){"", 0} : said, letter);
    name->noun = noun;
}

/* ---- the rule's own words ---- */

static bool mentions(const feel_node *node, int32_t slot)
{
    if (node->op == FEEL_OP_SLOT && node->index == slot)
        return true;
    for (uint16_t i = 0; i < node->kid_count; i++)
        if (mentions(node->kids[i], slot))
            return true;
    return false;
}

/* Of each variable in it whose letter the reader has not seen, what it stands for. */
static void put_letters(handbook_words *words, const feel_node *node)
{
    const char *lead = " (where ";
    for (const handbook_name *name = words->names; name; name = name->outer) {
        if (name->shown || name->said.length == 0 || !mentions(node, name->slot))
            continue;
        base_put(&words->out, lead);
        handbook_put_code(&words->out, name->letter);
        base_put(&words->out, " is ");
        base_put_str(&words->out, name->said);
        lead = ", ";
    }
    base_put(&words->out, *lead == ',' ? ")" : "");
}

static void put_own_words(handbook_words *words, const feel_node *node)
{
    base_str text = {"", 0};
    if (node->source && node->end > node->start)
        text = feel_node_text(node);
    handbook_put_code(&words->out, text);
    put_letters(words, node);
}

void handbook_put_value(handbook_words *words, const feel_node *node)
{
    size_t start = words->out.length;
    if (handbook_put_phrase(words, node))
        return;
    handbook_cut(words, start);
    put_own_words(words, node);
}

static handbook_line *say(handbook_words *words, const feel_node *node, bool negated, size_t start);

/* Also where a part could not be said in one line: then all of it is code. `mark`: where what was tried begins. */
static handbook_line *say_own_words(handbook_words *words, const feel_node *node, bool negated, size_t start, size_t mark)
{
    handbook_cut(words, mark);
    base_put(&words->out, negated ? "this does not hold: " : "");
    put_own_words(words, node);
    return handbook_end_line(words, start);
}

static handbook_line *say_leaf(handbook_words *words, const feel_node *node, bool negated, size_t start)
{
    size_t mark = words->out.length;
    return handbook_put_sentence(words, node, negated, true) ? handbook_end_line(words, start)
                                                             : say_own_words(words, node, negated, start, mark);
}

/* ---- and, or ---- */

/* Depth is bounded by CW_LIMIT_EXPRESSION_DEPTH, here and below. */
static void add_parts(handbook_words *words, handbook_line *line, const feel_node *node, uint8_t op)
{
    if (node->op == op) {
        add_parts(words, line, node->kids[0], op);
        add_parts(words, line, node->kids[1], op);
    } else if (!words->no_memory) {
        handbook_add_line(line, say(words, node, false, words->out.length));
    }
}

static handbook_line *say_chain(handbook_words *words, const feel_node *node, bool negated, size_t start)
{
    if (node->op == FEEL_OP_AND)
        base_put(&words->out, negated ? "not all of these hold:" : "all of these hold:");
    else
        base_put(&words->out, negated ? "none of these holds:" : "at least one of these holds:");
    handbook_line *line = handbook_end_line(words, start);
    if (line)
        add_parts(words, line, node, node->op);
    return line;
}

/* ---- some, every ---- */

/* What a quantifier goes through, and the variables of those within it that follow at once. NULL: it cannot be said, or there is
 * no memory. */
static handbook_line *say_each(handbook_words *words, const feel_node *node, const char *article, size_t start)
{
    const handbook_name *outer = words->names;
    const feel_node *list = handbook_list_of(node->kids[0]), *body = node->kids[1];
    handbook_name name;
    handbook_bind(words, &name, node->index, handbook_noun_of_item(words, list), node->name);
    const handbook_name *inner = words->names;
    words->names = outer;
    if (!handbook_put_items(words, list, article, false, name.shown ? node->name : (base_str){0}))
        return NULL;
    words->names = inner;
    handbook_line *line;
    if (body->op == node->op) {
        base_put(&words->out, body->kids[1]->op == node->op ? ", " : " and ");
        line = say_each(words, body, *article == 'n' ? "a" : article, start);
    } else {
        bool aside = body->op == FEEL_OP_AS_OF || (body->op == FEEL_OP_EVERY && node->op == FEEL_OP_SOME);
        base_put(&words->out, node->op == FEEL_OP_EVERY ? ", " : aside ? " for which, " : " for which ");
        line = say(words, body, false, start);
    }
    words->names = outer;
    return line;
}

static handbook_line *say_quantifier(handbook_words *words, const feel_node *node, bool negated, size_t start)
{
    size_t mark = words->out.length;
    bool some = node->op == FEEL_OP_SOME, several = node->kids[1]->op == node->op;
    if (negated && (several || !some))
        base_put(&words->out, "it is not so that ");
    base_put(&words->out, some ? "there is " : "for ");
    handbook_line *line = say_each(words, node, !some ? "every" : negated && !several ? "no" : "a", start);
    return line || words->no_memory ? line : say_own_words(words, node, negated, start, mark);
}

/* ---- if, as of ---- */

/* Two lines: what holds in the one case, and what in the other. */
static handbook_line *say_choice(handbook_words *words, const feel_node *node, bool negated, size_t start)
{
    size_t mark = words->out.length;
    base_put(&words->out, "if ");
    bool said = !negated && handbook_put_sentence(words, node->kids[0], false, true);
    base_str condition = handbook_take(words, mark);
    if (!said)
        return say_own_words(words, node, negated, start, mark);
    base_put(&words->out, "this holds:");
    handbook_line *line = handbook_end_line(words, start);
    size_t below = words->out.length;
    base_put_str(&words->out, condition);
    base_put(&words->out, ", then ");
    handbook_add_line(line, say(words, node->kids[1], false, below));
    base_put(&words->out, "otherwise, ");
    handbook_add_line(line, say(words, node->kids[2], false, below));
    return words->no_memory ? NULL : line;
}

static handbook_line *say_as_of(handbook_words *words, const feel_node *node, bool negated, size_t start)
{
    size_t mark = words->out.length;
    base_put(&words->out, "as things stood on ");
    if (!handbook_put_phrase(words, node->kids[0]))
        return say_own_words(words, node, negated, start, mark);
    base_put(&words->out, ", ");
    return say(words, node->kids[1], negated, start);
}

static bool is_not(const feel_node *node)
{
    return node->op == FEEL_OP_BUILTIN && base_str_is(base_str_of(((const feel_builtin *)node->handle)->name), "not");
}

static handbook_line *say(handbook_words *words, const feel_node *node, bool negated, size_t start)
{
    if (is_not(node))
        return say(words, node->kids[0], !negated, start);
    switch ((feel_op)node->op) {
    case FEEL_OP_AND: case FEEL_OP_OR: return say_chain(words, node, negated, start);
    case FEEL_OP_SOME: case FEEL_OP_EVERY: return say_quantifier(words, node, negated, start);
    case FEEL_OP_IF: return say_choice(words, node, negated, start);
    case FEEL_OP_AS_OF: return say_as_of(words, node, negated, start);
    default: return say_leaf(words, node, negated, start);
    }
}

handbook_line *handbook_say(handbook_words *words, const feel_node *node, size_t start)
{
    return words->no_memory ? NULL : say(words, node, false, start);
}
