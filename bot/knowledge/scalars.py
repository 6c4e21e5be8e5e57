"""What an unquoted word of a YAML file means: text, a number, true or false, nothing, or a day."""

from __future__ import annotations

import re
from datetime import date

import yaml

from bot.knowledge.problems import Complaint, complaint, shown

MAX_LENGTH = 64
"""Nothing longer is looked at: numbers of a million digits are text."""

# The control characters, and those that turn the direction of writing or take no room: nobody sees them, they spoil
# every comparison, and a text can hide in them.
_INVISIBLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_RESOLVERS = yaml.CSafeLoader.yaml_implicit_resolvers
_PREFIX = "tag:yaml.org,2002:"


class NotPlainError(ValueError):
    """A scalar that no record may hold; `complaint` says why."""

    def __init__(self, said: Complaint) -> None:
        super().__init__(said.said())
        self.complaint = said


def plain_value(raw: str, *, is_plain: bool) -> str | int | float | bool | date | None:
    """Return the value of a scalar by the rules of YAML 1.1; quoted scalars and blocks are always text."""
    if not raw.isprintable():
        found = _INVISIBLE.search(raw)
        if found:
            raise NotPlainError(complaint("invisible", character=f"U+{ord(found[0]):04X}"))
    # Most words begin like nothing but text.
    if not is_plain or raw[:1] not in _RESOLVERS or len(raw) > MAX_LENGTH:
        return raw
    kind = _kind(raw)
    if kind == "str":
        return raw
    if kind == "null":
        return None
    if kind == "bool":
        return raw.lower() in ("yes", "true", "on")
    if kind == "timestamp":
        return _day(raw)
    try:
        node = yaml.ScalarNode(_PREFIX + kind, raw)
        maker = yaml.constructor.SafeConstructor()
        return _number(maker.construct_yaml_int(node) if kind == "int" else maker.construct_yaml_float(node))
    except ValueError:
        return raw


def _kind(raw: str) -> str:
    # An empty string is YAML's null; its resolver is filed under "".
    for tag, pattern in _RESOLVERS.get(raw[:1], ()):
        if pattern.match(raw):
            name = tag.removeprefix(_PREFIX)
            return name if name in ("null", "bool", "int", "float", "timestamp") else "str"
    return "str"


def _day(raw: str) -> date:
    if not _DAY.fullmatch(raw):
        raise NotPlainError(complaint("day_form", value=shown(raw)))
    try:
        return date.fromisoformat(raw)
    except ValueError:
        raise NotPlainError(complaint("no_such_day", value=shown(raw))) from None


def _number(value: object) -> int | float:
    assert isinstance(value, int | float)
    return value
