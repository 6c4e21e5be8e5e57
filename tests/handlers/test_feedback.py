"""Votes, reasons and comments: one of each person, changeable, in groups by anybody, and never a question."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from bot.phrases.table import phrase
from bot.storage.records import Vote
from tests.botapi import content, offline
from tests.botapi.backend import Call
from tests.handlers import people
from tests.handlers.people import ANN, BUDI, CITRA, FORUM, GROUP, PALU, PAREPARE
from tests.handlers.stage import Stage, play, text

REASONS = [["Salah", "Tidak lengkap"], ["Sudah lama", "Bukan yang ditanya"]]


async def tap(stage: Stage, sent: Call, label: str, user: Any = ANN) -> list[Call]:
    return await stage.bring(offline.press(stage.bot, sent, label, user=user))


def number(sent: Call) -> int:
    """Under which number the question of an answer is kept."""
    return int(people.data(sent, "👎").rpartition(":")[2])


async def vote(stage: Stage, sent: Call, user: Any = ANN) -> tuple[int, str | None, str | None] | None:
    storage = stage.services.storage
    found: Vote | None = await storage.votes.of(number(sent), storage.person(user["id"]))
    return (found.value, found.reason, found.comment) if found else None


def test_a_vote_its_reason_and_a_comment(stage: Stage) -> None:
    async def story(stage: Stage) -> None:
        answer = await stage.ask(PALU)
        before = people.rows(answer)
        told, edit = await tap(stage, answer, "👎")
        assert (told.params["text"], edit.method) == (phrase("id", "fb.why"), "editMessageReplyMarkup")
        # In the same message, below what was there: a vote can be changed.
        assert people.rows(edit) == [*before, *REASONS]
        assert await vote(stage, answer) == (-1, None, None)
        told, edit, prompt = await tap(stage, answer, "Tidak lengkap")
        assert told.params["text"] == phrase("id", "fb.noted")
        assert people.rows(edit) == before
        assert prompt.params["reply_markup"] == {"force_reply": True}
        assert people.replied(prompt) == answer.result["message_id"]
        assert await vote(stage, answer) == (-1, "incomplete", None)
        comment = offline.message(stage.bot, "Kapan Palu?", reply_to=prompt.result)
        (thanks,) = await stage.bring(comment)
        assert text(thanks) == phrase("id", "fb.comment.thanks")
        assert await vote(stage, answer) == (-1, "incomplete", "Kapan Palu?")
        assert await stage.bring(offline.edited(stage.bot, comment, "Jam berapa?", reply_to=prompt.result)) == []
        assert await vote(stage, answer) == (-1, "incomplete", "Jam berapa?")
        # It was no question, and the conversation goes on where it was.
        assert "wali kota" in text(await stage.ask("siapa yang memimpin?")).lower()

    play(stage, story)


def test_one_vote_of_each_which_can_be_changed(stage: Stage) -> None:
    async def story(stage: Stage) -> None:
        answer = await stage.ask(PALU)
        for label, said, value in (
            ("👍", "fb.thanks", 1),
            ("👍", "fb.same", 1),
            ("👎", "fb.changed", -1),
            ("👎", "fb.same", -1),
            ("Salah", "fb.noted", -1),
            ("👍", "fb.changed", 1),
        ):
            told = (await tap(stage, answer, label))[0]
            assert told.params["text"] == phrase("id", said), label
            assert await vote(stage, answer) == (value, "wrong" if label == "Salah" else None, None)
            assert sum(await stage.services.storage.votes.tally(number(answer))) == 1

    play(stage, story)


def test_pressing_twice_sends_nothing_twice(stage: Stage) -> None:
    async def story(stage: Stage) -> None:
        answer = await stage.ask(PALU)
        assert len(await tap(stage, answer, "👍")) == 1
        assert len(await tap(stage, answer, "👎")) == 2
        assert len(await tap(stage, answer, "👎")) == 1
        data = people.data(answer, "👎").replace("v:-:", "v:r:old:")
        assert [call.method for call in await stage.click(answer, data)][-1] == "sendMessage"
        assert [call.method for call in await stage.click(answer, data)] == ["answerCallbackQuery"]

    play(stage, story)


def test_in_a_group_any_member_votes(stage: Stage) -> None:
    async def story(stage: Stage) -> None:
        for chat, thread in ((GROUP, None), (FORUM, 7)):
            answer = await people.ask(stage, f"/tanya {PAREPARE}", chat, thread=thread)
            before = people.rows(answer)
            await tap(stage, answer, "👍", CITRA)
            _, edit = await tap(stage, answer, "👎", BUDI)
            assert people.rows(edit) == [*before, *REASONS]
            # Whoever likes it does not take the reasons away from whoever is about to press one.
            assert len(await tap(stage, answer, "👍", ANN)) == 1
            _, _, prompt = await tap(stage, answer, "Salah", BUDI)
            assert "reply_markup" not in prompt.params
            assert prompt.params.get("message_thread_id") == thread
            # A reason is a vote, and the group is asked for comments once.
            await tap(stage, answer, "👎", CITRA)
            assert [call.method for call in await tap(stage, answer, "Sudah lama", CITRA)] == [
                "answerCallbackQuery",
                "editMessageReplyMarkup",
            ]
            assert [await vote(stage, answer, who) for who in (ANN, BUDI, CITRA)] == [
                (1, None, None),
                (-1, "wrong", None),
                (-1, "old", None),
            ]
            thanks = await people.ask(stage, "Bukan dia", chat, CITRA, reply_to=prompt.result, thread=thread)
            assert text(thanks) == phrase("id", "fb.comment.thanks")
            assert await vote(stage, answer, CITRA) == (-1, "old", "Bukan dia")
            stage.clock.now += 60
            stranger = content.user(44, "Eka")
            first = await people.ask(stage, PALU, chat, stranger, reply_to=prompt.result, thread=thread)
            assert text(first) == phrase("id", "fb.comment.first")

    play(stage, story)


def test_a_reason_turns_a_vote(stage: Stage) -> None:
    async def story(stage: Stage) -> None:
        answer = await people.ask(stage, f"/tanya {PALU}")
        await tap(stage, answer, "👎", BUDI)
        await tap(stage, answer, "👍", ANN)
        await tap(stage, answer, "Bukan yang ditanya", ANN)
        assert await vote(stage, answer, ANN) == (-1, "other_question", None)

    play(stage, story)


def test_after_a_restart_everything_still_works(stage: Stage) -> None:
    async def story(stage: Stage) -> None:
        answer = await stage.ask(PALU)
        await tap(stage, answer, "👎")
        await stage.application.shutdown()
        stage.restart()
        async with stage.application:
            prompt = (await tap(stage, answer, "Salah"))[-1]
        stage.restart()
        async with stage.application:
            (thanks,) = await stage.say("Harinya salah.", reply_to=prompt.result)
            assert text(thanks) == phrase("id", "fb.comment.thanks")
        await stage.application.initialize()

    play(stage, story)


def test_what_has_been_erased_is_too_old(stage: Stage) -> None:
    async def story(stage: Stage) -> None:
        answer = await stage.ask(PALU)
        await tap(stage, answer, "👎")
        prompt = (await tap(stage, answer, "Salah"))[-1]
        await stage.services.settled()
        await stage.services.storage.purge(stage.clock.time() + timedelta(days=1))
        for label in ("👍", "👎"):
            (told,) = await tap(stage, answer, label)
            assert told.params["text"] == phrase("id", "ui.button.old")
        (told,) = await stage.say("Harinya salah.", reply_to=prompt.result)
        assert text(told) == phrase("id", "fb.comment.old")
        assert await stage.services.storage.votes.between(stage.clock.time(), stage.clock.time()) == []

    play(stage, story)


@pytest.mark.parametrize(
    "data", ["v:", "v:+:", "v:+:0", "v:+:12", f"v:-:{2**63}", "v:-:9" + "9" * 18, "v:r:rude:1", "v:x:1", "v:+:1:2"]
)
def test_no_button_of_anybodys_is_too_old(stage: Stage, data: str) -> None:
    async def story(stage: Stage) -> None:
        (told,) = await stage.click(await stage.ask("/help"), data)
        assert told.params["text"] == phrase("id", "ui.button.old")

    play(stage, story)


def test_a_message_that_telegram_no_longer_shows_is_asked_about_by_another(stage: Stage) -> None:
    async def story(stage: Stage) -> None:
        answer = await stage.ask(PALU)
        gone = {"message_id": answer.result["message_id"], "date": 0, "chat": content.private(content.user())}
        _, why = await stage.bring(offline.click(stage.bot, gone, people.data(answer, "👎")))
        assert people.rows(why) == REASONS
        assert [call.method for call in await tap(stage, why, "Salah")][-1] == "sendMessage"
        assert await vote(stage, answer) == (-1, "wrong", None)

    play(stage, story)


def test_comments_are_bounded_and_commands_are_none(stage: Stage) -> None:
    async def story(stage: Stage) -> None:
        answer = await stage.ask(PALU)
        await tap(stage, answer, "👎")
        prompt = (await tap(stage, answer, "Salah"))[-1]
        assert "Tulis saja" in text((await stage.say("/help", reply_to=prompt.result))[0])
        assert await vote(stage, answer) == (-1, "wrong", None)
        await stage.say("<b>&" * 1000, reply_to=prompt.result)
        found = await vote(stage, answer)
        assert found
        assert found[2] == "<b>&" * 250
        # Any other message of the bot, and the same words of somebody else's, are no request for a comment.
        assert "30 Mei 2025" in text((await stage.say(PALU, reply_to=answer.result))[0])
        copied = {**prompt.result, "from": BUDI}
        assert "30 Mei 2025" in text((await stage.say(PALU, reply_to=copied))[0])

    play(stage, story)


def test_in_english(stage: Stage) -> None:
    async def story(stage: Stage) -> None:
        who = content.user(5, language="en")
        answer = await stage.ask("When did Palu visit Balikpapan?", user=who)
        told, edit = await tap(stage, answer, "👎", who)
        assert told.params["text"] == phrase("en", "fb.why")
        assert people.rows(edit)[-2:] == [["Wrong", "Incomplete"], ["Out of date", "Not what I asked"]]
        prompt = (await tap(stage, answer, "Out of date", who))[-1]
        assert text(prompt).endswith(phrase("en", "fb.comment.ask"))

    play(stage, story)
