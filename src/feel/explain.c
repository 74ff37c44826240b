/* SPDX-License-Identifier: MIT */
/* Keeps what ran, while it runs. The machine's only part in it is one branch in feel_eval. */
#include "feel/explain.h"

#include <string.h>

#include "feel/machine.h"

/* A trace being made. Items of a quantifier or filter come in two classes: those that may decide it and the
 * others; which class is kept is known only at the end, so up to FEEL_TRACE_ITEMS of each are held. */
typedef struct entry {
    feel_trace trace;
    feel_trace *last;
    int32_t held[2];
} entry;

struct feel_tracer {
    entry *current;
    feel_trace *root;
};

/* ---- the text of a node ---- */

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* The byte after the white space or comments at `at`. */
static size_t skip_blank(base_str text, size_t at)
{
    while (at < text.length) {
        bool comment = text.at[at] == '/' && at + 1 < text.length;
        if (is_space(text.at[at])) {
            at++;
        } else if (comment && text.at[at + 1] == '/') {
            while (at < text.length && text.at[at] != '\n')
                at++;
        } else if (comment && text.at[at + 1] == '*') {
            at += 2;
            while (at + 1 < text.length && !(text.at[at] == '*' && text.at[at + 1] == '/'))
                at++;
            at = at + 2 < text.length ? at + 2 : text.length;
        } else {
            break;
        }
    }
    return at;
}

/* The byte after the string that begins at `at`. */
static size_t skip_string(base_str text, size_t at)
{
    for (at++; at < text.length && text.at[at] != '"'; at++)
        if (text.at[at] == '\\' && at + 1 < text.length)
            at++;
    return at < text.length ? at + 1 : at;
}

/* Copies with each run of blanks as one space; `to` NULL only counts. */
static size_t fold(base_str text, char *to)
{
    size_t length = 0, at = 0;
    while (at < text.length) {
        size_t next = skip_blank(text, at);
        bool blank = next > at;
        if (!blank)
            next = text.at[at] == '"' ? skip_string(text, at) : at + 1;
        size_t size = blank ? 1 : next - at;
        if (to)
            memcpy(to + length, blank ? " " : text.at + at, size);
        length += size;
        at = next;
    }
    return length;
}

static base_str text_of(feel_run *run, const feel_node *node)
{
    if (!node->source)
        return node->name;
    base_str text = {node->source->text.at + node->start, node->end - node->start};
    size_t length = fold(text, NULL);
    bool folded = length == text.length && !memchr(text.at, '\n', text.length) && !memchr(text.at, '\t', text.length) &&
                  !memchr(text.at, '\r', text.length);
    if (folded)
        return text;
    char *copy = feel_scratch(run, length, 1);
    if (!copy)
        return (base_str){0};
    fold(text, copy);
    return (base_str){copy, length};
}

/* ---- which items to keep ---- */

static bool goes_through(const feel_node *node)
{
    return node->op == FEEL_OP_SOME || node->op == FEEL_OP_EVERY || node->op == FEEL_OP_FILTER || node->op == FEEL_OP_MAP;
}

static bool is_boolean(const feel_value *value, bool wanted)
{
    return value->kind == FEEL_BOOLEAN && (value->as.integer != 0) == wanted;
}

/* Whether an item with this value can have a say in the result. */
static bool may_decide(uint8_t op, const feel_value *value)
{
    switch (op) {
    case FEEL_OP_SOME:
        return !is_boolean(value, false);
    case FEEL_OP_EVERY:
        return !is_boolean(value, true);
    case FEEL_OP_FILTER:
        return is_boolean(value, true) || value->kind == FEEL_UNKNOWN;
    default:
        return true;
    }
}

/* Whether it stays now that the result is known: the one that decided; or, where none did, those that were
 * asked; or those that left it open. */
static bool stays(uint8_t op, const feel_value *result, const feel_value *value)
{
    bool quantifier = op == FEEL_OP_SOME || op == FEEL_OP_EVERY;
    bool decider = op == FEEL_OP_SOME;
    if (quantifier && result->kind == FEEL_BOOLEAN)
        return is_boolean(result, decider) ? is_boolean(value, decider) : true;
    return may_decide(op, value);
}

static void attach(entry *parent, feel_trace *child)
{
    uint8_t op = parent->trace.node->op;
    if (child->has_item) {
        int32_t *held = &parent->held[may_decide(op, &child->value)];
        bool decides = (op == FEEL_OP_SOME && is_boolean(&child->value, true)) ||
                       (op == FEEL_OP_EVERY && is_boolean(&child->value, false));
        if (*held >= FEEL_TRACE_ITEMS && !decides) {
            parent->trace.left_out++;
            return;
        }
        ++*held;
    }
    if (parent->last)
        parent->last->next = child;
    else
        parent->trace.first = child;
    parent->last = child;
}

static void prune(entry *entry)
{
    feel_trace *trace = &entry->trace;
    if (!goes_through(trace->node))
        return;
    feel_trace **at = &trace->first;
    while (*at) {
        if ((*at)->has_item && !stays(trace->node->op, &trace->value, &(*at)->value)) {
            trace->left_out++;
            *at = (*at)->next;
        } else {
            at = &(*at)->next;
        }
    }
}

/* ---- running ---- */

static entry *begin(feel_run *run, const feel_node *node)
{
    entry *made = feel_scratch(run, 1, sizeof *made);
    if (!made)
        return NULL;
    const entry *parent = run->tracer->current;
    made->trace.node = node;
    made->trace.text = text_of(run, node);
    const feel_node *outer = parent ? parent->trace.node : NULL;
    if (outer && goes_through(outer) && outer->kids[1] == node) {
        made->trace.has_item = true;
        made->trace.item = *feel_slot(run, outer->index);
    }
    return made;
}

void feel_trace_node(feel_run *run, const feel_node *node, feel_value *out)
{
    struct feel_tracer *tracer = run->tracer;
    entry *parent = tracer->current;
    bool kept = node->op != FEEL_OP_LITERAL || !parent;
    entry *entry = kept ? begin(run, node) : NULL;
    if (!entry) {
        if (kept)
            *out = feel_over_limit();
        else
            node->run(run, node, out);
        return;
    }
    tracer->current = entry;
    node->run(run, node, out);
    tracer->current = parent;
    entry->trace.value = *out;
    prune(entry);
    if (parent)
        attach(parent, &entry->trace);
    else
        tracer->root = &entry->trace;
}

feel_trace *feel_explain(feel_run *run, const feel_node *node)
{
    struct feel_tracer tracer = {0};
    feel_value value;
    struct feel_tracer *outer = run->tracer;
    run->tracer = &tracer;
    feel_eval(run, node, &value);
    run->tracer = outer;
    return run->no_memory ? NULL : tracer.root;
}
