/* SPDX-License-Identifier: MIT */
#ifndef FEEL_LITERAL_H
#define FEEL_LITERAL_H
/* The values of literals. False: told, or out of memory. */
#include "feel/lexer.h"

/* "..." with its escapes. */
bool feel_read_string(feel_compiler *compiler, feel_token token, base_str *out);
bool feel_read_number(feel_compiler *compiler, feel_token token, feel_value *out);
/* The text of @"...", a date or a duration; the token is the string's. */
bool feel_read_at(feel_compiler *compiler, feel_token token, feel_value *out);
#endif
