"""Asks every record its own questions through the real engine: what is listed must find what it is listed for."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from bot.answering.engine import Engine
from bot.answering.entries import Entry
from bot.curating.finding import found
from bot.knowledge.lines import Path
from bot.knowledge.loaded import Loaded
from bot.knowledge.model import Cooperation, Discrepancy, Fact
from bot.knowledge.problems import Problem, complaint, shown

SHOWN = 3
"""Questions that one problem quotes; a curator sees from a few what is wrong with the rest."""


@dataclass(frozen=True, slots=True)
class Lost:
    """An entry with those of its questions that do not find it."""

    entry: Entry
    questions: tuple[tuple[str, str], ...]
    """Language and question."""
    asked: int
    """How many questions it has in all."""

    @property
    def unreachable(self) -> bool:
        """Whether no question finds it."""
        return len(self.questions) == self.asked


def run(engine: Engine, only: Collection[str] | None = None) -> list[Lost]:
    """Return the entries that some of their own questions do not find; with `only` of these cooperations alone.

    About 2.5 ms a question.
    """
    chosen = [e for e in engine.entries.values() if only is None or e.cooperation.id in only]
    return [lost for entry in chosen if (lost := _lost(engine, entry)) is not None]


def _lost(engine: Engine, entry: Entry) -> Lost | None:
    asked = [(language, question) for language in ("id", "en") for question in entry.questions[language]]
    missed = tuple(one for one in asked if not found(engine.explain(one[1]), entry))
    return Lost(entry, missed, len(asked)) if missed else None


def problems(loaded: Loaded, lost: Collection[Lost]) -> Iterator[Problem]:
    """Yield each as a problem in its file: an error where no question finds the entry, else a warning."""
    rows = {row.record.id: row for row in loaded.cooperations}
    for one in lost:
        row = rows[one.entry.cooperation.id]
        quoted = ", ".join(shown(question) for _, question in one.questions[:SHOWN])
        more = len(one.questions) - SHOWN
        rest = complaint("part.more", count=more) if more > 0 else ""
        if one.unreachable:
            said = complaint("not_found", asked=one.asked, questions=quoted, rest=rest)
        elif len(one.questions) == 1:
            said = complaint("one_question_lost", asked=one.asked, question=quoted)
        else:
            missed = len(one.questions)
            said = complaint("questions_lost", lost=missed, asked=one.asked, questions=quoted, rest=rest)
        path = _path(row.record, one.entry, one.questions[0])
        yield loaded.problem(row, path, said, "error" if one.unreachable else "warning")


def _path(cooperation: Cooperation, entry: Entry, question: tuple[str, str]) -> Path:
    """Return the way to a question inside its cooperation."""
    language, text = question
    record = entry.record
    at = entry.questions[language].index(text)
    if record is None:
        return ("aliases", language, at)
    field = "facts" if isinstance(record, Fact) else "discrepancies" if isinstance(record, Discrepancy) else "gaps"
    index = next(index for index, one in enumerate(getattr(cooperation, field)) if one.id == record.id)
    return (field, index, "questions", language, at)
