/* SPDX-License-Identifier: MIT */
/* `rating("item", subject)` and `score("item", subject)`: to whoever checks and runs expressions they are fields of the subject,
 * which the host reads from reviews with the rule's instrument. A condition has the instrument of the rule that calls it, so it
 * is checked for each. */
#include "rules/rating.h"

const char rules_needs_instrument[] = "it asks for a rating, and the rule that calls it has no `instrument`";

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

static bool keep_rating(rules_reader *reader, rules_rating_part part, base_str item, base_str instrument, base_str asked, base_str name)
{
    rules_draft_rating *made = base_arena_alloc(reader->work, sizeof *made);
    const char *kept = base_arena_copy(reader->feel->arena, item.at, item.length);
    void *existing;
    if (!made || !kept)
        return rules_no_memory(reader);
    *made = (rules_draft_rating){.rating = {part, instrument, {kept, item.length}, name.at, NULL}, .asked = asked};
    return base_map_add(reader->ratings, name, made, &existing) || rules_no_memory(reader);
}

base_str rules_rating_field_name(rules_reader *reader, rules_rating_part part, base_str item, base_str instrument, base_str asked)
{
    static const char *const functions[] = {[RULES_RATING_WORD] = "rating", [RULES_RATING_SCORE] = "score", [RULES_RATING_APPLIES] = "rated"};
    base_str name = shown_name(reader, functions[part], item, instrument);
    bool known = name.at && (base_map_find(reader->ratings, name) || keep_rating(reader, part, item, instrument, asked, name));
    return known ? name : (base_str){0};
}

/* The case's own name, at the place of `node`. */
static feel_node *case_node(rules_reader *reader, const feel_node *node)
{
    feel_node *made = base_arena_alloc(reader->feel->arena, sizeof *made);
    if (!made) {
        rules_no_memory(reader);
        return NULL;
    }
    *made = (feel_node){.op = FEEL_OP_NAME, .name = BASE_STR("case"), .source = node->source, .start = node->start, .end = node->end};
    return made;
}

bool rules_become_rating(rules_reader *reader, feel_node *node, const feel_node *subject, base_str name)
{
    const feel_node **kids = base_arena_alloc(reader->feel->arena, sizeof *kids);
    if (!subject)
        subject = case_node(reader, node);
    if (!kids || !subject || !name.at)
        return rules_no_memory(reader);
    kids[0] = subject;
    node->op = FEEL_OP_PATH;
    node->kids = kids;
    node->kid_count = 1;
    node->name = name;
    node->handle = NULL;
    return true;
}

/* ---- calls as they are written ---- */

/* Where calls stand. */
typedef struct place { rules_reader *reader; base_str instrument; bool condition; bool found; } place;

static bool tell_call(place *place, const feel_node *node, rules_diagnostic which)
{
    rules_tell(place->reader, which, (rules_span){node->start, node->end}, (base_str){0}, node->name, (base_str){0});
    return false;
}

static bool read_call(place *place, feel_node *node, rules_rating_part part)
{
    const feel_node *item = node->kid_count > 0 ? node->kids[0] : NULL;
    if (place->instrument.length == 0 && !place->condition)
        return tell_call(place, node, RULES_TELL_RATING_PLACE);
    if (node->handle || !item || node->kid_count > 2 || item->op != FEEL_OP_LITERAL || item->value.kind != FEEL_STRING)
        return tell_call(place, node, RULES_TELL_RATING_CALL);
    place->found = true;
    base_str name = rules_rating_field_name(place->reader, part, feel_text(&item->value), place->instrument, (base_str){0});
    return rules_become_rating(place->reader, node, node->kid_count > 1 ? node->kids[1] : NULL, name);
}

/* As deep as the parser let it be. */
static bool read_calls(place *place, feel_node *node)
{
    bool right = true;
    for (uint16_t i = 0; i < node->kid_count; i++)
        right &= read_calls(place, (feel_node *)node->kids[i]);
    if (node->op == FEEL_OP_INVOKE && base_str_is(node->name, "rating"))
        return right && read_call(place, node, RULES_RATING_WORD);
    if (node->op == FEEL_OP_INVOKE && base_str_is(node->name, "score"))
        return right && read_call(place, node, RULES_RATING_SCORE);
    return right;
}

bool rules_read_ratings(rules_check *check, feel_node *node)
{
    place place = {.reader = check->reader, .instrument = check->rule->instrument};
    return read_calls(&place, node);
}

bool rules_read_ratings_again(rules_reader *reader, base_str instrument, feel_node *node)
{
    place place = {.reader = reader, .instrument = instrument, .condition = true};
    return read_calls(&place, node);
}

feel_node *rules_read_condition_body(feel_compiler *compiler, feel_instance *instance)
{
    const rules_condition *condition = (const rules_condition *)instance->condition;
    place place = {.reader = &condition->draft->reader, .instrument = compiler->setting, .condition = true};
    feel_node *body = feel_parse(compiler, condition->feel.body_start, condition->feel.body_end);
    if (!body || !read_calls(&place, body)) {
        instance->by_setting = false;
        return NULL;
    }
    instance->by_setting = place.found;
    return body;
}
