"""The way of an update from its bytes to its ending, one after the other, with all that went wrong on it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TypeAlias

from bot import app
from bot.answering.engine import Engine
from bot.config import read
from bot.handlers.services import Services, State
from bot.handlers.shortcut import shortcut
from bot.receiving.desk import Ending
from bot.receiving.figures import Figures
from bot.receiving.incoming import NoUpdateError, received
from bot.storage.records import Received
from bot.working import work_on
from tests.botapi import offline
from tests.botapi.backend import Backend
from tests.botapi.offline import OfflineRequest
from tests.botapi.world import World
from tests.storage.ready import opened

NOW = datetime(2026, 1, 5, 9, tzinfo=UTC)

Bring: TypeAlias = Callable[[bytes], tuple[Ending, str] | None]
"""Brings one body before the handlers and returns how that ended; None where it is no update."""


class _Records(logging.Handler):
    """All that the bot and the library have to say of what went wrong."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.told: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.told.append(f"{record.name} {record.getMessage()} {getattr(record, 'fields', {})}")


@contextmanager
def bringing(engine: Engine) -> Iterator[Bring]:
    """Let updates be brought; AssertionError where a handler fails or a request is not the Bot API's."""
    request, said = OfflineRequest(), _Records()
    with asyncio.Runner() as runner:
        storage = runner.run(opened()._open())
        services = Services(State.of(engine), read({}), storage)
        application = app.configure(offline.builder(request), services)
        runner.run(application.initialize())
        short = shortcut(services, application.bot)
        work = work_on(application, lambda: NOW, app.UPDATES, Figures(), lambda: None, short)
        logging.getLogger().addHandler(said)

        async def worked(one: Received) -> tuple[Ending, str]:
            return await work(one)

        def brought(body: bytes) -> tuple[Ending, str] | None:
            said.told.clear()
            request.backend = Backend(World(lenient=True))
            try:
                one = received(body, NOW)
            except NoUpdateError:
                return None
            ended = runner.run(worked(one))
            request.check()
            assert said.told == []
            return ended

        try:
            yield brought
        finally:
            logging.getLogger().removeHandler(said)
            runner.run(services.settled())
            runner.run(application.shutdown())
            runner.run(storage.close())
