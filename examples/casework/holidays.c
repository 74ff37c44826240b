/* SPDX-License-Identifier: MIT */
#include "holidays.h"

#include <stdlib.h>
#include <string.h>

#include "files.h"
#include "tell.h"

enum { DAY_LENGTH = 10 };

static int is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\r';
}

/* Reads a line without its end. Returns 1 for a day, 0 for none, -1 for something else. */
static int read_line(const char *at, const char *end, cw_date *day)
{
    char text[DAY_LENGTH + 1] = {0};
    const char *comment = memchr(at, '#', (size_t)(end - at));
    if (comment)
        end = comment;
    while (at < end && is_space(*at))
        at++;
    while (at < end && is_space(end[-1]))
        end--;
    if (at == end)
        return 0;
    if (end - at != DAY_LENGTH)
        return -1;
    memcpy(text, at, DAY_LENGTH);
    *day = cw_date_parse(text);
    return *day == CW_DATE_INVALID ? -1 : 1;
}

static int read_lines(const char *path, const file_text *text, cw_date *days, int64_t *count)
{
    const char *at = text->bytes, *end = text->bytes + text->length;
    int status = 0;
    for (int64_t line = 1; at < end; line++) {
        const char *line_end = memchr(at, '\n', (size_t)(end - at));
        if (!line_end)
            line_end = end;
        int found = read_line(at, line_end, &days[*count]);
        if (found < 0)
            status = tell_at(shown_name(path), line, "expected a day as YYYY-MM-DD, or nothing", NULL);
        *count += found > 0;
        at = line_end < end ? line_end + 1 : end;
    }
    return status;
}

int read_holiday_file(const char *path, cw_date **out, int64_t *count)
{
    file_text text;
    *out = NULL;
    *count = 0;
    int status = read_file(path, &text);
    if (status != 0)
        return status;
    cw_date *days = calloc((size_t)text.length / (DAY_LENGTH + 1) + 1, sizeof *days);
    if (!days)
        status = tell_at(shown_name(path), 0, "out of memory", NULL);
    else if (text.length > 0)
        status = read_lines(path, &text, days, count);
    release_file(&text);
    if (status == 0)
        *out = days;
    else
        free(days);
    return status;
}

int read_holidays(const char *path, cw_evaluator *evaluator)
{
    cw_date *days;
    int64_t count;
    int status = read_holiday_file(path, &days, &count);
    if (status == 0 && cw_evaluator_set_holidays(evaluator, days, count) != CW_OK)
        status = tell_at(shown_name(path), 0, "the holidays cannot be used", NULL);
    free(days);
    return status;
}
