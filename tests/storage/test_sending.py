"""Turns to send: as many a second as Telegram allows, over all processes together."""

from __future__ import annotations

import asyncio

import pytest

from bot.storage.opening import Storage
from tests.storage.conftest import Place


def test_turns_are_spread_over_all_who_ask(place: Place) -> None:
    async def story(storage: Storage) -> None:
        other = await place.open() if place.shared else storage
        waits = [await one.sending.turn(10) for _ in range(15) for one in (storage, other)]
        assert waits[:10] == [pytest.approx(0, abs=1e-3)] * 10
        assert waits[10:] == pytest.approx([0.1 * n for n in range(1, 21)], abs=1e-3)
        place.clock.wait(seconds=1)
        assert await other.sending.turn(10) == pytest.approx(1.1, abs=1e-3)
        # A long pause is no credit beyond one second's worth.
        place.clock.wait(minutes=1)
        waits = [await storage.sending.turn(10) for _ in range(11)]
        assert [wait > 0.05 for wait in waits] == [False] * 10 + [True]
        # Nobody gets another's turn.
        at_once = await asyncio.gather(*(one.sending.turn(10) for _ in range(10) for one in (storage, other)))
        assert len({round(wait, 3) for wait in at_once}) == 20
        if other is not storage:
            await other.close()

    place.tell(story)
