/* SPDX-License-Identifier: MIT */
/* Built-in functions on text. */
#include <string.h>

#include "feel/function.h"
#include "feel/letter_case.h"
#include "feel/machine.h"
#include "feel/temporal.h"

/* ---- string(): text grows in scratch; only the short pieces pass through a buffer, which never grows ---- */

typedef struct growing {
    feel_run *run;
    char *at;
    size_t length, capacity;
    const feel_missing *unknown;
    bool failed;                         /* out of budget */
    bool textless;                       /* met a value that has no text */
} growing;

static void grow(growing *text, base_str more)
{
    if (text->length + more.length > INT32_MAX || !feel_spend(text->run, (int64_t)(more.length / 64))) {
        text->run->steps = -1;
        text->failed = true;
        return;
    }
    if (text->length + more.length > text->capacity) {
        size_t capacity = (text->length + more.length) * 2;
        char *room = feel_scratch(text->run, capacity, 1);
        if (!room) {
            text->failed = true;
            return;
        }
        if (text->length)
            memcpy(room, text->at, text->length);
        text->at = room;
        text->capacity = capacity;
    }
    if (more.length)
        memcpy(text->at + text->length, more.at, more.length);
    text->length += more.length;
}

enum { PIECE = 128 };                    /* above the longest number, date, duration or bound */

static void grow_piece(growing *text, const feel_value *value)
{
    char room[PIECE];
    base_buffer piece = {.context = text->run->scratch->context, .data = room, .capacity = sizeof room};
    if (value->kind == FEEL_NUMBER)
        base_put_decimal(&piece, value->as.number);
    else
        feel_put_temporal(&piece, value);
    grow(text, (base_str){room, piece.length});
}

static void grow_quoted(growing *text, base_str string)
{
    grow(text, BASE_STR("\""));
    for (size_t i = 0; i < string.length; i++) {
        if (string.at[i] == '"' || string.at[i] == '\\')
            grow(text, BASE_STR("\\"));
        grow(text, (base_str){string.at + i, 1});
    }
    grow(text, BASE_STR("\""));
}

static void grow_value(growing *text, const feel_value *value, int depth);

static void grow_list(growing *text, const feel_value *list, int depth)
{
    uint32_t count = feel_list_count(list);
    text->unknown = feel_missing_union(text->run, text->unknown, feel_list_missing(list));
    grow(text, BASE_STR("["));
    for (uint32_t i = 0; i < count && !text->failed; i++) {
        feel_value item;
        if (i > 0)
            grow(text, BASE_STR(", "));
        feel_list_item(text->run, list, i, &item);
        grow_value(text, &item, depth + 1);
    }
    grow(text, BASE_STR("]"));
}

static void grow_context(growing *text, const feel_context *context, int depth)
{
    grow(text, BASE_STR("{"));
    for (uint32_t i = 0; i < context->count && !text->failed; i++) {
        if (i > 0)
            grow(text, BASE_STR(", "));
        const feel_context_entry *entry = feel_context_at(context, i);
        grow(text, entry->key);
        grow(text, BASE_STR(": "));
        grow_value(text, &entry->value, depth + 1);
    }
    grow(text, BASE_STR("}"));
}

static void grow_range(growing *text, const feel_range *range, int depth)
{
    const char *sign = feel_range_sign(text->run, range);
    if (*sign) {
        grow(text, BASE_STR("("));
        grow(text, base_str_of(sign));
        grow_value(text, range->low.kind == FEEL_NULL ? &range->high : &range->low, depth + 1);
        grow(text, BASE_STR(")"));
        return;
    }
    grow(text, range->low_closed ? BASE_STR("[") : BASE_STR("("));
    if (range->low.kind != FEEL_NULL)
        grow_value(text, &range->low, depth + 1);
    grow(text, BASE_STR(".."));
    if (range->high.kind != FEEL_NULL)
        grow_value(text, &range->high, depth + 1);
    grow(text, range->high_closed ? BASE_STR("]") : BASE_STR(")"));
}

static void grow_value(growing *text, const feel_value *value, int depth)
{
    if (depth >= FEEL_VALUE_DEPTH_MOST || !feel_spend(text->run, 1)) {
        text->run->steps = -1;
        text->failed = true;
        return;
    }
    switch (value->kind) {
    case FEEL_NULL:
        grow(text, BASE_STR("null"));
        break;
    case FEEL_BOOLEAN:
        grow(text, value->as.integer ? BASE_STR("true") : BASE_STR("false"));
        break;
    case FEEL_STRING:
        grow_quoted(text, feel_text(value));
        break;
    case FEEL_LIST:
        grow_list(text, value, depth);
        break;
    case FEEL_CONTEXT:
        grow_context(text, value->as.context, depth);
        break;
    case FEEL_RANGE:
        grow_range(text, value->as.range, depth);
        break;
    case FEEL_UNKNOWN:
        text->unknown = feel_missing_union(text->run, text->unknown, value->as.missing);
        break;
    case FEEL_RECORD:
    case FEEL_FUNCTION:
        text->textless = true;
        break;
    default:
        grow_piece(text, value);
    }
}

void feel_fn_string(feel_run *run, const feel_value *arguments, int32_t count, feel_value *out)
{
    (void)count;
    growing text = {.run = run};
    if (arguments[0].kind == FEEL_STRING) {
        *out = arguments[0];
        return;
    }
    grow_value(&text, &arguments[0], 0);
    if (text.unknown)
        *out = feel_unknown(text.unknown);
    else if (text.textless)
        *out = feel_fail(run, "a record and a function have no text");
    else
        *out = text.failed ? feel_over_limit() : feel_string((base_str){text.at, text.length});
}

/* ---- reading and measuring ---- */

/* Which separator an argument says: a character, 0 for null. False: none of those that there are. */
static bool read_separator(const feel_value *argument, const char *allowed, char *out)
{
    *out = 0;
    if (argument->kind == FEEL_NULL)
        return true;
    if (argument->kind != FEEL_STRING || argument->size != 1 || !strchr(allowed, argument->as.text[0]))
        return false;
    *out = argument->as.text[0];
    return true;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Drops grouping signs that stand between digits before the decimal sign, and makes that a point. */
static bool without_groups(base_str text, char grouping, char decimal, char *made, size_t *length)
{
    bool whole = true;
    *length = 0;
    for (size_t i = 0; i < text.length; i++) {
        char c = text.at[i];
        bool between = i > 0 && i + 1 < text.length && is_digit(text.at[i - 1]) && is_digit(text.at[i + 1]);
        if (whole && between && grouping && c == grouping)
            continue;
        if (c == grouping || (c == '.' && decimal != '.'))
            return false;
        whole = whole && c != decimal;
        made[(*length)++] = c == decimal ? '.' : c;
    }
    return true;
}

static void read_separated(feel_run *run, const feel_value *arguments, feel_value *out)
{
    char grouping, decimal;
    size_t length;
    base_decimal number;
    bool known = read_separator(&arguments[1], " ,.", &grouping) && read_separator(&arguments[2], ",.", &decimal);
    if (!known || (grouping && grouping == decimal)) {
        *out = feel_fail(run, "a number is grouped by a space, a comma or a point, and has a comma or a point before its fraction");
        return;
    }
    if (!decimal)
        decimal = grouping == '.' ? ',' : '.';
    char *made = feel_spend(run, arguments[0].size / 64) ? feel_scratch(run, (size_t)arguments[0].size + 1, 1) : NULL;
    if (!made)
        *out = feel_over_limit();
    else if (without_groups(feel_text(&arguments[0]), grouping, decimal, made, &length) &&
             base_decimal_parse((base_str){made, length}, true, &number))
        *out = feel_number_value(run, &number);
    else
        *out = feel_fail(run, "the text is not a number");
}

void feel_fn_number(feel_run *run, const feel_value *arguments, int32_t count, feel_value *out)
{
    base_decimal number;
    if (arguments[0].kind == FEEL_NULL)
        *out = arguments[0];
    else if (count == 3)
        read_separated(run, arguments, out);
    else if (count == 1 && base_decimal_parse(feel_text(&arguments[0]), true, &number))
        *out = feel_number_value(run, &number);
    else
        *out = feel_fail(run, count == 1 ? "the text is not a number" : "`number` takes a text, or a text and two separators");
}

void feel_fn_string_length(feel_run *run, const feel_value *arguments, int32_t count, feel_value *out)
{
    (void)count;
    *out = feel_spend(run, arguments[0].size / 64)
               ? feel_integer_value(run, base_utf8_count(feel_text(&arguments[0]))) : feel_over_limit();
}

/* No letter's other form is longer than it. */
static void change_case(feel_run *run, const feel_value *value, uint32_t (*change)(uint32_t), feel_value *out)
{
    char *text = feel_spend(run, value->size / 4) ? feel_scratch(run, value->size, 1) : NULL;
    size_t length = 0;
    *out = feel_over_limit();
    if (!text)
        return;
    for (size_t at = 0; at < value->size;) {
        uint32_t c;
        int size = base_utf8_decode(value->as.text + at, value->size - at, &c);
        uint32_t changed = size > 0 ? change(c) : 0;
        if (size > 0 && changed != c) {
            length += (size_t)base_utf8_encode(changed, text + length);
        } else {
            memcpy(text + length, value->as.text + at, size > 0 ? (size_t)size : 1);
            length += size > 0 ? (size_t)size : 1;
        }
        at += size > 0 ? (size_t)size : 1;
    }
    *out = feel_string((base_str){text, length});
}

void feel_fn_upper_case(feel_run *run, const feel_value *arguments, int32_t count, feel_value *out)
{
    (void)count;
    change_case(run, &arguments[0], feel_capital, out);
}

void feel_fn_lower_case(feel_run *run, const feel_value *arguments, int32_t count, feel_value *out)
{
    (void)count;
    change_case(run, &arguments[0], feel_small, out);
}

/* ---- string join ---- */

/* Items that are null are left out, and no separator stands for them. */
void feel_fn_string_join(feel_run *run, const feel_value *arguments, int32_t count, feel_value *out)
{
    growing text = {.run = run};
    bool first = true, separated = count == 2 && arguments[1].kind == FEEL_STRING;
    *out = feel_null();
    if (arguments[0].kind != FEEL_LIST)
        return;
    uint32_t items = feel_list_count(&arguments[0]);
    for (uint32_t i = 0; i < items && !text.failed; i++) {
        feel_value item;
        feel_list_item(run, &arguments[0], i, &item);
        if (item.kind == FEEL_NULL)
            continue;
        if (item.kind != FEEL_STRING) {
            *out = feel_fail(run, "only texts are joined");
            return;
        }
        if (separated && !first)
            grow(&text, feel_text(&arguments[1]));
        grow(&text, feel_text(&item));
        first = false;
    }
    *out = text.failed ? feel_over_limit() : feel_string(text.at ? (base_str){text.at, text.length} : BASE_STR(""));
}

/* ---- finding ---- */

static bool stands_at(base_str text, base_str match, size_t at)
{
    return text.length - at >= match.length && (match.length == 0 || memcmp(text.at + at, match.at, match.length) == 0);
}

/* Where `match` first stands; false: nowhere. Two-byte prefixes are cheap; the steps that a hostile pair of
 * texts would cost are taken from the budget. */
static bool find(feel_run *run, base_str text, base_str match, size_t *at)
{
    *at = 0;
    if (match.length == 0)
        return true;
    while (*at < text.length && text.length - *at >= match.length) {
        const char *next = memchr(text.at + *at, match.at[0], text.length - *at - match.length + 1);
        if (!next || !feel_spend(run, 1 + (int64_t)(match.length / 64)))
            return false;
        *at = (size_t)(next - text.at);
        if (stands_at(text, match, *at))
            return true;
        ++*at;
    }
    return false;
}

void feel_fn_contains(feel_run *run, const feel_value *arguments, int32_t count, feel_value *out)
{
    (void)count;
    size_t at;
    *out = feel_boolean(find(run, feel_text(&arguments[0]), feel_text(&arguments[1]), &at));
}

void feel_fn_starts_with(feel_run *run, const feel_value *arguments, int32_t count, feel_value *out)
{
    (void)run;
    (void)count;
    *out = feel_boolean(stands_at(feel_text(&arguments[0]), feel_text(&arguments[1]), 0));
}

void feel_fn_ends_with(feel_run *run, const feel_value *arguments, int32_t count, feel_value *out)
{
    (void)run;
    (void)count;
    base_str text = feel_text(&arguments[0]), match = feel_text(&arguments[1]);
    *out = feel_boolean(match.length <= text.length && stands_at(text, match, text.length - match.length));
}

void feel_fn_substring_before(feel_run *run, const feel_value *arguments, int32_t count, feel_value *out)
{
    (void)count;
    size_t at;
    base_str text = feel_text(&arguments[0]);
    bool found = find(run, text, feel_text(&arguments[1]), &at);
    *out = feel_string((base_str){text.at, found ? at : 0});
}

void feel_fn_substring_after(feel_run *run, const feel_value *arguments, int32_t count, feel_value *out)
{
    (void)count;
    size_t at;
    base_str text = feel_text(&arguments[0]), match = feel_text(&arguments[1]);
    bool found = find(run, text, match, &at);
    size_t from = found ? at + match.length : text.length;
    *out = feel_string((base_str){text.at ? text.at + from : NULL, text.length - from});
}

/* ---- substring, by code points ---- */

/* The byte at which code point number `points` begins; the text's length past its end. */
static size_t byte_of(base_str text, int64_t points)
{
    size_t at = 0;
    uint32_t code_point;
    while (points-- > 0 && at < text.length) {
        int size = base_utf8_decode(text.at + at, text.length - at, &code_point);
        at += size > 0 ? (size_t)size : 1;
    }
    return at;
}

void feel_fn_substring(feel_run *run, const feel_value *arguments, int32_t count, feel_value *out)
{
    base_str text = feel_text(&arguments[0]);
    int64_t start, length = INT64_MAX, points = base_utf8_count(text);
    *out = feel_nothing(run, "the text has no such part");
    if (!feel_spend(run, arguments[0].size / 4) || !feel_whole(&arguments[1], &start) || start == 0 ||
        start > points || start < -points)
        return;
    if (count == 3 && (!feel_whole(&arguments[2], &length) || length < 1))
        return;
    size_t from = byte_of(text, start > 0 ? start - 1 : points + start);
    base_str rest = {text.at + from, text.length - from};
    *out = feel_string((base_str){rest.at, byte_of(rest, length)});
}
