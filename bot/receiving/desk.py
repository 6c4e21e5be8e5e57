"""Works off the inbox: in order within a chat, chats side by side, nothing twice and nothing for ever."""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from enum import StrEnum

from bot.storage.opening import Storage, StorageError
from bot.storage.records import Received

logger = logging.getLogger(__name__)

AT_ONCE = 64
"""Chats that are answered at the same time."""
IN_HAND = 512
"""Updates that are held in memory; the others wait in the inbox."""
LOOK_AGAIN = 1.0
"""Seconds after which the inbox is looked into without having been told: another process may have left something."""
TRIES = 3
"""How often a handler may fail at an update before it is set aside."""
TOO_LATE = timedelta(hours=1)
"""An older question is not answered any more: whoever asked has gone on."""
PAUSES = (1.0, 2.0, 5.0, 10.0, 30.0)
"""Seconds between two attempts while Telegram or the database is out of reach."""
CLEAN_EVERY = 3600.0
KEPT = timedelta(days=1)
"""How long the number of a processed update is remembered: Telegram repeats nothing that is older."""


class Ending(StrEnum):
    """How the work on an update ended."""

    DONE = "done"
    LATE = "late"
    """Too old to be answered."""
    FAILED = "failed"
    """A handler raised an error, which is the update's or the bot's fault."""
    UNREACHABLE = "unreachable"
    """Telegram did not take the reply, or the database did not answer; nothing is wrong with the update."""


Work = Callable[[Received], Awaitable[tuple[Ending, str]]]
"""Does what an update asks for and returns how that ended, with the error's kind."""


class Desk:
    """Takes updates from the inbox, has them worked on, and marks them."""

    def __init__(self, storage: Storage, work: Work, *, worker: str, now: Callable[[], datetime]) -> None:
        """Work for one process, under a name of its own."""
        self._storage, self._work, self.worker, self._now = storage, work, worker, now
        self._places = asyncio.Semaphore(AT_ONCE)
        self._chats: dict[int, deque[Received]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._held = 0
        self._news = asyncio.Event()
        self._drained = False
        """Whether all that is in the inbox is in hand."""
        self._finished: list[tuple[int, Ending]] = []
        self._marking: asyncio.Task[None] | None = None
        self._closing = asyncio.Event()

    @property
    def held(self) -> int:
        """How many updates are in hand."""
        return self._held

    def wake(self) -> None:
        """Tell that something new is in the inbox."""
        self._drained = False
        self._news.set()

    def free(self, count: int) -> bool:
        """Return whether so many more can be taken, and nothing waits in the inbox that came before them."""
        return self._drained and self._held + count <= IN_HAND and not self._closing.is_set()

    def hand(self, updates: Sequence[Received]) -> None:
        """Take updates that are in the inbox as taken by this worker."""
        for one in updates:
            self._held += 1
            waiting = self._chats.get(one.chat)
            if waiting is not None:
                waiting.append(one)
                continue
            self._chats[one.chat] = deque([one])
            task = asyncio.create_task(self._chat(one.chat))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def run(self) -> None:
        """Work until cancelled; what is in hand then goes on until `close`."""
        cleaned = 0.0
        loop = asyncio.get_running_loop()
        while True:
            self._news.clear()
            try:
                if loop.time() - cleaned > CLEAN_EVERY or not cleaned:
                    await self._storage.inbox.clean(self._now() - KEPT)
                    cleaned = loop.time()
                taken = await self._take()
            except StorageError as error:
                logger.error("inbox out of reach", extra={"fields": {"error": str(error)}})
                await asyncio.sleep(LOOK_AGAIN)
                continue
            if not taken:
                # Not `wait_for`: on Python 3.11 it swallows a cancellation that comes together with the news.
                with suppress(TimeoutError):
                    async with asyncio.timeout(LOOK_AGAIN):
                        await self._news.wait()

    async def close(self, seconds: float) -> None:
        """Finish what is in hand within so many seconds, and give back the rest."""
        self._closing.set()
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=seconds)
        for task in tuple(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        while self._marking and not self._marking.done():
            await self._marking
        if self._finished:
            return  # what could not be written down just now can be no better now
        try:
            await self._storage.inbox.release(self.worker)
        except StorageError as error:
            # The next life takes them back by itself.
            logger.error("updates not given back", extra={"fields": {"error": str(error)}})

    async def _take(self) -> int:
        room = max(0, IN_HAND - self._held)
        # Asked with no room too: it tells the others that this worker lives.
        taken = await self._storage.inbox.take(self.worker, room)
        self.hand(taken)
        # What came while it was asked may have been put in too late to be among them.
        self._drained = len(taken) < room and not self._news.is_set()
        return len(taken)

    async def _chat(self, chat: int) -> None:
        """Work off what waits for one chat, one after the other."""
        waiting = self._chats[chat]
        try:
            while waiting and not self._closing.is_set():
                await self._one(waiting[0])
                waiting.popleft()
                self._held -= 1
        finally:
            # Stopped in the middle: what is left goes back into the inbox.
            self._held -= len(waiting)
            del self._chats[chat]
            if not self._drained and self._held < IN_HAND // 2:
                self._news.set()

    async def _one(self, update: Received) -> None:
        """Work on an update until it has an ending that is one, or the desk closes."""
        unreachable = 0
        attempts = update.attempts
        while True:
            tried = update if attempts == update.attempts else replace(update, attempts=attempts)
            ending, error = await self._tried(tried)
            if ending in (Ending.DONE, Ending.LATE):
                self._finish(update.update, ending)
                return
            if ending is Ending.UNREACHABLE:
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._closing.wait(), PAUSES[min(unreachable, len(PAUSES) - 1)])
                if self._closing.is_set():
                    return
                unreachable += 1
                continue
            attempts += 1
            with suppress(StorageError):
                attempts = await self._storage.inbox.failed(update.update, error)
            if attempts >= TRIES:
                logger.error("update set aside", extra={"fields": {"update": update.update, "error": error}})
                return

    async def _tried(self, update: Received) -> tuple[Ending, str]:
        # Whoever only waits for the next attempt takes nobody's place.
        async with self._places:
            try:
                return await self._work(update)
            except Exception as error:  # one update that nobody can read must not end the work for its whole chat
                logger.error("work failed", extra={"fields": {"update": update.update, "error": type(error).__name__}})
                return Ending.FAILED, type(error).__name__

    def _finish(self, update: int, ending: Ending) -> None:
        """Mark an update as ended: at once, together with those that end while the mark before is written."""
        self._finished.append((update, ending))
        if self._marking is None or self._marking.done():
            self._marking = asyncio.create_task(self._mark())

    async def _mark(self) -> None:
        while self._finished:
            batch, self._finished = self._finished, []
            try:
                for ending in {ending for _, ending in batch}:
                    await self._storage.inbox.done([one for one, how in batch if how is ending], ending.value)
            except StorageError as error:
                # They stay marked as taken by this process, which will not take them again while it lives.
                logger.error(
                    "answered updates not marked", extra={"fields": {"count": len(batch), "error": str(error)}}
                )
                self._finished = batch + self._finished
                if self._closing.is_set():
                    return  # they are answered a second time by the next life
                await asyncio.sleep(LOOK_AGAIN)
