/* SPDX-License-Identifier: MIT */
#include "rulesets.h"

#include <stdlib.h>
#include <string.h>

#include "files.h"
#include "includes.h"
#include "tell.h"

const char *find_pack(const char *name)
{
    for (int64_t i = 0; i < cw_pack_count(); i++) {
        if (strcmp(name, cw_pack_name_at(i)) == 0)
            return cw_pack_name_at(i);
    }
    return NULL;
}

/* The pack whose name is near, or NULL. */
static const char *near_pack(const char *name)
{
    for (int64_t i = 0; i < cw_pack_count(); i++) {
        if (is_near(name, cw_pack_name_at(i)))
            return cw_pack_name_at(i);
    }
    return NULL;
}

static int add_file(cw_rules_builder *builder, const char *path)
{
    file_text text;
    int bad = read_file(path, &text);
    if (bad)
        return bad;
    cw_status status = cw_rules_builder_add(builder, shown_name(path), text.bytes, text.length);
    release_file(&text);
    return status == CW_OK ? 0 : tell_status(shown_name(path), status);
}

static int add_rules(cw_rules_builder *builder, const char *name)
{
    if (find_pack(name)) {
        cw_status status = cw_rules_builder_add_pack(builder, name);
        return status == CW_OK ? 0 : tell_status(name, status);
    }
    if (strcmp(name, "-") != 0 && !file_exists(name) && near_pack(name))
        return tell("`", name, "` is neither a file nor a built-in pack: did you mean `", near_pack(name), "`?", NULL);
    if (strcmp(name, "-") != 0 && !file_exists(name) && !strpbrk(name, "./\\"))
        return tell("`", name, "` is neither a file nor a built-in pack; `casework rules` lists the packs", NULL);
    return add_file(builder, name);
}

static int compile(cw_rules_builder *builder, cw_diag *diag, cw_rules **out)
{
    cw_status status = CW_OK;
    if (compile_with_includes(builder, diag, out, &status) != 0) {
        cw_diag_clear(diag);         /* why was told already */
        return EXIT_BAD;
    }
    if (status != CW_OK && cw_diag_errors(diag) == 0)
        return tell_status("the rules", status);
    return status != CW_OK ? EXIT_BAD : cw_diag_count(diag) > 0 ? EXIT_VIOLATIONS : EXIT_CLEAN;
}

/* ---- parameters ---- */

/* Whether NAME=VALUE is of the rule set, as its full name says. */
static int is_of_set(const char *param, const char *set)
{
    size_t length = strlen(set);
    return strncmp(param, set, length) == 0 && param[length] == ':';
}

static int set_param(cw_rules_builder *builder, const char *param)
{
    size_t length = strcspn(param, "=");
    char *name = malloc(length + 1);
    if (!name)
        return tell("out of memory", NULL);
    memcpy(name, param, length);
    name[length] = '\0';
    cw_status status = cw_rules_builder_set_parameter(builder, name, param + length + 1);
    free(name);
    return status == CW_OK ? 0 : tell_status("--param", status);
}

/* `pack` NULL: all of them, else those of the pack. */
static int set_params(cw_rules_builder *builder, const options *options, const char *pack)
{
    int exit_status = EXIT_CLEAN;
    for (int i = 0; options && i < options->param_count; i++) {
        if (!pack || is_of_set(options->params[i], pack))
            exit_status = worse(exit_status, set_param(builder, options->params[i]));
    }
    return exit_status;
}

/* Where each case's jurisdiction says which pack is used, a parameter must say of which pack it is. */
static int check_params(const options *options)
{
    for (int i = 0; i < options->param_count; i++) {
        int found = 0;
        for (int64_t k = 0; k < cw_pack_count(); k++)
            found |= is_of_set(options->params[i], cw_pack_name_at(k));
        if (!found)
            return tell("`--param ", options->params[i], "` begins with no built-in pack and a colon; `--rules` names other rules", NULL);
    }
    return 0;
}

/* ---- rule sets ---- */

/* What is wrong is left in `diag`. `options`: for its parameters; may be NULL. */
static int compile_quietly(const char *const *names, int count, const options *options, const char *pack, cw_diag *diag, cw_rules **out)
{
    cw_rules_builder *builder = NULL;
    int exit_status = EXIT_CLEAN;
    *out = NULL;
    cw_status status = cw_rules_builder_new(NULL, &builder);
    if (status != CW_OK)
        exit_status = tell_status("the rules", status);
    for (int i = 0; i < count && status == CW_OK; i++)
        exit_status = worse(exit_status, add_rules(builder, names[i]));
    if (status == CW_OK)
        exit_status = worse(exit_status, set_params(builder, options, pack));
    if (exit_status == EXIT_CLEAN)
        exit_status = compile(builder, diag, out);
    cw_rules_builder_release(builder);
    return exit_status;
}

static int compile_with(const char *const *names, int count, const options *options, const char *pack, cw_rules **out)
{
    cw_diag *diag = NULL;
    *out = NULL;
    cw_status status = cw_diag_new(NULL, &diag);
    if (status != CW_OK)
        return tell_status("the rules", status);
    int exit_status = compile_quietly(names, count, options, pack, diag, out);
    tell_diagnostics(diag);
    cw_diag_unref(diag);
    return exit_status;
}

int compile_rules_into(const char *const *names, int count, cw_diag *diag, cw_rules **out)
{
    return compile_quietly(names, count, NULL, NULL, diag, out);
}

int compile_rules(const char *const *names, int count, cw_rules **out)
{
    return compile_with(names, count, NULL, NULL, out);
}

int open_rulesets(const options *options, rulesets *out)
{
    *out = (rulesets){.options = options};
    out->items = calloc((size_t)cw_pack_count() + 1, sizeof *out->items);
    if (!out->items)
        return tell("out of memory", NULL);
    if (options->rule_count == 0 && check_params(options) == 0)
        return 0;
    if (options->rule_count == 0 || compile_with(options->rules, options->rule_count, options, NULL, &out->items[0].rules) == EXIT_BAD) {
        release_rulesets(out);
        return EXIT_BAD;
    }
    out->count = 1;
    return 0;
}

void release_rulesets(rulesets *self)
{
    for (int i = 0; i < self->count; i++)
        cw_rules_unref(self->items[i].rules);
    free(self->items);
    *self = (rulesets){0};
}

/* The rule set of a pack, compiled when it is first asked for; its failure is told once. */
static cw_rules *rules_of_pack(rulesets *self, const char *pack)
{
    for (int i = 0; i < self->count; i++) {
        if (self->items[i].jurisdiction == pack)
            return self->items[i].rules;
    }
    ruleset *item = &self->items[self->count++];
    item->jurisdiction = pack;
    compile_with(&pack, 1, self->options, pack, &item->rules);
    return item->rules;
}

static int tell_no_pack(const char *jurisdiction, const char *file, int64_t line)
{
    const char *near = near_pack(jurisdiction);
    if (near)
        return tell_at(file, line, "the case's jurisdiction is no built-in pack: did you mean `", near,
                       "`? `--rules` names other rules", NULL);
    return tell_at(file, line, "the case's jurisdiction is no built-in pack; name the rules with `--rules`", NULL);
}

int find_rules(rulesets *self, const cw_case *one, const char *file, int64_t line, cw_rules **out)
{
    if (self->options->rule_count > 0) {
        *out = self->items[0].rules;
        return 0;
    }
    const char *jurisdiction = cw_record_text(cw_case_record(one), CW_CASE_JURISDICTION);
    if (!jurisdiction)
        return tell_at(file, line, "the case names no jurisdiction; name the rules with `--rules`", NULL);
    const char *pack = find_pack(jurisdiction);
    if (!pack)
        return tell_no_pack(jurisdiction, file, line);
    *out = rules_of_pack(self, pack);
    return *out ? 0 : tell_at(file, line, "the rules of the case's jurisdiction cannot be used", NULL);
}
