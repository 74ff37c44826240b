/* SPDX-License-Identifier: MIT */
/* What conditions say of the same thing, and whether two of them leave nothing that it could be. A condition joined by `and` is taken
 * apart; each part becomes a fact: one of a few statements about something. Where a part says more than that, the fact says less, so
 * that what is found is certain; what is not found may still be. */
#include "author/lint_file.h"

#include <inttypes.h>

enum {
    BELOW = 1, SAME = 2, ABOVE = 4, OTHER = 8, NOTHING = 16,     /* what something can be, seen from a constant or from something else */
    ANYTHING = BELOW | SAME | ABOVE | OTHER | NOTHING,
    FACTS_MOST = 48, STATEMENTS_MOST = 12, CALLS_MOST = 8,
    WORK_MOST = 4000                                             /* nodes that are looked at for one answer */
};

/* `subject` is one of `can` against the constant, or against `against`. */
typedef struct statement { base_str subject, against; const feel_value *constant; unsigned can; } statement;
/* One of these holds. `at` is what says so, of the conditions that were asked about. */
typedef struct fact { statement any[STATEMENTS_MOST]; int count; const feel_node *at; } fact;

/* What the slots of a called condition stand for. */
typedef struct frame { const base_str *keys; int32_t count; int depth; } frame;

typedef struct facts {
    author_linter *linter;
    int left;                        /* of WORK_MOST, and of what is left for the whole set */
    int count;
    fact items[FACTS_MOST];
} facts;

/* ---- keys: two expressions of one key have one value ---- */

static void put_key(facts *self, const feel_node *node, const frame *frame, base_buffer *key);

static void put_literal(const feel_node *node, base_buffer *key)
{
    const feel_value *value = &node->value;
    switch (value->kind) {
    case FEEL_NULL: base_put(key, "null"); return;
    case FEEL_BOOLEAN: case FEEL_DATE: case FEEL_MONTHS: base_putf(key, "v%d:%" PRId64, value->kind, value->as.integer); return;
    case FEEL_STRING: base_putf(key, "t%u:", (unsigned)value->size); base_put_str(key, feel_text(value)); return;
    default: base_putf(key, "p%" PRIuPTR, (uintptr_t)node); return;
    case FEEL_NUMBER: break;
    }
    if (node->source)
        base_putf(key, "n%.*s", (int)(node->end - node->start), node->source->text.at + node->start);
    else
        base_putf(key, "p%" PRIuPTR, (uintptr_t)node);
}

static void put_slot(const feel_node *node, const frame *frame, base_buffer *key)
{
    if (node->index >= 0 && node->index < frame->count)
        base_put_str(key, frame->keys[node->index]);
    else
        base_putf(key, "s%d.%d", frame->depth, (int)node->index);
}

static void put_key(facts *self, const feel_node *node, const frame *frame, base_buffer *key)
{
    if (--self->left < 0)
        return;
    if (node->op == FEEL_OP_LITERAL) {
        put_literal(node, key);
        return;
    }
    if (node->op == FEEL_OP_SLOT) {
        put_slot(node, frame, key);
        return;
    }
    int index = node->op == FEEL_OP_CALL ? 0 : (int)node->index, flags = node->flags & ~FEEL_NODE_PAREN;
    bool named = node->op == FEEL_OP_ENTRY || node->op == FEEL_OP_OWN;
    base_putf(key, "%d,%d,%d,%" PRIuPTR, (int)node->op, index, flags, (uintptr_t)node->handle);
    if (named)
        base_put_str(key, node->name);
    base_put_char(key, '(');
    for (uint16_t i = 0; i < node->kid_count; i++) {
        put_key(self, node->kids[i], frame, key);
        base_put_char(key, ';');
    }
    base_put_char(key, ')');
}

/* Empty: no memory, or too much work. */
static base_str key_of(facts *self, const feel_node *node, const frame *frame)
{
    base_buffer key;
    base_arena *arena = &self->linter->arena;
    base_buffer_init(&key, arena->context);
    put_key(self, node, frame, &key);
    const char *made = key.failed ? NULL : base_arena_copy(arena, key.data, key.length);
    base_str kept = {made, key.length};
    arena->failed |= key.failed;
    base_buffer_finish(&key);
    return made && self->left >= 0 ? kept : (base_str){0};
}

/* ---- statements ---- */

static bool is_plain(int kind)
{
    return kind == FEEL_BOOLEAN || kind == FEEL_NUMBER || kind == FEEL_STRING || kind == FEEL_DATE || kind == FEEL_MONTHS;
}

/* date("2024-01-01"), which is a constant though it is called. NULL: it is not that, or no memory. */
static const feel_value *written_date(const facts *self, const feel_node *node)
{
    int64_t day;
    const feel_node *text = node->op == FEEL_OP_BUILTIN && node->kid_count == 1 && base_str_is(node->name, "date") ? node->kids[0] : NULL;
    if (!text || text->op != FEEL_OP_LITERAL || text->value.kind != FEEL_STRING || !base_day_parse(feel_text(&text->value), &day))
        return NULL;
    feel_value *made = base_arena_alloc(&self->linter->arena, sizeof *made);
    if (made)
        *made = feel_date(day);
    return made;
}

/* The node's value, where that is a constant that something of this type can be compared with; or NULL. */
static const feel_value *constant_of(const facts *self, const feel_node *node, const feel_type *type)
{
    const feel_value *date = type->kind == FEEL_DATE ? written_date(self, node) : NULL;
    if (date)
        return date;
    bool fits = node->op == FEEL_OP_LITERAL && is_plain(type->kind) && (node->value.kind == type->kind || node->value.kind == FEEL_NULL);
    return fits ? &node->value : NULL;
}

static unsigned turned(unsigned can)
{
    return (can & ~(unsigned)(BELOW | ABOVE)) | (can & BELOW ? ABOVE : 0) | (can & ABOVE ? BELOW : 0);
}

/* `a` is one of `can` against `b`. With null there is only `=` and `!=`. */
static void make_statement(facts *self, const feel_node *a, unsigned can, const feel_node *b, const frame *frame, statement *out)
{
    *out = (statement){.can = can};
    const feel_value *constant = constant_of(self, b, a->type), *first = constant_of(self, a, b->type);
    if (!constant && first) {
        const feel_node *other = a;
        a = b;
        b = other;
        constant = first;
        out->can = turned(can);
    }
    out->subject = key_of(self, a, frame);
    if (constant && constant->kind == FEEL_NULL)
        out->can = can & SAME ? NOTHING : ANYTHING & ~NOTHING;
    out->constant = constant;
    if (constant)
        return;
    out->against = key_of(self, b, frame);
    if (base_str_compare(out->subject, out->against) <= 0)
        return;
    base_str subject = out->subject;
    out->subject = out->against;
    out->against = subject;
    out->can = turned(out->can);
}

/* What a comparison leaves when it is true, or false. 0: it is no comparison. What is neither true nor false may be anything. */
static unsigned can_of(const feel_node *node, bool negative)
{
    switch (node->op) {
    case FEEL_OP_EQUAL: return negative ? ANYTHING & ~SAME : SAME;
    case FEEL_OP_NOT_EQUAL: return negative ? SAME : ANYTHING & ~SAME;
    case FEEL_OP_LESS: return negative ? SAME | ABOVE : BELOW;
    case FEEL_OP_LESS_EQUAL: return negative ? ABOVE : BELOW | SAME;
    case FEEL_OP_GREATER: return negative ? SAME | BELOW : ABOVE;
    case FEEL_OP_GREATER_EQUAL: return negative ? BELOW : ABOVE | SAME;
    default: return 0;
    }
}

static bool add(fact *into, statement one)
{
    if (one.subject.length == 0 || into->count == STATEMENTS_MOST)
        return false;
    into->any[into->count++] = one;
    return true;
}

/* One of the words of a list. */
static bool state_in_list(facts *self, const feel_node *node, const frame *frame, fact *into)
{
    const feel_node *value = node->kids[0], *list = node->kids[1];
    for (uint16_t i = 0; i < list->kid_count; i++) {
        statement one;
        if (!constant_of(self, list->kids[i], value->type))
            return false;
        make_statement(self, value, SAME, list->kids[i], frame, &one);
        if (!add(into, one))
            return false;
    }
    return list->kid_count > 0;
}

/* What the node says, as statements of which one holds. False: it cannot be said so. */
static bool state(facts *self, const feel_node *node, bool negative, const frame *frame, fact *into)
{
    unsigned can = can_of(node, negative);
    statement one;
    if (node->op == (negative ? FEEL_OP_AND : FEEL_OP_OR))
        return state(self, node->kids[0], negative, frame, into) && state(self, node->kids[1], negative, frame, into);
    if (node->op == FEEL_OP_IN && !negative && node->kids[1]->op == FEEL_OP_LIST && is_plain(node->kids[0]->type->kind))
        return state_in_list(self, node, frame, into);
    if (can) {
        make_statement(self, node->kids[0], can, node->kids[1], frame, &one);
        return (one.constant || one.against.length > 0) && add(into, one);
    }
    one = (statement){.subject = key_of(self, node, frame), .against = BASE_STR("true"), .can = negative ? BELOW : SAME};
    return add(into, one);
}

/* ---- facts ---- */

static void add_fact(facts *self, const feel_node *node, bool negative, const frame *frame, const feel_node *at)
{
    if (self->count == FACTS_MOST || self->left < 0)
        return;
    fact *made = &self->items[self->count];
    made->count = 0;
    made->at = at;
    self->count += state(self, node, negative, frame, made);
}

/* low <= value <= high, as two facts. */
static void add_bounds(facts *self, const feel_node *value, const feel_node *low, const feel_node *high, int flags, const frame *frame,
                       const feel_node *at)
{
    const feel_node *ends[] = {low, high};
    unsigned can[] = {flags & FEEL_NODE_LOW_OPEN ? ABOVE : ABOVE | SAME, flags & FEEL_NODE_HIGH_OPEN ? BELOW : BELOW | SAME};
    for (int i = 0; i < 2 && self->count < FACTS_MOST; i++) {
        fact *made = &self->items[self->count];
        statement one;
        if (ends[i]->type->kind == FEEL_NULL)
            continue;
        make_statement(self, value, can[i], ends[i], frame, &one);
        made->count = 0;
        made->at = at;
        self->count += (one.constant || one.against.length > 0) && add(made, one);
    }
}

/* In no list of constants: none of them, each as a fact. */
static void add_excluded(facts *self, const feel_node *node, const frame *frame, const feel_node *at)
{
    const feel_node *value = node->kids[0], *list = node->kids[1];
    for (uint16_t i = 0; i < list->kid_count && self->count < FACTS_MOST; i++) {
        fact *made = &self->items[self->count];
        made->count = 0;
        made->at = at;
        if (!constant_of(self, list->kids[i], value->type))
            continue;
        make_statement(self, value, ANYTHING & ~SAME, list->kids[i], frame, &made->any[0]);
        made->count = made->any[0].subject.length > 0;
        self->count += made->count;
    }
}

static void take_apart(facts *self, const feel_node *node, bool negative, const frame *frame, const feel_node *at);

static void take_called(facts *self, const feel_node *node, bool negative, const frame *outer, const feel_node *at)
{
    const feel_instance *called = node->handle;
    frame inner = {.count = node->kid_count, .depth = outer->depth + 1};
    base_str *keys = base_arena_array(&self->linter->arena, node->kid_count, sizeof *keys);
    inner.keys = keys;
    for (uint16_t i = 0; keys && i < node->kid_count; i++)
        keys[i] = key_of(self, node->kids[i], outer);
    if (keys && self->left >= 0 && !self->linter->arena.failed)
        take_apart(self, called->body, negative, &inner, at);
}

static bool is_not(const feel_node *node)
{
    return node->op == FEEL_OP_BUILTIN && node->kid_count == 1 && base_str_is(node->name, "not");
}

/* `at` NULL: each part that is no chain itself stands for what it says. */
static void take_apart(facts *self, const feel_node *node, bool negative, const frame *frame, const feel_node *at)
{
    const feel_node *here = at ? at : node;
    if (--self->left < 0)
        return;
    if (node->op == (negative ? FEEL_OP_OR : FEEL_OP_AND)) {
        take_apart(self, node->kids[0], negative, frame, at);
        take_apart(self, node->kids[1], negative, frame, at);
    } else if (is_not(node)) {
        take_apart(self, node->kids[0], !negative, frame, here);
    } else if (node->op == FEEL_OP_CALL && ((const feel_instance *)node->handle)->body && frame->depth < CALLS_MOST) {
        add_fact(self, node, negative, frame, here);
        take_called(self, node, negative, frame, here);
    } else if (node->op == FEEL_OP_BETWEEN && !negative) {
        add_bounds(self, node->kids[0], node->kids[1], node->kids[2], 0, frame, here);
    } else if (node->op == FEEL_OP_IN_RANGE && !negative) {
        add_bounds(self, node->kids[0], node->kids[1], node->kids[2], node->flags, frame, here);
    } else if (negative && node->op == FEEL_OP_IN && node->kids[1]->op == FEEL_OP_LIST && is_plain(node->kids[0]->type->kind)) {
        add_fact(self, node, negative, frame, here);
        add_excluded(self, node, frame, here);
    } else if (node->op != FEEL_OP_LITERAL) {
        add_fact(self, node, negative, frame, here);
    }
}

/* ---- clashes ---- */

static int compare(const feel_value *a, const feel_value *b)
{
    if (a->kind == FEEL_NUMBER)
        return base_decimal_compare(a->as.number, b->as.number);
    if (a->kind == FEEL_STRING)
        return base_str_compare(feel_text(a), feel_text(b));
    return a->as.integer < b->as.integer ? -1 : a->as.integer > b->as.integer;
}

/* Whether something can be one of `low` against a constant and one of `high` against a greater one. */
static bool fits_between(unsigned low, unsigned high, bool ordered)
{
    if (!ordered)
        return (low & SAME && high & ~(unsigned)(SAME | NOTHING)) || (high & SAME && low & ~(unsigned)(SAME | NOTHING)) ||
               (low & ~(unsigned)(SAME | NOTHING) && high & ~(unsigned)(SAME | NOTHING));
    return (low & BELOW && high & BELOW) || (low & SAME && high & BELOW) || (low & ABOVE && high & BELOW) || (low & ABOVE && high & SAME) ||
           (low & ABOVE && high & ABOVE) || (low & OTHER && high & OTHER);
}

static bool both_can(const statement *a, const statement *b)
{
    if (!base_str_equal(a->subject, b->subject) || !a->constant != !b->constant)
        return true;
    if (!a->constant)
        return !base_str_equal(a->against, b->against) || a->can & b->can;
    if (a->can & b->can & NOTHING)
        return true;
    bool nothing = a->constant->kind == FEEL_NULL, other = b->constant->kind == FEEL_NULL;
    if (nothing || other)
        return a->can & ~(unsigned)NOTHING && b->can & ~(unsigned)NOTHING;
    if (a->constant->kind != b->constant->kind)
        return true;
    int order = compare(a->constant, b->constant);
    bool ordered = a->constant->kind != FEEL_STRING && a->constant->kind != FEEL_BOOLEAN;
    if (order == 0)
        return a->can & b->can;
    return order < 0 ? fits_between(a->can, b->can, ordered) : fits_between(b->can, a->can, ordered);
}

static bool clash(const fact *a, const fact *b)
{
    for (int i = 0; i < a->count; i++)
        for (int k = 0; k < b->count; k++)
            if (both_can(&a->any[i], &b->any[k]))
                return false;
    return true;
}

static bool look(const facts *self, author_clash *out)
{
    for (int i = 1; i < self->count; i++)
        for (int k = 0; k < i; k++) {
            const fact *a = &self->items[k], *b = &self->items[i];
            if (a->at == b->at || !a->at->source || !b->at->source || !clash(a, b))
                continue;
            *out = (author_clash){a->at, b->at};
            return true;
        }
    return false;
}

bool author_find_clash(author_linter *self, const feel_node *const *conditions, int count, bool negative, author_clash *out)
{
    static const frame outermost = {.keys = NULL};
    base_mark mark = base_arena_mark(&self->arena);
    facts found;
    found.linter = self;
    found.left = self->work < WORK_MOST ? self->work : WORK_MOST;
    const int begun = found.left;
    found.count = 0;
    for (int i = 0; i < count; i++)
        take_apart(&found, conditions[i], negative, &outermost, NULL);
    self->work -= begun - (found.left > 0 ? found.left : 0);
    if (self->arena.failed)
        return false;
    bool there = found.left >= 0 && look(&found, out);
    base_arena_rewind(&self->arena, mark);
    return there;
}
