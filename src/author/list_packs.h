/* SPDX-License-Identifier: MIT */
#ifndef AUTHOR_LIST_PACKS_H
#define AUTHOR_LIST_PACKS_H
/* What there is to list: rule sets by name, with the documents that each holds and how much. */
#include <stdbool.h>
#include <stdint.h>
#include "rules/rules.h"

/* A compiled set, and which of its files is meant ("us-ky"); what that includes is not counted. */
typedef struct author_pack { const char *name; const cw_rules *rules; } author_pack;

/* "68 rules, 19 review items": those that stand in a file, each once, however many versions it has. */
void author_put_counts(base_buffer *out, const cw_rules *rules, const rules_file *file);
/* "KY36: Standards of Practice 3.6, dated 2011-05-01". */
void author_put_document(base_buffer *out, const rules_citation *document);
/* As text, or as JSON (`casework.packs/1`). The text is yours to release. CW_OK, CW_ERR_NOMEM (*out NULL). */
cw_status author_list_packs(cw_context *context, const author_pack *packs, int64_t count, bool as_json, cw_text **out);
#endif
