"""What the drafting has to tell the curator, as values that are put into words of either language at the edge."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from bot.phrases.dates import long_date, plain_date
from bot.phrases.table import phrase

Value = str | int | date | tuple[date, date]
_NONE: Mapping[str, Value] = MappingProxyType({})


@dataclass(frozen=True)
class Note:
    """One thing to tell, by the key of its phrase."""

    key: str
    values: Mapping[str, Value] = field(default_factory=lambda: _NONE)
    warning: bool = False
    """True where something in the article or the draft is likely wrong, not only to be known."""


class RefusedError(Exception):
    """The text cannot be drafted from; `note` says why."""

    def __init__(self, key: str, **values: Value) -> None:
        super().__init__(key)
        self.note = Note(key, values, warning=True)


def said(note: Note, language: str) -> str:
    """Return the note as a sentence of the language (`id` or `en`), its days written out."""
    return phrase(language, note.key, **{name: _written(value, language) for name, value in note.values.items()})


def _written(value: Value, language: str) -> str:
    if isinstance(value, tuple):
        return f"{plain_date(value[0], language)} – {plain_date(value[1], language)}"
    return long_date(value, language) if isinstance(value, date) else str(value)
