/* SPDX-License-Identifier: MIT */
#include "base/diag.h"

#include <string.h>

#include "base/reference.h"

struct cw_diag {
    atomic_int references;
    const cw_context *context;
    base_arena arena;
    base_diagnostic *items;
    int64_t kept, capacity;
    int64_t errors, dropped;
    bool failed;                 /* then the pre-built diagnostic stands after the kept ones */
};

/* Needs no memory to be reported. */
static const base_diagnostic out_of_memory = {
#define ERROR CW_SEVERITY_ERROR
#define DIAGNOSTIC(name, number, severity_word, text) \
    .code = (number), .severity = severity_word, .message = (text)
#include "base/diagnostics.def"
#undef DIAGNOSTIC
#undef ERROR
};

cw_status base_diag_new(cw_context *context, cw_diag **diag)
{
    *diag = NULL;
    cw_diag *made = base_allocate(context, sizeof *made);
    if (!made)
        return CW_ERR_NOMEM;
    *made = (cw_diag){.context = base_context_use(context)};
    atomic_init(&made->references, 1);
    base_arena_init(&made->arena, made->context);
    *diag = made;
    return CW_OK;
}

void base_diag_take(cw_diag *diag)
{
    base_reference_take(&diag->references);
}

void base_diag_drop(cw_diag *diag)
{
    if (!base_reference_drop(&diag->references))
        return;
    const cw_context *context = diag->context;
    base_release(context, diag->items, (size_t)diag->capacity * sizeof *diag->items);
    base_arena_finish(&diag->arena);
    base_release(context, diag, sizeof *diag);
    base_context_drop(context);
}

void base_diag_clear(cw_diag *diag)
{
    base_arena_rewind(&diag->arena, (base_mark){0});
    diag->kept = diag->errors = diag->dropped = 0;
    diag->failed = false;
}

bool base_diag_keeps(const cw_diag *diag)
{
    return !diag->failed && diag->kept < base_limit(diag->context, CW_LIMIT_DIAGNOSTICS);
}

bool base_diag_failed(const cw_diag *diag)
{
    return diag->failed;
}

void base_diag_begin(cw_diag *diag)
{
    diag->failed = false;
}

void base_diag_fail(cw_diag *diag)
{
    diag->failed = true;
}

int64_t base_diag_count(const cw_diag *diag)
{
    return diag->kept + diag->failed;
}

int64_t base_diag_errors(const cw_diag *diag)
{
    return diag->errors;
}

int64_t base_diag_dropped(const cw_diag *diag)
{
    return diag->dropped;
}

const base_diagnostic *base_diag_at(const cw_diag *diag, int64_t index)
{
    if (index < 0 || index >= base_diag_count(diag))
        return NULL;
    return index < diag->kept ? &diag->items[index] : &out_of_memory;
}

/* ---- adding ---- */

/* A copy in the list's arena; NULL for the empty text. */
static const char *keep(cw_diag *diag, base_str text)
{
    return text.length ? base_arena_copy(&diag->arena, text.at, text.length) : NULL;
}

/* The same with unseen characters shown: what is quoted in a message comes from anywhere. */
static const char *keep_visible(cw_diag *diag, base_buffer *scratch, base_str text)
{
    base_buffer_clear(scratch);
    base_put_visible(scratch, text);
    const char *kept = keep(diag, (base_str){scratch->data, scratch->length});
    diag->arena.failed |= scratch->failed;
    return kept;
}

static void keep_place(cw_diag *diag, base_buffer *scratch, const base_place *place, base_diagnostic *item)
{
    item->source = keep(diag, place->source);
    item->pointer = keep(diag, place->pointer);
    if (!place->text.at)
        return;
    base_lines at = base_lines_at(place->text, place->offset, place->lines);
    item->line = at.line + (place->first_line > 0 ? place->first_line - 1 : 0);
    item->column = at.column;
    if (!place->show)
        return;
    base_buffer_clear(scratch);
    base_put_excerpt(scratch, place->text, place->offset, place->length);
    item->excerpt = keep(diag, (base_str){scratch->data, scratch->length});
    diag->arena.failed |= scratch->failed;
}

static void keep_message(cw_diag *diag, base_buffer *scratch, const char *format, va_list arguments,
                         base_diagnostic *item)
{
    base_buffer message;
    base_buffer_init(&message, diag->context);
    base_vputf(&message, format, arguments);
    item->message = keep_visible(diag, scratch, (base_str){message.data, message.length});
    if (!item->message)
        item->message = "";
    diag->arena.failed |= message.failed;
    base_buffer_finish(&message);
}

/* Takes away what was begun and lets the pre-built diagnostic stand for it. */
static void fail(cw_diag *diag, base_mark mark)
{
    base_arena_rewind(&diag->arena, mark);
    diag->failed = true;
}

static void keep_item(cw_diag *diag, const base_diagnostic_row *row, const base_place *place, base_str help,
                      va_list arguments)
{
    base_mark mark = base_arena_mark(&diag->arena);
    base_diagnostic item = {.code = row->code, .severity = row->severity};
    void *items = diag->items;
    if (!base_grow(diag->context, &items, &diag->capacity, diag->kept + 1, sizeof item)) {
        fail(diag, mark);
        return;
    }
    diag->items = items;
    base_buffer scratch;
    base_buffer_init(&scratch, diag->context);
    keep_message(diag, &scratch, row->format, arguments, &item);
    item.help = keep_visible(diag, &scratch, help);
    if (place)
        keep_place(diag, &scratch, place, &item);
    base_buffer_finish(&scratch);
    if (diag->arena.failed)
        fail(diag, mark);
    else
        diag->items[diag->kept++] = item;
}

void base_diag_add(cw_diag *diag, const base_diagnostic_row *row, const base_place *place, base_str help, ...)
{
    diag->errors += row->severity == CW_SEVERITY_ERROR;
    if (!base_diag_keeps(diag)) {
        diag->dropped++;
        return;
    }
    va_list arguments;
    va_start(arguments, help);
    keep_item(diag, row, place, help, arguments);
    va_end(arguments);
}

/* ---- rendering ---- */

static void put_place(base_buffer *buffer, const base_diagnostic *item)
{
    if (item->source) {
        base_put_visible(buffer, base_str_of(item->source));
        base_put_char(buffer, ':');
    }
    if (item->line > 0) {
        base_put_int(buffer, item->line);
        base_put_char(buffer, ':');
        base_put_int(buffer, item->column);
        base_put_char(buffer, ':');
    }
    if (item->source || item->line > 0)
        base_put_char(buffer, ' ');
}

static void put_diagnostic(base_buffer *buffer, const base_diagnostic *item)
{
    put_place(buffer, item);
    base_put(buffer, item->severity == CW_SEVERITY_WARNING ? "warning: " : "error: ");
    base_put(buffer, item->message);
    if (item->pointer) {
        base_put(buffer, " (at ");
        base_put_visible(buffer, base_str_of(item->pointer));
        base_put_char(buffer, ')');
    }
    base_put_char(buffer, '\n');
    if (item->excerpt)
        base_put(buffer, item->excerpt);
    if (item->help) {
        base_put(buffer, "  help: ");
        base_put(buffer, item->help);
        base_put_char(buffer, '\n');
    }
}

cw_status base_diag_render(const cw_diag *diag, cw_text **text)
{
    base_buffer buffer;
    base_buffer_init(&buffer, diag->context);
    for (int64_t i = 0; i < base_diag_count(diag); i++)
        put_diagnostic(&buffer, base_diag_at(diag, i));
    if (diag->dropped > 0) {
        base_put(&buffer, "and ");
        base_put_int(&buffer, diag->dropped);
        base_put(&buffer, " more\n");
    }
    return base_buffer_take(&buffer, text);
}
