"""Added, removed, given rights: one short line on coming into a group, and nothing else."""

from __future__ import annotations

import logging

import pytest

from bot.phrases.table import phrase
from tests.botapi import content, offline
from tests.handlers import people
from tests.handlers.people import ANN, BASIC, BUDI, FORUM, GROUP, PALU, ask, say
from tests.handlers.stage import Stage, play, text


@pytest.mark.parametrize("chat", [GROUP, BASIC, FORUM], ids=["supergroup", "group", "forum"])
@pytest.mark.parametrize(("before", "after"), [("left", "member"), ("kicked", "member"), ("left", "administrator")])
def test_whoever_adds_it_is_told_how_to_ask(stage: Stage, chat: content.Json, before: str, after: str) -> None:
    async def story(stage: Stage) -> None:
        (told,) = await stage.bring(offline.placed(stage.bot, chat, before, after))
        assert (told.params["chat_id"], text(told)) == (chat["id"], phrase("id", "grp.how"))
        assert "\n" not in text(told)
        # The button "add to a group" sends this along.
        assert await say(stage, "/start@test_bot x", chat) == []
        assert await say(stage, "", chat, new_chat_members=[stage.request.world.me]) == []

    play(stage, story)


@pytest.mark.parametrize(
    ("before", "after"),
    [("member", "administrator"), ("administrator", "member"), ("member", "left"), ("administrator", "kicked")],
)
def test_other_changes_are_silent(stage: Stage, caplog: pytest.LogCaptureFixture, before: str, after: str) -> None:
    caplog.set_level(logging.WARNING)

    async def story(stage: Stage) -> None:
        assert await stage.bring(offline.placed(stage.bot, GROUP, before, after)) == []
        assert await stage.bring(offline.placed(stage.bot, content.private(ANN), "member", "kicked")) == []
        assert await stage.bring(offline.placed(stage.bot, content.private(ANN), "kicked", "member")) == []

    play(stage, story)
    assert caplog.records == []


def test_rights_taken_and_given_back_are_silent(stage: Stage) -> None:
    async def story(stage: Stage) -> None:
        muted = offline.placed(stage.bot, GROUP, "member", "restricted", is_member=True)
        assert await stage.bring(muted) == []
        assert await stage.bring(offline.placed(stage.bot, GROUP, "restricted", "left")) == []

    play(stage, story)


def test_the_person_who_adds_it_is_spoken_to_in_their_language(stage: Stage) -> None:
    async def story(stage: Stage) -> None:
        john = content.user(9, "John", language="en")
        (told,) = await stage.bring(offline.placed(stage.bot, GROUP, "left", "member", by=john))
        assert text(told) == phrase("en", "grp.how")

    play(stage, story)


def test_start_in_a_group_is_one_line(stage: Stage) -> None:
    async def story(stage: Stage) -> None:
        assert text(await ask(stage, "/start@test_bot", FORUM, thread=7)) == phrase("id", "grp.how")
        assert await say(stage, "/start", FORUM, BUDI) == []
        assert await say(stage, "/start", GROUP, people.BOT) == []
        stage.clock.now += 3600
        assert len(await say(stage, "/start", FORUM, BUDI)) == 1

    play(stage, story)


def test_a_group_that_does_not_let_it_write(stage: Stage, caplog: pytest.LogCaptureFixture) -> None:
    async def story(stage: Stage) -> None:
        refusal = "Bad Request: not enough rights to send text messages to the chat"
        stage.request.backend.fault("sendMessage", 400, refusal)
        (refused,) = await stage.bring(offline.placed(stage.bot, GROUP, "left", "restricted", is_member=True))
        assert refused.status == 400

    play(stage, story)
    assert caplog.records == []


def test_removed_and_back_again(stage: Stage, caplog: pytest.LogCaptureFixture) -> None:
    async def story(stage: Stage) -> None:
        await stage.bring(offline.placed(stage.bot, GROUP, "member", "kicked"))
        (refused,) = await say(stage, f"/tanya {PALU}")
        assert (refused.status, refused.response["description"]) == (
            403, "Forbidden: bot was kicked from the supergroup chat",
        )  # fmt: skip
        await stage.bring(offline.placed(stage.bot, GROUP, "left", "member"))
        assert "30 Mei 2025" in text(await ask(stage, f"/tanya {PALU}"))

    play(stage, story)
    assert caplog.records == []
