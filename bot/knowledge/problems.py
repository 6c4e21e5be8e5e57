"""What is wrong in the knowledge, and where; said in either language.

KnowledgeError
    raised by `loading.load` with every problem of every file.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from typing import Literal, TypeAlias

from bot.phrases.dates import long_date
from bot.phrases.table import phrase

Severity = Literal["error", "warning"]
Value: TypeAlias = "str | int | date | Complaint | tuple[Complaint, ...]"
"""What a complaint is about; a part that has words of its own is a complaint again, several stand one after another."""


@dataclass(frozen=True, slots=True)
class Complaint:
    """What is wrong, and what would be right: the rule that is broken with its values, in no language yet."""

    rule: str
    """Its words are the phrase `check.<rule>`."""
    values: tuple[tuple[str, Value], ...] = ()

    def said(self, language: str = "en") -> str:
        """Return the sentence in a language."""
        values = {name: _worded(value, language) for name, value in self.values}
        return phrase(language, "check." + self.rule, **values)


def complaint(rule: str, **values: Value) -> Complaint:
    """Return a complaint; what is typed in a file is given as `shown` quotes it."""
    return Complaint(rule, tuple(values.items()))


def _worded(value: Value, language: str) -> str:
    if isinstance(value, Complaint):
        return value.said(language)
    if isinstance(value, tuple):
        return "; ".join(one.said(language) for one in value)
    return long_date(value, language) if isinstance(value, date) else str(value)


@dataclass(frozen=True)
class Problem:
    """One thing to put right: in which file, on which line, in which record; problems sort by their place."""

    file: str
    """Path inside the knowledge folder, with forward slashes."""
    line: int
    id: str
    """The record: `kota-palu`, `palu-balikpapan/tanggal-kunjungan`; the file's stem where no record is known."""
    complaint: Complaint
    severity: Severity = "error"

    @property
    def message(self) -> str:
        """What is wrong, in English."""
        return self.complaint.said()

    def said(self, language: str = "en") -> str:
        """Return the problem with its address, on one line."""
        key = "check.at.warning" if self.severity == "warning" else "check.at.error"
        said = self.complaint.said(language)
        return phrase(language, key, file=self.file, line=self.line, id=self.id, message=said)

    def __str__(self) -> str:
        return self.said()

    def __lt__(self, other: Problem) -> bool:
        here, there = (self.file, self.line, self.id), (other.file, other.line, other.id)
        # Sentences are only made where the place does not decide.
        return here < there or (here == there and self._told() < other._told())

    def _told(self) -> tuple[str, str]:
        return self.message, self.severity


class KnowledgeError(Exception):
    """The knowledge cannot be used as it stands; `problems` says why, all of it at once."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(problems))
        super().__init__("\n".join(map(str, self.problems)))


def shown(value: object) -> str:
    """Return a value as a message quotes it: on one line, in backquotes, cut where it is long."""
    text = " ".join(str(value).split())
    return f"`{text[:57]}...`" if len(text) > 60 else f"`{text}`"


def did_you_mean(word: str, known: Collection[str]) -> Complaint | str:
    """Return the offer of the known word that comes closest, to be put behind a message; "" where none is close."""
    # Comparing is slow; of so many words that it would show, none is offered.
    close = get_close_matches(word[:60], sorted(known), n=1) if len(known) <= 2000 else []
    return complaint("part.guess", word=shown(close[0])) if close else ""
