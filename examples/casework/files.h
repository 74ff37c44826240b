/* SPDX-License-Identifier: MIT */
#ifndef FILES_H
#define FILES_H
/* Files read whole, and what is written to standard output. */
#include <casework.h>

typedef struct file_text {
    char *bytes;
    int64_t length;
} file_text;

/* Reads a file, or standard input for "-". Returns 0, or EXIT_BAD after telling why not. */
int read_file(const char *path, file_text *out);
void release_file(file_text *self);
/* Whether a file of that name can be opened. */
int file_exists(const char *path);
/* How a file is named in messages. */
const char *shown_name(const char *path);

/* Writes to standard output; failures are told by finish_output. */
void put_text(const cw_text *text);
void put_words(const char *words);
/* Flushes. Returns 0, or EXIT_BAD after telling that something was not written. */
int finish_output(void);
/* Whether a write has failed already, so that going on is in vain. */
int output_failed(void);
#endif
