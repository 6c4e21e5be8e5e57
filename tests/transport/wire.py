"""A server that answers byte by byte as a test says, for what no decent server does."""

from __future__ import annotations

import asyncio
import logging
import socket
import struct
import traceback
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from typing import TypeAlias

import pytest

from tests.botapi.content import TOKEN

SECRET = TOKEN.partition(":")[2]

Answer: TypeAlias = Callable[["Line"], Awaitable[None]]


class Line:
    """One connection of a client: its request, and ways to answer."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, wire: Wire, *, bodies: bool) -> None:
        self.reader, self.writer, self.wire = reader, writer, wire
        self._bodies = bodies
        self.head = b""
        self.body = b""

    async def read(self) -> bool:
        """Read one request; False where the client has hung up."""
        try:
            self.head = await self.reader.readuntil(b"\r\n\r\n")
            self.body = await self.reader.readexactly(self.length) if self._bodies else b""
        except (asyncio.IncompleteReadError, ConnectionError):
            return False
        self.wire.requests.append(self.head + self.body)
        self.wire.asked.set()
        return True

    @property
    def length(self) -> int:
        """The bytes of the body, as the client tells them."""
        return int(self.head.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0] or 0)

    async def say(self, *what: bytes) -> None:
        """Send bytes."""
        self.writer.write(b"".join(what))
        await self.writer.drain()

    async def reply(self, status: bytes, body: bytes, *headers: bytes) -> None:
        """Send a whole answer."""
        lines = [b"HTTP/1.1 " + status, *headers, b"Content-Length: %d" % len(body)]
        await self.say(b"\r\n".join(lines), b"\r\n\r\n", body)

    async def hang(self) -> None:
        """Say nothing more, until the test ends."""
        await self.wire.over.wait()

    def reset(self) -> None:
        """Cut the line as a crashed server does."""
        self.writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.writer.transport.abort()


class Wire:
    """What a server has seen."""

    def __init__(self) -> None:
        self.url = ""
        self.requests: list[bytes] = []
        self.connections = 0
        self.asked = asyncio.Event()
        self.over = asyncio.Event()

    def address(self, method: str = "sendMessage") -> str:
        """Return the address of a method, with the token in it."""
        return f"{self.url}/bot{TOKEN}/{method}"


@asynccontextmanager
async def listening(answer: Answer, *, bodies: bool = True) -> AsyncIterator[Wire]:
    """Answer every request on every connection, until an answer closes it; without `bodies` only heads are read."""
    wire = Wire()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        wire.connections += 1
        line = Line(reader, writer, wire, bodies=bodies)
        with suppress(ConnectionError):
            while not writer.is_closing() and await line.read():
                await answer(line)
        writer.close()
        with suppress(ConnectionError):
            await writer.wait_closed()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    wire.url = "http://{}:{}".format(*server.sockets[0].getsockname())
    try:
        # A client that waits for ever shall fail its test, not hold it up.
        async with asyncio.timeout(30):
            yield wire
    finally:
        wire.over.set()
        server.close()
        await server.wait_closed()
        # Whoever still serves shall end in peace, not with the loop.
        others = asyncio.all_tasks() - {asyncio.current_task()}
        await asyncio.wait_for(asyncio.gather(*others, return_exceptions=True), 5)


def assert_secret_kept(error: BaseException, records: pytest.LogCaptureFixture) -> None:
    """Fail if the token stands in an error, in whatever led to it, or in any record."""
    chain: list[BaseException] = [error]
    for one in chain:
        chain += [other for other in (one.__cause__, one.__context__) if other is not None and other not in chain]
    said = [text for one in chain for text in (str(one), repr(one), *traceback.format_exception(one))]
    said += [logging.Formatter().format(record) for record in records.records]
    assert not [text for text in said if SECRET in text]
