"""Updates of one chat one after the other, those of different chats side by side."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from typing import Any

from telegram import Update
from telegram.ext import BaseUpdateProcessor

AT_ONCE = 64
"""Chats that are answered at the same time."""

_WAITING = 1_000_000


class OrderPerChat(BaseUpdateProcessor):
    """Keeps the order within each chat, so that a slow answer holds up its own chat only."""

    def __init__(self, at_once: int = AT_ONCE) -> None:
        # The base class counts whoever waits for its chat; a hundred messages of one person must not take all places.
        super().__init__(_WAITING)
        self._places = asyncio.Semaphore(at_once)
        self._last: dict[int, asyncio.Event] = {}

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        """Wait for the update before this one in its chat, then process."""
        key = _chat(update)
        before, done = self._last.get(key), asyncio.Event()
        self._last[key] = done
        try:
            if before is not None:
                await before.wait()
            async with self._places:
                await coroutine
        finally:
            done.set()
            if self._last.get(key) is done:
                del self._last[key]

    async def initialize(self) -> None:
        """Nothing to open."""

    async def shutdown(self) -> None:
        """Nothing to close."""


def _chat(update: object) -> int:
    if isinstance(update, Update) and update.effective_chat:
        return update.effective_chat.id
    return 0
