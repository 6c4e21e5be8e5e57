"""/sumber: every article that an answer can come from."""

from __future__ import annotations

from telegram import Update
from telegram.ext import CommandHandler

from bot.handlers.services import PRIVATE, Context, Handler, Services, language_of, send
from bot.rendering import cards


def handlers(services: Services) -> list[Handler]:
    """Return the handler of /sumber."""

    async def sources(update: Update, context: Context) -> None:
        assert update.effective_chat
        for card in cards.sources(services.engine.knowledge, language_of(services, update)):
            await send(context.bot, update.effective_chat.id, card)

    return [CommandHandler(["sumber", "sources"], sources, PRIVATE)]
