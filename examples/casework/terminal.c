/* SPDX-License-Identifier: MIT */
#if !defined(_WIN32)
#  define _POSIX_C_SOURCE 200809L
#endif
#include "terminal.h"

#if defined(_WIN32)
#  include <io.h>
#else
#  include <unistd.h>
#endif

int is_terminal(FILE *stream)
{
#if defined(_WIN32)
    return _isatty(_fileno(stream));
#else
    return isatty(fileno(stream));
#endif
}
