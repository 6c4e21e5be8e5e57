"""What a draft has to tell: doubts, guesses, likely duplicates, records to add."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from bot.drafting.dates import Found
from bot.drafting.duplicates import Likeness
from bot.drafting.findings import Findings
from bot.drafting.notes import Note, Value
from bot.drafting.organisations import Body
from bot.knowledge.model import Knowledge, Source

MOST_OF_A_KIND = 12


def notes(
    findings: Findings,
    knowledge: Knowledge,
    alike: Sequence[Likeness],
    known: Source | None,
    *,
    anchored: bool,
    url_day: date | None,
    tables: Mapping[str, Sequence[Mapping[str, Any]]],
) -> tuple[Note, ...]:
    """Return all notes, the warnings first, each once."""
    found = [
        *_sources(known, anchored=anchored, url_day=url_day, findings=findings),
        *_alike(alike),
        *_dates(findings.dates),
        *_people(findings, knowledge),
        *_places(findings),
        *_guesses(findings),
        *_added(tables),
    ]
    unique = list({(note.key, tuple(note.values.items())): note for note in found}.values())
    return tuple(sorted(unique, key=lambda note: not note.warning))


def _sources(known: Source | None, *, anchored: bool, url_day: date | None, findings: Findings) -> Iterator[Note]:
    if known:
        yield Note("draft.source.known", {"source": known.id}, warning=True)
    if url_day:
        yield Note("draft.published.url", {"day": url_day})
    elif not anchored:
        yield Note("draft.published.unknown", warning=any(one.relative for one in findings.dates))
    if findings.article.title is None and known is None:
        yield Note("draft.title.missing")


def _alike(alike: Sequence[Likeness]) -> Iterator[Note]:
    for one in alike[:MOST_OF_A_KIND]:
        values: dict[str, Value] = {"id": one.cooperation.id, "parties": ", ".join(one.shared)}
        if one.apart is None:
            yield Note("draft.alike", values, warning=one.same_parties)
        else:
            key = "draft.alike.days" if one.same_parties else "draft.alike.shared.days"
            yield Note(key, {**values, "days": one.apart}, warning=True)


def _dates(found: Sequence[Found]) -> Iterator[Note]:
    for one in found:
        if not one.fits and one.first:
            # Where the weekday was written beside a day that is not its own, one of the two is wrong.
            values: dict[str, Value] = {"said": one.said, "day": one.first}
            if one.instead:
                yield Note("draft.date.weekday", {**values, "instead": one.instead[0]}, warning=True)
            else:
                yield Note("draft.date.weekday.nothing", values, warning=True)
        elif one.first is None or one.last is None:
            yield Note("draft.date.unresolved", {"said": one.said}, warning=True)
        elif one.relative:
            meant: Value = one.first if one.first == one.last else (one.first, one.last)
            yield Note("draft.date.relative", {"said": one.said, "meant": meant})


def _people(findings: Findings, knowledge: Knowledge) -> Iterator[Note]:
    for named in findings.people:
        if named.spelt_twice:
            spellings = ", ".join(dict.fromkeys(named.written))
            yield Note("draft.person.spelling", {"name": named.name, "written": spellings}, warning=True)
        title = named.title
        if title is None:
            yield Note("draft.person.office", {"name": named.name})
            continue
        held = [tenure for tenure in named.person.tenures if tenure.of == title.of] if named.person else []
        if held and title.office and title.office not in {tenure.office for tenure in held}:
            office = knowledge.offices[held[0].office].name.id
            yield Note(
                "draft.person.other_office", {"name": named.name, "said": title.name, "known": office}, warning=True
            )
        for other in knowledge.people.values():
            same = any(
                tenure.office == title.office and tenure.of == title.of and tenure.of for tenure in other.tenures
            )
            if same and title.office and (named.person is None or named.person.id != other.id):
                values: dict[str, Value] = {"said": title.name, "name": named.name, "known": other.name}
                yield Note("draft.person.other_holder", values, warning=True)


def _places(findings: Findings) -> Iterator[Note]:
    for name, reading in findings.places.unsure[:MOST_OF_A_KIND]:
        yield Note("draft.place.unsure", {"name": name, "taken": reading})
    for name in findings.places.unknown[:MOST_OF_A_KIND]:
        yield Note("draft.place.unknown", {"name": name}, warning=True)


def _guesses(findings: Findings) -> Iterator[Note]:
    if findings.parties:
        named = ", ".join(side.who.shown if isinstance(side.who, Body) else side.who.name for side in findings.parties)
        yield Note("draft.parties", {"parties": named})
    else:
        yield Note("draft.parties.none", warning=True)
    if findings.category:
        yield Note("draft.category", {"category": findings.category.value})
    else:
        yield Note("draft.category.none")
    yield Note("draft.stage", {"stage": findings.stage.value})
    if not findings.sectors:
        yield Note("draft.sectors.none", warning=True)


def _added(tables: Mapping[str, Sequence[Mapping[str, Any]]]) -> Iterator[Note]:
    for name, rows in tables.items():
        ids = ", ".join(str(row["id"]) for row in rows)
        yield Note("draft.add", {"file": name, "ids": ids})
