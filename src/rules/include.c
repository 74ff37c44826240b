/* SPDX-License-Identifier: MIT */
/* `include`: which files belong together, and whose names a file sees. */
#include "rules/build.h"

static void at_file(rules_build *build, const rules_draft *draft)
{
    build->feel.source = &draft->file->source;
}

/* ---- finding them ---- */

/* What is built in, where nothing is near. */
static base_str list_sets(rules_build *build, const rules_library *library)
{
    base_buffer text;
    base_str one;
    base_buffer_init(&text, build->work.context);
    for (int32_t i = 0; (one = library->name_at(library->user, i)).length > 0; i++)
        base_putf(&text, "%s`%.*s`", i == 0 ? "built in are " : ", ", (int)one.length, one.at);
    char *kept = text.failed ? NULL : base_arena_copy(&build->work, text.data ? text.data : "", text.length);
    base_str help = {kept, kept ? text.length : 0};
    if (!kept)
        rules_no_memory(&build->reader);
    base_buffer_finish(&text);
    return help;
}

static base_str near_set(rules_build *build, base_str name)
{
    const rules_library *library = build->request->library;
    base_nearest nearest;
    base_str one;
    rules_begin_nearest(&build->reader, &nearest, name);
    if (!base_diag_keeps(build->feel.diag))
        return (base_str){0};
    for (const rules_link *link = build->files.first; link; link = link->next)
        base_nearest_consider(&nearest, ((const rules_draft *)link->item)->file->set);
    for (int32_t i = 0; library && (one = library->name_at(library->user, i)).length > 0; i++)
        base_nearest_consider(&nearest, one);
    static const char ending[] = ".rules";
    size_t cut = sizeof ending - 1;
    if (name.length > cut && base_str_is((base_str){name.at + name.length - cut, cut}, ending))
        return rules_join(&build->reader, "write the name of the set, `", (base_str){name.at, name.length - cut}, "`, and not that of its file");
    base_str near = rules_did_you_mean(&build->reader, &nearest);
    return near.length > 0 || !library ? near : list_sets(build, library);
}

/* A file whose first lines could not be read may be the very one. */
static bool all_are_sound(const rules_build *build)
{
    for (const rules_link *link = build->files.first; link; link = link->next)
        if (!((const rules_draft *)link->item)->sound)
            return false;
    return true;
}

static bool miss(rules_build *build, rules_draft *draft, const rules_include *include)
{
    const rules_library *library = build->request->library;
    draft->lacks_include = true;
    if (!all_are_sound(build))
        return true;
    at_file(build, draft);
    rules_tell(&draft->reader, RULES_TELL_UNKNOWN_INCLUDE, include->at, near_set(build, include->name), include->name,
               (base_str){0});
    return !library || library->missing(library->user, include->name, draft->file->source.name);
}

/* The file of a set that was not given, where the library has it. */
static bool ask_library(rules_build *build, base_str name, rules_draft **out)
{
    const rules_library *library = build->request->library;
    rules_input input;
    if (!library || !library->find(library->user, name, &input))
        return true;
    if (!rules_read_input(build, &input, out))
        return false;
    if (*out && !base_str_equal((*out)->file->set, name))
        *out = NULL;
    return true;
}

static bool find(rules_build *build, rules_draft *draft, rules_include *include, base_map *seen)
{
    void *existing;
    if (!base_map_add(seen, include->name, include, &existing))
        return rules_no_memory(&draft->reader);
    at_file(build, draft);
    if (existing) {
        rules_tell(&draft->reader, RULES_TELL_HEAD_TWICE, include->at, (base_str){0},
                   rules_join(&draft->reader, "include ", include->name, ""),
                   rules_line_text(&draft->reader, ((const rules_include *)existing)->at.start));
        return true;
    }
    include->draft = base_map_find(&build->sets, include->name);
    if (!include->draft && !ask_library(build, include->name, &include->draft))
        return false;
    return include->draft || build->limit || miss(build, draft, include);
}

static bool within_limit(rules_build *build, rules_draft *draft, const rules_include *include, int64_t count)
{
    int64_t most = base_limit(build->rules->context, CW_LIMIT_INCLUDES);
    if (count <= most)
        return true;
    at_file(build, draft);
    rules_tell(&draft->reader, RULES_TELL_INCLUDES_LIMIT, include->at, (base_str){0},
               rules_number_text(&draft->reader, most), (base_str){0});
    build->limit = true;
    return false;
}

/* ---- circles ---- */

typedef enum visit { UNSEEN, ON_THE_WAY, DONE } visit;

static void tell_circle(rules_build *build, rules_draft *draft, const rules_include *include)
{
    base_str name = include->name, self = draft->file->set;
    at_file(build, draft);
    rules_tell(&draft->reader, RULES_TELL_CIRCLE, include->at, BASE_STR("take out an `include` of the circle"), name,
               base_str_equal(name, self) ? (base_str){0} : rules_join(&draft->reader, ", by way of `", self, "`"));
}

/* A walk along all includes; each file keeps where the walk came from and how far it went. */
static void tell_circles(rules_build *build, rules_draft *at)
{
    at->visit = ON_THE_WAY;
    at->next_include = at->includes.first;
    while (at) {
        const rules_link *link = at->next_include;
        if (!link) {
            at->visit = DONE;
            at->depth = ++build->visited;
            at = at->came_from;
            continue;
        }
        at->next_include = link->next;
        rules_draft *next = ((const rules_include *)link->item)->draft;
        if (next && next->visit == ON_THE_WAY)
            tell_circle(build, at, link->item);
        if (!next || next->visit != UNSEEN)
            continue;
        next->visit = ON_THE_WAY;
        next->next_include = next->includes.first;
        next->came_from = at;
        at = next;
    }
}

/* The walk of tell_circles once more, from one file. */
void rules_mark_included(rules_draft *draft)
{
    int32_t by = draft->depth;
    rules_draft *at = draft;
    at->came_from = NULL;
    at->next_include = at->includes.first;
    while (at) {
        const rules_link *link = at->next_include;
        if (!link) {
            at = at->came_from;
            continue;
        }
        at->next_include = link->next;
        rules_draft *next = ((const rules_include *)link->item)->draft;
        if (!next || next == draft || next->reached_by == by)
            continue;
        next->reached_by = by;
        next->next_include = next->includes.first;
        next->came_from = at;
        at = next;
    }
}

bool rules_find_includes(rules_build *build)
{
    int64_t count = 0;
    for (const rules_link *file = build->files.first; file; file = file->next) {
        rules_draft *draft = file->item;
        base_map seen;
        base_map_init(&seen, &build->work);
        for (const rules_link *link = draft->includes.first; link; link = link->next)
            if (!within_limit(build, draft, link->item, ++count) || !find(build, draft, link->item, &seen))
                return false;
    }
    for (const rules_link *file = build->files.first; file; file = file->next)
        if (((const rules_draft *)file->item)->visit == UNSEEN)
            tell_circles(build, file->item);
    return !build->feel.no_memory;
}

/* ---- names ---- */

static bool refuse(rules_build *build, feel_scope *both, base_str name)
{
    void *existing;
    feel_name *made = base_arena_alloc(&build->work, sizeof *made);
    if (made)
        *made = (feel_name){.name = name, .how = FEEL_AS_REFUSED, .refusal = "two of the included rule sets declare it"};
    return made && base_map_add(&both->names, name, made, &existing) ? true : rules_no_memory(&build->reader);
}

/* Names that two of them declare, so that neither is meant. */
static bool find_both(rules_build *build, const rules_draft *draft, feel_scope *both)
{
    base_map seen;
    void *existing;
    base_map_init(&seen, &build->work);
    base_map_init(&both->names, &build->work);
    for (const rules_link *link = draft->includes.first; link && draft->includes.count > 1; link = link->next) {
        const rules_draft *other = ((const rules_include *)link->item)->draft;
        for (const feel_name *name = other ? other->scope.last : NULL; name; name = name->next) {
            if (!base_map_add(&seen, name->name, (void *)name, &existing))
                return rules_no_memory(&build->reader);
            if (existing && !refuse(build, both, name->name))
                return false;
        }
    }
    return true;
}

bool rules_see_includes(rules_build *build, rules_draft *draft)
{
    feel_scope *scopes = base_arena_array(&build->work, (size_t)draft->includes.count + 1, sizeof *scopes);
    if (!scopes)
        return rules_no_memory(&build->reader);
    if (draft->includes.count == 0)
        return true;
    if (!find_both(build, draft, scopes))
        return false;
    feel_scope *last = scopes;
    for (const rules_link *link = draft->includes.first; link; link = link->next) {
        const rules_draft *other = ((const rules_include *)link->item)->draft;
        if (!other || other == draft)
            continue;
        last[1] = (feel_scope){.names = other->scope.names, .last = other->scope.last};
        last->outer = last + 1;
        last++;
    }
    draft->scope.outer = draft->reader.included = scopes;
    return true;
}

const rules_parameter *rules_parameter_of(const rules_draft *draft, base_str name)
{
    const rules_draft_parameter *own = base_map_find(&draft->parameters_by_name, name);
    const rules_parameter *found = own ? own->parameter : NULL;
    if (found || base_map_find(&draft->scope.names, name))
        return found;
    for (const rules_link *link = draft->includes.first; link; link = link->next) {
        const rules_draft *other = ((const rules_include *)link->item)->draft;
        const rules_draft_parameter *one = other ? base_map_find(&other->parameters_by_name, name) : NULL;
        if (one && found)
            return NULL;
        found = one ? one->parameter : found;
    }
    return found;
}
