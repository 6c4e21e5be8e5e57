"""Things in the order of time, each findable by the conditions that it meets, so that no list looks at all of them."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import date
from typing import Generic, TypeVar

from bot.answering.relations.periods import Period

T = TypeVar("T")
Places = Sequence[int] | frozenset[int]
"""Places of things on the shelf; a sequence of them is ascending, and so in the order of time."""


class Shelf(Generic[T]):
    """Things of one load, those without a day first."""

    def __init__(
        self, things: Iterable[T], *, day: Callable[[T], date | None], conditions: Callable[[T], Collection[str]]
    ) -> None:
        """Put things in order; on the same day they stay in theirs. `conditions` are all that a thing meets."""
        dated = sorted(((day(thing) or date.min, thing) for thing in things), key=lambda pair: pair[0])
        self.things: tuple[T, ...] = tuple(thing for _, thing in dated)
        self._days = [on for on, _ in dated]
        self._under: dict[str, array[int]] = {}
        for place, thing in enumerate(self.things):
            for condition in conditions(thing):
                found = self._under.get(condition)
                if found is None:
                    found = self._under[condition] = array("I")
                found.append(place)

    def under(self, conditions: Iterable[str]) -> Places:
        """Return the places of the things that meet any of the conditions."""
        met = [self._under[condition] for condition in conditions if condition in self._under]
        return met[0] if len(met) == 1 else frozenset[int]().union(*met)

    def during(self, period: Period) -> Places:
        """Return the places of the things whose day lies in a period."""
        start = max(bisect_left(self._days, period.start), bisect_right(self._days, date.min))
        return range(start, bisect_right(self._days, period.end))

    def all_of(self, narrowed: Iterable[Places]) -> Sequence[int]:
        """Return the places that stand in every one of some collections, ascending; all places where there is none."""
        wanted = sorted((places for places in narrowed if len(places) < len(self.things)), key=len)
        if not wanted:
            return range(len(self.things))
        first, *others = wanted
        if others:
            return sorted(frozenset(first).intersection(*others))
        return sorted(first) if isinstance(first, frozenset) else first

    def newest(self, places: Sequence[int]) -> Sequence[int]:
        """Return, of ascending places, the first of the last day; none where no day is known."""
        if not places or self._days[places[-1]] == date.min:
            return ()
        start = bisect_left(self._days, self._days[places[-1]])
        return places[bisect_left(places, start) :][:1]

    def oldest(self, places: Sequence[int]) -> Sequence[int]:
        """Return, of ascending places, the first that has a day."""
        return places[bisect_left(places, bisect_right(self._days, date.min)) :][:1]
