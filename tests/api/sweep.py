# SPDX-License-Identifier: MIT
"""Writes sweep_rows.h for test_sweep.c: calls of every function of the public headers, told from their declarations."""
import re
import sys
from pathlib import Path

DECLARATION = re.compile(r"^CW_API\s+([^;{]*?)\b(cw_\w+)\s*\(([^)]*)\)\s*;", re.MULTILINE)
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)

# Parameters that may be NULL while all others are sound.
OPTIONAL_TYPES = {"cw_diag *", "cw_context *", "cw_inputs *"}
OPTIONAL_NAMES = {"source", "line", "lines", "row", "user"}
OPTIONAL = {
    ("cw_case_add_entry", "id"), ("cw_date_parse", "text"), ("cw_rules_builder_set_parameter", "value"),
    ("cw_record_set_custom", "json"), ("cw_record_set_custom_until", "json"), ("cw_case_read_for", "rules"), ("cw_stream_set_rules", "rules"),
    ("cw_tests_run", "rules"), ("cw_tests_run", "filter"),
    *((name, "out") for name in ("cw_case_add_member", "cw_case_add_plan", "cw_case_add_entry", "cw_plan_add_objective",
                                 "cw_objective_add_task")),
}
# Of these types nothing sound can be given by a row.
UNSOUND = {"cw_allocate_function", "cw_release_function"}
# What these give where everything is NULL or 0; all others give NULL, 0, CW_DATE_UNKNOWN or CW_ERR_ARGUMENT.
GIVEN = {
    "cw_date_parse": "CW_DATE_INVALID", "cw_record_boolean": "-1", "cw_rules_find": "-1", "cw_schema_enumeration_find": "-1",
}


class Parameter:
    def __init__(self, text):
        text = " ".join(text.split())
        match = re.fullmatch(r"(.*?)(\w+)", text)
        self.type = match.group(1).strip().replace(" *", " *")
        self.name = match.group(2)
        self.is_pointer = "*" in self.type or self.type in UNSOUND
        self.is_out = self.type.count("*") == 2


class Function:
    def __init__(self, result, name, parameters):
        self.result = " ".join(result.split())
        self.name = name
        self.parameters = [] if parameters.strip() in ("", "void") else [Parameter(one) for one in parameters.split(",")]

    def is_optional(self, parameter):
        if self.name.startswith("cw_diag_") or self.name.startswith("cw_context_"):
            return self.name == "cw_diag_new" and parameter.type == "cw_context *" or parameter.name == "user"
        if self.name.startswith("cw_inputs_") and parameter.name == "self":
            return False
        return (parameter.type in OPTIONAL_TYPES or parameter.name in OPTIONAL_NAMES or (self.name, parameter.name) in OPTIONAL)


def functions(folder):
    for path in sorted(Path(folder).rglob("*.h")):
        text = COMMENT.sub("", path.read_text(encoding="utf-8"))
        for result, name, parameters in DECLARATION.findall(text):
            yield Function(result, name, parameters)


def expected(function):
    if function.name in GIVEN:
        return GIVEN[function.name]
    if function.result == "cw_status":
        return "CW_ERR_ARGUMENT"
    if function.result == "cw_date":
        return "CW_DATE_UNKNOWN"
    return "0"


def call_with_nothing(function):
    arguments = ", ".join("NULL" if one.is_pointer else "0" for one in function.parameters)
    call = f"{function.name}({arguments})"
    if not any(one.is_pointer for one in function.parameters):
        return f"    (void){call};"
    if function.result == "void":
        return f"    {call};"
    if function.result.endswith("*"):
        return f"    expect_null(\"{function.name}\", {call});"
    return f"    expect_number(\"{function.name}\", {call}, {expected(function)});"


# A sound argument of each type, from the world of test_sweep.c.
SOUND = {
    "cw_context *": "w->context", "const cw_context *": "w->context", "cw_diag *": "w->diag", "const cw_diag *": "w->diag",
    "const cw_text *": "w->text", "cw_case *": "w->frozen", "const cw_case *": "w->frozen", "cw_record *": "w->record",
    "const cw_record *": "w->record", "cw_plan *": "w->plan", "const cw_plan *": "w->plan", "cw_objective *": "w->objective",
    "const cw_objective *": "w->objective", "const cw_member *": "w->member", "const cw_task *": "w->task",
    "const cw_entry *": "w->entry", "cw_rules *": "w->rules", "const cw_rules *": "w->rules",
    "cw_rules_builder *": "w->builder", "const cw_rules_builder *": "w->builder", "cw_evaluator *": "w->evaluator",
    "cw_rates *": "w->rates", "const cw_rates *": "w->rates", "cw_report *": "w->report", "const cw_report *": "w->report", "const cw_finding *": "w->finding",
    "cw_stream *": "w->stream", "cw_tests *": "w->tests", "const cw_tests *": "w->tests", "const char *": "\"x\"", "char *": "w->room", "const cw_date *": "w->days", "int64_t *": "w->numbers",
    "cw_expression *": "w->expression", "cw_inputs *": "w->inputs", "const cw_inputs *": "w->inputs", "cw_value *": "w->value",
    "const cw_value *": "w->value",
}


def sound_number(function, parameter):
    if parameter.name == "form":
        return "CW_WRITE_COMPACT" if function.name == "cw_case_write" else "CW_FORM_JSON_LINE"
    return {"length": "1", "count": "1", "most": "1", "limit": "CW_LIMIT_STEPS", "what": "CW_DIGEST_CASE"}.get(parameter.name, "0")


def call_without(function, missing):
    """One argument is NULL, all others are sound; None where that cannot be told."""
    arguments, outs = [], []
    for one in function.parameters:
        if one is missing:
            arguments.append("NULL")
        elif one.is_out:
            kind = one.type.split()[0]
            outs.append((kind, one.name))
            arguments.append("&made")
        elif one.name == "now":
            arguments.append("\"2024-03-31\"")
        elif one.is_pointer:
            if one.type not in SOUND:
                return None
            arguments.append(SOUND[one.type])
        else:
            arguments.append(sound_number(function, one))
    call = f"{function.name}({', '.join(arguments)})"
    if len(outs) > 1:
        return None
    lines = []
    if outs:
        lines.append(f"        {outs[0][0]} *made = ({outs[0][0]} *)(void *)w;")
    if function.is_optional(missing):
        lines.append(f"        cw_status status = {call};")
        lines.append(f"        expect_accepted(\"{function.name}\", \"{missing.name}\", status);")
    else:
        lines.append(f"        expect_refused(\"{function.name}\", \"{missing.name}\", {call});")
    if outs:
        lines.append(f"        expect_handle(\"{function.name}\", made == ({outs[0][0]} *)(void *)w);")
        release = {"cw_text", "cw_case", "cw_rules", "cw_report", "cw_evaluator", "cw_context", "cw_diag", "cw_expression",
                   "cw_inputs", "cw_rates", "cw_value"}
        if outs[0][0] in release:
            lines.append(f"        {outs[0][0]}_unref(made);")
        elif outs[0][0] in ("cw_stream", "cw_rules_builder", "cw_tests"):
            lines.append(f"        {outs[0][0]}_release(made);")
        else:
            lines.append("        (void)made;")
    return "    {\n" + "\n".join(lines) + "\n    }"


def rows_without_one(all_functions):
    for function in all_functions:
        if function.result != "cw_status":
            continue
        for parameter in function.parameters:
            if parameter.is_pointer:
                row = call_without(function, parameter)
                if row:
                    yield row


def rows_out_of_range(all_functions):
    """Getters by index, with sound handles, beyond both ends."""
    for function in all_functions:
        if function.result in ("cw_status", "void") or not any(one.name == "index" for one in function.parameters):
            continue
        if any(one.is_pointer and one.type not in SOUND for one in function.parameters):
            continue
        arguments = ["at" if one.name == "index" and one.type == "int64_t" else "(int32_t)at" if one.name == "index" else
                     SOUND[one.type] if one.is_pointer else "CW_TASK_OWNERS" if one.name == "key" else "1"
                     for one in function.parameters]
        call = f"{function.name}({', '.join(arguments)})"
        if function.result == "cw_date":
            yield f"    expect_number(\"{function.name}\", {call}, CW_DATE_UNKNOWN);"
            continue
        expect = "expect_null" if function.result.endswith("*") else "expect_zero"
        yield f"    {expect}(\"{function.name}\", {call});"


def of_a_record(function):
    return function.parameters and function.parameters[0].type.replace("const ", "") == "cw_record *"


def record_arguments(function):
    rest = []
    for one in function.parameters[1:]:
        rest.append("NULL" if one.is_out else "\"x\"" if one.is_pointer else "key" if one.name == "key" else "0")
    return "".join(", " + one for one in rest)


def rows_of_records(all_functions):
    """Getters answer of a removed record as they do of NULL; setters say what is wrong with the record."""
    for function in filter(of_a_record, all_functions):
        rest = record_arguments(function)
        reads = function.parameters[0].type.startswith("const ")
        if reads and function.result == "cw_status":
            continue      # a reader with a status of its own
        if not reads:
            yield f"    expect_status(\"{function.name}\", {function.name}(record{rest}), wanted);"
        else:
            yield f"    assert_true(wanted == CW_ERR_FROZEN || {function.name}(record{rest}) == {function.name}(NULL{rest}));"


def main():
    folder = sys.argv[1]
    known = list(functions(folder))
    print("/* SPDX-License-Identifier: MIT */\n/* Generated by sweep.py. */")
    print(f"enum {{ SWEPT = {len(known)} }};\n\nstatic void call_each_with_nothing(void)\n{{")
    print("\n".join(call_with_nothing(one) for one in known))
    print("}\n\nstatic void call_each_without_one(world *w)\n{")
    print("\n".join(rows_without_one(known)))
    print("}\n\nstatic void call_each_out_of_range(world *w, int64_t at)\n{")
    print("\n".join(rows_out_of_range(known)))
    print("}\n\nstatic void call_each_of_a_record(cw_record *record, int32_t key, cw_status wanted)\n{")
    print("\n".join(rows_of_records(known)))
    print("}")


if __name__ == "__main__":
    main()
