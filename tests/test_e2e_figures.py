"""What people wanted in vain, made an alias and answered; figures as a picture; all with the bot as a process."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from tests.botapi import content
from tests.botapi.backend import Call
from tests.botapi.server import BotApiServer
from tests.knowledge.sample import write
from tests.process import SECONDS_TO_START, Bot, running, text

BOSS = content.user(900, "Cahya")
WANTED = "kota itu inginnya apa dari tetangganya?"


@pytest.fixture
def server() -> Iterator[BotApiServer]:
    with BotApiServer() as started:
        yield started
    assert started.problems() == []


@pytest.fixture
def bot(server: BotApiServer, tmp_path: Path) -> Iterator[Bot]:
    folder = write(tmp_path / "knowledge").folder
    with running(server, tmp_path, KNOWLEDGE_DIR=str(folder), ADMIN_IDS=str(BOSS["id"])) as started:
        server.wait_until_polling(SECONDS_TO_START)
        yield started


def press(bot: Bot, card: Call, button: str) -> Call:
    since = len(bot.server.calls)
    bot.server.press(card, button, user=BOSS)
    return bot.server.wait_for("editMessageText", since=since)[0]


def test_from_a_question_in_vain_to_its_answer(bot: Bot) -> None:
    server = bot.server
    bot.reply(WANTED, user=content.user(5))
    _, refused = bot.reply("/tanpajawaban", user=content.user(5))
    assert text(refused).startswith("Perintah itu tidak saya kenal")

    _, card = bot.reply("/tanpajawaban", user=BOSS)
    assert WANTED in text(card)
    choices = press(bot, press(bot, card, "1"), "Jadikan alias")
    at = next(line[0] for line in text(choices).split("\n") if "Palu berharap membuka pasar" in line)
    effect = press(bot, choices, at)
    assert "Pertanyaan uji: 2, semuanya tetap." in text(effect)
    assert "versi 2" in text(press(bot, effect, "Pasang"))
    _, answer = bot.reply(WANTED, user=content.user(5))
    assert "Palu berharap membuka pasar" in text(answer)

    since = len(server.calls)
    server.message("/statistik", user=BOSS)
    (sent,) = server.wait_for("sendPhoto", since=since)
    assert "2 pertanyaan dari 1 orang" in sent.result["caption"]
    (file,) = sent.files.values()
    assert Image.open(io.BytesIO(file.data)).format == "PNG"
    since = len(server.calls)
    server.press(sent, "30 hari", user=BOSS)
    (edited,) = server.wait_for("editMessageMedia", since=since)
    assert "30 hari terakhir" in edited.result["caption"]

    assert bot.stop() == 0
    assert "tetangga" not in bot.said()
