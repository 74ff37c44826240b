/* SPDX-License-Identifier: MIT */
/* Prints what is generated from the schema table: with `fields` the public header <casework/fields.h>, with
 * `sorted` the sorted indexes of schema_sorted.h, with `reference` src/rules/FIELDS.md, what rules may read. It reads the table by position only, so that it also works
 * while schema_sorted.h is stale. A program of the build, not part of the library. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "model/schema.c"   /* all that this program needs of the library */

/* ---- sorted indexes ---- */

typedef struct item { int32_t index; int32_t number; const char *name; } item;

static int by_name(const void *a, const void *b)
{
    return strcmp(((const item *)a)->name, ((const item *)b)->name);
}

static int by_number(const void *a, const void *b)
{
    int32_t x = ((const item *)a)->number, y = ((const item *)b)->number;
    return (x > y) - (x < y);
}

static void print_items(item *items, int count, int order(const void *, const void *))
{
    qsort(items, (size_t)count, sizeof *items, order);
    for (int i = 0; i < count; i++) printf("%s%d,", i % 20 == 0 ? "\n    " : " ", (int)items[i].index);
}

static void begin(const char *name)
{
    printf("static const int16_t %s[] = {", name);
}

static void end(void)
{
    printf("\n};\n");
}

/* The own fields of kind after kind, each sorted by name, in the order of the table. */
static void print_fields_by_name(void)
{
    begin("fields_by_name");
    for (int32_t kind = 0, first = 0; kind < MODEL_KIND_COUNT; kind++) {
        item items[MODEL_FIELD_COUNT];
        int count = 0;
        for (int32_t i = first; i < MODEL_FIELD_COUNT; i++) {
            const model_field *field = model_field_by(i);
            if (field->key / 1000 != model_kind_at(kind)->number) break;
            items[count++] = (item){ i, 0, field->name };
        }
        first += count;
        print_items(items, count, by_name);
    }
    end();
}

/* What documents give for a kind: what is stored, and of entries their kind. */
static int written_fields(int32_t kind, item *items)
{
    int count = 0;
    for (int32_t i = 0; i < model_kind_at(kind)->field_count; i++) {
        const model_field *field = model_field_at(kind, i);
        if (field->derived && field != model_field_by(MODEL_FIELD_ENTRY_KIND)) continue;
        items[count++] = (item){ (int32_t)(field - model_fields), 0, field->name };
    }
    return count;
}

static void print_written_by_name(void)
{
    item items[MODEL_FIELD_COUNT];
    begin("written_by_name");
    for (int32_t kind = 0; kind < MODEL_KIND_COUNT; kind++)
        print_items(items, written_fields(kind, items), by_name);
    end();
    begin("written_first");
    for (int32_t kind = 0, first = 0; kind <= MODEL_KIND_COUNT; kind++) {
        printf("%s%d,", kind % 20 == 0 ? "\n    " : " ", (int)first);
        if (kind < MODEL_KIND_COUNT) first += written_fields(kind, items);
    }
    end();
}

static void print_fields_by_key(void)
{
    item items[MODEL_FIELD_COUNT];
    for (int32_t i = 0; i < MODEL_FIELD_COUNT; i++) items[i] = (item){ i, model_field_by(i)->key, NULL };
    begin("fields_by_key");
    print_items(items, MODEL_FIELD_COUNT, by_number);
    end();
}

static void print_kinds(void)
{
    item named[MODEL_KIND_COUNT], plural[MODEL_KIND_COUNT], numbered[MODEL_KIND_COUNT];
    int plurals = 0;
    for (int32_t i = 0; i < MODEL_KIND_COUNT; i++) {
        const model_kind *kind = model_kind_at(i);
        named[i] = (item){ i, 0, kind->name };
        numbered[i] = (item){ i, kind->number, NULL };
        if (kind->plural != NULL) plural[plurals++] = (item){ i, 0, kind->plural };
    }
    begin("kinds_by_name");
    print_items(named, MODEL_KIND_COUNT, by_name);
    end();
    begin("kinds_by_plural");
    print_items(plural, plurals, by_name);
    end();
    begin("kinds_by_number");
    print_items(numbered, MODEL_KIND_COUNT, by_number);
    end();
}

static void print_enumerations(void)
{
    item items[MODEL_ENUM_COUNT];
    for (int32_t i = 0; i < MODEL_ENUM_COUNT; i++) items[i] = (item){ i, 0, model_enumeration_at(i)->name };
    begin("enumerations_by_name");
    print_items(items, MODEL_ENUM_COUNT, by_name);
    end();
}

/* The words of enumeration after enumeration, each sorted, as indexes within the enumeration. */
static void print_words(void)
{
    begin("words_by_name");
    for (int32_t i = 0; i < MODEL_ENUM_COUNT; i++) {
        const model_enumeration *one = model_enumeration_at(i);
        item *items = malloc((size_t)one->count * sizeof *items);
        if (items == NULL) exit(2);
        for (int32_t w = 0; w < one->count; w++) items[w] = (item){ w, 0, one->words[w].word };
        print_items(items, one->count, by_name);
        free(items);
    }
    end();
}

static int32_t find_category(const char *name)
{
    const model_enumeration *categories = model_enumeration_at(MODEL_ENUM_CATEGORY);
    for (int32_t i = 0; i < categories->count; i++)
        if (strcmp(categories->words[i].word, name) == 0) return i;
    exit(2);
}

/* Of each role its category, as an index within that enumeration. */
static void print_role_categories(void)
{
    const model_enumeration *roles = model_enumeration_at(MODEL_ENUM_ROLE);
    begin("role_categories");
    for (int32_t i = 0; i < roles->count; i++)
        printf("%s%d,", i % 20 == 0 ? "\n    " : " ", (int)find_category(roles->words[i].category));
    end();
}

static void print_sorted(void)
{
    printf("/* SPDX-License-Identifier: MIT */\n"
           "/* Generated by generate_fields.c from schema.def: do not edit. Part of schema.c. */\n");
    print_fields_by_name();
    print_written_by_name();
    print_fields_by_key();
    print_kinds();
    print_enumerations();
    print_words();
    print_role_categories();
}

/* ---- the public header: constants ---- */

static void print_upper(const char *name)
{
    for (; *name != '\0'; name++) putchar(*name >= 'a' && *name <= 'z' ? *name - 'a' + 'A' : *name);
}

static void print_constant(const char *prefix, const char *name, int32_t number, const char *doc, bool last)
{
    printf("    CW_");
    print_upper(prefix);
    putchar('_');
    print_upper(name);
    printf(" = %d%s /**< %s */\n", (int)number, last ? "" : ",", doc);
}

static void print_kind_constants(void)
{
    printf("/** Kinds of records, as cw_record_kind tells them. */\nenum {\n");
    for (int32_t i = 0; i < MODEL_KIND_COUNT; i++) {
        const model_kind *kind = model_kind_at(i);
        print_constant("kind", kind->name, kind->number, kind->doc, i == MODEL_KIND_COUNT - 1);
    }
    printf("};\n\n");
}

/* The stored fields of a kind that are its own, in table order. */
static int own_fields(int32_t kind, const model_field **out)
{
    int count = 0;
    for (int32_t i = 0; i < model_kind_at(kind)->field_count; i++) {
        const model_field *field = model_field_at(kind, i);
        if (field->key / 1000 == model_kind_at(kind)->number && !field->derived) out[count++] = field;
    }
    return count;
}

static void print_field_constants(void)
{
    for (int32_t kind = 0; kind < MODEL_KIND_COUNT; kind++) {
        const model_field *list[MODEL_FIELD_COUNT];
        int count = own_fields(kind, list);
        if (count == 0) continue;
        printf("/** Fields of the kind `%s`: %s */\nenum {\n", model_kind_at(kind)->name, model_kind_at(kind)->doc);
        for (int i = 0; i < count; i++)
            print_constant(model_kind_at(kind)->name, list[i]->name, list[i]->key, list[i]->doc, i == count - 1);
        printf("};\n\n");
    }
}

static void print_word_constants(void)
{
    for (int32_t i = 0; i < MODEL_ENUM_ENTRY_KIND; i++) {
        const model_enumeration *one = model_enumeration_at(i);
        printf("/** Words of the enumeration `%s`. */\nenum {\n", one->name);
        for (int32_t w = 0; w < one->count; w++)
            print_constant(one->name, one->words[w].word, one->words[w].number, one->words[w].doc, w == one->count - 1);
        printf("};\n\n");
    }
}

/* ---- the public header: conveniences ---- */

/* How a getter and a setter of a type of field look. */
typedef struct shape { const char *result, *get, *value, *name, *verb; } shape;

static const shape *shape_of(int type)
{
    static const shape text = { "const char *", "text", "const char *", "text", "set_text" };
    static const shape number = { "const char *", "number", "const char *", "decimal", "set_number" };
    static const shape boolean = { "int32_t ", "boolean", "int32_t ", "value", "set_boolean" };
    static const shape date = { "cw_date ", "date", "cw_date ", "date", "set_date" };
    static const shape term = { "int32_t ", "term", "int32_t ", "term", "set_term" };
    static const shape reference = { "const char *", "reference", "const char *", "id", "set_reference" };
    static const shape texts = { "const char *", "text_at", "const char *", "text", "append_text" };
    static const shape terms = { "int32_t ", "term_at", "int32_t ", "term", "append_term" };
    static const shape references = { "const char *", "reference_at", "const char *", "id", "append_reference" };
    static const shape row = { "cw_record *", "row", "cw_record **", "row", "make_row" };
    static const shape rows = { "cw_record *", "row_at", "cw_record **", "row", "add_row" };
    switch (type) {
    case MODEL_TEXT: return &text;
    case MODEL_NUMBER: return &number;
    case MODEL_BOOLEAN: return &boolean;
    case MODEL_DATE: return &date;
    case MODEL_TERM: return &term;
    case MODEL_REFERENCE: return &reference;
    case MODEL_ROW: return &row;
    case MODEL_TEXTS: return &texts;
    case MODEL_TERMS: return &terms;
    case MODEL_REFERENCES: return &references;
    default: return &rows;
    }
}

static bool ends_with(const char *text, const char *end_text)
{
    size_t length = strlen(text), tail = strlen(end_text);
    return length >= tail && strcmp(text + length - tail, end_text) == 0;
}

/* The name of one item of a list field: `roles` gives `role`. */
static const char *item_name(const char *name, char *buffer, size_t size)
{
    if (strcmp(name, "children") == 0) return "child";
    if (strcmp(name, "conditions_for_return") == 0) return "condition_for_return";
    snprintf(buffer, size, "%s", name);
    size_t length = strlen(buffer);
    if (ends_with(buffer, "sses")) buffer[length - 2] = '\0';
    else if (ends_with(buffer, "s") && !ends_with(buffer, "us")) buffer[length - 1] = '\0';
    return buffer;
}

static void print_key(const char *kind, const char *field)
{
    printf("CW_");
    print_upper(kind);
    putchar('_');
    print_upper(field);
}

/* One inline function: head up to its arguments is printed by the caller. */
static void print_body(const char *kind, const char *field, const char *call, const char *argument)
{
    printf("\n{\n    return cw_record_%s(cw_%s_record(self), ", call, kind);
    print_key(kind, field);
    printf("%s%s);\n}\n", *argument != '\0' ? ", " : "", argument);
}

static void print_single(const char *kind, const model_field *field, const shape *look)
{
    const char *verb = field->type == MODEL_ROW ? "make" : "set";
    printf("/** %s */\nstatic inline %scw_%s_%s(const cw_%s *self)", field->doc, look->result, kind, field->name, kind);
    print_body(kind, field->name, look->get, "");
    printf("static inline cw_status cw_%s_%s_%s(cw_%s *self, %s%s)", kind, verb, field->name, kind, look->value, look->name);
    print_body(kind, field->name, look->verb, look->name);
}

static void print_list(const char *kind, const model_field *field, const shape *look)
{
    char buffer[80];
    const char *item_text = item_name(field->name, buffer, sizeof buffer);
    printf("/** %s */\nstatic inline int64_t cw_%s_%s_count(const cw_%s *self)", field->doc, kind, item_text, kind);
    print_body(kind, field->name, "count", "");
    printf("static inline %scw_%s_%s_at(const cw_%s *self, int64_t index)", look->result, kind, item_text, kind);
    print_body(kind, field->name, look->get, "index");
    printf("static inline cw_status cw_%s_add_%s(cw_%s *self, %s%s)", kind, item_text, kind, look->value, look->name);
    print_body(kind, field->name, look->verb, look->name);
}

/* Members, plans, entries, objectives and tasks have functions of their own in <casework/case.h>. */
static bool has_own_functions(const model_field *field)
{
    return field->type == MODEL_ROWS && model_kind_at(field->target)->group == MODEL_GROUP_HANDLE;
}

static void print_conveniences(void)
{
    for (int32_t kind = MODEL_KIND_CASE; kind <= MODEL_KIND_ENTRY; kind++) {
        const model_field *list[MODEL_FIELD_COUNT];
        int count = own_fields(kind, list);
        printf("/* ---- %s ---- */\n\n", model_kind_at(kind)->name);
        for (int i = 0; i < count; i++) {
            if (has_own_functions(list[i])) continue;
            if (list[i]->type >= MODEL_TEXTS) print_list(model_kind_at(kind)->name, list[i], shape_of(list[i]->type));
            else print_single(model_kind_at(kind)->name, list[i], shape_of(list[i]->type));
        }
        putchar('\n');
    }
}

static const char introduction[] =
    "/* SPDX-License-Identifier: MIT */\n"
    "/* Generated by src/model/generate_fields.c from src/model/schema.def: do not edit. */\n"
    "#ifndef CASEWORK_FIELDS_H\n#define CASEWORK_FIELDS_H\n"
    "/*\n"
    " * The constants of the schema, and one typed convenience for each field of the six handles.\n"
    " *\n"
    " * CW_KIND_* are kinds of records, CW_<KIND>_<FIELD> the keys that the calls of <casework/record.h> take, and\n"
    " * CW_<ENUMERATION>_<WORD> the numbers of enumerated words. No two of these numbers are the same (but a kind of\n"
    " * entry and its word in `entry_kind`), so that a call refuses one that was meant for another. The numbers never\n"
    " * change; new ones are added, so treat one that you do not know as the general case. Every entry has the fields\n"
    " * CW_ENTRY_* besides those of its kind; CW_KIND_ENTRY itself is no record's kind.\n"
    " *\n"
    " * The conveniences only name a key: cw_task_set_due(t, d) is cw_record_set_date(cw_task_record(t), CW_TASK_DUE,\n"
    " * d), with that call's meaning, errors, lifetimes and threads, NULL included. For a single value there are a\n"
    " * getter and `set` (`make` for an owned row); for a list `_count`, `_at` and `add`. References are ids.\n"
    " */\n"
    "#include <casework/case.h>\n\n"
    "#ifdef __cplusplus\nextern \"C\" {\n#endif\n\n";

static void print_header(void)
{
    fputs(introduction, stdout);
    print_kind_constants();
    print_field_constants();
    print_word_constants();
    print_conveniences();
    printf("#ifdef __cplusplus\n}\n#endif\n#endif\n");
}

/* ---- the reference for those who write rules ---- */

/* The names that eval gives to every expression beside the plurals of entries. */
static const struct { const char *name, *type, *doc; } host_names[] = {
    {"case", "[`case`](#case)", "The case that is judged."},
    {"members", "list of [`member`](#member)", "The people on the case, those who left it included: `active` tells."},
    {"plan", "[`plan`](#plan)", "The plan in force on the judged day: the last version that took effect by then. A passed "
                                "`ends` does not end it. Null before the first one."},
    {"plans", "list of [`plan`](#plan)", "All versions of the case plan that are there on the judged day, in the order of their days."},
    {"record", "list of [`entry`](#entry)", "All entries of the running record, of whatever kind."},
};

static const char reference_introduction[] =
    "<!-- SPDX-License-Identifier: MIT -->\n"
    "<!-- Generated by src/model/generate_fields.c from src/model/schema.def: do not edit. -->\n"
    "# What rules can read\n\n"
    "Every name, field and word that an expression of a rule may use. How rules are written stands in\n"
    "[README.md](README.md), what expressions can do in [feel/README.md](../feel/README.md).\n\n"
    "**Absent** says what a field means that a case document leaves out: *unknown*, a fact that nobody wrote down; *none*,\n"
    "known to be nothing (null, or an empty list); *stated*, what the sentence says. An explicit `null` is unknown in every\n"
    "field, and a rule set may settle a field with an `absent` item.\n\n"
    "**Dates** are *actual*, the day on which something happened or was done: one after the judged day reads as none; or\n"
    "*planned*, a day that may lie ahead and reads as it is written. **Changes** marks fields of which a case keeps earlier values: a rule reads the one\n"
    "of the judged day. **Derived** fields are computed and stand in no document.\n\n"
    "A *word* is a text of an enumeration, in double quotes: `m.living = \"home\"`. A list of words holds one with `in`:\n"
    "`\"child\" in m.roles`.\n\n"
    "- [Names](#names)\n- [Case, members, plans](#case-members-plans)\n- [Entries of the record](#entries-of-the-record)\n"
    "- [Rows](#rows)\n- [Words](#words)\n\n";

static void print_target(const char *name)
{
    printf("[`%s`](#%s)", name, name);
}

static void print_target_kind(const model_field *field)
{
    if (field->target < 0) printf("any record");
    else print_target(model_kind_at(field->target)->name);
}

static void print_words_of(const model_field *field)
{
    const char *name = model_enumeration_at(field->target)->name;
    printf("[`%s`](#words-of-%s)", name, name);
}

static void print_type(const model_field *field)
{
    static const char *const times[] = { "date", "date, actual", "date, planned" };
    switch ((model_type)field->type) {
    case MODEL_TEXT: printf("text"); break;
    case MODEL_NUMBER: printf("number"); break;
    case MODEL_BOOLEAN: printf("true or false"); break;
    case MODEL_DATE: printf("%s", field->derived ? "date" : times[field->time]); break;
    case MODEL_TERM: printf("word of "); print_words_of(field); break;
    case MODEL_REFERENCE: case MODEL_ROW: print_target_kind(field); break;
    case MODEL_TEXTS: printf("list of texts"); break;
    case MODEL_TERMS: printf("list of words of "); print_words_of(field); break;
    case MODEL_REFERENCES: case MODEL_ROWS: printf("list of "); print_target_kind(field); break;
    }
    if (field->dated) printf(", changes");
}

/* The fields of a kind that are its own and that rules read: not its history. */
static int read_fields(int32_t kind, const model_field **out)
{
    int count = 0;
    for (int32_t i = 0; i < model_kind_at(kind)->field_count; i++) {
        const model_field *field = model_field_at(kind, i);
        bool history = field->type == MODEL_ROWS && field->target >= 0 && model_kind_is_history(field->target);
        if (field->key / 1000 == model_kind_at(kind)->number && !history) out[count++] = field;
    }
    return count;
}

static void print_reference_fields(int32_t kind)
{
    static const char *const absences[] = { "unknown", "none", "stated" };
    const model_field *list[MODEL_FIELD_COUNT];
    int count = read_fields(kind, list);
    if (count > 0) printf("| field | type | absent | meaning |\n| --- | --- | --- | --- |\n");
    for (int i = 0; i < count; i++) {
        printf("| `%s` | ", list[i]->name);
        print_type(list[i]);
        printf(" | %s | %s |\n", list[i]->derived ? "derived" : absences[list[i]->absence], list[i]->doc);
    }
    if (count > 0) putchar('\n');
}

static void print_reference_kind(int32_t kind)
{
    const model_kind *one = model_kind_at(kind);
    printf("### %s\n\n%s", one->name, one->doc);
    if (one->plural != NULL) printf(" All of them: `%s`.", one->plural);
    if (kind == MODEL_KIND_ENTRY) printf(" Each kind below has these fields, and those of its own.");
    printf("\n\n");
    print_reference_fields(kind);
}

static void print_reference_names(void)
{
    printf("## Names\n\n| name | type | what it holds |\n| --- | --- | --- |\n");
    for (size_t i = 0; i < sizeof host_names / sizeof *host_names; i++)
        printf("| `%s` | %s | %s |\n", host_names[i].name, host_names[i].type, host_names[i].doc);
    for (int32_t i = MODEL_KIND_ENTRY_FIRST; i <= MODEL_KIND_ENTRY_LAST; i++) {
        const model_kind *kind = model_kind_at(i);
        printf("| `%s` | list of ", kind->plural);
        print_target(kind->name);
        printf(" | %s |\n", kind->doc);
    }
    printf("\nIn the clauses of a rule with `every`, `period` is the range of dates that is judged; in a `remedy`, `{due}` is\n"
           "the due day.\n\n");
}

static void print_reference_words(int32_t enumeration)
{
    const model_enumeration *one = model_enumeration_at(enumeration);
    printf("### words of %s\n\n| word | %smeaning |\n| --- | %s--- |\n", one->name, one->has_category ? "category | " : "",
           one->has_category ? "--- | " : "");
    for (int32_t i = 0; i < one->count; i++) {
        printf("| `\"%s\"` | ", one->words[i].word);
        if (one->has_category) printf("%s | ", one->words[i].category != NULL ? one->words[i].category : "");
        printf("%s |\n", one->words[i].doc);
    }
    putchar('\n');
}

static void print_reference(void)
{
    fputs(reference_introduction, stdout);
    print_reference_names();
    printf("## Case, members, plans\n\n");
    for (int32_t i = MODEL_KIND_CASE; i < MODEL_KIND_ENTRY; i++) print_reference_kind(i);
    printf("## Entries of the record\n\n");
    print_reference_kind(MODEL_KIND_ENTRY);
    for (int32_t i = MODEL_KIND_ENTRY_FIRST; i <= MODEL_KIND_ENTRY_LAST; i++) print_reference_kind(i);
    printf("## Rows\n\nRecords within other records.\n\n");
    for (int32_t i = MODEL_KIND_ENTRY_LAST + 1; i < MODEL_KIND_COUNT; i++)
        if (!model_kind_is_history(i)) print_reference_kind(i);
    printf("## Words\n\n");
    for (int32_t i = 0; i < MODEL_ENUM_COUNT; i++) print_reference_words(i);
}

int main(int count, char **arguments)
{
    if (count == 2 && strcmp(arguments[1], "fields") == 0) print_header();
    else if (count == 2 && strcmp(arguments[1], "sorted") == 0) print_sorted();
    else if (count == 2 && strcmp(arguments[1], "reference") == 0) print_reference();
    else {
        fputs("usage: generate_fields fields|sorted|reference\n", stderr);
        return 2;
    }
    return fflush(stdout) == 0 && !ferror(stdout) ? 0 : 2;
}
