/* SPDX-License-Identifier: MIT */
/* A row of `casework feel --jsonl`: an expression with typed inputs. */
#include <string.h>

#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    cw_text *text = NULL;
    const char *row = size ? (const char *)data : "";
    cw_status status = cw_expression_answer(fuzz_context(), row, (int64_t)size, "2024-03-31", &text, NULL);
    if (status == CW_OK) {
        const char *end = cw_text_data(text) + cw_text_length(text) - 1;
        fuzz_expect(*end == '\n' && strchr(cw_text_data(text), '\n') == end, "an answer is one line");
    }
    cw_text_unref(text);
    return 0;
}
