/* SPDX-License-Identifier: MIT */
#include <casework/diag.h>

#include "base/diag.h"

cw_status cw_diag_new(cw_context *context, cw_diag **diag)
{
    return diag ? base_diag_new(context, diag) : CW_ERR_ARGUMENT;
}

cw_diag *cw_diag_ref(cw_diag *diag)
{
    if (diag)
        base_diag_take(diag);
    return diag;
}

void cw_diag_unref(cw_diag *diag)
{
    if (diag)
        base_diag_drop(diag);
}

void cw_diag_clear(cw_diag *diag)
{
    if (diag)
        base_diag_clear(diag);
}

int64_t cw_diag_count(const cw_diag *diag)
{
    return diag ? base_diag_count(diag) : 0;
}

int64_t cw_diag_errors(const cw_diag *diag)
{
    return diag ? base_diag_errors(diag) : 0;
}

int64_t cw_diag_dropped(const cw_diag *diag)
{
    return diag ? base_diag_dropped(diag) : 0;
}

/* What is answered where there is no such diagnostic. */
static const base_diagnostic nothing = {0};

static const base_diagnostic *at(const cw_diag *diag, int64_t index)
{
    const base_diagnostic *found = diag ? base_diag_at(diag, index) : NULL;
    return found ? found : &nothing;
}

int32_t cw_diag_code(const cw_diag *diag, int64_t index)
{
    return at(diag, index)->code;
}

int32_t cw_diag_severity(const cw_diag *diag, int64_t index)
{
    return at(diag, index)->severity;
}

const char *cw_diag_source(const cw_diag *diag, int64_t index)
{
    return at(diag, index)->source;
}

int64_t cw_diag_line(const cw_diag *diag, int64_t index)
{
    return at(diag, index)->line;
}

int64_t cw_diag_column(const cw_diag *diag, int64_t index)
{
    return at(diag, index)->column;
}

const char *cw_diag_pointer(const cw_diag *diag, int64_t index)
{
    return at(diag, index)->pointer;
}

const char *cw_diag_message(const cw_diag *diag, int64_t index)
{
    return at(diag, index)->message;
}

const char *cw_diag_help(const cw_diag *diag, int64_t index)
{
    return at(diag, index)->help;
}

cw_status cw_diag_render(const cw_diag *diag, cw_text **text)
{
    if (!text)
        return CW_ERR_ARGUMENT;
    *text = NULL;
    return diag ? base_diag_render(diag, text) : CW_ERR_ARGUMENT;
}
