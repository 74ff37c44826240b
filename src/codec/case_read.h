/* SPDX-License-Identifier: MIT */
#ifndef CODEC_CASE_READ_H
#define CODEC_CASE_READ_H
/* What the files of the case reader share. The walk knows the schema table, not its fields. */
#include "base/map.h"
#include "codec/diagnostics.h"
#include "codec/document.h"
#include "json/tree.h"

/* Which value a record was made from, in order of creation, which is the order of the document. */
typedef struct codec_made { const cw_record *record; int32_t node; } codec_made;

typedef struct codec_reader {
    cw_context *context;
    json_tree tree;
    cw_diag *diag;
    const cw_rules *rules;   /* whose words are known, or NULL */
    cw_case *one;
    int32_t flags;
    bool wrong;              /* an error was told */
    bool lost;               /* records could not be made: references cannot be judged */
    codec_made *made;
    int64_t made_count, made_capacity;
    int64_t made_last;       /* where the last search ended: the next one is near */
    base_lines lines;
    base_lines first_lines;  /* of the first places of duplicate ids */
    base_buffer pointer;     /* of the diagnostic that is being told */
    base_buffer words;       /* what it names as allowed */
} codec_reader;

enum { CODEC_SHOWN_BYTES = 80, CODEC_HELP_BYTES = 96 };

/* ---- case_read_tell.c ---- */
/* Tells a row about a value, at its key where at_key. `help` may be empty; a, b, c as the row's format asks. CW_OK:
 * the reading goes on. */
cw_status codec_tell(codec_reader *r, int row, int32_t node, bool at_key, base_str help, const char *a, const char *b,
                     const char *c);
/* "did you mean `..`?" for help, or nothing where nothing was near. */
base_str codec_near_help(const base_nearest *near, char buffer[CODEC_HELP_BYTES]);
const char *codec_found(const codec_reader *r, int32_t node);
/* What is found: a text in backquotes where it is short and holds only these signs, so that no name and no free text is
 * quoted. */
const char *codec_quoted(const codec_reader *r, int32_t node, const char *signs, char buffer[CODEC_SHOWN_BYTES]);
/* The same for a word: quoted only where one that is known is near. */
const char *codec_word(const codec_reader *r, int32_t node, const base_nearest *near, char buffer[CODEC_SHOWN_BYTES]);
/* A key in backquotes where it looks like the name of a field, else "a key". */
const char *codec_shown_key(base_str key, char buffer[CODEC_SHOWN_BYTES]);
/* The value that a record was made from. */
int32_t codec_node_of(codec_reader *r, const cw_record *record);
/* For model_case_freeze; user is the reader. */
void codec_locate(void *user, const cw_record *record, const model_field *field, int64_t item, base_place *place);

/* ---- case_read_values.c ---- */
/* Reads a field that holds no records. CW_OK also where something was told. */
cw_status codec_read_value(codec_reader *r, cw_record *record, const model_field *field, int32_t node);
cw_status codec_keep(codec_reader *r, cw_record *record, int32_t node);
/* The field of a row of `history` that its key `field` names, in *value, and in *at the node of its value; *value NULL: that
 * was told to be wrong. `owner` is the kind of record whose history it is, `kind` that of the row. */
cw_status codec_history_field(codec_reader *r, int32_t owner, int32_t kind, int32_t node, const model_field **value, int32_t *at);
/* Tells that a value is of another type than its field. */
cw_status codec_tell_type(codec_reader *r, cw_record *record, const model_field *field, int32_t node);
#endif
