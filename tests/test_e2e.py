"""The bot as a process of its own, over HTTP, from its first request to its last."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.rendering.menu import MENUS, Place
from tests.botapi import content
from tests.botapi.content import TOKEN
from tests.botapi.server import BotApiServer
from tests.process import SECONDS_TO_START, Bot, running, text

QUESTION = "Kapan Palu berkunjung ke Balikpapan?"


@pytest.fixture
def bot(server: BotApiServer, tmp_path: Path) -> Iterator[Bot]:
    with running(server, tmp_path) as started:
        server.wait_until_polling(SECONDS_TO_START)
        yield started


@pytest.fixture
def server() -> Iterator[BotApiServer]:
    with BotApiServer() as started:
        yield started
    assert started.problems() == []


def test_an_evening_with_the_bot(bot: Bot) -> None:
    server = bot.server
    # The profile is set beside the work.
    server.wait_for("setMyShortDescription", count=3)
    assert [one["command"] for one in server.commands["default", "en"]] == [*MENUS[Place.PRIVATE]]

    _, greeting = bot.reply("/start", user=content.user(3, language="en"))
    assert text(greeting).startswith("Hello! I am Simpul.")

    question, answer = bot.reply(QUESTION)
    assert "Jumat, 30 Mei 2025" in text(answer)
    _, misspelled = bot.reply("kpn pemkot plau brkunjung ke balikpapn", user=content.user(4))
    assert "30 Mei 2025" in text(misspelled)

    bot.reply("Siapa yang memimpin rombongan Parepare ke Balikpapan?", user=content.user(5))
    _, follow_up = bot.reply("kapan itu?", user=content.user(5))
    assert "2026" in text(follow_up)

    since = len(server.calls)
    server.press(answer, "Ringkasan")
    (summary,) = server.wait_for("sendMessage", since=since)
    server.wait_for("answerCallbackQuery", since=since)
    assert "Kota Palu dan Kota Balikpapan bekerja sama" in text(summary)

    _, unknown = bot.reply("siapa presiden uzbekistan?")
    assert "Uzbekistan" in text(unknown)
    assert unknown.params["reply_markup"]["inline_keyboard"]

    server.message("siapa wali kota Parepare?", edited=question)
    (edit,) = server.wait_for("editMessageText")
    assert edit.params["message_id"] == answer.result["message_id"]
    assert "Tasming Hamid" in text(edit)

    _, kind = bot.reply("", **content.sticker())
    assert text(kind).startswith("Saya hanya bisa membaca teks")

    since = len(server.calls)
    server.message(QUESTION, chat=content.group())
    bot.reply("/help")
    assert {call.params.get("chat_id") for call in server.calls[since:]} == {1}

    assert bot.stop() == 0
    secret = TOKEN.partition(":")[2]
    assert secret not in bot.said()
    assert TOKEN not in bot.said()
    # Nobody's words are written down either, at whatever level.
    assert "Parepare" not in bot.said()


def test_what_is_being_answered_is_sent_before_the_end(bot: Bot) -> None:
    bot.server.delay("sendMessage", 1.0)
    for number in range(1, 4):
        bot.server.message(QUESTION, user=content.user(number))
    time.sleep(0.5)
    assert bot.stop() == 0
    assert len(bot.server.wait_for("sendMessage", 3, timeout=1)) == 3


def test_a_refused_token_is_one_clear_line(server: BotApiServer, tmp_path: Path) -> None:
    server.token = "777:another_bots_token"
    with running(server, tmp_path) as bot:
        server.token = TOKEN
        assert bot.process.wait(timeout=SECONDS_TO_START) == 2
        said = bot.said()
    assert "TELEGRAM_BOT_TOKEN was refused by Telegram" in said
    assert "another_bots_token" not in said


def test_a_telegram_that_is_down_at_the_start_is_waited_for(server: BotApiServer, tmp_path: Path) -> None:
    server.fault("getMe", 502, "Bad Gateway", times=2)
    with running(server, tmp_path, "INFO") as bot:
        server.wait_until_polling(SECONDS_TO_START)
        assert "Jumat" in text(bot.reply(QUESTION)[1])
        assert bot.stop() == 0
        assert TOKEN.partition(":")[2] not in bot.said()


def test_a_token_that_is_taken_back_ends_the_process(bot: Bot) -> None:
    bot.server.fault("getUpdates", 401, "Unauthorized")
    # The poll that is open now still gets this; the next one is refused.
    bot.server.message("/help")
    assert bot.process.wait(timeout=20) == 2
    assert "TELEGRAM_BOT_TOKEN was refused by Telegram" in bot.said()
