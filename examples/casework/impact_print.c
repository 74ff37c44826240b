/* SPDX-License-Identifier: MIT */
/* What was counted, as text and as JSON. */
#include <stdio.h>
#include <string.h>

#include "files.h"
#include "impact.h"
#include "json.h"

static const char *const names[CHANGES] = {
    "no change", "new violation", "violation resolved", "now unknown", "now known", "status changed", "due day moved",
    "missed periods changed",
};
static const char *const words[CHANGES] = {
    "no_change", "new_violation", "resolved", "now_unknown", "now_known", "status_changed", "due_moved", "periods_changed",
};

const char *change_name(change kind, int for_programs)
{
    return for_programs ? words[kind] : names[kind];
}

int status_place(int32_t status)
{
    return (cw_finding_status_name(status) ? status : CW_UNKNOWN) - CW_MET;
}

const char *status_name(int place)
{
    return cw_finding_status_name(CW_MET + place);
}

static int changes(const rule_impact *one)
{
    for (int kind = 1; kind < CHANGES; kind++) {
        if (one->findings[kind] > 0)
            return 1;
    }
    return 0;
}

static const char *where(const rule_impact *one)
{
    return one->is_old && one->is_new ? "both" : one->is_old ? "old" : "new";
}

/* How many ids of cases were kept. */
static long long kept(const impact *self, const rule_impact *one, int kind)
{
    return one->cases[kind] < self->options->cases ? one->cases[kind] : self->options->cases;
}

/* Calls for each move from a status to another that was counted. */
typedef void print_move(int was, int is, long long findings, int nth);

static void print_moves(const rule_impact *one, int kind, print_move *print)
{
    int nth = 0;
    for (int was = 0; was < STATUSES; was++) {
        for (int is = 0; is < STATUSES; is++) {
            if (one->moves[kind][was][is] > 0)
                print(was, is, one->moves[kind][was][is], nth++);
        }
    }
}

/* ---- text ---- */

static void print_text_move(int was, int is, long long findings, int nth)
{
    char line[80];
    (void)nth;
    snprintf(line, sizeof line, "    %s -> %s: %lld\n", status_name(was), status_name(is), findings);
    put_words(line);
}

static void print_line(const impact *self, const rule_impact *one, int kind)
{
    char line[160];
    snprintf(line, sizeof line, "  %-22s  %lld finding%s in %lld case%s", names[kind], one->findings[kind],
             one->findings[kind] == 1 ? "" : "s", one->cases[kind], one->cases[kind] == 1 ? "" : "s");
    put_words(line);
    for (long long i = 0; i < kept(self, one, kind); i++) {
        put_words(i == 0 ? ": " : ", ");
        put_visible(one->ids[kind][i]);
    }
    put_words(kept(self, one, kind) > 0 && one->cases[kind] > kept(self, one, kind) ? ", ...\n" : "\n");
}

static void print_rule(const impact *self, const rule_impact *one)
{
    put_words(one->rule);
    put_words(one->is_old && one->is_new ? "\n" : one->is_old ? " (only in the old rules)\n" : " (only in the new rules)\n");
    for (int kind = 1; kind < CHANGES; kind++) {
        if (one->findings[kind] == 0)
            continue;
        print_line(self, one, kind);
        if (kind < DUE_MOVED)
            print_moves(one, kind, print_text_move);
    }
}

static void print_text(const impact *self)
{
    char line[120];
    snprintf(line, sizeof line, "%lld of %lld case%s change%s\n", self->cases_changed, self->cases, self->cases == 1 ? "" : "s",
             self->cases_changed == 1 ? "s" : "");
    put_words(line);
    for (int i = 0; i < self->rule_count; i++) {
        const rule_impact *one = &self->rules[i];
        if (changes(one) || !one->is_old || !one->is_new) {
            put_words("\n");
            print_rule(self, one);
        }
    }
}

/* ---- JSON ---- */

static void print_json_move(int was, int is, long long findings, int nth)
{
    put_words(nth > 0 ? ",{\"old\":" : "{\"old\":");
    put_json_text(status_name(was));
    put_words(",\"new\":");
    put_json_text(status_name(is));
    put_words(",\"findings\":");
    put_json_number(findings);
    put_words("}");
}

static void print_json_change(const impact *self, const rule_impact *one, int kind)
{
    put_words("{\"change\":");
    put_json_text(words[kind]);
    put_words(",\"findings\":");
    put_json_number(one->findings[kind]);
    put_words(",\"cases\":");
    put_json_number(one->cases[kind]);
    put_words(",\"moves\":[");
    print_moves(one, kind, print_json_move);
    put_words("],\"case_ids\":[");
    for (long long i = 0; i < kept(self, one, kind); i++) {
        put_words(i > 0 ? "," : "");
        put_json_text(one->ids[kind][i]);
    }
    put_words("]}");
}

static void print_json_rule(const impact *self, const rule_impact *one)
{
    int printed = 0;
    put_words("{\"rule\":");
    put_json_text(one->rule);
    put_words(",\"in\":");
    put_json_text(where(one));
    put_words(",\"changes\":[");
    for (int kind = 1; kind < CHANGES; kind++) {
        if (one->findings[kind] == 0)
            continue;
        put_words(printed++ > 0 ? "," : "");
        print_json_change(self, one, kind);
    }
    put_words("]}");
}

static void print_json(const impact *self)
{
    char day[16] = "";
    int printed = 0;
    cw_date_format(self->options->as_of, day);
    put_words("{\"format\":\"casework.impact/1\",\"as_of\":");
    put_json_text(day);
    put_words(",\"old\":");
    put_json_text(self->names[0]);
    put_words(",\"new\":");
    put_json_text(self->names[1]);
    put_words(",\"cases\":");
    put_json_number(self->cases);
    put_words(",\"cases_changed\":");
    put_json_number(self->cases_changed);
    put_words(",\"rules\":[");
    for (int i = 0; i < self->rule_count; i++) {
        const rule_impact *one = &self->rules[i];
        if (!changes(one) && one->is_old && one->is_new)
            continue;
        put_words(printed++ > 0 ? ",\n" : "\n");
        print_json_rule(self, one);
    }
    put_words(printed > 0 ? "\n]}\n" : "]}\n");
}

/* On one line where lines are records. */
static void print_json_line(const impact *self)
{
    char count[96];
    snprintf(count, sizeof count, "{\"cases\":%lld,\"cases_changed\":%lld}\n", self->cases, self->cases_changed);
    put_words(count);
}

void print_impact(const impact *self)
{
    if (self->options->form == CW_FORM_TEXT)
        print_text(self);
    else if (self->options->form == CW_FORM_JSON)
        print_json(self);
    else
        print_json_line(self);
}
