"""What is wrong in the knowledge, and where.

KnowledgeError
    raised by `loading.load` with every problem of every file.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Literal

Severity = Literal["error", "warning"]


@dataclass(frozen=True, order=True)
class Problem:
    """One thing to put right: in which file, on which line, in which record; problems sort by their place."""

    file: str
    """Path inside the knowledge folder, with forward slashes."""
    line: int
    id: str
    """The record: `kota-palu`, `palu-balikpapan/tanggal-kunjungan`; the file's stem where no record is known."""
    message: str
    """What is wrong, and what would be right."""
    severity: Severity = "error"

    def __str__(self) -> str:
        prefix = "warning: " if self.severity == "warning" else ""
        return f"{self.file}:{self.line}: {self.id}: {prefix}{self.message}"


class KnowledgeError(Exception):
    """The knowledge cannot be used as it stands; `problems` says why, all of it at once."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(problems))
        super().__init__("\n".join(map(str, self.problems)))


def shown(value: object) -> str:
    """Return a value as a message quotes it: on one line, in backquotes, cut where it is long."""
    text = " ".join(str(value).split())
    return f"`{text[:57]}...`" if len(text) > 60 else f"`{text}`"


def did_you_mean(word: str, known: Collection[str]) -> str:
    """Return "; did you mean `x`?" for the known word that comes closest; empty where none is close."""
    # Comparing is slow; of so many words that it would show, none is offered.
    close = get_close_matches(word[:60], sorted(known), n=1) if len(known) <= 2000 else []
    return f"; did you mean `{close[0]}`?" if close else ""
