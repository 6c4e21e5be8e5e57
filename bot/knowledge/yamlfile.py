"""Reads one YAML file into plain values and their lines, and refuses whatever could hurt.

The file is built from the C parser's stream of events, one at a time and without recursion, so that a limit is checked
before it is passed: a file of brackets cannot exhaust the stack, and there are no aliases that could multiply.
"""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from bot.knowledge.lines import Node
from bot.knowledge.problems import Complaint, Problem, complaint, shown
from bot.knowledge.scalars import NotPlainError, plain_value
from bot.knowledge.stumbles import explain

MAX_BYTES = 1024 * 1024
MAX_DEPTH = 20
MAX_NODES = 200_000
MAX_PROBLEMS = 100

Value = str | int | float | bool | date | None


@dataclass(frozen=True)
class YamlFile:
    """One file that has been read: its bytes, its values, their lines, and what was wrong with it."""

    name: str
    """Path inside the knowledge folder, with forward slashes."""
    content: bytes = b""
    data: Any = None
    """Dicts, lists and plain scalars; None where the file could not be read to its end."""
    lines: Node = 1
    problems: tuple[Problem, ...] = ()


def read_yaml(path: Path, name: str) -> YamlFile:
    """Read the file at the path; whatever is wrong with it is returned, never raised."""
    try:
        content = read_bytes(path)
    except UnreadableError as error:
        return YamlFile(name, problems=(Problem(name, error.line, Path(name).stem, error.complaint),))
    return parse_yaml(content, name)


def parse_yaml(content: bytes, name: str) -> YamlFile:
    """Read a file's content; whatever is wrong with it is returned, never raised."""
    try:
        if len(content) > MAX_BYTES:
            raise UnreadableError(complaint("file_too_large"))
        return _build(name, content, _decode(content))
    except UnreadableError as error:
        return YamlFile(
            name, content, problems=(*error.before, Problem(name, error.line, Path(name).stem, error.complaint))
        )


class UnreadableError(Exception):
    """The rest of the file cannot be read."""

    def __init__(self, said: Complaint, line: int = 1, before: tuple[Problem, ...] = ()) -> None:
        super().__init__(said.said())
        self.complaint, self.line, self.before = said, line, before


def read_bytes(path: Path) -> bytes:
    """Return the content of a file; UnreadableError where it is none, or too large."""
    try:
        # Non-blocking and checked after opening: a pipe of that name must not hold up the start for ever.
        with open(os.open(path, os.O_RDONLY | os.O_NONBLOCK), "rb") as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                raise UnreadableError(complaint("file_irregular"))
            content = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise UnreadableError(complaint("file_unreadable", error=error.strerror or str(error))) from None
    if len(content) > MAX_BYTES:
        raise UnreadableError(complaint("file_too_large"))
    return content


def _decode(content: bytes) -> str:
    try:
        text = content.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise UnreadableError(complaint("file_encoding"), line) from None
    # The parser compares every %TAG with all the others, which makes a file of them slow; and nobody needs one.
    at = 0 if text.startswith("%") else text.find("\n%") + 1
    if text.startswith("%", at):
        raise UnreadableError(complaint("yaml_directive"), text.count("\n", 0, at) + 1)
    return text


def _build(name: str, content: bytes, text: str) -> YamlFile:
    builder = _Builder(name)
    try:
        data, lines = builder.built(text)
    except UnreadableError as error:
        raise UnreadableError(error.complaint, error.line, tuple(builder.problems)) from None
    except yaml.YAMLError as error:
        line, said = explain(error, text)
        raise UnreadableError(said, line, tuple(builder.problems)) from None
    if data is None:
        raise UnreadableError(complaint("file_empty"), before=tuple(builder.problems))
    return YamlFile(name, content, data, lines, tuple(builder.problems))


_REFUSED = object()
"""Stands for a key that was refused, while its value is passed over."""


class _Builder:
    """Puts values and lines together, event by event."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.problems: list[Problem] = []

    def built(self, text: str) -> tuple[Any, Node]:
        """Return the values of a text and their lines; None where it holds none.

        One loop over local names: every word of the knowledge comes through here before the first answer, and a call
        and an object for each event took twice as long.
        """
        # The list or mapping that is open, with its line; of a mapping the key that waits for its value.
        values: Any = []
        lines: Any = []
        opened, key, key_line, at_key = 1, None, 0, False
        outside: list[tuple[Any, Any, int, Any, int]] = []
        nodes = documents = 0
        event: Any
        value: Any
        node: Any
        for event in iter(yaml.CSafeLoader(text).get_event, None):
            kind = type(event)
            if kind is yaml.ScalarEvent:
                line = event.start_mark.line + 1
                nodes += 1
                if nodes > MAX_NODES or event.anchor is not None or event.tag is not None:
                    self._unwanted(event, line, nodes)
                raw = event.value
                try:
                    value = plain_value(raw, is_plain=event.implicit[0])
                except NotPlainError as error:
                    self._problem(line, error.complaint)
                    value = None
                is_text = type(value) is str
                if at_key:
                    at_key = False
                    key, key_line = value, line
                    if not is_text or value in values:
                        key = _REFUSED
                        self._problem(line, _no_key(value, raw, lines))
                    continue
                node = line if is_text else (line, raw)
            elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
                line = event.start_mark.line + 1
                nodes += 1
                if nodes > MAX_NODES or event.anchor is not None or event.tag is not None:
                    self._unwanted(event, line, nodes)
                if len(outside) >= MAX_DEPTH:
                    raise UnreadableError(complaint("yaml_depth", most=MAX_DEPTH), line)
                if at_key:
                    raise UnreadableError(complaint("yaml_nested_key"), line)
                outside.append((values, lines, opened, key, key_line))
                at_key = kind is yaml.MappingStartEvent
                values, lines, opened = ({}, {}, line) if at_key else ([], [], line)
                continue
            elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
                value, node = values, (opened, lines)
                values, lines, opened, key, key_line = outside.pop()
            elif kind is yaml.AliasEvent:
                raise UnreadableError(complaint("yaml_alias"), event.start_mark.line + 1)
            else:
                documents += kind is yaml.DocumentStartEvent
                if documents > 1:
                    raise UnreadableError(complaint("yaml_documents"), event.start_mark.line + 1)
                continue
            if type(values) is list:
                values.append(value)
                lines.append(node)
                at_key = False
                continue
            if key is not _REFUSED:
                values[key] = value
                # The line of the key, not of what follows it: there the eye looks for a block of text or a list.
                lines[key] = key_line if type(node) is int else (key_line, node[1])
            at_key = True
        return (values[0], lines[0]) if values else (None, 1)

    def _unwanted(self, event: Any, line: int, nodes: int) -> None:
        """Refuse what a value has that no value may have; so many of them are one thing of that kind."""
        if nodes > MAX_NODES:
            raise UnreadableError(complaint("yaml_values", most=f"{MAX_NODES:,}"), line)
        if event.anchor is not None:
            raise UnreadableError(complaint("yaml_anchor"), line)
        self._problem(line, complaint("yaml_tag", tag=shown(event.tag)))

    def _problem(self, line: int, said: Complaint) -> None:
        self.problems.append(Problem(self.name, line, Path(self.name).stem, said))
        if len(self.problems) >= MAX_PROBLEMS:
            raise UnreadableError(complaint("yaml_given_up"), line)


def _no_key(value: Value, raw: str, lines: dict[str, Node]) -> Complaint:
    """Return why a scalar cannot be a key of the mapping whose keys have these lines."""
    if not isinstance(value, str):
        return complaint("yaml_key", field=shown(raw))
    first = lines[value]
    return complaint("yaml_twice", field=shown(value), line=first if isinstance(first, int) else first[0])
