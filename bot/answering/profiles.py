"""What each entry and each cooperation covers, worked out when it is first looked at."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property, lru_cache

from bot.answering.entries import Entry
from bot.answering.names import ORGANISATION, PERSON, PLACE, REGION, ancestors, kind_of
from bot.answering.reading import Reader
from bot.answering.sought import STRICT
from bot.knowledge.model import Knowledge, QuestionKind
from bot.search.index import Index

REMEMBERED = 20_000
"""Profiles that are kept; far more than a small knowledge has, and a bound for a large one."""
_NAMES = (REGION, ORGANISATION, PERSON, PLACE)


class Profile:
    """What an entry covers, in the characters by which the index knows terms."""

    def __init__(self, number: int, index: Index, reader: Reader) -> None:
        """Take its position in the index."""
        self._number, self._index, self._reader = number, index, reader
        self.terms = index.terms(number)
        """Of all its texts."""
        self.own = index.own_terms(number)
        """Of its own text and ways to ask, without what merely surrounds it."""
        self.asks = index.ways(number)
        """The terms of each way to ask for it, and their rarity added up."""

    @cached_property
    def own_keys(self) -> frozenset[str]:
        """The keys of its own text and ways to ask."""
        return self._index.own_bag(self._number)

    @cached_property
    def kinds(self) -> tuple[frozenset[QuestionKind], ...]:
        """The kinds of question that each way to ask asks."""
        return tuple([self._reader.kinds(words)[0] for words in self._index.asked(self._number)])

    @cached_property
    def strict(self) -> tuple[frozenset[QuestionKind], ...]:
        """Those of them that only an entry asked with the same kind answers."""
        return tuple([kinds & STRICT for kinds in self.kinds])

    @cached_property
    def named(self) -> frozenset[str]:
        """The names among its own keys."""
        return frozenset(key for key in self.own_keys if kind_of(key) in _NAMES)

    @cached_property
    def counted(self) -> frozenset[str]:
        """The keys of all whose number its ways to ask ask for."""
        return frozenset(key for words in self._index.asked(self._number) if (key := self._reader.counted(words)))


class Profiles:
    """The profiles of one load."""

    def __init__(self, knowledge: Knowledge, index: Index, reader: Reader, entries: Mapping[str, Entry]) -> None:
        """Note where the entries of each cooperation stand in the index."""
        self._knowledge = knowledge
        self._index = index
        self._reader = reader
        self._numbers = {document.id: number for number, document in enumerate(index.documents)}
        self._of: dict[str, list[int]] = {}
        for number, document in enumerate(index.documents):
            self._of.setdefault(entries[document.id].cooperation.id, []).append(number)
        self.terms = lru_cache(maxsize=REMEMBERED)(self._terms)
        self.of = lru_cache(maxsize=REMEMBERED)(self._profile)
        self.asks = lru_cache(maxsize=REMEMBERED)(self._asks)
        self._parties = lru_cache(maxsize=REMEMBERED)(self._parties_of)
        self.wider = lru_cache(maxsize=REMEMBERED)(self._wider)

    def keys(self, entry: str) -> frozenset[str]:
        """Return the keys of all texts of an entry."""
        return self._index.bag(self._numbers[entry])

    def _profile(self, entry: str) -> Profile:
        return Profile(self._numbers[entry], self._index, self._reader)

    def _terms(self, cooperation: str) -> str:
        """Return the terms of all entries of a cooperation, each as a character."""
        return "".join(map(self._index.terms, self._of[cooperation]))

    def mentions(self, cooperation: str, key: str) -> bool:
        """Whether any entry of a cooperation has a key."""
        character = self._index.characters([key])
        return bool(character) and character in self.terms(cooperation)

    def party(self, cooperation: str, keys: Iterable[str]) -> bool:
        """Whether a name is of somebody or some place that takes part in a cooperation, not one said in passing."""
        own = {key.partition(":")[2] for key in keys}
        return not own.isdisjoint(self._parties(cooperation)) or not self.wider(cooperation).isdisjoint(keys)

    def _parties_of(self, cooperation: str) -> frozenset[str]:
        """Return the ids of all that take part in a cooperation."""
        c = self._knowledge.cooperations[cooperation]
        taking = {p.ref for p in c.parties} | {r.person for r in c.people}
        return frozenset(taking | {r for e in c.events for r in (e.region, e.visitor, e.host) if r})

    def _asks(self, entry: str) -> tuple[frozenset[str], ...]:
        """Return the keys of each way to ask for an entry."""
        return self._index.asks(self._numbers[entry])

    def _wider(self, cooperation: str) -> frozenset[str]:
        """Return the keys of the regions that the parties of a cooperation lie in."""
        parties = self._knowledge.cooperations[cooperation].parties
        return frozenset(REGION + a for p in parties if p.region for a in ancestors(self._knowledge, p.region))
