"""Rules about weekdays: a day of the week and a date beside each other belong together."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from bot.knowledge.loaded import Loaded
from bot.knowledge.model import Discrepancy, Event, Fact, Instrument, Reading
from bot.knowledge.problems import Problem, shown
from bot.knowledge.records import texts
from bot.phrases.dates import MONTHS, WEEKDAYS, long_date

_WEEKDAY = {name: number for names in WEEKDAYS.values() for number, name in enumerate(names)} | {"jum'at": 4, "ahad": 6}
_MONTH = {name: number for names in MONTHS.values() for number, name in enumerate(names, 1)}
_DATED = re.compile(
    rf"\b({'|'.join(_WEEKDAY)})\b[\s,(]*(?:tanggal|pagi|siang|sore|malam|morning|evening)?[\s,(]*"
    rf"(\d{{1,2}})(?:\s+({'|'.join(_MONTH)})\s+|[/-](\d{{1,2}})[/-])(\d{{4}})",
    re.IGNORECASE,
)


def weekdays_fit_their_dates(loaded: Loaded) -> Iterator[Problem]:
    """A text names no weekday that its date has not; what a source got wrong is quoted in a discrepancy."""
    for row in loaded.cooperations:
        for path, text in texts(row.record):
            if path[0] != "discrepancies":
                for language in ("id", "en"):
                    for written, right in wrong_weekdays(text[language], language):
                        message = f"{shown(written)}: that day is {right}; write it as {{2025-05-30}}"
                        yield loaded.problem(row, (*path, language), message)


def quoted_weekdays_are_explained(loaded: Loaded) -> Iterator[Problem]:
    """Where the evidence itself has a weekday that does not fit its date, the record says so in a discrepancy."""
    for row, path, part in loaded.parts:
        if isinstance(part, Reading | Discrepancy) or getattr(part, "discrepancy", None) is not None:
            continue
        if isinstance(part, Fact | Event | Instrument):
            for index, citation in enumerate(part.sources):
                for number, phrase in enumerate(citation.evidence):
                    for written, right in wrong_weekdays(phrase, "id"):
                        place = (*path, "sources", index, "evidence", number)
                        message = f"the article writes {shown(written)}, but that day is {right}; add a discrepancy"
                        yield loaded.problem(row, place, message)


def wrong_weekdays(text: str, language: str) -> Iterator[tuple[str, str]]:
    """Yield each weekday with its date that do not fit, as written, and the day with its right weekday."""
    for found in _DATED.finditer(text):
        month = _MONTH[found[3].lower()] if found[3] else int(found[4])
        try:
            day = date(int(found[5]), month, int(found[2]))
        except ValueError:
            continue  # "Jumat, 31/4/2025" is no day at all; what it should be nobody can tell here
        if day.weekday() != _WEEKDAY[found[1].lower()]:
            yield found[0], long_date(day, language)
