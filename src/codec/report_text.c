/* SPDX-License-Identifier: MIT */
/* The report for a person: first what must be done, then what falls due, what cannot be told, advice, what is past, counts. */
#include "codec/report_instruments.h"
#include "codec/report_parts.h"

#include <inttypes.h>

typedef struct group {
    const eval_reason *reason;           /* what would settle it */
    const cw_finding **findings; int64_t count, capacity;
    struct group *next;
} group;

typedef struct page {
    base_buffer *out;
    base_buffer text;                    /* of the paragraph at hand */
    base_arena arena;
    const cw_report *report;
    bool names, all;
    int32_t number;                      /* of the last numbered item */
    cw_status status;
} page;

/* ---- pieces ---- */

static base_str take(page *page)
{
    if (page->text.failed) page->status = CW_ERR_NOMEM;
    return (base_str){ page->text.data ? page->text.data : "", page->text.length };
}

static base_buffer *fresh(page *page)
{
    base_buffer_clear(&page->text);
    return &page->text;
}

static void put_heading(page *page, const char *heading)
{
    base_put(page->out, "\n");
    base_put(page->out, heading);
    base_put(page->out, "\n");
}

static void fill_in(page *page, const cw_finding *finding, const rules_template *words)
{
    cw_status status = eval_put_template(finding, words, page->names, &page->text);
    if (status != CW_OK) page->status = status;
}

/* "3. Title" */
static void put_title(page *page, const cw_finding *finding)
{
    base_buffer *text = fresh(page);
    base_putf(text, "%d. ", (int)++page->number);
    fill_in(page, finding, &finding->rule->title);
    codec_put_paragraph(page->out, "", 3, take(page));
}

static void put_line(page *page, const char *lead)
{
    codec_put_paragraph(page->out, lead, 11, take(page));
}

static void put_sources(page *page, const cw_finding *finding)
{
    base_buffer *text = fresh(page);
    for (int32_t i = 0; i < finding->rule->citation_count; i++) {
        if (text->length > 0) base_put(text, "; ");
        base_put_str(text, finding->rule->citations[i].code);
        if (finding->rule->citations[i].text.length > 0) base_put_char(text, ' ');
        base_put_str(text, finding->rule->citations[i].text);
    }
    const char *before = text->length > 0 ? " (" : "(";
    for (int32_t i = 0; i < finding->rule->cover_count; i++) {
        base_str id = eval_cover_at(finding, i);
        if (id.length == 0) continue;
        base_put(text, before);
        base_put_str(text, id);
        before = ", ";
    }
    if (before[0] == ',') base_put_char(text, ')');
    if (text->length > 0) put_line(page, "   Source: ");
}

static void put_notes(page *page, const cw_finding *finding, const char *lead, int hang)
{
    for (int32_t i = 0; i < finding->note_count; i++)
        codec_put_paragraph(page->out, lead, hang, base_str_of(finding->notes[i]));
}

static void put_details(page *page, const cw_finding *finding)
{
    codec_put_subjects(fresh(page), finding, page->names);
    put_line(page, "   For:    ");
    put_notes(page, finding, "   Note:   ", 11);
    base_buffer *text = fresh(page);
    if (!codec_is_over(finding)) fill_in(page, finding, &finding->rule->remedy);
    if (text->length > 0) put_line(page, "   Do:     ");
    put_sources(page, finding);
    codec_put_rule(fresh(page), finding);
    put_line(page, "   Rule:   ");
}

/* ---- what must be done, and what may be ---- */

static void put_violation(page *page, const cw_finding *finding)
{
    put_title(page, finding);
    if (finding->due != INT64_MAX) {
        base_put_day(fresh(page), finding->due);
        put_line(page, "   Due:    ");
    }
    if (codec_has_missed(finding)) {
        codec_put_missed(fresh(page), finding);
        put_line(page, "   Missed: ");
    }
    put_details(page, finding);
}

static int64_t count_over(const cw_report *report)
{
    int64_t count = 0;
    for (int64_t i = 0; i < report->count; i++) count += report->findings[i].violation && codec_is_over(&report->findings[i]);
    return count;
}

static void put_violations(page *page)
{
    put_heading(page, "WHAT MUST BE DONE");
    int64_t over = count_over(page->report);
    for (int64_t i = 0; i < page->report->count; i++)
        if (page->report->findings[i].violation && !codec_is_over(&page->report->findings[i]))
            put_violation(page, &page->report->findings[i]);
    bool before = page->report->as_of < page->report->one->root->slots[MODEL_SLOT_CASE_OPENED].as.integer;
    if (before) base_put(page->out, "Nothing: the case was not open yet.\n");
    else if (page->report->violations == 0) base_put(page->out, "Nothing: no violation was found.\n");
    else if (page->report->violations == over) base_put(page->out, "Nothing: what was missed is owed no longer.\n");
}

static bool is_advice(const cw_finding *finding)
{
    bool open = finding->status == EVAL_UNMET || finding->status == EVAL_OVERDUE;
    return finding->rule->force == RULES_ADVISED && open;
}

static int64_t count_advice(const cw_report *report)
{
    int64_t count = 0;
    for (int64_t i = 0; i < report->count; i++) count += is_advice(&report->findings[i]);
    return count;
}

static void put_advice(page *page)
{
    if (count_advice(page->report) == 0) return;
    put_heading(page, "WHAT IS ADVISED");
    for (int64_t i = 0; i < page->report->count; i++)
        if (is_advice(&page->report->findings[i])) put_violation(page, &page->report->findings[i]);
}

/* A finding on a line of its own. */
static void put_one_line(page *page, const cw_finding *finding)
{
    base_buffer *text = fresh(page);
    base_put(text, codec_status_phrase(finding->status));
    if (finding->note) base_putf(text, " (%s)", finding->note);
    if (codec_has_missed(finding)) {
        base_put(text, " (missed ");
        codec_put_missed(text, finding);
        base_put_char(text, ')');
    }
    base_put(text, ": ");
    fill_in(page, finding, &finding->rule->title);
    base_put(text, " [");
    codec_put_subjects(text, finding, page->names);
    base_putf(text, "; %s]", finding->rule->full_name);
    codec_put_paragraph(page->out, "- ", 2, take(page));
}

/* ---- what was missed or late: history, but nothing to pass over ---- */

static void put_over(page *page)
{
    if (count_over(page->report) == 0) return;
    put_heading(page, "WHAT WAS MISSED, AND IS OWED NO LONGER");
    for (int64_t i = 0; i < page->report->count; i++)
        if (page->report->findings[i].violation && codec_is_over(&page->report->findings[i]))
            put_violation(page, &page->report->findings[i]);
}

static void put_late(page *page)
{
    if (page->report->counts[EVAL_LATE] == 0 || page->all) return;
    put_heading(page, "WHAT WAS LATE");
    for (int64_t i = 0; i < page->report->count; i++)
        if (page->report->findings[i].status == EVAL_LATE) put_one_line(page, &page->report->findings[i]);
}

/* ---- what falls due ---- */

static void merge(const cw_finding **from, const cw_finding **to, int64_t low, int64_t middle, int64_t high)
{
    int64_t left = low, right = middle;
    for (int64_t i = low; i < high; i++) {
        bool take_left = left < middle && (right >= high || from[left]->due <= from[right]->due);
        to[i] = take_left ? from[left++] : from[right++];
    }
}

static int64_t least(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

/* By due day, else in the report's order. */
static const cw_finding **sort_by_due(const cw_finding **items, const cw_finding **spare, int64_t count)
{
    for (int64_t width = 1; width < count; width *= 2) {
        for (int64_t low = 0; low < count; low += 2 * width)
            merge(items, spare, low, least(low + width, count), least(low + 2 * width, count));
        const cw_finding **swap = items;
        items = spare;
        spare = swap;
    }
    return items;
}

static void put_due(page *page)
{
    const cw_report *report = page->report;
    int64_t count = 0, most = report->counts[EVAL_PENDING];
    if (most == 0) return;
    const cw_finding **items = base_arena_array(&page->arena, 2 * (size_t)most, sizeof *items);
    if (!items) {
        page->status = CW_ERR_NOMEM;
        return;
    }
    for (int64_t i = 0; i < report->count; i++)
        if (report->findings[i].status == EVAL_PENDING) items[count++] = &report->findings[i];
    items = sort_by_due(items, items + most, count);
    put_heading(page, "WHAT FALLS DUE");
    for (int64_t i = 0; i < count; i++) {
        put_violation(page, items[i]);
        if (items[i]->rule->force == RULES_ADVISED) base_put(page->out, "   (advised)\n");
    }
}

/* ---- what cannot be told ---- */

static base_str group_key(const eval_reason *reason)
{
    if (reason->fact) return base_str_of(reason->fact);
    return reason->message ? base_str_of(reason->message) : BASE_STR(" after current");
}

static bool add_to(page *page, group *group, const cw_finding *finding)
{
    if (group->count == group->capacity) {
        int64_t capacity = group->capacity ? 2 * group->capacity : 4;
        const cw_finding **bigger = base_arena_array(&page->arena, (size_t)capacity, sizeof *bigger);
        if (!bigger) return false;
        for (int64_t i = 0; i < group->count; i++) bigger[i] = group->findings[i];
        group->findings = bigger;
        group->capacity = capacity;
    }
    group->findings[group->count++] = finding;
    return true;
}

/* Under the first thing that it lacks. */
static bool sort_in(page *page, base_map *groups, group ***end, const cw_finding *finding)
{
    base_str key = group_key(&finding->reasons[0]);
    void *existing = base_map_find(groups, key);
    group *found = existing;
    if (!found) {
        found = base_arena_alloc(&page->arena, sizeof *found);
        if (!found || !base_map_add(groups, key, found, &existing)) return false;
        found->reason = &finding->reasons[0];
        **end = found;
        *end = &found->next;
    }
    return add_to(page, found, finding);
}

/* A review item that waits for its rating stands under the reviews. */
static bool is_open_item(const cw_finding *finding)
{
    return finding->status == EVAL_UNKNOWN && finding->rule->instrument.length > 0;
}

static bool is_shown(const page *page, const cw_finding *finding)
{
    return finding->status == EVAL_UNKNOWN && finding->reason_count > 0 && !is_open_item(finding) &&
           (page->all || eval_finding_matters(finding));
}

static group *make_groups(page *page)
{
    base_map groups;
    group *first = NULL, **end = &first;
    base_map_init(&groups, &page->arena);
    for (int64_t i = 0; i < page->report->count; i++) {
        const cw_finding *finding = &page->report->findings[i];
        if (is_shown(page, finding) && !sort_in(page, &groups, &end, finding)) page->status = CW_ERR_NOMEM;
    }
    return first;
}

static void put_unknown(page *page, const cw_finding *finding)
{
    base_buffer *text = fresh(page);
    fill_in(page, finding, &finding->rule->title);
    base_put(text, " [");
    codec_put_subjects(text, finding, page->names);
    base_putf(text, "; %s at best, %s at worst; %s]", codec_status_phrase(finding->best),
              codec_status_phrase(finding->worst), finding->rule->full_name);
    codec_put_paragraph(page->out, "   - ", 5, take(page));
    put_notes(page, finding, "     Note: ", 11);
    if (finding->reason_count < 2) return;
    fresh(page);
    for (int32_t i = 1; i < finding->reason_count; i++) {
        if (i > 1) base_put(text, "; ");
        codec_put_reason(text, finding->report, &finding->reasons[i]);
    }
    if (finding->more_reasons) base_put(text, "; and more");
    codec_put_paragraph(page->out, "     Besides: ", 14, take(page));
}

static void capitalize(base_buffer *text, size_t at)
{
    bool small = at < text->length && text->data[at] >= 'a' && text->data[at] <= 'z';
    if (small) text->data[at] = (char)(text->data[at] - 'a' + 'A');
}

static void put_unknowns(page *page)
{
    group *groups = make_groups(page);
    if (groups) put_heading(page, "WHAT CANNOT BE TOLD");
    for (group *at = groups; at; at = at->next) {
        base_buffer *text = fresh(page);
        base_putf(text, "%d. ", (int)++page->number);
        size_t start = text->length;
        codec_put_reason(text, page->report, at->reason);
        capitalize(text, start);
        base_put(text, at->count > 1 ? "; these depend on it:" : "; this depends on it:");
        codec_put_paragraph(page->out, "", 3, take(page));
        for (int64_t i = 0; i < at->count; i++) put_unknown(page, at->findings[i]);
    }
}

/* ---- head and foot ---- */

static int64_t count_matters(const cw_report *report)
{
    int64_t count = 0;
    for (int64_t i = 0; i < report->count; i++)
        count += report->findings[i].status == EVAL_UNKNOWN && !is_open_item(&report->findings[i]) && eval_finding_matters(&report->findings[i]);
    return count;
}

static int64_t count_open_items(const cw_report *report)
{
    int64_t count = 0;
    for (int64_t i = 0; i < report->count; i++) count += is_open_item(&report->findings[i]);
    return count;
}

static void put_head(page *page)
{
    const cw_report *report = page->report;
    int64_t over = count_over(report);
    base_buffer *text = fresh(page);
    base_put(text, "Case ");
    base_put_str(text, model_record_id(report->one->root));
    codec_put_days(text, report->as_of, report->known_at);
    codec_put_paragraph(page->out, "", 5, take(page));
    codec_put_rule_sets(fresh(page), report->rules);
    codec_put_paragraph(page->out, "Rules: ", 7, take(page));
    base_putf(page->out, "%" PRId64 " to be done, %" PRId64 " falling due, %" PRId64 " that cannot be told, %" PRId64 " advised",
              report->violations - over, report->counts[EVAL_PENDING], count_matters(report), count_advice(report));
    if (over > 0) base_putf(page->out, ", %" PRId64 " missed", over);
    base_put(page->out, "\n");
}

static void put_counts(page *page)
{
    const int64_t *counts = page->report->counts;
    int64_t open = count_open_items(page->report), harmless = counts[EVAL_UNKNOWN] - count_matters(page->report) - open;
    base_putf(page->out, "\n%" PRId64 " met, %" PRId64 " not applicable", counts[EVAL_MET], counts[EVAL_NOT_APPLICABLE]);
    if (counts[EVAL_LATE] > 0) base_putf(page->out, ", %" PRId64 " late", counts[EVAL_LATE]);
    if (counts[EVAL_WAIVED] > 0) base_putf(page->out, ", %" PRId64 " waived", counts[EVAL_WAIVED]);
    if (open > 0) base_putf(page->out, ", %" PRId64 " to be reviewed", open);
    if (harmless > 0) base_putf(page->out, ", %" PRId64 " unknown without harm", harmless);
    base_put(page->out, "\n");
}

static bool is_rest(const cw_finding *finding)
{
    uint8_t status = finding->status;
    return status == EVAL_MET || status == EVAL_LATE || status == EVAL_WAIVED || status == EVAL_NOT_APPLICABLE;
}

static void put_rest(page *page)
{
    put_heading(page, "THE REST");
    for (int64_t i = 0; i < page->report->count; i++)
        if (is_rest(&page->report->findings[i])) put_one_line(page, &page->report->findings[i]);
}

static void put_assumptions(page *page)
{
    if (page->report->assumption_count > 0) put_heading(page, "ASSUMPTIONS");
    for (int32_t i = 0; i < page->report->assumption_count; i++)
        codec_put_paragraph(page->out, "- ", 2, base_str_of(page->report->assumptions[i]));
}

cw_status codec_put_report_text(base_buffer *buffer, const cw_report *report, bool names, bool all)
{
    page page = { .out = buffer, .report = report, .names = names, .all = all };
    base_buffer_init(&page.text, buffer->context);
    base_arena_init(&page.arena, buffer->context);
    put_head(&page);
    put_violations(&page);
    put_due(&page);
    put_unknowns(&page);
    put_advice(&page);
    put_over(&page);
    put_late(&page);
    put_counts(&page);
    if (all) put_rest(&page);
    codec_put_instruments(buffer, report, names);
    put_assumptions(&page);
    base_buffer_finish(&page.text);
    base_arena_finish(&page.arena);
    return buffer->failed ? CW_ERR_NOMEM : page.status;
}
