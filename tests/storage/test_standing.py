"""An SQLite file that is deleted while everybody reads and writes."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.storage.errors import StorageError
from bot.storage.opening import Storage
from bot.storage.records import Received
from tests.storage.ready import SECRET

NOW = datetime(2026, 1, 5, 9, tzinfo=UTC)
TASKS, ROUNDS = 8, 40


def received(number: int) -> Received:
    return Received(update=number, chat=number, body=b"{}", received=NOW)


def test_nothing_is_lost_however_often_it_is_deleted(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    file = tmp_path / "simpul.db"

    async def story() -> None:
        async with Storage.open(f"sqlite:///{file}", secret=SECRET) as storage:
            running = TASKS

            async def work(task: int) -> None:
                nonlocal running
                at = 0
                while at < ROUNDS:
                    # Whoever is just then making a connection may be told that it fails, and tries again.
                    with suppress(StorageError):
                        await storage.inbox.put([received(task * ROUNDS + at)])
                        at += 1
                        await storage.inbox.depth()
                        await storage.meta.set(f"{task}", f"{at}")
                running -= 1

            async def delete() -> None:
                while running:
                    file.unlink(missing_ok=True)
                    await asyncio.sleep(0.05)

            await asyncio.gather(delete(), *(work(task) for task in range(TASKS)))
            assert await storage.inbox.depth() == TASKS * ROUNDS

    asyncio.run(asyncio.wait_for(story(), 60))
    with closing(sqlite3.connect(file)) as database:
        assert database.execute("SELECT count(*) FROM inbox").fetchone() == (TASKS * ROUNDS,)
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert {record.message for record in caplog.records} == {"database file deleted, put back"}
    assert sorted(path.name for path in tmp_path.iterdir()) == ["simpul.db", "simpul.db.lock"]


def test_where_it_cannot_be_put_back_that_is_said_until_it_can(tmp_path: Path) -> None:
    folder, away = tmp_path / "data", tmp_path / "away"

    async def story() -> None:
        async with Storage.open(f"sqlite:///{folder / 'simpul.db'}", secret=SECRET) as storage:
            await storage.meta.set("a", "b")
            folder.rename(away)
            folder.write_text("a file where the folder was")
            for _ in range(2):
                with pytest.raises(StorageError, match=r"simpul\.db: "):
                    await storage.meta.get("a")
            folder.unlink()
            assert await storage.meta.get("a") == "b"
            # What is there under another name is not touched.
            assert (away / "simpul.db").exists()

    asyncio.run(story())
