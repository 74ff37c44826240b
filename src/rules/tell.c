/* SPDX-License-Identifier: MIT */
#include "rules/reader.h"

#include <limits.h>
#include <string.h>

/* Longer quotes say no more. */
enum { QUOTED_MOST = 80 };

static base_str cut(base_str text)
{
    size_t length = text.length < QUOTED_MOST ? text.length : QUOTED_MOST;
    while (length < text.length && length > 0 && ((unsigned char)text.at[length] & 0xC0) == 0x80)
        length--;
    return (base_str){text.at ? text.at : "", length};
}

base_str rules_str(const rules_reader *reader, rules_span span)
{
    return (base_str){reader->feel->source->text.at + span.start, span.end - span.start};
}

base_str rules_keep(rules_reader *reader, rules_span span)
{
    base_str text = rules_str(reader, span);
    const char *copy = base_arena_copy(reader->feel->arena, text.at, text.length);
    if (copy)
        return (base_str){copy, text.length};
    rules_no_memory(reader);
    return (base_str){"", 0};
}

void rules_tell(rules_reader *reader, rules_diagnostic which, rules_span span, base_str help, base_str a, base_str b)
{
    base_place place = feel_place(reader->feel, span.start, span.end);
    a = cut(a);
    b = cut(b);
    base_diag_add(reader->feel->diag, &rules_diagnostics[which], &place, help, (int)a.length, a.at, (int)b.length, b.at);
}

bool rules_no_memory(rules_reader *reader)
{
    reader->feel->no_memory = true;
    return false;
}

base_str rules_join(rules_reader *reader, const char *before, base_str middle, const char *after)
{
    middle = cut(middle);
    size_t first = strlen(before), last = strlen(after), length = first + middle.length + last;
    char *made = base_arena_alloc(reader->work, length + 1);
    if (!made) {
        rules_no_memory(reader);
        return (base_str){0};
    }
    memcpy(made, before, first);
    memcpy(made + first, middle.at, middle.length);
    memcpy(made + first + middle.length, after, last);
    return (base_str){made, length};
}

base_str rules_number_text(rules_reader *reader, int64_t number)
{
    base_buffer buffer;
    base_buffer_init(&buffer, reader->work->context);
    base_put_int(&buffer, number);
    base_str text = {0};
    if (buffer.failed)
        rules_no_memory(reader);
    else
        text = rules_join(reader, "", (base_str){buffer.data, buffer.length}, "");
    base_buffer_finish(&buffer);
    return text;
}

base_str rules_line_text(rules_reader *reader, uint32_t offset)
{
    if (!base_diag_keeps(reader->feel->diag))
        return (base_str){0};
    return rules_number_text(reader, base_lines_at(reader->feel->source->text, offset, NULL).line);
}

void rules_begin_nearest(const rules_reader *reader, base_nearest *nearest, base_str word)
{
    base_nearest_init(nearest, word);
    if (!base_diag_keeps(reader->feel->diag))
        nearest->considered = INT_MAX;
}

base_str rules_did_you_mean(rules_reader *reader, const base_nearest *nearest)
{
    base_str word = base_nearest_result(nearest);
    return word.length ? rules_join(reader, "did you mean `", word, "`?") : (base_str){0};
}
