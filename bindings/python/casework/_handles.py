# SPDX-License-Identifier: MIT
"""Handles that are counted: each Python object owns one reference of the library's and gives it back once."""
import ctypes
import threading
import weakref
from typing import Any, Callable, Optional, TypeVar

from ._errors import ClosedError, check, take_text

Self = TypeVar("Self", bound="Handle")


class Owner:
    """One reference to a handle of the library, given back when the last Python name of this object is gone.

    A call holds the owner in a local name while it runs, so that closing from another thread waits for it. At the end
    of the interpreter nothing is given back: threads may still be inside the library, and the system takes all.
    """
    __slots__ = ("pointer", "_finalizer", "__weakref__")

    def __init__(self, pointer: int, release: Callable[[int], None]) -> None:
        self.pointer = pointer
        self._finalizer = weakref.finalize(self, release, pointer)
        self._finalizer.atexit = False


class Asked:
    """What a call into the library can be asked about."""
    __slots__ = ()

    def _ask(self, function: Callable[..., Any], *arguments: Any) -> Any:
        raise NotImplementedError

    def _text(self, function: Callable[..., int], *arguments: Any) -> str:
        """The text that a function gives through its last parameter."""
        out = ctypes.c_void_p()
        check(self._ask(function, *arguments, ctypes.byref(out)))
        return take_text(out)


class Handle:
    """What a context manager closes. A closed handle, and what was handed out by it, raise ClosedError when used."""
    __slots__ = ("_owner", "__weakref__")
    _noun = "handle"
    _owner: Optional[Owner]

    @staticmethod
    def _made(make: Callable[..., int], release: Callable[[int], None], *arguments: Any) -> Owner:
        """The owner of what a constructor gives through its last parameter."""
        out = ctypes.c_void_p()
        check(make(*arguments, ctypes.byref(out)))
        assert out.value is not None
        return Owner(out.value, release)

    def _open(self) -> Owner:
        owner = self._owner
        if owner is None:
            raise ClosedError(f"the {self._noun} is closed")
        return owner

    @property
    def is_closed(self) -> bool:
        """Whether close() was called, or its `with` has ended."""
        return self._owner is None

    def close(self) -> None:
        """Gives the library's object back now; a second call does nothing."""
        self._owner = None

    def __enter__(self: Self) -> Self:
        self._open()
        return self

    def __exit__(self, *_: Any) -> None:
        self.close()

    def __reduce__(self) -> Any:
        raise TypeError(f"a {self._noun} lives in one process and cannot be pickled or copied")


class LockedHandle(Asked, Handle):
    """A handle that one thread at a time asks; another that does meanwhile waits."""
    __slots__ = ("_lock",)

    def __init__(self, owner: Owner) -> None:
        self._owner = owner
        self._lock = threading.Lock()

    def _ask(self, function: Callable[..., Any], *arguments: Any) -> Any:
        with self._lock:
            owner = self._open()
            return function(owner.pointer, *arguments)
