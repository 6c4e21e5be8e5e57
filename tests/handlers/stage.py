"""The whole bot under a real application, with Telegram pretended."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Any, cast

from telegram import Update

from bot import app
from bot.answering.engine import Engine
from bot.config import read
from bot.handlers.memory import Memory
from bot.handlers.publishing import Publisher
from bot.handlers.services import AnyApplication, Services, State
from bot.handlers.shortcut import shortcut
from bot.storage.opening import Storage
from bot.working import handled
from tests.botapi import offline
from tests.botapi.backend import Call
from tests.botapi.offline import OfflineRequest
from tests.storage.ready import opened

QUESTION = "Kapan Palu berkunjung ke Balikpapan?"


ADMIN = 900
"""A curator."""


class Clock:
    """Time that passes when told to."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now

    def time(self) -> datetime:
        """The date and time that it is."""
        return datetime(2026, 1, 5, 9, tzinfo=UTC) + timedelta(seconds=self.now)


class Stage:
    """One bot and the people who talk to it."""

    def __init__(self, engine: Engine) -> None:
        self.request = OfflineRequest()
        self.clock = Clock()
        self.settings = read({"ADMIN_IDS": str(ADMIN)})
        # A storage belongs to the loop that it was opened in: the story's, which has not begun.
        self._start(State.of(engine), cast(Storage, None))

    def _start(self, state: State, storage: Storage) -> None:
        self.services = Services(state, self.settings, storage, Memory(clock=self.clock), self.clock.time)
        self.services.publisher = Publisher(self.services)
        self.application: AnyApplication = app.configure(offline.builder(self.request), self.services)

    @property
    def bot(self) -> Any:
        return self.application.bot

    async def bring(self, update: Update) -> list[Call]:
        """Let an update come and return what the bot did."""
        before = len(self.request.calls)
        raw = update.to_dict()
        going = shortcut(self.services, self.bot)(raw)
        if going is None:
            await self.application.process_update(update)
        else:
            await handled(self.application, lambda _: going, raw)
        return self.request.calls[before:]

    async def say(self, text: str, **how: Any) -> list[Call]:
        return await self.bring(offline.message(self.bot, text, **how))

    async def ask(self, text: str, **how: Any) -> Call:
        """Say something to which there is one reply."""
        (reply,) = await self.say(text, **how)
        assert reply.method == "sendMessage"
        return reply

    async def press(self, sent: Call, button: int | str) -> list[Call]:
        return await self.bring(offline.press(self.bot, sent, button))

    async def click(self, sent: Call, data: str) -> list[Call]:
        return await self.bring(offline.click(self.bot, sent, data))

    def restart(self) -> None:
        """Forget all that a process forgets; the chats stay."""
        self._start(self.services.state, self.services.storage)


def buttons(call: Call) -> list[str]:
    rows = call.params.get("reply_markup", {}).get("inline_keyboard", [])
    return [button["text"] for row in rows for button in row]


def text(call: Call) -> str:
    return str(call.result["text"])


def play(stage: Stage, story: Callable[[Stage], Awaitable[None]]) -> None:
    """Tell a story; a breach of the Bot API fails it, whatever the bot made of the refusal."""

    async def tell() -> None:
        async with opened(clock=stage.clock.time) as storage:
            stage.services.storage = storage
            async with stage.application:
                await story(stage)
            await stage.services.settled()

    asyncio.run(tell())
    stage.request.check()
