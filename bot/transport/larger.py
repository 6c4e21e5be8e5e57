"""What is more than a small form: files either way, long texts, proxies and unusual addresses, all over aiohttp.

It is imported when the first of them is asked for: a start need not wait for it.
"""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Callable

from aiohttp import ClientResponse, ClientSession, ClientTimeout, DummyCookieJar, TCPConnector

from bot.transport.body import Stream
from bot.transport.lines import KEPT_ALIVE, SLOWEST, NoAnswerError


class Larger:
    """A client for one event loop."""

    def __init__(self, agent: str, largest: int, trusted: Callable[[], ssl.SSLContext]) -> None:
        """Read no more of an answer than so many bytes; `trusted` tells whom to trust."""
        self._largest, self._trusted = largest, trusted
        # Whoever asks has a place already: the connector's own limit cannot tell waiting for one from connecting.
        connector = TCPConnector(limit=0, keepalive_timeout=KEPT_ALIVE)
        self._session = ClientSession(
            connector=connector,
            cookie_jar=DummyCookieJar(),
            # Small answers gain nothing from compression, and a large one cannot unfold to more than it weighs.
            headers={"User-Agent": agent, "Accept-Encoding": "identity"},
            auto_decompress=False,
        )

    async def close(self) -> None:
        """Close all connections."""
        await self._session.close()

    async def ask(
        self,
        url: str,
        method: str,
        sent: bytes | Stream | None,
        headers: dict[str, str],
        *,
        connect: float | None,
        read: float | None,
        proxy: str | None,
    ) -> tuple[int, bytes]:
        """Return status and body of the answer."""
        async with self._session.request(
            method,
            url,
            data=sent,
            headers=headers,
            timeout=ClientTimeout(connect=connect, sock_read=read),
            # Nobody but Telegram shall be asked, whatever an answer says: the token would go along.
            allow_redirects=False,
            proxy=proxy,
            ssl=self._trusted() if url.startswith("https:") else True,
        ) as response:
            if isinstance(sent, Stream):
                sent.over()
            if response.content.is_eof():  # as small answers come
                return response.status, await self._content(response)
            # The client's own time is up only when nothing comes at all. A download may well take its time.
            async with asyncio.timeout(read * SLOWEST if read is not None and method == "POST" else None):
                return response.status, await self._content(response)

    async def _content(self, response: ClientResponse) -> bytes:
        told, content = response.content_length, b""
        if told is not None and told <= self._largest:
            content = await response.read()
        elif told is None:
            found = bytearray()
            async for piece in response.content.iter_any():
                found += piece
                if len(found) > self._largest:
                    break
            content = bytes(found)
        if len(content) > self._largest or (told or 0) > self._largest:
            raise NoAnswerError(f"more than {self._largest} bytes")
        return content
