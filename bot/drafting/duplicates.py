"""Telling which recorded cooperations an article is likely to be about."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from bot.knowledge.model import Cooperation, Knowledge

NEAR: Final = 14
"""So many days between an event of the article and one on record may be one event told twice."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """A recorded cooperation like the draft."""

    cooperation: Cooperation
    shared: tuple[str, ...]
    """Ids of the parties of both."""
    same_parties: bool
    apart: int | None
    """Days between the nearest events; None where either has no day."""


def find(knowledge: Knowledge, parties: Iterable[str], happened: Iterable[date]) -> tuple[Likeness, ...]:
    """Return the likely duplicates, likeliest first: the same parties, or two shared ones within days of each other."""
    mine, mine_on = set(parties), tuple(happened)
    found: list[Likeness] = []
    for cooperation in knowledge.cooperations.values():
        theirs = {party.ref for party in cooperation.parties}
        shared = mine & theirs
        days = [event.date for event in cooperation.events if event.date is not None]
        apart = min((abs((one - other).days) for one in mine_on for other in days), default=None)
        same = len(shared) > 1 and (mine <= theirs or theirs <= mine)
        near = apart is not None and apart <= NEAR
        if same or (near and shared and len(shared) >= min(2, len(mine))):
            found.append(Likeness(cooperation, tuple(sorted(shared)), same, apart))
    return tuple(
        sorted(found, key=lambda one: (not one.same_parties, one.apart is None, one.apart or 0, one.cooperation.id))
    )


def neighbours(knowledge: Knowledge, parties: Iterable[str], most: int = 2) -> tuple[str, ...]:
    """Return the ids of the cooperations that share a party: what a reader wants next."""
    mine = set(parties)
    shared = {one.id: len(mine & {party.ref for party in one.parties}) for one in knowledge.cooperations.values()}
    ranked = sorted((id_ for id_, count in shared.items() if count), key=lambda id_: (-shared[id_], id_))
    return tuple(ranked[:most])
