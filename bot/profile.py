"""What Telegram shows of the bot before anybody writes: command menu and descriptions, in both languages."""

from __future__ import annotations

import logging

from telegram import Bot, BotCommand
from telegram.error import TelegramError

from bot.phrases.table import phrase

logger = logging.getLogger(__name__)

COMMANDS = ("topik", "sumber", "help", "start")


async def publish(bot: Bot) -> None:
    """Set menu and descriptions; a failure is noted, since the bot can answer without them."""
    # None is for whoever's Telegram speaks neither language.
    for code in (None, "id", "en"):
        language = code or "id"
        try:
            menu = [BotCommand(name, phrase(language, f"cmd.{name}")) for name in COMMANDS]
            await bot.set_my_commands(menu, language_code=code)
            await bot.set_my_description(phrase(language, "cmd.description"), language_code=code)
            await bot.set_my_short_description(phrase(language, "cmd.short"), language_code=code)
        except TelegramError as error:
            logger.warning("profile not set", extra={"fields": {"error": type(error).__name__, "language": code}})
