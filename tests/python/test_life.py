# SPDX-License-Identifier: MIT
"""Memory, threads, processes and the end of the interpreter: each handle is given back once, whoever holds it last."""
import _ctypes
import ctypes
import gc
import io
import json
import multiprocessing
import os
import threading
import unittest

import binding
import casework
from casework import _declarations, _handles, _library

import tap

libc = ctypes.PyDLL(None)
libc.malloc.restype, libc.malloc.argtypes = ctypes.c_void_p, (ctypes.c_size_t,)
libc.free.restype, libc.free.argtypes = None, (ctypes.c_void_p,)


class Heap:
    """An allocator that knows each piece that was not given back, and its size; it can fail from some call on."""

    def __init__(self):
        self.live, self.made, self.fail_at, self.wrong = {}, 0, None, []
        self.allocate = _declarations.cw_allocate_function(self._allocate)
        self.release = _declarations.cw_release_function(self._release)

    def _allocate(self, _, size):
        self.made += 1
        if self.fail_at is not None and self.made >= self.fail_at:
            return None
        memory = libc.malloc(size)
        self.live[memory] = size
        return memory

    def _release(self, _, memory, size):
        if self.live.pop(memory, None) != size:
            self.wrong.append((memory, size))
        libc.free(memory)

    def context(self):
        made = casework.Context.__new__(casework.Context)
        made._owner = made._made(_library.quick.cw_context_new_with_allocator, _library.quick.cw_context_unref,
                                 self.allocate, self.release, None)
        return made


def use_everything(context):
    """A bit of all that the package does, good and bad; handles are left to whoever collects them."""
    rules = casework.Rules.from_text(binding.RULES, context=context)
    case = casework.Case.read(binding.document(unheard_of=1), editable=True, context=context)
    case.members.add("leo", roles=["child"], parents=["ann"]).roles.append("sibling")
    plan = case.plans.add("p2", developed=binding.DAY, objectives=[{"id": "o2", "tasks": [{"id": "t2"}]}])
    plan.objectives[0].remove()
    copy = case.copy().freeze()
    copy.write()
    evaluator = casework.Evaluator(context=context, holidays=[binding.DAY])
    report = evaluator.run(rules, copy, binding.DAY)
    evaluator.run(rules, copy, binding.DAY, report=report)
    for finding in report:
        finding.explain(), finding.title(), finding.subjects, finding.reasons
    report.write("json"), report.digest("case")
    for wrong in (lambda: casework.Case.read("{", context=context), lambda: case.members.add("ann"),
                  lambda: casework.Rules.from_text("language 1\nrules x", context=context),
                  lambda: evaluator.run(rules, case, binding.DAY), lambda: setattr(case, "types", ["unknown"])):
        try:
            wrong()
        except casework.CaseworkError:
            pass
    list(evaluator.audit(rules, [binding.document(), "{", binding.document()], binding.DAY))
    list(casework.read_cases(io.BytesIO((binding.document() + "\n{ oops\n").encode()), context=context))
    next(evaluator.audit(rules, [binding.document()] * 3, binding.DAY, batch=2))
    return report[0].subjects[0].record


class Memory(unittest.TestCase):
    def test_every_piece_is_given_back(self):
        heap = Heap()
        context = heap.context()
        empty = None
        for _ in range(5):
            record = use_everything(context)
            self.assertEqual(record.id, "ann")
            del record
            gc.collect()
            if empty is None:
                empty = len(heap.live)
            self.assertEqual(len(heap.live), empty)
        self.assertGreater(heap.made, 300)
        context.close()
        del context
        gc.collect()
        self.assertEqual((heap.live, heap.wrong), ({}, []))

    def test_no_cycle_waits_for_the_collector(self):
        heap = Heap()
        gc.collect()
        gc.disable()
        try:
            context = heap.context()
            empty = len(heap.live)
            record = use_everything(context)
            self.assertGreater(len(heap.live), empty)
            del record
            self.assertEqual(len(heap.live), empty)
        finally:
            gc.enable()

    def test_no_owner_is_left(self):
        def owners():
            gc.collect()
            return sum(isinstance(one, _handles.Owner) for one in gc.get_objects())
        use_everything(None)
        before = owners()
        for _ in range(20):
            use_everything(None)
        self.assertEqual(owners(), before)

    def test_closing_gives_back_at_once_and_once(self):
        heap = Heap()
        with heap.context() as context:
            alone = len(heap.live)
            case = casework.Case("c", binding.DAY, context=context)
            member = case.members.add("ann")
            self.assertGreater(len(heap.live), alone)
            case.close()
            self.assertEqual(len(heap.live), alone)
            case.close()
            del case, member
        self.assertEqual((heap.live, heap.wrong), ({}, []))

    def test_children_first_or_parents_first(self):
        for first in (0, 1, 2, 3):
            heap = Heap()
            context = heap.context()
            rules = casework.Rules.from_text(binding.RULES, context=context)
            case = casework.Case.read(binding.document(), context=context)
            held = [context, rules, case, casework.Evaluator(context=context).run(rules, case, binding.DAY)]
            held.pop(first)
            del context, rules, case
            gc.collect()
            self.assertGreater(len(heap.live), 0)
            held.clear()
            gc.collect()
            self.assertEqual((heap.live, heap.wrong), ({}, []))

    def test_each_allocation_fails_once(self):
        def scenario(context):
            rules = casework.Rules.from_text(binding.RULES, context=context)
            case = casework.Case.read(binding.document(), editable=True, context=context)
            case.find("ann").tribes = ["Miami", "Peoria"]
            case.record.add("contact", binding.DAY, "e1", with_=["ann"])
            casework.Evaluator(context=context).run(rules, case.freeze(), binding.DAY).write()

        fail_at, failed = 1, 0
        while True:
            heap = Heap()
            context = heap.context()
            heap.fail_at = heap.made + fail_at
            try:
                scenario(context)
                done = True
            except casework.NoMemoryError as error:
                self.assertIsInstance(error, MemoryError)
                done, failed = False, failed + 1
            context.close()
            gc.collect()
            self.assertEqual((heap.live, heap.wrong), ({}, []))
            if done:
                break
            fail_at += 1
        self.assertGreater(failed, 30)

    def test_a_list_is_as_it_was_when_memory_ends(self):
        heap = Heap()
        case = casework.Case("c", binding.DAY, context=heap.context())
        member = case.members.add("ann", tribes=["one", "two"])
        heap.fail_at = heap.made + 2
        with self.assertRaises(casework.NoMemoryError):
            member.tribes = ["a" * 100000, "b" * 100000, "c" * 100000]
        heap.fail_at = None
        self.assertEqual(member.tribes, ["one", "two"])


class Threads(unittest.TestCase):
    def run_all(self, *targets):
        errors = []

        def guarded(target):
            try:
                target()
            except BaseException as error:
                errors.append(error)

        threads = [threading.Thread(target=guarded, args=(one,)) for one in targets]
        for one in threads:
            one.start()
        for one in threads:
            one.join()
        self.assertEqual(errors, [])

    def test_shared_rules_and_cases_give_the_same_everywhere(self):
        rules = casework.Rules.from_text(binding.RULES)
        case = casework.Case.read(binding.document())
        expected = casework.Evaluator().run(rules, case, binding.DAY).write("json")
        found = []

        def work():
            evaluator = casework.Evaluator()
            for _ in range(50):
                report = evaluator.run(rules, case, binding.DAY)
                found.append(report.write("json"))
                [one.name for one in case.members]

        self.run_all(*[work] * 4)
        self.assertEqual(set(found), {expected})
        self.assertEqual(len(found), 200)

    def test_one_evaluator_and_one_report_in_many_hands(self):
        rules = casework.Rules.from_text(binding.RULES)
        case = casework.Case.read(binding.document())
        evaluator, report = casework.Evaluator(), casework.Report()

        def fill():
            for _ in range(100):
                evaluator.run(rules, case, binding.DAY, report=report)

        def read():
            for _ in range(300):
                try:
                    for finding in list(report):
                        self.assertIn(finding.status, ("met", "not_applicable"))
                        finding.title()
                except casework.ClosedError:
                    pass

        def audit():
            for _ in range(20):
                for one in evaluator.audit(rules, [binding.document()] * 5, binding.DAY):
                    self.assertIsNone(one.error)

        self.run_all(fill, fill, read, audit)

    def test_closing_while_others_use_it(self):
        for _ in range(20):
            rules = casework.Rules.from_text(binding.RULES)
            case = casework.Case.read(binding.document())
            started = threading.Barrier(3)

            def use():
                evaluator = casework.Evaluator()
                started.wait()
                try:
                    while True:
                        evaluator.run(rules, case, binding.DAY).write()
                        [member.name for member in case.members]
                except casework.ClosedError:
                    pass

            def close():
                started.wait()
                case.close()
                rules.close()

            self.run_all(use, use, close)

    def test_an_edited_case_read_meanwhile(self):
        case = casework.Case("c", binding.DAY)
        member = case.members.add("ann")
        done = threading.Event()

        def edit():
            try:
                for number in range(300):
                    member.tribes.append("x" * (number % 50))
                    member.name = "y" * number
                    case.members.add(f"m{number}").remove()
            finally:
                done.set()

        def read():
            while not done.is_set():
                list(member.tribes), member.name, case.copy().write("compact")

        self.run_all(edit, read)

    def watch(self, name, seen):
        """Has a function of the library tell, each time it is called."""
        real = getattr(_library.library, name)

        def watched(*arguments):
            seen()
            return real(*arguments)

        setattr(_library.library, name, watched)
        self.addCleanup(setattr, _library.library, name, real)

    def test_what_serves_one_thread_is_locked_while_the_library_uses_it(self):
        rules, case = casework.Rules.from_text(binding.RULES), casework.Case.read(binding.document())
        evaluator, report = casework.Evaluator(), casework.Report()
        held = []
        self.watch("cw_evaluator_run", lambda: held.append(evaluator._lock.locked() and report._lock.locked()))
        self.watch("cw_report_write", lambda: held.append(report._lock.locked()))
        self.watch("cw_finding_explain", lambda: held.append(report._lock.locked()))
        self.watch("cw_evaluator_audit_text", lambda: held.append(evaluator._lock.locked()))
        self.watch("cw_stream_next_reports", lambda: held.append(evaluator._lock.locked()))
        evaluator.run(rules, case, binding.DAY, report=report).write()
        report[0].explain()
        evaluator.audit_text(rules, binding.document(), binding.DAY)
        list(evaluator.audit(rules, [binding.document()], binding.DAY))
        self.assertEqual((len(held), set(held)), (5, {True}))

    def test_a_case_that_is_edited_is_never_left_alone_with_the_library(self):
        alone = []
        self.watch("cw_case_copy", lambda: alone.append("copy"))
        self.watch("cw_case_write", lambda: alone.append("write"))
        self.watch("cw_case_freeze", lambda: alone.append("freeze"))
        case = casework.Case("c", binding.DAY, types=["other"])
        case.copy(), case.write(), case.freeze()
        self.assertEqual(alone, [])
        case.copy(), case.write()
        self.assertEqual(alone, ["copy", "write"])

    def test_what_takes_time_runs_without_the_interpreters_lock(self):
        keeps = _ctypes.FUNCFLAG_PYTHONAPI
        for name in _declarations.FUNCTIONS:
            self.assertFalse(type(getattr(_library.library, name))._flags_ & keeps, name)
            self.assertTrue(type(getattr(_library.quick, name))._flags_ & keeps, name)
        called = set()
        names = ("cw_case_read_for", "cw_rules_builder_compile", "cw_evaluator_run", "cw_report_write", "cw_report_digest",
                 "cw_finding_explain", "cw_evaluator_audit_text", "cw_stream_feed", "cw_stream_next_reports",
                 "cw_stream_next_case", "cw_diag_render")
        for name in names:
            self.watch(name, lambda name=name: called.add(name))
        use_everything(None)
        casework.Evaluator().audit_text(casework.Rules.from_text(binding.RULES), binding.document(), binding.DAY)
        self.assertEqual(called, set(names))


def judge(text):
    """Runs in another process."""
    rules = casework.Rules.from_text(binding.RULES)
    return casework.Evaluator().run(rules, casework.Case.read(text), binding.DAY).write("json_line")


class Processes(unittest.TestCase):
    def test_spawn(self):
        documents = [binding.document(f"c{n}") for n in range(4)]
        with multiprocessing.get_context("spawn").Pool(2) as pool:
            found = pool.map(judge, documents)
        self.assertEqual(found, [judge(one) for one in documents])

    @unittest.skipUnless(hasattr(os, "fork"), "no fork")
    def test_fork(self):
        rules = casework.Rules.from_text(binding.RULES)
        case = casework.Case.read(binding.document())
        evaluator, report = casework.Evaluator(), casework.Report()
        expected = evaluator.run(rules, case, binding.DAY, report=report).write("json")
        finding = report[0]
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            try:
                assert finding.status == "met"
                again = evaluator.run(rules, case, binding.DAY, report=report).write("json")
                for one in (report, evaluator, case, rules):
                    one.close()
                gc.collect()
                os.write(writing, b"same" if again == expected else b"other")
            finally:
                os._exit(0)
        os.close(writing)
        _, status = os.waitpid(child, 0)
        with os.fdopen(reading, "rb") as pipe:
            self.assertEqual((status, pipe.read()), (0, b"same"))
        self.assertEqual((finding.status, report.write("json")), ("met", expected))

    def run_script(self, script, *options, **more):
        done = binding.run_python("import binding, casework, gc, sys, threading\n" + script, *options, **more)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        return done.stdout

    def test_the_end_of_the_interpreter(self):
        made = """
rules = casework.Rules.from_text(binding.RULES)
case = casework.Case.read(binding.document())
evaluator = casework.Evaluator()
report = evaluator.run(rules, case, binding.DAY)
finding, record = report[0], report[1].subjects[0].record
"""
        self.run_script(made)
        self.run_script(made + "sys.modules['kept'] = [record, finding]\n")
        self.run_script(made + "cycle = [case, report]; cycle.append(cycle); case.members[0].__class__.kept = cycle\n")
        self.run_script(made + "class Late:\n    def __del__(self):\n        record.name, finding.title()\nlate = Late()\n")
        self.run_script(made + "for one in (report, evaluator, case, rules): one.close()\n")

    def test_the_end_while_threads_are_inside(self):
        self.run_script("""
rules = casework.Rules.from_text(binding.RULES)
case = casework.Case.read(binding.document())
started = threading.Barrier(4)
def work():
    evaluator = casework.Evaluator()
    first = True
    while True:
        evaluator.run(rules, case, binding.DAY).write()
        if first:
            first = False
            started.wait()
for _ in range(3):
    threading.Thread(target=work, daemon=True).start()
started.wait()
""")

    def test_without_optimizations_or_docstrings(self):
        output = self.run_script("print(casework.Evaluator().audit_text(casework.Rules.from_text(binding.RULES), "
                                 "binding.document(), binding.DAY))", "-OO")
        self.assertEqual(json.loads(output)["case"], "c1")

    def test_reloaded_modules_share_nothing(self):
        self.run_script("""
case = casework.Case.read(binding.document())
for name in [name for name in sys.modules if name.split(".")[0] == "casework"]:
    del sys.modules[name]
import casework as again
assert again is not casework
other = again.Case.read(binding.document())
assert (case.id, other.id) == ("c1", "c1")
del case, other
gc.collect()
""")


if __name__ == "__main__":
    tap.main()
