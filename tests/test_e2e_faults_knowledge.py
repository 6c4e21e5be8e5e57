"""The folder of the knowledge in trouble while the bot runs: told to the curators, and answered from what there was."""

from __future__ import annotations

import shutil
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.botapi import content
from tests.botapi.server import BotApiServer
from tests.handlers.curated import CURATOR, DURIAN, NEW, RECORD
from tests.knowledge.sample import write
from tests.process import SECONDS_TO_START, Bot, running, text
from tests.troubled import person, records, until

TOLD = "Versi 1 tetap berjalan"
QUESTION, ANSWER = "Kapan kunjungannya?", "30 Mei 2025"


@pytest.fixture
def bot(tmp_path: Path) -> Iterator[Bot]:
    """A bot that watches its folder `knowledge`, beside a copy of it that nobody touches."""
    for name in ("knowledge", "copy"):
        write(tmp_path / name)
    settings = {"KNOWLEDGE_DIR": str(tmp_path / "knowledge"), "ADMIN_IDS": str(CURATOR["id"]), "WATCH_KNOWLEDGE": "1"}
    with BotApiServer() as server:
        server.world.add_chat(content.private(CURATOR))
        with running(server, tmp_path, "INFO", **settings) as started:
            server.wait_until_polling(SECONDS_TO_START)
            yield started
            assert started.stop() == 0
        assert server.problems() == []
        assert "Traceback" not in started.said()
        assert records(started)


def half_written(folder: Path) -> None:
    file = folder / "sources.yaml"
    file.write_bytes(file.read_bytes()[:100])


def not_text(folder: Path) -> None:
    (folder / "people.yaml").write_bytes(b"\xff\xfe\x00")


def unreadable(folder: Path) -> None:
    file = folder / "sources.yaml"
    file.unlink()
    # For the owner of the machine no file is forbidden, but one that leads nowhere cannot be read by anybody.
    file.symlink_to(folder / "nowhere")


def without_tables(folder: Path) -> None:
    for file in folder.glob("*.yaml"):
        file.unlink()


def swapped(folder: Path) -> None:
    """As a deployment does it: another folder of the same name, which is not whole."""
    folder.rename(folder.with_name("old"))
    folder.mkdir()
    (folder / "sources.yaml").write_text("[]")


def put_back(folder: Path) -> None:
    """Put a whole folder in the place of the broken one, with something new in it."""
    fresh = folder.with_name("fresh")
    shutil.copytree(folder.with_name("copy"), fresh)
    (fresh / NEW).write_text(RECORD)
    shutil.rmtree(folder, ignore_errors=True)
    fresh.rename(folder)


def curators_told(bot: Bot, since: int) -> list[str]:
    calls = bot.server.calls[since:]
    return [text(one) for one in calls if one.method == "sendMessage" and one.params["chat_id"] == CURATOR["id"]]


def reply(bot: Bot, question: str, number: int) -> str:
    since = len(bot.server.calls)
    bot.server.message(question, user=person(number))
    return text(bot.server.wait_for("sendMessage", since=since, chat_id=number)[0])


@pytest.mark.parametrize(
    ("by", "trouble"),
    [
        ("command", half_written),
        ("signal", half_written),
        ("signal", not_text),
        ("signal", unreadable),
        ("signal", without_tables),
        ("signal", shutil.rmtree),
        ("watch", unreadable),
        ("watch", shutil.rmtree),
        ("watch", swapped),
    ],
)
def test_trouble_while_running(bot: Bot, tmp_path: Path, by: str, trouble: Callable[[Path], None]) -> None:
    folder, server = tmp_path / "knowledge", bot.server

    def reload() -> None:
        if by == "command":
            server.message("/reload", user=CURATOR)
        elif by == "signal":
            bot.process.send_signal(signal.SIGHUP)

    assert ANSWER in reply(bot, QUESTION, 1)
    since = len(server.calls)
    trouble(folder)
    reload()
    until(lambda: any(TOLD in one for one in curators_told(bot, since)), 45)
    # Other words, so that nothing comes from what is remembered.
    assert ANSWER in reply(bot, f"{QUESTION} tolong", 2)
    since = len(server.calls)
    put_back(folder)
    reload()
    until(lambda: any("Versi 2" in one for one in curators_told(bot, since)), 45)
    assert "durian" in reply(bot, DURIAN, 3)
