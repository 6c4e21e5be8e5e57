"""Votes, filed questions, subscriptions and erasing over HTTP, with the bot as a process of its own."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.botapi import content
from tests.botapi.backend import Call
from tests.botapi.content import Json
from tests.botapi.server import BotApiServer
from tests.handlers.people import PALU, UNKNOWN
from tests.process import SECONDS_TO_START, Bot, running, text

HER = content.user(7777301, "Rosmalina", username="rosma_l")
COMMENT = "Harinya keliru menurut undangan."


@pytest.fixture
def server() -> Iterator[BotApiServer]:
    with BotApiServer() as started:
        yield started
    assert started.problems() == []


def tap(bot: Bot, sent: Call, label: str, method: str, user: Json = HER) -> Call:
    """Press a button and wait for what it does."""
    since = len(bot.server.calls)
    bot.server.press(sent, label, user=user)
    bot.server.wait_for("answerCallbackQuery", since=since)
    return bot.server.wait_for(method, since=since)[0]


def database(folder: Path) -> bytes:
    """All that the database holds, once its writer has ended."""
    with sqlite3.connect(folder / "simpul.db") as connection:
        rows = "\n".join(connection.iterdump())
    connection.close()
    return rows.encode()


def test_a_person_judges_files_follows_and_leaves(server: BotApiServer, tmp_path: Path) -> None:
    with running(server, tmp_path) as bot:
        server.wait_until_polling(SECONDS_TO_START)
        _, answer = bot.reply(PALU, user=HER)
        tap(bot, answer, "👎", "editMessageReplyMarkup")
        prompt = tap(bot, answer, "Salah", "sendMessage")
        assert prompt.params["reply_markup"] == {"force_reply": True}
        _, unknown = bot.reply(UNKNOWN, user=HER)
        tap(bot, unknown, "Beri tahu pengelola", "editMessageReplyMarkup")
        _, card = bot.reply("/langganan kaltim", user=HER)
        assert "Provinsi Kalimantan Timur" in text(card)
        # A comment on a request from before a restart is still one.
        assert bot.stop() == 0
        said = bot.said()
    polls = server.polls
    assert b"7777301" in database(tmp_path)
    with running(server, tmp_path) as bot:
        server.wait_until_polling(SECONDS_TO_START, since=polls)
        _, thanks = bot.reply(COMMENT, user=HER, reply_to=prompt.result)
        assert text(thanks) == "Terima kasih, pengelola akan membacanya."
        _, kept = bot.reply("/privasi", user=HER)
        assert "90 hari" in text(kept)
        _, asked = bot.reply("/hapusdata", user=HER)
        erased = tap(bot, asked, "Ya, hapus", "editMessageText")
        for part in ("1 penilaian", "1 pertanyaan kepada pengelola", "1 langganan", "kode penanya pada 2 pertanyaan"):
            assert part in text(erased)
        assert bot.stop() == 0
        said += bot.said()
    left = database(tmp_path)
    assert PALU.encode() in left
    for trace in (b"7777301", b"Rosmalina", b"rosma_l", COMMENT.encode()):
        assert trace not in left
    # Nothing personal in the log either, at the level that says most.
    assert '"ending": "done"' in said
    for words in ("7777301", "Rosmalina", "rosma_l", COMMENT, PALU, "uzbekistan", "Traceback"):
        assert words not in said
