/* SPDX-License-Identifier: MIT */
#ifndef MODEL_STORE_H
#define MODEL_STORE_H
/* The memory behind slots. Values live in the case's arena; each keeps room that later values of the same
 * slot reuse, so that setting a field again and again is bounded. Nothing of store.c checks what it is given. */
#include "model/case.h"

/* Of set.c: CW_ERR_LIMIT for a text that is too long, CW_ERR_UTF8 for one that is not UTF-8, CW_ERR_VALUE for one that holds U+0000. */
cw_status model_check_text(const cw_case *owner, base_str text);

/* Each gives false when memory ran out; what *at held before then stands. */
bool model_store_text(base_arena *arena, const char **at, base_str text);
bool model_store_reference(base_arena *arena, model_reference *at, base_str id);
bool model_store_number(base_arena *arena, model_number **at, const base_decimal *number);
/* The place for one more item after the last, not yet counted; NULL: no memory. The item is zero or, but for
 * rows, keeps the memory of an item that stood there before. */
void *model_store_item(base_arena *arena, model_list **list, size_t size);

/* Makes the room for so many items; false: no memory. */
bool model_store_room(base_arena *arena, model_list *list, int64_t count, size_t size);
/* The size of an item of a list of a type. */
size_t model_item_size(int type);

/* A record that nothing holds yet. NULL: no memory. */
cw_record *model_make_record(cw_case *owner, int32_t kind);
/* Appends a made record to a list of rows; false: no memory. */
bool model_attach(cw_record *parent, const model_field *list, cw_record *record);
/* Gives a record that has none an id; false: no memory, or (with *taken set) another has it. */
bool model_name_record(cw_record *record, base_str id, bool *taken);
/* Takes a name out of the case's map. */
void model_forget_name(cw_record *record);
/* Marks a record and all that it owns as removed; the list or row that holds it is the caller's to mend. */
void model_mark_removed(cw_record *record);
/* Of set.c: leaves a field unknown, and what stands for it as it is. */
void model_forget_value(cw_record *record, const model_field *field);
/* Appends a key that is not there yet; false: no memory. */
bool model_store_extra(cw_record *record, base_str key, base_str json);
/* The extra with a key, or NULL. */
model_extra *model_extra_find(const cw_record *record, base_str key);
/* Takes away the extra that stands for a field, if there is one. */
void model_drop_extra(cw_record *record, const model_field *field);
#endif
