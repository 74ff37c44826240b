/* SPDX-License-Identifier: MIT */
#include <casework/version.h>

#define TEXT_OF(number) #number
#define JOIN(major, minor, patch) TEXT_OF(major) "." TEXT_OF(minor) "." TEXT_OF(patch)

/* The enumerators of the header are checked against the text that the macro below spells. */
#define MAJOR 0
#define MINOR 1
#define PATCH 0
_Static_assert(MAJOR == CW_VERSION_MAJOR && MINOR == CW_VERSION_MINOR && PATCH == CW_VERSION_PATCH,
               "the version's text and its numbers are the same");

const char *cw_version(void)
{
    return JOIN(MAJOR, MINOR, PATCH);
}
