"""Judge one request to the Bot API before Telegram has to.

    problems("sendMessage", {"chat_id": "1", "text": "<b>x", "parse_mode": "HTML"})
    ["sendMessage.text: can't parse entities: ..."]

Parameters may be what came over the wire (strings of a form, a JSON body) or Python values.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from tests.botapi import entities, spec
from tests.botapi.rules import RULES
from tests.botapi.spec import ARRAY, Field, Fields, Spec

_ATTACHED = re.compile(r"attach://(.+)")

_PLAIN: Mapping[str, tuple[type, ...]] = {
    "String": (str,),
    "Integer": (int,),
    "Float": (int, float),
    "Boolean": (bool,),
}


def problems(method: str, params: Mapping[str, Any], files: Iterable[str] = ()) -> list[str]:
    """Everything that is wrong with a request; `files` names the uploaded parts."""
    known = spec.load().method(method)
    if known is None:
        return [f"{method}: there is no such method in Bot API {spec.load().version}"]
    values = spec.decoded_parameters(known, params)
    inspection = _Inspection(spec.load(), frozenset(files))
    inspection.fields(known.name, known.name, known.fields, values)
    inspection.uploads(known.name, known.fields, values)
    return inspection.found


def result_problems(method: str, result: Any) -> list[str]:
    """Everything that is wrong with the form of an answer; lengths and values in it are Telegram's affair."""
    known = spec.load().methods[method]
    inspection = _Inspection(spec.load(), frozenset(), answer=True)
    inspection.any_of(f"{method} ->", known.returns, result)
    return inspection.found


class _Inspection:
    """One walk over one request, collecting what is wrong on its way."""

    def __init__(self, known: Spec, files: Collection[str], *, answer: bool = False) -> None:
        self.spec = known
        self.files = files
        self.answer = answer
        self.found: list[str] = []

    def fields(self, path: str, owner: str, known: Fields, values: Mapping[str, Any]) -> None:
        """Check the fields of one object, or the parameters of one method, and the rules on the whole."""
        before = len(self.found)
        for name in values:
            if name not in known:
                self.found.append(f"{path}.{name}: {owner} has no such field")
        for name, field in known.items():
            value = values.get(name)
            if value is not None:
                self.field(f"{path}.{name}", field, value, values)
            elif field.required and name not in self.files:
                self.found.append(f"{path}.{name}: required by {owner}")
        # A rule relies on the types, so it is asked only when they are right.
        if len(self.found) == before and owner in RULES and not self.answer:
            self.found.extend(f"{path}: {problem}" for problem in RULES[owner](values))

    def field(self, path: str, field: Field, value: Any, values: Mapping[str, Any]) -> None:
        """Check the type of one value, then its limits."""
        before = len(self.found)
        self.any_of(path, field.types, value)
        if len(self.found) > before or self.answer:
            return
        if field.choices and value not in field.choices:
            self.found.append(f"{path}: {value!r} is none of {', '.join(field.choices)}")
        if field.mode:
            self.text(path, field, value, values.get(field.mode))
        elif field.max is not None:
            self.size(path, field, value)

    def text(self, path: str, field: Field, value: str, mode: str | None) -> None:
        """Check the markup of a text, and its length once the markup is gone."""
        try:
            plain = entities.parse(value, mode)[0] if mode else value
        except entities.MarkupError as error:
            self.found.append(f"{path}: {error}")
            return
        if field.max is not None:
            self.size(path, field, plain.strip())

    def size(self, path: str, field: Field, value: Any) -> None:
        """Check a length or a number against its range; Telegram counts characters as code points."""
        size = value if field.unit == "value" else len(value.encode()) if field.unit == "bytes" else len(value)
        if not (field.min or 0) <= size <= (field.max or 0):
            unit = "" if field.unit == "value" else f" {field.unit}"
            self.found.append(f"{path}: {size}{unit}, allowed {field.min}-{field.max}")

    def any_of(self, path: str, names: Iterable[str], value: Any) -> None:
        """Check a value against several types: it needs to fit one, and the nearest says what is wrong."""
        trials: list[list[str]] = []
        for name in self._candidates(names, value):
            trial = _Inspection(self.spec, self.files, answer=self.answer)
            trial.one(path, name, value)
            if not trial.found:
                return
            trials.append(trial.found)
        nearest: list[str] = min(trials, key=len)
        self.found.extend(nearest)

    def _candidates(self, names: Iterable[str], value: Any) -> list[str]:
        """The types that a value may be meant for: its `type` or `status` tells most objects apart."""
        flat = [
            one
            for name in names
            for one in (self.spec.types[name].any_of if name in self.spec.types else ()) or (name,)
        ]
        if not isinstance(value, dict):
            return flat
        objects = [name for name in flat if name in self.spec.types]
        meant = [name for name in objects if self._told_apart(name, value)]
        return meant or objects or flat

    def _told_apart(self, name: str, value: Mapping[str, Any]) -> bool:
        marks = {
            key: field.choices[0] for key, field in self.spec.types[name].fields.items() if len(field.choices) == 1
        }
        return all(value.get(key) == mark for key, mark in marks.items())

    def one(self, path: str, name: str, value: Any) -> None:
        """Check a value against one type."""
        if name == "Any":
            return
        if name.startswith(ARRAY):
            self.array(path, name.removeprefix(ARRAY), value)
        elif name == "InputFile":
            self._file(path, value)
        elif name in _PLAIN:
            # In Python True is an integer; in JSON it is not.
            if not isinstance(value, _PLAIN[name]) or (isinstance(value, bool) and name != "Boolean"):
                self.found.append(f"{path}: expected {name}, got {value!r:.60}")
        elif isinstance(value, dict):
            self.fields(path, name, self.spec.types[name].fields, value)
        else:
            self.found.append(f"{path}: expected {name}, got {value!r:.60}")

    def array(self, path: str, items: str, value: Any) -> None:
        """Check every item of an array."""
        if not isinstance(value, list):
            self.found.append(f"{path}: expected an array, got {value!r:.60}")
            return
        names = [items] if items.startswith(ARRAY) else items.split(" or ")
        for index, item in enumerate(value):
            self.any_of(f"{path}[{index}]", names, item)

    def _file(self, path: str, value: Any) -> None:
        named = _ATTACHED.fullmatch(value) if isinstance(value, str) else None
        if not named or named[1] not in self.files:
            self.found.append(f"{path}: expected an uploaded file, got {value!r:.60}")

    def uploads(self, method: str, known: Fields, values: Mapping[str, Any]) -> None:
        """Check that every file is used and every `attach://` has its file."""
        direct = {name for name, field in known.items() if "InputFile" in field.types}
        attached = set(_attached(values))
        self.found.extend(f"{method}: attach://{name} has no file" for name in sorted(attached - set(self.files)))
        self.found.extend(
            f"{method}: nothing uses the file {name!r}" for name in sorted(set(self.files) - attached - direct)
        )


def _attached(value: Any) -> Iterable[str]:
    """The names in every `attach://` of a request."""
    if isinstance(value, str):
        named = _ATTACHED.fullmatch(value)
        return [named[1]] if named else []
    if isinstance(value, Mapping):
        return [name for item in value.values() for name in _attached(item)]
    if isinstance(value, list):
        return [name for item in value for name in _attached(item)]
    return []
