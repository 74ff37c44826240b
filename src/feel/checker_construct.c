/* SPDX-License-Identifier: MIT */
/* for, some, every, contexts, functions, ranges by a comparison, `instance of`. */
#include "base/sort.h"
#include "feel/checker.h"
#include "feel/shape.h"

/* ---- what is gone through ---- */

static const feel_type *bare_item(const feel_type *type)
{
    return type->kind == FEEL_NULL ? &feel_type_any : type;
}

void feel_check_counts(feel_checker *checker, feel_node *node)
{
    const feel_type *low = feel_check_kid(checker, node, 0)->type, *high = feel_check_kid(checker, node, 1)->type;
    const feel_type *item = feel_type_join(low, high);
    feel_become(checker, node, FEEL_OP_COUNTS, feel_make_type(checker, FEEL_RANGE, bare_item(item)));
    if (item->kind != FEEL_NUMBER && item->kind != FEEL_DATE && !feel_type_is_open(item))
        feel_check_mismatch(checker, FEEL_DIAG_RANGE_ENDS, node,
                            BASE_STR("only whole numbers and dates are counted through"), FEEL_TYPE_TEXT(checker, low),
                            FEEL_TYPE_TEXT(checker, high));
}

/* Whether the type is of a range that can be gone through, or may be. */
static bool can_count(const feel_type *type)
{
    if (type->kind != FEEL_RANGE)
        return false;
    return type->item->kind == FEEL_NUMBER || type->item->kind == FEEL_DATE || type->item->kind == FEEL_ANY;
}

static const feel_type *walked_type(const feel_type *type)
{
    return type->kind == FEEL_LIST || type->kind == FEEL_RANGE ? type->item : bare_item(type);
}

static void want_walk(feel_checker *checker, feel_node *domain, const char *word)
{
    bool single = checker->compiler->standard && domain->type->kind != FEEL_RANGE;
    if (single || feel_type_fits(domain->type, &feel_type_list_of_any) || can_count(domain->type))
        return;
    base_str help = domain->type->kind == FEEL_RANGE ? BASE_STR("only whole numbers and dates are counted through")
                                                     : BASE_STR("write `[...]` for a list of one");
    feel_check_mismatch(checker, FEEL_DIAG_WANTS_LIST, domain, help, word, FEEL_TYPE_TEXT(checker, domain->type));
}

/* ---- some, every ---- */

void feel_check_quantifier(feel_checker *checker, feel_node *node)
{
    bool some = node->op == FEEL_OP_SOME;
    feel_node *list = feel_check_kid(checker, node, 0);
    want_walk(checker, list, some ? "some" : "every");
    feel_local local = {.name = node->name, .type = walked_type(list->type), .outer = checker->locals};
    local.slot = node->index = feel_take_slots(checker, 1);
    checker->locals = &local;
    feel_want_boolean(checker, feel_check_kid(checker, node, 1), some ? "`some`" : "`every`");
    checker->locals = local.outer;
    checker->next_slot = local.slot;
    if (some)
        feel_slice_list(checker, node);
    bool walks = list->type->kind != FEEL_LIST && list->type->kind != FEEL_NULL && !feel_type_is_open(list->type);
    feel_op op = walks ? (some ? FEEL_OP_SOME_OF : FEEL_OP_EVERY_OF) : (feel_op)node->op;
    feel_become(checker, node, op, &feel_type_boolean);
}

/* ---- for ---- */

/* Variables side by side in slots from `base` on, each seen by what is checked after it. NULL: no memory. */
static feel_local *make_locals(feel_checker *checker, int32_t count)
{
    feel_local *locals = base_arena_array(checker->compiler->arena, (size_t)count + 1, sizeof *locals);
    return feel_lacks_memory(checker, locals) ? NULL : locals;
}

static void bind(feel_checker *checker, feel_local *local, base_str name, int32_t slot, const feel_type *type)
{
    *local = (feel_local){.name = name, .slot = slot, .type = type, .outer = checker->locals};
    checker->locals = local;
}

void feel_check_for(feel_checker *checker, feel_node *node)
{
    const feel_names *names = node->handle;
    feel_local *outer = checker->locals, *locals = make_locals(checker, names->count);
    if (!locals)
        return;
    int32_t base = node->index = feel_take_slots(checker, names->count + 1);
    for (int32_t i = 0; i < names->count; i++) {
        feel_node *domain = feel_check_kid(checker, node, i);
        want_walk(checker, domain, "for");
        bind(checker, &locals[i], names->at[i], base + i, walked_type(domain->type));
    }
    feel_local *partial = &locals[names->count];
    bind(checker, partial, BASE_STR("partial"), base + names->count, &feel_type_list_of_any);
    const feel_type *item = feel_check_kid(checker, node, names->count)->type;
    if (partial->used)
        node->flags |= FEEL_NODE_PARTIAL;
    checker->locals = outer;
    checker->next_slot = base;
    feel_become(checker, node, FEEL_OP_FOR, feel_make_type(checker, FEEL_LIST, bare_item(item)));
}

/* ---- contexts ---- */

typedef struct keyed { base_str key; uint32_t index; } keyed;

static int by_key(const void *a, const void *b)
{
    const keyed *x = a, *y = b;
    int order = base_str_compare(x->key, y->key);
    return order ? order : (x->index > y->index) - (x->index < y->index);
}

/* The keys in order, and where each stands as written. NULL: no memory. */
static const feel_shape *make_shape(feel_checker *checker, const feel_names *names)
{
    base_arena *arena = checker->compiler->arena;
    size_t count = (size_t)names->count;
    feel_shape *shape = base_arena_alloc(arena, sizeof *shape);
    keyed *rows = base_arena_array(arena, count, sizeof *rows);
    base_str *keys = base_arena_array(arena, count, sizeof *keys);
    uint32_t *sorted = base_arena_array(arena, count, sizeof *sorted), *written = base_arena_array(arena, count, sizeof *written);
    if (feel_lacks_memory(checker, shape && rows && keys && sorted && written ? shape : NULL))
        return NULL;
    for (uint32_t i = 0; i < count; i++)
        rows[i] = (keyed){names->at[i], i};
    base_sort(rows, count, sizeof *rows, by_key);
    *shape = (feel_shape){keys, sorted, written, false};
    for (uint32_t i = 0; i < count; i++) {
        keys[i] = rows[i].key;
        sorted[i] = rows[i].index;
        written[rows[i].index] = i;
        shape->repeated |= i > 0 && base_str_equal(keys[i], keys[i - 1]);
    }
    return shape;
}

enum { TYPE_WEIGHT_MOST = 256 };

/* How much there is of a type, up to the bound. Recursion is bounded by it. */
static int weight_of(const feel_type *type, int left)
{
    int weight = 1;
    for (; type->item; type = type->item)
        weight++;
    for (int32_t i = 0; i < type->entry_count && weight <= left; i++)
        weight += weight_of(type->entries[i].type, left - weight);
    return weight;
}

/* The type of a context; of one with too much in it, or two entries of one name, only that it is one. */
static const feel_type *context_type(feel_checker *checker, const feel_node *node, const feel_shape *shape)
{
    base_arena *arena = checker->compiler->arena;
    feel_type_entry *entries = base_arena_array(arena, (size_t)node->kid_count + 1, sizeof *entries);
    feel_type *type = base_arena_alloc(arena, sizeof *type);
    if (feel_lacks_memory(checker, entries) || feel_lacks_memory(checker, type))
        return &feel_type_open;
    for (int i = 0; i < node->kid_count; i++)
        entries[i] = (feel_type_entry){.key = shape->keys[i], .type = bare_item(node->kids[shape->sorted[i]]->type)};
    *type = (feel_type){.kind = FEEL_CONTEXT, .detail = -1, .entries = entries, .entry_count = node->kid_count};
    return weight_of(type, TYPE_WEIGHT_MOST) > TYPE_WEIGHT_MOST ? &feel_type_context : type;
}

static void tell_repeated(feel_checker *checker, feel_node *node, const feel_shape *shape)
{
    for (int i = 1; i < node->kid_count; i++)
        if (base_str_equal(shape->keys[i], shape->keys[i - 1])) {
            feel_check_mismatch(checker, FEEL_DIAG_REPEATED_KEY, feel_kid(node, (int)shape->sorted[i]), (base_str){0},
                                FEEL_QUOTE(shape->keys[i]));
            return;
        }
}

void feel_check_context(feel_checker *checker, feel_node *node)
{
    static const feel_names none = {0};
    const feel_names *names = node->handle ? node->handle : &none;
    feel_local *outer = checker->locals, *locals = make_locals(checker, names->count);
    if (!locals)
        return;
    int32_t base = node->index = feel_take_slots(checker, names->count);
    for (int32_t i = 0; i < names->count; i++)
        bind(checker, &locals[i], names->at[i], base + i, bare_item(feel_check_kid(checker, node, i)->type));
    checker->locals = outer;
    checker->next_slot = base;
    const feel_shape *shape = make_shape(checker, names);
    if (!shape)
        return;
    node->handle = shape;
    feel_become(checker, node, FEEL_OP_CONTEXT, shape->repeated ? &feel_type_context : context_type(checker, node, shape));
    if (shape->repeated)
        tell_repeated(checker, node, shape);
}

/* ---- types of what comes from several places ---- */

/* A key of both has what both have; a key of one may be missing, which is null and so fits its type. */
static const feel_type *merge_contexts(feel_checker *checker, const feel_type *a, const feel_type *b)
{
    base_arena *arena = checker->compiler->arena;
    size_t most = (size_t)a->entry_count + (size_t)b->entry_count;
    feel_type_entry *entries = base_arena_array(arena, most + 1, sizeof *entries);
    feel_type *type = base_arena_alloc(arena, sizeof *type);
    if (feel_lacks_memory(checker, entries) || feel_lacks_memory(checker, type))
        return &feel_type_open;
    int32_t count = 0, i = 0, j = 0;
    while (i < a->entry_count || j < b->entry_count) {
        int order = i == a->entry_count ? 1 : j == b->entry_count ? -1
                  : base_str_compare(a->entries[i].key, b->entries[j].key);
        entries[count] = order <= 0 ? a->entries[i] : b->entries[j];
        if (order == 0) {
            entries[count].type = feel_type_merge(checker, a->entries[i].type, b->entries[j].type);
            entries[count].optional = a->entries[i].optional || b->entries[j].optional;
        } else {
            entries[count].optional = true;
        }
        i += order <= 0;
        j += order >= 0;
        count++;
    }
    *type = (feel_type){.kind = FEEL_CONTEXT, .detail = -1, .entries = entries, .entry_count = count};
    return weight_of(type, TYPE_WEIGHT_MOST) > TYPE_WEIGHT_MOST ? &feel_type_context : type;
}

static bool is_sorted(const feel_type *type)
{
    for (int32_t i = 1; i < type->entry_count; i++)
        if (base_str_compare(type->entries[i - 1].key, type->entries[i].key) >= 0)
            return false;
    return true;
}

/* Recursion goes down types whose weight is bounded, or that the host declared. */
const feel_type *feel_type_merge(feel_checker *checker, const feel_type *a, const feel_type *b)
{
    if (a->kind == FEEL_NULL || feel_type_equal(a, b))
        return b;
    if (a->kind == FEEL_LIST && b->kind == FEEL_LIST)
        return feel_make_type(checker, FEEL_LIST, feel_type_merge(checker, a->item, b->item));
    if (a->kind != FEEL_CONTEXT || b->kind != FEEL_CONTEXT)
        return feel_type_join(a, b);
    bool known = a->entries && b->entries && is_sorted(a) && is_sorted(b);
    return known ? merge_contexts(checker, a, b) : &feel_type_context;
}

/* ---- ranges, types ---- */

void feel_check_bound(feel_checker *checker, feel_node *node)
{
    const feel_type *type = feel_check_kid(checker, node, 0)->type;
    bool order = node->index != FEEL_OP_EQUAL && node->index != FEEL_OP_NOT_EQUAL;
    feel_become(checker, node, FEEL_OP_BOUND, feel_make_type(checker, FEEL_RANGE, bare_item(type)));
    if (order && (type->kind == FEEL_NULL || !feel_type_has_order(type)))
        feel_check_mismatch(checker, FEEL_DIAG_BOUND, node, (base_str){0}, FEEL_TYPE_TEXT(checker, type));
}

void feel_check_instance(feel_checker *checker, feel_node *node)
{
    feel_check_kid(checker, node, 0);
    feel_become(checker, node, FEEL_OP_INSTANCE_OF, &feel_type_boolean);
}

/* ---- functions ---- */

bool feel_check_function(feel_checker *checker, feel_node *node, const feel_type *const *types, int32_t count)
{
    const feel_names *names = node->handle;
    int32_t found = names ? names->count : 0;
    if (found != count) {
        feel_check_mismatch(checker, FEEL_DIAG_FUNCTION_PARAMETERS, node, (base_str){0}, (int)count, (int)found);
        return false;
    }
    feel_local *outer = checker->locals, *locals = make_locals(checker, count);
    if (!locals)
        return false;
    int32_t base = node->index = feel_take_slots(checker, count);
    for (int32_t i = 0; i < count; i++)
        bind(checker, &locals[i], names->at[i], base + i, types[i]);
    feel_want_boolean(checker, feel_check_kid(checker, node, 0), "this function");
    checker->locals = outer;
    checker->next_slot = base;
    feel_become(checker, node, FEEL_OP_FUNCTION, &feel_type_function);
    return true;
}

void feel_check_stray_function(feel_checker *checker, feel_node *node)
{
    feel_check_tell(checker, FEEL_DIAG_OUTSIDE, node, (base_str){0},
                    "a function that is not an argument of `sort` or `list replace` is");
}
