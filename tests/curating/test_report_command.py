"""`simpul report`: the page from the database that the bot is using at the same time."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.curating.build import build
from bot.knowledge.counting import counts
from bot.knowledge.files import content_hash, read
from bot.storage.opening import Storage
from bot.storage.records import Question
from tests.curating.use import NOW, question
from tests.knowledge.sample import write
from tests.storage.ready import SECRET

UNANSWERED = "siapa presiden uzbekistan <b>?"


@contextmanager
def in_use(url: str, questions: list[Question], folder: Path | None = None) -> Iterator[None]:
    """Hold a database open in a thread, as a running bot does; with a folder, that is what it answers from."""
    ready, end = threading.Event(), threading.Event()

    async def hold() -> None:
        async with Storage.open(url, secret=SECRET) as storage:
            for one in questions:
                await storage.questions.add(one)
            if folder:
                files = read(folder).files
                built = build(files)
                assert built.knowledge
                await storage.versions.add(content_hash(files), None, "start", counts(built.knowledge), files)
            ready.set()
            await asyncio.to_thread(end.wait)

    thread = threading.Thread(target=asyncio.run, args=(hold(),))
    thread.start()
    try:
        assert ready.wait(60)
        yield
    finally:
        end.set()
        thread.join()


@pytest.fixture
def url(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    made = f"sqlite:///{tmp_path}/simpul.db"
    monkeypatch.setenv("DATABASE_URL", made)
    return made


def report(*more: str) -> int:
    return main(["report", "--since", "2026-01-01", "--until", "2026-01-05", *more])


def test_it_is_written_while_the_bot_runs(url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    knowledge = write(tmp_path / "knowledge").folder
    asked = [question(1, status="answer", entry="palu-parepare"), question(2, UNANSWERED)]
    with in_use(url, asked, knowledge):
        assert report("--language", "en") == 0
        page = capsys.readouterr().out
        assert report("--output", str(tmp_path / "report.html"), "--language", "id") == 0
    assert page.startswith('<!DOCTYPE html>\n<html lang="en">')
    # The names are those of what the bot answers from, which need not be the folder.
    for part in ("Palu and Parepare", "siapa presiden uzbekistan &lt;b&gt;?", "1 Jan 2026 – 5 Jan 2026", "50%"):
        assert part in page
    assert "Palu dan Parepare" in (tmp_path / "report.html").read_text("utf-8")
    assert capsys.readouterr() == ("", "")


def test_a_database_that_no_version_is_kept_in(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    with in_use(url, [question(1, status="answer", entry="palu-balikpapan")]):
        assert report("--language", "id") == 0
    assert "Kerja sama Kota Palu dan Kota Balikpapan" in capsys.readouterr().out


def test_what_cannot_be_done_is_told_in_a_line(url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert report() == 2
    assert "there is no such file yet" in capsys.readouterr().err
    assert main(["report", "--since", "2026-01-05", "--until", "2026-01-04"]) == 2
    assert capsys.readouterr().err.count("\n") == 1
    with in_use(url, []):
        assert report("--output", str(tmp_path / "nowhere" / "report.html")) == 2
        assert capsys.readouterr().err.endswith("No such file or directory\n")
        assert main(["report", "--since", str(NOW.date().replace(year=9999))]) == 2
