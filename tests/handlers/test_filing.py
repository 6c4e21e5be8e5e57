"""Questions without an answer: filed by a press, and answered to their askers once a reload brings the answer."""

from __future__ import annotations

from datetime import timedelta
from typing import cast

from telegram import Bot
from telegram.error import NetworkError

from bot.answering.engine import Engine
from bot.handlers import jobs
from bot.handlers.services import State
from bot.knowledge.model import Knowledge
from bot.phrases.table import phrase
from tests.botapi import content, offline
from tests.handlers import people
from tests.handlers.breaking import Breaking
from tests.handlers.people import ANN, BUDI, CITRA, GROUP, PALU, UNKNOWN
from tests.handlers.stage import Stage, buttons, play, text

FILE = "Beri tahu pengelola"
GONE = "palu-balikpapan"


def without(knowledge: Knowledge, *gone: str) -> Knowledge:
    left = {id_: one for id_, one in knowledge.cooperations.items() if id_ not in gone}
    return knowledge.model_copy(update={"cooperations": left, "version": "other"})


async def reload(stage: Stage, knowledge: Knowledge) -> int:
    """Put other records in the place of those in use; return how many messages followed."""
    before, sent = stage.services.state.knowledge, len(stage.request.sent("sendMessage"))
    stage.services.state = State.of(Engine(knowledge))
    await jobs.after_reload(stage.services, stage.bot, before, knowledge)
    return len(stage.request.sent("sendMessage")) - sent


def test_a_question_is_filed_and_answered_by_a_reload(stage: Stage, knowledge: Knowledge) -> None:
    async def story(stage: Stage) -> None:
        await reload(stage, without(knowledge, GONE))
        asked = await stage.ask(PALU)
        assert FILE in buttons(asked)
        told, edit = await stage.press(asked, FILE)
        assert (told.params["text"], told.params["show_alert"]) == (phrase("id", "fb.filed"), True)
        assert FILE not in buttons(edit)
        assert len(buttons(edit)) == len(buttons(asked)) - 1
        (filed,) = await stage.services.storage.filed.open()
        assert (filed.text, filed.language, filed.chat, filed.user) == (PALU, "id", 1, 1)
        # A reload without its answer tells nothing, one with it tells once.
        assert await reload(stage, without(knowledge, GONE, "kaltim-kaltara")) == 0
        assert await reload(stage, knowledge) == 1
        answer = stage.request.sent("sendMessage")[-1]
        assert answer.params["chat_id"] == 1
        assert text(answer).startswith(f"{phrase('id', 'fb.answered')}\n\n{PALU}\n\n")
        assert "Jumat, 30 Mei 2025" in text(answer)
        assert await stage.services.storage.filed.open() == []
        assert await reload(stage, without(knowledge, "kaltim-kaltara")) == 0
        await jobs.daily(stage.services, stage.bot)
        assert stage.request.sent("sendMessage")[-1] == answer

    play(stage, story)


def test_filing_twice_is_filing_once(stage: Stage) -> None:
    async def story(stage: Stage) -> None:
        for said in ("fb.filed", "fb.filed.again"):
            stage.clock.now += 1
            asked = await stage.ask(UNKNOWN)
            told = (await stage.press(asked, FILE))[0]
            assert told.params["text"] == phrase("id", said)
        assert len(await stage.services.storage.filed.open()) == 1

    play(stage, story)


def test_what_is_withdrawn_again_is_open_again(stage: Stage, knowledge: Knowledge) -> None:
    async def story(stage: Stage) -> None:
        for _ in range(2):
            await reload(stage, without(knowledge, GONE))
            await stage.press(await stage.ask(PALU), FILE)
            assert len(await stage.services.storage.filed.open()) == 1
            assert await reload(stage, knowledge) == 1

    play(stage, story)


def test_a_button_from_before_the_answer_answers(stage: Stage, knowledge: Knowledge) -> None:
    async def story(stage: Stage) -> None:
        await reload(stage, without(knowledge, GONE))
        asked = await stage.ask(PALU)
        await reload(stage, knowledge)
        _, answer = await stage.press(asked, FILE)
        assert "Jumat, 30 Mei 2025" in text(answer)
        assert await stage.services.storage.filed.open() == []

    play(stage, story)


def test_a_question_that_leans_is_filed_with_what_it_is_about(stage: Stage) -> None:
    async def story(stage: Stage) -> None:
        await stage.ask(PALU)
        asked = await stage.ask("berapa anggarannya?")
        await stage.press(asked, FILE)
        (filed,) = await stage.services.storage.filed.open()
        assert filed.text == "berapa anggarannya? (Kerja sama Kota Palu dan Kota Balikpapan)"

    play(stage, story)


def test_in_a_group_each_may_file_and_is_told_alone(stage: Stage, knowledge: Knowledge) -> None:
    async def story(stage: Stage) -> None:
        await reload(stage, without(knowledge, GONE))
        asked = await people.ask(stage, f"/tanya {PALU}", user=ANN)
        assert people.rows(asked) == [[FILE]]
        for who in (BUDI, CITRA):
            assert len(await stage.bring(offline.press(stage.bot, asked, FILE, user=who))) == 1
        # Budi has never written to the bot, so that only the group is left to tell him in.
        stage.request.backend.fault("sendMessage", 403, "Forbidden: bot can't initiate conversation with a user")
        assert await reload(stage, knowledge) == 3
        refused, group, citra = stage.request.sent("sendMessage")[-3:]
        assert (refused.params["chat_id"], refused.status) == (BUDI["id"], 403)
        assert (group.params["chat_id"], citra.params["chat_id"]) == (GROUP["id"], CITRA["id"])
        assert buttons(group) == []
        assert await stage.services.storage.filed.open() == []

    play(stage, story)


def test_nobody_is_told_twice_and_none_is_lost(stage: Stage, knowledge: Knowledge) -> None:
    async def story(stage: Stage) -> None:
        await reload(stage, without(knowledge, GONE))
        for number in range(1, 5):
            user = content.user(number)
            asked = await stage.ask(PALU, user=user)
            await stage.bring(offline.press(stage.bot, asked, FILE, user=user))
        sent = len(stage.request.sent("sendMessage"))
        # The first has blocked the bot; then Telegram is out of reach.
        stage.request.backend.fault("sendMessage", 403, "Forbidden: bot was blocked by the user")
        stage.services.state = State.of(Engine(knowledge))
        broken = Breaking(stage.bot, 2, NetworkError("ClientConnectorError: Connection refused"))
        await jobs.tell_filed(stage.services, cast(Bot, broken))
        assert [one.user for one in await stage.services.storage.filed.open()] == [3, 4]
        await jobs.daily(stage.services, stage.bot)
        assert [one.params["chat_id"] for one in stage.request.sent("sendMessage")[sent:]] == [1, 2, 3, 4]
        assert await stage.services.storage.filed.open() == []

    play(stage, story)


def test_old_and_false_buttons(stage: Stage) -> None:
    async def story(stage: Stage) -> None:
        asked, answer = await stage.ask(UNKNOWN), await stage.ask(PALU)
        number = people.data(answer, "👎").rpartition(":")[2]
        await stage.services.settled()
        await stage.services.storage.purge(stage.clock.time() + timedelta(days=1))
        for data in (people.data(asked, FILE), f"f:{number}", "f:", "f:x", f"f:{2**63}"):
            (told,) = await stage.click(asked, data)
            assert told.params["text"] == phrase("id", "ui.button.old")
        assert await stage.services.storage.filed.open() == []

    play(stage, story)


def test_after_a_restart_the_button_files(stage: Stage) -> None:
    async def story(stage: Stage) -> None:
        asked = await stage.ask(UNKNOWN)
        await stage.services.settled()
        await stage.application.shutdown()
        stage.restart()
        async with stage.application:
            await stage.press(asked, FILE)
        await stage.application.initialize()
        assert [one.text for one in await stage.services.storage.filed.open()] == [UNKNOWN]

    play(stage, story)
