/* SPDX-License-Identifier: MIT */
/* One walk through the rule set for both forms: a key with a value, or a key with several, is a line each or a member. */
#include "author/list_rules.h"

#include "author/list_rule.h"
#include "base/date.h"
#include "base/text.h"
#include "eval/term.h"
#include "json/writer.h"

typedef struct list {
    base_buffer out;
    base_buffer piece;           /* a value being put together */
    bool no_memory;              /* for one of these */
    json_writer json;
    bool as_json;
    const char *key;             /* of several values */
} list;

/* ---- keys and values ---- */

static void put_line(list *self, const char *key, base_str value)
{
    enum { COLUMN = 14 };
    size_t width = base_str_of(key).length + 3;
    base_putf(&self->out, "  %s:", key);
    do
        base_put_char(&self->out, ' ');
    while (width++ < COLUMN);
    base_put_visible(&self->out, value);
    base_put_char(&self->out, '\n');
}

static void put_one(list *self, const char *key, base_str value)
{
    if (!self->as_json) {
        put_line(self, key, value);
        return;
    }
    json_key(&self->json, base_str_of(key));
    json_write_string(&self->json, value);
}

static void begin_many(list *self, const char *key)
{
    self->key = key;
    if (!self->as_json)
        return;
    json_key(&self->json, base_str_of(key));
    json_open_array(&self->json);
}

static void put_item(list *self, base_str value)
{
    if (self->as_json)
        json_write_string(&self->json, value);
    else
        put_line(self, self->key, value);
}

static void end_many(list *self)
{
    if (self->as_json)
        json_close_array(&self->json);
}

/* The value in `piece`, which begins anew after it is put. */
static base_str piece_of(list *self)
{
    self->no_memory |= self->piece.failed;
    return self->piece.failed ? (base_str){"", 0} : (base_str){self->piece.data ? self->piece.data : "", self->piece.length};
}

static void put_one_piece(list *self, const char *key)
{
    put_one(self, key, piece_of(self));
    base_buffer_clear(&self->piece);
}

static void put_piece_item(list *self)
{
    put_item(self, piece_of(self));
    base_buffer_clear(&self->piece);
}

/* ---- words of the file ---- */

/* In one line: one blank for white space, comments left out. What stands in quotes stays. */
static void add_folded(base_buffer *out, base_str text)
{
    bool quoted = false, blank = false, begun = false;
    for (size_t at = 0; at < text.length; at++) {
        char c = text.at[at];
        bool comment = !quoted && c == '/' && at + 1 < text.length && text.at[at + 1] == '/';
        while (comment && at + 1 < text.length && text.at[at + 1] != '\n')
            at++;
        if (comment || (!quoted && (c == ' ' || c == '\t' || c == '\r' || c == '\n'))) {
            blank = begun;
            continue;
        }
        if (blank)
            base_put_char(out, ' ');
        base_put_char(out, c);
        blank = false;
        begun = true;
        if (quoted && c == '\\' && at + 1 < text.length)
            base_put_char(out, text.at[++at]);
        else if (c == '"')
            quoted = !quoted;
    }
}

static void add_node(list *self, const feel_node *node)
{
    if (node && node->source && node->end > node->start)
        add_folded(&self->piece, feel_node_text(node));
}

static void put_node(list *self, const char *key, const feel_node *node)
{
    if (!node)
        return;
    add_node(self, node);
    put_one_piece(self, key);
}

static void put_template(list *self, const char *key, const rules_template *of)
{
    for (int32_t i = 0; i < of->count; i++) {
        const rules_piece *piece = &of->pieces[i];
        if (!piece->path && !piece->is_due) {
            base_put_str(&self->piece, piece->text);
            continue;
        }
        base_put_char(&self->piece, '{');
        if (piece->is_due)
            base_put(&self->piece, "due");
        add_node(self, piece->path);
        base_put_char(&self->piece, '}');
    }
    if (of->count > 0)
        put_one_piece(self, key);
}

static void add_length(list *self, const cw_rules *rules, const rules_length *length)
{
    if (length->parameter >= 0)
        base_put_str(&self->piece, rules->parameters[length->parameter]->name);
    else
        eval_put_term(&self->piece, length->term);
}

/* ---- a rule ---- */

static void put_where_written(list *self, const rules_rule *rule)
{
    begin_many(self, "source");
    for (int32_t i = 0; i < rule->citation_count; i++) {
        base_put_str(&self->piece, rule->citations[i].code);
        base_put(&self->piece, rule->citations[i].text.length > 0 ? " " : "");
        base_put_str(&self->piece, rule->citations[i].text);
        put_piece_item(self);
    }
    end_many(self);
    begin_many(self, "covers");
    for (int32_t i = 0; i < rule->cover_count; i++) {
        if (rule->covers[i].path)
            add_node(self, rule->covers[i].path);
        else
            base_put_str(&self->piece, rule->covers[i].id);
        put_piece_item(self);
    }
    end_many(self);
}

static void put_validity(list *self, const rules_rule *rule)
{
    if (rule->valid_from != INT64_MIN) {
        base_put_day(&self->piece, rule->valid_from);
        put_one_piece(self, "valid_from");
    }
    if (rule->valid_until != INT64_MAX) {
        base_put_day(&self->piece, rule->valid_until);
        put_one_piece(self, "valid_until");
    }
}

static void put_variables(list *self, const rules_rule *rule)
{
    begin_many(self, "for");
    for (int32_t i = 0; i < rule->variable_count; i++) {
        const rules_variable *one = &rule->variables[i];
        base_put_str(&self->piece, one->name);
        base_put(&self->piece, " in ");
        add_node(self, one->list);
        if (one->filter) {
            base_put_char(&self->piece, '[');
            add_node(self, one->filter);
            base_put_char(&self->piece, ']');
        }
        put_piece_item(self);
    }
    end_many(self);
    begin_many(self, "let");
    for (int32_t i = 0; i < rule->let_count; i++) {
        base_put_str(&self->piece, rule->lets[i].name);
        base_put(&self->piece, " = ");
        add_node(self, rule->lets[i].value);
        put_piece_item(self);
    }
    end_many(self);
}

static void put_times(list *self, const cw_rules *rules, const rules_rule *rule)
{
    put_node(self, "by", rule->by);
    if (rule->anchor) {
        add_length(self, rules, &rule->within);
        base_put(&self->piece, " of ");
        add_node(self, rule->anchor);
        put_one_piece(self, "within");
    }
    if (rule->shape == RULES_SHAPE_RECURRENCE) {
        add_length(self, rules, &rule->every);
        put_one_piece(self, "every");
        put_one(self, "partial", rule->partial_owed ? BASE_STR("owed") : BASE_STR("released"));
    }
    put_node(self, "from", rule->from);
    put_node(self, "until", rule->until);
    put_node(self, "paused", rule->paused);
}

static void put_waivers(list *self, const rules_rule *rule)
{
    begin_many(self, "waived");
    for (int32_t i = 0; i < rule->waived_by_count; i++) {
        base_put(&self->piece, i == 0 ? "by " : ", ");
        base_put_str(&self->piece, rule->waived_by[i]);
    }
    if (rule->waived_by_count > 0)
        put_piece_item(self);
    for (int32_t i = 0; i < rule->waived_when_count; i++) {
        base_put(&self->piece, "when ");
        add_node(self, rule->waived_when[i]);
        put_piece_item(self);
    }
    end_many(self);
}

static void put_parameters_used(list *self, const cw_rules *rules, const rules_rule *rule)
{
    begin_many(self, "parameters");
    for (int32_t i = 0; i < rule->parameter_count; i++)
        put_item(self, base_str_of(rules->parameters[rule->parameters[i]]->full_name));
    end_many(self);
}

static void begin_entry(list *self, const char *key, const char *name)
{
    if (self->as_json) {
        json_open_object(&self->json);
        put_one(self, key, base_str_of(name));
    } else {
        base_putf(&self->out, "%s %s\n", key, name);
    }
}

static void end_entry(list *self)
{
    if (self->as_json)
        json_close_object(&self->json);
    else
        base_put_char(&self->out, '\n');
}

static void put_rule(list *self, const cw_rules *rules, const rules_rule *rule)
{
    begin_entry(self, "rule", rule->full_name);
    put_one(self, "file", rule->file->source.name);
    if (rule->changed_by)
        put_one(self, "changed_by", rule->changed_by->set);
    put_template(self, "title", &rule->title);
    put_one(self, "force", rule->force == RULES_ADVISED ? BASE_STR("advised") : BASE_STR("required"));
    if (rule->instrument.length > 0)
        put_one(self, "instrument", rule->instrument);
    if (rule->activity.length > 0)
        put_one(self, "activity", rule->activity);
    put_where_written(self, rule);
    put_validity(self, rule);
    put_variables(self, rule);
    put_node(self, "when", rule->written_when);
    put_times(self, rules, rule);
    put_node(self, "require", rule->require);
    put_waivers(self, rule);
    if (rule->target.length > 0)
        put_one(self, "target", rule->target);
    put_template(self, "remedy", &rule->remedy);
    put_parameters_used(self, rules, rule);
    end_entry(self);
}

bool author_put_rule(base_buffer *out, const cw_rules *rules, const rules_rule *rule)
{
    list self = {.out = *out};
    base_buffer_init(&self.piece, out->context);
    put_rule(&self, rules, rule);
    base_buffer_finish(&self.piece);
    *out = self.out;
    return !self.no_memory && !out->failed;
}

/* ---- a parameter ---- */

static void put_parameter(list *self, const rules_parameter *parameter)
{
    begin_entry(self, "parameter", parameter->full_name);
    put_one(self, "file", parameter->file->source.name);
    if (parameter->has_value) {
        put_one(self, "value", parameter->written);
    } else if (self->as_json) {
        json_key(&self->json, BASE_STR("value"));
        json_write_null(&self->json);
    } else {
        put_one(self, "value", BASE_STR("none: rules that use it are not judged"));
    }
    if (parameter->reading.length > 0)
        put_one(self, "reading", parameter->reading);
    end_entry(self);
}

/* ---- all ---- */

static void begin_section(list *self, const char *key)
{
    if (!self->as_json)
        return;
    json_key(&self->json, base_str_of(key));
    json_open_array(&self->json);
}

static void put_all(list *self, const cw_rules *rules)
{
    if (self->as_json) {
        json_writer_init(&self->json, &self->out, true);
        json_open_object(&self->json);
        put_one(self, "format", BASE_STR("casework.rules/1"));
    }
    begin_section(self, "rules");
    for (int32_t i = 0; i < rules->rule_count; i++)
        for (const rules_rule *rule = rules->rules[i]; rule; rule = rule->next_version)
            put_rule(self, rules, rule);
    end_many(self);
    begin_section(self, "parameters");
    for (int32_t i = 0; i < rules->parameter_count; i++)
        put_parameter(self, rules->parameters[i]);
    end_many(self);
    if (self->as_json) {
        json_close_object(&self->json);
        base_put_char(&self->out, '\n');
    }
}

cw_status author_list_rules(cw_context *context, const cw_rules *rules, bool as_json, cw_text **out)
{
    const cw_context *used = base_context_use(context);
    list self = {.as_json = as_json};
    base_buffer_init(&self.out, used);
    base_buffer_init(&self.piece, used);
    put_all(&self, rules);
    *out = NULL;
    cw_status status = self.no_memory ? CW_ERR_NOMEM : base_buffer_take(&self.out, out);
    base_buffer_finish(&self.piece);
    base_buffer_finish(&self.out);
    base_context_drop(used);
    return status;
}
