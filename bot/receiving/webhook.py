"""Where Telegram posts updates to: kept in the inbox before the 200."""

from __future__ import annotations

import hmac
import logging
from collections.abc import Awaitable, Callable
from datetime import datetime
from http import HTTPStatus

from starlette.types import ASGIApp, Receive, Scope, Send

from bot.receiving.health import Ready, plain, routes
from bot.receiving.incoming import MOST_BYTES, NoUpdateError, received
from bot.storage.opening import StorageError
from bot.storage.records import Received

logger = logging.getLogger(__name__)

PATH = "/telegram"
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the header's name, no secret

Keep = Callable[[Received], Awaitable[bool]]
"""Puts an update into the inbox, where it is safe when this returns; False where the inbox is full."""


def application(keep: Keep, ready: Ready, secret: str, now: Callable[[], datetime]) -> ASGIApp:
    """Return what listens: updates for those who know the secret, health for everybody, 404 for all else."""
    others = plain(routes(ready))

    async def listening(scope: Scope, receive: Receive, send: Send) -> None:
        # Before all routing and without its objects: what is not an update hardly ever comes.
        if scope["type"] == "http" and scope["path"] == PATH:
            status = await update(scope, receive) if scope["method"] == "POST" else HTTPStatus.METHOD_NOT_ALLOWED
            await send({"type": "http.response.start", "status": status, "headers": [(b"content-length", b"0")]})
            await send({"type": "http.response.body", "body": b""})
        else:
            await others(scope, receive, send)

    async def update(scope: Scope, receive: Receive) -> int:
        headers = dict(scope["headers"])
        if not hmac.compare_digest(headers.get(SECRET_HEADER.lower().encode(), b""), secret.encode()):
            return HTTPStatus.UNAUTHORIZED
        if headers.get(b"content-type", b"").partition(b";")[0].strip().lower() != b"application/json":
            return HTTPStatus.UNSUPPORTED_MEDIA_TYPE
        try:
            body = await _body(headers.get(b"content-length", b"0"), receive)
        except _GoneError:
            return HTTPStatus.BAD_REQUEST
        if body is None:
            return HTTPStatus.REQUEST_ENTITY_TOO_LARGE
        try:
            one = received(body, now())
        except NoUpdateError as error:
            # Whoever knows the secret is Telegram: answered with 200, or it would be sent again and again.
            logger.error("not an update", extra={"fields": {"error": str(error)}})
            return HTTPStatus.OK
        try:
            kept = await keep(one)
        except StorageError as error:
            logger.error("update not kept", extra={"fields": {"error": str(error)}})
            kept = False
        # Without a 200 Telegram keeps the update and tries again later.
        return HTTPStatus.OK if kept else HTTPStatus.SERVICE_UNAVAILABLE

    return listening


class _GoneError(Exception):
    """Whoever posted has hung up in the middle."""


async def _body(declared: bytes, receive: Receive) -> bytes | None:
    """Return the body; None where it is larger than an update can be, without reading the rest."""
    if declared.isdigit() and int(declared) > MOST_BYTES:
        return None
    parts, size, more = [], 0, True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise _GoneError
        part = message.get("body", b"")
        size += len(part)
        if size > MOST_BYTES:
            return None
        parts.append(part)
        more = message.get("more_body", False)
    return b"".join(parts)
