"""Rules about references: whatever is referred to exists."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bot.knowledge.lines import Path
from bot.knowledge.loaded import Loaded, Row
from bot.knowledge.model import Cooperation, Event, Fact, Gap, Instrument, Party, Person, Role, Tenure
from bot.knowledge.problems import Problem, did_you_mean, shown
from bot.knowledge.records import texts
from bot.text.folding import fold

PLACES = ("regions", "organisations")

REFERENCES: dict[type[Any], dict[str, tuple[str, ...]]] = {
    Tenure: {"office": ("offices",), "of": PLACES, "to": ("regions",)},
    Party: {"region": ("regions",), "organisation": ("organisations",)},
    Role: {"person": ("people",), "office": ("offices",), "of": PLACES},
    Instrument: {"sectors": ("sectors",)},
    Event: {"region": ("regions",), "visitor": PLACES, "host": PLACES},
    Fact: {"sectors": ("sectors",), "speaker": ("people",)},
    Cooperation: {"sectors": ("sectors",), "related": ("cooperations",)},
}
"""Which field of which record names a record of which tables."""


def table_references_resolve(loaded: Loaded) -> Iterator[Problem]:
    """Regions name existing parents, and people existing disagreements about their offices."""
    for row in loaded.regions:
        if row.record.parent is not None:
            yield from _resolve(loaded, row, ("parent",), row.record.parent, ("regions",))
    disagreements = {
        f"{coop.record.id}/{point.id}" for coop in loaded.cooperations for point in coop.record.discrepancies
    }
    for row, path, tenure in loaded.parts:
        ref = tenure.discrepancy if isinstance(tenure, Tenure) else None
        if ref is None or ref in disagreements:
            continue
        cooperation, slash, point = ref.partition("/")
        if not slash or not (cooperation in loaded.broken or point in loaded.broken):
            form = "" if slash else "; it is written cooperation/discrepancy"
            message = f"there is no discrepancy {shown(ref)}{form}{did_you_mean(ref, disagreements)}"
            yield loaded.problem(row, (*path, "discrepancy"), message)


def part_references_resolve(loaded: Loaded) -> Iterator[Problem]:
    """What people and cooperations are made of names existing records of the tables, and of its own cooperation."""
    facts = {row.file: {fact.id for fact in row.record.facts} for row in loaded.cooperations}
    points = {row.file: {point.id for point in row.record.discrepancies} for row in loaded.cooperations}
    for row, path, part in loaded.parts:
        for name, tables in REFERENCES.get(type(part), {}).items():
            value = getattr(part, name)
            if isinstance(value, tuple):
                for index, ref in enumerate(value):
                    yield from _resolve(loaded, row, (*path, name, index), ref, tables)
            elif value is not None:
                yield from _resolve(loaded, row, (*path, name), value, tables)
        if isinstance(part, Instrument | Event | Fact) and part.discrepancy is not None:
            yield from _local(loaded, row, (*path, "discrepancy"), part.discrepancy, points[row.file], "discrepancy")
        elif isinstance(part, Gap):
            for index, near in enumerate(part.near):
                yield from _local(loaded, row, (*path, "near", index), near, facts[row.file], "fact")
        elif isinstance(part, Cooperation) and part.id in part.related:
            place = (*path, "related", part.related.index(part.id))
            yield loaded.problem(row, place, "a cooperation is not related to itself; remove it")


def citations_resolve(loaded: Loaded) -> Iterator[Problem]:
    """Every citation names an existing source, and no list of citations names one twice."""
    seen: set[tuple[int, Path, str]] = set()
    for row, path, citation in loaded.citations:
        yield from _resolve(loaded, row, (*path, "source"), citation.source, ("sources",))
        key = (id(row), path[:-1], citation.source)
        if key in seen:
            message = f"the source {shown(citation.source)} is cited twice here; join the evidence of both"
            yield loaded.problem(row, (*path, "source"), message)
        seen.add(key)


def sources_are_used(loaded: Loaded) -> Iterator[Problem]:
    """A source that no record cites is likely a record that was forgotten; that is only a warning."""
    used = {citation.source for _, _, citation in loaded.citations}
    for row in loaded.sources:
        # While a record is set aside for its shape, nobody knows what it cites.
        if row.record.id not in used and not loaded.broken and not loaded.unreadable:
            yield loaded.problem(row, ("id",), "no record cites this source", "warning")


def records_are_referred_to(loaded: Loaded) -> Iterator[Problem]:
    """Every person and organisation is referred to or named in a text; one that is not is dead, or not yet linked."""
    used: set[str] = set()
    for _, _, part in loaded.parts:
        for name in REFERENCES.get(type(part), {}):
            value = getattr(part, name)
            used.update(value if isinstance(value, tuple) else () if value is None else (value,))
    # A person with an office is an answer as it is.
    idle: list[Row[Any]] = [row for row in loaded.people if row.record.id not in used and not row.record.tenures]
    idle += [row for row in loaded.organisations if row.record.id not in used]
    if not idle:
        return
    written = " ".join(fold(f"{text.id} {text.en}") for row in loaded.cooperations for _, text in texts(row.record))
    for row in idle:
        record = row.record
        names = {*((record.name,) if isinstance(record, Person) else (record.name.id, record.name.en)), *record.aliases}
        if not any(f" {fold(name)} " in f" {written} " for name in names):
            yield loaded.problem(row, ("id",), "no record refers to it and no text names it", "warning")


def parents_form_no_circle(loaded: Loaded) -> Iterator[Problem]:
    """No region lies in itself, however many levels up."""
    parents = {row.record.id: row.record.parent for row in loaded.regions}
    settled: set[str] = set()
    for row in loaded.regions:
        way: dict[str, None] = {}
        here: str | None = row.record.id
        while here is not None and here not in settled and here not in way:
            way[here] = None
            here = parents.get(here)
        if here is not None and here in way:
            circle = [*list(way)[list(way).index(here) :], here]
            yield loaded.problem(row, ("parent",), f"the region lies in itself: {' -> '.join(circle[:10])}")
        settled.update(way)


def _resolve(loaded: Loaded, row: Row[Any], path: Path, ref: str, tables: tuple[str, ...]) -> Iterator[Problem]:
    if any(loaded.has(table, ref) for table in tables):
        return
    rooms = [loaded.cooperations if table == "cooperations" else loaded.tables[table] for table in tables]
    known = [other.record.id for room in rooms for other in room]
    files = " or ".join(f"{table}.yaml" for table in tables)
    where = "cooperation" if tables == ("cooperations",) else f"record in {files}"
    yield loaded.problem(row, path, f"there is no {where} with the id {shown(ref)}{did_you_mean(ref, known)}")


def _local(loaded: Loaded, row: Row[Any], path: Path, ref: str, known: set[str], what: str) -> Iterator[Problem]:
    if ref not in known and ref not in loaded.broken:
        message = f"this cooperation has no {what} with the id {shown(ref)}{did_you_mean(ref, known)}"
        yield loaded.problem(row, path, message)
