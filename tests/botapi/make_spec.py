"""Write spec.json, the machine-readable Bot API, from the installed aiogram wheel.

    python -m tests.botapi.make_spec

aiogram's authors generate its classes from Telegram's documentation: names, types and what is required are read from
the classes, limits and closed lists from the sentence under each field. The committed file comes from aiogram 3.31.0
(Bot API 10.3, MIT licence); a test rebuilds and compares it.
"""

from __future__ import annotations

import ast
import datetime
import enum
import functools
import inspect
import json
import re
import sys
import types
import typing
from collections.abc import Iterator
from pathlib import Path
from typing import Any

TARGET = Path(__file__).with_name("spec.json")

TEXTS = frozenset({"text", "caption", "message_text"})
"""Fields that `parse_mode` is about; any other has a mode of its own or says "after entities parsing"."""

_RANGE = re.compile(r"(?<![\d*])(\d+)-(\d+)(?: (characters|bytes))?", re.IGNORECASE)
_AT_MOST = re.compile(r"(?:at most|up to) (\d+) (?!characters|line)", re.IGNORECASE)
_ONE_OF = re.compile(r"(?:must be one of|can be one of|can be|choose one\b[^:]*:|, one of) (?=['\"*])", re.IGNORECASE)
_CHOICE = re.compile(r"""['"]([^'"\s]+)['"]|(?<!\*)\*(\w+)\*(?!\*)""")


def type_names(annotation: Any) -> list[str]:
    """The Bot API's names for an annotation; several for a union, none for what never crosses the wire."""
    origin, arguments = typing.get_origin(annotation), typing.get_args(annotation)
    if origin is typing.Annotated:
        return type_names(arguments[0])
    if origin in (typing.Union, types.UnionType):
        return list(dict.fromkeys(name for argument in arguments for name in type_names(argument)))
    if origin is typing.Literal:
        return _class_names(type(arguments[0]))
    if origin is list:
        return ["Array of " + " or ".join(type_names(arguments[0]))]
    if not inspect.isclass(annotation):
        return []
    return _class_names(annotation)


def _class_names(kind: type) -> list[str]:
    from aiogram.types import InputFile
    from pydantic import BaseModel

    if issubclass(kind, bool):
        return ["Boolean"]
    if issubclass(kind, str | enum.Enum):
        return ["String"]
    if issubclass(kind, int | datetime.datetime | datetime.timedelta):
        return ["Integer"]
    if issubclass(kind, float):
        return ["Float"]
    if issubclass(kind, InputFile):
        return ["InputFile"]
    return [kind.__name__] if issubclass(kind, BaseModel) else []


@functools.cache
def _sentences(module: str) -> dict[str, dict[str, str]]:
    """For every class of a module the sentence that stands under each field in the source."""
    source = Path(str(sys.modules[module].__file__)).read_text(encoding="utf-8")
    found: dict[str, dict[str, str]] = {}
    for owner in ast.parse(source).body:
        if not isinstance(owner, ast.ClassDef):
            continue
        told = found.setdefault(owner.name, {})
        for field, below in zip(owner.body, owner.body[1:], strict=False):
            if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name):
                match below:
                    case ast.Expr(value=ast.Constant(value=str(text))):
                        told[field.target.id] = " ".join(text.split())
    return found


def sentences(model: type) -> dict[str, str]:
    """The sentence for each field of a class, its bases' first."""
    owners = [owner for owner in reversed(model.__mro__) if owner.__module__.startswith("aiogram.")]
    return {k: v for owner in owners for k, v in _sentences(owner.__module__).get(owner.__name__, {}).items()}


def limits(names: list[str], sentence: str) -> dict[str, Any]:
    """The least and greatest length, number of items or value that a sentence allows."""
    array = any(name.startswith("Array of ") for name in names)
    found = _RANGE.search(sentence)
    if found and found[3] and names == ["String"]:
        return {"min": int(found[1]), "max": int(found[2]), "unit": found[3].lower()}
    if found and array and int(found[1]) <= int(found[2]):
        return {"min": int(found[1]), "max": int(found[2]), "unit": "items"}
    if found and not found[3] and names in (["Integer"], ["Float"]):
        return {"min": int(found[1]), "max": int(found[2]), "unit": "value"}
    if array and (most := _AT_MOST.search(sentence)):
        return {"min": 0, "max": int(most[1]), "unit": "items"}
    return {}


def choices(names: list[str], sentence: str) -> list[str]:
    """The closed list of values that a sentence gives, empty if it gives none."""
    start = _ONE_OF.search(sentence)
    if names != ["String"] or not start:
        return []
    return [one or other for one, other in _CHOICE.findall(sentence[start.end() :].split(". ")[0])]


def constant(annotation: Any) -> str | None:
    """The only value a discriminator such as `type` may have."""
    values = typing.get_args(annotation) if typing.get_origin(annotation) is typing.Literal else ()
    match values:
        case (enum.Enum(value=str(only)) | str(only),):
            return only
    return None


def fields(model: Any) -> dict[str, dict[str, Any]]:
    """All fields of a method or an object; those that Telegram has withdrawn are left out."""
    told, result = sentences(model), {}
    modes = {name for name in model.model_fields if name.endswith("parse_mode")}
    for name, field in model.model_fields.items():
        if (field.json_schema_extra or {}).get("deprecated"):
            continue
        names, sentence = type_names(field.annotation), told.get(name, "")
        entry: dict[str, Any] = {"types": names or ["Any"]}
        if (only := constant(field.annotation)) is not None:
            # aiogram fills a discriminator in by itself; whoever writes to Telegram must send it.
            entry |= {"required": True, "choices": [only]}
        else:
            entry |= {"required": True} if field.is_required() else {}
            entry |= {"choices": listed} if (listed := choices(names, sentence)) else {}
        entry |= limits(names, sentence)
        if f"{name}_parse_mode" in modes:
            entry["mode"] = f"{name}_parse_mode"
        elif "parse_mode" in modes and (name in TEXTS or "after entit" in sentence):
            entry["mode"] = "parse_mode"
        result[field.alias or name] = entry
    return result


def _methods() -> Iterator[tuple[str, Any]]:
    import aiogram.methods

    for model in vars(aiogram.methods).values():
        name = getattr(model, "__api_method__", None)
        if inspect.isclass(model) and isinstance(name, str):
            yield name, model


def _types() -> dict[str, Any]:
    import aiogram.types
    from pydantic import BaseModel

    apart = (aiogram.types.InputFile, aiogram.types.ErrorEvent)
    models = [m for m in vars(aiogram.types).values() if inspect.isclass(m) and issubclass(m, BaseModel)]
    return {m.__name__: m for m in models if not issubclass(m, apart) and m is not aiogram.types.TelegramObject}


def build() -> dict[str, Any]:
    """The whole description."""
    import aiogram

    objects = _types()
    described: dict[str, Any] = {}
    for name, model in objects.items():
        kinds = sorted(other for other, sub in objects.items() if model in sub.__bases__)
        own = fields(model)
        described[name] = {"any_of": kinds} if kinds and not own else {"fields": own}
    return {
        "version": aiogram.__api_version__,
        "source": f"aiogram {aiogram.__version__}",
        "methods": {n: {"returns": type_names(m.__returning__), "fields": fields(m)} for n, m in sorted(_methods())},
        "types": dict(sorted(described.items())),
    }


def serialised(description: dict[str, Any]) -> str:
    """One line for each method and each type, so that a difference can be read."""
    parts = []
    for key, value in description.items():
        if isinstance(value, dict):
            lines = ",\n".join(f"{json.dumps(k)}:{_minified(v)}" for k, v in value.items())
            parts.append(f"{json.dumps(key)}:{{\n{lines}\n}}")
        else:
            parts.append(f"{json.dumps(key)}:{json.dumps(value)}")
    return "{" + ",\n".join(parts) + "}\n"


def _minified(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


if __name__ == "__main__":
    TARGET.write_text(serialised(build()), encoding="utf-8")
