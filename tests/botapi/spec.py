"""The Bot API as spec.json describes it: methods, objects and the rules on their fields.

spec.json is generated from the aiogram 3.31 wheel by `make_spec.py`, which says how.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

SOURCE = Path(__file__).with_name("spec.json")

ARRAY = "Array of "


@dataclass(frozen=True)
class Field:
    """What one parameter of a method, or one field of an object, may hold."""

    types: tuple[str, ...]
    required: bool = False
    choices: tuple[str, ...] = ()
    min: int | None = None
    max: int | None = None
    unit: str = ""
    mode: str = ""
    """Name of the field beside it that says how this text is marked up."""


Fields = Mapping[str, Field]


@dataclass(frozen=True)
class Method:
    """One method of the Bot API."""

    name: str
    returns: tuple[str, ...]
    fields: Fields


@dataclass(frozen=True)
class Object:
    """One object: its fields, or the objects that it stands for."""

    name: str
    fields: Fields
    any_of: tuple[str, ...] = ()


@dataclass(frozen=True)
class Spec:
    """The whole Bot API."""

    version: str
    source: str
    methods: Mapping[str, Method]
    types: Mapping[str, Object]

    def method(self, name: str) -> Method | None:
        """A method by its name, in any case, as Telegram finds it."""
        return self._by_lower.get(name.lower())

    @functools.cached_property
    def _by_lower(self) -> dict[str, Method]:
        return {name.lower(): method for name, method in self.methods.items()}

    @property
    def update_kinds(self) -> frozenset[str]:
        """Everything that an update may carry."""
        return frozenset(self.types["Update"].fields) - {"update_id"}


def _fields(raw: Mapping[str, Mapping[str, Any]]) -> Fields:
    def field(entry: Mapping[str, Any]) -> Field:
        # A list would leave a frozen field open to change.
        frozen: dict[str, Any] = {
            key: tuple(value) if isinstance(value, list) else value for key, value in entry.items()
        }
        return Field(**frozen)

    return {name: field(entry) for name, entry in raw.items()}


@functools.cache
def load() -> Spec:
    """Read spec.json, once."""
    raw = json.loads(SOURCE.read_text(encoding="utf-8"))
    methods = raw["methods"].items()
    objects = raw["types"].items()
    return Spec(
        version=raw["version"],
        source=raw["source"],
        methods={n: Method(n, tuple(m["returns"]), _fields(m["fields"])) for n, m in methods},
        types={n: Object(n, _fields(o.get("fields", {})), tuple(o.get("any_of", ()))) for n, o in objects},
    )


def decoded(value: Any, field: Field) -> Any:
    """A value as it came in a form, read by the types that its field allows."""
    if not isinstance(value, str) or field.types == ("String",):
        return value
    try:
        read = json.loads(value)
    except ValueError:
        return value
    if isinstance(read, bool | dict | list):
        return read
    if isinstance(read, int) and {"Integer", "Float"} & set(field.types):
        return read
    return read if isinstance(read, float) and "Float" in field.types else value


def decoded_parameters(method: Method, parameters: Mapping[str, Any]) -> dict[str, Any]:
    """The parameters of a call as Python values; what is None was not sent."""
    return {
        name: decoded(value, method.fields[name]) if name in method.fields else value
        for name, value in parameters.items()
        if value is not None
    }
