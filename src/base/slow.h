/* SPDX-License-Identifier: MIT */
#ifndef BASE_SLOW_H
#define BASE_SLOW_H
/* Before a function that is seldom called from where it matters: kept out of its callers, it costs those nothing that do not
 * call it. Means nothing to a compiler that has no word for it. */
#if defined __GNUC__
#define BASE_SLOW __attribute__((noinline, cold))
#else
#define BASE_SLOW
#endif
#endif
