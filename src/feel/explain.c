/* SPDX-License-Identifier: MIT */
/* Keeps what ran, while it runs. The machine's only part in it is one branch in feel_eval. */
#include "feel/explain.h"

#include <string.h>

#include "feel/machine.h"

/* A trace being made. Items of a quantifier or filter come in two classes: those that may decide it and the
 * others; which class is kept is known only at the end, so up to FEEL_TRACE_ITEMS of each are held. */
typedef struct feel_entry {
    feel_trace trace;
    feel_trace *last;
    int32_t held[2];
    int32_t ran;                         /* kids so far, kept or not */
    feel_value operand;                  /* what the first of them gave */
    bool operand_marked, kid_marked;     /* the first of them; any */
} entry;

/* ---- room ---- */

static void *take(feel_run *run, size_t size)
{
    feel_tracing *tracing = run->tracer->tracing;
    void *memory = base_arena_alloc(tracing->arena, size);
    if (memory)
        return memory;
    if (tracing->arena->most && tracing->arena->most - tracing->arena->bytes < size + 16)
        tracing->over = true;
    else
        run->no_memory = true;
    run->steps = -1;
    return NULL;
}

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

static base_str written(const feel_node *node)
{
    if (!node->source)
        return node->name;
    return feel_node_text(node);
}

/* False: no memory, or no room. */
static bool spell(feel_run *run, feel_trace *trace)
{
    base_str text = written(trace->node);
    size_t length = trace->node->source ? fold(text, NULL) : text.length;
    bool folded = length == text.length && !memchr(text.at, '\n', length) && !memchr(text.at, '\t', length) &&
                  !memchr(text.at, '\r', length);
    char *copy = folded ? NULL : take(run, length);
    if (copy)
        fold(text, copy);
    trace->text = copy ? (base_str){copy, length} : text;
    return folded || copy;
}

/* ---- which items to keep ---- */

static bool is_some(uint8_t op)
{
    return op == FEEL_OP_SOME || op == FEEL_OP_SOME_OF;
}

static bool is_every(uint8_t op)
{
    return op == FEEL_OP_EVERY || op == FEEL_OP_EVERY_OF;
}

static bool goes_through(const feel_node *node)
{
    return is_some(node->op) || is_every(node->op) || node->op == FEEL_OP_FILTER || node->op == FEEL_OP_MAP ||
           node->op == FEEL_OP_FOR;
}

static bool is_boolean(const feel_value *value, bool wanted)
{
    return value->kind == FEEL_BOOLEAN && (value->as.integer != 0) == wanted;
}

/* Whether an item with this value can have a say in the result. */
static bool may_decide(uint8_t op, const feel_value *value)
{
    if (is_some(op))
        return !is_boolean(value, false);
    if (is_every(op))
        return !is_boolean(value, true);
    return op != FEEL_OP_FILTER || is_boolean(value, true) || value->kind == FEEL_UNKNOWN;
}

/* Whether it stays now that the result is known: the one that decided; or, where none did, those that were
 * asked; or those that left it open. */
static bool stays(uint8_t op, const feel_value *result, const feel_value *value)
{
    bool quantifier = is_some(op) || is_every(op);
    bool decider = is_some(op);
    if (quantifier && result->kind == FEEL_BOOLEAN)
        return is_boolean(result, decider) ? is_boolean(value, decider) : true;
    return may_decide(op, value);
}

/* False: it is not kept. */
static bool attach(entry *parent, feel_trace *child)
{
    uint8_t op = parent->trace.node->op;
    if (child->has_item) {
        int32_t *held = &parent->held[may_decide(op, &child->value)];
        bool decides = (is_some(op) && is_boolean(&child->value, true)) ||
                       (is_every(op) && is_boolean(&child->value, false));
        if (*held >= FEEL_TRACE_ITEMS && !decides) {
            parent->trace.left_out++;
            return false;
        }
        ++*held;
    }
    if (parent->last)
        parent->last->next = child;
    else
        parent->trace.first = child;
    parent->last = child;
    return true;
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

/* ---- marks ---- */

static bool may_hold_text(const feel_value *value)
{
    return value->kind == FEEL_STRING || value->kind == FEEL_LIST || value->kind == FEEL_CONTEXT || value->kind == FEEL_RANGE;
}

static bool *slot_mark(const feel_run *run, int32_t index)
{
    return &run->tracer->tracing->slots[run->frame + (uint32_t)index];
}

/* Of a field it depends on the field alone, and of a variable on what it was given. */
static bool is_marked(const feel_run *run, const entry *entry)
{
    const feel_tracing *tracing = run->tracer->tracing;
    const feel_node *node = entry->trace.node;
    if (!tracing->marks || !may_hold_text(&entry->trace.value))
        return false;
    if (node->op == FEEL_OP_SLOT)
        return *slot_mark(run, node->index);
    if (node->op == FEEL_OP_FIELD)
        return entry->operand.kind == FEEL_RECORD && tracing->marks(entry->operand.as.host, node->handle);
    return entry->kid_marked;
}

/* Iterators run again and again: what any of them went through so far stands for each, and for `partial`. */
static void mark_iterators(const feel_run *run, const entry *entry)
{
    const feel_node *node = entry->trace.node;
    for (int i = 0; i < node->kid_count; i++)
        *slot_mark(run, node->index + i) = entry->kid_marked;
}

/* The parameters of functions among the arguments of a built-in stand for what the arguments hold. */
static void mark_parameters(const feel_run *run, const entry *entry)
{
    for (int i = 0; i < entry->trace.node->kid_count; i++) {
        const feel_node *kid = entry->trace.node->kids[i];
        const feel_names *names = kid->op == FEEL_OP_FUNCTION ? kid->handle : NULL;
        for (int32_t k = 0; names && k < names->count; k++)
            *slot_mark(run, kid->index + k) = entry->kid_marked;
    }
}

/* Tells the parent of a kid that ran. What binds a variable runs its list, value or argument first. */
static void note(feel_run *run, entry *parent, const feel_value *value, bool marked)
{
    const feel_node *node = parent->trace.node;
    int32_t number = parent->ran++;
    if (number == 0) {
        parent->operand = *value;
        parent->operand_marked = marked;
    }
    parent->kid_marked = parent->kid_marked || marked;
    if (!run->tracer->tracing->marks)
        return;
    if (node->op == FEEL_OP_CALL && number < node->kid_count)
        *slot_mark(run, node->index + number) = marked;
    else if (node->op == FEEL_OP_FOR)
        mark_iterators(run, parent);
    else if (node->op == FEEL_OP_BUILTIN)
        mark_parameters(run, parent);
    else if (node->op == FEEL_OP_CONTEXT)
        *slot_mark(run, node->index + number) = marked;
    else if ((goes_through(node) || node->op == FEEL_OP_LET) && number == 0)
        *slot_mark(run, node->index) = marked;
}

/* ---- running ---- */

static entry *begin(feel_run *run, const feel_node *node)
{
    entry *made = take(run, sizeof *made);
    if (!made)
        return NULL;
    const entry *parent = run->tracer->current;
    made->trace.node = node;
    const feel_node *outer = parent ? parent->trace.node : NULL;
    if (outer && goes_through(outer) && outer->kids[outer->kid_count - 1] == node) {
        made->trace.has_item = true;
        made->trace.item = *feel_slot(run, outer->index + outer->kid_count - 2);
        made->trace.item_marked = parent->operand_marked;
    }
    return made;
}

static void run_literal(feel_run *run, entry *parent, const feel_node *node, feel_value *out)
{
    node->run(run, node, out);
    note(run, parent, out, false);
}

static void tell_watch(feel_run *run, const feel_watch *watch, const feel_node *node, feel_value *out)
{
    node->run(run, node, out);
    if (node->op != FEEL_OP_LITERAL)
        watch->saw(watch->user, node, out);
}

bool feel_is_watched(const feel_run *run)
{
    return run->tracer && run->tracer->watch;
}

void feel_trace_node(feel_run *run, const feel_node *node, feel_value *out)
{
    struct feel_tracer *tracer = run->tracer;
    if (tracer->watch) {
        tell_watch(run, tracer->watch, node, out);
        return;
    }
    base_arena *arena = tracer->tracing->arena;
    entry *parent = tracer->current;
    if (node->op == FEEL_OP_LITERAL && parent) {
        run_literal(run, parent, node, out);
        return;
    }
    base_mark mark = base_arena_mark(arena);
    entry *entry = begin(run, node);
    if (!entry) {
        *out = feel_over_limit();
        return;
    }
    const char *why = run->why;
    run->why = NULL;
    tracer->current = entry;
    node->run(run, node, out);
    tracer->current = parent;
    entry->trace.value = *out;
    entry->trace.reason = out->kind == FEEL_NULL ? run->why : NULL;
    run->why = why;
    entry->trace.marked = is_marked(run, entry);
    prune(entry);
    if (!parent) {
        tracer->root = &entry->trace;
        return;
    }
    note(run, parent, out, entry->trace.marked);
    if (!attach(parent, &entry->trace))
        base_arena_rewind(arena, mark);
}

/* ---- what is left in the end ---- */

static bool same_value(const feel_value *a, const feel_value *b)
{
    if (a->kind != b->kind)
        return false;
    switch (a->kind) {
    case FEEL_NULL:
        return true;
    case FEEL_BOOLEAN:
    case FEEL_DATE:
    case FEEL_DAYS:
    case FEEL_MONTHS:
        return a->as.integer == b->as.integer && a->size == b->size;
    case FEEL_TIME:
    case FEEL_DATE_TIME:
        return feel_moment_same(a->as.moment, b->as.moment);
    case FEEL_NUMBER:
        return base_decimal_compare(a->as.number, b->as.number) == 0;
    case FEEL_STRING:
        return base_str_equal(feel_text(a), feel_text(b));
    case FEEL_LIST:
        return a->flags == b->flags && a->detail == b->detail && a->size == b->size && a->as.list == b->as.list;
    case FEEL_CONTEXT:
    case FEEL_RANGE:
    case FEEL_RECORD:
        return a->as.host == b->as.host;
    default:
        return a->kind == FEEL_UNKNOWN;
    }
}

/* A variable that nobody wrote, or the parent once more. */
static bool says_nothing(const feel_trace *child, const feel_trace *parent)
{
    if (child->has_item)
        return false;
    if (child->node->op == FEEL_OP_SLOT && !base_str_equal(written(child->node), child->node->name))
        return true;
    return base_str_equal(child->text, parent->text) && same_value(&child->value, &parent->value);
}

/* Puts a child's own children in its place, and gives the place after them. They need no look: what says nothing
 * beside the child is gone, and the child says what its parent says. */
static feel_trace **give_way(feel_trace **at, feel_trace *parent)
{
    feel_trace *child = *at, **end = at;
    parent->left_out += child->left_out;
    if (!parent->reason)
        parent->reason = child->reason;
    *at = child->first;
    while (*end)
        end = &(*end)->next;
    *end = child->next;
    return end;
}

/* Texts are spelled, and children that say nothing give way to their own. Recursion is as deep as the expression:
 * CW_LIMIT_EXPRESSION_DEPTH. False: no memory, or no room. */
static bool settle(feel_run *run, feel_trace *trace)
{
    if (!spell(run, trace))
        return false;
    for (feel_trace **at = &trace->first; *at;) {
        if (!settle(run, *at))
            return false;
        at = says_nothing(*at, trace) ? give_way(at, trace) : &(*at)->next;
    }
    return true;
}

feel_trace *feel_explain(feel_run *run, const feel_node *node, feel_tracing *tracing)
{
    struct feel_tracer tracer = {.tracing = tracing};
    feel_value value;
    struct feel_tracer *outer = run->tracer;
    run->tracer = &tracer;
    feel_eval(run, node, &value);
    if (tracer.root && !run->no_memory && !settle(run, tracer.root))
        tracer.root = NULL;
    run->tracer = outer;
    return run->no_memory ? NULL : tracer.root;
}
