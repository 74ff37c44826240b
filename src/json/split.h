/* SPDX-License-Identifier: MIT */
#ifndef JSON_SPLIT_H
#define JSON_SPLIT_H
/* Cuts a stream of JSON values (JSON Lines, or objects one after another) into its values without judging them. The
 * stream is fed in pieces of any size; where the pieces end changes nothing. One value is held at a time, and whatever
 * was fed behind it. */
#include "base/text.h"

/* How many braces that begin a line may be open at once. A value that never closes stays open for every later scan, so
 * no byte is read more often than this, and the cutting of any stream stays linear. */
enum { JSON_OPEN_LINES = 16 };

/* What is known of a value from the bytes seen so far. */
typedef struct json_frame {
    int64_t depth;
    int64_t lines[JSON_OPEN_LINES];   /* the depths of the open braces that begin a line */
    int32_t open_lines;
    char last;                        /* the last character that was not white space */
    char previous;
    bool in_string, escaped;
} json_frame;

typedef enum json_split_state {
    JSON_SPLIT_BETWEEN,               /* before a value */
    JSON_SPLIT_VALUE,                 /* within one that began with a brace */
    JSON_SPLIT_BROKEN,                /* within one that has no end of its own: it ends before the next line that begins with a brace */
    JSON_SPLIT_WHOLE,                 /* a value is there to be taken */
    JSON_SPLIT_LONG_VALUE, JSON_SPLIT_LONG_BROKEN   /* passing over the rest of one beyond the limit */
} json_split_state;

typedef struct json_split {
    const cw_context *context;
    char *bytes; int64_t capacity;
    int64_t start, end;               /* of what is held */
    int64_t seen;                     /* bytes from `start` on that were looked at */
    int64_t length;                   /* of the value that is there to be taken */
    int64_t most;                     /* of a longer value only most + 1 bytes are given, and the rest is passed over */
    int64_t line;                     /* on which the byte at `start` stands */
    json_frame frame;
    json_split_state state, after;    /* `after`: once the value is taken */
    bool began, ended;
} json_split;

void json_split_init(json_split *split, const cw_context *context, int64_t most);
void json_split_finish(json_split *split);
/* False: no memory, and nothing was fed. */
bool json_split_feed(json_split *split, const char *bytes, int64_t length);
/* Nothing more will be fed. */
void json_split_end(json_split *split);
/* The value at hand and the line on which it begins, until it is taken or something is fed. From an opening brace to its
 * match; a line break in a string, or a brace at the start of a line where none may stand, shows that there is no match:
 * then up to the next line that begins with a brace. False: more bytes are needed, or all is taken. */
bool json_split_peek(json_split *split, base_str *value, int64_t *line);
/* Takes the value at hand. */
void json_split_take(json_split *split);
#endif
