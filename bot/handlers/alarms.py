"""Counts what goes wrong by kind, so that the curators hear of each kind once an hour and not of every case."""

from __future__ import annotations

import traceback
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

HOUR = 3600.0
MOST = 100
"""Kinds that wait to be told at most; what goes wrong in more ways than that has one cause."""

_PACKAGE = str(Path(__file__).resolve().parent.parent)


@dataclass(frozen=True, slots=True)
class Alarm:
    """What is to be told: a kind of error, and how often it has come since it was told last."""

    kind: str
    """`ValueError, questions.py:33`: never the words of the error, which may quote what somebody wrote."""
    count: int


class Alarms:
    """What has gone wrong lately."""

    def __init__(self, clock: Callable[[], float], now: Callable[[], datetime]) -> None:
        """Begin with nothing; the clock counts seconds."""
        self._clock, self._now = clock, now
        self._told: dict[str, float] = {}
        self._counts: Counter[str] = Counter()
        self.last: tuple[datetime, str] | None = None
        """When something went wrong last, and its kind."""

    def raised(self, error: BaseException) -> None:
        """Count an error."""
        kind = kind_of(error)
        self.last = self._now(), kind
        if kind in self._counts or len(self._counts) < MOST:
            self._counts[kind] += 1

    def due(self) -> list[Alarm]:
        """Return what is to be told now, and take it for told: each kind once an hour."""
        now = self._clock()
        self._told = {kind: at for kind, at in self._told.items() if now - at < HOUR}
        kinds = [kind for kind in self._counts if kind not in self._told]
        self._told.update(dict.fromkeys(kinds, now))
        return [Alarm(kind, self._counts.pop(kind)) for kind in kinds]


def kind_of(error: BaseException) -> str:
    """Return the type of an error and where in this program it came up."""
    frames = [one for one in traceback.extract_tb(error.__traceback__) if one.filename.startswith(_PACKAGE)]
    name = type(error).__name__
    return f"{name}, {Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else name
