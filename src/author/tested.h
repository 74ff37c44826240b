/* SPDX-License-Identifier: MIT */
#ifndef AUTHOR_TESTED_H
#define AUTHOR_TESTED_H
/* Within the room: which of the files of a rule set its tests are about. */
#include "eval/eval.h"

/* Whether the file is of the set that the tests name; where none of the files has that name, whether it is of the first one's set,
 * or of none that is built in. */
bool author_is_own_file(const cw_rules *rules, base_str set, const rules_file *file);
/* The file whose text that is, where it is tested; else NULL. */
const rules_file *author_tested_file(const cw_rules *rules, base_str set, const feel_source *source);

/* An `override` as it is written. */
typedef struct author_override {
    uint32_t start, end;         /* the item in its file */
    const rules_rule *rule;      /* of several versions the first; NULL: there is none */
} author_override;
/* The one behind `item`, whose `end` is 0 before the first. False: there are no more. */
bool author_next_override(const cw_rules *rules, const rules_file *file, author_override *item);
/* Whether a `retire` names the rule, of which nothing may be left then; either name may be bare. */
bool author_is_retired(const cw_rules *rules, base_str rule);
#endif
