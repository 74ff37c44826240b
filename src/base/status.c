/* SPDX-License-Identifier: MIT */
#include "base/status.h"

const char *base_status_name(cw_status status)
{
    switch (status) {
    case CW_OK: return "ok";
    case CW_ERR_NOMEM: return "out of memory";
    case CW_ERR_ARGUMENT: return "wrong argument";
    case CW_ERR_INPUT: return "wrong input";
    case CW_ERR_LIMIT: return "limit reached";
    case CW_ERR_FROZEN: return "frozen";
    case CW_ERR_NOT_FROZEN: return "not frozen";
    case CW_ERR_NOT_FOUND: return "not found";
    default: return "unknown status";
    }
}
