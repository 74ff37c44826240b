/* SPDX-License-Identifier: MIT */
#include "json/split.h"

#include <string.h>

/* ---- one value, byte by byte ---- */

typedef enum framing { OPEN, CLOSED, BROKEN } framing;

/* False where a brace shows that an earlier value was never closed: in a valid text it may follow only a bracket, a
 * comma or a colon. */
static bool open_brace(json_frame *f)
{
    if (f->previous == '\n' && f->depth > 0) {
        if (f->last != '[' && f->last != ',' && f->last != ':')
            return false;
        if (f->open_lines == JSON_OPEN_LINES)
            return false;
        f->lines[f->open_lines++] = f->depth;
    }
    f->depth++;
    return true;
}

static void close_brace(json_frame *f)
{
    f->depth--;
    if (f->open_lines > 0 && f->lines[f->open_lines - 1] == f->depth)
        f->open_lines--;
}

/* Within a string, up to its end or the last byte; false at a line break, which no valid string holds. */
static bool pass_string(json_frame *f, const char *bytes, int64_t count, int64_t *at)
{
    for (; *at < count; ++*at) {
        char c = bytes[*at];
        if (c == '\n')
            return false;
        if (f->escaped) {
            f->escaped = false;
        } else if (c == '"') {
            f->in_string = false;
            f->previous = f->last = c;
            ++*at;
            return true;
        } else {
            f->escaped = c == '\\';
        }
    }
    return true;
}

/* Goes on over bytes[*at..count) until the value is closed (*at is past it), broken (*at is the byte that shows it), or
 * all is seen. */
static framing frame(json_frame *f, const char *bytes, int64_t count, int64_t *at)
{
    while (*at < count) {
        if (f->in_string) {
            if (!pass_string(f, bytes, count, at))
                return BROKEN;
            continue;
        }
        char c = bytes[*at];
        if (c == '{' && !open_brace(f))
            return BROKEN;
        if (c == '}')
            close_brace(f);
        f->in_string = c == '"';
        f->previous = c;
        if (c != ' ' && c != '\n' && c != '\r' && c != '\t')
            f->last = c;
        ++*at;
        if (f->depth == 0)
            return CLOSED;
    }
    return OPEN;
}

/* ---- what is held ---- */

void json_split_init(json_split *split, const cw_context *context, int64_t most)
{
    *split = (json_split){.context = context, .most = most, .line = 1};
}

void json_split_finish(json_split *split)
{
    base_release(split->context, split->bytes, (size_t)split->capacity);
    split->bytes = NULL;
    split->capacity = split->start = split->end = 0;
}

/* Moves what is held to the front where at least half of the room is free there, so that each byte moves once at most
 * for each that was taken. */
static bool make_room(json_split *split, int64_t length)
{
    int64_t held = split->end - split->start;
    if (split->end + length <= split->capacity)
        return true;
    if (split->start >= held) {
        if (held > 0)
            memmove(split->bytes, split->bytes + split->start, (size_t)held);
        split->start = 0;
        split->end = held;
    }
    void *bytes = split->bytes;
    bool done = length <= INT64_MAX - split->end &&
                base_grow(split->context, &bytes, &split->capacity, split->end + length, 1);
    split->bytes = bytes;
    return done;
}

bool json_split_feed(json_split *split, const char *bytes, int64_t length)
{
    if (length == 0)
        return true;
    if (!make_room(split, length))
        return false;
    memcpy(split->bytes + split->end, bytes, (size_t)length);
    split->end += length;
    return true;
}

void json_split_end(json_split *split)
{
    split->ended = true;
}

static void drop(json_split *split, int64_t count)
{
    const char *at = split->bytes + split->start, *end = at + count;
    while (count > 0 && (at = memchr(at, '\n', (size_t)(end - at))) != NULL) {
        split->line++;
        if (++at == end)
            break;
    }
    split->start += count;
    split->seen = 0;
}

static bool is_space(char c)
{
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

/* ---- from value to value ---- */

/* False: it cannot be told yet whether a byte order mark begins the stream. */
static bool pass_mark(json_split *split)
{
    static const char mark[3] = {'\xEF', '\xBB', '\xBF'};
    int64_t held = split->end - split->start;
    size_t compared = held < 3 ? (size_t)held : sizeof mark;
    bool may_be = held > 0 && memcmp(split->bytes + split->start, mark, compared) == 0;
    if (may_be && held < 3 && !split->ended)
        return false;
    if (may_be && held >= 3)
        split->start += 3;
    split->began = true;
    return true;
}

/* True: a value begins. */
static bool begin_value(json_split *split)
{
    int64_t spaces = 0, held;
    if (split->start == split->end || (!split->began && !pass_mark(split)))
        return false;
    held = split->end - split->start;
    while (spaces < held && is_space(split->bytes[split->start + spaces]))
        spaces++;
    drop(split, spaces);
    if (split->start == split->end)
        return false;
    split->frame = (json_frame){0};
    split->state = split->bytes[split->start] == '{' ? JSON_SPLIT_VALUE : JSON_SPLIT_BROKEN;
    return true;
}

static bool give(json_split *split, int64_t length, json_split_state after)
{
    split->length = length;
    split->after = after;
    split->state = JSON_SPLIT_WHOLE;
    return true;
}

/* What may be looked at of the value at hand: one byte more than the limit tells that it is too long. */
static int64_t reach(const json_split *split)
{
    int64_t held = split->end - split->start;
    return held > split->most ? split->most + 1 : held;
}

static void break_off(json_split *split)
{
    split->state = JSON_SPLIT_BROKEN;
    split->seen = 0;
}

static bool find_match(json_split *split)
{
    int64_t count = reach(split);
    framing found = frame(&split->frame, split->bytes + split->start, count, &split->seen);
    if (found == CLOSED && split->seen <= split->most)
        return give(split, split->seen, JSON_SPLIT_BETWEEN);
    if (found != BROKEN && split->seen > split->most)
        return give(split, split->seen, found == CLOSED ? JSON_SPLIT_BETWEEN : JSON_SPLIT_LONG_VALUE);
    if (found == OPEN && !split->ended)
        return false;
    break_off(split);
    return true;
}

/* Looks for a line that begins with a brace in bytes[from..count). The offset of the brace, or -1. */
static int64_t find_line(const char *bytes, int64_t from, int64_t count)
{
    const char *at = bytes + from, *end = bytes + count;
    while (at < end && (at = memchr(at, '\n', (size_t)(end - at))) != NULL) {
        if (++at < end && *at == '{')
            return at - bytes;
    }
    return -1;
}

static bool find_next(json_split *split)
{
    const char *bytes = split->bytes + split->start;
    int64_t count = reach(split), found = find_line(bytes, split->seen, count);
    if (found < 0 && count > split->most)
        return give(split, count, JSON_SPLIT_LONG_BROKEN);
    if (found < 0 && !split->ended) {
        split->seen = count > 0 ? count - 1 : 0;
        return false;
    }
    int64_t length = found < 0 ? count : found;
    while (is_space(bytes[length - 1]))
        length--;
    return give(split, length, JSON_SPLIT_BETWEEN);
}

/* The rest of a value beyond the limit. It was told already, so its end need not be as exact as else: where it turns out
 * to be broken, the stream goes on there and not where it began. */
static bool pass_value(json_split *split)
{
    int64_t at = 0;
    framing found = frame(&split->frame, split->bytes + split->start, split->end - split->start, &at);
    bool at_brace = found == BROKEN && split->bytes[split->start + at] == '{';
    drop(split, at);
    if (found == OPEN)
        return false;
    split->state = found == CLOSED || at_brace ? JSON_SPLIT_BETWEEN : JSON_SPLIT_LONG_BROKEN;
    return true;
}

static bool pass_lines(json_split *split)
{
    int64_t held = split->end - split->start;
    int64_t found = held > 0 ? find_line(split->bytes + split->start, 0, held) : -1;
    if (found < 0) {
        /* A line break at the very end may stand before the brace that is looked for. */
        if (held > 0)
            drop(split, held - (split->bytes[split->end - 1] == '\n' && !split->ended));
        return false;
    }
    drop(split, found);
    split->state = JSON_SPLIT_BETWEEN;
    return true;
}

static bool step(json_split *split)
{
    switch (split->state) {
    case JSON_SPLIT_BETWEEN:
        return begin_value(split);
    case JSON_SPLIT_VALUE:
        return find_match(split);
    case JSON_SPLIT_BROKEN:
        return find_next(split);
    case JSON_SPLIT_LONG_VALUE:
        return pass_value(split);
    case JSON_SPLIT_LONG_BROKEN:
        return pass_lines(split);
    default:
        return false;
    }
}

bool json_split_peek(json_split *split, base_str *value, int64_t *line)
{
    while (split->state != JSON_SPLIT_WHOLE) {
        if (!step(split))
            return false;
    }
    *value = (base_str){split->bytes + split->start, (size_t)split->length};
    *line = split->line;
    return true;
}

void json_split_take(json_split *split)
{
    if (split->state != JSON_SPLIT_WHOLE)
        return;
    /* The last byte of one without an end may be the line break before the brace that is looked for. */
    drop(split, split->length - (split->after == JSON_SPLIT_LONG_BROKEN && split->bytes[split->start + split->length - 1] == '\n'));
    split->state = split->after;
}
