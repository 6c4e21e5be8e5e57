"""Finding days and spans of time in an article, and saying which days they are.

Relative ones ("pekan lalu") are counted from the day of publication, in direct speech from the day of the event; a
weekday is held against its date.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from bot.drafting.article import Article
from bot.phrases import dates
from bot.text.tokens import MONTHS, NUMBERS

WEEKDAYS: Final = dates.WEEKDAYS["id"]
MOST: Final = 2000
"""Mentions that are looked at; no article has as many."""
_SAME: Final = {"jum'at": "jumat", "jum’at": "jumat", "ahad": "minggu"}
_DAY = r"(?:Senin|Selasa|Rabu|Kamis|Jumat|Jum['’]at|Sabtu|Minggu|Ahad|SENIN|SELASA|RABU|KAMIS|JUMAT|SABTU|MINGGU)"
_MONTH = "|".join(sorted((name for name in MONTHS if name not in ("may", "mar", "march")), key=len, reverse=True))
_COUNT = rf"(?:\d{{1,3}}|se|{'|'.join(NUMBERS)})"
_WEEKDAY = rf"(?P<weekday>{_DAY})(?:\s*,)?\s*(?:tanggal\s+)?\(?\s*"

_PATTERNS: Final = tuple(
    re.compile(pattern, re.I)
    for pattern in (
        r"\b(?P<y>\d{4})-(?P<m>\d{2})-(?P<d>\d{2})\b",
        rf"(?:(?-i:\b{_WEEKDAY}))?\b(?P<d>\d{{1,2}})\s?[/.-]\s?(?P<m>\d{{1,2}})\s?[/.-]\s?(?P<y>\d{{4}}|\d{{2}})\b(?![/.,]\d)",
        rf"(?:(?-i:\b{_WEEKDAY}))?\b(?P<d>\d{{1,2}})(?:\s*(?:-|–|hingga|sampai|dan|s/d)\s*(?P<d2>\d{{1,2}}))?\s+(?P<month>{_MONTH})\b\.?(?:,?\s+(?P<y>(?:19|20)\d\d)\b)?",
        r"(?-i:\b" + _WEEKDAY + r")(?P<d>\d{1,2})/(?P<m>\d{1,2})\b(?!/)",
        r"\((?P<d>\d{1,2})/(?P<m>\d{1,2})\)",
        rf"\b(?:(?P<part>awal|pertengahan|akhir)\s+)?(?:bulan\s+)?(?P<month>{_MONTH})\b\.?(?:,?\s+(?P<y>(?:19|20)\d\d)\b)?(?:\s+(?P<side>lalu|depan|mendatang|nanti|ini))?",
        r"\b(?:semester|triwulan|kuartal)\s+(?P<quarter>I{1,3}|IV|[1-4])(?:\s+(?:tahun\s+)?(?P<y>(?:19|20)\d\d))?\b",
        r"\b(?P<y>(?:19|20)\d\d)\s?[–-]\s?(?P<y2>(?:19|20)\d\d)\b",
        rf"\b(?P<count>{_COUNT})\s?(?P<unit>hari|pekan|minggu|bulan|tahun)\s+(?P<side>yang lalu|lalu|lagi|silam)\b",
        rf"(?-i:\b(?P<weekday>{_DAY}))"
        r"(?:\s+(?P<side>(?:pekan |minggu )?(?:lalu|depan|kemarin|mendatang|nanti|ini)))?\b",
        r"\b(?:(?P<part>awal|pertengahan|akhir)\s+)?(?P<unit>hari|pekan|minggu|bulan|tahun)"
        r"\s+(?P<side>ini|lalu|depan|mendatang|kemarin)\b",
        r"\b(?P<word>kemarin|besok|lusa)\b",
        r"(?<![\d.,/])(?:tahun\s+)?(?P<y>(?:19|20)\d\d)\b(?![.,/]?\d)",
    )
)
_BACK: Final = ("lalu", "kemarin", "silam")
_AHEAD: Final = ("depan", "mendatang", "nanti", "lagi")


@dataclass(frozen=True, slots=True)
class Found:
    """One mention of a day or span."""

    start: int
    end: int
    said: str
    first: date | None
    """First day of what is meant; None where the text alone does not tell."""
    last: date | None
    precision: str
    """day, week, month, year or span."""
    weekday: str | None = None
    """The weekday written beside it."""
    fits: bool = True
    """False where that weekday is not the weekday of the date."""
    relative: bool = False
    """Whether it was counted from another day, or its year supplied."""
    instead: tuple[date, ...] = ()
    """Where the weekday does not fit: days near by that it would fit."""

    @property
    def is_day(self) -> bool:
        """Whether one day is meant, and which one is known."""
        return self.precision == "day" and self.first is not None

    @property
    def normal(self) -> str:
        """The form in which mentions are compared: 2025-05-30, 2025-07, 2025, or first/last."""
        if self.first is None or self.last is None:
            return "?"
        if self.precision == "day":
            return self.first.isoformat()
        if self.precision == "month":
            return f"{self.first:%Y-%m}"
        if self.precision == "year":
            return f"{self.first:%Y}"
        if (self.first.month, self.first.day, self.last.month, self.last.day) == (1, 1, 12, 31):
            return f"{self.first:%Y}/{self.last:%Y}"
        return f"{self.first.isoformat()}/{self.last.isoformat()}"


def find(article: Article, published: date | None) -> tuple[Found, ...]:
    """Return every mention in the order of the text; without a day of publication the first full date stands in."""
    taken: list[re.Match[str]] = []
    busy = bytearray(len(article.text) + 1)
    for pattern in _PATTERNS:
        for match in pattern.finditer(article.text):
            if not any(busy[match.start() : match.end()]):
                busy[match.start() : match.end()] = b"\1" * (match.end() - match.start())
                taken.append(match)
    taken = sorted(taken, key=lambda match: match.start())[:MOST]
    anchor = published or _first_full(taken)
    found = [one for match in taken if (one := _resolved(match, article, anchor, None, published)) is not None]
    main = next((one.first for one in found if one.is_day and one.weekday and one.fits), None)
    again: list[Found] = []
    for match in taken:
        one = _resolved(match, article, anchor, main, published)
        if one is not None:
            again.append(one)
    return tuple(again)


def _first_full(matches: list[re.Match[str]]) -> date | None:
    for match in matches:
        groups = match.groupdict()
        if groups.get("y") and groups.get("d"):
            day = _day(_year(groups["y"]), _month(groups), int(groups["d"]))
            if day is not None:
                return day
    return None


def _resolved(
    match: re.Match[str], article: Article, anchor: date | None, main: date | None, published: date | None
) -> Found | None:
    groups = {name: value for name, value in match.groupdict().items() if value}
    if main is not None and article.is_quoted(match.start()):
        anchor = main
    weekday = groups.get("weekday")
    weekday = _SAME.get(weekday.lower(), weekday.lower()) if weekday else None
    span: tuple[date | None, date | None, str, bool] | None
    if "d" in groups:
        span = _dated(groups, weekday, anchor)
    elif "month" in groups:
        span = _monthly(groups, anchor, match[0])
    elif "quarter" in groups:
        span = _quarterly(groups, anchor, match[0])
    elif "count" in groups:
        span = _counted(groups, anchor)
    elif "unit" in groups:
        span = _sided(groups, anchor, match[0])
    elif weekday:
        span = _on_weekday(groups, weekday, anchor, _ahead(article, match))
    elif "word" in groups:
        steps = {"kemarin": -1, "besok": 1, "lusa": 2}[groups["word"].lower()]
        day = anchor + timedelta(days=steps) if anchor else None
        # "Senin (4/8/2025) kemarin" says nothing new.
        if re.search(r"(?:\)|\d|lalu)\s*$", article.text[max(0, match.start() - 3) : match.start()]):
            return None
        span = (day, day, "day", True)
    else:
        first, last = int(groups["y"]), int(groups.get("y2") or groups["y"])
        span = (
            (date(first, 1, 1), date(last, 12, 31), "year" if first == last else "span", False)
            if last >= first
            else None
        )
    if span is None:
        return None
    start, end, precision, relative = span
    fits = not (weekday and start and precision == "day") or WEEKDAYS[start.weekday()] == weekday
    instead = () if fits or start is None or weekday is None else _instead(start, weekday, published)
    said = match[0] + (
        ")" if match[0].count("(") > match[0].count(")") and article.text[match.end() : match.end() + 1] == ")" else ""
    )
    return Found(
        match.start(), match.start() + len(said), said, start, end, precision, weekday, fits, relative, instead
    )


def _ahead(article: Article, match: re.Match[str]) -> bool:
    before = article.text[article.sentence_at(match.start()).start : match.start()]
    return bool(re.search(r"\b(?:akan|mulai|rencananya|dijadwalkan)\b", before, re.I))


def _year(written: str) -> int:
    return int(written) if len(written) == 4 else 2000 + int(written)


def _month(groups: dict[str, str]) -> int:
    return MONTHS[groups["month"].lower()] if groups.get("month") else int(groups["m"])


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


Span = tuple[date | None, date | None, str, bool]


def _dated(groups: dict[str, str], weekday: str | None, anchor: date | None) -> Span | None:
    month, number = _month(groups), int(groups["d"])
    if not 1 <= month <= 12 or not 1 <= number <= 31:
        return None
    if "y" in groups:
        first = _day(_year(groups["y"]), month, number)
        if first is None:
            return None
        supplied = False
    elif anchor is None:
        return None, None, "day", True
    else:
        near = [day for year in (-1, 0, 1) if (day := _day(anchor.year + year, month, number))]
        if not near:
            return None
        first, supplied = min(near, key=lambda day: abs(day - anchor)), True
    last = _day(first.year, month, int(groups["d2"])) if "d2" in groups else first
    if last is None or last < first:
        return None
    return first, last, "day" if first == last else "span", supplied


def _whole(year: int, month: int) -> tuple[date, date]:
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def _monthly(groups: dict[str, str], anchor: date | None, said: str) -> Span | None:
    name, month = groups["month"], MONTHS[groups["month"].lower()]
    # "mei" and "agustus" are months in any case, "mar" and "sep" only with a year.
    if len(name) <= 4 and name.lower() not in ("mei", "juni", "juli") and "y" not in groups:
        return None
    if (
        not name[0].isupper()
        and "y" not in groups
        and not said.lower().startswith(("bulan", "awal", "akhir", "perteng"))
    ):
        return None
    if "y" in groups:
        return (*_whole(int(groups["y"]), month), "month", False)
    if anchor is None:
        return None, None, "month", True
    year = anchor.year
    side = groups.get("side", "").lower()
    if side in _BACK and month > anchor.month:
        year -= 1
    elif side in _AHEAD and month < anchor.month:
        year += 1
    elif not side and abs(month - anchor.month) > 6:
        year += 1 if month < anchor.month else -1
    return (*_whole(year, month), "month", True)


def _quarterly(groups: dict[str, str], anchor: date | None, said: str) -> Span | None:
    number = {"i": 1, "ii": 2, "iii": 3, "iv": 4}.get(groups["quarter"].lower()) or int(groups["quarter"])
    months = 6 if said.lower().startswith("semester") else 3
    if number * months > 12:
        return None
    if "y" not in groups and anchor is None:
        return None, None, "span", True
    year = int(groups["y"]) if "y" in groups else anchor.year if anchor else 0
    last = _whole(year, number * months)[1]
    return date(year, (number - 1) * months + 1, 1), last, "span", "y" not in groups


def _shifted(anchor: date, months: int) -> tuple[date, date]:
    index = anchor.year * 12 + anchor.month - 1 + months
    return _whole(index // 12, index % 12 + 1)


def _sided(groups: dict[str, str], anchor: date | None, said: str) -> Span | None:
    unit, side = groups["unit"], groups["side"].lower()
    steps = -1 if side in _BACK else 1 if side in _AHEAD else 0
    sunday = unit == "Minggu" and steps and not said.startswith("Minggu ini")
    if sunday:
        return _on_weekday({"side": side}, "minggu", anchor, False)
    unit = unit.lower()
    precision = {"hari": "day", "pekan": "week", "minggu": "week", "bulan": "month", "tahun": "year"}[unit]
    if unit == "hari" and steps:
        return None  # "kemudian hari", "hari lalu": no day
    if anchor is None:
        return None, None, precision, True
    if unit == "hari":
        return anchor, anchor, "day", True
    if precision == "week":
        monday = anchor - timedelta(days=anchor.weekday()) + timedelta(weeks=steps)
        return monday, monday + timedelta(days=6), "week", True
    if unit == "bulan":
        return (*_shifted(anchor, steps), "month", True)
    return date(anchor.year + steps, 1, 1), date(anchor.year + steps, 12, 31), "year", True


def _counted(groups: dict[str, str], anchor: date | None) -> Span | None:
    word = groups["count"].lower()
    count = int(word) if word.isdigit() else 1 if word == "se" else int(NUMBERS[word])
    steps = count if groups["side"].lower() == "lagi" else -count
    unit = groups["unit"].lower()
    if anchor is None:
        return None, None, {"hari": "day", "bulan": "month", "tahun": "year"}.get(unit, "week"), True
    if unit == "hari":
        day = anchor + timedelta(days=steps)
        return day, day, "day", True
    if unit in ("pekan", "minggu"):
        monday = anchor - timedelta(days=anchor.weekday()) + timedelta(weeks=steps)
        return monday, monday + timedelta(days=6), "week", True
    if unit == "bulan":
        return (*_shifted(anchor, steps), "month", True)
    if not 1 <= anchor.year + steps <= 9998:
        return None
    return date(anchor.year + steps, 1, 1), date(anchor.year + steps, 12, 31), "year", True


def _on_weekday(groups: dict[str, str], weekday: str, anchor: date | None, ahead: bool) -> Span | None:
    if anchor is None:
        return None, None, "day", True
    number = WEEKDAYS.index(weekday)
    side = groups.get("side", "").lower()
    if side.startswith(("pekan", "minggu")):
        weeks = 1 if side.endswith(_AHEAD) else -1 if side.endswith(_BACK) else 0
        day = anchor - timedelta(days=anchor.weekday()) + timedelta(weeks=weeks, days=number)
    elif side in _AHEAD or (ahead and side not in _BACK):
        day = anchor + timedelta(days=(number - anchor.weekday() - 1) % 7 + 1)
    else:
        # "lalu" is never the day of publication itself; the bare weekday can be.
        back = (anchor.weekday() - number) % 7
        day = anchor - timedelta(days=back or (7 if side == "lalu" else 0))
    return day, day, "day", True


def _instead(written: date, weekday: str, published: date | None) -> tuple[date, ...]:
    """Return the days that the weekday fits: near the date, or the same day of another year; likeliest first."""
    near = [written + timedelta(days=step) for step in (-1, 1, -2, 2)]
    near += [day for step in (1, -1, 2, -2) if (day := _day(written.year + step, written.month, written.day))]
    fitting = [day for day in near if WEEKDAYS[day.weekday()] == weekday]
    if published is not None:
        fitting = [day for day in fitting if day <= published]
        fitting.sort(key=lambda day: published - day)
    return tuple(fitting)
