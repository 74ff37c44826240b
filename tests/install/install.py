# SPDX-License-Identifier: MIT
"""Installs to a folder of the build and uses the library from there, as a program of somebody else's would."""
import os
import shutil
import subprocess
import unittest
from pathlib import Path

import tap

ROOT = Path(os.environ["CASEWORK_ROOT"])
BUILD = Path(os.environ["CASEWORK_BUILD"])
COMPILER = os.environ["CASEWORK_CC"].split("|")
SANITIZED = os.environ["CASEWORK_SANITIZED"] == "yes"
STAGE = BUILD / "installed"
SAYS = "casework 0.1.0: 1 violations\n"


def run(*command, **more):
    done = subprocess.run([str(word) for word in command], text=True, capture_output=True, **more)
    if done.returncode != 0:
        raise AssertionError(f"{command[0]} failed:\n{done.stdout}{done.stderr}")
    return done.stdout


def pkg_config(*options):
    tool = shutil.which("pkg-config") or shutil.which("pkgconf")
    folder = next(STAGE.rglob("casework.pc")).parent
    environment = {**os.environ, "PKG_CONFIG_LIBDIR": str(folder), "PKG_CONFIG_SYSROOT_DIR": str(STAGE)}
    return run(tool, *options, "casework", env=environment).split()


def library_folder():
    return next(STAGE.rglob("libcasework.so.1")).parent


def compile_program(name, flags):
    program = STAGE / name
    sanitizers = ["-fsanitize=address,undefined"] if SANITIZED else []
    run(*COMPILER, "-std=c11", "-Wall", "-Wextra", "-Wpedantic", "-Werror", *sanitizers,
        ROOT / "tests/install/program.c", *flags, "-o", program)
    return program


class Install(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        shutil.rmtree(STAGE, ignore_errors=True)
        run("meson", "install", "-C", BUILD, "--no-rebuild", "--quiet", env={**os.environ, "DESTDIR": str(STAGE)})

    def test_headers_are_there(self):
        for path in (ROOT / "include").rglob("*.h"):
            name = path.relative_to(ROOT / "include").as_posix()
            copies = list(STAGE.rglob("include/" + name))
            self.assertEqual(len(copies), 1, name)
            self.assertEqual(copies[0].read_bytes(), path.read_bytes())

    def test_pkg_config_knows_the_version(self):
        self.assertEqual(pkg_config("--modversion"), ["0.1.0"])

    def test_against_the_shared_library(self):
        program = compile_program("shared", pkg_config("--cflags", "--libs"))
        says = run(program, env={**os.environ, "LD_LIBRARY_PATH": str(library_folder())})
        self.assertEqual(says, SAYS)
        if shutil.which("readelf"):
            self.assertIn("[libcasework.so.1]", run("readelf", "-d", program))

    def test_against_the_static_library(self):
        flags = [*pkg_config("--cflags"), library_folder() / "libcasework.a"]
        self.assertEqual(run(compile_program("static", flags)), SAYS)

    def test_the_command_is_installed(self):
        command = next(STAGE.rglob("bin/casework"))
        self.assertEqual(run(command, "--version"), "casework 0.1.0\n")

    def test_nothing_else_is_installed(self):
        names = {path.name for path in STAGE.rglob("*") if path.is_file() or path.is_symlink()}
        headers = {path.name for path in (ROOT / "include").rglob("*.h")}
        allowed = headers | {"libcasework.a", "libcasework.so", "libcasework.so.1", "casework.pc", "casework",
                             "shared", "static"}
        self.assertEqual(names - allowed, set())


if __name__ == "__main__":
    tap.main()
