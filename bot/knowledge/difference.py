"""What changed between two loads of the knowledge, record by record and field by field."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any, Literal

from bot.knowledge.model import TABLES, Bilingual, BilingualList, Cooperation, Knowledge, Record

Kind = Literal["added", "changed", "removed"]

PARTS = ("facts", "discrepancies", "gaps", "events", "instruments")
"""What a cooperation is made of that has an id of its own."""


@dataclass(frozen=True, slots=True)
class Field:
    """One field that changed: what stood there and what stands there now, as texts; empty where there was nothing."""

    name: str
    """`stage`, `text.id`, `questions.en`."""
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Change:
    """One record that was added, changed or removed."""

    kind: Kind
    table: str
    """`cooperations`, one of a cooperation's PARTS, a shared table, `vocabulary` or `golden`."""
    id: str
    """Inside its cooperation or table."""
    fields: tuple[Field, ...] = ()
    """Of a changed record, in the order of the model."""


@dataclass(frozen=True, slots=True)
class Group:
    """The changes in one cooperation, its own first; or those in the shared tables, of no cooperation."""

    cooperation: str | None
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """All changes from one load to the next, by cooperation; the shared tables last."""

    old: str
    """Version."""
    new: str
    groups: tuple[Group, ...]

    @property
    def changes(self) -> tuple[Change, ...]:
        """All changes, in order."""
        return tuple(change for group in self.groups for change in group.changes)

    @property
    def counts(self) -> Mapping[tuple[str, Kind], int]:
        """How many records of each table were added, changed or removed."""
        return Counter((change.table, change.kind) for change in self.changes)

    def __bool__(self) -> bool:
        return bool(self.groups)


def difference(old: Knowledge, new: Knowledge) -> Difference:
    """Return what is different in the new load; a record is the same as long as it keeps its id."""
    groups = []
    for id_ in (*old.cooperations, *(one for one in new.cooperations if one not in old.cooperations)):
        changes = tuple(_cooperation(old.cooperations.get(id_), new.cooperations.get(id_)))
        if changes:
            groups.append(Group(id_, changes))
    shared: list[Change] = []
    for table, _ in TABLES.values():
        shared += _records(table, getattr(old, table), getattr(new, table))
    if old.vocabulary != new.vocabulary:
        shared.append(Change("changed", "vocabulary", "vocabulary", tuple(_fields(old.vocabulary, new.vocabulary))))
    questions = [{one.question: one for one in known.golden} for known in (old, new)]
    shared += _records("golden", questions[0], questions[1])
    if shared:
        groups.append(Group(None, tuple(shared)))
    return Difference(old.version, new.version, tuple(groups))


def _cooperation(old: Cooperation | None, new: Cooperation | None) -> Iterator[Change]:
    if old is new or old == new:
        return
    if old is None or new is None:
        some = new or old
        assert some is not None
        yield Change("added" if old is None else "removed", "cooperations", some.id)
        return
    fields = tuple(_fields(old, new, without=PARTS))
    if fields:
        yield Change("changed", "cooperations", new.id, fields)
    for part in PARTS:
        by_id = [{one.id: one for one in getattr(cooperation, part)} for cooperation in (old, new)]
        yield from _records(part, by_id[0], by_id[1])


def _records(table: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Change]:
    for id_, before in old.items():
        after = new.get(id_)
        if after is None:
            yield Change("removed", table, id_)
        elif before is not after and before != after:
            yield Change("changed", table, id_, tuple(_fields(before, after)))
    yield from (Change("added", table, id_) for id_ in new if id_ not in old)


def _fields(old: Record, new: Record, without: Iterable[str] = (), prefix: str = "") -> Iterator[Field]:
    for name in type(old).model_fields:
        before, after = getattr(old, name), getattr(new, name)
        if name in without or before == after:
            continue
        if isinstance(before, Bilingual | BilingualList) and isinstance(after, Bilingual | BilingualList):
            yield from _fields(before, after, prefix=f"{name}.")
        elif isinstance(before, Mapping) and isinstance(after, Mapping):
            keys = [key for key in (*before, *after) if before.get(key) != after.get(key)]
            sides = [{key: side[key] for key in dict.fromkeys(keys) if key in side} for side in (before, after)]
            yield Field(prefix + name, _shown(sides[0]), _shown(sides[1]))
        elif isinstance(before, tuple) and isinstance(after, tuple):
            # Of a list only what went and what came; the rest would hide it.
            gone, come = [one for one in before if one not in after], [one for one in after if one not in before]
            if not gone and not come:
                gone, come = list(before), list(after)  # only the order is another
            yield Field(prefix + name, _shown(gone), _shown(come))
        else:
            yield Field(prefix + name, _shown(before), _shown(after))


def _shown(value: Any) -> str:
    """Return a value as a reader of the files knows it."""
    if value is None:
        return ""
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, Record):
        fields = type(value).model_fields
        held = [(name, getattr(value, name)) for name in fields]
        return ", ".join(
            f"{name}: {_shown(one)}" for name, one in held if fields[name].is_required() or one != fields[name].default
        )
    if isinstance(value, Mapping):
        return "; ".join(f"{_shown(key)}: {_shown(one)}" for key, one in value.items())
    if isinstance(value, tuple | list):
        return "; ".join(_shown(one) for one in value)
    return str(value)
