/* SPDX-License-Identifier: MIT */
/* The host's schema as rules see it: with the custom fields that they declare and the ratings that they ask for. */
#include "rules/build.h"

#include <stdio.h>
#include <string.h>

static const rules_build *build_of(const void *self)
{
    return self;
}

static const feel_schema *host_of(const void *self)
{
    return build_of(self)->request_schema;
}

static bool find_name(const void *self, base_str name, feel_host_name *out)
{
    return host_of(self)->name(host_of(self)->self, name, out);
}

/* The field that stands for a rating of records of a kind; made when it is first asked for. */
static bool find_rating(rules_build *build, int32_t kind, base_str name, feel_host_field *out)
{
    static const feel_type *const types[] = {[RULES_RATING_WORD] = &feel_type_string, [RULES_RATING_SCORE] = &feel_type_number,
                                             [RULES_RATING_APPLIES] = &feel_type_boolean};
    rules_draft_rating *rating = base_map_find(&build->ratings, name);
    const rules_host *host = build->request->host;
    if (!rating || !host)
        return false;
    for (const rules_rating_field *one = rating->fields; one; one = one->next)
        if (one->kind == kind) {
            *out = one->field;
            return true;
        }
    rules_rating_field *made = base_arena_alloc(&build->work, sizeof *made);
    rules_rating *kept = base_arena_alloc(&build->rules->arena, sizeof *kept);
    if (!made || !kept)
        return rules_no_memory(&build->reader);
    *kept = rating->rating;
    feel_host_field asked = {0};
    if (rating->asked.length > 0 && !find_rating(build, kind, rating->asked, &asked))
        return false;
    kept->asked = asked.handle;
    *made = (rules_rating_field){rating->fields, kind, {kept, types[kept->part]}};
    if (!host->rating(&build->rules->arena, kind, kept, &made->field))
        return rules_no_memory(&build->reader);
    rating->fields = made;
    *out = made->field;
    return true;
}

/* ---- custom fields ---- */

enum { KEY_MOST = 80 };

/* "12 risk"; empty for a name that is too long to be one. */
static base_str field_key(int32_t kind, base_str name, char room[KEY_MOST])
{
    int length = name.length < KEY_MOST - 16 ? snprintf(room, KEY_MOST, "%d %.*s", (int)kind, (int)name.length, name.at) : 0;
    return (base_str){room, (size_t)length};
}

static const rules_draft_field *find_custom(const rules_build *build, int32_t kind, base_str name)
{
    char room[KEY_MOST];
    base_str key = field_key(kind, name, room);
    return key.length > 0 ? base_map_find(&build->fields, key) : NULL;
}

static bool add_field(rules_build *build, rules_draft *draft, rules_field *field, rules_span at)
{
    char room[KEY_MOST];
    base_str key = field_key(field->kind, field->name, room);
    rules_draft_field *made = base_arena_alloc(&build->work, sizeof *made);
    const char *kept = base_arena_copy(&build->work, key.at, key.length);
    void *existing;
    if (!made || !kept)
        return rules_no_memory(&build->reader);
    build->feel.source = &draft->file->source;
    if (key.length == 0) {
        rules_tell(&draft->reader, RULES_TELL_BAD_NAME, at, (base_str){0}, field->name, (base_str){0});
        return true;
    }
    *made = (rules_draft_field){.field = field, .draft = draft, .at = at};
    field->index = build->rules->field_count;
    if (!base_map_add(&build->fields, (base_str){kept, key.length}, made, &existing) ||
        (!existing && !build->request->host->custom(&build->rules->arena, field, &made->made)))
        return rules_no_memory(&build->reader);
    if (existing)
        rules_tell(&draft->reader, RULES_TELL_FIELD_TWICE, at, (base_str){0}, field->name,
                   ((const rules_draft_field *)existing)->draft->file->set);
    else
        build->rules->fields[build->rules->field_count++] = field;
    return true;
}

/* Room for all of them in the set. */
static bool make_room(rules_build *build)
{
    size_t count = 0;
    for (int32_t i = 0; i < build->count; i++)
        for (const rules_link *link = build->drafts[i]->fields.first; link; link = link->next)
            count++;
    build->rules->fields = base_arena_array(&build->rules->arena, count, sizeof *build->rules->fields);
    return build->rules->fields || rules_no_memory(&build->reader);
}

void rules_tell_no_field(rules_reader *reader, int32_t kind, rules_span at)
{
    const feel_schema *schema = reader->feel->schema;
    base_str candidate;
    base_nearest nearest;
    rules_begin_nearest(reader, &nearest, rules_str(reader, at));
    for (int32_t i = 0; (candidate = schema->field_at(schema->self, kind, i)).length > 0; i++)
        base_nearest_consider(&nearest, candidate);
    rules_tell(reader, RULES_TELL_UNKNOWN_FIELD, at, rules_did_you_mean(reader, &nearest), schema->kind_name(schema->self, kind),
               nearest.word);
}

/* Own ones before those of all entries. */
static bool find_own(const rules_build *build, int32_t kind, base_str name, feel_host_field *out)
{
    const rules_draft_field *found = NULL;
    for (; build->fields.count > 0 && kind >= 0 && !found; kind = build->request->host->wider(kind))
        found = find_custom(build, kind, name);
    if (found)
        *out = found->made;
    return found;
}

/* An `absent` of a field that only rules have, or none. */
static bool place_lacking(rules_build *build, rules_draft *draft)
{
    build->feel.source = &draft->file->source;
    for (const rules_link *link = draft->lacking.first; link; link = link->next) {
        const rules_lacking *one = link->item;
        feel_host_field field;
        if (find_own(build, one->kind, rules_str(&draft->reader, one->at), &field)) {
            if (!one->absent)
                continue;
            one->absent->field = field;
            one->absent->absent->field = field.handle;
            if (!rules_chain_add(&draft->reader, &draft->absents, one->absent, one->word))
                return false;
        } else if (!draft->lacks_include) {
            rules_tell_no_field(&draft->reader, one->kind, one->at);
        }
    }
    return true;
}

bool rules_add_fields(rules_build *build)
{
    if (!make_room(build))
        return false;
    for (int32_t i = 0; i < build->count; i++)
        for (const rules_link *link = build->drafts[i]->fields.first; build->request->host && link; link = link->next)
            if (!add_field(build, build->drafts[i], link->item, link->at))
                return false;
    for (int32_t i = 0; i < build->count; i++)
        if (!place_lacking(build, build->drafts[i]))
            return false;
    return !build->feel.no_memory;
}

/* The build is changed by what is made, never by what is found. */
static bool find_field(const void *self, int32_t kind, base_str name, feel_host_field *out)
{
    if (name.length > 0 && name.at[name.length - 1] == ')')
        return find_rating((rules_build *)self, kind, name, out);
    return host_of(self)->field(host_of(self)->self, kind, name, out) || find_own(build_of(self), kind, name, out);
}

static bool find_word(const void *self, int32_t enumeration, base_str word, base_str *out)
{
    if (host_of(self)->word(host_of(self)->self, enumeration, word, out))
        return true;
    const rules_word *own = build_of(self)->words.count > 0 ? rules_find_draft_word(build_of(self), enumeration, word) : NULL;
    if (own)
        *out = own->word;
    return own;
}

static base_str name_at(const void *self, int32_t index)
{
    return host_of(self)->name_at(host_of(self)->self, index);
}

/* ---- by index, as who looks for suggestions asks: one after the other ---- */

static int32_t count_host(base_str (*at)(const void *, int32_t, int32_t), const feel_schema *host, int32_t of)
{
    int32_t count = 0;
    while (at(host->self, of, count).length > 0)
        count++;
    return count;
}

/* The next link of the file at hand, or of those after it; NULL: that was all. */
static const rules_link *step(const rules_build *build, rules_seek *seek, bool words)
{
    const rules_link *link = seek->link ? seek->link->next : NULL;
    while (!link && seek->file < build->count) {
        const rules_draft *draft = build->drafts[seek->file++];
        link = words ? draft->words.first : draft->fields.first;
    }
    seek->link = link;
    return link;
}

static base_str name_in(const rules_link *link, bool words)
{
    return words ? ((const rules_draft_word *)link->item)->word.word : ((const rules_field *)link->item)->name;
}

static int32_t owner_of(const rules_link *link, bool words)
{
    return words ? ((const rules_draft_word *)link->item)->word.enumeration : ((const rules_field *)link->item)->kind;
}

/* The index-th that files declare of a kind or enumeration, empty past the last. It goes on where it stood, so that asking for all of
 * them in turn, for each as often as one likes, costs one pass. */
static base_str declared_at(const rules_build *build, rules_seek *seek, bool words, int32_t index)
{
    if (seek->link && index == seek->next - 1)
        return name_in(seek->link, words);
    if (index < seek->next) {
        seek->next = seek->file = 0;
        seek->link = NULL;
    }
    while (step(build, seek, words))
        if (owner_of(seek->link, words) == seek->of && seek->next++ == index)
            return name_in(seek->link, words);
    seek->next = INT32_MAX;
    return (base_str){"", 0};
}

/* Own ones come after the host's. */
static base_str name_after(rules_build *build, rules_seek *seek, base_str (*at)(const void *, int32_t, int32_t), bool words, int32_t of, int32_t index)
{
    const feel_schema *host = build->request_schema;
    if (!seek->begun || seek->of != of)
        *seek = (rules_seek){.of = of, .begun = true, .host_count = count_host(at, host, of)};
    return index < seek->host_count ? at(host->self, of, index) : declared_at(build, seek, words, index - seek->host_count);
}

static base_str field_at(const void *self, int32_t kind, int32_t index)
{
    rules_build *build = (rules_build *)self;
    if (build->fields.count == 0)
        return host_of(self)->field_at(host_of(self)->self, kind, index);
    return name_after(build, &build->seek_field, host_of(self)->field_at, false, kind, index);
}

static base_str word_at(const void *self, int32_t enumeration, int32_t index)
{
    rules_build *build = (rules_build *)self;
    if (build->words.count == 0)
        return host_of(self)->word_at(host_of(self)->self, enumeration, index);
    return name_after(build, &build->seek_word, host_of(self)->word_at, true, enumeration, index);
}

static base_str kind_name(const void *self, int32_t kind)
{
    return host_of(self)->kind_name(host_of(self)->self, kind);
}

static base_str enumeration_name(const void *self, int32_t enumeration)
{
    return host_of(self)->enumeration_name(host_of(self)->self, enumeration);
}

static base_str odd_name_at(const void *self, int32_t index)
{
    return host_of(self)->odd_name_at(host_of(self)->self, index);
}

void rules_wrap_schema(rules_build *build, const feel_schema *host)
{
    build->request_schema = host;
    build->schema = (feel_schema){build, find_name, find_field, find_word, name_at, field_at, word_at, kind_name, enumeration_name,
                                  host->odd_name_at ? odd_name_at : NULL};
    build->feel.schema = &build->schema;
}
