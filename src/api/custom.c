/* SPDX-License-Identifier: MIT */
#include <casework/custom.h>

#include "codec/custom.h"
#include "codec/words.h"

cw_status cw_record_set_custom(cw_record *record, const char *name, const char *json)
{
    base_str key = base_str_of(name), value = base_str_of(json);
    if (!record || key.length == 0)
        return CW_ERR_ARGUMENT;
    cw_status status = model_may_edit(record);
    if (status == CW_OK && json && value.length == 0)
        status = CW_ERR_VALUE;
    return status != CW_OK ? status : codec_set_custom(record, key, value);
}

cw_status cw_record_set_custom_until(cw_record *record, const char *name, const char *json, cw_date until)
{
    char day[11] = "";
    base_str key = base_str_of(name), value = base_str_of(json);
    if (!record || key.length == 0)
        return CW_ERR_ARGUMENT;
    cw_status status = model_may_edit(record);
    if (status == CW_OK && until != CW_DATE_UNKNOWN)
        status = cw_date_format(until, day);
    if (status == CW_OK && json && value.length == 0)
        status = CW_ERR_VALUE;
    return status != CW_OK ? status : codec_set_custom_until(record, key, value, base_str_of(day));
}

cw_status cw_record_custom(const cw_record *record, const char *name, cw_text **out)
{
    if (!out)
        return CW_ERR_ARGUMENT;
    *out = NULL;
    if (!record || !name)
        return CW_ERR_ARGUMENT;
    if (record->removed)
        return CW_ERR_NOT_FOUND;
    base_buffer buffer;
    base_buffer_init(&buffer, record->owner->context);
    cw_status status = codec_put_custom(&buffer, record, base_str_of(name));
    if (status == CW_OK)
        status = base_buffer_take(&buffer, out);
    base_buffer_finish(&buffer);
    return status;
}

static const struct model_customs *customs_of(const cw_record *record)
{
    return record && !record->removed ? model_customs_of(record) : NULL;
}

int64_t cw_record_custom_count(const cw_record *record)
{
    const struct model_customs *all = customs_of(record);
    return all ? all->count : 0;
}

const char *cw_record_custom_name_at(const cw_record *record, int64_t index)
{
    const struct model_customs *all = customs_of(record);
    return all && index >= 0 && index < all->count ? all->items[index].key.at : NULL;
}

/* NULL: no field of the record's kind that documents have. */
static const model_field *field_of(const cw_record *record, int32_t key)
{
    const model_field *field = model_field_of_key(key);
    return field && !field->derived && model_field_belongs(field, record->kind) ? field : NULL;
}

cw_status cw_record_keep_word(cw_record *record, int32_t key, const char *word)
{
    if (!record || !word)
        return CW_ERR_ARGUMENT;
    const model_field *field = field_of(record, key);
    cw_status status = model_may_edit(record);
    if (status != CW_OK)
        return status;
    return field ? codec_keep_word(record, field, base_str_of(word)) : CW_ERR_FIELD;
}

cw_status cw_record_kept_words(const cw_record *record, int32_t key, cw_text **out)
{
    if (!out)
        return CW_ERR_ARGUMENT;
    *out = NULL;
    if (!record)
        return CW_ERR_ARGUMENT;
    if (record->removed)
        return CW_ERR_NOT_FOUND;
    const model_field *field = field_of(record, key);
    if (!field || (field->type != MODEL_TERM && field->type != MODEL_TERMS))
        return CW_ERR_FIELD;
    base_buffer buffer;
    base_buffer_init(&buffer, record->owner->context);
    cw_status status = codec_put_kept(&buffer, record, field);
    if (status == CW_OK)
        status = base_buffer_take(&buffer, out);
    base_buffer_finish(&buffer);
    return status;
}
