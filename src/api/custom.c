/* SPDX-License-Identifier: MIT */
#include <casework/custom.h>

#include "codec/custom.h"

cw_status cw_record_set_custom(cw_record *record, const char *name, const char *json)
{
    base_str key = base_str_of(name), value = base_str_of(json);
    if (!record || key.length == 0)
        return CW_ERR_ARGUMENT;
    cw_status status = model_may_edit(record);
    if (status != CW_OK)
        return status;
    if (base_utf8_check(key.at, key.length) != key.length)
        return CW_ERR_UTF8;
    if (json && value.length == 0)
        return CW_ERR_VALUE;
    return codec_set_custom(record, key, value);
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
