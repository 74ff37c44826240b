/* SPDX-License-Identifier: MIT */
#include "fake_env.h"

#include <stdlib.h>
#include <string.h>

/* ---- types, names, fields, words ---- */

const feel_type fake_type_book = {.kind = FEEL_RECORD, .detail = FAKE_BOOK};
const feel_type fake_type_member = {.kind = FEEL_RECORD, .detail = FAKE_MEMBER};
static const feel_type type_library = {.kind = FEEL_RECORD, .detail = FAKE_LIBRARY};
const feel_type fake_type_genre = {.kind = FEEL_STRING, .detail = FAKE_GENRE};
const feel_type fake_type_role = {.kind = FEEL_STRING, .detail = FAKE_ROLE};
const feel_type fake_type_level = {.kind = FEEL_STRING, .detail = FAKE_LEVEL};
static const feel_type type_text = {.kind = FEEL_STRING, .detail = -1};
static const feel_type type_number = {.kind = FEEL_NUMBER, .detail = -1};
static const feel_type type_boolean = {.kind = FEEL_BOOLEAN, .detail = -1};
static const feel_type type_date = {.kind = FEEL_DATE, .detail = -1};
static const feel_type type_books = {.kind = FEEL_LIST, .detail = -1, .item = &fake_type_book};
static const feel_type type_members = {.kind = FEEL_LIST, .detail = -1, .item = &fake_type_member};
static const feel_type type_genres = {.kind = FEEL_LIST, .detail = -1, .item = &fake_type_genre};
static const feel_type type_roles = {.kind = FEEL_LIST, .detail = -1, .item = &fake_type_role};

static const fake_field fields[] = {
    {FAKE_BOOK, "title", &type_text},       {FAKE_BOOK, "genre", &fake_type_genre},
    {FAKE_BOOK, "pages", &type_number},     {FAKE_BOOK, "printed", &type_date},
    {FAKE_BOOK, "lent", &type_boolean},     {FAKE_BOOK, "topics", &type_genres},
    {FAKE_BOOK, "borrower", &fake_type_member}, {FAKE_BOOK, "sequel", &fake_type_book},
    {FAKE_BOOK, "due", &type_date},         {FAKE_BOOK, "date", &type_date},
    {FAKE_MEMBER, "name", &type_text},      {FAKE_MEMBER, "roles", &type_roles},
    {FAKE_MEMBER, "born", &type_date},      {FAKE_MEMBER, "active", &type_boolean},
    {FAKE_MEMBER, "fines", &type_number},   {FAKE_MEMBER, "books", &type_books},
    {FAKE_MEMBER, "friend", &fake_type_member}, {FAKE_MEMBER, "level", &fake_type_level},
    {FAKE_MEMBER, "nickname", &type_text},
    {FAKE_LIBRARY, "name", &type_text},     {FAKE_LIBRARY, "open", &type_boolean},
    {FAKE_LIBRARY, "founded", &type_date},  {FAKE_LIBRARY, "limit", &type_number},
    {FAKE_LIBRARY, "books", &type_books},   {FAKE_LIBRARY, "members", &type_members},
    {FAKE_LIBRARY, "best", &fake_type_book}, {FAKE_LIBRARY, "lost", &fake_type_book},
};
enum { FIELD_COUNT = sizeof fields / sizeof *fields };

static const char *const kind_names[FAKE_KINDS] = {"book", "member", "library"};
static const char *const enumeration_names[FAKE_ENUMERATIONS] = {"book genre", "member role", "member level"};
enum { WORDS_MOST = 4 };
static const char *const words[FAKE_ENUMERATIONS][WORDS_MOST] = {
    {"fiction", "history", "science", "other"},
    {"reader", "librarian", "volunteer", NULL},
    {"junior", "senior", NULL, NULL},
};

base_str fake_word(int32_t enumeration, int32_t index)
{
    return index < WORDS_MOST ? base_str_of(words[enumeration][index]) : base_str_of(NULL);
}

/* Number of a kind's fields before `field`: where its cell is. */
static int cell_index(const fake_field *field)
{
    int index = 0;
    for (const fake_field *at = fields; at != field; at++)
        index += at->kind == field->kind;
    return index;
}

static const fake_field *field_named(int32_t kind, base_str name)
{
    for (int i = 0; i < FIELD_COUNT; i++)
        if (fields[i].kind == kind && base_str_is(name, fields[i].name))
            return &fields[i];
    return NULL;
}

static const fake_field *field_number(int32_t kind, int32_t index)
{
    for (int i = 0; i < FIELD_COUNT; i++)
        if (fields[i].kind == kind && index-- == 0)
            return &fields[i];
    return NULL;
}

/* ---- feel_schema: the library's fields are the names that every expression sees, and `library` ---- */

enum { NAME_LIBRARY = 1000 };

static bool schema_name(const void *self, base_str name, feel_host_name *out)
{
    (void)self;
    const fake_field *field = field_named(FAKE_LIBRARY, name);
    if (base_str_is(name, "library"))
        *out = (feel_host_name){NAME_LIBRARY, &type_library};
    else if (field)
        *out = (feel_host_name){(int32_t)(field - fields), field->type};
    return field || base_str_is(name, "library");
}

static bool schema_field(const void *self, int32_t kind, base_str name, feel_host_field *out)
{
    (void)self;
    const fake_field *field = field_named(kind, name);
    if (field)
        *out = (feel_host_field){field, field->type};
    return field != NULL;
}

static bool schema_word(const void *self, int32_t enumeration, base_str word, base_str *out)
{
    (void)self;
    for (int i = 0; i < WORDS_MOST && words[enumeration][i]; i++)
        if (base_str_is(word, words[enumeration][i])) {
            *out = base_str_of(words[enumeration][i]);
            return true;
        }
    return false;
}

static base_str schema_field_at(const void *self, int32_t kind, int32_t index)
{
    (void)self;
    const fake_field *field = field_number(kind, index);
    return base_str_of(field ? field->name : NULL);
}

static base_str schema_name_at(const void *self, int32_t index)
{
    const fake_field *last = field_number(FAKE_LIBRARY, index - 1);
    base_str name = schema_field_at(self, FAKE_LIBRARY, index);
    bool after_last = !name.length && index > 0 && last;
    return after_last ? BASE_STR("library") : name;
}

static base_str schema_word_at(const void *self, int32_t enumeration, int32_t index)
{
    (void)self;
    return fake_word(enumeration, index);
}

static base_str schema_kind_name(const void *self, int32_t kind)
{
    (void)self;
    return base_str_of(kind_names[kind]);
}

static base_str schema_enumeration_name(const void *self, int32_t enumeration)
{
    (void)self;
    return base_str_of(enumeration_names[enumeration]);
}

const feel_schema fake_schema = {
    .name = schema_name, .field = schema_field, .word = schema_word, .name_at = schema_name_at,
    .field_at = schema_field_at, .word_at = schema_word_at, .kind_name = schema_kind_name,
    .enumeration_name = schema_enumeration_name,
};

/* ---- feel_facts ---- */

static fake_record *library_of(fake_world *world)
{
    return &world->records[FAKE_RECORDS - 1];
}

static void read_field(feel_run *run, const void *record, const void *handle, feel_value *out)
{
    fake_world *world = run->host;
    fake_record *of = &world->records[((const fake_record *)record)->index];
    fake_cell *cell = &of->cells[cell_index(handle)];
    cell->reads++;
    *out = cell->unknown ? feel_missing_fact(run, record, handle) : cell->value;
}

static void read_name(feel_run *run, int32_t id, feel_value *out)
{
    fake_record *library = library_of(run->host);
    if (id == NAME_LIBRARY)
        *out = fake_value_of(library);
    else
        read_field(run, library, &fields[id], out);
}

static feel_written is_documented(feel_run *run, const void *record, const void *handle)
{
    (void)run;
    const fake_record *of = record;
    const fake_cell *cell = &of->cells[cell_index(handle)];
    bool empty = (cell->value.kind == FEEL_STRING || cell->value.kind == FEEL_LIST) && cell->value.size == 0;
    return !cell->unknown && cell->value.kind != FEEL_NULL && !empty ? FEEL_WRITTEN : FEEL_NOT_WRITTEN;
}

static void read_item(feel_run *run, const feel_value *list, uint32_t index, feel_value *out)
{
    fake_world *world = run->host;
    const feel_value *items = list->as.host;
    world->items_read++;
    *out = items[index];
}

static bool slice(feel_run *run, const feel_value *list, int64_t low, int64_t high, feel_value *out)
{
    fake_world *world = run->host;
    const feel_value *items = list->as.host;
    uint32_t first = 0, last = 0;
    int64_t before = INT64_MIN;
    for (uint32_t i = 0; i < list->size; i++) {
        const fake_record *book = &world->records[((const fake_record *)items[i].as.host)->index];
        const fake_cell *date = book->kind == FAKE_BOOK ? &book->cells[9] : NULL;
        if (!date || date->unknown || date->value.kind != FEEL_DATE || date->value.as.integer < before)
            return false;
        before = date->value.as.integer;
        first += date->value.as.integer < low;
        last += date->value.as.integer <= high;
    }
    *out = *list;
    out->as.host = items + first;
    out->size = last - first;
    return true;
}

static bool at_day(feel_run *run, int64_t day, void **saved)
{
    fake_world *world = run->host;
    if (world->no_past) {
        run->no_memory = true;
        return false;
    }
    *saved = world;
    if (world->past && day < world->since)
        run->host = world->past;
    return true;
}

static void put_record(feel_run *run, const void *record, bool names, base_buffer *buffer)
{
    (void)run;
    const fake_record *of = record;
    bool member = of->kind == FAKE_MEMBER;
    if (names && member && of->cells[0].value.kind == FEEL_STRING)
        base_put_visible(buffer, feel_text(&of->cells[0].value));
    else
        base_put(buffer, of->id);
}

static void put_fact(feel_run *run, const void *record, const void *handle, base_buffer *buffer)
{
    const fake_field *field = handle;
    put_record(run, record, false, buffer);
    base_put_char(buffer, '.');
    base_put(buffer, field->name);
}

const feel_facts fake_facts = {
    .name = read_name, .field = read_field, .documented = is_documented, .item = read_item,
    .slice = slice, .at_day = at_day, .put_record = put_record, .put_fact = put_fact,
};

/* ---- the world ---- */

feel_value fake_value_of(fake_record *record)
{
    return (feel_value){.kind = FEEL_RECORD, .detail = (int16_t)record->kind, .as.host = record};
}

const fake_field *fake_field_of(int32_t kind, const char *name)
{
    return field_named(kind, base_str_of(name));
}

fake_record *fake_record_of(fake_world *world, const char *id)
{
    for (int i = 0; i < FAKE_RECORDS; i++)
        if (world->records[i].id && strcmp(world->records[i].id, id) == 0)
            return &world->records[i];
    return NULL;
}

fake_cell *fake_fact(fake_world *world, const char *path)
{
    char id[32] = {0};
    const char *dot = strchr(path, '.');
    if (!dot || dot - path >= (long)sizeof id)
        return NULL;
    memcpy(id, path, (size_t)(dot - path));
    fake_record *record = fake_record_of(world, id);
    const fake_field *field = record ? fake_field_of(record->kind, dot + 1) : NULL;
    return field ? &record->cells[cell_index(field)] : NULL;
}

static fake_cell *fact_or_stop(fake_world *world, const char *path)
{
    fake_cell *cell = fake_fact(world, path);
    if (!cell)
        abort();                         /* a mistake in the test itself */
    return cell;
}

void fake_forget(fake_world *world, const char *path)
{
    fact_or_stop(world, path)->unknown = true;
}

void fake_set(fake_world *world, const char *path, feel_value value)
{
    fake_cell *cell = fact_or_stop(world, path);
    cell->unknown = value.kind == FEEL_UNKNOWN;
    cell->value = value;
    if (value.kind == FEEL_NUMBER) {
        cell->number = *value.as.number;
        cell->value.as.number = &cell->number;
    }
    if (value.kind == FEEL_LIST && value.size)
        memmove(cell->items, value.as.host, value.size * sizeof *cell->items);
    if (value.kind == FEEL_LIST)
        cell->value = (feel_value){.kind = FEEL_LIST, .flags = FEEL_HOST, .size = value.size, .as.host = cell->items};
}

static void set_text(fake_world *world, const char *path, const char *text)
{
    fake_set(world, path, feel_string(base_str_of(text)));
}

static void set_number(fake_world *world, const char *path, int64_t number)
{
    base_decimal decimal = base_decimal_from_int(number);
    fake_set(world, path, (feel_value){.kind = FEEL_NUMBER, .as.number = &decimal});
}

static void set_date(fake_world *world, const char *path, const char *text)
{
    int64_t day = 0;
    if (!base_day_parse(base_str_of(text), &day))
        abort();
    fake_set(world, path, feel_date(day));
}

static void set_record(fake_world *world, const char *path, const char *id)
{
    fake_set(world, path, fake_value_of(fake_record_of(world, id)));
}

/* A list of records or of words of one enumeration; names separated by single spaces. */
static void set_list(fake_world *world, const char *path, int32_t enumeration, const char *names)
{
    feel_value items[FAKE_ITEMS_MOST] = {0};
    uint32_t count = 0;
    for (const char *at = names; *at; count++) {
        size_t length = strcspn(at, " ");
        char name[32] = {0};
        memcpy(name, at, length);
        base_str word = {0};
        if (enumeration < 0)
            items[count] = fake_value_of(fake_record_of(world, name));
        else if (schema_word(NULL, enumeration, base_str_of(name), &word))
            items[count] = feel_string(word);
        else
            abort();
        at += length + (at[length] == ' ');
    }
    fake_set(world, path, (feel_value){.kind = FEEL_LIST, .size = count, .as.host = items});
}

static void make_book(fake_world *world, const char *id, const char *title, int genre, int64_t pages, const char *printed,
                      const char *bought)
{
    char path[64];
    const char *name[] = {"title", "genre", "pages", "printed", "lent", "topics", "date"};
    for (int i = 0; i < 7; i++) {
        path[0] = '\0';
        strcat(strcat(strcat(path, id), "."), name[i]);
        if (i == 0) set_text(world, path, title);
        if (i == 1) fake_set(world, path, feel_string(fake_word(FAKE_GENRE, genre)));
        if (i == 2) set_number(world, path, pages);
        if (i == 3) set_date(world, path, printed);
        if (i == 4) fake_set(world, path, feel_boolean(false));
        if (i == 5) set_list(world, path, FAKE_GENRE, "");
        if (i == 6) set_date(world, path, bought);
    }
}

static void make_books(fake_world *world)
{
    make_book(world, "dune", "Dune", 0, 412, "1965-08-01", "2010-05-01");
    make_book(world, "rome", "A History of Rome", 1, 96, "2004-02-29", "2012-02-29");
    make_book(world, "stars", "Stars", 2, 250, "2019-11-30", "2020-01-31");
    set_list(world, "dune.topics", FAKE_GENRE, "fiction science");
    set_list(world, "rome.topics", FAKE_GENRE, "history");
    fake_set(world, "dune.lent", feel_boolean(true));
    set_record(world, "dune.borrower", "emma");
    set_date(world, "dune.due", "2024-03-15");
    set_record(world, "dune.sequel", "stars");
}

static void make_members(fake_world *world)
{
    set_text(world, "emma.name", "Emma Stone");
    set_list(world, "emma.roles", FAKE_ROLE, "reader volunteer");
    set_date(world, "emma.born", "2000-02-29");
    fake_set(world, "emma.active", feel_boolean(true));
    set_number(world, "emma.fines", 3);
    set_list(world, "emma.books", -1, "dune");
    set_record(world, "emma.friend", "noah");
    fake_set(world, "emma.level", feel_string(fake_word(FAKE_LEVEL, 1)));
    set_text(world, "emma.nickname", "Em");
    set_text(world, "noah.name", "Noah Reed");
    set_list(world, "noah.roles", FAKE_ROLE, "reader");
    set_date(world, "noah.born", "2014-06-10");
    fake_set(world, "noah.active", feel_boolean(false));
    set_number(world, "noah.fines", 0);
    set_list(world, "noah.books", -1, "");
    fake_set(world, "noah.level", feel_string(fake_word(FAKE_LEVEL, 0)));
    set_text(world, "noah.nickname", "");
    set_text(world, "mia.name", "Mia Wolf");
    set_list(world, "mia.roles", FAKE_ROLE, "librarian");
    fake_forget(world, "mia.born");
    fake_forget(world, "mia.fines");
    fake_set(world, "mia.active", feel_boolean(true));
    set_list(world, "mia.books", -1, "");
    fake_forget(world, "mia.level");
}

void fake_world_init(fake_world *world)
{
    static const struct { const char *id; int32_t kind; } rows[FAKE_RECORDS] = {
        {"dune", FAKE_BOOK}, {"rome", FAKE_BOOK}, {"stars", FAKE_BOOK}, {"emma", FAKE_MEMBER},
        {"noah", FAKE_MEMBER}, {"mia", FAKE_MEMBER}, {NULL, FAKE_BOOK}, {"library", FAKE_LIBRARY},
    };
    memset(world, 0, sizeof *world);
    for (int i = 0; i < FAKE_RECORDS; i++) {
        world->records[i].id = rows[i].id;
        world->records[i].kind = rows[i].kind;
        world->records[i].index = i;
    }
    make_books(world);
    make_members(world);
    set_text(world, "library.name", "Town Library");
    fake_set(world, "library.open", feel_boolean(true));
    set_date(world, "library.founded", "1901-05-01");
    set_number(world, "library.limit", 5);
    set_list(world, "library.books", -1, "dune rome stars");
    set_list(world, "library.members", -1, "emma noah mia");
    set_record(world, "library.best", "dune");
}

/* ---- running text ---- */

void fake_machine_init(fake_machine *machine, feel_mode mode)
{
    memset(machine, 0, sizeof *machine);
    fake_world_init(&machine->world);
    base_arena_init(&machine->code, NULL);
    base_arena_init(&machine->scratch, NULL);
    base_buffer_init(&machine->shown, NULL);
    base_map_init(&machine->scope.names, &machine->code);
    if (base_diag_new(NULL, &machine->diag) != CW_OK)
        abort();
    machine->compiler = (feel_compiler){
        .arena = &machine->code, .schema = &fake_schema, .diag = machine->diag, .depth_limit = 200,
        .standard = mode == FEEL_STANDARD,
    };
    int64_t day = 0;
    base_day_parse(BASE_STR("2024-03-10"), &day);
    machine->run = (feel_run){
        .facts = &fake_facts, .host = &machine->world, .mode = mode, .day = day, .slots = machine->slots,
        .slot_count = FAKE_SLOTS, .scratch = &machine->scratch, .steps = 1000000,
    };
}

void fake_machine_finish(fake_machine *machine)
{
    base_buffer_finish(&machine->shown);
    base_diag_drop(machine->diag);
    base_arena_finish(&machine->scratch);
    base_arena_finish(&machine->code);
}

const feel_node *fake_compile(fake_machine *machine, const char *text)
{
    return fake_compile_from(machine, text, 0);
}

const feel_node *fake_compile_from(fake_machine *machine, const char *text, int32_t slot)
{
    feel_source *source = base_arena_alloc(&machine->code, sizeof *source);
    size_t length = strlen(text);
    uint32_t slots = 0;
    *source = (feel_source){BASE_STR("test"), {base_arena_copy(&machine->code, text, length), length}};
    machine->compiler.source = source;
    feel_node *tree = feel_parse(&machine->compiler, 0, (uint32_t)length);
    const feel_node *node = tree ? feel_check(&machine->compiler, tree, &machine->scope, slot, NULL, "the test", &slots) : NULL;
    if (slots > FAKE_SLOTS)
        abort();
    return node;
}

feel_value fake_run(fake_machine *machine, const feel_node *node)
{
    feel_value value;
    feel_eval(&machine->run, node, &value);
    return value;
}

typedef struct showing { fake_machine *machine; bool later; } showing;

static void show_reason(void *user, const feel_missing *missing)
{
    showing *showing = user;
    fake_machine *machine = showing->machine;
    base_put(&machine->shown, showing->later ? ", " : ": ");
    showing->later = true;
    if (missing->reason == FEEL_MISSING_FACT)
        put_fact(&machine->run, missing->record, missing->field, &machine->shown);
    else
        base_put(&machine->shown, missing->reason == FEEL_AFTER_CURRENT ? "after current" : missing->message);
}

const char *fake_show(fake_machine *machine, const feel_value *value)
{
    showing showing = {machine, false};
    base_buffer_clear(&machine->shown);
    feel_put_value(&machine->run, value, false, &machine->shown);
    if (value->kind == FEEL_UNKNOWN)
        feel_missing_visit(&machine->run, value->as.missing, 16, show_reason, &showing);
    return machine->shown.data;
}

const char *fake_result(fake_machine *machine, const char *text)
{
    const feel_node *node = fake_compile(machine, text);
    if (!node)
        return "refused";
    feel_value value = fake_run(machine, node);
    return fake_show(machine, &value);
}
