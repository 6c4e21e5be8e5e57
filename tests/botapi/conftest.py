"""Fixtures; a test package elsewhere imports those of its need from here."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.botapi.offline import OfflineRequest
from tests.botapi.server import BotApiServer


@pytest.fixture
def server() -> Iterator[BotApiServer]:
    """A Bot API server; a breach of the Bot API fails the test, whatever the bot made of the refusal."""
    with BotApiServer() as running:
        yield running
    assert not running.problems()


@pytest.fixture
def offline() -> Iterator[OfflineRequest]:
    """A request class without a network; a breach of the Bot API fails the test."""
    request = OfflineRequest()
    yield request
    request.check()
