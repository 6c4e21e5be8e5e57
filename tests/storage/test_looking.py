"""Opening a database only to read it, beside the bot that uses it; and what is read of it."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.storage.opening import Storage, StorageError
from bot.storage.records import Question
from tests.storage.conftest import Place
from tests.storage.ready import SECRET

AT = datetime(2026, 1, 5, tzinfo=UTC)


def question(number: int, status: str, at: datetime = AT) -> Question:
    return Question(number, at, f"question {number}", "en", status, None, (), 0.5, "private", 1.5, 1)


def test_reads_beside_the_bot_and_writes_nothing(place: Place) -> None:
    async def story(storage: Storage) -> None:
        await storage.questions.add(question(1, "unknown"))
        async with Storage.look(place.url) as looking:
            assert [one.id for one in await looking.questions.between(AT, AT + timedelta(days=1))] == [1]
            with pytest.raises(StorageError):
                await looking.questions.add(question(2, "answer"))
            await storage.questions.add(question(3, "answer"))
            assert await looking.questions.get(3) is not None
        assert await storage.questions.get(2) is None

    place.tell(story)


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


async def look(url: str) -> None:
    async with Storage.look(url):
        pass


def test_where_there_is_nothing_nothing_is_made(nothing: Place) -> None:
    with pytest.raises(StorageError, match="no such file yet" if not nothing.shared else "not made yet"):
        asyncio.run(look(nothing.url))
    with pytest.raises(StorageError):
        asyncio.run(look(nothing.url))


def test_an_empty_file_is_no_database(tmp_path: Path) -> None:
    (tmp_path / "empty.db").touch()
    with pytest.raises(StorageError, match="its schema is not made yet"):
        asyncio.run(look(f"sqlite:///{tmp_path}/empty.db"))
    assert [file.name for file in tmp_path.iterdir()] == ["empty.db"]


def test_questions_without_an_answer_some_and_how_many(place: Place) -> None:
    async def story(storage: Storage) -> None:
        for number, status in enumerate(("answer", "clarify", "unknown", "smalltalk"), 1):
            await storage.questions.add(question(number, status, AT + timedelta(hours=number)))
        until = AT + timedelta(hours=3)
        assert [one.id for one in await storage.questions.unserved(AT, until + timedelta(hours=1))] == [2, 3]
        assert [one.id for one in await storage.questions.unserved(AT, until)] == [2]
        assert [one.id for one in await storage.questions.some([4, 1, 99])] == [1, 4]
        assert await storage.questions.some([]) == []
        assert await storage.questions.count(AT, AT + timedelta(days=1)) == 3
        assert await storage.questions.count(AT, until) == 2

    place.tell(story)
