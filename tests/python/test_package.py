# SPDX-License-Identifier: MIT
"""What the README shows is true, and the package can be built without the network."""
import contextlib
import importlib.util
import io
import os
import re
import shutil
import subprocess
import sys
import unittest
import zipfile

import binding

import tap


def blocks(path, language):
    return re.findall(rf"^```{language}\n(.*?)^```$", path.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)


class Readme(unittest.TestCase):
    def run_block(self, block):
        """What a block of Python prints, run in the repository's folder."""
        output, before = io.StringIO(), os.getcwd()
        os.chdir(binding.ROOT)
        try:
            with contextlib.redirect_stdout(output):
                exec(compile(block, "README.md", "exec"), {"__name__": "readme"})
        finally:
            os.chdir(before)
        return output.getvalue()

    def test_the_first_evaluation(self):
        readme = binding.PACKAGE / "README.md"
        first = blocks(readme, "python")[0]
        self.assertLessEqual(len([line for line in first.splitlines() if line]), 10)
        self.assertEqual(self.run_block(first), blocks(readme, "text")[0])

    def test_all_its_programs_run(self):
        found = blocks(binding.PACKAGE / "README.md", "python")
        self.assertGreater(len(found), 3)
        for block in found[1:]:
            self.run_block(block)

    def test_its_command(self):
        shell, = blocks(binding.PACKAGE / "README.md", "sh")
        command = shell.splitlines()[-1].split()
        self.assertEqual(command[0], "python3")
        done = subprocess.run([sys.executable, *command[1:]], cwd=binding.ROOT, capture_output=True, text=True)
        self.assertEqual((done.returncode, done.stderr), (1, ""))
        self.assertIn("us-ky:plan-in-force", done.stdout)


@unittest.skipUnless(importlib.util.find_spec("setuptools") and importlib.util.find_spec("wheel"), "no setuptools")
@unittest.skipIf(binding.SANITIZED, "a wheel is the same with sanitizers")
class Wheel(unittest.TestCase):
    def test_it_holds_the_package_alone(self):
        folder = binding.FOLDER / "wheel"
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(binding.PACKAGE, folder, ignore=shutil.ignore_patterns("__pycache__", "build", "*.egg-info"))
        build = "import setuptools.build_meta as b; b.build_wheel('dist')"
        done = subprocess.run([sys.executable, "-c", build], cwd=folder, capture_output=True, text=True)
        self.assertEqual(done.returncode, 0, done.stderr)
        wheel, = (folder / "dist").iterdir()
        self.assertEqual(wheel.name, "casework-0.1.0-py3-none-any.whl")
        names = {name.split("/", 1)[1] for name in zipfile.ZipFile(wheel).namelist() if name.startswith("casework/")}
        sources = {path.name for path in (binding.PACKAGE / "casework").iterdir() if path.suffix in (".py", ".pyi", ".typed")}
        self.assertEqual(names, sources)


if __name__ == "__main__":
    tap.main()
