/* SPDX-License-Identifier: MIT */
/* Rule files and files of rule tests in one layout. */
#include <string.h>

#include "author/format.h"
#include "commands.h"
#include "files.h"
#include "options.h"
#include "tell.h"

static const char help[] =
    "usage: casework fmt [OPTION]... FILE...\n"
    "\n"
    "Puts rule files and files of rule tests into one layout: columns, blanks and blank lines move, words and comments\n"
    "stay. Files are changed in place, and those that changed are named; `-` is standard input, which goes to standard\n"
    "output.\n"
    "\n"
    "  --check     change nothing: name the files that would change\n"
    "  -h, --help  show this\n"
    "\n"
    "Exit status: 0 done, or nothing would change; 1 with --check: something would; 2 bad usage or input.\n";

/* What becomes of a file whose canonical text is known. */
static int settle(const options *options, const char *path, const file_text *was, const cw_text *is)
{
    int64_t length = cw_text_length(is);
    int same = length == was->length && (length == 0 || memcmp(cw_text_data(is), was->bytes, (size_t)length) == 0);
    int is_input = strcmp(path, "-") == 0;
    if (is_input && !options->only_check)
        put_text(is);
    if (same || (is_input && !options->only_check))
        return EXIT_CLEAN;
    int status = options->only_check ? EXIT_CLEAN : replace_file(path, cw_text_data(is), length);
    if (status != EXIT_CLEAN)
        return status;
    put_words(shown_name(path));
    put_words("\n");
    return options->only_check ? EXIT_VIOLATIONS : EXIT_CLEAN;
}

static int format_file(const options *options, const char *path, cw_diag *diag)
{
    file_text was;
    cw_text *is = NULL;
    if (read_file(path, &was) != 0)
        return EXIT_BAD;
    cw_diag_clear(diag);
    cw_status status = author_format(NULL, shown_name(path), was.bytes, was.length, &is, diag);
    int exit_status = EXIT_BAD;
    if (status == CW_OK)
        exit_status = settle(options, path, &was, is);
    else if (tell_diagnostics(diag) != EXIT_BAD)
        tell_status(shown_name(path), status);
    cw_text_unref(is);
    release_file(&was);
    return exit_status;
}

static int format_files(const options *options)
{
    cw_diag *diag = NULL;
    cw_status status = cw_diag_new(NULL, &diag);
    if (status != CW_OK)
        return tell_status("the files", status);
    int exit_status = EXIT_CLEAN;
    for (int i = 0; i < options->operand_count && !output_failed(); i++)
        exit_status = worse(exit_status, format_file(options, options->operands[i], diag));
    cw_diag_unref(diag);
    return exit_status;
}

int run_fmt(int argc, char **argv)
{
    options options;
    int exit_status = read_options(argc, argv, TAKES_HELP | TAKES_FORMATTING, &options);
    if (exit_status != EXIT_CLEAN)
        return exit_status;
    if (options.help)
        put_words(help);
    else if (options.operand_count == 0)
        exit_status = tell("fmt needs a file; see `casework fmt -h`", NULL);
    else
        exit_status = format_files(&options);
    release_options(&options);
    return exit_status;
}
