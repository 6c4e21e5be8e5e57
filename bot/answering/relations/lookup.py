"""Which records a name concerns, so that no relation looks at all of them."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping
from functools import lru_cache

from bot.answering.entries import Entry
from bot.answering.names import ORGANISATION, PERSON, REGION, ancestors
from bot.knowledge.model import Cooperation, Knowledge, Person, Tenure
from bot.search.index import Index


class Lookup:
    """Finds the cooperations that names concern, by reference and by mention; it leaves none of them out."""

    def __init__(self, knowledge: Knowledge, index: Index, entries: Mapping[str, Entry]) -> None:
        """Note under every name the cooperations that refer to it, and whose each document of the index is."""
        self._index = index
        self._cooperations = tuple(knowledge.cooperations.values())
        ordinals = {c.id: ordinal for ordinal, c in enumerate(self._cooperations)}
        self._owners = array("I", [ordinals[entries[d.id].cooperation.id] for d in index.documents])
        self._referring: dict[str, set[int]] = {}
        around = lru_cache(maxsize=None)(lambda region: (region, *ancestors(knowledge, region)))
        for ordinal, c in enumerate(self._cooperations):
            named = [p.ref for p in c.parties]
            named += [ref for e in c.events for ref in (e.region, e.visitor, e.host) if ref]
            keys = {REGION + wider for ref in named if ref in knowledge.regions for wider in around(ref)}
            keys |= {ORGANISATION + ref for ref in named if ref in knowledge.organisations}
            keys |= {PERSON + role.person for role in c.people}
            for key in keys:
                self._referring.setdefault(key, set()).add(ordinal)
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

    def about(self, keys: Iterable[str]) -> list[Cooperation]:
        """Return the cooperations that every key may concern, in their order; all of them where there is no key."""
        found = [self._concerned(key) for key in keys]
        if not found:
            return list(self._cooperations)
        return [self._cooperations[ordinal] for ordinal in sorted(frozenset.intersection(*sorted(found, key=len)))]

    def about_any(self, keys: Iterable[str]) -> list[Cooperation]:
        """Return the cooperations that any of the keys may concern, in their order."""
        ordinals = frozenset[int]().union(*map(self._concerned, keys))
        return [self._cooperations[ordinal] for ordinal in sorted(ordinals)]

    def tenures(self, office: str) -> list[tuple[Person, Tenure]]:
        """Return who holds an office, in the order of the people."""
        return self._tenures.get(office, [])

    def _concerned_by(self, key: str) -> frozenset[int]:
        mentioned = {self._owners[number] for number in self._index.having(key)}
        return frozenset(mentioned | self._referring.get(key, set()))
