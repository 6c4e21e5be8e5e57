"""Walks over what a record is made of, each part with the way to it inside the record."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge.lines import Path
from bot.knowledge.model import Bilingual, BilingualList, Record

_INSIDE = frozenset(Record.__subclasses__()) - {Bilingual, BilingualList}
"""What a record may be made of; looked up by type, for which isinstance would ask pydantic each time."""


def parts(record: Record) -> list[tuple[Path, Record]]:
    """Return the record and every record inside it, with their paths; texts and lists of texts are left out."""
    found: list[tuple[Path, Record]] = []
    _gather(record, (), found)
    return found


def _gather(record: Record, path: Path, found: list[tuple[Path, Record]]) -> None:
    found.append((path, record))
    for name, value in vars(record).items():
        if type(value) is tuple:
            if value and type(value[0]) in _INSIDE:
                for index, part in enumerate(value):
                    _gather(part, (*path, name, index), found)
        elif type(value) in _INSIDE:
            _gather(value, (*path, name), found)


def texts(record: Record, path: Path = ()) -> Iterator[tuple[Path, Bilingual]]:
    """Yield every text in both languages inside a record, with its path."""
    for name, value in vars(record).items():
        if type(value) is Bilingual:
            yield (*path, name), value
        elif type(value) is tuple:
            for index, part in enumerate(value):
                if not isinstance(part, Record):
                    break
                if type(part) is Bilingual:
                    yield (*path, name, index), part
                else:
                    yield from texts(part, (*path, name, index))
