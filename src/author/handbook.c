/* SPDX-License-Identifier: MIT */
/* The order of the book. */
#include "author/handbook.h"

#include "author/handbook_parts.h"
#include "author/list_packs.h"
#include "base/sha256.h"

static base_buffer *out_of(handbook *book)
{
    return &book->words.out;
}

void handbook_write_paragraph(handbook *book, const char *text)
{
    book->page.writer->paragraph(&book->page, base_str_of(text));
}

base_str handbook_shown(handbook *book, base_str text)
{
    size_t start = out_of(book)->length;
    base_put_visible(out_of(book), text);
    return handbook_take(&book->words, start);
}

/* ---- the title page ---- */

static base_str title_of(handbook *book)
{
    const cw_rules *rules = book->rules;
    size_t start = out_of(book)->length;
    base_put(out_of(book), "Policy handbook: ");
    for (int32_t i = 0; i < rules->file_count; i++) {
        base_put(out_of(book), i == 0 ? "" : ", ");
        base_put_visible(out_of(book), rules->files[i]->set);
    }
    return handbook_take(&book->words, start);
}

static void write_documents(handbook *book, const rules_file *file)
{
    handbook_line *lines = handbook_end_line(&book->words, out_of(book)->length);
    for (int32_t i = 0; lines && i < file->source_count; i++) {
        size_t start = out_of(book)->length;
        author_put_document(out_of(book), &file->sources[i]);
        handbook_add_line(lines, handbook_end_line(&book->words, start));
    }
    if (lines && lines->first)
        book->page.writer->fact(&book->page, "Documents", lines);
}

static void write_set(handbook *book, const rules_file *file)
{
    size_t start = out_of(book)->length;
    base_put(out_of(book), "set:");
    base_put_str(out_of(book), file->set);
    base_str id = handbook_take(&book->words, start);
    base_put_visible(out_of(book), file->title);
    book->page.writer->open(&book->page, id, handbook_take(&book->words, start));
    size_t at = 0;
    for (base_str said; (said = handbook_next_remark(book, file, &at)).length > 0;)
        book->page.writer->paragraph(&book->page, said);
    handbook_put_code(out_of(book), file->set);
    base_put(out_of(book), file->version.length > 0 ? ", version " : "");
    base_put_visible(out_of(book), file->version);
    handbook_write_fact(book, "Rule set", start);
    write_documents(book, file);
    author_put_counts(out_of(book), book->rules, file);
    handbook_write_fact(book, "Holds", start);
    base_put(out_of(book), "SHA-256 ");
    base_put_char(out_of(book), HANDBOOK_CODE);
    base_put_digest(out_of(book), file->digest);
    base_put_char(out_of(book), HANDBOOK_END);
    handbook_write_fact(book, "Its text", start);
    book->page.writer->end_facts(&book->page);
    book->page.writer->close(&book->page);
}

static void write_title_page(handbook *book)
{
    book->page.writer->begin(&book->page, title_of(book));
    book->page.writer->notice(&book->page, BASE_STR(
        "This is not current law, and no legal advice. It holds what the documents named on this page ask, as they stand and of the dates that are "
        "given with them, in the reading of the rule sets; what was changed since is not in it. Where the plain words and a rule as it is written "
        "say different things, the rule as it is written is what is judged by, and the document is what counts."));
    for (int32_t i = 0; i < book->rules->file_count; i++)
        write_set(book, book->rules->files[i]);
}

/* ---- contents ---- */

static base_str section_title(const handbook_group *group, const handbook_section *section)
{
    return section->title.length > 0 ? section->title : group->untitled;
}

static void list_groups(handbook *book, const handbook_group *group, int level)
{
    for (; group; group = group->next) {
        if (group->rule_count == 0)
            continue;
        book->page.writer->content(&book->page, level, group->id, group->title);
        for (const handbook_section *section = group->first; section && level == 2; section = section->next)
            book->page.writer->content(&book->page, 3, section->id, handbook_shown(book, section_title(group, section)));
    }
}

static void list_parts(handbook *book)
{
    const cw_rules *rules = book->rules;
    const struct { bool there; const char *id, *title; } parts[] = {
        {book->conditions.count > 0, "terms", "Terms"},
        {rules->table_count > 0, "tables", "Tables"},
        {handbook_notes(rules), "notes", "Definitions and permissions"},
        {handbook_adds(rules), "facts", "Facts of a case"},
        {rules->parameter_count > 0, "parameters", "Parameters and readings"},
        {handbook_has_ids(book), "ids", "Index of requirements"},
        {rules->rule_count > 0, "names", "Index of rules"},
    };
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++)
        if (parts[i].there)
            book->page.writer->content(&book->page, 2, base_str_of(parts[i].id), base_str_of(parts[i].title));
}

static void write_contents(handbook *book)
{
    book->page.writer->begin_contents(&book->page);
    book->page.writer->content(&book->page, 2, BASE_STR("reading"), BASE_STR("How to read this handbook"));
    list_groups(book, book->documents, 2);
    if (book->instruments) {
        book->page.writer->content(&book->page, 2, BASE_STR("items"), BASE_STR("Review items"));
        list_groups(book, book->instruments, 3);
    }
    list_parts(book);
    book->page.writer->end_contents(&book->page);
}

/* ---- how to read it ---- */

static void write_guide(handbook *book)
{
    book->page.writer->open(&book->page, BASE_STR("reading"), BASE_STR("How to read this handbook"));
    handbook_write_paragraph(book, "Each rule says whom it is for, when it applies, what it asks and by when, what excuses from it, and what to do. A rule that must be met is "
                                   "broken when it is not; a rule that may be followed is advice, and never broken.");
    handbook_write_paragraph(book, "The plain words are made from the rule by a program. Where that has no plain words which could not be taken otherwise, it shows the words of the rule, "
                                   "in another type. Under each rule stands the rule as it is written, which is the rule.");
    handbook_write_paragraph(book, "A case is judged as of a day, from what its record shows. \"Documented\" asks what is written. What the record does not tell is not taken as "
                                   "broken: such a finding is unknown, and names the facts that are missing. What stands in [brackets] in a title is filled in "
                                   "for each case.");
    handbook_write_paragraph(book, "The plan in force is the latest version that has taken effect by that day. A review item asks for what a reviewer judged; one that was rated as not applicable "
                                   "is not asked.");
    book->page.writer->close(&book->page);
}

/* ---- the rules ---- */

static void write_entries(handbook *book, const handbook_section *section)
{
    for (const handbook_entry *entry = section->first; entry && !book->words.no_memory; entry = entry->next)
        handbook_write_rule(book, entry->rule);
}

static void write_groups(handbook *book, const handbook_group *group)
{
    for (; group; group = group->next) {
        if (group->rule_count == 0)
            continue;
        book->page.writer->open(&book->page, group->id, group->title);
        for (const handbook_section *section = group->first; section; section = section->next) {
            book->page.writer->open(&book->page, section->id, handbook_shown(book, section_title(group, section)));
            write_entries(book, section);
            book->page.writer->close(&book->page);
        }
        book->page.writer->close(&book->page);
    }
}

static void write_items(handbook *book)
{
    if (!book->instruments)
        return;
    book->page.writer->open(&book->page, BASE_STR("items"), BASE_STR("Review items"));
    handbook_write_paragraph(book, "What only a person can judge: a reviewer rates each item, with evidence. Items stand by instrument, and by the part of the work that they are about.");
    write_groups(book, book->instruments);
    book->page.writer->close(&book->page);
}

static bool write_all(handbook *book)
{
    write_title_page(book);
    write_contents(book);
    write_guide(book);
    write_groups(book, book->documents);
    write_items(book);
    handbook_write_conditions(book);
    handbook_write_tables(book);
    handbook_write_notes(book);
    handbook_write_added(book);
    handbook_write_parameters(book);
    handbook_write_ids(book);
    handbook_write_names(book);
    book->page.writer->end(&book->page);
    return !book->words.no_memory && !book->words.out.failed;
}

cw_status author_handbook(cw_context *context, const cw_rules *rules, author_handbook_form form, cw_text **out)
{
    const cw_context *used = base_context_use(context);
    handbook book = {.rules = rules, .page.writer = form == AUTHOR_HANDBOOK_HTML ? &handbook_html : &handbook_markdown};
    base_arena_init(&book.arena, used);
    base_buffer_init(&book.page.out, used);
    handbook_words_init(&book.words, &book.arena, rules);
    *out = NULL;
    bool whole = handbook_read_comments(&book) && handbook_sort_rules(&book) && handbook_find_conditions(&book) && write_all(&book);
    cw_status status = whole ? base_buffer_take(&book.page.out, out) : CW_ERR_NOMEM;
    handbook_words_finish(&book.words);
    base_buffer_finish(&book.page.out);
    base_arena_finish(&book.arena);
    base_context_drop(used);
    return status;
}
