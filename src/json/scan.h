/* SPDX-License-Identifier: MIT */
#ifndef JSON_SCAN_H
#define JSON_SCAN_H
/* What the reader's files share: the position in the text, and the tokens that are more than one byte. */
#include "json/diagnostics.h"
#include "json/tree.h"

typedef struct json_scan {
    json_tree *tree;         /* whose text is read */
    cw_diag *diag;           /* NULL: the text is known to be valid, nothing is told */
    int64_t string_limit, number_limit, depth_limit;
    size_t at;
    int32_t node;            /* the node that a diagnostic's pointer names, or -1 */
    base_lines lines;
    bool damaged;            /* something was told that does not stop the reading */
} json_scan;

enum { JSON_FOUND_BYTES = 40 };

/* Tells a row of the table; `help` and `argument` may be NULL. */
void json_tell(json_scan *scan, int row, size_t offset, size_t length, const char *help, const char *argument);
/* Tells that a limit was reached, and returns CW_ERR_LIMIT. */
cw_status json_tell_limit(json_scan *scan, int row, size_t offset, size_t length, int64_t limit);
/* What stands at an offset, in words, for "found ...". Never quotes letters or digits: they may be anybody's name. */
const char *json_found(const json_scan *scan, size_t at, char buffer[JSON_FOUND_BYTES]);
/* Tells that something else was expected at scan->at, where that is not a mistake with a row of its own. Returns CW_ERR_INPUT. */
cw_status json_unexpected(json_scan *scan, int row);

/* Whether a byte may stand in a string as it is: no control character, quote or backslash. */
static inline bool json_is_plain(char c)
{
    return (unsigned char)c >= 0x20 && c != '"' && c != '\\';
}

/* Whether one of eight bytes may not: the first such borrows a high bit when 0x20, or once a sign is taken out 1, is
 * subtracted from it. */
static inline bool json_holds_special(uint64_t eight)
{
    const uint64_t ones = UINT64_C(0x0101010101010101);
    uint64_t quote = eight ^ ones * '"', backslash = eight ^ ones * '\\';
    uint64_t less = (eight - ones * 0x20) & ~eight;
    return ((less | ((quote - ones) & ~quote) | ((backslash - ones) & ~backslash)) & ones << 7) != 0;
}

/* The first byte from `at` on that a string cannot hold as it is, or must not hold: a control character, a quote, a backslash; or
 * the length. */
size_t json_skip_plain(base_str text, size_t at);
/* At an opening quote: reads the string and leaves scan->at past the closing quote. */
cw_status json_scan_string(json_scan *scan, base_str *out);
/* At a minus sign or a digit. */
cw_status json_scan_number(json_scan *scan, base_str *out);
/* At anything that begins no other value: true, false, null, or a mistake. */
cw_status json_scan_word(json_scan *scan, json_type *type);
#endif
