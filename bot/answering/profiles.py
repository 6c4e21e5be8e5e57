"""What each entry and each cooperation covers, worked out when it is first looked at."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property, lru_cache

from bot.answering.entries import Entry
from bot.answering.names import ORGANISATION, PERSON, PLACE, REGION, ancestors, kind_of
from bot.answering.reading import Reader
from bot.knowledge.model import Knowledge, QuestionKind
from bot.search.index import Index

REMEMBERED = 20_000
"""Profiles that are kept; far more than a small knowledge has, and a bound for a large one."""
_NAMES = (REGION, ORGANISATION, PERSON, PLACE)


class Ask:
    """A way to ask for an entry."""

    def __init__(self, keys: frozenset[str], words: tuple[str, ...], index: Index, reader: Reader) -> None:
        """Take its keys and its words as written."""
        self.keys = keys
        self._words = words
        self._index = index
        self._reader = reader

    @cached_property
    def weight(self) -> float:
        """The rarity of its keys, added up."""
        return sum(map(self._index.idf, self.keys))

    @cached_property
    def kinds(self) -> frozenset[QuestionKind]:
        """The kinds of question that it asks."""
        return self._reader.kinds(self._words)[0]


class Profile:
    """What an entry covers."""

    def __init__(self, number: int, index: Index, reader: Reader) -> None:
        """Take its position in the index."""
        self._number = number
        self._index = index
        self._reader = reader

    @cached_property
    def bag(self) -> frozenset[str]:
        """The keys of all its texts."""
        return self._index.bag(self._number)

    @cached_property
    def own(self) -> frozenset[str]:
        """What its own text and ways to ask contain, without what merely surrounds it."""
        return self._index.own_bag(self._number)

    @cached_property
    def named(self) -> frozenset[str]:
        """The names among its own keys."""
        return frozenset(key for key in self.own if kind_of(key) in _NAMES)

    @cached_property
    def asks(self) -> tuple[Ask, ...]:
        """Its ways to ask."""
        ways = zip(self._index.asks(self._number), self._index.asked(self._number), strict=True)
        return tuple(Ask(keys, words, self._index, self._reader) for keys, words in ways)


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
        self.aliases = lru_cache(maxsize=REMEMBERED)(self._aliases)
        self.wider = lru_cache(maxsize=REMEMBERED)(self._wider)

    def _profile(self, entry: str) -> Profile:
        return Profile(self._numbers[entry], self._index, self._reader)

    def mentions(self, cooperation: str, key: str) -> bool:
        """Whether any entry of a cooperation has a key."""
        return any(self._index.has(number, key) for number in self._of[cooperation])

    def _aliases(self, cooperation: str) -> tuple[frozenset[str], ...]:
        """Return the keys of each name under which a cooperation is asked for as a whole."""
        c = self._knowledge.cooperations[cooperation]
        return tuple(frozenset(self._index.content_keys(a)) for a in (c.name.id, c.name.en, *c.aliases))

    def _wider(self, cooperation: str) -> frozenset[str]:
        """Return the keys of the regions that the parties of a cooperation lie in."""
        parties = self._knowledge.cooperations[cooperation].parties
        return frozenset(REGION + a for p in parties if p.region for a in ancestors(self._knowledge, p.region))
