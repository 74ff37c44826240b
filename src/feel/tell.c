/* SPDX-License-Identifier: MIT */
#include "feel/tell.h"

#include <string.h>

const base_diagnostic_row feel_diagnostics[FEEL_DIAG_COUNT] = {
#define ERROR CW_SEVERITY_ERROR
#define WARNING CW_SEVERITY_WARNING
#define DIAGNOSTIC(NAME, number, severity_word, text) [FEEL_DIAG_##NAME] = {number, severity_word, text},
#include "feel/diagnostics.def"
#undef DIAGNOSTIC
#undef WARNING
#undef ERROR
};

base_place feel_place(const feel_compiler *compiler, uint32_t start, uint32_t end)
{
    return (base_place){.source = compiler->source->name, .text = compiler->source->text, .offset = start,
                        .length = end - start, .show = true};
}

base_str feel_quoted(base_str text)
{
    if (text.length <= FEEL_QUOTED_MOST)
        return text;
    size_t length = FEEL_QUOTED_MOST;
    while (length > 0 && ((unsigned char)text.at[length] & 0xC0) == 0x80)
        length--;
    return (base_str){text.at, length};
}

static void tell_as(feel_compiler *compiler, base_diagnostic_row row, uint32_t start, uint32_t end, base_str help,
                    va_list arguments)
{
    base_buffer message;
    base_buffer_init(&message, compiler->arena->context);
    if (base_diag_keeps(compiler->diag))
        base_vputf(&message, row.format, arguments);
    if (message.failed)
        compiler->no_memory = true;
    base_place place = feel_place(compiler, start, end);
    row.format = "%.*s";
    base_diag_add(compiler->diag, &row, &place, help, (int)message.length, message.length ? message.data : "");
    base_buffer_finish(&message);
}

void feel_vtell(feel_compiler *compiler, feel_diagnostic what, uint32_t start, uint32_t end, base_str help,
                va_list arguments)
{
    tell_as(compiler, feel_diagnostics[what], start, end, help, arguments);
}

void feel_vwarn(feel_compiler *compiler, feel_diagnostic what, uint32_t start, uint32_t end, base_str help, va_list arguments)
{
    base_diagnostic_row row = feel_diagnostics[what];
    row.severity = CW_SEVERITY_WARNING;
    tell_as(compiler, row, start, end, help, arguments);
}

const char *feel_message(feel_compiler *compiler, feel_diagnostic what, va_list arguments)
{
    base_buffer message;
    base_buffer_init(&message, compiler->arena->context);
    base_vputf(&message, feel_diagnostics[what].format, arguments);
    base_put_char(&message, '\0');
    char *copy = message.failed ? NULL : base_arena_copy(compiler->arena, message.data, message.length);
    compiler->no_memory |= !copy;
    base_buffer_finish(&message);
    return copy ? copy : "";
}

void feel_tell(feel_compiler *compiler, feel_diagnostic what, uint32_t start, uint32_t end, base_str help, ...)
{
    va_list arguments;
    va_start(arguments, help);
    feel_vtell(compiler, what, start, end, help, arguments);
    va_end(arguments);
}

base_str feel_join3(feel_compiler *compiler, const char *before, base_str middle, const char *after)
{
    size_t first = strlen(before), last = strlen(after);
    char *made = base_arena_alloc(compiler->arena, first + middle.length + last + 1);
    if (!made) {
        compiler->no_memory = true;
        return BASE_STR("");
    }
    memcpy(made, before, first);
    if (middle.length)
        memcpy(made + first, middle.at, middle.length);
    memcpy(made + first + middle.length, after, last);
    return (base_str){made, first + middle.length + last};
}

base_str feel_did_you_mean(feel_compiler *compiler, const base_nearest *nearest)
{
    base_str word = base_nearest_result(nearest);
    return word.length ? feel_join3(compiler, "did you mean `", word, "`?") : (base_str){0};
}

enum { WORDS_MOST = 12 };            /* so many are named; more are left to the reference */

static base_str list_words(feel_compiler *compiler, int32_t enumeration, int32_t count)
{
    const feel_schema *schema = compiler->schema;
    base_buffer text;
    base_str help = {0};
    base_buffer_init(&text, compiler->arena->context);
    base_put(&text, count == 1 ? "the only word is " : "the words are ");
    for (int32_t i = 0; i < count; i++) {
        base_put(&text, i == 0 ? "`" : i == count - 1 ? " and `" : ", `");
        base_put_str(&text, schema->word_at(schema->self, enumeration, i));
        base_put(&text, "`");
    }
    compiler->no_memory |= text.failed;
    if (!text.failed)
        help = feel_join3(compiler, "", (base_str){text.data, text.length}, "");
    base_buffer_finish(&text);
    return help;
}

base_str feel_help_word(feel_compiler *compiler, int32_t enumeration, base_str wrong)
{
    const feel_schema *schema = compiler->schema;
    base_nearest nearest;
    int32_t count = 0;
    if (!base_diag_keeps(compiler->diag))
        return (base_str){0};
    base_nearest_init(&nearest, wrong);
    for (; schema->word_at(schema->self, enumeration, count).length; count++)
        base_nearest_consider(&nearest, schema->word_at(schema->self, enumeration, count));
    base_str near = feel_did_you_mean(compiler, &nearest);
    if (near.length)
        return near;
    if (count > 0 && count <= WORDS_MOST)
        return list_words(compiler, enumeration, count);
    return feel_join3(compiler, "`src/rules/FIELDS.md` lists the words of `",
                      schema->enumeration_name(schema->self, enumeration), "`");
}

/* One and many of each kind, where the schema has no say. */
static const struct { const char *one, *many; } kind_texts[] = {
    [FEEL_NULL] = {"null", "nulls"},
    [FEEL_UNKNOWN] = {"an unknown value", "unknown values"},
    [FEEL_BOOLEAN] = {"true or false", "booleans"},
    [FEEL_NUMBER] = {"a number", "numbers"},
    [FEEL_STRING] = {"a string", "strings"},
    [FEEL_DATE] = {"a date", "dates"},
    [FEEL_TIME] = {"a time", "times"},
    [FEEL_DATE_TIME] = {"a date and time", "dates and times"},
    [FEEL_DAYS] = {"a days duration", "days durations"},
    [FEEL_MONTHS] = {"a months duration", "months durations"},
    [FEEL_LIST] = {"a list", "lists"},
    [FEEL_CONTEXT] = {"a context", "contexts"},
    [FEEL_RANGE] = {"a range", "ranges"},
    [FEEL_RECORD] = {"a record", "records"},
    [FEEL_FUNCTION] = {"a function", "functions"},
    [FEEL_COUNT] = {"a number", "numbers"},
    [FEEL_ANY] = {"a value", "values"},
};

static bool begins_with_vowel(base_str word)
{
    return word.length && strchr("aeiou", word.at[0]);
}

base_str feel_type_plural(feel_compiler *compiler, const feel_type *type)
{
    if (type->kind == FEEL_RECORD && type->detail >= 0)
        return feel_join3(compiler, "", compiler->schema->kind_name(compiler->schema->self, type->detail), " records");
    if (type->kind == FEEL_STRING && type->detail >= 0)
        return feel_join3(compiler, "words of `",
                          compiler->schema->enumeration_name(compiler->schema->self, type->detail), "`");
    return base_str_of(kind_texts[type->kind].many);
}

base_str feel_type_text(feel_compiler *compiler, const feel_type *type)
{
    if (type->kind == FEEL_RECORD && type->detail >= 0) {
        base_str kind = compiler->schema->kind_name(compiler->schema->self, type->detail);
        return feel_join3(compiler, begins_with_vowel(kind) ? "an " : "a ", kind, "");
    }
    if (type->kind == FEEL_STRING && type->detail >= 0)
        return feel_join3(compiler, "a word of `",
                          compiler->schema->enumeration_name(compiler->schema->self, type->detail), "`");
    if (type->item && type->item->kind != FEEL_ANY)
        return feel_join3(compiler, type->kind == FEEL_LIST ? "a list of " : "a range of ",
                          feel_type_plural(compiler, type->item), "");
    return base_str_of(kind_texts[type->kind].one);
}
