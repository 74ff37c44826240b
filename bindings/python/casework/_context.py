# SPDX-License-Identifier: MIT
"""Limits and budgets under which everything made from a context works."""
from typing import Dict, Optional

from ._errors import ArgumentError, InvalidValueError, check
from ._handles import Handle
from ._library import quick, words_of

_LIMITS: Dict[str, int] = {
    name.replace(" ", "_"): number for number, name in words_of("CW_LIMIT_DOCUMENT_BYTES", quick.cw_limit_name).items()}


class Context(Handle):
    """Limits, set once when it is made: `Context(json_depth=64, findings=1000)`. Leaving one out leaves its default."""
    __slots__ = ()
    _noun = "context"

    def __init__(self, **limits: int) -> None:
        self._owner = self._made(quick.cw_context_new, quick.cw_context_unref)
        for name, value in limits.items():
            if name not in _LIMITS:
                raise ArgumentError(f"there is no limit `{name}`; there are " + ", ".join(sorted(_LIMITS)))
            if isinstance(value, bool) or not isinstance(value, int):
                raise TypeError(f"the limit `{name}` takes an int, not {type(value).__name__}")
            if abs(value) >= 2 ** 63:
                raise InvalidValueError(f"the limit `{name}` cannot be so large")
            check(quick.cw_context_set_limit(self._open().pointer, _LIMITS[name], value),
                  f"the limit `{name}`")

    @property
    def limits(self) -> Dict[str, int]:
        """All limits by name."""
        owner = self._open()
        return {name: quick.cw_context_limit(owner.pointer, number) for name, number in _LIMITS.items()}


def pointer_of(context: Optional[Context]) -> Optional[int]:
    """What a constructor takes first: NULL for the defaults."""
    if context is None:
        return None
    if not isinstance(context, Context):
        raise TypeError(f"context takes a Context, not {type(context).__name__}")
    return context._open().pointer
