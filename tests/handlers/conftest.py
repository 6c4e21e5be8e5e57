"""A bot for each test."""

from __future__ import annotations

import pytest

from bot.answering.engine import Engine
from tests.handlers.stage import Stage


@pytest.fixture
def stage(engine: Engine) -> Stage:
    """A bot that has just started."""
    return Stage(engine)
