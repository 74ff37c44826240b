/* SPDX-License-Identifier: MIT */
/* Prints the JSON Schema of a format: print_schema casework.case/1 */
#include <casework.h>
#include <stdio.h>

int main(int argc, char **argv)
{
    cw_text *text = NULL;
    if (argc != 2 || cw_document_schema(NULL, argv[1], &text) != CW_OK)
        return 1;
    fwrite(cw_text_data(text), 1, (size_t)cw_text_length(text), stdout);
    cw_text_unref(text);
    return 0;
}
