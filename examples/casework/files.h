/* SPDX-License-Identifier: MIT */
#ifndef FILES_H
#define FILES_H
/* Files read, whole or block by block, and what is written to standard output. */
#include <casework.h>

typedef struct file_text {
    char *bytes;
    int64_t length;
} file_text;

/* Is given each block of a file in turn. Another status than 0 ends the reading. */
typedef int visit_block(void *user, const char *bytes, int64_t length);

/* Reads a file, or standard input for "-", in memory that does not depend on its length. Returns what the last visit
 * returned, or EXIT_BAD after telling why it cannot be read. */
int read_blocks(const char *path, visit_block *visit, void *user);
/* Reads one whole. Returns 0, or EXIT_BAD after telling why not. */
int read_file(const char *path, file_text *out);
void release_file(file_text *self);
/* Puts other bytes in the place of a file's, all or none. Returns 0, or EXIT_BAD after telling why it cannot. */
int replace_file(const char *path, const char *bytes, int64_t length);
/* Whether a file of that name can be opened. */
int file_exists(const char *path);
/* How a file is named in messages. */
const char *shown_name(const char *path);

/* Writes to standard output; failures are told by finish_output. */
void put_text(const cw_text *text);
void put_words(const char *words);
/* A name from a document, control characters as \u{..}. */
void put_visible(const char *name);
/* Flushes. Returns 0, or EXIT_BAD after telling that something was not written. */
int finish_output(void);
/* Whether a write has failed already, so that going on is in vain. */
int output_failed(void);
#endif
