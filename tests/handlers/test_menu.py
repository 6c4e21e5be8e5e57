"""Menus by place and language, and /help, which says the same."""

from __future__ import annotations

import pytest
from telegram.ext import CommandHandler

from bot.phrases.table import TABLES, phrase
from bot.profile import COMMANDS, publish
from bot.rendering.menu import MENUS, Place, entries
from tests.botapi import content
from tests.handlers.people import FORUM, GROUP, ask
from tests.handlers.stage import ADMIN, Stage, play, text

SCOPES = {
    "default": Place.PRIVATE,
    "all_private_chats": Place.PRIVATE,
    "all_group_chats": Place.GROUP,
    "all_chat_administrators": Place.GROUP_ADMIN,
    f"chat:{ADMIN}": Place.BOT_ADMIN,
}


def test_menus_and_descriptions_are_set_for_each_place_and_language(stage: Stage) -> None:
    async def story(stage: Stage) -> None:
        await publish(stage.bot, [ADMIN])
        world = stage.request.world
        assert {scope for scope, _ in world.commands} == set(SCOPES)
        for code in ("", "id", "en"):
            for scope, place in SCOPES.items():
                shown = [(one["command"], one["description"]) for one in world.commands[scope, code]]
                assert shown == entries(place, code or "id")
            assert world.profile["description", code]
            assert world.profile["short_description", code]
        assert world.commands["default", ""] == world.commands["default", "id"] != world.commands["default", "en"]

    play(stage, story)


def test_the_bot_lives_without_its_menu(stage: Stage, caplog: pytest.LogCaptureFixture) -> None:
    async def story(stage: Stage) -> None:
        stage.request.backend.fault("setMyCommands", 429, "Too Many Requests", {"retry_after": 3600}, times=3)
        await publish(stage.bot)
        # Telegram is left alone for as long as it wants.
        assert len(stage.request.sent("setMyCommands")) == 1
        assert text(await stage.ask("/help"))

    play(stage, story)
    assert [record.levelname for record in caplog.records] == ["WARNING"] * 3


def test_a_curator_without_a_chat_holds_nothing_up(stage: Stage, caplog: pytest.LogCaptureFixture) -> None:
    async def story(stage: Stage) -> None:
        stage.request.world.lenient = False
        await publish(stage.bot, [ADMIN])
        assert [call.status for call in stage.request.sent("setMyCommands")].count(400) == 3
        assert stage.request.world.profile["short_description", "en"]

    play(stage, story)
    assert [record for record in caplog.records if record.levelname == "WARNING"] == []


def test_every_command_stands_in_a_menu_and_is_understood(stage: Stage) -> None:
    all_handlers = (one for group in stage.application.handlers.values() for one in group)
    handled = [one.commands for one in all_handlers if isinstance(one, CommandHandler)]
    assert set(COMMANDS) <= frozenset().union(*handled)
    # Each has one name in the menu; its other names are there for whoever knows them.
    assert [sorted(names) for names in handled if len(names & set(COMMANDS)) != 1] == []
    for names in MENUS.values():
        assert len(names) == len(set(names))


@pytest.mark.parametrize("language", TABLES)
@pytest.mark.parametrize("place", Place)
def test_a_menu_fits_telegram(place: Place, language: str) -> None:
    for name, does in entries(place, language):
        assert len(name) <= 32
        assert 1 <= len(does) <= 256
    assert len(MENUS[place]) <= 100


def test_help_differs_by_place(stage: Stage) -> None:
    async def story(stage: Stage) -> None:
        private = text(await stage.ask("/help"))
        assert private.startswith(phrase("id", "menu.help.private"))
        assert private.count("\n/") == len(MENUS[Place.PRIVATE])
        for words, chat in (("/help", GROUP), ("/bantuan@test_bot", FORUM)):
            group = text(await ask(stage, words, chat))
            assert group.startswith(phrase("id", "menu.help.group"))
            assert [line.split()[0] for line in group.splitlines() if line.startswith("/")] == ["/tanya", "/help"]
        curator = text(await stage.ask("/help", user=content.user(ADMIN, language="en")))
        assert curator.startswith(phrase("en", "menu.help.private"))
        assert [line.split()[0][1:] for line in curator.splitlines() if line.startswith("/")] == [
            *MENUS[Place.BOT_ADMIN]
        ]

    play(stage, story)
