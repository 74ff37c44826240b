/* SPDX-License-Identifier: MIT */
#include "base/map.h"
#include "json/scan.h"
#include <stdio.h>

static char byte_at(const json_scan *scan, size_t at)
{
    return at < scan->tree->text.length ? scan->tree->text.at[at] : '\0';
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_word_byte(char c)
{
    return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

static base_str word_at(const json_scan *scan, size_t at)
{
    size_t end = at;
    while (is_word_byte(byte_at(scan, end)))
        end++;
    return (base_str){ scan->tree->text.at + at, end - at };
}

/* One digit or more at scan->at. */
static cw_status scan_digits(json_scan *scan, int row)
{
    char buffer[JSON_FOUND_BYTES];
    if (!is_digit(byte_at(scan, scan->at))) {
        json_tell(scan, row, scan->at, 1, NULL, json_found(scan, scan->at, buffer));
        return CW_ERR_INPUT;
    }
    while (is_digit(byte_at(scan, scan->at)))
        scan->at++;
    return CW_OK;
}

static cw_status scan_whole_part(json_scan *scan)
{
    size_t begin = scan->at;
    cw_status status;
    if (byte_at(scan, begin) == 'I' && base_str_is(word_at(scan, begin), "Infinity")) {
        json_tell(scan, JSON_TELL_NOT_A_VALUE, begin - 1, 9, "write `null` for what is not known", "-Infinity");
        return CW_ERR_INPUT;
    }
    status = scan_digits(scan, JSON_TELL_AFTER_MINUS);
    if (status == CW_OK && byte_at(scan, begin) == '0' && scan->at - begin > 1) {
        json_tell(scan, JSON_TELL_LEADING_ZERO, begin, scan->at - begin, NULL, NULL);
        return CW_ERR_INPUT;
    }
    return status;
}

static cw_status scan_exponent(json_scan *scan)
{
    char c = byte_at(scan, scan->at);
    if (c != 'e' && c != 'E')
        return CW_OK;
    scan->at++;
    c = byte_at(scan, scan->at);
    if (c == '+' || c == '-')
        scan->at++;
    return scan_digits(scan, JSON_TELL_IN_EXPONENT);
}

cw_status json_scan_number(json_scan *scan, base_str *out)
{
    size_t begin = scan->at;
    cw_status status;
    if (byte_at(scan, scan->at) == '-')
        scan->at++;
    status = scan_whole_part(scan);
    if (status == CW_OK && byte_at(scan, scan->at) == '.') {
        scan->at++;
        status = scan_digits(scan, JSON_TELL_AFTER_POINT);
    }
    if (status == CW_OK)
        status = scan_exponent(scan);
    if (status != CW_OK)
        return status;
    *out = (base_str){ scan->tree->text.at + begin, scan->at - begin };
    if ((int64_t)out->length > scan->number_limit)
        return json_tell_limit(scan, JSON_TELL_NUMBER_LIMIT, begin, out->length, scan->number_limit);
    return CW_OK;
}

/* A word that is no JSON value: other languages' words are named, others may be anybody's name. */
static cw_status tell_word(json_scan *scan, base_str word)
{
    static const char *const foreign[] = { "NaN", "Infinity", "undefined", "None", "nil", "nan", "inf", "NULL" };
    base_nearest nearest;
    base_str near;
    char help[32] = "texts stand in double quotes";
    for (size_t i = 0; i < sizeof foreign / sizeof foreign[0]; i++)
        if (base_str_is(word, foreign[i])) {
            json_tell(scan, JSON_TELL_NOT_A_VALUE, scan->at, word.length, "write `null` for what is not known",
                      foreign[i]);
            return CW_ERR_INPUT;
        }
    base_nearest_init(&nearest, word);
    base_nearest_consider(&nearest, BASE_STR("true"));
    base_nearest_consider(&nearest, BASE_STR("false"));
    base_nearest_consider(&nearest, BASE_STR("null"));
    near = base_nearest_result(&nearest);
    if (near.length > 0)
        snprintf(help, sizeof help, "did you mean `%.*s`?", (int)near.length, near.at);
    json_tell(scan, JSON_TELL_EXPECTED_VALUE, scan->at, word.length, help, "a word without quotes");
    return CW_ERR_INPUT;
}

cw_status json_scan_word(json_scan *scan, json_type *type)
{
    base_str word = word_at(scan, scan->at);
    char c = byte_at(scan, scan->at);
    if (base_str_is(word, "true"))
        *type = JSON_TRUE;
    else if (base_str_is(word, "false"))
        *type = JSON_FALSE;
    else if (base_str_is(word, "null"))
        *type = JSON_NULL;
    else if (word.length > 0)
        return tell_word(scan, word);
    else if (c == '+' || c == '.') {
        json_tell(scan, c == '+' ? JSON_TELL_LEADING_PLUS : JSON_TELL_LEADING_POINT, scan->at, 1,
                  c == '+' ? "leave it out" : "write a `0` before it", NULL);
        return CW_ERR_INPUT;
    } else
        return json_unexpected(scan, JSON_TELL_EXPECTED_VALUE);
    scan->at += word.length;
    return CW_OK;
}
