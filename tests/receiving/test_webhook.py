"""The webhook, asked as Telegram asks, and as others do."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from datetime import UTC, datetime
from functools import partial

import httpx
import pytest

from bot.receiving import webhook
from bot.receiving.incoming import MOST_BYTES
from bot.storage.opening import StorageError
from bot.storage.records import Received

SECRET = "a-secret-that-is-long"
JSON = {"content-type": "application/json", webhook.SECRET_HEADER: SECRET}
BODY = b'{"update_id": 7, "message": {"chat": {"id": 5}}}'


class Inbox:
    """Remembers what was kept; has room or not."""

    def __init__(self) -> None:
        self.kept: list[Received] = []
        self.room = True
        self.broken = False

    async def keep(self, one: Received) -> bool:
        if self.broken:
            raise StorageError("the database is away")
        if self.room:
            self.kept.append(one)
        return self.room

    async def ready(self) -> bool:
        return not self.broken


def asked(inbox: Inbox, ask: Callable[[httpx.AsyncClient], Awaitable[httpx.Response]]) -> httpx.Response:
    async def story() -> httpx.Response:
        listening = webhook.application(inbox.keep, inbox.ready, SECRET, lambda: datetime.now(UTC))
        transport = httpx.ASGITransport(app=listening)
        async with httpx.AsyncClient(transport=transport, base_url="http://bot.example") as client:
            return await ask(client)

    return asyncio.run(story())


def post(inbox: Inbox, body: bytes = BODY, headers: Mapping[str, str] = JSON) -> int:
    reply = asked(inbox, lambda client: client.post(webhook.PATH, content=body, headers=headers))
    assert SECRET not in reply.text
    return reply.status_code


def test_an_update_is_kept_before_the_200() -> None:
    inbox = Inbox()
    assert post(inbox) == 200
    assert [(one.update, one.chat, one.body) for one in inbox.kept] == [(7, 5, BODY)]


@pytest.mark.parametrize("secret", ["", "a-secret-that-is-lonG", "a-secret", SECRET + " x"])
def test_nobody_else_may_post(secret: str) -> None:
    inbox = Inbox()
    assert post(inbox, headers={**JSON, webhook.SECRET_HEADER: secret}) == 401
    assert post(inbox, headers={"content-type": "application/json"}) == 401
    assert not inbox.kept


def test_what_is_no_json_is_refused() -> None:
    inbox = Inbox()
    assert post(inbox, headers={**JSON, "content-type": "text/plain"}) == 415
    assert not inbox.kept


def test_what_is_too_large_is_refused_unread() -> None:
    inbox = Inbox()
    assert post(inbox, b" " * (MOST_BYTES + 1)) == 413
    read = 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal read
        while True:
            read += 1
            yield b" " * 100_000

    reply = asked(inbox, lambda client: client.post(webhook.PATH, content=endless(), headers=JSON))
    assert reply.status_code == 413
    assert read * 100_000 < 2 * MOST_BYTES
    assert not inbox.kept


def test_what_is_no_update_is_not_sent_again() -> None:
    inbox = Inbox()
    assert post(inbox, b"{}") == 200
    assert post(inbox, b"nonsense") == 200
    assert not inbox.kept


def test_what_could_not_be_kept_is_sent_again_by_telegram() -> None:
    inbox = Inbox()
    inbox.room = False
    assert post(inbox) == 503
    inbox.room, inbox.broken = True, True
    assert post(inbox) == 503
    inbox.broken = False
    assert post(inbox) == 200


def test_health_and_everything_else() -> None:
    inbox = Inbox()
    assert asked(inbox, lambda client: client.get("/healthz")).status_code == 200
    assert asked(inbox, lambda client: client.get("/readyz")).status_code == 200
    inbox.broken = True
    assert asked(inbox, lambda client: client.get("/healthz")).status_code == 200
    assert asked(inbox, lambda client: client.get("/readyz")).status_code == 503
    for path in ("/", "/metrics", "/telegram/", "/telegram/x", "/docs"):
        assert asked(inbox, partial(httpx.AsyncClient.get, url=path)).status_code == 404, path
    assert asked(inbox, lambda client: client.get(webhook.PATH)).status_code == 405
