/* SPDX-License-Identifier: MIT */
/* A case document: read, written, read again, judged by a built-in pack. */
#include <string.h>

#include "fuzz.h"

static cw_rules *pack(void)
{
    static cw_rules *rules;
    cw_rules_builder *builder = NULL;
    if (rules)
        return rules;
    fuzz_expect(cw_rules_builder_new(NULL, &builder) == CW_OK && cw_rules_builder_add_pack(builder, "us-ky") == CW_OK &&
                cw_rules_builder_compile(builder, &rules, NULL) == CW_OK, "a pack is compiled");
    cw_rules_builder_release(builder);
    return rules;
}

static void write_and_read(cw_case *one, int32_t flags)
{
    cw_text *text = NULL, *again = NULL;
    cw_case *other = NULL;
    fuzz_expect(cw_case_write(one, CW_WRITE_CANONICAL, &text) == CW_OK, "a case is written");
    cw_status status = cw_case_read(NULL, NULL, 1, cw_text_data(text), cw_text_length(text), flags, &other, NULL);
    fuzz_expect(status == CW_OK, "what is written is read");
    fuzz_expect(cw_case_write(other, CW_WRITE_CANONICAL, &again) == CW_OK, "a case is written again");
    fuzz_expect(strcmp(cw_text_data(text), cw_text_data(again)) == 0, "what is read is written as it was");
    cw_text_unref(again);
    cw_text_unref(text);
    cw_case_unref(other);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const int32_t flags[] = {0, CW_READ_KEEP_WORDS};
    for (int i = 0; i < 2; i++) {
        cw_case *one = NULL;
        cw_diag *diag = NULL;
        fuzz_expect(cw_diag_new(NULL, &diag) == CW_OK, "there is memory");
        cw_status status = cw_case_read(fuzz_context(), NULL, 1, size ? (const char *)data : "", (int64_t)size, flags[i], &one, diag);
        fuzz_expect((status == CW_OK) == (cw_diag_errors(diag) == 0), "a document is read, or what is wrong is told");
        if (status == CW_OK) {
            write_and_read(one, flags[i]);
            fuzz_judge(pack(), one);
        }
        cw_case_unref(one);
        cw_diag_unref(diag);
    }
    return 0;
}
