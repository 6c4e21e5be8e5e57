"""A question as the search sees it: its words after repair, and its weighted terms."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


class Origin(StrEnum):
    """How a typed word came to be understood."""

    OWN = "own"
    """The records use it."""
    KNOWN = "known"
    """A real word or number that no record uses."""
    REPAIRED = "repaired"
    UNKNOWN = "unknown"
    FILLER = "filler"


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a question: as typed, as understood, and how."""

    typed: str
    word: str
    origin: Origin
    similarity: float = 1.0


class QueryTerm(NamedTuple):
    """One term of a question with its weight, over the words `start` to `end` (exclusive)."""

    key: str
    weight: float
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Query:
    """The words and terms of one question; terms of weight 0 are left out."""

    text: str
    words: tuple[Word, ...]
    terms: tuple[QueryTerm, ...]
    others: tuple[tuple[str, ...], ...] = ()
    """For each word, what else it may stand for."""

    @property
    def understood(self) -> tuple[str, ...]:
        """The words as understood, in order."""
        return tuple(w.word for w in self.words)


class Hit(NamedTuple):
    """One found document with its score and what each part of the score gave."""

    id: str
    score: float
    coverage: float
    """Share of the question's weight that the document contains, 0 to 1."""
    likeness: float
    """How alike the question and the best of the document's ways to ask are, 0 to 1."""
    parts: tuple[tuple[str, float], ...] = ()
