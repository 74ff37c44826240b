/* SPDX-License-Identifier: MIT */
#ifndef AUTHOR_FORMAT_CODE_H
#define AUTHOR_FORMAT_CODE_H
/* White space within one line. */
#include "base/text.h"

typedef enum author_spacing {
    AUTHOR_AS_WRITTEN,       /* a text or JSON: nothing moves */
    AUTHOR_BLANKS,           /* runs of blanks become one */
    AUTHOR_WORDS,            /* the same; a comma or colon stands at the word before it, `=` between blanks */
    AUTHOR_NAMES,            /* the same; but a colon within a name, `set:name`, is a part of it */
    AUTHOR_EXPRESSION
} author_spacing;

/* Appends the code with its white space put right. */
void author_put_code(base_buffer *buffer, base_str code, author_spacing spacing);
#endif
