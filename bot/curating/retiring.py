"""Frees an engine that has been replaced, when nobody answers with it any more, and a little at a time.

Parts of an engine refer to each other in circles, which only the search for cyclic garbage would find; and what was
built is kept out of that search, because it looks at every object and holds up all threads meanwhile.
"""

from __future__ import annotations

import time
import weakref
from collections.abc import Iterable, Iterator
from typing import Any

from bot.answering.engine import Engine
from bot.knowledge.model import Record

SLICE = 2_000
"""Objects that are freed at a time: about a millisecond."""


class Retired:
    """An engine that is to be freed; whoever answers with it still keeps it alive to the end."""

    def __init__(self, engine: Engine) -> None:
        """Note its parts; the caller must let go of the engine itself."""
        self._engine = weakref.ref(engine)
        self._parts = list(_parts(vars(engine).values()))

    def free(self) -> bool:
        """Free the parts, in a thread aside; False, and nothing is done, while somebody answers with the engine."""
        if self._engine() is not None:
            return False
        while self._parts:
            held = vars(self._parts.pop())
            values = [held.pop(name) for name in list(held)]
            while values:
                release(values.pop())
        return True


def release(value: Any) -> None:
    """Empty a large list or dictionary that nobody else needs a few entries at a time; other values are only let go."""
    if type(value) is list:
        while value:
            del value[-SLICE:]
            time.sleep(0)
    elif type(value) is dict:
        while value:
            for _ in range(min(SLICE, len(value))):
                value.popitem()
            time.sleep(0)


def _parts(values: Iterable[Any]) -> Iterator[Any]:
    """Yield the services of an engine: objects of this program that hold others, and are no records."""
    seen: set[int] = set()
    left = list(values)
    while left:
        value = left.pop()
        own = type(value).__module__.startswith(("bot.answering", "bot.search"))
        if own and not isinstance(value, Record) and hasattr(value, "__dict__") and id(value) not in seen:
            seen.add(id(value))
            left += vars(value).values()
            yield value
