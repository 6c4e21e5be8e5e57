"""Walks over what a record is made of, each part with the way to it inside the record."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge.lines import Path
from bot.knowledge.model import Bilingual, BilingualList, Record


def parts(record: Record, path: Path = ()) -> Iterator[tuple[Path, Record]]:
    """Yield the record and every record inside it, with their paths; texts and lists of texts are left out."""
    yield path, record
    for name, value in vars(record).items():
        if type(value) is tuple:
            for index, part in enumerate(value):
                if not isinstance(part, Record):
                    break
                if type(part) is not Bilingual:
                    yield from parts(part, (*path, name, index))
        elif isinstance(value, Record) and type(value) is not Bilingual and type(value) is not BilingualList:
            yield from parts(value, (*path, name))


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
