"""Which records a name concerns, so that no relation looks at all of them."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache, lru_cache

from bot.answering.entries import Entry
from bot.answering.names import ORGANISATION, PERSON, REGION, ancestors
from bot.knowledge.model import Cooperation, Knowledge, Person, Tenure
from bot.search.index import Index


def first_day(cooperation: Cooperation) -> date | None:
    """Return the day of a cooperation's first event or signing, None where no source gives one."""
    days = [e.date for e in cooperation.events if e.date] + [i.date for i in cooperation.instruments if i.date]
    return min(days, default=None)


class Lookup:
    """Finds the cooperations that names concern, by reference and by mention; it leaves none of them out."""

    def __init__(self, knowledge: Knowledge, index: Index, entries: Mapping[str, Entry]) -> None:
        """Note under every name the cooperations that refer to it, and whose each document of the index is."""
        self._index = index
        self._cooperations = tuple(knowledge.cooperations.values())
        self._ordinals = ordinals = {c.id: ordinal for ordinal, c in enumerate(self._cooperations)}
        self._owners = array("I", [ordinals[entries[d.id].cooperation.id] for d in index.documents])
        self._referring: dict[str, set[int]] = {}

        @cache
        def keys_of(ref: str | None) -> frozenset[str]:
            if ref is None:
                return frozenset()
            found = frozenset({ORGANISATION + ref} if ref in knowledge.organisations else ())
            if ref in knowledge.regions:
                found |= {REGION + region for region in (ref, *ancestors(knowledge, ref))}
            return found

        for ordinal, c in enumerate(self._cooperations):
            keys = {PERSON + role.person for role in c.people}
            for ref in {p.ref for p in c.parties}.union(*((e.region, e.visitor, e.host) for e in c.events)):
                keys |= keys_of(ref)
            for key in keys:
                referring = self._referring.get(key)
                if referring is None:
                    referring = self._referring[key] = set()
                referring.add(ordinal)
        self._tenures: dict[str, list[tuple[Person, Tenure]]] = {}
        for person in knowledge.people.values():
            for tenure in person.tenures:
                self._tenures.setdefault(tenure.office, []).append((person, tenure))
        sources: dict[str, list[str]] = {}
        for source in knowledge.sources.values():
            sources.setdefault(source.publisher, []).append(source.id)
        found = [(frozenset(index.content_keys(name)), frozenset(ids)) for name, ids in sources.items()]
        self.publishers: tuple[tuple[frozenset[str], frozenset[str]], ...] = tuple(p for p in found if p[0])
        """The keys of each publisher's name, and the ids of its sources."""
        self._concerned = lru_cache(maxsize=1024)(self._concerned_by)
        self._in_order = lru_cache(maxsize=128)(lambda key: array("I", sorted(self._concerned(key))))

    def ordinal(self, cooperation: Cooperation) -> int:
        """Return which cooperation it is, counted in their order."""
        return self._ordinals[cooperation.id]

    def concerned(self, keys: Iterable[str]) -> frozenset[int]:
        """Return which cooperations every key may concern, by their ordinals; at least one key is needed."""
        return frozenset[int].intersection(*sorted(map(self._concerned, keys), key=len))

    def about(self, keys: Iterable[str]) -> list[Cooperation]:
        """Return the cooperations that every key may concern, in their order; all of them where there is no key."""
        wanted = tuple(keys)
        if not wanted:
            return list(self._cooperations)
        ordinals = self._in_order(wanted[0]) if len(wanted) == 1 else sorted(self.concerned(wanted))
        return list(map(self._cooperations.__getitem__, ordinals))

    def about_any(self, keys: Iterable[str], most: int) -> list[Cooperation]:
        """Return the cooperations that any of the keys may concern, in their order; the first so many of each key."""
        ordinals = {ordinal for key in keys for ordinal in self._in_order(key)[:most]}
        return list(map(self._cooperations.__getitem__, sorted(ordinals)))

    def tenures(self, office: str) -> list[tuple[Person, Tenure]]:
        """Return who holds an office, in the order of the people."""
        return self._tenures.get(office, [])

    def _concerned_by(self, key: str) -> frozenset[int]:
        return frozenset(self._referring.get(key, ())).union(map(self._owners.__getitem__, self._index.having(key)))
