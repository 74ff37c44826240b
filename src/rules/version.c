/* SPDX-License-Identifier: MIT */
/* Versions of a rule: of one name, each valid in a time of its own. */
#include "rules/check.h"

/* One list of two that are in order; of equals the one from `a` comes first. */
static rules_draft_rule *merge(rules_draft_rule *a, rules_draft_rule *b)
{
    rules_draft_rule *first = NULL, **end = &first;
    while (a && b) {
        rules_draft_rule **taken = b->valid_from < a->valid_from ? &b : &a;
        *end = *taken;
        end = &(*end)->next_version;
        *taken = *end;
    }
    *end = a ? a : b;
    return first;
}

/* lists[i] holds 2^i of them in order, or none: merging like a binary counter counts. */
static rules_draft_rule *sort(rules_draft_rule *version)
{
    enum { BITS = 32 };
    rules_draft_rule *lists[BITS] = {0}, *all = NULL;
    while (version) {
        rules_draft_rule *one = version;
        int i = 0;
        version = version->next_version;
        one->next_version = NULL;
        for (; lists[i] && i < BITS - 1; i++) {
            one = merge(lists[i], one);
            lists[i] = NULL;
        }
        lists[i] = one;
    }
    for (int i = 0; i < BITS; i++)
        all = merge(lists[i], all);
    return all;
}

/* At the one further down in the file. */
static void tell_overlap(rules_reader *reader, const rules_draft_rule *a, const rules_draft_rule *b)
{
    const rules_draft_rule *later = a->item.start > b->item.start ? a : b, *other = later == a ? b : a;
    const rules_clause *valid = later->first[RULES_VALID];
    rules_tell(reader, RULES_TELL_VERSION_OVERLAP, valid ? valid->word : later->name_at,
               BASE_STR("a second version needs a `valid` that does not overlap"), later->name,
               rules_line_text(reader, other->name_at.start));
}

static void check_overlaps(rules_reader *reader, const rules_draft_rule *version)
{
    const rules_draft_rule *longest = NULL;
    for (; version; version = version->next_version) {
        if (version->valid_from > version->valid_until)
            continue;                 /* told already */
        if (longest && version->valid_from <= longest->valid_until)
            tell_overlap(reader, longest, version);
        if (!longest || version->valid_until > longest->valid_until)
            longest = version;
    }
}

rules_draft_rule *rules_order_versions(rules_reader *reader, rules_draft_rule *first)
{
    first = sort(first);
    check_overlaps(reader, first);
    for (rules_draft_rule *version = first; version; version = version->next_version)
        if (version->made)
            version->made->next_version = version->next_version ? version->next_version->made : NULL;
    return first;
}
