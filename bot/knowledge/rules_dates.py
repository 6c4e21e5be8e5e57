"""Rules about the order of days: nothing is reported before it happens."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from bot.knowledge.loaded import Loaded
from bot.knowledge.model import Citation, InstrumentStatus
from bot.knowledge.problems import Problem, shown

SEEN_WITHIN = timedelta(days=365)
"""How long ago an address may have answered for the last time."""


def articles_are_published_before_they_are_read(loaded: Loaded) -> Iterator[Problem]:
    """The day of access is not before the day of publication."""
    for row in loaded.sources:
        source = row.record
        if source.published and source.accessed and source.accessed < source.published:
            message = f"was accessed on {source.accessed}, before it was published on {source.published}"
            yield loaded.problem(row, ("accessed",), message)


def sources_were_seen_lately(loaded: Loaded) -> Iterator[Problem]:
    """An address that is shown to people answered within a year; that nobody looked lately is only a warning."""
    for row in loaded.sources:
        seen = row.record.accessed
        if row.record.url and seen and loaded.today - seen > SEEN_WITHIN:
            message = f"was last seen on {seen}, more than a year ago; look whether the address still answers"
            yield loaded.problem(row, ("accessed",), message, "warning")


def events_come_before_their_articles(loaded: Loaded) -> Iterator[Problem]:
    """An event is not dated after the publication of an article that reports it."""
    days = _published(loaded)
    for row in loaded.cooperations:
        for index, event in enumerate(row.record.events):
            for citation, published in _too_early(days, event.date, event.sources):
                message = f"is dated {event.date}, after its source {shown(citation)} was published ({published})"
                yield loaded.problem(row, ("events", index, "date"), message)


def signings_come_before_their_articles(loaded: Loaded) -> Iterator[Problem]:
    """An instrument that is signed was signed before its articles; one that is planned is planned for later."""
    days = _published(loaded)
    for row in loaded.cooperations:
        for index, instrument in enumerate(row.record.instruments):
            place = ("instruments", index, "date")
            if instrument.status is InstrumentStatus.DITANDATANGANI:
                for citation, published in _too_early(days, instrument.date, instrument.sources):
                    after = f"after its source {shown(citation)} was published ({published})"
                    yield loaded.problem(row, place, f"is signed on {instrument.date}, {after}")
            elif instrument.date is not None:
                first = min((days[one.source] for one in instrument.sources if one.source in days), default=date.min)
                if instrument.date < first:
                    message = f"is planned for {instrument.date}, before its first source was published ({first})"
                    yield loaded.problem(row, place, message)


def _published(loaded: Loaded) -> dict[str, date]:
    return {row.record.id: row.record.published for row in loaded.sources if row.record.published is not None}


def _too_early(days: dict[str, date], day: date | None, cited: tuple[Citation, ...]) -> Iterator[tuple[str, date]]:
    for citation in cited:
        published = days.get(citation.source)
        if day and published and published < day:
            yield citation.source, published
