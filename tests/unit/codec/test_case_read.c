/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>
#include "codec/document.h"

/* The beginning of a document; what a test adds stands on the second line. */
#define HEAD "{\"format\":\"casework.case/1\",\"id\":\"c\",\"types\":[\"in_home_cps\"],\"opened\":\"2024-01-01\",\n"

static cw_status read_text(base_str text, int32_t flags, cw_diag *diag, cw_case **out)
{
    return codec_read_case(NULL, BASE_STR("c.json"), 1, text, flags, diag, out);
}

/* Every diagnostic as "line:column pointer: message (help)", warnings marked, joined by line breaks. */
static void put_diag(base_buffer *out, const cw_diag *diag)
{
    base_put(out, "");
    for (int64_t i = 0; i < cw_diag_count(diag); i++) {
        const char *pointer = cw_diag_pointer(diag, i), *help = cw_diag_help(diag, i);
        base_putf(out, "%s%s%d:%d%s%s: %s", i > 0 ? "\n" : "",
                  cw_diag_severity(diag, i) == CW_SEVERITY_WARNING ? "warning " : "", (int)cw_diag_line(diag, i),
                  (int)cw_diag_column(diag, i), pointer != NULL ? " " : "", pointer != NULL ? pointer : "",
                  cw_diag_message(diag, i));
        if (help != NULL)
            base_putf(out, " (%s)", help);
    }
}

static void expect(const char *text, int32_t flags, cw_status expected, const char *told)
{
    base_buffer out;
    cw_diag *diag;
    cw_case *one;
    cw_status status;
    assert_int_equal(cw_diag_new(NULL, &diag), CW_OK);
    base_buffer_init(&out, base_context_use(NULL));
    status = read_text(base_str_of(text), flags, diag, &one);
    put_diag(&out, diag);
    assert_string_equal(out.data, told);
    assert_int_equal(status, expected);
    assert_true((one != NULL) == (expected == CW_OK));
    if (one != NULL)
        model_case_release(one);
    base_buffer_finish(&out);
    cw_diag_unref(diag);
}

static const struct { const char *text, *told; } wrong[] = {
    { "[]", "1:1: expected a case document, one object in braces, found a list" },
    { "\"x\"", "1:1: expected a case document, one object in braces, found a text" },
    { "{\"id\":\"c\",\"types\":[],\"opened\":\"2024-01-01\"}", "1:1: `format` is missing; expected `casework.case/1`" },
    { "{\"format\":\"casework.case/2\",\"types\":3}", "1:11 /format: expected the format `casework.case/1`, found `casework.case/2`" },
    { "{\"format\":\"Leo Doe\"}", "1:11 /format: expected the format `casework.case/1`, found another text" },
    { "{\"format\":\"leo\"}", "1:11 /format: expected the format `casework.case/1`, found another text" },
    { "{\"format\":1}", "1:11 /format: expected the format `casework.case/1`, found a number" },
    { "{\"format\":\"casework.case/1\"}", "1:1: `case` has no `id`, which every `case` must have\n"
      "1:1: `case` has no `types`, which every `case` must have\n"
      "1:1: `case` has no `opened`, which every `case` must have" },
    /* types of values */
    { HEAD "\"jurisdiction\":3}", "2:16 /jurisdiction: expected a text for `jurisdiction`, found a number" },
    { HEAD "\"court_involved\":\"true\"}", "2:18 /court_involved: expected `true` or `false` for `court_involved`, found a text (leave out the quotes)" },
    { HEAD "\"closed\":true}", "2:10 /closed: expected a date as `YYYY-MM-DD` for `closed`, found `true`" },
    { HEAD "\"members\":{}}", "2:11 /members: expected a list of objects for `members`, found an object (a list stands in brackets, even of one)" },
    { HEAD "\"members\":[3,null]}", "2:12 /members/0: expected an object in the list `members`, found a number\n"
      "2:14 /members/1: expected an object in the list `members`, found `null`" },
    { HEAD "\"members\":[{\"id\":\"m\",\"roles\":\"child\"}]}", "2:30 /members/0/roles: expected a list of words for `roles`, found a text (a list stands in brackets, even of one)" },
    { HEAD "\"members\":[{\"id\":\"m\",\"living\":false}]}", "2:31 /members/0/living: expected a word for `living`, found `false`" },
    { HEAD "\"members\":[{\"id\":\"m\",\"tribes\":[\"a\",[]]}]}", "2:36 /members/0/tribes/1: expected a text in the list `tribes`, found a list" },
    { HEAD "\"members\":[{\"id\":\"m\",\"roles\":[null]}]}", "2:31 /members/0/roles/0: expected a word in the list `roles`, found `null`" },
    { HEAD "\"members\":[{\"id\":\"m\",\"parents\":[\"\"]}]}", "2:33 /members/0/parents/0: expected the id of a record in the list `parents`, found an empty text" },
    { HEAD "\"members\":[{\"id\":\"m\",\"custodian\":\"\"}]}", "2:34 /members/0/custodian: expected the id of a record for `custodian`, found an empty text" },
    { HEAD "\"members\":[{\"id\":\"m\",\"parents\":\"m\"}]}", "2:32 /members/0/parents: expected a list of ids for `parents`, found a text (a list stands in brackets, even of one)" },
    { HEAD "\"members\":[{\"id\":\"m\",\"tribes\":\"m\"}]}", "2:31 /members/0/tribes: expected a list of texts for `tribes`, found a text (a list stands in brackets, even of one)" },
    { HEAD "\"plans\":[{\"id\":\"p\",\"safety_plan\":[]}]}", "2:34 /plans/0/safety_plan: expected an object for `safety_plan`, found a list" },
    { HEAD "\"court_involved\":1}", "2:18 /court_involved: expected `true` or `false` for `court_involved`, found a number" },
    /* numbers */
    { HEAD "\"record\":[{\"kind\":\"meeting\",\"date\":\"2024-02-01\",\"month\":[3]}]}", "2:57 /record/0/month: expected a number for `month`, found a list" },
    { HEAD "\"record\":[{\"kind\":\"meeting\",\"date\":\"2024-02-01\",\"month\":-0.00012345678901234567890123456789012345E50}]}",
      "2:57 /record/0/month: the number for `month` has more than 34 significant digits" },
    { HEAD "\"record\":[{\"kind\":\"meeting\",\"date\":\"2024-02-01\",\"month\":\"3\"}]}", "2:57 /record/0/month: expected a number for `month`, found a text (leave out the quotes)" },
    { HEAD "\"record\":[{\"kind\":\"meeting\",\"date\":\"2024-02-01\",\"month\":1234567890123456789012345678901234.5}]}",
      "2:57 /record/0/month: the number for `month` has more than 34 significant digits" },
    { HEAD "\"record\":[{\"kind\":\"meeting\",\"date\":\"2024-02-01\",\"month\":1e9999}]}",
      "2:57 /record/0/month: the number for `month` is too large or too small to be kept exactly" },
    { HEAD "\"record\":[{\"kind\":\"meeting\",\"date\":\"2024-02-01\",\"month\":123e-6178}]}",
      "2:57 /record/0/month: the number for `month` is too large or too small to be kept exactly" },
    /* dates */
    { HEAD "\"closed\":\"2024-02-30\"}", "2:10 /closed: there is no day `2024-02-30`: February 2024 has 29 days" },
    { HEAD "\"closed\":\"2023-04-31\"}", "2:10 /closed: there is no day `2023-04-31`: April 2023 has 30 days" },
    { HEAD "\"closed\":\"2024-13-01\"}", "2:10 /closed: there is no day `2024-13-01`: months are 01 to 12" },
    { HEAD "\"closed\":\"2024-00-01\"}", "2:10 /closed: there is no day `2024-00-01`: months are 01 to 12" },
    { HEAD "\"closed\":\"2024-05-00\"}", "2:10 /closed: there is no day `2024-05-00`: May 2024 has 31 days" },
    { HEAD "\"closed\":\"0000-05-01\"}", "2:10 /closed: there is no day `0000-05-01`: years begin with 0001" },
    { HEAD "\"closed\":\"05/01/2024\"}", "2:10 /closed: expected a date as `YYYY-MM-DD` for `closed`, found `05/01/2024`" },
    { HEAD "\"closed\":\"2024-5-1\"}", "2:10 /closed: expected a date as `YYYY-MM-DD` for `closed`, found `2024-5-1`" },
    { HEAD "\"closed\":\"2024-05-1x\"}", "2:10 /closed: expected a date as `YYYY-MM-DD` for `closed`, found another text" },
    { HEAD "\"closed\":\"When Leo left\"}", "2:10 /closed: expected a date as `YYYY-MM-DD` for `closed`, found another text" },
    { HEAD "\"closed\":\"leo\"}", "2:10 /closed: expected a date as `YYYY-MM-DD` for `closed`, found another text" },
    { HEAD "\"closed\":\"\"}", "2:10 /closed: expected a date as `YYYY-MM-DD` for `closed`, found an empty text" },
    { HEAD "\"closed\":\"2023-12-31\"}", "2:10 /closed: the case is closed on 2023-12-31, before it is opened on 2024-01-01" },
    { "{\"format\":\"casework.case/1\",\"id\":\"c\",\"types\":[],\"opened\":null,\"closed\":\"2024-01-01\"}",
      "1:58 /opened: expected a date as `YYYY-MM-DD` for `opened`, found `null`" },
    /* words */
    { HEAD "\"plans\":[{\"id\":\"p\",\"objectives\":[{\"id\":\"o\",\"level\":\"primary_famly\"}]}]}",
      "2:52 /plans/0/objectives/0/level: expected `primary_family`, `secondary_family`, `individual` or `other` for `level`, "
      "found `primary_famly` (did you mean `primary_family`?)" },
    { HEAD "\"members\":[{\"id\":\"m\",\"roles\":[\"child\",\"cild\",\"Leo Doe\"]}]}",
      "2:39 /members/0/roles/1: expected one of the 43 words of `role` for `roles`, found `cild` (did you mean `child`?)\n"
      "2:46 /members/0/roles/2: expected one of the 43 words of `role` for `roles`, found another text" },
    { HEAD "\"members\":[{\"id\":\"m\",\"living\":\"leo\",\"custodian\":\"Leo Doe\"}]}",
      "2:31 /members/0/living: expected `home`, `kin`, `foster`, `facility` or `other` for `living`, found another text\n"
      "2:49 /members/0/custodian: `m.custodian` refers to a text, which is no id of this case" },
    { HEAD "\"members\":[{\"id\":\"m\",\"living\":\"Home\"}]}",
      "2:31 /members/0/living: expected `home`, `kin`, `foster`, `facility` or `other` for `living`, found another text (did you mean `home`?)" },
    { HEAD "\"members\":[{\"id\":\"m\",\"living\":\"\"}]}",
      "2:31 /members/0/living: expected `home`, `kin`, `foster`, `facility` or `other` for `living`, found an empty text" },
    /* ids */
    { HEAD "\"members\":[{\"id\":\"m\"},\n{\"id\":\"c\"},{\"id\":\"m\"}]}",
      "3:7 /members/1/id: the id `c` is given twice, first to the `case` on line 1\n"
      "3:18 /members/2/id: the id `m` is given twice, first to the `member` on line 2" },
    { HEAD "\"members\":[{\"id\":\"Leo Doe\"},{\"id\":\"Leo Doe\"}]}",
      "2:35 /members/1/id: an id is given twice, first to the `member` on line 2" },
    { HEAD "\"members\":[{\"id\":\"\"},{\"id\":5},{\"id\":null},{}]}", "2:18 /members/0/id: an `id` must not be empty\n"
      "2:28 /members/1/id: expected a text for `id`, found a number\n"
      "2:37 /members/2/id: expected a text for `id`, found `null`\n"
      "2:43 /members/3: `members/3` has no `id`, which every `member` must have" },
    /* references */
    { HEAD "\"members\":[{\"id\":\"mother\",\"parents\":[\"mother\",\"moter\"],\"custodian\":\"c\"}]}",
      "2:68 /members/0/custodian: `mother.custodian` refers to `c`: expected a record of kind `member`, found `case`\n"
      "2:47 /members/0/parents/1: `mother.parents` refers to `moter`, which is no id of this case (did you mean `mother`?)" },
    /* entries */
    { HEAD "\"record\":[{\"date\":\"2024-02-01\"},{\"kind\":null,\"date\":\"2024-02-01\"},{\"kind\":\"note\"},{\"kind\":\"note\",\"date\":null}]}",
      "2:11 /record/0: `kind` is missing: every entry has one\n"
      "2:41 /record/1/kind: expected a kind of entry for `kind`, found `null`\n"
      "2:105 /record/3/date: expected a date as `YYYY-MM-DD` for `date`, found `null`\n"
      "2:67 /record/2: `record/2` has no `date`, which every `note` must have" },
    /* errors of reading and of freezing together; references are not judged where records were lost */
    { HEAD "\"closed\":\"2024-06-31\",\"members\":[{\"id\":\"m\",\"parents\":[\"x\"]},{\"id\":7}]}",
      "2:10 /closed: there is no day `2024-06-31`: June 2024 has 30 days\n"
      "2:67 /members/1/id: expected a text for `id`, found a number\n"
      "2:55 /members/0/parents/0: `m.parents` refers to `x`, which is no id of this case" },
    { HEAD "\"members\":[3,{\"id\":\"m\",\"parents\":[\"x\"]}]}", "2:12 /members/0: expected an object in the list `members`, found a number" },
    { HEAD "\"plans\":7,\"members\":[{\"id\":\"m\",\"parents\":[\"x\"]}]}",
      "2:9 /plans: expected a list of objects for `plans`, found a number (a list stands in brackets, even of one)" },
    { HEAD "\"plans\":[{\"id\":\"p\",\"participants\":[\"x\"],\"safety_plan\":1}]}",
      "2:55 /plans/0/safety_plan: expected an object for `safety_plan`, found a number" },
    { HEAD "\"record\":[{\"kind\":\"\",\"date\":\"2024-02-01\"}]}", "2:19 /record/0/kind: expected a kind of entry for `kind`, found an empty text" },
    /* history */
    { HEAD "\"history\":{},\"members\":[{\"id\":\"m\",\"history\":[7]}]}",
      "2:11 /history: expected a list of objects for `history`, found an object (a list stands in brackets, even of one)\n"
      "2:46 /members/0/history/0: expected an object in the list `history`, found a number" },
    { HEAD "\"history\":[{\"value\":[],\"until\":null},{\"field\":\"types\",\"until\":null}]}",
      "2:12 /history/0: `field` is missing: a row of `history` has `field`, `value` and `until`\n"
      "2:38 /history/1: `value` is missing: a row of `history` has `field`, `value` and `until`" },
    { HEAD "\"members\":[{\"id\":\"m\",\"history\":[{\"field\":\"role\",\"value\":[]},{\"field\":\"Ann Doe\",\"value\":1},{\"field\":3,\"value\":1}]}]}",
      "2:42 /members/0/history/0/field: expected `roles`, `living`, `custodian` or `tribes` for `field`, found `role` (did you mean `roles`?)\n"
      "2:70 /members/0/history/1/field: expected `roles`, `living`, `custodian` or `tribes` for `field`, found another text\n"
      "2:100 /members/0/history/2/field: expected the name of a field for `field`, found a number" },
    { HEAD "\"members\":[{\"id\":\"m\",\"history\":[{\"field\":\"born\",\"value\":\"2024-01-01\"},{\"field\":\"until\",\"value\":null}]}]}",
      "2:42 /members/0/history/0/field: `born` has no history; those that have one here are `roles`, `living`, `custodian` or `tribes`\n"
      "2:80 /members/0/history/1/field: expected `roles`, `living`, `custodian` or `tribes` for `field`, found another text" },
    { HEAD "\"members\":[{\"id\":\"m\",\"history\":[{\"field\":\"living\",\"value\":[\"home\"]},{\"field\":\"living\",\"value\":\"hom\"},"
      "{\"field\":\"roles\",\"value\":[\"child\",\"chidl\"]},{\"field\":\"custodian\",\"value\":\"x\"},{\"field\":\"living\",\"value\":null,\"until\":\"2024-02-30\"}]}]}",
      "2:59 /members/0/history/0/value: expected a word for `living`, found a list\n"
      "2:95 /members/0/history/1/value: expected `home`, `kin`, `foster`, `facility` or `other` for `living`, found `hom` (did you mean `home`?)\n"
      "2:136 /members/0/history/2/value/1: expected one of the 43 words of `role` for `roles`, found `chidl` (did you mean `child`?)\n"
      "2:219 /members/0/history/4/until: there is no day `2024-02-30`: February 2024 has 29 days\n"
      "2:175 /members/0/history/3/value: `members/0/history/3.custodian` refers to `x`, which is no id of this case" },
    { HEAD "\"history\":[{\"field\":\"types\",\"value\":[],\"until\":\"2024-03-01\"},{\"field\":\"types\",\"value\":[\"other\"],\"until\":\"2024-03-01\"}]}",
      "2:105 /history/1/until: `case.types` has two values until 2024-03-01" },
};

static void test_tells_each_mistake(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
        expect(wrong[i].text, 0, CW_ERR_INPUT, wrong[i].told);
}

static const struct { const char *text; int32_t flags; const char *told; } good[] = {
    { HEAD "\"court_involved\":null}", 0, "" },
    { HEAD "\"members\":null,\"plans\":[],\"record\":null}", 0, "" },
    { "{\"format\":\"casework.case/1\",\"id\":\"c\",\"types\":null,\"opened\":\"0001-01-01\",\"closed\":\"9999-12-31\"}", 0, "" },
    { HEAD "\"record\":[{\"id\":null,\"kind\":\"note\",\"date\":\"2024-02-29\"}]}", 0, "" },
    { HEAD "\"record\":[{\"kind\":\"meeting\",\"date\":\"2024-02-01\",\"month\":1234567890123456789012345678901234}]}", 0, "" },
    { HEAD "\"record\":[{\"kind\":\"meeting\",\"date\":\"2024-02-01\",\"month\":3.0e0}]}", 0, "" },
    { HEAD "\"jurisdicton\":\"us-ky\",\"zebra\":1e99999}", 0,
      "warning 2:1 /jurisdicton: `jurisdicton` is not a field of `case`; it is kept as it stands (did you mean `jurisdiction`?)\n"
      "warning 2:23 /zebra: `zebra` is not a field of `case`; it is kept as it stands" },
    { HEAD "\"members\":[{\"id\":\"m\",\"Leo Doe\":1,\"Living\":2}]}", 0,
      "warning 2:22 /members/0: a key is not a field of `member`; it is kept as it stands\n"
      "warning 2:34 /members/0: a key is not a field of `member`; it is kept as it stands (did you mean `living`?)" },
    { HEAD "\"members\":[{\"id\":\"m\",\"joined\":\"2024-02-02\",\"left\":\"2024-02-01\"}]}", 0,
      "warning 2:51 /members/0/left: `m.left` is 2024-02-01, before its `joined`, 2024-02-02" },
    { HEAD "\"members\":[{\"id\":\"m\",\"category\":\"family\"}]}", 0,
      "warning 2:22 /members/0/category: `category` of `member` is computed, not read; it is kept as it stands" },
    { HEAD "\"record\":[{\"kind\":\"contct\",\"date\":\"2024-02-01\",\"mode\":7},{\"kind\":\"Leo Doe\",\"date\":\"2024-02-01\"}]}", 0,
      "warning 2:19 /record/0/kind: expected a known kind of entry, found `contct`; the entry is kept, and only what all entries have is read (did you mean `contact`?)\n"
      "warning 2:66 /record/1/kind: expected a known kind of entry, found another text; the entry is kept, and only what all entries have is read" },
    { HEAD "\"members\":[{\"id\":\"m\",\"living\":\"moon\",\"roles\":[\"child\",\"cild\"]}]}", CW_READ_KEEP_WORDS,
      "warning 2:31 /members/0/living: `living` is kept and reads as unknown: expected `home`, `kin`, `foster`, `facility` or `other`, "
      "found another text\n"
      "warning 2:55 /members/0/roles/1: `roles` is kept and reads as unknown: expected one of the 43 words of `role`, found `cild` "
      "(did you mean `child`?)" },
};

static void test_reads_with_warnings(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++)
        expect(good[i].text, good[i].flags, CW_OK, good[i].told);
}

static cw_case *read_good(const char *text, int32_t flags)
{
    cw_diag *diag;
    cw_case *one;
    assert_int_equal(cw_diag_new(NULL, &diag), CW_OK);
    assert_int_equal(read_text(base_str_of(text), flags, diag, &one), CW_OK);
    cw_diag_unref(diag);
    return one;
}

static const model_slot *slot(const cw_record *record, int32_t field)
{
    return model_slot_of(record, model_field_by(field));
}

static void test_fills_the_model(void **state)
{
    static const char text[] = HEAD "\"court_involved\":false,\"closed\":null,\"members\":[{\"id\":\"m\",\"roles\":[\"child\",\"status_youth\"],"
        "\"tribes\":[],\"living\":\"moon\",\"custodian\":\"n\",\"x\": [1, 2] },{\"id\":\"n\"}],"
        "\"record\":[{\"kind\":\"meeting\",\"date\":\"2024-02-29\",\"month\":3.50,\"with\":[\"n\",\"m\"]},"
        "{\"kind\":\"dance\",\"date\":\"2024-03-01\",\"by\":\"m\",\"steps\":8}]}";
    cw_case *one = read_good(text, CW_READ_KEEP_WORDS);
    const cw_record *m, *meeting, *dance;
    (void)state;
    assert_true(one->frozen);
    assert_int_equal(slot(one->root, MODEL_FIELD_CASE_COURT_INVOLVED)->as.integer, 0);
    assert_int_equal(slot(one->root, MODEL_FIELD_CASE_CLOSED)->state, MODEL_NULL);
    assert_int_equal(slot(one->root, MODEL_FIELD_CASE_PLANS)->state, MODEL_ABSENT);
    m = model_find(one, BASE_STR("m"));
    assert_int_equal(slot(m, MODEL_FIELD_MEMBER_ROLES)->as.list->count, 2);
    assert_int_equal(((int32_t *)slot(m, MODEL_FIELD_MEMBER_ROLES)->as.list->items)[1], MODEL_WORD_ROLE_STATUS_YOUTH);
    assert_int_equal(slot(m, MODEL_FIELD_MEMBER_TRIBES)->state, MODEL_VALUE);
    assert_int_equal(slot(m, MODEL_FIELD_MEMBER_TRIBES)->as.list->count, 0);
    assert_int_equal(slot(m, MODEL_FIELD_MEMBER_LIVING)->state, MODEL_NULL);
    assert_true(base_str_is(m->extras->key, "living"));
    assert_true(base_str_is(m->extras->json, "\"moon\""));
    assert_true(base_str_is(m->extras->next->key, "x"));
    assert_true(base_str_is(m->extras->next->json, "[1, 2]"));
    assert_ptr_equal(slot(m, MODEL_FIELD_MEMBER_CUSTODIAN)->as.reference->target, model_find(one, BASE_STR("n")));
    meeting = model_row_at(one->root, model_field_by(MODEL_FIELD_CASE_RECORD), 0);
    assert_int_equal(meeting->kind, MODEL_KIND_MEETING);
    assert_string_equal(model_number_text(slot(meeting, MODEL_FIELD_MEETING_MONTH)), "3.5");
    assert_int_equal(slot(meeting, MODEL_FIELD_ENTRY_DATE)->as.integer, 19782);
    assert_int_equal(slot(meeting, MODEL_FIELD_ENTRY_WITH)->as.list->count, 2);
    dance = model_row_at(one->root, model_field_by(MODEL_FIELD_CASE_RECORD), 1);
    assert_true(dance->unknown_kind);
    assert_true(base_str_is(dance->kind_word, "dance"));
    assert_true(base_str_is(slot(dance, MODEL_FIELD_ENTRY_BY)->as.reference->id, "m"));
    assert_true(base_str_is(dance->extras->key, "steps"));
    model_case_release(one);
}

static void test_gives_an_editable_case_back(void **state)
{
    cw_case *one = read_good(HEAD "\"members\":[{\"id\":\"m\"}]}", CW_READ_EDITABLE);
    (void)state;
    assert_false(one->frozen);
    assert_non_null(model_find(one, BASE_STR("m")));
    assert_int_equal(model_set_boolean(one->root, model_field_by(MODEL_FIELD_CASE_COURT_INVOLVED), true), CW_OK);
    model_case_release(one);
}

static void test_bad_words_beyond_the_bound_are_counted(void **state)
{
    enum { WORDS = 10000 };
    base_buffer text;
    cw_diag *diag;
    cw_case *one;
    (void)state;
    base_buffer_init(&text, base_context_use(NULL));
    base_put(&text, HEAD "\"members\":[");
    for (int i = 0; i < WORDS; i++)
        base_putf(&text, "%s{\"id\":\"m%d\",\"roles\":[\"cild\"],\"parents\":[\"n%d\"]}", i > 0 ? ",\n" : "", i, i);
    base_put(&text, ",{\"id\":\"m0\"}],\"record\":[{\"kind\":\"dance\",\"date\":\"2024-01-01\"}],\"zebra\":1}");
    assert_int_equal(cw_diag_new(NULL, &diag), CW_OK);
    assert_int_equal(read_text((base_str){ text.data, text.length }, 0, diag, &one), CW_ERR_INPUT);
    assert_null(one);
    assert_int_equal(cw_diag_errors(diag), 2 * WORDS + 1);
    assert_int_equal(cw_diag_count(diag), cw_context_limit(NULL, CW_LIMIT_DIAGNOSTICS));
    assert_int_equal(cw_diag_line(diag, 99), 101);
    cw_diag_unref(diag);
    base_buffer_finish(&text);
}

static void test_lines_count_from_the_first_line(void **state)
{
    cw_diag *diag;
    cw_case *one;
    (void)state;
    assert_int_equal(cw_diag_new(NULL, &diag), CW_OK);
    assert_int_equal(codec_read_case(NULL, BASE_STR("c.json"), 7, BASE_STR(HEAD "\"members\":[{\"id\":\"m\"},{\"id\":\"m\"}]}"), 0,
                                     diag, &one), CW_ERR_INPUT);
    assert_int_equal(cw_diag_line(diag, 0), 8);
    assert_string_equal(cw_diag_source(diag, 0), "c.json");
    assert_string_equal(cw_diag_message(diag, 0), "the id `m` is given twice, first to the `member` on line 8");
    cw_diag_unref(diag);
}

/* ---- bad bytes ---- */

static const char rich[] = HEAD "\"jurisdiction\":\"us-ky\",\"zebra\":{\"a\":[1,2.50,null]},\"members\":[{\"id\":\"m\",\"name\":\"L\\u00e9o\","
    "\"roles\":[\"child\"],\"born\":\"2015-05-05\",\"indian_child\":null,\"tribes\":[]},{\"id\":\"n\",\"roles\":[\"caseworker\"]}],"
    "\"plans\":[{\"id\":\"p\",\"developed\":\"2024-01-20\",\"prevention_plan\":{},\"objectives\":[{\"id\":\"o\",\"level\":\"individual\","
    "\"tasks\":[{\"id\":\"t\",\"owners\":[\"m\"],\"availability\":{}}]}]}],\"record\":[{\"id\":\"e\",\"kind\":\"contact\",\"date\":\"2024-02-01\","
    "\"with\":[\"m\"],\"by\":\"n\",\"mode\":\"face_to_face\"},{\"kind\":\"meeting\",\"date\":\"2024-03-01\",\"month\":3},"
    "{\"kind\":\"dance\",\"date\":\"2024-03-02\",\"steps\":8}]}";

/* Reads a text from memory of just its size, so that a read past it is seen. */
static void read_exactly(const char *text, size_t length, int32_t flags)
{
    char *copy = malloc(length > 0 ? length : 1);
    cw_diag *diag;
    cw_case *one;
    cw_status status;
    assert_non_null(copy);
    memcpy(copy, text, length);
    assert_int_equal(cw_diag_new(NULL, &diag), CW_OK);
    status = read_text((base_str){ copy, length }, flags, diag, &one);
    assert_true(status == CW_OK ? cw_diag_errors(diag) == 0 : cw_diag_errors(diag) > 0);
    assert_true((one != NULL) == (status == CW_OK));
    if (one != NULL)
        model_case_release(one);
    cw_diag_unref(diag);
    free(copy);
}

static void test_no_truncation_harms(void **state)
{
    (void)state;
    for (size_t length = 0; length < sizeof rich; length++)
        read_exactly(rich, length, 0);
}

static void test_no_changed_byte_harms(void **state)
{
    static const char bytes[] = "\"{}[],:\\0n-x\x01\xff";
    char text[sizeof rich];
    (void)state;
    for (size_t at = 0; at < sizeof rich - 1; at++)
        for (size_t i = 0; i < sizeof bytes - 1; i++) {
            memcpy(text, rich, sizeof rich);
            text[at] = bytes[i];
            read_exactly(text, sizeof rich - 1, i % 2 == 0 ? CW_READ_KEEP_WORDS : 0);
        }
}

/* ---- no memory ---- */

typedef struct ration { int64_t left, pieces; bool once; } ration;   /* once: only one is refused */

static void *allocate(void *user, size_t size)
{
    ration *r = user;
    int64_t left = r->left--;
    if (r->once ? left == 0 : left <= 0)
        return NULL;
    r->pieces++;
    return malloc(size);
}

static void release(void *user, void *memory, size_t size)
{
    ration *r = user;
    (void)size;
    r->pieces--;
    free(memory);
}

/* Reads and writes with every allocation refused in turn, until all goes well as `expected` says. */
static void sweep(const char *text, int32_t flags, cw_status expected)
{
    cw_status status = CW_ERR_NOMEM;
    for (int64_t budget = 0; status == CW_ERR_NOMEM; budget++) {
        ration r = { .left = INT64_MAX };
        cw_context *context;
        base_buffer buffer;
        cw_diag *diag;
        cw_case *one;
        assert_true(budget < 5000);
        assert_int_equal(cw_context_new_with_allocator(allocate, release, &r, &context), CW_OK);
        assert_int_equal(cw_diag_new(context, &diag), CW_OK);
        r.left = budget;
        status = codec_read_case(context, BASE_STR("c.json"), 1, base_str_of(text), flags, diag, &one);
        base_buffer_init(&buffer, context);
        assert_true((one != NULL) == (status == CW_OK));
        if (status == CW_OK)
            status = codec_write_case(one, CW_WRITE_CANONICAL, &buffer);
        if (one != NULL)
            model_case_release(one);
        base_buffer_finish(&buffer);
        cw_diag_unref(diag);
        cw_context_unref(context);
        assert_int_equal(r.pieces, 0);
    }
    assert_int_equal(status, expected);
}

static void test_every_refused_allocation_is_told(void **state)
{
    (void)state;
    sweep(rich, CW_READ_KEEP_WORDS, CW_OK);
    sweep(rich, CW_READ_EDITABLE, CW_OK);
    sweep("{\"format\":", 0, CW_ERR_INPUT);
    sweep("{\"format\":\"x\"}", 0, CW_ERR_INPUT);
    sweep(HEAD "\"closed\":\"2023-01-01\",\"members\":[{\"id\":\"c\",\"roles\":[\"cild\"],\"parents\":[\"x\"]}],\"zebra\":1}", 0, CW_ERR_INPUT);
    sweep(HEAD "\"members\":[{\"id\":\"m\",\"living\":\"moon\"}]}", 0, CW_ERR_INPUT);
    sweep(HEAD "\"members\":[{\"id\":\"m\",\"living\":\"moon\",\"roles\":[\"cild\"]}]}", CW_READ_KEEP_WORDS, CW_OK);
    sweep(HEAD "\"record\":[{\"kind\":\"meeting\",\"date\":\"2024-03-01\",\"month\":3e0}]}", 0, CW_OK);
}

/* Reads with one allocation refused, the one after so many (none: -1). Puts into *told all that was told; *reached is
 * whether there was such an allocation. */
static cw_status read_refusing(const char *text, int32_t flags, int64_t at, base_buffer *told, bool *reached)
{
    ration r = { .left = INT64_MAX, .once = true };
    cw_context *context;
    cw_diag *diag;
    cw_case *one;
    cw_status status;
    assert_int_equal(cw_context_new_with_allocator(allocate, release, &r, &context), CW_OK);
    assert_int_equal(cw_diag_new(context, &diag), CW_OK);
    r.left = at >= 0 ? at : INT64_MAX;
    status = codec_read_case(context, BASE_STR("c.json"), 1, base_str_of(text), flags, diag, &one);
    *reached = r.left < 0;
    put_diag(told, diag);
    assert_true((one != NULL) == (status == CW_OK));
    if (one != NULL)
        model_case_release(one);
    cw_diag_unref(diag);
    cw_context_unref(context);
    assert_int_equal(r.pieces, 0);
    return status;
}

/* Whichever allocation is refused, the reading fails for that or tells just what it tells undisturbed. */
static void expect_same_or_no_memory(const char *text, int32_t flags)
{
    base_buffer undisturbed, told;
    bool reached = true;
    base_buffer_init(&undisturbed, base_context_use(NULL));
    base_buffer_init(&told, base_context_use(NULL));
    cw_status expected = read_refusing(text, flags, -1, &undisturbed, &reached);
    reached = true;
    for (int64_t at = 0; reached; at++) {
        base_buffer_clear(&told);
        cw_status status = read_refusing(text, flags, at, &told, &reached);
        if (status == CW_ERR_NOMEM)
            continue;
        assert_int_equal(status, expected);
        assert_string_equal(told.data, undisturbed.data);
    }
    base_buffer_finish(&told);
    base_buffer_finish(&undisturbed);
}

static void test_no_refused_allocation_changes_what_is_told(void **state)
{
    (void)state;
    expect_same_or_no_memory(HEAD "\"closed\":\"2023-12-31\",\"members\":[{\"id\":\"m\",\"roles\":[\"cild\",\"zebra\"],\"living\":\"moon\"},"
        "{\"id\":\"m\"},{\"id\":\"Leo Doe\",\"parents\":[\"n\"],\"custodian\":\"c\",\"joined\":\"2024-02-02\",\"left\":\"2024-02-01\"},"
        "{\"id\":\"q\",\"history\":[{\"field\":\"born\",\"value\":1},{\"field\":\"roels\",\"value\":1},{\"value\":1},"
        "{\"field\":\"living\",\"value\":\"kin\",\"until\":\"2024-03-01\"},{\"field\":\"living\",\"value\":\"kin\",\"until\":\"2024-03-01\"}]}],"
        "\"record\":[{\"kind\":\"contct\",\"date\":\"2024-02-30\"},{\"kind\":\"note\"},{\"date\":\"then\"}],\"zebra\":1,\"Zoe\":2}", 0);
    expect_same_or_no_memory(HEAD "\"id\":\"c\",\"id\":\"d\",\"Leo\":{\"a\":[1],\"a\":[2]},\"x\":\"\\ud800\"}", 0);
    expect_same_or_no_memory(HEAD "\"members\":[NaN]}", 0);
    expect_same_or_no_memory("{\"format\":\"casework.case/2\"}", 0);
    expect_same_or_no_memory(HEAD "\"members\":[{\"id\":\"m\",\"living\":\"moon\",\"roles\":[\"cild\"]}],\"zebra\":[1, 2]}",
                             CW_READ_KEEP_WORDS | CW_READ_EDITABLE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_tells_each_mistake),
        cmocka_unit_test(test_reads_with_warnings),
        cmocka_unit_test(test_fills_the_model),
        cmocka_unit_test(test_gives_an_editable_case_back),
        cmocka_unit_test(test_bad_words_beyond_the_bound_are_counted),
        cmocka_unit_test(test_lines_count_from_the_first_line),
        cmocka_unit_test(test_no_truncation_harms),
        cmocka_unit_test(test_no_changed_byte_harms),
        cmocka_unit_test(test_every_refused_allocation_is_told),
        cmocka_unit_test(test_no_refused_allocation_changes_what_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
