/* SPDX-License-Identifier: MIT */
#include "author/list_packs.h"

#include "base/date.h"
#include "json/writer.h"

typedef struct counts { int64_t rules, items; } counts;

static const rules_file *file_of(const author_pack *pack)
{
    for (int32_t i = 0; i < pack->rules->file_count; i++)
        if (base_str_is(pack->rules->files[i]->set, pack->name))
            return pack->rules->files[i];
    return NULL;
}

static counts count_rules(const cw_rules *rules, const rules_file *file)
{
    counts found = {0, 0};
    for (int32_t i = 0; i < rules->rule_count; i++) {
        const rules_rule *rule = rules->rules[i];
        if (rule->file == file)
            *(rule->instrument.length > 0 ? &found.items : &found.rules) += 1;
    }
    return found;
}

/* ---- as text ---- */

static void put_counted(base_buffer *out, int64_t count, const char *what)
{
    base_put_int(out, count);
    base_putf(out, " %s%s", what, count == 1 ? "" : "s");
}

void author_put_counts(base_buffer *out, const cw_rules *rules, const rules_file *file)
{
    counts found = count_rules(rules, file);
    put_counted(out, found.rules, "rule");
    base_put(out, ", ");
    put_counted(out, found.items, "review item");
}

void author_put_document(base_buffer *out, const rules_citation *document)
{
    base_put_visible(out, document->code);
    base_put(out, ": ");
    base_put_visible(out, document->text);
    if (!document->is_dated)
        return;
    base_put(out, ", dated ");
    base_put_day(out, document->dated);
}

static void put_text(base_buffer *out, const author_pack *pack, const rules_file *file)
{
    base_putf(out, "%s  ", pack->name);
    base_put_visible(out, file->title);
    base_put(out, "\n  ");
    author_put_counts(out, pack->rules, file);
    base_put(out, file->version.length > 0 ? ", version " : "");
    base_put_visible(out, file->version);
    base_put_char(out, '\n');
    for (int32_t i = 0; i < file->source_count; i++) {
        base_put(out, "  ");
        author_put_document(out, &file->sources[i]);
        base_put_char(out, '\n');
    }
    base_put_char(out, '\n');
}

/* ---- as JSON ---- */

static void write_document(json_writer *json, const rules_citation *document)
{
    char day[BASE_DAY_BYTES];
    json_open_object(json);
    json_key(json, BASE_STR("code"));
    json_write_string(json, document->code);
    json_key(json, BASE_STR("title"));
    json_write_string(json, document->text);
    if (document->is_dated) {
        json_key(json, BASE_STR("dated"));
        json_write_string(json, (base_str){day, base_day_text(document->dated, day)});
    }
    json_close_object(json);
}

static void write_json(json_writer *json, const author_pack *pack, const rules_file *file)
{
    counts found = count_rules(pack->rules, file);
    json_open_object(json);
    json_key(json, BASE_STR("pack"));
    json_write_string(json, base_str_of(pack->name));
    json_key(json, BASE_STR("title"));
    json_write_string(json, file->title);
    json_key(json, BASE_STR("version"));
    json_write_string(json, file->version);
    json_key(json, BASE_STR("rules"));
    json_write_int(json, found.rules);
    json_key(json, BASE_STR("review_items"));
    json_write_int(json, found.items);
    json_key(json, BASE_STR("documents"));
    json_open_array(json);
    for (int32_t i = 0; i < file->source_count; i++)
        write_document(json, &file->sources[i]);
    json_close_array(json);
    json_close_object(json);
}

/* ---- all ---- */

static void put_all(base_buffer *out, const author_pack *packs, int64_t count, bool as_json)
{
    json_writer json;
    json_writer_init(&json, out, true);
    if (as_json) {
        json_open_object(&json);
        json_key(&json, BASE_STR("format"));
        json_write_string(&json, BASE_STR("casework.packs/1"));
        json_key(&json, BASE_STR("packs"));
        json_open_array(&json);
    }
    for (int64_t i = 0; i < count; i++) {
        const rules_file *file = file_of(&packs[i]);
        if (file && as_json)
            write_json(&json, &packs[i], file);
        else if (file)
            put_text(out, &packs[i], file);
    }
    if (as_json) {
        json_close_array(&json);
        json_close_object(&json);
        base_put_char(out, '\n');
    }
}

cw_status author_list_packs(cw_context *context, const author_pack *packs, int64_t count, bool as_json, cw_text **out)
{
    const cw_context *used = base_context_use(context);
    base_buffer text;
    base_buffer_init(&text, used);
    *out = NULL;
    put_all(&text, packs, count, as_json);
    cw_status status = base_buffer_take(&text, out);
    base_buffer_finish(&text);
    base_context_drop(used);
    return status;
}
