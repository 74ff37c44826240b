/* SPDX-License-Identifier: MIT */
/* From the texts of rule files to a rule set: all files are read, then all names get their places, then every
 * expression is checked, so that one pass tells all that is wrong. */
#include "rules/build.h"

#include <string.h>

/* ---- files ---- */

static bool copy_text(rules_build *build, base_str text, base_str *out)
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

static rules_draft *begin_file(rules_build *build, const rules_input *input)
{
    rules_file *file = base_arena_alloc(&build->rules->arena, sizeof *file);
    rules_draft *draft = base_arena_alloc(&build->work, sizeof *draft);
    if (!file || !draft || !rules_chain_add(&build->reader, &build->files, draft, (rules_span){0, 0})) {
        rules_no_memory(&build->reader);
        return NULL;
    }
    draft->reader = build->reader;
    draft->file = file;
    base_sha256_of(input->text, file->digest);
    base_map_init(&draft->scope.names, &build->work);
    base_map_init(&draft->codes, &build->work);
    base_map_init(&draft->rule_names, &build->work);
    base_map_init(&draft->parameters_by_name, &build->work);
    bool made = copy_text(build, input->name, &file->source.name) && copy_text(build, input->text, &file->source.text) &&
                refuse_name(draft, "period", "it stands only in a rule with `every`") &&
                refuse_name(draft, "due", "it stands only in a remedy");
    return made ? draft : NULL;
}

static bool within_limit(rules_build *build, const rules_input *input)
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
static bool check_set(rules_build *build, rules_draft *draft)
{
    void *existing;
    if (draft->file->set.length == 0)
        return true;
    if (!base_map_add(&build->sets, draft->file->set, draft, &existing))
        return rules_no_memory(&draft->reader);
    build->feel.source = &draft->file->source;
    if (existing)
        rules_tell(&draft->reader, RULES_TELL_SET_TWICE, draft->set_at, (base_str){0}, draft->file->set,
                   ((rules_draft *)existing)->file->source.name);
    return true;
}

bool rules_read_input(rules_build *build, const rules_input *input, rules_draft **out)
{
    *out = NULL;
    if (!within_limit(build, input))
        return !build->feel.no_memory;
    rules_draft *draft = begin_file(build, input);
    if (!draft)
        return false;
    *out = draft;
    build->feel.source = &draft->file->source;
    return rules_read_file(draft) && finish_file(draft) && check_set(build, draft);
}

static bool read_files(rules_build *build)
{
    rules_draft *draft;
    for (int32_t i = 0; i < build->request->count; i++)
        if (!rules_read_input(build, &build->request->inputs[i], &draft))
            return false;
    if (build->limit || !rules_find_includes(build))
        return !build->feel.no_memory;
    build->drafts = base_arena_array(&build->work, (size_t)build->files.count, sizeof *build->drafts);
    if (!build->drafts)
        return rules_no_memory(&build->reader);
    build->by_depth = base_arena_array(&build->work, (size_t)build->files.count, sizeof *build->by_depth);
    if (!build->by_depth)
        return rules_no_memory(&build->reader);
    for (const rules_link *link = build->files.first; link; link = link->next) {
        build->drafts[build->count++] = link->item;
        build->by_depth[((rules_draft *)link->item)->depth - 1] = link->item;
    }
    return true;
}

/* ---- places for all names ---- */

/* `set:name`. NULL: no memory. */
static const char *full_name(rules_build *build, const rules_draft *draft, base_str name)
{
    base_str set = draft->file->set;
    size_t length = set.length + 1 + name.length;
    char *made = base_arena_alloc(&build->rules->arena, length + 1);
    if (!made) {
        rules_no_memory(&build->reader);
        return NULL;
    }
    if (set.length > 0)
        memcpy(made, set.at, set.length);
    made[set.length] = ':';
    memcpy(made + set.length + 1, name.at, name.length);
    return made;
}

static bool number_parameters(rules_build *build)
{
    for (int32_t i = 0; i < build->count; i++)
        for (const rules_link *link = build->drafts[i]->parameters.first; link; link = link->next) {
            rules_draft_parameter *one = link->item;
            one->parameter->global = one->name->feel.index = build->parameters.count;
            one->parameter->full_name = full_name(build, build->drafts[i], one->parameter->name);
            if (!one->parameter->full_name || !rules_chain_add(&build->drafts[i]->reader, &build->parameters, one->parameter, link->at))
                return false;
        }
    return true;
}

static bool number_tables(rules_build *build)
{
    rules_chain drafts = {0};
    for (int32_t i = 0; i < build->count; i++)
        for (const rules_link *link = build->drafts[i]->tables.first; link; link = link->next) {
            rules_draft_table *one = link->item;
            one->table->global = one->name->feel.index = build->parameters.count + drafts.count;
            if (!rules_chain_add(&build->drafts[i]->reader, &drafts, one, link->at) ||
                !rules_chain_add(&build->drafts[i]->reader, &build->tables, one->table, link->at))
                return false;
        }
    build->draft_tables = rules_chain_pointers(&build->reader, &drafts);
    return build->draft_tables;
}

static bool set_globals(rules_build *build)
{
    cw_rules *rules = build->rules;
    int32_t parameters = build->parameters.count, tables = build->tables.count;
    feel_value *globals = base_arena_array(&rules->arena, (size_t)parameters + (size_t)tables, sizeof *globals);
    rules->parameters = rules_chain_pointers(&build->reader, &build->parameters);
    rules->tables = rules_chain_pointers(&build->reader, &build->tables);
    if (!globals || !rules->parameters || !rules->tables)
        return false;
    for (int32_t i = 0; i < parameters; i++) {
        globals[i] = rules->parameters[i]->value;
        rules->set_count += rules->parameters[i]->is_set;
    }
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
static bool name_rule(rules_build *build, rules_draft *draft, rules_rule *first)
{
    void *existing;
    first->full_name = full_name(build, draft, first->name);
    for (rules_rule *version = (rules_rule *)first->next_version; version; version = (rules_rule *)version->next_version)
        version->full_name = first->full_name;
    if (!first->full_name || !base_map_add(&build->rules->by_name, base_str_of(first->full_name), first, &existing))
        return rules_no_memory(&draft->reader);
    return true;
}

static bool make_rule(rules_build *build, rules_draft *draft, const rules_draft_rule *from, rules_rule **out)
{
    rules_rule *rule = base_arena_alloc(&build->rules->arena, sizeof *rule);
    if (!rule)
        return rules_no_memory(&draft->reader);
    rules_check check = {.reader = &draft->reader, .home = draft, .from = from, .rule = rule,
                         .tables = build->draft_tables, .first_table = build->parameters.count,
                         .table_count = build->tables.count};
    rules_check_rule(&check);
    if (build->feel.no_memory)
        return false;
    if (rule->slots > build->rules->slots)
        build->rules->slots = rule->slots;
    *out = rule;
    return true;
}

/* Whether its names can be told apart. */
static bool is_checked(const rules_draft *draft)
{
    return draft->sound && !draft->lacks_include;
}

/* An error in the text of the overridden rule says nothing of who brought it about. */
static void tell_change(rules_build *build, const rules_draft_rule *change)
{
    const cw_diag *diag = build->feel.diag;
    const base_diagnostic *last = base_diag_at(diag, base_diag_count(diag) - 1);
    const feel_source *source = build->feel.source;
    if (!last || !last->source || !base_str_equal(base_str_of(last->source), source->name))
        return;
    build->feel.source = &change->draft->file->source;
    rules_tell(&change->draft->reader, RULES_TELL_OVERRIDE_BREAKS, change->name_at,
               BASE_STR("a clause that it replaces may be needed by those that stay"), change->name, (base_str){0});
    build->feel.source = source;
}

static bool check_part(rules_build *build, rules_draft *draft, rules_part *part)
{
    int64_t errors = base_diag_errors(build->feel.diag);
    build->feel.source = &draft->file->source;
    if (!make_rule(build, draft, part->from, &part->made))
        return false;
    part->made->changed_by = part->changed_by;
    if (part->change && base_diag_errors(build->feel.diag) > errors)
        tell_change(build, part->change);
    return true;
}

static bool make_version(rules_build *build, rules_draft *draft, rules_draft_rule *version)
{
    if (!make_rule(build, draft, version, &version->made))
        return false;
    version->valid_from = version->made->valid_from;
    version->valid_until = version->made->valid_until;
    return true;
}

static bool check_version(rules_build *build, rules_draft *draft, rules_draft_rule *first, rules_draft_rule *version)
{
    if (!first->override)
        return make_version(build, draft, version);
    if (!rules_cut_version(build, first, version))
        return false;
    for (rules_part *part = version->parts; part; part = part->next)
        if (!check_part(build, draft, part))
            return false;
    return true;
}

static bool check_versions(rules_build *build, rules_draft *draft, rules_draft_rule *first)
{
    for (rules_draft_rule *version = first; version; version = version->next_version)
        if (!check_version(build, draft, first, version))
            return false;
    return true;
}

static bool add_rule(rules_build *build, rules_draft *draft, rules_draft_rule *from)
{
    rules_rule *made;
    bool changed = from->override;
    const rules_retire *retire = from->retire;
    rules_draft_rule *first = rules_order_versions(&draft->reader, from);
    if (!rules_apply_changes(build, first, retire, changed, &made))
        return false;
    return !made || (name_rule(build, draft, made) && rules_chain_add(&draft->reader, &build->made, made, first->name_at));
}

/* Whether the item is a rule, and not a further version of one above it. */
static bool begins_rule(const rules_draft_rule *from)
{
    return !from->change && !from->again;
}

static bool check_file(rules_build *build, rules_draft *draft)
{
    build->feel.source = &draft->file->source;
    for (const rules_link *link = draft->rules.first; link; link = link->next) {
        rules_draft_rule *from = link->item;
        bool alone = from->change && !from->target;
        if (alone ? !make_rule(build, draft, from, &from->made) : begins_rule(from) && !check_versions(build, draft, from))
            return false;
    }
    for (const rules_link *link = draft->rules.first; link; link = link->next)
        if (begins_rule(link->item) && !add_rule(build, draft, link->item))
            return false;
    return true;
}

static bool check_absents(rules_build *build)
{
    base_map said;
    base_map_init(&said, &build->work);
    for (int32_t i = 0; i < build->count; i++) {
        rules_draft *draft = build->drafts[i];
        build->feel.source = &draft->file->source;
        if (is_checked(draft) && !rules_check_absents(draft, build->request->host, &said, &build->absents))
            return false;
    }
    return rules_check_absent_reads(&build->reader, &build->absents);
}

static bool check_uncalled(rules_build *build, rules_draft *draft)
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
static bool count_rules(rules_build *build)
{
    int64_t most = base_limit(build->rules->context, CW_LIMIT_RULES), count = 0;
    for (int32_t i = 0; i < build->count; i++) {
        rules_draft *draft = build->drafts[i];
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

static bool check_files(rules_build *build)
{
    if (!rules_add_fields(build) || !rules_add_words(build) || !rules_check_words(build) || !rules_set_parameters(build) || !number_parameters(build) || !number_tables(build) || !set_globals(build))
        return false;
    for (int32_t i = 0; i < build->count; i++)
        if (!rules_see_includes(build, build->drafts[i]))
            return false;
    if (!rules_find_changes(build))
        return false;
    for (int32_t i = 0; i < build->count; i++)
        if (is_checked(build->drafts[i]) && !check_file(build, build->drafts[i]))
            return false;
    for (int32_t i = 0; i < build->count; i++)
        if (is_checked(build->drafts[i]) && !check_uncalled(build, build->drafts[i]))
            return false;
    return check_absents(build);
}

/* ---- the set ---- */

static bool find_parameters(rules_build *build)
{
    rules_walk walk;
    if (!rules_walk_init(&walk, &build->reader, build->parameters.count))
        return false;
    for (const rules_link *link = build->made.first; link; link = link->next)
        for (rules_rule *rule = link->item; rule; rule = (rules_rule *)rule->next_version)
            if (!rules_find_uses(&walk, rule))
                return false;
    for (const rules_link *link = build->absents.first; link; link = link->next)
        if (!rules_find_absent_parameters(&walk, ((rules_draft_absent *)link->item)->absent))
            return false;
    return true;
}

static bool set_instruments(rules_build *build)
{
    cw_rules *rules = build->rules;
    rules_chain names = {0};
    base_map seen;
    base_map_init(&seen, &build->work);
    for (const rules_link *link = build->made.first; link; link = link->next)
        for (rules_rule *rule = link->item; rule; rule = (rules_rule *)rule->next_version) {
            void *existing = NULL;
            if (rule->instrument.length == 0)
                continue;
            if (!base_map_add(&seen, rule->instrument, rule, &existing))
                return rules_no_memory(&build->reader);
            rule->instrument_index = existing ? ((const rules_rule *)existing)->instrument_index : names.count;
            if (!existing && !rules_chain_add(&build->reader, &names, &rule->instrument, (rules_span){0, 0}))
                return false;
        }
    rules->instruments = rules_chain_copies(&build->reader, &names, sizeof *rules->instruments);
    rules->instrument_count = names.count;
    return rules->instruments;
}

static bool set_absents(rules_build *build)
{
    cw_rules *rules = build->rules;
    const rules_absent **absents = base_arena_array(&rules->arena, (size_t)build->absents.count, sizeof *absents);
    if (!absents)
        return rules_no_memory(&build->reader);
    rules->absents = absents;
    for (const rules_link *link = build->absents.first; link; link = link->next) {
        const rules_absent *absent = ((const rules_draft_absent *)link->item)->absent;
        absents[rules->absent_count++] = absent;
        if (absent->slots > rules->slots)
            rules->slots = absent->slots;
    }
    return true;
}

/* What lived in the working arena. */
static void forget_working(rules_condition *condition)
{
    condition->feel.scope = NULL;
    condition->feel.read = NULL;
    condition->draft = NULL;
    condition->asks = (rules_chain){0};
}

static bool finish(rules_build *build)
{
    cw_rules *rules = build->rules;
    rules_reader *reader = &build->reader;
    rules_chain files = {0};
    for (int32_t i = 0; i < build->count; i++) {
        for (const rules_link *link = build->drafts[i]->conditions.first; link; link = link->next)
            forget_working(link->item);
        if (!rules_chain_add(reader, &files, build->drafts[i]->file, (rules_span){0, 0}))
            return false;
    }
    rules->files = rules_chain_pointers(reader, &files);
    rules->file_count = files.count;
    rules->rules = rules_chain_pointers(reader, &build->made);
    rules->rule_count = build->made.count;
    return rules->files && rules->rules && set_instruments(build) && set_absents(build) && rules_set_words(build) &&
           find_parameters(build);
}

/* Whether all went well so far but memory may have run out unnoticed. */
static bool is_short(const rules_build *build)
{
    return build->feel.no_memory || build->work.failed || build->rules->arena.failed || base_diag_failed(build->feel.diag);
}

static cw_status run(rules_build *build)
{
    int64_t errors = base_diag_errors(build->feel.diag);
    if (!read_files(build) || is_short(build))
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

cw_status rules_compile_request(const cw_context *context, const feel_schema *schema, const rules_request *request,
                                cw_diag *diag, cw_rules **out)
{
    *out = NULL;
    if (request->count < 1)
        return CW_ERR_STATE;
    cw_rules *rules = base_allocate(context, sizeof *rules);
    if (!rules)
        return CW_ERR_NOMEM;
    *rules = (cw_rules){.context = base_context_use((cw_context *)context)};
    atomic_init(&rules->references, 1);
    base_arena_init(&rules->arena, rules->context);
    base_map_init(&rules->by_name, &rules->arena);
    rules_build build = {.request = request, .rules = rules};
    base_arena_init(&build.work, rules->context);
    base_map_init(&build.sets, &build.work);
    base_map_init(&build.ratings, &build.work);
    base_map_init(&build.fields, &build.work);
    base_map_init(&build.words, &build.work);
    build.reader = (rules_reader){.feel = &build.feel, .work = &build.work, .ratings = &build.ratings};
    build.feel = (feel_compiler){.arena = &rules->arena, .diag = diag,
                                 .depth_limit = base_limit(rules->context, CW_LIMIT_EXPRESSION_DEPTH),
                                 .needs_setting = rules_needs_instrument};
    rules_wrap_schema(&build, schema);
    cw_status status = run(&build);
    base_arena_finish(&build.work);
    if (status == CW_OK)
        *out = rules;
    else
        rules_release(rules);
    return status;
}

cw_status rules_compile(const cw_context *context, const feel_schema *schema, const rules_input *inputs, int32_t count,
                        cw_diag *diag, cw_rules **out)
{
    const rules_request request = {.inputs = inputs, .count = count};
    return rules_compile_request(context, schema, &request, diag, out);
}
