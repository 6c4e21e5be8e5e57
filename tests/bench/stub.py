"""A Bot API that grants everything at once and costs next to nothing, so that the bot before it is what is measured.

    python -m tests.bench.stub PORT

It reads no more of a request than method and chat, and tells when a chat got a message.
"""

from __future__ import annotations

import asyncio
import re
import sys
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress

TOKEN = "123456:TEST-token_of_a_bot_that_is_nowhere"

_LENGTH = re.compile(rb"(?i)\r\ncontent-length: *(\d+)")
_CHAT = re.compile(rb'chat_id(?:=|": ?"?)(-?\d+)')
_ME = b'{"id":123456,"is_bot":true,"first_name":"Bench","username":"bench_bot","can_join_groups":true,'
_ME += b'"can_read_all_group_messages":false,"supports_inline_queries":true}'
_INFO = b'{"url":"","has_custom_certificate":false,"pending_update_count":0}'
_RESULTS = {
    "getMe": _ME,
    "getWebhookInfo": _INFO,
    "getMyCommands": b"[]",
    "getUpdates": b"[]",
    "getChatAdministrators": b"[]",
}
_MESSAGES = frozenset({"sendMessage", "editMessageText", "sendPhoto", "sendDocument"})


class Stub:
    """What has been asked for so far; `answered` is called with the chat and the time of each message sent."""

    def __init__(self, answered: Callable[[int, float], None] = lambda chat, at: None) -> None:
        self.counts: Counter[str] = Counter()
        self.url = ""
        self._answered = answered
        self._server: asyncio.Server | None = None

    async def start(self, port: int = 0) -> None:
        """Listen on loopback."""
        self._server = await asyncio.get_running_loop().create_server(lambda: _Connection(self), "127.0.0.1", port)
        self.url = "http://{}:{}".format(*self._server.sockets[0].getsockname())

    def stop(self) -> None:
        """Listen no more."""
        if self._server is not None:
            self._server.close()

    def result(self, method: str, body: bytes) -> bytes:
        """Return what a method returns, as JSON."""
        self.counts[method] += 1
        if method not in _MESSAGES:
            return _RESULTS.get(method, b"true")
        found = _CHAT.search(body)
        chat = int(found[1]) if found else 0
        if method == "sendMessage":
            self._answered(chat, time.perf_counter())
        return (
            b'{"message_id":%d,"date":%d,"chat":{"id":%d,"type":"private","first_name":"A"},"from":%s,"text":"x"}'
            % (self.counts.total(), int(time.time()), chat, _ME)
        )


class _Connection(asyncio.Protocol):
    def __init__(self, stub: Stub) -> None:
        self._stub = stub
        self._read = bytearray()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._read += data
        while (end := self._read.find(b"\r\n\r\n")) >= 0:
            head = bytes(self._read[:end])
            length = _LENGTH.search(head)
            whole = end + 4 + (int(length[1]) if length else 0)
            if len(self._read) < whole:
                return
            body = bytes(self._read[end + 4 : whole])
            del self._read[:whole]
            method = head.split(b" ", 2)[1].rpartition(b"/")[2].decode()
            said = b'{"ok":true,"result":%s}' % self._stub.result(method, body)
            kind = b"Content-Type: application/json\r\nContent-Length: %d\r\n\r\n" % len(said)
            self._transport.write(b"HTTP/1.1 200 OK\r\n" + kind + said)


async def main() -> None:
    """Listen until interrupted, then print what was asked for."""
    stub = Stub()
    await stub.start(int(sys.argv[1]))
    print(stub.url, flush=True)
    try:
        await asyncio.Event().wait()
    finally:
        print(dict(stub.counts))


if __name__ == "__main__":
    with suppress(KeyboardInterrupt):
        asyncio.run(main())
