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
    case CW_ERR_FIELD: return "no such field";
    case CW_ERR_VALUE: return "impossible value";
    case CW_ERR_UTF8: return "not UTF-8";
    case CW_ERR_DUPLICATE: return "id is taken";
    case CW_ERR_REMOVED: return "record was removed";
    case CW_ERR_STATE: return "not possible now";
    default: return "unknown status";
    }
}
