"""Presses: each is answered, whatever its age."""

from __future__ import annotations

import pytest

from bot.knowledge.model import Knowledge
from bot.phrases.table import phrase
from tests.botapi import content, offline
from tests.handlers.stage import QUESTION, Stage, buttons, play, text


def test_a_related_question_is_asked_by_its_button(stage: Stage) -> None:
    async def story(stage: Stage) -> None:
        reply = await stage.ask(QUESTION)
        label = buttons(reply)[0]
        answered, following = await stage.press(reply, label)
        assert answered.method == "answerCallbackQuery"
        assert text(following).startswith(f"{label}\n\n")
        assert following.result["entities"][0]["type"] == "bold"

    play(stage, story)


def test_the_summary_is_what_the_talk_is_about_next(stage: Stage) -> None:
    async def story(stage: Stage) -> None:
        reply = await stage.ask("Siapa yang memimpin rombongan Parepare ke Balikpapan?")
        _, summary = await stage.press(reply, "Ringkasan")
        assert "Parepare" in text(summary)
        assert "Ringkasan" not in buttons(summary)
        assert "2026" in text(await stage.ask("kapan itu?"))

    play(stage, story)


def test_buttons_work_after_a_restart(stage: Stage) -> None:
    async def before(stage: Stage) -> None:
        await stage.ask(QUESTION)

    async def after(stage: Stage) -> None:
        reply = stage.request.sent("sendMessage")[0]
        for label in buttons(reply):
            if label not in ("👍", "👎"):
                _, following = await stage.press(reply, label)
                assert text(following)

    play(stage, before)
    stage.restart()
    play(stage, after)


@pytest.mark.parametrize("data", ["q:0123456789abcdef", "si:gone", "x", "ti:abc"])
def test_a_button_that_is_too_old_says_so(stage: Stage, data: str) -> None:
    async def story(stage: Stage) -> None:
        reply = await stage.ask(QUESTION)
        (answered,) = await stage.click(reply, data)
        assert answered.params["text"] == phrase("id", "ui.button.old")

    play(stage, story)


def test_a_press_that_can_no_longer_be_answered_still_does_its_work(stage: Stage) -> None:
    async def story(stage: Stage) -> None:
        reply = await stage.ask(QUESTION)
        stage.request.backend.fault("answerCallbackQuery", 400, "Bad Request: query is too old")
        refused, summary = await stage.press(reply, "Ringkasan")
        assert refused.status == 400
        assert text(summary)

    play(stage, story)


def test_topics_take_the_place_of_the_buttons(stage: Stage) -> None:
    async def story(stage: Stage) -> None:
        reply = await stage.ask(QUESTION)
        _, edit = await stage.click(reply, "ti:0")
        assert edit.method == "editMessageReplyMarkup"
        assert "Kerja sama Kota Palu dan Kota Balikpapan" in buttons(edit)
        # Twice changes nothing and is no error.
        _, same = await stage.click(reply, "ti:0")
        assert same.status == 400
        stage.request.backend.fault("editMessageReplyMarkup", 400, "Bad Request: message to edit not found")
        _, _, sent = await stage.click(reply, "ti:0")
        assert sent.method == "sendMessage"

    play(stage, story)


def test_old_topics_lead_to_summaries_and_those_to_cards(stage: Stage, knowledge: Knowledge) -> None:
    async def story(stage: Stage) -> None:
        reply = await stage.ask(QUESTION)
        for data, language in (("ti:0", "id"), ("te:0", "en")):
            _, shown = await stage.click(reply, data)
            assert buttons(shown) == [one.name[language] for one in knowledge.cooperations.values()]
        for one in knowledge.cooperations.values():
            _, summary = await stage.press(shown, one.name.en)
            assert text(summary).startswith(one.summary.en)
            assert phrase("en", "ui.summary") not in buttons(summary)
            _, card = await stage.press(summary, phrase("en", "brw.button.card"))
            assert text(card).startswith(f"{one.name.en}\n\nStage: ")

    play(stage, story)


def test_a_press_in_a_group_is_answered_and_no_more(stage: Stage) -> None:
    async def story(stage: Stage) -> None:
        chat = content.group()
        message = {"message_id": 5, "date": 1, "chat": chat, "text": "x"}
        press = offline.click(stage.bot, message, "si:palu-balikpapan", user=content.user())
        assert [call.method for call in await stage.bring(press)] == ["answerCallbackQuery"]

    play(stage, story)
