"""Answers that are none: what a server in trouble, or the line to it, makes of an answer.

`server.broken("sendMessage", RESET, chat=5)` and the like.
"""

from __future__ import annotations

import asyncio
import socket
import struct
from dataclasses import dataclass

from aiohttp import web


@dataclass(frozen=True)
class Broken:
    """How an answer breaks on its way."""

    status: int = 200
    body: bytes | None = None
    """What is sent in place of Telegram's answer; None is the answer itself."""
    wait: float = 0.0
    """Seconds until the first byte of the head."""
    pace: float = 0.0
    """Seconds before each byte of the body."""
    cut: bool = False
    """Whether the connection is reset after half of the body."""
    done: bool = True
    """Whether what was asked for is done all the same."""


def page(status: int, *, done: bool = False) -> Broken:
    """What a proxy says before Telegram: a page."""
    return Broken(status, b"<html><head><title>Error</title></head><body>nginx</body></html>", done=done)


MALFORMED = Broken(body=b'{"ok":true,"result":{"message_id":')
"""A success whose JSON ends too soon."""
RESET = Broken(cut=True)
"""Done, and the connection is reset in the middle of the answer."""
LOST = Broken(cut=True, done=False)
"""Not done, and the connection is reset."""


def silent(seconds: float, *, done: bool) -> Broken:
    """Nothing comes for so long."""
    return Broken(wait=seconds, done=done)


def slow(pace: float) -> Broken:
    """Byte after byte, so many seconds apart: the line is never quiet, and the answer never whole."""
    return Broken(pace=pace)


async def send(request: web.Request, broken: Broken, answer: bytes) -> web.StreamResponse:
    """Answer a request in a broken way; `answer` is Telegram's."""
    body = answer if broken.body is None else broken.body
    response = web.StreamResponse(status=broken.status)
    response.content_length = len(body)
    await response.prepare(request)
    shown = body[: len(body) // 2] if broken.cut else body
    for piece in [shown[at : at + 1] for at in range(len(shown))] if broken.pace else [shown]:
        await asyncio.sleep(broken.pace)
        await response.write(piece)
    if broken.cut and request.transport is not None:
        line: socket.socket = request.transport.get_extra_info("socket")
        line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        request.transport.abort()
    return response
