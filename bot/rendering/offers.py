"""What can be asked next: topics and examples from the records, and what an outcome offers."""

from __future__ import annotations

from bot.answering.outcomes import Answer, Clarify, Outcome, Unknown
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


def offers(outcome: Outcome) -> tuple[str, ...]:
    """Return the questions that an outcome offers, in the order in which they are numbered."""
    if isinstance(outcome, Clarify):
        return tuple(choice.question for choice in outcome.readings)
    return outcome.suggestions if isinstance(outcome, Answer | Unknown) else ()
