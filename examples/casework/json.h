/* SPDX-License-Identifier: MIT */
#ifndef JSON_H
#define JSON_H
/* JSON on standard output, written by hand: what the library does not write itself. */

/* A text in quotes, escaped; the same without its quotes. */
void put_json_text(const char *text);
void put_json_inside(const char *text);
/* `"key":` */
void put_json_key(const char *key);
void put_json_number(long long number);
#endif
