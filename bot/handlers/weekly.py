"""The message of the week: told to the curators once, by whichever process comes first."""

from __future__ import annotations

from datetime import timedelta

from telegram import Bot

from bot.curating.figures_of_use import ZONE
from bot.handlers import admins, usage
from bot.handlers.services import Services, send

_SENT = "weekly.sent"
HOUR = 8
"""On Monday, when the office opens: local time of the figures' zone."""


async def tell_week(services: Services, bot: Bot) -> None:
    """Tell the curators what was asked in vain, if a week has begun since; to be called every hour or so."""
    chat = admins.chat_of(services)
    if chat is None:
        return
    # A week begins when the office does.
    week = (services.now().astimezone(ZONE) - timedelta(hours=HOUR)).strftime("%G-W%V")
    storage = services.storage
    sent = await storage.meta.get(_SENT)
    if sent == week or not await storage.meta.replace(_SENT, sent, week) or sent is None:
        # Told already, by this process or another; or the first week, of which there is nothing to tell yet.
        return
    await send(bot, chat, await usage.weekly(services, await admins.language_of(services, chat)))
