# SPDX-License-Identifier: MIT
"""Finds the shared library, refuses one of another version, and declares its functions.

`library` releases the interpreter's lock during a call and is for whatever takes time; `quick` keeps it, so that short
calls are quick and cannot be interleaved, and is for reading and setting fields.
"""
import ctypes
import os
import pathlib
import sys
from typing import Callable, Dict, Iterator, List, Optional, Tuple

from . import _declarations

VARIABLE = "CASEWORK_LIBRARY"
VERSION = (_declarations.CW_VERSION_MAJOR, _declarations.CW_VERSION_MINOR, _declarations.CW_VERSION_PATCH)


def file_names() -> List[str]:
    """What the library is called on this system, by its soname first."""
    if sys.platform == "win32":
        return ["casework-1.dll", "libcasework-1.dll", "casework.dll"]
    if sys.platform == "darwin":
        return ["libcasework.1.dylib", "libcasework.dylib"]
    return ["libcasework.so.1", "libcasework.so"]


def places() -> Iterator[Tuple[str, str]]:
    """Where to look, in order: the environment variable alone where it is set, a file or the folder that holds it, else
    beside this package, else by soname."""
    named = os.environ.get(VARIABLE)
    if named and os.path.isdir(named):
        for name in file_names():
            yield os.path.join(named, name), f"{os.path.join(named, name)} ({VARIABLE})"
        return
    if named:
        yield named, f"{named} ({VARIABLE})"
        return
    folder = pathlib.Path(__file__).resolve().parent
    for name in file_names():
        yield str(folder / name), str(folder / name)
    yield file_names()[0], f"{file_names()[0]} (the system's libraries)"


def suits(text: str) -> bool:
    """Whether a library of a version, "1.2.3", serves this package: the very same before 1.0.0, then none older of the
    same major number."""
    try:
        found = tuple(int(part) for part in text.split("."))
    except ValueError:
        return False
    if len(found) != 3:
        return False
    return found == VERSION if VERSION[0] == 0 else found[0] == VERSION[0] and found >= VERSION


def check_version(loaded: ctypes.CDLL, shown: str) -> None:
    try:
        function = loaded.cw_version
    except AttributeError:
        raise ImportError(f"{shown} is not libcasework: it has no cw_version") from None
    function.restype, function.argtypes = ctypes.c_char_p, ()
    version = (function() or b"").decode("ascii", "replace")
    if not suits(version):
        needed = ".".join(map(str, VERSION))
        raise ImportError(f"{shown} is libcasework {version}; this package needs {needed}")


def declare(loaded: ctypes.CDLL, shown: str) -> None:
    for name, (result, parameters) in _declarations.FUNCTIONS.items():
        try:
            function = getattr(loaded, name)
        except AttributeError:
            raise ImportError(f"{shown} has no {name}: it is of another version than this package") from None
        function.restype, function.argtypes = result, parameters


def load() -> Tuple[ctypes.CDLL, ctypes.PyDLL, str]:
    tried = []
    for path, shown in places():
        try:
            loaded = ctypes.CDLL(path)
        except OSError as error:
            tried.append(f"{shown}: {error}")
            continue
        check_version(loaded, shown)
        declare(loaded, shown)
        holding = ctypes.PyDLL(path, handle=loaded._handle)
        declare(holding, shown)
        return loaded, holding, path
    raise ImportError("libcasework was not found; tried\n  " + "\n  ".join(tried))


def words_of(member: str, function: Callable[[int], Optional[bytes]]) -> Dict[int, str]:
    """{number: word} of the enumeration in which a constant stands, by the library's own names: CW_NOT_APPLICABLE is
    `not_applicable`."""
    names = next(names for names in _declarations.ENUMERATIONS if member in names)
    numbers = [getattr(_declarations, name) for name in names]
    return {number: (function(number) or b"").decode("utf-8") for number in numbers}


library, quick, path = load()
