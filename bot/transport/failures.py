"""What went wrong on the way, in the library's own errors and without any address: the token stands in it.

NetworkError
    TimedOut    connecting, sending or waiting took too long, or all connections are in use
    the rest    resets, unknown hosts, broken or oversized answers; what was asked for may have been done or not
"""

from __future__ import annotations

import os
import re

from telegram.error import NetworkError, TimedOut

from bot.transport.lines import LineError

MASK = b"***"

_TOKEN = re.compile(r"/bot([^/?#]+)/")
_SHOWN = 300
"""Bytes of an answer that is not Telegram's, a page of a proxy, that may end up in an error's text."""


def failure(error: Exception) -> NetworkError:
    """Return the error to raise instead: the client's own quote the address, and some even the text that was sent."""
    kind = type(error).__name__
    if isinstance(error, TimeoutError):
        return TimedOut(f"Timed out ({kind})")
    if isinstance(error, OSError) and error.errno and error.errno > 0:
        return NetworkError(f"{kind}: {os.strerror(error.errno)}")
    if isinstance(error, LineError):
        return NetworkError(f"{kind}: {error}")
    status = getattr(error, "status", None)  # as aiohttp's errors tell it
    if isinstance(status, int) and status:
        return NetworkError(f"{kind}: status {status}")
    return NetworkError(kind)


def without_token(body: bytes, url: str) -> bytes:
    """Return the body of a refusal fit for an error's text: no token where it quotes the address, and not a page."""
    for token in _TOKEN.findall(url):
        for secret in (token, token.partition(":")[2]):
            if secret:
                body = body.replace(secret.encode("utf-8", "replace"), MASK)
    return body if body.lstrip().startswith(b"{") else body[:_SHOWN]
