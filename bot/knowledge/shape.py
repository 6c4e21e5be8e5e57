"""Gives the values of a file the shape of the model, keeping what is right of a file that is partly wrong.

One mistake must not hide the others: what does not fit is told, taken out, and the rest goes on to the rules.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from bot.knowledge.complaints import OWN, worded
from bot.knowledge.lines import Key, Path, raw_of
from bot.knowledge.loaded import problem_at
from bot.knowledge.problems import Problem, complaint
from bot.knowledge.yamlfile import MAX_PROBLEMS, YamlFile

Doomed: TypeAlias = "dict[Key, Doomed | None]"
"""The places to take out, as a tree; None is a place, a mapping the way to others."""
ROUNDS = 6
"""A mistake can empty a list, the empty list spoil its record, and so on up; no deeper than records are nested."""


@dataclass(frozen=True)
class Shaped:
    """What came of one file: the value (None if nothing could be kept), and what was set aside."""

    value: Any
    file: YamlFile
    """The file with its values and lines as the value has them."""
    problems: tuple[Problem, ...] = ()
    broken: frozenset[str] = frozenset()
    """Ids of the records that were taken out."""


def shape(file: YamlFile, adapter: TypeAdapter[Any], kind: Any) -> Shaped:
    """Read the values of a file as the type `kind`, whose adapter is given."""
    problems: list[Problem] = []
    broken: set[str] = set()
    for round_ in range(ROUNDS):
        try:
            return Shaped(adapter.validate_python(file.data), file, tuple(problems), frozenset(broken))
        except ValidationError as error:
            details = error.errors(include_url=False, include_context=True)
        # Later rounds mostly see what the first one took out; only a record's own rules can be news by then.
        news = details if round_ == 0 else [detail for detail in details if detail["type"] in OWN]
        problems += _told(file, news, kind)
        pruned = _prune(file, details, broken)
        if pruned is None:
            break
        file = pruned
    broken |= set(_ids(file.data))
    return Shaped(None, file, tuple(problems), frozenset(broken))


def _told(file: YamlFile, details: list[ErrorDetails], kind: Any) -> Iterator[Problem]:
    for detail in details[:MAX_PROBLEMS]:
        place: Path = tuple(detail["loc"])
        yield problem_at(file, place, worded(detail, kind, raw_of(file.lines, place)))
    if len(details) > MAX_PROBLEMS:
        yield problem_at(file, (), complaint("more_problems", count=len(details) - MAX_PROBLEMS))


def _prune(file: YamlFile, details: list[ErrorDetails], broken: set[str]) -> YamlFile | None:
    """Return the file without the values that the errors are about; None where the whole file would go."""
    doomed: Doomed = {}
    for detail in details:
        place: Path = tuple(detail["loc"])
        if place[-1:] == ("[key]",):
            place = place[:-1]
        elif detail["type"] != "extra_forbidden":
            # Without its wrong part a list is still a list, a record no longer a record.
            while place and not isinstance(place[-1], int):
                place = place[:-1]
        if not place:
            return None
        _doom(doomed, place)
    data, lines = _without(file.data, file.lines, doomed, broken)
    return replace(file, data=data, lines=lines)


def _doom(doomed: Doomed, place: Path) -> None:
    for part in place[:-1]:
        branch = doomed.setdefault(part, {})
        if branch is None:
            return  # goes with what it is in
        doomed = branch
    doomed[place[-1]] = None


def _without(data: Any, lines: Any, doomed: Doomed, broken: set[str]) -> tuple[Any, Any]:
    items: Any = data.items() if isinstance(data, dict) else enumerate(data)
    kept = []
    for key, value in items:
        if key not in doomed:
            kept.append((key, value, lines[1][key]))
            continue
        branch = doomed[key]
        if branch is None:
            broken.update(_ids(value))
        else:
            kept.append((key, *_without(value, lines[1][key], branch, broken)))
    if isinstance(data, dict):
        return {key: value for key, value, _ in kept}, (lines[0], {key: node for key, _, node in kept})
    return [value for _, value, _ in kept], (lines[0], [node for _, _, node in kept])


def _ids(value: Any) -> Iterator[str]:
    """Yield the ids of a record that is taken out and of all records in it."""
    if isinstance(value, dict):
        if isinstance(value.get("id"), str) and "en" not in value:
            yield value["id"]
        value = list(value.values())
    if isinstance(value, list):
        for part in value:
            yield from _ids(part)
