/* SPDX-License-Identifier: MIT */
/* Files are read, each kind of oddity is looked for, and what was found is told in the order of its places. */
#include "author/lint_file.h"

#include "base/sort.h"
#include "packs/packs.h"

/* Longer quotes say no more. */
enum { QUOTED_MOST = 120, WORK_MOST = 20000000 };

/* ---- telling ---- */

base_str author_lint_join(author_linter *self, const char *before, base_str middle, const char *after)
{
    base_buffer text;
    base_buffer_init(&text, self->arena.context);
    base_putf(&text, "%s%.*s%s", before, (int)middle.length, middle.at ? middle.at : "", after);
    const char *made = text.failed ? NULL : base_arena_copy(&self->arena, text.data, text.length);
    base_str joined = {made ? made : "", made ? text.length : 0};
    self->arena.failed |= text.failed;
    base_buffer_finish(&text);
    return joined;
}

/* The first line of a text, cut where long. */
static base_str cut(base_str text)
{
    size_t length = 0;
    while (length < text.length && length < QUOTED_MOST && text.at[length] != '\n')
        length++;
    while (length < text.length && length > 0 && ((unsigned char)text.at[length] & 0xC0) == 0x80)
        length--;
    return (base_str){text.at ? text.at : "", length};
}

bool author_warn(author_linter *self, const author_lint_text *text, author_diagnostic which, rules_span at, base_str help, base_str a,
                 base_str b)
{
    void *existing;
    if (!text || !text->asked)
        return true;
    const author_lint_item *item = author_lint_item_at(text, at.start);
    if (item && which >= AUTHOR_TELL_NO_TEST && item->allowed & 1u << (which - AUTHOR_TELL_NO_TEST))
        return true;
    author_warning *made = base_arena_alloc(&self->arena, sizeof *made);
    if (!made)
        return false;
    base_buffer place;
    base_buffer_init(&place, self->arena.context);
    base_putf(&place, "%d %d %u %u", (int)text->index, (int)which, (unsigned)at.start, (unsigned)at.end);
    const char *key = place.failed ? NULL : base_arena_copy(&self->arena, place.data, place.length);
    size_t length = place.length;
    base_buffer_finish(&place);
    if (!key || !base_map_add(&self->told, (base_str){key, length}, made, &existing))
        return false;
    if (existing)
        return true;
    *made = (author_warning){.text = text, .which = which, .at = at, .help = help, .a = cut(a), .b = cut(b)};
    *self->last = made;
    self->last = &made->next;
    self->count++;
    return true;
}

static int compare_places(const void *one, const void *other)
{
    const author_warning *a = *(const author_warning *const *)one, *b = *(const author_warning *const *)other;
    if (a->text != b->text)
        return a->text->index < b->text->index ? -1 : 1;
    if (a->at.start != b->at.start)
        return a->at.start < b->at.start ? -1 : 1;
    return (int)a->which - (int)b->which;
}

static bool tell_all(author_linter *self)
{
    const author_warning **all = base_arena_array(&self->arena, (size_t)self->count, sizeof *all);
    int32_t count = 0;
    if (!all)
        return false;
    for (const author_warning *one = self->first; one; one = one->next)
        all[count++] = one;
    base_sort(all, (size_t)count, sizeof *all, compare_places);
    for (int32_t i = 0; i < count; i++) {
        author_lint_text *text = &self->texts[all[i]->text->index];
        base_place place = feel_place(&text->feel, all[i]->at.start, all[i]->at.end);
        place.lines = &text->lines;
        base_diag_add(self->diag, &author_diagnostics[all[i]->which], &place, all[i]->help, (int)all[i]->a.length, all[i]->a.at,
                      (int)all[i]->b.length, all[i]->b.at);
    }
    return !base_diag_failed(self->diag);
}

/* ---- what authors may allow ---- */

/* `// lint: allow NAME, NAME` in a comment of the item keeps a warning quiet. */
static const struct { author_diagnostic which; const char *name; } names[] = {
    {AUTHOR_TELL_NO_TEST, "no-test"},           {AUTHOR_TELL_NO_TEST_FILE, "no-test"},     {AUTHOR_TELL_NO_SOURCE, "no-source"},
    {AUTHOR_TELL_NO_COVERS, "no-covers"},       {AUTHOR_TELL_UNUSED, "unused"},            {AUTHOR_TELL_GAP, "gap"},
    {AUTHOR_TELL_RETIRED_EARLY, "unreachable"}, {AUTHOR_TELL_EMPTY_TABLE, "unreachable"},  {AUTHOR_TELL_NEVER_APPLIES, "unreachable"},
    {AUTHOR_TELL_NEVER_TRUE, "never-true"},     {AUTHOR_TELL_NEVER_FALSE, "never-false"},  {AUTHOR_TELL_MOVING_ANCHOR, "moving-anchor"},
    {AUTHOR_TELL_READING, "reading"},           {AUTHOR_TELL_OVERRIDE_IDLE, "unreachable"},
    {AUTHOR_TELL_ALWAYS_SAME, "constant"},
};
enum { NAMES = sizeof names / sizeof names[0] };
_Static_assert(AUTHOR_TELL_COUNT - AUTHOR_TELL_NO_TEST <= 32, "a bit for each warning");

static bool is_name_character(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
}

/* The next name after `allow` in a comment; empty: there are no more, or it allows nothing. *at begins as 0. */
static base_str next_allowed(base_str comment, size_t *at)
{
    const base_str lead = BASE_STR("lint: allow ");
    if (*at == 0) {
        size_t start = 2;
        while (start < comment.length && comment.at[start] == ' ')
            start++;
        if (comment.length - start < lead.length || !base_str_equal((base_str){comment.at + start, lead.length}, lead))
            return (base_str){0};
        *at = start + lead.length;
    }
    while (*at < comment.length && (comment.at[*at] == ' ' || comment.at[*at] == ','))
        ++*at;
    size_t start = *at;
    while (*at < comment.length && is_name_character(comment.at[*at]))
        ++*at;
    base_str name = {comment.at + start, *at - start};
    while (*at < comment.length && comment.at[*at] == ' ')
        ++*at;
    if (*at < comment.length && comment.at[*at] != ',')
        *at = comment.length;        /* words that say why follow the last name */
    return name;
}

/* By place in `names`; what is of one name stands for it. */
static uint32_t bits_of(base_str name)
{
    uint32_t bits = 0;
    for (int i = 0; i < NAMES; i++)
        bits |= base_str_is(name, names[i].name) ? 1u << (names[i].which - AUTHOR_TELL_NO_TEST) : 0;
    return bits;
}

/* A name that no warning has would allow nothing. */
static bool tell_name(author_linter *self, const author_lint_item *item, base_str name)
{
    base_nearest nearest;
    base_nearest_init(&nearest, name);
    for (int i = 0; i < NAMES; i++)
        base_nearest_consider(&nearest, base_str_of(names[i].name));
    base_str near = base_nearest_result(&nearest);
    uint32_t start = (uint32_t)(name.at - item->text->file->source.text.at);
    return author_warn(self, item->text, AUTHOR_TELL_UNKNOWN_WARNING, (rules_span){start, start + (uint32_t)name.length},
                       near.length > 0 ? author_lint_join(self, "did you mean `", near, "`?") : near, name, (base_str){0});
}

static bool read_allowed(author_linter *self, author_lint_item *item)
{
    uint32_t at = item->top;
    for (base_str comment; (comment = author_lint_comment(item, &at)).length > 0;) {
        size_t within = 0;
        for (base_str name; (name = next_allowed(comment, &within)).length > 0;) {
            uint32_t bits = bits_of(name);
            item->allowed |= bits;
            if (bits == 0 && !tell_name(self, item, name))
                return false;
        }
    }
    return true;
}

/* ---- the files ---- */

author_lint_text *author_lint_text_of(const author_linter *self, const feel_source *source)
{
    author_lint_text *text = source ? base_map_find(&self->sources, source->name) : NULL;
    return text && source == &text->file->source ? text : NULL;
}

static bool open_text(author_linter *self, int32_t index)
{
    void *existing;
    author_lint_text *text = &self->texts[index];
    text->file = self->rules->files[index];
    text->index = index;
    text->asked = base_map_find(&self->asked, text->file->source.name);
    text->feel = (feel_compiler){.arena = &self->arena, .schema = &eval_schema, .source = &text->file->source, .diag = self->diag};
    text->reader = (rules_reader){.feel = &text->feel, .work = &self->arena};
    base_map_init(&text->names, &self->arena);
    base_map_init(&text->seen, &self->arena);
    base_map_init(&text->codes, &self->arena);
    return base_map_add(&self->sets, text->file->set, text, &existing) &&
           base_map_add(&self->sources, text->file->source.name, text, &existing) && author_lint_read(self, text);
}

static bool open_texts(author_linter *self, const author_lint_file *files, int64_t count)
{
    void *existing;
    for (int64_t i = 0; i < count; i++) {
        const packs_pack *pack = packs_find(base_str_of(files[i].name));
        if (!base_map_add(&self->asked, base_str_of(pack ? pack->file : files[i].name), (void *)&files[i], &existing))
            return false;
    }
    self->texts = base_arena_array(&self->arena, (size_t)self->rules->file_count, sizeof *self->texts);
    if (!self->texts)
        return false;
    for (int32_t i = 0; i < self->rules->file_count; i++)
        if (!open_text(self, i))
            return false;
    return true;
}

static bool read_comments(author_linter *self)
{
    for (int32_t i = 0; i < self->rules->file_count; i++)
        for (author_lint_item *item = self->texts[i].items; item && self->texts[i].asked; item = item->next)
            if (!read_allowed(self, item))
                return false;
    return true;
}

static void open_linter(author_linter *self, cw_context *context, const cw_rules *rules, cw_diag *diag)
{
    feel_host_name plan;
    *self = (author_linter){.rules = rules, .diag = diag, .last = &self->first, .plan = -1, .work = WORK_MOST};
    base_arena_init(&self->arena, base_context_use(context));
    base_map *maps[] = {&self->asked, &self->sets, &self->sources, &self->tested, &self->overriding, &self->told};
    for (size_t i = 0; i < sizeof maps / sizeof maps[0]; i++)
        base_map_init(maps[i], &self->arena);
    author_tour_init(&self->tour, &self->arena, self);
    self->tour.visit = author_lint_visit;
    if (eval_schema.name(eval_schema.self, BASE_STR("plan"), &plan))
        self->plan = plan.id;
}

cw_status author_lint(cw_context *context, const cw_rules *rules, const author_lint_file *files, int64_t count, cw_diag *diag)
{
    author_linter self;
    open_linter(&self, context, rules, diag);
    base_diag_begin(diag);
    bool whole = open_texts(&self, files, count) && read_comments(&self) && author_lint_names(&self) &&
                 author_lint_tested(&self, files, count) && author_lint_rules(&self) && tell_all(&self) && !self.arena.failed;
    const cw_context *used = self.arena.context;
    base_arena_finish(&self.arena);
    base_context_drop(used);
    return whole ? CW_OK : CW_ERR_NOMEM;
}
