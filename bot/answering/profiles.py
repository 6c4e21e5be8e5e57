"""What each entry and each cooperation covers, worked out when it is first looked at."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
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

    def __init__(self, keys: frozenset[str], weight: float, words: tuple[str, ...], reader: Reader) -> None:
        """Take its keys, their rarity added up, and its words as written."""
        self.keys = keys
        self.weight = weight
        self._words = words
        self._reader = reader

    @property
    def kinds(self) -> frozenset[QuestionKind]:
        """The kinds of question that it asks."""
        return self._reader.kinds(self._words)[0]

    @property
    def counted(self) -> str | None:
        """What it asks the number of."""
        return self._reader.counted(self._words)


class Profile:
    """What an entry covers."""

    def __init__(self, number: int, index: Index, reader: Reader) -> None:
        """Take its position in the index."""
        self.bag = index.bag(number)
        """The keys of all its texts."""
        self.own = index.own_bag(number)
        """What its own text and ways to ask contain, without what merely surrounds it."""
        ways = zip(index.asks(number), index.asked(number), strict=True)
        self.asks = tuple([Ask(keys, sum(map(index.idf, keys)), words, reader) for keys, words in ways])
        """Its ways to ask."""

    @cached_property
    def named(self) -> frozenset[str]:
        """The names among its own keys."""
        return frozenset(key for key in self.own if kind_of(key) in _NAMES)

    @cached_property
    def counted(self) -> frozenset[str]:
        """The keys of all whose number its ways to ask ask for."""
        return frozenset(key for ask in self.asks if (key := ask.counted))


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
        return self._index.any_has(self._of[cooperation], key)

    def party(self, cooperation: str, keys: Iterable[str]) -> bool:
        """Whether a name is of somebody or some place that takes part in a cooperation, not one said in passing."""
        c = self._knowledge.cooperations[cooperation]
        taking = {p.ref for p in c.parties} | {r.person for r in c.people}
        places = {r for e in c.events for r in (e.region, e.visitor, e.host)}
        own = {key.partition(":")[2] for key in keys}
        return bool(own & (taking | places)) or any(key in self.wider(cooperation) for key in keys)

    def _aliases(self, cooperation: str) -> tuple[frozenset[str], ...]:
        """Return the keys of each name under which a cooperation is asked for as a whole."""
        return self._index.asks(self._numbers[cooperation])  # a summary is asked for by its names

    def _wider(self, cooperation: str) -> frozenset[str]:
        """Return the keys of the regions that the parties of a cooperation lie in."""
        parties = self._knowledge.cooperations[cooperation].parties
        return frozenset(REGION + a for p in parties if p.region for a in ancestors(self._knowledge, p.region))
