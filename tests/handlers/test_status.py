"""/status, and what curators hear of errors: each kind once an hour, without anybody's words."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from bot.answering.engine import Engine
from bot.handlers import admins
from bot.handlers.alarms import HOUR, MOST, Alarm, Alarms, kind_of
from bot.handlers.status import memory
from bot.phrases.table import phrase
from tests.handlers.curated import ANN, CURATOR, Curated, curate, told
from tests.handlers.stage import text
from tests.knowledge.sample import COOP

WORDS = "rahasia saya"


@pytest.fixture
def stage(tmp_path: Path) -> Curated:
    return Curated(tmp_path / "knowledge")


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> None:
    answer = Engine.answer

    def answers(engine: Engine, question: str, *more: Any) -> Any:
        if WORDS in question:
            raise ValueError(f"cannot read {question!r}")
        return answer(engine, question, *more)

    monkeypatch.setattr(Engine, "answer", answers)


def test_status(stage: Curated, broken: None) -> None:
    async def story(stage: Curated) -> None:
        stage.clock.now += 90_000
        (said,) = told(await stage.tell("/status"))
        assert f"Versi 1 ({stage.services.state.knowledge.version}), sejak Senin, 5 Januari 2026 16:00 WIB." in said
        assert "2 kerja sama, 3 fakta" in said
        assert "1 hari 1 jam 0 menit" in said
        assert "Antrean: 0." in said
        assert "SQLite, 0." in said
        assert phrase("id", "cur.status.no_error") in said
        await stage.ask(WORDS, user=ANN)
        stage.sample.edit(COOP, "stage: kesepakatan", "stage: kesepakatn")
        await stage.tell("/reload")
        await stage.tell("/kembali 1")
        (said,) = told(await stage.tell("/status"))
        assert "ValueError, services.py:" in said
        assert "ditahan" in said
        assert phrase("id", "cur.status.trouble", count=1) in said
        assert WORDS not in said
        assert told(await stage.tell("/status", user=ANN)) == [phrase("id", "ui.command.unknown")]

    curate(stage, story)


def test_the_memory_is_that_of_a_process() -> None:
    assert 10 * 1024 * 1024 < memory() < 100 * 1024 * 1024 * 1024


def test_errors_are_told_once_an_hour_with_their_count(stage: Curated, broken: None) -> None:
    async def hear(stage: Curated) -> list[str]:
        before = len(stage.request.calls)
        await admins.tell_alarms(stage.services, stage.bot)
        calls = stage.request.calls[before:]
        assert all(call.params["chat_id"] == CURATOR["id"] for call in calls)
        return [text(call) for call in calls]

    async def story(stage: Curated) -> None:
        assert await hear(stage) == []
        await stage.ask(WORDS, user=ANN)
        (said,) = await hear(stage)
        assert said.startswith("Galat: ValueError, services.py:")
        assert said.endswith("(1×).")
        assert WORDS not in said
        for _ in range(3):
            await stage.ask(WORDS, user=ANN)
        assert await hear(stage) == []
        stage.clock.now += HOUR
        (said,) = await hear(stage)
        assert said.endswith("(3×).")
        stage.clock.now += 2 * HOUR
        assert await hear(stage) == []

    curate(stage, story)


def test_a_network_that_fails_is_no_alarm(stage: Curated) -> None:
    async def story(stage: Curated) -> None:
        stage.request.backend.fault("sendMessage", 502, "Bad Gateway")
        await stage.say("halo", user=ANN)
        assert stage.services.alarms.due() == []
        stage.request.backend.fault("sendMessage", 400, "Bad Request: can't parse entities")
        await stage.say("halo", user=ANN)
        (alarm,) = stage.services.alarms.due()
        assert alarm.kind.startswith("BadRequest, ")

    curate(stage, story)


def test_who_is_out_of_reach_is_not_told(stage: Curated) -> None:
    async def story(stage: Curated) -> None:
        stage.services.alarms.raised(ValueError())
        stage.request.backend.fault("sendMessage", 403, "Forbidden: bot was blocked by the user")
        await admins.tell_alarms(stage.services, stage.bot)
        assert stage.services.alarms.due() == []

    curate(stage, story)


def test_kinds_are_bounded(stage: Curated) -> None:
    alarms = Alarms(stage.clock, stage.clock.time)
    for number in range(MOST + 50):
        alarms.raised(type(f"E{number}", (Exception,), {})())
    assert len(alarms.due()) == MOST
    assert alarms.last == (stage.clock.time(), f"E{MOST + 49}")
    alarms.raised(ValueError())
    alarms.raised(ValueError())
    assert alarms.due() == [Alarm("ValueError", 2)]


def test_a_kind_names_the_place_in_the_program() -> None:
    with pytest.raises(AttributeError) as raised:
        admins.admins_only(None)  # type: ignore[arg-type]
    assert kind_of(raised.value).startswith("AttributeError, admins.py:")
