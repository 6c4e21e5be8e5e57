"""Opening a database only to read it, beside the bot that uses it."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.storage.opening import Storage, StorageError
from bot.storage.records import Question
from tests.storage.ready import SECRET, opened

AT = datetime(2026, 1, 5, tzinfo=UTC)


def question(number: int, status: str, at: datetime = AT) -> Question:
    return Question(number, at, f"question {number}", "en", status, None, (), 0.5, "private", 1.5, 1)


def test_reads_beside_the_bot_and_writes_nothing(tmp_path: Path) -> None:
    async def story() -> None:
        async with opened(tmp_path) as storage:
            await storage.questions.add(question(1, "unknown"))
            async with Storage.look(f"sqlite:///{next(tmp_path.glob('*.db'))}") as looking:
                assert [one.id for one in await looking.questions.between(AT, AT + timedelta(days=1))] == [1]
                with pytest.raises(StorageError):
                    await looking.questions.add(question(2, "answer"))
                await storage.questions.add(question(3, "answer"))
                assert await looking.questions.get(3) is not None
            assert await storage.questions.get(2) is None

    asyncio.run(story())


def test_reads_what_a_bot_has_left_behind(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/left.db"

    async def story() -> None:
        async with Storage.open(url, secret=SECRET) as storage:
            await storage.questions.add(question(1, "unknown"))
        async with Storage.look(url) as looking:
            assert await looking.questions.get(1) is not None
        async with Storage.open(url, secret=SECRET) as storage:
            assert await storage.questions.get(1) is not None

    asyncio.run(story())


def test_where_there_is_nothing_nothing_is_made(tmp_path: Path) -> None:
    async def look(name: str) -> None:
        async with Storage.look(f"sqlite:///{tmp_path}/{name}"):
            pass

    with pytest.raises(StorageError, match="no such file yet"):
        asyncio.run(look("none.db"))
    (tmp_path / "empty.db").touch()
    with pytest.raises(StorageError, match="not made yet"):
        asyncio.run(look("empty.db"))
    assert [file.name for file in tmp_path.iterdir()] == ["empty.db"]


def test_questions_without_an_answer_some_and_how_many(tmp_path: Path) -> None:
    async def story() -> None:
        async with opened(tmp_path) as storage:
            for number, status in enumerate(("answer", "clarify", "unknown", "smalltalk"), 1):
                await storage.questions.add(question(number, status, AT + timedelta(hours=number)))
            until = AT + timedelta(hours=3)
            assert [one.id for one in await storage.questions.unserved(AT, until + timedelta(hours=1))] == [2, 3]
            assert [one.id for one in await storage.questions.unserved(AT, until)] == [2]
            assert [one.id for one in await storage.questions.some([4, 1, 99])] == [1, 4]
            assert await storage.questions.some([]) == []
            assert await storage.questions.count(AT, AT + timedelta(days=1)) == 3
            assert await storage.questions.count(AT, until) == 2

    asyncio.run(story())
