"""The library's request class over own connections for small forms, and over aiohttp for all that is more.

It makes several times as many requests a second as the library's own over httpx.

`ApplicationBuilder().request(AiohttpRequest()).get_updates_request(AiohttpRequest(connection_pool_size=1))`
"""

from __future__ import annotations

import asyncio
import json
import os
import ssl
from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeAlias

import certifi
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest

from bot.transport import body
from bot.transport.failures import failure, without_token
from bot.transport.lines import Lines, Target, target
from bot.transport.proxies import ProxyError, proxy_for

if TYPE_CHECKING:
    from telegram._utils.defaultvalue import DefaultValue
    from telegram.request import RequestData

    from bot.transport.larger import Larger

Seconds: TypeAlias = float | None
"""None is for ever."""
_Given: TypeAlias = "DefaultValue[float] | DefaultValue[None] | float | None"


class AiohttpRequest(BaseRequest):
    """Sends what the bot asks for; its errors and records never carry an address, since the token stands in it.

    The arguments are called as those of the library's HTTPXRequest; `largest` is how many bytes an answer or a download
    may have. Proxies are those of the environment.
    """

    def __init__(
        self,
        *,
        connection_pool_size: int = 256,
        read_timeout: Seconds = 5.0,
        write_timeout: Seconds = 5.0,
        connect_timeout: Seconds = 5.0,
        pool_timeout: Seconds = 1.0,
        media_write_timeout: Seconds = 20.0,
        largest: int = 64 * 1024 * 1024,
    ) -> None:
        self._size, self._largest = connection_pool_size, largest
        self._read, self._connect, self._wait = read_timeout, connect_timeout, pool_timeout
        self._write, self._write_media = write_timeout, media_write_timeout
        self._lines: Lines | None = None
        self._larger: Larger | None = None
        self._target = lru_cache(maxsize=64)(self._plain)
        self._loop: asyncio.AbstractEventLoop | None = None

    @property
    def read_timeout(self) -> Seconds:
        """Seconds to wait for an answer, unless a request says otherwise."""
        return self._read

    async def initialize(self) -> None:
        """Open for the running event loop; again is harmless, but not in another loop without `shutdown`."""
        if self._lines is not None:
            if self._loop is not asyncio.get_running_loop():
                raise RuntimeError("the HTTP client of another event loop was not shut down")
            return
        self._loop = asyncio.get_running_loop()
        self._lines = Lines(self._largest, _trusted)
        self._places = asyncio.Semaphore(self._size)
        self._proxies: dict[str, str | None] = {}

    async def shutdown(self) -> None:
        """Close all connections; again is harmless."""
        lines, larger = self._lines, self._larger
        self._lines = self._larger = None
        if lines is not None:
            lines.close()
        if larger is not None:
            await larger.close()

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: _Given = BaseRequest.DEFAULT_NONE,
        write_timeout: _Given = BaseRequest.DEFAULT_NONE,
        connect_timeout: _Given = BaseRequest.DEFAULT_NONE,
        pool_timeout: _Given = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """Return status and body of the answer; NetworkError, or TimedOut among them, where there is none."""
        lines = self._lines
        if lines is None:
            raise NetworkError("The HTTP client is not open")
        uploading = request_data is not None and request_data.contains_files
        write = _given(write_timeout, self._write_media if uploading else self._write)
        times = _given(connect_timeout, self._connect), _given(read_timeout, self._read)
        places = self._places
        await _acquired(places, _given(pool_timeout, self._wait))
        try:
            return await self._exchange(lines, url, method, request_data, write, times)
        except NetworkError as error:
            failed = error
        except Exception as error:
            failed = failure(error)
        finally:
            places.release()
        # Out here, so that the client's own error, which quotes the address, does not come along as its context.
        raise failed

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """Return the object that an answer holds; NetworkError, without a word of it, where it holds none."""
        try:
            found = json.loads(payload.decode("utf-8", "replace"))
        except (ValueError, RecursionError):
            found = None
        if isinstance(found, dict):
            return found
        raise NetworkError(f"The answer is not the Bot API's ({len(payload)} bytes)")

    async def _exchange(
        self,
        lines: Lines,
        url: str,
        method: str,
        data: RequestData | None,
        write: Seconds,
        times: tuple[Seconds, Seconds],
    ) -> tuple[int, bytes]:
        headers: dict[str, str] = {}
        parts: list[Any] = []
        if data is not None and data.contains_files:
            headers["Content-Type"], parts = body.form(data.json_parameters, data.multipart_data)
        elif data is not None and method == "POST":
            headers["Content-Type"], parts = "application/json", [body.as_json(data.parameters)]
        if len(parts) <= 1 and len(parts[0] if parts else b"") <= body.PIECE:
            small = parts[0] if parts else b""
            to = self._target(url) if method == "POST" else None
            if to is not None:
                connect, read = times
                return self._judged(*await lines.post(to, small, connect=connect, read=read), url, method)
            return await self._asked(url, method, small or None, headers, times)
        loop = asyncio.get_running_loop()
        # aiohttp has no time for writing: it is up when no piece has been taken for so long.
        async with asyncio.timeout(None) as patience:

            def progress(more: bool) -> None:
                patience.reschedule(loop.time() + write if more and write is not None else None)

            sent = body.Stream(parts, progress)
            if sent.size is not None:
                headers["Content-Length"] = str(sent.size)
            return await self._asked(url, method, sent, headers, times)

    async def _asked(
        self,
        url: str,
        method: str,
        sent: bytes | body.Stream | None,
        headers: dict[str, str],
        times: tuple[Seconds, Seconds],
    ) -> tuple[int, bytes]:
        if self._larger is None:
            from bot.transport.larger import Larger

            self._larger = Larger(self.USER_AGENT, self._largest, _trusted)
        (connect, read), proxy = times, self._proxy(url)
        found = await self._larger.ask(url, method, sent, headers, connect=connect, read=read, proxy=proxy)
        return self._judged(*found, url, method)

    @staticmethod
    def _judged(status: int, content: bytes, url: str, method: str) -> tuple[int, bytes]:
        """Return an answer fit to be read; NetworkError where it is none of the Bot API."""
        if not 200 <= status <= 299:
            return status, without_token(content, url)
        if method == "POST" and b'"result"' not in content:
            raise NetworkError(f"The answer is not the Bot API's ({len(content)} bytes)")
        return status, content

    def _plain(self, url: str) -> Target | None:
        """Return where to send a small form; None where a proxy is in between, or the address is an unusual one."""
        return None if self._proxy(url) else target(url, self.USER_AGENT)

    def _proxy(self, url: str) -> str | None:
        origin = "/".join(url.split("/", 3)[:3])
        if origin not in self._proxies:
            try:
                self._proxies[origin] = proxy_for(origin)
            except ProxyError:
                raise NetworkError("The environment names a proxy that is none of http and https") from None
        return self._proxies[origin]


async def _acquired(places: asyncio.Semaphore, wait: Seconds) -> None:
    if not places.locked():
        await places.acquire()
        return
    try:
        async with asyncio.timeout(wait):
            await places.acquire()
    except TimeoutError:
        raise TimedOut("All connections are in use; the request was not sent") from None


def _given(value: _Given, default: Seconds) -> Seconds:
    return value if value is None or isinstance(value, (int, float)) else default


@lru_cache(maxsize=1)
def _trusted() -> ssl.SSLContext:
    """Return whom to trust: the file or folder of `SSL_CERT_FILE`, `SSL_CERT_DIR`, else Mozilla's list."""
    # Not the system's list alone: a Python of its own, as on a Mac or in a bare container, often has none.
    own = os.environ.get("SSL_CERT_FILE") or os.environ.get("SSL_CERT_DIR")
    return ssl.create_default_context(cafile=None if own else certifi.where())
