"""Notices reach everyone who listens."""

from __future__ import annotations

import asyncio

import pytest

from bot.storage import channels
from bot.storage.opening import MISSED, Storage
from tests.storage.conftest import Place


def test_a_notice_reaches_all_who_listen(place: Place) -> None:
    async def story() -> None:
        one = await place.open()
        two = await place.open() if place.shared else one
        ears = [one.listen(), one.listen(), two.listen()]
        await one.notify("versions", "7")
        await two.notify("chats", "line\nline ä")
        await one.notify("empty")
        for ear in ears:
            heard = [await asyncio.wait_for(anext(ear), 5) for _ in range(3)]
            assert sorted(heard) == [("chats", "line\nline ä"), ("empty", ""), ("versions", "7")]
        await one.close()
        await two.close()
        for ear in ears:
            assert [notice async for notice in ear] == []
        assert [notice async for notice in one.listen()] == []

    asyncio.run(asyncio.wait_for(story(), 20))


def test_a_notice_has_a_longest_length(place: Place) -> None:
    async def story(storage: Storage) -> None:
        ear = storage.listen()
        with pytest.raises(ValueError, match="7900 bytes"):
            await storage.notify("c", "ä" * 4000)
        with pytest.raises(ValueError, match="two lines"):
            await storage.notify("c\nd", "")
        await storage.notify("c", "a" * 7000)
        assert await asyncio.wait_for(anext(ear), 5) == ("c", "a" * 7000)

    place.tell(story)


def test_who_does_not_read_is_told_that_something_was_missed() -> None:
    async def story() -> None:
        ear = channels.Listening()
        for number in range(channels._MOST + 1):
            ear.tell(("c", str(number)))
        ear.tell(None)
        assert [notice async for notice in ear] == [(MISSED, ""), ("c", str(channels._MOST))]

    asyncio.run(story())
