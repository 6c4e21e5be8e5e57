"""How updates reach a bot: long polling, acknowledgement, conflicts and webhooks."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, HTTPServer
from queue import Queue
from typing import Any

import httpx
import pytest

from tests.botapi import content, visits
from tests.botapi.server import BotApiServer


def poll(server: BotApiServer, **params: Any) -> httpx.Response:
    return httpx.post(f"{server.base_url}{server.token}/getUpdates", json=params, timeout=20)


def texts(answer: httpx.Response) -> list[str]:
    return [update["message"]["text"] for update in answer.json()["result"]]


def test_updates_come_until_they_are_acknowledged(server: BotApiServer) -> None:
    assert server.push({"message": server.message("one") | {"text": "two"}}) == 2
    assert texts(poll(server)) == ["one", "two"]
    assert texts(poll(server, offset=2)) == ["two"]
    assert texts(poll(server)) == ["two"]
    assert texts(poll(server, offset=3)) == []


def test_a_long_poll_ends_when_something_happens(server: BotApiServer) -> None:
    with ThreadPoolExecutor() as pool:
        waiting = pool.submit(poll, server, timeout=10)
        server.wait_until_polling()
        begun = time.monotonic()
        server.message("hello")
        assert texts(waiting.result()) == ["hello"]
    assert time.monotonic() - begun < 5


def test_a_second_poller_meets_a_conflict(server: BotApiServer) -> None:
    with ThreadPoolExecutor() as pool:
        waiting = pool.submit(poll, server, timeout=10)
        server.wait_until_polling()
        assert poll(server).status_code == 409
        assert server.wait_for("getUpdates", status=409)
        server.message("hello")
        assert texts(waiting.result()) == ["hello"]


def test_a_poller_that_hangs_up_makes_room_at_once(server: BotApiServer) -> None:
    with pytest.raises(httpx.ReadTimeout):
        httpx.post(f"{server.base_url}{server.token}/getUpdates", json={"timeout": 10}, timeout=0.2)
    assert poll(server).status_code == 200


def test_some_updates_come_only_if_asked_for(server: BotApiServer) -> None:
    reaction = visits.reacted(server.message("x"), "👍")
    assert server.push(reaction) is None
    poll(server, allowed_updates=["message_reaction"])
    assert server.push(reaction) == 2
    assert server.push(visits.asked_inline(server.world, "x")) is None
    kinds = [set(update) - {"update_id"} for update in poll(server, offset=2).json()["result"]]
    assert kinds == [{"message_reaction"}]


def test_edits_point_at_what_was_written(server: BotApiServer) -> None:
    first = server.message("frist", chat=content.group())
    second = server.message("first", edited=first)
    assert (second["message_id"], second["chat"], second["date"]) == (first["message_id"], first["chat"], first["date"])
    assert "edited_message" in poll(server).json()["result"][1]
    assert server.world.messages[first["chat"]["id"], first["message_id"]]["text"] == "first"


@pytest.fixture
def hook() -> Iterator[tuple[str, Queue[tuple[str | None, dict[str, Any]]]]]:
    """A bot's webhook that fails once, then notes what it gets."""
    got: Queue[tuple[str | None, dict[str, Any]]] = Queue()
    statuses = iter([500])

    class Hook(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            status = next(statuses, 200)
            if status == 200:
                got.put((self.headers["X-Telegram-Bot-Api-Secret-Token"], body))
            self.send_response(status)
            self.end_headers()

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    with HTTPServer(("127.0.0.1", 0), Hook) as listening:
        thread = threading.Thread(target=listening.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{listening.server_port}/hook", got
        listening.shutdown()
        thread.join(timeout=5)


def test_a_webhook_gets_everything_in_order_and_again_if_it_failed(
    server: BotApiServer, hook: tuple[str, Queue[tuple[str | None, dict[str, Any]]]]
) -> None:
    url, got = hook
    api = f"{server.base_url}{server.token}"
    server.message("one")
    assert httpx.post(f"{api}/setWebhook", json={"url": url, "secret_token": "secret"}).json()["result"] is True
    server.message("two")
    assert [got.get(timeout=5) for _ in range(2)] == [
        ("secret", {"update_id": number, "message": server.world.messages[1, number]}) for number in (1, 2)
    ]
    info = httpx.post(f"{api}/getWebhookInfo").json()["result"]
    assert (info["url"], info["pending_update_count"]) == (url, 0)
    assert poll(server).status_code == 409
    assert httpx.post(f"{api}/deleteWebhook", json={"drop_pending_updates": True}).json()["result"] is True
    assert poll(server).status_code == 200
