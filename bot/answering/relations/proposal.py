"""What a relation offers: an outcome, and which terms of the question it explains."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.answering.candidates import Candidate, Weigher
from bot.answering.compose import Composer
from bot.answering.outcomes import Answer, Outcome
from bot.answering.reading import Reading
from bot.answering.relations.lookup import Lookup, first_day
from bot.answering.relations.narrowing import Narrowing
from bot.answering.relations.sectors import Sectors
from bot.knowledge.model import Cooperation, Event, Knowledge
from bot.phrases.dates import long_date
from bot.phrases.table import phrase


@dataclass(frozen=True, slots=True)
class Proposal:
    """An outcome and the keys of the question that it takes into account."""

    relation: str
    outcome: Outcome
    explained: frozenset[str]
    certain: bool = False
    """True where the relation must not be overruled by a fact that merely resembles the question."""

    @property
    def several(self) -> bool:
        """Whether it lists things of more than one cooperation."""
        return isinstance(self.outcome, Answer) and len(self.outcome.items) > 1 and self.outcome.entry is None

    def coverage(self, reading: Reading) -> float:
        """Return the share of the question's weight that is explained."""
        return reading.coverage(self.explained)


@dataclass(frozen=True, slots=True)
class Records:
    """What relations look at: one load, its composer and weigher, today's date for "last year", and what was found."""

    knowledge: Knowledge
    composer: Composer
    weigher: Weigher
    sectors: Sectors
    lookup: Lookup
    narrowing: Narrowing
    today: date
    found: Sequence[Candidate] = ()
    """What the search finds for the question, best first."""

    def dated(self, cooperation: Cooperation) -> date | None:
        """Return the day of a cooperation's first event or signing, None where no source gives one."""
        return first_day(cooperation)

    def whence(self, cooperation: Cooperation, language: str) -> str:
        """Return the day of signing, else of the first event under its own name: no visit passes for a signing."""
        signed = min((i.date for i in cooperation.instruments if i.date), default=None)
        if signed:
            return self.when(signed, language)
        event = min((e for e in cooperation.events if e.date), key=lambda e: e.date or date.max, default=None)
        if event is None or event.date is None:
            return ""
        return phrase(
            language,
            "event.on",
            event=phrase(language, "event." + event.kind.value),
            date=long_date(event.date, language),
        )

    def when(self, day: date | None, language: str) -> str:
        """Return ", Friday, 30 May 2025" or nothing."""
        return phrase(language, "on", date=long_date(day, language)) if day else ""

    def place(self, event: Event, language: str) -> str:
        """Return ", at the city hall" or nothing."""
        if event.place:
            return phrase(language, "at", place=event.place[language])
        return ""

    def stage(self, cooperation: Cooperation, language: str) -> str:
        """Return the stage in words."""
        return phrase(language, "stage." + cooperation.stage.value)
