/* SPDX-License-Identifier: MIT */
#ifndef BASE_STATUS_H
#define BASE_STATUS_H
#include <casework/status.h>

const char *base_status_name(cw_status status);
#endif
