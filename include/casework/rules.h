/* SPDX-License-Identifier: MIT */
#ifndef CASEWORK_RULES_H
#define CASEWORK_RULES_H
/*
 * Rule sets. Rules are text; a builder takes files as name and text, and built-in packs by name, and
 * compiles them together into one cw_rules: immutable, reference-counted, shared freely between threads.
 * Every error of every file is told in one go, with line, column, caret and a suggestion.
 */
#include <casework/diag.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct cw_rules cw_rules;
typedef struct cw_rules_builder cw_rules_builder;

/** Makes an empty builder, yours to release. `context` NULL: defaults. Returns CW_OK, CW_ERR_NOMEM, CW_ERR_ARGUMENT. */
CW_API cw_status cw_rules_builder_new(cw_context *context, cw_rules_builder **out);
/** Releases a builder; NULL does nothing. */
CW_API void cw_rules_builder_release(cw_rules_builder *self);
/**
 * Adds a rule file.
 *
 * @param name   names the file in diagnostics; must not be NULL
 * @param text   its text, copied; must not be NULL unless length is 0
 * @param length bytes
 * Returns CW_OK, CW_ERR_NOMEM, CW_ERR_LIMIT (over CW_LIMIT_DOCUMENT_BYTES), CW_ERR_ARGUMENT.
 */
CW_API cw_status cw_rules_builder_add(cw_rules_builder *self, const char *name, const char *text, int64_t length);
/** Adds a built-in pack by name ("us-ky"). Adding one twice is adding it once. Returns CW_OK, CW_ERR_NOT_FOUND, CW_ERR_NOMEM, CW_ERR_ARGUMENT. */
CW_API cw_status cw_rules_builder_add_pack(cw_rules_builder *self, const char *name);
/**
 * Compiles all that was added. The builder may be used on.
 *
 * @param out  receives the rule set, yours to release; must not be NULL
 * @param diag receives errors and warnings; may be NULL
 * Returns CW_OK (perhaps with warnings), CW_ERR_INPUT, CW_ERR_LIMIT, CW_ERR_NOMEM, CW_ERR_ARGUMENT (also for an empty builder).
 */
CW_API cw_status cw_rules_builder_compile(const cw_rules_builder *self, cw_rules **out, cw_diag *diag);

/** Takes one more reference; NULL gives NULL. Threads: any. */
CW_API cw_rules *cw_rules_ref(cw_rules *self);
/** Gives one reference back; NULL does nothing. Threads: any. */
CW_API void cw_rules_unref(cw_rules *self);
/** How many rules there are. 0 for NULL. */
CW_API int64_t cw_rules_count(const cw_rules *self);
/** A rule's full name, `set:rule`, in file order; borrowed; NULL out of range. */
CW_API const char *cw_rules_name_at(const cw_rules *self, int64_t index);
/** The index of a rule by its full name, or by its bare name where only one set has it; -1 otherwise. */
CW_API int64_t cw_rules_find(const cw_rules *self, const char *name);

/** How many packs are built in. */
CW_API int64_t cw_pack_count(void);
/** The name of a built-in pack ("us-ky"); lives as long as the library; NULL out of range. */
CW_API const char *cw_pack_name_at(int64_t index);

#ifdef __cplusplus
}
#endif
#endif
