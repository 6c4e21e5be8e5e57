"""Processes that share a database tell people something together: each person once, also when one of them dies."""

from __future__ import annotations

from typing import cast

from telegram import Bot

from bot.answering.engine import Engine
from bot.handlers import jobs
from bot.handlers.jobs import LEASE
from bot.handlers.services import Services, State
from bot.knowledge.model import Knowledge
from bot.storage.opening import Storage
from tests.handlers.breaking import Breaking
from tests.handlers.stage import Stage
from tests.storage.conftest import Place

USERS = range(1, 7)


class KilledError(BaseException):
    """The end of a process."""


def process(engine: Engine, place: Place, storage: Storage) -> tuple[Services, Stage]:
    stage = Stage(engine)
    stage.services.storage = storage  # what its bot paces by
    return Services(State.of(engine), stage.settings, storage, now=place.clock), stage


def changed(knowledge: Knowledge) -> Knowledge:
    left = dict(knowledge.cooperations)
    left.pop("palu-balikpapan")
    return knowledge.model_copy(update={"cooperations": left, "version": "before"})


def told(*stages: Stage) -> list[int]:
    return [call.params["chat_id"] for stage in stages for call in stage.request.sent("sendMessage")]


def test_each_is_told_once_by_whichever_process(engine: Engine, knowledge: Knowledge, place: Place) -> None:
    async def story(storage: Storage) -> None:
        for user in USERS:
            await storage.subscriptions.add(user, "all", "", "id")
        place.clock.wait(minutes=1)
        first, one = process(engine, place, storage)
        await jobs.digest(first, one.bot, changed(knowledge))
        assert sorted(told(one)) == list(USERS)
        # The other process looks too, a while later.
        other = await place.open() if place.shared else storage
        second, two = process(engine, place, other)
        place.clock.wait(days=2)
        await jobs.digest(second, two.bot)
        assert told(two) == []
        if place.shared:
            await other.close()

    place.tell(story)


def test_the_turn_of_a_dead_process_passes(engine: Engine, knowledge: Knowledge, place: Place) -> None:
    async def story(storage: Storage) -> None:
        for user in USERS:
            await storage.subscriptions.add(user, "all", "", "id")
        place.clock.wait(minutes=1)
        first, one = process(engine, place, storage)
        turn = jobs._Turn(first)
        assert await turn.begin()
        second, two = process(engine, place, storage)
        await jobs.digest(second, two.bot, changed(knowledge))
        # An SQLite file has one process, in which a lock is enough.
        assert told(two) == ([] if place.shared else list(USERS))
        if place.shared:
            place.clock.wait(seconds=LEASE.total_seconds() + 1)
            try:
                await jobs.digest(second, cast(Bot, Breaking(two.bot, 2, KilledError())), changed(knowledge))
            except KilledError:
                assert told(two) == [1, 2]
            assert not await turn.goes_on()
            await jobs.digest(first, one.bot)
            assert sorted(told(one, two)) == list(USERS)
        assert await storage.digests.sent(1) is not None

    place.tell(story)
