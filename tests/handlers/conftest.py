"""A bot for each test."""

from __future__ import annotations

import pytest

from bot.answering.engine import Engine
from bot.handlers import services
from tests.handlers.stage import Stage


@pytest.fixture(autouse=True)
def patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """No typing action on a machine that is slow by itself; the test of it sets its own time."""
    assert services.TYPING_AFTER == 0.5
    monkeypatch.setattr(services, "TYPING_AFTER", 30)


@pytest.fixture
def stage(engine: Engine) -> Stage:
    """A bot that has just started."""
    return Stage(engine)
