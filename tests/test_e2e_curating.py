"""Curating over HTTP, with the bot as a process of its own: published, taken back, reloaded, mended, restarted."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.knowledge.files import read
from tests.botapi import content
from tests.botapi.backend import Call
from tests.botapi.server import BotApiServer
from tests.conftest import ROOT
from tests.handlers.curated import ANN, CURATOR, DURIAN, NEW, RECORD, unzipped
from tests.knowledge.sample import COOP, Sample, write
from tests.process import SECONDS_TO_START, Bot, running, text

ADMIN = str(CURATOR["id"])


@pytest.fixture
def server() -> Iterator[BotApiServer]:
    with BotApiServer() as started:
        started.world.add_chat(content.private(CURATOR))
        yield started
    assert started.problems() == []


@pytest.fixture
def sample(tmp_path: Path) -> Sample:
    return write(tmp_path / "knowledge")


@pytest.fixture
def start(server: BotApiServer, sample: Sample, tmp_path: Path) -> Callable[..., object]:
    def started(watch: str = "0") -> object:
        folder = str(sample.folder)
        return running(server, tmp_path, "INFO", KNOWLEDGE_DIR=folder, ADMIN_IDS=ADMIN, WATCH_KNOWLEDGE=watch)

    return started


def answer(bot: Bot) -> str:
    return said(bot, DURIAN)


def said(bot: Bot, question: str) -> str:
    since = len(bot.server.calls)
    bot.server.message(question, user=ANN)
    return text(bot.server.wait_for("sendMessage", since=since, chat_id=ANN["id"])[0])


def send(bot: Bot, name: str, body: str) -> Call:
    """Send a file as the curator and return what the bot says to it."""
    since = len(bot.server.calls)
    data = body.encode()
    file_id = bot.server.world.add_file(data, name)
    bot.server.message(user=CURATOR, **content.document(file_id, name=name, size=len(data)))
    return bot.server.wait_for("sendMessage", since=since)[0]


def press(bot: Bot, sent: Call, label: str) -> Call:
    since = len(bot.server.calls)
    bot.server.press(sent, label, user=CURATOR)
    bot.server.wait_for("answerCallbackQuery", since=since)
    return bot.server.wait_for("sendMessage", since=since)[0]


def awaited(bot: Bot, since: int) -> str:
    return text(bot.server.wait_for("sendMessage", since=since, chat_id=CURATOR["id"])[0])


def test_published_taken_back_and_still_so_after_a_restart(
    server: BotApiServer, start: Callable[..., Any], tmp_path: Path
) -> None:
    with start() as bot:
        server.wait_until_polling(SECONDS_TO_START)
        assert "durian" not in answer(bot)
        asked = send(bot, "palu-sigi.yaml", RECORD)
        assert "palu-sigi:" in text(asked)
        assert "Versi 2" in text(press(bot, asked, "Terbitkan"))
        assert "durian" in answer(bot)
        assert bot.stop() == 0
    polls = server.polls
    with start() as bot:
        server.wait_until_polling(SECONDS_TO_START, since=polls)
        assert "durian" in answer(bot)
        since = len(server.calls)
        server.message("/ekspor", user=CURATOR)
        (sent,) = server.wait_for("sendDocument", since=since)
        assert f"knowledge/{NEW}" in unzipped(sent.files["document"].data)
        # The same on the command line, beside the bot that runs.
        command = [sys.executable, "-m", "bot", "export", str(tmp_path / "out")]
        database = f"sqlite:///{tmp_path / 'simpul.db'}"
        environ = {**os.environ, "KNOWLEDGE_DIR": str(tmp_path / "knowledge"), "DATABASE_URL": database}
        done = subprocess.run(command, cwd=ROOT, env=environ, capture_output=True, text=True, check=True)
        assert done.stdout == f"{len(read(tmp_path / 'out').files)} files\n"
        assert b"durian" in read(tmp_path / "out").files[NEW]
        _, reply = bot.reply("/kembali 1", user=CURATOR)
        assert "versi 1" in text(reply)
        assert "durian" not in answer(bot)
        assert bot.stop() == 0
    polls = server.polls
    with start() as bot:
        server.wait_until_polling(SECONDS_TO_START, since=polls)
        assert "durian" not in answer(bot)
        _, refused = bot.reply("/kembali 2", user=ANN)
        assert "Versi" not in text(refused)
        assert bot.stop() == 0
        assert "Traceback" not in bot.said()


def test_a_signal_and_a_watched_folder(server: BotApiServer, sample: Sample, start: Callable[..., Any]) -> None:
    with start("1") as bot:
        server.wait_until_polling(SECONDS_TO_START)
        assert "durian" not in answer(bot)
        since = len(server.calls)
        (sample.folder / NEW).write_text(RECORD)
        assert "Versi 2" in awaited(bot, since)
        assert "durian" in answer(bot)
        # Half a file, as an editor leaves it: told once, and answered from what there was.
        since = len(server.calls)
        (sample.folder / NEW).write_text(RECORD[:60])
        assert "Versi 2 tetap berjalan" in awaited(bot, since)
        assert "durian" in answer(bot)
        assert bot.stop() == 0
    (sample.folder / NEW).write_text(RECORD)
    polls = server.polls
    with start() as bot:
        server.wait_until_polling(SECONDS_TO_START, since=polls)
        since = len(server.calls)
        (sample.folder / NEW).write_text(RECORD.replace("durian", "manggis"))
        bot.process.send_signal(signal.SIGHUP)
        assert "manggis" in awaited(bot, since)
        assert bot.stop() == 0


def test_a_broken_folder_starts_with_the_last_version(
    server: BotApiServer, sample: Sample, start: Callable[..., Any]
) -> None:
    with start() as bot:
        server.wait_until_polling(SECONDS_TO_START)
        assert bot.stop() == 0
    sample.edit(COOP, "stage: kesepakatan", "stage: kesepakatn")
    polls, since = server.polls, len(server.calls)
    with start() as bot:
        server.wait_until_polling(SECONDS_TO_START, since=polls)
        server.wait_for("sendDocument", since=since)
        told = [text(call) for call in server.calls[since:] if call.method == "sendMessage"]
        assert f"{COOP}:4: palu-balikpapan: " in told[1]
        assert "30 Mei 2025" in said(bot, "Kapan kunjungannya?")
        assert bot.stop() == 0
    shutil.rmtree(sample.folder)
    polls = server.polls
    with start() as bot:
        server.wait_until_polling(SECONDS_TO_START, since=polls)
        assert "30 Mei 2025" in said(bot, "Kapan kunjungannya?")
        assert bot.stop() == 0


def test_with_nothing_to_use_it_says_why(server: BotApiServer, sample: Sample, start: Callable[..., Any]) -> None:
    sample.edit(COOP, "stage: kesepakatan", "stage: kesepakatn")
    with start() as bot:
        deadline = time.monotonic() + SECONDS_TO_START
        while bot.process.poll() is None and time.monotonic() < deadline:
            time.sleep(0.05)
        assert bot.process.returncode == 1
        assert f"{COOP}:4: palu-balikpapan: " in bot.said()
        assert "Traceback" not in bot.said()
