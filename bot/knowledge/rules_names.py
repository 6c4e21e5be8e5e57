"""Rules about identifiers and names: each means one thing."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from bot.knowledge.lines import Path
from bot.knowledge.loaded import Loaded, Row
from bot.knowledge.model import TABLES, Bilingual, BilingualList, Cooperation, Person
from bot.knowledge.problems import Problem, complaint, shown
from bot.text.folding import fold

NAMED = ("regions", "organisations", "offices", "people", "sectors")

MAY_SHARE = frozenset({frozenset({"regions", "sectors"})})
"""Tables that may give one name to two records: a place can be a field of work at the same time. "IKN" is both the
capital that is being built and the *bidang* of building it, and a question that names it means either."""


def ids_are_unique(loaded: Loaded) -> Iterator[Problem]:
    """An id names one record: in its table, among regions and organisations together, in its cooperation."""
    for rooms in (("sources",), ("regions", "organisations"), ("offices",), ("people",), ("sectors",)):
        yield from _twice(loaded, [(row, ()) for room in rooms for row in loaded.tables[room]])
    for row in loaded.cooperations:
        for kinds in (("instruments",), ("events",), ("facts", "gaps"), ("discrepancies",)):
            yield from _twice(loaded, [place for kind in kinds for place in _local(row, kind)])
    seen: dict[str, int] = {}
    for index, concept in enumerate(loaded.vocabulary.concepts):
        if concept.id in seen:
            file = loaded.files["vocabulary.yaml"]
            said = complaint("concept_twice", id=shown(concept.id), position=seen[concept.id])
            yield loaded.problem(Row(loaded.vocabulary, file.name), ("concepts", index, "id"), said)
        seen.setdefault(concept.id, index + 1)


def _local(row: Row[Cooperation], kind: str) -> list[tuple[Row[Any], Path]]:
    return [(row, (kind, index)) for index in range(len(getattr(row.record, kind)))]


def _twice(loaded: Loaded, places: list[tuple[Row[Any], Path]]) -> Iterator[Problem]:
    first: dict[str, tuple[Row[Any], Path]] = {}
    for row, path in places:
        record = row.record if not path else getattr(row.record, str(path[0]))[path[1]]
        owner, owner_path = first.setdefault(record.id, (row, path))
        if owner is not row or owner_path != path:
            there = loaded.place(owner, (*owner_path, "id"))
            said = complaint("id_twice", id=shown(record.id), file=there.file, line=there.line)
            yield loaded.problem(row, (*path, "id"), said)


def tables_are_sorted(loaded: Loaded) -> Iterator[Problem]:
    """A table stands in the order of its ids, so that two people's additions meet in one place."""
    for name, _ in TABLES.values():
        for before, row in pairwise(loaded.tables[name]):
            if row.record.id < before.record.id:
                said = complaint("not_sorted", id=shown(row.record.id), before=shown(before.record.id))
                yield loaded.problem(row, ("id",), said)


def names_are_unambiguous(loaded: Loaded) -> Iterator[Problem]:
    """A name or alias, compared without case and punctuation, names one record of the shared tables."""
    owners: dict[str, dict[str, Row[Any]]] = {}
    """Folded name -> table -> the first record there that it names."""
    for table in NAMED:
        for row in loaded.tables[table]:
            for path, name in _names(row.record):
                folded = fold(name)
                if not folded:
                    yield loaded.problem(row, path, complaint("name_without_letters", name=shown(name)))
                    continue
                known = owners.setdefault(folded, {})
                if known.get(table) is row:
                    continue
                for other_table, other in known.items():
                    if frozenset({table, other_table}) not in MAY_SHARE:
                        file, line, id_ = loaded.place(other, ())
                        said = complaint("name_twice", name=shown(name), id=shown(id_), file=file, line=line)
                        yield loaded.problem(row, path, said)
                known.setdefault(table, row)


def _names(record: Any) -> Iterator[tuple[Path, str]]:
    if isinstance(record, Person):
        yield ("name",), record.name
        for index, alias in enumerate(record.aliases):
            yield ("aliases", index), alias
        return
    name: Bilingual = record.name
    aliases: BilingualList = record.aliases
    for language in ("id", "en"):
        yield ("name", language), name[language]
        for index, alias in enumerate(aliases[language]):
            yield ("aliases", language, index), alias
