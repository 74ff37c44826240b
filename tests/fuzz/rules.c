/* SPDX-License-Identifier: MIT */
/* A rule file: compiled, and a case judged by it. */
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    cw_rules_builder *builder = NULL;
    cw_rules *rules = NULL;
    cw_diag *diag = NULL;
    cw_text *told = NULL;
    fuzz_expect(cw_diag_new(NULL, &diag) == CW_OK && cw_rules_builder_new(fuzz_context(), &builder) == CW_OK, "there is memory");
    if (cw_rules_builder_add(builder, "f.rules", size ? (const char *)data : "", (int64_t)size) == CW_OK) {
        cw_status status = cw_rules_builder_compile(builder, &rules, diag);
        fuzz_expect((status == CW_OK) == (cw_diag_errors(diag) == 0), "a file is compiled, or what is wrong is told");
        if (status == CW_OK)
            fuzz_judge(rules, fuzz_case());
    }
    cw_diag_render(diag, &told);
    cw_text_unref(told);
    cw_diag_unref(diag);
    cw_rules_unref(rules);
    cw_rules_builder_release(builder);
    return 0;
}
