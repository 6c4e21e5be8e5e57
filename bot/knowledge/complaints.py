"""Says what pydantic found as complaints with words of our own: what is wrong, and what would be right."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum
from types import UnionType
from typing import Annotated, Any, TypeAlias, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from bot.knowledge.model import Bilingual, BilingualList
from bot.knowledge.problems import Complaint, complaint, did_you_mean, shown

Name: TypeAlias = Complaint | str
"""How a place is called: as it is typed, or in words."""


def worded(error: ErrorDetails, kind: Any, raw: str | None) -> Complaint:
    """Return the complaint for one error of pydantic.

    `kind` is the type that the whole file was read as, `raw` what was typed where YAML read no text.
    """
    place = tuple(part for part in error["loc"] if part != "[key]")
    say = _COMPLAINTS.get(error["type"])
    name = _name(place)
    if error["type"] in OWN:
        return complaint(error["type"])
    if say is not None:
        return say(name, error, kind, place)
    if error["type"] in _WRONG_TYPE:
        instead, wanted = _instead(error["input"], raw), _wanted(type_at(kind, place))
        return complaint("wrong_type", name=name, instead=instead, wanted=wanted)
    return complaint("wrong_shape", name=name, error=error["msg"])


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


def _name(place: tuple[int | str, ...]) -> Name:
    """Name a field the way a curator looks for it: `name.en`, `sectors[2]`, counted from one."""
    name = ""
    last = place[-2:] if len(place) > 1 and isinstance(place[-2], str) else place[-1:]
    for part in last:
        name += f"[{part + 1}]" if isinstance(part, int) else f".{part}"
    return shown(name.lstrip(".")) if place else complaint("part.file")


def _missing(name: Name, error: ErrorDetails, kind: Any, place: tuple[int | str, ...]) -> Complaint:
    field, parent = str(place[-1]), type_at(kind, place[:-1])
    if parent in (Bilingual, BilingualList) and field in ("id", "en"):
        return complaint("missing_english" if field == "en" else "missing_indonesian", name=_name(place[:-1]))
    return complaint("missing_field", field=field, wanted=_wanted(type_at(kind, place)))


def _unknown(name: Name, error: ErrorDetails, kind: Any, place: tuple[int | str, ...]) -> Complaint:
    fields = list(getattr(type_at(kind, place[:-1]), "model_fields", ()))
    guess = did_you_mean(str(place[-1]), fields) or complaint("part.fields", fields=", ".join(fields))
    return complaint("unknown_field", field=shown(place[-1]), guess=guess)


def _not_allowed(name: Name, error: ErrorDetails, kind: Any, place: tuple[int | str, ...]) -> Complaint:
    enum = type_at(kind, place)
    if not (isinstance(enum, type) and issubclass(enum, StrEnum)):  # the key of a mapping
        allowed = re.findall(r"'([^']+)'", str(error.get("ctx", {}).get("expected", "")))
    else:
        allowed = [member.value for member in enum]
    guess = did_you_mean(str(error["input"]), allowed)
    return complaint("not_allowed", name=name, value=shown(error["input"]), allowed=", ".join(allowed), guess=guess)


def _too_short(name: Name, error: ErrorDetails, kind: Any, place: tuple[int | str, ...]) -> Complaint:
    return complaint("empty_text" if isinstance(error["input"], str) else "empty_list", name=name)


def _too_long(name: Name, error: ErrorDetails, kind: Any, place: tuple[int | str, ...]) -> Complaint:
    limit = error.get("ctx", {}).get("max_length", 0)
    return complaint("too_long", name=name, length=len(error["input"].strip()), most=limit)


def _pattern(name: Name, error: ErrorDetails, kind: Any, place: tuple[int | str, ...]) -> Complaint:
    pattern, value = str(error.get("ctx", {}).get("pattern", "")), shown(error["input"])
    for start, right in _PATTERNS.items():
        if pattern.startswith(start):
            return complaint("form", name=name, value=value, right=right)
    return complaint("form", name=name, value=value, right=complaint("part.form_pattern", pattern=pattern))


_PATTERNS = {
    "^(?:unknown": complaint("part.form_expects"),
    "^[a-z0-9]+(": complaint("part.form_id"),
    "^https?": complaint("part.form_address"),
    "^[0-9a-f]{64}": complaint("part.form_digest"),
    "^[0-9.]{2,5}": complaint("part.form_code"),
}


def _day(name: Name, error: ErrorDetails, kind: Any, place: tuple[int | str, ...]) -> Complaint:
    return complaint("no_day", name=name, value=shown(error["input"]))


OWN = frozenset({"article_and_digest", "one_party"})
"""Rules of single records, which the model itself holds; the type of the error is the rule."""
_COMPLAINTS = {
    "missing": _missing,
    "extra_forbidden": _unknown,
    "enum": _not_allowed,
    "string_too_short": _too_short,
    "too_short": _too_short,
    "string_too_long": _too_long,
    "string_pattern_mismatch": _pattern,
    "day": _day,
}
_WRONG_TYPE = {"string_type", "tuple_type", "model_type", "mapping_type", "dict_type", "list_type", "bool_type"}


def _instead(value: object, raw: str | None) -> Complaint:
    """Say what stands where something else was expected."""
    typed = shown(raw if raw is not None else value)
    if value is None:
        return complaint("part.is_nothing", value=typed) if raw else complaint("part.is_empty")
    if isinstance(value, bool):
        return complaint("part.is_flag", value=typed, flag="true" if value else "false")
    if isinstance(value, int | float):
        return complaint("part.is_number", value=typed, number=str(value))
    if isinstance(value, date):
        return complaint("part.is_date", value=typed)
    if isinstance(value, str):
        return complaint("part.is_text", value=typed)
    return complaint("part.is_list") if isinstance(value, list) else complaint("part.is_mapping")


def _wanted(kind: Any) -> Complaint:
    """Say what a field of this type looks like."""
    kind = _bare(kind)
    if kind is Bilingual:
        return complaint("part.takes_texts")
    if kind is BilingualList:
        return complaint("part.takes_lists")
    if get_origin(kind) in (tuple, list):
        return complaint("part.takes_list")
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return complaint("part.takes_fields", fields=", ".join(kind.model_fields))
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return complaint("part.takes_one", values=", ".join(member.value for member in kind))
    if kind is bool:
        return complaint("part.takes_flag")
    if kind is date:
        return complaint("part.takes_day")
    return complaint("part.takes_text") if kind is str else complaint("part.takes_mapping")
