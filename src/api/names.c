/* SPDX-License-Identifier: MIT */
#include <casework/names.h>

#include <casework/document.h>
#include <casework/expression.h>
#include <casework/rates.h>
#include <casework/schema.h>

#include "codec/rates.h"
#include "codec/report_parts.h"

/* Of `count` words, the one whose number, counted from `first`, this is. */
static const char *word_of(const char *const *words, int32_t count, int32_t first, int32_t number)
{
    return number >= first && number - first < count ? words[number - first] : NULL;
}

#define WORD_OF(words, first, number) word_of(words, (int32_t)(sizeof(words) / sizeof(words)[0]), first, number)

const char *cw_finding_status_name(int32_t status)
{
    return status >= CW_MET && status <= CW_UNKNOWN ? codec_status_word((uint8_t)status) : NULL;
}

const char *cw_reason_name(int32_t reason)
{
    static const uint8_t reasons[] = {FEEL_MISSING_FACT, FEEL_ERROR, FEEL_OVER_LIMIT, FEEL_AFTER_CURRENT};
    return reason >= CW_REASON_MISSING && reason <= CW_REASON_AFTER_CURRENT ? codec_reason_word(reasons[reason - CW_REASON_MISSING])
                                                                            : NULL;
}

const char *cw_force_name(int32_t force)
{
    static const char *const words[] = {"required", "advised"};
    return WORD_OF(words, CW_FORCE_REQUIRED, force);
}

const char *cw_form_name(int32_t form)
{
    static const char *const forms[] = {"text", "json", "json_line", "csv"};
    static const char *const writes[] = {"indented", "compact", "canonical"};
    static const char *const values[] = {"text", "json", "typed"};
    if (form >= CW_VALUE_TEXT)
        return WORD_OF(values, CW_VALUE_TEXT, form);
    return form >= CW_WRITE_INDENTED ? WORD_OF(writes, CW_WRITE_INDENTED, form) : WORD_OF(forms, CW_FORM_TEXT, form);
}

const char *cw_digest_name(int32_t what)
{
    static const char *const words[] = {"rules", "parameters", "holidays", "case"};
    return WORD_OF(words, CW_DIGEST_RULES, what);
}

const char *cw_count_name(int32_t what)
{
    return what >= CW_COUNT_MET && what <= CW_COUNT_PERHAPS_MISSED ? codec_period_word(what) : NULL;
}

const char *cw_counted_name(int32_t counted)
{
    return counted == CW_COUNTED_FINDINGS || counted == CW_COUNTED_PERIODS ? codec_counted_word(counted) : NULL;
}

const char *cw_rate_name(int32_t which)
{
    static const char *const words[] = {"known", "best", "worst"};
    return WORD_OF(words, CW_RATE_KNOWN, which);
}

const char *cw_target_name(int32_t verdict)
{
    return verdict >= CW_TARGET_REACHED && verdict <= CW_TARGET_EMPTY ? codec_verdict_word(verdict) : NULL;
}

const char *cw_severity_name(int32_t severity)
{
    static const char *const words[] = {"error", "warning"};
    return WORD_OF(words, CW_SEVERITY_ERROR, severity);
}

const char *cw_state_name(int32_t state)
{
    static const char *const words[] = {"recorded", "unknown", "none", "stated"};
    return WORD_OF(words, CW_STATE_RECORDED, state);
}

const char *cw_type_name(int32_t type)
{
    static const char *const words[] = {"text", "number", "boolean", "date", "word", "reference", "row"};
    return WORD_OF(words, CW_TYPE_TEXT, type);
}

const char *cw_group_name(int32_t group)
{
    static const char *const words[] = {"handle", "entry", "row"};
    return WORD_OF(words, CW_GROUP_HANDLE, group);
}

const char *cw_time_name(int32_t time)
{
    static const char *const words[] = {"none", "actual", "planned"};
    return WORD_OF(words, CW_TIME_NONE, time);
}
