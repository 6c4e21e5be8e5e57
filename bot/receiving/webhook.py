"""Where Telegram posts updates to: kept in the inbox before the 200."""

from __future__ import annotations

import hmac
import logging
from collections.abc import Awaitable, Callable
from datetime import datetime

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
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
        # Before all routing: what is not an update hardly ever comes.
        if scope["type"] == "http" and scope["path"] == PATH:
            request = Request(scope, receive)
            answer = await update(request) if request.method == "POST" else Response(status_code=405)
            await answer(scope, receive, send)
        else:
            await others(scope, receive, send)

    async def update(request: Request) -> Response:
        given = request.headers.get(SECRET_HEADER, "")
        if not hmac.compare_digest(given.encode(), secret.encode()):
            return Response(status_code=401)
        if request.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
            return Response(status_code=415)
        try:
            body = await _body(request)
        except ClientDisconnect:
            return Response(status_code=400)
        if body is None:
            return Response(status_code=413)
        try:
            one = received(body, now())
        except NoUpdateError as error:
            # Whoever knows the secret is Telegram: answered with 200, or it would be sent again and again.
            logger.error("not an update", extra={"fields": {"error": str(error)}})
            return Response(status_code=200)
        try:
            kept = await keep(one)
        except StorageError as error:
            logger.error("update not kept", extra={"fields": {"error": str(error)}})
            kept = False
        # Without a 200 Telegram keeps the update and tries again later.
        return Response(status_code=200 if kept else 503)

    return listening


async def _body(request: Request) -> bytes | None:
    """Return the body; None where it is larger than an update can be, without reading the rest."""
    declared = request.headers.get("content-length", "0")
    if declared.isascii() and declared.isdigit() and int(declared) > MOST_BYTES:
        return None
    parts, size = [], 0
    async for part in request.stream():
        size += len(part)
        if size > MOST_BYTES:
            return None
        parts.append(part)
    return b"".join(parts)
