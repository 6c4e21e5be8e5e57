"""Rules about weekdays: a day of the week and a date beside each other belong together."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from bot.knowledge.loaded import Loaded
from bot.knowledge.model import Discrepancy, Event, Fact, Instrument, Reading
from bot.knowledge.problems import Problem, complaint, shown
from bot.knowledge.records import texts
from bot.phrases.dates import MONTHS, WEEKDAYS

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
                    for written, right in wrong_weekdays(text[language]):
                        said = complaint("weekday_wrong", written=shown(written), day=right)
                        yield loaded.problem(row, (*path, language), said)


def quoted_weekdays_are_explained(loaded: Loaded) -> Iterator[Problem]:
    """Where the evidence itself has a weekday that does not fit its date, the record says so in a discrepancy."""
    for row, path, part in loaded.parts:
        if isinstance(part, Reading | Discrepancy) or getattr(part, "discrepancy", None) is not None:
            continue
        if isinstance(part, Fact | Event | Instrument):
            for index, citation in enumerate(part.sources):
                for number, phrase in enumerate(citation.evidence):
                    for written, right in wrong_weekdays(phrase):
                        place = (*path, "sources", index, "evidence", number)
                        said = complaint("quoted_weekday_wrong", written=shown(written), day=right)
                        yield loaded.problem(row, place, said)


def wrong_weekdays(text: str) -> Iterator[tuple[str, date]]:
    """Yield each weekday with its date that do not fit, as written, and the day."""
    for found in _DATED.finditer(text):
        month = _MONTH[found[3].lower()] if found[3] else int(found[4])
        try:
            day = date(int(found[5]), month, int(found[2]))
        except ValueError:
            continue  # "Jumat, 31/4/2025" is no day at all; what it should be nobody can tell here
        if day.weekday() != _WEEKDAY[found[1].lower()]:
            yield found[0], day
