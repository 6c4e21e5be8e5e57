"""Telegram's side of a webhook: posts updates, and knows how long each chat waits for its message."""

from __future__ import annotations

import asyncio
import time
from urllib.parse import urlsplit

from tests.bench.echoes import PATH, SECRET_HEADER

PATIENCE = 20.0
"""Seconds after which an update counts as lost."""


class Line(asyncio.Protocol):
    """One connection to the bot, one post at a time."""

    def __init__(self) -> None:
        self._read = b""
        self._status: asyncio.Future[int] | None = None
        self.closed = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Remember where to write."""
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        """Take a status; the answers to posts are empty or tiny and come whole."""
        self._read += data
        if b"\r\n\r\n" in self._read and self._status is not None and not self._status.done():
            self._status.set_result(int(self._read.split(b" ", 2)[1]))
            self._read = b""

    def connection_lost(self, exc: Exception | None) -> None:
        """Tell whoever waits."""
        self.closed = True
        if self._status is not None and not self._status.done():
            self._status.set_exception(ConnectionError())

    async def post(self, what: bytes) -> int:
        """Send a whole request and return the status of its answer."""
        self._status = asyncio.get_running_loop().create_future()
        self._transport.write(what)
        return await asyncio.wait_for(self._status, PATIENCE)

    def close(self) -> None:
        """Hang up."""
        self._transport.close()


class Poster:
    """Posts updates over kept connections and measures from post to message."""

    def __init__(self, address: str, secret: str) -> None:
        at = urlsplit(address)
        assert at.hostname
        assert at.port
        self._host, self._port = at.hostname, at.port
        self._secret = secret
        self._free: list[Line] = []
        self._waiting: dict[int, tuple[float, asyncio.Future[float]]] = {}
        self.refused = 0

    def answered(self, chat: int, at: float) -> None:
        """Note that a chat got a message."""
        waiting = self._waiting.pop(chat, None)
        if waiting is not None and not waiting[1].done():
            waiting[1].set_result(at - waiting[0])

    async def deliver(self, chat: int, body: bytes) -> float | None:
        """Post one update; return the seconds until the chat got its message, None where it got none."""
        head = f"POST {PATH} HTTP/1.1\r\nHost: {self._host}\r\n{SECRET_HEADER}: {self._secret}\r\n"
        head += f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
        answered = asyncio.get_running_loop().create_future()
        self._waiting[chat] = time.perf_counter(), answered
        try:
            line = await self._line()
            status = await line.post(head.encode() + body)
            self._free.append(line)
            if status != 200:
                self.refused += 1
                return None
            return float(await asyncio.wait_for(answered, PATIENCE))
        except (TimeoutError, ConnectionError):
            return None
        finally:
            self._waiting.pop(chat, None)

    async def _line(self) -> Line:
        while self._free:
            line = self._free.pop()
            if not line.closed:
                return line
        loop = asyncio.get_running_loop()
        _, made = await loop.create_connection(Line, self._host, self._port)
        return made

    def close(self) -> None:
        """Hang up everywhere."""
        for line in self._free:
            line.close()
