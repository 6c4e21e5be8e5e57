"""Puts updates into the inbox, as many at once as have come while the last ones were written."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from typing import Protocol

from bot.storage.opening import Storage
from bot.storage.records import Received

MOST_WAITING = 20_000
"""Updates in the inbox above which none is taken in: Telegram keeps the others for a day."""
COUNT_AGAIN = 1_000
"""Updates after which the inbox is counted again; in between the count is an estimate from above."""


class Hands(Protocol):
    """Whoever works alone on what is in the inbox."""

    worker: str

    def free(self, count: int) -> bool:
        """Return whether so many more can be taken, and nothing waits that came before them."""

    def hand(self, updates: Sequence[Received]) -> None:
        """Take updates that are in the inbox as taken."""


class Keeper:
    """Writes updates down, each before its sender is told so."""

    def __init__(self, storage: Storage, kept: Callable[[], None], hands: Hands | None = None) -> None:
        """Write to a storage; `kept` is called whenever something new is there that `hands` were not given."""
        self._storage, self._kept, self._hands = storage, kept, hands
        self._waiting: list[tuple[Received, asyncio.Future[None]]] = []
        self._writing: asyncio.Task[None] | None = None
        self._depth = MOST_WAITING
        self._since = COUNT_AGAIN

    async def one(self, update: Received) -> bool:
        """Keep an update; False where there are too many already. StorageError where it could not be written."""
        if await self.full():
            return False
        written = asyncio.get_running_loop().create_future()
        self._waiting.append((update, written))
        if self._writing is None or self._writing.done():
            self._writing = asyncio.create_task(self._write())
        await written
        return True

    async def many(self, updates: Sequence[Received]) -> None:
        """Keep updates that came together."""
        if not updates:
            return
        hands = self._hands
        if hands is not None and hands.free(len(updates)):
            hands.hand(await self._storage.inbox.put_taken(updates, hands.worker))
        else:
            await self._storage.inbox.put(updates)
            self._kept()
        self._since += len(updates)

    async def full(self) -> bool:
        """Return whether so much waits that nothing more may be taken in."""
        if self._since >= COUNT_AGAIN or self._depth + self._since >= MOST_WAITING:
            self._depth, self._since = await self._storage.inbox.depth(), 0
        return self._depth + self._since >= MOST_WAITING

    async def _write(self) -> None:
        while self._waiting:
            batch, self._waiting = self._waiting, []
            try:
                await self.many([update for update, _ in batch])
            except Exception as error:  # whoever waits is told, whatever it is
                for _, written in batch:
                    if not written.done():
                        written.set_exception(error)
            else:
                for _, written in batch:
                    if not written.done():
                        written.set_result(None)
