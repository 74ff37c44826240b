/* SPDX-License-Identifier: MIT */
#include <casework/context.h>

#include "base/memory.h"

cw_status cw_context_new(cw_context **context)
{
    if (!context)
        return CW_ERR_ARGUMENT;
    return base_context_new(NULL, NULL, NULL, context);
}

cw_status cw_context_new_with_allocator(cw_allocate_function allocate, cw_release_function release, void *user,
                                        cw_context **context)
{
    if (!context)
        return CW_ERR_ARGUMENT;
    *context = NULL;
    if (!allocate || !release)
        return CW_ERR_ARGUMENT;
    return base_context_new(allocate, release, user, context);
}

cw_context *cw_context_ref(cw_context *context)
{
    if (context)
        base_context_take(context);
    return context;
}

void cw_context_unref(cw_context *context)
{
    if (context)
        base_context_drop(context);
}

cw_status cw_context_set_limit(cw_context *context, int32_t limit, int64_t value)
{
    if (!context)
        return CW_ERR_ARGUMENT;
    return base_context_set_limit(context, limit, value);
}

int64_t cw_context_limit(const cw_context *context, int32_t limit)
{
    return base_limit(context, limit);
}

const char *cw_limit_name(int32_t limit)
{
    return base_limit_name(limit);
}
