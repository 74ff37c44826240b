/* SPDX-License-Identifier: MIT */
#include "open_items.h"

#include <stdio.h>
#include <string.h>

#include "files.h"

/* Walks the open items of all instruments, as one list. */
typedef struct item_walk {
    const cw_report *report;
    int64_t instrument, number;
} item_walk;

static const cw_finding *next_item(item_walk *self)
{
    for (; self->instrument < cw_report_instrument_count(self->report); self->instrument++, self->number = 0) {
        const cw_finding *item = cw_report_instrument_open_at(self->report, self->instrument, self->number);
        self->number++;
        if (item)
            return item;
    }
    return NULL;
}

static const char *activity_of(const cw_finding *item)
{
    const char *activity = cw_finding_activity(item);
    return activity ? activity : "No part of the work is named";
}

static int is_of(const cw_finding *item, const char *activity)
{
    return strcmp(activity_of(item), activity) == 0;
}

static void put_number(int64_t number)
{
    char digits[32];
    snprintf(digits, sizeof digits, "%lld", (long long)number);
    put_words(digits);
}

/* " [member leo, objective o1; us-mi:specific]" */
static void put_place(const cw_finding *item)
{
    put_words(" [");
    for (int64_t i = 0; i < cw_finding_subject_count(item); i++) {
        put_words(i > 0 ? ", " : "");
        put_visible(cw_finding_subject_kind(item, i));
        put_words(" ");
        put_visible(cw_finding_subject_id(item, i));
    }
    put_words(cw_finding_subject_count(item) > 0 ? "; " : "");
    put_visible(cw_finding_rule(item));
    put_words("]\n");
}

static cw_status put_item(const cw_finding *item, int32_t flags)
{
    cw_text *title = NULL;
    cw_status status = cw_finding_title(item, flags, &title);
    if (status != CW_OK)
        return status;
    put_words("- ");
    put_visible(cw_finding_instrument(item));
    put_words(": ");
    put_text(title);
    cw_text_unref(title);
    put_place(item);
    return CW_OK;
}

static cw_status put_activity(const cw_report *report, const char *activity, int32_t flags)
{
    int64_t count = 0;
    cw_status status = CW_OK;
    item_walk counted = {.report = report}, put = {.report = report};
    for (const cw_finding *item = next_item(&counted); item; item = next_item(&counted))
        count += is_of(item, activity);
    put_visible(activity);
    put_words(": ");
    put_number(count);
    put_words(" open\n");
    for (const cw_finding *item = next_item(&put); item && status == CW_OK; item = next_item(&put)) {
        if (is_of(item, activity))
            status = put_item(item, flags);
    }
    return status;
}

/* Whether no item before this one is about the same part of the work. */
static int is_first(const cw_report *report, const cw_finding *item)
{
    item_walk walk = {.report = report};
    const cw_finding *first = next_item(&walk);
    while (first != item && !is_of(first, activity_of(item)))
        first = next_item(&walk);
    return first == item;
}

static void put_head(const cw_report *report, const char *case_id, cw_date as_of)
{
    char day[16] = "";
    int64_t open = 0;
    for (int64_t i = 0; i < cw_report_instrument_count(report); i++)
        open += cw_report_instrument_open_count(report, i);
    put_words("Case ");
    put_visible(case_id ? case_id : "");
    put_words(" as of ");
    cw_date_format(as_of, day);
    put_words(day);
    put_words(": ");
    put_number(open);
    put_words(open == 1 ? " review item is not rated\n" : " review items are not rated\n");
}

cw_status put_open_items(const cw_report *report, const char *case_id, cw_date as_of, int32_t flags)
{
    cw_status status = CW_OK;
    item_walk walk = {.report = report};
    put_head(report, case_id, as_of);
    for (const cw_finding *item = next_item(&walk); item && status == CW_OK; item = next_item(&walk)) {
        if (is_first(report, item))
            status = put_activity(report, activity_of(item), flags);
    }
    return status;
}
