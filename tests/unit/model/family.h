/* SPDX-License-Identifier: MIT */
#ifndef TEST_MODEL_FAMILY_H
#define TEST_MODEL_FAMILY_H
/* What the tests of the model share: a case that uses every type of field, and a dump of a case as text. */
#include "model/case.h"
#include "model/diagnostics.h"

#define F(KIND_FIELD) model_field_by(MODEL_FIELD_##KIND_FIELD)

static inline base_str S(const char *text)
{
    return base_str_of(text);
}

static inline cw_case *new_case(cw_context *context)
{
    cw_case *one = NULL;
    assert_int_equal(model_case_new(base_context_use(context), &one), CW_OK);
    return one;
}

static inline cw_record *add_row(cw_record *parent, const model_field *list, int32_t kind, const char *id)
{
    cw_record *row = NULL;
    assert_int_equal(model_add_named(parent, list, kind, S(id), &row), CW_OK);
    assert_non_null(row);
    return row;
}

static inline cw_record *add_entry(cw_case *one, int32_t kind, const char *id, int64_t day)
{
    cw_record *entry = add_row(one->root, F(CASE_RECORD), kind, id);
    assert_int_equal(model_set_day(entry, F(ENTRY_DATE), day), CW_OK);
    return entry;
}

/* ---- a dump that shows everything that a document would ---- */

static inline void dump_record(base_buffer *out, const cw_record *record);

static inline void dump_list(base_buffer *out, const model_field *field, const model_list *list)
{
    base_put(out, "[");
    for (int64_t i = 0; i < list->count; i++) {
        if (i > 0) base_put(out, ",");
        if (field->type == MODEL_TEXTS) base_put_str(out, ((base_str *)list->items)[i]);
        if (field->type == MODEL_TERMS) base_put(out, model_enumeration_at(field->target)->words[((int32_t *)list->items)[i]].word);
        if (field->type == MODEL_REFERENCES) base_put_str(out, ((model_reference *)list->items)[i].id);
        if (field->type == MODEL_ROWS) dump_record(out, ((cw_record **)list->items)[i]);
    }
    base_put(out, "]");
}

static inline void dump_value(base_buffer *out, const model_field *field, const model_slot *slot)
{
    switch (field->type) {
    case MODEL_TEXT: base_put_str(out, (base_str){ slot->as.text, slot->length }); break;
    case MODEL_NUMBER: base_put(out, model_number_text(slot)); break;
    case MODEL_BOOLEAN: base_put(out, slot->as.integer ? "true" : "false"); break;
    case MODEL_DATE: base_put_day(out, slot->as.integer); break;
    case MODEL_TERM: base_put(out, model_enumeration_at(field->target)->words[slot->as.integer].word); break;
    case MODEL_REFERENCE: base_put_str(out, slot->as.reference->id); break;
    case MODEL_ROW: dump_record(out, slot->as.row); break;
    default: dump_list(out, field, slot->as.list);
    }
}

static inline void dump_record(base_buffer *out, const cw_record *record)
{
    base_putf(out, "%s{", model_kind_at(record->kind)->name);
    if (record->unknown_kind) base_put_str(out, record->kind_word);
    for (int32_t i = 0; i < model_kind_at(record->kind)->field_count; i++) {
        const model_field *field = model_field_at(record->kind, i);
        const model_slot *slot = model_slot_of(record, field);
        if (slot == NULL || slot->state == MODEL_ABSENT) continue;
        base_putf(out, " %s=", field->name);
        if (slot->state == MODEL_NULL) base_put(out, "null");
        else dump_value(out, field, slot);
    }
    for (const model_extra *extra = record->extras; extra != NULL; extra = extra->next) {
        base_put(out, " +");
        base_put_str(out, extra->key);
        base_put(out, "=");
        base_put_str(out, extra->json);
    }
    base_put(out, "}");
}

/* Released with free_dump. */
static inline base_buffer dump(const cw_case *one)
{
    base_buffer out;
    base_buffer_init(&out, NULL);
    dump_record(&out, one->root);
    base_putf(&out, " records=%d ids=%d", (int)one->records, (int)one->ids.count);
    assert_false(out.failed);
    return out;
}

static inline void assert_dump(const cw_case *one, const char *expected)
{
    base_buffer text = dump(one);
    assert_string_equal(text.data, expected);
    base_buffer_finish(&text);
}

/* ---- a family in steps, each of which may be tried again ---- */

enum { FAMILY_STEPS = 46 };

static inline cw_record *family_find(cw_case *one, const char *id)
{
    return model_find(one, S(id));
}

static inline cw_status family_row(cw_record *parent, const model_field *list, const char *id)
{
    cw_record *row;
    return model_add_named(parent, list, list->target, S(id), &row);
}

static inline cw_status family_entry(cw_case *one, int32_t kind, const char *id)
{
    cw_record *row;
    return model_add_named(one->root, F(CASE_RECORD), kind, S(id), &row);
}

static inline cw_record *family_child(cw_case *one, const char *id, const model_field *field)
{
    cw_record *record = family_find(one, id);
    return field->type == MODEL_ROW ? record->slots[field->slot].as.row : model_row_at(record, field, 0);
}

static inline cw_status family_step_early(cw_case *one, int step)
{
    cw_record *root = one->root, *row;
    switch (step) {
    case 0: return model_set_text(root, F(CASE_ID), S("k1"));
    case 1: return model_set_day(root, F(CASE_OPENED), 19000);
    case 2: return model_append_word(root, F(CASE_TYPES), MODEL_WORD_CASE_TYPE_IN_HOME_CPS);
    case 3: return model_append_word(root, F(CASE_TYPES), MODEL_WORD_CASE_TYPE_KINSHIP_CARE);
    case 4: return model_set_boolean(root, F(CASE_COURT_INVOLVED), true);
    case 5: return family_row(root, F(CASE_MEMBERS), "mia");
    case 6: return family_row(root, F(CASE_MEMBERS), "ssw");
    case 7: return model_set_text(family_find(one, "mia"), F(MEMBER_NAME), S("Mia"));
    case 8: return model_append_word(family_find(one, "mia"), F(MEMBER_ROLES), MODEL_WORD_ROLE_CHILD);
    case 9: return model_append_text(family_find(one, "mia"), F(MEMBER_TRIBES), S("Cherokee"));
    case 10: return model_set_empty_list(family_find(one, "mia"), F(MEMBER_PARENTS));
    case 11: return model_set_null(family_find(one, "mia"), F(MEMBER_BORN));
    case 12: return model_set_word(family_find(one, "mia"), F(MEMBER_LIVING), MODEL_WORD_LIVING_HOME);
    case 13: return model_set_reference(family_find(one, "mia"), F(MEMBER_CUSTODIAN), S("ssw"));
    case 14: return family_row(root, F(CASE_PLANS), "p1");
    case 15: return model_set_day(family_find(one, "p1"), F(PLAN_DEVELOPED), 19010);
    case 16: return family_row(family_find(one, "p1"), F(PLAN_SIGNATURES), "");
    case 17: return model_set_reference(family_child(one, "p1", F(PLAN_SIGNATURES)), F(SIGNATURE_MEMBER), S("mia"));
    case 18: return model_set_row(family_find(one, "p1"), F(PLAN_SAFETY_PLAN), &row);
    case 19: return model_append_text(family_child(one, "p1", F(PLAN_SAFETY_PLAN)), F(SAFETY_PLAN_PROACTIVE), S("lock"));
    case 20: return family_row(family_find(one, "p1"), F(PLAN_SERVICES), "s1");
    case 21: return family_row(family_find(one, "p1"), F(PLAN_OBJECTIVES), "o1");
    case 22: return family_row(family_find(one, "o1"), F(OBJECTIVE_TASKS), "t1");
    default: return model_append_reference(family_find(one, "t1"), F(TASK_OWNERS), S("ssw"));
    }
}

static inline cw_status family_step(cw_case *one, int step)
{
    cw_record *row;
    char key[8] = { 'x', (char)('a' + step - 35), '\0' };
    base_decimal score = base_decimal_from_int(7);
    if (step < 24) return family_step_early(one, step);
    switch (step) {
    case 24: return model_append_reference(family_find(one, "t1"), F(TASK_OWNERS), S("mia"));
    case 25: return model_set_reference(family_find(one, "t1"), F(TASK_SERVICE), S("s1"));
    case 26: return model_set_row(family_find(one, "t1"), F(TASK_AVAILABILITY), &row);
    case 27: return model_set_text(family_child(one, "t1", F(TASK_AVAILABILITY)), F(AVAILABILITY_FEE), S("none"));
    case 28: return family_entry(one, MODEL_KIND_REVIEW, "r1");
    case 29: return model_set_day(family_find(one, "r1"), F(ENTRY_DATE), 19020);
    case 30: return family_row(family_find(one, "r1"), F(REVIEW_RATINGS), "");
    case 31: return model_set_number(family_child(one, "r1", F(REVIEW_RATINGS)), F(RATING_SCORE), &score);
    case 32: return family_entry(one, MODEL_KIND_UNRECOGNISED_ENTRY, "u1");
    case 33: return model_set_day(family_find(one, "u1"), F(ENTRY_DATE), 19015);
    case 34: return model_set_kind_word(family_find(one, "u1"), S("eclipse"));
    case 35: case 36: case 37: case 38: case 39: case 40: case 41: case 42: case 43: case 44:
        return model_add_extra(family_find(one, "u1"), S(key), S("[1, 2]"));
    default: return model_add_extra(family_find(one, "u1"), S("xb"), S("{\"longer\": \"than before\"}"));
    }
}

static const char family_dump[] =
    "case{ id=k1 types=[in_home_cps,kinship_care] opened=2022-01-08 court_involved=true members=["
    "member{ id=mia name=Mia roles=[child] born=null living=home custodian=ssw parents=[] tribes=[Cherokee]},"
    "member{ id=ssw}] plans=[plan{ id=p1 developed=2022-01-18 signatures=[signature{ member=mia}] services=[service{ id=s1}] "
    "safety_plan=safety_plan{ proactive=[lock]} objectives=[objective{ id=o1 tasks=[task{ id=t1 owners=[ssw,mia] service=s1 "
    "availability=availability{ fee=none}}]}]}] record=[review{ id=r1 date=2022-01-28 ratings=[rating{ score=7}]},"
    "unrecognised_entry{eclipse id=u1 date=2022-01-23 +xa=[1, 2] +xb={\"longer\": \"than before\"} +xc=[1, 2] +xd=[1, 2] "
    "+xe=[1, 2] +xf=[1, 2] +xg=[1, 2] +xh=[1, 2] +xi=[1, 2] +xj=[1, 2]}]} records=13 ids=9";

static inline cw_case *make_family(cw_context *context)
{
    cw_case *one = new_case(context);
    for (int step = 0; step < FAMILY_STEPS; step++) assert_int_equal(family_step(one, step), CW_OK);
    return one;
}
#endif
