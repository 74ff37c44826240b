/* SPDX-License-Identifier: MIT */
/* Runs a fuzz target on files, without libFuzzer: `replay FILE...`. After `--lines` each line of a file is an input. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fuzz.h"

/* A copy of its own, so that a checker sees what reads past its end. */
static void run_one(const char *bytes, size_t length)
{
    uint8_t *copy = malloc(length ? length : 1);
    fuzz_expect(copy != NULL, "there is memory");
    if (length > 0)
        memcpy(copy, bytes, length);
    LLVMFuzzerTestOneInput(copy, length);
    free(copy);
}

static char *read_whole(const char *path, size_t *length)
{
    FILE *stream = fopen(path, "rb");
    size_t room = 1 << 16, got;
    char *bytes = malloc(room);
    *length = 0;
    fuzz_expect(stream && bytes, path);
    while ((got = fread(bytes + *length, 1, room - *length, stream)) > 0) {
        *length += got;
        if (*length == room) {
            bytes = realloc(bytes, room *= 2);
            fuzz_expect(bytes != NULL, "there is memory");
        }
    }
    fclose(stream);
    return bytes;
}

static long run_lines(const char *bytes, size_t length)
{
    long count = 0;
    const char *end = bytes + length;
    for (const char *at = bytes; at < end; count++) {
        const char *stop = memchr(at, '\n', (size_t)(end - at));
        stop = stop ? stop : end;
        run_one(at, (size_t)(stop - at));
        at = stop + 1;
    }
    return count;
}

int main(int argc, char **argv)
{
    int lines = 0;
    long count = 0;
    for (int i = 1; i < argc; i++) {
        size_t length;
        if (strcmp(argv[i], "--lines") == 0) {
            lines = 1;
            continue;
        }
        char *bytes = read_whole(argv[i], &length);
        if (lines)
            count += run_lines(bytes, length);
        else
            run_one(bytes, length), count++;
        free(bytes);
    }
    printf("%ld inputs\n", count);
    return 0;
}
