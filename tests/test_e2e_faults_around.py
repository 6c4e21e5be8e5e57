"""What the bot stands on in trouble: the folder of the knowledge, the log's disk, the clock."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from tests.botapi.server import BotApiServer
from tests.conftest import ROOT
from tests.process import SECONDS_TO_START, Bot, running, started
from tests.troubled import ANSWER, QUESTION, asks, messages, person, records, states, until


@pytest.fixture
def server() -> Iterator[BotApiServer]:
    with BotApiServer() as telegram:
        yield telegram
    assert telegram.problems() == []


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The knowledge and the database of a bot that has run once."""
    folder = tmp_path_factory.mktemp("place")
    shutil.copytree(ROOT / "knowledge", folder / "knowledge")
    with BotApiServer() as server, begun(server, folder) as bot:
        server.wait_until_polling(SECONDS_TO_START)
        assert bot.stop() == 0
    return folder


def begun(server: BotApiServer, folder: Path) -> AbstractContextManager[Bot]:
    return running(server, folder, "INFO", KNOWLEDGE_DIR=str(folder / "knowledge"))


def half_written(folder: Path) -> None:
    file = folder / "sources.yaml"
    file.write_bytes(file.read_bytes()[:1000])


def unreadable(folder: Path) -> None:
    file = folder / "sources.yaml"
    file.unlink()
    # For the owner of the machine no file is forbidden, but one that leads nowhere cannot be read by anybody.
    file.symlink_to(folder / "nowhere")


@pytest.mark.parametrize("trouble", [half_written, unreadable, shutil.rmtree])
def test_knowledge_that_cannot_be_used_any_more(
    server: BotApiServer, tmp_path: Path, place: Path, trouble: Callable[[Path], None]
) -> None:
    folder = tmp_path / "place"
    shutil.copytree(place, folder)
    trouble(folder / "knowledge")
    with begun(server, folder) as bot:
        server.wait_until_polling(SECONDS_TO_START)
        assert ANSWER in bot.reply(QUESTION, user=person(1))[1].params["text"]
        assert bot.stop() == 0
        (told,) = [one for one in records(bot) if one["event"].startswith("the knowledge cannot be used")]
        assert told["level"] == "ERROR"
        assert told["problems"]


def test_without_any_version_everything_that_is_wrong_is_said(server: BotApiServer, tmp_path: Path) -> None:
    with running(server, tmp_path, KNOWLEDGE_DIR=str(tmp_path / "nowhere")) as bot:
        assert bot.process.wait(SECONDS_TO_START) == 1
        assert "sources.yaml:1: sources: is missing" in bot.said()
        assert "Traceback" not in bot.said()


def test_a_log_that_cannot_be_written_stops_nobody(server: BotApiServer, tmp_path: Path) -> None:
    with started(server, tmp_path, output=Path("/dev/full")) as bot:
        server.wait_until_polling(SECONDS_TO_START)
        server.fault("sendMessage", 500, "Internal Server Error")
        update = asks(server, 1)
        until(lambda: messages(server)[1])
        assert bot.stop() == 0
    assert states(tmp_path / "simpul.db")[update] == "done"


def test_a_clock_that_jumps(server: BotApiServer, tmp_path: Path) -> None:
    clock = tmp_path / "clock"

    def off_by(seconds: int) -> None:
        # Put in place whole: the bot may look at any moment, and must not find a file that is still empty.
        written = tmp_path / "written"
        written.write_text(str(seconds))
        written.replace(clock)

    off_by(0)
    program = (str(ROOT / "tests" / "jumping.py"), str(clock))
    with started(server, tmp_path, "INFO", program=program) as bot:
        server.wait_until_polling(SECONDS_TO_START)
        for chat, (ahead, late) in enumerate([(0, False), (-86400, False), (0, False), (1800, True), (0, False)], 1):
            off_by(ahead)
            reply = bot.reply(QUESTION, user=person(chat))[1].params["text"]
            assert ANSWER in reply
            assert ("terlambat" in reply) == late
        # By a clock that is hours ahead everybody has given up waiting; when it is right again all is well.
        off_by(7200)
        lost = asks(server, 9)
        until(lambda: [one for one in records(bot) if one.get("update") == lost])
        off_by(0)
        assert ANSWER in bot.reply(QUESTION, user=person(10))[1].params["text"]
        assert messages(server)[9] == 0
        assert bot.stop() == 0
        assert [one["ending"] for one in records(bot) if one.get("update") == lost] == ["late"]
