"""Reads one YAML file into plain values and their lines, and refuses whatever could hurt.

The file is built from the C parser's stream of events, one at a time and without recursion, so that a limit is checked
before it is passed: a file of brackets cannot exhaust the stack, and there are no aliases that could multiply.
"""

from __future__ import annotations

import os
import re
import stat
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from bot.knowledge.lines import Node
from bot.knowledge.problems import Problem, shown
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
        return YamlFile(name, problems=(Problem(name, error.line, Path(name).stem, error.message),))
    return parse_yaml(content, name)


def parse_yaml(content: bytes, name: str) -> YamlFile:
    """Read a file's content; whatever is wrong with it is returned, never raised."""
    try:
        if len(content) > MAX_BYTES:
            raise UnreadableError("is larger than 1 MiB; split it")
        return _build(name, content, _decode(content))
    except UnreadableError as error:
        return YamlFile(
            name, content, problems=(*error.before, Problem(name, error.line, Path(name).stem, error.message))
        )


class UnreadableError(Exception):
    """The rest of the file cannot be read."""

    def __init__(self, message: str, line: int = 1, before: tuple[Problem, ...] = ()) -> None:
        super().__init__(message)
        self.message, self.line, self.before = message, line, before


def read_bytes(path: Path) -> bytes:
    """Return the content of a file; UnreadableError where it is none, or too large."""
    try:
        # Non-blocking and checked after opening: a pipe of that name must not hold up the start for ever.
        with open(os.open(path, os.O_RDONLY | os.O_NONBLOCK), "rb") as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                raise UnreadableError("is not a regular file")
            content = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise UnreadableError(f"cannot be read: {error.strerror or error}") from None
    if len(content) > MAX_BYTES:
        raise UnreadableError("is larger than 1 MiB; split it")
    return content


def _decode(content: bytes) -> str:
    try:
        text = content.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise UnreadableError("is not UTF-8 text; save the file with the encoding UTF-8", line) from None
    # The parser compares every %TAG with all the others, which makes a file of them slow; and nobody needs one.
    directive = re.search(r"^%", text, re.MULTILINE)
    if directive:
        raise UnreadableError("a line must not begin with `%`", text.count("\n", 0, directive.start()) + 1)
    return text


def _build(name: str, content: bytes, text: str) -> YamlFile:
    builder = _Builder(name)
    try:
        for event in yaml.parse(text, Loader=yaml.CSafeLoader):
            builder.take(event)
    except UnreadableError as error:
        raise UnreadableError(error.message, error.line, tuple(builder.problems)) from None
    except yaml.YAMLError as error:
        line, message = explain(error, text)
        raise UnreadableError(message, line, tuple(builder.problems)) from None
    if builder.top is None:
        raise UnreadableError("is empty", before=tuple(builder.problems))
    return YamlFile(name, content, builder.top, builder.top_lines, tuple(builder.problems))


@dataclass(slots=True)
class _Open:
    """A list or mapping that has begun and not ended."""

    values: Any
    lines: Any
    line: int
    key: str | None = None
    """The key that waits for its value."""
    key_line: int = 0
    skipping: bool = False
    """True when the next value belongs to a key that was refused."""
    at_key: bool = False


@dataclass
class _Builder:
    """Puts values and lines together, event by event."""

    name: str
    problems: list[Problem] = field(default_factory=list)
    open: list[_Open] = field(default_factory=list)
    top: Any = None
    top_lines: Node = 1
    nodes: int = 0
    documents: int = 0

    def take(self, event: Any) -> None:
        """Add one event of the parser."""
        kind = type(event)
        if kind is yaml.ScalarEvent:
            self._scalar(event, event.start_mark.line + 1)
        elif kind is yaml.SequenceStartEvent or kind is yaml.MappingStartEvent:
            self._begin(event, event.start_mark.line + 1, is_map=kind is yaml.MappingStartEvent)
        elif kind is yaml.SequenceEndEvent or kind is yaml.MappingEndEvent:
            closed = self.open.pop()
            self._put(closed.values, (closed.line, closed.lines))
        elif kind is yaml.AliasEvent:
            raise UnreadableError("aliases (`*name`) are not used here; write the value out", event.start_mark.line + 1)
        elif kind is yaml.DocumentStartEvent:
            self.documents += 1
            if self.documents > 1:
                raise UnreadableError("one file is one document; remove `---`", event.start_mark.line + 1)

    def _begin(self, event: Any, line: int, *, is_map: bool) -> None:
        self._count(event, line)
        if len(self.open) >= MAX_DEPTH:
            raise UnreadableError(f"lists and mappings are nested more than {MAX_DEPTH} deep", line)
        if self.open and self.open[-1].at_key:
            raise UnreadableError("a list or mapping cannot be a key; put text that begins with { or [ in quotes", line)
        self.open.append(_Open({} if is_map else [], {} if is_map else [], line, at_key=is_map))

    def _scalar(self, event: Any, line: int) -> None:
        self._count(event, line)
        try:
            value = plain_value(event.value, is_plain=event.implicit[0])
        except NotPlainError as error:
            self._problem(line, str(error))
            value = None
        if self.open and self.open[-1].at_key:
            self._key(value, event.value, line)
        else:
            self._put(value, line if isinstance(value, str) else (line, event.value))

    def _count(self, event: Any, line: int) -> None:
        self.nodes += 1
        if self.nodes > MAX_NODES:
            raise UnreadableError(f"has more than {MAX_NODES:,} values; split it", line)
        if event.anchor is not None:
            raise UnreadableError("anchors (`&name`) are not used here; put text that begins with & in quotes", line)
        if event.tag is not None:
            self._problem(line, f"the tag {shown(event.tag)} is not used here; put text that begins with ! in quotes")

    def _key(self, value: Value, raw: str, line: int) -> None:
        parent = self.open[-1]
        parent.at_key = False
        parent.skipping = True
        if not isinstance(value, str):
            self._problem(line, f"the key {shown(raw)} is not read as text; put it in quotes")
        elif value in parent.values:
            first = parent.lines[value]
            first = first if isinstance(first, int) else first[0]
            self._problem(line, f"{shown(value)} is given twice; the first one is in line {first}")
        else:
            parent.key, parent.key_line, parent.skipping = value, line, False

    def _put(self, value: Any, node: Any) -> None:
        if not self.open:
            self.top, self.top_lines = value, node
            return
        parent = self.open[-1]
        if type(parent.values) is list:
            parent.values.append(value)
            parent.lines.append(node)
            return
        if not parent.skipping:
            parent.values[parent.key] = value
            # The line of the key, not of what follows it: there the eye looks for a block of text or a list.
            parent.lines[parent.key] = parent.key_line if isinstance(node, int) else (parent.key_line, node[1])
        parent.at_key = True

    def _problem(self, line: int, message: str) -> None:
        self.problems.append(Problem(self.name, line, Path(self.name).stem, message))
        if len(self.problems) >= MAX_PROBLEMS:
            raise UnreadableError("too many problems; the rest of the file was not read", line)
