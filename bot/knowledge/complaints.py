"""Says in plain sentences what pydantic found: what is wrong, and what would be right."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from bot.knowledge.model import Bilingual, BilingualList
from bot.knowledge.problems import did_you_mean, shown

_QUOTES = "put it in quotes if it is meant as text"


def sentence(error: ErrorDetails, kind: Any, raw: str | None) -> str:
    """Return the sentence for one error of pydantic.

    `kind` is the type that the whole file was read as, `raw` what was typed where YAML read no text.
    """
    place = tuple(part for part in error["loc"] if part != "[key]")
    say = _SENTENCES.get(error["type"])
    name = _name(place)
    if say is not None:
        return say(name, error, kind, place)
    if error["type"] in _WRONG_TYPE:
        return f"{name} {_instead(error['input'], raw)}; {_wanted(type_at(kind, place))}"
    return f"{name}: {error['msg']}"


def type_at(kind: Any, place: Iterable[int | str]) -> Any:
    """Return the type that the model has at a place of the data; None where it has none."""
    kind = _bare(kind)
    for part in place:
        origin, arguments = get_origin(kind), get_args(kind)
        if origin in (tuple, list) and isinstance(part, int):
            kind = _bare(arguments[0])
        elif isinstance(origin, type) and issubclass(origin, Mapping):
            kind = _bare(arguments[1])
        elif isinstance(kind, type) and issubclass(kind, BaseModel) and part in kind.model_fields:
            kind = _bare(kind.model_fields[str(part)].annotation)
        else:
            return None
    return kind


def _bare(kind: Any) -> Any:
    """Take `| None` and `Annotated` off a type."""
    while True:
        origin = get_origin(kind)
        if origin is Annotated:
            kind = get_args(kind)[0]
        elif origin in (Union, UnionType):
            kind = next(argument for argument in get_args(kind) if argument is not type(None))
        else:
            return kind


def _name(place: tuple[int | str, ...]) -> str:
    """Name a field the way a curator looks for it: `name.en`, `sectors[2]`, counted from one."""
    name = ""
    last = place[-2:] if len(place) > 1 and isinstance(place[-2], str) else place[-1:]
    for part in last:
        name += f"[{part + 1}]" if isinstance(part, int) else f".{part}"
    return shown(name.lstrip(".")) if place else "the file"


def _missing(name: str, error: ErrorDetails, kind: Any, place: tuple[int | str, ...]) -> str:
    field, parent = str(place[-1]), type_at(kind, place[:-1])
    if parent in (Bilingual, BilingualList) and field in ("id", "en"):
        language = "English" if field == "en" else "Indonesian"
        return f"the {language} text is missing: add `{field}` to {_name(place[:-1])}"
    return f"the field `{field}` is missing; {_wanted(type_at(kind, place))}"


def _unknown(name: str, error: ErrorDetails, kind: Any, place: tuple[int | str, ...]) -> str:
    fields = list(getattr(type_at(kind, place[:-1]), "model_fields", ()))
    guess = did_you_mean(str(place[-1]), fields)
    return f"unknown field {shown(place[-1])}" + (guess or f"; the fields here are {', '.join(fields)}")


def _not_allowed(name: str, error: ErrorDetails, kind: Any, place: tuple[int | str, ...]) -> str:
    enum = type_at(kind, place)
    if not (isinstance(enum, type) and issubclass(enum, StrEnum)):  # the key of a mapping
        allowed = re.findall(r"'([^']+)'", str(error.get("ctx", {}).get("expected", "")))
    else:
        allowed = [member.value for member in enum]
    guess = did_you_mean(str(error["input"]), allowed)
    return f"{name} is {shown(error['input'])}, which is not in its list; allowed: {', '.join(allowed)}{guess}"


def _too_short(name: str, error: ErrorDetails, kind: Any, place: tuple[int | str, ...]) -> str:
    if isinstance(error["input"], str):
        return f"{name} is empty; write a text or remove the field"
    return f"{name} is an empty list; at least one is needed"


def _too_long(name: str, error: ErrorDetails, kind: Any, place: tuple[int | str, ...]) -> str:
    limit = error.get("ctx", {}).get("max_length", 0)
    return f"{name} has {len(error['input'].strip())} characters; at most {limit} are allowed"


def _pattern(name: str, error: ErrorDetails, kind: Any, place: tuple[int | str, ...]) -> str:
    pattern = str(error.get("ctx", {}).get("pattern", ""))
    right = next((text for start, text in _PATTERNS.items() if pattern.startswith(start)), f"it must match {pattern}")
    return f"{name} is {shown(error['input'])}; {right}"


_PATTERNS = {
    "^(?:unknown": "write `unknown` or the id of an entry, such as palu-balikpapan/tanggal-kunjungan",
    "^[a-z0-9]+(": "an id is lower-case letters and digits, with single hyphens between words",
    "^https?": "an address begins with http:// or https:// and has no spaces",
    "^[0-9a-f]{64}": "a SHA-256 is 64 digits and letters a to f, as `sha256sum FILE` prints it",
    "^[0-9.]{2,5}": "a code is a quoted Kemendagri code such as '64.71', or two capitals such as KZ",
}


def _day(name: str, error: ErrorDetails, kind: Any, place: tuple[int | str, ...]) -> str:
    return f"{name} is {shown(error['input'])}, which is no day; write it as 2025-05-30"


def _own(name: str, error: ErrorDetails, kind: Any, place: tuple[int | str, ...]) -> str:
    return error["msg"].removeprefix("Value error, ")


_SENTENCES = {
    "missing": _missing,
    "extra_forbidden": _unknown,
    "enum": _not_allowed,
    "string_too_short": _too_short,
    "too_short": _too_short,
    "string_too_long": _too_long,
    "string_pattern_mismatch": _pattern,
    "day": _day,
    "value_error": _own,
}
_WRONG_TYPE = {"string_type", "tuple_type", "model_type", "mapping_type", "dict_type", "list_type", "bool_type"}


def _instead(value: object, raw: str | None) -> str:
    """Say what stands where something else was expected."""
    typed = shown(raw if raw is not None else value)
    if value is None:
        return "is empty" if not raw else f"is {typed}, which YAML reads as nothing ({_QUOTES})"
    if isinstance(value, bool):
        return f"is {typed}, which YAML reads as {'true' if value else 'false'} ({_QUOTES})"
    if isinstance(value, int | float):
        return f"is {typed}, which YAML reads as the number {value} ({_QUOTES})"
    if isinstance(value, date):
        return f"is {typed}, which YAML reads as a date ({_QUOTES})"
    if isinstance(value, str):
        return f"is the text {typed}"
    return "is a list" if isinstance(value, list) else "is a mapping"


def _wanted(kind: Any) -> str:
    """Say what a field of this type looks like."""
    kind = _bare(kind)
    if kind is Bilingual:
        return "it takes a text in both languages: {id: ..., en: ...}"
    if kind is BilingualList:
        return "it takes lists in both languages: {id: [...], en: [...]}"
    if get_origin(kind) in (tuple, list):
        return "it takes a list: [...]"
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return f"it takes a mapping with the fields {', '.join(kind.model_fields)}"
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return f"it takes one of {', '.join(member.value for member in kind)}"
    if kind is bool:
        return "it takes true or false, without quotes"
    if kind is date:
        return "it takes a day: 2025-05-30"
    return "it takes a text" if kind is str else "it takes a mapping"
