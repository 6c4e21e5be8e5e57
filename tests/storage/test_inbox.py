"""Updates are neither lost nor handed out twice, on both databases."""

from __future__ import annotations

import asyncio
import random
from collections import defaultdict
from collections.abc import Iterable

import pytest

from bot.storage.inbox import DEATHS, LEASE, TRIES
from bot.storage.opening import Storage
from bot.storage.records import Received
from tests.storage.conftest import Place

BODY = b'{"update_id": 1}\x00\xff'


def updates(place: Place, numbers: Iterable[int], chats: int = 1) -> list[Received]:
    return [Received(number, number % chats, BODY, place.clock.now) for number in numbers]


def numbers(taken: Iterable[Received]) -> list[int]:
    return [one.update for one in taken]


def test_an_update_goes_in_once_and_comes_out_whole(place: Place) -> None:
    async def story(storage: Storage) -> None:
        given = updates(place, [3, 1, 2])
        assert await storage.inbox.last() is None
        assert await storage.inbox.put(given) == 3
        assert await storage.inbox.put([*updates(place, [2, 4]), *updates(place, [4])]) == 1
        assert await storage.inbox.put([]) == 0
        assert await storage.inbox.depth() == 4
        assert await storage.inbox.last() == 4
        first = await storage.inbox.take("w", 2)
        assert first == [Received(n, 0, BODY, place.clock.now, "taken") for n in (1, 2)]
        assert numbers(await storage.inbox.take("w", 9)) == [3, 4]
        assert await storage.inbox.take("w", 9) == []
        assert await storage.inbox.depth() == 4
        await storage.inbox.done([1, 2, 3])
        assert await storage.inbox.depth() == 1
        await storage.inbox.done([4], "late")
        assert await storage.inbox.depth() == 0
        # What is done is known for a day.
        assert await storage.inbox.put(updates(place, [1, 4])) == 0
        assert await storage.inbox.last() == 4
        with pytest.raises(ValueError, match="no update ends"):
            await storage.inbox.done([4], "open")

    place.tell(story)


def test_what_is_done_is_kept_without_its_text_and_then_erased(place: Place) -> None:
    async def story(storage: Storage) -> None:
        await storage.inbox.put(updates(place, range(5)))
        await storage.inbox.take("w", 3)
        await storage.inbox.done([0, 1])
        async with storage._database.reading() as connection:
            rows = await connection.exec_driver_sql("SELECT update_id, body FROM inbox ORDER BY update_id")
            assert [row.update_id for row in rows if row.body is None] == [0, 1]
        limit = place.clock.wait(days=1)
        await storage.inbox.done([2])
        assert await storage.inbox.clean(limit) == 2
        assert await storage.inbox.depth() == 2
        assert await storage.inbox.put(updates(place, [0, 2, 4])) == 1

    place.tell(story)


def test_an_update_that_fails_three_times_is_set_aside(place: Place) -> None:
    async def story(storage: Storage) -> None:
        await storage.inbox.put(updates(place, [1, 2]))
        await storage.inbox.take("w", 1)
        for attempt in range(1, TRIES):
            assert await storage.inbox.failed(1, f"KeyError {attempt}") == attempt
            # It stays with its worker, who may try it again.
            assert 1 not in numbers(await storage.inbox.take("w", 9))
        await storage.inbox.release("w")
        (again, _) = await storage.inbox.take("w", 9)
        assert (again.update, again.attempts, again.error) == (1, TRIES - 1, f"KeyError {TRIES - 1}")
        assert await storage.inbox.failed(1, "x" * 5000) == TRIES
        assert await storage.inbox.depth() == 1
        await storage.inbox.release("w")
        assert numbers(await storage.inbox.take("w", 9)) == [2]
        (aside,) = await storage.inbox.aside()
        assert (aside.update, aside.state, aside.body, aside.error) == (1, "failed", BODY, "x" * 500)
        assert await storage.inbox.failed(99, "gone") == 0
        # Its text goes when its chat wants to be forgotten, and with time.
        assert await storage.chats.forget(0)
        assert [one.body for one in await storage.inbox.aside()] == [b""]
        assert await storage.inbox.clean(place.clock.wait(days=1)) == 1

    place.tell(story)


def test_a_chat_is_with_one_worker_at_a_time(place: Place) -> None:
    async def story(storage: Storage) -> None:
        await storage.inbox.put(updates(place, range(6), chats=2))
        assert numbers(await storage.inbox.take("a", 1)) == [0]
        assert numbers(await storage.inbox.take("b", 9)) == [1, 3, 5]
        assert numbers(await storage.inbox.take("a", 9)) == [2, 4]
        await storage.inbox.done([0, 2])
        assert await storage.inbox.release("a") == 1
        assert numbers(await storage.inbox.take("b", 9)) == [4]

    place.tell(story)


def test_an_update_that_ends_its_workers_is_set_aside(place: Place) -> None:
    async def die() -> None:
        async with Storage.open(place.url, secret="s", clock=place.clock) as storage:
            # A worker that is started again under its name gets at once what it held.
            assert len(await storage.inbox.take("w", 9)) == 1

    async def calmly(storage: Storage) -> None:
        await storage.inbox.put(updates(place, [1]))
        for _ in range(2 * DEATHS):
            await storage.inbox.take("w", 1)
            assert await storage.inbox.release("w") == 1

    place.tell(calmly)
    for _ in range(DEATHS):
        asyncio.run(die())

    async def after(storage: Storage) -> None:
        assert await storage.inbox.take("w", 9) == []
        (aside,) = await storage.inbox.aside()
        assert (aside.update, aside.attempts, aside.error) == (1, 0, f"not finished by {DEATHS} workers")

    place.tell(after)


def test_workers_never_share_a_chat_and_keep_its_order(place: Place) -> None:
    """Three workers, each with connections of its own where the database is shared, and two that bring updates."""
    chance = random.Random(7)
    total, chats = 400, 12
    holding: dict[int, str] = {}
    seen: defaultdict[int, list[int]] = defaultdict(list)

    async def bring(storage: Storage, own: list[int]) -> None:
        for start in range(0, len(own), 10):
            await storage.inbox.put(updates(place, own[start : start + 10], chats))

    async def work(storage: Storage, name: str) -> None:
        while sum(map(len, seen.values())) < total:
            taken = await storage.inbox.take(name, chance.randint(1, 9))
            for one in taken:
                assert holding.setdefault(one.chat, name) == name
            await asyncio.sleep(chance.random() / 500)
            held = {one.chat for one in taken}
            for one in taken:
                seen[one.chat].append(one.update)
            for chat in held:
                del holding[chat]
            if taken:
                await storage.inbox.done(numbers(taken))
            else:
                await asyncio.sleep(0.002)

    async def story() -> None:
        first = await place.open()
        others = [await place.open() for _ in range(2)] if place.shared else [first, first]
        await asyncio.gather(
            # Each chat's updates come by one road, as Telegram sends them.
            bring(first, [n for n in range(total) if n % chats < 6]),
            bring(others[0], [n for n in range(total) if n % chats >= 6]),
            *(work(storage, name) for storage, name in zip((first, *others), "abc", strict=True)),
        )
        assert await first.inbox.depth() == 0
        for storage in {first, *others}:
            await storage.close()

    asyncio.run(asyncio.wait_for(story(), 60))
    assert sorted(n for chat in seen.values() for n in chat) == list(range(total))
    for chat in seen.values():
        assert chat == sorted(chat)


def test_what_a_dead_worker_held_comes_free(place: Place) -> None:
    async def story() -> None:
        dead = await place.open()
        await dead.inbox.put(updates(place, range(4), chats=2))
        assert len(await dead.inbox.take("dead", 3)) == 3
        if not place.shared:
            await dead.close()  # an SQLite file has one process at a time: the next one knows that it is dead
        async with Storage.open(place.url, secret="s", clock=place.clock) as living:
            if place.shared:
                assert await living.inbox.take("living", 9) == []
                # Whoever asks for updates lives, even one that has no room for any.
                for _ in range(4):
                    place.clock.wait(seconds=LEASE.total_seconds() / 2)
                    await dead.inbox.take("dead", 0)
                    assert await living.inbox.take("living", 9) == []
                place.clock.wait(seconds=LEASE.total_seconds() + 1)
            assert numbers(await living.inbox.take("living", 9)) == [0, 1, 2, 3]
        await dead.close()

    asyncio.run(story())


def test_an_inbox_that_is_long_is_taken_in_pieces(place: Place) -> None:
    async def story(storage: Storage) -> None:
        total = 3500
        assert await storage.inbox.put(updates(place, range(total), chats=700)) == total
        taken = await storage.inbox.take("w", 3000)
        assert numbers(taken) == list(range(3000))
        await storage.inbox.done(numbers(taken))
        assert await storage.inbox.depth() == 500

    place.tell(story)
