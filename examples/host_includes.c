/* SPDX-License-Identifier: MIT */
/*
 * Rules from memory, with includes that the host resolves: the library opens no file, so whatever holds the rule
 * texts (here a table, elsewhere a database) is asked for each set that an `include` line names and nobody gave.
 */
#include <casework.h>
#include <stdio.h>
#include <string.h>

/* The host's store of rule sets. */
static const struct { const char *name, *text; } store[] = {
    {"county.plans",
     "language 1\n"
     "rules county.plans \"What the county asks of plans\"\n"
     "include state.terms\n"
     "rule plan-in-force\n"
     "  title:   \"A plan is in force\"\n"
     "  from:    case.opened + first_plan\n"
     "  require: plan != null\n"},
    {"state.terms",
     "language 1\n"
     "rules state.terms \"Terms of the state\"\n"
     "parameter first_plan = 30 days\n"},
};

static int add_from_store(cw_rules_builder *builder, const char *name)
{
    for (size_t i = 0; i < sizeof store / sizeof *store; i++)
        if (strcmp(store[i].name, name) == 0)
            return cw_rules_builder_add(builder, name, store[i].text, (int64_t)strlen(store[i].text)) == CW_OK;
    return 0;
}

/* Gives all that the last compilation missed. 0: something is not in the store. */
static int add_missing(cw_rules_builder *builder)
{
    int64_t count = cw_rules_builder_unresolved_count(builder);
    for (int64_t i = 0; i < count; i++) {
        const char *name = cw_rules_builder_unresolved_at(builder, i);
        printf("%s asks for %s\n", cw_rules_builder_unresolved_source(builder, i), name);
        if (!add_from_store(builder, name))
            return 0;
    }
    return count > 0;
}

int main(void)
{
    cw_rules_builder *builder = NULL;
    cw_rules *rules = NULL;
    cw_diag *diag = NULL;
    cw_rules_builder_new(NULL, &builder);
    cw_diag_new(NULL, &diag);
    add_from_store(builder, "county.plans");

    /* Each round says what is missing; it ends when nothing is, or when the store has it not. */
    while (cw_rules_builder_compile(builder, &rules, diag) == CW_ERR_INPUT && add_missing(builder))
        cw_diag_clear(diag);

    if (rules) {
        for (int64_t i = 0; i < cw_rules_count(rules); i++)
            printf("rule %s\n", cw_rules_name_at(rules, i));
    } else {
        cw_text *problems = NULL;
        if (cw_diag_render(diag, &problems) == CW_OK)
            fputs(cw_text_data(problems), stderr);
        cw_text_unref(problems);
    }
    int failed = rules == NULL;
    cw_rules_unref(rules);
    cw_diag_unref(diag);
    cw_rules_builder_release(builder);
    return failed;
}
