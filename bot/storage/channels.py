"""Notices between those who use one database: within the process on SQLite, between processes on PostgreSQL."""

from __future__ import annotations

import asyncio
import weakref
from contextlib import suppress
from typing import Any

from sqlalchemy import text

from bot.storage.database import Database
from bot.storage.errors import StorageError

MISSED = "missed"
"""The channel that says that notices may have been lost: whoever listens looks at everything again."""
_NAME = "simpul"
_LONGEST = 7900
"""Bytes of a notice; PostgreSQL takes less than 8000."""
_MOST = 1000
"""Notices that wait for one listener."""
_PAUSE = 1.0
"""Seconds between two attempts to connect."""
_PULSE = 60.0
"""Seconds of silence after which a connection is asked whether it lives."""
_NOTIFY = text("SELECT pg_notify(:name, :notice)")


class Listening:
    """An iteration over notices as `(channel, payload)`, from when it was made until the storage closes."""

    def __init__(self) -> None:
        self._waiting: asyncio.Queue[tuple[str, str] | None] = asyncio.Queue(_MOST)

    def __aiter__(self) -> Listening:
        return self

    async def __anext__(self) -> tuple[str, str]:
        notice = await self._waiting.get()
        if notice is None:
            self.tell(None)  # for whoever else iterates over the same
            raise StopAsyncIteration
        return notice

    def tell(self, notice: tuple[str, str] | None) -> None:
        """Have a notice wait for its reader; one who never reads is told only that there was too much."""
        if self._waiting.full():
            while not self._waiting.empty():
                self._waiting.get_nowait()
            self._waiting.put_nowait((MISSED, ""))
        self._waiting.put_nowait(notice)


class Channels:
    """All who listen in this process."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._listeners: weakref.WeakSet[Listening] = weakref.WeakSet()
        self._ear: Any = None
        self._keeping: asyncio.Task[None] | None = None
        self._deaf = asyncio.Event()
        self._closed = False

    async def start(self) -> None:
        """Begin to hear other processes."""
        if not self._database.embedded:
            await self._hear()
            self._keeping = asyncio.create_task(self._keep_hearing())

    def listen(self) -> Listening:
        """Return what will be heard from now on."""
        listening = Listening()
        if self._closed:
            listening.tell(None)
        self._listeners.add(listening)
        return listening

    async def notify(self, channel: str, payload: str) -> None:
        """Tell everyone who listens, this process included; ValueError if it is more than a notice may hold."""
        notice = f"{channel}\n{payload}"
        if "\n" in channel or len(notice.encode()) > _LONGEST:
            raise ValueError(f"a notice of more than {_LONGEST} bytes, or a channel of two lines")
        if self._database.embedded:
            self._tell(channel, payload)
            return
        async with self._database.reading() as connection:
            await connection.execute(_NOTIFY, {"name": _NAME, "notice": notice})

    async def close(self) -> None:
        """End all iterations."""
        self._closed = True
        if self._keeping:
            self._keeping.cancel()
            with suppress(asyncio.CancelledError):
                await self._keeping
        if self._ear:
            self._ear.remove_termination_listener(self._lost)
            with suppress(OSError):
                await self._ear.close(timeout=1)
        for listening in self._listeners:
            listening.tell(None)

    async def _hear(self) -> None:
        self._ear = await self._database.connect()
        self._deaf.clear()
        self._ear.add_termination_listener(self._lost)
        await self._ear.add_listener(_NAME, self._heard)

    async def _keep_hearing(self) -> None:
        """Connect again whenever the connection is lost, which may show only when it is used."""
        while True:
            try:
                async with asyncio.timeout(_PULSE):
                    await self._deaf.wait()
            except TimeoutError:
                if await self._alive():
                    continue
            try:
                await self._hear()
            except StorageError:
                self._deaf.set()
                await asyncio.sleep(_PAUSE)
            else:
                self._tell(MISSED, "")

    async def _alive(self) -> bool:
        try:
            await self._ear.execute("SELECT 1", timeout=_PAUSE)
        except self._database.failures:
            self._ear.remove_termination_listener(self._lost)
            self._ear.terminate()
            return False
        return True

    def _heard(self, _connection: object, _process: int, _name: str, notice: object) -> None:
        channel, _, payload = str(notice).partition("\n")
        self._tell(channel, payload)

    def _lost(self, _connection: object) -> None:
        self._deaf.set()

    def _tell(self, channel: str, payload: str) -> None:
        for listening in tuple(self._listeners):
            listening.tell((channel, payload))
