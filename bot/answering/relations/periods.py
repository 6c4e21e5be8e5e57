"""Periods of time in a question: a year, a month, "last year", "before 2026"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.text.tokens import MONTHS, date_of

_BEFORE = frozenset({"sebelum", "before"})
_FROM = frozenset({"sejak", "since", "mulai", "semenjak", "from", "dari"})
"""What begins with the time named."""
_AFTER = _FROM | {"sesudah", "setelah", "habis", "selepas", "pasca", "usai", "seusai", "lewat", "after"}
PARTS = {
    **dict.fromkeys(("awal", "early"), (1, 4)),
    **dict.fromkeys(("pertengahan", "mid"), (5, 8)),
    **dict.fromkeys(("akhir", "penghujung"), (9, 12)),
}
"""Parts of a year with their first and last months: thirds, as everyday speech has them."""
_TO = frozenset({"dan", "and", "sampai", "hingga", "to", "until", "till", "through", "atau", "or"})
"""Between the ends of a period, or two years."""
_RELATIVE: dict[tuple[str, ...], int] = {
    ("tahun", "lalu"): -1,
    ("last", "year"): -1,
    ("tahun", "kemarin"): -1,
    ("tahun", "ini"): 0,
    ("this", "year"): 0,
}


@dataclass(frozen=True, slots=True)
class Period:
    """Days from `start` to `end` inclusive, and the words that name it."""

    start: date
    end: date
    words: frozenset[str]

    def __contains__(self, day: date | None) -> bool:
        return day is not None and self.start <= day <= self.end


def _month(year: int, month: int) -> tuple[date, date]:
    first = date(year, month, 1)
    after = date(year + month // 12, month % 12 + 1, 1)
    return first, after - timedelta(days=1)


def period(words: Sequence[str], today: date) -> Period | None:
    """Return the period that the words name, or None."""
    for at, word in enumerate(words):
        exact = date_of(word)
        if exact and exact[0]:
            day = date(*exact)
            return Period(day, day, frozenset({word}))
        shift = _RELATIVE.get(tuple(words[at : at + 2]))
        if shift is not None:
            year = today.year + shift
            return Period(date(year, 1, 1), date(year, 12, 31), frozenset(words[at : at + 2]))
        if word in ("bulan", "month") and words[at + 1 : at + 2] in (["ini"], ["lalu"]):
            back = today.replace(day=1) - timedelta(days=1) if words[at + 1] == "lalu" else today
            return Period(*_month(back.year, back.month), frozenset(words[at : at + 2]))
        if word.isdigit() and len(word) == 4 and 1990 <= int(word) <= 2100:
            year = int(word)
            month = MONTHS.get(words[at - 1]) if at else None
            start, end = _month(year, month) if month else (date(year, 1, 1), date(year, 12, 31))
            used = frozenset(words[max(0, at - 2) : at + 1])
            first = at - (2 if month else 1)
            if first >= 0 and words[first] in ("tahun", "year", "the"):
                first -= 1
            before = words[first] if first >= 0 else ""
            earlier = _first_month(words, at) if month else None
            if earlier:  # "antara Juni dan Desember 2025"
                return Period(date(year, earlier[0], 1), end, used | frozenset(words[earlier[1] : at]))
            if before in PARTS and not month:
                a, b = PARTS[before]
                return Period(date(year, a, 1), _month(year, b)[1], used | {before})
            if before in _BEFORE:
                return Period(date.min, start - timedelta(days=1), used)
            if before in _AFTER:
                return Period(start if before in _FROM else end + timedelta(days=1), date.max, used)
            later = _until(words, at)
            if later is not None:  # "antara Mei 2025 dan Januari 2026", "2025 dan 2026"
                return Period(min(start, later.start), max(end, later.end), used | later.words)
            return Period(start, end, used)
    return None


def _first_month(words: Sequence[str], at: int) -> tuple[int, int] | None:
    """Return the month that begins a span whose last one stands before the year at a position, and its own place."""
    for place in range(max(0, at - 4), at - 2):
        if words[place] in MONTHS and frozenset(words[place + 1 : at - 1]) & _TO:
            return MONTHS[words[place]], place
    return None


def _until(words: Sequence[str], at: int) -> Period | None:
    """Return the year, or month of a year, that is joined to the year at a position."""
    if words[at + 1 : at + 2] and words[at + 1].isdigit() and words[at + 1] == str(int(words[at]) + 1):
        return Period(date(int(words[at + 1]), 1, 1), date(int(words[at + 1]), 12, 31), frozenset({words[at + 1]}))
    for after in range(at + 2, min(len(words), at + 4)):
        word, joint = words[after], frozenset(words[at + 1 : after])
        month = MONTHS.get(words[after - 1])
        if word.isdigit() and len(word) == 4 and 1990 <= int(word) <= 2100 and joint & _TO:
            year = int(word)
            start, end = _month(year, month) if month else (date(year, 1, 1), date(year, 12, 31))
            return Period(start, end, joint | {word})
    return None
