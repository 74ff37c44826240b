/* SPDX-License-Identifier: MIT */
/* What excuses from a rule: its `waived: when`, and waivers that were approved. */
#include "eval/judge.h"

enum { NOTES_MOST = 16, UNSURE_MOST = EVAL_LEAVES_MOST };

/* Why a waiver does not count. */
typedef enum doubt { COUNTS, NOT_TO_WAIVE, APPROVED_BY_NO_ONE, WRONG_ROLE, NO_REASON, TOO_LATE, EXPIRED } doubt;

typedef struct waiver {
    const cw_record *entry;
    int64_t date, expires;           /* expires INT64_MAX: it does not */
    eval_answer sure;                /* it is there, names the rule, and its last day is known */
    eval_answer approved;            /* by a member who held one of the roles on its day */
    const cw_record *approver;       /* NULL: none, or not known */
    bool documented;                 /* a reason is */
    const feel_missing *unsure;      /* why it may name anyone: `subjects` is not known; or NULL */
    /* of the subjects at hand */
    eval_answer covers;              /* it names all of them */
    doubt doubt;                     /* the last one found */
    bool counted;                    /* on some day it was not left out */
    struct waiver *next;             /* of those that name them, or may */
} waiver;

/* That a waiver names a record. */
typedef struct pair { const void *waiver, *record; } pair;
typedef struct mention {
    pair pair;
    waiver *waiver;
    eval_answer sure;                /* the record is there */
    struct mention *next;            /* of the same record */
} mention;

/* The index keeps the cost of a finding to the waivers that name its subjects. */
typedef struct eval_waivers {
    waiver *items;
    int32_t count;
    base_map pairs, records;         /* pair -> mention; record -> its mentions */
    waiver *at_hand;
} eval_waivers;

static const eval_answer yes = { EVAL_YES, NULL }, no = { EVAL_NO, NULL };

static eval_answer perhaps(const feel_missing *missing)
{
    return (eval_answer){ EVAL_NO | EVAL_YES, missing };
}

static void read(eval_judge *judge, const cw_record *record, int32_t field, feel_value *out)
{
    eval_facts.field(&judge->run, record, model_field_by(field), out);
}

/* ---- what a waiver says, whoever the subjects are ---- */

static bool is_role(const rules_rule *rule, const feel_value *word)
{
    for (int32_t i = 0; i < rule->waived_by_count; i++)
        if (word->kind == FEEL_STRING && base_str_equal(feel_text(word), rule->waived_by[i])) return true;
    return false;
}

static eval_answer holds_role(eval_judge *judge, const cw_record *member)
{
    feel_value roles, role;
    read(judge, member, MODEL_FIELD_MEMBER_ROLES, &roles);
    if (roles.kind == FEEL_UNKNOWN) return perhaps(roles.as.missing);
    uint32_t count = roles.kind == FEEL_LIST ? feel_list_count(&roles) : 0;
    for (uint32_t i = 0; i < count; i++) {
        feel_list_item(&judge->run, &roles, i, &role);
        if (is_role(judge->rule, &role)) return yes;
    }
    return no;
}

/* The roles count that the member held on the day of the waiver. */
static void see_approver(eval_judge *judge, waiver *waiver)
{
    feel_value approver;
    if (judge->rule->waived_by_count == 0) {
        waiver->approved = no;
        return;
    }
    read(judge, waiver->entry, MODEL_FIELD_WAIVER_APPROVED_BY, &approver);
    waiver->approved = approver.kind == FEEL_UNKNOWN ? perhaps(approver.as.missing) : no;
    if (approver.kind != FEEL_RECORD) return;
    waiver->approver = approver.as.host;
    eval_view *now = judge->run.host, *then = eval_view_on(judge->days, waiver->date);
    if (!then) {
        if (!judge->days->over) judge->run.no_memory = true;
        judge->run.steps = -1;
        return;
    }
    judge->run.host = then;
    judge->run.day = then->day;
    waiver->approved = holds_role(judge, waiver->approver);
    judge->run.host = now;
    judge->run.day = now->day;
}

static void see_expiry(eval_judge *judge, waiver *waiver)
{
    feel_value expires;
    read(judge, waiver->entry, MODEL_FIELD_WAIVER_EXPIRES, &expires);
    waiver->expires = expires.kind == FEEL_DATE ? expires.as.integer : INT64_MAX;
    if (expires.kind == FEEL_UNKNOWN) waiver->sure = eval_both(judge, waiver->sure, perhaps(expires.as.missing));
}

/* Whether a waiver's `rule` means the rule: its full name, or the bare one where that is unambiguous. */
static eval_answer names_rule(eval_judge *judge, const cw_record *entry)
{
    feel_value name;
    read(judge, entry, MODEL_FIELD_WAIVER_RULE, &name);
    if (name.kind == FEEL_UNKNOWN) return judge->rule->waived_by_count > 0 ? perhaps(name.as.missing) : no;
    if (name.kind != FEEL_STRING) return no;
    bool full = base_str_equal(feel_text(&name), base_str_of(judge->rule->full_name));
    bool bare = base_str_equal(feel_text(&name), judge->rule->name);
    return full || (bare && rules_find(judge->report->rules, judge->rule->name)) ? yes : no;
}

/* ---- whom they name ---- */

static base_str key_of(const void *bytes, size_t length)
{
    return (base_str){ bytes, length };
}

static bool put_mention(eval_waivers *all, mention *made)
{
    void *before = NULL;
    if (!base_map_add(&all->pairs, key_of(&made->pair, sizeof made->pair), made, &before)) return false;
    if (before) return true;
    if (!base_map_add(&all->records, key_of(&made->pair.record, sizeof made->pair.record), made, &before)) return false;
    if (before) {
        made->next = ((mention *)before)->next;
        ((mention *)before)->next = made;
    }
    return true;
}

static void add_mention(eval_judge *judge, waiver *waiver, const feel_value *subject, eval_answer sure)
{
    mention *made = base_arena_alloc(judge->run.scratch, sizeof *made);
    if (made) *made = (mention){ { waiver, subject->as.host }, waiver, sure, NULL };
    if (!made || !put_mention(judge->waivers, made)) judge->status = CW_ERR_NOMEM;
}

static void see_subjects(eval_judge *judge, waiver *waiver)
{
    feel_value subjects, item;
    read(judge, waiver->entry, MODEL_FIELD_WAIVER_SUBJECTS, &subjects);
    waiver->unsure = subjects.kind == FEEL_UNKNOWN ? subjects.as.missing : NULL;
    uint32_t count = subjects.kind == FEEL_LIST ? feel_list_count(&subjects) : 0;
    for (uint32_t i = 0; i < count; i++) {
        feel_list_item(&judge->run, &subjects, i, &item);
        bool uncertain = item.flags & FEEL_UNCERTAIN;
        if (item.kind == FEEL_UNKNOWN) waiver->unsure = item.as.missing;
        if (item.kind == FEEL_RECORD) add_mention(judge, waiver, &item, uncertain ? perhaps(feel_list_missing(&subjects)) : yes);
    }
}

/* ---- all waivers of a rule ---- */

static void see_waiver(eval_judge *judge, const feel_value *item, eval_answer there)
{
    const cw_record *entry = item->as.host;
    eval_answer sure = eval_both(judge, there, names_rule(judge, entry));
    if (sure.poss == EVAL_NO) return;
    waiver *waiver = &judge->waivers->items[judge->waivers->count];
    waiver->entry = entry;
    waiver->sure = sure;
    waiver->date = entry->slots[MODEL_SLOT_ENTRY_DATE].as.integer;
    waiver->documented = eval_facts.documented(&judge->run, entry, model_field_by(MODEL_FIELD_WAIVER_REASON)) == FEEL_WRITTEN;
    see_approver(judge, waiver);
    see_expiry(judge, waiver);
    see_subjects(judge, waiver);
    judge->waivers->count++;
}

/* The waivers that are there on the day that is seen. */
static void read_waivers(eval_judge *judge, feel_value *list)
{
    eval_look(&judge->run, EVAL_SEEN_KINDS + MODEL_KIND_WAIVER - MODEL_KIND_ENTRY_FIRST, list);
}

void eval_waivers_find(eval_judge *judge)
{
    feel_value list, item;
    judge->waivers = NULL;
    eval_judge_refresh(judge);
    judge->run.scratch->most = 0;
    read_waivers(judge, &list);
    uint32_t count = list.kind == FEEL_LIST ? feel_list_count(&list) : 0;
    if (count == 0) return;
    judge->waivers = base_arena_alloc(judge->run.scratch, sizeof *judge->waivers);
    waiver *items = base_arena_array(judge->run.scratch, count, sizeof *items);
    if (!items || !judge->waivers) {
        judge->status = CW_ERR_NOMEM;
        return;
    }
    *judge->waivers = (eval_waivers){ .items = items };
    base_map_init(&judge->waivers->pairs, judge->run.scratch);
    base_map_init(&judge->waivers->records, judge->run.scratch);
    for (uint32_t i = 0; i < count; i++) {
        feel_list_item(&judge->run, &list, i, &item);
        if (item.kind != FEEL_RECORD) continue;
        see_waiver(judge, &item, item.flags & FEEL_UNCERTAIN ? perhaps(feel_list_missing(&list)) : yes);
    }
}

/* ---- the subjects at hand ---- */

/* Whether it names a record. */
static eval_answer names(const eval_waivers *all, const waiver *waiver, const cw_record *record)
{
    pair pair = { waiver, record };
    const mention *found = base_map_find(&all->pairs, key_of(&pair, sizeof pair));
    if (found && (found->sure.poss == EVAL_YES || !waiver->unsure)) return found->sure;
    return waiver->unsure ? perhaps(waiver->unsure) : no;
}

static eval_answer covers(eval_judge *judge, const waiver *waiver)
{
    eval_answer all = yes;
    for (int32_t i = 0; i < judge->rule->variable_count && all.poss != EVAL_NO; i++) {
        const feel_value *subject = &judge->run.slots[judge->rule->variables[i].slot];
        if (subject->kind == FEEL_RECORD) all = eval_both(judge, all, names(judge->waivers, waiver, subject->as.host));
    }
    return all;
}

/* NULL: the rule is about no record. */
static const cw_record *first_subject(const eval_judge *judge)
{
    for (int32_t i = 0; i < judge->rule->variable_count; i++) {
        const feel_value *subject = &judge->run.slots[judge->rule->variables[i].slot];
        if (subject->kind == FEEL_RECORD) return subject->as.host;
    }
    return NULL;
}

/* Neither counts for anyone, nor is anyone told why. */
static bool is_idle(const waiver *waiver)
{
    return waiver->unsure && (waiver->approved.poss == EVAL_NO || !waiver->documented);
}

static waiver **take(eval_judge *judge, waiver *waiver, bool unsure, struct waiver **end)
{
    waiver->covers = unsure ? perhaps(waiver->unsure) : covers(judge, waiver);
    waiver->doubt = COUNTS;
    waiver->counted = false;
    waiver->next = NULL;
    if (waiver->covers.poss == EVAL_NO) return end;
    *end = waiver;
    return &waiver->next;
}

/* Those that surely name the subjects come before those that may. */
void eval_waivers_begin(eval_judge *judge)
{
    eval_waivers *all = judge->waivers;
    if (!all) return;
    const cw_record *subject = first_subject(judge);
    waiver **end = &all->at_hand;
    all->at_hand = NULL;
    const mention *mention = subject ? base_map_find(&all->records, key_of(&subject, sizeof subject)) : NULL;
    for (; mention; mention = mention->next)
        if (!mention->waiver->unsure) end = take(judge, mention->waiver, false, end);
    for (int32_t i = 0; i < all->count; i++)
        if (!subject || (all->items[i].unsure && !is_idle(&all->items[i]))) end = take(judge, &all->items[i], subject, end);
}

/* ---- whether it counts ---- */

static doubt doubt_of(const eval_judge *judge, const waiver *waiver, int64_t day, int64_t due)
{
    if (judge->rule->waived_by_count == 0) return NOT_TO_WAIVE;
    if (waiver->approved.poss == EVAL_NO) return waiver->approver ? WRONG_ROLE : APPROVED_BY_NO_ONE;
    if (!waiver->documented) return NO_REASON;
    if (waiver->date > due) return TOO_LATE;
    return waiver->expires < day ? EXPIRED : COUNTS;
}

static eval_answer counts(eval_judge *judge, waiver *waiver, int64_t day, int64_t due)
{
    doubt doubt = doubt_of(judge, waiver, day, due);
    if (doubt != COUNTS) {
        waiver->doubt = doubt;
        return no;
    }
    if (waiver->unsure) waiver->covers = covers(judge, waiver);
    waiver->counted = true;
    eval_answer named = eval_both(judge, waiver->sure, waiver->covers);
    return eval_both(judge, named, waiver->approved);
}

/* A waiver that is not in the record yet: one by the due day would have to be. */
static eval_answer may_come(eval_judge *judge, int64_t due)
{
    feel_value list, item;
    eval_see(judge, due);
    read_waivers(judge, &list);
    if (list.kind == FEEL_UNKNOWN) return perhaps(list.as.missing);
    uint32_t count = list.kind == FEEL_LIST ? feel_list_count(&list) : 0;
    if (count == 0 || list.flags & FEEL_HOST) return no;
    feel_list_item(&judge->run, &list, count - 1, &item);
    return item.kind == FEEL_UNKNOWN ? perhaps(item.as.missing) : no;
}

/* Of those that may count, no more are asked than a finding tells. */
static eval_answer approved(eval_judge *judge, int64_t day, int64_t due)
{
    eval_answer excused = no;
    int32_t unsure = 0;
    waiver *at = judge->waivers ? judge->waivers->at_hand : NULL;
    for (; at && excused.poss != EVAL_YES && unsure < UNSURE_MOST; at = at->next) {
        eval_answer one = counts(judge, at, day, due);
        unsure += at->unsure && one.poss != EVAL_NO;
        excused = eval_either(judge, excused, one);
    }
    return excused;
}

eval_answer eval_look_for_excuse(eval_judge *judge, int64_t day, int64_t due)
{
    eval_answer excused = no;
    if (judge->rule->waived_when_count > 0) eval_see(judge, day);
    for (int32_t i = 0; i < judge->rule->waived_when_count && excused.poss != EVAL_YES; i++)
        excused = eval_either(judge, excused, eval_ask(judge, judge->rule->waived_when[i]));
    if (excused.poss != EVAL_YES) excused = eval_either(judge, excused, approved(judge, day, due));
    if (judge->rule->waived_by_count == 0 || excused.poss == EVAL_YES) return excused;
    return eval_either(judge, excused, may_come(judge, due));
}

/* ---- why they do not ---- */

void eval_put_roles(const rules_rule *rule, base_buffer *text)
{
    for (int32_t i = 0; i < rule->waived_by_count; i++) {
        base_put(text, i == 0 ? "" : i + 1 < rule->waived_by_count ? ", " : " or ");
        base_put_str(text, rule->waived_by[i]);
    }
}

/* The same roles as people say them. */
static void put_said_roles(const rules_rule *rule, base_buffer *text)
{
    size_t from = text->length;
    eval_put_roles(rule, text);
    for (size_t i = from; i < text->length; i++)
        if (text->data[i] == '_') text->data[i] = ' ';
}

static void put_doubt(const eval_judge *judge, const waiver *waiver, base_buffer *text)
{
    switch (waiver->doubt) {
    case NOT_TO_WAIVE: base_put(text, "the rule names no one who may waive it"); break;
    case APPROVED_BY_NO_ONE: base_put(text, "approved by no one who is on the case"); break;
    case WRONG_ROLE:
        base_put(text, "approved by ");
        base_put_str(text, model_record_id(waiver->approver));
        base_put(text, ", whose role on ");
        base_put_day(text, waiver->date);
        base_put(text, " was not ");
        put_said_roles(judge->rule, text);
        break;
    case NO_REASON: base_put(text, "no reason is documented"); break;
    case TOO_LATE:
        base_put(text, "dated ");
        base_put_day(text, waiver->date);
        base_put(text, ", after the due day");
        break;
    case EXPIRED:
        base_put(text, "expired on ");
        base_put_day(text, waiver->expires);
        break;
    case COUNTS: break;
    }
}

static void put_waiver(const eval_judge *judge, const waiver *waiver, base_buffer *text)
{
    bool sure = waiver->sure.poss == EVAL_YES && waiver->covers.poss == EVAL_YES && waiver->approved.poss == EVAL_YES;
    base_put(text, "waiver ");
    model_put_record_name(text, waiver->entry);
    base_put(text, waiver->doubt != COUNTS ? " does not count: " : sure ? " counts" : " may count");
    put_doubt(judge, waiver, text);
}

int32_t eval_waiver_count(const eval_judge *judge)
{
    int32_t count = 0;
    for (const waiver *at = judge->waivers ? judge->waivers->at_hand : NULL; at; at = at->next) count++;
    return count;
}

const struct waiver *eval_put_waiver(const eval_judge *judge, const struct waiver *before, base_buffer *text)
{
    const waiver *waiver = before ? before->next : judge->waivers ? judge->waivers->at_hand : NULL;
    if (waiver) put_waiver(judge, waiver, text);
    return waiver;
}

static bool is_told(const waiver *waiver)
{
    bool named = waiver->sure.poss == EVAL_YES && waiver->covers.poss == EVAL_YES;
    return named && !waiver->counted && waiver->doubt != COUNTS;
}

void eval_add_notes(eval_judge *judge, cw_finding *finding)
{
    int32_t count = 0;
    const waiver *first = judge->waivers ? judge->waivers->at_hand : NULL;
    for (const waiver *at = first; at && count < NOTES_MOST; at = at->next) count += is_told(at);
    if (count == 0) return;
    const char **notes = base_arena_array(&judge->report->arena, (size_t)count, sizeof *notes);
    if (!notes) judge->status = CW_ERR_NOMEM;
    for (const waiver *at = first; notes && finding->note_count < count; at = at->next) {
        if (!is_told(at)) continue;
        put_waiver(judge, at, eval_fresh_text(judge));
        notes[finding->note_count++] = eval_keep_text(judge);
    }
    finding->notes = notes;
}
