/* SPDX-License-Identifier: MIT */
/* Titles and remedies: text with paths in braces. */
#include "rules/check.h"

#include <string.h>

static rules_piece *add_piece(rules_check *check, rules_chain *pieces)
{
    rules_piece *piece = base_arena_alloc(check->reader->work, sizeof *piece);
    if (!piece || !rules_chain_add(check->reader, pieces, piece, (rules_span){0, 0})) {
        rules_no_memory(check->reader);
        return NULL;
    }
    return piece;
}

static bool is_path(const feel_node *tree)
{
    while (tree->op == FEEL_OP_PATH)
        tree = tree->kids[0];
    return tree->op == FEEL_OP_NAME;
}

static void check_path(rules_check *check, rules_span span, bool remedy, rules_piece *piece, uint32_t *most)
{
    rules_reader *reader = check->reader;
    base_str text = rules_str(reader, span);
    feel_scope room[2];
    uint32_t slots = 0;
    piece->is_due = base_str_is(text, "due");
    if (piece->is_due && !remedy)
        rules_tell(reader, RULES_TELL_DUE_PLACE, span, (base_str){0}, (base_str){0}, (base_str){0});
    if (piece->is_due)
        return;
    feel_node *tree = feel_parse(reader->feel, span.start, span.end);
    if (tree && !is_path(tree))
        rules_tell(reader, RULES_TELL_NOT_A_PATH, span, BASE_STR("a `let` can hold what a text needs"), text, (base_str){0});
    if (!tree || !is_path(tree) || check->from->change)
        return;
    piece->path = feel_check(reader->feel, tree, rules_scope_of(check, &check->scope, room), check->first_slot, NULL, "a text", &slots);
    *most = slots > *most ? slots : *most;
}

static bool is_blank(base_str text)
{
    for (size_t i = 0; i < text.length; i++)
        if (text.at[i] != ' ')
            return false;
    return true;
}

/* What stands in the braces that open at `at`; returns where reading goes on. */
static uint32_t read_path(rules_check *check, uint32_t at, uint32_t end, bool remedy, rules_chain *pieces, uint32_t *most)
{
    rules_reader *reader = check->reader;
    const char *text = reader->feel->source->text.at;
    const char *close = memchr(text + at, '}', end - at);
    if (!close) {
        rules_tell(reader, RULES_TELL_OPEN_PATH, (rules_span){at, at + 1}, (base_str){0}, (base_str){0}, (base_str){0});
        return end;
    }
    rules_span inside = {at + 1, (uint32_t)(close - text)};
    if (is_blank(rules_str(reader, inside))) {
        rules_tell(reader, RULES_TELL_NOT_A_PATH, (rules_span){at, inside.end + 1}, (base_str){0}, BASE_STR("{}"),
                   (base_str){0});
        return inside.end + 1;
    }
    rules_piece *piece = add_piece(check, pieces);
    if (piece)
        check_path(check, inside, remedy, piece, most);
    return inside.end + 1;
}

static uint32_t read_words(rules_check *check, uint32_t at, uint32_t end, rules_chain *pieces)
{
    const char *text = check->reader->feel->source->text.at;
    uint32_t stop = at;
    while (stop < end && text[stop] != '{' && text[stop] != '}')
        stop += text[stop] == '\\' && stop + 1 < end ? 2 : 1;
    rules_piece *piece = stop > at ? add_piece(check, pieces) : NULL;
    if (piece)
        rules_read_escapes(check->reader, (rules_span){at, stop}, &piece->text);
    if (stop < end && text[stop] == '}') {
        rules_tell(check->reader, RULES_TELL_STRAY_BRACE, (rules_span){stop, stop + 1},
                   BASE_STR("a brace that is text is written \\u007B or \\u007D"), (base_str){0}, (base_str){0});
        stop++;
    }
    return stop;
}

void rules_check_template(rules_check *check, const rules_clause *clause, bool remedy, rules_template *out)
{
    rules_reader *reader = check->reader;
    rules_chain pieces = {0};
    rules_span inside;
    if (!clause)
        return;
    rules_cursor cursor = rules_clause_cursor(check, clause);
    if (!rules_expect_quoted(&cursor, &inside))
        return;
    rules_expect_end(&cursor);
    for (uint32_t at = inside.start; at < inside.end && !reader->feel->no_memory;)
        at = reader->feel->source->text.at[at] == '{' ? read_path(check, at, inside.end, remedy, &pieces, &out->slots)
                                                      : read_words(check, at, inside.end, &pieces);
    rules_need_slots(check, out->slots);
    out->pieces = rules_chain_copies(reader, &pieces, sizeof(rules_piece));
    out->count = pieces.count;
}
