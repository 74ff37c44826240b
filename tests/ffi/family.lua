-- SPDX-License-Identifier: MIT
-- Builds a case, judges it and reads the findings from LuaJIT, whose parser takes the headers as they are.
--
-- usage: luajit family.lua LIBRARY HEADERS
local ffi = require("ffi")
local library, headers = arg[1], arg[2]

-- In the order in which they include one another; of fields.h the constants, since its functions are conveniences for C.
for name in ("status text context date record diag case fields rules document report stream names"):gmatch("%a+") do
  local file = assert(io.open(headers .. "/" .. name .. ".h"))
  local text = file:read("*a"):gsub("/%*.-%*/", "")
  file:close()
  text = text:gsub("\nstatic inline.*$", "\n")
  text = text:gsub("#ifdef __cplusplus.-#endif", "")
  text = text:gsub("\n#[^\n]*\\\n[^\n]*", "\n"):gsub("\n#[^\n]*", "\n"):gsub("CW_API ", "")
  ffi.cdef(text)
end
local cw = ffi.load(library)

local function must(status)
  if status ~= cw.CW_OK then error(ffi.string(cw.cw_status_name(status)), 2) end
end
local function made(kind, call)
  local out = ffi.new(kind .. "*[1]")
  must(call(out))
  return out[0]
end
local function text_of(handle)
  local text = ffi.string(cw.cw_text_data(handle))
  cw.cw_text_unref(handle)
  return text
end
local function name_of(status)
  return ffi.string(cw.cw_status_name(status))
end

local RULES = [[
language 1
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
]]

local family = made("cw_case", function(out) return cw.cw_case_new(nil, "c1", cw.cw_date_parse("2024-01-01"), out) end)
local record = cw.cw_case_record(family)
must(cw.cw_record_append_word(record, cw.CW_CASE_TYPES, "in_home_cps"))
local leo = cw.cw_member_record(made("cw_member", function(out) return cw.cw_case_add_member(family, "leo", out) end))
must(cw.cw_record_set_text(leo, cw.CW_MEMBER_NAME, "Léo"))
must(cw.cw_record_append_term(leo, cw.CW_MEMBER_ROLES, cw.CW_ROLE_CHILD))
local contact = cw.cw_entry_record(made("cw_entry", function(out)
  return cw.cw_case_add_entry(family, "contact", cw.cw_date_parse("2024-02-10"), nil, out)
end))
must(cw.cw_record_append_reference(contact, cw.CW_ENTRY_WITH, "leo"))
print("no day: " .. tostring(cw.cw_record_date(leo, cw.CW_MEMBER_BORN) == cw.CW_DATE_UNKNOWN) .. " " ..
  tostring(cw.cw_record_date(leo, cw.CW_MEMBER_LEFT) == cw.CW_DATE_NONE))
print("name " .. ffi.string(cw.cw_record_text(leo, cw.CW_MEMBER_NAME)))
print("wrong term: " .. name_of(cw.cw_record_append_term(leo, cw.CW_MEMBER_ROLES, cw.CW_LIVING_HOME)))
must(cw.cw_case_freeze(family, nil))
print("frozen: " .. name_of(cw.cw_record_set_text(leo, cw.CW_MEMBER_NAME, "x")))

local builder = made("cw_rules_builder", function(out) return cw.cw_rules_builder_new(nil, out) end)
must(cw.cw_rules_builder_add(builder, "demo.rules", RULES, #RULES))
local rules = made("cw_rules", function(out) return cw.cw_rules_builder_compile(builder, out, nil) end)
cw.cw_rules_builder_release(builder)

local evaluator = made("cw_evaluator", function(out) return cw.cw_evaluator_new(nil, out) end)
local report = made("cw_report", function(out) return cw.cw_report_new(nil, out) end)
must(cw.cw_evaluator_run(evaluator, rules, family, cw.cw_date_parse("2024-04-10"), report))
for i = 0, tonumber(cw.cw_report_count(report)) - 1 do
  local finding = cw.cw_report_at(report, i)
  local day = ffi.new("char[11]")
  must(cw.cw_date_format(cw.cw_finding_due(finding), day))
  print(table.concat({
    ffi.string(cw.cw_finding_rule(finding)), ffi.string(cw.cw_finding_subject_id(finding, 0)),
    ffi.string(cw.cw_finding_status_name(cw.cw_finding_status(finding))), "due", ffi.string(day),
    "missed", tostring(cw.cw_finding_missed(finding)),
  }, " "))
  print(table.concat({
    "source", ffi.string(cw.cw_finding_source_code(finding, 0)), ffi.string(cw.cw_finding_source_text(finding, 0)),
    "covers", ffi.string(cw.cw_finding_cover_at(finding, 0)),
  }, " "))
  print(text_of(made("cw_text", function(out) return cw.cw_finding_title(finding, cw.CW_SHOW_NAMES, out) end)))
end

-- A batch: two documents, the second one bad, for one call.
local document = text_of(made("cw_text", function(out) return cw.cw_case_write(family, cw.CW_WRITE_COMPACT, out) end))
local stream = made("cw_stream", function(out) return cw.cw_stream_new(nil, nil, 0, out) end)
must(cw.cw_stream_set_audit(stream, evaluator, rules, cw.cw_date_parse("2024-04-10"), cw.CW_FORM_JSON_LINE, 0))
local bytes = document:gsub("%s+$", "") .. '\n{"format": "casework.case/1"}\n'
must(cw.cw_stream_feed(stream, bytes, #bytes))
must(cw.cw_stream_finish(stream))
local count = ffi.new("int64_t[1]")
local lines = text_of(made("cw_text", function(out) return cw.cw_stream_next_reports(stream, 100, out, nil, count) end))
for line in lines:gmatch("[^\n]+") do
  local format = line:match('"format":"([^"]+)"')
  print(format .. " " .. (format == "casework.report/1" and line:match('"case":"([^"]+)"') or line:match('"line":(%d+)')))
end
print("count " .. tostring(tonumber(count[0])))
cw.cw_stream_release(stream)
cw.cw_report_unref(report)
cw.cw_evaluator_unref(evaluator)
cw.cw_rules_unref(rules)
cw.cw_case_unref(family)
