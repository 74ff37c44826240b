/* SPDX-License-Identifier: MIT */
#include "problems.h"

#include <stdio.h>

#include "files.h"
#include "json.h"

static void put_member(const char *lead, const char *key, const char *text)
{
    if (!text)
        return;
    put_words(lead);
    put_json_key(key);
    put_json_text(text);
}

static void put_count(const char *lead, const char *key, int64_t number)
{
    put_words(lead);
    put_json_key(key);
    put_json_number(number);
}

static const char *severity(const cw_diag *diag, int64_t i)
{
    return cw_diag_severity(diag, i) == CW_SEVERITY_ERROR ? "error" : "warning";
}

/* ---- casework.problems/1 ---- */

static void print_problem(const cw_diag *diag, int64_t i)
{
    put_member("{", "severity", severity(diag, i));
    put_count(",", "code", cw_diag_code(diag, i));
    put_member(",", "source", cw_diag_source(diag, i));
    if (cw_diag_line(diag, i) > 0) {
        put_count(",", "line", cw_diag_line(diag, i));
        put_count(",", "column", cw_diag_column(diag, i));
    }
    put_member(",", "message", cw_diag_message(diag, i));
    put_member(",", "help", cw_diag_help(diag, i));
    put_words("}");
}

static void print_json(const cw_diag *diag)
{
    put_words("{\"format\":\"casework.problems/1\",\"problems\":[");
    for (int64_t i = 0; i < cw_diag_count(diag); i++) {
        put_words(i > 0 ? ",\n" : "\n");
        print_problem(diag, i);
    }
    put_words(cw_diag_count(diag) > 0 ? "\n]" : "]");
    put_count(",", "not_listed", cw_diag_dropped(diag));
    put_words("}\n");
}

/* ---- SARIF ---- */

/* A file's name as the path of a URI reference. */
static void put_uri(const char *name)
{
    char one[8];
    for (const unsigned char *at = (const unsigned char *)name; *at; at++) {
        int plain = (*at >= 'a' && *at <= 'z') || (*at >= 'A' && *at <= 'Z') || (*at >= '0' && *at <= '9') || *at == '/' || *at == '.' ||
                    *at == '-' || *at == '_' || *at == '~';
        snprintf(one, sizeof one, plain ? "%c" : "%%%02X", (unsigned)*at);
        put_words(one);
    }
}

static void print_location(const cw_diag *diag, int64_t i)
{
    if (!cw_diag_source(diag, i))
        return;
    put_words(",\"locations\":[{\"physicalLocation\":{\"artifactLocation\":{\"uri\":\"");
    put_uri(cw_diag_source(diag, i));
    put_words("\"}");
    if (cw_diag_line(diag, i) > 0) {
        put_words(",\"region\":");
        put_count("{", "startLine", cw_diag_line(diag, i));
        put_count(",", "startColumn", cw_diag_column(diag, i));
        put_words("}");
    }
    put_words("}}]");
}

static void print_result(const cw_diag *diag, int64_t i)
{
    char rule[16];
    snprintf(rule, sizeof rule, "CW%04d", (int)cw_diag_code(diag, i));
    put_member("{", "ruleId", rule);
    put_member(",", "level", severity(diag, i));
    put_words(",\"message\":{\"text\":\"");
    put_json_inside(cw_diag_message(diag, i));
    if (cw_diag_help(diag, i)) {
        put_words(" (");
        put_json_inside(cw_diag_help(diag, i));
        put_words(")");
    }
    put_words("\"}");
    print_location(diag, i);
    put_words("}");
}

static void print_sarif(const cw_diag *diag)
{
    put_words("{\"$schema\":\"https://json.schemastore.org/sarif-2.1.0.json\",\"version\":\"2.1.0\",\"runs\":[{\"tool\":{\"driver\":");
    put_member("{", "name", "casework");
    put_member(",", "version", cw_version());
    put_words("}},\"columnKind\":\"unicodeCodePoints\",\"results\":[");
    for (int64_t i = 0; i < cw_diag_count(diag); i++) {
        put_words(i > 0 ? ",\n" : "\n");
        print_result(diag, i);
    }
    put_words(cw_diag_count(diag) > 0 ? "\n]}]}\n" : "]}]}\n");
}

void print_problems(const cw_diag *diag, problem_format format)
{
    if (format == PROBLEMS_AS_JSON)
        print_json(diag);
    else if (format == PROBLEMS_AS_SARIF)
        print_sarif(diag);
}
