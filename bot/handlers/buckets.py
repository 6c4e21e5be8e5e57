"""How much one person, or one group, may ask in a while."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import Enum

from bot.handlers.memory import Fading

MOST = 20_000
"""Persons and groups that are counted at a time; who comes back after that starts afresh."""


@dataclass(frozen=True, slots=True)
class Limit:
    """So many at once, and one more each so many seconds."""

    burst: int
    every: float

    @property
    def pause(self) -> float:
        """Seconds of silence after too many: half of the burst is there again, so that no notice follows at once."""
        return self.burst * self.every / 2


PERSON = Limit(20, 3.0)
"""Leafing through a list is twenty quick presses; twenty a minute for long is nobody who reads."""

GROUP = Limit(8, 5.0)
"""With the burst twenty in the first minute: what Telegram lets a bot send to one group."""


class Verdict(Enum):
    """What becomes of one more request."""

    ALLOWED = "allowed"
    TOLD = "told"
    """Too many, for the first time in this burst: say so, once."""
    SILENT = "silent"
    """Too many, and it has been said."""


@dataclass(frozen=True, slots=True)
class _Bucket:
    left: float
    at: float
    shut: float = 0.0
    """Until when nothing is let through."""


class Buckets:
    """Counts who asks how often; lost when the process ends, which is early enough to forgive."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        longest = max(one.burst * one.every for one in (PERSON, GROUP))
        self._kept: Fading[tuple[str, int], _Bucket] = Fading(2 * longest, MOST, clock)

    def spend(self, person: int | None, group: int | None = None) -> tuple[Verdict, float]:
        """Count one request of a person, in a group or not; return what becomes of it and the seconds left to wait."""
        counted = [(("person", person), PERSON)] if person is not None else []
        counted += [(("group", group), GROUP)] if group is not None else []
        now = self._clock()
        found = [(key, limit, self._now(key, limit, now)) for key, limit in counted]
        shut = max((bucket.shut - now for _, _, bucket in found), default=0.0)
        if shut > 0:
            return Verdict.SILENT, shut
        empty = [(key, limit, bucket) for key, limit, bucket in found if bucket.left < 1]
        for key, limit, bucket in empty:
            self._kept.set(key, replace(bucket, shut=now + limit.pause))
        if empty:
            return Verdict.TOLD, max(limit.pause for _, limit, _ in empty)
        for key, _, bucket in found:
            self._kept.set(key, replace(bucket, left=bucket.left - 1))
        return Verdict.ALLOWED, 0.0

    def take(self, person: int) -> bool:
        """Count one request of a person if it is allowed; what is not counts only once `spend` has looked at it."""
        now, key = self._clock(), ("person", person)
        bucket = self._now(key, PERSON, now)
        allowed = bucket.left >= 1 and bucket.shut <= now
        if allowed:
            self._kept.set(key, _Bucket(bucket.left - 1, bucket.at, bucket.shut))
        return allowed

    def _now(self, key: tuple[str, int], limit: Limit, now: float) -> _Bucket:
        kept = self._kept.get(key)
        if kept is None:
            return _Bucket(limit.burst, now)
        return _Bucket(min(limit.burst, kept.left + (now - kept.at) / limit.every), now, kept.shut)
