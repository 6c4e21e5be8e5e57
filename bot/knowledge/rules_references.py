"""Rules about references: whatever is referred to exists."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bot.knowledge.lines import Path
from bot.knowledge.loaded import Loaded, Row
from bot.knowledge.model import Cooperation, Event, Fact, Gap, Instrument, Party, Person, Role, Tenure
from bot.knowledge.problems import Complaint, Problem, complaint, did_you_mean, shown
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
        parent = row.record.parent
        if parent is not None and not loaded.has(("regions",), parent):
            yield _missing(loaded, row, ("parent",), parent, ("regions",))
    disagreements = {
        f"{coop.record.id}/{point.id}" for coop in loaded.cooperations for point in coop.record.discrepancies
    }
    for row, path, tenure in loaded.parts:
        ref = tenure.discrepancy if type(tenure) is Tenure else None
        if ref is None or ref in disagreements:
            continue
        cooperation, slash, point = ref.partition("/")
        if not slash or not (cooperation in loaded.broken or point in loaded.broken):
            form = "" if slash else complaint("part.form_discrepancy")
            guess = did_you_mean(ref, disagreements)
            said = complaint("no_discrepancy", id=shown(ref), form=form, guess=guess)
            yield loaded.problem(row, (*path, "discrepancy"), said)


def part_references_resolve(loaded: Loaded) -> Iterator[Problem]:
    """What people and cooperations are made of names existing records of the tables, and of its own cooperation."""
    facts = {row.file: {fact.id for fact in row.record.facts} for row in loaded.cooperations}
    points = {row.file: {point.id for point in row.record.discrepancies} for row in loaded.cooperations}
    for row, path, part in loaded.parts:
        for name, tables in REFERENCES.get(type(part), {}).items():
            value = getattr(part, name)
            if type(value) is tuple:
                for index, ref in enumerate(value):
                    if not loaded.has(tables, ref):
                        yield _missing(loaded, row, (*path, name, index), ref, tables)
            elif value is not None and not loaded.has(tables, value):
                yield _missing(loaded, row, (*path, name), value, tables)
        if type(part) is Instrument or type(part) is Event or type(part) is Fact:
            if part.discrepancy is not None:
                yield from _local(loaded, row, (*path, "discrepancy"), part.discrepancy, points[row.file])
        elif type(part) is Gap:
            for index, near in enumerate(part.near):
                yield from _local(loaded, row, (*path, "near", index), near, facts[row.file])
        elif type(part) is Cooperation and part.id in part.related:
            place = (*path, "related", part.related.index(part.id))
            yield loaded.problem(row, place, complaint("related_to_itself"))


def citations_resolve(loaded: Loaded) -> Iterator[Problem]:
    """Every citation names an existing source, and no list of citations names one twice."""
    seen: set[tuple[int, Path, str]] = set()
    for row, path, citation in loaded.citations:
        if not loaded.has(("sources",), citation.source):
            yield _missing(loaded, row, (*path, "source"), citation.source, ("sources",))
        key = (id(row), path[:-1], citation.source)
        if key in seen:
            yield loaded.problem(row, (*path, "source"), complaint("cited_twice", source=shown(citation.source)))
        seen.add(key)


def sources_are_used(loaded: Loaded) -> Iterator[Problem]:
    """A source that no record cites is likely a record that was forgotten; that is only a warning."""
    used = {citation.source for _, _, citation in loaded.citations}
    for row in loaded.sources:
        # While a record is set aside for its shape, nobody knows what it cites.
        if row.record.id not in used and not loaded.broken and not loaded.unreadable:
            yield loaded.problem(row, ("id",), complaint("source_not_cited"), "warning")


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
            yield loaded.problem(row, ("id",), complaint("not_referred_to"), "warning")


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
            yield loaded.problem(row, ("parent",), complaint("region_in_itself", way=" -> ".join(circle[:10])))
        settled.update(way)


def _missing(loaded: Loaded, row: Row[Any], path: Path, ref: str, tables: tuple[str, ...]) -> Problem:
    """Return the problem of a reference into tables that have no such record."""
    rooms = [loaded.cooperations if table == "cooperations" else loaded.tables[table] for table in tables]
    known = [other.record.id for room in rooms for other in room]
    id_, guess = shown(ref), did_you_mean(ref, known)
    if tables == ("cooperations",):
        return loaded.problem(row, path, complaint("no_such_cooperation", id=id_, guess=guess))
    first, *others = (f"{table}.yaml" for table in tables)
    files: Complaint | str = complaint("part.either", first=first, second=others[0]) if others else first
    return loaded.problem(row, path, complaint("no_record", files=files, id=id_, guess=guess))


def _local(loaded: Loaded, row: Row[Any], path: Path, ref: str, known: set[str]) -> Iterator[Problem]:
    """Yield a problem where a discrepancy, or a fact that is near to a gap, is none of the same cooperation."""
    if ref not in known and ref not in loaded.broken:
        rule = "no_own_discrepancy" if path[-1] == "discrepancy" else "no_own_fact"
        yield loaded.problem(row, path, complaint(rule, id=shown(ref), guess=did_you_mean(ref, known)))
