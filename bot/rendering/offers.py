"""What can be offered before anything has been asked: topics and example questions, taken from the records."""

from __future__ import annotations

from bot.knowledge.model import Knowledge


def topics(knowledge: Knowledge, language: str) -> tuple[str, ...]:
    """Return the names of all cooperations."""
    return tuple(cooperation.name[language] for cooperation in knowledge.cooperations.values())


def examples(knowledge: Knowledge, language: str, most: int = 4) -> tuple[str, ...]:
    """Return example questions: the first way to ask for the first fact of each cooperation."""
    ways = (
        fact.questions[language][0]
        for cooperation in knowledge.cooperations.values()
        for fact in cooperation.facts[:1]
        if fact.questions[language]
    )
    return tuple(dict.fromkeys(ways))[:most]
