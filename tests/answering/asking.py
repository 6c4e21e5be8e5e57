"""Asking the real engine in tests, and what holds for everything that it says."""

from __future__ import annotations

from collections.abc import Callable

from bot.answering.dialogue import Dialogue
from bot.answering.engine import Engine
from bot.answering.outcomes import Answer, Clarify, Outcome, SmallTalk, Statement, Unknown
from bot.knowledge.model import Knowledge

Ask = Callable[..., Outcome]
"""Asks the turns of one conversation and returns the last outcome, each checked to be sound."""

KINDS = (Answer, Clarify, SmallTalk, Unknown)


def statements(outcome: Outcome) -> tuple[Statement, ...]:
    return outcome.statements if isinstance(outcome, Answer | Unknown) else ()


def text(outcome: Outcome) -> str:
    """All that is stated or offered, folded to lower case."""
    lines = [statement.text for statement in statements(outcome)]
    if isinstance(outcome, Clarify):
        lines = [choice.label for choice in outcome.readings]
    return "\n".join(lines).casefold()


def facts(outcome: Outcome) -> tuple[str, ...]:
    """Ids of the facts that are stated, in order."""
    return tuple(dict.fromkeys(s.fact for s in statements(outcome) if s.fact))


def sources(outcome: Outcome) -> set[str]:
    return {source for statement in statements(outcome) for source in statement.sources}


def conversation(engine: Engine, *turns: str) -> list[Outcome]:
    outcomes: list[Outcome] = []
    dialogue = Dialogue()
    for turn in turns:
        outcomes.append(engine.answer(turn, dialogue))
        dialogue = dialogue.after(outcomes[-1])
    return outcomes


def assert_sound(outcome: Outcome, knowledge: Knowledge) -> None:
    """What holds for every outcome: claims have sources that exist, facts say what their records cite."""
    assert isinstance(outcome, KINDS)
    assert outcome.language in ("id", "en")
    assert sources(outcome) <= knowledge.sources.keys()
    for statement in statements(outcome):
        assert statement.text.strip()
        if statement.fact:
            owner, _, name = statement.fact.partition("/")
            record = next(fact for fact in knowledge.cooperations[owner].facts if fact.id == name)
            assert set(statement.sources) == {citation.source for citation in record.sources}
    if isinstance(outcome, Answer):
        assert sources(outcome)
        assert 0 < outcome.confidence <= 1
        assert len(outcome.suggestions) <= 3
        # A line without a source only introduces a list or says which part of a message has no answer.
        assert outcome.items or all(s.sources for s in outcome.lead) or len(outcome.lead) > 1
    if isinstance(outcome, Clarify):
        assert 2 <= len(outcome.readings) <= 5
        assert len({choice.label for choice in outcome.readings}) == len(outcome.readings)
    if isinstance(outcome, Unknown) and outcome.entry:
        assert outcome.entry in knowledge.cooperations
