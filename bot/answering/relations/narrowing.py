"""Which cooperations and events meet the conditions of a question, found without looking at the others."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from bot.answering.names import REGION, ancestors
from bot.answering.relations.filters import NOT_SIGNED, Filters, fits, fits_event, level, party_regions, reach_abroad
from bot.answering.relations.lookup import Lookup, first_day
from bot.answering.relations.shelf import Places, Shelf
from bot.knowledge.model import Cooperation, Event, EventKind, Knowledge

if TYPE_CHECKING:
    from bot.answering.relations.proposal import Records


REMEMBERED = 20_000
"""Groups of partners of which is kept where they lie, while the shelves are filled."""


class Narrowing:
    """The cooperations and the events of one load, each on its shelf."""

    def __init__(self, knowledge: Knowledge, lookup: Lookup) -> None:
        """Put them on their shelves."""
        self._lookup = lookup
        sectors = {sector: "sector:" + sector for sector in knowledge.sectors}
        kinds = {kind: "kind:" + kind for kind in EventKind}

        @cache
        def around(region: str) -> frozenset[str]:
            return frozenset("in:" + wider for wider in (region, *ancestors(knowledge, region)))

        # Of very many cooperations most have partners that others have too.
        @lru_cache(maxsize=REMEMBERED)
        def of_parties(parties: tuple[str, ...]) -> frozenset[str]:
            found = frozenset[str]().union(*map(around, parties))
            between = level(knowledge, parties)
            found |= {"between:" + between} if between else frozenset()
            return found | {"abroad"} if reach_abroad(knowledge, parties) else found

        def of_both(c: Cooperation) -> set[str]:
            return {*of_parties(party_regions(c)), *map(sectors.__getitem__, c.sectors)}

        def of_cooperation(c: Cooperation) -> set[str]:
            found = of_both(c)
            found.update("in:" + e.region for e in c.events if e.region)
            if c.signed:
                found.add("signed")
            if c.stage in NOT_SIGNED:
                found.add("planned")
            if c.instruments:
                found.add("instruments")
            if c.category:
                found.add("category:" + c.category)
            return found

        def of_event(pair: tuple[Cooperation, Event]) -> set[str]:
            c, e = pair
            found = of_both(c)
            for region in {e.region, e.visitor, e.host} & knowledge.regions.keys():
                found |= around(region)
            found.add(kinds[e.kind])
            return found

        every = knowledge.cooperations.values()
        self.cooperations = Shelf(every, day=first_day, conditions=of_cooperation)
        self.events = Shelf(((c, e) for c in every for e in c.events), day=lambda x: x[1].date, conditions=of_event)
        self._owners = array("I", map(lookup.ordinal, self.cooperations.things))
        self._events_owners = array("I", [lookup.ordinal(c) for c, _ in self.events.things])
        # A cooperation has several days, so a period is found by all of them.
        days = sorted(
            (day, place)
            for place, c in enumerate(self.cooperations.things)
            for day in {e.date for e in c.events if e.date} | {i.date for i in c.instruments if i.date}
        )
        self._days = [day for day, _ in days]
        self._on = array("I", [place for _, place in days])

    def fitting(self, records: Records, f: Filters) -> Sequence[int]:
        """Return the places of the cooperations that meet all conditions but those on events alone."""
        shelf = self.cooperations
        narrowed = list(_common(shelf, f))
        if f.categories:
            narrowed.append(shelf.under("category:" + category for category in f.categories))
        if f.signed is not None:
            narrowed.append(shelf.under(["signed" if f.signed else "planned"]))
        if f.instruments:
            narrowed.append(shelf.under(["instruments"]))
        if f.level:
            narrowed.append(shelf.under(["between:" + f.level]))
        if f.period:
            start, end = bisect_left(self._days, f.period.start), bisect_right(self._days, f.period.end)
            narrowed.append(frozenset(self._on[start:end]))
        found = self._concerned(shelf.all_of(narrowed), self._owners, f)
        signed = f.signed and f.period  # the shelf has the days of visits too
        return [p for p in found if fits(records, f, shelf.things[p])] if signed or _more(f) else found

    def fitting_events(self, records: Records, f: Filters) -> Sequence[int]:
        """Return the places of the events that meet all conditions."""
        shelf = self.events
        narrowed = list(_common(shelf, f))
        if f.events:
            narrowed.append(shelf.under("kind:" + kind for kind in f.events))
        if f.period:
            narrowed.append(shelf.during(f.period))
        found = self._concerned(shelf.all_of(narrowed), self._events_owners, f)
        return [p for p in found if fits_event(records, f, *shelf.things[p])] if _more(f) else found

    def _concerned(self, places: Sequence[int], owners: Sequence[int], f: Filters) -> Sequence[int]:
        """Return the places of what the names that are no regions may concern."""
        names = [name for name in f.names if not name.startswith(REGION)]
        if not names:
            return places
        concerned = self._lookup.concerned(names)
        return [place for place in places if owners[place] in concerned]


def _common(shelf: Shelf[Any], f: Filters) -> Iterator[Places]:
    """Yield where the conditions are met that cooperations and events share."""
    for region in f.regions:
        yield shelf.under(["in:" + region])
    if f.sectors:
        yield shelf.under("sector:" + sector for sector in f.sectors)
    if f.abroad:
        yield shelf.under(["abroad"])


def _more(f: Filters) -> bool:
    """Whether there are conditions for which the shelves have no place."""
    known = replace(
        f,
        regions=(),
        sectors=frozenset(),
        events=frozenset(),
        categories=frozenset(),
        signed=None,
        instruments=False,
        period=None,
        newest=False,
        oldest=False,
        abroad=False,
        level=None,
        explained=frozenset(),
    )
    return known != Filters()
