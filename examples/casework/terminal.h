/* SPDX-License-Identifier: MIT */
#ifndef TERMINAL_H
#define TERMINAL_H
#include <stdio.h>

/* Whether somebody looks at what is written there. Where that cannot be told: no. */
int is_terminal(FILE *stream);
#endif
