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
from tests.botapi.content import Json
from tests.botapi.server import BotApiServer
from tests.conftest import ROOT
from tests.drafting import curator
from tests.drafting.test_worked_example import TEXT as ARTICLE
from tests.drafting.test_worked_example import fill_in
from tests.handlers.curated import ANN, CURATOR, DURIAN, NEW, RECORD, unzipped, zipped
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


def send(bot: Bot, name: str, body: str | bytes, user: Json = CURATOR) -> Call:
    """Send a file as the curator and return what the bot says to it."""
    since = len(bot.server.calls)
    data = body.encode() if isinstance(body, str) else body
    file_id = bot.server.world.add_file(data, name)
    bot.server.message(user=user, **content.document(file_id, name=name, size=len(data)))
    # The whole knowledge is built and asked, on a machine that may be busy.
    return bot.server.wait_for("sendMessage", timeout=30, since=since)[0]


def press(bot: Bot, sent: Call, label: str, user: Json = CURATOR) -> Call:
    since = len(bot.server.calls)
    bot.server.press(sent, label, user=user)
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


def test_problems_are_told_in_the_language_of_whoever_sends(server: BotApiServer, start: Callable[..., Any]) -> None:
    english = content.user(int(ADMIN), language="en")
    with start() as bot:
        server.wait_until_polling(SECONDS_TO_START)
        for user, says in ((CURATOR, "isian `naem` tidak dikenal"), (english, "unknown field `naem`")):
            since = len(server.calls)
            said = send(bot, "palu-sigi.yaml", RECORD.replace("name:", "naem:"), user=user)
            (attached,) = server.wait_for("sendDocument", since=since)
            for told in (text(said), attached.files["document"].data.decode()):
                assert f"{NEW}:2: palu-sigi: {says}" in told
        assert bot.stop() == 0


def test_withdrawn_and_still_so_after_a_restart(server: BotApiServer, start: Callable[..., Any]) -> None:
    english = content.user(int(ADMIN), language="en")
    with start() as bot:
        server.wait_until_polling(SECONDS_TO_START)
        press(bot, send(bot, "palu-sigi.yaml", RECORD), "Terbitkan")
        assert "durian" in answer(bot)
        _, refused = bot.reply("/withdraw palu-balikpapan", user=english)
        assert "there is no discrepancy `palu-balikpapan/tahun`" in text(refused)
        _, asked = bot.reply("/withdraw palu-sigi", user=english)
        assert "cooperation: removed" in text(asked)
        assert "3" in text(press(bot, asked, "Publish", user=english))
        assert "durian" not in answer(bot)
        assert bot.stop() == 0
    polls = server.polls
    with start() as bot:
        server.wait_until_polling(SECONDS_TO_START, since=polls)
        assert "durian" not in answer(bot)
        bot.reply("/kembali 2", user=CURATOR)
        assert "durian" in answer(bot)
        assert bot.stop() == 0


def test_from_an_article_to_the_answer_all_in_the_chat(server: BotApiServer, tmp_path: Path) -> None:
    folder = curator.copy_of_knowledge(tmp_path)
    with running(server, tmp_path, "INFO", KNOWLEDGE_DIR=str(folder), ADMIN_IDS=ADMIN) as bot:
        server.wait_until_polling(SECONDS_TO_START)
        since = len(server.calls)
        server.message(f"/draf 2025-06-18\n{ARTICLE}", user=CURATOR)
        server.wait_for("sendDocument", since=since, count=2)
        *_, sent = (call for call in server.calls[since:] if call.method == "sendDocument")
        # Unpacked, every TODO written, packed again, sent back.
        for name, data in unzipped(sent.files["document"].data).items():
            path = tmp_path / "unpacked" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        fill_in(tmp_path / "unpacked" / "knowledge" / "cooperations" / "bontang-berau.yaml")
        finished = {str(p.relative_to(tmp_path / "unpacked")): p.read_bytes() for p in files_in(tmp_path / "unpacked")}
        asked = send(bot, "bontang-berau.zip", zipped(finished))
        assert "+ kerja sama: baru" in text(asked)
        press(bot, asked, "Terbitkan")
        assert "40 ton ikan sebulan" in said(bot, "berapa ton ikan yang akan dikirim berau ke bontang")
        assert bot.stop() == 0


def files_in(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


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
