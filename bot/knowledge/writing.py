"""Writes records as YAML in one canonical form: the same records always give the same bytes.

Fields stand in the order of the model and what has its default is left out. Comments are no part of a record: a file
that is written in this form has lost those of the file that it was read from. Dates in texts are kept as placeholders
where the record still has them, as `raw` reads it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from enum import Enum
from typing import Any

import yaml

from bot.knowledge.files import GOLDEN, VOCABULARY
from bot.knowledge.loading import adapter_of, kind_of
from bot.knowledge.model import TABLES, Record
from bot.knowledge.problems import KnowledgeError
from bot.knowledge.shape import shape
from bot.knowledge.yamlfile import parse_yaml

WIDTH = 120


def canonical(value: Record | Sequence[Record]) -> str:
    """Return a record, or a list of records, as YAML text."""
    dumped: str = yaml.dump(
        _plain(value),
        Dumper=_Dumper,
        allow_unicode=True,
        default_flow_style=False,
        sort_keys=False,
        width=WIDTH,
    )
    return dumped


def as_file(name: str, value: Record | Sequence[Record]) -> bytes:
    """Return the content of the file with that name: the records under the line that points an editor to the schema."""
    return f"{_header(name)}\n{canonical(value)}".encode()


def raw(name: str, content: bytes) -> Any:
    """Return the records of a file, dates in texts still placeholders; KnowledgeError where it has not their shape."""
    file = parse_yaml(content, name)
    result = shape(file, adapter_of(name), kind_of(name)) if file.data is not None else None
    problems = [*file.problems, *(result.problems if result else ())]
    if problems or result is None:
        raise KnowledgeError(problems)
    return result.value


def rewritten(name: str, content: bytes) -> bytes:
    """Return a file's content in the canonical form; KnowledgeError where it has not the shape of that file."""
    return as_file(name, raw(name, content))


def _header(name: str) -> str:
    if name in TABLES or name in (VOCABULARY, GOLDEN):
        return f"# yaml-language-server: $schema=schema/{name.removesuffix('.yaml')}.schema.json"
    return "# yaml-language-server: $schema=../schema/cooperation.schema.json"


def _plain(value: Any) -> Any:
    if isinstance(value, Record):
        fields = type(value).model_fields
        held = ((name, getattr(value, name)) for name in fields)
        return {name: _plain(one) for name, one in held if fields[name].is_required() or one != fields[name].default}
    if isinstance(value, Mapping):
        return {str(_plain(key)): _plain(value[key]) for key in sorted(value, key=str)}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, str | bool | date):
        return value
    return [_plain(one) for one in value]


class _Dumper(yaml.SafeDumper):
    """Indents the items of lists, as the files here are written, and never points back to an equal value."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)

    def ignore_aliases(self, data: Any) -> bool:
        return True
