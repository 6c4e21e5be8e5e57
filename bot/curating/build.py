"""Builds knowledge and engine from files aside, so that whoever is being answered goes on with the old ones.

In a thread of the same process, and not in another process: what another one builds has to come back pickled, and to
unpickle it holds up all threads for as long as it takes, while a thread that computes lets others in every few
milliseconds. What does hold them up is the search for cyclic garbage, which looks at every object there is; it pauses
while something is built, and afterwards passes over what was built (`retiring` frees it one day).
"""

from __future__ import annotations

import gc
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from bot.answering.engine import Engine
from bot.curating.retiring import release
from bot.knowledge import rules
from bot.knowledge.files import Files
from bot.knowledge.loading import read_files
from bot.knowledge.model import Knowledge
from bot.knowledge.parsed import Read
from bot.knowledge.problems import Problem


@dataclass(frozen=True)
class Built:
    """What came of building: knowledge and engine, or the errors that forbid to use the files."""

    knowledge: Knowledge | None
    engine: Engine | None
    problems: tuple[Problem, ...]
    """Sorted; warnings stand beside knowledge that can be used."""
    seconds: float

    @property
    def usable(self) -> bool:
        """Whether there is an engine to answer with."""
        return self.engine is not None


def build(files: Files, *, before: Read | None = None, editorial: bool = False) -> Built:
    """Return knowledge and engine of the files, or every error; runs as well in a thread.

    `before` keeps what was read from one building to the next, so that only changed files are parsed again; one
    dictionary must not serve two buildings at a time. With `editorial` an editor's rules are checked too.
    """
    begun = time.perf_counter()
    with _without_collecting():
        loaded, problems = read_files(files, before=before)
        problems += rules.check(loaded)
        failed = any(problem.severity == "error" for problem in problems)
        if editorial and not failed:
            problems += rules.edit(loaded)
            failed = any(problem.severity == "error" for problem in problems)
        knowledge = None if failed else loaded.knowledge()
        release(loaded.parts)
        release(loaded.citations)
        engine = None if knowledge is None else Engine(knowledge)
    return Built(knowledge, engine, tuple(sorted(problems)), time.perf_counter() - begun)


_TURN = 0.001
"""Seconds after which a thread that builds lets others compute; five times as often as Python does by itself."""


class _Pause:
    """Counts who builds: the search for garbage resumes when the last one is done."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.count = 0
        self.resume = False
        self.interval = 0.0


_PAUSE = _Pause()


@contextmanager
def _without_collecting() -> Iterator[None]:
    with _PAUSE.lock:
        if _PAUSE.count == 0:
            _PAUSE.resume = gc.isenabled()
            _PAUSE.interval = sys.getswitchinterval()
            gc.disable()
            # Whoever answers meanwhile waits for its turn many times over; each wait may last so long.
            sys.setswitchinterval(min(_TURN, _PAUSE.interval))
        _PAUSE.count += 1
    try:
        yield
    finally:
        with _PAUSE.lock:
            _PAUSE.count -= 1
            if _PAUSE.count == 0:
                # What was built stays; to look at all of it in each search would be time lost, and a pause.
                gc.freeze()
                sys.setswitchinterval(_PAUSE.interval)
                if _PAUSE.resume:
                    gc.enable()
