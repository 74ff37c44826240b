/* SPDX-License-Identifier: MIT */
/* From the texts of rule files to a rule set: all files are read, then all names get their places, then every
 * expression is checked, so that one pass tells all that is wrong. */
#include "rules/check.h"

#include <inttypes.h>

typedef struct build {
    cw_rules *rules;
    base_arena work;
    feel_compiler feel;
    rules_draft *drafts;
    int32_t count;
    rules_chain parameters, tables, made, absents;
    rules_draft_table **draft_tables;
    bool limit;
} build;

/* ---- files ---- */

static bool copy_text(build *build, base_str text, base_str *out)
{
    *out = (base_str){base_arena_copy(&build->rules->arena, text.at ? text.at : "", text.length), text.length};
    build->feel.no_memory |= !out->at;
    return out->at;
}

/* Names that only some places give a meaning. */
static bool refuse_name(rules_draft *draft, const char *word, const char *refusal)
{
    void *existing;
    rules_name *name = base_arena_alloc(draft->reader.work, sizeof *name);
    if (!name || !base_map_add(&draft->scope.names, base_str_of(word), &name->feel, &existing))
        return rules_no_memory(&draft->reader);
    name->feel = (feel_name){.name = base_str_of(word), .how = FEEL_AS_REFUSED, .refusal = refusal};
    return true;
}

static bool begin_file(build *build, rules_draft *draft, const rules_input *input)
{
    rules_file *file = base_arena_alloc(&build->rules->arena, sizeof *file);
    draft->reader = (rules_reader){.feel = &build->feel, .work = &build->work};
    draft->file = file;
    if (!file)
        return rules_no_memory(&draft->reader);
    base_sha256_of(input->text, file->digest);
    base_map_init(&draft->scope.names, &build->work);
    base_map_init(&draft->codes, &build->work);
    base_map_init(&draft->rule_names, &build->work);
    base_map_init(&draft->parameters_by_name, &build->work);
    return copy_text(build, input->name, &file->source.name) && copy_text(build, input->text, &file->source.text) &&
           refuse_name(draft, "period", "it stands only in a rule with `every`") &&
           refuse_name(draft, "due", "it stands only in a remedy");
}

static bool within_limit(build *build, const rules_input *input)
{
    int64_t most = base_limit(build->rules->context, CW_LIMIT_DOCUMENT_BYTES);
    if (input->text.length <= (uint64_t)most)
        return true;
    base_place place = {.source = input->name};
    base_buffer number;
    base_buffer_init(&number, build->rules->context);
    base_put_int(&number, most);
    base_diag_add(build->feel.diag, &rules_diagnostics[RULES_TELL_DOCUMENT_LIMIT], &place, (base_str){0},
                  (int)number.length, number.data ? number.data : "");
    build->feel.no_memory |= number.failed;
    base_buffer_finish(&number);
    build->limit = true;
    return false;
}

static bool finish_file(rules_draft *draft)
{
    rules_file *file = draft->file;
    file->sources = rules_chain_copies(&draft->reader, &draft->sources, sizeof(rules_citation));
    file->source_count = draft->sources.count;
    file->notes = rules_chain_copies(&draft->reader, &draft->notes, sizeof(rules_note));
    file->note_count = draft->notes.count;
    return file->sources && file->notes;
}

/* Names of rule sets are unique, and so full names of rules are. */
static bool check_set(build *build, base_map *sets, rules_draft *draft)
{
    void *existing;
    if (draft->file->set.length == 0)
        return true;
    if (!base_map_add(sets, draft->file->set, draft, &existing))
        return rules_no_memory(&draft->reader);
    build->feel.source = &draft->file->source;
    if (existing)
        rules_tell(&draft->reader, RULES_TELL_SET_TWICE, draft->set_at, (base_str){0}, draft->file->set,
                   ((rules_draft *)existing)->file->source.name);
    return true;
}

static bool read_files(build *build, const rules_input *inputs)
{
    base_map sets;
    base_map_init(&sets, &build->work);
    for (int32_t i = 0; i < build->count; i++) {
        rules_draft *draft = &build->drafts[i];
        if (!within_limit(build, &inputs[i]))
            continue;
        if (!begin_file(build, draft, &inputs[i]))
            return false;
        build->feel.source = &draft->file->source;
        if (!rules_read_file(draft) || !finish_file(draft) || !check_set(build, &sets, draft))
            return false;
    }
    return true;
}

/* ---- places for all names ---- */

static bool number_parameters(build *build)
{
    for (int32_t i = 0; i < build->count; i++)
        for (const rules_link *link = build->drafts[i].parameters.first; link; link = link->next) {
            rules_draft_parameter *one = link->item;
            one->parameter->global = one->name->feel.index = build->parameters.count;
            if (!rules_chain_add(&build->drafts[i].reader, &build->parameters, one->parameter, link->at))
                return false;
        }
    return true;
}

static bool number_tables(build *build)
{
    rules_chain drafts = {0};
    for (int32_t i = 0; i < build->count; i++)
        for (const rules_link *link = build->drafts[i].tables.first; link; link = link->next) {
            rules_draft_table *one = link->item;
            one->table->global = one->name->feel.index = build->parameters.count + drafts.count;
            if (!rules_chain_add(&build->drafts[i].reader, &drafts, one, link->at) ||
                !rules_chain_add(&build->drafts[i].reader, &build->tables, one->table, link->at))
                return false;
        }
    build->draft_tables = rules_chain_pointers(&build->drafts[0].reader, &drafts);
    return build->draft_tables;
}

static bool set_globals(build *build)
{
    cw_rules *rules = build->rules;
    int32_t parameters = build->parameters.count, tables = build->tables.count;
    feel_value *globals = base_arena_array(&rules->arena, (size_t)parameters + (size_t)tables, sizeof *globals);
    rules->parameters = rules_chain_pointers(&build->drafts[0].reader, &build->parameters);
    rules->tables = rules_chain_pointers(&build->drafts[0].reader, &build->tables);
    if (!globals || !rules->parameters || !rules->tables)
        return false;
    for (int32_t i = 0; i < parameters; i++)
        globals[i] = rules->parameters[i]->value;
    for (int32_t i = 0; i < tables; i++)
        globals[parameters + i] = build->draft_tables[i]->rows;
    rules->parameter_count = parameters;
    rules->table_count = tables;
    rules->globals = globals;
    rules->global_count = parameters + tables;
    return true;
}

/* ---- rules ---- */

/* The first of the versions stands for all. */
static bool name_rule(build *build, rules_draft *draft, const rules_draft_rule *first)
{
    rules_rule *rule = first->made;
    base_str set = draft->file->set;
    void *existing;
    base_buffer name;
    base_buffer_init(&name, build->rules->context);
    base_put_str(&name, set);
    base_put_char(&name, ':');
    base_put_str(&name, rule->name);
    if (!name.failed)
        rule->full_name = base_arena_copy(&build->rules->arena, name.data, name.length);
    base_buffer_finish(&name);
    for (const rules_draft_rule *version = first->next_version; version; version = version->next_version)
        version->made->full_name = rule->full_name;
    if (!rule->full_name || !base_map_add(&build->rules->by_name, base_str_of(rule->full_name), rule, &existing))
        return rules_no_memory(&draft->reader);
    return true;
}

static bool check_rule(build *build, rules_draft *draft, rules_draft_rule *from)
{
    rules_rule *rule = base_arena_alloc(&build->rules->arena, sizeof *rule);
    if (!rule)
        return rules_no_memory(&draft->reader);
    rules_check check = {.reader = &draft->reader, .draft = draft, .from = from, .rule = rule,
                         .tables = build->draft_tables, .first_table = build->parameters.count,
                         .table_count = build->tables.count};
    rules_check_rule(&check);
    if (build->feel.no_memory)
        return false;
    if (rule->slots > build->rules->slots)
        build->rules->slots = rule->slots;
    from->made = rule;
    return true;
}

static bool add_rule(build *build, rules_draft *draft, rules_draft_rule *from)
{
    if (from->change || from->again)
        return true;
    const rules_draft_rule *first = rules_order_versions(&draft->reader, from);
    return name_rule(build, draft, first) && rules_chain_add(&draft->reader, &build->made, first->made, first->name_at);
}

static bool check_file(build *build, rules_draft *draft)
{
    build->feel.source = &draft->file->source;
    for (const rules_link *link = draft->rules.first; link; link = link->next)
        if (!check_rule(build, draft, link->item))
            return false;
    for (const rules_link *link = draft->rules.first; link; link = link->next)
        if (!add_rule(build, draft, link->item))
            return false;
    return true;
}

static bool check_absents(build *build)
{
    base_map said;
    base_map_init(&said, &build->work);
    for (int32_t i = 0; i < build->count; i++) {
        rules_draft *draft = &build->drafts[i];
        build->feel.source = draft->file ? &draft->file->source : NULL;
        if (draft->sound && !rules_check_absents(draft, &said, &build->absents))
            return false;
    }
    return rules_check_absent_reads(&build->drafts[0].reader, &build->absents);
}

static bool check_uncalled(build *build, rules_draft *draft)
{
    build->feel.source = &draft->file->source;
    for (const rules_link *link = draft->conditions.first; link; link = link->next) {
        rules_condition *condition = link->item;
        if (!condition->feel.called)
            feel_check_uncalled(&build->feel, &condition->feel);
        if (build->feel.no_memory)
            return false;
    }
    return true;
}

/* Tells at the first rule too many. */
static bool count_rules(build *build)
{
    int64_t most = base_limit(build->rules->context, CW_LIMIT_RULES), count = 0;
    for (int32_t i = 0; i < build->count; i++) {
        rules_draft *draft = &build->drafts[i];
        if (count + draft->rules.count <= most) {
            count += draft->rules.count;
            continue;
        }
        const rules_link *link = draft->rules.first;
        for (; count < most; count++)
            link = link->next;
        build->feel.source = &draft->file->source;
        rules_tell(&draft->reader, RULES_TELL_RULES_LIMIT, link->at, (base_str){0},
                   rules_number_text(&draft->reader, most), (base_str){0});
        build->limit = true;
        return false;
    }
    return true;
}

static bool check_files(build *build)
{
    if (!number_parameters(build) || !number_tables(build) || !set_globals(build))
        return false;
    for (int32_t i = 0; i < build->count; i++)
        if (build->drafts[i].sound && !check_file(build, &build->drafts[i]))
            return false;
    for (int32_t i = 0; i < build->count; i++)
        if (build->drafts[i].sound && !check_uncalled(build, &build->drafts[i]))
            return false;
    return check_absents(build);
}

/* ---- the set ---- */

static bool find_parameters(build *build)
{
    rules_walk walk;
    if (!rules_walk_init(&walk, &build->drafts[0].reader, build->parameters.count))
        return false;
    for (const rules_link *link = build->made.first; link; link = link->next)
        for (rules_rule *rule = link->item; rule; rule = (rules_rule *)rule->next_version)
            if (!rules_find_parameters(&walk, rule))
                return false;
    for (const rules_link *link = build->absents.first; link; link = link->next)
        if (!rules_find_absent_parameters(&walk, ((rules_draft_absent *)link->item)->absent))
            return false;
    return true;
}

static bool set_absents(build *build)
{
    cw_rules *rules = build->rules;
    const rules_absent **absents = base_arena_array(&rules->arena, (size_t)build->absents.count, sizeof *absents);
    if (!absents)
        return rules_no_memory(&build->drafts[0].reader);
    rules->absents = absents;
    for (const rules_link *link = build->absents.first; link; link = link->next) {
        const rules_absent *absent = ((const rules_draft_absent *)link->item)->absent;
        absents[rules->absent_count++] = absent;
        if (absent->slots > rules->slots)
            rules->slots = absent->slots;
    }
    return true;
}

static bool finish(build *build)
{
    cw_rules *rules = build->rules;
    rules_reader *reader = &build->drafts[0].reader;
    rules_chain files = {0};
    for (int32_t i = 0; i < build->count; i++) {
        for (const rules_link *link = build->drafts[i].conditions.first; link; link = link->next)
            ((rules_condition *)link->item)->feel.scope = NULL;    /* it lived in the working arena */
        if (!rules_chain_add(reader, &files, build->drafts[i].file, (rules_span){0, 0}))
            return false;
    }
    rules->files = rules_chain_pointers(reader, &files);
    rules->file_count = files.count;
    rules->rules = rules_chain_pointers(reader, &build->made);
    rules->rule_count = build->made.count;
    return rules->files && rules->rules && set_absents(build) && find_parameters(build);
}

/* Whether all went well so far but memory may have run out unnoticed. */
static bool is_short(const build *build)
{
    return build->feel.no_memory || build->work.failed || build->rules->arena.failed || base_diag_failed(build->feel.diag);
}

static cw_status run(build *build, const rules_input *inputs)
{
    int64_t errors = base_diag_errors(build->feel.diag);
    build->drafts = base_arena_array(&build->work, (size_t)build->count, sizeof *build->drafts);
    if (!build->drafts || !read_files(build, inputs) || is_short(build))
        return CW_ERR_NOMEM;
    if (!build->limit && count_rules(build) && (!check_files(build) || is_short(build)))
        return CW_ERR_NOMEM;
    if (is_short(build))
        return CW_ERR_NOMEM;
    if (build->limit)
        return CW_ERR_LIMIT;
    if (base_diag_errors(build->feel.diag) > errors)
        return CW_ERR_INPUT;
    return finish(build) && !is_short(build) ? CW_OK : CW_ERR_NOMEM;
}

cw_status rules_compile(const cw_context *context, const feel_schema *schema, const rules_input *inputs, int32_t count,
                        cw_diag *diag, cw_rules **out)
{
    *out = NULL;
    if (count < 1)
        return CW_ERR_ARGUMENT;
    cw_rules *rules = base_allocate(context, sizeof *rules);
    if (!rules)
        return CW_ERR_NOMEM;
    *rules = (cw_rules){.context = base_context_use((cw_context *)context)};
    atomic_init(&rules->references, 1);
    base_arena_init(&rules->arena, rules->context);
    base_map_init(&rules->by_name, &rules->arena);
    build build = {.rules = rules, .count = count};
    base_arena_init(&build.work, rules->context);
    build.feel = (feel_compiler){.arena = &rules->arena, .schema = schema, .diag = diag,
                                 .depth_limit = base_limit(rules->context, CW_LIMIT_EXPRESSION_DEPTH)};
    cw_status status = run(&build, inputs);
    base_arena_finish(&build.work);
    if (status == CW_OK)
        *out = rules;
    else
        rules_release(rules);
    return status;
}
