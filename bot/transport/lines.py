"""Kept connections for what a bot does all day: a small form goes out, a small answer comes back.

aiohttp can do far more, and took four times as much processor for it: a sixth of all that an answered question cost.

LineError
    HungUpError    the other side closed the connection, before an answer or in the middle of one
    NoAnswerError    what came is not HTTP, or more of it than anybody wants
"""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Callable
from typing import NamedTuple, cast
from urllib.parse import urlsplit

import httptools

KEPT_ALIVE = 15.0
"""Seconds for which an idle connection is kept: far less than Telegram keeps it, so that it is not closed in use."""
SLOWEST = 2
"""How many times the seconds until an answer begins it may take to its end: one of a byte a second would keep a chat
waiting for as long as it likes."""
LONGEST_HEAD = 64 * 1024
"""Bytes of an answer's head."""
_PORTS = {"http": 80, "https": 443}


class LineError(Exception):
    """There is no answer; what was asked for may have been done or not."""


class HungUpError(LineError):
    """The connection has ended."""


class NoAnswerError(LineError):
    """What came is no answer."""


class Target(NamedTuple):
    """An address, taken apart."""

    host: str
    port: int
    secure: bool
    head: bytes
    """The lines of a request that are always the same."""


def target(url: str, agent: str) -> Target | None:
    """Return where an address leads; None if it is not a plain one."""
    parts = urlsplit(url)
    plain = url.isascii() and url.isprintable() and " " not in url and "@" not in parts.netloc
    if parts.scheme not in _PORTS or not parts.hostname or not plain:
        return None
    path = parts._replace(scheme="", netloc="", fragment="").geturl() or "/"
    head = f"POST {path} HTTP/1.1\r\nHost: {parts.netloc}\r\nUser-Agent: {agent}\r\nAccept-Encoding: identity\r\n"
    head += "Content-Type: application/json\r\nContent-Length: "
    return Target(parts.hostname, parts.port or _PORTS[parts.scheme], parts.scheme == "https", head.encode())


class Line(asyncio.Protocol):
    """One connection, for one request after the other."""

    def __init__(self, loop: asyncio.AbstractEventLoop, largest: int) -> None:
        self._loop, self._largest = loop, largest
        self._parser = httptools.HttpResponseParser(self)
        self._answer: asyncio.Future[tuple[int, bytes]] | None = None
        self.open = False
        self.free_since = 0.0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Be ready."""
        # Not by `isinstance`: other event loops have transports of their own kind.
        self._transport, self.open = cast(asyncio.Transport, transport), True

    def connection_lost(self, exc: Exception | None) -> None:
        """Tell whoever waits; an answer that does not say how long it is ends like this."""
        self.open = False
        if self._answer is not None and not self._answer.done():
            if self._in_body and self._size is None and not self._chunked and exc is None:
                self._answer.set_result((self._parser.get_status_code(), b"".join(self._body)))
            else:
                self._answer.set_exception(exc or HungUpError("before the end of an answer"))

    async def ask(self, request: bytes, seconds: float | None) -> tuple[int, bytes]:
        """Send a request and return status and body of its answer.

        TimeoutError when nothing has come for so many seconds, or the whole takes too long; LineError or OSError.
        """
        self._answer = self._loop.create_future()
        self._begin()
        self._read = 0
        self._patience = seconds
        self._heard = self._loop.time()
        timer = None
        if seconds is not None:
            self._latest = self._heard + seconds * SLOWEST
            timer = self._timer = self._loop.call_later(seconds, self._waited)
        self._transport.write(request)
        try:
            return await self._answer
        except BaseException:
            self.close()
            raise
        finally:
            self._answer = None
            if timer is not None:
                self._timer.cancel()

    def close(self) -> None:
        """Hang up."""
        self.open = False
        self._transport.abort()

    def data_received(self, data: bytes) -> None:
        """Read on."""
        if self._answer is None or self._answer.done():
            self.close()  # nothing was asked
            return
        self._heard = self._loop.time()
        self._read += len(data)
        try:
            self._parser.feed_data(data)
        except (httptools.HttpParserError, httptools.HttpParserUpgrade):
            self._fail(NoAnswerError("not HTTP"))
        else:
            if not self._in_body and self._read > LONGEST_HEAD:
                self._fail(NoAnswerError("its head does not end"))

    def _begin(self) -> None:
        self._body: list[bytes] = []
        self._size: int | None = None
        self._chunked = self._in_body = False

    def on_message_begin(self) -> None:
        """Hang up on a second answer to one request; called by the parser, as are those below."""
        if self._answer is None or self._answer.done():
            self.close()

    def on_header(self, name: bytes, value: bytes) -> None:
        """Note how long the answer is."""
        name = name.lower()
        if name == b"content-length":
            self._size = int(value)
        elif name == b"transfer-encoding":
            self._chunked = True

    def on_headers_complete(self) -> None:
        """Refuse what is too long before it comes."""
        self._in_body = True
        if (self._size or 0) > self._largest:
            self._fail(self._large())

    def on_body(self, body: bytes) -> None:
        """Keep a piece."""
        self._body.append(body)
        if self._size is None and sum(map(len, self._body)) > self._largest:
            self._fail(self._large())

    def on_message_complete(self) -> None:
        """Hand over the answer."""
        status = self._parser.get_status_code()
        if status < 200:  # the answer proper is still to come
            self._begin()
            return
        if self._answer is not None and not self._answer.done():
            self._answer.set_result((status, b"".join(self._body)))
        if not self._parser.should_keep_alive():
            self.close()

    def _large(self) -> NoAnswerError:
        return NoAnswerError(f"more than {self._largest} bytes")

    def _fail(self, error: Exception) -> None:
        if self._answer is not None and not self._answer.done():
            self._answer.set_exception(error)
        self.close()

    def _waited(self) -> None:
        assert self._patience is not None
        due = min(self._heard + self._patience, self._latest)
        if self._loop.time() >= due:
            self._fail(TimeoutError())
        else:
            self._timer = self._loop.call_at(due, self._waited)


class Lines:
    """All connections of one client, in one event loop."""

    def __init__(self, largest: int, trusted: Callable[[], ssl.SSLContext]) -> None:
        """Read no more of an answer than so many bytes; `trusted` tells whom to trust."""
        self._loop, self._largest, self._trusted = asyncio.get_running_loop(), largest, trusted
        self._all: set[Line] = set()
        self._free: dict[tuple[str, int, bool], list[Line]] = {}

    async def post(self, to: Target, content: bytes, *, connect: float | None, read: float | None) -> tuple[int, bytes]:
        """Send JSON and return status and body of the answer; TimeoutError, LineError, OSError."""
        free = self._free.setdefault(to[:3], [])
        line = self._kept(free) or await self._made(to, connect)
        try:
            return await line.ask(b"%b%d\r\n\r\n%b" % (to.head, len(content), content), read)
        finally:
            if line.open:
                line.free_since = self._loop.time()
                free.append(line)
            else:
                self._all.discard(line)

    def close(self) -> None:
        """Hang up everywhere."""
        for line in self._all:
            line.close()
        self._all.clear()
        self._free.clear()

    def _kept(self, free: list[Line]) -> Line | None:
        """Return the line that was used last; one that has rested for too long may be closed any moment."""
        since = self._loop.time() - KEPT_ALIVE
        while free:
            line = free.pop()
            if line.open and line.free_since > since:
                return line
            line.close()
            self._all.discard(line)
        return None

    async def _made(self, to: Target, seconds: float | None) -> Line:
        async with asyncio.timeout(seconds):
            _, line = await self._loop.create_connection(
                lambda: Line(self._loop, self._largest),
                to.host,
                to.port,
                ssl=self._trusted() if to.secure else None,
                happy_eyeballs_delay=0.25,
            )
        self._all.add(line)
        return line
