/* SPDX-License-Identifier: MIT */
/* A prompt for expressions: one a line, or a command that begins with a colon. The same from a script, without the prompt. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "feel.h"
#include "files.h"
#include "tell.h"
#include "terminal.h"

static const char help[] =
    "An expression is evaluated; its type and value are shown. Other lines:\n"
    "  :explain [EXPRESSION]  how its value came about; without one, that of the last\n"
    "  :context FILE          take names and their values from a JSON object\n"
    "  :names                 the names that there are\n"
    "  :help                  show this\n"
    "  :quit                  end; so does the end of the input\n";

typedef struct prompt {
    session *session;
    int shown;               /* on a terminal */
    int64_t line;
    char *text;              /* of the line at hand */
    size_t room;
    int has_value;           /* session->value holds something */
    int exit_status;
    int done;
} prompt;

/* Makes room for one byte and a NUL more. */
static int make_room(prompt *self, size_t length)
{
    if (length + 2 <= self->room)
        return 1;
    size_t room = self->room ? self->room * 2 : 256;
    char *more = realloc(self->text, room);
    if (!more) {
        self->exit_status = tell("out of memory", NULL);
        return 0;
    }
    self->text = more;
    self->room = room;
    return 1;
}

/* Reads a line without its end. Returns 0 at the end of the input, or after telling that it cannot go on. */
static int read_line(prompt *self)
{
    size_t length = 0;
    int c = getchar();
    if (c == EOF)
        return 0;
    for (;; c = getchar()) {
        if (!make_room(self, length))
            return 0;
        if (c == EOF || c == '\n')
            break;
        self->text[length++] = c ? (char)c : ' ';
    }
    self->text[length] = '\0';
    self->line++;
    return 1;
}

/* Takes the white space off both ends. */
static char *trim(char *text)
{
    text += strspn(text, " \t\r");
    size_t length = strlen(text);
    while (length > 0 && strchr(" \t\r", text[length - 1]))
        length--;
    text[length] = '\0';
    return text;
}

static int evaluate(prompt *self, const char *text)
{
    char source[48];
    snprintf(source, sizeof source, self->shown ? "<expression>" : "<stdin>, line %lld", (long long)self->line);
    int exit_status = session_evaluate(self->session, source, text);
    self->has_value = exit_status != EXIT_BAD;
    return exit_status;
}

/* ---- commands ---- */

static int show_help(prompt *self, const char *rest)
{
    (void)self, (void)rest;
    put_words(help);
    return EXIT_CLEAN;
}

static int quit(prompt *self, const char *rest)
{
    (void)rest;
    self->done = 1;
    return EXIT_CLEAN;
}

static int explain(prompt *self, const char *rest)
{
    int exit_status = *rest ? evaluate(self, rest) : EXIT_CLEAN;
    if (exit_status == EXIT_BAD)
        return exit_status;
    if (!self->has_value)
        return tell("nothing was evaluated yet", NULL);
    return worse(exit_status, session_print_explanation(self->session));
}

static int read_context(prompt *self, const char *rest)
{
    return *rest ? session_read_inputs(self->session, rest) : tell("`:context` needs the name of a file", NULL);
}

static int show_names(prompt *self, const char *rest)
{
    (void)rest;
    for (int64_t i = 0; i < cw_inputs_count(self->session->inputs); i++) {
        put_words(cw_inputs_name_at(self->session->inputs, i));
        put_words("\n");
    }
    return EXIT_CLEAN;
}

static const struct command {
    const char *name;
    int (*run)(prompt *self, const char *rest);
} commands[] = {
    {":explain", explain}, {":context", read_context}, {":names", show_names}, {":help", show_help}, {":quit", quit},
};

enum { COMMANDS = sizeof commands / sizeof commands[0] };

static int tell_unknown(const char *word)
{
    const char *names[COMMANDS + 1] = {NULL};
    for (int i = 0; i < COMMANDS; i++)
        names[i] = commands[i].name;
    const char *near = nearest(word, names);
    if (near)
        return tell("unknown command `", word, "`: did you mean `", near, "`?", NULL);
    return tell("unknown command `", word, "`; `:help` lists them", NULL);
}

static int run_command(prompt *self, char *text)
{
    char *rest = text + strcspn(text, " \t");
    if (*rest)
        *rest++ = '\0';
    for (int i = 0; i < COMMANDS; i++) {
        if (strcmp(text, commands[i].name) == 0)
            return commands[i].run(self, trim(rest));
    }
    return tell_unknown(text);
}

/* ---- lines ---- */

static int run_line(prompt *self, char *text)
{
    if (*text == '\0')
        return EXIT_CLEAN;
    if (*text == ':')
        return run_command(self, text);
    int exit_status = evaluate(self, text);
    if (exit_status == EXIT_BAD)
        return exit_status;
    int explain = self->session->explain;
    return worse(exit_status, explain ? session_print_explanation(self->session) : session_print(self->session, 1));
}

static int ask(prompt *self)
{
    if (self->done || output_failed())
        return 0;
    if (self->shown)
        put_words("feel> ");
    fflush(stdout);
    return read_line(self);
}

int run_prompt(session *session)
{
    prompt self = {.session = session, .shown = is_terminal(stdin) && is_terminal(stdout)};
    if (self.shown)
        put_words("An expression a line; `:help` says what else there is.\n");
    while (ask(&self)) {
        int exit_status = run_line(&self, trim(self.text));
        self.exit_status = worse(self.exit_status, self.shown ? EXIT_CLEAN : exit_status);
    }
    if (self.shown && !self.done)
        put_words("\n");
    free(self.text);
    return self.exit_status;
}
