"""What tests of all floors share: the real knowledge and one engine over it."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.answering.engine import Engine
from bot.knowledge.loading import load
from bot.knowledge.model import Knowledge

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    """The knowledge of the repository."""
    return load(ROOT / "knowledge")


@pytest.fixture(scope="session")
def engine(knowledge: Knowledge) -> Engine:
    """An engine over the knowledge; it holds no state, so all tests may share it."""
    return Engine(knowledge)
