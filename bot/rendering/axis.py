"""What stands along the axes of a chart: round numbers upwards, and the steps of a span from left to right."""

from __future__ import annotations

from datetime import datetime, timedelta

from babel.dates import format_date

from bot.curating.figures_of_use import Span
from bot.phrases.table import phrase

LINES = 5
"""Lines of the grid, at most, above the one at nothing."""

_LOCALES = {"id": "id", "en": "en_GB"}
_DAY = timedelta(days=1)


def ticks(most: int) -> tuple[int, ...]:
    """Return round numbers in equal steps from 0 to the first that is not below the most."""
    step = next(
        factor * 10**power for power in range(20) for factor in (1, 2, 5) if factor * 10**power * LINES >= max(most, 1)
    )
    return tuple(range(0, -(-max(most, 1) // step) * step + 1, step))


def label(start: datetime, span: Span, language: str) -> str:
    """Return what stands under a step: "09", "Sen 5", "5 Jan"."""
    if span.step < _DAY:
        return f"{start:%H}"
    pattern = "EEE d" if len(span.starts) <= 7 and span.step == _DAY else "d MMM"
    return format_date(start.date(), pattern, locale=_LOCALES[language])


def labelled(count: int, most: int) -> range:
    """Return which of so many steps have a label, where there is room for some of them only."""
    return range(0, count, -(-count // max(1, most)))


def title(span: Span, language: str) -> str:
    """Return what the steps are."""
    kind = "hour" if span.step < _DAY else "day" if span.step == _DAY else "week"
    return phrase(language, f"fig.axis.{kind}")
