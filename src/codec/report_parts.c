/* SPDX-License-Identifier: MIT */
#include "codec/report_parts.h"

/* ---- words ---- */

static const char *const status_words[EVAL_UNKNOWN + 1] = {
    [EVAL_MET] = "met", [EVAL_NOT_APPLICABLE] = "not_applicable", [EVAL_WAIVED] = "waived", [EVAL_PENDING] = "pending",
    [EVAL_LATE] = "late", [EVAL_UNMET] = "unmet", [EVAL_OVERDUE] = "overdue", [EVAL_UNKNOWN] = "unknown"
};

static const char *const period_words[EVAL_PERIOD_PERHAPS_MISSED + 1] = {
    [EVAL_PERIOD_MET] = "met", [EVAL_PERIOD_MISSED] = "missed", [EVAL_PERIOD_WAIVED] = "waived", [EVAL_PERIOD_PENDING] = "pending",
    [EVAL_PERIOD_UNKNOWN] = "unknown", [EVAL_PERIOD_PERHAPS_MET] = "perhaps_met", [EVAL_PERIOD_PERHAPS_MISSED] = "perhaps_missed"
};

static const char *const reason_words[] = {
    [FEEL_MISSING_FACT] = "missing", [FEEL_ERROR] = "error", [FEEL_OVER_LIMIT] = "limit",
    [FEEL_AFTER_CURRENT] = "after_current"
};

const char *codec_status_word(uint8_t status)
{
    return status_words[status];
}

const char *codec_period_word(int32_t what)
{
    return period_words[what];
}

const char *codec_status_phrase(uint8_t status)
{
    return status == EVAL_NOT_APPLICABLE ? "not applicable" : status_words[status];
}

const char *codec_reason_word(uint8_t reason)
{
    return reason_words[reason];
}

bool codec_lists(const cw_finding *finding, bool all)
{
    if (all) return true;
    if (finding->status == EVAL_NOT_APPLICABLE) return false;
    return finding->status != EVAL_UNKNOWN || eval_finding_matters(finding);
}

/* ---- parts of a finding ---- */

static void put_member_name(base_buffer *buffer, const feel_value *value)
{
    if (value->kind != FEEL_RECORD || value->detail != MODEL_KIND_MEMBER) return;
    const model_slot *name = model_slot_of(value->as.host, model_field_by(MODEL_FIELD_MEMBER_NAME));
    if (name->state == MODEL_VALUE) base_putf(buffer, " (%.*s)", (int)name->length, name->as.text);
}

void codec_put_subjects(base_buffer *buffer, const cw_finding *finding, bool names)
{
    bool untold = finding->status == EVAL_UNKNOWN && finding->rule->variable_count > 0;
    if (finding->subject_count == 0) base_put(buffer, untold ? "whom or what is not known" : "the case");
    for (int32_t i = 0; i < finding->subject_count; i++) {
        const eval_subject *subject = &finding->subjects[i];
        if (i > 0) base_put(buffer, ", ");
        for (const char *c = eval_subject_kind(finding, i); *c; c++) base_put_char(buffer, *c == '_' ? ' ' : *c);
        base_put_char(buffer, ' ');
        base_put(buffer, subject->id);
        if (names) put_member_name(buffer, &subject->value);
    }
}

void codec_put_days(base_buffer *buffer, int64_t as_of, int64_t known_at)
{
    base_put(buffer, " as of ");
    base_put_day(buffer, as_of);
    if (known_at == INT64_MAX) return;
    base_put(buffer, ", known at ");
    base_put_day(buffer, known_at);
}

void codec_put_rule_sets(base_buffer *buffer, const cw_rules *rules)
{
    for (int32_t i = 0; i < rules->file_count; i++) {
        if (i > 0) base_put(buffer, ", ");
        base_put_str(buffer, rules->files[i]->set);
        if (rules->files[i]->version.length > 0) base_put_char(buffer, ' ');
        base_put_str(buffer, rules->files[i]->version);
    }
}

bool codec_has_missed(const cw_finding *finding)
{
    return finding->missed > 0 || finding->missed_uncertain > 0;
}

static void put_periods(base_buffer *buffer, int32_t count)
{
    base_putf(buffer, "%d period%s", (int)count, count == 1 ? "" : "s");
}

void codec_put_missed(base_buffer *buffer, const cw_finding *finding)
{
    if (finding->missed > 0) {
        put_periods(buffer, finding->missed);
        base_put(buffer, finding->missed == 1 ? ", which ended " : ", the first ended ");
        base_put_day(buffer, finding->first_missed);
        if (finding->missed_uncertain > 0) base_putf(buffer, "; perhaps %d more", (int)finding->missed_uncertain);
    } else {
        base_put(buffer, "perhaps ");
        put_periods(buffer, finding->missed_uncertain);
    }
}

static void put_after_current(base_buffer *buffer, const cw_report *report)
{
    base_put(buffer, "the record is whole only up to ");
    base_put_day(buffer, report->one->root->slots[MODEL_SLOT_CASE_CURRENT_TO].as.integer);
}

bool codec_each_reading(const cw_rules *rules, const rules_rule *rule, const cw_context *context, codec_take_reading *take, void *user)
{
    base_arena scratch;
    base_map seen;
    bool done = true;
    base_arena_init(&scratch, context);
    base_map_init(&seen, &scratch);
    for (int32_t i = 0; i < rule->parameter_count && done; i++) {
        const rules_parameter *parameter = rules->parameters[rule->parameters[i]];
        void *before = NULL;
        if (parameter->reading.length == 0) continue;
        done = base_map_add(&seen, parameter->reading, (void *)parameter, &before);
        if (done && !before) take(user, parameter->reading);
    }
    base_arena_finish(&scratch);
    return done;
}

typedef struct readings { base_buffer *text; bool any; } readings;

static void put_reading(void *user, base_str reading)
{
    readings *all = user;
    base_put(all->text, all->any ? ", " : " (reading ");
    base_put_str(all->text, reading);
    all->any = true;
}

void codec_put_rule(base_buffer *buffer, const cw_finding *finding)
{
    readings all = { buffer, false };
    base_put(buffer, finding->rule->full_name);
    if (!codec_each_reading(finding->report->rules, finding->rule, buffer->context, put_reading, &all)) buffer->failed = true;
    if (all.any) base_put_char(buffer, ')');
}

void codec_put_reason(base_buffer *buffer, const cw_report *report, const eval_reason *reason)
{
    if (reason->reason == FEEL_AFTER_CURRENT) put_after_current(buffer, report);
    else if (reason->fact) base_putf(buffer, "`%s` is not known", reason->fact);
    else base_put(buffer, reason->message ? reason->message : "it could not be computed");
}

/* ---- values of an explanation ---- */

void codec_put_explained(eval_explanation *explanation, const feel_value *value, bool marked, bool names, base_buffer *text)
{
    feel_put_masked(&explanation->run, value, marked && !names ? "(a name)" : NULL, names, text);
}

bool codec_goes_on(const base_buffer *written, cw_status *status)
{
    int64_t most = 4 * base_limit(written->context, CW_LIMIT_SCRATCH_BYTES);
    if (*status == CW_OK && written->length >= (uint64_t)most) *status = CW_ERR_LIMIT;
    return *status == CW_OK;
}

/* ---- paragraphs ---- */

static void put_spaces(base_buffer *buffer, int count)
{
    while (count-- > 0) base_put_char(buffer, ' ');
}

static size_t word_length(base_str text, size_t at)
{
    size_t end = at;
    while (end < text.length && text.at[end] != ' ') end++;
    return end - at;
}

static void put_words(base_buffer *buffer, base_str text, int64_t column, int hang)
{
    bool first = true;
    for (size_t at = 0; at < text.length;) {
        base_str word = { text.at + at, word_length(text, at) };
        at += word.length + 1;
        if (word.length == 0) continue;
        int64_t width = base_utf8_count(word);
        if (!first && column + 1 + width > CODEC_PAGE_WIDTH) {
            base_put_char(buffer, '\n');
            put_spaces(buffer, hang);
            column = hang;
        } else if (!first) {
            base_put_char(buffer, ' ');
            column++;
        }
        base_put_str(buffer, word);
        column += width;
        first = false;
    }
}

void codec_put_paragraph(base_buffer *buffer, const char *lead, int hang, base_str text)
{
    base_buffer shown;
    base_buffer_init(&shown, buffer->context);
    base_put_visible(&shown, text);
    base_put(buffer, lead);
    put_words(buffer, (base_str){ shown.data, shown.length }, base_utf8_count(base_str_of(lead)), hang);
    base_put_char(buffer, '\n');
    buffer->failed = buffer->failed || shown.failed;
    base_buffer_finish(&shown);
}

/* ---- JSON ---- */

static void write_covers(json_writer *writer, const cw_finding *finding)
{
    json_key_plain(writer, BASE_STR("covers"));
    json_open_array(writer);
    for (int32_t i = 0; i < finding->rule->cover_count; i++) {
        base_str id = eval_cover_at(finding, i);
        if (id.length > 0) json_write_string(writer, id);
    }
    json_close_array(writer);
}

bool codec_is_over(const cw_finding *finding)
{
    return finding->status == EVAL_UNMET && finding->due != INT64_MAX;
}

void codec_write_finding_head(json_writer *writer, const cw_finding *finding)
{
    bool required = finding->rule->force == RULES_REQUIRED;
    json_key_plain(writer, BASE_STR("rule"));
    json_write_string(writer, base_str_of(finding->rule->full_name));
    write_covers(writer, finding);
    json_key_plain(writer, BASE_STR("force"));
    json_write_string(writer, required ? BASE_STR("required") : BASE_STR("advised"));
}

void codec_write_day(json_writer *writer, int64_t day)
{
    char text[BASE_DAY_BYTES];
    if (day == INT64_MAX) json_write_null(writer);
    else json_write_plain(writer, (base_str){ text, base_day_text(day, text) });
}

void codec_write_finding_subjects(json_writer *writer, const cw_finding *finding)
{
    json_key_plain(writer, BASE_STR("subjects"));
    json_open_array(writer);
    for (int32_t i = 0; i < finding->subject_count; i++) {
        const eval_subject *subject = &finding->subjects[i];
        json_open_object(writer);
        json_key_plain(writer, BASE_STR("variable"));
        json_write_string(writer, base_str_of(eval_subject_variable(finding, i)));
        json_key_plain(writer, BASE_STR("kind"));
        json_write_string(writer, base_str_of(eval_subject_kind(finding, i)));
        json_key_plain(writer, BASE_STR("id"));
        json_write_string(writer, base_str_of(subject->id));
        json_close_object(writer);
    }
    json_close_array(writer);
}

static void write_word(json_writer *writer, base_str key, const char *word)
{
    json_key_plain(writer, key);
    json_write_plain(writer, base_str_of(word));
}

static void write_text_or_null(json_writer *writer, base_str key, const char *text)
{
    json_key_plain(writer, key);
    if (text) json_write_string(writer, base_str_of(text));
    else json_write_null(writer);
}

static void write_reason(json_writer *writer, const char *kind, const char *fact, const char *message)
{
    json_open_object(writer);
    write_text_or_null(writer, BASE_STR("kind"), kind);
    write_text_or_null(writer, BASE_STR("fact"), fact);
    write_text_or_null(writer, BASE_STR("message"), message);
    json_close_object(writer);
}

static void write_reasons(json_writer *writer, const cw_finding *finding)
{
    json_key_plain(writer, BASE_STR("reasons"));
    json_open_array(writer);
    for (int32_t i = 0; i < finding->reason_count; i++) {
        const eval_reason *reason = &finding->reasons[i];
        write_reason(writer, codec_reason_word(reason->reason), reason->fact, reason->message);
    }
    if (finding->more_reasons) write_reason(writer, "more", NULL, "and more");
    json_close_array(writer);
}

/* What became of the periods that are counted; null where that cannot be told, or there were none to judge. */
static void write_cells(json_writer *writer, const eval_cells *cells)
{
    json_key_plain(writer, BASE_STR("periods"));
    if (!cells) {
        json_write_null(writer);
        return;
    }
    json_open_object(writer);
    for (int32_t what = EVAL_PERIOD_MET; what <= EVAL_PERIOD_PERHAPS_MISSED; what++) {
        json_key_plain(writer, base_str_of(codec_period_word(what)));
        json_write_int(writer, cells->count[what]);
    }
    json_close_object(writer);
}

/* Of a recurrence: how many periods were missed, and of how many that is not known; the last day of the first of the former. */
static void write_missed(json_writer *writer, const cw_finding *finding)
{
    if (finding->rule->shape != RULES_SHAPE_RECURRENCE) return;
    json_key_plain(writer, BASE_STR("missed"));
    json_write_int(writer, finding->missed);
    json_key_plain(writer, BASE_STR("uncertain"));
    json_write_int(writer, finding->missed_uncertain);
    json_key_plain(writer, BASE_STR("first_missed"));
    codec_write_day(writer, finding->missed > 0 ? finding->first_missed : INT64_MAX);
    write_cells(writer, finding->cells);
}

static void write_notes(json_writer *writer, const cw_finding *finding)
{
    if (finding->note_count == 0 && !finding->note) return;
    json_key_plain(writer, BASE_STR("notes"));
    json_open_array(writer);
    if (finding->note) json_write_string(writer, base_str_of(finding->note));
    for (int32_t i = 0; i < finding->note_count; i++) json_write_string(writer, base_str_of(finding->notes[i]));
    json_close_array(writer);
}

void codec_write_finding_verdict(json_writer *writer, const cw_finding *finding)
{
    write_word(writer, BASE_STR("status"), codec_status_word(finding->status));
    write_word(writer, BASE_STR("best"), codec_status_word(finding->best));
    write_word(writer, BASE_STR("worst"), codec_status_word(finding->worst));
    json_key_plain(writer, BASE_STR("violation"));
    json_write_bool(writer, finding->violation);
}

void codec_write_finding_rest(json_writer *writer, const cw_finding *finding)
{
    json_key_plain(writer, BASE_STR("due"));
    codec_write_day(writer, finding->due);
    write_missed(writer, finding);
    write_reasons(writer, finding);
    write_notes(writer, finding);
}

void codec_write_finding_status(json_writer *writer, const cw_finding *finding)
{
    codec_write_finding_subjects(writer, finding);
    codec_write_finding_verdict(writer, finding);
    codec_write_finding_rest(writer, finding);
}

cw_status codec_write_template(json_writer *writer, const cw_finding *finding, const rules_template *words, bool names,
                               codec_space *space)
{
    base_buffer *text = &space->text;
    base_buffer_clear(text);
    cw_status status = eval_put_template_in(&space->scratch, finding, words, names, text);
    json_write_string(writer, (base_str){ text->data ? text->data : "", text->length });
    return status;
}

void codec_space_init(codec_space *space, const cw_context *context)
{
    base_buffer_init(&space->text, context);
    base_arena_init(&space->scratch, context);
}

void codec_space_finish(codec_space *space)
{
    base_buffer_finish(&space->text);
    base_arena_finish(&space->scratch);
}
