"""Answers that break on their way, as a client sees them."""

from __future__ import annotations

import time

import httpx
import pytest

from tests.botapi.broken import LOST, MALFORMED, RESET, Broken, page, silent, slow
from tests.botapi.server import BotApiServer


def send(server: BotApiServer, chat: int = 1, timeout: float = 5) -> httpx.Response:
    form = {"chat_id": str(chat), "text": "hello"}
    return httpx.post(f"{server.base_url}{server.token}/sendMessage", data=form, timeout=timeout)


def sent(server: BotApiServer) -> list[int]:
    return [call.status for call in server.calls if call.method == "sendMessage"]


@pytest.fixture
def met(server: BotApiServer) -> BotApiServer:
    """A server on which Ann has written."""
    server.message("hello")
    return server


@pytest.mark.parametrize(("how", "statuses"), [(RESET, [200]), (LOST, [500])], ids=["done", "not done"])
def test_a_connection_is_reset_in_mid_reply(met: BotApiServer, how: Broken, statuses: list[int]) -> None:
    met.broken("sendMessage", how)
    with pytest.raises(httpx.TransportError):
        send(met)
    assert sent(met) == statuses
    assert send(met).json()["ok"]


def test_a_page_and_half_an_object(met: BotApiServer) -> None:
    met.broken("sendMessage", page(502), times=2)
    met.broken("sendMessage", MALFORMED)
    replies = [send(met) for _ in range(4)]
    assert [reply.status_code for reply in replies] == [502, 502, 200, 200]
    assert replies[0].text.startswith("<html>")
    with pytest.raises(ValueError, match="Expecting value"):
        replies[2].json()
    assert sent(met) == [500, 500, 200, 200]
    assert replies[3].json()["result"]["text"] == "hello"


def test_a_silent_server_has_done_it_or_not(met: BotApiServer) -> None:
    for done in (True, False):
        met.broken("sendMessage", silent(2, done=done))
        with pytest.raises(httpx.ReadTimeout):
            send(met, timeout=0.1)
    met.wait_for("sendMessage", 2)
    assert sorted(sent(met)) == [200, 500]


def test_a_slow_body_is_never_quiet_for_long(met: BotApiServer) -> None:
    met.broken("sendMessage", slow(0.01))
    before = time.monotonic()
    reply = send(met, timeout=1)
    assert time.monotonic() - before > 1 < len(reply.content) * 0.01
    assert reply.json()["result"]["text"] == "hello"


def test_what_is_set_for_one_chat_spares_the_others(met: BotApiServer) -> None:
    met.message("hello", user={"id": 2, "is_bot": False, "first_name": "Ben"})
    met.broken("sendMessage", page(500), chat=2)
    met.fault("sendMessage", 403, "Forbidden: bot was blocked by the user", chat=2)
    assert send(met, 1).status_code == 200
    assert send(met, 2).status_code == 500
    assert send(met, 1).status_code == 200
    assert send(met, 2).status_code == 200
