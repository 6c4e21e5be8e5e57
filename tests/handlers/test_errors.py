"""A handler that fails: one record without anybody's name or words, and one kind sentence."""

from __future__ import annotations

import json
import logging
from typing import Any

import pytest

from bot import logs
from bot.answering.engine import Engine
from bot.phrases.table import phrase
from tests.botapi import content
from tests.handlers.stage import QUESTION, Stage, buttons, play, text

NAME, WORDS = "Ann-Marie", "rahasia saya"


def broken(monkeypatch: pytest.MonkeyPatch) -> None:
    answer = Engine.answer

    def answers(engine: Engine, question: str, *more: Any) -> Any:
        if WORDS in question:
            raise ValueError(f"cannot read {question!r}")
        return answer(engine, question, *more)

    monkeypatch.setattr(Engine, "answer", answers)


def written(caplog: pytest.LogCaptureFixture) -> list[dict[str, Any]]:
    form = logs.JsonFormatter()
    return [json.loads(form.format(record)) for record in caplog.records]


def test_a_failure_is_noted_and_told_and_life_goes_on(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    broken(monkeypatch)
    caplog.set_level(logging.WARNING)

    async def story(stage: Stage) -> None:
        ann = content.user(8, NAME, username="ann_marie", language="en")
        reply = await stage.ask(WORDS, user=ann)
        assert text(reply) == phrase("en", "ui.error")
        assert "Jumat" in text(await stage.ask(QUESTION, user=ann))

    play(stage, story)
    (record,) = written(caplog)
    assert (record["level"], record["event"], record["kind"], record["error"]) == (
        "ERROR", "handler failed", "message", "ValueError",
    )  # fmt: skip
    assert any("test_errors.py" in place for place in record["where"])
    for private in (NAME, "ann_marie", WORDS):
        assert private not in json.dumps(record)


def test_a_failing_button_is_answered_too(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    broken(monkeypatch)

    async def story(stage: Stage) -> None:
        reply = await stage.ask(QUESTION)
        answered, told = await stage.click(reply, f"t:{WORDS}")
        assert answered.method == "answerCallbackQuery"
        assert text(told) == phrase("id", "ui.error")
        assert buttons(told) == []

    play(stage, story)
    assert [record["kind"] for record in written(caplog)] == ["callback_query"]


def test_who_has_left_is_not_written_to(stage: Stage, caplog: pytest.LogCaptureFixture) -> None:
    async def story(stage: Stage) -> None:
        stage.request.backend.fault("sendMessage", 403, "Forbidden: bot was blocked by the user")
        assert len(await stage.say(QUESTION)) == 1

    play(stage, story)
    assert written(caplog)[0]["message"] == "Forbidden: bot was blocked by the user"


def test_a_kind_sentence_that_fails_too_is_the_end_of_it(stage: Stage, caplog: pytest.LogCaptureFixture) -> None:
    async def story(stage: Stage) -> None:
        stage.request.backend.fault("sendMessage", 400, "Bad Request: chat not found", times=2)
        assert len(await stage.say(QUESTION)) == 2
        assert text(await stage.ask(QUESTION))

    play(stage, story)
    assert len(written(caplog)) == 1


def test_an_error_outside_of_updates_is_only_noted(stage: Stage, caplog: pytest.LogCaptureFixture) -> None:
    async def story(stage: Stage) -> None:
        await stage.application.process_error(None, RuntimeError("x"))
        assert stage.request.sent("sendMessage") == []

    play(stage, story)
    assert [record["event"] for record in written(caplog)] == ["polling failed"]
