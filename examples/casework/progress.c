/* SPDX-License-Identifier: MIT */
#include "progress.h"

#include <stdio.h>
#include <time.h>

#include "terminal.h"

enum { PERIOD_MS = 200, LINE_BYTES = 80 };

/* The command's one line of progress. */
static struct {
    int wanted;
    int width;                 /* of what is shown; 0: nothing is */
    const char *what;
    long long done;
    struct timespec started, shown;
} progress;

static long long milliseconds(const struct timespec *from, const struct timespec *to)
{
    return (long long)(to->tv_sec - from->tv_sec) * 1000 + (to->tv_nsec - from->tv_nsec) / 1000000;
}

static void show(const struct timespec *now)
{
    char line[LINE_BYTES];
    long long spent = milliseconds(&progress.started, now);
    int width;
    if (spent >= PERIOD_MS)
        width = snprintf(line, sizeof line, "%lld %ss, %lld a second", progress.done, progress.what, progress.done * 1000 / spent);
    else
        width = snprintf(line, sizeof line, "%lld %s%s", progress.done, progress.what, progress.done == 1 ? "" : "s");
    int rest = progress.width > width ? progress.width - width : 0;
    fprintf(stderr, "\r%s%*s", line, rest, "");
    fflush(stderr);
    progress.width = width;
    progress.shown = *now;
}

void start_progress(const char *what)
{
    progress.what = what;
    progress.wanted = is_terminal(stderr) && !is_terminal(stdout);
    progress.done = 0;
    progress.width = 0;
    if (progress.wanted)
        timespec_get(&progress.started, TIME_UTC);
    progress.shown = progress.started;
}

void step_progress(void)
{
    struct timespec now;
    progress.done++;
    if (!progress.wanted)
        return;
    timespec_get(&now, TIME_UTC);
    if (progress.done == 1 || milliseconds(&progress.shown, &now) >= PERIOD_MS)
        show(&now);
}

void hide_progress(void)
{
    if (progress.width == 0)
        return;
    fprintf(stderr, "\r%*s\r", progress.width, "");
    fflush(stderr);
    progress.width = 0;
}

void end_progress(void)
{
    hide_progress();
    progress.wanted = 0;
}
