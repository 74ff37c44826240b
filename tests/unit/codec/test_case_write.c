/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <string.h>
#include "codec/document.h"
#include "json/writer.h"

#define HEAD "{\"format\":\"casework.case/1\",\"id\":\"c\",\"types\":[\"in_home_cps\"],\"opened\":\"2024-01-01\","

static cw_case *read_good(base_str text)
{
    cw_diag *diag;
    cw_case *one;
    cw_status status;
    assert_int_equal(cw_diag_new(NULL, &diag), CW_OK);
    status = codec_read_case(NULL, BASE_STR("c.json"), 1, text, CW_READ_KEEP_WORDS, diag, &one);
    for (int64_t i = 0; status != CW_OK && i < cw_diag_count(diag); i++)
        print_error("%s: %s\n", cw_diag_pointer(diag, i), cw_diag_message(diag, i));
    assert_int_equal(status, CW_OK);
    cw_diag_unref(diag);
    return one;
}

static base_buffer write_form(const cw_case *one, int32_t form)
{
    base_buffer buffer;
    base_buffer_init(&buffer, base_context_use(NULL));
    assert_int_equal(codec_write_case(one, form, &buffer), CW_OK);
    return buffer;
}

/* What each form makes of a document. */
static const struct { const char *text; int32_t form; const char *written; } pairs[] = {
    { "{\"opened\":\"0001-02-03\",\"x\":[1, 2],\"types\":[],\"id\":\"c\",\"format\":\"casework.case/1\"}", CW_WRITE_COMPACT,
      "{\"format\":\"casework.case/1\",\"id\":\"c\",\"types\":[],\"opened\":\"0001-02-03\",\"x\":[1,2]}" },
    { HEAD "\"x\":[1, 2],\"closed\":null,\"members\":[{\"id\":\"m\",\"tribes\":[\"a\"],\"indian_child\":true}],\"plans\":[]}", CW_WRITE_INDENTED,
      "{\n  \"format\": \"casework.case/1\",\n  \"id\": \"c\",\n  \"types\": [\n    \"in_home_cps\"\n  ],\n  \"opened\": \"2024-01-01\",\n"
      "  \"closed\": null,\n  \"members\": [\n    {\n      \"id\": \"m\",\n      \"indian_child\": true,\n      \"tribes\": [\n        \"a\"\n      ]\n"
      "    }\n  ],\n  \"plans\": [],\n  \"x\": [1, 2]\n}\n" },
    { HEAD "\"members\":[{\"id\":\"m\",\"living\":\"moon\",\"name\":null,\"roles\":[ \"child\",\n\"cild\" ]}]}", CW_WRITE_COMPACT,
      HEAD "\"members\":[{\"id\":\"m\",\"name\":null,\"living\":\"moon\",\"roles\":[\"child\",\"cild\"]}]}" },
    { HEAD "\"record\":[{\"steps\":8,\"kind\":\"da\\u006ece\",\"date\":\"2024-03-01\",\"id\":\"e\"},"
      "{\"kind\":\"meeting\",\"month\":3.50e0,\"with\":[],\"date\":\"2024-03-01\"}]}", CW_WRITE_COMPACT,
      HEAD "\"record\":[{\"id\":\"e\",\"kind\":\"dance\",\"date\":\"2024-03-01\",\"steps\":8},"
      "{\"kind\":\"meeting\",\"date\":\"2024-03-01\",\"with\":[],\"month\":3.5}]}" },
    { HEAD "\"history\":[{\"until\":null,\"value\":[],\"field\":\"types\"}],\"members\":[{\"id\":\"m\",\"history\":["
      "{\"value\":\"m\",\"until\":\"2024-03-01\",\"field\":\"custodian\"},{\"note\":1,\"field\":\"living\",\"value\":\"moon\"},"
      "{\"field\":\"roles\",\"value\":null,\"until\":\"2024-03-01\"}]}]}", CW_WRITE_COMPACT,
      HEAD "\"members\":[{\"id\":\"m\",\"history\":["
      "{\"field\":\"custodian\",\"value\":\"m\",\"until\":\"2024-03-01\"},{\"field\":\"living\",\"value\":\"moon\",\"note\":1},"
      "{\"field\":\"roles\",\"value\":null,\"until\":\"2024-03-01\"}]}],\"history\":[{\"field\":\"types\",\"value\":[],\"until\":null}]}" },
    { HEAD "\"plans\":[{\"id\":\"p\",\"safety_plan\":{},\"prevention_plan\":null,\"zeta\":1.0,\"alpha\":{ }}]}", CW_WRITE_CANONICAL,
      "{\"format\":\"casework.case/1\",\"id\":\"c\",\"opened\":\"2024-01-01\",\"plans\":[{\"alpha\":{},\"id\":\"p\",\"prevention_plan\":null,"
      "\"safety_plan\":{},\"zeta\":1}],\"types\":[\"in_home_cps\"]}" },
};

static void test_writes_each_form(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
        cw_case *one = read_good(base_str_of(pairs[i].text));
        base_buffer written = write_form(one, pairs[i].form);
        assert_string_equal(written.data, pairs[i].written);
        base_buffer_finish(&written);
        model_case_release(one);
    }
}

/* ---- generated documents ---- */

/* Writes a random document that the reader accepts, out of the schema table: every type, null and absence, lists
 * full and empty, unknown keys, kinds and words, odd spellings, keys in any order. */
typedef struct generator {
    json_writer *w;
    uint64_t seed;
    int32_t ids;
    char last_id[MODEL_KIND_COUNT][16];   /* the last id of each kind, to refer to; empty: none yet */
    bool strict;                          /* only words that are known */
} generator;

static uint32_t draw(generator *g, uint32_t below)
{
    g->seed = g->seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)(g->seed >> 33) % below;
}

static void put_raw(generator *g, const char *const *texts, uint32_t count)
{
    json_write_raw(g->w, base_str_of(texts[draw(g, count)]));
}

static void put_any_text(generator *g)
{
    static const char *const texts[] = {
        "\"\"", "\"plain\"", "\"\\u00e9\\/\\u0041\"", "\"\\ud83d\\ude00\"", "\"a\\nb\\tc\\u0001\"", "\"\xC3\xA9\xE2\x82\xAC\"",
        "\"\\\"quoted\\\" \\\\ back\"", "\"null\"", "\"\xE2\x80\xAE turned\"" };
    put_raw(g, texts, sizeof texts / sizeof texts[0]);
}

static void put_any_number(generator *g)
{
    static const char *const numbers[] = {
        "0", "-0", "0.0", "1", "-1.50", "3e2", "3E+02", "12.5e-3", "1000000", "0.00001", "1234567890123456789012345678901234",
        "-0.1234567890123456789012345678901234", "1e6144", "1e-6176", "100e-2", "0e99" };
    put_raw(g, numbers, sizeof numbers / sizeof numbers[0]);
}

static void put_any_value(generator *g)
{
    static const char *const values[] = {
        "null", "true", "[ ]", "{ }", "[1, 2.50 , {\"b\" : 1,\"a\":null}]", "\"\\u00e9\"", "1e99999", "0.10",
        "{\"z\":{\"y\":[[],[{}]]},\"\\u0041\":\"\\u0042\"}", "123456789012345678901234567890123456789012345678901234567890" };
    put_raw(g, values, sizeof values / sizeof values[0]);
}

static void put_any_day(generator *g, const model_field *field)
{
    static const int lengths[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
    uint32_t year = 1 + draw(g, 9999), month = draw(g, 12);
    char text[16];
    if (field == model_field_by(MODEL_FIELD_CASE_OPENED))
        year = 1 + draw(g, 2000);
    if (field == model_field_by(MODEL_FIELD_CASE_CLOSED))
        year = 2001 + draw(g, 7999);
    snprintf(text, sizeof text, "%04u-%02u-%02u", (unsigned)year, (unsigned)month + 1,
             1 + (unsigned)draw(g, (uint32_t)lengths[month]));
    json_write_string(g->w, base_str_of(text));
}

static void put_new_id(generator *g, int32_t kind)
{
    char *id = g->last_id[kind];
    snprintf(id, sizeof g->last_id[kind], "i%d", (int)g->ids++);
    json_write_string(g->w, base_str_of(id));
}

static void put_word(generator *g, const model_field *field)
{
    const model_enumeration *enumeration = model_enumeration_at(field->target);
    if (!g->strict && draw(g, 12) == 0)
        json_write_string(g->w, BASE_STR("unheard_of"));
    else
        json_write_string(g->w, base_str_of(enumeration->words[draw(g, (uint32_t)enumeration->count)].word));
}

/* An id that a field may refer to, or NULL. */
static const char *find_id(const generator *g, const model_field *field)
{
    if (field->target >= 0 && field->target != MODEL_KIND_ENTRY)
        return g->last_id[field->target][0] != '\0' ? g->last_id[field->target] : NULL;
    for (int32_t kind = MODEL_KIND_COUNT; kind-- > 0;)
        if (model_kind_fits(kind, field->target) && g->last_id[kind][0] != '\0')
            return g->last_id[kind];
    return NULL;
}

static void put_record(generator *g, int32_t kind);
static void put_history(generator *g, int32_t kind);

static void put_item(generator *g, const model_field *field)
{
    if (field->type == MODEL_TEXTS)
        put_any_text(g);
    else if (field->type == MODEL_TERMS)
        put_word(g, field);
    else if (field->type == MODEL_REFERENCES)
        json_write_string(g->w, base_str_of(find_id(g, field)));
    else if (model_kind_is_history(field->target))
        put_history(g, field->target);
    else if (field->target != MODEL_KIND_ENTRY)
        put_record(g, field->target);
    else if (draw(g, 10) == 0)
        put_record(g, MODEL_KIND_UNRECOGNISED_ENTRY);
    else
        put_record(g, MODEL_KIND_ENTRY_FIRST + (int32_t)draw(g, MODEL_KIND_ENTRY_LAST - MODEL_KIND_ENTRY_FIRST + 1));
}

static void put_list(generator *g, const model_field *field)
{
    uint32_t count = draw(g, 4);
    if (field->type == MODEL_REFERENCES && find_id(g, field) == NULL)
        count = 0;
    json_open_array(g->w);
    for (uint32_t i = 0; i < count; i++)
        put_item(g, field);
    json_close_array(g->w);
}

static void put_value(generator *g, int32_t kind, const model_field *field, bool solid)
{
    if (!solid && draw(g, 8) == 0)
        json_write_null(g->w);
    else if (model_field_is_id(field))
        put_new_id(g, kind);
    else if (field->type >= MODEL_TEXTS)
        put_list(g, field);
    else if (field->type == MODEL_ROW)
        put_record(g, field->target);
    else if (field->type == MODEL_REFERENCE)
        json_write_string(g->w, base_str_of(find_id(g, field)));
    else if (field->type == MODEL_TEXT)
        put_any_text(g);
    else if (field->type == MODEL_NUMBER)
        put_any_number(g);
    else if (field->type == MODEL_BOOLEAN)
        json_write_bool(g->w, draw(g, 2) == 0);
    else if (field->type == MODEL_DATE)
        put_any_day(g, field);
    else
        put_word(g, field);
}

static void put_field(generator *g, int32_t kind, const model_field *field)
{
    bool must = field->required;
    bool solid = must && (model_field_is_id(field) || field->type == MODEL_DATE);
    if (field == model_field_by(MODEL_FIELD_ENTRY_KIND)) {
        json_key(g->w, BASE_STR("kind"));
        json_write_string(g->w, kind == MODEL_KIND_UNRECOGNISED_ENTRY ? BASE_STR("dance") : base_str_of(model_kind_at(kind)->name));
        return;
    }
    if (field->derived || (!must && draw(g, 3) == 0) || (field->type == MODEL_REFERENCE && find_id(g, field) == NULL))
        return;
    json_key(g->w, base_str_of(field->name));
    put_value(g, kind, field, solid);
}

/* A row of history: each in its own year, since a field has one value up to a day. */
static void put_history(generator *g, int32_t kind)
{
    const model_field *field = model_field_at(kind, 1 + (int32_t)draw(g, (uint32_t)model_kind_at(kind)->field_count - 1));
    char until[16];
    if (field->type == MODEL_REFERENCE && find_id(g, field) == NULL)
        field = model_field_at(kind, 1);
    snprintf(until, sizeof until, "%04d-12-31", 1 + (int)g->ids++ % 9999);
    json_open_object(g->w);
    json_key(g->w, BASE_STR("value"));
    put_value(g, kind, field, false);
    if (draw(g, 4) > 0) {
        json_key(g->w, BASE_STR("until"));
        if (draw(g, 4) == 0)
            json_write_null(g->w);
        else
            json_write_string(g->w, base_str_of(until));
    }
    json_key(g->w, BASE_STR("field"));
    json_write_string(g->w, base_str_of(field->name));
    if (draw(g, 4) == 0) {
        json_key(g->w, BASE_STR("note"));
        put_any_value(g);
    }
    json_close_object(g->w);
}

static void put_record(generator *g, int32_t kind)
{
    int32_t count = model_kind_at(kind)->field_count;
    int32_t first = count > 0 ? (int32_t)draw(g, (uint32_t)count) : 0;
    uint32_t unknown = draw(g, 4);
    char key[16];
    json_open_object(g->w);
    for (uint32_t i = 0; unknown == 0 && i < 10; i++) {
        snprintf(key, sizeof key, "unknown %u", (unsigned)(i * 7 % 10));
        json_key(g->w, base_str_of(key));
        put_any_value(g);
    }
    for (int32_t i = 0; i < count; i++)
        put_field(g, kind, model_field_at(kind, (first + i) % count));
    if (kind == MODEL_KIND_CASE) {
        json_key(g->w, BASE_STR("format"));
        json_write_string(g->w, BASE_STR("casework.case/1"));
    }
    if (unknown == 1) {
        json_key(g->w, BASE_STR("z\"\\\n"));
        put_any_value(g);
    }
    json_close_object(g->w);
}

static base_buffer generate(uint64_t seed, bool strict)
{
    base_buffer text;
    json_writer writer;
    generator g = { .w = &writer, .seed = seed, .strict = strict };
    base_buffer_init(&text, base_context_use(NULL));
    json_writer_init(&writer, &text, seed % 2 == 0);
    put_record(&g, MODEL_KIND_CASE);
    assert_false(text.failed);
    return text;
}

static base_str view(const base_buffer *buffer)
{
    return (base_str){ buffer->data, buffer->length };
}

static void expect_same_when_read_again(const cw_case *one, int32_t form, const char *canonical)
{
    base_buffer written = write_form(one, form), again, canonical_again;
    cw_case *second = read_good(view(&written));
    again = write_form(second, form);
    canonical_again = write_form(second, CW_WRITE_CANONICAL);
    assert_string_equal(again.data, written.data);
    assert_string_equal(canonical_again.data, canonical);
    if (form != CW_WRITE_INDENTED)
        assert_null(strchr(written.data, '\n'));
    base_buffer_finish(&canonical_again);
    base_buffer_finish(&again);
    base_buffer_finish(&written);
    model_case_release(second);
}

/* Hashed in pieces or as a whole, the digest is that of the canonical text. */
static void expect_hash(const cw_case *one, const base_buffer *canonical)
{
    uint8_t found[BASE_SHA256_BYTES], expected[BASE_SHA256_BYTES];
    base_sha256 hash;
    base_sha256_init(&hash, BASE_SHA256_PORTABLE);
    assert_int_equal(codec_hash_case(one, canonical->context, &hash), CW_OK);
    base_sha256_finish(&hash, found);
    base_sha256_of(view(canonical), expected);
    assert_memory_equal(found, expected, sizeof found);
}

static void test_reading_and_writing_are_the_identity(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 150; seed++) {
        base_buffer text = generate(seed, false), expected, canonical, copied;
        cw_case *one = read_good(view(&text)), *copy;
        base_buffer_init(&expected, text.context);
        assert_int_equal(json_write_canonical(&expected, text.context, view(&text)), CW_OK);
        canonical = write_form(one, CW_WRITE_CANONICAL);
        assert_string_equal(canonical.data, expected.data);
        expect_hash(one, &canonical);
        for (int32_t form = CW_WRITE_INDENTED; form <= CW_WRITE_CANONICAL; form++)
            expect_same_when_read_again(one, form, expected.data);
        assert_int_equal(model_case_copy(one, &copy), CW_OK);
        copied = write_form(copy, CW_WRITE_CANONICAL);
        assert_string_equal(copied.data, expected.data);
        model_case_release(copy);
        model_case_release(one);
        base_buffer_finish(&copied);
        base_buffer_finish(&canonical);
        base_buffer_finish(&expected);
        base_buffer_finish(&text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_writes_each_form),
        cmocka_unit_test(test_reading_and_writing_are_the_identity),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
