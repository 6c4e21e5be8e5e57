"""What happens to the knowledge without anybody's command: a signal, a file that changes, trouble at the start."""

from __future__ import annotations

import asyncio

from telegram import Bot

from bot.handlers import admins, proposing
from bot.handlers.services import Services
from bot.phrases.table import phrase
from bot.rendering import curating


async def at_signal(services: Services, bot: Bot, asked: asyncio.Event) -> None:
    """Load the knowledge again whenever it is asked for; does not end."""
    while True:
        await asked.wait()
        asked.clear()
        await _reload(services, bot, "signal")


async def at_change(services: Services, bot: Bot) -> None:
    """Load the knowledge again whenever a file of it changes; does not end while there is a folder."""
    # Imported here: most do not watch.
    from watchfiles import awatch

    async for _ in awatch(services.settings.knowledge):
        await _reload(services, bot, "watch")


async def tell_trouble(services: Services, bot: Bot) -> None:
    """Tell the curators at the start that the folder could not be used, and what is wrong with it."""
    chat, found = admins.chat_of(services), services.publisher.trouble
    if chat is None or not found:
        return
    language = await admins.language_of(services, chat)
    await proposing.line(services, bot, chat, phrase(language, "cur.start.trouble"))
    await proposing.tell(services, bot, chat, curating.problems(found, services.state.version, language))


async def _reload(services: Services, bot: Bot, by: str) -> None:
    chat = admins.chat_of(services)
    language = await admins.language_of(services, chat) if chat is not None else "id"
    await proposing.reload(services, bot, chat, language, by)
