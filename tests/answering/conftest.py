"""One engine for all tests of answering, on a day that does not move."""

from __future__ import annotations

from datetime import date

import pytest

from bot.answering.engine import Engine
from bot.answering.outcomes import Outcome
from bot.knowledge.model import Knowledge
from tests.answering.asking import Ask, assert_sound, conversation


@pytest.fixture(scope="session")
def engine(knowledge: Knowledge) -> Engine:
    """An engine for which it is the first of February 2026, so that "last year" is 2025."""
    return Engine(knowledge, today=lambda: date(2026, 2, 1))


@pytest.fixture(scope="session")
def ask(engine: Engine, knowledge: Knowledge) -> Ask:
    """What asks the turns of a conversation and returns the last outcome."""

    def asked(*turns: str) -> Outcome:
        outcomes = conversation(engine, *turns)
        for outcome in outcomes:
            assert_sound(outcome, knowledge)
        return outcomes[-1]

    return asked
