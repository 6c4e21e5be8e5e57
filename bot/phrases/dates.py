"""How dates are written in Indonesian and in English."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from babel.dates import format_date

_LOCALES = {"id": "id", "en": "en_GB"}

WEEKDAYS = {
    "id": ("senin", "selasa", "rabu", "kamis", "jumat", "sabtu", "minggu"),
    "en": ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
}
"""Names of the weekdays in small letters, from Monday on, as `date.weekday` counts them."""
MONTHS = {
    "id": ("januari", "februari", "maret", "april", "mei", "juni", "juli", "agustus", "september", "oktober",
           "november", "desember"),
    "en": ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
           "november", "december"),
}  # fmt: skip
"""Names of the months in small letters, from January on."""


def long_date(day: date, language: str) -> str:
    """Return the day with its weekday: "Jumat, 30 Mei 2025", "Friday, 30 May 2025"."""
    return _format(day, "EEEE, d MMMM y", language)


def plain_date(day: date, language: str) -> str:
    """Return the day without its weekday: "30 Mei 2025", "30 May 2025"."""
    return _format(day, "d MMMM y", language)


def month(day: date, language: str) -> str:
    """Return the month of a day with its year: "Mei 2025", "May 2025"."""
    return _format(day, "MMMM y", language)


@lru_cache(maxsize=1024)
def _format(day: date, pattern: str, language: str) -> str:
    # One pattern for both: Babel's own "full" form writes "05 Mei" in Indonesian.
    return format_date(day, pattern, locale=_LOCALES.get(language, "id"))
