"""Writes out the dates that texts carry as placeholders: `{2025-05-30}` with its weekday, `{2025-05-30:d}` without.

A date is so written once, as a date, and is never wrong about its weekday or its month's name in either language.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any

from bot.knowledge.lines import Key, Path
from bot.knowledge.problems import shown
from bot.phrases.dates import long_date, plain_date

_IN_BRACES = re.compile(r"\{([^{}]*)\}|[{}]")
_DAY = re.compile(r"(\d{4}-\d\d-\d\d)(:d)?")

Complain = Callable[[Path, str], None]


def expand(data: Any, complain: Complain, path: Path = ()) -> Any:
    """Return the values of a file with every placeholder in texts of either language written out.

    Only what stands under `id` or `en` is touched: a headline or an evidence phrase stays as it was published.
    """
    if type(data) is dict:
        return {key: _expand_field(value, complain, (*path, key)) for key, value in data.items()}
    if type(data) is list:
        return [expand(value, complain, (*path, index)) for index, value in enumerate(data)]
    return data


def _expand_field(value: Any, complain: Complain, path: Path) -> Any:
    key: Key = path[-1]
    if key not in ("id", "en"):
        return expand(value, complain, path) if type(value) in (dict, list) else value
    if type(value) is str:
        return _expand_text(value, str(key), complain, path)
    if type(value) is list:
        return [
            _expand_text(text, str(key), complain, (*path, index)) if type(text) is str else text
            for index, text in enumerate(value)
        ]
    return value


def _expand_text(text: str, language: str, complain: Complain, path: Path) -> str:
    if "{" not in text and "}" not in text:
        return text

    def write_out(match: re.Match[str]) -> str:
        day = _DAY.fullmatch(match[1]) if match[1] is not None else None
        if day is None:
            complain(path, f"{shown(match[0])} is no date placeholder; right are {{2025-05-30}} and {{2025-05-30:d}}")
            return match[0]
        try:
            return (plain_date if day[2] else long_date)(date.fromisoformat(day[1]), language)
        except ValueError:
            complain(path, f"{shown(match[0])}: there is no such day")
            return match[0]

    return _IN_BRACES.sub(write_out, text)
