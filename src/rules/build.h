/* SPDX-License-Identifier: MIT */
#ifndef RULES_BUILD_H
#define RULES_BUILD_H
/* Within the room: what one compilation carries along. */
#include "rules/check.h"

/* Where a search in the order of indexes stands: what files declare of one kind, or of one enumeration. */
typedef struct rules_seek { int32_t of, next, host_count, file; const rules_link *link; bool begun; } rules_seek;

typedef struct rules_build {
    const rules_request *request;
    cw_rules *rules;
    base_arena work;
    feel_compiler feel;
    rules_reader reader;             /* of no file, for what concerns them all */
    rules_chain files;               /* rules_draft: those of the request, then those that were included besides */
    rules_draft **drafts;            /* the same once all are read */
    rules_draft **by_depth;          /* the same, each after those that it includes */
    int32_t count, visited;
    base_map sets;                   /* name of a rule set -> rules_draft */
    rules_chain parameters, tables, made, absents;
    rules_draft_table **draft_tables;
    const feel_schema *request_schema;
    feel_schema schema;              /* the same with what rules add to it; `self` is this build */
    base_map fields;                 /* kind and name -> rules_draft_field */
    base_map words;                  /* enumeration and word -> rules_draft_word */
    rules_seek seek_field, seek_word;
    base_map ratings;                /* name -> rules_draft_rating */
    bool limit;
} rules_build;

/* Reads one file into a draft behind the others. *out NULL: told to be too long. False: no memory. */
bool rules_read_input(rules_build *build, const rules_input *input, rules_draft **out);

/* Finds what each file includes, once those of the request are read, and reads what the library gives for it; tells what is
 * not to be found, and circles. False: no memory, or build->limit. */
bool rules_find_includes(rules_build *build);
/* Marks the files that a file includes, by way of others too, as reached by it. */
void rules_mark_included(rules_draft *draft);
/* Finds what `override` and `retire` mean, and tells what they cannot. False: no memory. */
bool rules_find_changes(rules_build *build);
/* A rule with the clauses that an override gives in place of its own. NULL: no memory. */
rules_draft_rule *rules_merge(rules_build *build, const rules_draft_rule *target, const rules_draft_rule *change);
/* Finds what is left of a version on which days, once all that changes `first` is applied. False: no memory. */
bool rules_cut_version(rules_build *build, const rules_draft_rule *first, rules_draft_rule *version);
/* The versions that are left of a rule, in order, once what changes it is applied; *out NULL: none. Its versions are made and
 * ordered. False: no memory. */
bool rules_apply_changes(rules_build *build, const rules_draft_rule *first, const rules_retire *retire, bool changed, rules_rule **out);
typedef struct rules_draft_field { const rules_field *field; const rules_draft *draft; rules_span at; feel_host_field made; } rules_draft_field;
/* Adds the custom fields of all files to the schema; tells those that are declared twice. False: no memory. */
bool rules_add_fields(rules_build *build);
/* Adds the words of all files to the schema; tells those that are declared twice, and wrong categories. False: no memory. */
bool rules_add_words(rules_build *build);
/* The word that rules add to an enumeration; NULL: there is none. */
const rules_word *rules_find_draft_word(const rules_build *build, int32_t enumeration, base_str word);
/* Puts them into the finished set. False: no memory. */
bool rules_set_words(rules_build *build);
/* Checks the words that parameters have for their values, once all words are known. False: no memory. */
bool rules_check_words(rules_build *build);
/* Sets the schema that expressions are checked with. */
void rules_wrap_schema(rules_build *build, const feel_schema *host);
/* Gives parameters the values that the host sets; tells what does not fit. False: no memory. */
bool rules_set_parameters(rules_build *build);
/* Lets a file see the names of what it includes, behind its own. False: no memory. */
bool rules_see_includes(rules_build *build, rules_draft *draft);
#endif
