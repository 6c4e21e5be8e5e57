"""No question lost and none answered twice: real processes, killed, started again, posted to, over HTTP."""

from __future__ import annotations

import json
import socket
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.botapi import content, visits
from tests.botapi.content import Json
from tests.botapi.server import BotApiServer
from tests.process import SECONDS_TO_START, Bot, running, text

SECRET = "a-secret-that-telegram-knows"
QUESTION = "Kapan Palu berkunjung ke Balikpapan?"


@pytest.fixture
def server() -> Iterator[BotApiServer]:
    with BotApiServer() as started:
        yield started
    assert started.problems() == []


def free_port() -> int:
    with socket.socket() as opened:
        opened.bind(("127.0.0.1", 0))
        return int(opened.getsockname()[1])


def webhook(port: int) -> dict[str, str]:
    """The settings of a bot that is posted to."""
    return {"WEBHOOK_URL": f"http://127.0.0.1:{port}", "WEBHOOK_SECRET": SECRET, "PORT": str(port)}


def asked(server: BotApiServer, user: int, number: int, question: str = QUESTION, age: float = 0) -> Json:
    """An update with a question, as Telegram posts it."""
    update = visits.wrote(server.world, question, user=content.user(user))
    update["message"]["date"] = int(time.time() - age)
    server.world.arrive(update)
    return {"update_id": number, **update}


def post(port: int, update: Json) -> int:
    headers = {"X-Telegram-Bot-Api-Secret-Token": SECRET}
    return httpx.post(f"http://127.0.0.1:{port}/telegram", json=update, headers=headers, timeout=20).status_code


def answered(server: BotApiServer) -> Counter[int]:
    """How many replies each chat has got."""
    return Counter(
        call.params["chat_id"] for call in server.calls if call.method == "sendMessage" and call.status == 200
    )


def until_ready(bot: Bot, port: int, since: int = 0) -> None:
    bot.server.wait_for("setWebhook", timeout=SECONDS_TO_START, since=since)
    assert httpx.get(f"http://127.0.0.1:{port}/readyz", timeout=10).status_code == 200


def test_updates_that_are_posted(server: BotApiServer, tmp_path: Path) -> None:
    port = free_port()
    with running(server, tmp_path, "INFO", **webhook(port)) as bot:
        until_ready(bot, port)
        server.message(QUESTION, user=content.user(1))
        (reply,) = server.wait_for("sendMessage")
        assert "Jumat, 30 Mei 2025" in text(reply)
        # Telegram repeats what it believes was not received.
        again = asked(server, 2, 50_000)
        assert [post(port, again) for _ in range(3)] == [200, 200, 200]
        assert post(port, asked(server, 3, 50_001)) == 200
        server.wait_for("sendMessage", count=3)
        assert httpx.get(f"http://127.0.0.1:{port}/elsewhere").status_code == 404
        assert httpx.post(f"http://127.0.0.1:{port}/telegram", json=again).status_code == 401
        assert bot.stop() == 0
        assert answered(server) == {1: 1, 2: 1, 3: 1}
        assert SECRET not in bot.said()
    # Back to asking for updates: the webhook is taken away, or Telegram would give none.
    with running(server, tmp_path, "INFO") as bot:
        server.wait_for("deleteWebhook", timeout=SECONDS_TO_START)
        server.wait_until_polling(SECONDS_TO_START)
        assert "Jumat" in text(bot.reply(QUESTION, user=content.user(4))[1])
        assert bot.stop() == 0


@pytest.mark.parametrize("polled", [False, True], ids=["posted", "polled"])
def test_a_kill_loses_nothing(server: BotApiServer, tmp_path: Path, polled: bool) -> None:
    port = free_port()
    settings = {} if polled else webhook(port)
    people = range(1, 41)
    server.delay("sendMessage", 0.15)
    with running(server, tmp_path, "INFO", **settings) as bot:
        if polled:
            server.wait_until_polling(SECONDS_TO_START)
            for user in people:
                server.message(QUESTION, user=content.user(user))
        else:
            until_ready(bot, port)
            assert {post(port, asked(server, user, 60_000 + user)) for user in people} == {200}
        server.wait_for("sendMessage", count=3)
        bot.process.kill()
        bot.process.wait(10)
    before, since, polls = answered(server), len(server.calls), server.polls
    with running(server, tmp_path, "INFO", **settings) as bot:
        server.wait_until_polling(SECONDS_TO_START, since=polls) if polled else until_ready(bot, port, since)
        deadline = time.monotonic() + 30
        while set(answered(server)) < set(people) and time.monotonic() < deadline:
            time.sleep(0.1)
        assert bot.stop() == 0
    after = answered(server)
    assert set(after) == set(people), "lost"
    # Twice is what Telegram had taken, or was about to take, when the process died; at most one request a chat.
    assert max(after.values()) <= 2
    assert 3 <= before.total() < len(people) * 2


def test_late_and_too_late(server: BotApiServer, tmp_path: Path) -> None:
    port = free_port()
    with running(server, tmp_path, "INFO", **webhook(port)) as bot:
        until_ready(bot, port)
        assert post(port, asked(server, 1, 70_001, age=7200)) == 200
        assert post(port, asked(server, 2, 70_002, age=300)) == 200
        assert post(port, asked(server, 3, 70_003)) == 200
        server.wait_for("sendMessage", count=2)
        assert bot.stop() == 0
    sent = [call for call in server.calls if call.method == "sendMessage"]
    first = {call.params["chat_id"]: text(call).splitlines()[0] for call in sent}
    assert set(first) == {2, 3}
    assert "terlambat" in first[2]
    assert "terlambat" not in first[3]
    assert '"ending": "late"' in bot.said()


def test_what_nobody_can_read_holds_up_nobody(server: BotApiServer, tmp_path: Path) -> None:
    port = free_port()
    with running(server, tmp_path, "INFO", **webhook(port)) as bot:
        until_ready(bot, port)
        broken = asked(server, 1, 80_001)
        broken["message"]["from"] = {"id": "x"}
        broken["message"]["entities"] = [{"type": "mention", "offset": -1, "length": 10**12}]
        odd = {"update_id": 80_002, "message": {"message_id": 1, "chat": {"id": 1}}}
        assert post(port, broken) == 200
        assert post(port, odd) == 200
        assert post(port, asked(server, 1, 80_003)) == 200
        server.wait_for("sendMessage")
        assert bot.stop() == 0
    aside = [json.loads(line) for line in bot.said().splitlines() if "set aside" in line]
    assert 80_002 in {one["update"] for one in aside}


def test_a_second_process_on_the_same_file_does_not_start(server: BotApiServer, tmp_path: Path) -> None:
    with running(server, tmp_path, "INFO") as first:
        server.wait_until_polling(SECONDS_TO_START)
        folder = tmp_path / "second"
        folder.mkdir()
        with running(server, folder, "INFO", DATABASE_URL=f"sqlite:///{tmp_path / 'simpul.db'}") as second:
            assert second.process.wait(SECONDS_TO_START) == 2
            last = json.loads(second.said().splitlines()[-1])
            assert "is using it; one bot at a time on SQLite" in last["event"]
            assert last["level"] == "CRITICAL"
        assert "Jumat" in text(first.reply(QUESTION)[1])
        assert first.stop() == 0


def test_figures_are_served_on_a_port_of_their_own(server: BotApiServer, tmp_path: Path) -> None:
    port = free_port()
    with running(server, tmp_path, "INFO", METRICS_PORT=str(port)) as bot:
        server.wait_until_polling(SECONDS_TO_START)
        bot.reply(QUESTION)
        bot.reply("harga tiket pesawat ke mars?")
        told = httpx.get(f"http://127.0.0.1:{port}/metrics").text
        assert httpx.get(f"http://127.0.0.1:{port}/readyz").status_code == 200
        assert bot.stop() == 0
    assert 'simpul_updates_total{ending="done",kind="message"}' in told
    assert 'simpul_outcomes_total{status="answer",where="private"} 1.0' in told
    assert 'simpul_outcomes_total{status="unknown",where="private"} 1.0' in told
    assert 'simpul_records{kind="cooperations"}' in told
    assert 'simpul_seconds_count{stage="answering"} 2.0' in told
