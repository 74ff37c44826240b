/* SPDX-License-Identifier: MIT */
#ifndef CASEWORK_VERSION_H
#define CASEWORK_VERSION_H
/* The version of the library. Before 1.0.0 anything may change between two versions. */
#include <casework/status.h>

#ifdef __cplusplus
extern "C" {
#endif

enum { CW_VERSION_MAJOR = 0, CW_VERSION_MINOR = 1, CW_VERSION_PATCH = 0 };

/** The version of the library that runs, "0.1.0". Lives as long as the library. */
CW_API const char *cw_version(void);

#ifdef __cplusplus
}
#endif
#endif
