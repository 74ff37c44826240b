# SPDX-License-Identifier: MIT
"""`casework audit` on streams: places, what was known, holidays, progress, and memory that does not grow."""
import hashlib
import json
import os
import pty
import subprocess
import unittest

from command import COMMAND, CommandTest, bad_case, case

import tap

# Of a 100,000-case stream; and what a single case may differ from it by.
MOST_KIB, MOST_MORE_KIB = 65536, 4096
CASES = 100000


def peak_kib(process):
    """Waits for a process; gives its exit status and the most memory it had resident."""
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return process.returncode, usage.ru_maxrss


class Streams(CommandTest):
    def test_lines_are_counted_across_blocks(self):
        lines = [json.dumps(case("c%d" % n)) for n in range(500)]
        lines[3] = json.dumps(case("bad", opened="2024-02-31"))
        lines[450] = "{ oops"
        output, errors = self.audit("--format", "jsonl", "-", status=2, stdin="\n".join(lines).encode())
        self.assertEqual(len(output.splitlines()), 498)
        self.assertIn("<stdin>:4:", errors)
        self.assertIn("<stdin>:451:", errors)
        self.assertEqual(errors.count("error: "), 2)

    def test_a_truncated_end(self):
        text = json.dumps(case("a")) + "\n" + json.dumps(case("b"))[:-1]
        output, errors = self.audit("--format", "jsonl", "-", status=2, stdin=text.encode())
        self.assertEqual([json.loads(line)["case"] for line in output.splitlines()], ["a"])
        self.assertIn("<stdin>:2:", errors)


class Memory(CommandTest):
    @unittest.skipIf(os.environ["CASEWORK_SANITIZED"] == "yes", "sanitizers keep memory")
    def test_100000_cases_in_flat_memory(self):
        one = self.peak(1)
        many = self.peak(CASES)
        self.assertLess(many, MOST_KIB)
        self.assertLess(many, one + MOST_MORE_KIB)

    def peak(self, count):
        with open(self.folder / "out.jsonl", "wb") as out:
            process = subprocess.Popen(
                [COMMAND, "audit", "--rules", self.rules, "--as-of", "2024-05-01", "--format", "jsonl", "-"],
                stdin=subprocess.PIPE, stdout=out)
            block = (json.dumps(case()) + "\n").encode() * min(count, 1000)
            for _ in range(0, count, 1000):
                process.stdin.write(block)
            process.stdin.close()
            status, peak = peak_kib(process)
        self.assertEqual(status, 0)
        with open(self.folder / "out.jsonl", "rb") as out:
            self.assertEqual(sum(1 for _ in out), count)
        (self.folder / "out.jsonl").unlink()
        return peak


class Options(CommandTest):
    def test_known_at(self):
        path = self.write("one.json", case())
        self.assertIsNone(self.audit_json(path, status=0)["known_at"])
        self.assertEqual(self.audit_json("--known-at", "2024-04-01", path, status=0)["known_at"], "2024-04-01")
        output, _ = self.audit("--known-at=2024-04-01", path, status=0)
        self.assertTrue(output.startswith("Case c1 as of 2024-05-01, known at 2024-04-01\n"), output)
        _, errors = self.audit("--known-at", "April", path, status=2)
        self.assertEqual(errors, "casework: `--known-at` takes a day as YYYY-MM-DD, not `April`\n")

    def test_holidays(self):
        path = self.write("one.json", case())
        days = self.write("days.txt", "# the year\r\n2025-01-01 # New Year\r\n\n  2024-07-04\n2025-01-01")
        digest = hashlib.sha256(b"2024-07-04\n2025-01-01\n").hexdigest()
        self.assertEqual(self.audit_json("--holidays", days, path, status=0)["digests"]["holidays"], digest)
        none = self.write("none.txt", "")
        self.assertEqual(self.audit_json("--holidays", none, path, status=0)["digests"]["holidays"],
                         hashlib.sha256(b"").hexdigest())

    def test_wrong_holidays(self):
        path = self.write("one.json", case())
        days = self.write("wrong.txt", "2024-07-04\n2024-02-30\nJuly 4th\n2024-07-04 2024-07-05\n")
        output, errors = self.audit("--holidays", days, path, status=2)
        self.assertEqual(output, "")
        self.assertEqual(errors, "".join(f"{days}:{line}: error: expected a day as YYYY-MM-DD, or nothing\n"
                                         for line in (2, 3, 4)))
        _, errors = self.audit("--holidays", "/nowhere/days", path, status=2)
        self.assertTrue(errors.startswith("/nowhere/days: error: cannot be opened: "), errors)


class Digests(CommandTest):
    def test_digests_name_the_inputs(self):
        digests = self.audit_json(self.write("one.json", case()), status=0)["digests"]
        with open(self.rules, "rb") as file:
            self.assertEqual(digests["rules"], [{"name": "demo", "sha256": hashlib.sha256(file.read()).hexdigest()}])
        canonical = json.dumps(case(), sort_keys=True, separators=(",", ":")).encode()
        self.assertEqual(digests["case"], hashlib.sha256(canonical).hexdigest())
        self.assertEqual(digests["parameters"], hashlib.sha256(b"{}").hexdigest())


class Progress(CommandTest):
    def seen_on_terminal(self, *arguments, status, stdout):
        """What a terminal on standard error was sent."""
        master, slave = pty.openpty()
        process = subprocess.Popen([COMMAND, "audit", "--rules", self.rules, "--as-of", "2024-05-01", *arguments],
                                   stderr=slave, stdout=slave if stdout == "terminal" else subprocess.DEVNULL)
        os.close(slave)
        seen = b""
        while True:
            try:
                piece = os.read(master, 4096)
            except OSError:   # what Linux says once the other side is closed
                break
            if not piece:
                break
            seen += piece
        os.close(master)
        self.assertEqual(process.wait(), status)
        return seen.decode()

    def test_a_terminal_sees_progress_and_then_nothing_of_it(self):
        path = self.write("many.jsonl", (json.dumps(case()) + "\n") * 10)
        seen = self.seen_on_terminal(path, status=0, stdout="file")
        self.assertTrue(seen.startswith("\r1 case"), repr(seen))
        self.assertRegex(seen, r"\r +\r$")
        self.assertNotIn("\n", seen)

    def test_messages_stand_on_lines_of_their_own(self):
        path = self.write("bad.jsonl", json.dumps(case()) + "\n{ oops\n")
        seen = self.seen_on_terminal(path, status=2, stdout="file")
        self.assertIn(f"\r{path}:2:", seen)

    def test_no_progress_where_reports_are_seen(self):
        path = self.write("one.json", bad_case())
        seen = self.seen_on_terminal("--format", "jsonl", path, status=1, stdout="terminal")
        self.assertTrue(seen.startswith('{"format"'), seen)

    def test_no_progress_without_a_terminal(self):
        _, errors = self.audit(self.write("one.json", case()), status=0)
        self.assertEqual(errors, "")


if __name__ == "__main__":
    tap.main()
