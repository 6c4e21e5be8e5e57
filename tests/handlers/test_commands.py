"""/start, /help, /sumber, /topik, and what is no command."""

from __future__ import annotations

import pytest

from bot.knowledge.model import Knowledge
from bot.phrases.table import phrase
from tests.botapi import content
from tests.handlers.stage import Stage, buttons, play, text


def person(language: str | None) -> content.Json:
    return content.user(5, language=language)


def test_start_greets_in_the_language_of_the_phone(stage: Stage, knowledge: Knowledge) -> None:
    async def story(stage: Stage) -> None:
        for code, begins in (("id", "Halo!"), (None, "Halo!"), ("en-GB", "Hello!"), ("de", "Hello!"), ("jv", "Halo!")):
            reply = await stage.ask("/start", user=person(code))
            assert text(reply).startswith(begins)
            assert len(buttons(reply)) == 4
        assert str(len(knowledge.sources)) in text(reply)
        assert reply.params["link_preview_options"] == {"is_disabled": True}

    play(stage, story)


def test_the_examples_of_start_are_answered(stage: Stage) -> None:
    async def story(stage: Stage) -> None:
        for code in ("id", "en"):
            greeting = await stage.ask("/start payload", user=person(code))
            for label in buttons(greeting):
                answered, reply = await stage.press(greeting, label)
                assert answered.method == "answerCallbackQuery"
                assert text(reply).startswith(label)
                assert text(reply).count("\n• "), label

    play(stage, story)


def test_help_and_sources(stage: Stage, knowledge: Knowledge) -> None:
    async def story(stage: Stage) -> None:
        assert "/sumber" in text(await stage.ask("/help"))
        page = await stage.ask("/sumber@test_bot")
        assert text(page).startswith("Semua sumber")
        listed = text(page)
        for _ in range(len(knowledge.sources) // 10):
            _, page = await stage.press(page, "›")
            assert page.method == "editMessageText"
            listed += text(page)
        assert listed.count("\n• ") == len(knowledge.sources)

    play(stage, story)


def test_commands_speak_the_language_of_the_conversation(stage: Stage) -> None:
    async def story(stage: Stage) -> None:
        await stage.ask("When did Palu visit Balikpapan?")
        assert text(await stage.ask("/topik")).startswith("Sectors")
        stage.clock.now += 16 * 60
        assert text(await stage.ask("/topik")).startswith("Bidang")

    play(stage, story)


def test_an_unknown_command_is_told(stage: Stage) -> None:
    async def story(stage: Stage) -> None:
        assert "/help" in text(await stage.ask("/reset all"))

    play(stage, story)


@pytest.mark.parametrize(
    "body", [content.photo(caption="Kapan?"), content.sticker(), content.voice(), content.contact(), content.document()]
)
def test_what_is_no_text_gets_one_kind_line(stage: Stage, body: content.Json) -> None:
    async def story(stage: Stage) -> None:
        reply = await stage.ask("", **body)
        assert text(reply) == phrase("id", "ui.other")

    play(stage, story)


def test_an_album_gets_one_line_not_ten(stage: Stage) -> None:
    async def story(stage: Stage) -> None:
        calls = [call for _ in range(10) for call in await stage.say("", media_group_id="7", **content.photo())]
        assert len(calls) == 1
        assert len(await stage.say("", media_group_id="8", **content.photo())) == 1

    play(stage, story)


def test_a_pinned_message_is_nobodys_message(stage: Stage) -> None:
    async def story(stage: Stage) -> None:
        pinned = {"message_id": 1, "date": 0, "chat": {"id": 1, "type": "private"}}
        assert await stage.say("", pinned_message=pinned) == []

    play(stage, story)
