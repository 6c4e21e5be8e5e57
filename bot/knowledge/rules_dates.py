"""Rules about the order of days: nothing is reported before it happens."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from bot.knowledge.loaded import Loaded
from bot.knowledge.model import Citation, InstrumentStatus
from bot.knowledge.problems import Problem, shown


def articles_are_published_before_they_are_read(loaded: Loaded) -> Iterator[Problem]:
    """The day of access is not before the day of publication."""
    for row in loaded.sources:
        source = row.record
        if source.published and source.accessed and source.accessed < source.published:
            message = f"was accessed on {source.accessed}, before it was published on {source.published}"
            yield loaded.problem(row, ("accessed",), message)


def events_come_before_their_articles(loaded: Loaded) -> Iterator[Problem]:
    """An event is not dated after the publication of an article that reports it."""
    for row in loaded.cooperations:
        for index, event in enumerate(row.record.events):
            for citation, published in _too_early(loaded, event.date, event.sources):
                message = f"is dated {event.date}, after its source {shown(citation)} was published ({published})"
                yield loaded.problem(row, ("events", index, "date"), message)


def signings_come_before_their_articles(loaded: Loaded) -> Iterator[Problem]:
    """An instrument that is signed was signed before its articles; one that is planned is planned for later."""
    for row in loaded.cooperations:
        for index, instrument in enumerate(row.record.instruments):
            place = ("instruments", index, "date")
            if instrument.status is InstrumentStatus.DITANDATANGANI:
                for citation, published in _too_early(loaded, instrument.date, instrument.sources):
                    after = f"after its source {shown(citation)} was published ({published})"
                    yield loaded.problem(row, place, f"is signed on {instrument.date}, {after}")
            elif instrument.date is not None:
                days = [day for citation in instrument.sources if (day := _published(loaded, citation.source))]
                if days and instrument.date < min(days):
                    message = f"is planned for {instrument.date}, before its first source was published ({min(days)})"
                    yield loaded.problem(row, place, message)


def _too_early(loaded: Loaded, day: date | None, cited: tuple[Citation, ...]) -> Iterator[tuple[str, date]]:
    for citation in cited:
        published = _published(loaded, citation.source)
        if day and published and published < day:
            yield citation.source, published


def _published(loaded: Loaded, id_: str) -> date | None:
    return next((row.record.published for row in loaded.sources if row.record.id == id_), None)
