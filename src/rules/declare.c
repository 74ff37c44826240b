/* SPDX-License-Identifier: MIT */
/* Names that expressions can see: what may be declared, and where it was. */
#include "rules/draft.h"

static void *tell(rules_reader *reader, rules_diagnostic which, rules_span at, base_str help, base_str b)
{
    rules_tell(reader, which, at, help, rules_str(reader, at), b);
    return NULL;
}

static base_str another(rules_reader *reader, rules_span at)
{
    return rules_join(reader, "choose another name, such as `my_", rules_str(reader, at), "`");
}

/* The name as declared in `scope` or farther out in the file. */
static const rules_name *declared(const rules_reader *reader, const feel_scope *scope, base_str name)
{
    const feel_name *found = NULL;
    for (; scope && scope != reader->included && !found; scope = scope->outer)
        found = base_map_find(&scope->names, name);
    return (const rules_name *)found;
}

/* Whether the word can be a name at all, and means nothing yet to every expression. */
static bool is_free(rules_reader *reader, rules_span at)
{
    base_str name = rules_str(reader, at);
    feel_host_name host;
    if (feel_is_keyword(name))
        return tell(reader, RULES_TELL_KEYWORD, at, another(reader, at), (base_str){0});
    if (!feel_name_valid(name))
        return tell(reader, RULES_TELL_BAD_NAME, at, (base_str){0}, (base_str){0});
    if (base_str_is(name, "period") || base_str_is(name, "due"))
        return tell(reader, RULES_TELL_OWN_NAME, at, another(reader, at), (base_str){0});
    if (reader->feel->schema->name(reader->feel->schema->self, name, &host))
        return tell(reader, RULES_TELL_HOST_NAME, at, another(reader, at), (base_str){0});
    return true;
}

rules_name *rules_declare(rules_reader *reader, feel_scope *scope, rules_span at)
{
    base_str name = rules_str(reader, at);
    if (!is_free(reader, at))
        return NULL;
    const rules_name *other = declared(reader, scope, name);
    if (other) {
        bool here = base_map_find(&scope->names, name) != NULL;
        return tell(reader, here ? RULES_TELL_NAME_TWICE : RULES_TELL_HIDES, at, another(reader, at),
                    rules_line_text(reader, other->at.start));
    }
    feel_name *existing;
    rules_name *made = base_arena_alloc(reader->work, sizeof *made);
    if (made)
        *made = (rules_name){.feel = {.name = name}, .at = at};
    if (!made || !feel_scope_add(scope, &made->feel, &existing)) {
        rules_no_memory(reader);
        return NULL;
    }
    return made;
}
