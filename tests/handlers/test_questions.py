"""Questions, follow-ups and edited questions."""

from __future__ import annotations

import time
from typing import Any

import pytest

from bot.answering.dialogue import Dialogue
from bot.answering.engine import Engine
from bot.answering.outcomes import Choice, Clarify, Outcome, Topic
from bot.handlers import services as services_module
from bot.phrases.table import phrase
from bot.rendering import cards
from tests.botapi import content, offline
from tests.handlers.stage import QUESTION, Stage, buttons, play, text


def test_a_question_is_answered_with_sources_and_more_to_ask(stage: Stage) -> None:
    async def story(stage: Stage) -> None:
        reply = await stage.ask(QUESTION)
        assert "Jumat, 30 Mei 2025" in text(reply)
        links = [mark["url"] for mark in reply.result["entities"] if mark["type"] == "text_link"]
        assert any("fokusborneo.com" in link for link in links)
        assert buttons(reply)[-3:] == ["Ringkasan", "👍", "👎"]
        assert 4 <= len(buttons(reply)) <= 6
        assert reply.params["parse_mode"] == "HTML"
        assert reply.params["link_preview_options"] == {"is_disabled": True}

    play(stage, story)


def test_a_follow_up_leans_on_what_was_said(stage: Stage) -> None:
    async def story(stage: Stage) -> None:
        await stage.ask("Siapa yang memimpin rombongan Parepare ke Balikpapan?")
        assert "2026" in text(await stage.ask("kapan itu?"))
        # Another person's conversation is another one.
        other = text(await stage.ask("kapan itu?", user=content.user(2)))
        assert "2026" not in other

    play(stage, story)


def test_a_conversation_is_forgotten_after_a_quarter_of_an_hour(stage: Stage) -> None:
    async def story(stage: Stage) -> None:
        await stage.ask("Siapa yang memimpin rombongan Parepare ke Balikpapan?")
        stage.clock.now += 15 * 60 + 1
        assert "2026" not in text(await stage.ask("kapan itu?"))

    play(stage, story)


def test_an_edited_question_edits_its_reply(stage: Stage) -> None:
    async def story(stage: Stage) -> None:
        question = offline.message(stage.bot, QUESTION)
        (reply,) = await stage.bring(question)
        (edit,) = await stage.bring(offline.edited(stage.bot, question, "Siapa presiden Uzbekistan?"))
        assert edit.method == "editMessageText"
        assert edit.params["message_id"] == reply.result["message_id"]
        assert text(edit) != text(reply)
        # The same words again change nothing, and that is no error: there is nothing to judge or to file.
        await stage.bring(offline.edited(stage.bot, question, "halo"))
        (same,) = await stage.bring(offline.edited(stage.bot, question, "halo"))
        assert same.status == 400
        assert "not modified" in same.response["description"]

    play(stage, story)


def test_an_edited_question_is_asked_from_where_the_first_one_was(stage: Stage) -> None:
    async def story(stage: Stage) -> None:
        await stage.ask("Siapa yang memimpin rombongan Parepare ke Balikpapan?")
        question = offline.message(stage.bot, "Kapan Palu berkunjung ke Balikpapan?")
        await stage.bring(question)
        (edit,) = await stage.bring(offline.edited(stage.bot, question, "kapan itu?"))
        assert "2026" in text(edit)

    play(stage, story)


def test_editing_an_old_question_leaves_the_talk_where_it_is(stage: Stage) -> None:
    async def story(stage: Stage) -> None:
        question = offline.message(stage.bot, "Kapan Palu berkunjung?")
        await stage.bring(question)
        await stage.ask("Siapa yang memimpin rombongan Parepare ke Balikpapan?")
        await stage.bring(offline.edited(stage.bot, question, QUESTION))
        assert "2026" in text(await stage.ask("kapan itu?"))

    play(stage, story)


def test_an_edit_of_what_was_never_answered_gets_a_reply(stage: Stage) -> None:
    async def story(stage: Stage) -> None:
        command = offline.message(stage.bot, "/hlep")
        await stage.bring(command)
        for _ in range(2):
            calls = await stage.bring(offline.edited(stage.bot, command, QUESTION))
        assert [call.method for call in stage.request.calls if call.method != "getMe"] == [
            "sendMessage", "sendMessage", "editMessageText",
        ]  # fmt: skip
        # The second edit changes nothing but the number of the question, by which the answer is judged.
        assert calls[0].status == 200

    play(stage, story)


def test_a_reply_that_is_gone_is_sent_anew(stage: Stage) -> None:
    async def story(stage: Stage) -> None:
        question = offline.message(stage.bot, QUESTION)
        await stage.bring(question)
        stage.request.backend.fault("editMessageText", 400, "Bad Request: message to edit not found")
        refused, again = await stage.bring(offline.edited(stage.bot, question, "halo"))
        assert (refused.method, again.method) == ("editMessageText", "sendMessage")

    play(stage, story)


def test_readings_are_buttons(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    readings = (Choice("Palu", QUESTION), Choice("Parepare", "Kapan Parepare berkunjung ke Balikpapan?"))
    answer = Engine.answer

    def asks_back(engine: Engine, question: str, dialogue: Dialogue, language: str | None = None) -> Outcome:
        if question == "kapan?":
            return Clarify("id", readings, topic=Topic(items=readings, question=question))
        return answer(engine, question, dialogue, language)

    monkeypatch.setattr(Engine, "answer", asks_back)

    async def story(stage: Stage) -> None:
        reply = await stage.ask("kapan?")
        assert text(reply) == phrase("id", "clarify")
        assert buttons(reply) == ["Palu", "Parepare"]
        _, picked = await stage.press(reply, "Parepare")
        assert "Januari 2026" in text(picked)

    play(stage, story)


def test_an_unknown_offers_topics(stage: Stage) -> None:
    async def story(stage: Stage) -> None:
        reply = await stage.ask("siapa presiden uzbekistan?")
        assert "Kerja sama Kota Palu dan Kota Balikpapan" in buttons(reply)

    play(stage, story)


@pytest.mark.parametrize("noise", ["x" * 4096, "🙂" * 2048, "<b>" * 1365, "?" * 4096, "a " * 2048, "\u202e&amp;" * 600])
def test_noise_gets_an_answer_like_any_other(stage: Stage, noise: str) -> None:
    async def story(stage: Stage) -> None:
        assert text(await stage.ask(noise))

    play(stage, story)


def slow(monkeypatch: pytest.MonkeyPatch, seconds: float) -> None:
    answer = Engine.answer

    def slowly(*what: Any) -> Outcome:
        time.sleep(seconds)
        return answer(*what)

    monkeypatch.setattr(Engine, "answer", slowly)


def test_a_slow_answer_shows_typing(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(services_module, "TYPING_AFTER", 0.02)
    monkeypatch.setattr(services_module, "TYPING_AGAIN", 30)
    slow(monkeypatch, 0.3)

    async def story(stage: Stage) -> None:
        # Short questions are answered on the spot; only a long one can keep anybody waiting.
        typing, reply = await stage.say(f"{'tolong dijawab ya ' * 12}{QUESTION}")
        assert (typing.method, typing.params["action"], reply.method) == ("sendChatAction", "typing", "sendMessage")

    play(stage, story)


def test_a_quick_answer_does_not(stage: Stage) -> None:
    async def story(stage: Stage) -> None:
        assert [call.method for call in await stage.say(QUESTION)] == ["sendMessage"]

    play(stage, story)


def test_a_pause_that_telegram_asks_for_is_kept(stage: Stage) -> None:
    async def story(stage: Stage) -> None:
        stage.request.backend.fault("sendMessage", 429, "Too Many Requests: retry after 1", {"retry_after": 1})
        began = time.monotonic()
        refused, sent = await stage.say(QUESTION)
        assert (refused.status, sent.status) == (429, 200)
        assert time.monotonic() - began >= 1

    play(stage, story)


def test_what_is_asked_again_is_written_out_once(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    made, answer = [], cards.answer

    def counted(*given: Any) -> cards.Card:
        made.append(given)
        return answer(*given)

    async def story(stage: Stage) -> None:
        monkeypatch.setattr(cards, "answer", counted)
        replies = [await stage.ask(QUESTION, user=content.user(number)) for number in range(1, 6)]
        assert len({text(reply) for reply in replies}) == 1
        # Each has buttons of its own all the same.
        assert len({reply.params["reply_markup"]["inline_keyboard"][-1][0]["callback_data"] for reply in replies}) == 5

    play(stage, story)
    assert len(made) == 2
