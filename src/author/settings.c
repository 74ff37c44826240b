/* SPDX-License-Identifier: MIT */
/* `param`: the rules compiled anew with other values of parameters. */
#include "author/tests.h"

typedef struct work {
    author_file *file;
    author_test *test;
    base_arena arena;
    rules_setting *settings; int32_t count;
    const rules_parameter **parameters;      /* of the settings, in the same order */
} work;

static void tell(const work *work, author_diagnostic which, const author_setting *setting, base_str help, base_str a, base_str b)
{
    rules_span at = which == AUTHOR_TELL_PARAMETER_KIND || which == AUTHOR_TELL_PARAMETER ? setting->literal.span : setting->name_at;
    author_tell_test(work->file, work->test, which, at, help, a, b);
}

/* ---- which parameter ---- */

/* `name` bare, or after its set and a colon. */
static bool is_named(const rules_parameter *parameter, base_str name)
{
    base_str set = parameter->file->set;
    if (base_str_equal(parameter->name, name))
        return true;
    return name.length == set.length + 1 + parameter->name.length && name.at[set.length] == ':' &&
           base_str_equal((base_str){name.at, set.length}, set) &&
           base_str_equal((base_str){name.at + set.length + 1, parameter->name.length}, parameter->name);
}

enum { LISTED_MOST = 12 };

/* All of them where they are few, for a name that is near to none. */
static base_str list_parameters(const work *work)
{
    const cw_rules *rules = work->file->rules;
    base_buffer text;
    base_str help = {0};
    if (rules->parameter_count == 0)
        return BASE_STR("these rules have no parameters");
    base_buffer_init(&text, work->file->arena.context);
    for (int32_t i = 0; i < rules->parameter_count && i < LISTED_MOST; i++)
        base_putf(&text, "%s`%.*s`", i == 0 ? "there are " : ", ", (int)rules->parameters[i]->name.length, rules->parameters[i]->name.at);
    if (rules->parameter_count > LISTED_MOST)
        base_put(&text, " and others");
    if (!text.failed)
        help = (base_str){base_arena_copy(&work->file->arena, text.data, text.length), text.length};
    base_buffer_finish(&text);
    return help.at ? help : (base_str){0};
}

static const rules_parameter *find(const work *work, const author_setting *setting)
{
    const cw_rules *rules = work->file->rules;
    const rules_parameter *found = NULL;
    base_nearest nearest;
    rules_begin_nearest(&work->file->reader, &nearest, setting->name);
    for (int32_t i = 0; i < rules->parameter_count; i++) {
        const rules_parameter *one = rules->parameters[i];
        base_nearest_consider(&nearest, one->name);
        if (!is_named(one, setting->name))
            continue;
        if (found) {
            tell(work, AUTHOR_TELL_MANY_PARAMETERS, setting, (base_str){0}, setting->name, (base_str){0});
            return NULL;
        }
        found = one;
    }
    if (!found) {
        base_str near = rules_did_you_mean(&work->file->reader, &nearest);
        tell(work, AUTHOR_TELL_UNKNOWN_PARAMETER, setting, near.length > 0 ? near : list_parameters(work), setting->name, (base_str){0});
    }
    return found;
}

static base_str kind_text(const feel_type *type, bool is_term)
{
    if (is_term)
        return BASE_STR("a term, such as `30 days`");
    switch (type->kind) {
    case FEEL_NUMBER: return BASE_STR("a number");
    case FEEL_STRING: return BASE_STR("a text");
    case FEEL_BOOLEAN: return BASE_STR("true or false");
    case FEEL_DATE: return BASE_STR("a date, such as `@\"2024-01-31\"`");
    case FEEL_DAYS: case FEEL_MONTHS: return BASE_STR("a duration, such as `@\"P1M\"`");
    case FEEL_LIST: return BASE_STR("a list, such as `[1, 2]`");
    default: return BASE_STR("something that no literal gives");
    }
}

/* Whether a literal is of the parameter's kind: without a type in its declaration, another kind would change the rules. */
static bool fits(const rules_parameter *parameter, const rules_literal *literal)
{
    bool term = literal->kind == RULES_LITERAL_TERM;
    return parameter->is_term ? term : !term && parameter->type->kind == literal->type->kind;
}

/* The setting of the same parameter that stands before, or NULL. */
static const author_setting *set_before(const work *work, const rules_parameter *parameter)
{
    const author_setting *setting = work->test->settings;
    for (int32_t i = 0; i < work->count; i++, setting = setting->next)
        if (work->parameters[i] == parameter)
            return setting;
    return NULL;
}

static bool add_setting(work *work, const author_setting *setting)
{
    const rules_parameter *parameter = find(work, setting);
    const author_setting *before = parameter ? set_before(work, parameter) : NULL;
    work->parameters[work->count] = parameter;
    work->settings[work->count++] = (rules_setting){
        parameter ? base_str_of(parameter->full_name) : setting->name,
        rules_str(&work->file->reader, setting->literal.span),
    };
    if (!parameter)
        return false;
    if (before)
        tell(work, AUTHOR_TELL_CLAUSE_TWICE, setting, (base_str){0}, setting->name,
             rules_line_text(&work->file->reader, before->name_at.start));
    else if (!fits(parameter, &setting->literal))
        tell(work, AUTHOR_TELL_PARAMETER_KIND, setting, (base_str){0}, parameter->name, kind_text(parameter->type, parameter->is_term));
    else
        return true;
    return false;
}

/* ---- compiling ---- */

/* What is wrong with the rules now is wrong with the literals; which one, only a person can say. */
static void tell_again(const work *work, const cw_diag *told)
{
    for (int64_t i = 0; i < base_diag_count(told); i++) {
        const base_diagnostic *one = base_diag_at(told, i);
        if (one->severity == CW_SEVERITY_ERROR)
            tell(work, AUTHOR_TELL_PARAMETER, work->test->settings, base_str_of(one->help), base_str_of(one->message),
                 (base_str){0});
    }
}

static cw_status compile(work *work, cw_diag *told, cw_rules **out)
{
    const cw_rules *rules = work->file->rules;
    rules_input *inputs = base_arena_array(&work->arena, (size_t)rules->file_count, sizeof *inputs);
    if (!inputs)
        return CW_ERR_NOMEM;
    for (int32_t i = 0; i < rules->file_count; i++)
        inputs[i] = (rules_input){rules->files[i]->source.name, rules->files[i]->source.text};
    const rules_request request = {.inputs = inputs, .count = rules->file_count, .settings = work->settings,
                                   .setting_count = work->count, .host = &eval_rules_host};
    cw_status status = rules_compile_request(work->file->context, &eval_schema, &request, told, out);
    if (status != CW_OK && status != CW_ERR_NOMEM)
        tell_again(work, told);
    return status == CW_ERR_NOMEM ? status : CW_OK;
}

static cw_status change_rules(work *work, cw_rules **out)
{
    size_t count = 0;
    bool good = true;
    cw_diag *told;
    for (const author_setting *one = work->test->settings; one; one = one->next)
        count++;
    work->settings = base_arena_array(&work->arena, count, sizeof *work->settings);
    work->parameters = base_arena_array(&work->arena, count, sizeof *work->parameters);
    if (!work->settings || !work->parameters || base_diag_new(work->file->context, &told) != CW_OK)
        return CW_ERR_NOMEM;
    for (const author_setting *one = work->test->settings; one; one = one->next)
        good &= add_setting(work, one);
    cw_status status = good && !work->arena.failed ? compile(work, told, out) : CW_OK;
    bool failed = work->arena.failed || base_diag_failed(told);
    base_diag_drop(told);
    if (failed && *out) {
        rules_release(*out);
        *out = NULL;
    }
    return failed ? CW_ERR_NOMEM : status;
}

/* ---- each set of values once ---- */

/* The settings in one text, in the order of the test. */
static base_str key_of(author_file *file, const author_test *test)
{
    base_buffer buffer;
    base_buffer_init(&buffer, file->arena.context);
    for (const author_setting *one = test->settings; one; one = one->next) {
        base_put_str(&buffer, one->name);
        base_put_char(&buffer, '=');
        base_put_str(&buffer, rules_str(&file->reader, one->literal.span));
        base_put_char(&buffer, '\n');
    }
    base_str key = {buffer.failed ? NULL : base_arena_copy(&file->arena, buffer.data, buffer.length), buffer.length};
    base_buffer_finish(&buffer);
    return key;
}

/* A compiled rule set takes many times the memory of the clause that asks for it. Where nothing but running the tests holds them, so
 * many are kept at once. */
enum { VARIANTS_MOST = 16 };

void author_drop_variants(author_file *file)
{
    for (author_variant *at = file->first_variant; at; at = at->next)
        if (base_reference_drop(&at->rules->references))
            rules_release(at->rules);
    file->first_variant = NULL;
    file->variant_count = 0;
    base_map_init(&file->variants, &file->arena);
}

static cw_status add_variant(author_file *file, base_str key, cw_rules *rules)
{
    void *existing;
    if (!file->host->extras && file->variant_count >= VARIANTS_MOST)
        author_drop_variants(file);
    author_variant *made = base_arena_alloc(&file->arena, sizeof *made);
    if (made)
        *made = (author_variant){rules, file->first_variant};
    if (made && base_map_add(&file->variants, key, made, &existing)) {
        file->first_variant = made;
        file->variant_count++;
        return CW_OK;
    }
    rules_release(rules);
    return CW_ERR_NOMEM;
}

cw_status author_rules_of(author_file *file, author_test *test, cw_rules **out)
{
    work work = {.file = file, .test = test};
    *out = test->settings ? NULL : file->rules;
    if (!test->settings)
        return CW_OK;
    base_str key = key_of(file, test);
    const author_variant *variant = key.at ? base_map_find(&file->variants, key) : NULL;
    if (!key.at || variant) {
        *out = variant ? variant->rules : NULL;
        return key.at ? CW_OK : CW_ERR_NOMEM;
    }
    base_arena_init(&work.arena, file->arena.context);
    cw_rules *made = NULL;
    cw_status status = change_rules(&work, &made);
    base_arena_finish(&work.arena);
    if (status == CW_OK && made)
        status = add_variant(file, key, made);
    *out = status == CW_OK ? made : NULL;
    return status;
}
