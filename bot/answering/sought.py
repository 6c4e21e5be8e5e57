"""What a question seeks: its names, its matter and what it asks for, worked out once for all entries weighed for it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from bot.answering import thresholds as t
from bot.answering.cues import doubts, its_own, which
from bot.answering.heads import head
from bot.answering.names import OFFICE, figure, year
from bot.answering.reading import WORDY, Group, Mention, Reader, Reading
from bot.knowledge.model import QuestionKind
from bot.search.index import Index
from bot.search.query import Origin

STRICT = frozenset(
    {QuestionKind.SIAPA, QuestionKind.KAPAN, QuestionKind.DI_MANA, QuestionKind.BERAPA, QuestionKind.MENGAPA}
)
"""Kinds of question that only an entry asked with the same kind answers."""
LONG = 6
"""Letters from which a real word is taken as it stands, whatever it is near."""
UNHEARD = 8
"""Letters from which a word that nobody knows is a word, and no slip of the finger."""
_OPEN = frozenset({QuestionKind.APA, QuestionKind.BAGAIMANA})


class Part(NamedTuple):
    """A stretch of the question, as it is looked for among the characters by which the index knows terms."""

    key: str
    """Its likeliest meaning."""
    weight: float
    options: tuple[tuple[float, str], ...]
    """How much each meaning covers of it, and its character; the largest first."""
    matter: bool
    """Whether it is none of the names and offices."""
    typed: bool
    """Whether it stands as it was typed, and no guess is made at it."""

    def covered(self, terms: str) -> float:
        """Return how much of its weight some terms cover."""
        for weight, character in self.options:
            if character in terms:
                return weight
        return 0.0


class Name(NamedTuple):
    """A name in the question, other than an office."""

    mention: Mention
    characters: str
    """By which the index knows what it may mean."""
    owning: bool
    """Whether what is asked is its own."""


@dataclass(frozen=True, slots=True)
class Sought:
    """What a question seeks, the same for every entry that is weighed for it."""

    reading: Reading
    names: tuple[Name, ...]
    asked: frozenset[QuestionKind]
    """Kinds that only an entry asked with the same kind answers."""
    open_kind: bool
    lacking: tuple[tuple[Part, float], ...]
    """Properties and numbers, with the factor for an entry that lacks them."""
    parts: tuple[Part, ...]
    """The stretches of the question proper."""
    matter: tuple[Part, ...]
    """Those of them that are no names and offices."""
    weighty: bool
    """Whether the matter has weight enough to be asked for."""
    strange: float
    """The factor where too much of the matter are words that no record uses, else 1."""
    heads: tuple[Part, ...]
    """The nouns that a question word asks for, "baju apa", and years."""
    unheard: bool
    """Whether the very thing asked for is one of them."""
    counted: str | None
    """The key of what is counted, "berapa UMKM", where that is asked."""
    doubts: bool
    """Whether the question doubts what it says."""


class Seeker:
    """Works out what questions seek."""

    def __init__(self, index: Index, reader: Reader, properties: Iterable[str]) -> None:
        """Take what knows terms and question words, and the keys of properties that can be asked for."""
        self._index = index
        self._reader = reader
        self.properties = frozenset(properties)

    def sought(self, reading: Reading) -> Sought:
        """Return what a question seeks."""
        start, end = reading.asking
        lacking: list[tuple[Part, float]] = []
        for group in reading.groups:
            key = group.keys[0][0]
            if group.start >= start and group.end <= end:
                if any(k in self.properties and weight >= group.weight for k, weight in group.keys):
                    lacking.append((self._part(reading, group), t.MISSING_PROPERTY))
                elif figure(key) and key not in reading.doubted:
                    lacking.append((self._part(reading, group), t.MISSING_NUMBER))
        content = reading.content
        matter = tuple(g for g in reading.inside if g.keys[0][0] in content)
        strange = [g for g in matter if self._strange(reading, g)]
        parts = tuple(self._part(reading, g) for g in reading.inside)
        names = (m for m in reading.mentions if m.in_focus and m.kind != OFFICE)
        return Sought(
            reading,
            tuple(Name(m, self._index.characters(m.keys), its_own(reading, m)) for m in names),
            reading.kinds & STRICT,
            bool(reading.kinds & _OPEN),
            tuple(lacking),
            parts,
            tuple(part for part in parts if part.matter),
            sum(g.weight for g in matter) >= t.MATTER,
            self._strangeness(reading, len(strange), len(matter)),
            tuple(
                part
                for group, part in zip(reading.inside, parts, strict=True)
                if part.matter and (head(reading.words, group.start, group.end, part.key) or year(part.key))
            ),
            len(reading.groups) <= WORDY and any(which(reading.words, g) for g in matter if self._unused(reading, g)),
            self._reader.counted(reading.words) if QuestionKind.BERAPA in reading.kinds else None,
            doubts(reading.words),
        )

    def _part(self, reading: Reading, group: Group) -> Part:
        spelt = ((weight, self._index.characters([key])) for weight, key in group.options)
        return Part(
            group.keys[0][0],
            group.weight,
            tuple(option for option in spelt if option[1]),
            group.keys[0][0] in reading.content,
            all(w.typed == w.word for w in reading.query.words[group.start : group.end]),
        )

    def _strangeness(self, reading: Reading, strange: int, matter: int) -> float:
        if not strange * t.STRANGE_SHARE >= matter > 0:
            return 1.0
        bare = not reading.mentions and len(reading.groups) <= WORDY
        return t.NOTHING_BUT_NAMES if bare or (strange == matter and reading.named) else t.STRANGE

    def _strange(self, reading: Reading, group: Group) -> bool:
        """Whether a stretch of the question is a real word, meant as typed, that no record uses: "bioskop"."""
        words = reading.query.words[group.start : group.end]
        # A short word beside one of the records may be a slip of it; a long one is meant as it stands.
        slips = any(reading.query.others[group.start : group.end]) and any(len(w.word) < LONG for w in words)
        return not slips and self._unused(reading, group)

    def _unused(self, reading: Reading, group: Group) -> bool:
        """Whether a stretch of the question is a real word that no record uses, though it may be a slip of one."""
        key = group.keys[0][0]
        words = reading.query.words[group.start : group.end]
        # What nobody knows and nothing is near is no slip, if it is long: "photosynthesis".
        unknown = (w.origin is Origin.UNKNOWN and len(w.word) >= UNHEARD for w in words)
        real = all(w.origin is Origin.KNOWN or long for w, long in zip(words, unknown, strict=True))
        return real and not self._index.known(key) and key not in self._index.fillers
