"""Writes out the dates that texts carry as placeholders: `{2025-05-30}` with its weekday, `{2025-05-30:d}` without.

A date is so written once, as a date, and is never wrong about its weekday or its month's name in either language.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any

from bot.knowledge.lines import Path
from bot.knowledge.problems import Complaint, complaint, shown
from bot.phrases.dates import long_date, plain_date

_IN_BRACES = re.compile(r"\{([^{}]*)\}|[{}]")
_DAY = re.compile(r"(\d{4}-\d\d-\d\d)(:d)?")

Complain = Callable[[Path, Complaint], None]


def expand(data: Any, complain: Complain, path: Path = ()) -> Any:
    """Return the values of a file with every placeholder in texts of either language written out.

    Only what stands under `id` or `en` is touched: a headline or an evidence phrase stays as it was published. What
    holds no placeholder is not copied.
    """
    changed: dict[Any, Any] = {}
    for key, value in data.items() if type(data) is dict else enumerate(data) if type(data) is list else ():
        kind = type(value)
        if key == "id" or key == "en":
            if kind is str and ("{" in value or "}" in value):
                changed[key] = _expand_text(value, key, complain, (*path, key))
            elif kind is list and any(type(text) is str and ("{" in text or "}" in text) for text in value):
                changed[key] = [
                    _expand_text(text, key, complain, (*path, key, index)) if type(text) is str else text
                    for index, text in enumerate(value)
                ]
        elif kind is dict or kind is list:
            expanded = expand(value, complain, (*path, key))
            if expanded is not value:
                changed[key] = expanded
    if not changed:
        return data
    return data | changed if type(data) is dict else [changed.get(at, value) for at, value in enumerate(data)]


def _expand_text(text: str, language: str, complain: Complain, path: Path) -> str:
    def write_out(match: re.Match[str]) -> str:
        day = _DAY.fullmatch(match[1]) if match[1] is not None else None
        if day is None:
            complain(path, complaint("placeholder", value=shown(match[0])))
            return match[0]
        try:
            return (plain_date if day[2] else long_date)(date.fromisoformat(day[1]), language)
        except ValueError:
            complain(path, complaint("no_such_day", value=shown(match[0])))
            return match[0]

    return _IN_BRACES.sub(write_out, text)
