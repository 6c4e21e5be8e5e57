"""Questions and votes as they are kept, made up from a seed."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from bot.storage.records import Question, Vote

NOW = datetime(2026, 1, 5, 9, 20, tzinfo=UTC)
VAIN = (
    "berapa biaya kunjungan Palu ke Balikpapan?",
    "brapa biaya kunjungan palu ke balikpapan",
    "siapa presiden uzbekistan?",
    "kapan Tawau berkunjung lagi?",
)


def question(
    number: int,
    text: str = "apa?",
    status: str = "unknown",
    *,
    ago: timedelta = timedelta(hours=1),
    entry: str | None = None,
    facts: Sequence[str] = (),
    language: str = "id",
    where: str = "private",
    milliseconds: float = 20.0,
    person: str | None = "a" * 16,
) -> Question:
    """One question, asked a while ago."""
    at = NOW - ago
    return Question(number, at, text, language, status, entry, tuple(facts), 0.5, where, milliseconds, 1, person)


def vote(number: int, value: int, reason: str | None = None, comment: str | None = None, person: str = "b") -> Vote:
    """One vote, given just now."""
    return Vote(number, person * 16, value, reason, comment, NOW - timedelta(minutes=1))


def months(topics: Sequence[str], *, days: int = 60, a_day: int = 20) -> tuple[list[Question], list[Vote]]:
    """Two months of questions about some cooperations, and the votes on their answers."""
    chance = random.Random(5)
    questions: list[Question] = []
    votes: list[Vote] = []
    for day in range(days):
        for _ in range(chance.randint(a_day // 2, a_day * 3 // 2)):
            number = len(questions) + 1
            (status,) = chance.choices(["answer", "clarify", "unknown", "smalltalk"], [78, 7, 12, 6])
            one = question(
                number,
                chance.choice(VAIN) if status in ("clarify", "unknown") else f"q{number}",
                status,
                ago=timedelta(days=day, seconds=chance.randint(0, 86_000)),
                entry=chance.choice(topics) if status == "answer" else None,
                language=chance.choices(["id", "en"], [8, 2])[0],
                where=chance.choices(["private", "group", "inline", "button"], [6, 3, 1, 2])[0],
                milliseconds=chance.lognormvariate(3, 0.7),
                person=f"{chance.randint(1, 200):016x}",
            )
            questions.append(one)
            if status == "answer" and chance.random() < 0.15:
                value = chance.choice([1, 1, 1, -1])
                reason = chance.choice(["wrong", "incomplete"]) if value < 0 else None
                votes.append(Vote(number, f"{chance.randint(1, 200):016x}", value, reason, None, one.asked))
    return questions, votes
