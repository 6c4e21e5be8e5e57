"""The database in trouble: locked, full, gone and back; nothing lost, and the process goes on by itself."""

from __future__ import annotations

import resource
import sqlite3
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from tests.botapi.server import BotApiServer
from tests.process import SECONDS_TO_START, Bot, running, started
from tests.storage import postgres
from tests.troubled import asks, messages, records, states, until

LOCKED = "it is locked by another program"
BUSY = 5.0
"""Seconds for which the bot waits for a lock."""


@pytest.fixture
def server() -> Iterator[BotApiServer]:
    with BotApiServer() as telegram:
        yield telegram
    assert telegram.problems() == []


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    folder = tmp_path_factory.mktemp("bot")
    output = folder / "output"
    # The log goes through a pipe, which has no size: a full disk would swallow what the bot says about it.
    reading = subprocess.Popen(["/usr/bin/env", "sh", "-c", f"mkfifo {folder}/pipe && cat {folder}/pipe > {output}"])
    until(lambda: (folder / "pipe").exists())
    with BotApiServer() as server, started(server, folder, output=folder / "pipe") as troubled:
        until(output.exists)
        troubled._output = output
        server.wait_until_polling(SECONDS_TO_START)
        yield troubled
        assert troubled.stop() == 0
        assert server.problems() == []
    reading.wait(timeout=10)
    assert "Traceback" not in troubled.said()
    assert records(troubled)
    assert set(states(folder / "simpul.db").values()) == {"done"}


@contextmanager
def locked(file: Path) -> Iterator[None]:
    """Keep the bot from writing."""
    with closing(sqlite3.connect(file, isolation_level=None)) as database:
        database.execute("BEGIN EXCLUSIVE")
        yield
        database.execute("ROLLBACK")


@contextmanager
def full(bot: Bot) -> Iterator[None]:
    """Let the bot write to no file, as on a full disk."""
    before = resource.prlimit(bot.process.pid, resource.RLIMIT_FSIZE)
    resource.prlimit(bot.process.pid, resource.RLIMIT_FSIZE, (0, before[1]))
    yield
    resource.prlimit(bot.process.pid, resource.RLIMIT_FSIZE, before)


def file_of(bot: Bot) -> Path:
    return bot._output.with_name("simpul.db")


def complaints(bot: Bot, since: int) -> set[str]:
    """What the log says of updates that could not be kept."""
    return {str(one["error"]) for one in records(bot)[since:] if one["event"] == "polling failed"}


def test_a_database_that_somebody_has_locked(bot: Bot) -> None:
    server, since = bot.server, len(records(bot))
    server.delay("sendMessage", 0.5)
    asks(server, 1)
    time.sleep(0.3)
    with locked(file_of(bot)):
        # One in hand, whose answer comes all the same; three that can be kept only later.
        for chat in (2, 3, 4):
            asks(server, chat)
        until(lambda: messages(server)[1])
        until(lambda: complaints(bot, since), BUSY + 10)
        assert messages(server) == {1: 1}
    server.delay("sendMessage", 0)
    until(lambda: len(messages(server)) == 4, 20)
    assert messages(server) == {1: 1, 2: 1, 3: 1, 4: 1}
    assert all(one.endswith(LOCKED) for one in complaints(bot, since))


def test_a_full_disk(bot: Bot) -> None:
    server, since = bot.server, len(records(bot))
    with full(bot):
        for chat in (11, 12, 13):
            asks(server, chat)
        until(lambda: complaints(bot, since))
        assert not {11, 12, 13} & set(messages(server))
    until(lambda: {11, 12, 13} <= set(messages(server)))
    assert {messages(server)[chat] for chat in (11, 12, 13)} == {1}
    assert {one.rpartition(": ")[2] for one in complaints(bot, since)} == {"the disk cannot be read or written"}


def test_a_signal_under_a_lock(server: BotApiServer, tmp_path: Path) -> None:
    with running(server, tmp_path, "INFO") as bot:
        server.wait_until_polling(SECONDS_TO_START)
        server.delay("sendMessage", 0.5)
        update = asks(server, 21)
        time.sleep(0.3)
        with locked(tmp_path / "simpul.db"):
            until(lambda: messages(server)[21])
            began = time.monotonic()
            assert bot.stop() == 0
            assert time.monotonic() - began < 4 * BUSY
        assert "answered updates not marked" in {one["event"] for one in records(bot)}
    # It was answered and nobody could write that down: the next life cannot know.
    assert states(tmp_path / "simpul.db")[update] == "taken"


def test_a_server_that_goes_and_comes_back(server: BotApiServer, tmp_path: Path) -> None:
    with postgres.own() as database:
        with running(server, tmp_path, DATABASE_URL=database.url) as bot:
            server.wait_until_polling(SECONDS_TO_START)
            asks(server, 31)
            until(lambda: messages(server)[31])
            server.delay("sendMessage", 1.0)
            asks(server, 32)
            time.sleep(0.5)
            database.stop()
            # One in hand, and one that comes while nothing can be kept.
            asks(server, 33)
            until(lambda: messages(server)[32])
            until(lambda: "it cannot be reached" in bot.said())
            server.delay("sendMessage", 0)
            time.sleep(2)
            assert not messages(server)[33]
            database.start()
            until(lambda: messages(server)[33], 15)
            assert bot.stop() == 0
        assert [messages(server)[chat] for chat in (31, 32, 33)] == [1, 1, 1]
        assert "Traceback" not in bot.said()
        assert records(bot)
