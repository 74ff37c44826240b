/* SPDX-License-Identifier: MIT */
#include "files.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tell.h"

enum { BLOCK = 65536 };

const char *shown_name(const char *path)
{
    return strcmp(path, "-") == 0 ? "<stdin>" : path;
}

static int visit_blocks(FILE *stream, const char *path, visit_block *visit, void *user)
{
    char *block = malloc(BLOCK);
    size_t got;
    int status = block ? 0 : tell_at(shown_name(path), 0, "out of memory", NULL);
    while (status == 0 && (got = fread(block, 1, BLOCK, stream)) > 0)
        status = visit(user, block, (int64_t)got);
    if (status == 0 && ferror(stream))
        status = tell_at(shown_name(path), 0, "cannot be read: ", strerror(errno), NULL);
    free(block);
    return status;
}

int read_blocks(const char *path, visit_block *visit, void *user)
{
    int is_input = strcmp(path, "-") == 0;
    FILE *stream = is_input ? stdin : fopen(path, "rb");
    if (!stream)
        return tell_at(path, 0, "cannot be opened: ", strerror(errno), NULL);
    int status = visit_blocks(stream, path, visit, user);
    if (!is_input)
        fclose(stream);
    return status;
}

typedef struct whole {
    const char *path;
    file_text *out;
    size_t room;
} whole;

static int append(void *user, const char *bytes, int64_t length)
{
    whole *self = user;
    size_t held = (size_t)self->out->length, need = held + (size_t)length;
    if (need > self->room) {
        size_t room = need > self->room * 2 ? need : self->room * 2;
        char *more = need > held ? realloc(self->out->bytes, room) : NULL;
        if (!more)
            return tell_at(shown_name(self->path), 0, "out of memory", NULL);
        self->out->bytes = more;
        self->room = room;
    }
    memcpy(self->out->bytes + held, bytes, (size_t)length);
    self->out->length += length;
    return 0;
}

int read_file(const char *path, file_text *out)
{
    whole self = {.path = path, .out = out};
    *out = (file_text){0};
    int status = read_blocks(path, append, &self);
    if (status != 0)
        release_file(out);
    return status;
}

void release_file(file_text *self)
{
    free(self->bytes);
    *self = (file_text){0};
}

static int write_file(const char *path, const char *bytes, int64_t length)
{
    FILE *stream = fopen(path, "wb");
    if (!stream)
        return tell_at(path, 0, "cannot be written: ", strerror(errno), NULL);
    int wrong = fwrite(bytes, 1, (size_t)length, stream) != (size_t)length;
    wrong |= fclose(stream) != 0;
    return wrong ? tell_at(path, 0, "cannot be written: ", strerror(errno), NULL) : 0;
}

/* Renaming takes the place of a file in one step where the system has it so. */
int replace_file(const char *path, const char *bytes, int64_t length)
{
    static const char ending[] = ".new";
    size_t named = strlen(path);
    char *beside = malloc(named + sizeof ending);
    if (!beside)
        return tell_at(path, 0, "out of memory", NULL);
    memcpy(beside, path, named);
    memcpy(beside + named, ending, sizeof ending);
    int status = write_file(beside, bytes, length);
    if (status == 0 && rename(beside, path) != 0 && (remove(path) != 0 || rename(beside, path) != 0))
        status = tell_at(path, 0, "cannot be written: ", strerror(errno), NULL);
    if (status != 0)
        remove(beside);
    free(beside);
    return status;
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

void put_visible(const char *name)
{
    for (const unsigned char *at = (const unsigned char *)name; *at; at++) {
        if (*at < 0x20 || *at == 0x7F)
            printf("\\u{%X}", (unsigned)*at);
        else
            putchar(*at);
    }
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
