/* SPDX-License-Identifier: MIT */
/* Rows of JSON Lines, each an expression with its inputs, answered one by one in memory for the longest of them. */
#include <stdlib.h>
#include <string.h>

#include "feel.h"
#include "files.h"
#include "tell.h"

typedef struct rows {
    const char *file, *now;
    cw_diag *diag;
    char *held;              /* the beginning of a line whose end has not come yet */
    size_t length, room;
    int64_t line;            /* the number of the line at hand */
    int exit_status;
} rows;

static int is_blank(const char *text, size_t length)
{
    return strspn(text, " \t\r") >= length;
}

static void answer(rows *self, const char *text, size_t length)
{
    cw_text *written = NULL;
    cw_diag_clear(self->diag);
    cw_status status = cw_expression_answer(NULL, text, (int64_t)length, self->now, &written, self->diag);
    if (status == CW_OK)
        put_text(written);
    else if (cw_diag_count(self->diag) > 0)
        self->exit_status = tell_at(self->file, self->line, cw_diag_message(self->diag, 0), NULL);
    else
        self->exit_status = tell_at(self->file, self->line, cw_status_name(status), NULL);
    cw_text_unref(written);
}

static int hold(rows *self, const char *bytes, size_t length)
{
    size_t need = self->length + length + 1;
    if (need > self->room) {
        size_t room = need > self->room * 2 ? need : self->room * 2;
        char *more = realloc(self->held, room);
        if (!more)
            return tell_at(self->file, self->line, "out of memory", NULL);
        self->held = more;
        self->room = room;
    }
    memcpy(self->held + self->length, bytes, length);
    self->length += length;
    self->held[self->length] = '\0';
    return 0;
}

static void end_line(rows *self)
{
    if (self->length > 0 && !is_blank(self->held, self->length))
        answer(self, self->held, self->length);
    self->length = 0;
    self->line++;
}

static int visit(void *user, const char *bytes, int64_t length)
{
    rows *self = user;
    const char *end = bytes + length;
    while (bytes < end) {
        const char *stop = memchr(bytes, '\n', (size_t)(end - bytes));
        int status = hold(self, bytes, (size_t)((stop ? stop : end) - bytes));
        if (status != 0)
            return status;
        if (!stop)
            break;
        end_line(self);
        if (output_failed())
            return EXIT_BAD;
        bytes = stop + 1;
    }
    return 0;
}

int run_rows(const char *path, const char *now)
{
    rows self = {.file = shown_name(path), .now = now, .line = 1};
    if (cw_diag_new(NULL, &self.diag) != CW_OK)
        return tell("out of memory", NULL);
    int status = read_blocks(path, visit, &self);
    if (status == 0)
        end_line(&self);
    cw_diag_unref(self.diag);
    free(self.held);
    return worse(status, self.exit_status);
}
