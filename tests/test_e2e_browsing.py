"""Inline mode, cards and links with the bot as a process of its own, over HTTP."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.botapi import content
from tests.botapi.server import BotApiServer
from tests.process import SECONDS_TO_START, Bot, running, text


@pytest.fixture
def server() -> Iterator[BotApiServer]:
    with BotApiServer() as started:
        yield started
    assert started.problems() == []


@pytest.fixture
def bot(server: BotApiServer, tmp_path: Path) -> Iterator[Bot]:
    with running(server, tmp_path) as started:
        server.wait_until_polling(SECONDS_TO_START)
        yield started


def test_from_another_chat_to_the_card_and_back(bot: Bot) -> None:
    server, ann = bot.server, content.user(5)

    since = len(server.calls)
    server.inline("kunjungan palu balikp", user=ann)
    (answered,) = server.wait_for("answerInlineQuery", since=since)
    first = answered.params["results"][0]
    assert "Kota Palu, Kota Balikpapan" in first["description"]
    assert "Sumber" in first["input_message_content"]["message_text"]

    link = first["reply_markup"]["inline_keyboard"][0][0]["url"]
    _, card = bot.reply("/start " + link.partition("?start=")[2], user=ann)
    assert text(card).startswith("Kerja sama Kota Palu dan Kota Balikpapan\n\nTahap: kesepakatan sudah ditandatangani")

    since = len(server.calls)
    server.press(card, "›", user=ann)
    (page,) = server.wait_for("editMessageText", since=since)
    assert page.params["message_id"] == card.result["message_id"]
    assert "\nFakta\n" in text(page)

    since = len(server.calls)
    server.inline("", user=content.user(6, language="en"))
    (newest,) = server.wait_for("answerInlineQuery", since=since)
    assert newest.params["results"][0]["description"].startswith("working visit 23 January 2026")

    since = len(server.calls)
    server.inline("siapa presiden uzbekistan", user=ann)
    (nothing,) = server.wait_for("answerInlineQuery", since=since)
    assert nothing.params["results"] == []
    _, asked = bot.reply("/start " + nothing.params["button"]["start_parameter"], user=ann)
    assert text(asked).startswith("siapa presiden uzbekistan\n\n")

    _, timeline = bot.reply("/linimasa", user=ann)
    since = len(server.calls)
    server.press(timeline, "1", user=ann)
    (opened,) = server.wait_for("editMessageText", since=since)
    assert text(opened).startswith("Penjajakan kerja sama Kota Parepare dan Kota Balikpapan")

    assert bot.stop() == 0
    # Nobody's words are written down, at whatever level.
    assert "uzbekistan" not in bot.said().casefold()
