"""A group, a forum and their settings, over HTTP with the bot as a process of its own."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.botapi import content, visits
from tests.botapi.backend import Call
from tests.botapi.server import BotApiServer
from tests.handlers.people import BASIC, BUDI, CITRA, FORUM, GROUP, PALU, PAREPARE
from tests.process import SECONDS_TO_START, Bot, running, text

NEW = content.group(-1004440004440, "Moved")
BOSS = content.user(50, "Dewi")


@pytest.fixture
def server() -> Iterator[BotApiServer]:
    with BotApiServer() as started:
        for chat in (GROUP, FORUM, BASIC, NEW):
            started.world.add_chat(chat, content.member(BOSS, "creator"), content.member(BUDI))
        yield started
    assert started.problems() == []


@pytest.fixture
def bot(server: BotApiServer, tmp_path: Path) -> Iterator[Bot]:
    with running(server, tmp_path, "INFO") as started:
        server.wait_until_polling(SECONDS_TO_START)
        yield started


def pressed(bot: Bot, sent: Call, label: str, method: str = "editMessageText") -> Call:
    since = len(bot.server.calls)
    bot.server.press(sent, label, user=BOSS)
    bot.server.wait_for("answerCallbackQuery", since=since)
    return bot.server.wait_for(method, since=since)[0]


def test_a_day_in_a_group(bot: Bot) -> None:
    server = bot.server
    me = server.world.me
    server.push(visits.membership(GROUP, content.member(me, "left"), content.member(me)))
    (greeting,) = server.wait_for("sendMessage", chat_id=GROUP["id"])
    assert "/tanya" in text(greeting)

    since = len(server.calls)
    for words in ("selamat pagi", PALU, f"/tanya@other_bot {PALU}"):
        server.message(words, chat=GROUP, user=BUDI)
    asked, answer = bot.reply(f"/tanya {PALU}", chat=GROUP, user=BUDI)
    assert len([call for call in server.calls[since:] if call.method == "sendMessage"]) == 1
    assert answer.params["reply_parameters"]["message_id"] == asked["message_id"]
    assert "Jumat, 30 Mei 2025" in text(answer)
    assert "Catatan: " in text(answer)
    whole = pressed(bot, answer, "Selengkapnya")
    assert len(text(whole)) > len(text(answer))

    _, other = bot.reply(f"@test_bot {PAREPARE}", chat=GROUP, user=CITRA)
    assert "Tasming" in text(other)
    _, follow_up = bot.reply("siapa wali kotanya?", chat=GROUP, user=CITRA, reply_to=answer.result)
    assert "Hadianto" in text(follow_up)
    _, linked = bot.reply(f"/tanya {PALU}", chat=GROUP, user=CITRA)
    assert linked.result["entities"][0]["url"] == f"https://t.me/c/1234567890/{answer.result['message_id']}"

    _, topic = bot.reply(f"@test_bot {PALU}", chat=FORUM, user=BUDI, thread=7)
    assert topic.params["message_thread_id"] == 7
    _, unknown = bot.reply("/tanya siapa presiden uzbekistan?", chat=GROUP, user=BUDI)
    assert "\n" not in text(unknown)

    server.world.add_chat(GROUP, content.member(me, "kicked"))
    since = len(server.calls)
    server.message(f"/tanya {PAREPARE}", chat=GROUP, user=BUDI)
    server.wait_for("sendMessage", status=403, since=since)
    assert text(bot.reply(PALU)[1])
    assert bot.stop() == 0
    assert "Traceback" not in bot.said()
    assert "handler failed" not in bot.said()


def test_settings_live_on(server: BotApiServer, tmp_path: Path) -> None:
    with running(server, tmp_path, "INFO") as bot:
        server.wait_until_polling(SECONDS_TO_START)
        _, refused = bot.reply("/pengaturan", chat=BASIC, user=BUDI)
        assert "admin" in text(refused)
        _, card = bot.reply("/pengaturan", chat=BASIC, user=BOSS)
        pressed(bot, card, "English")
        assert bot.stop() == 0
    polls = server.polls
    with running(server, tmp_path, "INFO") as bot:
        server.wait_until_polling(SECONDS_TO_START, since=polls)
        _, answer = bot.reply(f"/tanya {PALU}", chat=BASIC, user=BUDI)
        assert "Friday, 30 May 2025" in text(answer)
        server.message("", chat=BASIC, user=BOSS, migrate_to_chat_id=NEW["id"])
        server.message("", chat=NEW, user=BOSS, migrate_from_chat_id=BASIC["id"])
        time.sleep(0.5)
        _, moved = bot.reply(f"/tanya {PAREPARE}", chat=NEW, user=BUDI)
        assert "delegation" in text(moved)
        assert bot.stop() == 0


def test_a_flood_is_told_once_and_a_pause_is_kept(bot: Bot) -> None:
    server = bot.server
    for number in range(30):
        server.message(f"/tanya halo {number}", chat=GROUP, user=BUDI)
    server.wait_for("sendMessage", 9, chat_id=GROUP["id"], timeout=20)
    server.fault("sendMessage", 429, "Too Many Requests: retry after 2", {"retry_after": 2})
    began = time.monotonic()
    server.message(PALU, user=CITRA)
    server.wait_for("sendMessage", status=429)
    # Somebody else is answered meanwhile.
    _, other = bot.reply(PALU, user=content.user(60))
    assert other.status == 200
    assert time.monotonic() - began < 2
    server.wait_for("sendMessage", chat_id=CITRA["id"], status=200)
    assert time.monotonic() - began >= 2
    told = server.wait_for("sendMessage", chat_id=GROUP["id"])
    assert len(told) == 9
    assert sum("detik" in text(call) for call in told) == 1
