/* SPDX-License-Identifier: MIT */
/* Fields that hold no records: texts, numbers, dates, words, references, and lists of them. */
#include "codec/case_read.h"
#include "codec/words.h"
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

static const json_node *node_at(const codec_reader *r, int32_t node)
{
    return &r->tree.nodes[node];
}

static const char *const expected_types[] = {
    [MODEL_TEXT] = "a text",
    [MODEL_NUMBER] = "a number",
    [MODEL_BOOLEAN] = "`true` or `false`",
    [MODEL_DATE] = "a date",
    [MODEL_TERM] = "a word",
    [MODEL_REFERENCE] = "the id of a record",
    [MODEL_ROW] = "an object",
    [MODEL_TEXTS] = "a list of texts",
    [MODEL_TERMS] = "a list of words",
    [MODEL_REFERENCES] = "a list of ids",
    [MODEL_ROWS] = "a list of objects"
};

static const char *expected_item(const model_field *field)
{
    if (field->type == MODEL_TEXTS)
        return "a text";
    return field->type == MODEL_TERMS ? "a word" : "the id of a record";
}

static base_str type_help(const codec_reader *r, const model_field *field, int32_t node)
{
    json_type found = (json_type)node_at(r, node)->type;
    if (field->type >= MODEL_TEXTS)
        return BASE_STR("a list stands in brackets, even of one");
    if ((field->type == MODEL_NUMBER || field->type == MODEL_BOOLEAN) && found == JSON_STRING)
        return BASE_STR("leave out the quotes");
    return base_str_of(NULL);
}

/* An id that no document can mean, for a record whose own could not be read: then freezing does not tell it as
 * missing as well. The case is thrown away in the end. */
static cw_status set_stand_in_id(codec_reader *r, cw_record *record, const model_field *field)
{
    char id[48];
    snprintf(id, sizeof id, "\x01 no readable id: value %" PRId64, r->made_count);
    return model_set_text(record, field, base_str_of(id));
}

/* A field whose value was refused counts as given. */
static cw_status give_up(codec_reader *r, cw_record *record, const model_field *field)
{
    if (model_field_is_id(field))
        return set_stand_in_id(r, record, field);
    if (field->required && field->type == MODEL_DATE)
        return model_set_day(record, field, CW_DATE_MIN);
    return model_set_null(record, field);
}

cw_status codec_tell_type(codec_reader *r, cw_record *record, const model_field *field, int32_t node)
{
    codec_tell(r, CODEC_TELL_WRONG_TYPE, node, false, type_help(r, field, node), expected_types[field->type],
               field->name, codec_found(r, node));
    return give_up(r, record, field);
}

cw_status codec_keep(codec_reader *r, cw_record *record, int32_t node)
{
    const json_node *at = node_at(r, node);
    return model_add_extra(record, json_key_of(&r->tree, node), (base_str){ r->tree.text.at + at->offset, (size_t)(at->end - at->offset) });
}

/* What was put into r->words; where that failed for want of memory, the reading fails. */
static const char *words_text(codec_reader *r)
{
    if (r->words.failed)
        base_diag_fail(r->diag);
    return r->words.failed ? "" : r->words.data;
}

/* ---- ids ---- */

static void tell_duplicate_id(codec_reader *r, const cw_record *first, int32_t node)
{
    char line[24] = "0", shown[CODEC_SHOWN_BYTES] = "an id";
    base_str id = json_text_of(&r->tree, node);
    const char *kind = "";
    if (base_diag_keeps(r->diag)) {
        int32_t at = codec_node_of(r, first);
        base_lines lines = base_lines_at(r->tree.text, r->tree.nodes[at].offset, &r->first_lines);
        int64_t number = lines.line + (r->tree.first_line > 0 ? r->tree.first_line - 1 : 0);
        snprintf(line, sizeof line, "%" PRId64, number);
        base_buffer_clear(&r->words);
        base_putf(&r->words, "the `%s`", model_kind_at(first->kind)->name);
        kind = words_text(r);
    }
    if (model_id_is_plain(id))
        snprintf(shown, sizeof shown, "the id `%.*s`", (int)id.length, id.at);
    codec_tell(r, CODEC_TELL_DUPLICATE_ID, node, false, base_str_of(NULL), shown, kind, line);
}

static cw_status read_id(codec_reader *r, cw_record *record, const model_field *field, int32_t node)
{
    base_str id = json_text_of(&r->tree, node);
    const cw_record *first;
    cw_status status;
    if (node_at(r, node)->type != JSON_STRING)
        return codec_tell_type(r, record, field, node);
    if (id.length == 0) {
        codec_tell(r, CODEC_TELL_EMPTY_ID, node, false, base_str_of(NULL), "", "", "");
        return give_up(r, record, field);
    }
    status = model_set_text(record, field, id);
    first = status == CW_ERR_DUPLICATE ? model_find(record->owner, id) : NULL;
    if (first == NULL)
        return status;
    tell_duplicate_id(r, first, node);
    return give_up(r, record, field);
}

/* ---- numbers ---- */

/* From the first digit that is not zero to the last. */
static int64_t significant_digits(base_str number)
{
    int64_t digits = 0, zeros = 0;
    for (size_t i = 0; i < number.length && number.at[i] != 'e' && number.at[i] != 'E'; i++) {
        char c = number.at[i];
        if (c == '-' || c == '.' || (c == '0' && digits == 0))
            continue;
        zeros = c == '0' ? zeros + 1 : 0;
        digits++;
    }
    return digits - zeros;
}

static cw_status read_number(codec_reader *r, cw_record *record, const model_field *field, int32_t node)
{
    base_str text = json_text_of(&r->tree, node);
    base_decimal number;
    if (node_at(r, node)->type != JSON_NUMBER)
        return codec_tell_type(r, record, field, node);
    if (base_decimal_exact(text) && base_decimal_parse(text, false, &number))
        return model_set_number(record, field, &number);
    codec_tell(r, significant_digits(text) > 34 ? CODEC_TELL_NUMBER_DIGITS : CODEC_TELL_NUMBER_RANGE, node, false,
               base_str_of(NULL), field->name, "", "");
    return give_up(r, record, field);
}

/* ---- dates ---- */

/* Reads `count` digits, or -1. */
static int read_digits(const char *at, int count)
{
    int number = 0;
    for (int i = 0; i < count; i++) {
        if (at[i] < '0' || at[i] > '9')
            return -1;
        number = number * 10 + (at[i] - '0');
    }
    return number;
}

/* Why there is no such day, or NULL where there is one. */
static const char *judge_day(base_civil civil, char buffer[CODEC_HELP_BYTES])
{
    static const char *const months[] = { "January", "February", "March", "April", "May", "June", "July", "August",
                                          "September", "October", "November", "December" };
    if (civil.year < 1)
        return "years begin with 0001";
    if (civil.month < 1 || civil.month > 12)
        return "months are 01 to 12";
    if (base_civil_valid(civil))
        return NULL;
    snprintf(buffer, CODEC_HELP_BYTES, "%s %04d has %d days", months[civil.month - 1], (int)civil.year,
             base_month_days(civil.year, civil.month));
    return buffer;
}

static cw_status read_date(codec_reader *r, cw_record *record, const model_field *field, int32_t node)
{
    base_str text = json_text_of(&r->tree, node);
    char shown[CODEC_SHOWN_BYTES], reason[CODEC_HELP_BYTES];
    const char *why;
    base_civil civil = { -1, -1, -1 };
    if (node_at(r, node)->type == JSON_STRING && text.length == 10 && text.at[4] == '-' && text.at[7] == '-')
        civil = (base_civil){ read_digits(text.at, 4), read_digits(text.at + 5, 2), read_digits(text.at + 8, 2) };
    if (civil.year < 0 || civil.month < 0 || civil.day < 0) {
        codec_tell(r, CODEC_TELL_NOT_A_DATE, node, false, base_str_of(NULL), field->name,
                   codec_quoted(r, node, "0123456789-/.:TZ+", shown), "");
        return give_up(r, record, field);
    }
    why = judge_day(civil, reason);
    if (why == NULL)
        return model_set_day(record, field, base_civil_to_day(civil));
    snprintf(shown, sizeof shown, "%.10s", text.at);
    codec_tell(r, CODEC_TELL_NO_SUCH_DAY, node, false, base_str_of(NULL), shown, why, "");
    return give_up(r, record, field);
}

/* ---- words ---- */

/* What is kept stands for the field. */
static cw_status give_up_word(codec_reader *r, cw_record *record, const model_field *field, int32_t node, bool keep)
{
    return keep ? codec_keep_words(record, field, &r->tree, node) : give_up(r, record, field);
}

/* Whether the rules add it. */
static bool is_declared(const codec_reader *r, const model_field *field, int32_t node)
{
    return r->rules != NULL && rules_find_word(r->rules, field->target, json_text_of(&r->tree, node)) != NULL;
}

static void consider_words(const codec_reader *r, int32_t enumeration, base_nearest *near)
{
    const model_enumeration *one = model_enumeration_at(enumeration);
    for (int32_t i = 0; i < one->count; i++)
        base_nearest_consider(near, base_str_of(one->words[i].word));
    for (int32_t i = 0; r->rules != NULL && i < r->rules->word_count; i++)
        if (r->rules->words[i].enumeration == enumeration)
            base_nearest_consider(near, r->rules->words[i].word);
}

enum { WORDS_LISTED = 12 };

static const char *allowed_words(codec_reader *r, const model_enumeration *enumeration)
{
    base_buffer_clear(&r->words);
    if (enumeration->count > WORDS_LISTED)
        base_putf(&r->words, "one of the %d words of `%s`", (int)enumeration->count, enumeration->name);
    for (int32_t i = 0; i < enumeration->count && enumeration->count <= WORDS_LISTED; i++)
        base_putf(&r->words, "%s`%s`", i == 0 ? "" : i + 1 < enumeration->count ? ", " : " or ",
                  enumeration->words[i].word);
    return words_text(r);
}

/* Tells a word that the schema does not know: as refused, or as kept. */
static void tell_word(codec_reader *r, const model_field *field, int32_t node)
{
    const model_enumeration *enumeration = model_enumeration_at(field->target);
    bool kept = (r->flags & CW_READ_KEEP_WORDS) != 0;
    char help[CODEC_HELP_BYTES], shown[CODEC_SHOWN_BYTES];
    base_nearest near;
    const char *expected = "", *found = "";
    base_str suggestion = base_str_of(NULL);
    if (base_diag_keeps(r->diag)) {
        base_nearest_init(&near, json_text_of(&r->tree, node));
        consider_words(r, field->target, &near);
        suggestion = codec_near_help(&near, help);
        expected = allowed_words(r, enumeration);
        found = codec_word(r, node, &near, shown);
    }
    if (kept)
        codec_tell(r, CODEC_TELL_KEPT_WORD, node, false, suggestion, field->name, expected, found);
    else
        codec_tell(r, CODEC_TELL_UNKNOWN_WORD, node, false, suggestion, expected, field->name, found);
}

static cw_status read_word(codec_reader *r, cw_record *record, const model_field *field, int32_t node)
{
    int32_t word;
    if (node_at(r, node)->type != JSON_STRING)
        return codec_tell_type(r, record, field, node);
    word = model_word_find(field->target, json_text_of(&r->tree, node));
    if (word >= 0)
        return model_set_word(record, field, word);
    if (is_declared(r, field, node))
        return give_up_word(r, record, field, node, true);
    tell_word(r, field, node);
    return give_up_word(r, record, field, node, (r->flags & CW_READ_KEEP_WORDS) != 0);
}

/* ---- lists ---- */

static bool is_item(const codec_reader *r, const model_field *field, int32_t item)
{
    return node_at(r, item)->type == JSON_STRING && (field->type != MODEL_REFERENCES || json_text_of(&r->tree, item).length > 0);
}

/* Tells every item that is not as it must be; *good is false where there is one, or one that only rules know. */
static void judge_items(codec_reader *r, const model_field *field, int32_t node, bool *good, bool *keep)
{
    *good = true;
    *keep = false;
    for (int32_t item = json_first(&r->tree, node); item >= 0; item = node_at(r, item)->next) {
        if (!is_item(r, field, item)) {
            *good = false;
            codec_tell(r, CODEC_TELL_WRONG_ITEM, item, false, base_str_of(NULL), expected_item(field), field->name,
                       codec_found(r, item));
        } else if (field->type == MODEL_TERMS && model_word_find(field->target, json_text_of(&r->tree, item)) < 0) {
            bool declared = is_declared(r, field, item);
            *good = false;
            *keep = declared || (r->flags & CW_READ_KEEP_WORDS) != 0;
            if (!declared)
                tell_word(r, field, item);
        }
    }
}

static cw_status append_item(cw_record *record, const model_field *field, base_str text)
{
    if (field->type == MODEL_TEXTS)
        return model_append_text(record, field, text);
    if (field->type == MODEL_REFERENCES)
        return model_append_reference(record, field, text);
    return model_append_word(record, field, model_word_find(field->target, text));
}

static cw_status read_list(codec_reader *r, cw_record *record, const model_field *field, int32_t node)
{
    bool good, keep;
    cw_status status;
    if (node_at(r, node)->type != JSON_ARRAY)
        return codec_tell_type(r, record, field, node);
    judge_items(r, field, node, &good, &keep);
    if (!good)
        return give_up_word(r, record, field, node, keep);
    status = model_set_empty_list(record, field);
    if (status == CW_OK)
        status = model_make_room(record, field, node_at(r, node)->count);
    for (int32_t item = json_first(&r->tree, node); status == CW_OK && item >= 0; item = node_at(r, item)->next)
        status = append_item(record, field, json_text_of(&r->tree, item));
    return status;
}

/* ---- all ---- */

static cw_status read_boolean(codec_reader *r, cw_record *record, const model_field *field, int32_t node)
{
    json_type type = (json_type)node_at(r, node)->type;
    if (type != JSON_TRUE && type != JSON_FALSE)
        return codec_tell_type(r, record, field, node);
    return model_set_boolean(record, field, type == JSON_TRUE);
}

static cw_status read_text(codec_reader *r, cw_record *record, const model_field *field, int32_t node)
{
    base_str text = json_text_of(&r->tree, node);
    if (node_at(r, node)->type != JSON_STRING || (field->type == MODEL_REFERENCE && text.length == 0))
        return codec_tell_type(r, record, field, node);
    if (field->type == MODEL_REFERENCE)
        return model_set_reference(record, field, text);
    return model_set_text(record, field, text);
}

/* A record without its id or its day has no place in the case; any other field may be unknown. */
static bool may_be_null(const model_field *field)
{
    return !field->required || !(model_field_is_id(field) || field->type == MODEL_DATE);
}

cw_status codec_read_value(codec_reader *r, cw_record *record, const model_field *field, int32_t node)
{
    if (node_at(r, node)->type == JSON_NULL && may_be_null(field))
        return model_set_null(record, field);
    if (model_field_is_id(field))
        return read_id(r, record, field, node);
    switch ((model_type)field->type) {
    case MODEL_NUMBER:
        return read_number(r, record, field, node);
    case MODEL_BOOLEAN:
        return read_boolean(r, record, field, node);
    case MODEL_DATE:
        return read_date(r, record, field, node);
    case MODEL_TERM:
        return read_word(r, record, field, node);
    case MODEL_TEXTS:
    case MODEL_TERMS:
    case MODEL_REFERENCES:
        return read_list(r, record, field, node);
    case MODEL_TEXT:
    case MODEL_REFERENCE:
    case MODEL_ROW:
    case MODEL_ROWS:
        break;
    }
    return read_text(r, record, field, node);
}

/* ---- rows of history ---- */

static const char *dated_fields(codec_reader *r, int32_t kind)
{
    int32_t count = model_kind_at(kind)->field_count;
    base_buffer_clear(&r->words);
    for (int32_t i = 1; i < count; i++)
        base_putf(&r->words, "%s`%s`", i == 1 ? "" : i + 1 < count ? ", " : " or ", model_field_at(kind, i)->name);
    return words_text(r);
}

static cw_status tell_history_field(codec_reader *r, int32_t owner, int32_t kind, int32_t node)
{
    char help[CODEC_HELP_BYTES], shown[CODEC_SHOWN_BYTES];
    base_str suggestion = base_str_of(NULL), name = json_text_of(&r->tree, node);
    base_nearest near;
    if (node_at(r, node)->type != JSON_STRING)
        return codec_tell(r, CODEC_TELL_WRONG_TYPE, node, false, suggestion, "the name of a field", "field", codec_found(r, node));
    if (!base_diag_keeps(r->diag))
        return codec_tell(r, CODEC_TELL_HISTORY_FIELD, node, false, suggestion, "", "", "");
    if (model_field_find(owner, name) != NULL)
        return codec_tell(r, CODEC_TELL_HISTORY_NOT_DATED, node, false, suggestion, codec_shown_key(name, shown),
                          dated_fields(r, kind), "");
    base_nearest_init(&near, name);
    for (int32_t i = 1; i < model_kind_at(kind)->field_count; i++)
        base_nearest_consider(&near, base_str_of(model_field_at(kind, i)->name));
    suggestion = codec_near_help(&near, help);
    return codec_tell(r, CODEC_TELL_HISTORY_FIELD, node, false, suggestion, dated_fields(r, kind), codec_word(r, node, &near, shown), "");
}

cw_status codec_history_field(codec_reader *r, int32_t owner, int32_t kind, int32_t node, const model_field **value, int32_t *at)
{
    int32_t field = json_member(&r->tree, node, "field");
    *value = NULL;
    *at = json_member(&r->tree, node, "value");
    if (field < 0 || *at < 0)
        return codec_tell(r, CODEC_TELL_HISTORY_PART, node, false, base_str_of(NULL), field < 0 ? "field" : "value", "", "");
    if (node_at(r, field)->type == JSON_STRING)
        *value = model_field_find(kind, json_text_of(&r->tree, field));
    if (*value != NULL && (*value)->slot > 0)
        return CW_OK;
    *value = NULL;
    return tell_history_field(r, owner, kind, field);
}
