// SPDX-License-Identifier: MIT
// Builds a case, judges it and reads the findings from Node, through koffi and the exported symbols alone.
//
// usage: node family.js LIBRARY HEADERS KOFFI
'use strict';
const fs = require('fs');
const path = require('path');
const [library, headers, koffi_folder] = process.argv.slice(2);
const koffi = require(koffi_folder);

// The headers say all that koffi must know: handles are opaque, enumerations are numbers, functions are plain prototypes.
const lib = koffi.load(library);
const cw = {};
koffi.alias('cw_status', 'int32_t');
koffi.alias('cw_date', 'int32_t');
for (const name of fs.readdirSync(headers)) {
  const text = fs.readFileSync(path.join(headers, name), 'utf8').replace(/\/\*[^]*?\*\//g, '');
  for (const [, handle] of text.matchAll(/^typedef struct (cw_\w+) \1;/gm))
    if (!(handle in cw)) cw[handle] = koffi.opaque(handle);
  for (const [, constant, number, less] of text.matchAll(/\b(CW_\w+) = (-?\d+)(?: - (\d+))?/g))
    cw[constant] = Number(number) - Number(less || 0);
}
for (const name of fs.readdirSync(headers)) {
  const text = fs.readFileSync(path.join(headers, name), 'utf8').replace(/\/\*[^]*?\*\//g, '');
  for (const [, prototype] of text.matchAll(/^CW_API ([^;{]*);/gm)) {
    if (/_function\b/.test(prototype)) continue;    // an allocator of the host's: not from here
    const plain = prototype.replace(/\s+/g, ' ').replace(/\b(cw_\w+|const cw_\w+) \*\*(\w+)/g, '_Out_ $1 **$2')
      .replace(/int64_t \*(\w+)/g, '_Out_ int64_t *$1').replace('(void)', '()');
    cw[/(cw_\w+)\(/.exec(plain)[1]] = lib.func(plain);
  }
}

function must(status) {
  if (status !== cw.CW_OK) throw new Error(cw.cw_status_name(status));
}
function made(call) {
  const out = [null];
  must(call(out));
  return out[0];
}
function text_of(handle) {
  const text = cw.cw_text_data(handle);
  cw.cw_text_unref(handle);
  return text;
}

const RULES = `language 1
rules demo "A demonstration"
source KY: "A manual"
rule monthly-contact
  title:   "Monthly contact with {m.name}"
  source:  KY "item 3.1"
  covers:  REQ-1
  for:     m in members
  when:    "child" in m.roles
  every:   1 calendar month
  from:    case.opened
  require: some c in contacts[date in period] satisfies m in c.with
`;

const family = made((out) => cw.cw_case_new(null, 'c1', cw.cw_date_parse('2024-01-01'), out));
const record = cw.cw_case_record(family);
must(cw.cw_record_append_word(record, cw.CW_CASE_TYPES, 'in_home_cps'));
const leo = cw.cw_member_record(made((out) => cw.cw_case_add_member(family, 'leo', out)));
must(cw.cw_record_set_text(leo, cw.CW_MEMBER_NAME, 'Léo'));
must(cw.cw_record_append_term(leo, cw.CW_MEMBER_ROLES, cw.CW_ROLE_CHILD));
const contact = cw.cw_entry_record(made((out) => cw.cw_case_add_entry(family, 'contact', cw.cw_date_parse('2024-02-10'), null, out)));
must(cw.cw_record_append_reference(contact, cw.CW_ENTRY_WITH, 'leo'));
console.log('no day:', cw.cw_record_date(leo, cw.CW_MEMBER_BORN) === cw.CW_DATE_UNKNOWN,
  cw.cw_record_date(leo, cw.CW_MEMBER_LEFT) === cw.CW_DATE_NONE);
console.log('name', cw.cw_record_text(leo, cw.CW_MEMBER_NAME));
console.log('wrong term:', cw.cw_status_name(cw.cw_record_append_term(leo, cw.CW_MEMBER_ROLES, cw.CW_LIVING_HOME)));
must(cw.cw_case_freeze(family, null));
console.log('frozen:', cw.cw_status_name(cw.cw_record_set_text(leo, cw.CW_MEMBER_NAME, 'x')));

const builder = made((out) => cw.cw_rules_builder_new(null, out));
must(cw.cw_rules_builder_add(builder, 'demo.rules', RULES, RULES.length));
const rules = made((out) => cw.cw_rules_builder_compile(builder, out, null));
cw.cw_rules_builder_release(builder);

const evaluator = made((out) => cw.cw_evaluator_new(null, out));
const report = made((out) => cw.cw_report_new(null, out));
must(cw.cw_evaluator_run(evaluator, rules, family, cw.cw_date_parse('2024-04-10'), report));
for (let i = 0; i < cw.cw_report_count(report); i++) {
  const finding = cw.cw_report_at(report, i);
  const day = Buffer.alloc(11);
  must(cw.cw_date_format(cw.cw_finding_due(finding), day));
  console.log(cw.cw_finding_rule(finding), cw.cw_finding_subject_id(finding, 0),
    cw.cw_finding_status_name(cw.cw_finding_status(finding)), 'due', day.toString('utf8', 0, 10),
    'missed', cw.cw_finding_missed(finding));
  console.log('source', cw.cw_finding_source_code(finding, 0), cw.cw_finding_source_text(finding, 0),
    'covers', cw.cw_finding_cover_at(finding, 0));
  console.log(text_of(made((out) => cw.cw_finding_title(finding, cw.CW_SHOW_NAMES, out))));
}

// A batch: two documents, the second one bad, for one call.
const document = text_of(made((out) => cw.cw_case_write(family, cw.CW_WRITE_COMPACT, out)));
const stream = made((out) => cw.cw_stream_new(null, null, 0, out));
must(cw.cw_stream_set_audit(stream, evaluator, rules, cw.cw_date_parse('2024-04-10'), cw.CW_FORM_JSON_LINE, 0));
const bytes = Buffer.from(`${document.trimEnd()}\n{"format": "casework.case/1"}\n`);
must(cw.cw_stream_feed(stream, bytes.toString('utf8'), bytes.length));
must(cw.cw_stream_finish(stream));
const count = [0];
const lines = text_of(made((out) => cw.cw_stream_next_reports(stream, 100, out, null, count))).trimEnd().split('\n');
for (const line of lines) {
  const one = JSON.parse(line);
  console.log(one.format, one.format === 'casework.report/1' ? one.case : one.line);
}
console.log('count', count[0]);
cw.cw_stream_release(stream);
cw.cw_report_unref(report);
cw.cw_evaluator_unref(evaluator);
cw.cw_rules_unref(rules);
cw.cw_case_unref(family);
