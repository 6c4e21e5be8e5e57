"""What happens to the knowledge without anybody's command: a signal, a file that changes, trouble at the start."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from pathlib import Path

from telegram import Bot

from bot.handlers import admins, proposing
from bot.handlers.services import Services
from bot.phrases.table import phrase
from bot.rendering import curating

LOOK_AGAIN = 2.0
"""Seconds after which it is looked again whether a watched folder is still the same one."""


async def at_signal(services: Services, bot: Bot, asked: asyncio.Event) -> None:
    """Load the knowledge again whenever it is asked for; does not end."""
    while True:
        await asked.wait()
        asked.clear()
        await _reload(services, bot, "signal")


async def at_change(services: Services, bot: Bot) -> None:
    """Load the knowledge again whenever a file of it changes, or the folder is another one; does not end."""
    # Imported here: most do not watch.
    from watchfiles import awatch

    folder = services.settings.knowledge
    watched = _which(folder)
    while True:
        if watched is None:
            await asyncio.sleep(LOOK_AGAIN)
        with suppress(FileNotFoundError):
            # A folder that is deleted or moved away says nothing more, nor does the one that comes in its place.
            async for changes in awatch(folder, rust_timeout=int(LOOK_AGAIN * 1000), yield_on_timeout=True):
                if _which(folder) != watched:
                    break
                if changes:
                    await _reload(services, bot, "watch")
        if _which(folder) != watched:
            watched = _which(folder)
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


def _which(folder: Path) -> tuple[int, int] | None:
    """Return what tells a folder from another one of the same name; None where there is none."""
    try:
        found = folder.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino
