/* SPDX-License-Identifier: MIT */
#include "author/format.h"

#include <string.h>

#include "author/diagnostics.h"
#include "author/format_code.h"
#include "rules/reader.h"

/* Columns of clauses, and of lines that go on an item or a clause, beyond where that begins. */
enum { STEP = 2 };

typedef enum row_kind { BLANK, COMMENT, CODE } row_kind;

/* One line of the file. */
typedef struct row {
    row_kind kind;
    bool raw;                    /* goes on from a line before, or over lines: left as it stands */
    uint32_t column;             /* where it begins, as it was; then as it will be */
    base_str code, comment;      /* of CODE: what counts, and the comment behind it */
} row;

typedef struct format {
    base_arena arena;
    feel_source source;
    feel_compiler feel;
    rules_reader reader;
    base_lines lines;
    row *rows;
    uint32_t count;
    base_buffer text;            /* of the line at hand */
    bool failed;                 /* no memory for one */
} format;

/* ---- lines to rows ---- */

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r';
}

static base_str trimmed(base_str text)
{
    while (text.length > 0 && is_blank(text.at[0]))
        text = (base_str){text.at + 1, text.length - 1};
    while (text.length > 0 && is_blank(text.at[text.length - 1]))
        text.length--;
    return text;
}

/* The row of bytes [start, end), a line of the file; `line` is the next that counts. */
static row row_of(const format *self, uint32_t start, uint32_t end, const rules_line *line)
{
    const char *text = self->source.text.at;
    base_str whole = {text + start, end - start}, inner = trimmed(whole);
    row made = {.kind = inner.length == 0 ? BLANK : COMMENT, .column = (uint32_t)(inner.at - whole.at), .comment = inner};
    if (!line || line->start < start || line->start >= end) {
        made.raw = inner.length > 0 && !(inner.length > 1 && inner.at[0] == '/' && inner.at[1] == '/');
        return made;
    }
    made.kind = CODE;
    made.column = line->indent;
    made.raw = line->end > end;
    made.code = made.raw ? inner : (base_str){text + line->start, line->end - line->start};
    made.comment = made.raw ? (base_str){0} : trimmed((base_str){text + line->end, end - line->end});
    return made;
}

static bool make_rows(format *self)
{
    base_str text = self->source.text;
    uint32_t next = 0, lines = 1, start = text.length >= 3 && memcmp(text.at, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
    for (size_t at = 0; at < text.length; at++)
        lines += text.at[at] == '\n';
    self->rows = base_arena_array(&self->arena, lines, sizeof *self->rows);
    if (!self->rows)
        return false;
    while (start < text.length) {
        const char *newline = memchr(text.at + start, '\n', text.length - start);
        uint32_t end = newline ? (uint32_t)(newline - text.at) : (uint32_t)text.length;
        const rules_line *line = next < self->reader.line_count ? &self->reader.lines[next] : NULL;
        row made = row_of(self, start, end, line);
        next += made.kind == CODE;
        self->rows[self->count++] = made;
        start = end + (newline ? 1 : 0);
    }
    return true;
}

/* ---- what a line's words are ---- */

typedef struct wording { const char *word; author_spacing spacing; } wording;

static const wording clauses[] = {
    {"title", AUTHOR_AS_WRITTEN},  {"remedy", AUTHOR_AS_WRITTEN},  {"source", AUTHOR_WORDS},     {"covers", AUTHOR_WORDS},
    {"force", AUTHOR_WORDS},       {"valid", AUTHOR_WORDS},        {"instrument", AUTHOR_WORDS}, {"target", AUTHOR_WORDS},
    {"partial", AUTHOR_WORDS},     {"for", AUTHOR_EXPRESSION},     {"let", AUTHOR_EXPRESSION},   {"when", AUTHOR_EXPRESSION},
    {"require", AUTHOR_EXPRESSION}, {"by", AUTHOR_EXPRESSION},     {"within", AUTHOR_EXPRESSION}, {"every", AUTHOR_EXPRESSION},
    {"from", AUTHOR_EXPRESSION},   {"until", AUTHOR_EXPRESSION},   {"paused", AUTHOR_EXPRESSION}, {"waived", AUTHOR_EXPRESSION},
    {"on", AUTHOR_BLANKS},         {"known at", AUTHOR_BLANKS},    {"expect", AUTHOR_BLANKS},    {"param", AUTHOR_NAMES},
    {"holidays", AUTHOR_WORDS},
};
static const wording items[] = {
    {"condition", AUTHOR_EXPRESSION}, {"parameter", AUTHOR_WORDS}, {"field", AUTHOR_WORDS},  {"value", AUTHOR_WORDS},
    {"version", AUTHOR_WORDS},        {"source", AUTHOR_WORDS},    {"definition", AUTHOR_WORDS}, {"permission", AUTHOR_WORDS},
    {"holidays", AUTHOR_WORDS},
};

static author_spacing spacing_of(base_str word, const wording *of, size_t count, author_spacing otherwise)
{
    for (size_t i = 0; i < count; i++)
        if (base_str_is(word, of[i].word))
            return of[i].spacing;
    return otherwise;
}
#define SPACING_OF(word, of, otherwise) spacing_of(word, of, sizeof(of) / sizeof(of)[0], otherwise)

static base_str first_word(base_str code)
{
    size_t length = 0;
    while (length < code.length && ((code.at[length] >= 'a' && code.at[length] <= 'z') || code.at[length] == '_'))
        length++;
    return (base_str){code.at, length};
}

/* The words before the colon of a clause; empty where it has none: the one of `param set:name` is the name's. */
static base_str clause_word(base_str code)
{
    size_t at = 0;
    while (at < code.length && (code.at[at] == ' ' || (code.at[at] >= 'a' && code.at[at] <= 'z')))
        at++;
    if (at == code.length || code.at[at] != ':')
        return (base_str){0};
    base_str word = trimmed((base_str){code.at, at});
    return base_str_is(first_word(word), "param") && word.length > first_word(word).length ? (base_str){0} : word;
}

/* ---- one line ---- */

static base_str taken(format *self)
{
    const char *copy = base_arena_copy(&self->arena, self->text.data ? self->text.data : "", self->text.length);
    base_str made = {copy ? copy : "", copy ? self->text.length : 0};
    self->failed |= self->text.failed || !copy;
    base_buffer_clear(&self->text);
    return made;
}

static void space_code(format *self, row *one, author_spacing spacing)
{
    if (one->raw)
        return;
    author_put_code(&self->text, one->code, spacing);
    one->code = taken(self);
}

/* A clause with its value in the column `width` beyond its own. */
static void space_clause(format *self, row *one, base_str word, uint32_t width, author_spacing spacing)
{
    if (one->raw)
        return;
    size_t colon = (size_t)((const char *)memchr(one->code.at, ':', one->code.length) - one->code.at);
    base_str value = trimmed((base_str){one->code.at + colon + 1, one->code.length - colon - 1});
    base_put_str(&self->text, word);
    base_put_char(&self->text, ':');
    while (value.length > 0 && self->text.length < width)
        base_put_char(&self->text, ' ');
    author_put_code(&self->text, value, spacing);
    one->code = taken(self);
}

/* ---- blocks ---- */

/* The next row that counts, from `at` on; `end` if there is none before it. */
static uint32_t next_code(const format *self, uint32_t at, uint32_t end)
{
    while (at < end && self->rows[at].kind != CODE)
        at++;
    return at;
}

/* The end of the block that begins at a row: the next row that counts and stands no deeper. */
static uint32_t block_end(const format *self, uint32_t start, uint32_t end)
{
    uint32_t at = next_code(self, start + 1, end);
    while (at < end && self->rows[at].column > self->rows[start].column)
        at = next_code(self, at + 1, end);
    return at;
}

static uint32_t least_column(const format *self, uint32_t start, uint32_t end)
{
    uint32_t least = UINT32_MAX;
    for (uint32_t at = next_code(self, start, end); at < end; at = next_code(self, at + 1, end))
        least = self->rows[at].column < least ? self->rows[at].column : least;
    return least;
}

/* The lines that go on from a first one keep their steps against each other, the shallowest in `column`. */
static void lay_rest(format *self, uint32_t start, uint32_t end, uint32_t column, author_spacing spacing)
{
    uint32_t least = least_column(self, start, end);
    for (uint32_t at = next_code(self, start, end); at < end; at = next_code(self, at + 1, end)) {
        self->rows[at].column += column - least;      /* modulo 2^32, as column may be the lesser */
        space_code(self, &self->rows[at], spacing);
    }
}

/* How far the values of the clauses of an item stand from where they begin. */
static uint32_t value_width(const format *self, uint32_t start, uint32_t end)
{
    uint32_t width = 0;
    for (uint32_t at = next_code(self, start + 1, end); at < end; at = block_end(self, at, end)) {
        uint32_t length = (uint32_t)clause_word(self->rows[at].code).length;
        width = length > 0 && length + 2 > width ? length + 2 : width;
    }
    return width;
}

/* What goes on from a clause stands below its value, or a step deeper where it stood deeper before. */
static uint32_t rest_column(const format *self, uint32_t start, uint32_t end, base_str word, uint32_t width)
{
    const row *one = &self->rows[start];
    const char *colon = word.length > 0 ? memchr(one->code.at, ':', one->code.length) : NULL;
    if (!colon)
        return STEP + STEP;
    base_str after = {colon + 1, (size_t)(one->code.at + one->code.length - colon) - 1};
    uint32_t value = one->column + (uint32_t)(trimmed(after).at - one->code.at);
    return STEP + width + (least_column(self, start + 1, end) > value ? STEP : 0);
}

static void lay_clauses(format *self, uint32_t start, uint32_t end)
{
    uint32_t width = value_width(self, start, end);
    for (uint32_t at = next_code(self, start + 1, end); at < end;) {
        uint32_t next = block_end(self, at, end);
        row *one = &self->rows[at];
        base_str word = clause_word(one->code);
        author_spacing spacing = SPACING_OF(word.length > 0 ? word : first_word(one->code), clauses, AUTHOR_AS_WRITTEN);
        lay_rest(self, at + 1, next, rest_column(self, at, next, word, width), spacing);
        one->column = STEP;
        if (word.length > 0)
            space_clause(self, one, word, width, spacing);
        else
            space_code(self, one, spacing);
        at = next;
    }
}

/* ---- tables ---- */

enum { COLUMNS_MOST = 64 };

/* Takes a cell off the row's front. */
static base_str take_cell(base_str *row)
{
    const char *bar = memchr(row->at, '|', row->length);
    size_t length = bar ? (size_t)(bar - row->at) : row->length;
    base_str cell = trimmed((base_str){row->at, length});
    *row = (base_str){row->at + length + (bar ? 1 : 0), row->length - length - (bar ? 1 : 0)};
    return cell;
}

static void measure_cells(base_str code, uint32_t widths[COLUMNS_MOST])
{
    for (int i = 0; i < COLUMNS_MOST && code.length > 0; i++) {
        uint32_t width = (uint32_t)base_utf8_count(take_cell(&code));
        widths[i] = width > widths[i] ? width : widths[i];
    }
}

static void space_cells(format *self, row *one, const uint32_t widths[COLUMNS_MOST])
{
    base_str code = one->code;
    for (int i = 0; code.length > 0 && !one->raw; i++) {
        bool last = !memchr(code.at, '|', code.length);
        bool ends_bare = !last && code.at[code.length - 1] == '|' && memchr(code.at, '|', code.length) == code.at + code.length - 1;
        base_str cell = take_cell(&code);
        base_put_str(&self->text, cell);
        for (uint32_t width = (uint32_t)base_utf8_count(cell); !last && i < COLUMNS_MOST && width < widths[i]; width++)
            base_put_char(&self->text, ' ');
        base_put(&self->text, last ? "" : ends_bare ? " |" : " | ");
    }
    if (!one->raw)
        one->code = taken(self);
}

static void lay_table(format *self, uint32_t start, uint32_t end)
{
    uint32_t widths[COLUMNS_MOST] = {0};
    for (uint32_t at = next_code(self, start + 1, end); at < end; at = next_code(self, at + 1, end))
        measure_cells(self->rows[at].code, widths);
    for (uint32_t at = next_code(self, start + 1, end); at < end; at = next_code(self, at + 1, end)) {
        self->rows[at].column = STEP;
        space_cells(self, &self->rows[at], widths);
    }
}

/* ---- items ---- */

static bool stands_alone(base_str word)
{
    return base_str_is(word, "rule") || base_str_is(word, "override") || base_str_is(word, "test");
}

/* `absent kind.field: expression` */
static void space_absent(format *self, row *one)
{
    const char *colon = memchr(one->code.at, ':', one->code.length);
    base_str head = {one->code.at, colon && !one->raw ? (size_t)(colon - one->code.at) + 1 : 0};
    if (head.length == 0)
        return;
    base_str value = trimmed((base_str){colon + 1, one->code.length - head.length});
    author_put_code(&self->text, head, AUTHOR_WORDS);
    base_put(&self->text, value.length > 0 ? " " : "");
    author_put_code(&self->text, value, AUTHOR_EXPRESSION);
    one->code = taken(self);
}

static void lay_item(format *self, uint32_t start, uint32_t end)
{
    row *one = &self->rows[start];
    base_str word = first_word(one->code);
    if (base_str_is(word, "table"))
        lay_table(self, start, end);
    else if (stands_alone(word))
        lay_clauses(self, start, end);
    else
        lay_rest(self, start + 1, end, STEP, base_str_is(word, "absent") ? AUTHOR_EXPRESSION : SPACING_OF(word, items, AUTHOR_BLANKS));
    if (base_str_is(word, "absent"))
        space_absent(self, one);
    else
        space_code(self, one, SPACING_OF(word, items, AUTHOR_BLANKS));
}

static void lay_items(format *self)
{
    for (uint32_t at = next_code(self, 0, self->count); at < self->count;) {
        uint32_t end = block_end(self, at, self->count);
        lay_item(self, at, end);
        at = end;
    }
}

/* A comment on a line of its own stands where the line does that follows it, unless it begins in the first column. */
static void lay_comments(format *self)
{
    uint32_t column = 0;
    for (uint32_t at = self->count; at-- > 0;) {
        row *one = &self->rows[at];
        if (one->kind == CODE)
            column = one->column;
        else if (one->kind == COMMENT && !one->raw && one->column > 0)
            one->column = column > 0 ? column : STEP;
    }
}

/* ---- rows to text ---- */

static uint32_t row_width(const row *one)
{
    return one->column + (uint32_t)base_utf8_count(one->code);
}

static bool has_tail(const format *self, uint32_t at)
{
    return at < self->count && self->rows[at].kind == CODE && self->rows[at].comment.length > 0;
}

static void put_blanks(base_buffer *buffer, uint32_t count)
{
    while (count-- > 0)
        base_put_char(buffer, ' ');
}

/* Comments behind lines that follow each other begin in one column. Gives that of the run that begins at a row. */
static uint32_t tail_column(const format *self, uint32_t at)
{
    uint32_t column = 0;
    for (; has_tail(self, at); at++) {
        uint32_t width = row_width(&self->rows[at]) + STEP;
        column = width > column ? width : column;
    }
    return column;
}

static void put_row(base_buffer *buffer, const row *one, uint32_t tail)
{
    if (one->kind != BLANK)
        put_blanks(buffer, one->column);
    base_put_str(buffer, one->kind == COMMENT ? one->comment : one->code);
    if (one->kind == CODE && one->comment.length > 0) {
        put_blanks(buffer, tail - row_width(one));
        base_put_str(buffer, one->comment);
    }
    base_put_char(buffer, '\n');
}

/* Whether a blank line belongs before the row though none stands there: what stands alone, with the comments above it. */
static bool wants_blank_line(const format *self, uint32_t at)
{
    const row *before = at > 0 ? &self->rows[at - 1] : NULL;
    if (!before || before->kind == BLANK || (before->kind == COMMENT && before->column == 0))
        return false;
    while (at < self->count && self->rows[at].kind == COMMENT && self->rows[at].column == 0)
        at++;
    return at < self->count && self->rows[at].kind == CODE && self->rows[at].column == 0 &&
           stands_alone(first_word(self->rows[at].code));
}

static void put_rows(const format *self, base_buffer *buffer)
{
    uint32_t tail = 0;
    bool owed = false;           /* a blank line, once something follows */
    for (uint32_t at = 0; at < self->count; at++) {
        const row *one = &self->rows[at];
        if (!has_tail(self, at))
            tail = 0;
        else if (tail == 0)
            tail = tail_column(self, at);
        owed |= one->kind == BLANK || wants_blank_line(self, at);
        if (one->kind == BLANK)
            continue;
        base_put(buffer, owed && buffer->length > 0 ? "\n" : "");
        owed = false;
        put_row(buffer, one, tail);
    }
}

/* ---- the file ---- */

static cw_status format_rows(format *self, cw_text **out)
{
    base_buffer made;
    base_buffer_init(&made, self->arena.context);
    base_buffer_init(&self->text, self->arena.context);
    bool whole = make_rows(self);
    if (whole) {
        lay_items(self);
        lay_comments(self);
        put_rows(self, &made);
    }
    bool failed = !whole || self->failed || made.failed;
    cw_status status = failed ? CW_ERR_NOMEM : base_buffer_take(&made, out);
    base_buffer_finish(&made);
    base_buffer_finish(&self->text);
    return status;
}

static cw_status format_text(format *self, cw_text **out)
{
    int64_t errors = base_diag_errors(self->feel.diag);
    if (self->source.text.length > (uint64_t)base_limit(self->arena.context, CW_LIMIT_DOCUMENT_BYTES)) {
        base_place place = {.source = self->source.name};
        base_diag_add(self->feel.diag, &author_diagnostics[AUTHOR_TELL_FILE_LIMIT], &place, (base_str){0});
        return CW_ERR_LIMIT;
    }
    bool laid_out = rules_check_bytes(&self->reader) && rules_lay_out(&self->reader);
    if (self->feel.no_memory || base_diag_failed(self->feel.diag))
        return CW_ERR_NOMEM;
    if (!laid_out || base_diag_errors(self->feel.diag) > errors)
        return CW_ERR_INPUT;
    return format_rows(self, out);
}

cw_status author_format(cw_context *context, const char *name, const char *text, int64_t length, cw_text **out, cw_diag *diag)
{
    format self = {.source = {base_str_of(name), {text ? text : "", (size_t)length}}};
    *out = NULL;
    base_arena_init(&self.arena, base_context_use(context));
    self.feel = (feel_compiler){.arena = &self.arena, .source = &self.source, .diag = diag};
    self.reader = (rules_reader){.feel = &self.feel, .work = &self.arena};
    cw_status status = format_text(&self, out);
    base_arena_finish(&self.arena);
    base_context_drop(self.arena.context);
    return status;
}
