/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>
#include "codec/document.h"
#include "json/tree.h"

typedef struct schema { base_buffer text; base_arena arena; json_tree tree; int32_t definitions; } schema;

static void make_schema(schema *s)
{
    base_buffer_init(&s->text, base_context_use(NULL));
    base_arena_init(&s->arena, s->text.context);
    codec_put_case_schema(&s->text);
    assert_false(s->text.failed);
    assert_int_equal(json_read_valid(&s->arena, (base_str){ s->text.data, s->text.length }, &s->tree), CW_OK);
    s->definitions = json_member(&s->tree, 0, "$defs");
    assert_true(s->definitions > 0);
}

static void finish_schema(schema *s)
{
    base_arena_finish(&s->arena);
    base_buffer_finish(&s->text);
}

static void expect_said(const schema *s, int32_t node, const char *canonicalish)
{
    const json_node *at = &s->tree.nodes[node];
    size_t length = 0;
    char *squeezed = malloc((size_t)(at->end - at->offset) + 1);
    assert_non_null(squeezed);
    for (int64_t i = at->offset; i < at->end; i++)
        if (s->tree.text.at[i] != ' ' && s->tree.text.at[i] != '\n')
            squeezed[length++] = s->tree.text.at[i];
    squeezed[length] = '\0';
    assert_string_equal(squeezed, canonicalish);
    free(squeezed);
}

static int32_t find(const schema *s, const char *kind, const char *part, const char *name)
{
    int32_t node = json_member(&s->tree, json_member(&s->tree, s->definitions, kind), part);
    assert_true(node > 0);
    return name != NULL ? json_member(&s->tree, node, name) : node;
}

static void test_describes_every_field(void **state)
{
    schema s;
    (void)state;
    make_schema(&s);
    for (int32_t kind = 0; kind < model_kind_count(); kind++)
        for (int32_t i = 0; kind != MODEL_KIND_UNRECOGNISED_ENTRY && i < model_kind_at(kind)->field_count; i++) {
            const model_field *field = model_field_at(kind, i);
            const char *name = kind != MODEL_KIND_ENTRY && model_field_belongs(field, MODEL_KIND_ENTRY)
                                   ? "entry" : model_kind_at(kind)->name;
            int32_t property = find(&s, name, "properties", field->name);
            bool value = model_kind_is_history(kind) && i > 0;   /* under `value`: another test */
            bool written = (!field->derived || field == model_field_by(MODEL_FIELD_ENTRY_KIND)) && !value;
            assert_true((property > 0) == written);
            if (written)
                assert_true(base_str_is(json_text_of(&s.tree, json_member(&s.tree, property, "description")), field->doc));
        }
    assert_int_equal(s.tree.nodes[find(&s, "entry", "allOf", NULL)].count, MODEL_KIND_ENTRY_LAST - MODEL_KIND_ENTRY_FIRST + 1);
    finish_schema(&s);
}

/* What the value of a row of history must be depends on its field. */
static void test_says_what_history_takes(void **state)
{
    schema s;
    (void)state;
    make_schema(&s);
    int32_t choices = find(&s, "plan_child_history", "allOf", NULL);
    assert_int_equal(s.tree.nodes[find(&s, "member_history", "allOf", NULL)].count, 4);
    expect_said(&s, choices, "[{\"if\":{\"properties\":{\"field\":{\"const\":\"permanency_goal\"}}},\"then\":{\"properties\":{\"value\":"
                "{\"anyOf\":[{\"$ref\":\"#/$defs/word_permanency_goal\"},{\"type\":\"null\"}]}}}}]");
    expect_said(&s, find(&s, "case_history", "required", NULL), "[\"field\",\"value\"]");
    finish_schema(&s);
}

static void test_lists_every_word(void **state)
{
    schema s;
    (void)state;
    make_schema(&s);
    for (int32_t i = 0; i < model_enumeration_count(); i++) {
        const model_enumeration *enumeration = model_enumeration_at(i);
        char name[80] = "word_";
        int32_t words;
        strcat(name, enumeration->name);
        words = find(&s, name, "enum", NULL);
        assert_int_equal(s.tree.nodes[words].count, enumeration->count);
        assert_true(base_str_is(json_text_of(&s.tree, json_first(&s.tree, words)), enumeration->words[0].word));
    }
    finish_schema(&s);
}

/* One field of each shape, to the letter. */
static void test_says_what_each_type_takes(void **state)
{
    static const struct { const char *kind, *field, *value; } shapes[] = {
        { "case", "format", "{\"const\":\"casework.case/1\"}" },
        { "case", "id", "{\"description\":\"Theidofthecase.\",\"type\":\"string\",\"minLength\":1}" },
        { "case", "history", "{\"description\":\"Whatwassountiladay:earliervaluesofdatedfields.\",\"type\":[\"array\",\"null\"],"
          "\"items\":{\"$ref\":\"#/$defs/case_history\"}}" },
        { "case_history", "field", "{\"description\":\"Thedatedfieldthattherowisof.\",\"enum\":[\"types\"]}" },
        { "member_history", "field", "{\"description\":\"Thedatedfieldthattherowisof.\",\"enum\":[\"roles\",\"living\",\"custodian\",\"tribes\"]}" },
        { "member_history", "until", "{\"description\":\"Thelastdayonwhichitwasso.\",\"type\":[\"string\",\"null\"],\"format\":\"date\","
          "\"pattern\":\"^[0-9]{4}-[0-9]{2}-[0-9]{2}$\"}" },
        { "case", "opened", "{\"description\":\"Thedayonwhichthecasewasopened.\",\"type\":\"string\",\"format\":\"date\","
          "\"pattern\":\"^[0-9]{4}-[0-9]{2}-[0-9]{2}$\"}" },
        { "case", "court_involved", "{\"description\":\"Whetheracourtisinvolved.\",\"type\":[\"boolean\",\"null\"]}" },
        { "case", "members", "{\"description\":\"Thepeopleonthecase.\",\"type\":[\"array\",\"null\"],\"items\":{\"$ref\":\"#/$defs/member\"}}" },
        { "member", "name", "{\"description\":\"Theperson'sname.\",\"type\":[\"string\",\"null\"]}" },
        { "member", "roles", "{\"description\":\"Whatthepersonistothecase.\",\"type\":[\"array\",\"null\"],\"items\":{\"$ref\":\"#/$defs/word_role\"}}" },
        { "member", "living", "{\"description\":\"Wherethepersonlives.\",\"anyOf\":[{\"$ref\":\"#/$defs/word_living\"},{\"type\":\"null\"}]}" },
        { "member", "custodian", "{\"description\":\"Thememberwhohaslegalcustodyoftheperson.\",\"type\":[\"string\",\"null\"],\"minLength\":1}" },
        { "member", "parents", "{\"description\":\"Thememberswhoaretheperson'sparents.\",\"type\":[\"array\",\"null\"],\"items\":{\"type\":\"string\",\"minLength\":1}}" },
        { "plan", "safety_plan", "{\"description\":\"Thesafetyplan.\",\"anyOf\":[{\"$ref\":\"#/$defs/safety_plan\"},{\"type\":\"null\"}]}" },
        { "entry", "id", "{\"description\":\"Theidoftheentry,whereithasone.\",\"type\":[\"string\",\"null\"],\"minLength\":1}" },
        { "entry", "kind", "{\"description\":\"Thekindofentry.\",\"anyOf\":[{\"$ref\":\"#/$defs/word_entry_kind\"},{\"type\":\"string\",\"minLength\":1}]}" },
        { "meeting", "month", "{\"description\":\"Whichmonth'sreviewitis,countedfromtheremoval:3,6,9.\",\"type\":[\"number\",\"null\"]}" },
        { "choice", "strategies", "{\"description\":\"Whatwasdonetoencouragethefamily.\",\"type\":[\"array\",\"null\"],\"items\":{\"type\":\"string\"}}" },
    };
    schema s;
    (void)state;
    make_schema(&s);
    for (size_t i = 0; i < sizeof shapes / sizeof shapes[0]; i++)
        expect_said(&s, find(&s, shapes[i].kind, "properties", shapes[i].field), shapes[i].value);
    expect_said(&s, find(&s, "case", "required", NULL), "[\"format\",\"id\",\"types\",\"opened\"]");
    expect_said(&s, find(&s, "entry", "required", NULL), "[\"kind\",\"date\"]");
    expect_said(&s, find(&s, "contact", "required", NULL), "[]");
    expect_said(&s, json_first(&s.tree, find(&s, "entry", "allOf", NULL)),
                 "{\"if\":{\"properties\":{\"kind\":{\"const\":\"contact\"}}},\"then\":{\"$ref\":\"#/$defs/contact\"}}");
    finish_schema(&s);
}

static void *refuse(void *user, size_t size)
{
    int64_t *left = user;
    return (*left)-- > 0 ? malloc(size) : NULL;
}

static void release(void *user, void *memory, size_t size)
{
    (void)user;
    (void)size;
    free(memory);
}

static void test_refused_memory_shows(void **state)
{
    bool failed = true;
    (void)state;
    for (int64_t budget = 0; failed; budget++) {
        int64_t left = INT64_MAX;
        cw_context *context;
        base_buffer buffer;
        assert_true(budget < 5000);
        assert_int_equal(cw_context_new_with_allocator(refuse, release, &left, &context), CW_OK);
        base_buffer_init(&buffer, context);
        left = budget;
        codec_put_case_schema(&buffer);
        failed = buffer.failed;
        if (!failed)
            assert_int_equal(buffer.data[buffer.length - 2], '}');
        base_buffer_finish(&buffer);
        cw_context_unref(context);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_describes_every_field),
        cmocka_unit_test(test_lists_every_word),
        cmocka_unit_test(test_says_what_history_takes),
        cmocka_unit_test(test_says_what_each_type_takes),
        cmocka_unit_test(test_refused_memory_shows),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
