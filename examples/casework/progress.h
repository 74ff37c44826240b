/* SPDX-License-Identifier: MIT */
#ifndef PROGRESS_H
#define PROGRESS_H
/* How far something long has come: one line on standard error, while that is a terminal and standard output is none (whose
 * lines are progress enough). */

/* Begins to count what is named ("case"); does nothing from here on where there is nobody to see it. */
void start_progress(const char *what);
/* One more is done. */
void step_progress(void);
/* Takes the line away before something else is written; the next step brings it back. */
void hide_progress(void);
/* Takes it away for good. */
void end_progress(void);
#endif
