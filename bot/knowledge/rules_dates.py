"""Rules about the order of days: nothing is reported before it happens."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from bot.knowledge.loaded import Loaded
from bot.knowledge.model import Citation, InstrumentStatus
from bot.knowledge.problems import Problem, complaint, shown

SEEN_WITHIN = timedelta(days=365)
"""How long ago an address may have answered for the last time."""


def articles_are_published_before_they_are_read(loaded: Loaded) -> Iterator[Problem]:
    """The day of access is not before the day of publication."""
    for row in loaded.sources:
        source = row.record
        if source.published and source.accessed and source.accessed < source.published:
            said = complaint(
                "accessed_before_published", accessed=str(source.accessed), published=str(source.published)
            )
            yield loaded.problem(row, ("accessed",), said)


def sources_were_seen_lately(loaded: Loaded) -> Iterator[Problem]:
    """An address that is shown to people answered within a year; that nobody looked lately is only a warning."""
    for row in loaded.sources:
        seen = row.record.accessed
        if row.record.url and seen and loaded.today - seen > SEEN_WITHIN:
            yield loaded.problem(row, ("accessed",), complaint("seen_long_ago", day=str(seen)), "warning")


def events_come_before_their_articles(loaded: Loaded) -> Iterator[Problem]:
    """An event is not dated after the publication of an article that reports it."""
    days = _published(loaded)
    for row in loaded.cooperations:
        for index, event in enumerate(row.record.events):
            for citation, published in _too_early(days, event.date, event.sources):
                said = complaint(
                    "event_after_source", day=str(event.date), source=shown(citation), published=str(published)
                )
                yield loaded.problem(row, ("events", index, "date"), said)


def signings_come_before_their_articles(loaded: Loaded) -> Iterator[Problem]:
    """An instrument that is signed was signed before its articles; one that is planned is planned for later."""
    days = _published(loaded)
    for row in loaded.cooperations:
        for index, instrument in enumerate(row.record.instruments):
            place = ("instruments", index, "date")
            if instrument.status is InstrumentStatus.DITANDATANGANI:
                for citation, published in _too_early(days, instrument.date, instrument.sources):
                    source, signed = shown(citation), str(instrument.date)
                    said = complaint("signed_after_source", day=signed, source=source, published=str(published))
                    yield loaded.problem(row, place, said)
            elif instrument.date is not None:
                first = min((days[one.source] for one in instrument.sources if one.source in days), default=date.min)
                if instrument.date < first:
                    said = complaint("planned_before_source", day=str(instrument.date), published=str(first))
                    yield loaded.problem(row, place, said)


def _published(loaded: Loaded) -> dict[str, date]:
    return {row.record.id: row.record.published for row in loaded.sources if row.record.published is not None}


def _too_early(days: dict[str, date], day: date | None, cited: tuple[Citation, ...]) -> Iterator[tuple[str, date]]:
    for citation in cited:
        published = days.get(citation.source)
        if day and published and published < day:
            yield citation.source, published
