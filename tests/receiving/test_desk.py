"""The desk over a real inbox: order, parallel chats, retries, the end."""

from __future__ import annotations

import asyncio
from collections import Counter, defaultdict
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.receiving import desk as desk_
from bot.receiving.desk import TRIES, Desk, Ending, Work
from bot.receiving.keeping import Keeper
from bot.storage.opening import Storage
from bot.storage.records import Received
from tests.storage.ready import opened

NOW = datetime(2026, 1, 5, 9, tzinfo=UTC)


def now() -> datetime:
    return NOW


def update(number: int, chat: int) -> Received:
    return Received(update=number, chat=chat, body=b"{}", received=NOW)


def tell(work: Work, story: Callable[[Storage, Desk, Keeper], Awaitable[None]]) -> None:
    """Run a desk during a story."""

    async def told() -> None:
        async with opened(clock=now) as storage:
            desk = Desk(storage, work, worker="alone", now=now)
            keeper = Keeper(storage, desk.wake, desk)
            running = asyncio.create_task(desk.run())
            await story(storage, desk, keeper)
            running.cancel()
            await asyncio.gather(running, return_exceptions=True)
            await desk.close(5)

    asyncio.run(asyncio.wait_for(told(), 30))


async def until(met: Callable[[], bool | Awaitable[bool]]) -> None:
    while True:
        found = met()
        if found if isinstance(found, bool) else await found:
            return
        await asyncio.sleep(0.005)


async def empty(storage: Storage) -> bool:
    return await storage.inbox.depth() == 0


@pytest.mark.parametrize("in_hand", [desk_.IN_HAND, 5])
def test_order_within_a_chat_and_chats_side_by_side(in_hand: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desk_, "IN_HAND", in_hand)
    seen: dict[int, list[int]] = defaultdict(list)
    busy: Counter[int] = Counter()
    most = 0

    async def work(one: Received) -> tuple[Ending, str]:
        nonlocal most
        busy[one.chat] += 1
        assert busy[one.chat] == 1, "two updates of one chat at once"
        most = max(most, busy.total())
        await asyncio.sleep(0.001 * (one.update % 3))
        seen[one.chat].append(one.update)
        busy[one.chat] -= 1
        return Ending.DONE, ""

    async def story(storage: Storage, desk: Desk, keeper: Keeper) -> None:
        await asyncio.gather(*(keeper.one(update(number, number % 10)) for number in range(300)))
        await until(lambda: empty(storage))

    tell(work, story)
    assert seen == {chat: list(range(chat, 300, 10)) for chat in range(10)}
    assert most > min(5, in_hand - 3)


def test_an_update_that_comes_twice_is_worked_on_once() -> None:
    seen: list[int] = []

    async def work(one: Received) -> tuple[Ending, str]:
        seen.append(one.update)
        return Ending.DONE, ""

    async def story(storage: Storage, desk: Desk, keeper: Keeper) -> None:
        await keeper.many([update(1, 5), update(2, 5)])
        await until(lambda: len(seen) == 2)
        await until(lambda: empty(storage))
        await keeper.many([update(2, 5), update(1, 5), update(3, 5)])
        await until(lambda: len(seen) == 3)

    tell(work, story)
    assert seen == [1, 2, 3]


def test_what_fails_three_times_is_set_aside_and_holds_up_nobody() -> None:
    tried: Counter[int] = Counter()

    async def work(one: Received) -> tuple[Ending, str]:
        tried[one.update] += 1
        return (Ending.FAILED, "ValueError") if one.update == 1 else (Ending.DONE, "")

    async def story(storage: Storage, desk: Desk, keeper: Keeper) -> None:
        await keeper.many([update(1, 5), update(2, 5)])
        await until(lambda: tried[2] == 1)
        await until(lambda: empty(storage))

    tell(work, story)
    assert tried == {1: TRIES, 2: 1}


def test_a_telegram_out_of_reach_is_no_failure_of_the_update(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desk_, "PAUSES", (0.001,))
    tried: Counter[int] = Counter()

    async def work(one: Received) -> tuple[Ending, str]:
        tried[one.update] += 1
        return (Ending.UNREACHABLE, "NetworkError") if tried[one.update] < 9 else (Ending.DONE, "")

    async def story(storage: Storage, desk: Desk, keeper: Keeper) -> None:
        await keeper.many([update(1, 5)])
        await until(lambda: tried[1] == 9)
        await until(lambda: empty(storage))

    tell(work, story)


def test_what_was_in_hand_at_the_end_is_finished_and_the_rest_given_back() -> None:
    begun, done = asyncio.Event(), []

    async def work(one: Received) -> tuple[Ending, str]:
        begun.set()
        await asyncio.sleep(0.05)
        done.append(one.update)
        return Ending.DONE, ""

    async def story() -> list[int]:
        async with opened(clock=now) as storage:
            desk = Desk(storage, work, worker="alone", now=now)
            running = asyncio.create_task(desk.run())
            await Keeper(storage, desk.wake, desk).many([update(1, 5), update(2, 5), update(3, 6)])
            await begun.wait()
            running.cancel()
            await asyncio.gather(running, return_exceptions=True)
            await desk.close(5)
            return [one.update for one in await storage.inbox.take("next", 10)]

    left = asyncio.run(story())
    assert sorted(done) == [1, 3]
    assert left == [2]


def test_a_reply_that_takes_too_long_at_the_end_is_given_back() -> None:
    async def work(one: Received) -> tuple[Ending, str]:
        await asyncio.sleep(60)
        return Ending.DONE, ""

    async def story() -> list[int]:
        async with opened(clock=now) as storage:
            desk = Desk(storage, work, worker="alone", now=now)
            running = asyncio.create_task(desk.run())
            await Keeper(storage, desk.wake, desk).many([update(1, 5)])
            await until(lambda: desk.held == 1)
            running.cancel()
            await asyncio.gather(running, return_exceptions=True)
            await desk.close(0.05)
            return [one.update for one in await storage.inbox.take("next", 10)]

    assert asyncio.run(story()) == [1]


def test_a_full_inbox_takes_nothing_in(monkeypatch: pytest.MonkeyPatch) -> None:
    from bot.receiving import keeping

    monkeypatch.setattr(keeping, "MOST_WAITING", 50)

    async def story() -> tuple[list[bool], bool]:
        async with opened(clock=now) as storage:
            keeper = Keeper(storage, lambda: None)
            took = [await keeper.one(update(number, 1)) for number in range(60)]
            await storage.inbox.done([one.update for one in await storage.inbox.take("w", 100)])
            return took, await keeper.one(update(100, 1))

    took, again = asyncio.run(story())
    assert took == [True] * 50 + [False] * 10
    assert again


def test_who_is_alone_and_has_time_takes_at_once_what_comes(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []

    async def work(one: Received) -> tuple[Ending, str]:
        assert one.parsed == {"update_id": one.update}
        return Ending.DONE, ""

    async def story(storage: Storage, desk: Desk, keeper: Keeper) -> None:
        take = storage.inbox.take

        async def counted(worker: str, limit: int) -> list[Received]:
            asked.append(limit)
            return await take(worker, limit)

        await until(lambda: desk.free(1))
        monkeypatch.setattr(storage.inbox, "take", counted)
        for number in range(20):
            one = replace(update(number, number), parsed={"update_id": number})
            assert await keeper.one(one)
            assert await keeper.one(one)
        await until(lambda: empty(storage))
        assert desk.held == 0

    tell(work, story)
    assert len(asked) < 3


def test_what_was_taken_at_once_comes_free_with_the_next_life() -> None:
    async def hang(_: Received) -> tuple[Ending, str]:
        await asyncio.Event().wait()
        raise AssertionError

    async def story() -> list[int]:
        async with opened(clock=now) as storage:
            desk = Desk(storage, hang, worker="alone", now=now)
            running = asyncio.create_task(desk.run())
            await until(lambda: desk.free(1))
            keeper = Keeper(storage, desk.wake, desk)
            await keeper.many([update(3, 5), update(1, 5), update(2, 6)])
            assert desk.held == 3
            assert await storage.inbox.take("another", 10) == []
            running.cancel()
            await asyncio.gather(running, return_exceptions=True)
            await desk.close(0.01)
            # Too late for this life: kept for the next.
            await keeper.many([update(4, 5)])
            return [one.update for one in await storage.inbox.take("next", 10)]

    assert asyncio.run(story()) == [1, 2, 3, 4]
