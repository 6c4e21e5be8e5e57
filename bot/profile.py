"""What Telegram shows of the bot before anybody writes: command menus by place and descriptions, in both languages."""

from __future__ import annotations

import logging
from collections.abc import Sequence

from telegram import (
    Bot,
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllChatAdministrators,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    BotCommandScopeDefault,
)
from telegram.error import BadRequest, TelegramError

from bot.phrases.table import phrase
from bot.rendering.menu import MENUS, Place, entries

logger = logging.getLogger(__name__)

COMMANDS = tuple(dict.fromkeys(name for names in MENUS.values() for name in names))
"""Every command of any menu."""

_LANGUAGES = (None, "id", "en")
"""None is for whoever's Telegram speaks neither."""


async def publish(bot: Bot, admins: Sequence[int] = ()) -> None:
    """Set menus and descriptions; a failure is noted, since the bot can answer without them."""
    for code in _LANGUAGES:
        language = code or "id"
        try:
            for scope, place in _scopes(admins):
                await _menu(bot, scope, place, code)
            await bot.set_my_description(phrase(language, "cmd.description"), language_code=code)
            await bot.set_my_short_description(phrase(language, "cmd.short"), language_code=code)
        except TelegramError as error:
            logger.warning("profile not set", extra={"fields": {"error": type(error).__name__, "language": code}})


def _scopes(admins: Sequence[int]) -> list[tuple[BotCommandScope, Place]]:
    return [
        # What Telegram falls back to wherever none of the others holds.
        (BotCommandScopeDefault(), Place.PRIVATE),
        (BotCommandScopeAllPrivateChats(), Place.PRIVATE),
        (BotCommandScopeAllGroupChats(), Place.GROUP),
        (BotCommandScopeAllChatAdministrators(), Place.GROUP_ADMIN),
        *((BotCommandScopeChat(one), Place.BOT_ADMIN) for one in admins),
    ]


async def _menu(bot: Bot, scope: BotCommandScope, place: Place, code: str | None) -> None:
    commands = [BotCommand(name, does) for name, does in entries(place, code or "id")]
    try:
        await bot.set_my_commands(commands, scope=scope, language_code=code)
    except BadRequest as error:
        if place is not Place.BOT_ADMIN:
            raise
        # Whoever runs the bot but has never written to it has no chat yet; the menu comes with the next start.
        logger.info("no menu for a curator", extra={"fields": {"message": error.message}})
