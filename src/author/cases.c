/* SPDX-License-Identifier: MIT */
/* The case of a test: its base case, read once, and the test's changes to it. */
#include "author/tests.h"
#include "codec/diagnostics.h"
#include "codec/document.h"

#include <string.h>

struct author_sink {
    base_arena *arena;
    base_str name, text;
};

cw_status author_give(author_sink *sink, const char *shown, const char *text, int64_t length)
{
    base_str name = base_str_of(shown);
    sink->name = (base_str){base_arena_copy(sink->arena, name.at ? name.at : "", name.length), name.length};
    sink->text = (base_str){base_arena_copy(sink->arena, text ? text : "", (size_t)length), (size_t)length};
    return sink->name.at && sink->text.at ? CW_OK : CW_ERR_NOMEM;
}

/* ---- base cases ---- */

/* What is wrong with it is told once, with the places of its own file. */
static cw_status read_base(author_file *file, author_test *test, author_base *base)
{
    author_sink sink = {.arena = &file->arena};
    const char *name = base_arena_copy(&file->arena, test->case_name.text.at, test->case_name.text.length);
    cw_status status = name ? file->host->read_case(file->host->user, name, &sink) : CW_ERR_NOMEM;
    if (status == CW_ERR_NOT_FOUND)
        author_tell_test(file, test, AUTHOR_TELL_NO_CASE, test->case_name.at, (base_str){0}, test->case_name.text, (base_str){0});
    if (status == CW_OK && !sink.text.at)
        status = CW_ERR_NOMEM;
    if (status == CW_OK)
        status = codec_read_case_for(file->context, file->rules, sink.name, 1, sink.text, 0, file->feel.diag, &base->one);
    if (status == CW_OK)
        status = json_read_valid(&file->arena, sink.text, &base->tree);
    return status;
}

static author_base *add_base(author_file *file, author_test *test)
{
    author_base *base = base_arena_alloc(&file->arena, sizeof *base);
    void *existing;
    if (!base || !base_map_add(&file->bases, test->case_name.text, base, &existing)) {
        rules_no_memory(&file->reader);
        return NULL;
    }
    *base = (author_base){.next = file->first_base};
    file->first_base = base;
    cw_status status = read_base(file, test, base);
    if (status == CW_ERR_NOMEM)
        rules_no_memory(&file->reader);
    return status == CW_ERR_NOMEM ? NULL : base;
}

const author_base *author_base_of(author_file *file, author_test *test)
{
    const author_base *base = base_map_find(&file->bases, test->case_name.text);
    if (!base)
        base = add_base(file, test);
    return base && base->one ? base : NULL;
}

/* ---- with changes ---- */

/* The value of the test that holds what a pointer names; NULL: it is of the base case. */
static const author_node *edited_at(const author_node *root, const char *pointer)
{
    const author_node *at = author_node_at(root, base_str_of(pointer));
    while (at && !at->edited)
        at = at->parent;
    return at;
}

/* Where the words begin in a text; NULL: nowhere. */
static const char *find(const char *text, const char *words)
{
    size_t length = strlen(words);
    for (; *text; text++)
        if (strncmp(text, words, length) == 0)
            return text;
    return NULL;
}

/* A message without what it says of lines, which are those of a document that nobody sees, and of what becomes of a key
 * that is not known. */
static base_str message_of(const base_diagnostic *one)
{
    base_str message = base_str_of(one->message);
    const char *rest = find(message.at, one->severity == CW_SEVERITY_WARNING ? "; " : ", first to ");
    bool cut = rest && (one->severity == CW_SEVERITY_WARNING || one->code == codec_diagnostics[CODEC_TELL_DUPLICATE_ID].code);
    return cut ? (base_str){message.at, (size_t)(rest - message.at)} : message;
}

/* What the test itself has written may be quoted, where the reader of cases withholds it: it is the author's, nobody's data. */
enum { QUOTED_MOST = 80 };

static base_str shown(author_file *file, base_str message, const author_node *edited)
{
    static const char withheld[] = "another text";
    size_t length = sizeof withheld - 1;
    base_str text = {file->source.text.at + edited->at.start, edited->at.end - edited->at.start};
    bool is = message.length > length && memcmp(message.at + message.length - length, withheld, length) == 0;
    if (!is || edited->type != JSON_STRING || text.length < 2 || text.length > QUOTED_MOST)
        return message;
    char *begun = base_arena_copy(&file->arena, message.at, message.length - length);
    return begun ? rules_join(&file->reader, begun, text, "") : message;
}

/* What was told of the changed document is told of the change that brought it. What the base case warns of was told with it;
 * in a change it is an error, since a misspelt key would test nothing. */
static void tell_again(author_file *file, author_test *test, const cw_diag *told, const author_node *root)
{
    for (int64_t i = 0; i < base_diag_count(told); i++) {
        const base_diagnostic *one = base_diag_at(told, i);
        bool warning = one->severity == CW_SEVERITY_WARNING;
        const author_node *edited = edited_at(root, one->pointer);
        base_str help = base_str_of(one->help), message = message_of(one);
        if (edited)
            author_tell_test(file, test, AUTHOR_TELL_EDIT, warning ? edited->key_at : edited->at, help,
                             shown(file, message, edited), (base_str){0});
        else if (!warning)
            author_tell_test(file, test, AUTHOR_TELL_CASE, test->at, help, message, base_str_of(one->pointer));
    }
}

static cw_status read_edited(author_file *file, author_test *test, const author_node *root, cw_case **out)
{
    base_buffer text;
    cw_diag *told;
    cw_status status = base_diag_new(file->context, &told);
    if (status != CW_OK)
        return status;
    base_buffer_init(&text, file->arena.context);
    author_node_put(&text, root);
    status = CW_ERR_NOMEM;
    if (!text.failed)
        status = codec_read_case_for(file->context, file->rules, file->source.name, 1, (base_str){text.data, text.length}, 0, told, out);
    if (base_diag_failed(told))
        status = CW_ERR_NOMEM;
    if (status != CW_ERR_NOMEM)
        tell_again(file, test, told, root);
    base_diag_drop(told);
    base_buffer_finish(&text);
    return status == CW_ERR_NOMEM ? status : CW_OK;
}

static cw_status make_case(author_file *file, author_test *test, base_arena *arena, const author_base *base, cw_case **out)
{
    author_node *root = author_node_tree(arena, &base->tree, 0, false);
    if (!root || !author_edit_case(file, test, arena, root))
        return CW_ERR_NOMEM;
    cw_status status = read_edited(file, test, root, out);
    if (status == CW_OK && test->wrong && *out) {
        model_case_release(*out);
        *out = NULL;
    }
    return status;
}

cw_status author_case_of(author_file *file, author_test *test, const author_base *base, cw_case **out)
{
    base_arena arena;
    *out = NULL;
    base_arena_init(&arena, file->arena.context);
    cw_status status = make_case(file, test, &arena, base, out);
    base_arena_finish(&arena);
    return status;
}
