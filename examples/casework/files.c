/* SPDX-License-Identifier: MIT */
#include "files.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tell.h"

enum { FIRST_ROOM = 65536 };

const char *shown_name(const char *path)
{
    return strcmp(path, "-") == 0 ? "<stdin>" : path;
}

/* Doubles the room. False: no memory. */
static int grow(char **bytes, size_t *room)
{
    size_t wanted = *room ? *room * 2 : FIRST_ROOM;
    char *more = wanted > *room ? realloc(*bytes, wanted) : NULL;
    if (!more)
        return 0;
    *bytes = more;
    *room = wanted;
    return 1;
}

static int read_stream(FILE *stream, const char *path, file_text *out)
{
    size_t room = 0, length = 0, got;
    do {
        if (length == room && !grow(&out->bytes, &room))
            return tell_at(shown_name(path), 0, "out of memory", NULL);
        got = fread(out->bytes + length, 1, room - length, stream);
        length += got;
    } while (got > 0);
    if (ferror(stream))
        return tell_at(shown_name(path), 0, "cannot be read: ", strerror(errno), NULL);
    out->length = (int64_t)length;
    return 0;
}

int read_file(const char *path, file_text *out)
{
    int is_input = strcmp(path, "-") == 0;
    FILE *stream = is_input ? stdin : fopen(path, "rb");
    *out = (file_text){0};
    if (!stream)
        return tell_at(path, 0, "cannot be opened: ", strerror(errno), NULL);
    int status = read_stream(stream, path, out);
    if (!is_input)
        fclose(stream);
    if (status != 0)
        release_file(out);
    return status;
}

void release_file(file_text *self)
{
    free(self->bytes);
    *self = (file_text){0};
}

int file_exists(const char *path)
{
    FILE *stream = fopen(path, "rb");
    if (stream)
        fclose(stream);
    return stream != NULL;
}

void put_text(const cw_text *text)
{
    fwrite(cw_text_data(text), 1, (size_t)cw_text_length(text), stdout);
}

void put_words(const char *words)
{
    fputs(words, stdout);
}

int output_failed(void)
{
    return ferror(stdout);
}

int finish_output(void)
{
    errno = 0;
    if (fflush(stdout) != 0 || ferror(stdout))
        return tell("standard output: cannot be written", errno ? ": " : NULL, strerror(errno), NULL);
    return 0;
}
