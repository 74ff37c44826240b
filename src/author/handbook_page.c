/* SPDX-License-Identifier: MIT */
/* What both ways of writing a handbook share. */
#include "author/handbook_page.h"

static bool is_plain(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '.' || c == ':' || c == '-';
}

void handbook_put_id(base_buffer *out, base_str id)
{
    static const char digits[] = "0123456789abcdef";
    for (size_t i = 0; i < id.length; i++) {
        unsigned char c = (unsigned char)id.at[i];
        if (is_plain(id.at[i])) {
            base_put_char(out, id.at[i]);
        } else {
            base_put_char(out, '~');
            base_put_char(out, digits[c >> 4]);
            base_put_char(out, digits[c & 15]);
        }
    }
}

static size_t find_mark(base_str text, size_t at)
{
    while (at < text.length && (text.at[at] < HANDBOOK_CODE || text.at[at] > HANDBOOK_END))
        at++;
    return at;
}

bool handbook_next_piece(base_str text, size_t *at, int *kind, base_str *piece, base_str *target)
{
    *target = (base_str){"", 0};
    *kind = 0;
    if (*at >= text.length)
        return false;
    if (find_mark(text, *at) == *at) {
        *kind = text.at[*at];
        ++*at;
    }
    size_t end = find_mark(text, *at);
    *piece = (base_str){text.at + *at, end - *at};
    if (*kind == HANDBOOK_LINK && end < text.length) {
        *target = *piece;
        *at = end + 1;
        end = find_mark(text, *at);
        *piece = (base_str){text.at + *at, end - *at};
    }
    *at = *kind && end < text.length ? end + 1 : end;
    return true;
}
