/* SPDX-License-Identifier: MIT */
/* `rating("item", subject)` and `score("item", subject)`: to whoever checks and runs expressions they are fields of the subject,
 * which the host reads from reviews with the rule's instrument. */
#include "rules/build.h"

#include <string.h>

/* A call as it was found. */
typedef struct call {
    feel_node *node;
    base_str item, name;         /* name: of the field that it became */
    const feel_node *subject;    /* NULL: the case */
} call;

/* The name of a field that no expression can write, and that messages can show. */
static base_str shown_name(rules_reader *reader, const char *function, base_str item, base_str instrument)
{
    base_buffer text;
    base_buffer_init(&text, reader->work->context);
    base_putf(&text, "%s(\"%.*s\", %.*s)", function, (int)item.length, item.at, (int)instrument.length, instrument.at);
    char *kept = text.failed ? NULL : base_arena_copy(reader->feel->arena, text.data, text.length);
    base_str name = {kept, text.length};
    base_buffer_finish(&text);
    if (!kept)
        rules_no_memory(reader);
    return kept ? name : (base_str){0};
}

/* `asked`: of one that asks whether the item applies, the field whose absence leaves that open. */
static base_str register_rating(rules_check *check, rules_rating_part part, base_str item, base_str asked)
{
    static const char *const functions[] = {[RULES_RATING_WORD] = "rating", [RULES_RATING_SCORE] = "score", [RULES_RATING_APPLIES] = "rated"};
    rules_reader *reader = check->reader;
    base_str instrument = check->rule->instrument, name = shown_name(reader, functions[part], item, instrument);
    rules_draft_rating *made = base_arena_alloc(reader->work, sizeof *made);
    void *existing;
    if (!name.at || !made) {
        rules_no_memory(reader);
        return (base_str){0};
    }
    const char *kept = base_arena_copy(reader->feel->arena, item.at, item.length);
    *made = (rules_draft_rating){.rating = {part, instrument, {kept, item.length}, name.at, NULL}, .asked = asked};
    if (!kept || !base_map_add(check->ratings, name, made, &existing)) {
        rules_no_memory(reader);
        return (base_str){0};
    }
    return name;
}

/* The case's own name, at the place of `node`. */
static feel_node *case_node(rules_check *check, const feel_node *node)
{
    feel_node *made = base_arena_alloc(check->reader->feel->arena, sizeof *made);
    if (!made) {
        rules_no_memory(check->reader);
        return NULL;
    }
    *made = (feel_node){.op = FEEL_OP_NAME, .name = BASE_STR("case"), .source = node->source, .start = node->start, .end = node->end};
    return made;
}

/* Makes the node read the field of the subject. */
static bool become_field(rules_check *check, feel_node *node, const feel_node *subject, base_str name)
{
    const feel_node **kids = base_arena_alloc(check->reader->feel->arena, sizeof *kids);
    if (!subject)
        subject = case_node(check, node);
    if (!kids || !subject || !name.at)
        return rules_no_memory(check->reader);
    kids[0] = subject;
    node->op = FEEL_OP_PATH;
    node->kids = kids;
    node->kid_count = 1;
    node->name = name;
    node->handle = NULL;
    return true;
}

static bool tell_call(rules_check *check, const feel_node *node, rules_diagnostic which)
{
    rules_tell(check->reader, which, (rules_span){node->start, node->end}, (base_str){0}, node->name, (base_str){0});
    return false;
}

/* What applies at all: unless it was rated as not applicable. A call to be asked with `when`. */
static bool remember(rules_check *check, const call *found, rules_chain *calls)
{
    call *copy = base_arena_alloc(check->reader->work, sizeof *copy);
    if (!copy)
        return rules_no_memory(check->reader);
    *copy = *found;
    return rules_chain_add(check->reader, calls, copy, (rules_span){found->node->start, found->node->end});
}

static bool read_call(rules_check *check, feel_node *node, rules_rating_part part, rules_chain *calls)
{
    const feel_node *item = node->kid_count > 0 ? node->kids[0] : NULL;
    if (check->rule->instrument.length == 0)
        return tell_call(check, node, RULES_TELL_RATING_PLACE);
    if (node->handle || !item || node->kid_count > 2 || item->op != FEEL_OP_LITERAL || item->value.kind != FEEL_STRING)
        return tell_call(check, node, RULES_TELL_RATING_CALL);
    call found = {node, feel_text(&item->value), {0}, node->kid_count > 1 ? node->kids[1] : NULL};
    found.name = register_rating(check, part, found.item, (base_str){0});
    if (!become_field(check, node, found.subject, found.name))
        return false;
    return !calls || remember(check, &found, calls);
}

static bool is_call_of(const feel_node *node, const char *function)
{
    return node->op == FEEL_OP_INVOKE && base_str_is(node->name, function);
}

/* As deep as the parser let it be. */
bool rules_read_ratings(rules_check *check, feel_node *node, rules_chain *calls)
{
    bool right = true;
    for (uint16_t i = 0; i < node->kid_count; i++)
        right &= rules_read_ratings(check, (feel_node *)node->kids[i], calls);
    if (is_call_of(node, "rating"))
        return right && read_call(check, node, RULES_RATING_WORD, calls);
    if (is_call_of(node, "score") && check->rule->instrument.length > 0)
        return right && read_call(check, node, RULES_RATING_SCORE, calls);
    return right;
}

static feel_node *both(rules_check *check, feel_node *a, feel_node *b)
{
    feel_compiler *feel = check->reader->feel;
    feel_node *made = base_arena_alloc(feel->arena, sizeof *made);
    const feel_node **kids = base_arena_array(feel->arena, 2, sizeof *kids);
    if (!made || !kids) {
        rules_no_memory(check->reader);
        return NULL;
    }
    kids[0] = a;
    kids[1] = b;
    *made = (feel_node){.op = FEEL_OP_AND, .kid_count = 2, .kids = kids, .source = b->source, .start = b->start, .end = b->end};
    return made;
}

/* A tree of its own, since the checker changes what it checks. */
static feel_node *ask_call(rules_check *check, const call *one)
{
    feel_compiler *feel = check->reader->feel;
    feel_node *node = base_arena_alloc(feel->arena, sizeof *node);
    const feel_node *subject = one->subject ? feel_parse(feel, one->subject->start, one->subject->end) : NULL;
    if (!node || (one->subject && !subject)) {
        rules_no_memory(check->reader);
        return NULL;
    }
    *node = *one->node;
    base_str name = register_rating(check, RULES_RATING_APPLIES, one->item, one->name);
    return become_field(check, node, subject, name) ? node : NULL;
}

feel_node *rules_ask_rated(rules_check *check, feel_node *when, const rules_chain *calls)
{
    for (const rules_link *link = calls->first; link; link = link->next) {
        feel_node *asked = ask_call(check, link->item);
        if (!asked)
            return NULL;
        when = when ? both(check, when, asked) : asked;
    }
    return when;
}
