"""Files that go under the process that uses them, and come back: the database's and the log's."""

from __future__ import annotations

import shutil
import signal
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.botapi.server import BotApiServer
from tests.conftest import ROOT
from tests.process import SECONDS_TO_START, running, started, text
from tests.troubled import QUESTION, asks, events, messages, person, records, states, until


@pytest.fixture
def server() -> Iterator[BotApiServer]:
    with BotApiServer() as telegram:
        yield telegram
    assert telegram.problems() == []


# The database


def whole(file: Path) -> None:
    for one in file.parent.glob(f"{file.name}*"):
        one.unlink()


def with_its_folder(file: Path) -> None:
    shutil.rmtree(file.parent)


@pytest.mark.parametrize("deleted", [Path.unlink, whole, with_its_folder])
def test_a_database_that_is_deleted_is_put_back(
    server: BotApiServer, tmp_path: Path, deleted: Callable[[Path], None]
) -> None:
    file = tmp_path / "data" / "simpul.db"
    with running(server, tmp_path, "INFO", DATABASE_URL=f"sqlite:///{file}") as bot:
        server.wait_until_polling(SECONDS_TO_START)
        server.message("/pengaturan", user=person(1))
        (menu,) = server.wait_for("sendMessage")
        server.press(menu, "English", user=person(1))
        server.wait_for("editMessageText")
        # One in hand, and several that come while there is no file.
        server.delay("sendMessage", 0.5)
        kept = [asks(server, 2)]
        until(lambda: kept[0] in states(file))
        deleted(file)
        server.delay("sendMessage", 0)
        kept += [asks(server, chat) for chat in range(3, 9)]
        until(lambda: len(messages(server)) == 8)
        assert file.stat().st_mode & 0o077 == 0
        # Nobody else gets the file while this process uses it.
        with running(server, tmp_path / "..", DATABASE_URL=f"sqlite:///{file}") as second:
            assert second.process.wait(SECONDS_TO_START) == 2
        # What was chosen before is still known.
        assert "Friday, 30 May 2025" in text(bot.reply(QUESTION, user=person(1))[1])
        assert bot.stop() == 0
        assert [one["event"] for one in records(bot) if one["level"] != "INFO"] == ["database file deleted, put back"]
    assert {states(file)[update] for update in kept} == {"done"}
    assert all(count == 1 for chat, count in messages(server).items() if chat != 1)


def test_a_database_that_is_replaced_is_used(server: BotApiServer, tmp_path: Path) -> None:
    file, backup = tmp_path / "simpul.db", tmp_path / "backup.db"
    with running(server, tmp_path, "INFO") as bot:
        server.wait_until_polling(SECONDS_TO_START)
        before = asks(server, 1)
        until(lambda: states(file).get(before) == "done")
        with closing(sqlite3.connect(file)) as old, closing(sqlite3.connect(backup)) as new:
            old.backup(new)
        after = asks(server, 2)
        until(lambda: messages(server)[2])
        backup.replace(file)
        kept = [asks(server, chat) for chat in range(3, 9)]
        until(lambda: len(messages(server)) == 8)
        assert bot.stop() == 0
        assert [one["event"] for one in records(bot) if one["level"] != "INFO"] == [
            "database file replaced, the new one is used"
        ]
    found = states(file)
    assert found.keys() >= {before, *kept}
    assert after not in found
    assert {found[update] for update in kept} == {"done"}
    assert set(messages(server).values()) == {1}
    with closing(sqlite3.connect(file)) as database:
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def test_a_database_that_is_replaced_by_anything_waits_for_a_right_one(server: BotApiServer, tmp_path: Path) -> None:
    file, right = tmp_path / "simpul.db", tmp_path / "right.db"
    with running(server, tmp_path, "INFO") as bot:
        server.wait_until_polling(SECONDS_TO_START)
        first = asks(server, 1)
        until(lambda: states(file).get(first) == "done")
        with closing(sqlite3.connect(file)) as old, closing(sqlite3.connect(right)) as new:
            old.backup(new)
        wrong = tmp_path / "wrong.db"
        wrong.write_text("nothing of the kind " * 100)
        wrong.replace(file)
        asks(server, 2)
        until(lambda: "is damaged or is no SQLite database" in bot.said())
        assert not messages(server)[2]
        right.replace(file)
        until(lambda: messages(server)[2])
        assert bot.stop() == 0
        assert records(bot)
    assert "Traceback" not in bot.said()
    assert messages(server) == {1: 1, 2: 1}


# The log


def test_a_log_whose_disk_is_full_for_a_while(server: BotApiServer, tmp_path: Path) -> None:
    with started(server, tmp_path, "INFO", program=(str(ROOT / "tests" / "filling.py"),)) as bot:
        server.wait_until_polling(SECONDS_TO_START)
        first = asks(server, 1)
        until(lambda: events(records(bot), first))
        bot.process.send_signal(signal.SIGUSR1)
        # More than anything holds back on the way to a file.
        unseen = [asks(server, chat) for chat in range(2, 102)]
        until(lambda: len(messages(server)) == 101)
        assert not events(records(bot), unseen[-1])
        bot.process.send_signal(signal.SIGUSR2)
        later = asks(server, 200)
        until(lambda: events(records(bot), later))
        assert bot.stop() == 0
        # Every line is whole.
        found = records(bot)
    assert events(found, first) == events(found, later) == ["update"]
    assert set(states(tmp_path / "simpul.db").values()) == {"done"}
