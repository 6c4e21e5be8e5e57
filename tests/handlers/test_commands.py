"""/start, /help, /sumber, /topik, and what is no command."""

from __future__ import annotations

import pytest

from bot.knowledge.model import Knowledge
from bot.phrases.table import phrase
from bot.profile import COMMANDS, publish
from tests.botapi import content
from tests.handlers.stage import QUESTION, Stage, buttons, play, text


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
        replies = await stage.say("/sumber@test_bot")
        listed = "\n".join(text(reply) for reply in replies)
        assert listed.count("\n• ") == len(knowledge.sources)
        assert listed.startswith("Semua sumber")

    play(stage, story)


def test_commands_speak_the_language_of_the_conversation(stage: Stage) -> None:
    async def story(stage: Stage) -> None:
        await stage.ask("When did Palu visit Balikpapan?")
        assert text(await stage.ask("/topik")).startswith("Choose")
        stage.clock.now += 16 * 60
        assert text(await stage.ask("/topik")).startswith("Pilih")

    play(stage, story)


def test_topics_lead_to_summaries(stage: Stage, knowledge: Knowledge) -> None:
    async def story(stage: Stage) -> None:
        for number, command, language in ((1, "/topik", "id"), (2, "/topics", "en")):
            shown = await stage.ask(command, user=content.user(number, language=language))
            assert buttons(shown) == [one.name[language] for one in knowledge.cooperations.values()]
            for one in knowledge.cooperations.values():
                _, reply = await stage.press(shown, one.name[language])
                assert text(reply).startswith(one.summary[language])
                assert phrase(language, "ui.summary") not in buttons(reply)

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


@pytest.mark.parametrize("words", ["/start", "/help@test_bot", QUESTION, "@test_bot " + QUESTION])
def test_groups_are_left_alone(stage: Stage, words: str) -> None:
    async def story(stage: Stage) -> None:
        for chat in (content.group(), content.group(basic=True, number=-5), content.group(forum=True)):
            assert await stage.say(words, chat=chat) == []
            assert await stage.say("", chat=chat, **content.sticker()) == []

    play(stage, story)


def test_menu_and_descriptions_are_set_for_both_languages(stage: Stage) -> None:
    async def story(stage: Stage) -> None:
        await publish(stage.bot)
        world = stage.request.world
        for code in ("", "id", "en"):
            assert [one["command"] for one in world.commands["default", code]] == list(COMMANDS)
            assert world.profile["description", code]
            assert world.profile["short_description", code]
        assert world.commands["default", ""] == world.commands["default", "id"] != world.commands["default", "en"]

    play(stage, story)


def test_the_bot_lives_without_its_menu(stage: Stage) -> None:
    async def story(stage: Stage) -> None:
        stage.request.backend.fault("setMyCommands", 429, "Too Many Requests", {"retry_after": 3600}, times=3)
        await publish(stage.bot)
        assert text(await stage.ask("/help"))

    play(stage, story)
