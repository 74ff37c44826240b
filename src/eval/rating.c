/* SPDX-License-Identifier: MIT */
/* The latest rating that is seen, of one item with one instrument: of the reviews the last by date, then by document order,
 * and in it the last row. */
#include "eval/rating.h"
#include "eval/custom.h"
#include "eval/eval.h"
#include "eval/words.h"

typedef struct rating_field { model_field field; const rules_rating *what; } rating_field;

static bool make_field(base_arena *arena, int32_t kind, const rules_rating *what, feel_host_field *out)
{
    static const feel_type word = { .kind = FEEL_STRING, .detail = MODEL_ENUM_RATING_VALUE };
    rating_field *made = base_arena_alloc(arena, sizeof *made);
    if (!made) return false;
    made->field = (model_field){ .key = EVAL_RATING_KEY, .name = what->shown, .type = MODEL_TEXT, .derived = true, .target = -1,
                                 .slot = -1, .kind = (int16_t)kind, .doc = "What reviewers rated." };
    made->what = what;
    out->handle = made;
    if (what->part == RULES_RATING_WORD) out->type = &word;
    return true;
}

static int32_t wider_kind(int32_t kind)
{
    return kind != MODEL_KIND_ENTRY && model_kind_is_entry(kind) ? MODEL_KIND_ENTRY : -1;
}

static const char *never_absent(const void *handle)
{
    const model_field *field = handle;
    if (field->key == EVAL_CUSTOM_KEY) return NULL;
    if (field->derived) return "it is computed";
    return field->required ? "no document can leave it out" : NULL;
}

const rules_host eval_rules_host = { make_field, eval_make_custom, never_absent, wider_kind, eval_categories_of };

/* ---- whether a row is the one ---- */

typedef enum match { NO, YES, PERHAPS } match;

/* What is sought; `why` receives the fact that would settle PERHAPS. */
typedef struct search {
    feel_run *run;
    const rules_rating *what;
    const cw_record *subject;
    eval_fact why;
} search;

static match settle(search *search, const cw_record *record, int32_t field)
{
    search->why = (eval_fact){ record, model_field_by(field) };
    return PERHAPS;
}

static match is_text(search *search, const cw_record *record, int32_t field, base_str wanted)
{
    const model_slot *slot = &record->slots[model_field_by(field)->slot];
    if (slot->state != MODEL_VALUE) return settle(search, record, field);
    return base_str_equal((base_str){ slot->as.text, slot->length }, wanted) ? YES : NO;
}

/* Absent it means the whole case. */
static match is_about(search *search, const cw_record *row)
{
    const model_slot *slot = &row->slots[MODEL_SLOT_RATING_ABOUT];
    bool whole = search->subject->kind == MODEL_KIND_CASE;
    if (slot->state == MODEL_NULL) return settle(search, row, MODEL_FIELD_RATING_ABOUT);
    if (slot->state == MODEL_ABSENT) return whole ? YES : NO;
    for (int64_t i = 0; i < slot->as.list->count; i++)
        if (((const model_reference *)slot->as.list->items)[i].target == search->subject) return YES;
    return NO;
}

static match is_sought(search *search, const cw_record *row)
{
    match item = is_text(search, row, MODEL_FIELD_RATING_ITEM, search->what->item);
    eval_fact why = search->why;
    match about = item == NO ? NO : is_about(search, row);
    if (about != YES) return about;
    search->why = why;
    return item;
}

/* ---- what it says ---- */

static feel_value missing(const search *search, const cw_record *row, int32_t field)
{
    return feel_missing_fact(search->run, row, model_field_by(field));
}

/* A word that rules add says that the item applies. */
static feel_value read_kept(const search *search, const cw_record *row)
{
    feel_value kept;
    if (!eval_read_kept(search->run, row, model_field_by(MODEL_FIELD_RATING_RATING), &kept))
        return missing(search, row, MODEL_FIELD_RATING_RATING);
    return search->what->part == RULES_RATING_WORD ? kept : feel_boolean(true);
}

static feel_value read_word(const search *search, const cw_record *row)
{
    const model_slot *slot = &row->slots[MODEL_SLOT_RATING_RATING];
    if (slot->state != MODEL_VALUE) return read_kept(search, row);
    const model_word *word = &model_enumeration_at(MODEL_ENUM_RATING_VALUE)->words[slot->as.integer];
    if (search->what->part == RULES_RATING_WORD) return feel_string((base_str){ word->word, word->length });
    return feel_boolean(slot->as.integer != MODEL_WORD_RATING_VALUE_NOT_APPLICABLE);
}

static feel_value read_row(const search *search, const cw_record *row)
{
    const model_slot *score = &row->slots[MODEL_SLOT_RATING_SCORE];
    if (search->what->part == RULES_RATING_WORD) return read_word(search, row);
    if (search->what->part == RULES_RATING_SCORE)
        return score->state == MODEL_VALUE ? feel_number_value(search->run, score->as.number) : missing(search, row, MODEL_FIELD_RATING_SCORE);
    return score->state == MODEL_VALUE && row->slots[MODEL_SLOT_RATING_RATING].state == MODEL_ABSENT ? feel_boolean(true)
                                                                                                      : read_word(search, row);
}

/* Of one review from its last row on; false: it says nothing of the sort. Each row is a step. */
static bool read_review(search *search, const cw_record *review, feel_value *out)
{
    const model_slot *rows = &review->slots[MODEL_SLOT_REVIEW_RATINGS];
    match instrument = is_text(search, review, MODEL_FIELD_REVIEW_INSTRUMENT, search->what->instrument);
    eval_fact why = search->why;
    if (instrument == NO || rows->state == MODEL_ABSENT) return false;
    if (rows->state == MODEL_NULL) {
        *out = missing(search, review, MODEL_FIELD_REVIEW_RATINGS);
        return true;
    }
    for (int64_t i = rows->as.list->count; i-- > 0;) {
        const cw_record *row = ((cw_record *const *)rows->as.list->items)[i];
        search->run->steps--;
        match found = is_sought(search, row);
        if (found == NO) continue;
        if (found == PERHAPS) why = search->why;
        bool sure = found == YES && instrument == YES;
        *out = sure ? read_row(search, row) : feel_missing_fact(search->run, why.record, why.field);
        return true;
    }
    return false;
}

static bool find(search *search, feel_value *out)
{
    feel_value reviews, item;
    eval_look(search->run, EVAL_SEEN_KINDS + MODEL_KIND_REVIEW - MODEL_KIND_ENTRY_FIRST, &reviews);
    if (reviews.kind != FEEL_LIST) {
        *out = reviews;
        return reviews.kind == FEEL_UNKNOWN;
    }
    for (uint32_t i = feel_list_count(&reviews); i-- > 0 && search->run->steps > 0;) {
        feel_list_item(search->run, &reviews, i, &item);
        search->run->steps--;
        if (item.kind == FEEL_UNKNOWN) {
            *out = item;
            out->flags = 0;
            return true;
        }
        if (item.kind != FEEL_RECORD || !read_review(search, item.as.host, out)) continue;
        if (item.flags & FEEL_UNCERTAIN) *out = (feel_value){ .kind = FEEL_UNKNOWN, .as.missing = feel_list_missing(&reviews) };
        return true;
    }
    return false;
}

void eval_read_rating(feel_run *run, const cw_record *record, const model_field *field, feel_value *out)
{
    search search = { .run = run, .what = ((const rating_field *)(const void *)field)->what, .subject = record };
    feel_reads_day(run);
    if (run->steps > 0 && find(&search, out)) return;
    *out = run->steps > 0 ? feel_missing_fact(run, record, search.what->asked ? search.what->asked : field) : feel_over_limit();
}

bool eval_rating_documented(feel_run *run, const cw_record *record, const model_field *field)
{
    search search = { .run = run, .what = ((const rating_field *)(const void *)field)->what, .subject = record };
    feel_value found;
    feel_reads_day(run);
    return find(&search, &found) && found.kind != FEEL_UNKNOWN;
}
