/* SPDX-License-Identifier: MIT */
#include "json.h"

#include <stdio.h>

#include "files.h"

void put_json_inside(const char *text)
{
    char one[8];
    for (const unsigned char *at = (const unsigned char *)text; *at; at++) {
        if (*at < 0x20)
            snprintf(one, sizeof one, "\\u%04X", (unsigned)*at);
        else
            snprintf(one, sizeof one, "%s%c", *at == '"' || *at == '\\' ? "\\" : "", *at);
        put_words(one);
    }
}

void put_json_text(const char *text)
{
    put_words("\"");
    put_json_inside(text);
    put_words("\"");
}

void put_json_key(const char *key)
{
    put_json_text(key);
    put_words(":");
}

void put_json_number(long long number)
{
    char digits[32];
    snprintf(digits, sizeof digits, "%lld", number);
    put_words(digits);
}
