"""The whole bot under a real application, with Telegram pretended."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from telegram import Update

from bot import app
from bot.answering.engine import Engine
from bot.handlers.memory import Memory
from bot.handlers.services import AnyApplication, Services
from bot.rendering.callbacks import Callbacks
from tests.botapi import offline
from tests.botapi.backend import Call
from tests.botapi.offline import OfflineRequest

QUESTION = "Kapan Palu berkunjung ke Balikpapan?"


class Clock:
    """Time that passes when told to."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


class Stage:
    """One bot and the people who talk to it."""

    def __init__(self, engine: Engine) -> None:
        self.request = OfflineRequest()
        self.clock = Clock()
        self.services = Services(engine, Callbacks(engine.knowledge), Memory(clock=self.clock))
        self.application: AnyApplication = app.configure(offline.builder(self.request), self.services)

    @property
    def bot(self) -> Any:
        return self.application.bot

    async def bring(self, update: Update) -> list[Call]:
        """Let an update come and return what the bot did."""
        before = len(self.request.calls)
        await self.application.process_update(update)
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
        engine, request = self.services.engine, self.request
        self.services = Services(engine, Callbacks(engine.knowledge), Memory(clock=self.clock))
        self.application = app.configure(offline.builder(request), self.services)


def buttons(call: Call) -> list[str]:
    rows = call.params.get("reply_markup", {}).get("inline_keyboard", [])
    return [button["text"] for row in rows for button in row]


def text(call: Call) -> str:
    return str(call.result["text"])


def play(stage: Stage, story: Callable[[Stage], Awaitable[None]]) -> None:
    """Tell a story; a breach of the Bot API fails it, whatever the bot made of the refusal."""

    async def tell() -> None:
        async with stage.application:
            await story(stage)

    asyncio.run(tell())
    stage.request.check()
