/* SPDX-License-Identifier: MIT */
/* Coverage for people, for programs, and for what shows lcov's files. */
#include <inttypes.h>

#include "author/coverage_sites.h"
#include "codec/report_parts.h"
#include "json/writer.h"

static const char *const way_words[AUTHOR_WAYS] = {"true", "false", "unknown"};

static bool is_possible(const author_owner *owner, int status)
{
    return owner->possible >> status & 1;
}

/* ---- text ---- */

/* One line, however it was written. */
static void put_folded(base_buffer *buffer, base_str text)
{
    bool blank = false;
    for (size_t at = 0; at < text.length;) {
        bool space = text.at[at] == ' ' || text.at[at] == '\n' || text.at[at] == '\r';
        if (!space && blank)
            base_put_char(buffer, ' ');
        blank = space;
        at += space ? 1 : (size_t)base_put_visible_one(buffer, text.at + at, text.length - at);
    }
}

static void put_missed_outcomes(base_buffer *buffer, const author_owner *owner)
{
    const char *before = "  never ";
    for (int status = EVAL_MET; status <= EVAL_UNKNOWN; status++) {
        if (!is_possible(owner, status) || owner->counts[status] > 0)
            continue;
        base_put(buffer, before);
        base_put(buffer, codec_status_word((uint8_t)status));
        before = ", ";
    }
    base_put(buffer, *before == ',' ? "\n" : "");
}

static bool misses_way(const author_site *site)
{
    for (int way = 0; way < AUTHOR_WAYS; way++)
        if (author_is_way(site, way) && site->counts[way] == 0)
            return true;
    return false;
}

static void put_missed_ways(base_buffer *buffer, const author_site *site)
{
    const char *before = "never ";
    base_putf(buffer, "  line %" PRId64 ": ", site->line);
    for (int way = 0; way < AUTHOR_WAYS; way++) {
        if (site->counts[way] > 0 || !author_is_way(site, way))
            continue;
        base_put(buffer, before);
        base_put(buffer, way_words[way]);
        before = ", ";
    }
    base_put(buffer, ": ");
    put_folded(buffer, site->text);
    base_put(buffer, "\n");
}

static bool misses(const author_owner *owner)
{
    for (int status = EVAL_MET; status <= EVAL_UNKNOWN; status++)
        if (is_possible(owner, status) && owner->counts[status] == 0)
            return true;
    for (const author_site *site = owner->sites; site; site = site->next)
        if (misses_way(site))
            return true;
    return false;
}

static void put_text(base_buffer *buffer, const author_coverage *self)
{
    for (const author_owner *owner = self->first; owner; owner = owner->next) {
        if (!misses(owner))
            continue;
        base_put(buffer, owner->is_rule ? "" : "condition ");
        base_put_visible(buffer, owner->name);
        base_put(buffer, " (");
        base_put_visible(buffer, owner->file);
        base_putf(buffer, ":%" PRId64 ")\n", owner->line);
        put_missed_outcomes(buffer, owner);
        for (const author_site *site = owner->sites; site; site = site->next)
            if (misses_way(site))
                put_missed_ways(buffer, site);
    }
    base_putf(buffer, "%" PRId64 " of %" PRId64 " outcomes and ways reached\n", author_coverage_reached(self), author_coverage_total(self));
}

/* ---- JSON ---- */

static void write_outcomes(json_writer *writer, const author_owner *owner)
{
    json_key(writer, BASE_STR("outcomes"));
    json_open_object(writer);
    for (int status = EVAL_MET; status <= EVAL_UNKNOWN; status++) {
        if (!is_possible(owner, status) && owner->counts[status] == 0)
            continue;
        json_key(writer, base_str_of(codec_status_word((uint8_t)status)));
        json_write_int(writer, owner->counts[status]);
    }
    json_close_object(writer);
}

static void write_site(json_writer *writer, const author_site *site)
{
    json_open_object(writer);
    json_key(writer, BASE_STR("line"));
    json_write_int(writer, site->line);
    json_key(writer, BASE_STR("text"));
    json_write_string(writer, site->text);
    for (int way = 0; way < AUTHOR_WAYS; way++) {
        json_key(writer, base_str_of(way_words[way]));
        if (author_is_way(site, way))
            json_write_int(writer, site->counts[way]);
        else
            json_write_null(writer);
    }
    json_close_object(writer);
}

static void write_owner(json_writer *writer, const author_owner *owner)
{
    json_open_object(writer);
    json_key(writer, owner->is_rule ? BASE_STR("rule") : BASE_STR("condition"));
    json_write_string(writer, owner->name);
    json_key(writer, BASE_STR("file"));
    json_write_string(writer, owner->file);
    json_key(writer, BASE_STR("line"));
    json_write_int(writer, owner->line);
    if (owner->is_rule)
        write_outcomes(writer, owner);
    json_key(writer, BASE_STR("conditions"));
    json_open_array(writer);
    for (const author_site *site = owner->sites; site; site = site->next)
        write_site(writer, site);
    json_close_array(writer);
    json_close_object(writer);
}

static void put_json(base_buffer *buffer, const author_coverage *self)
{
    json_writer writer;
    json_writer_init(&writer, buffer, true);
    json_open_object(&writer);
    json_key(&writer, BASE_STR("format"));
    json_write_string(&writer, BASE_STR("casework.coverage/1"));
    json_key(&writer, BASE_STR("reached"));
    json_write_int(&writer, author_coverage_reached(self));
    json_key(&writer, BASE_STR("total"));
    json_write_int(&writer, author_coverage_total(self));
    json_key(&writer, BASE_STR("rules"));
    json_open_array(&writer);
    for (const author_owner *owner = self->first; owner; owner = owner->next)
        write_owner(&writer, owner);
    json_close_array(&writer);
    json_close_object(&writer);
    base_put(buffer, "\n");
}

/* ---- lcov ---- */

static int64_t site_runs(const author_site *site)
{
    return site->counts[AUTHOR_TRUE] + site->counts[AUTHOR_FALSE] + site->counts[AUTHOR_UNKNOWN];
}

/* A condition is a branch of three ways; of a line several sites may begin on, each is a block of its own. */
static void put_branches(base_buffer *buffer, const author_owner *owner)
{
    int64_t block = 0;
    for (const author_site *site = owner->sites; site; site = site->next, block++)
        for (int way = 0; way < AUTHOR_WAYS && author_is_way(site, way); way++) {
            base_putf(buffer, "BRDA:%" PRId64 ",%" PRId64 ",%d,", site->line, block, way);
            if (site_runs(site) == 0)
                base_put(buffer, "-\n");
            else
                base_putf(buffer, "%" PRId64 "\n", site->counts[way]);
        }
}

static int64_t owner_runs(const author_owner *owner)
{
    int64_t runs = 0;
    for (int status = EVAL_MET; status <= EVAL_UNKNOWN; status++)
        runs += owner->counts[status];
    return owner->is_rule ? runs : owner->sites ? site_runs(owner->sites) : 0;
}

static void put_owner_record(base_buffer *buffer, const author_owner *owner)
{
    base_putf(buffer, "FN:%" PRId64 ",", owner->line);
    put_folded(buffer, owner->name);
    base_putf(buffer, "\nFNDA:%" PRId64 ",", owner_runs(owner));
    put_folded(buffer, owner->name);
    base_put(buffer, "\n");
    put_branches(buffer, owner);
    base_putf(buffer, "DA:%" PRId64 ",%" PRId64 "\n", owner->line, owner_runs(owner));
    for (const author_site *site = owner->sites; site; site = site->next)
        base_putf(buffer, "DA:%" PRId64 ",%" PRId64 "\n", site->line, site_runs(site));
}

static void put_lcov(base_buffer *buffer, const author_coverage *self)
{
    for (const author_owner *owner = self->first; owner; owner = owner->next) {
        base_put(buffer, "TN:\nSF:");
        put_folded(buffer, owner->file);
        base_put(buffer, "\n");
        put_owner_record(buffer, owner);
        base_put(buffer, "end_of_record\n");
    }
}

cw_status author_coverage_write(const author_coverage *self, author_coverage_form form, cw_text **out)
{
    base_buffer buffer;
    base_buffer_init(&buffer, self->context);
    if (form == AUTHOR_COVERAGE_JSON)
        put_json(&buffer, self);
    else if (form == AUTHOR_COVERAGE_LCOV)
        put_lcov(&buffer, self);
    else
        put_text(&buffer, self);
    *out = NULL;
    cw_status status = base_buffer_take(&buffer, out);
    base_buffer_finish(&buffer);
    return status;
}
