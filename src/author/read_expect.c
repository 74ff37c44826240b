/* SPDX-License-Identifier: MIT */
/* `expect`: a rule, whom it is about, and what is found. */
#include "author/tests.h"
#include "codec/report_parts.h"

/* The words of one clause are gathered as they come. */
typedef struct words { author_word *items; int32_t count; int64_t capacity; } words;

typedef struct reading {
    author_file *file;
    author_test *test;
    rules_cursor *cursor;
    words words;
    int32_t at;                  /* the word at hand */
    author_expectation *made;
} reading;

static bool gather(reading *reading)
{
    const cw_context *context = reading->file->arena.context;
    words *all = &reading->words;
    while (!rules_at_end(reading->cursor)) {
        void *items = all->items;
        bool room = base_grow(context, &items, &all->capacity, all->count + 1, sizeof *all->items);
        all->items = items;
        if (!room)
            return rules_no_memory(reading->cursor->reader);
        if (!author_take_word(reading->cursor, '\0', "a word", &all->items[all->count]))
            return false;
        all->count++;
    }
    return true;
}

static bool is_quoted(const reading *reading, const author_word *word)
{
    return reading->file->source.text.at[word->at.start] == '"';
}

static bool is_word(const reading *reading, int32_t index, const char *literal)
{
    const author_word *word = &reading->words.items[index];
    return index < reading->words.count && !is_quoted(reading, word) && base_str_is(word->text, literal);
}

static void tell(reading *reading, author_diagnostic which, rules_span at, base_str help, base_str a)
{
    author_tell_test(reading->file, reading->test, which, at, help, a, (base_str){0});
}

/* Words from the arena of the run. */
static const author_word *keep(reading *reading, int32_t from, int32_t count)
{
    author_word *made = base_arena_array(&reading->file->arena, (size_t)count, sizeof *made);
    for (int32_t i = 0; made && i < count; i++)
        made[i] = reading->words.items[from + i];
    return made;
}

/* ---- the status ---- */

/* EVAL_*, or 0. */
static uint8_t status_at(const reading *reading, int32_t index)
{
    for (uint8_t status = EVAL_MET; status <= EVAL_UNKNOWN; status++)
        if (is_word(reading, index, codec_status_word(status)))
            return status;
    return 0;
}

/* No word is a status: the one before what follows a status, else the last, was meant to be. */
static bool tell_no_status(reading *reading)
{
    rules_reader *reader = reading->cursor->reader;
    base_nearest nearest;
    int32_t at = 1;
    while (at + 1 < reading->words.count && !is_word(reading, at + 1, "due") && !is_word(reading, at + 1, "missed") &&
           !is_word(reading, at + 1, "missing"))
        at++;
    if (at >= reading->words.count) {
        uint32_t end = reading->cursor->end;
        tell(reading, AUTHOR_TELL_NO_STATUS, (rules_span){end, end}, BASE_STR("write `met`, `unmet`, `none` or another status"),
             (base_str){0});
        return false;
    }
    const author_word *word = &reading->words.items[at];
    rules_begin_nearest(reader, &nearest, word->text);
    for (uint8_t status = EVAL_MET; status <= EVAL_UNKNOWN; status++)
        base_nearest_consider(&nearest, base_str_of(codec_status_word(status)));
    base_nearest_consider(&nearest, BASE_STR("none"));
    base_str help = rules_did_you_mean(reader, &nearest);
    if (is_word(reading, at, "applicable") && is_word(reading, at - 1, "not"))
        help = BASE_STR("write `not_applicable`");
    else if (help.length == 0)
        help = BASE_STR("statuses are met, late, pending, overdue, unmet, waived, not_applicable and unknown; `none`: no finding");
    tell(reading, AUTHOR_TELL_UNKNOWN_STATUS, word->at, help, word->text);
    return false;
}

/* Ids, then a status or `none`. */
static bool read_status(reading *reading)
{
    author_expectation *made = reading->made;
    int32_t at = 1;
    while (at < reading->words.count && !(made->status = status_at(reading, at)) && !is_word(reading, at, "none"))
        at++;
    if (at >= reading->words.count)
        return tell_no_status(reading);
    made->kind = made->status ? AUTHOR_FINDING : AUTHOR_NONE;
    made->ids = keep(reading, 1, at - 1);
    made->id_count = at - 1;
    reading->at = at + 1;
    return made->ids || rules_no_memory(reading->cursor->reader);
}

/* ---- what follows it ---- */

/* The bytes of the word at hand, or where it is missing. */
static rules_cursor cursor_at(const reading *reading)
{
    const words *all = &reading->words;
    uint32_t end = reading->cursor->end;
    if (reading->at >= all->count)
        return (rules_cursor){reading->cursor->reader, end, end};
    rules_span at = all->items[reading->at].at;
    return (rules_cursor){reading->cursor->reader, at.start, at.end};
}

static bool read_due(reading *reading)
{
    rules_cursor cursor = cursor_at(reading);
    reading->made->has_due = true;
    reading->at++;
    return rules_expect_date(&cursor, &reading->made->due);
}

static bool read_missed(reading *reading)
{
    rules_cursor cursor = cursor_at(reading);
    rules_span at;
    int64_t number = 0;
    reading->made->has_missed = true;
    reading->at++;
    if (!rules_expect_run(&cursor, "", "how many periods were missed", &at))
        return false;
    base_str digits = rules_str(cursor.reader, at);
    for (size_t i = 0; i < digits.length; i++) {
        if (digits.at[i] < '0' || digits.at[i] > '9' || i > 9) {
            tell(reading, AUTHOR_TELL_BAD_NUMBER, at, (base_str){0}, digits);
            return false;
        }
        number = number * 10 + (digits.at[i] - '0');
    }
    reading->made->missed = number;
    return true;
}

/* All words that are left name facts. */
static bool read_missing(reading *reading)
{
    rules_cursor cursor = cursor_at(reading);
    reading->made->fact_count = reading->words.count - reading->at;
    reading->made->facts = keep(reading, reading->at, reading->made->fact_count);
    reading->at = reading->words.count;
    if (reading->made->fact_count == 0)
        rules_expected(&cursor, "the path of a missing fact", (base_str){0});
    return reading->made->fact_count > 0 && (reading->made->facts || rules_no_memory(cursor.reader));
}

static bool read_rest(reading *reading)
{
    bool finding = reading->made->kind == AUTHOR_FINDING, good = true;
    while (good && reading->at < reading->words.count) {
        rules_cursor cursor = cursor_at(reading);
        int32_t at = reading->at++;
        if (finding && is_word(reading, at, "due") && !reading->made->has_due) {
            good = read_due(reading);
        } else if (finding && is_word(reading, at, "missed") && !reading->made->has_missed) {
            good = read_missed(reading);
        } else if (finding && is_word(reading, at, "missing")) {
            good = read_missing(reading);
        } else {
            rules_expected(&cursor, finding ? "`due`, `missed`, `missing` or the end of the line" : "the end of the line",
                           (base_str){0});
            good = false;
        }
    }
    return good;
}

/* ---- all of it ---- */

static bool read(reading *reading)
{
    author_expectation *made = reading->made;
    if (!gather(reading))
        return false;
    if (reading->words.count == 0) {
        rules_expected(reading->cursor, "a rule, or `only`", (base_str){0});
        return false;
    }
    made->rule = reading->words.items[0];
    made->start = made->rule.at.start;
    if (reading->words.count == 1 && is_word(reading, 0, "only")) {
        made->kind = AUTHOR_ONLY;
        return true;
    }
    return read_status(reading) && read_rest(reading);
}

bool author_read_expectation(author_file *file, author_test *test, rules_cursor *cursor)
{
    author_expectation *made = base_arena_alloc(&file->arena, sizeof *made);
    reading reading = {.file = file, .test = test, .cursor = cursor, .made = made};
    if (!made)
        return rules_no_memory(cursor->reader);
    *made = (author_expectation){0};
    bool good = read(&reading);
    base_release(file->arena.context, reading.words.items, (size_t)reading.words.capacity * sizeof *reading.words.items);
    if (good) {
        *test->last_expectation = made;
        test->last_expectation = &made->next;
    }
    return good;
}
