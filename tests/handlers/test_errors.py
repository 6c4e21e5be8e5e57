"""A handler that fails: one record without anybody's name or words, and one kind sentence."""

from __future__ import annotations

import json
import logging
from typing import Any

import pytest

from bot import logs
from bot.answering.engine import Engine
from bot.phrases.table import phrase
from bot.storage.records import ChatSettings
from tests.botapi import content, offline
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
    form = logs.Formatter((), terminal=False)
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


@pytest.mark.parametrize(
    ("code", "why"),
    [
        (403, "Forbidden: bot was blocked by the user"),
        (403, "Forbidden: bot was kicked from the supergroup chat"),
        (403, "Forbidden: user is deactivated"),
        (400, "Bad Request: not enough rights to send text messages to the chat"),
        (400, "Bad Request: have no rights to send a message"),
        (400, "Bad Request: CHAT_WRITE_FORBIDDEN"),
        (400, "Bad Request: TOPIC_CLOSED"),
        (400, "Bad Request: message thread not found"),
        (400, "Bad Request: chat not found"),
    ],
)
def test_where_it_may_not_write_it_does_not(
    stage: Stage, caplog: pytest.LogCaptureFixture, code: int, why: str
) -> None:
    caplog.set_level(logging.INFO, "bot")

    async def story(stage: Stage) -> None:
        for how in ({}, {"chat": content.group()}):
            stage.request.backend.fault("sendMessage", code, why)
            assert [call.status for call in await stage.say(f"/tanya {QUESTION}", **how)] == [code]
            assert "Jumat" in text(await stage.ask(f"/tanya {QUESTION}", **how))

    play(stage, story)
    records = [record for record in written(caplog) if record["event"] == "not delivered"]
    assert [record["level"] for record in records] == ["INFO", "INFO"]
    for record in records:
        assert record["message"].split(": ")[-1].lower() == why.split(": ")[-1].lower()
        assert "where" not in record


def test_a_group_that_has_moved_takes_its_settings_along(stage: Stage, caplog: pytest.LogCaptureFixture) -> None:
    async def story(stage: Stage) -> None:
        chats = stage.services.storage.chats
        await chats.set(ChatSettings(-5, language="en"))
        answer = await stage.ask("/tanya apa saja kerja sama Balikpapan?", chat=content.group(-5, basic=True))
        moved = {"migrate_to_chat_id": -1001}
        stage.request.backend.fault("editMessageText", 400, "Bad Request: group chat was upgraded", moved)
        await stage.press(answer, "More")
        assert (await chats.get(-1001)).language == "en"

    play(stage, story)
    assert written(caplog) == []


def test_a_kind_sentence_that_fails_too_is_the_end_of_it(stage: Stage, caplog: pytest.LogCaptureFixture) -> None:
    async def story(stage: Stage) -> None:
        stage.request.backend.fault("sendMessage", 400, "Bad Request: something else", times=2)
        assert len(await stage.say(QUESTION)) == 2
        assert text(await stage.ask(QUESTION))

    play(stage, story)
    assert len(written(caplog)) == 1


def test_in_a_group_only_who_asked_is_told(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    broken(monkeypatch)

    async def story(stage: Stage) -> None:
        asked = offline.message(stage.bot, f"/tanya {WORDS}", chat=content.group(forum=True), thread=7)
        (told,) = await stage.bring(asked)
        assert text(told) == phrase("id", "ui.error")
        assert told.params["message_thread_id"] == 7
        assert await stage.say(WORDS, chat=content.group()) == []

    play(stage, story)


def test_an_error_outside_of_updates_is_only_noted(stage: Stage, caplog: pytest.LogCaptureFixture) -> None:
    async def story(stage: Stage) -> None:
        await stage.application.process_error(None, RuntimeError("x"))
        assert stage.request.sent("sendMessage") == []

    play(stage, story)
    assert [record["event"] for record in written(caplog)] == ["polling failed"]
