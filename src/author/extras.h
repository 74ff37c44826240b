/* SPDX-License-Identifier: MIT */
#ifndef AUTHOR_EXTRAS_H
#define AUTHOR_EXTRAS_H
/* What those who write rules have done with tests besides running them: counting what they reach, changing the rules, looking for
 * tests that are missing. It stands beside the library, not in it. */
#include "author/run_tests.h"

/* Does what a host asks for by `coverage`, `tell_change` and `tell_boundaries`. */
extern const author_extras author_all_extras;
#endif
