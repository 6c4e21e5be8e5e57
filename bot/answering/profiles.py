"""What each entry and each cooperation covers, worked out when it is first looked at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from bot.answering.entries import Entry
from bot.answering.names import ORGANISATION, PERSON, PLACE, REGION, ancestors, kind_of
from bot.answering.reading import Reader
from bot.knowledge.model import Knowledge, QuestionKind
from bot.search.index import Index

REMEMBERED = 20_000
"""Profiles that are kept; far more than a small knowledge has, and a bound for a large one."""
_NAMES = (REGION, ORGANISATION, PERSON, PLACE)


@dataclass(frozen=True, slots=True)
class Profile:
    """What an entry covers."""

    kinds: frozenset[QuestionKind]
    named: frozenset[str]
    bag: frozenset[str]
    asks: tuple[tuple[frozenset[str], float, frozenset[QuestionKind]], ...]
    """For each way to ask: its keys, their rarity added up, and its kinds."""
    own: frozenset[str]
    """What its own text and ways to ask contain, without what merely surrounds it."""


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
        self.of = lru_cache(maxsize=REMEMBERED)(self._profile)
        self.around = lru_cache(maxsize=REMEMBERED)(self._around)
        self.aliases = lru_cache(maxsize=REMEMBERED)(self._aliases)
        self.wider = lru_cache(maxsize=REMEMBERED)(self._wider)

    def _profile(self, entry: str) -> Profile:
        number, index = self._numbers[entry], self._index
        asks = tuple(
            (keys, sum(index.idf(k) for k in keys), self._reader.kinds(words)[0])
            for keys, words in zip(index.asks(number), index.asked(number), strict=True)
        )
        own = index.own_bag(number)
        kinds = frozenset(kind for _, _, found in asks for kind in found)
        return Profile(kinds, frozenset(k for k in own if kind_of(k) in _NAMES), index.bag(number), asks, own)

    def _around(self, cooperation: str) -> frozenset[str]:
        """Return the keys of all names that any entry of a cooperation mentions."""
        return frozenset(k for n in self._of[cooperation] for k in self._index.bag(n) if kind_of(k) in _NAMES)

    def _aliases(self, cooperation: str) -> tuple[frozenset[str], ...]:
        """Return the keys of each name under which a cooperation is asked for as a whole."""
        c = self._knowledge.cooperations[cooperation]
        return tuple(frozenset(self._index.content_keys(a)) for a in (c.name.id, c.name.en, *c.aliases))

    def _wider(self, cooperation: str) -> frozenset[str]:
        """Return the keys of the regions that the parties of a cooperation lie in."""
        parties = self._knowledge.cooperations[cooperation].parties
        return frozenset(REGION + a for p in parties if p.region for a in ancestors(self._knowledge, p.region))
