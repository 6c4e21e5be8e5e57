"""One load of the knowledge on its way to be checked: the records, where each stands, and what could not be read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, Generic, NamedTuple, TypeVar

from bot.knowledge.lines import Key, Path, line_of
from bot.knowledge.model import (
    Citation,
    Cooperation,
    Golden,
    Knowledge,
    Office,
    Organisation,
    Person,
    Record,
    Region,
    Sector,
    Source,
    Vocabulary,
)
from bot.knowledge.parsed import Parsed
from bot.knowledge.problems import Complaint, Problem, Severity
from bot.knowledge.records import parts
from bot.knowledge.yamlfile import YamlFile

R = TypeVar("R", bound=Record)


class Place(NamedTuple):
    """Where something stands: the file, the line in it, and the record."""

    file: str
    line: int
    id: str


@dataclass(frozen=True, slots=True)
class Row(Generic[R]):
    """A record and its place: the file, and the way to it from the top of the file."""

    record: R
    file: str
    path: Path = ()


@dataclass(frozen=True)
class Loaded:
    """All records that have the right shape, in the order of their files; duplicates are still there."""

    files: Parsed
    tables: Mapping[str, tuple[Row[Any], ...]]
    """The rows of each table under its name in `Knowledge`."""
    vocabulary: Vocabulary
    cooperations: tuple[Row[Cooperation], ...]
    version: str
    golden: tuple[Row[Golden], ...] = ()
    """Questions with their expected answers."""
    today: date = field(default_factory=date.today, compare=False)
    """The day from which the age of a source counts."""
    unreadable: frozenset[str] = frozenset()
    """Tables of which nothing is known; no reference into them can be called wrong."""
    broken: frozenset[str] = frozenset()
    """Ids of records that were set aside for their shape; they exist, whatever is wrong with them."""
    _known: dict[str, frozenset[str]] = field(default_factory=dict, compare=False)

    @property
    def sources(self) -> tuple[Row[Source], ...]:
        """The rows of sources.yaml."""
        return self.tables["sources"]

    @property
    def regions(self) -> tuple[Row[Region], ...]:
        """The rows of regions.yaml."""
        return self.tables["regions"]

    @property
    def organisations(self) -> tuple[Row[Organisation], ...]:
        """The rows of organisations.yaml."""
        return self.tables["organisations"]

    @property
    def offices(self) -> tuple[Row[Office], ...]:
        """The rows of offices.yaml."""
        return self.tables["offices"]

    @property
    def people(self) -> tuple[Row[Person], ...]:
        """The rows of people.yaml."""
        return self.tables["people"]

    @property
    def sectors(self) -> tuple[Row[Sector], ...]:
        """The rows of sectors.yaml."""
        return self.tables["sectors"]

    @cached_property
    def parts(self) -> list[tuple[Row[Any], Path, Record]]:
        """Every record inside a person or cooperation, with its row and path; walked once for all rules."""
        rows: list[Row[Any]] = [*self.people, *self.cooperations]
        return [(row, path, part) for row in rows for path, part in parts(row.record)]

    @cached_property
    def citations(self) -> list[tuple[Row[Any], Path, Citation]]:
        """Every citation of every record, with its row and path."""
        return [(row, path, part) for row, path, part in self.parts if type(part) is Citation]

    def has(self, tables: tuple[str, ...], ref: str) -> bool:
        """Whether the id exists in one of the tables, even in a record that could not be read."""
        for table in tables:
            if table not in self._known:
                rows = self.cooperations if table == "cooperations" else self.tables[table]
                self._known[table] = frozenset(row.record.id for row in rows)
            if ref in self._known[table] or table in self.unreadable:
                return True
        return ref in self.broken

    def place(self, row: Row[Any], path: Path) -> Place:
        """Return where the value at a path inside a row's record stands."""
        return place_of(self.files[row.file], (*row.path, *path))

    def problem(self, row: Row[Any], path: Path, said: Complaint, severity: Severity = "error") -> Problem:
        """Return a problem of the value at a path inside a row's record."""
        return Problem(*self.place(row, path), said, severity)

    def knowledge(self) -> Knowledge:
        """Return the records indexed by id; of two with one id the first."""

        def indexed(rows: tuple[Row[R], ...]) -> dict[str, R]:
            records: dict[str, R] = {}
            for row in rows:
                records.setdefault(row.record.id, row.record)  # type: ignore[attr-defined]
            return records

        return Knowledge(
            sources=indexed(self.sources),
            regions=indexed(self.regions),
            organisations=indexed(self.organisations),
            offices=indexed(self.offices),
            people=indexed(self.people),
            sectors=indexed(self.sectors),
            vocabulary=self.vocabulary,
            cooperations=indexed(self.cooperations),
            golden=tuple(row.record for row in self.golden),
            version=self.version,
        )


def place_of(file: YamlFile, path: Path) -> Place:
    """Return where the value at a path of a file stands."""
    return Place(file.name, line_of(file.lines, path), record_id(file, path))


def problem_at(file: YamlFile, path: Path, said: Complaint, severity: Severity = "error") -> Problem:
    """Return a problem of the value at a path of a file, with its line and the id of the record it is in."""
    return Problem(*place_of(file, path), said, severity)


def record_id(file: YamlFile, path: Path) -> str:
    """Return the id of the record at a path: `kota-palu`, `palu-balikpapan/tanggal-kunjungan`; else the file's stem."""
    ids = []
    value = file.data
    before: Key | None = None
    for part in (*path, None):
        # A text in both languages has an `id` as well, the Indonesian one. Records stand on top or in a list.
        is_record = isinstance(value, dict) and "en" not in value and not isinstance(before, str)
        if is_record and isinstance(value.get("id"), str):
            ids.append(value["id"][:60])
        before = part
        try:
            value = value[part]
        except (KeyError, IndexError, TypeError):
            break
    return "/".join(ids) or file.name.rpartition("/")[2].removesuffix(".yaml")
