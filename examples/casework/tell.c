/* SPDX-License-Identifier: MIT */
#include "tell.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "progress.h"

enum { LONGEST_WORD = 64 };

static void put_shown(const char *text)
{
    for (const unsigned char *at = (const unsigned char *)text; *at; at++) {
        if (*at < 0x20 || *at == 0x7F)
            fprintf(stderr, "\\u{%X}", (unsigned)*at);
        else
            putc(*at, stderr);
    }
}

static void put_pieces(const char *piece, va_list pieces)
{
    for (; piece; piece = va_arg(pieces, const char *))
        put_shown(piece);
    putc('\n', stderr);
}

int tell(const char *piece, ...)
{
    va_list pieces;
    va_start(pieces, piece);
    hide_progress();
    fputs("casework: ", stderr);
    put_pieces(piece, pieces);
    va_end(pieces);
    return EXIT_BAD;
}

static void put_place(const char *file, int64_t line)
{
    hide_progress();
    put_shown(file);
    if (line > 0)
        fprintf(stderr, ":%lld", (long long)line);
    fputs(": error: ", stderr);
}

int tell_at(const char *file, int64_t line, const char *piece, ...)
{
    va_list pieces;
    va_start(pieces, piece);
    put_place(file, line);
    put_pieces(piece, pieces);
    va_end(pieces);
    return EXIT_BAD;
}

int tell_pieces_at(const char *file, int64_t line, const char *const *pieces)
{
    put_place(file, line);
    for (; *pieces; pieces++)
        put_shown(*pieces);
    putc('\n', stderr);
    return EXIT_BAD;
}

int tell_diagnostics(const cw_diag *diag)
{
    cw_text *text = NULL;
    if (cw_diag_count(diag) == 0)
        return EXIT_CLEAN;
    cw_status status = cw_diag_render(diag, &text);
    if (status != CW_OK)
        return tell_status("the messages", status);
    hide_progress();
    fwrite(cw_text_data(text), 1, (size_t)cw_text_length(text), stderr);
    cw_text_unref(text);
    return cw_diag_errors(diag) > 0 ? EXIT_BAD : EXIT_VIOLATIONS;
}

int tell_status(const char *what, cw_status status)
{
    return tell(what, ": ", cw_status_name(status), NULL);
}

/* How many letters must change to make one word the other; words longer than LONGEST_WORD are far apart. */
static size_t distance(const char *one, const char *other)
{
    size_t rows = strlen(one), columns = strlen(other), line[LONGEST_WORD + 1];
    if (rows > LONGEST_WORD || columns > LONGEST_WORD)
        return LONGEST_WORD;
    for (size_t j = 0; j <= columns; j++)
        line[j] = j;
    for (size_t i = 1; i <= rows; i++) {
        size_t diagonal = line[0];
        line[0] = i;
        for (size_t j = 1; j <= columns; j++) {
            size_t best = diagonal + (one[i - 1] != other[j - 1]);
            diagonal = line[j];
            if (line[j] + 1 < best)
                best = line[j] + 1;
            if (line[j - 1] + 1 < best)
                best = line[j - 1] + 1;
            line[j] = best;
        }
    }
    return line[columns];
}

/* Slips that a word of some length is allowed. */
static size_t allowed(const char *word)
{
    size_t length = strlen(word);
    return length < 3 ? 0 : length < 6 ? 1 : length < 12 ? 2 : 3;
}

int is_near(const char *one, const char *other)
{
    return distance(one, other) <= allowed(one);
}

const char *nearest(const char *word, const char *const *names)
{
    const char *best = NULL;
    size_t least = allowed(word) + 1;
    for (; *names; names++) {
        size_t slips = distance(word, *names);
        if (slips < least) {
            least = slips;
            best = *names;
        }
    }
    return best;
}
