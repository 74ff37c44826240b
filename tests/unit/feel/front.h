/* SPDX-License-Identifier: MIT */
#ifndef FRONT_H
#define FRONT_H
/* What the tests of the lexer, parser, checker and conditions share: one compiler over one text, trees as
 * s-expressions, diagnostics as lines `CODE LINE:COLUMN message | help`. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/map.h"
#include "fake_env.h"
#include "feel/compile.h"

enum { FRONT_DEPTH = 200 };

typedef struct front {
    base_arena arena;
    cw_diag *diag;
    feel_source source;
    feel_scope scope;
    feel_compiler compiler;
    base_buffer out;
} front;

static inline void front_begin(front *front, const char *text, size_t length)
{
    memset(front, 0, sizeof *front);
    base_arena_init(&front->arena, base_context_use(NULL));
    base_diag_new(NULL, &front->diag);
    base_map_init(&front->scope.names, &front->arena);
    front->source = (feel_source){BASE_STR("test.rules"), {text, length}};
    front->compiler = (feel_compiler){.arena = &front->arena, .schema = &fake_schema, .source = &front->source,
                                      .diag = front->diag, .depth_limit = FRONT_DEPTH};
    base_buffer_init(&front->out, base_context_use(NULL));
}

static inline void front_end(front *front)
{
    base_buffer_finish(&front->out);
    base_arena_finish(&front->arena);
    base_diag_drop(front->diag);
}

static inline feel_name *front_declare(front *front, const char *name, feel_how how, int32_t index, const feel_type *type)
{
    feel_name *made = base_arena_alloc(&front->arena, sizeof *made), *existing;
    *made = (feel_name){.name = base_str_of(name), .how = how, .index = index, .type = type};
    if (!feel_scope_add(&front->scope, made, &existing) || existing)
        abort();
    return made;
}

/* ---- trees ---- */

static inline void front_put_type(base_buffer *out, const feel_type *type)
{
    static const char *const names[] = {
        [FEEL_NULL] = "null", [FEEL_BOOLEAN] = "boolean", [FEEL_NUMBER] = "number", [FEEL_STRING] = "string",
        [FEEL_DATE] = "date", [FEEL_TIME] = "time", [FEEL_DATE_TIME] = "date-time", [FEEL_FUNCTION] = "function", [FEEL_DAYS] = "days", [FEEL_MONTHS] = "months", [FEEL_LIST] = "list", [FEEL_CONTEXT] = "context",
        [FEEL_RANGE] = "range", [FEEL_RECORD] = "record", [FEEL_COUNT] = "count", [FEEL_ANY] = "any"};
    for (; type->item; type = type->item)
        base_putf(out, "%s ", names[type->kind]);
    base_put(out, names[type->kind]);
    if (type->kind == FEEL_RECORD)
        base_put_str(out, (base_str){" of ", 4}), base_put_str(out, fake_schema.kind_name(NULL, type->detail));
    if (type->kind == FEEL_STRING && type->detail >= 0)
        base_put(out, " of "), base_put_str(out, fake_schema.enumeration_name(NULL, type->detail));
}

static inline void front_put_value(base_buffer *out, const feel_value *value)
{
    switch (value->kind) {
    case FEEL_NULL:    base_put(out, "null"); break;
    case FEEL_BOOLEAN: base_put(out, value->as.integer ? "true" : "false"); break;
    case FEEL_NUMBER:  base_put_decimal(out, value->as.number); break;
    case FEEL_STRING:  base_putf(out, "\"%.*s\"", (int)value->size, value->as.text); break;
    case FEEL_DATE:    base_put_day(out, value->as.integer); break;
    case FEEL_DAYS:    base_putf(out, "%" PRId64 "s", value->as.integer); break;
    case FEEL_MONTHS:  base_putf(out, "%" PRId64 "m", value->as.integer); break;
    default:           base_put(out, "?"); break;
    }
}

static inline void front_put_op(base_buffer *out, feel_op op)
{
    for (const char *c = feel_op_rows[op].name; *c; c++)
        base_put_char(out, *c >= 'A' && *c <= 'Z' ? (char)(*c + 32) : *c);
}

static inline void front_put_tree(base_buffer *out, const feel_node *node)
{
    if (node->op == FEEL_OP_LITERAL) {
        front_put_value(out, &node->value);
        return;
    }
    bool slotted = node->op == FEEL_OP_SLOT || node->op == FEEL_OP_GLOBAL || node->op == FEEL_OP_MAP || node->op == FEEL_OP_LET ||
                   node->op == FEEL_OP_FILTER || ((node->op == FEEL_OP_SOME || node->op == FEEL_OP_EVERY) && node->run) ||
                   node->op == FEEL_OP_SOME_OF || node->op == FEEL_OP_EVERY_OF || node->op == FEEL_OP_CALL ||
                   (node->run && (node->op == FEEL_OP_FOR || node->op == FEEL_OP_FUNCTION || node->op == FEEL_OP_CONTEXT));
    base_put_char(out, '(');
    front_put_op(out, node->op);
    if (node->flags & FEEL_NODE_LOW_OPEN)
        base_put(out, " ]");
    if (node->flags & FEEL_NODE_HIGH_OPEN)
        base_put(out, " [");
    if (slotted)
        base_putf(out, " %d", (int)node->index);
    if (node->name.length && node->op != FEEL_OP_SLOT && node->op != FEEL_OP_MAP)
        base_putf(out, " %.*s", (int)node->name.length, node->name.at);
    bool named = node->op == FEEL_OP_INVOKE || node->op == FEEL_OP_FOR || node->op == FEEL_OP_FUNCTION ||
                 (node->op == FEEL_OP_CONTEXT && !node->run);
    const feel_names *names = named ? node->handle : NULL;
    for (int32_t i = 0; names && i < names->count; i++)
        base_putf(out, "%s%.*s%s", i ? ", " : " {", (int)names->at[i].length, names->at[i].at, i + 1 == names->count ? "}" : "");
    for (int i = 0; i < node->kid_count; i++) {
        base_put_char(out, ' ');
        front_put_tree(out, node->kids[i]);
    }
    base_put_char(out, ')');
}

static inline const char *front_tree(front *front, const feel_node *node)
{
    base_buffer_clear(&front->out);
    front_put_tree(&front->out, node);
    return front->out.data;
}

/* ---- diagnostics ---- */

static inline const char *front_told(front *front)
{
    base_buffer_clear(&front->out);
    base_put(&front->out, "");
    for (int64_t i = 0; i < base_diag_count(front->diag); i++) {
        const base_diagnostic *d = base_diag_at(front->diag, i);
        base_putf(&front->out, "%s%d %d:%d %s%s%s", i ? "\n" : "", (int)d->code, (int)d->line, (int)d->column, d->message,
                  d->help ? " | " : "", d->help ? d->help : "");
    }
    return front->out.data ? front->out.data : "";
}

/* ---- the usual way through ---- */

/* The checked tree with its type, or what was told. Variables b (slot 0, a book), m (slot 1, a member) and x (slot 2, a
 * number) are declared. */
static inline const char *front_checked(front *front, const char *text, bool with_type)
{
    uint32_t slots;
    front_begin(front, text, strlen(text));
    front_declare(front, "b", FEEL_AS_SLOT, 0, &fake_type_book);
    front_declare(front, "m", FEEL_AS_SLOT, 1, &fake_type_member);
    front_declare(front, "x", FEEL_AS_SLOT, 2, &feel_type_number);
    feel_node *tree = feel_parse(&front->compiler, 0, (uint32_t)strlen(text));
    const feel_node *node = tree ? feel_check(&front->compiler, tree, &front->scope, 3, NULL, "", &slots) : NULL;
    if (!node)
        return front_told(front);
    front_tree(front, node);
    if (with_type) {
        base_put(&front->out, " : ");
        front_put_type(&front->out, node->type);
    }
    return front->out.data;
}
#endif
