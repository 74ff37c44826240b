/* SPDX-License-Identifier: MIT */
#include <casework/status.h>

#include "base/status.h"

const char *cw_status_name(cw_status status)
{
    return base_status_name(status);
}
