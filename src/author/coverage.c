/* SPDX-License-Identifier: MIT */
/* Sites are found by walking each rule's checked expressions, and counted while they run. */
#include "author/coverage_sites.h"
#include "author/tour.h"

cw_status author_coverage_new(cw_context *context, author_coverage **out)
{
    const cw_context *used = base_context_use(context);
    author_coverage *self = base_allocate(used, sizeof *self);
    *out = self;
    if (!self) {
        base_context_drop(used);
        return CW_ERR_NOMEM;
    }
    *self = (author_coverage){.context = used};
    base_arena_init(&self->arena, used);
    base_buffer_init(&self->key, used);
    base_map_init(&self->owners, &self->arena);
    base_map_init(&self->sites, &self->arena);
    base_map_init(&self->files, &self->arena);
    self->last = &self->first;
    return CW_OK;
}

void author_coverage_release(author_coverage *self)
{
    if (!self)
        return;
    const cw_context *context = self->context;
    base_buffer_finish(&self->key);
    base_arena_finish(&self->arena);
    base_release(context, self, sizeof *self);
    base_context_drop(context);
}

/* ---- places ---- */

/* A text for a place in a file, until the next: no file's name holds a NUL. Empty: no memory. */
static base_str key_of(author_coverage *self, base_str file, uint32_t start, uint32_t end)
{
    base_buffer_clear(&self->key);
    base_put_str(&self->key, file);
    base_put_char(&self->key, '\0');
    base_put_int(&self->key, start);
    base_put_char(&self->key, '-');
    base_put_int(&self->key, end);
    return self->key.failed ? (base_str){0} : (base_str){self->key.data, self->key.length};
}

author_site *author_site_at(author_coverage *self, const feel_node *node)
{
    return node->source ? base_map_find(&self->sites, key_of(self, node->source->name, node->start, node->end)) : NULL;
}

author_owner *author_owner_of(author_coverage *self, const rules_rule *rule)
{
    return base_map_find(&self->owners, key_of(self, rule->file->source.name, rule->start, rule->end));
}

/* A copy that outlives the rule set. */
static base_str kept(author_coverage *self, base_str text)
{
    char *copy = base_arena_copy(&self->arena, text.at ? text.at : "", text.length);
    return (base_str){copy ? copy : "", copy ? text.length : 0};
}

/* ---- sites ---- */

typedef struct walk {
    author_coverage *self;
    author_owner *owner;
    const cw_rules *rules;
    base_str set;                /* of whose files conditions count */
} walk;

static bool is_tested(const walk *at, const feel_source *source)
{
    return source && author_tested_file(at->rules, at->set, source);
}

static author_owner *add_owner(author_coverage *self, base_str name, const feel_source *source, uint32_t start, uint32_t end)
{
    void *existing;
    base_str key = kept(self, key_of(self, source->name, start, end));
    author_owner *owner = base_arena_alloc(&self->arena, sizeof *owner);
    if (key.length == 0 || !owner || !base_map_add(&self->owners, key, owner, &existing))
        return NULL;
    if (existing)
        return existing;
    owner->name = kept(self, name);
    owner->file = kept(self, source->name);
    owner->line = base_lines_at(source->text, start, NULL).line;
    owner->last_site = &owner->sites;
    *self->last = owner;
    self->last = &owner->next;
    return owner;
}

/* `documented`, parameters, constants, and what logic and comparisons make of nothing else: so seldom unknown that nobody is asked to
 * see it. Depth is bounded by
 * CW_LIMIT_EXPRESSION_DEPTH. */
static bool is_always_known(const feel_node *node)
{
    bool leaf = node->op == FEEL_OP_DOCUMENTED || node->op == FEEL_OP_GLOBAL || node->op == FEEL_OP_LITERAL;
    bool negates = node->op == FEEL_OP_BUILTIN && base_str_is(node->name, "not");
    bool joins = node->op == FEEL_OP_AND || node->op == FEEL_OP_OR || negates ||
                 (node->op >= FEEL_OP_EQUAL && node->op <= FEEL_OP_GREATER_EQUAL);
    for (uint16_t i = 0; joins && !leaf && i < node->kid_count; i++)
        joins = is_always_known(node->kids[i]);
    return leaf || joins;
}

/* Whether none counts as false there: at the end of a clause, and where a filter asks of an item. */
static bool is_whole(const feel_node *node, const feel_node *parent, const feel_condition *condition)
{
    if (!parent)
        return !condition;
    return parent->op == FEEL_OP_FILTER && parent->kids[parent->kid_count - 1] == node;
}

static bool add_site(walk *at, const feel_node *node, bool whole)
{
    author_coverage *self = at->self;
    void *existing;
    base_str key = kept(self, key_of(self, node->source->name, node->start, node->end));
    author_site *site = base_arena_alloc(&self->arena, sizeof *site);
    if (key.length == 0 || !site || !base_map_add(&self->sites, key, site, &existing))
        return false;
    if (existing)
        return true;
    site->start = node->start;
    site->end = node->end;
    site->always_known = is_always_known(node);
    site->is_whole = whole;
    site->text = kept(self, feel_node_text(node));
    site->line = base_lines_at(node->source->text, node->start, NULL).line;
    *at->owner->last_site = site;
    at->owner->last_site = &site->next;
    return !self->arena.failed;
}

/* Whether the node is a condition of its own, and not the front of a longer chain. */
static bool is_site(const feel_node *node, const feel_node *parent)
{
    bool chained = parent && (node->op == FEEL_OP_AND || node->op == FEEL_OP_OR) && parent->op == node->op &&
                   !(node->flags & FEEL_NODE_PAREN);
    return node->source && node->type && node->type->kind == FEEL_BOOLEAN && node->op != FEEL_OP_LITERAL && !chained &&
           !(node->flags & FEEL_NODE_INNER);
}

static bool visit_node(void *user, const feel_node *node, const feel_node *parent, const feel_condition *condition)
{
    walk at = *(walk *)user;
    if (!is_site(node, parent) || !is_tested(&at, node->source))
        return true;
    if (condition)
        at.owner = add_owner(at.self, condition->name, condition->source, condition->body_start, condition->body_end);
    return at.owner && add_site(&at, node, is_whole(node, parent, condition));
}

static uint32_t possible_outcomes(const rules_rule *rule)
{
    uint32_t possible = 1u << EVAL_MET | 1u << EVAL_UNKNOWN;
    bool filtered = rule->when || rule->until || rule->anchor || rule->shape == RULES_SHAPE_RECURRENCE;
    for (int32_t i = 0; i < rule->variable_count; i++)
        filtered |= rule->variables[i].filter != NULL;
    if (filtered)
        possible |= 1u << EVAL_NOT_APPLICABLE;
    if (rule->waived_by_count > 0 || rule->waived_when_count > 0)
        possible |= 1u << EVAL_WAIVED;
    if (rule->shape == RULES_SHAPE_STATE)
        return possible | 1u << EVAL_UNMET | (rule->from ? 1u << EVAL_PENDING : 0);
    return possible | 1u << EVAL_PENDING | 1u << EVAL_LATE | 1u << EVAL_OVERDUE;
}

/* A rule of the tested files; or of others, with the file that overrides it. */
static author_owner *add_rule(author_coverage *self, const rules_rule *rule, bool is_own, const rules_file *changed_by)
{
    author_owner *owner = add_owner(self, base_str_of(rule->full_name), &rule->file->source, rule->start, rule->end);
    if (!owner)
        return NULL;
    owner->is_rule = true;
    if (is_own)
        owner->possible = possible_outcomes(rule);
    else
        owner->file = kept(self, changed_by->source.name);
    return owner;
}

static bool walk_rule(author_tour *tour, const rules_rule *rule)
{
    walk *at = tour->user;
    bool is_own = author_is_own_file(at->rules, at->set, rule->file);
    if (!is_own && (!rule->changed_by || !author_is_own_file(at->rules, at->set, rule->changed_by)))
        return true;
    at->owner = add_rule(at->self, rule, is_own, rule->changed_by);
    if (!at->owner || !author_tour_rule(tour, rule))
        return false;
    if (!is_own && at->owner->sites)
        at->owner->line = at->owner->sites->line;
    return true;
}

bool author_coverage_open(author_coverage *self, const cw_rules *rules, base_str set)
{
    void *existing;
    author_tour tour;
    walk at = {self, NULL, rules, set};
    base_str name = rules->file_count > 0 ? kept(self, rules->files[0]->source.name) : BASE_STR("");
    if (!base_map_add(&self->files, name, self, &existing))
        return false;
    author_tour_init(&tour, &self->arena, &at);
    tour.visit = visit_node;
    for (int32_t i = 0; i < rules->rule_count && !existing; i++)
        for (const rules_rule *rule = rules->rules[i]; rule; rule = rule->next_version)
            if (!walk_rule(&tour, rule))
                return false;
    return !self->arena.failed;
}

/* ---- counting ---- */

void author_coverage_saw(author_coverage *self, const feel_node *node, const feel_value *value)
{
    bool counts = value->kind == FEEL_BOOLEAN || value->kind == FEEL_UNKNOWN || value->kind == FEEL_NULL;
    author_site *site = counts && node->type && node->type->kind == FEEL_BOOLEAN ? author_site_at(self, node) : NULL;
    if (!site || (value->kind == FEEL_NULL && !site->is_whole))
        return;
    if (value->kind == FEEL_UNKNOWN)
        site->counts[AUTHOR_UNKNOWN]++;
    else
        site->counts[feel_is_true(value) ? AUTHOR_TRUE : AUTHOR_FALSE]++;
}

void author_coverage_count(author_coverage *self, const cw_finding *finding)
{
    author_owner *owner = author_owner_of(self, finding->rule);
    if (owner)
        owner->counts[finding->status]++;
}

cw_status author_coverage_status(const author_coverage *self)
{
    return self->arena.failed || self->key.failed ? CW_ERR_NOMEM : CW_OK;
}

/* ---- the sum ---- */

int64_t author_coverage_total(const author_coverage *self)
{
    int64_t total = 0;
    for (const author_owner *owner = self->first; owner; owner = owner->next) {
        for (int status = EVAL_MET; status <= EVAL_UNKNOWN; status++)
            total += owner->possible >> status & 1;
        for (const author_site *site = owner->sites; site; site = site->next)
            total += site->always_known ? AUTHOR_WAYS - 1 : AUTHOR_WAYS;
    }
    return total;
}

int64_t author_coverage_reached(const author_coverage *self)
{
    int64_t reached = 0;
    for (const author_owner *owner = self->first; owner; owner = owner->next) {
        for (int status = EVAL_MET; status <= EVAL_UNKNOWN; status++)
            reached += (owner->possible >> status & 1) && owner->counts[status] > 0;
        for (const author_site *site = owner->sites; site; site = site->next)
            for (int way = 0; way < AUTHOR_WAYS; way++)
                reached += author_is_way(site, way) && site->counts[way] > 0;
    }
    return reached;
}
