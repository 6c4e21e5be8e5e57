"""Counting how the bot is used: spans that begin at midnight in Balikpapan, shares, times, topics."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest

from bot.curating.figures_of_use import ZONE, Span, days, figures, last
from tests.curating.use import NOW, months, question, vote

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.mark.parametrize(
    ("kind", "since", "steps", "step"),
    [
        ("day", datetime(2026, 1, 4, 18, tzinfo=ZONE), 24, HOUR),
        ("week", datetime(2025, 12, 30, tzinfo=ZONE), 7, DAY),
        ("month", datetime(2025, 12, 7, tzinfo=ZONE), 30, DAY),
    ],
)
def test_spans_that_end_now(kind: str, since: datetime, steps: int, step: timedelta) -> None:
    span = last(kind, NOW)
    assert (span.since, span.until, span.step, len(span.starts)) == (since, NOW, step, steps)
    pieces = list(span.pieces)
    assert pieces[0][0] == since
    assert pieces[-1][1] == NOW
    assert all(end == begin for (_, end), (begin, _) in pairwise(pieces))
    before, until = span.earlier
    assert (span.since - before, span.until - until) == (steps * step, steps * step)


def test_a_week_begins_on_the_day_that_it_is_there() -> None:
    # Four in the afternoon in London is midnight in Balikpapan.
    just_before, just_after = datetime(2026, 1, 5, 15, 59, tzinfo=UTC), datetime(2026, 1, 5, 16, 1, tzinfo=UTC)
    assert last("week", just_before).since.date() == date(2025, 12, 30)
    assert last("week", just_after).since.date() == date(2025, 12, 31)


def test_spans_of_days() -> None:
    span = days(date(2026, 1, 1), date(2026, 1, 3), NOW)
    assert (span.since, span.until) == (datetime(2026, 1, 1, tzinfo=ZONE), datetime(2026, 1, 4, tzinfo=ZONE))
    assert days(date(2026, 1, 1), date(2026, 2, 1), NOW).until == NOW
    assert days(date(2025, 11, 22), date(2026, 1, 5), NOW).step == DAY
    assert days(date(2025, 10, 1), date(2026, 1, 5), NOW).step == 7 * DAY
    for first, final in ((date(2026, 1, 3), date(2026, 1, 2)), (date(2026, 1, 6), date(2026, 1, 7))):
        with pytest.raises(ValueError, match="has not come yet"):
            days(first, final, NOW)


def test_everything_is_counted_once() -> None:
    asked = [
        question(1, status="answer", entry="a", milliseconds=10, person="1"),
        question(2, status="answer", facts=["b/x", "b/y"], milliseconds=20, language="en", person="1"),
        question(3, status="answer", facts=["a/x", "b/y"], milliseconds=30, where="group"),
        question(4, status="clarify", milliseconds=40, where="inline", person=None),
        question(5, status="unknown", entry="a", milliseconds=50, ago=3 * DAY),
        question(6, status="smalltalk", milliseconds=9000, person="9"),
        question(7, status="unknown", ago=8 * DAY),
    ]
    given = [vote(1, 1), vote(2, -1, "wrong"), vote(3, -1, "wrong"), vote(4, -1, "old"), vote(5, -1)]
    found = figures(last("week", NOW), asked, given, before=4)
    assert (found.questions, found.talk, found.before, found.askers) == (5, 1, 4, 2)
    assert found.statuses == {"answer": 3, "clarify": 1, "unknown": 1}
    assert [found.share(one) for one in ("answer", "clarify", "unknown")] == [0.6, 0.2, 0.2]
    assert list(found.topics.items()) == [("a", 2), ("b", 1)]
    assert (found.languages, found.places) == ({"id": 4, "en": 1}, {"private": 3, "group": 1, "inline": 1})
    assert found.latency is not None
    assert (found.latency.median, found.latency.p95, found.latency.worst) == (30, 50, 50)
    assert (found.liked, found.disliked) == (1, 4)
    assert list(found.reasons.items()) == [("wrong", 2), ("old", 1)]
    assert [step.total for step in found.steps] == [0, 0, 0, 1, 0, 0, 4]


def test_a_span_without_questions() -> None:
    found = figures(last("day", NOW), [], [])
    assert (found.questions, found.latency, found.share("answer"), len(found.steps)) == (0, None, 0.0, 24)


def test_nothing_is_lost_between_the_steps() -> None:
    questions, votes = months(["a", "b"])
    for span in (last("month", NOW), Span(NOW - 59 * DAY, NOW, 7 * DAY)):
        found = figures(span, questions, votes)
        within = [one for one in questions if span.since <= one.asked < span.until]
        assert found.questions + found.talk == len(within)
        assert sum(step.total for step in found.steps) == found.questions == sum(found.statuses.values())
        assert sum(found.languages.values()) == sum(found.places.values()) == found.questions
        assert found.latency is not None
        slower = sum(one.milliseconds > found.latency.p95 for one in within if one.status != "smalltalk")
        assert slower <= found.questions * 0.05 < slower + 1
