/* SPDX-License-Identifier: MIT */
#ifndef CASEWORK_RULES_H
#define CASEWORK_RULES_H
/*
 * Rule sets. Rules are text; a builder takes files as name and text, and built-in packs by name, and
 * compiles them together into one cw_rules: immutable, reference-counted, shared freely between threads.
 * Every error of every file is told in one go, with line, column, caret and a suggestion.
 *
 * A file that says `include us-xx.local` means the rule set of that name: the one whose second line is `rules us-xx.local`,
 * of the files that were added, in whatever order, or else the built-in pack. The library opens no file. What is nowhere is
 * listed after compiling, so that the host can add it and compile again:
 *
 *     while (cw_rules_builder_compile(builder, &rules, diag) == CW_ERR_INPUT && cw_rules_builder_unresolved_count(builder) > 0)
 *         (add the text for each cw_rules_builder_unresolved_at(builder, i), or break; cw_diag_clear(diag))
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
 * Gives a parameter another value than its rule set does, from the next compilation on. The value is typed by the parameter's
 * declaration and must be within the range that it states (`in [1..5]`); compiling tells what is not. Reports say which
 * parameters were set, and their digest of parameters covers the values in force.
 *
 * @param name  the full name, "us-ky:contact_period", or the bare one where only one rule set declares it; must not be NULL
 * @param value as rule files write it: "2", "45 days", "1 calendar month", "true", "@\"2024-01-31\"", "\"text\"", copied; NULL
 *              takes back what was set under this name
 * Returns CW_OK, CW_ERR_NOMEM, CW_ERR_LIMIT (over CW_LIMIT_STRING_BYTES), CW_ERR_ARGUMENT. On failure nothing is changed.
 */
CW_API cw_status cw_rules_builder_set_parameter(cw_rules_builder *self, const char *name, const char *value);
/**
 * Compiles all that was added, and the packs that it includes. The builder may be used on. Files that include what is not there
 * are read, but their expressions are not checked until it is.
 *
 * @param out  receives the rule set, yours to release; must not be NULL
 * @param diag receives errors and warnings; may be NULL
 * Returns CW_OK (perhaps with warnings), CW_ERR_INPUT, CW_ERR_LIMIT, CW_ERR_NOMEM, CW_ERR_STATE (nothing was added), CW_ERR_ARGUMENT.
 */
CW_API cw_status cw_rules_builder_compile(cw_rules_builder *self, cw_rules **out, cw_diag *diag);
/** How many rule sets the last compilation was asked to include and did not find, each counted once. 0 for NULL. */
CW_API int64_t cw_rules_builder_unresolved_count(const cw_rules_builder *self);
/** The name of one ("us-xx.local"), as the `include` line says it; borrowed until the next compilation; NULL out of range. */
CW_API const char *cw_rules_builder_unresolved_at(const cw_rules_builder *self, int64_t index);
/** The name, as it was added, of the first file that includes it; borrowed until the next compilation; NULL out of range. */
CW_API const char *cw_rules_builder_unresolved_source(const cw_rules_builder *self, int64_t index);

/** Takes one more reference; NULL gives NULL. Threads: any. */
CW_API cw_rules *cw_rules_ref(cw_rules *self);
/** Gives one reference back; NULL does nothing. Threads: any. */
CW_API void cw_rules_unref(cw_rules *self);
/** How many rules there are. 0 for NULL. */
CW_API int64_t cw_rules_count(const cw_rules *self);
/** A rule's full name, `set:rule`, in file order; borrowed; NULL out of range. */
CW_API const char *cw_rules_name_at(const cw_rules *self, int64_t index);
/** The instrument of a review item ("us-federal.smart"), whose `require` asks for ratings; borrowed; NULL for other rules and out of range. */
CW_API const char *cw_rules_instrument_at(const cw_rules *self, int64_t index);
/** The percentage of periods that a recurrence is to meet over many cases, as its rules write it ("95"); borrowed; NULL where it states
 * none and out of range. A single case is judged without it. */
CW_API const char *cw_rules_target_at(const cw_rules *self, int64_t index);
/** The index of a rule by its full name, or by its bare name where only one set has it; -1 otherwise. */
CW_API int64_t cw_rules_find(const cw_rules *self, const char *name);
/** How many files the rule set was made of, included ones too, in the order of CW_DIGEST_RULES. 0 for NULL. */
CW_API int64_t cw_rules_file_count(const cw_rules *self);
/** The name of a file's rule set ("us-ky"), and its version as its `version` line says it, or NULL; borrowed; NULL out of range. */
CW_API const char *cw_rules_file_set_at(const cw_rules *self, int64_t index);
CW_API const char *cw_rules_file_version_at(const cw_rules *self, int64_t index);

/** How many custom fields the rules declare (`field member.risk: number`), in file order; their values are set and read by
 *  <casework/custom.h>. 0 for NULL. */
CW_API int64_t cw_rules_custom_count(const cw_rules *self);
/** The number of the kind of records that have it, CW_KIND_* (CW_KIND_ENTRY: entries of every kind); 0 out of range. */
CW_API int32_t cw_rules_custom_kind_at(const cw_rules *self, int64_t index);
/** Its name ("risk"), and its type as the rules write it ("number", "list of string"); borrowed; NULL out of range. */
CW_API const char *cw_rules_custom_name_at(const cw_rules *self, int64_t index);
CW_API const char *cw_rules_custom_type_at(const cw_rules *self, int64_t index);
/** Whether it is `dated`, so that its history counts: 0 or 1; 0 out of range. */
CW_API int32_t cw_rules_custom_dated_at(const cw_rules *self, int64_t index);

/** How many packs are built in. */
CW_API int64_t cw_pack_count(void);
/** The name of a built-in pack ("us-ky"); lives as long as the library; NULL out of range. */
CW_API const char *cw_pack_name_at(int64_t index);

#ifdef __cplusplus
}
#endif
#endif
