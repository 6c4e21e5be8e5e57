"""How the bot is used over a span of time: counts without persons, as values that any face can show."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone

from bot.storage.records import Question, Vote

ZONE = timezone(timedelta(hours=8), "WITA")
"""Central Indonesian time, that of Balikpapan: days begin at its midnight, and have 24 hours all the year round."""

KINDS = ("day", "week", "month")
"""Spans that a curator asks for: 24 hours, 7 and 30 days, this hour or this day included."""
STATUSES = ("answer", "clarify", "unknown")
"""What becomes of a question about the records; small talk is none."""
TALK = "smalltalk"
MOST_STEPS = 45
"""Days that are shown one by one; a longer span is shown by weeks."""

_HOUR, _DAY, _WEEK = timedelta(hours=1), timedelta(days=1), timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Span:
    """From a time until before another, in equal steps of which the last may be cut short."""

    since: datetime
    until: datetime
    step: timedelta

    @property
    def starts(self) -> tuple[datetime, ...]:
        """The beginning of each step."""
        return tuple(self.since + n * self.step for n in range(-((self.since - self.until) // self.step)))

    @property
    def pieces(self) -> Iterator[tuple[datetime, datetime]]:
        """Beginning and end of each step."""
        return ((one, min(one + self.step, self.until)) for one in self.starts)

    @property
    def earlier(self) -> tuple[datetime, datetime]:
        """The same stretch as far back as the steps reach, to compare with."""
        back = len(self.starts) * self.step
        return self.since - back, self.until - back


def last(kind: str, now: datetime) -> Span:
    """Return the span of a kind that ends now."""
    here = now.astimezone(ZONE)
    if kind == "day":
        hour = here.replace(minute=0, second=0, microsecond=0)
        return Span(hour - 23 * _HOUR, here, _HOUR)
    midnight = datetime.combine(here.date(), time(), ZONE)
    days = {"week": 7, "month": 30}[kind]
    return Span(midnight - (days - 1) * _DAY, here, _DAY)


def days(first: date, final: date, now: datetime) -> Span:
    """Return the span from one day to another, both included, or until now where that comes first.

    ValueError if the first day comes after the last, or has not come yet.
    """
    since, until = (datetime.combine(day, time(), ZONE) for day in (first, final + _DAY))
    until = min(until, now.astimezone(ZONE))
    if until <= since:
        raise ValueError(f"{first} comes after the last day, or has not come yet")
    return Span(since, until, _DAY if until - since <= MOST_STEPS * _DAY else _WEEK)


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a span and how many of its questions came to each status."""

    start: datetime
    counts: Mapping[str, int]

    @property
    def total(self) -> int:
        """All questions of the step."""
        return sum(self.counts.values())


@dataclass(frozen=True, slots=True)
class Latency:
    """Milliseconds that answering took: half of the questions took less than the median, 19 of 20 less than p95."""

    median: float
    p95: float
    worst: float


@dataclass(frozen=True, slots=True)
class Figures:
    """What happened in a span; small talk is counted apart and in nothing else."""

    span: Span
    questions: int
    before: int
    """Questions in the stretch of the same length before it."""
    statuses: Mapping[str, int]
    """All of STATUSES."""
    talk: int
    askers: int
    """Different people, as far as their hashes are kept."""
    languages: Mapping[str, int]
    """Most frequent first, as all that follows."""
    places: Mapping[str, int]
    """`private`, `group`, `inline`, `button` -> questions."""
    topics: Mapping[str, int]
    """Cooperation -> questions that were about it."""
    latency: Latency | None
    """None where nothing was asked."""
    liked: int
    disliked: int
    reasons: Mapping[str, int]
    steps: tuple[Step, ...]

    def share(self, status: str) -> float:
        """Return the part of the questions that came to a status; 0 where nothing was asked."""
        return self.statuses[status] / self.questions if self.questions else 0.0


def figures(span: Span, questions: Iterable[Question], votes: Iterable[Vote], before: int = 0) -> Figures:
    """Count the questions and votes of a span; those outside it are passed over."""
    asked = [one for one in questions if span.since <= one.asked < span.until]
    serious = [one for one in asked if one.status != TALK]
    given = [one for one in votes if span.since <= one.at < span.until]
    statuses = Counter(one.status for one in serious)
    return Figures(
        span,
        len(serious),
        before,
        {status: statuses[status] for status in STATUSES},
        len(asked) - len(serious),
        len({one.person for one in serious if one.person}),
        _ordered(one.language for one in serious),
        _ordered(one.where for one in serious),
        _ordered(topic for one in serious if (topic := _topic(one))),
        _latency(sorted(one.milliseconds for one in serious)),
        sum(1 for one in given if one.value > 0),
        sum(1 for one in given if one.value < 0),
        _ordered(one.reason for one in given if one.value < 0 and one.reason),
        tuple(_steps(span, serious)),
    )


def _topic(question: Question) -> str | None:
    """Return the cooperation that a question was about, None where it was about none or about several."""
    about = {fact.partition("/")[0] for fact in question.facts}
    return question.entry or (about.pop() if len(about) == 1 else None)


def _steps(span: Span, questions: Iterable[Question]) -> Iterator[Step]:
    counts = [dict.fromkeys(STATUSES, 0) for _ in span.starts]
    for one in questions:
        counts[(one.asked - span.since) // span.step][one.status] += 1
    return (Step(start, count) for start, count in zip(span.starts, counts, strict=True))


def _ordered(values: Iterable[str]) -> dict[str, int]:
    """Count values, the most frequent first; equally frequent ones by name, so that the order is always the same."""
    return dict(sorted(Counter(values).items(), key=lambda one: (-one[1], one[0])))


def _latency(times: Sequence[float]) -> Latency | None:
    return Latency(_rank(times, 0.5), _rank(times, 0.95), times[-1]) if times else None


def _rank(values: Sequence[float], part: float) -> float:
    """Return the smallest value that at least this part of the sorted values do not exceed."""
    return values[max(1, math.ceil(part * len(values))) - 1]
