/* SPDX-License-Identifier: MIT */
#include <casework/text.h>

#include "base/text.h"

cw_text *cw_text_ref(cw_text *text)
{
    if (text)
        base_text_take(text);
    return text;
}

void cw_text_unref(cw_text *text)
{
    if (text)
        base_text_drop(text);
}

const char *cw_text_data(const cw_text *text)
{
    return text ? base_text_str(text).at : NULL;
}

int64_t cw_text_length(const cw_text *text)
{
    return text ? (int64_t)base_text_str(text).length : 0;
}
